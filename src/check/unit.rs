//! 量词 and words of approximation: wrong, missing, or said twice.

use super::run::Run;
use crate::diagnostic::{Code, Diagnostic, Remedy};
use crate::figure::Class;
use crate::form::Address;
use crate::report::{Relation, Report};
use crate::source::Span;

/// Words between a name and its number.
const LINKS: [&str; 10] = [
    "共计", "案件", "数量", "总数", "共", "达", "为", "有", "了", "数",
];

/// A name of a row that means it wherever it stands has as many characters.
const FULL: usize = 4;
/// And one in a list of such names.
const LISTED: usize = 3;

/// 量词 of the forms, and those that count something else.
const FAMILIES: [(&str, &[&str]); 4] = [
    ("件", &["条", "次", "篇", "人", "人次", "册"]),
    ("人次", &["人", "名", "位"]),
    ("人", &["人次"]),
    ("条", &["人", "人次", "次"]),
];

/// All rules about 量词.
pub(super) fn check(report: &Report, run: &Run<'_>, findings: &mut Vec<Diagnostic>) {
    for n in 0..run.len() {
        if run.ignored(n) {
            continue;
        }
        missing(report, run, n, findings);
        doubled(run, n, findings);
        wrong(report, run, n, findings);
    }
}

/// A figure that stands for a cell and has no 量词.
fn missing(report: &Report, run: &Run<'_>, n: usize, findings: &mut Vec<Diagnostic>) {
    let linked = run.linked(n);
    let Some(claim) = linked
        .claim
        .as_ref()
        .filter(|_| linked.figure.unit.is_none())
    else {
        return;
    };
    let Some(cell) = claim
        .cells
        .first()
        .filter(|_| claim.relation != Relation::None)
    else {
        return;
    };
    let unit = report.form.unit(cell.address);
    let said = run.gaps[n + 1].starts_with(unit) || run.gaps[n].ends_with(')');
    if said || linked.figure.class != Class::Count {
        return;
    }
    let message = format!("「{}」后面没有量词", run.words(n));
    let span = run.span(n);
    let mut finding = Diagnostic::note(Code::UnitMissing, message)
        .at(span, "缺量词")
        .with_help(format!("「{}」的单位是{unit}", report.name(*cell)));
    let printed = run
        .places
        .get(n)
        .is_some_and(|_| span.end - span.start == run.words(n).len());
    finding.remedy = printed.then(|| Remedy {
        span: Span::new(span.file, span.end..span.end),
        replacement: unit.to_owned(),
    });
    findings.push(finding);
}

/// 约300人左右, 近200余条.
fn doubled(run: &Run<'_>, n: usize, findings: &mut Vec<Diagnostic>) {
    let words = run.words(n);
    let before = words.starts_with(['约', '近']);
    let after = words.ends_with("左右") || words.ends_with("上下");
    let modified = run
        .quantity(n)
        .is_some_and(|quantity| quantity.doubly_modified);
    if before && after || modified {
        let message = format!("「{words}」用了两个表示大概的词");
        let span = run.span(n);
        let mut finding = Diagnostic::note(Code::DoubleModifier, message).at(span, "重复");
        let tail = ["左右", "上下"].iter().find(|tail| words.ends_with(**tail));
        let about = words.starts_with('约') || words.starts_with("大约");
        if let Some(tail) = tail.filter(|_| about && span.end - span.start == words.len()) {
            finding.remedy = Some(Remedy {
                span: Span::new(span.file, span.end - tail.len()..span.end),
                replacement: String::new(),
            });
        }
        findings.push(finding.with_help("只留一个"));
    }
}

/// 行政诉讼3条, 不予公开3人次: a name right before a number whose 量词 counts other things.
fn wrong(report: &Report, run: &Run<'_>, n: usize, findings: &mut Vec<Diagnostic>) {
    let linked = run.linked(n);
    let Some(unit) = linked
        .figure
        .unit
        .as_deref()
        .filter(|_| linked.claim.is_none())
    else {
        return;
    };
    let may_clash = FAMILIES.iter().any(|(_, others)| others.contains(&unit));
    if linked.figure.class != Class::Count || linked.other_year || !may_clash {
        return;
    }
    let mut name = run.gaps[n].as_str();
    while let Some(rest) = LINKS.iter().find_map(|word| name.strip_suffix(word)) {
        name = rest;
    }
    let plain = named(report, name).filter(|_| run.passage.statistical);
    let found = plain.or_else(|| listed(report, run, n, name, unit));
    let Some(address) = found.filter(|address| clash(report, *address, unit)) else {
        return;
    };
    let (key, right) = (report.form.name(address), report.form.unit(address));
    // 公示行政许可1263408条: what is shown, not what was decided.
    let shown = (0..=n)
        .rev()
        .take_while(|k| run.one_sentence(*k, n))
        .any(|k| run.gaps[k].contains("公示"));
    if unit == "条" && shown {
        return;
    }
    let message = format!("「{}」的量词不对：「{key}」的单位是{right}", run.words(n));
    let finding = Diagnostic::warning(Code::UnitMismatch, message).at(run.span(n), "量词");
    findings.push(finding.with_help(format!(
        "若说的就是这一项，改用「{right}」；若不是，把话说明白"
    )));
}

/// Whether a 量词 never counts what the form counts there.
fn clash(report: &Report, address: Address, unit: &str) -> bool {
    let right = report.form.unit(address);
    let mut families = FAMILIES.iter().filter(|(own, _)| *own == right);
    let accepted = &report.form.row(address).accept;
    families.any(|(_, others)| others.contains(&unit)) && !accepted.iter().any(|word| word == unit)
}

/// The row whose full name ends the words.
fn named(report: &Report, name: &str) -> Option<Address> {
    let full = |word: &&String| word.chars().count() >= FULL && !word.contains('…');
    report
        .form
        .grids
        .iter()
        .enumerate()
        .find_map(|(grid, spec)| {
            let column = report.form.default_column(grid)?;
            let row = spec.rows.iter().position(|row| {
                row.key.is_some()
                    && row
                        .words
                        .iter()
                        .filter(full)
                        .any(|word| name.ends_with(word.as_str()))
            })?;
            Some(Address { grid, row, column })
        })
}

/// The row or column whose name is all that stands between a figure and the linked one before it in its sentence.
fn listed(report: &Report, run: &Run<'_>, n: usize, name: &str, unit: &str) -> Option<Address> {
    let before = n
        .checked_sub(1)
        .filter(|before| run.one_sentence(*before, n))?;
    let cell = run.linked(before).claim.as_ref()?.cells.first()?;
    let name = name
        .trim_start_matches([',', '、', ';'])
        .trim_start_matches("其中");
    if name.chars().count() < LISTED {
        return None;
    }
    let grid = &report.form.grids[cell.address.grid];
    let rows = &grid.rows;
    let row = rows
        .iter()
        .position(|row| row.words.iter().chain(&row.short).any(|word| word == name));
    // A heading has the unit of the first row under it.
    let row = row.and_then(|row| (row..rows.len()).find(|row| rows[*row].key.is_some()));
    if let Some(row) = row {
        return Some(Address {
            row,
            ..cell.address
        });
    }
    // 自然人128人 counts the people; 自然人申请128人 does not.
    let people = matches!(unit, "人" | "名" | "位" | "人次");
    let column = grid.columns.iter().position(|column| {
        let said = name.strip_suffix("申请");
        let called =
            |name: &str| column.name == name || column.words.iter().any(|word| word == name);
        said.is_some_and(called) || called(name) && !(people && is_kind(report, cell.address.grid))
    })?;
    Some(Address {
        column,
        ..cell.address
    })
}

/// Whether the columns of a grid are kinds of people and bodies that apply.
fn is_kind(report: &Report, grid: usize) -> bool {
    let columns = &report.form.grids[grid].columns;
    columns.iter().any(|column| column.name == "自然人")
}
