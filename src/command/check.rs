//! `check`, `figures` and `explain`.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::press::Press;
use super::{Said, form_of, load, refused};
use crate::check;
use crate::cli::{Check, Explain, Figures, Format, LedgerFormat};
use crate::diagnostic::{self, Code, Diagnostic, Severity, has_errors};
use crate::emit::{self, Checked, json, ledger, sarif, terminal};
use crate::files;
use crate::ledger::{Coverage, Entry};
use crate::output::fonts::Faces;
use crate::output::picture::Canvas;
use crate::report::{Passage, Report};
use crate::source::{Located, Sources};
use crate::style::Style;

/// Findings only: those that `build` would have too.
pub(super) fn check(options: &Check, screen: terminal::Screen) -> Result<Said> {
    let mut sources = Sources::default();
    let mut said = Said::default();
    let mut all = Vec::new();
    let style = Style::standard();
    let faces = Faces::new(style, options.fonts.as_deref())?;
    let canvas = Canvas::new(style, &faces);
    let press = Press {
        style,
        faces: &faces,
        canvas: &canvas,
    };
    for path in &options.files {
        match checked(&mut sources, path, options.previous.as_deref()) {
            Ok(mut checked) => {
                if let Some(report) = &checked.report {
                    let (_, found) = press.proof(path, report, false);
                    checked.findings.extend(found);
                    diagnostic::sort(&mut checked.findings);
                }
                all.push(checked);
            }
            Err(error) => {
                said.failed = true;
                said.err += &super::failure(&error);
            }
        }
    }
    said.errors = all.iter().any(|checked| has_errors(&checked.findings));
    said.out = match options.format {
        Format::Json => json::check(&sources, &all),
        Format::Sarif => sarif::log(&sources, all.iter().flat_map(|checked| &checked.findings)),
        Format::Short => all
            .iter()
            .map(|checked| emit::short(&sources, &checked.findings))
            .collect(),
        Format::Human => all
            .iter()
            .zip(&options.files)
            .map(|(checked, path)| human(&sources, checked, path, screen))
            .collect(),
    };
    Ok(said)
}

/// Reads a file and checks what can be checked, against last year's too where it is given.
pub(super) fn checked(
    sources: &mut Sources,
    path: &Path,
    previous: Option<&Path>,
) -> Result<Checked> {
    let loaded = load(sources, path)?;
    let mut findings = loaded.findings;
    let mut entries = Vec::new();
    let last = previous
        .map(|previous| last_year(sources, previous, &mut findings))
        .transpose()?;
    if let Some(report) = &loaded.report {
        let outcome = check::report(report, last.as_ref());
        findings.extend(outcome.findings);
        entries = outcome.ledger;
    }
    diagnostic::sort(&mut findings);
    Ok(Checked {
        report: loaded.report,
        findings,
        ledger: entries,
    })
}

/// Reads last year's file. Its faults are no faults of this year's report: they are said as notes.
fn last_year(sources: &mut Sources, path: &Path, findings: &mut Vec<Diagnostic>) -> Result<Report> {
    let loaded = load(sources, path)?;
    let first = loaded
        .findings
        .first()
        .map(|finding| format!("：{}", finding.message));
    let report = loaded.report.with_context(|| {
        format!(
            "上年的文件 {} 读不出来{}",
            path.display(),
            first.unwrap_or_default()
        )
    })?;
    findings.extend(loaded.findings.into_iter().map(|finding| Diagnostic {
        severity: Severity::Note,
        message: format!("上年的文件：{}", finding.message),
        remedy: None,
        ..finding
    }));
    Ok(report)
}

fn human(sources: &Sources, checked: &Checked, path: &Path, screen: terminal::Screen) -> String {
    let mut out = terminal::findings(sources, &checked.findings, screen);
    out += &format!("{}：{}\n", path.display(), emit::summary(&checked.findings));
    if checked.report.is_some() {
        out += &format!("{}\n", emit::coverage(Coverage::of(&checked.ledger)));
    }
    out
}

/// The ledger of a file, or of plain text.
pub(super) fn figures(options: &Figures, screen: terminal::Screen) -> Result<Said> {
    let mut sources = Sources::default();
    if let Some(path) = &options.text {
        let text = if path.as_os_str() == "-" {
            standard_input()?
        } else {
            decoded(&mut sources, path)?
        };
        return Ok(plain_text(&mut sources, text, options, screen));
    }
    let path = options.file.as_deref().context("没有写明要读哪个文件")?;
    let checked = checked(&mut sources, path, None)?;
    let mut said = Said {
        errors: has_errors(&checked.findings),
        ..Said::default()
    };
    match options.format {
        LedgerFormat::Json => said.out = json::figures(&sources, &checked),
        LedgerFormat::Human => {
            said.out = ledger::human(&sources, checked.report.as_ref(), &checked.ledger);
            said.out += &format!("{}\n", emit::coverage(Coverage::of(&checked.ledger)));
        }
    }
    if said.errors {
        said.err = terminal::findings(&sources, &checked.findings, screen);
    }
    Ok(said)
}

fn standard_input() -> Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .context("读不了标准输入")?;
    String::from_utf8(bytes).context("标准输入不是 UTF-8 编码")
}

fn decoded(sources: &mut Sources, path: &Path) -> Result<String> {
    let (file, fault) = files::read_text(sources, path)?;
    if fault.is_some() {
        bail!("{} 不是 UTF-8 编码，请另存为 UTF-8", path.display());
    }
    Ok(sources.text(file).to_owned())
}

fn plain_text(
    sources: &mut Sources,
    text: String,
    options: &Figures,
    screen: terminal::Screen,
) -> Said {
    let mut findings = Vec::new();
    let form = match form_of(sources, Path::new(""), &options.form, &mut findings) {
        Ok(form) => form,
        Err(why) => return refused(&why, &findings, sources, screen),
    };
    let file = sources.add("-", text);
    let text = sources.text(file);
    let passages: Vec<Passage> = text
        .lines()
        .map(|line| Passage {
            text: Located::verbatim(file, 0, line),
            bound: Vec::new(),
        })
        .collect();
    let report = Report::of_form(form, file);
    let ledgers = check::passages(&report, &passages);
    let out = match options.format {
        LedgerFormat::Json => json::passages(sources, &report, &ledgers),
        LedgerFormat::Human => {
            let lines = ledgers
                .iter()
                .enumerate()
                .flat_map(|(n, ledger)| ledger.iter().map(move |entry| (n + 1, entry)));
            let line = |(n, entry): (usize, &Entry)| ledger::line(&format!("{n}"), &report, entry);
            lines.map(line).collect()
        }
    };
    Said {
        out,
        ..Said::default()
    }
}

/// What a finding means.
pub(super) fn explain(options: &Explain) -> Result<Said> {
    let Some(name) = &options.code else {
        let line = |code: &Code| format!("{:<24}{}\n", code.name(), code.explanation().title);
        return Ok(Said {
            out: Code::ALL.iter().map(line).collect(),
            ..Said::default()
        });
    };
    let Some(code) = Code::by_name(name) else {
        let near = Code::ALL.iter().max_by(|a, b| {
            strsim::jaro_winkler(a.name(), name).total_cmp(&strsim::jaro_winkler(b.name(), name))
        });
        let near = near
            .map(|code| format!("是否想写 {code}？"))
            .unwrap_or_default();
        bail!("没有「{name}」这种问题。{near}不写代号可列出全部");
    };
    let explanation = code.explanation();
    let out = format!(
        "{code}：{}\n最高级别：{}\n\n{}\n\n为什么要紧：{}\n\n例：{}\n\n怎么办：{}\n",
        explanation.title,
        explanation.highest.chinese(),
        explanation.meaning.trim(),
        explanation.why.trim(),
        explanation.example.trim(),
        explanation.remedy.trim(),
    );
    Ok(Said {
        out,
        ..Said::default()
    })
}
