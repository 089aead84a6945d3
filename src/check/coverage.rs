//! What the check could not see: cells 未填, figures bound to nothing, cells never mentioned.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Verdict;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Class;
use crate::link::{Linked, LinkedPassage, Overrule};
use crate::report::{Cell, Relation, Report, State};

/// Notes, so that silence means 「checked and right」.
pub(super) fn all(
    report: &Report,
    passages: &[LinkedPassage<'_>],
    verdicts: &[Vec<Verdict>],
    findings: &mut Vec<Diagnostic>,
) {
    for (passage, verdicts) in passages.iter().zip(verdicts) {
        figures(report, passage, verdicts, findings);
    }
    unmentioned(report, passages, findings);
}

fn figures(
    report: &Report,
    passage: &LinkedPassage<'_>,
    verdicts: &[Verdict],
    findings: &mut Vec<Diagnostic>,
) {
    let text = &passage.passage.text;
    for (linked, verdict) in passage.figures.iter().zip(verdicts) {
        let range = linked.figure.range.clone();
        let words = &text.text()[range.clone()];
        if matches!(linked.overrule, Some(Overrule::Ignored(_))) {
            continue;
        }
        match (&linked.claim, verdict) {
            (Some(claim), Verdict::Unfilled) => {
                let unfilled = claim
                    .cells
                    .iter()
                    .filter(|cell| report.state(**cell) == State::NotFilled);
                let names: Vec<_> = unfilled
                    .map(|cell| format!("「{}」", report.name(*cell)))
                    .collect();
                let message = format!("正文写了「{words}」，表中{}还没有填", names.join("、"));
                let finding =
                    Diagnostic::note(Code::UnfilledCell, message).at(text.span(range), "未能核对");
                let help = match claim.relation {
                    Relation::Sum => "各格都填上之后，会核对它们的和",
                    _ => "填上之后才能核对",
                };
                findings.push(finding.with_help(help));
            }
            (None, _) if passage.statistical && could_be_a_cell(report, linked, text.text()) => {
                let message = format!("「{words}」没有对到表中的任何一项");
                let finding = Diagnostic::note(Code::UnlinkedFigure, message)
                    .at(text.span(range), "未能核对");
                let mut finding = finding
                    .with_help("若它是表中的数，请在 [[check.pin]] 里指明；若不是，不必理会");
                finding.notes.extend(candidate(
                    report,
                    linked
                        .figure
                        .quantity
                        .as_ref()
                        .map(|quantity| quantity.value),
                ));
                findings.push(finding);
            }
            _ => {}
        }
    }
}

/// A number in digits, of this year, with a unit of the form: one that a reader would look for in the table.
fn could_be_a_cell(report: &Report, linked: &Linked, text: &str) -> bool {
    let figure = &linked.figure;
    let digits = text[figure.numeral.clone()].chars().any(char::is_numeric);
    let unit = |address| figure.unit.as_deref() == Some(report.form.unit(address));
    let countable = figure.class == Class::Money
        || figure.class == Class::Count && report.form.addresses().any(unit);
    countable && digits && !linked.other_year
}

/// A distinctive figure that equals exactly one cell: worth saying, never a link.
fn candidate(report: &Report, value: Option<Decimal>) -> Option<String> {
    let value = value.filter(|value| *value >= Decimal::ONE_THOUSAND)?;
    let tables = 0..report.tables.len();
    let cells = tables.flat_map(|table| {
        report
            .form
            .addresses()
            .map(move |address| Cell { table, address })
    });
    let mut equal = cells.filter(|cell| report.value(*cell) == Some(value));
    let only = equal.next().filter(|_| equal.next().is_none())?;
    Some(format!("它与「{}」的数相同", report.name(only)))
}

/// Cells other than 0 that the text never speaks of, where the row is a main one.
fn unmentioned(report: &Report, passages: &[LinkedPassage<'_>], findings: &mut Vec<Diagnostic>) {
    let Some(table) = report.default_table else {
        return;
    };
    let figures = passages.iter().flat_map(|passage| &passage.figures);
    let mentioned: BTreeSet<Cell> = figures
        .filter_map(|linked| linked.claim.as_ref())
        .flat_map(|claim| claim.cells.clone())
        .collect();
    let main = |cell: &Cell| {
        let grid = &report.form.grids[cell.address.grid];
        let next_is_deeper = grid
            .rows
            .get(cell.address.row + 1)
            .is_some_and(|next| next.level > grid.rows[cell.address.row].level);
        Some(cell.address.column) == report.form.default_column(cell.address.grid)
            && (grid.rows[cell.address.row].level <= 1 || next_is_deeper)
    };
    let cells = report
        .form
        .addresses()
        .map(|address| Cell { table, address })
        .filter(main);
    let silent: Vec<Cell> = cells
        .filter(|cell| {
            report.value(*cell).is_some_and(|value| !value.is_zero()) && !mentioned.contains(cell)
        })
        .collect();
    if mentioned.is_empty() || silent.is_empty() {
        return;
    }
    let names: Vec<_> = silent
        .iter()
        .map(|cell| format!("「{}」", report.form.name(cell.address)))
        .collect();
    let message = format!("表中有 {} 个不为 0 的主要指标正文没有提到", silent.len());
    let finding = Diagnostic::note(Code::UnmentionedCell, message)
        .at(report.tables[table].title.span, "这张表");
    findings.push(finding.with_note(names.join("、")));
}
