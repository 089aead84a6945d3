#![allow(clippy::print_stdout, reason = "an examiner says what it found")]
//! The examiner: how well the reader, the linker and the checker do. Prints figures, judges nothing.
//!
//! ```text
//! cargo bench --bench examiner -- numerals FOLDER        suites of numerals, rows of JSON
//! cargo bench --bench examiner -- passages FILE|FOLDER [--form NAME]   labelled passages, rows of JSON
//! cargo bench --bench examiner -- mutate REPORT.toml…    every way of spoiling every figure and cell
//! cargo bench --bench examiner -- years REPORT.toml…      last year's values, and changes against them
//! cargo bench --bench examiner -- speed REPORT.toml…     time of a check, and how it grows
//! ```
//!
//! `--misses N` shows the first misses of each kind.

mod mutant;
mod mutate;
mod numerals;
mod passages;
mod rows;
mod scaled;
mod speed;
mod years;

use std::path::PathBuf;
use std::process::ExitCode;

/// The command line, as far as every part of the examiner knows it.
struct Options {
    files: Vec<PathBuf>,
    form: Option<String>,
    misses: usize,
}

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    let command = words.next().unwrap_or_default();
    let mut options = Options {
        files: Vec::new(),
        form: None,
        misses: 0,
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--form" => options.form = words.next(),
            "--misses" => {
                options.misses = words
                    .next()
                    .and_then(|count| count.parse().ok())
                    .unwrap_or(20);
            }
            _ => options.files.push(word.into()),
        }
    }
    let run = match command.as_str() {
        "numerals" => numerals::run,
        "passages" => passages::run,
        "mutate" => mutate::run,
        "speed" => speed::run,
        "years" => years::run,
        _ => {
            println!("numerals, passages, mutate, years or speed, and files");
            // `cargo bench` without arguments runs every bench: that is no fault.
            return if command.is_empty() {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(2)
            };
        }
    };
    run(&options);
    ExitCode::SUCCESS
}
