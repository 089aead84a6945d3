//! Findings, ledger and coverage as JSON. Offsets are UTF-8 bytes, half-open; lines and columns count from 1, columns in
//! Unicode scalar values.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Checked;
use crate::diagnostic::Diagnostic;
use crate::figure::End;
use crate::ledger::{Coverage, Entry};
use crate::report::Report;
use crate::source::{Sources, Span};

#[derive(Serialize)]
struct Output {
    version: u32,
    findings: Vec<Finding>,
    ledger: Vec<LedgerEntry>,
    coverage: Counts,
}

#[derive(Serialize)]
struct Finding {
    code: &'static str,
    severity: &'static str,
    message: String,
    labels: Vec<LabelOutput>,
    notes: Vec<String>,
    help: Vec<String>,
}

#[derive(Serialize)]
struct LabelOutput {
    #[serde(flatten)]
    place: Place,
    text: String,
    primary: bool,
    message: String,
}

#[derive(Serialize)]
struct Place {
    file: String,
    byte_start: usize,
    byte_end: usize,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct PassagePlace {
    byte_start: usize,
    byte_end: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
enum AnyPlace {
    File(Place),
    Passage(PassagePlace),
}

#[derive(Serialize)]
struct LedgerEntry {
    text: String,
    #[serde(flatten)]
    place: AnyPlace,
    class: &'static str,
    value: Option<String>,
    low: Option<String>,
    high: Option<String>,
    unit: Option<String>,
    relation: &'static str,
    cells: Vec<CellName>,
    status: &'static str,
}

#[derive(Serialize)]
struct CellName {
    scope: String,
    indicator: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
}

#[derive(Serialize)]
#[allow(
    clippy::struct_field_names,
    reason = "the names are those of the contract"
)]
struct Counts {
    figures: usize,
    counts: usize,
    linked: usize,
    agree: usize,
    differ: usize,
    pinned: usize,
    uncheckable: usize,
    unlinked: usize,
    exempt: usize,
    ignored: usize,
}

/// The object of `check --format json`, for all files of one call.
#[must_use]
pub fn check(sources: &Sources, checked: &[Checked]) -> String {
    object(
        Names {
            sources,
            folders: true,
        },
        checked,
    )
}

/// The same for one file that is published: without the folders of the author's machine.
#[must_use]
pub fn published(sources: &Sources, checked: &Checked) -> String {
    object(
        Names {
            sources,
            folders: false,
        },
        std::slice::from_ref(checked),
    )
}

/// How files are named.
#[derive(Clone, Copy)]
struct Names<'a> {
    sources: &'a Sources,
    folders: bool,
}

fn object(names: Names<'_>, checked: &[Checked]) -> String {
    let findings = checked
        .iter()
        .flat_map(|one| &one.findings)
        .map(|finding| finding_of(names, finding));
    let all: Vec<Entry> = checked.iter().flat_map(|one| one.ledger.clone()).collect();
    let Coverage {
        figures,
        counts,
        linked,
        agree,
        differ,
        pinned,
        uncheckable,
        unlinked,
        exempt,
        ignored,
    } = Coverage::of(&all);
    let output = Output {
        version: 1,
        findings: findings.collect(),
        ledger: checked
            .iter()
            .flat_map(|one| entries(names, one.report.as_ref(), &one.ledger))
            .collect(),
        coverage: Counts {
            figures,
            counts,
            linked,
            agree,
            differ,
            pinned,
            uncheckable,
            unlinked,
            exempt,
            ignored,
        },
    };
    print(&output)
}

/// The array of `figures FILE --format json`.
#[must_use]
pub fn figures(sources: &Sources, checked: &Checked) -> String {
    print(&entries(
        Names {
            sources,
            folders: true,
        },
        checked.report.as_ref(),
        &checked.ledger,
    ))
}

/// The array of arrays of `figures --text - --format json`: one element for each passage.
#[must_use]
pub fn passages(sources: &Sources, report: &Report, ledgers: &[Vec<Entry>]) -> String {
    let all: Vec<_> = ledgers
        .iter()
        .map(|ledger| {
            entries(
                Names {
                    sources,
                    folders: true,
                },
                Some(report),
                ledger,
            )
        })
        .collect();
    print(&all)
}

fn print(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("plain data serialises") + "\n"
}

fn finding_of(names: Names<'_>, finding: &Diagnostic) -> Finding {
    let label = |label: &crate::diagnostic::Label| LabelOutput {
        place: place(names, label.span),
        text: names.sources.slice(label.span).to_owned(),
        primary: label.primary,
        message: label.message.clone(),
    };
    Finding {
        code: finding.code.name(),
        severity: finding.severity.name(),
        message: finding.message.clone(),
        labels: finding.labels.iter().map(label).collect(),
        notes: finding.notes.clone(),
        help: finding.help.clone(),
    }
}

fn place(names: Names<'_>, span: Span) -> Place {
    let at = names.sources.position(span.file, span.start);
    let name = names.sources.name(span.file);
    let base = std::path::Path::new(name)
        .file_name()
        .map(|base| base.to_string_lossy().into_owned());
    let file = if names.folders {
        name.to_owned()
    } else {
        base.unwrap_or_default()
    };
    Place {
        file,
        byte_start: span.start,
        byte_end: span.end,
        line: at.line,
        column: at.column,
    }
}

fn entries(names: Names<'_>, report: Option<&Report>, ledger: &[Entry]) -> Vec<LedgerEntry> {
    ledger
        .iter()
        .map(|entry| entry_of(names, report, entry))
        .collect()
}

fn entry_of(names: Names<'_>, report: Option<&Report>, entry: &Entry) -> LedgerEntry {
    let name = |report: &Report, cell: &crate::report::Cell| CellName {
        scope: report.tables[cell.table].scope.value.clone(),
        indicator: report.form.indicator(cell.address).to_owned(),
        column: report.form.column(cell.address).map(str::to_owned),
    };
    let end = |end: Option<End>| end.map(|end| decimal(end.value));
    let place = match entry.span {
        Some(span) => AnyPlace::File(place(names, span)),
        None => AnyPlace::Passage(PassagePlace {
            byte_start: entry.range.start,
            byte_end: entry.range.end,
        }),
    };
    LedgerEntry {
        text: entry.text.clone(),
        place,
        class: entry.class.name(),
        value: entry.quantity.map(|quantity| decimal(quantity.value)),
        low: entry.quantity.and_then(|quantity| end(quantity.inside.low)),
        high: entry
            .quantity
            .and_then(|quantity| end(quantity.inside.high)),
        unit: entry.unit.clone(),
        relation: entry.relation.name(),
        cells: report
            .map(|report| entry.cells.iter().map(|cell| name(report, cell)).collect())
            .unwrap_or_default(),
        status: entry.status.name(),
    }
}

fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}
