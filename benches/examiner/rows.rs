//! What every part of the examiner reads and prints alike.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hegao::form::Form;
use hegao::report::Report;
use hegao::source::{FileId, Sources};
use serde_json::Value;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    pub(crate) right: usize,
    pub(crate) all: usize,
}

impl Score {
    pub(crate) fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { right, all } = self;
        if *all == 0 {
            return write!(out, "none");
        }
        // Tenths of a percent, rounded down: 99.9 never reads as 100.
        let share = right * 1000 / all;
        write!(out, "{right}/{all} = {}.{} %", share / 10, share % 10)
    }
}

/// The harmonic mean of precision and recall, in thousandths.
pub(crate) fn f1(found: Score, read: Score) -> usize {
    (2000 * found.right)
        .checked_div(found.all + read.all)
        .unwrap_or(1000)
}

/// The files with that ending, of a folder or as they are.
pub(crate) fn files(paths: &[PathBuf], ending: &str) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            let entries = fs::read_dir(path).expect("a folder that can be read");
            all.extend(
                entries
                    .map(|entry| entry.expect("an entry").path())
                    .filter(|path| path.extension().is_some_and(|name| name == ending)),
            );
        } else {
            all.push(path.clone());
        }
    }
    all.sort();
    all
}

/// The rows of JSON of a file.
pub(crate) fn rows(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("a file that can be read");
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).expect("a row of JSON"))
        .collect()
}

/// The byte at which a character stands.
pub(crate) fn byte(text: &str, character: usize) -> usize {
    text.char_indices()
        .nth(character)
        .map_or(text.len(), |(at, _)| at)
}

/// A number of a row.
pub(crate) fn number(value: &Value) -> Option<usize> {
    value
        .as_u64()
        .and_then(|number| usize::try_from(number).ok())
}

/// The form of that name, embedded or beside the report.
pub(crate) fn form(name: &str, beside: &Path) -> Result<Arc<Form>, String> {
    if let Some(form) = Form::embedded(name) {
        return Ok(form);
    }
    let path = beside.parent().unwrap_or(Path::new("")).join(name);
    let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
    Form::parse(&text).map(Into::into)
}

/// A report from the text of its data file.
pub(crate) fn report(sources: &mut Sources, path: &Path, text: String) -> (FileId, Option<Report>) {
    let file = sources.add(path.display().to_string(), text);
    let find = |name: &str| form(name, path);
    (file, hegao::data::read(sources, file, &find).report)
}
