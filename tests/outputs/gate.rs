//! The font gate: every character without a glyph, at its place.

use hegao::diagnostic::{Code, Diagnostic, Severity};
use hegao::form::Form;
use hegao::output::gate;
use hegao::source::Sources;
use hegao::style::Style;

use super::kit::ENGINE;

/// The findings about a report, with the words that each points at.
fn findings(text: &str) -> Vec<(Diagnostic, Vec<String>)> {
    let mut sources = Sources::default();
    let file = sources.add("a.toml", text);
    let embedded = |name: &str| Form::embedded(name).ok_or_else(|| "no such form".to_owned());
    let reading = hegao::data::read(&sources, file, &embedded);
    let report = reading.report.expect("a report");
    let with_words = |finding: Diagnostic| {
        let labels = finding.labels.iter();
        let words = labels.map(|label| sources.slice(label.span).to_owned());
        let words = words.collect();
        (finding, words)
    };
    let findings = gate(&report, Style::standard(), ENGINE.faces());
    findings.into_iter().map(with_words).collect()
}

fn report(title: &str, organ: &str, heading: &str, body: &str) -> String {
    format!(
        "form = \"2014\"\nyear = 2018\ntitle = \"{title}\"\norgan = \"{organ}\"\n\
         [[section]]\nheading = \"{heading}\"\nbody = '''\n{body}\n'''\n"
    )
}

#[test]
fn a_character_without_a_glyph_is_an_error_at_its_place() {
    let text = report("年度报告𰻝", "某𰻝局", "总体𰻝情况", "全市𰻝共收到😀申请");
    let found = findings(&text);
    let errors: Vec<_> = found
        .iter()
        .map(|(finding, words)| {
            assert_eq!(
                (finding.code, finding.severity),
                (Code::GlyphMissing, Severity::Error)
            );
            (
                finding.message.as_str(),
                finding.labels[0].message.as_str(),
                words.join(","),
            )
        })
        .collect();
    let message = "「𰻝」（U+30EDD）在任何可用字体中都没有字形";
    let smile = "「😀」（U+1F600）在任何可用字体中都没有字形";
    assert_eq!(
        errors,
        [
            (smile, "此处应为仿宋", "😀".to_owned()),
            (message, "此处应为小标宋", "𰻝".to_owned()),
            (message, "此处应为黑体", "𰻝".to_owned()),
            (message, "此处应为仿宋", "𰻝,𰻝".to_owned()),
        ]
    );
    let help = &found[1].0.help[0];
    assert!(
        help.contains("--fonts") && help.contains("小标宋"),
        "{help}"
    );
    assert!(found[0].0.help[0].contains("表情符号"));
}

#[test]
fn a_hanzi_that_another_face_draws_is_a_note() {
    let found = findings(&report("年度报告", "某局", "总体情况", "頔①㎡“一”"));
    let [(finding, words)] = found.as_slice() else {
        panic!("one note: {found:?}");
    };
    assert_eq!(finding.severity, Severity::Note);
    assert_eq!(
        finding.message,
        "仿宋没有「頔」字，印成另一种字体（GW Song SC）"
    );
    assert_eq!(words, &["頔"]);
}

#[test]
fn many_places_are_counted() {
    let found = findings(&report("年度报告", "某局", "总体情况", &"𰻝字".repeat(9)));
    let [(finding, words)] = found.as_slice() else {
        panic!("one error: {found:?}");
    };
    assert_eq!(words.len(), 3);
    assert!(
        finding.notes.contains(&"共有 9 处".to_owned()),
        "{:?}",
        finding.notes
    );
}
