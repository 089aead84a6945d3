//! `build`: many files, all cores; one failing report stops no other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Result, anyhow, bail};

use super::check::checked;
use super::press::Press;
use super::{Said, failure, margin};
use crate::cli::{Attach, Build};
use crate::data;
use crate::diagnostic::{self, Code, Diagnostic, has_errors};
use crate::document::{Document, Drawings};
use crate::emit::{self, Checked, json, terminal};
use crate::files;
use crate::form::Placement;
use crate::ledger::Coverage;
use crate::output::fonts::Faces;
use crate::output::pdf::{Attachment, Engine, Pdf, Profile};
use crate::output::{self, imprint, proof};
use crate::report::Report;
use crate::source::Sources;
use crate::style::Style;
use crate::word;

/// Checks and builds every file.
pub(super) fn run(options: &Build, screen: terminal::Screen) -> Result<Said> {
    one_stem_each(&options.files)?;
    files::make_folder(&options.out)?;
    let style = Style::standard();
    let engine = Engine::new(style, Faces::new(style, options.fonts.as_deref())?)?;
    let count = options.files.len();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = options.jobs.map_or(cores, usize::from).min(count);
    let progress = terminal::progress(count as u64);
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<Said>>> = Mutex::new((0..count).map(|_| None).collect());
    let work = || {
        while let Some(path) = options.files.get(next.fetch_add(1, Ordering::Relaxed)) {
            // A fault of ours in one report must not take the others with it.
            let caught = catch_unwind(AssertUnwindSafe(|| one(path, options, &engine, screen)));
            let said = caught.unwrap_or_else(|_| {
                Err(anyhow!(
                    "{}：程序内部出错，这份报告没有生成",
                    path.display()
                ))
            });
            let said = said.unwrap_or_else(|error| Said {
                err: failure(&error),
                failed: true,
                ..Said::default()
            });
            let n = options
                .files
                .iter()
                .position(|other| other == path)
                .unwrap_or_default();
            done.lock()
                .expect("no thread panics while it holds the lock")[n] = Some(said);
            progress.inc(1);
        }
    };
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    progress.finish_and_clear();
    let mut all = Said::default();
    // In the order of the command line, whatever order they were done in.
    for said in done
        .into_inner()
        .expect("no thread panicked")
        .into_iter()
        .flatten()
    {
        all.out += &said.out;
        all.err += &said.err;
        all.errors |= said.errors;
        all.failed |= said.failed;
    }
    Ok(all)
}

/// Two inputs with one stem would write the same files.
fn one_stem_each(files: &[PathBuf]) -> Result<()> {
    for (n, file) in files.iter().enumerate() {
        if let Some(other) = files[..n]
            .iter()
            .find(|other| other.file_stem() == file.file_stem())
        {
            bail!(
                "{} 和 {} 会写成同名的文件，请分开生成",
                other.display(),
                file.display()
            );
        }
    }
    Ok(())
}

/// Checks and builds one file.
fn one(path: &Path, options: &Build, engine: &Engine, screen: terminal::Screen) -> Result<Said> {
    let mut sources = Sources::default();
    let mut checked = checked(&mut sources, path, options.previous.as_deref())?;
    let mut drawings = Drawings::default();
    if let Some(report) = &checked.report {
        let press = Press {
            style: engine.style(),
            faces: engine.faces(),
            canvas: engine.canvas(),
        };
        let (drawn, found) = press.proof(path, report, options.draft);
        drawings = drawn;
        checked.findings.extend(found);
        checked.findings.extend(unprinted(report));
        diagnostic::sort(&mut checked.findings);
    }
    let mut said = Said {
        err: terminal::findings(&sources, &checked.findings, screen),
        ..Said::default()
    };
    let errors = has_errors(&checked.findings);
    let Some(report) = checked.report.as_ref().filter(|_| !errors || options.draft) else {
        said.errors = true;
        said.err += &format!(
            "{}：{}；没有生成文件\n",
            path.display(),
            emit::summary(&checked.findings)
        );
        if checked.report.is_some() {
            said.err += "改正错误后再生成；要先看样子，可加 --draft 生成草稿\n";
        }
        return Ok(said);
    };
    let written = write(path, report, &drawings, &checked, options, engine, &sources)?;
    said.err += &format!("{}：{}\n", path.display(), emit::summary(&checked.findings));
    said.err += &format!("{}\n", emit::coverage(Coverage::of(&checked.ledger)));
    said.err += &format!(
        "已生成 {}、{}\n",
        written[0].display(),
        written[1].display()
    );
    let unfilled: usize = report
        .tables
        .iter()
        .map(|table| table.unfilled(&report.form))
        .sum();
    if unfilled > 0 {
        said.err += &format!("表中还有 {unfilled} 格未填\n");
    }
    Ok(said)
}

/// Grids that have no section to stand in: a report with fewer sections than its form.
fn unprinted(report: &Report) -> Option<Diagnostic> {
    let table = report.tables.first()?;
    let count = report.sections.len();
    let last = report
        .form
        .grids
        .iter()
        .filter_map(|grid| grid.section)
        .max()?;
    if report.form.placement != Placement::Body || last <= count {
        return None;
    }
    let message = format!(
        "报告只有 {count} 个部分，第 {} 至 {last} 部分的表没有印出来",
        count + 1
    );
    let finding = Diagnostic::warning(Code::Notice, message).at(table.title.span, "这张表");
    Some(finding.with_help("补上缺少的部分：标题是固定的，没有正文也可以"))
}

/// Makes both files, proves both, and only then puts both in place.
fn write(
    path: &Path,
    report: &Report,
    drawings: &Drawings,
    checked: &Checked,
    options: &Build,
    engine: &Engine,
    sources: &Sources,
) -> Result<[PathBuf; 2]> {
    let document = Document::new(report, options.draft);
    let stem = path.file_stem().unwrap_or_default();
    let target = |extension: &str| options.out.join(stem).with_added_extension(extension);
    let (pdf_path, word_path) = (target("pdf"), target("docx"));
    if !options.force {
        unedited(&pdf_path, imprint::is_untouched)?;
        unedited(&word_path, word::is_untouched)?;
    }
    let profile = Profile {
        filing: !options.draft,
        attachments: attachments(report, checked, options, sources),
    };
    // A draft on paper says its findings; in Word they are comments.
    let mut printed = document.clone();
    if options.draft {
        let appendix = output::appendix(&checked.findings, sources);
        printed.parts.extend(appendix);
    }
    let Pdf { bytes, .. } = engine.pdf(&printed, drawings, &profile)?;
    let pdf = imprint::stamp(bytes);
    let source = sources.digest(report.file);
    let remarks = if options.comments {
        margin::remarks(report, &document, &checked.findings)
    } else {
        Vec::new()
    };
    let word = word::write(&document, engine.style(), drawings, &remarks, &source)?;
    proof::compare(&document.text(), &word::text(&word)?.join("\n"), "Word")?;
    let staged = [
        files::stage(&pdf_path, &pdf)?,
        files::stage(&word_path, &word)?,
    ];
    for file in staged {
        file.commit()?;
    }
    Ok([pdf_path, word_path])
}

/// Refuses to write over a file that somebody has edited.
fn unedited(path: &Path, untouched: impl Fn(&[u8]) -> bool) -> Result<()> {
    if files::read_if_there(path)?.is_some_and(|bytes| !untouched(&bytes)) {
        bail!(
            "{} 已被人改过，没有覆盖；确要覆盖请加 --force，或先把它移到别处",
            path.display()
        );
    }
    Ok(())
}

fn attachments(
    report: &Report,
    checked: &Checked,
    options: &Build,
    sources: &Sources,
) -> Vec<Attachment> {
    let attach = |name: &str, mime: &str, description: &str, text: String| Attachment {
        name: name.to_owned(),
        bytes: text.into_bytes(),
        mime: mime.to_owned(),
        description: description.to_owned(),
        source: true,
    };
    // Without the office's own form the data could not be read.
    let form = report.form.source.iter().map(|text| {
        attach(
            &report.form.id,
            "application/toml",
            "本报告统计表的格式",
            text.clone(),
        )
    });
    let report_files = match options.attach {
        Attach::None => return Vec::new(),
        Attach::Data => vec![attach(
            "report.toml",
            "application/toml",
            "本报告的数据",
            data::canonical(report),
        )],
        Attach::Source => {
            let source = sources.text(report.file).to_owned();
            let findings = json::published(sources, checked);
            vec![
                attach(
                    "report.toml",
                    "application/toml",
                    "本报告的数据文件",
                    source,
                ),
                attach("findings.json", "application/json", "核对结果", findings),
            ]
        }
    };
    report_files.into_iter().chain(form).collect()
}
