//! A table of a Word file that is laid out as the form prints it: every label in its place, and the values between them.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::value::state;
use crate::document::Grid;
use crate::form::{Address, Form};
use crate::report::{Report, State};
use crate::source::FileId;
use crate::word::FoundTable;

/// What a table gives: the grids of the form that it is, its cells, and what could not be read.
pub(super) struct Filled {
    pub(super) scope: Option<String>,
    pub(super) grids: BTreeSet<usize>,
    pub(super) cells: BTreeMap<Address, State>,
    pub(super) left: Vec<String>,
    pub(super) totals: usize,
}

/// Finds the grid of the form that a table is.
pub(super) fn read(
    table: &FoundTable,
    form: &std::sync::Arc<Form>,
    file: FileId,
) -> Option<Filled> {
    let blank = Report::of_form(form.clone(), file);
    let found: BTreeMap<(usize, usize), &str> = table
        .cells
        .iter()
        .map(|cell| ((cell.row, cell.column), cell.text.as_str()))
        .collect();
    for grid in 0..form.grids.len() {
        let printed = Grid::new(form, grid, &blank.tables[0]);
        let places = places(&printed);
        let labels = || {
            places
                .iter()
                .filter(|(_, label)| matches!(label, Place::Label(text) if !text.is_empty()))
        };
        let agree = labels()
            .filter(|(at, label)| {
                let Place::Label(text) = label else {
                    return false;
                };
                found
                    .get(at)
                    .is_some_and(|found| folded(found) == folded(text))
            })
            .count();
        // A slip of the pen in a label or two leaves the place of the others beyond doubt.
        if agree * 20 < labels().count() * 19 {
            continue;
        }
        let mut filled = Filled {
            grids: BTreeSet::from([grid]),
            cells: BTreeMap::new(),
            left: Vec::new(),
            scope: None,
            totals: 0,
        };
        let mut read = BTreeSet::new();
        for (at, place) in &places {
            read.insert(*at);
            let (Place::Value(name), Some(text)) = (place, found.get(at)) else {
                continue;
            };
            let Ok(address) = form.find(name) else {
                continue;
            };
            match state(text, &[], form, address) {
                Ok(State::NotFilled) => {}
                Ok(state) => {
                    filled.cells.insert(address, state);
                }
                Err(why) => filled.left.push(format!("「{name}」= 「{text}」：{why}")),
            }
        }
        for (at, text) in found.iter().filter(|(at, _)| !read.contains(*at)) {
            let (row, column) = (at.0 + 1, at.1 + 1);
            filled.left.push(format!(
                "第 {row} 行第 {column} 列「{text}」：表式里没有这一格"
            ));
        }
        return Some(filled);
    }
    None
}

enum Place {
    Label(String),
    Value(String),
}

/// Every cell of a printed grid by its row and column.
fn places(grid: &Grid) -> BTreeMap<(usize, usize), Place> {
    let mut taken = BTreeSet::new();
    let mut places = BTreeMap::new();
    for (r, row) in grid.header.iter().chain(&grid.rows).enumerate() {
        let mut column = 0;
        for cell in row {
            while taken.contains(&(r, column)) {
                column += 1;
            }
            for below in r..r + cell.rowspan.max(1) {
                for beside in column..column + cell.colspan.max(1) {
                    taken.insert((below, beside));
                }
            }
            let place = match &cell.anchor {
                Some(anchor) => {
                    let name = anchor
                        .split_once(':')
                        .map_or(anchor.as_str(), |(_, name)| name);
                    Place::Value(name.to_owned())
                }
                None => Place::Label(cell.text.clone()),
            };
            places.insert((r, column), place);
        }
    }
    places
}

fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}
