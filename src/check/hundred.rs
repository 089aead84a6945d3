//! 分别占A%、B%、C%: shares of one whole that are all its parts make 100.

use rust_decimal::Decimal;

use super::Verdict;
use super::run::Run;
use super::sum::{Group, overlaps};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Class;

/// Shares that are no more than a selection: 排名前三的分别占….
const SELECTED: [&str; 6] = ["前三", "前五", "前两", "排名", "主要", "等"];

/// Checks every list of shares; what was already held against the counts beside it is left alone.
pub(super) fn check(
    run: &Run<'_>,
    groups: &[Group],
    verdicts: &[Verdict],
    findings: &mut Vec<Diagnostic>,
) {
    let verdict = |n: &usize| verdicts[run.places[*n]];
    for list in lists(run) {
        let judged = |n: &usize| verdict(n) == Verdict::Differ;
        let borne_out = list.iter().all(|n| verdict(n) == Verdict::Agree);
        if !list.iter().any(judged) && !borne_out {
            findings.extend(finding(run, groups, &list));
        }
    }
}

/// 分别占41.6%和58.4%, 占比分别为…; as places in the run.
fn lists(run: &Run<'_>) -> Vec<Vec<usize>> {
    let percent = |n: usize| run.class(n) == Class::Percent && run.quantity(n).is_some();
    let opens = |n: usize| {
        let clause = run.gaps[n]
            .rsplit([',', '。', ';', ':'])
            .next()
            .unwrap_or_default();
        percent(n) && clause.contains("分别") && (clause.contains('占') || clause.contains("比例"))
    };
    let joined = |n: &usize| {
        percent(*n)
            && matches!(
                run.gaps[*n].as_str(),
                "、" | "和" | "及" | "," | "、和" | "以及"
            )
    };
    (0..run.len())
        .filter(|n| opens(*n))
        .map(|n| {
            std::iter::once(n)
                .chain((n + 1..run.len()).take_while(joined))
                .collect()
        })
        .filter(|list: &Vec<usize>| list.len() > 1)
        .collect()
}

fn finding(run: &Run<'_>, groups: &[Group], list: &[usize]) -> Option<Diagnostic> {
    let (first, last) = (*list.first()?, *list.last()?);
    let sentence = run.sentence(first);
    let selected = SELECTED.iter().any(|word| sentence.contains(word));
    if selected || overlaps(&sentence) || run.gaps[last + 1].starts_with('等') {
        return None;
    }
    let mut sum = Decimal::ZERO;
    let mut half = Decimal::ZERO;
    for share in list {
        let quantity = run.quantity(*share)?;
        if quantity.modifier.is_some() {
            return None;
        }
        sum += quantity.value;
        half += run.place(*share) / Decimal::TWO;
    }
    let over = sum - Decimal::ONE_HUNDRED;
    // Less than 100 is a fault only where the parts are known to be all.
    let complete = ["其他", "其它", "其余"]
        .iter()
        .any(|word| sentence.contains(word))
        || groups
            .iter()
            .any(|group| all_parts(run, group, list.len(), first));
    // Digits that are cut off make too little.
    let under = complete && over < -(half + half);
    if over <= half && !under {
        return None;
    }
    let message = format!("各项占比之和是 {}%，不是 100%", sum.normalize());
    let mut finding = Diagnostic::warning(Code::ShareMismatch, message);
    for share in list {
        finding = finding.at(run.span(*share), "");
    }
    Some(finding.with_help("按各项的数重算；各项互有重叠或只是一部分的，在句中写明"))
}

/// Whether as many parts as there are shares stand right before them and make their whole.
fn all_parts(run: &Run<'_>, group: &Group, count: usize, share: usize) -> bool {
    let value = |n: &usize| run.count(*n).map(|quantity| quantity.value);
    let sum: Option<Decimal> = group.parts.iter().map(value).sum();
    group.parts.len() == count
        && group.parts.last().is_some_and(|last| last + 1 == share)
        && sum.is_some()
        && sum == value(&group.head)
}
