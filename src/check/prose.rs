//! Arithmetic within the text: parts and wholes, and one cell stated twice.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Verdict;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Class;
use crate::form::Axis;
use crate::link::{Claim, Linked, LinkedPassage, Overrule};
use crate::report::{Cell, Relation, Report};

/// Parts that the form says make up a whole, stated after it: they must add up.
pub(super) fn sums(
    report: &Report,
    passages: &[LinkedPassage<'_>],
    verdicts: &[Vec<Verdict>],
    findings: &mut Vec<Diagnostic>,
) {
    let partitions = partitions(report);
    for (passage, verdicts) in passages.iter().zip(verdicts) {
        for partition in &partitions {
            for group in groups(passage, partition) {
                let settled = |n: &usize| verdicts[*n] == Verdict::Differ;
                // What its own cell already contradicts need not be told a second time.
                if std::iter::once(&group.head)
                    .chain(&group.parts)
                    .any(settled)
                {
                    continue;
                }
                findings.extend(sum(report, passage, partition, &group));
            }
        }
    }
}

/// A whole and its parts, as cells of one table.
struct Partition {
    whole: Cell,
    parts: Vec<Cell>,
}

/// The full partitions of the form, in each table.
fn partitions(report: &Report) -> Vec<Partition> {
    let mut all = Vec::new();
    for identity in report
        .form
        .identities
        .iter()
        .filter(|identity| identity.partition && identity.axis == Axis::Rows)
    {
        for table in 0..report.tables.len() {
            let find = |term: &String| {
                report
                    .form
                    .find(term)
                    .ok()
                    .map(|address| Cell { table, address })
            };
            let Some(whole) = identity.left.first().and_then(find) else {
                continue;
            };
            let parts: Vec<Cell> = identity.right.iter().filter_map(find).collect();
            if identity.left.len() == 1 && parts.len() == identity.right.len() {
                all.push(Partition { whole, parts });
            }
        }
    }
    all
}

/// A head and the parts stated after it: indices into the figures of a passage.
struct Group {
    head: usize,
    parts: Vec<usize>,
}

/// The parts follow their head in its sentence or the next.
fn groups(passage: &LinkedPassage<'_>, partition: &Partition) -> Vec<Group> {
    let figures = &passage.figures;
    let of = |linked: &Linked, wanted: &dyn Fn(&Cell) -> bool, relations: &[Relation]| {
        let claim = linked
            .claim
            .as_ref()
            .filter(|claim| relations.contains(&claim.relation));
        let claim = claim.filter(|_| !matches!(linked.overrule, Some(Overrule::Ignored(_))));
        claim.is_some_and(|claim| claim.cells.iter().all(wanted))
            && linked.figure.quantity.is_some()
    };
    let is_head = |linked: &Linked| {
        let equal = of(linked, &|cell| *cell == partition.whole, &[Relation::Equal]);
        let each = linked.claim.as_ref().is_some_and(|claim| {
            claim.relation == Relation::Each
                && claim.cells.contains(&partition.whole)
                && !linked.zero
        });
        equal || each
    };
    let is_part = |linked: &Linked| {
        of(
            linked,
            &|cell| partition.parts.contains(cell),
            &[Relation::Equal, Relation::Sum],
        )
    };
    let mut groups = Vec::new();
    for (head, linked) in figures
        .iter()
        .enumerate()
        .filter(|(_, linked)| is_head(linked))
    {
        let after = figures.iter().enumerate().skip(head + 1);
        let mut parts: Vec<usize> = Vec::new();
        // A list may go on from clause to clause, each with a mark of its own.
        let mut sentence = linked.sentence;
        for (n, next) in after.take_while(|(_, next)| !is_head(next)) {
            if next.sentence > sentence + 1 {
                break;
            }
            if !is_part(next) {
                continue;
            }
            sentence = next.sentence;
            let seen = |m: &usize| {
                let cells = |n: usize| figures[n].claim.iter().flat_map(|claim| &claim.cells);
                cells(*m).any(|cell| {
                    next.claim
                        .iter()
                        .flat_map(|claim| &claim.cells)
                        .any(|other| other == cell)
                })
            };
            if !parts.iter().any(seen) {
                parts.push(n);
            }
        }
        if parts.len() >= 2 {
            groups.push(Group { head, parts });
        }
    }
    groups
}

fn sum(
    report: &Report,
    passage: &LinkedPassage<'_>,
    partition: &Partition,
    group: &Group,
) -> Option<Diagnostic> {
    let figures = &passage.figures;
    let range = |n: usize| {
        let quantity = figures[n].figure.quantity.as_ref()?;
        Some((
            quantity.inside.low?.value,
            quantity.inside.high?.value,
            quantity.value,
        ))
    };
    let mut low = Decimal::ZERO;
    let mut high = Decimal::ZERO;
    let mut middle = Decimal::ZERO;
    for part in &group.parts {
        let (l, h, m) = range(*part)?;
        (low, high, middle) = (low + l, high + h, middle + m);
    }
    let (head_low, head_high, head) = range(group.head)?;
    let stated: Vec<Cell> = group
        .parts
        .iter()
        .flat_map(|n| &figures[*n].claim.as_ref().expect("a part is linked").cells)
        .copied()
        .collect();
    let missing: Vec<Cell> = partition
        .parts
        .iter()
        .filter(|part| !stated.contains(part))
        .copied()
        .collect();
    let unfilled = missing.iter().any(|cell| report.value(*cell).is_none());
    let rest = missing
        .iter()
        .filter_map(|cell| report.value(*cell))
        .fold(Decimal::ZERO, |sum, value| sum + value);
    let (above, below) = (low + rest > head_high, high + rest < head_low);
    let text = &passage.passage.text;
    let words = |n: usize| &text.text()[figures[n].figure.range.clone()];
    // Parts left out with values in the table: 其中 was a selection, and the table answers for the rest.
    if !above && !below {
        let silent = |cell: &&Cell| report.value(**cell).is_some_and(|value| !value.is_zero());
        let mut left_out = missing.iter().filter(silent);
        // All but one of the parts is hardly a selection.
        let (Some(cell), None) = (left_out.next(), left_out.next()) else {
            return None;
        };
        let (name, head) = (report.name(*cell), words(group.head));
        let message = format!("「{head}」的各项只差「{name}」没有说到");
        let finding = Diagnostic::note(Code::UnmentionedCell, message)
            .at(text.span(figures[group.head].figure.range.clone()), "总数")
            .beside(report.place(*cell), format!("{name}：{rest}"));
        return Some(finding.with_help("表和正文都对，就不必管它；漏写了，补上"));
    }
    // What stands among the parts and has no link may be one of them.
    let last = *group.parts.last()?;
    let unknown = figures[group.head + 1..]
        .iter()
        .take_while(|other| other.sentence <= figures[last].sentence);
    let mut unknown = unknown.filter(|other| {
        let same = other.figure.unit == figures[group.head].figure.unit;
        other.claim.is_none() && other.figure.class == Class::Count && same && !other.other_year
    });
    if below && unfilled && unknown.next().is_some() {
        return None;
    }
    let terms: Vec<_> = group.parts.iter().map(|n| words(*n)).collect();
    let message = format!(
        "各项之和 {} 与「{}」不符",
        (middle + rest).normalize(),
        words(group.head)
    );
    let mut finding = if below && unfilled {
        Diagnostic::warning(Code::SumMismatch, message).with_note("差额也可能在表中未填的各项里")
    } else {
        Diagnostic::error(Code::SumMismatch, message)
    };
    for n in std::iter::once(group.head).chain(group.parts.iter().copied()) {
        let place = text.span(figures[n].figure.range.clone());
        finding = finding.at(place, if n == group.head { "总数" } else { "" });
    }
    finding = finding.with_note(format!("{}，合计 {}", terms.join("＋"), middle.normalize()));
    if !rest.is_zero() {
        finding = finding.with_note(format!("正文没有列出的各项在表中共 {}", rest.normalize()));
    }
    let gap = (middle + rest - head).normalize();
    Some(finding.with_help(format!("相差 {}；请核对总数和各项", gap.abs())))
}

/// One cell that the text states twice: the statements must agree where no table says which is right.
pub(super) fn duplicates(
    report: &Report,
    passages: &[LinkedPassage<'_>],
    findings: &mut Vec<Diagnostic>,
) {
    let mut stated: BTreeMap<Cell, (&LinkedPassage<'_>, &Linked)> = BTreeMap::new();
    for passage in passages {
        for linked in &passage.figures {
            let (Some(claim), Some(quantity)) = (&linked.claim, &linked.figure.quantity) else {
                continue;
            };
            if !matches!(claim.relation, Relation::Equal | Relation::Each)
                || linked.overrule.is_some()
            {
                continue;
            }
            for cell in claim
                .cells
                .iter()
                .filter(|cell| report.value(**cell).is_none())
            {
                let Some((first_passage, first)) = stated.get(cell) else {
                    stated.insert(*cell, (passage, linked));
                    continue;
                };
                let other = first
                    .figure
                    .quantity
                    .as_ref()
                    .expect("only figures with a value are kept");
                if quantity.near.contains(other.value) || other.near.contains(quantity.value) {
                    continue;
                }
                let (here, there) = (&passage.passage.text, &first_passage.passage.text);
                let words = |text: &crate::source::Located, linked: &Linked| {
                    text.text()[linked.figure.range.clone()].to_owned()
                };
                let (now, before) = (words(here, linked), words(there, first));
                let name = report.name(*cell);
                let message = format!("「{name}」前后说法不一：「{before}」和「{now}」");
                let finding =
                    if claim.is_certain() && first.claim.as_ref().is_some_and(Claim::is_certain) {
                        Diagnostic::error(Code::DuplicateConflict, message)
                    } else {
                        Diagnostic::warning(Code::DuplicateConflict, message)
                    };
                let finding = finding
                    .at(here.span(linked.figure.range.clone()), "这里")
                    .beside(there.span(first.figure.range.clone()), "前面");
                findings.push(finding.with_help("表中这一格还没有填；请核对后填上，并统一正文"));
            }
        }
    }
}
