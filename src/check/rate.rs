//! 办结率, 答复率: a rate of handling follows from the counts beside it.

use rust_decimal::Decimal;

use super::Verdict;
use super::run::{Fit, Run, ends, ends_sentence, stands_for};
use super::share;
use crate::diagnostic::{Diagnostic, Severity};
use crate::figure::{Class, Quantity};

const HELP: &str = "按现在的数重算；分母若不是这个数，请在句中写明";
/// A rate, the words of its upper count and those of its base.
const RATES: [(&str, &[&str], &[&str]); 5] = [
    (
        "办结率",
        &["办结", "办理完毕"],
        &["收到", "受理", "新收", "接收", "申请"],
    ),
    (
        "答复率",
        &["答复", "回复"],
        &["收到", "受理", "新收", "接收", "申请"],
    ),
    ("办复率", &["办复", "答复"], &["收到", "承办", "受理"]),
    ("回复率", &["回复", "答复"], &["收到", "受理"]),
    ("办理率", &["办理", "办结"], &["收到", "受理"]),
];

/// 收到15件,办结14件,办结率100%.
pub(super) fn check(run: &Run<'_>, verdicts: &mut [Verdict], findings: &mut Vec<Diagnostic>) {
    for share in (1..run.len()).filter(|n| run.class(*n) == Class::Percent) {
        let gap = run.gaps[share].trim_end_matches(['为', '达', '到', '均', '是']);
        let Some((rate, upper, lower)) = RATES.iter().find(|(rate, ..)| gap.ends_with(rate)) else {
            continue;
        };
        let head = gap.trim_end_matches(rate);
        // 按时办结率: the base is what was to be handled, and the upper count is that of what was on time.
        if head.ends_with(['时', '期', '限'])
            || !head.ends_with([',', '。', ';', '(', '、'])
            || ends_sentence(head)
        {
            continue;
        }
        let within = |n: &usize| run.one_sentence(*n, share);
        let counts = || {
            (0..share)
                .rev()
                .take_while(within)
                .filter(|n| run.count(*n).is_some())
        };
        let says = |n: usize, words: &[&str]| words.iter().any(|word| run.gaps[n].contains(word));
        let part = counts().find(|n| says(*n, upper));
        let whole = part.and_then(|part| {
            counts().find(|n| *n < part && says(*n, lower) && run.same_unit(*n, part))
        });
        let (Some(part), Some(whole)) = (part, whole) else {
            continue;
        };
        let carried =
            (0..=share + 1).any(|n| run.gaps[n].contains("结转") || run.gaps[n].contains("未到期"));
        if carried || counts().count() > 2 {
            continue;
        }
        let fits = || {
            let (low, high) = ends(run.count(part)?)?;
            let (base_low, base_high) = ends(run.count(whole)?)?;
            let percent =
                |a: Decimal, b: Decimal| a.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(b);
            let stated: &Quantity = run.quantity(share)?;
            Some(stands_for(
                stated,
                run.place(share),
                percent(low, base_high)?,
                percent(high, base_low)?,
            ))
        };
        let Some(fit) = fits() else { continue };
        verdicts[run.places[share]] = match fit {
            Fit::Wrong => Verdict::Differ,
            Fit::Cut | Fit::Right => Verdict::Agree,
        };
        if fit == Fit::Wrong {
            let finding = share::mismatch(run, share, part, whole, Severity::Warning);
            findings.extend(finding.map(|finding| finding.with_help(HELP)));
        }
    }
}
