//! The ledger for people: a line a figure.

use crate::ledger::{Entry, Status};
use crate::report::{Relation, Report};
use crate::source::Sources;

/// Every figure with its place, what it is and what it was held against.
#[must_use]
pub fn human(sources: &Sources, report: Option<&Report>, ledger: &[Entry]) -> String {
    let Some(report) = report else {
        return String::new();
    };
    let place = |entry: &Entry| {
        entry.span.map_or_else(String::new, |span| {
            let at = sources.position(span.file, span.start);
            format!("{}:{}", at.line, at.column)
        })
    };
    ledger
        .iter()
        .map(|entry| line(&place(entry), report, entry))
        .collect()
}

/// One figure: place, words, class, what it was held against.
#[must_use]
pub fn line(place: &str, report: &Report, entry: &Entry) -> String {
    let cells: Vec<String> = entry.cells.iter().map(|cell| report.name(*cell)).collect();
    let against = match entry.relation {
        Relation::None => String::new(),
        Relation::Equal => format!("＝ {}", cells.join("")),
        Relation::Sum => format!("＝ {}", cells.join(" ＋ ")),
        Relation::Each => format!("各＝ {}", cells.join("、")),
        Relation::Difference => format!("＝ {}", cells.join(" － ")),
    };
    let status = match entry.status {
        Status::Agree => "相符",
        Status::Differ => "不符",
        Status::Unlinked => "未对到",
        Status::Exempt => "",
        Status::Pinned => "相符（作者指定）",
        Status::Ignored => "作者声明不核",
        Status::Uncheckable => "未能核对",
    };
    let parts = [place, &entry.text, entry.class.chinese(), status, &against];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("  ")
        + "\n"
}
