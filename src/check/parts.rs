//! An aggregate table against the units that it was added up from.

use rust_decimal::Decimal;

use super::identity::{number, shown};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::Address;
use crate::report::{Cell, Part, Report, State, Table};
use crate::source::Span;

/// So many units are shown at their places; the others are in the note.
const SHOWN: usize = 6;

/// Holds every cell of every aggregate table against the sum of its parts.
pub(super) fn all(report: &Report, findings: &mut Vec<Diagnostic>) {
    for (n, table) in report.tables.iter().enumerate() {
        if table.parts.is_empty() {
            continue;
        }
        for address in report.form.addresses() {
            if report.form.row(address).additive {
                hold(report, Cell { table: n, address }, table, findings);
            }
        }
    }
}

fn hold(report: &Report, whole: Cell, table: &Table, findings: &mut Vec<Diagnostic>) {
    let Some(stated) = number(report.state(whole)) else {
        return;
    };
    let states: Vec<(&Part, State, Span)> = table
        .parts
        .iter()
        .map(|part| at(report, part, whole.address))
        .collect();
    let filled = states
        .iter()
        .all(|(_, state, _)| *state != State::NotFilled);
    let sum: Decimal = states
        .iter()
        .filter_map(|(_, state, _)| number(*state))
        .sum();
    // Blank is never 0: while a unit is silent the whole can only be known to be too small.
    if sum == stated
        || !filled && sum < stated
        || states.iter().all(|(_, s, _)| *s == State::NotFilled)
    {
        return;
    }
    let name = report.name(whole);
    let message = format!("「{name}」与各单位之和不符：表中是 {stated}，各单位之和是 {sum}");
    let mut finding = Diagnostic::error(Code::TableIdentity, message)
        .at(report.place(whole), format!("{name}：{stated}"));
    let mut telling: Vec<_> = states
        .iter()
        .filter(|(_, state, _)| number(*state).is_some_and(|n| !n.is_zero()))
        .collect();
    telling.sort_by_key(|(_, state, _)| std::cmp::Reverse(number(*state)));
    for (part, state, place) in telling.iter().take(SHOWN) {
        finding = finding.beside(*place, format!("{}：{}", part.unit, shown(*state)));
    }
    let listed: Vec<String> = states
        .iter()
        .map(|(part, state, _)| format!("{} {}", part.unit, shown(*state)))
        .collect();
    findings.push(
        finding
            .with_note(format!("各单位：{}", listed.join("，")))
            .with_help("某个单位改了数的，重新汇总：hegao collect；合计填错的，改正这一格"),
    );
}

/// The state of a cell of a part, and its place.
fn at<'a>(report: &Report, part: &'a Part, address: Address) -> (&'a Part, State, Span) {
    if let Some(table) = part.table {
        let cell = Cell { table, address };
        return (part, report.state(cell), report.place(cell));
    }
    match part.cells.get(&address) {
        Some(entry) => (part, entry.state, entry.span),
        None => (part, State::NotFilled, part.unit.span),
    }
}
