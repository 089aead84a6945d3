//! A table as it lies in a file, before anybody knows which form it is.

/// A worksheet, a CSV file, or a table of a Word file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The sheet's name, or the caption above a table of a Word file.
    pub name: String,
    /// The cells that hold text, in the order of rows, then columns.
    pub cells: Vec<SheetCell>,
}

/// A cell of a [`Sheet`] with the rectangle that it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// Top row, from 0.
    pub row: usize,
    /// Left column, from 0.
    pub column: usize,
    /// Rows that it spans, at least 1.
    pub height: usize,
    /// Columns that it spans, at least 1.
    pub width: usize,
    /// Its text; a number as the file shows or stores it, in plain decimal digits.
    pub text: String,
}
