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

/// Rows of a table that is kept on one page; a longer one is read page by page.
const MOST_ROWS_WHOLE: usize = 40;

/// Whether a table should stand on one page: it is short enough, and so is its height, in twips, by the lines that its cells are likely
/// to need at that size of type.
pub(super) fn stays_whole(grid: &Grid, widths: &[usize], size: usize, room: usize) -> bool {
    if grid.rows.len() > MOST_ROWS_WHOLE {
        return false;
    }
    let Ok(rows) = place(grid, widths) else {
        return false;
    };
    let height = |row: &Vec<Placed>| {
        let lines = row.iter().map(|placed| match placed.cell {
            Some(cell) if !placed.spans_down => {
                let halves: usize = cell
                    .text
                    .chars()
                    .map(|c| 2 - usize::from(c.is_ascii()))
                    .sum();
                let width = placed.width.saturating_sub(size * 8 / 10).max(size);
                ((halves + 2 * cell.indent) * size / 2)
                    .div_ceil(width)
                    .max(1)
            }
            _ => 1,
        });
        // As the styles have it: a line of 1.3 em, 0.2 em above and below, a rule of half a point.
        lines.max().unwrap_or(1) * size * 13 / 10 + size * 4 / 10 + 10
    };
    rows.iter().map(height).sum::<usize>() <= room
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Align;

    fn cell(text: &str) -> GridCell {
        GridCell {
            text: text.to_owned(),
            colspan: 1,
            rowspan: 1,
            align: Align::Left,
            indent: 0,
            heading: false,
            anchor: None,
        }
    }

    fn grid(rows: usize, text: &str) -> Grid {
        Grid {
            widths: vec![333, 333, 334],
            header: vec![vec![cell("一"), cell("二"), cell("三")]],
            rows: vec![vec![cell(text), cell("1"), cell("2")]; rows],
            dense: false,
            alt: String::new(),
        }
    }

    #[test]
    fn widths_add_up() {
        let grid = grid(1, "一");
        for total in [8844, 12755, 1000, 7] {
            assert_eq!(widths(&grid, total).iter().sum::<usize>(), total);
        }
    }

    #[test]
    fn a_short_table_stays_whole() {
        let whole = |rows, text: &str| {
            let grid = grid(rows, text);
            let widths = widths(&grid, 8844);
            stays_whole(&grid, &widths, 240, 11_000)
        };
        let long = "主动公开政府信息数".repeat(10);
        assert!(whole(20, "一") && !whole(41, "一"));
        assert!(whole(4, &long) && !whole(20, &long));
    }
}
