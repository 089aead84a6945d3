//! TOML text in, [`Report`] and findings out.
//!
//! Three steps, and every one of them collects all it has to complain of: the spanned tree (`tree`), the file as
//! written (`written`), the file as understood (`understood`). Nothing here touches the file system.

mod character;
mod edit;
mod print;
mod tree;
mod understood;
mod written;

pub use edit::{Contribution, aggregate};
pub use print::{blank, canonical, filled};

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::form::Form;
use crate::report::Report;
use crate::source::{FileId, Sources};

/// What was understood of a data file.
#[derive(Debug)]
pub struct Reading {
    /// The report; absent where the faults leave none (no form, no year).
    pub report: Option<Report>,
    /// Faults of the file.
    pub findings: Vec<Diagnostic>,
}

/// Finds the form that a data file names: the embedded ones are known here, an office's own is asked for by its file name.
pub type FindForm<'a> = dyn Fn(&str) -> Result<Arc<Form>, String> + 'a;

/// The form that the data file `file` names, if it names one.
#[must_use]
pub fn form_name(sources: &Sources, file: FileId) -> Option<String> {
    let (root, _) = tree::parse(file, sources.text(file), &mut Vec::new());
    match &root.entries.get("form")?.1.value {
        tree::Value::String(name) => Some(name.text().trim().to_owned()),
        _ => None,
    }
}

/// What is wrong with a file as TOML, whatever it is meant to hold.
#[must_use]
pub fn syntax(sources: &Sources, file: FileId) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    tree::parse(file, sources.text(file), &mut findings);
    findings
}

/// Reads the data file `file`.
#[must_use]
pub fn read(sources: &Sources, file: FileId, find_form: &FindForm<'_>) -> Reading {
    let mut findings = Vec::new();
    let text = sources.text(file);
    let (root, damaged) = tree::parse(file, text, &mut findings);
    let written = written::read(&root, &mut findings);
    let report = understood::understand(&written, find_form, &mut findings);
    // One slip of the pen must not be told twice: once as syntax, once as a wrong value.
    let touches =
        |finding: &Diagnostic| finding.place().is_some_and(|place| damaged.touches(place));
    let syntax = damaged.faults;
    let mut n = 0;
    findings.retain(|finding| {
        n += 1;
        n <= syntax || !touches(finding)
    });
    Reading { report, findings }
}
