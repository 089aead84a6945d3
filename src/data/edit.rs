//! Changes a data file in place — the only file that knows the editor of TOML texts. Comments and layout stay.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use crate::form::{Address, Form};
use crate::report::State;

/// What one unit contributed to a table, as it is kept in the file.
#[derive(Clone, Debug)]
pub struct Contribution {
    /// The unit.
    pub unit: String,
    /// Its cells; or the scope of the table of the same report that they are those of.
    pub cells: Result<BTreeMap<Address, State>, String>,
}

/// The table of `scope` with the cells `changes` and the record of who contributed what; a table that is not there is added.
///
/// # Errors
/// The text is no TOML, or has something else where tables stand.
pub fn aggregate(
    text: &str,
    form: &Form,
    scope: &str,
    title: &str,
    changes: &BTreeMap<Address, State>,
    parts: &[Contribution],
) -> Result<String> {
    let bare = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut document: DocumentMut = bare.parse().context("数据文件不是 TOML")?;
    let tables = document
        .entry("table")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()))
        .as_array_of_tables_mut()
        .ok_or_else(|| anyhow!("数据文件里的表要写成 [[table]]"))?;
    let of_scope = |table: &Table| {
        let written = table.get("scope").and_then(Item::as_str);
        written.is_some_and(|written| written.trim() == scope)
    };
    let position = tables.iter().position(of_scope);
    let position = position.or((tables.len() == 1 && scope.is_empty()).then_some(0));
    if position.is_none() {
        let mut table = Table::new();
        table.insert("title", value(title));
        table.insert("scope", value(scope));
        tables.push(table);
    }
    let n = position.unwrap_or(tables.len() - 1);
    let table = tables.get_mut(n).context("没有这张表")?;
    let cells = table
        .entry("cells")
        .or_insert_with(|| Item::Table(Table::new()))
        .as_table_like_mut()
        .ok_or_else(|| anyhow!("表里的单元格要写成 [table.cells]"))?;
    for ((grid, row), columns) in by_row(changes) {
        let of_row = cells.iter().map(|(key, _)| key.to_owned());
        let key = of_row
            .filter(|key| form.find_row(key) == Ok((grid, row)))
            .next();
        let width = form.grids[grid].columns.len();
        let fresh = form.indicator(Address {
            grid,
            row,
            column: 0,
        });
        let item = match &key {
            Some(key) => cells.get_mut(key),
            None => {
                // Cells that are written one by one: 行政规范性文件|现行有效件数.
                let one_by_one: Vec<(String, State)> = columns
                    .iter()
                    .filter_map(|(column, state)| {
                        let address = Address {
                            grid,
                            row,
                            column: *column,
                        };
                        let mut keys = cells.iter().map(|(key, _)| key.to_owned());
                        let key = keys.find(|key| form.find(key) == Ok(address))?;
                        Some((key, *state))
                    })
                    .collect();
                for (key, state) in &one_by_one {
                    if let Some(item) = cells.get_mut(key).and_then(Item::as_value_mut) {
                        put(item, *state);
                    }
                }
                if !one_by_one.is_empty() {
                    let written: Vec<&String> = one_by_one.iter().map(|(key, _)| key).collect();
                    for (column, state) in &columns {
                        let name = form.name(Address {
                            grid,
                            row,
                            column: *column,
                        });
                        let there = |key: &&&String| form.find(key).ok() == form.find(&name).ok();
                        if !written.iter().any(|key| there(&key)) {
                            cells.insert(&name, Item::Value(of_state(*state)));
                        }
                    }
                    continue;
                }
                let states = (0..width).map(|column| columns.get(&column).copied());
                cells.insert(fresh, Item::Value(row_of(states)));
                continue;
            }
        };
        let Some(item) = item.and_then(Item::as_value_mut) else {
            continue;
        };
        match item {
            Value::Array(array) => {
                for (column, state) in columns {
                    if let Some(one) = array.get_mut(column) {
                        put(one, state);
                    }
                }
            }
            Value::InlineTable(named) => {
                for (column, state) in columns {
                    let name = &form.grids[grid].columns[column].name;
                    match named.get_mut(name) {
                        Some(one) => put(one, state),
                        None => {
                            named.insert(name, of_state(state));
                        }
                    }
                }
            }
            one => {
                let column = form.default_column(grid).unwrap_or(0);
                if let Some(state) = columns.get(&column) {
                    put(one, *state);
                }
            }
        }
    }
    table.remove("part");
    let mut record = ArrayOfTables::new();
    for part in parts {
        let mut entry = Table::new();
        entry.insert("unit", value(&part.unit));
        match &part.cells {
            Err(scope) => {
                entry.insert("scope", value(scope));
            }
            Ok(states) => {
                let mut cells = Table::new();
                for ((grid, row), columns) in by_row(states) {
                    let key = form.indicator(Address {
                        grid,
                        row,
                        column: 0,
                    });
                    let width = form.grids[grid].columns.len();
                    let states = (0..width).map(|column| columns.get(&column).copied());
                    cells.insert(key, Item::Value(row_of(states)));
                }
                entry.insert("cells", Item::Table(cells));
            }
        }
        record.push(entry);
    }
    table.insert("part", Item::ArrayOfTables(record));
    let mut out = document.to_string();
    if bare.contains("\r\n") {
        out = out.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    Ok(format!("{}{out}", &text[..text.len() - bare.len()]))
}

/// The states of each row, by column.
fn by_row(states: &BTreeMap<Address, State>) -> BTreeMap<(usize, usize), BTreeMap<usize, State>> {
    let mut rows: BTreeMap<(usize, usize), BTreeMap<usize, State>> = BTreeMap::new();
    for (address, state) in states {
        let row = rows.entry((address.grid, address.row)).or_default();
        row.insert(address.column, *state);
    }
    rows
}

/// Puts a state in the place of a value; what stands around it stays.
fn put(place: &mut Value, state: State) {
    let decor = place.decor().clone();
    *place = of_state(state);
    *place.decor_mut() = decor;
}

fn of_state(state: State) -> Value {
    match state {
        // As a number of TOML, digit for digit.
        State::Number(number) => number
            .normalize()
            .to_string()
            .parse()
            .unwrap_or_else(|_| Value::from(number.to_string())),
        State::NotApplicable => Value::from("/"),
        State::NotFilled => Value::from(""),
    }
}

/// One value, or an array of a row's values.
fn row_of(states: impl ExactSizeIterator<Item = Option<State>>) -> Value {
    let mut values: Vec<Value> = states
        .map(|state| of_state(state.unwrap_or(State::NotFilled)))
        .collect();
    if values.len() == 1 {
        return values.remove(0);
    }
    Value::Array(values.into_iter().collect::<Array>())
}
