//! 增长X%, 增加N件, 百分点, 翻番: a change follows from both values, which the sentence states or the two years' tables hold.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Verdict;
use super::points::{self, Rates};
use super::previous::Previous;
use super::run::{Fit, Run, cut, ends, stands_for};
use super::yearly;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Class, Quantity};
use crate::link::GROWN_TO;
use crate::report::{Cell, Report};

/// What puts a value into the year before.
const EARLIER: [&str; 5] = ["上年", "去年", "上一年", "同期", "前一年"];
/// What may stand between a value and the change that is said of it, the longer before what it holds.
const LIGHT: [&str; 61] = [
    "上一年度",
    "以及",
    "和",
    "及",
    "申请总量",
    "上一年",
    "上年度",
    "前一年",
    "申请量",
    "公开量",
    "增长率",
    "下降率",
    "同比",
    "相比",
    "上年",
    "去年",
    "同期",
    "数量",
    "总量",
    "总数",
    "件数",
    "有所",
    "分别",
    "总体",
    "增长",
    "增加",
    "上升",
    "上涨",
    "提高",
    "提升",
    "多出",
    "减少",
    "下降",
    "降低",
    "下滑",
    "回落",
    "缩减",
    "幅度",
    "达到",
    "增幅",
    "降幅",
    "净增",
    "比",
    "较",
    "与",
    "的",
    "数",
    "量",
    "均",
    "也",
    "都",
    "约",
    "增",
    "降",
    "减",
    "多",
    "少",
    "为",
    "达",
    "是",
    "了",
];

/// What a report and its forerunner say of the changes of its passages.
pub(super) struct Years<'a> {
    pub(super) report: &'a Report,
    pub(super) previous: Option<Previous<'a>>,
    /// Cells of tables that contradict themselves.
    pub(super) broken: &'a BTreeSet<Cell>,
    /// The rates that both texts state.
    pub(super) rates: Rates<'a>,
}

/// Where a change begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// Both values stand in the sentence: 由A增至B, or B,比上年的A增长X%.
    Stated {
        before: usize,
        after: usize,
        /// The earlier value is said to be the year before's.
        last_year: bool,
    },
    /// Only this year's value does: B,同比增长X%.
    LastYear { after: usize },
}

/// Checks every change of a passage whose base the sentence states or last year's table holds.
pub(super) fn check(
    years: &Years<'_>,
    run: &Run<'_>,
    verdicts: &mut [Verdict],
    findings: &mut Vec<Diagnostic>,
) {
    for n in 1..run.len() {
        let (before, after, last_year) = match base(run, n, years.report.year) {
            Some(Base::Stated {
                before,
                after,
                last_year,
            }) => (before, after, last_year),
            Some(Base::LastYear { after }) => {
                yearly::change(years, run, n, after, verdicts, findings);
                continue;
            }
            None => continue,
        };
        let Some((fit, right, exact)) = judge(run, n, before, after) else {
            continue;
        };
        // 收到213件,其中网络160件,比上年的178件增加35件: said of the whole.
        let whole = |m: usize| {
            run.one_sentence(m, after)
                && alike(run, m, after)
                && judge(run, n, before, m).is_some_and(|(fit, ..)| fit > Fit::Wrong)
        };
        if fit == Fit::Wrong && before > after && (0..after).any(whole) {
            continue;
        }
        verdicts[run.places[n]] = if fit == Fit::Wrong {
            Verdict::Differ
        } else {
            Verdict::Agree
        };
        match (fit, exact) {
            (Fit::Wrong, _) => findings.push(finding(run, n, before, after, &right)),
            (Fit::Cut, Some(exact)) => findings.push(cut(
                Code::GrowthMismatch,
                run.words(n),
                run.place(n),
                exact,
                run.span(n),
            )),
            (Fit::Cut, None) if run.class(n) == Class::Points => {
                findings.push(points::rounded(run, n, before, after));
            }
            _ => {}
        }
        if last_year {
            yearly::base(years, run, before, after, findings);
        }
    }
}

fn changes(run: &Run<'_>, n: usize) -> bool {
    matches!(
        run.class(n),
        Class::Growth | Class::Points | Class::Multiple
    )
}

/// The earlier and the later value of a change, itself or the first of several that are said together.
fn base(run: &Run<'_>, n: usize, year: i32) -> Option<Base> {
    // A change that is a cell of its own, 本年增/减, is held against that.
    if !changes(run, n) || run.quantity(n).is_none() || run.linked(n).claim.is_some() {
        return None;
    }
    let first = first(run, n);
    let last = first.checked_sub(1)?;
    if !run.one_sentence(last, n) {
        return None;
    }
    stated(run, first, &run.gaps[first], year).or_else(|| unstated(run, n, first, year))
}

/// The first of the changes that are told together: 较上年(1842件)增加193件,增长10.5%.
pub(super) fn first(run: &Run<'_>, n: usize) -> usize {
    let mut first = n;
    while first > 1 && changes(run, first - 1) && light(&run.gaps[first]) {
        first -= 1;
    }
    first
}

/// Both values stand before a change that `gap`, the words from figure `first - 1` on, tells.
pub(super) fn stated(run: &Run<'_>, first: usize, gap: &str, year: i32) -> Option<Base> {
    let last = first.checked_sub(1)?;
    let value = |m: usize| {
        let plain = matches!(run.class(m), Class::Count | Class::Money | Class::Percent);
        run.quantity(m)
            .filter(|quantity| plain && quantity.value > Decimal::ZERO)
    };
    if gap.contains("分别") {
        return None;
    }
    // Nothing but the verb of change stands between the pair and the change.
    let verb = gap
        .trim_start_matches([')', ',', '(', '、'])
        .trim_start_matches("相比")
        .trim_start_matches(',')
        .trim_start_matches("同比");
    if verb.chars().count() > 6
        || gap.contains([';', ':'])
        || value(last).is_none()
        || last == 0
        || !run.one_sentence(last - 1, last)
    {
        return None;
    }
    let dated = run.class(last - 1) == Class::Date && matches!(run.gaps[last].as_str(), "的" | "(");
    let leading = &run.gaps[if dated { last - 1 } else { last }];
    if GROWN_TO.ends(leading) {
        // A date may stand between: 由2013年的900条增加到2014年的1350条.
        let before = (0..last).rev().find(|m| run.class(*m) != Class::Date)?;
        return (run.one_sentence(before, last)
            && alike(run, before, last)
            && value(before).is_some())
        .then_some(Base::Stated {
            before,
            after: last,
            last_year: false,
        });
    }
    let by_date = dated && run.gaps[last - 1].ends_with(['比', '较', '与']);
    if !(by_date || compared(run, last)) {
        return None;
    }
    let mut values = (0..last)
        .rev()
        .take_while(|m| run.one_sentence(*m, last))
        .filter(|m| run.class(*m) != Class::Date && !run.bracketed(*m, last, &run.gaps[last]));
    let after = values.next()?;
    (alike(run, last, after) && value(after).is_some()).then_some(Base::Stated {
        before: last,
        after,
        last_year: !by_date || year_of(run, last - 1) == Some(year - 1),
    })
}

/// Only this year's value stands before the change, with words that compare it with the year before.
fn unstated(run: &Run<'_>, n: usize, first: usize, year: i32) -> Option<Base> {
    let gap = &run.gaps[first];
    if gap.contains("分别") {
        return light(gap).then(|| respectively(run, n, first))?;
    }
    let after = grown(run, of_last_year(run, first, gap, year)?)?;
    (run.count(after).is_some() && run.one_sentence(after, first))
        .then_some(Base::LastYear { after })
}

/// The value that `gap`, the words from figure `first - 1` on, compares with the year before's.
pub(super) fn of_last_year(run: &Run<'_>, first: usize, gap: &str, year: i32) -> Option<usize> {
    let last = first.checked_sub(1).filter(|_| light(gap))?;
    if run.class(last) == Class::Date {
        // 比2017年增加3件
        let before = run.gaps[last].trim_start_matches([',', '(']);
        let of_last_year = matches!(before, "比" | "较" | "与") && year_of(run, last)? == year - 1;
        return last.checked_sub(1).filter(|_| of_last_year);
    }
    let compares = gap.contains("同比") || EARLIER.iter().any(|word| gap.contains(word));
    // 收到213件(含电子邮件12件),同比增长10%: what stands in the bracket is not what grew.
    let outside = (0..first).rev().find(|m| !run.bracketed(*m, first, gap))?;
    compares.then_some(outside)
}

/// 网络160件,占75.1%,同比增长23.1%: it is the part that grew.
pub(super) fn grown(run: &Run<'_>, n: usize) -> Option<usize> {
    let share = run.class(n) == Class::Percent
        && run.gaps[n].trim_start_matches([',', '(']).starts_with('占');
    n.checked_sub(usize::from(share))
}

/// 复议3件、诉讼1件,同比分别增长50%、20%: as many values as changes, in order.
fn respectively(run: &Run<'_>, n: usize, first: usize) -> Option<Base> {
    let joined = |m: &usize| {
        changes(run, *m) && matches!(run.gaps[*m].as_str(), "、" | "和" | "及" | "," | "以及")
    };
    let count = 1 + (first + 1..run.len()).take_while(joined).count();
    let from = first.checked_sub(count)?;
    let after = from + (n - first);
    let values = (from..first).all(|m| run.count(m).is_some()) && run.one_sentence(from, first);
    (values && n < first + count).then_some(Base::LastYear { after })
}

/// Whether words say no more than that something changed.
fn light(gap: &str) -> bool {
    let mut rest = gap
        .trim_start_matches(')')
        .trim_start_matches([',', '(', '、'])
        .replacen("相比,", "", 1);
    for word in LIGHT {
        rest = rest.replace(word, "");
    }
    rest.is_empty()
}

pub(super) fn year_of(run: &Run<'_>, date: usize) -> Option<i32> {
    let words = super::run::folded(run.words(date));
    words
        .strip_suffix('年')
        .or(words.strip_suffix("年度"))?
        .parse()
        .ok()
}

/// Whether a value is the year before's that another is compared with: 比上年的342件, 较上年(342件).
pub(super) fn compared(run: &Run<'_>, n: usize) -> bool {
    let gap = run.gaps[n].trim_end_matches('(').trim_end_matches('的');
    let gap = gap.strip_suffix('度').unwrap_or(gap);
    let gap = gap.strip_suffix("同期").map_or(gap, |rest| {
        if EARLIER.iter().any(|word| rest.ends_with(word)) {
            rest
        } else {
            gap
        }
    });
    EARLIER.iter().any(|word| {
        let before = gap.strip_suffix(word);
        before.is_some_and(|before| before.ends_with(['比', '较', '与']))
    })
}

pub(super) fn alike(run: &Run<'_>, a: usize, b: usize) -> bool {
    run.class(a) == run.class(b) && run.same_unit(a, b)
}

/// A value and what its words allow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value {
    pub(super) low: Decimal,
    pub(super) high: Decimal,
    pub(super) point: Decimal,
}

impl Value {
    pub(super) fn of(quantity: &Quantity) -> Option<Self> {
        let (low, high) = ends(quantity)?;
        Some(Self {
            low,
            high,
            point: quantity.value,
        })
    }

    pub(super) fn exactly(value: Decimal) -> Self {
        Self {
            low: value,
            high: value,
            point: value,
        }
    }
}

/// Whether the change between two figures of the sentence follows, what it should be, and that as a number if it is a percentage.
fn judge(
    run: &Run<'_>,
    n: usize,
    before: usize,
    after: usize,
) -> Option<(Fit, String, Option<Decimal>)> {
    let values = (
        Value::of(run.quantity(before)?)?,
        Value::of(run.quantity(after)?)?,
    );
    let percentages = run.class(before) == Class::Percent;
    let (fit, right, exact) = follows(run, n, values, run.unit(after), percentages)?;
    let rounded = || {
        let values = (points::written(run, before)?, points::written(run, after)?);
        points::fit(run, n, values)
    };
    let points = percentages && fit == Fit::Wrong && run.class(n) == Class::Points;
    let fit = if points && rounded() > Some(Fit::Wrong) {
        Fit::Cut
    } else {
        fit
    };
    Some((fit, right, exact))
}

/// Whether a change follows from the earlier and the later value, what it should be, and that as a number if it is a percentage.
pub(super) fn follows(
    run: &Run<'_>,
    n: usize,
    (before, after): (Value, Value),
    unit: Option<&str>,
    percentages: bool,
) -> Option<(Fit, String, Option<Decimal>)> {
    let stated: &Quantity = run.quantity(n)?;
    let (a, b) = (before.point, after.point);
    let percent = |later: Decimal, earlier: Decimal| {
        (later - earlier)
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(earlier)
    };
    let difference = || {
        let meets = meets(stated, after.low - before.high, after.high - before.low);
        let fits = stated.near.contains(b - a) || meets;
        (Fit::when(fits), (b - a).normalize())
    };
    match (run.class(n), run.unit(n)) {
        (Class::Points, _) if percentages => {
            let (fit, right) = difference();
            Some((fit, format!("相差 {} 个百分点", right.abs()), None))
        }
        (Class::Growth, Some("%" | "‰" | "成")) => {
            let fit = stands_for(
                stated,
                run.place(n),
                percent(after.low, before.high)?,
                percent(after.high, before.low)?,
            );
            let exact = percent(b, a)?;
            if percentages && fit == Fit::Wrong && stated.near.contains(b - a) {
                let points = (b - a).normalize().abs();
                let right = format!("相差的是 {points} 个百分点，不是百分之几");
                return Some((Fit::Wrong, right, None));
            }
            let right = said(exact.round_dp(2), ["增长", "下降"], "%");
            Some((fit, format!("应为{right}"), Some(exact)))
        }
        (Class::Growth, own) if own == unit && !percentages => {
            let (fit, right) = difference();
            let own = own.unwrap_or_default();
            let scale = match own {
                "万元" => Decimal::from(10_000),
                "亿元" => Decimal::from(100_000_000),
                _ => Decimal::ONE,
            };
            let right = said(right / scale, ["增加", "减少"], own);
            Some((fit, format!("应为{right}"), None))
        }
        (Class::Multiple, _) if !percentages => {
            let times = b.checked_div(a)?;
            let tenth = run.place(n);
            let close = |times: Decimal| stands_for(stated, tenth, times, times);
            // 增长2倍 is three times as much to the letter, and twice in the mouth of many.
            let fit = close(times).max(close(times - Decimal::ONE));
            let right = format!("是 {} 倍", times.round_dp(2).normalize());
            Some((fit, right, None))
        }
        _ => None,
    }
}

/// 增加 3件, 下降 2.5%, 没有变化.
pub(super) fn said(change: Decimal, [more, less]: [&str; 2], unit: &str) -> String {
    let size = change.normalize().abs();
    match change {
        _ if change.is_zero() => "没有变化".to_owned(),
        _ if change.is_sign_negative() => format!("{less} {size}{unit}"),
        _ => format!("{more} {size}{unit}"),
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
