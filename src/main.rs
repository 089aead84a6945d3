//! The `hegao` command: arguments in, exit status out.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    hegao::command::run(hegao::cli::Cli::parse())
}
