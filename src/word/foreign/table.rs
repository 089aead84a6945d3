//! Tables of a Word file as cells with the rectangles that they cover.

use std::collections::BTreeMap;

use anyhow::Result;

use super::Resolve;
use crate::word::xml::Element;

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundTable {
    /// Its cells that hold text, row by row.
    pub cells: Vec<FoundCell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCell {
    /// Top row, from 0.
    pub row: usize,
    /// Left column, from 0.
    pub column: usize,
    /// Rows that it spans.
    pub height: usize,
    /// Columns that it spans.
    pub width: usize,
    /// Its text.
    pub text: String,
}

/// Columns that a cell may span.
const WIDEST: usize = 512;

/// Reads a table; tables inside its cells are text of these.
pub(super) fn read(table: &Element, resolve: Resolve, changes: &mut usize) -> Result<FoundTable> {
    let mut cells: Vec<FoundCell> = Vec::new();
    // The cell that each column's vertical merge goes on from.
    let mut open: BTreeMap<usize, usize> = BTreeMap::new();
    let rows = table.elements().filter(|row| row.name == "w:tr");
    for (r, row) in rows.enumerate() {
        let mut column = 0;
        for cell in row.elements().filter(|cell| cell.name == "w:tc") {
            let properties = cell.child("w:tcPr");
            let property = |name: &str| properties.and_then(|properties| properties.child(name));
            let width = property("w:gridSpan")
                .and_then(|span| span.get("w:val"))
                .and_then(|span| span.parse().ok())
                .unwrap_or(1)
                .clamp(1, WIDEST);
            let merge = property("w:vMerge").map(|merge| merge.get("w:val"));
            let goes_on = merge
                .as_ref()
                .is_some_and(|merge| merge.as_deref() != Some("restart"));
            if let Some(above) = open.get(&column).filter(|_| goes_on) {
                cells[*above].height += 1;
            } else {
                let mut text = String::new();
                all_text(cell, resolve, &mut text)?;
                *changes += count_changes(cell);
                if merge.is_some() {
                    open.insert(column, cells.len());
                } else {
                    open.remove(&column);
                }
                cells.push(FoundCell {
                    row: r,
                    column,
                    height: 1,
                    width,
                    text: text.trim().to_owned(),
                });
            }
            column += width;
        }
    }
    cells.retain(|cell| !cell.text.is_empty());
    Ok(FoundTable { cells })
}

/// Every character inside an element.
pub(super) fn all_text(element: &Element, resolve: Resolve, text: &mut String) -> Result<()> {
    for child in element.elements() {
        match child.name.as_ref() {
            "w:t" | "w:delText" => text.push_str(&child.text()?),
            "w:tab" => text.push(' '),
            "w:ins" | "w:moveTo" if resolve == Resolve::Reject => {}
            "w:del" | "w:moveFrom" if resolve == Resolve::Accept => {}
            "w:pPr" | "w:rPr" | "w:tcPr" | "w:instrText" | "mc:Fallback" => {}
            _ => all_text(child, resolve, text)?,
        }
    }
    Ok(())
}

fn count_changes(element: &Element) -> usize {
    element
        .elements()
        .map(|child| {
            let own = matches!(
                child.name.as_ref(),
                "w:ins" | "w:del" | "w:moveTo" | "w:moveFrom"
            );
            usize::from(own) + count_changes(child)
        })
        .sum()
}
