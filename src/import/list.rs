//! A list of cells as CSV: a label, its unit, its value on each line. The only file that knows the CSV reader.

use anyhow::{Result, bail};
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::draft::Cells;
use super::line::Notes;
use super::text;
use crate::form::{Address, Form, fold};
use crate::report::State;

/// Characters of a label that is enough to tell a longer one by.
const ENOUGH: usize = 4;

/// Reads the cells of a list; what has no place on the form is said.
///
/// # Errors
/// If it is no CSV.
pub fn read(name: &str, bytes: &[u8], form: &Form, notes: &mut Notes) -> Result<Cells> {
    let text = text::decode(bytes, notes);
    if text.contains('\0') {
        bail!("{name} 不是 CSV（含有空字符）");
    }
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut found = Cells::default();
    let mut columns = Columns::default();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => bail!("{name} 不是 CSV：{error}"),
        };
        let line = record.position().map_or(0, csv::Position::line);
        let fields: Vec<&str> = record.iter().map(str::trim).collect();
        let blank = fields.iter().all(|field| field.is_empty());
        if blank || fields.first().is_some_and(|field| field.starts_with("# ")) {
            continue;
        }
        if let Some(head) = Columns::head(&fields) {
            if head.value.is_none() && fields.len() > 3 {
                bail!("{name} 有几列数，不知道取哪一列；请只留一列，表头写「数值」");
            }
            columns = head;
            continue;
        }
        let label = fields.get(columns.label).copied().unwrap_or_default();
        let value = columns.value_of(&fields);
        let placed = resolve(label, form).and_then(|address| found.put(address, value, form));
        if let Err(why) = placed {
            notes.left.push(format!(
                "{name} 第 {line} 行「{label}」= 「{value}」：{why}"
            ));
        }
    }
    Ok(found)
}

/// The mark between fields that the first lines have most of.
fn delimiter(text: &str) -> u8 {
    let start = text.lines().take(5).collect::<String>();
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|mark| start.bytes().filter(|byte| byte == mark).count())
        .unwrap_or(b',')
}

/// Which field is which.
#[derive(Clone, Copy, Default)]
struct Columns {
    label: usize,
    value: Option<usize>,
}

impl Columns {
    /// What a line of heads says.
    fn head(fields: &[&str]) -> Option<Self> {
        let find = |words: &[&str]| {
            fields
                .iter()
                .position(|field| words.contains(&field.to_lowercase().as_str()))
        };
        let label = find(&["indicator", "指标", "统计指标", "指标名称", "项目", "名称"])?;
        let value = find(&["value", "值", "数值", "数量", "统计数", "统计数据", "数据"]);
        Some(Self { label, value })
    }

    /// The value of a line: by its head, else the last field of a list of two or three.
    fn value_of<'a>(self, fields: &[&'a str]) -> &'a str {
        let at = self.value.unwrap_or(if fields.len() > 2 { 2 } else { 1 });
        fields.get(at).copied().unwrap_or_default()
    }
}

/// The cell of a label: `indicator[|column]` as forms print it, or the start of such a label that no other begins with.
pub(super) fn resolve(name: &str, form: &Form) -> Result<Address, String> {
    let (label, column) = match name.rsplit_once(['|', '｜']) {
        Some((label, column)) => (label.trim(), Some(fold(column))),
        None => (name.trim(), None),
    };
    let (grid, row) = row(label, form).ok_or("表中没有这一项")?;
    let columns = &form.grids[grid].columns;
    let at = match column {
        Some(column) => columns.iter().position(|own| fold(&own.name) == column),
        None => form.default_column(grid),
    };
    let column = at.ok_or("表中没有这一列")?;
    Ok(Address { grid, row, column })
}

/// The row of a label.
pub(super) fn row(label: &str, form: &Form) -> Option<(usize, usize)> {
    if let Some(row) = form.row_named(label) {
        return Some(row);
    }
    // 行政诉讼（未经复议直接起诉） is 行政诉讼/未经复议直接起诉.
    let label: String = label.nfkc().collect();
    if let Some((head, inner)) = label
        .strip_suffix(')')
        .and_then(|text| text.split_once('('))
        && let Some(row) = form.row_named(&format!("{head}/{inner}"))
    {
        return Some(row);
    }
    let wanted = fold(&label);
    if wanted.chars().count() < ENOUGH {
        return None;
    }
    let mut rows = form.addresses().filter(|address| {
        let key = form.indicator(*address);
        let last = key.rsplit('/').next().unwrap_or(key);
        address.column == 0 && fold(last).starts_with(&wanted)
    });
    match (rows.next(), rows.next()) {
        (Some(one), None) => Some((one.grid, one.row)),
        _ => None,
    }
}

/// A value in half width, without spaces and commas.
pub(super) fn compact(value: &str) -> String {
    value
        .nfkc()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .collect()
}

/// The state that a value says, if the cell can have it.
pub(super) fn state(value: &str, form: &Form, address: Address) -> Result<State, String> {
    let folded = compact(value);
    if folded.is_empty() {
        return Ok(State::NotFilled);
    }
    if folded == "/" {
        return Ok(State::NotApplicable);
    }
    let number = folded
        .strip_suffix(form.unit(address))
        .unwrap_or(folded.as_str());
    let plain = number
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let number: Decimal = Some(number)
        .filter(|_| plain)
        .and_then(|number| number.parse().ok())
        .ok_or("不是一个数")?;
    if number.is_sign_negative() && !number.is_zero() && !form.signed(address) {
        return Err("不能是负数".to_owned());
    }
    if !number.is_integer() && !form.decimal(address) {
        return Err("应是整数".to_owned());
    }
    let number = if form.decimal(address) {
        number
    } else {
        number.normalize()
    };
    Ok(State::Number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> (Vec<(String, String)>, usize) {
        let form = Form::embedded("2021").expect("embedded");
        let mut notes = Notes::default();
        let found = read("表.csv", text.as_bytes(), &form, &mut notes).expect("CSV");
        let named = |(address, state): (&Address, &State)| (form.name(*address), state.to_string());
        (found.cells.iter().map(named).collect(), notes.left.len())
    }

    #[test]
    fn labels_as_forms_print_them() {
        let text = "\u{FEFF}indicator,unit,value\n规章|本年制发件数,件,1\n三、（六）1.申请人无正当理由逾期不补正|自然人,件,２\n行政诉讼（未经复议直接起诉）|总计,件,3\n行政事业性收费|本年收费金额,万元,\"1,286.50万元\"\n";
        let (found, left) = cells(text);
        let values: Vec<_> = found.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, ["1", "1286.50", "2", "3"]);
        assert_eq!(left, 0);
    }

    #[test]
    fn what_has_no_place_is_said() {
        let (found, left) = cells(
            "指标;数值\n行政许可;12\n行政许可;13\n没有这项;1\n行政处罚;减30\n行政强制;1.5\n予以公开;\n",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(left, 4);
    }
}
