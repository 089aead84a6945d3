//! Values of heading rows (三、（六）其他处理), which the form has no cell for: held against the sum of what stands under them.

use rust_decimal::Decimal;

use super::draft::Cells;
use super::line::Notes;
use super::value;
use crate::form::{Address, Form};
use crate::report::State;

/// A value of a heading row.
pub(super) struct Total {
    /// The grid of the heading.
    pub(super) grid: usize,
    /// Its row.
    pub(super) heading: usize,
    /// The value column.
    pub(super) column: usize,
    /// The scope that it is said of.
    pub(super) scope: Option<String>,
    /// The units around it.
    pub(super) units: Vec<String>,
    /// The value as written.
    pub(super) text: String,
    /// Where it stands.
    pub(super) place: String,
}

/// Counts the totals that are the sums of their kinds, and says the others.
pub(super) fn hold(file: &str, totals: &[Total], tables: &[Cells], form: &Form, notes: &mut Notes) {
    let mut left: Vec<(String, Vec<String>)> = Vec::new();
    for total in totals {
        let why = match sum(total, tables, form) {
            Some((sum, said)) if sum == said => {
                notes.totals += 1;
                continue;
            }
            Some((sum, _)) => format!("与分项之和 {sum} 不符"),
            None => "没有分项可以核对".to_owned(),
        };
        let print = &form.grids[total.grid].rows[total.heading].print;
        let why = format!("是「{print}」的合计，表里不另设格，{why}");
        let value = format!("{}「{}」", total.place, total.text);
        match left.iter_mut().find(|(other, _)| *other == why) {
            Some((_, values)) => values.push(value),
            None => left.push((why, vec![value])),
        }
    }
    let line =
        |(why, values): (String, Vec<String>)| format!("{file} {}：{why}", values.join("、"));
    notes.left.extend(left.into_iter().map(line));
}

/// The sum of the kinds under a heading, and what the heading says that it is.
fn sum(total: &Total, tables: &[Cells], form: &Form) -> Option<(Decimal, Decimal)> {
    let rows = &form.grids[total.grid].rows;
    let level = rows[total.heading].level;
    let table = tables.iter().find(|table| table.scope == total.scope)?;
    let mut sum = None;
    let mut said = None;
    for (row, kind) in rows.iter().enumerate().skip(total.heading + 1) {
        if kind.level <= level {
            break;
        }
        // Kinds of kinds would count twice.
        if kind.key.is_none() || kind.level > level + 1 {
            return None;
        }
        let address = Address {
            grid: total.grid,
            row,
            column: total.column,
        };
        if said.is_none() {
            match value::state(&total.text, &total.units, form, address).ok()? {
                State::Number(number) => said = Some(number),
                State::NotApplicable | State::NotFilled => return None,
            }
        }
        if let Some(State::Number(number)) = table.cells.get(&address) {
            *sum.get_or_insert(Decimal::ZERO) += number;
        }
    }
    sum.zip(said)
}
