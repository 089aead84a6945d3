//! Sheets of `OpenDocument` (.ods). What a cell or row repeats is counted before it is taken, so that a small file cannot fill the memory.

use anyhow::{Context, Result, ensure};

use super::sheet::{self, MOST_CELLS, Sheet, SheetCell, digits};
use crate::word::{Element, Node, Package, unescaped};

/// The part with the sheets.
pub(super) const CONTENT: &str = "content.xml";
/// Rows and columns that any program can have.
const MOST_REPEATS: usize = 1 << 20;

/// The sheets of a file.
pub(super) fn read(package: &Package) -> Result<Vec<Sheet>> {
    let root = package.xml(CONTENT)?;
    let book = root
        .child("office:body")
        .and_then(|body| body.child("office:spreadsheet"))
        .context("不是电子表格")?;
    let tables = book.elements().filter(|table| table.name == "table:table");
    let named = |table| (Element::get(table, "table:name").unwrap_or_default(), table);
    sheet::all(tables.map(named), |_, table, most| {
        let mut cells = Vec::new();
        rows(table, &mut 0, &mut cells, most)?;
        Ok(cells)
    })
}

/// The cells of the rows inside an element, however they are grouped.
fn rows(group: &Element, row: &mut usize, cells: &mut Vec<SheetCell>, most: usize) -> Result<()> {
    for element in group.elements() {
        match element.name.as_ref() {
            "table:table-row" => {
                let own = self::cells(element)?;
                let repeats = repeats(element, "table:number-rows-repeated")?;
                if !own.is_empty() {
                    ensure!(
                        own.len().saturating_mul(repeats) <= most - cells.len(),
                        "工作簿里的格子过多，不像是统计表"
                    );
                    for below in *row..*row + repeats {
                        cells.extend(own.iter().map(|cell| SheetCell {
                            row: below,
                            ..cell.clone()
                        }));
                    }
                }
                *row += repeats;
            }
            "table:table-row-group" | "table:table-rows" | "table:table-header-rows" => {
                rows(element, row, cells, most)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The cells of a row that hold something. What merged cells cover is hidden.
fn cells(row: &Element) -> Result<Vec<SheetCell>> {
    let mut cells = Vec::new();
    let mut column = 0;
    for cell in row.elements() {
        if !matches!(
            cell.name.as_ref(),
            "table:table-cell" | "table:covered-table-cell"
        ) {
            continue;
        }
        let repeats = repeats(cell, "table:number-columns-repeated")?;
        let text = text(cell)?;
        let text = text.trim();
        let valued = cell.get("office:value-type").is_some();
        let hollow = cell.get("table:formula").is_some() && !valued && text.is_empty();
        if cell.name == "table:table-cell" && (hollow || !text.is_empty()) {
            ensure!(
                cells.len() + repeats <= MOST_CELLS,
                "工作簿里的格子过多，不像是统计表"
            );
            cells.extend((column..column + repeats).map(|column| SheetCell {
                row: 0,
                column,
                text: text.to_owned(),
                hollow,
            }));
        }
        column += repeats;
    }
    Ok(cells)
}

fn repeats(element: &Element, key: &str) -> Result<usize> {
    let Some(said) = element.get(key) else {
        return Ok(1);
    };
    let times = said.parse().ok().filter(|times| *times <= MOST_REPEATS);
    times.with_context(|| format!("有一处写明重复 {said} 次，没有这样大的表"))
}

/// A cell as text; what is neither number nor text keeps a look that no number has.
fn text(cell: &Element) -> Result<String> {
    let get = |key: &str| cell.get(key).unwrap_or_default();
    let shown = || {
        let paragraphs = cell.elements().filter(|element| element.name == "text:p");
        let texts: Result<Vec<String>> = paragraphs.map(words).collect();
        texts.map(|texts| texts.join("\n"))
    };
    Ok(match get("office:value-type").as_str() {
        "float" | "currency" => {
            let value = get("office:value");
            value.parse().map_or(value, digits)
        }
        "boolean" => format!("逻辑值 {}", get("office:boolean-value")),
        "date" => format!("日期或时间 {}", get("office:date-value")),
        "time" => format!("日期或时间 {}", get("office:time-value")),
        _ if get("calcext:value-type") == "error" => format!("出错的公式 {}", shown()?),
        _ => shown()?,
    })
}

/// The characters of a paragraph, those of notes and drawings in it left out.
fn words(element: &Element) -> Result<String> {
    let mut words = String::new();
    for node in &element.nodes {
        match node {
            Node::Text(text) => words.push_str(&unescaped(text)?),
            Node::Element(inner) => match inner.name.as_ref() {
                "text:s" | "text:tab" | "text:line-break" => words.push(' '),
                "text:span" | "text:a" => words.push_str(&self::words(inner)?),
                _ => {}
            },
        }
    }
    Ok(words)
}
