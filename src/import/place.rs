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
use super::months;
use super::sheet::{self, Sheet};
use super::total::{self, Total};
use super::value;
use crate::form::{Address, Form};
use crate::report::State;

/// Digits of a text among which the first of a number is looked for.
const GLUED: usize = 8;

/// The tables of the sheets, one for each scope that they tell of; what has no place on the form is said.
pub fn read(file: &str, sheets: &[Sheet], form: &Form, year: i32, notes: &mut Notes) -> Vec<Cells> {
    let mut pages = Vec::new();
    for sheet in sheets {
        let mut placing = Placing::new(sheet, form, year);
        placing.all();
        let mut page = Page {
            name: &sheet.name,
            named: placing.lie.is_named(),
            tables: Vec::new(),
            totals: Vec::new(),
        };
        placing.choose(&mut page.tables, &mut page.totals);
        let name = match sheet.name.as_str() {
            "" => format!("{file} "),
            name => format!("{file}「{name}」"),
        };
        if placing.summed {
            let guess = format!("{name}没有合计，各月（季）的数相加，当作全年的数");
            notes.guessed.push(guess);
        }
        notes.left.extend(placing.told(&name));
        pages.push(page);
    }
    one_of_rivals(file, &mut pages, notes);
    let mut tables: Vec<Cells> = Vec::new();
    let mut totals: Vec<Total> = Vec::new();
    for page in pages {
        for table in page.tables {
            let open = open_table(&mut tables, table.scope.as_ref());
            for (address, state) in table.cells {
                if let Err(why) = open.put(address, state) {
                    let name = form.name(address);
                    let line = format!("{file}「{}」{name}「{state}」：{why}", page.name);
                    notes.left.push(line);
                }
            }
        }
        totals.extend(page.totals);
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

/// What a sheet gives.
struct Page<'a> {
    name: &'a str,
    /// Its name is one of the whole's.
    named: bool,
    tables: Vec<Cells>,
    totals: Vec<Total>,
}

impl Page<'_> {
    /// Whether two sheets are the same table filled in twice, as where every department has a sheet.
    fn rivals(&self, other: &Self) -> bool {
        let mut pairs = self.tables.iter().flat_map(|own| {
            let same = other.tables.iter().filter(|o| o.scope == own.scope);
            same.map(move |other| (&own.cells, &other.cells))
        });
        pairs.any(|(own, other)| {
            let both = own
                .iter()
                .filter_map(|(at, state)| Some((state, other.get(at)?)));
            let differ = both.clone().any(|(own, other)| own != other);
            differ && both.count() * 2 >= own.len().min(other.len())
        })
    }
}

/// Of sheets that are the same table the one is taken whose name is the whole's, else none.
fn one_of_rivals(file: &str, pages: &mut [Page], notes: &mut Notes) {
    let contested: Vec<usize> = (0..pages.len())
        .filter(|n| (0..pages.len()).any(|m| m != *n && pages[*n].rivals(&pages[m])))
        .collect();
    let named: Vec<usize> = contested
        .iter()
        .copied()
        .filter(|n| pages[*n].named)
        .collect();
    let (left, why) = match named.as_slice() {
        [one] => (
            contested.into_iter().filter(|n| n != one).collect(),
            "不是要取的那一张表，没有取",
        ),
        _ => (
            contested,
            "是同一张表，数不相同，分不清取哪一张；请只留一张，或把合计的那一张命名为「汇总」",
        ),
    };
    let names: Vec<String> = left
        .iter()
        .map(|n| format!("「{}」", pages[*n].name))
        .collect();
    if !names.is_empty() {
        notes.left.push(format!("{file}{}{why}", names.join("、")));
    }
    for n in left {
        pages[n].tables.clear();
        pages[n].totals.clear();
    }
}

/// The table of a scope, made where there is none.
fn open_table<'t>(tables: &'t mut Vec<Cells>, scope: Option<&String>) -> &'t mut Cells {
    let at = tables
        .iter()
        .position(|table| table.scope.as_ref() == scope);
    let at = at.unwrap_or_else(|| {
        tables.push(Cells {
            scope: scope.cloned(),
            ..Cells::default()
        });
        tables.len() - 1
    });
    &mut tables[at]
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
    /// It is true of a column, which has this name.
    of: Option<String>,
}

struct Placing<'a> {
    lie: Lie<'a>,
    form: &'a Form,
    year: i32,
    candidates: Vec<Candidate<'a>>,
    left: Vec<Left>,
    /// Months were added up.
    summed: bool,
}

impl<'a> Placing<'a> {
    fn new(sheet: &'a Sheet, form: &'a Form, year: i32) -> Self {
        Self {
            lie: Lie::new(sheet, form, year),
            form,
            year,
            candidates: Vec::new(),
            left: Vec::new(),
            summed: false,
        }
    }

    fn leave(&mut self, (row, column): (usize, usize), text: &str, why: String, once: bool) {
        self.left.push(Left {
            row,
            column,
            text: text.to_owned(),
            why,
            once,
            of: None,
        });
    }

    /// Leaves a candidate for a reason that is true of its column.
    fn leave_column(&mut self, candidate: &Candidate, why: String) {
        let column = self.lie.sheet.column(candidate.column);
        let of = match &candidate.around.head {
            Some(head) => format!("{column}（{head}）"),
            None => column,
        };
        self.left.push(Left {
            row: candidate.row,
            column: candidate.column,
            text: candidate.text.to_owned(),
            why,
            once: true,
            of: Some(of),
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
        let mut rivals: BTreeMap<_, BTreeMap<usize, &Around>> = BTreeMap::new();
        let group = |candidate: &Candidate| {
            let Around { scope, block, .. } = &candidate.around;
            Some((candidate.rival?, *block, scope.clone()))
        };
        for candidate in &kept {
            if let Some(group) = group(candidate)
                && self.lie.is_value((candidate.row, candidate.column))
            {
                let columns = rivals.entry(group).or_default();
                columns.entry(candidate.column).or_insert(&candidate.around);
            }
        }
        let at: BTreeMap<_, _> = kept.iter().map(|c| ((c.row, c.column), c)).collect();
        for candidate in &kept {
            let columns = group(candidate).and_then(|group| rivals.get(&group));
            let Some(columns) = columns else {
                self.put(candidate, self.state(candidate), tables, totals);
                continue;
            };
            let known = columns.values().filter(|of| of.below == Below::Values);
            let known = known.count();
            let months = columns
                .iter()
                .filter_map(|(at, of)| Some((*at, of.months?)));
            let all_months = months.clone().count() == columns.len();
            let year = months::year(&months);
            let sum = year.as_ref().and_then(|year| {
                let month = |column: &usize| {
                    let month = at.get(&(candidate.row, *column))?;
                    self.state(month)?.ok()
                };
                months::sum(year.iter().map(month))
            });
            let place = (candidate.row, candidate.column);
            let why = match (columns.get(&candidate.column), &year) {
                (Some(own), _) if known == 1 && own.below == Below::Values => {
                    let state = self.state(candidate);
                    let differs = |sum: State| match (&state, candidate.address) {
                        (Some(Ok(State::Number(said))), Ok(address)) => {
                            sum != State::Number(*said) && !months::is_stock(self.form, address)
                        }
                        _ => false,
                    };
                    match sum.filter(|sum| differs(*sum)) {
                        Some(sum) => {
                            let why = format!("与各月之和 {sum} 不符，没有取");
                            self.leave(place, candidate.text, why, false);
                        }
                        None => self.put(candidate, state, tables, totals),
                    }
                    continue;
                }
                (Some(own), _)
                    if known == 0 && columns.len() == 1 && own.below == Below::Unknown =>
                {
                    self.put(candidate, self.state(candidate), tables, totals);
                    continue;
                }
                (Some(_), Some(year)) if known == 0 && all_months => {
                    let stock = |address| months::is_stock(self.form, address);
                    let why = match (candidate.address, sum) {
                        (Ok(address), _) if stock(address) => "不能由各月相加，没有取",
                        (Ok(_), Some(sum)) => {
                            self.summed = true;
                            if year.first() == Some(&candidate.column) {
                                self.put(candidate, Some(Ok(sum)), tables, totals);
                            }
                            continue;
                        }
                        (Ok(_), None) => "有的月份没有填数，没有相加",
                        (Err(_), _) => "不是表中的一格，各月没有相加",
                    };
                    self.leave(place, candidate.text, why.to_owned(), true);
                    continue;
                }
                (Some(_), None) if known == 0 && all_months => {
                    "是一部分月份的数，各月不全，没有相加".to_owned()
                }
                (Some(_), _) if known != 1 => {
                    "有几列数，分不清取哪一列；请只留一列，或在表头写明年度、口径、合计".to_owned()
                }
                _ => "不是要取的那一列，没有取".to_owned(),
            };
            self.leave_column(candidate, why);
        }
    }

    /// What a candidate says; `None` of a heading row, which has no cell.
    fn state(&self, candidate: &Candidate) -> Option<Result<State, String>> {
        let units = &candidate.around.units;
        let address = candidate.address.ok()?;
        Some(value::state(candidate.text, units, self.form, address))
    }

    fn put(
        &mut self,
        candidate: &Candidate,
        state: Option<Result<State, String>>,
        tables: &mut Vec<Cells>,
        totals: &mut Vec<Total>,
    ) {
        let Candidate {
            row,
            column,
            text,
            around,
            ..
        } = candidate;
        let placed = match (candidate.address, state) {
            (Ok(address), Some(state)) => state
                .and_then(|state| open_table(tables, around.scope.as_ref()).put(address, state)),
            // There is nothing to be said of a row that has no values.
            (Err(_), _) if text.chars().all(|c| "/-—－／".contains(c)) => Ok(()),
            (Err((grid, heading)), _) => {
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
            (Ok(_), None) => Ok(()),
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
        self.leave_column(candidate, why);
        false
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
            let cells = same.clone().map(|left| (left.row, left.column));
            let mut columns: Vec<_> = same
                .filter_map(|left| Some((left.column, left.of.as_ref()?)))
                .collect();
            columns.sort_unstable();
            columns.dedup();
            // Where lines or whole stretches of columns are spoken of, cells are told by their row alone.
            let wide = columns.len() > 2;
            let by_row = |(row, column)| (row, if wide || sheet.lines { 0 } else { column });
            let cells: BTreeSet<_> = cells.map(by_row).collect();
            let place = |row: usize, column: usize| {
                if wide {
                    sheet::line(row)
                } else {
                    sheet.cell(row, column)
                }
            };
            let runs = runs(&cells, place);
            let of = match columns.as_slice() {
                [(first, name), .., (last, end)] if wide && last - first + 1 == columns.len() => {
                    format!("{name}至{end}")
                }
                columns => {
                    let names: Vec<_> = columns.iter().map(|(_, name)| name.as_str()).collect();
                    names.join("、")
                }
            };
            lines.push(format!("{file}{runs}：{of}{}", left.why));
        }
        lines
    }
}

/// The names of cells, those that follow one another in a column in one: C3 至 C9、C12.
fn runs(cells: &BTreeSet<(usize, usize)>, place: impl Fn(usize, usize) -> String) -> String {
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
        let first = place(*row, *column);
        if row == last {
            first
        } else {
            format!("{first} 至 {}", place(*last, *column))
        }
    };
    runs.iter().map(name).collect::<Vec<_>>().join("、")
}
