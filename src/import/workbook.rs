//! Workbooks as sheets — the only file that knows calamine.

use std::io::{Cursor, Read, Seek};

use anyhow::{Context, Result, bail, ensure};
use calamine::{Data, DataRef, Reader, Sheets, Xlsx, open_workbook_auto_from_rs};

use super::sheet::{MOST_CELLS, Sheet, SheetCell};

/// Whether the bytes begin as workbooks do: a zip (.xlsx, .ods) or an OLE file (.xls).
#[must_use]
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// The sheets of a workbook (.xlsx, .xls, .ods).
///
/// # Errors
/// If it is no workbook, is damaged, or is larger than any form.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>> {
    if bytes.starts_with(b"PK") {
        crate::word::unpacks(bytes).context("工作簿打不开")?;
    }
    let opened = open_workbook_auto_from_rs(Cursor::new(bytes));
    // .xlsb has no reader here that spares the empty cells up to the last one.
    let Some(mut workbook) = opened
        .ok()
        .filter(|opened| !matches!(opened, Sheets::Xlsb(_)))
    else {
        bail!("不是能读的工作簿；请在 Excel 或 WPS 里另存为 .xlsx 或 .csv");
    };
    let mut left = MOST_CELLS;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let cells = match &mut workbook {
            // Cell by cell: a range would hold every empty cell up to the last one.
            Sheets::Xlsx(xlsx) => streamed(xlsx, &name, left),
            other => other
                .worksheet_range(&name)
                .map_err(Into::into)
                .and_then(|range| ranged(&range, left)),
        };
        let cells = cells.with_context(|| format!("工作表「{name}」读不了"))?;
        left -= cells.len();
        sheets.push(Sheet {
            name,
            lines: false,
            cells,
        });
    }
    Ok(sheets)
}

fn streamed<R: Read + Seek>(xlsx: &mut Xlsx<R>, name: &str, most: usize) -> Result<Vec<SheetCell>> {
    let mut reader = xlsx.worksheet_cells_reader(name)?;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::SharedString(text) => (*text).to_owned(),
            other => text(&Data::from(other.clone())),
        };
        put(&mut cells, (row as usize, column as usize), &text, most)?;
    }
    Ok(cells)
}

fn ranged(range: &calamine::Range<Data>, most: usize) -> Result<Vec<SheetCell>> {
    let (top, start) = range.start().unwrap_or_default();
    let mut cells = Vec::new();
    for (row, column, value) in range.used_cells() {
        let place = (top as usize + row, start as usize + column);
        put(&mut cells, place, &text(value), most)?;
    }
    Ok(cells)
}

fn put(cells: &mut Vec<SheetCell>, place: (usize, usize), text: &str, most: usize) -> Result<()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(());
    }
    ensure!(cells.len() < most, "工作簿里的格子过多，不像是统计表");
    let ((row, column), text) = (place, text.to_owned());
    cells.push(SheetCell {
        row,
        column,
        text,
        hollow: false,
    });
    Ok(())
}

/// A value as text; what is neither number nor text keeps a look that no number has.
fn text(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(truth) => format!("逻辑值 {truth}"),
        Data::Error(error) => format!("出错的公式 {error}"),
        other => format!("日期或时间 {other}"),
    }
}
