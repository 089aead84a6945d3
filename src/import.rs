//! What offices have, to a data file: the narrative from Word or plain text, the cells from workbooks.
//!
//! Everything that is read ends in the data file or in the list of what could not be placed.

mod around;
pub mod date;
pub mod docx;
pub mod draft;
mod grid;
mod head;
mod label;
pub mod line;
pub mod list;
mod mark;
mod meta;
mod months;
mod ods;
mod ole;
mod outline;
pub mod place;
mod punctuation;
mod shape;
pub mod sheet;
pub mod text;
mod total;
mod value;
pub mod workbook;
mod xls;
