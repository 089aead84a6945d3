//! The data files that ship: they read without a fault, say what they promise, and every finding is explained.

use std::sync::Arc;

use hegao::diagnostic::Code;
use hegao::document::Document;
use hegao::form::Form;
use hegao::report::Report;
use hegao::source::Sources;
use unicode_normalization::UnicodeNormalization;

fn read(name: &str) -> Report {
    let path = format!("{}/data/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect("a data file that ships");
    let mut sources = Sources::default();
    let file = sources.add(format!("{name}.toml"), text);
    let find = |id: &str| Form::embedded(id).ok_or_else(|| format!("no form {id}"));
    let reading = hegao::data::read(&sources, file, &find);
    let findings = hegao::emit::short(&sources, &reading.findings);
    assert_eq!(findings, "", "{name}");
    reading.report.expect("a report")
}

/// Folds width and drops white space.
fn fold(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_invented_reports_are_filled_in() {
    for (name, form, tables) in [
        ("shili-2018", "2014", 2),
        ("shili-2020", "2019", 1),
        ("shili-2024", "2021", 1),
    ] {
        let report = read(name);
        assert_eq!(report.form.id, form, "{name}");
        assert!(report.form.years().contains(&report.year), "{name}");
        assert_eq!(report.tables.len(), tables, "{name}");
        for table in &report.tables {
            assert_eq!(table.unfilled(&report.form), 0, "{name}");
        }
    }
}

#[test]
fn the_published_report_fills_in_only_what_its_text_states() {
    let report = read("jingmen-2018");
    let filled = |table: usize| report.tables[table].cells.len();
    assert_eq!((filled(0), filled(1)), (1, 27));
    for cell in ["同意公开答复数", "同意部分公开答复数", "按时办结数"] {
        let address = report.form.find(cell).unwrap();
        assert!(
            !report.tables[1].cells.contains_key(&address),
            "{cell} is not stated"
        );
    }
}

#[test]
fn the_published_report_is_kept_character_by_character() {
    let published = include_str!("jingmen-2018.txt");
    let lines: Vec<_> = published
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    // The portal's furniture: source, time of publication, and the line under its QR code.
    let body = [&lines[..1], &lines[3..lines.len() - 1]].concat().concat();
    let document = Document::new(&read("jingmen-2018"), false).text().concat();
    assert!(
        fold(&document).starts_with(&fold(&body)),
        "the document begins with the published text"
    );
    // The marks of Chinese prose are full-width again; those of the address and the numbers are not.
    let marks: Vec<_> = document.matches([',', ';', ':', '(', ')']).collect();
    assert_eq!(marks, [":"], "only the one in http://");
}

#[test]
fn every_finding_is_explained() {
    let text = include_str!("../data/codes.toml");
    let heads = text.lines().filter(|line| line.starts_with('[')).count();
    assert_eq!(heads, Code::ALL.len(), "no entry without a code");
    for code in Code::ALL {
        let entry = code.explanation();
        for part in [
            &entry.title,
            &entry.meaning,
            &entry.why,
            &entry.example,
            &entry.remedy,
        ] {
            assert!(!part.trim().is_empty(), "{code}");
        }
    }
}

#[test]
fn the_sections_of_the_fixed_forms_are_all_there() {
    for name in ["shili-2020", "shili-2024"] {
        let report = read(name);
        let form: &Arc<Form> = &report.form;
        let fixed = form
            .sections
            .iter()
            .filter_map(|section| section.title.as_deref());
        let written = report
            .sections
            .iter()
            .map(|section| section.heading.text.text());
        assert!(fixed.eq(written), "{name}");
    }
}
