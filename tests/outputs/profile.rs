//! Standards, attachments, and the same bytes every time.

use hegao::output::pdf::{Attachment, Profile};

use super::kit::{ENGINE, document, drawings, paragraph, prose, title, whole};

fn with_data() -> Profile {
    Profile {
        filing: true,
        attachments: vec![Attachment {
            name: "report.toml".into(),
            bytes: b"form = \"2014\"\n".to_vec(),
            mime: "application/toml".into(),
            description: "本报告的数据".into(),
            source: true,
        }],
    }
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[test]
fn a_filing_copy_names_its_standards() {
    let made = |profile: &Profile| {
        let pdf = ENGINE.pdf(&whole(), &drawings(), profile);
        pdf.expect("a PDF").bytes
    };
    let data = made(&with_data());
    assert!(holds(&data, "<pdfaid:part>3</pdfaid:part>"));
    assert!(holds(&data, "<pdfaid:conformance>A</pdfaid:conformance>"));
    assert!(holds(&data, "<pdfuaid:part>1</pdfuaid:part>"));
    assert!(holds(&data, "report.toml"));
    let bare = made(&Profile {
        filing: true,
        attachments: vec![],
    });
    assert!(holds(&bare, "<pdfaid:part>2</pdfaid:part>"));
    assert!(holds(&bare, "<pdfuaid:part>1</pdfuaid:part>"));
    assert!(!holds(&bare, "report.toml"));
    let draft = made(&Profile::default());
    assert!(!holds(&draft, "pdfaid") && !holds(&draft, "pdfuaid"));
    assert!(holds(&draft, "/StructTreeRoot"));
}

#[test]
fn an_attachment_needs_a_plain_name() {
    let mut profile = with_data();
    for name in ["../report.toml", "报告.toml", ""] {
        profile.attachments[0].name = name.into();
        assert!(
            ENGINE.pdf(&whole(), &drawings(), &profile).is_err(),
            "{name}"
        );
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_on_any_thread() {
    let profile = with_data();
    let make = |n: usize| {
        let one = document(
            vec![
                title("报告"),
                paragraph(hegao::document::Kind::Body, &prose(n)),
            ],
            vec![],
        );
        let whole = ENGINE.pdf(&whole(), &drawings(), &profile).expect("a PDF");
        let small = ENGINE.pdf(&one, &drawings(), &profile).expect("a PDF");
        (whole.bytes, small.bytes)
    };
    let alone = make(700);
    assert!(alone == make(700), "one after the other");
    let together: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|n| scope.spawn(move || make(700 + n % 2)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("no panic"))
            .collect()
    });
    assert!(
        together[0] == alone && together[2] == alone,
        "beside others"
    );
    assert!(together[1] == together[3] && together[1].1 != alone.1);
}
