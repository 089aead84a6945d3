//! The published report of 荆门市 on 2018, and what its checker must see in it.

use std::fs;
use std::path::Path;

use hegao::check;
use hegao::data;
use hegao::diagnostic::{Diagnostic, Severity};
use hegao::form::Form;
use hegao::ledger::Entry;
use hegao::report::Report;
use hegao::source::Sources;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .expect("a file of the project")
}

struct Checked {
    report: Option<Report>,
    findings: Vec<Diagnostic>,
    ledger: Vec<Entry>,
}

fn checked(text: &str) -> Checked {
    let mut sources = Sources::default();
    let file = sources.add("a.toml", text);
    let reading = data::read(&sources, file, &|id| {
        Form::embedded(id).ok_or_else(|| "no such form".to_owned())
    });
    let mut findings = reading.findings;
    let mut ledger = Vec::new();
    if let Some(report) = &reading.report {
        let outcome = check::report(report, None);
        findings.extend(outcome.findings);
        ledger = outcome.ledger;
    }
    Checked {
        report: reading.report,
        findings,
        ledger,
    }
}

/// Words, relation and cells of a linked figure.
type Link = (String, String, Vec<String>);

/// Every linked figure, in reading order.
fn links(checked: &Checked) -> Vec<Link> {
    let report = checked.report.as_ref().expect("a report");
    let linked = checked
        .ledger
        .iter()
        .filter(|entry| !entry.cells.is_empty());
    let link = |entry: &Entry| {
        let cells = entry.cells.iter().map(|cell| report.name(*cell)).collect();
        (entry.text.clone(), entry.relation.name().to_owned(), cells)
    };
    linked.map(link).collect()
}

#[test]
fn no_errors_and_no_warnings() {
    let checked = checked(&read("data/jingmen-2018.toml"));
    let grave: Vec<_> = checked
        .findings
        .iter()
        .filter(|finding| finding.severity > Severity::Note)
        .collect();
    assert!(grave.is_empty(), "{grave:#?}");
}

#[test]
fn every_labelled_figure_is_linked_to_exactly_its_cells_and_no_other_is() {
    let gold = read("tests/jingmen-figures.jsonl");
    let rows = gold
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    let mut wanted: Vec<(u64, Link)> = Vec::new();
    for row in rows.filter(|row| row["relation"] != "none") {
        let of = |value: &serde_json::Value| value.as_str().expect("a string").to_owned();
        let cells = row["cells"].as_array().expect("an array").iter();
        let cells = cells
            .map(|cell| format!("{}:{}", of(&cell["scope"]), of(&cell["indicator"])))
            .collect();
        wanted.push((
            row["span"][0].as_u64().expect("a place"),
            (of(&row["text"]), of(&row["relation"]), cells),
        ));
    }
    wanted.sort_by_key(|(place, _)| *place);
    assert_eq!(wanted.len(), 29);
    let wanted: Vec<_> = wanted.into_iter().map(|(_, link)| link).collect();
    assert_eq!(links(&checked(&read("data/jingmen-2018.toml"))), wanted);
}

/// Every digit of every linked figure and of every filled cell, in turn, as every other digit.
#[test]
fn every_changed_digit_is_told_at_its_place() {
    let text = read("data/jingmen-2018.toml");
    let good = checked(&text);
    let report = good.report.as_ref().expect("a report");
    let figures = good
        .ledger
        .iter()
        .filter(|entry| !entry.cells.is_empty())
        .filter_map(|entry| entry.span);
    let cells = report
        .tables
        .iter()
        .flat_map(|table| table.cells.values())
        .map(|cell| cell.span);
    let mut changes = 0;
    for span in figures.chain(cells) {
        let digits = text[span.range()]
            .char_indices()
            .filter(|(_, c)| c.is_ascii_digit());
        for (at, old) in digits.map(|(at, c)| (span.start + at, c)) {
            for new in ('0'..='9').filter(|new| *new != old) {
                let mut changed = text.clone();
                changed.replace_range(at..=at, &new.to_string());
                let after = checked(&changed);
                let told = after
                    .findings
                    .iter()
                    .filter(|finding| finding.severity > Severity::Note)
                    .any(|finding| {
                        finding
                            .labels
                            .iter()
                            .any(|label| label.span.start <= at && at < label.span.end)
                    });
                assert!(
                    told,
                    "{} with {old} as {new} at byte {at}: {:#?}",
                    &text[span.range()],
                    after.findings
                );
                changes += 1;
            }
        }
    }
    assert!(changes > 1000, "only {changes} changes");
}

/// A figure's own value takes no part in choosing its link.
#[test]
fn digits_never_change_a_link() {
    let text = read("data/jingmen-2018.toml");
    let good = checked(&text);
    let wanted: Vec<_> = links(&good)
        .into_iter()
        .map(|(_, relation, cells)| (relation, cells))
        .collect();
    for entry in good.ledger.iter().filter(|entry| !entry.cells.is_empty()) {
        let span = entry.span.expect("a place in the file");
        let mut changed = text.clone();
        let digits: String = text[span.range()]
            .chars()
            .map(|c| if c.is_ascii_digit() { '7' } else { c })
            .collect();
        changed.replace_range(span.range(), &digits);
        let got: Vec<_> = links(&checked(&changed))
            .into_iter()
            .map(|(_, relation, cells)| (relation, cells))
            .collect();
        assert_eq!(got, wanted, "{}", entry.text);
    }
}

/// Swapping neighbours is the slip that matching by value would hide.
#[test]
fn swapped_neighbours_are_told() {
    let text = read("data/jingmen-2018.toml");
    for (a, b) in [
        ("当面申请20件", "传真申请3件"),
        ("网络申请81件", "信函申请62件"),
        ("公开4881条", "公开24587条"),
        ("发布会85次", "在线访谈35次"),
    ] {
        let number = |words: &str| {
            words
                .chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        let (x, y) = (number(a), number(b));
        let swapped = text
            .replacen(a, &a.replace(&x, "#"), 1)
            .replacen(b, &b.replace(&y, &x), 1)
            .replacen('#', "", 0);
        let swapped = swapped.replacen(&a.replace(&x, "#"), &a.replace(&x, &y), 1);
        let errors = checked(&swapped)
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        assert!(errors >= 2, "{a} and {b}: {errors} errors");
    }
}
