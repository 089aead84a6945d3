//! The records of an old workbook (.xls), looked at before it is opened: the reader holds every cell up to the last one.

use anyhow::{Result, bail, ensure};

use super::ole::{Ole, long, word};

/// Cells up to the last one, empty ones counted, that the sheets of a file may have.
const MOST_AREA: u64 = 4_000_000;
/// Records that are looked at.
const MOST_RECORDS: usize = 4_000_000;

const FORMULA: u16 = 0x0006;
const END: u16 = 0x000A;
const LOCKED: u16 = 0x002F;
const SHEET: u16 = 0x0085;
const SEVERAL: u16 = 0x00BD;
const DIMENSIONS: u16 = 0x0200;
const TEXT: u16 = 0x0207;
const START: u16 = 0x0809;
/// Records of one cell, which begin with its row and column.
const CELLS: &[u16] = &[FORMULA, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];
/// What may stand between a formula and its text: shared formulas, arrays, tables.
const BETWEEN: &[u16] = &[0x04BC, 0x0221, 0x0236];

/// Sheet by sheet, the cells of formulas whose result the file does not hold.
///
/// # Errors
/// If the file is damaged, locked, or has more room than any form.
pub(super) fn look(bytes: &[u8]) -> Result<Vec<Vec<(usize, usize)>>> {
    let ole = Ole::open(bytes)?;
    if ole.has("EncryptedPackage") {
        bail!("工作簿有密码，请去掉密码后再导入");
    }
    let name = ["Workbook", "Book"].into_iter().find(|name| ole.has(name));
    let Some(name) = name else {
        bail!("里面没有工作簿，是不是别的文件（.doc、.wps 一类）");
    };
    let stream = ole.stream(name)?;
    let mut starts = Vec::new();
    for record in Records::new(&stream, 0) {
        match record.kind {
            LOCKED if word(record.data, 0)? != 0 => bail!("工作簿有密码，请去掉密码后再导入"),
            SHEET => starts.push(long(record.data, 0)? as usize),
            END => break,
            _ => {}
        }
    }
    let (mut area, mut count) = (0, 0);
    let mut hollow = Vec::new();
    for start in starts {
        ensure!(start <= stream.len(), "工作表在文件之外");
        hollow.push(sheet(&stream, start, &mut area, &mut count)?);
    }
    Ok(hollow)
}

fn sheet(
    stream: &[u8],
    start: usize,
    area: &mut u64,
    count: &mut usize,
) -> Result<Vec<(usize, usize)>> {
    // First and last of rows and columns, by cells and by formulas.
    let mut extent: Option<[u16; 4]> = None;
    let mut hollow = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let (mut begun, mut depth) = (false, 0);
    for record in Records::new(stream, start) {
        *count += 1;
        ensure!(*count <= MOST_RECORDS, "工作簿里的记录过多，不像是统计表");
        let (kind, data) = (record.kind, record.data);
        match kind {
            START if begun => depth += 1,
            START => begun = true,
            END if depth > 0 => depth -= 1,
            END => break,
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        if kind != TEXT && !BETWEEN.contains(&kind) {
            hollow.extend(open.take());
        } else if kind == TEXT {
            open = None;
        }
        if kind == DIMENSIONS {
            *area += declared(data)?;
        }
        if kind == SEVERAL || CELLS.contains(&kind) {
            let (row, first) = (word(data, 0)?, word(data, 2)?);
            let last = if kind == SEVERAL {
                word(data, data.len().saturating_sub(2))?
            } else {
                first
            };
            let [top, bottom, left, right] = extent.unwrap_or([row, row, first, last]);
            extent = Some([
                top.min(row),
                bottom.max(row),
                left.min(first),
                right.max(last),
            ]);
            let place = (row.into(), first.into());
            match (kind == FORMULA).then(|| unsaid(data)).transpose()? {
                Some(Unsaid::Text) => open = Some(place),
                Some(Unsaid::Value) => hollow.push(place),
                Some(Unsaid::No) | None => {}
            }
        }
        ensure!(*area <= MOST_AREA, too_large());
    }
    hollow.extend(open);
    if let Some([top, bottom, left, right]) = extent {
        let rows = u64::from(bottom.abs_diff(top)) + 1;
        *area += rows * (u64::from(right.abs_diff(left)) + 1);
    }
    ensure!(*area <= MOST_AREA, too_large());
    Ok(hollow)
}

/// What the file does not say of a formula.
enum Unsaid {
    /// Nothing: its result is there.
    No,
    /// Its text, unless that follows.
    Text,
    /// Its value: 0 or an empty text stands there until a program opens the file.
    Value,
}

fn unsaid(formula: &[u8]) -> Result<Unsaid> {
    const ON_OPENING: u16 = 2;
    let result = (long(formula, 6)?, long(formula, 10)?);
    let (no_number, kind) = (result.1 >> 16 == 0xFFFF, result.0 & 0xFF);
    let nothing = result == (0, 0) || no_number && kind == 3;
    Ok(if no_number && kind == 0 {
        Unsaid::Text
    } else if nothing && word(formula, 14)? & ON_OPENING != 0 {
        Unsaid::Value
    } else {
        Unsaid::No
    })
}

fn too_large() -> &'static str {
    "工作表的范围过大，不像是统计表；请删去多余的空行、空列，或另存为 .xlsx"
}

/// The room that a sheet says it needs.
fn declared(data: &[u8]) -> Result<u64> {
    let (first, last, left, right) = if data.len() >= 14 {
        let columns = (word(data, 8)?, word(data, 10)?);
        (long(data, 0)?, long(data, 4)?, columns.0, columns.1)
    } else {
        let rows = (word(data, 0)?, word(data, 2)?);
        (rows.0.into(), rows.1.into(), word(data, 4)?, word(data, 6)?)
    };
    if last == 0 || right == 0 {
        return Ok(1);
    }
    ensure!(first < last, "工作表的范围有误");
    // A column out of its place counts from the first.
    let left = if left > 0xFF || right <= left {
        0
    } else {
        left
    };
    Ok(u64::from(last - first) * u64::from(right - left))
}

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

/// The records of a stream from a place on; they end where one is cut off.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    fn new(stream: &'a [u8], from: usize) -> Self {
        Self {
            rest: stream.get(from..).unwrap_or_default(),
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let kind = word(self.rest, 0).ok()?;
        let length = usize::from(word(self.rest, 2).ok()?);
        let data = self.rest.get(4..4 + length)?;
        self.rest = &self.rest[4 + length..];
        Some(Record { kind, data })
    }
}
