//! A grid as Word wants it: every row covers every column, and cells that a cell above spans over are there.

use anyhow::{Result, ensure};

use crate::document::{Grid, GridCell};

/// A cell in its place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Placed<'a> {
    /// The cell; none where one above spans over.
    pub cell: Option<&'a GridCell>,
    /// Columns that it covers.
    pub columns: usize,
    /// Its width in twips.
    pub width: usize,
    /// It goes on in the next row.
    pub spans_down: bool,
}

/// The widths of the columns in twips, of which there are `total`.
pub(super) fn widths(grid: &Grid, total: usize) -> Vec<usize> {
    let thousandths: usize = grid.widths.iter().map(|width| *width as usize).sum();
    let mut sum = 0;
    let mut edge = 0;
    grid.widths
        .iter()
        .map(|width| {
            sum += *width as usize;
            let next = total * sum / thousandths.max(1);
            let width = next - edge;
            edge = next;
            width
        })
        .collect()
}

/// The rows of a grid, header first.
pub(super) fn place<'a>(grid: &'a Grid, widths: &[usize]) -> Result<Vec<Vec<Placed<'a>>>> {
    // For the first column of a cell that spans down: the rows left and the columns covered.
    let mut open = vec![(0, 0); widths.len()];
    let rows = grid.header.iter().chain(&grid.rows);
    rows.enumerate()
        .map(|(r, row)| {
            let mut cells = row.iter();
            let mut placed = Vec::new();
            let mut column = 0;
            while column < widths.len() {
                let (left, covered) = open[column];
                let (cell, columns, more) = if left > 0 {
                    (None, covered, left - 1)
                } else {
                    let cell = cells.next();
                    ensure!(cell.is_some(), "表格第 {} 行缺少单元格", r + 1);
                    let columns = cell.map_or(1, |cell| cell.colspan.max(1));
                    (
                        cell,
                        columns,
                        cell.map_or(0, |cell| cell.rowspan.max(1) - 1),
                    )
                };
                let end = column + columns;
                ensure!(
                    end <= widths.len() && open[column + 1..end].iter().all(|(left, _)| *left == 0),
                    "表格第 {} 行的单元格越界",
                    r + 1
                );
                open[column] = (more, columns);
                placed.push(Placed {
                    cell,
                    columns,
                    width: widths[column..end].iter().sum(),
                    spans_down: more > 0,
                });
                column = end;
            }
            ensure!(cells.next().is_none(), "表格第 {} 行的单元格过多", r + 1);
            Ok(placed)
        })
        .collect()
}
