//! The cells of a sheet on the form, by the labels to their left and above them, wherever the form's tables lie on it.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Cells, scope_of};
use super::line::Notes;
use super::list::{self, compact, resolve};
use super::sheet::{Sheet, SheetCell};
use crate::form::{Address, Form, fold};

/// Rows above a value of a wide row that may hold its heads.
const HEADS: usize = 6;

/// The tables of the sheets, one for each scope that a sheet's name tells; what has no place on the form is said.
pub fn read(file: &str, sheets: &[Sheet], form: &Form, notes: &mut Notes) -> Vec<Cells> {
    let mut tables: Vec<Cells> = Vec::new();
    for sheet in sheets {
        let scope = scope_of(&sheet.name);
        let at = tables.iter().position(|table| table.scope == scope);
        let at = at.unwrap_or_else(|| {
            tables.push(Cells {
                scope: scope.clone(),
                ..Cells::default()
            });
            tables.len() - 1
        });
        Placing::new(sheet, form).all(file, &mut tables[at], notes);
    }
    tables.retain(|table| !table.cells.is_empty() || table.scope.is_none());
    tables
}

struct Placing<'a> {
    sheet: &'a Sheet,
    form: &'a Form,
    texts: BTreeMap<(usize, usize), &'a str>,
    /// Units and heads of columns, folded.
    heads: BTreeSet<String>,
}

impl<'a> Placing<'a> {
    fn new(sheet: &'a Sheet, form: &'a Form) -> Self {
        let text = |cell: &'a SheetCell| ((cell.row, cell.column), cell.text.as_str());
        let columns = form.grids.iter().flat_map(|grid| &grid.columns);
        let units = form.addresses().map(|address| fold(form.unit(address)));
        Self {
            sheet,
            form,
            texts: sheet.cells.iter().map(text).collect(),
            heads: columns
                .map(|column| fold(&column.name))
                .chain(units)
                .collect(),
        }
    }

    fn all(&self, file: &str, table: &mut Cells, notes: &mut Notes) {
        for ((row, column), text) in &self.texts {
            let clean = is_value(text);
            if !clean && (self.names_something(text) || self.left(*row, *column).is_empty()) {
                continue;
            }
            let placed = match self.address(*row, *column) {
                Ok(address) => table.put(address, text, self.form),
                // Text that stands nowhere is no value that somebody has dirtied (减30, #REF!).
                Err(_) if !clean => continue,
                Err(why) => Err(why),
            };
            if let Err(why) = placed {
                let sheet = match self.sheet.name.as_str() {
                    "" => String::new(),
                    name => format!("「{name}」"),
                };
                let cell = name(*row, *column);
                notes
                    .left
                    .push(format!("{file}{sheet}{cell}「{text}」：{why}"));
            }
        }
    }

    /// Where a value belongs.
    fn address(&self, row: usize, column: usize) -> Result<Address, String> {
        let own = self.left(row, column);
        if own.is_empty() {
            return self.wide(row, column);
        }
        let found = own.iter().find_map(|(at, near)| {
            let far = (0..*at).rev().filter_map(|c| self.down(row, c));
            let paths = far.map(|far| format!("{}/{near}", fold(far)));
            let mut names = paths.chain([(*near).to_owned()]);
            names.find_map(|name| self.row(&name))
        });
        let address = found.ok_or("左边没有表中的指标")?;
        let columns = &self.form.grids[address.grid].columns;
        if columns.len() == 1 || own.iter().any(|(_, near)| near.contains(['|', '｜'])) {
            return Ok(address);
        }
        let mut above = (0..row).rev().filter_map(|r| self.texts.get(&(r, column)));
        let named =
            above.find_map(|head| columns.iter().position(|own| fold(&own.name) == fold(head)));
        named
            .map(|column| Address { column, ..address })
            .ok_or_else(|| "上面没有表中的列名".to_owned())
    }

    /// The row of a label; 总计 or the only column, where the label names none.
    fn row(&self, label: &str) -> Option<Address> {
        if label.contains(['|', '｜']) {
            return resolve(label, self.form).ok();
        }
        let (grid, row) = list::row(label, self.form)?;
        Some(Address {
            grid,
            row,
            column: 0,
        })
    }

    /// A value of a wide row, whose labels all stand above it: 行政诉讼, 未经复议直接起诉, 结果维持.
    fn wide(&self, row: usize, column: usize) -> Result<Address, String> {
        let heads: Vec<&str> = (row.saturating_sub(HEADS)..row)
            .rev()
            .filter_map(|r| (0..=column).rev().find_map(|c| self.label(r, c)))
            .collect();
        let (last, heads) = heads.split_first().ok_or("旁边没有表中的指标")?;
        let mut paths = heads.iter().enumerate().flat_map(|(n, near)| {
            let above = heads[n + 1..].iter();
            let path = above.map(move |far| format!("{}/{}", fold(far), fold(near)));
            path.chain([(*near).to_owned()])
        });
        paths
            .find_map(|path| resolve(&format!("{path}|{}", last.trim()), self.form).ok())
            .ok_or_else(|| "旁边没有表中的指标".to_owned())
    }

    /// The labels to the left in the row, nearest first, with their columns.
    fn left(&self, row: usize, column: usize) -> Vec<(usize, &'a str)> {
        let cells = (0..column).rev();
        cells
            .filter_map(|c| Some((c, self.label(row, c)?)))
            .collect()
    }

    /// The label of a column at a row, or the one above that reaches down to it.
    fn down(&self, row: usize, column: usize) -> Option<&'a str> {
        (0..=row).rev().find_map(|r| self.label(r, column))
    }

    fn label(&self, row: usize, column: usize) -> Option<&'a str> {
        let text = self.texts.get(&(row, column)).copied()?;
        (!is_value(text)).then_some(text)
    }

    /// Whether a text is a unit, the head of a column or the label of a row.
    fn names_something(&self, text: &str) -> bool {
        self.heads.contains(&fold(text)) || self.row(text).is_some()
    }
}

/// Whether a text is a number, perhaps with a unit after it, or says that there is none.
fn is_value(text: &str) -> bool {
    let folded = compact(text);
    let number = folded.trim_end_matches(['件', '条', '次', '个', '人', '篇', '元', '万']);
    folded == "/"
        || number.starts_with(|c: char| c.is_ascii_digit() || c == '-')
            && number.contains(|c: char| c.is_ascii_digit())
            && number
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
}

/// B12.
fn name(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut n = column + 1;
    while n > 0 {
        letters.push(char::from(
            b'A' + u8::try_from((n - 1) % 26).expect("below 26"),
        ));
        n = (n - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}
