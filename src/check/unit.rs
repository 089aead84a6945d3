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

/// All rules about 量词.
pub(super) fn check(report: &Report, run: &Run<'_>, findings: &mut Vec<Diagnostic>) {
    for n in 0..run.len() {
        if run.ignored(n) {
            continue;
        }
        missing(report, run, n, findings);
        doubled(run, n, findings);
        if run.passage.statistical {
            wrong(report, run, n, findings);
        }
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

/// 行政诉讼3条: a full name right before a number whose 量词 counts other things.
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
    if linked.figure.class != Class::Count || linked.other_year {
        return;
    }
    let mut name = run.gaps[n].as_str();
    while let Some(rest) = LINKS.iter().find_map(|word| name.strip_suffix(word)) {
        name = rest;
    }
    for (g, grid) in report.form.grids.iter().enumerate() {
        for (r, row) in grid.rows.iter().enumerate() {
            let column = report.form.default_column(g);
            let Some(column) = column.filter(|_| row.key.is_some()) else {
                continue;
            };
            let address = Address {
                grid: g,
                row: r,
                column,
            };
            let right = report.form.unit(address);
            let families: &[&str] = match right {
                "件" => &["条", "次", "篇", "人", "人次"],
                "人次" => &["人", "名", "位"],
                "人" => &["人次"],
                "条" => &["人", "人次", "次"],
                _ => &[],
            };
            let wrong = families.contains(&unit) && !row.accept.iter().any(|word| word == unit);
            let called = row
                .words
                .iter()
                .filter(|word| word.chars().count() >= 4 && !word.contains('…'));
            let mut called = called.filter(|word| name.ends_with(word.as_str()));
            if !wrong || called.next().is_none() {
                continue;
            }
            let key = report.form.name(address);
            let message = format!("「{}」的量词不对：「{key}」的单位是{right}", run.words(n));
            let finding = Diagnostic::warning(Code::UnitMismatch, message).at(run.span(n), "量词");
            findings.push(finding.with_help(format!(
                "若说的就是这一项，改用「{right}」；若不是，把话说明白"
            )));
            return;
        }
    }
}
