//! A filled-in grid of a form as rows of cells that may span.

use crate::form::{Address, Column, Form, GridSpec, Layout, Row};
use crate::report::{State, Table};

/// A table as printed. A cell that another one spans over is absent from its row, as in HTML.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Widths of the columns, in thousandths of the text width; they add up to 1000.
    pub widths: Vec<u32>,
    /// Header rows; repeated on every page.
    pub header: Vec<Vec<GridCell>>,
    /// Body rows.
    pub rows: Vec<Vec<GridCell>>,
    /// Set smaller: a grid of many columns.
    pub dense: bool,
    /// What it is, for those who cannot see it.
    pub alt: String,
}

/// One cell of a [`Grid`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell {
    /// What is printed; blank if 未填.
    pub text: String,
    /// Columns that it covers.
    pub colspan: usize,
    /// Rows that it covers.
    pub rowspan: usize,
    /// Where the text stands.
    pub align: Align,
    /// Indent by level, in characters.
    pub indent: usize,
    /// The label of a heading row of the form.
    pub heading: bool,
    /// The name of the cell, for a value: `scope:indicator|column`.
    pub anchor: Option<String>,
}

/// Where the text of a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Labels.
    Left,
    /// Heads and units.
    Center,
    /// Figures.
    Right,
}

impl GridCell {
    fn new(text: impl Into<String>, align: Align) -> Self {
        Self {
            text: text.into(),
            colspan: 1,
            rowspan: 1,
            align,
            indent: 0,
            heading: false,
            anchor: None,
        }
    }

    fn head(text: impl Into<String>, colspan: usize, rowspan: usize) -> Self {
        Self {
            colspan,
            rowspan,
            ..Self::new(text, Align::Center)
        }
    }
}

impl GridSpec {
    /// The caption stands in the top left cell of the grid instead of above it.
    #[must_use]
    pub fn captioned_inside(&self) -> bool {
        self.layout == Layout::Matrix
    }
}

impl Grid {
    /// Grid `g` of the form with the values of `table`.
    #[must_use]
    pub fn new(form: &Form, g: usize, table: &Table) -> Self {
        let spec = &form.grids[g];
        let value = |row: usize, column: usize| {
            let address = Address {
                grid: g,
                row,
                column,
            };
            let mut cell = GridCell::new(table.state(address).to_string(), Align::Right);
            cell.anchor = Some(format!("{}:{}", table.scope, form.name(address)));
            cell
        };
        let alt = spec
            .caption
            .clone()
            .unwrap_or_else(|| table.title.value.clone());
        match spec.layout {
            Layout::List => list(spec, alt, &value),
            Layout::Matrix => matrix(spec, alt, &value),
            Layout::Wide => wide(spec, alt, &value),
        }
    }

    /// Every cell, header first, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &GridCell> {
        self.header.iter().chain(&self.rows).flatten()
    }
}

fn list(spec: &GridSpec, alt: String, value: &dyn Fn(usize, usize) -> GridCell) -> Grid {
    let has_unit = spec.stub.iter().any(|head| head == "单位");
    let mut header = column_heads(&spec.columns);
    let depth = header.len();
    let stub: Vec<_> = spec
        .stub
        .iter()
        .map(|head| GridCell::head(head, 1, depth))
        .collect();
    header[0].splice(0..0, stub);
    // The first level of a flat list heads nothing.
    let nested = spec.rows.iter().any(|row| row.level > 0);
    let rows = spec.rows.iter().enumerate().map(|(r, row)| {
        let heading = row.key.is_none();
        let mut label = GridCell::new(&row.print, Align::Left);
        label.indent = row.level;
        label.heading = heading || nested && row.level == 0;
        let mut cells = vec![label];
        if has_unit {
            cells.push(GridCell::new(&row.unit, Align::Center));
        }
        cells.extend((0..spec.columns.len()).map(|c| {
            if heading {
                GridCell::new("", Align::Right)
            } else {
                value(r, c)
            }
        }));
        cells
    });
    let rows = rows.collect();
    let values = small(spec.columns.len());
    let dense = values > 3;
    // Label, unit, values: 统计指标 takes what the others leave.
    let (unit, each) = (
        if has_unit { 90 } else { 0 },
        if values == 1 {
            if has_unit { 160 } else { 400 }
        } else {
            (720 / (values + 1)).min(200)
        },
    );
    let mut widths = vec![1000 - unit - each * values];
    if has_unit {
        widths.push(unit);
    }
    widths.extend(std::iter::repeat_n(each, spec.columns.len()));
    Grid {
        widths,
        header,
        rows,
        dense,
        alt,
    }
}

fn matrix(spec: &GridSpec, alt: String, value: &dyn Fn(usize, usize) -> GridCell) -> Grid {
    let labels = spec.rows.iter().map(|row| row.level + 1).max().unwrap_or(1);
    let mut header = column_heads(&spec.columns);
    let depth = header.len();
    let caption = spec
        .caption
        .clone()
        .or_else(|| spec.stub.first().cloned())
        .unwrap_or_default();
    header[0].insert(0, GridCell::head(caption, labels, depth));
    let mut rows: Vec<Vec<GridCell>> = Vec::new();
    let mut open: Vec<GridCell> = Vec::new();
    for (r, row) in spec.rows.iter().enumerate() {
        if row.key.is_none() {
            // A group spans its rows; it is printed in front of the first of them.
            let span = leaves(&spec.rows, r);
            open.push(GridCell {
                align: Align::Center,
                rowspan: span,
                ..GridCell::new(&row.print, Align::Center)
            });
            continue;
        }
        let mut cells = std::mem::take(&mut open);
        let label = GridCell {
            colspan: labels - row.level,
            ..GridCell::new(&row.print, Align::Left)
        };
        cells.push(label);
        cells.extend((0..spec.columns.len()).map(|c| value(r, c)));
        rows.push(cells);
    }
    let values = small(spec.columns.len());
    let each = 72.min(600 / values.max(1));
    let stub = 1000 - each * values;
    let labels = small(labels);
    // The outermost group is tall and narrow, an inner one has room for four characters; the innermost label takes the rest.
    let group = |level: u32| if level == 0 { 70 } else { 105 };
    let mut widths: Vec<u32> = (0..labels - 1)
        .map(|level| group(level).min(stub / (labels + 1)))
        .collect();
    let rest = stub - widths.iter().sum::<u32>();
    widths.push(rest);
    widths.extend(std::iter::repeat_n(each, spec.columns.len()));
    Grid {
        widths,
        header,
        rows,
        dense: true,
        alt,
    }
}

fn wide(spec: &GridSpec, alt: String, value: &dyn Fn(usize, usize) -> GridCell) -> Grid {
    let columns = spec.columns.len();
    let rows: Vec<_> = spec
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.key.is_some())
        .collect();
    let depth = spec.rows.iter().map(|row| row.level + 1).max().unwrap_or(1);
    let mut header = vec![Vec::new(); depth + 1];
    for (r, row) in spec.rows.iter().enumerate() {
        let span = columns * leaves(&spec.rows, r);
        let deep = if row.key.is_some() {
            depth - row.level
        } else {
            1
        };
        header[row.level].push(GridCell::head(&row.print, span, deep));
        if row.key.is_some() {
            header[depth].extend(
                spec.columns
                    .iter()
                    .map(|column| GridCell::head(&column.name, 1, 1)),
            );
        }
    }
    let body = rows
        .iter()
        .flat_map(|(r, _)| (0..columns).map(|c| value(*r, c)))
        .collect::<Vec<_>>();
    let count = small(body.len().max(1));
    // What does not divide is spread, so that heads of one length break alike.
    let widths = (0..count)
        .map(|c| 1000 / count + u32::from(c < 1000 % count))
        .collect();
    Grid {
        widths,
        header,
        rows: vec![body],
        dense: true,
        alt,
    }
}

/// A number of columns; forms have few.
fn small(count: usize) -> u32 {
    u32::try_from(count).expect("a form has few columns")
}

/// Rows with values at and under `rows[r]`.
fn leaves(rows: &[Row], r: usize) -> usize {
    if rows[r].key.is_some() {
        return 1;
    }
    let under = rows[r + 1..]
        .iter()
        .take_while(|row| row.level > rows[r].level);
    under.filter(|row| row.key.is_some()).count()
}

/// The heads of the value columns, one row a level; a head spans the columns that stand under it, and down to the last level if none does.
fn column_heads(columns: &[Column]) -> Vec<Vec<GridCell>> {
    let path =
        |column: &Column| [column.under.as_slice(), std::slice::from_ref(&column.name)].concat();
    let depth = columns
        .iter()
        .map(|column| column.under.len() + 1)
        .max()
        .unwrap_or(1);
    let mut heads = vec![Vec::new(); depth];
    for (level, row) in heads.iter_mut().enumerate() {
        let mut c = 0;
        while c < columns.len() {
            let here = path(&columns[c]);
            let Some(text) = here.get(level) else {
                c += 1;
                continue;
            };
            let last = level + 1 == here.len();
            let same =
                |column: &&Column| !last && path(column).get(..=level) == Some(&here[..=level]);
            let span = if last {
                1
            } else {
                columns[c..].iter().take_while(same).count()
            };
            row.push(GridCell::head(
                text,
                span,
                if last { depth - level } else { 1 },
            ));
            c += span;
        }
    }
    heads
}

impl std::fmt::Display for State {
    /// As printed in a table: a number, `/`, or nothing.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::NotApplicable => f.write_str("/"),
            Self::NotFilled => Ok(()),
        }
    }
}
