//! The cells of a sheet on the form, by the labels to their left and above them, wherever the form's tables lie on it.
//!
//! A list may have several columns of values: heads and cells beside them say whose they are and of which year. What cannot be told
//! apart is placed nowhere, and said.

use std::collections::{BTreeMap, BTreeSet};

use super::around::{Around, Lie};
use super::draft::Cells;
use super::head::Below;
use super::label::Label;
use super::line::Notes;
use super::sheet::Sheet;
use super::total::{self, Total};
use super::value;
use crate::form::{Address, Form};

/// Digits of a text among which the first of a number is looked for.
const GLUED: usize = 8;

/// The tables of the sheets, one for each scope that they tell of; what has no place on the form is said.
pub fn read(file: &str, sheets: &[Sheet], form: &Form, year: i32, notes: &mut Notes) -> Vec<Cells> {
    let mut tables: Vec<Cells> = Vec::new();
    let mut totals: Vec<Total> = Vec::new();
    for sheet in sheets {
        let mut placing = Placing::new(sheet, form, year);
        placing.all();
        placing.choose(&mut tables, &mut totals);
        let name = match sheet.name.as_str() {
            "" => format!("{file} "),
            name => format!("{file}「{name}」"),
        };
        notes.left.extend(placing.told(&name));
    }
    total::hold(file, &totals, &tables, form, notes);
    if tables.iter().any(|table| !table.cells.is_empty()) {
        tables.retain(|table| !table.cells.is_empty());
    }
    tables.truncate(tables.len().max(1));
    if tables.is_empty() {
        tables.push(Cells::default());
    }
    tables
}

/// A value with all that is known of it.
struct Candidate<'a> {
    row: usize,
    column: usize,
    text: &'a str,
    address: Result<Address, (usize, usize)>,
    /// Column of its label, where other columns may hold the same indicator's values.
    rival: Option<usize>,
    around: Around,
}

/// What could not be placed: why, and where.
struct Left {
    row: usize,
    column: usize,
    text: String,
    why: String,
    /// Said once for all the cells that it is true of.
    once: bool,
}

struct Placing<'a> {
    lie: Lie<'a>,
    form: &'a Form,
    year: i32,
    candidates: Vec<Candidate<'a>>,
    left: Vec<Left>,
}

impl<'a> Placing<'a> {
    fn new(sheet: &'a Sheet, form: &'a Form, year: i32) -> Self {
        Self {
            lie: Lie::new(sheet, form, year),
            form,
            year,
            candidates: Vec::new(),
            left: Vec::new(),
        }
    }

    fn leave(&mut self, (row, column): (usize, usize), text: &str, why: String, once: bool) {
        self.left.push(Left {
            row,
            column,
            text: text.to_owned(),
            why,
            once,
        });
    }

    /// Finds the candidates among the texts.
    fn all(&mut self) {
        let cells: Vec<_> = self.lie.cells().collect();
        for ((row, column), text, hollow) in cells {
            let at = (row, column);
            if hollow {
                let why = "公式没有保存结果，请在表格软件里打开后另存".to_owned();
                self.leave(at, "", why, true);
                continue;
            }
            let clean = self.lie.is_value(at);
            // A caption, or what a label or head says.
            let alone = self.lie.label_at(row, column).is_none();
            if !clean && (alone || self.lie.says_something(at)) {
                if alone && self.is_glued(text) {
                    let why = "名称和数写在一格里，请分成两格".to_owned();
                    self.leave(at, text, why, false);
                }
                continue;
            }
            let below = self.lie.below(at);
            match below {
                Below::Marks | Below::Years | Below::Scopes => continue,
                Below::Remarks => {
                    self.leave(at, text, "是备注，没有放进去".to_owned(), false);
                    continue;
                }
                _ => {}
            }
            match self.lie.find(at) {
                Ok(found) => self.candidates.push(Candidate {
                    row,
                    column,
                    text,
                    address: found.address,
                    rival: found.rival,
                    around: found.around,
                }),
                Err(why) if clean && !self.lie.is_mark(at) => self.leave(at, text, why, false),
                // Text that stands nowhere is no value that somebody has dirtied (减30, #REF!).
                Err(_) => {}
            }
        }
    }

    /// Whether a text is an indicator with its number behind it: 收到申请数：12件.
    fn is_glued(&self, text: &str) -> bool {
        let digits = text.match_indices(|c: char| c.is_numeric());
        digits.take(GLUED).any(|(at, _)| {
            let (label, value) = text.split_at(at);
            let label = label.trim_end_matches(|c: char| "：:=为共 　".contains(c));
            value::looks(value) && Label::of(label, self.form).is_some()
        })
    }

    /// Takes the candidates that are the report's into the tables.
    fn choose(&mut self, tables: &mut Vec<Cells>, totals: &mut Vec<Total>) {
        let candidates = std::mem::take(&mut self.candidates);
        let kept: Vec<_> = candidates
            .into_iter()
            .filter(|candidate| self.is_of_this_year(candidate))
            .collect();
        // Columns that hold values of one list for one scope: only one of them can be meant.
        let mut rivals: BTreeMap<_, BTreeMap<usize, bool>> = BTreeMap::new();
        let group = |candidate: &Candidate| {
            let Around { scope, block, .. } = &candidate.around;
            Some((candidate.rival?, *block, scope.clone()))
        };
        for candidate in &kept {
            if let Some(group) = group(candidate)
                && self.lie.is_value((candidate.row, candidate.column))
            {
                let known = candidate.around.below == Below::Values;
                rivals
                    .entry(group)
                    .or_default()
                    .insert(candidate.column, known);
            }
        }
        for candidate in kept {
            let columns = group(&candidate).and_then(|group| rivals.get(&group));
            let known = columns.map_or(0, |columns| {
                columns.values().filter(|known| **known).count()
            });
            let own = columns.and_then(|columns| columns.get(&candidate.column));
            let right = match (columns, own) {
                (None, _) => true,
                (Some(columns), Some(own)) => {
                    (known == 1 && *own) || (known == 0 && columns.len() == 1)
                }
                // What is no number, in a column of none.
                (Some(_), None) => false,
            };
            if right {
                self.put(&candidate, tables, totals);
                continue;
            }
            let at = (candidate.row, candidate.column);
            let why = if known == 1 || own.is_none() {
                "不是要取的那一列，没有取".to_owned()
            } else {
                "有几列数，分不清取哪一列；请只留一列，或在表头写明年度、口径".to_owned()
            };
            self.leave(at, candidate.text, self.of_column(&candidate, &why), true);
        }
    }

    fn put(&mut self, candidate: &Candidate, tables: &mut Vec<Cells>, totals: &mut Vec<Total>) {
        let Candidate {
            row,
            column,
            text,
            around,
            ..
        } = candidate;
        let placed = match candidate.address {
            Ok(address) => {
                value::state(text, &around.units, self.form, address).and_then(|state| {
                    let scope = &around.scope;
                    let at = tables.iter().position(|table| table.scope == *scope);
                    let at = at.unwrap_or_else(|| {
                        tables.push(Cells {
                            scope: scope.clone(),
                            ..Cells::default()
                        });
                        tables.len() - 1
                    });
                    tables[at].put(address, state)
                })
            }
            // There is nothing to be said of a row that has no values.
            Err(_) if text.chars().all(|c| "/-—－／".contains(c)) => Ok(()),
            Err((grid, heading)) => {
                totals.push(Total {
                    grid,
                    heading,
                    column: around.named.unwrap_or(0),
                    scope: around.scope.clone(),
                    units: around.units.clone(),
                    text: (*text).to_owned(),
                    place: self.lie.sheet.cell(*row, *column),
                });
                Ok(())
            }
        };
        if let Err(why) = placed {
            self.leave((*row, *column), text, why, false);
        }
    }

    /// Whether a candidate is of the report's year and compares nothing; what is not is left, and said by its column.
    fn is_of_this_year(&mut self, candidate: &Candidate) -> bool {
        let around = &candidate.around;
        let why = match around.year {
            _ if around.below == Below::Changes => "是比较的数，没有取".to_owned(),
            Some(year) if year != self.year => {
                format!("是 {year} 年的数，报告是 {} 年度的，没有取", self.year)
            }
            _ => return true,
        };
        let at = (candidate.row, candidate.column);
        self.leave(at, candidate.text, self.of_column(candidate, &why), true);
        false
    }

    /// A reason that is true of a column, with its name.
    fn of_column(&self, candidate: &Candidate, why: &str) -> String {
        let column = self.lie.sheet.column(candidate.column);
        match &candidate.around.head {
            Some(head) => format!("{column}（{head}）{why}"),
            None => format!("{column}{why}"),
        }
    }

    /// What was left, a line for each cell or for the cells that one reason holds for.
    fn told(mut self, file: &str) -> Vec<String> {
        self.left.sort_by_key(|left| (left.row, left.column));
        let sheet = self.lie.sheet;
        let mut lines = Vec::new();
        let mut said = BTreeSet::new();
        for left in &self.left {
            let cell = sheet.cell(left.row, left.column);
            if !left.once {
                let label = self.lie.label_at(left.row, left.column);
                let label = label.filter(|_| sheet.lines);
                let label = label.map_or(String::new(), |label| format!("「{label}」= "));
                lines.push(format!(
                    "{file}{cell}{label}「{}」：{}",
                    left.text, left.why
                ));
                continue;
            }
            if !said.insert(&left.why) {
                continue;
            }
            let same = self.left.iter().filter(|other| other.why == left.why);
            let cells: Vec<_> = same.map(|left| (left.row, left.column)).collect();
            lines.push(format!("{file}{}：{}", runs(sheet, &cells), left.why));
        }
        lines
    }
}

/// The names of cells, those that follow one another in a column in one: C3 至 C9、C12.
fn runs(sheet: &Sheet, cells: &[(usize, usize)]) -> String {
    let mut runs: Vec<((usize, usize), usize)> = Vec::new();
    let mut open: BTreeMap<usize, usize> = BTreeMap::new();
    for (row, column) in cells {
        let run = open.get(column).map(|at| &mut runs[*at].1);
        if let Some(last) = run.filter(|last| **last + 1 == *row) {
            *last = *row;
        } else {
            open.insert(*column, runs.len());
            runs.push(((*row, *column), *row));
        }
    }
    let name = |((row, column), last): &((usize, usize), usize)| {
        let first = sheet.cell(*row, *column);
        if row == last {
            first
        } else {
            format!("{first} 至 {}", sheet.cell(*last, *column))
        }
    };
    runs.iter().map(name).collect::<Vec<_>>().join("、")
}
