//! Workbooks as sheets — the only file that knows calamine.
//!
//! Every reader is kept from what it would hold of empty cells: .xlsx is read cell by cell, .ods by ourselves, .xls is looked at first.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Seek};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use anyhow::{Context, Result, bail, ensure};
use calamine::{Data, DataRef, Reader, Xls, Xlsx};

use super::sheet::{self, Sheet, SheetCell, digits};
use super::{ods, ole, xls};
use crate::word::Package;

/// Bytes of an old workbook that is read.
const LARGEST_XLS: usize = 64 << 20;
/// What is said of a file that the reader stumbles over; it says why in English, to programmers.
const DAMAGED: &str =
    "工作簿已损坏，或不是能读的工作簿；请在 Excel 或 WPS 里打开，另存为 .xlsx 或 .csv";

/// Whether the bytes begin as workbooks do: a zip (.xlsx, .ods) or an OLE file (.xls).
#[must_use]
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(&ole::MAGIC)
}

/// The sheets of a workbook (.xlsx, .xls, .ods).
///
/// # Errors
/// If it is no workbook, is damaged, or is larger than any form.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>> {
    if bytes.starts_with(&ole::MAGIC) {
        return old(bytes);
    }
    let package = Package::open(bytes).context("工作簿打不开")?;
    let has = |name: &str| package.names().any(|own| own == name);
    if has(ods::CONTENT) {
        return ods::read(&package);
    }
    // .xlsb has no reader here that spares the empty cells up to the last one.
    ensure!(!has("xl/workbook.bin"), DAMAGED);
    drop(package);
    guarded(|| {
        let mut workbook = Xlsx::new(Cursor::new(bytes)).ok().context(DAMAGED)?;
        let names = workbook.sheet_names().into_iter().map(|name| (name, ()));
        sheet::all(names, |name, (), most| new(&mut workbook, name, most))
    })
}

/// What a reader gives. It trusts what files tell of themselves, and panics where a damaged one tells wrong: that is said as a
/// damage and nothing else, on this thread alone.
fn guarded<T>(read: impl FnOnce() -> Result<T>) -> Result<T> {
    thread_local! {
        static QUIET: Cell<bool> = const { Cell::new(false) };
    }
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                usual(panic);
            }
        }));
    });
    QUIET.set(true);
    let read = panic::catch_unwind(AssertUnwindSafe(read));
    QUIET.set(false);
    read.unwrap_or_else(|_| bail!(DAMAGED))
}

/// The cells of a sheet of an .xlsx, one by one: a range would hold every empty cell up to the last one.
fn new<R: Read + Seek>(xlsx: &mut Xlsx<R>, name: &str, most: usize) -> Result<Vec<SheetCell>> {
    let reader = xlsx.worksheet_cells_reader(name);
    let mut reader = reader.ok().context(DAMAGED)?;
    let mut cells = Vec::new();
    let mut next = || reader.next_cell_with_formula_metadata().ok();
    while let Some(cell) = next().context(DAMAGED)? {
        let (row, column) = cell.pos;
        let hollow = cell.formula.is_some() && matches!(cell.value, DataRef::Empty);
        let text = match cell.value {
            DataRef::SharedString(text) => text.to_owned(),
            other => text(&Data::from(other)),
        };
        put(
            &mut cells,
            (row as usize, column as usize),
            &text,
            hollow,
            most,
        )?;
    }
    Ok(cells)
}

/// The sheets of an .xls.
fn old(bytes: &[u8]) -> Result<Vec<Sheet>> {
    ensure!(bytes.len() <= LARGEST_XLS, "工作簿过大，不像是统计表");
    let hollow = xls::look(bytes).context("工作簿打不开")?;
    guarded(|| {
        let mut workbook = Xls::new(Cursor::new(bytes)).ok().context(DAMAGED)?;
        let names = workbook.sheet_names().into_iter().zip(hollow);
        sheet::all(names, |name, hollow, most| {
            let range = workbook.worksheet_range(name).ok().context(DAMAGED)?;
            let hollow: BTreeSet<_> = hollow.into_iter().collect();
            let (top, start) = range.start().unwrap_or_default();
            let mut cells = Vec::new();
            for (row, column, value) in range.used_cells() {
                let place = (top as usize + row, start as usize + column);
                if !hollow.contains(&place) {
                    put(&mut cells, place, &text(value), false, most)?;
                }
            }
            for place in hollow {
                put(&mut cells, place, "", true, most)?;
            }
            Ok(cells)
        })
    })
}

fn put(
    cells: &mut Vec<SheetCell>,
    (row, column): (usize, usize),
    text: &str,
    hollow: bool,
    most: usize,
) -> Result<()> {
    let text = text.trim();
    if text.is_empty() && !hollow {
        return Ok(());
    }
    ensure!(cells.len() < most, "工作簿里的格子过多，不像是统计表");
    cells.push(SheetCell {
        row,
        column,
        text: text.to_owned(),
        hollow,
    });
    Ok(())
}

/// A value as text; what is neither number nor text keeps a look that no number has.
fn text(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => digits(*number),
        Data::Bool(truth) => format!("逻辑值 {truth}"),
        Data::Error(error) => format!("出错的公式 {error}"),
        other => format!("日期或时间 {other}"),
    }
}
