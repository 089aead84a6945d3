//! What no report should hold, and what one might.

use std::collections::BTreeMap;

use hegao::document::{
    Align, Block, Document, Drawings, Grid, GridCell, Kind, Paragraph, Part, Picture, Signature,
};
use hegao::style::Style;
use hegao::word::{self, Place, Remark, Voice};

use crate::{SOURCE, linted, sample, write, zipped};

/// Characters that have broken Word files: markup, quotation marks, white space of every kind, joiners, marks of direction,
/// private use, the last of each plane, what lies outside the first plane.
const ODD: &str = "&amp;<w:t>]]>\"'\t\u{A0}\u{85}\u{AD}\u{200B}\u{200D}\u{202E}\u{2028}\u{2029}\u{2060}\u{3000}\u{FEFF}\u{E000}\u{FFFD}\u{7F}\u{9F}e\u{301}𠮷👨‍👩‍👧\u{1FFFE}\u{10FFFF}“—…”·";

fn document(blocks: Vec<Block>) -> Document {
    Document {
        info: sample::info(false),
        parts: vec![Part {
            landscape: false,
            blocks,
        }],
    }
}

#[test]
fn odd_characters_survive_everywhere() {
    let mut document = sample::full(true);
    let odd = |text: &mut String| text.insert_str(0, ODD);
    document.info.title.push_str(ODD);
    document.info.author.push_str(ODD);
    for block in document.parts.iter_mut().flat_map(|part| &mut part.blocks) {
        match block {
            Block::Title(lines) => lines.iter_mut().for_each(odd),
            Block::Paragraph(paragraph) => paragraph.runs.iter_mut().for_each(|run| {
                run.text.push_str(ODD);
                run.text.push_str("\n\r\t\r\n  ");
            }),
            Block::Grid(grid) => {
                odd(&mut grid.alt);
                for cell in grid.header.iter_mut().chain(&mut grid.rows).flatten() {
                    odd(&mut cell.text);
                    cell.anchor.iter_mut().for_each(odd);
                }
            }
            Block::Picture(picture) => {
                odd(&mut picture.caption);
                odd(&mut picture.alt);
            }
            Block::Signature(signature) => {
                signature.organ.iter_mut().for_each(odd);
                signature.date.iter_mut().for_each(odd);
            }
            Block::Qr(address) => address.push_str(ODD),
        }
    }
    let remark = Remark {
        place: Place::Paragraph("preface[0]".to_owned(), 3..6),
        voice: Voice::Author,
        text: format!("{ODD}\n{ODD}"),
    };
    let bytes = word::write(
        &document,
        Style::standard(),
        &sample::drawings(),
        &[remark],
        SOURCE,
    )
    .expect("the document is sound");
    let file = linted("torture", &bytes);
    assert_eq!(word::text(&bytes).expect("it can be read"), document.text());
    assert_eq!(crate::text(&file), document.text());
    let core = file.xml("docProps/core.xml");
    assert_eq!(
        core.child("dc:title").map(|e| e.text.as_str()),
        Some(document.info.title.as_str())
    );
    let document = file.document();
    for picture in document.every("wp:docPr") {
        assert!(picture.get("descr").contains(ODD));
    }
    for description in document.every("w:tblDescription") {
        assert!(description.get("w:val").starts_with(ODD));
    }
}

#[test]
fn every_character_that_xml_allows_survives() {
    let all: Vec<char> = ('\u{9}'..=char::MAX)
        .filter(|c| {
            !matches!(
                c,
                '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}'
            )
        })
        .collect();
    let paragraphs = all.chunks(2_000).enumerate().map(|(n, chunk)| {
        let text: String = chunk.iter().collect();
        sample::paragraph(Kind::Body, &format!("preface[{n}]"), &text)
    });
    let document = document(paragraphs.collect());
    let bytes = write(&document);
    linted("characters", &bytes);
    assert!(word::text(&bytes).expect("it can be read") == document.text());
}

#[test]
fn what_xml_forbids_is_named() {
    for (bad, name) in [
        ('\0', "U+0000"),
        ('\u{7}', "U+0007"),
        ('\u{B}', "U+000B"),
        ('\u{1F}', "U+001F"),
        ('\u{FFFE}', "U+FFFE"),
    ] {
        let text = format!("一{bad}二");
        let mut cell = sample::list("全市", 2);
        cell.rows[1][0].text.clone_from(&text);
        let mut alt = sample::list("全市", 2);
        alt.alt.clone_from(&text);
        let picture = |caption: &str, alt: &str| {
            Block::Picture(Picture {
                caption: caption.to_owned(),
                alt: alt.to_owned(),
                number: 0,
            })
        };
        let blocks = [
            Block::Title(vec![text.clone()]),
            sample::paragraph(Kind::Body, "preface[0]", &text),
            Block::Grid(cell),
            Block::Grid(alt),
            picture(&text, "图"),
            picture("图", &text),
            Block::Signature(Signature {
                organ: Some(text.clone()),
                date: None,
                seal: None,
            }),
            Block::Qr(text.clone()),
        ];
        for block in blocks {
            let document = document(vec![block]);
            let error = word::write(
                &document,
                Style::standard(),
                &sample::drawings(),
                &[],
                SOURCE,
            )
            .expect_err("a Word file cannot hold it");
            assert!(format!("{error:#}").contains(name), "{error:#}");
        }
    }
}

#[test]
fn a_long_table_is_whole() {
    let document = document(vec![
        Block::Title(vec!["长表".to_owned()]),
        Block::Grid(sample::list("全市", 2_000)),
    ]);
    let bytes = write(&document);
    let file = linted("long", &bytes);
    assert_eq!(word::text(&bytes).expect("it can be read"), document.text());
    assert_eq!(file.document().every("w:tr").len(), 2_001);
    assert_eq!(file.document().every("w:tblHeader").len(), 1);
}

#[test]
fn odd_documents_are_sound() {
    let label = |text: &str| sample::paragraph(Kind::AnnexLabel, "", text);
    let grid = || Block::Grid(sample::list("全市", 2));
    let part = |landscape, blocks| Part { landscape, blocks };
    let cases: [(&str, Vec<Part>); 8] = [
        ("nothing", vec![]),
        (
            "empty parts",
            vec![part(false, vec![]), part(true, vec![]), part(false, vec![])],
        ),
        ("a table alone", vec![part(false, vec![grid()])]),
        (
            "tables alone",
            vec![
                part(false, vec![grid(), grid()]),
                part(false, vec![grid()]),
                part(true, vec![grid()]),
            ],
        ),
        (
            "no label",
            vec![
                part(
                    false,
                    vec![sample::paragraph(Kind::Body, "preface[0]", "一")],
                ),
                part(
                    false,
                    vec![sample::paragraph(Kind::Body, "preface[1]", "二")],
                ),
            ],
        ),
        (
            "labels",
            vec![
                part(true, vec![label("附件1")]),
                part(true, vec![label("附件2")]),
                part(false, vec![label("附件3")]),
            ],
        ),
        (
            "no text",
            vec![part(
                false,
                vec![
                    Block::Paragraph(Paragraph {
                        kind: Kind::Body,
                        runs: vec![],
                        anchor: None,
                    }),
                    Block::Title(vec![]),
                    Block::Signature(Signature {
                        organ: None,
                        date: None,
                        seal: None,
                    }),
                ],
            )],
        ),
        (
            "twice the same anchor",
            vec![part(
                false,
                vec![
                    sample::paragraph(Kind::Body, "preface[0]", "一"),
                    sample::paragraph(Kind::Body, "preface[0]", "二"),
                ],
            )],
        ),
    ];
    for (name, parts) in cases {
        let document = Document {
            info: sample::info(true),
            parts,
        };
        let bytes = write(&document);
        linted(&name.replace(' ', "-"), &bytes);
        assert_eq!(
            word::text(&bytes).expect("it can be read"),
            document.text(),
            "{name}"
        );
    }
}

#[test]
fn a_grid_that_does_not_add_up_is_refused() {
    let grid = |rows: Vec<Vec<GridCell>>| Grid {
        widths: vec![500, 500],
        header: vec![],
        rows,
        dense: false,
        alt: "表".to_owned(),
    };
    let cell = |colspan, rowspan| sample::spanning("1", colspan, rowspan);
    for rows in [
        vec![vec![cell(1, 1)]],
        vec![vec![cell(1, 1), cell(1, 1), cell(1, 1)]],
        vec![vec![cell(3, 1)]],
        vec![vec![cell(1, 1), cell(2, 1)]],
        vec![vec![cell(1, 1), cell(1, 2)], vec![cell(2, 1)]],
        vec![vec![cell(2, 2)], vec![cell(1, 1)]],
    ] {
        let document = document(vec![Block::Grid(grid(rows))]);
        assert!(
            word::write(
                &document,
                Style::standard(),
                &sample::drawings(),
                &[],
                SOURCE
            )
            .is_err()
        );
    }
    let sound = document(vec![Block::Grid(grid(vec![
        vec![cell(2, 2)],
        vec![],
        vec![sample::cell("", Align::Right), cell(1, 1)],
    ]))]);
    linted("spans", &write(&sound));
}

#[test]
fn a_missing_picture_is_an_error() {
    let document = sample::full(false);
    assert!(
        word::write(
            &document,
            Style::standard(),
            &Drawings::default(),
            &[],
            SOURCE
        )
        .is_err()
    );
}

#[test]
fn the_same_document_gives_the_same_bytes_on_every_thread() {
    let document = sample::full(true);
    let remarks: Vec<_> = (0..20)
        .map(|n| Remark {
            place: Place::Cell(format!("全市:第{n}项")),
            voice: Voice::Checker,
            text: n.to_string(),
        })
        .collect();
    let build = || {
        word::write(
            &document,
            Style::standard(),
            &sample::drawings(),
            &remarks,
            SOURCE,
        )
        .expect("the document is sound")
    };
    let first = build();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..13 {
                    assert!(build() == first);
                }
            });
        }
    });
}

#[test]
fn what_is_no_word_file_is_refused() {
    let bytes = write(&sample::full(false));
    let parts = crate::lint::File::open(&bytes).parts;
    let with = |name: &str, part: &[u8]| {
        let mut parts = parts.clone();
        parts.insert(name.to_owned(), part.to_vec());
        zipped(&parts)
    };
    let deep = format!("<w:document>{}</w:document>", "<w:body>".repeat(100_000));
    let closed = format!("{}{}", "<w:p>".repeat(1_000), "</w:p>".repeat(1_000));
    let wide = format!("<w:document>{}</w:document>", "<w:p/>".repeat(2_100_000));
    let laughs = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    let document = "word/document.xml";
    for bad in [
        Vec::new(),
        b"PK".to_vec(),
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 an old .doc".to_vec(),
        zipped(&BTreeMap::new()),
        with(document, b""),
        with(document, b"\xFF\xFE"),
        with(document, b"<w:document/>"),
        with(document, b"<w:document><w:body>"),
        with(
            document,
            b"<w:document><w:body><w:p><w:r><w:t>&nbsp;</w:t></w:r></w:p></w:body></w:document>",
        ),
        with(document, deep.as_bytes()),
        with(document, closed.as_bytes()),
        with(document, wide.as_bytes()),
        with(document, laughs.as_bytes()),
        with(document, &vec![b' '; (64 << 20) + 1]),
    ] {
        assert!(word::text(&bad).is_err());
        assert!(!word::is_untouched(&bad));
    }
}

#[test]
fn a_damaged_file_never_panics() {
    let mut document = sample::full(false);
    document.parts.truncate(1);
    let bytes = write(&document);
    for n in 0..400 {
        let at = n * bytes.len() / 400;
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (n % 8);
        // Whatever it says, it says it.
        let text = word::text(&damaged);
        assert!(text.is_err() || text.is_ok_and(|text| text.len() <= 1_000));
        let _ = word::is_untouched(&damaged);
        assert!(word::text(&bytes[..at]).is_err());
    }
}

#[test]
fn text_of_other_programs_is_read() {
    let body = |inside: &str| {
        let document = format!(
            "<?xml version='1.0'?><w:document xmlns:w='w' xmlns:mc='mc'><w:body>{inside}</w:body></w:document>"
        );
        let mut parts = BTreeMap::new();
        parts.insert("word/document.xml".to_owned(), document.into_bytes());
        word::text(&zipped(&parts)).expect("it can be read")
    };
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let paragraph = format!(
        "<w:p><w:pPr><w:tabs><w:tab w:pos='1'/></w:tabs></w:pPr>{}<w:ins>{}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>\
         <w:moveFrom>{}</w:moveFrom><w:hyperlink>{}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:r><w:tab/><w:br/><w:cr/><w:noBreakHyphen/><w:instrText>PAGE</w:instrText></w:r>\
         <w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby>\
         <mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>\
         <w:smartTag><w:fldSimple>{}</w:fldSimple></w:smartTag></w:p>",
        run("甲"),
        run("乙"),
        run("移"),
        run("丙"),
        run("丁"),
        run("音"),
        run("字"),
        run("选"),
        run("备"),
        run("戊")
    );
    assert_eq!(body(&paragraph), ["甲乙丙丁\t\n\r\u{2011}字选戊"]);
    let table = format!(
        "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        run("格")
    );
    let nested = format!(
        "<w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt><w:customXml><w:p>{}</w:p></w:customXml>",
        run("&#x20BB7;&amp;<![CDATA[<b>]]>")
    );
    assert_eq!(body(&nested), ["格", "𠮷&<b>"]);
}
