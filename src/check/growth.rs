//! 增长X%, 增加N件, 百分点, 翻番: a change follows from both values where the sentence states them.

use rust_decimal::Decimal;

use super::Verdict;
use super::run::{Run, ends, stands_for};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Class, Quantity};

/// What leads from the earlier value to the later.
const LEADS: [&str; 20] = [
    "增至",
    "增加到",
    "增加至",
    "增长到",
    "增长至",
    "上升到",
    "上升至",
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "减少到",
    "减少至",
    "下降到",
    "下降至",
    "降至",
    "降到",
    "减至",
    "扩大到",
    "扩大至",
];
/// What puts a value into the year before.
const EARLIER: [&str; 9] = [
    "上年",
    "去年",
    "上一年",
    "同期",
    "前一年",
    "上年度",
    "去年的",
    "上年的",
    "同期的",
];

/// Checks every change of a passage whose base the sentence states.
pub(super) fn check(run: &Run<'_>, verdicts: &mut [Verdict], findings: &mut Vec<Diagnostic>) {
    for n in 1..run.len() {
        let Some((before, after)) = base(run, n) else {
            continue;
        };
        let Some((fits, right)) = judge(run, n, before, after) else {
            continue;
        };
        verdicts[run.places[n]] = if fits {
            Verdict::Agree
        } else {
            Verdict::Differ
        };
        if !fits {
            findings.push(finding(run, n, before, after, &right));
        }
    }
}

/// The earlier and the later value of a change: 由A增至B,增长X%; B,比上年的A增长X%.
fn base(run: &Run<'_>, n: usize) -> Option<(usize, usize)> {
    let changes = matches!(
        run.class(n),
        Class::Growth | Class::Points | Class::Multiple
    );
    if !changes || run.quantity(n).is_none() || n < 2 || !run.one_sentence(n - 2, n) {
        return None;
    }
    let value = |m: usize| {
        let plain = matches!(run.class(m), Class::Count | Class::Money | Class::Percent);
        run.quantity(m)
            .filter(|quantity| plain && quantity.value > Decimal::ZERO)
    };
    let last = n - 1;
    let gap = &run.gaps[n];
    // Nothing but the verb of change stands between the pair and the change.
    let verb = gap
        .trim_start_matches([',', '(', '、'])
        .trim_start_matches("同比");
    if verb.chars().count() > 6 || gap.contains([';', ':']) || value(last).is_none() {
        return None;
    }
    let dated = last > 0 && run.class(last - 1) == Class::Date && run.gaps[last] == "的";
    let leading = &run.gaps[if dated { last - 1 } else { last }];
    let lead = LEADS.iter().any(|word| leading.ends_with(word));
    if lead {
        // A date may stand between: 由2013年的900条增加到2014年的1350条.
        let earlier = (0..last).rev().find(|m| run.class(*m) != Class::Date)?;
        return (run.one_sentence(earlier, last)
            && alike(run, earlier, last)
            && value(earlier).is_some())
        .then_some((earlier, last));
    }
    if !(dated && run.gaps[last - 1].ends_with(['比', '较']) || compared(run, last)) {
        return None;
    }
    let mut counts = (0..last)
        .rev()
        .take_while(|m| run.one_sentence(*m, last))
        .filter(|m| run.class(*m) != Class::Date);
    let later = counts.next()?;
    (alike(run, last, later) && value(later).is_some()).then_some((last, later))
}

/// Whether a value is the year before's that another is compared with: 比上年的342件.
pub(super) fn compared(run: &Run<'_>, n: usize) -> bool {
    EARLIER.iter().any(|word| {
        let before = run.gaps[n].strip_suffix(word);
        before.is_some_and(|before| before.ends_with(['比', '较']))
    })
}

fn alike(run: &Run<'_>, a: usize, b: usize) -> bool {
    run.class(a) == run.class(b) && run.same_unit(a, b)
}

/// Whether the change follows, and what it should be.
fn judge(run: &Run<'_>, n: usize, before: usize, after: usize) -> Option<(bool, String)> {
    let stated: &Quantity = run.quantity(n)?;
    let (a_low, a_high) = ends(run.quantity(before)?)?;
    let (b_low, b_high) = ends(run.quantity(after)?)?;
    let (a, b) = (run.quantity(before)?.value, run.quantity(after)?.value);
    let percent = |later: Decimal, earlier: Decimal| {
        (later - earlier)
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(earlier)
    };
    let percentages = run.class(before) == Class::Percent;
    let difference = || {
        let fits = stated.near.contains(b - a) || meets(stated, b_low - a_high, b_high - a_low);
        (fits, (b - a).normalize())
    };
    match (run.class(n), run.unit(n)) {
        (Class::Points, _) if percentages => {
            let (fits, right) = difference();
            Some((fits, format!("相差 {} 个百分点", right.abs())))
        }
        (Class::Growth, Some("%" | "‰" | "成")) => {
            let fits = stands_for(
                stated,
                run.place(n),
                percent(b_low, a_high)?,
                percent(b_high, a_low)?,
            );
            let right = percent(b, a)?.round_dp(2).normalize();
            if percentages && !fits && stated.near.contains(b - a) {
                return Some((
                    false,
                    format!(
                        "相差的是 {} 个百分点，不是百分之几",
                        (b - a).normalize().abs()
                    ),
                ));
            }
            Some((fits, format!("应为 {right}%")))
        }
        (Class::Growth, unit) if unit == run.unit(after) && !percentages => {
            let (fits, right) = difference();
            Some((fits, format!("相差 {}", right.abs())))
        }
        (Class::Multiple, _) if !percentages => {
            let times = b.checked_div(a)?;
            let tenth = run.place(n);
            let close = |times: Decimal| stands_for(stated, tenth, times, times);
            // 增长2倍 is three times as much to the letter, and twice in the mouth of many.
            let fits = close(times) || close(times - Decimal::ONE);
            Some((fits, format!("是 {} 倍", times.round_dp(2).normalize())))
        }
        _ => None,
    }
}

fn meets(stated: &Quantity, low: Decimal, high: Decimal) -> bool {
    let below = stated.inside.low.is_none_or(|end| high >= end.value);
    below && stated.inside.high.is_none_or(|end| low <= end.value)
}

fn finding(run: &Run<'_>, n: usize, before: usize, after: usize, right: &str) -> Diagnostic {
    let words = run.words(n);
    let message = format!(
        "增减「{words}」算不出来：由「{}」到「{}」，{right}",
        run.words(before),
        run.words(after)
    );
    Diagnostic::error(Code::GrowthMismatch, message)
        .at(run.span(n), "增减")
        .beside(run.span(before), "原来")
        .beside(run.span(after), "现在")
        .with_help("按前后两个数重算")
}
