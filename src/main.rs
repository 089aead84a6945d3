//! The `hegao` command: arguments in, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    hegao::command::run(hegao::cli::Cli::of_process())
}
