//! How a sheet lies: which of its texts are labels, heads and units, and which of them speak of a value.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::scope_in;
use super::head::{Below, Head};
use super::label::{self, Label};
use super::months::Months;
use super::sheet::Sheet;
use super::value::{self, half, unit_in};
use crate::form::{Address, Form, fold};

/// Rows above a value of a wide row, or above a head, that may hold further heads.
const HEADS: usize = 6;
/// Texts to the left of a value among which its label is looked for.
const NEAR: usize = 64;
/// Columns to the left of a label that may hold the groups that it stands in.
const GROUPS: usize = 12;
/// Labels above one that ends like others, among which its parent is looked for.
const PARENTS: usize = 40;

/// A cell of the form, or a heading row that has no value: grid and row.
pub(super) type Aim = Result<Address, (usize, usize)>;

/// What stands around a value.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    pub(super) year: Option<i32>,
    pub(super) scope: Option<String>,
    pub(super) units: Vec<String>,
    pub(super) months: Option<Months>,
    /// What its column says that it holds.
    pub(super) below: Below,
    /// The head of its column.
    pub(super) head: Option<String>,
    /// The value column of the form.
    pub(super) named: Option<usize>,
    /// The last row of heads above it.
    pub(super) block: Option<usize>,
}

/// Where a value belongs.
pub(super) struct Found {
    pub(super) address: Aim,
    /// The column of its label, where the columns beside it may hold the same indicator's values.
    pub(super) rival: Option<usize>,
    pub(super) around: Around,
}

/// A sheet, and what its texts are.
pub(super) struct Lie<'a> {
    pub(super) sheet: &'a Sheet,
    form: &'a Form,
    year: i32,
    /// The texts by row, then column; those of formulas without a result are empty.
    texts: BTreeMap<(usize, usize), &'a str>,
    /// Those that have the looks of a value.
    values: BTreeSet<(usize, usize)>,
    /// Those that are units.
    units: BTreeMap<(usize, usize), String>,
    /// Those that are a label, a head, a unit or a column of the form.
    known: BTreeSet<(usize, usize)>,
    /// The rows of the words of each column: what is neither empty nor a value.
    words: BTreeMap<usize, Vec<usize>>,
    /// The rows of the heads of each column.
    over: BTreeMap<usize, Vec<usize>>,
    labels: BTreeMap<(usize, usize), Label>,
    heads: BTreeMap<(usize, usize), Head>,
    /// Rows that hold an indicator with what is said of it.
    bodies: BTreeSet<usize>,
    /// Rows with heads of values.
    blocks: BTreeSet<usize>,
    /// What titles and the lines around them say, by their rows.
    titles: BTreeMap<usize, Head>,
    named: Head,
}

impl<'a> Lie<'a> {
    pub(super) fn new(sheet: &'a Sheet, form: &'a Form, year: i32) -> Self {
        let mut lie = Self {
            sheet,
            form,
            year,
            texts: BTreeMap::new(),
            values: BTreeSet::new(),
            units: BTreeMap::new(),
            known: BTreeSet::new(),
            words: BTreeMap::new(),
            over: BTreeMap::new(),
            labels: BTreeMap::new(),
            heads: BTreeMap::new(),
            bodies: BTreeSet::new(),
            blocks: BTreeSet::new(),
            titles: BTreeMap::new(),
            named: Head::of_sheet(&sheet.name, form, year),
        };
        for cell in &sheet.cells {
            let at = (cell.row, cell.column);
            let text = cell.text.as_str();
            lie.texts.insert(at, text);
            if value::looks(text) {
                lie.values.insert(at);
                if is_year(text) {
                    lie.heads.insert(at, Head::of(text, form, year));
                }
                continue;
            }
            if cell.hollow {
                continue;
            }
            lie.words.entry(cell.column).or_default().push(cell.row);
            let label = text.split(['|', '｜']).next().unwrap_or_default();
            if let Some(label) = Label::of(label, form) {
                lie.labels.insert(at, label);
            }
            let unit = unit_in(text);
            if unit.is_none() || !half(text).contains("单位") {
                lie.heads.insert(at, Head::of(text, form, year));
            }
            lie.units.extend(unit.map(|unit| (at, unit)));
            if lie.is_known(at) {
                lie.known.insert(at);
            }
        }
        for rows in lie.words.values_mut() {
            rows.sort_unstable();
        }
        lie.settle();
        lie
    }

    /// Tells the rows of indicators from those of heads and titles.
    fn settle(&mut self) {
        for at in self.texts.keys().filter(|at| !self.known.contains(at)) {
            let mut left = self.labels.range((at.0, 0)..*at);
            if left.next().is_some() {
                self.bodies.insert(at.0);
            }
        }
        // Rows of indicators hold values, and what stands for them.
        for at in self.heads.keys().filter(|at| !self.bodies.contains(&at.0)) {
            if !self.labels.contains_key(at) || self.names_column(self.texts[at]) {
                self.over.entry(at.1).or_default().push(at.0);
            }
        }
        let mut titled = Head::default();
        for (at, text) in &self.texts {
            if self.bodies.contains(&at.0) || text.is_empty() {
                continue;
            }
            if self.known.contains(at) && !self.labels.contains_key(at) {
                self.blocks.insert(at.0);
            }
            let line = !self.heads.contains_key(at);
            let unit = self.units.get(at).filter(|_| line).cloned();
            let said = title(text).or_else(|| self.key(text)).or_else(|| {
                unit.is_some().then(|| Head {
                    unit,
                    ..titled.clone()
                })
            });
            if let Some(said) = said {
                titled = said.clone();
                self.titles.insert(at.0, said);
            }
        }
    }

    /// What a line like 口径：全市 says.
    fn key(&self, text: &str) -> Option<Head> {
        let text = half(text);
        let (key, said) = text.split_once(':')?;
        let key = Head::of(key, self.form, self.year).below;
        let said = Head::of(said, self.form, self.year);
        (matches!(key, Below::Years | Below::Scopes) && said.qualifies()).then_some(said)
    }

    /// The cells in their order: place, text, whether a formula's result is missing.
    pub(super) fn cells(
        &self,
    ) -> impl Iterator<Item = ((usize, usize), &'a str, bool)> + use<'_, 'a> {
        self.texts
            .iter()
            .map(|(at, text)| (*at, *text, text.is_empty()))
    }

    /// Whether the name of the sheet is known to the last word: 汇总, 2018, 全市统计表.
    pub(super) fn is_named(&self) -> bool {
        self.named.below == Below::Values
    }

    /// Whether a text has the looks of a value.
    pub(super) fn is_value(&self, at: (usize, usize)) -> bool {
        self.values.contains(&at)
    }

    /// Whether a text is a label, a head, a unit or a column of the form.
    pub(super) fn says_something(&self, at: (usize, usize)) -> bool {
        self.known.contains(&at)
    }

    fn is_known(&self, at: (usize, usize)) -> bool {
        let head = self.heads.get(&at);
        self.labels.contains_key(&at)
            || self.units.contains_key(&at)
            || head.is_some_and(|head| head.below != Below::Unknown)
            || self.names_column(self.texts[&at])
    }

    fn names_column(&self, text: &str) -> bool {
        (0..self.form.grids.len()).any(|grid| label::column(text, self.form, grid).is_some())
    }

    /// The label to the left of a cell, as written.
    pub(super) fn label_at(&self, row: usize, column: usize) -> Option<&'a str> {
        let mut texts = self.texts.range((row, 0)..(row, column));
        let first = texts.clone().next();
        let label = texts.find(|(at, _)| self.labels.contains_key(at));
        label.or(first).map(|(_, text)| *text)
    }

    /// What the column of a cell holds, by its nearest head.
    pub(super) fn below(&self, at: (usize, usize)) -> Below {
        let head = self.heads_above(at).next();
        head.map_or(Below::Unknown, |at| self.heads[&at].below)
    }

    /// Whether a number is no value: a year at the head of a column, a running number before a label.
    pub(super) fn is_mark(&self, at: (usize, usize)) -> bool {
        if self.heads.contains_key(&at) && self.labels.range((at.0, 0)..at).next().is_none() {
            return true;
        }
        let first = self.texts.range((at.0, 0)..at).next().is_none();
        let mut behind = self.texts.range(at..(at.0 + 1, 0)).skip(1);
        let label = behind
            .next()
            .is_some_and(|(at, _)| self.labels.contains_key(at));
        first && label && behind.next().is_some()
    }

    /// The heads above a cell in its column, the nearest first.
    fn heads_above(&self, at: (usize, usize)) -> impl Iterator<Item = (usize, usize)> + '_ {
        let rows = self.over.get(&at.1).map_or(&[][..], Vec::as_slice);
        let end = rows.partition_point(|row| *row < at.0);
        rows[..end].iter().rev().map(move |row| (*row, at.1))
    }

    /// Where a value belongs.
    ///
    /// # Errors
    /// Why it belongs nowhere.
    pub(super) fn find(&self, at: (usize, usize)) -> Result<Found, String> {
        let mut beside = Head::default();
        let mut named: Option<&str> = None;
        let mut passed: Option<&str> = None;
        let left = self.texts.range((at.0, 0)..at).rev().take(NEAR);
        for (place, text) in left {
            if text.is_empty() || self.is_value(*place) {
                let year = (self.below(*place) == Below::Years).then(|| half(text));
                beside.year = beside.year.or(year.and_then(|year| year.parse().ok()));
                continue;
            }
            if self.units.contains_key(place) {
                continue;
            }
            if named.is_none() && self.is_column_of(*place, text) {
                named = Some(text);
                continue;
            }
            if let Some((aim, label)) = self.label(*place) {
                return self.with_label(at, place.1, aim, label, beside, named);
            }
            let head = &self.heads[place];
            if head.qualifies() {
                join(&mut beside, head);
                continue;
            }
            // 合计, 数量: of whatever the others say.
            if head.below == Below::Values {
                continue;
            }
            // What stands below the head of other things, or is a value that somebody has dirtied, is no label.
            let mut above = self.heads_above(*place);
            let above = above
                .next()
                .map(|at| (self.texts[&at], self.heads[&at].below));
            let known = |(text, below)| below != Below::Unknown || self.names_column(text);
            if !above.is_some_and(known) || self.is_below_labels(*place) {
                return Err(no_indicator(text));
            }
            passed = passed.or(Some(text));
        }
        match passed {
            Some(text) => Err(no_indicator(text)),
            None => self.wide(at, beside),
        }
    }

    /// Whether the head of a column says that labels stand below.
    fn is_below_labels(&self, at: (usize, usize)) -> bool {
        let mut heads = self.heads_above(at);
        heads
            .next()
            .is_some_and(|at| Head::is_of_labels(self.texts[&at]))
    }

    /// Whether a text names a column of the row whose label stands further to the left.
    fn is_column_of(&self, at: (usize, usize), text: &str) -> bool {
        let mut left = self.labels.range((at.0, 0)..at).rev();
        left.any(|(_, label)| {
            let grids = label.rows.iter().map(|(grid, _)| *grid);
            grids.into_iter().any(|grid| {
                self.form.grids[grid].columns.len() > 1
                    && label::column(text, self.form, grid).is_some()
            })
        })
    }

    /// The row that a text names, by itself or with the groups that it stands in, and what its label says besides.
    fn label(&self, at: (usize, usize)) -> Option<((usize, usize, bool), &Label)> {
        let text = self.texts[&at];
        let label = self.labels.get(&at)?;
        let near = text.split(['|', '｜']).next().unwrap_or_default();
        let groups = self.words.range(..at.1).rev().take(GROUPS);
        for (column, rows) in groups {
            let end = rows.partition_point(|row| *row <= at.0);
            let far = rows[..end].last().map(|row| self.texts[&(*row, *column)]);
            let path = far.map(|far| format!("{}/{}", fold(far), fold(near)));
            if let Some(path) = path
                && let [one] = self.form.rows_named(&path)
            {
                return Some(((one.0, one.1, true), label));
            }
        }
        if let [one] = label.rows.as_slice() {
            return Some(((one.0, one.1, true), label));
        }
        if let Some((grid, row)) = label.heading {
            return Some(((grid, row, false), label));
        }
        // Of paths that end alike the one is meant whose parent stands nearest above.
        let rows = &self.words[&at.1];
        let end = rows.partition_point(|row| *row < at.0);
        let above = rows[..end].iter().rev().take(PARENTS);
        let mut above = above.filter_map(|row| self.labels.get(&(*row, at.1)));
        above.find_map(|above| {
            let is_above = |(g, r): &&(usize, usize)| {
                let parent = self.form.parent(*g, *r).map(|parent| (*g, parent));
                parent.is_some_and(|p| above.heading == Some(p) || above.rows == [p])
            };
            let own = label.rows.iter().find(is_above)?;
            Some(((own.0, own.1, true), label))
        })
    }

    fn with_label(
        &self,
        at: (usize, usize),
        from: usize,
        (grid, row, valued): (usize, usize, bool),
        label: &Label,
        mut beside: Head,
        named: Option<&str>,
    ) -> Result<Found, String> {
        let text = self.texts[&(at.0, from)];
        let (_, column) = text.rsplit_once(['|', '｜']).unzip();
        let single = self.form.grids[grid].columns.len() == 1;
        let said = column.or(named).map(|name| {
            label::column(name, self.form, grid).ok_or_else(|| format!("表中没有「{name}」这一列"))
        });
        let said = said.transpose()?;
        let alone = said
            .as_ref()
            .map(|(column, _)| *column)
            .or(single.then_some(0));
        let mut around = self.over(at, grid, alone)?;
        // 予以公开,5 in a list: a name without a column means the column 总计.
        let bare = self.sheet.lines && self.values.range((at.0, 0)..(at.0 + 1, 0)).count() == 1;
        let meant = bare.then(|| self.form.default_column(grid)).flatten();
        let column = around.named.or(meant).ok_or("上面没有表中的列名")?;
        // Whose a row of numbers is may stand before its label, once for several rows.
        let groups = self.words.range(..from).rev().take(GROUPS);
        for (column, rows) in groups {
            let end = rows.partition_point(|row| *row <= at.0);
            let head = rows[..end]
                .last()
                .and_then(|row| self.heads.get(&(*row, *column)));
            if let Some(head) = head
                && head.qualifies()
            {
                join(&mut beside, head);
            }
        }
        around.year = beside.year.or(around.year);
        around.scope = beside.scope.or(around.scope);
        let unit = said.and_then(|(_, unit)| unit);
        around.units.extend(unit.or(label.unit.clone()));
        around.units.extend(self.unit_beside(at, from));
        let rival = alone.map(|_| from);
        Ok(self.found(at, Address { grid, row, column }, valued, around, rival))
    }

    /// A value and its place; of a row that has no values of its own only the row.
    fn found(
        &self,
        at: (usize, usize),
        address: Address,
        valued: bool,
        mut around: Around,
        rival: Option<usize>,
    ) -> Found {
        self.finish(at, address, &mut around);
        Found {
            address: if valued {
                Ok(address)
            } else {
                Err((address.grid, address.row))
            },
            rival,
            around,
        }
    }

    /// What the heads above a value say; `alone`: the column that is meant whatever the heads say.
    fn over(
        &self,
        at: (usize, usize),
        grid: usize,
        alone: Option<usize>,
    ) -> Result<Around, String> {
        let mut around = Around {
            named: alone,
            block: self.blocks.range(..at.0).next_back().copied(),
            ..Around::default()
        };
        let name = |place: &(usize, usize)| label::column(self.texts[place], self.form, grid);
        let mut heads = self.heads_above(at);
        let direct = match alone {
            Some(_) => heads.next(),
            None => heads.find(|place| name(place).is_some()),
        };
        let Some(direct) = direct else {
            return Ok(around);
        };
        let mut head = self.heads[&direct].clone();
        if let Some((column, unit)) = name(&direct) {
            if alone.is_some_and(|alone| alone != column) {
                return Err(format!("上面的「{}」是另一列", self.texts[&direct]));
            }
            around.named = Some(column);
            head = Head {
                unit,
                below: Below::Values,
                ..Head::default()
            };
        }
        around.head = Some(self.texts[&direct].to_owned());
        around.below = head.below;
        around.months = head.months;
        for row in (direct.0.saturating_sub(HEADS)..direct.0).rev() {
            if self.bodies.contains(&row) {
                break;
            }
            // A head may span the columns to its right.
            let mut spans = self.texts.range((row, 0)..=(row, at.1)).rev();
            if let Some((place, _)) = spans.next()
                && let Some(above) = self.heads.get(place)
                && above.below == Below::Values
            {
                join(&mut head, above);
            }
        }
        around.year = head.year;
        around.scope = head.scope;
        around.units.extend(head.unit);
        Ok(around)
    }

    /// What titles and the name of the sheet say where nothing nearer does.
    fn finish(&self, at: (usize, usize), address: Address, around: &mut Around) {
        let title = self
            .titles
            .range(..at.0)
            .next_back()
            .map(|(_, title)| title);
        let above = [title, Some(&self.named)];
        for head in above.into_iter().flatten() {
            around.year = around.year.or(head.year);
            around.scope = around.scope.take().or(head.scope.clone());
        }
        // 单位：元 above a table speaks of its money alone.
        let unit = title.and_then(|title| title.unit.clone());
        let money =
            |unit: &String| value::is_money(unit) && value::is_money(self.form.unit(address));
        if around.units.is_empty()
            && let Some(unit) = unit.filter(money)
        {
            around.units.push(unit);
        }
    }

    /// The unit that stands in the row of a value: before the first value, else right behind this one.
    fn unit_beside(&self, at: (usize, usize), from: usize) -> Option<String> {
        let mut row = self.texts.range((at.0, from + 1)..(at.0 + 1, 0));
        let before = row.clone().take_while(|(place, _)| !self.is_value(**place));
        let unit = before
            .filter(|(place, _)| place.1 < at.1)
            .find_map(|(place, text)| self.unit(*place, text));
        unit.or_else(|| {
            let (place, text) = row.find(|(place, _)| place.1 > at.1)?;
            self.unit(*place, text)
        })
    }

    /// The unit that a cell is, by its looks or by the head of its column.
    fn unit(&self, at: (usize, usize), text: &str) -> Option<String> {
        self.units.get(&at).cloned().or_else(|| {
            let mut heads = self.heads_above(at);
            let head = heads.next().map(|place| half(self.texts[&place]))?;
            let units = ["单位", "计量单位", "unit"];
            let stroke = text.chars().all(|c| "/-—－／".contains(c));
            (units.contains(&head.as_str()) && !stroke && !self.is_value(at)).then(|| half(text))
        })
    }

    /// A value whose labels all stand above it: 行政诉讼, 未经复议直接起诉, 结果维持; or the indicator alone, with the scope beside.
    fn wide(&self, at: (usize, usize), beside: Head) -> Result<Found, String> {
        let (row, column) = at;
        let nowhere = || "旁边没有表中的指标".to_owned();
        let mut said = beside;
        let mut heads: Vec<&str> = Vec::new();
        for above in (row.saturating_sub(HEADS)..row).rev() {
            let mut spans = self.texts.range((above, 0)..=(above, column)).rev();
            let text = spans
                .next()
                .filter(|(place, text)| !text.is_empty() && !self.is_value(**place));
            let Some((place, text)) = text else { continue };
            match self.heads.get(place) {
                Some(head) if head.qualifies() => join(&mut said, head),
                _ => heads.push(text),
            }
        }
        let found = heads.split_first().and_then(|(last, heads)| {
            let mut paths = heads.iter().enumerate().flat_map(|(n, near)| {
                let above = heads[n + 1..].iter();
                let path = above.map(move |far| format!("{}/{}", fold(far), fold(near)));
                path.chain([(*near).to_owned()])
            });
            paths.find_map(|path| {
                let label = Label::of(&path, self.form)?;
                let (grid, row) = label.rows.first().copied().or(label.heading)?;
                let (column, unit) = label::column(last, self.form, grid)?;
                let valued = !label.rows.is_empty();
                Some((grid, row, column, valued, unit))
            })
        });
        let direct = || {
            let rows = self.words.get(&column)?;
            let end = rows.partition_point(|above| *above < row);
            let mut rows = rows[..end].iter().rev().take(PARENTS);
            let label = rows.find_map(|row| self.labels.get(&(*row, column)))?;
            let [(grid, row)] = label.rows[..] else {
                return None;
            };
            let column = self.form.default_column(grid)?;
            Some((grid, row, column, true, label.unit.clone()))
        };
        let (grid, row, column, valued, unit) = found.or_else(direct).ok_or_else(nowhere)?;
        let around = Around {
            year: said.year,
            scope: said.scope,
            units: unit.into_iter().collect(),
            below: Below::Values,
            named: Some(column),
            ..Around::default()
        };
        Ok(self.found(at, Address { grid, row, column }, valued, around, None))
    }
}

/// Adds what a further head says to a nearer one.
fn join(near: &mut Head, far: &Head) {
    near.year = near.year.or(far.year);
    near.scope = near.scope.take().or(far.scope.clone());
    near.unit = near.unit.take().or(far.unit.clone());
}

fn no_indicator(text: &str) -> String {
    format!("左边的「{text}」不是表中的指标")
}

fn is_year(text: &str) -> bool {
    let text = half(text);
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}

/// What the title of a table says of it; `None` where a text is no title.
fn title(text: &str) -> Option<Head> {
    let text = half(text);
    let bare = label::note(&text).map_or(text.as_str(), |(head, _)| head);
    let is_title = bare.ends_with('表') || bare.ends_with("报告") || bare.ends_with("格式");
    is_title.then(|| Head {
        year: Head::title_year(&text),
        scope: scope_in(&text),
        ..Head::default()
    })
}
