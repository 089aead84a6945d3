//! `import`: a Word file or a text to a data file.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::{Said, form_of, own_form_note, refused};
use crate::cli::{Changes, Import};
use crate::emit::terminal::Screen;
use crate::form::Form;
use crate::import::draft::{Cells, Draft, Given};
use crate::import::line::Notes;
use crate::import::{date, docx, list, place, text, workbook};
use crate::report::{Report, Section};
use crate::source::Sources;
use crate::word::Resolve;
use crate::{data, files};

/// Reads what there is, writes the data file, and says what was found, guessed and left.
pub(super) fn run(options: &Import, screen: Screen) -> Result<Said> {
    if let Some(path) = &options.output
        && !options.force
        && files::read_if_there(path)?.is_some()
    {
        bail!(
            "{} 已经存在，没有覆盖；确要覆盖请加 --force",
            path.display()
        );
    }
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    let form = options.form.as_deref().map(|name| {
        let here = Path::new("");
        form_of(&mut sources, here, name, &mut findings)
    });
    let form = match form.transpose() {
        Ok(form) => form,
        Err(why) => return Ok(refused(&why, &findings, &sources, screen)),
    };
    let given = given(options, form)?;
    let mut notes = Notes::default();
    let (path, word) = match (&options.docx, &options.text) {
        (Some(path), _) => (path, true),
        (None, Some(path)) => (path, false),
        (None, None) => bail!("请用 --docx 或 --text 写明正文在哪个文件里"),
    };
    let bytes = files::read(path)?;
    let file = sources.add(path.display().to_string(), "");
    let unreadable = || format!("读不了 {}", path.display());
    let mut narrative = if word {
        text::refuse_other_than_docx(&bytes).with_context(unreadable)?;
        let changes = options.changes.map(|changes| match changes {
            Changes::Accept => Resolve::Accept,
            Changes::Reject => Resolve::Reject,
        });
        let found = crate::word::foreign(&bytes, changes).with_context(unreadable)?;
        docx::read(found, &mut notes)
    } else {
        docx::Narrative {
            lines: text::read(&bytes, &mut notes).with_context(unreadable)?,
            ..docx::Narrative::default()
        }
    };
    let given = Given {
        url: given.url.clone().or(narrative.url.take()),
        ..given
    };
    let lines = std::mem::take(&mut narrative.lines);
    let draft = Draft::new(lines, given, &mut notes)?;
    let mut tables = narrative.tables(draft.form(), draft.year(), file, &mut notes);
    for cells in &options.cells {
        tables.extend(self::tables(cells, draft.form(), draft.year(), &mut notes)?);
    }
    let report = draft.report(tables, file, &mut notes);
    let written = data::filled(&report);
    let mut said = Said {
        err: summary(&report, &notes),
        ..Said::default()
    };
    match &options.output {
        Some(path) => {
            files::stage(path, written.as_bytes())?.commit()?;
            let _ = writeln!(
                said.err,
                "已写好 {}：请通读一遍，再运行 hegao check {}",
                path.display(),
                path.display()
            );
            let form = options.form.as_deref().map(Path::new);
            if report.form.source.is_some() && form.and_then(Path::parent) != path.parent() {
                said.err += &own_form_note(&report.form);
            }
        }
        None => said.out = written,
    }
    Ok(said)
}

/// Reads tables: `[SCOPE=]FILE`, a workbook or a list.
fn tables(named: &str, form: &Form, year: i32, notes: &mut Notes) -> Result<Vec<Cells>> {
    let (scope, path) = match named.split_once('=') {
        Some((scope, path)) if !scope.contains(['/', '\\', '.']) => (Some(scope), path),
        _ => (None, named),
    };
    let mut tables = tables_of(Path::new(path), form, year, notes)?;
    let Some(scope) = scope else {
        return Ok(tables);
    };
    if let [only] = tables.as_mut_slice() {
        only.scope = Some(scope.to_owned());
        return Ok(tables);
    }
    let said = |table: &Cells| table.scope.clone().unwrap_or_else(|| "未写明".to_owned());
    let scopes: Vec<_> = tables.iter().map(said).collect();
    tables.retain(|table| table.scope.as_deref() == Some(scope));
    if tables.is_empty() {
        bail!(
            "{path} 里没有口径为「{scope}」的表；它的口径有 {}",
            scopes.join("、")
        );
    }
    for other in scopes.iter().filter(|other| *other != scope) {
        notes.left.push(format!(
            "{path} 里口径「{other}」的表没有取；要取请另写 --cells {other}={path}"
        ));
    }
    Ok(tables)
}

/// The tables of a workbook or a list.
pub(super) fn tables_of(
    path: &Path,
    form: &Form,
    year: i32,
    notes: &mut Notes,
) -> Result<Vec<Cells>> {
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let bytes = files::read(path)?;
    let sheets = if workbook::is_one(&bytes) {
        workbook::read(&bytes).with_context(|| format!("读不了 {}", path.display()))?
    } else {
        vec![list::read(&name, &bytes, notes)?]
    };
    Ok(place::read(&name, &sheets, form, year, notes))
}

fn given(options: &Import, form: Option<Arc<Form>>) -> Result<Given> {
    let date = options
        .date
        .as_deref()
        .map(|text| {
            date::read(text)
                .with_context(|| format!("「{text}」不是一个日期；写成 --date 2019-02-28"))
        })
        .transpose()?;
    Ok(Given {
        form,
        year: options.year,
        title: options.title.clone(),
        place: options.place.clone(),
        organ: options.organ.clone(),
        date,
        url: options.url.clone(),
        restore_punctuation: options.restore_punctuation,
    })
}

/// What was found, guessed and left, in Chinese.
fn summary(report: &Report, notes: &Notes) -> String {
    fn count(sections: &[Section]) -> usize {
        sections
            .iter()
            .map(|section| 1 + count(&section.sections))
            .sum()
    }
    let headings = count(&report.sections);
    let paragraphs = report.passages().count() - headings;
    let mut said = format!(
        "读到：「{}」，{} 年度，{} 个一级标题、{} 个下级标题，{paragraphs} 个段落\n",
        report.meta.title_line(),
        report.year,
        report.sections.len(),
        headings - report.sections.len(),
    );
    if report.sections.is_empty() {
        said += "没有认出标题，正文都放在 preface 里\n";
    }
    for (table, n) in report.tables.iter().zip(1..) {
        let all = report.form.addresses().count();
        let _ = writeln!(
            said,
            "表 {n}（{}）：{} 格中填了 {} 格",
            table.scope.value,
            all,
            all - table.unfilled(&report.form)
        );
    }
    if notes.totals > 0 {
        let _ = writeln!(
            said,
            "另有 {} 个合计数与分项之和一致（表里不另设格）",
            notes.totals
        );
    }
    for (what, list) in [
        ("自行认定，请核对", &notes.guessed),
        ("没有照原样放进去", &notes.left),
    ] {
        if !list.is_empty() {
            let _ = writeln!(said, "{what}：");
            for line in list {
                let _ = writeln!(said, "  {line}");
            }
        }
    }
    said
}
