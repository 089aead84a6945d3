//! Document in, bytes of a .docx out; bytes of a .docx in, its text out.
//!
//! `build` walks the document with docx-rs, `finish` completes the parts, `package` zips them. Nothing here knows PDF, the data
//! file, or how figures are checked.

mod anchor;
mod build;
mod cells;
mod finish;
mod foreign;
mod inline;
mod measure;
mod order;
mod package;
mod parts;
mod read;
mod remark;
mod styles;
mod xml;

use anyhow::{Context, Result};

pub use foreign::{Foreign, Found, FoundCell, FoundParagraph, FoundTable, Resolve};
pub use package::Package;
pub use remark::{Place, Remark, Voice};
pub use xml::{Element, Node, unescaped};

use crate::document::{Document, Drawings};
use crate::style::Style;

/// Writes a document as a Word file, with remarks in its margin. `source` is the digest of the data file; it stays in the file's
/// properties, so that a returned file tells which data it was made from.
///
/// # Errors
/// If a drawing is missing, a grid does not add up, or there is a character that XML forbids.
pub fn write(
    document: &Document,
    style: &Style,
    drawings: &Drawings,
    remarks: &[Remark],
    source: &str,
) -> Result<Vec<u8>> {
    let raw = build::build(document, style, drawings, remarks).context("无法生成 Word 文件")?;
    finish::finish(raw, &document.info, style, source)?.write()
}

/// The text of a Word file in reading order: one string for each paragraph that has any.
///
/// # Errors
/// If it is no Word file, or is larger or deeper than any report.
pub fn text(bytes: &[u8]) -> Result<Vec<String>> {
    read::text(&package::Package::open(bytes)?)
}

/// The paragraphs with their looks and the tables of a Word file from any program; tracked changes are resolved as `changes` says.
///
/// # Errors
/// If it is no Word file, is larger or deeper than any report, or holds tracked changes and `changes` says nothing.
pub fn foreign(bytes: &[u8], changes: Option<Resolve>) -> Result<Foreign> {
    let package = package::Package::open(bytes)?;
    let found = foreign::read(&package, changes.unwrap_or(Resolve::Accept))?;
    anyhow::ensure!(
        changes.is_some() || found.changes == 0,
        "Word 文件里有 {} 处修订；请在 Word 里处理好，或加 --changes accept（接受）或 --changes reject（拒绝）",
        found.changes
    );
    Ok(found)
}

/// Whether a file is still what [`fn@write`] made: all its parts have the digest that is in its properties. Any program that saves it
/// anew makes this false.
#[must_use]
pub fn is_untouched(bytes: &[u8]) -> bool {
    package::Package::open(bytes)
        .and_then(|package| package.has_its_fingerprint())
        .unwrap_or(false)
}
