//! Dispatch: what goes to standard output and standard error, and the exit status. The only file that prints.

mod build;
mod check;
mod fonts;
mod import;
mod margin;
mod new;
mod notices;

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use crate::cli::{Cli, Color, Command};
use crate::diagnostic::Diagnostic;
use crate::emit::terminal::{self, Screen};
use crate::form::Form;
use crate::report::Report;
use crate::source::Sources;
use crate::{data, files};

/// What a command has to say.
#[derive(Debug, Default)]
struct Said {
    /// The product: findings, a ledger, a list.
    out: String,
    /// Everything else.
    err: String,
    /// There are findings of level error.
    errors: bool,
    /// Something could not be run.
    failed: bool,
}

/// Runs a command line; returns the exit status: 0 clean, 1 errors found, 2 could not run.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let (out, err) = (
        screen(&cli, io::stdout().is_terminal()),
        screen(&cli, io::stderr().is_terminal()),
    );
    let said = match cli.command {
        Command::Build(options) => build::run(&options, err),
        Command::Check(options) => Ok(check::check(&options, out)),
        Command::Figures(options) => check::figures(&options, out),
        Command::Explain(options) => check::explain(&options),
        Command::Fonts(options) => fonts::run(&options, out),
        Command::Import(options) => import::run(&options),
        Command::New(options) => new::run(&options),
        Command::Licenses => Ok(notices::run()),
    };
    let said = said.unwrap_or_else(|error| Said {
        err: failure(&error),
        failed: true,
        ..Said::default()
    });
    // A reader that went away (| head) is no failure of ours.
    let written = io::stdout()
        .write_all(said.out.as_bytes())
        .and_then(|()| io::stdout().flush());
    let _ = io::stderr().write_all(said.err.as_bytes());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(2),
        _ if said.failed => ExitCode::from(2),
        _ if said.errors => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    }
}

fn screen(cli: &Cli, terminal: bool) -> Screen {
    let color = match cli.color {
        Color::Auto => {
            terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
        Color::Always => true,
        Color::Never => false,
    };
    let width = if terminal {
        terminal::width()
    } else {
        Screen::WIDTH
    };
    Screen {
        color,
        width,
        wide_marks: cli.ambiguous_width == 2,
    }
}

/// A failure with its causes, in one paragraph.
fn failure(error: &anyhow::Error) -> String {
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    format!("没能运行：{}\n", causes.join("："))
}

/// A data file as read: the report if there is one, and the faults.
struct Loaded {
    report: Option<Report>,
    findings: Vec<Diagnostic>,
}

/// Reads a data file.
fn load(sources: &mut Sources, path: &Path) -> Result<Loaded> {
    let (file, fault) = files::read_text(sources, path)?;
    if let Some(fault) = fault {
        return Ok(Loaded {
            report: None,
            findings: vec![fault],
        });
    }
    let find_form = |name: &str| {
        if let Some(form) = Form::embedded(name) {
            return Ok(form);
        }
        let ids = || {
            Form::ids()
                .map(|id| format!("\"{id}\""))
                .collect::<Vec<_>>()
                .join("、")
        };
        if !Path::new(name)
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
        {
            return Err(format!(
                "没有「{name}」这张表；可用 {}，或本单位的表式文件（.toml）",
                ids()
            ));
        }
        let beside = path.parent().unwrap_or(Path::new("")).join(name);
        let bytes = files::read(&beside).map_err(|error| format!("{error:#}"))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| format!("{} 不是 UTF-8 编码，请另存为 UTF-8", beside.display()))?;
        Form::parse(&text)
            .map(Into::into)
            .map_err(|why| format!("{} 有误：{why}", beside.display()))
    };
    let reading = data::read(sources, file, &find_form);
    Ok(Loaded {
        report: reading.report,
        findings: reading.findings,
    })
}
