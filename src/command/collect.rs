//! `collect`: adds up the tables of departments and counties into the aggregate table of a report.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{Said, import, load, own_form_note};
use crate::check;
use crate::cli::Collect;
use crate::collect::{self, Sum, Unit};
use crate::data::{self, Contribution};
use crate::diagnostic::{Code, Diagnostic, Severity, has_errors};
use crate::emit::terminal;
use crate::files;
use crate::form::{Address, Form};
use crate::import::draft::Cells;
use crate::import::line::Notes;
use crate::report::{Entry, Report, State};
use crate::source::{Sources, Span};

/// Adds up, says what changes, and writes it if asked to.
pub(super) fn run(options: &Collect, screen: terminal::Screen) -> Result<Said> {
    let mut sources = Sources::default();
    let mut said = Said::default();
    let into = load(&mut sources, &options.into)?;
    let Some(report) = into.report.filter(|_| !has_errors(&into.findings)) else {
        said.errors = true;
        said.err = terminal::findings(&sources, &into.findings, screen);
        return Ok(said);
    };
    let mut findings = Vec::new();
    let gathered = gather(options, &report, &mut sources, &mut findings)?;
    said.errors = has_errors(&findings);
    said.err = terminal::findings(&sources, &findings, screen);
    let Some((units, contributions)) = gathered else {
        said.err += "有单位的表读不出来，没有汇总\n";
        return Ok(said);
    };
    if let Some(name) = &options.explain {
        said.out = explain(name, &report.form, &units, options.blank_as_zero)?;
        return Ok(said);
    }
    let table = table_of(&report, &options.scope);
    let mut changes = BTreeMap::new();
    let mut open: Vec<(Address, Vec<String>)> = Vec::new();
    for address in report.form.addresses() {
        match collect::add_up(&report.form, &units, address, options.blank_as_zero) {
            Sum::Of(state) => {
                changes.insert(address, state);
            }
            Sum::Open(blanks) => open.push((address, blanks)),
            Sum::None => {}
        }
    }
    let before = |address: &Address| {
        table.map_or(State::NotFilled, |table| {
            report.tables[table].state(*address)
        })
    };
    for (address, state) in changes.iter().filter(|(a, state)| before(a) != **state) {
        said.out += &format!(
            "{}：{} → {}\n",
            report.form.name(*address),
            shown(before(address)),
            shown(*state)
        );
    }
    said.err += &format!(
        "汇总 {} 个单位，{} 格得出合计\n",
        units.len(),
        changes.len()
    );
    said.err += &blanks(&report.form, &open);
    let kept: Vec<String> = open
        .iter()
        .map(|(address, _)| address)
        .filter(|address| before(address) != State::NotFilled)
        .map(|address| report.form.name(*address))
        .collect();
    if !kept.is_empty() {
        said.err += &format!("  其中表里原来有数的没有动：{}\n", kept.join("、"));
    }
    said.err += &roll_call(options, &units)?;
    let target = match &options.output {
        Some(path) => {
            let there = files::read_if_there(path)?.is_some();
            if there && !options.force {
                bail!(
                    "{} 已经存在，没有覆盖；确要覆盖请加 --force",
                    path.display()
                );
            }
            path
        }
        None if options.write => &options.into,
        None => {
            said.err += "没有改文件；写进去请加 --write，另写一份请用 --output\n";
            return Ok(said);
        }
    };
    let title = format!(
        "{}{}",
        report.meta.place.as_ref().map_or("", |place| &place.value),
        report.form.table_title()
    );
    let text = sources.text(report.file);
    let edited = data::aggregate(
        text,
        &report.form,
        &options.scope,
        &title,
        &changes,
        &contributions,
    )?;
    files::stage(target, edited.as_bytes())?.commit()?;
    said.err += &format!("已写入 {}\n", target.display());
    if report.form.source.is_some() && target.parent() != options.into.parent() {
        said.err += &own_form_note(&report.form);
    }
    Ok(said)
}

/// The units of the command line, or without any those that the file has a record of; `None` if one cannot be read.
fn gather(
    options: &Collect,
    report: &Report,
    sources: &mut Sources,
    findings: &mut Vec<Diagnostic>,
) -> Result<Option<(Vec<Unit>, Vec<Contribution>)>> {
    let mut units: Vec<Unit> = Vec::new();
    let mut contributions = Vec::new();
    if options.files.is_empty() {
        let table = table_of(report, &options.scope).map(|table| &report.tables[table]);
        let parts = table.map_or(&[][..], |table| &table.parts);
        if parts.is_empty() {
            bail!("没有写明要汇总哪些单位，文件里也没有汇总的记录");
        }
        for part in parts {
            let cells = match part.table {
                Some(table) => states(&report.tables[table].cells),
                None => states(&part.cells),
            };
            let scope = part.table.map(|table| &report.tables[table].scope.value);
            contributions.push(Contribution {
                unit: part.unit.value.clone(),
                cells: scope.map_or_else(|| Ok(cells.clone()), |scope| Err(scope.clone())),
            });
            units.push(Unit {
                name: part.unit.value.clone(),
                cells,
            });
        }
        return Ok(Some((units, contributions)));
    }
    if let Some(scope) = &options.own {
        let table =
            table_of(report, scope).with_context(|| format!("文件里没有口径为「{scope}」的表"))?;
        if *scope == options.scope {
            bail!("「{scope}」不能是它自己的一部分");
        }
        contributions.push(Contribution {
            unit: scope.clone(),
            cells: Err(scope.clone()),
        });
        units.push(Unit {
            name: scope.clone(),
            cells: states(&report.tables[table].cells),
        });
    }
    let mut legible = true;
    for path in &options.files {
        if *path == options.into {
            bail!("{} 是汇总的报告，不能又是一个单位", path.display());
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        if units.iter().any(|unit| unit.name == name) {
            bail!("有两个单位都叫「{name}」；请改文件名");
        }
        let extension = path.extension().unwrap_or_default();
        let unit = if extension.eq_ignore_ascii_case("toml") {
            let loaded = load(sources, path)?;
            let faulty = has_errors(&loaded.findings);
            findings.extend(
                loaded
                    .findings
                    .into_iter()
                    .filter(|finding| finding.severity == Severity::Error),
            );
            let Some(unit) = loaded.report.filter(|_| !faulty) else {
                legible = false;
                continue;
            };
            unit
        } else {
            bare(report, path, sources, findings)?
        };
        let cells = unit_cells(&unit, &report.form, path)?;
        // The unit's own prose is its own affair; its table is ours.
        let own = check::report(&unit, None).findings;
        findings.extend(
            own.into_iter()
                .filter(|f| f.code == Code::TableIdentity && f.severity == Severity::Error)
                .map(|finding| Diagnostic {
                    message: format!("{name}：{}", finding.message),
                    ..finding
                }),
        );
        if unit.year != report.year {
            let finding = Diagnostic::warning(
                Code::Period,
                format!(
                    "{name}：这是 {} 年度的表，不是 {} 年度的",
                    unit.year, report.year
                ),
            );
            findings.push(match unit.meta.title.first() {
                Some(title) => finding.at(title.whole(), "这个单位的文件"),
                None => finding,
            });
        }
        contributions.push(Contribution {
            unit: name.to_string(),
            cells: Ok(cells.clone()),
        });
        units.push(Unit {
            name: name.into_owned(),
            cells,
        });
    }
    Ok(legible.then_some((units, contributions)))
}

/// A unit that sends its table alone, as a workbook or a list; what has no place on the form is a warning.
fn bare(
    report: &Report,
    path: &Path,
    sources: &mut Sources,
    findings: &mut Vec<Diagnostic>,
) -> Result<Report> {
    let mut notes = Notes::default();
    let mut tables = import::tables_of(path, &report.form, report.year, &mut notes)?;
    let whole = |table: &Cells| {
        let scope = table.scope.as_deref();
        scope.is_some_and(|scope| scope.starts_with('全'))
    };
    let meant = match tables.len() {
        1 => Some(0),
        _ => tables.iter().position(whole),
    };
    let table = meant
        .map(|at| tables.swap_remove(at))
        .with_context(|| format!("{} 有几张不同口径的表，不知道汇总哪一张", path.display()))?;
    let file = sources.add(path.display().to_string(), "");
    let span = Span::new(file, 0..0);
    findings.extend(
        notes
            .left
            .into_iter()
            .map(|line| Diagnostic::warning(Code::DataBadCell, line)),
    );
    let entry = |(address, state)| {
        (
            address,
            Entry {
                state,
                span,
                key: span,
            },
        )
    };
    let mut unit = Report::of_form(report.form.clone(), file);
    unit.year = report.year;
    unit.tables.truncate(1);
    unit.default_table = Some(0);
    unit.tables[0].cells = table.cells.into_iter().map(entry).collect();
    Ok(unit)
}

/// The cells of a unit, at the addresses of the aggregate's form.
fn unit_cells(unit: &Report, form: &Form, path: &Path) -> Result<BTreeMap<Address, State>> {
    let table = unit.default_table.with_context(|| {
        format!(
            "{} 有几张表，不知道汇总哪一张；请在文件里写 scope = \"…\"",
            path.display()
        )
    })?;
    let mut cells = BTreeMap::new();
    for (address, entry) in &unit.tables[table].cells {
        let name = unit.form.name(*address);
        let here = form
            .find(&name)
            .ok()
            .filter(|here| form.unit(*here) == unit.form.unit(*address))
            .with_context(|| {
                format!(
                    "{} 的「{name}」在汇总的表（{}）里没有",
                    path.display(),
                    form.id
                )
            })?;
        cells.insert(here, entry.state);
    }
    Ok(cells)
}

fn states(cells: &BTreeMap<Address, Entry>) -> BTreeMap<Address, State> {
    cells
        .iter()
        .map(|(address, entry)| (*address, entry.state))
        .collect()
}

fn table_of(report: &Report, scope: &str) -> Option<usize> {
    report
        .tables
        .iter()
        .position(|table| table.scope.value == scope)
}

fn shown(state: State) -> String {
    match state {
        State::NotFilled => "未填".to_owned(),
        state => state.to_string(),
    }
}

/// Who has not filled in which cells, grouped by who.
fn blanks(form: &Form, open: &[(Address, Vec<String>)]) -> String {
    if open.is_empty() {
        return String::new();
    }
    let mut out = format!("{} 格有单位未填，合计仍作未填：\n", open.len());
    let mut groups: Vec<(&Vec<String>, Vec<String>)> = Vec::new();
    for (address, units) in open {
        let name = form.name(*address);
        match groups.iter_mut().find(|(others, _)| *others == units) {
            Some((_, names)) => names.push(name),
            None => groups.push((units, vec![name])),
        }
    }
    for (units, names) in groups {
        out += &format!("  {}未填：{}\n", units.join("、"), names.join("、"));
    }
    out + "  请这些单位补填；确是没有的，加 --blank-as-zero 当作 0\n"
}

/// Who is missing, by the list of the expected.
fn roll_call(options: &Collect, units: &[Unit]) -> Result<String> {
    let Some(path) = &options.units else {
        return Ok(String::new());
    };
    let bytes = files::read(path)?;
    let text = String::from_utf8(bytes)
        .with_context(|| format!("{} 不是 UTF-8 编码，请另存为 UTF-8", path.display()))?;
    let names = text.trim_start_matches('\u{FEFF}').lines().map(str::trim);
    let expected: Vec<String> = names
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect();
    let (missing, mut strange) = collect::roll_call(&expected, units);
    strange.retain(|name| Some(name) != options.own.as_ref());
    let mut out = String::new();
    if !missing.is_empty() {
        out += &format!("缺 {} 个单位：{}\n", missing.len(), missing.join("、"));
    }
    if !strange.is_empty() {
        out += &format!("不在名单里：{}\n", strange.join("、"));
    }
    Ok(out)
}

/// What each unit contributed to a cell.
fn explain(name: &str, form: &Form, units: &[Unit], blank_is_zero: bool) -> Result<String> {
    let name = name.rsplit([':', '：']).next().unwrap_or(name);
    let address = form.find(name).ok().with_context(|| {
        let near = form.nearest(name);
        let near = near.map(|near| format!("；是否想写「{near}」？"));
        format!("表中没有「{name}」{}", near.unwrap_or_default())
    })?;
    let mut out = format!("{}（{}）\n", form.name(address), form.unit(address));
    for unit in units {
        out += &format!("  {}\t{}\n", unit.name, shown(unit.state(address)));
    }
    let total = match collect::add_up(form, units, address, blank_is_zero) {
        Sum::Of(state) => shown(state),
        Sum::Open(blanks) => format!("未知（{}未填）", blanks.join("、")),
        Sum::None => "未填".to_owned(),
    };
    Ok(out + &format!("合计\t{total}\n"))
}
