//! Changes a data file in place — the only file that knows the editor of TOML texts. Comments and layout stay.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TableLike, Value, value};

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
    for (row, columns) in by_row(changes) {
        set_row(cells, form, row, &columns);
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

/// Puts the states of a row where the table has them, however it writes them; else at its end.
fn set_row(
    cells: &mut dyn TableLike,
    form: &Form,
    (grid, row): (usize, usize),
    columns: &BTreeMap<usize, State>,
) {
    let at = |column: usize| Address { grid, row, column };
    let keys: Vec<String> = cells.iter().map(|(key, _)| key.to_owned()).collect();
    let whole = keys
        .iter()
        .find(|key| form.find_row(key) == Ok((grid, row)));
    if let Some(item) = whole.and_then(|key| cells.get_mut(key)) {
        match item {
            Item::Value(Value::Array(array)) => {
                for (column, state) in columns {
                    if let Some(one) = array.get_mut(*column) {
                        put(one, *state);
                    }
                }
            }
            Item::Value(Value::InlineTable(named)) => set_named(named, form, grid, columns),
            Item::Table(named) => set_named(named, form, grid, columns),
            Item::Value(one) => {
                let only = form.default_column(grid).and_then(|c| columns.get(&c));
                if let Some(state) = only {
                    put(one, *state);
                }
            }
            Item::ArrayOfTables(_) | Item::None => {}
        }
        return;
    }
    // Cells that are written one by one: 行政规范性文件|现行有效件数.
    let one_of_row = |key: &String| {
        let found = form.find(key).ok();
        found.filter(|found| (found.grid, found.row) == (grid, row))
    };
    if !keys.iter().any(|key| one_of_row(key).is_some()) {
        let width = form.grids[grid].columns.len();
        let states = (0..width).map(|column| columns.get(&column).copied());
        cells.insert(form.indicator(at(0)), Item::Value(row_of(states)));
        return;
    }
    for (column, state) in columns {
        let key = keys.iter().find(|key| one_of_row(key) == Some(at(*column)));
        match key
            .and_then(|key| cells.get_mut(key))
            .and_then(Item::as_value_mut)
        {
            Some(one) => put(one, *state),
            None => {
                cells.insert(&form.name(at(*column)), Item::Value(of_state(*state)));
            }
        }
    }
}

/// Puts states by the names of their columns.
fn set_named(
    named: &mut dyn TableLike,
    form: &Form,
    grid: usize,
    columns: &BTreeMap<usize, State>,
) {
    for (column, state) in columns {
        let name = &form.grids[grid].columns[*column].name;
        match named.get_mut(name).and_then(Item::as_value_mut) {
            Some(one) => put(one, *state),
            None => {
                named.insert(name, Item::Value(of_state(*state)));
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_set_however_they_are_written() {
        let form = Form::embedded("2021").expect("the form");
        let text = "[[table]]\nscope = \"全市\"\n[table.cells]\n\
            \"规章\" = [ 1, \"\",  3 ] # 数组\n\
            \"行政规范性文件|本年制发件数\" = 1 # 一格\n\
            \"予以公开\" = { \"自然人\" = 1, \"总计\" = 2 }\n";
        let cells = [
            ("规章|本年废止件数", 7),
            ("行政规范性文件|本年制发件数", 8),
            ("行政规范性文件|现行有效件数", 9),
            ("予以公开|总计", 10),
            ("行政许可", 11),
        ];
        let changes = cells
            .iter()
            .map(|(name, n)| {
                let state = State::Number((*n).into());
                (form.find(name).expect("a cell"), state)
            })
            .collect();
        let after = aggregate(text, &form, "全市", "", &changes, &[]).expect("TOML");
        let wanted = "[[table]]\nscope = \"全市\"\n[table.cells]\n\
            \"规章\" = [ 1, 7,  3 ] # 数组\n\
            \"行政规范性文件|本年制发件数\" = 8 # 一格\n\
            \"予以公开\" = { \"自然人\" = 1, \"总计\" = 10 }\n\
            \"行政规范性文件|现行有效件数\" = 9\n\
            \"行政许可\" = 11\n";
        assert_eq!(after, wanted);
    }
}
