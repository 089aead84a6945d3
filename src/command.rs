//! Dispatch: what goes to standard output and standard error, and the exit status. The only file that prints.

mod build;
mod check;
mod collect;
mod fonts;
mod import;
mod margin;
mod new;
mod notices;
mod press;

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;

use crate::cli::{Cli, Color, Command};
use crate::diagnostic::{Code, Diagnostic};
use crate::emit::terminal::{self, Screen};
use crate::form::Form;
use crate::report::Report;
use crate::source::{Sources, Span};
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

/// Runs a command line, or says why it is none; returns the exit status: 0 clean, 1 errors found, 2 could not run.
#[must_use]
pub fn run(cli: Result<Cli>) -> ExitCode {
    let said = cli.and_then(dispatch);
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

fn dispatch(cli: Cli) -> Result<Said> {
    let (out, err) = (
        screen(&cli, io::stdout().is_terminal()),
        screen(&cli, io::stderr().is_terminal()),
    );
    match cli.command {
        Command::Build(options) => build::run(&options, err),
        Command::Check(options) => check::check(&options, out),
        Command::Figures(options) => check::figures(&options, out),
        Command::Explain(options) => check::explain(&options),
        Command::Collect(options) => collect::run(&options, err),
        Command::Fonts(options) => fonts::run(&options, out),
        Command::Import(options) => import::run(&options, err),
        Command::New(options) => new::run(&options, err),
        Command::Licenses => Ok(notices::run()),
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

/// What to say where there is no form to work by: faults of its file are errors found, anything else could not be run.
fn refused(why: &str, findings: &[Diagnostic], sources: &Sources, screen: Screen) -> Said {
    Said {
        err: terminal::findings(sources, findings, screen) + &format!("没能运行：{why}\n"),
        errors: true,
        failed: findings.is_empty(),
        ..Said::default()
    }
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
    let mut findings = Vec::new();
    let folder = path.parent().unwrap_or(Path::new(""));
    let form =
        data::form_name(sources, file).map(|name| form_of(sources, folder, &name, &mut findings));
    let find_form = |_: &str| {
        form.clone()
            .unwrap_or_else(|| Err("没有写明用哪一张表".to_owned()))
    };
    let reading = data::read(sources, file, &find_form);
    findings.extend(reading.findings);
    Ok(Loaded {
        report: reading.report,
        findings,
    })
}

/// What to say of a data file that does not lie where the office's own form does.
fn own_form_note(form: &Form) -> String {
    format!("报告用的是 {}，请把它放在报告旁边\n", form.id)
}

/// The embedded form of that name, or the form file of that name in `folder`, whose faults are findings.
fn form_of(
    sources: &mut Sources,
    folder: &Path,
    name: &str,
    findings: &mut Vec<Diagnostic>,
) -> Result<Arc<Form>, String> {
    if let Some(form) = Form::embedded(name) {
        return Ok(form);
    }
    let file = Path::new(name);
    if !file
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
    {
        let ids: Vec<_> = Form::ids().map(|id| format!("\"{id}\"")).collect();
        return Err(format!(
            "没有「{name}」这张表；可用 {}，或本单位的表式文件（.toml）",
            ids.join("、")
        ));
    }
    let beside = folder.join(file);
    let (file, fault) = files::read_text(sources, &beside).map_err(|error| format!("{error:#}"))?;
    let mut faults: Vec<Diagnostic> = fault.into_iter().collect();
    if faults.is_empty() {
        faults = data::syntax(sources, file);
    }
    let id = beside.file_name().unwrap_or_default().to_string_lossy();
    // A byte order mark is no part of the text, but of the offsets.
    let text = sources.text(file);
    let bare = text.trim_start_matches('\u{FEFF}');
    let shift = text.len() - bare.len();
    let form = if faults.is_empty() {
        Form::own(&id, bare)
    } else {
        Err(Vec::new())
    };
    match form {
        Ok(form) => Ok(Arc::new(form)),
        Err(wrong) => {
            faults.extend(wrong.into_iter().map(|fault| {
                let range = fault.range.start + shift..fault.range.end + shift;
                let finding = Diagnostic::error(Code::DataForm, fault.message)
                    .at(Span::new(file, range), "这里");
                match fault.help {
                    Some(help) => finding.with_help(help),
                    None => finding,
                }
            }));
            let count = faults.len();
            findings.extend(faults);
            Err(format!("表式文件 {} 有 {count} 处错误", beside.display()))
        }
    }
}
