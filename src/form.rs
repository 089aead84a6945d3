//! Forms as data: rows, columns, units, identities and the words by which narratives call each indicator.
//!
//! A form is a TOML file (`data/forms/*.toml`, embedded; or an office's own). Every table is a grid whose header and
//! label columns may span; a value has one address, [`Address`], and one name, `indicator[|column]`. Knows nothing of
//! reports, narratives or outputs.

mod fault;
mod label;
mod own;
mod verify;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::diagnostic::Severity;

pub use fault::Fault;
pub use label::fold;

/// The forms in the binary, by their ids.
const EMBEDDED: &[(&str, &str)] = &[
    ("2014", include_str!("../data/forms/2014.toml")),
    ("2019", include_str!("../data/forms/2019.toml")),
    ("2021", include_str!("../data/forms/2021.toml")),
];

/// A national form, or an office's own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Form {
    /// `2014`.
    pub id: String,
    /// The form's own title: 政府信息公开情况统计表.
    pub title: String,
    /// The notice that prescribes it: 国办发〔2014〕32号.
    pub basis: String,
    /// First and last report year; no last year while it is in force.
    pub years: Vec<i32>,
    /// Where its grids are printed.
    pub placement: Placement,
    /// What the headings of a report on this form are about.
    #[serde(default, rename = "section")]
    pub sections: Vec<SectionSpec>,
    /// Its grids, in the order of the form.
    #[serde(rename = "grid")]
    pub grids: Vec<GridSpec>,
    /// Words that say one figure of several cells.
    #[serde(default)]
    pub joint: Vec<Joint>,
    /// 勾稽关系.
    #[serde(default, rename = "identity")]
    pub identities: Vec<Identity>,
    /// The scopes (口径) that its tables are filled in for, where they are others than 全市 and 本级.
    #[serde(default, rename = "scope")]
    pub scopes: Vec<ScopeSpec>,
    /// The text of its file, for a form of an office's own.
    #[serde(skip)]
    pub source: Option<String>,
    #[serde(skip)]
    names: BTreeMap<String, Vec<(usize, usize)>>,
}

/// Where the filled-in grids of a report stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Placement {
    /// 附件1, 附件2 …, one for each table.
    Annex,
    /// The first table stands in the sections that the grids name; others are annexes.
    Body,
}

/// A scope: 区政府, 区直单位, 乡镇街道.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ScopeSpec {
    /// Its name, as tables and cells write it.
    pub name: String,
    /// Words by which narratives say it, beside its name.
    #[serde(default)]
    pub words: Vec<String>,
    /// The scopes that lie within it: none of their cells is greater than its own.
    #[serde(default)]
    pub parts: Vec<String>,
    /// The parts make up the whole: their cells add up to its own.
    #[serde(default)]
    pub sum: bool,
}

/// A kind of section, known by the words in its heading.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SectionSpec {
    /// The fixed title, where the form prescribes one.
    #[serde(default)]
    pub title: Option<String>,
    /// A usual title, where it does not: for a new report.
    #[serde(default)]
    pub suggested: Option<String>,
    /// Words of a heading that tell this kind of section.
    pub words: Vec<String>,
    /// The parts of the grids (first-level rows, by their keys or printed text) that such a section speaks of.
    #[serde(default)]
    pub parts: Vec<String>,
    /// Words that make a heading another kind, whatever else it holds.
    #[serde(default)]
    pub unless: Vec<String>,
    /// So many characters are usually asked for at most.
    #[serde(default)]
    pub longest: Option<usize>,
    /// What must be said in it, even where there is none.
    #[serde(default)]
    pub say: Option<Say>,
}

/// What a section must say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Say {
    /// What it is about: 信息处理费的收取情况.
    pub what: String,
    /// Words of which any says it.
    pub words: Vec<String>,
    /// A sentence that says there is none.
    pub example: String,
}

/// One grid of a form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GridSpec {
    /// A caption printed above or in its top left cell; the 2014 form has none.
    #[serde(default)]
    pub caption: Option<String>,
    /// The section (from 1) of a report that it stands in, for `placement = "body"`.
    #[serde(default)]
    pub section: Option<usize>,
    /// How rows are laid out.
    pub layout: Layout,
    /// Heads of the label columns: 统计指标, 单位. A unit column is the one called 单位.
    pub stub: Vec<String>,
    /// The value columns.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
    /// Heads over several columns by which narratives say the sum of these: 法人或其他组织.
    #[serde(default, rename = "head")]
    pub heads: Vec<Head>,
    /// The rows, heading rows included, as on the form.
    #[serde(rename = "row")]
    pub rows: Vec<Row>,
}

/// How the rows of a grid are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// One label column, levels by indent, heading rows printed (2014).
    List,
    /// Levels side by side in label columns, groups spanning their rows (2019, 2021).
    Matrix,
    /// The rows side by side in one wide row, each over the columns (行政复议、行政诉讼 of 2019 and 2021).
    Wide,
}

/// A value column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Column {
    /// Its name in a cell's name and in its head.
    pub name: String,
    /// The heads that it stands under, outermost first.
    #[serde(default)]
    pub under: Vec<String>,
    /// The unit, where columns rather than rows have units.
    #[serde(default)]
    pub unit: Option<String>,
    /// Decimals are allowed: 万元.
    #[serde(default)]
    pub decimal: bool,
    /// A value may be negative: 本年增/减.
    #[serde(default)]
    pub signed: bool,
    /// Words by which narratives call it.
    #[serde(default)]
    pub words: Vec<String>,
    /// The column that a name without one means.
    #[serde(default)]
    pub default: bool,
    /// In a form that extends another: the column that it stands after.
    #[serde(default)]
    pub after: Option<String>,
    /// In a form that extends another: the grid that it is added to, from 1.
    #[serde(default)]
    pub grid: Option<usize>,
}

/// A head over several value columns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Head {
    /// Its name, under which the columns stand.
    pub name: String,
    /// Words by which narratives call it.
    #[serde(default)]
    pub words: Vec<String>,
    /// In a form that extends another: the grid that it is added to, from 1.
    #[serde(default)]
    pub grid: Option<usize>,
}

/// A row of a grid: an indicator, or a heading that has no value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Row {
    /// The label as printed, with numbering, 其中： and bracketed note.
    pub print: String,
    /// The name in the data file, a path where a label occurs twice; absent for a heading row.
    #[serde(default)]
    pub key: Option<String>,
    /// Depth, from 0.
    #[serde(default)]
    pub level: usize,
    /// The unit as printed.
    #[serde(default)]
    pub unit: String,
    /// Decimals are allowed: 万元.
    #[serde(default)]
    pub decimal: bool,
    /// Other labels that tables of offices give it.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Words by which narratives call it, where nothing else says what they speak of. `…` stands for a few characters.
    #[serde(default)]
    pub words: Vec<String>,
    /// Words that mean it only under its parent or in its own section: 当面.
    #[serde(default)]
    pub short: Vec<String>,
    /// Words that offices use of other things too: what they link is never beyond doubt.
    #[serde(default)]
    pub loose: Vec<String>,
    /// Words beside the figure that rule it out.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Words of the sentence that rule its loose words out.
    #[serde(default)]
    pub never: Vec<String>,
    /// 量词 that narratives use for it beside those of its unit's family: 项 for 行政许可.
    #[serde(default)]
    pub accept: Vec<String>,
    /// Nouns that a zero statement uses (未收到…申请, 未收取费用); empty: none does.
    #[serde(default)]
    pub zero: Vec<String>,
    /// Its figures of several units add up.
    #[serde(default = "yes")]
    pub additive: bool,
    /// In a form that extends another: the row that it stands after.
    #[serde(default)]
    pub after: Option<String>,
    /// In a form that extends another: the row that it stands under, as the last.
    #[serde(default)]
    pub under: Option<String>,
    /// In a form that extends another: the grid that it is added to, from 1.
    #[serde(default)]
    pub grid: Option<usize>,
}

fn yes() -> bool {
    true
}

/// Words beside a figure that say it of several cells: 166件申请已全部办结答复, 公开和部分公开55件.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Joint {
    /// The words.
    pub words: Vec<String>,
    /// The cells that each have the figure's value, or that make it together.
    pub cells: Vec<String>,
    /// The figure is the sum of the cells.
    #[serde(default)]
    pub sum: bool,
}

/// An equation or inequality between sums of cells: Σ left = Σ right, or Σ left ≤ Σ right.
///
/// A term is an indicator, or a column where `axis` says so; `上年:` before it takes last year's cell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Identity {
    /// Summands of the left side.
    pub left: Vec<String>,
    /// Summands of the right side.
    pub right: Vec<String>,
    /// Whether terms are rows (held for each column) or columns (held for each row).
    #[serde(default)]
    pub axis: Axis,
    /// The level where the left side is the greater; absent: allowed.
    #[serde(default)]
    pub over: Option<Severity>,
    /// The level where the left side is the smaller; absent: allowed.
    #[serde(default)]
    pub under: Option<Severity>,
    /// The right side is the full partition of the left: parts stated in prose must make the whole.
    #[serde(default)]
    pub partition: bool,
    /// Legitimate causes of a breach, in Chinese.
    #[serde(default)]
    pub causes: Option<String>,
    /// In a form that extends another: it stands for the identities there with the same left side.
    #[serde(default)]
    pub replaces: bool,
}

/// What the terms of an identity are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// Indicators; the identity holds for each column.
    #[default]
    Rows,
    /// Columns; the identity holds for each row of the grid that has them all.
    Columns,
}

/// The place of a value on a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Grid, from 0.
    pub grid: usize,
    /// Row of the grid, from 0, heading rows counted.
    pub row: usize,
    /// Value column, from 0.
    pub column: usize,
}

impl Form {
    /// Reads an embedded form.
    ///
    /// # Errors
    /// A message that says what is wrong.
    fn parse(text: &str) -> Result<Self, String> {
        let mut form: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        form.index();
        match form.verify(text).first() {
            Some(fault) => Err(fault.message.clone()),
            None => Ok(form),
        }
    }

    /// Notes the names of its rows.
    fn index(&mut self) {
        self.names.clear();
        for (g, grid) in self.grids.iter().enumerate() {
            for (r, row) in grid.rows.iter().enumerate() {
                let Some(key) = &row.key else { continue };
                let own = [
                    key.as_str(),
                    row.print.as_str(),
                    key.rsplit('/').next().unwrap_or(key),
                ];
                for name in own.into_iter().chain(row.labels.iter().map(String::as_str)) {
                    let rows = self.names.entry(fold(name)).or_default();
                    if !rows.contains(&(g, r)) {
                        rows.push((g, r));
                    }
                }
            }
        }
    }

    /// A copy of its own of the embedded form of that id, to be added to.
    fn base(id: &str) -> Option<Self> {
        let (_, text) = EMBEDDED.iter().find(|(name, _)| *name == id)?;
        Self::parse(text).ok()
    }

    /// The embedded form of that id.
    #[must_use]
    pub fn embedded(id: &str) -> Option<Arc<Self>> {
        static FORMS: LazyLock<Vec<Arc<Form>>> = LazyLock::new(|| {
            let parse = |(id, text): &(&str, &str)| {
                Form::parse(text).unwrap_or_else(|e| panic!("form {id}: {e}"))
            };
            EMBEDDED.iter().map(|form| Arc::new(parse(form))).collect()
        });
        FORMS.iter().find(|form| form.id == id).cloned()
    }

    /// The ids of the embedded forms.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        EMBEDDED.iter().map(|(id, _)| *id)
    }

    /// The report years it was in force for.
    #[must_use]
    pub fn years(&self) -> RangeInclusive<i32> {
        self.years.first().copied().unwrap_or(i32::MIN)
            ..=self.years.get(1).copied().unwrap_or(i32::MAX)
    }

    /// What a filled-in table of it is called, without the place: 政府信息公开工作年度报告统计表.
    #[must_use]
    pub fn table_title(&self) -> String {
        let title = self.title.trim_end_matches("（试行）");
        let title = title.trim_end_matches("格式");
        if title.ends_with('表') {
            title.to_owned()
        } else {
            format!("{title}统计表")
        }
    }

    /// The row at an address.
    #[must_use]
    pub fn row(&self, address: Address) -> &Row {
        &self.grids[address.grid].rows[address.row]
    }

    /// The key of the indicator at an address.
    #[must_use]
    pub fn indicator(&self, address: Address) -> &str {
        self.row(address)
            .key
            .as_deref()
            .expect("an address is never that of a heading row")
    }

    /// The column's name, where its grid has several.
    #[must_use]
    pub fn column(&self, address: Address) -> Option<&str> {
        let columns = &self.grids[address.grid].columns;
        (columns.len() > 1).then(|| columns[address.column].name.as_str())
    }

    /// The name of a cell: `indicator[|column]`.
    #[must_use]
    pub fn name(&self, address: Address) -> String {
        match self.column(address) {
            Some(column) => format!("{}|{column}", self.indicator(address)),
            None => self.indicator(address).to_owned(),
        }
    }

    /// The unit of a cell.
    #[must_use]
    pub fn unit(&self, address: Address) -> &str {
        let column = &self.grids[address.grid].columns[address.column];
        column.unit.as_deref().unwrap_or(&self.row(address).unit)
    }

    /// Whether a cell may hold a decimal; all others hold whole numbers.
    #[must_use]
    pub fn decimal(&self, address: Address) -> bool {
        self.row(address).decimal || self.grids[address.grid].columns[address.column].decimal
    }

    /// Whether a cell may hold a negative number.
    #[must_use]
    pub fn signed(&self, address: Address) -> bool {
        self.grids[address.grid].columns[address.column].signed
    }

    /// The addresses of every value, in the order of the form.
    pub fn addresses(&self) -> impl Iterator<Item = Address> + '_ {
        self.grids.iter().enumerate().flat_map(|(g, grid)| {
            let rows = grid
                .rows
                .iter()
                .enumerate()
                .filter(|(_, row)| row.key.is_some());
            rows.flat_map(move |(row, _)| {
                (0..grid.columns.len()).map(move |column| Address {
                    grid: g,
                    row,
                    column,
                })
            })
        })
    }

    /// The rows that a label names, in full or half width, with or without numbering, 其中： and bracketed note.
    #[must_use]
    pub fn rows_named(&self, label: &str) -> &[(usize, usize)] {
        self.names.get(&fold(label)).map_or(&[], Vec::as_slice)
    }

    /// The column that is meant where a name has none: the only one, the one that the form says, or 总计.
    #[must_use]
    pub fn default_column(&self, grid: usize) -> Option<usize> {
        let columns = &self.grids[grid].columns;
        if columns.len() == 1 {
            Some(0)
        } else {
            let said = columns.iter().position(|column| column.default);
            said.or_else(|| columns.iter().position(|column| column.name == "总计"))
        }
    }

    /// The one cell that those are the parts of, by an identity of rows or of columns: all of them, or of many parts the first
    /// and several more, the others being 0.
    #[must_use]
    pub fn whole_of(&self, parts: &[Address]) -> Option<Address> {
        let first = *parts.first()?;
        let one_row = parts
            .iter()
            .all(|part| (part.grid, part.row) == (first.grid, first.row));
        let one_column = parts
            .iter()
            .all(|part| (part.grid, part.column) == (first.grid, first.column));
        let grid = &self.grids[first.grid];
        self.identities
            .iter()
            .filter(|identity| identity.partition)
            .find_map(|identity| {
                let [whole] = identity.left.as_slice() else {
                    return None;
                };
                let all: BTreeSet<&str> = identity.right.iter().map(String::as_str).collect();
                if identity.axis == Axis::Columns {
                    let names: BTreeSet<&str> = parts
                        .iter()
                        .map(|part| grid.columns[part.column].name.as_str())
                        .collect();
                    let column = grid
                        .columns
                        .iter()
                        .position(|column| column.name == *whole)?;
                    (one_row && made_of(&names, &all, &identity.right))
                        .then_some(Address { column, ..first })
                } else {
                    let names: BTreeSet<&str> = parts
                        .iter()
                        .filter_map(|part| self.row(*part).key.as_deref())
                        .collect();
                    let (g, row) = self.find_row(whole).ok()?;
                    (one_column && g == first.grid && made_of(&names, &all, &identity.right))
                        .then_some(Address { row, ..first })
                }
            })
    }

    /// Whether those cells, of one column, are one side of an identity.
    #[must_use]
    pub fn adds_up(&self, cells: impl Iterator<Item = Address>) -> bool {
        let keys: BTreeSet<&str> = cells
            .filter_map(|address| self.row(address).key.as_deref())
            .collect();
        let side =
            |side: &[String]| side.iter().map(String::as_str).collect::<BTreeSet<_>>() == keys;
        self.identities
            .iter()
            .any(|identity| side(&identity.left) || side(&identity.right))
    }

    /// The one row that a label names: a whole key wins over rows whose path merely ends so.
    #[must_use]
    pub fn row_named(&self, label: &str) -> Option<(usize, usize)> {
        let rows = self.rows_named(label);
        if let [one] = rows {
            return Some(*one);
        }
        let whole = |(g, r): &&(usize, usize)| {
            self.grids[*g].rows[*r].key.as_deref().map(fold) == Some(fold(label))
        };
        rows.iter().find(whole).copied()
    }

    /// Finds the row of an indicator: grid and row.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub fn find_row(&self, label: &str) -> Result<(usize, usize), NameError> {
        self.row_named(label)
            .ok_or_else(|| match self.rows_named(label) {
                [] => NameError::Unknown {
                    nearest: self.nearest(label),
                },
                many => {
                    let key = |(g, r): &(usize, usize)| self.grids[*g].rows[*r].key.clone();
                    NameError::Ambiguous {
                        keys: many.iter().filter_map(key).collect(),
                    }
                }
            })
    }

    /// Finds `indicator[|column]`.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub fn find(&self, name: &str) -> Result<Address, NameError> {
        let (label, column) = match name.rsplit_once(['|', '｜']) {
            Some((label, column)) => (label.trim(), Some(column.trim())),
            None => (name.trim(), None),
        };
        let (grid, row) = self.find_row(label)?;
        let columns = &self.grids[grid].columns;
        let column = match column {
            Some(column) => columns.iter().position(|c| fold(&c.name) == fold(column)),
            None => self.default_column(grid),
        };
        let names = || NameError::Column {
            columns: columns.iter().map(|column| column.name.clone()).collect(),
        };
        column
            .map(|column| Address { grid, row, column })
            .ok_or_else(names)
    }

    /// The key that looks most like `label`, if any is near.
    #[must_use]
    pub fn nearest(&self, label: &str) -> Option<String> {
        let label = fold(label);
        let keys = self
            .grids
            .iter()
            .flat_map(|grid| &grid.rows)
            .filter_map(|row| row.key.as_deref());
        let scored = keys.map(|key| (strsim::normalized_levenshtein(&fold(key), &label), key));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (best.0 >= 0.5).then(|| best.1.to_owned())
    }

    /// The row that `row` of `grid` stands under.
    #[must_use]
    pub fn parent(&self, grid: usize, row: usize) -> Option<usize> {
        let rows = &self.grids[grid].rows;
        (0..row).rev().find(|r| rows[*r].level < rows[row].level)
    }

    /// The first-level row that `row` of `grid` stands under, or is.
    #[must_use]
    pub fn part(&self, grid: usize, row: usize) -> usize {
        let rows = &self.grids[grid].rows;
        (0..=row).rev().find(|r| rows[*r].level == 0).unwrap_or(row)
    }

    /// The scope of that name, where the form tells of it.
    #[must_use]
    pub fn scope(&self, name: &str) -> Option<&ScopeSpec> {
        self.scopes.iter().find(|scope| scope.name == name)
    }

    /// Whether the scope `part` lies within `whole`, at any depth: one that the form names as a part, or anything else
    /// within one that begins with 全.
    #[must_use]
    pub fn within(&self, part: &str, whole: &str) -> bool {
        let mut open: Vec<&str> = vec![whole];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(name) = open.pop() {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            let parts = self.scope(name).map_or(&[][..], |scope| &scope.parts);
            if parts.iter().any(|name| name == part) {
                return true;
            }
            open.extend(parts.iter().map(String::as_str));
        }
        part != whole && whole.starts_with('全') && !part.starts_with('全')
    }
}

/// Why a name is not that of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameError {
    /// No indicator is called so.
    Unknown {
        /// The one that looks most like it.
        nearest: Option<String>,
    },
    /// Several paths end so.
    Ambiguous {
        /// The full keys.
        keys: Vec<String>,
    },
    /// No such column, or one must be named.
    Column {
        /// The columns of the grid.
        columns: Vec<String>,
    },
}

/// Whether names are all of a whole's parts, or the first and several more of many.
fn made_of(names: &BTreeSet<&str>, all: &BTreeSet<&str>, parts: &[String]) -> bool {
    let begun = parts
        .first()
        .is_some_and(|first| names.contains(first.as_str()));
    names == all || begun && names.len() > 2 && all.len() > 6 && names.is_subset(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_forms_are_consistent() {
        for id in Form::ids() {
            let form = Form::embedded(id).expect("its own id");
            assert_eq!(form.id, id);
            for address in form.addresses() {
                assert_eq!(form.find(&form.name(address)), Ok(address));
            }
        }
    }

    #[test]
    fn names_that_end_alike_need_their_path() {
        let form = Form::embedded("2014").expect("the form");
        assert!(
            matches!(form.find("被依法纠错数"), Err(NameError::Ambiguous { keys }) if keys.len() == 2)
        );
        assert!(
            matches!(form.find("收到申清数"), Err(NameError::Unknown { nearest: Some(key) }) if key == "收到申请数")
        );
    }

    #[test]
    fn matrix_cells_are_named_by_row_and_column() {
        let form = Form::embedded("2021").expect("the form");
        let find = |name: &str| form.find(name).map(|address| form.name(address));
        for label in ["属于国家秘密", "1.属于国家秘密", "三、(三)1.属于国家秘密"]
        {
            assert_eq!(
                find(label),
                Ok("不予公开/属于国家秘密|总计".to_owned()),
                "{label}"
            );
        }
        assert_eq!(
            find("行政复议|尚未审结"),
            Ok("行政复议|尚未审结".to_owned())
        );
        assert_eq!(find("行政事业性收费"), Ok("行政事业性收费".to_owned()));
        assert!(matches!(
            find("行政规范性文件"),
            Err(NameError::Column { columns }) if columns.len() == 3
        ));
        let fee = form.find("行政事业性收费").expect("its only column");
        assert!(form.decimal(fee) && !form.signed(fee));
        let form = Form::embedded("2019").expect("the form");
        let change = form.find("行政许可|本年增/减").expect("the cell");
        assert!(form.signed(change) && !form.decimal(change));
    }

    #[test]
    fn every_form_has_its_cells() {
        for (id, cells) in [
            ("2014", 58),
            ("2019", 6 + 12 + 2 + 2 + 23 * 7 + 15),
            ("2021", 6 + 1 + 2 + 1 + 25 * 7 + 15),
        ] {
            let form = Form::embedded(id).expect("the form");
            assert_eq!(form.addresses().count(), cells, "{id}");
        }
    }
}
