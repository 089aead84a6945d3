//! A table as it lies in a file, before anybody knows which form it is.

use anyhow::{Context, Result};

/// Cells with text that the sheets of a file may hold: a hundred times the largest form.
pub(super) const MOST_CELLS: usize = 100_000;

/// A worksheet, or the lines of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for a list.
    pub name: String,
    /// It is a list, whose places are named by line rather than by cell.
    pub lines: bool,
    /// The cells that hold something, in the order of rows, then columns.
    pub cells: Vec<SheetCell>,
}

/// A cell of a [`Sheet`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetCell {
    /// Row, from 0; the top one where cells are merged.
    pub row: usize,
    /// Column, from 0; the left one where cells are merged.
    pub column: usize,
    /// Its text without spaces at the ends; a number in plain decimal digits.
    pub text: String,
    /// A formula whose result the file does not hold.
    pub hollow: bool,
}

impl Sheet {
    /// B12, or 第 12 行.
    pub(super) fn cell(&self, row: usize, column: usize) -> String {
        if self.lines {
            line(row)
        } else {
            format!("{}{}", letters(column), row + 1)
        }
    }

    /// B 列, or 第 2 列.
    pub(super) fn column(&self, column: usize) -> String {
        if self.lines {
            format!("第 {} 列", column + 1)
        } else {
            format!("{} 列", letters(column))
        }
    }
}

/// 第 12 行.
pub(super) fn line(row: usize) -> String {
    format!("第 {} 行", row + 1)
}

/// The sheets of a workbook: what `cells` makes of each, given its name and how many cells there is still room for.
pub(super) fn all<T>(
    tables: impl IntoIterator<Item = (String, T)>,
    mut cells: impl FnMut(&str, T, usize) -> Result<Vec<SheetCell>>,
) -> Result<Vec<Sheet>> {
    let mut left = MOST_CELLS;
    let sheet = |(name, table): (String, T)| {
        let cells = cells(&name, table, left).with_context(|| format!("工作表「{name}」读不了"))?;
        left -= cells.len();
        Ok(Sheet {
            name,
            lines: false,
            cells,
        })
    };
    tables.into_iter().map(sheet).collect()
}

/// A number in plain decimal digits, as many as programs show: 0.1 + 0.2 is 0.3.
pub(super) fn digits(number: f64) -> String {
    let shown = format!("{number:.14e}").parse();
    shown.unwrap_or(number).to_string()
}

/// B, AA.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut n = column + 1;
    while n > 0 {
        letters.push(char::from(
            b'A' + u8::try_from((n - 1) % 26).expect("below 26"),
        ));
        n = (n - 1) / 26;
    }
    letters.iter().rev().collect()
}
