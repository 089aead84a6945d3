//! A table as it lies in a file, before anybody knows which form it is.

/// A worksheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The cells that hold text, in the order of rows, then columns.
    pub cells: Vec<SheetCell>,
}

/// A cell of a [`Sheet`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// Row, from 0; the top one where cells are merged.
    pub row: usize,
    /// Column, from 0; the left one where cells are merged.
    pub column: usize,
    /// Its text without spaces at the ends; a number in plain decimal digits.
    pub text: String,
}
