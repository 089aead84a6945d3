//! What tests that run the binary share.

use std::path::Path;
use std::process::{Command, Output};

/// Runs the binary in a folder.
pub(crate) fn hegao(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hegao"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the binary runs")
}
