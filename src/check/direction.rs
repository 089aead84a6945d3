//! Changes that words tell without a figure: 收到213件，较上年有所增加; 与上年持平.

use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::Verdict;
use super::agreement::printed;
use super::growth::{self, Base, Value, Years, said};
use super::points::{self, SHARE, Shares};
use super::previous::Previous;
use super::rate::APPLICATIONS;
use super::run::{Run, ends_sentence, folded};
use super::yearly::{self, OTHERWISE, Pair};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::Class;
use crate::words::Words;

/// What words say of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    More,
    Less,
    /// 持平.
    Level,
    /// 基本持平.
    Near,
}

/// A change in words.
#[derive(Debug)]
struct Told<'t> {
    turn: Turn,
    /// Its verb.
    verb: &'t str,
    /// The words, in bytes of the passage.
    range: Range<usize>,
    /// The figure that follows, or the end.
    next: usize,
    /// The words from the figure before up to them, folded.
    gap: String,
}

static MORE: LazyLock<Words> =
    LazyLock::new(|| Words::new("增加 增长 增多 上升 上涨 提高 提升 攀升"));
static LESS: LazyLock<Words> = LazyLock::new(|| Words::new("减少 下降 降低 下滑 回落 缩减"));
static LEVEL: LazyLock<Words> = LazyLock::new(|| Words::new("持平 相当"));
static TURNS: LazyLock<Words> = LazyLock::new(|| Words::joined(&[&MORE, &LESS, &LEVEL]));
/// Verbs of a number, never of a percentage.
static OF_NUMBERS: LazyLock<Words> = LazyLock::new(|| Words::new("增加 增多 减少 缩减"));
/// What stands before the verb and only says how much.
static HOW: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "有 有所 明显 大幅 大幅度 较大 较大幅度 显著 略 略有 稍有 略微 小幅 小幅度 一定 一定幅度 一定程度 持续 继续 \
         稳步 快速 较快 呈 呈现 出现 的 也 均 都",
    )
});
static NEARLY: LazyLock<Words> = LazyLock::new(|| Words::new("基本 大体 大致 总体 基本上 大体上"));
/// What may follow the verb in its clause.
static TAILS: LazyLock<Words> =
    LazyLock::new(|| Words::new("了 趋势 的趋势 态势 的态势 势头 的势头"));
/// Words by which a change is compared with the year before.
static COMPARED: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "较上年 较上一年 较上年度 较上一年度 较去年 较上年同期 较去年同期 比上年 比上一年 比上年度 比上一年度 比去年 \
         比上年同期 比去年同期 与上年 与上一年 与上年度 与去年 与上年同期 与去年同期 与上年相比 与上一年相比 与上年度相比 \
         与去年相比 与上年同期相比 与去年同期相比 较前一年 比前一年 同比",
    )
});
/// Names of the number of applications.
static APPLIED: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "申请量 申请数 申请数量 申请总量 申请总数 申请件数 收到申请量 收到申请数量 依申请公开量 依申请公开数量 \
         依申请公开申请量 依申请公开申请数量 政府信息公开申请量 政府信息公开申请数量 信息公开申请量 信息公开申请数量 \
         受理申请量 受理申请数量",
    )
});
/// What may stand before such a name.
static SUBJECTS: LazyLock<Words> =
    LazyLock::new(|| Words::new("全年 今年 本年 本年度 年度 我市 我县 我区 全市 全县 全区 但"));
/// What a name that stands between a figure and its change may be of.
static OTHERS: LazyLock<Words> = LazyLock::new(|| Words::new("申请 公开量 总量 总数"));
/// What is said of a change itself, not of a value: 增幅较上年有所下降.
const OF_A_CHANGE: [char; 3] = ['幅', '率', '速'];
/// Numbers that differ by no more than so much, or so many per cent, are 持平.
const LEVEL_BY: (Decimal, Decimal) = (Decimal::ONE, Decimal::TWO);
/// And those are 基本持平.
const NEAR_BY: (Decimal, Decimal) = (Decimal::from_parts(3, 0, 0, false, 0), Decimal::TEN);

/// Holds every change of a passage that only words tell against both values.
pub(super) fn check(
    years: &Years<'_>,
    run: &Run<'_>,
    verdicts: &[Verdict],
    findings: &mut Vec<Diagnostic>,
) {
    let text = run.passage.passage.text.text();
    let shares = Shares::new();
    for (verb, _) in TURNS.longest(text) {
        if let Some(told) = told(run, text, verb) {
            findings.extend(judge(years, run, &shares, &told, verdicts));
        }
    }
}

/// The change that a verb tells, if nothing but its clause's end follows.
fn told<'t>(run: &Run<'_>, text: &'t str, at: Range<usize>) -> Option<Told<'t>> {
    let rest = &text[at.end..];
    let tail = TAILS.start_of(rest).unwrap_or_default();
    let rest = rest[tail.len()..].trim_start();
    let stops = [
        '，', '。', '；', '：', '（', '）', ',', ';', ':', '(', ')', '！',
    ];
    // 当面申请9件、传真申请1件,同比持平、下降: each its own.
    let item = rest.strip_prefix('、').is_some_and(|rest| {
        let how = HOW.start_of(rest).unwrap_or_default();
        !TURNS.starts(&rest[how.len()..])
    });
    if !(rest.is_empty() || item || rest.starts_with(stops)) {
        return None;
    }
    let next = run.from(at.start);
    let before = next.checked_sub(1);
    let start = before.map_or(0, |last| run.linked(last).figure.range.end);
    let verb = &text[at.clone()];
    let mut before = text.get(start..at.start)?;
    let nearly = NEARLY.end_of(before).filter(|_| LEVEL.has(verb));
    let turn = match nearly {
        _ if MORE.has(verb) => Turn::More,
        _ if LESS.has(verb) => Turn::Less,
        Some(_) => Turn::Near,
        None => Turn::Level,
    };
    before = before.strip_suffix(nearly.unwrap_or_default())?;
    while let Some(how) = HOW.end_of(before) {
        before = before.strip_suffix(how)?;
    }
    Some(Told {
        turn,
        verb,
        range: start + before.len()..at.end + tail.len(),
        next,
        gap: folded(before),
    })
}

fn judge(
    years: &Years<'_>,
    run: &Run<'_>,
    shares: &Shares,
    told: &Told<'_>,
    verdicts: &[Verdict],
) -> Option<Diagnostic> {
    let (next, gap, year) = (told.next, told.gap.as_str(), years.report.year);
    if let Some(Base::Stated { before, after, .. }) = growth::stated(run, next, gap, year) {
        return in_the_sentence(run, told, before, after);
    }
    let previous = years.previous?;
    let last = next.checked_sub(1);
    let date = last.filter(|last| run.class(*last) == Class::Date);
    let by_date = date.is_some_and(|date| growth::year_of(run, date) == Some(year - 1));
    if !(by_date || COMPARED.are_in(gap)) || gap.contains(OF_A_CHANGE) || gap.contains("分别") {
        return None;
    }
    let said = last.map_or_else(String::new, |last| run.sentence(last)) + gap;
    if OTHERWISE.iter().any(|word| said.contains(word)) {
        return None;
    }
    if of_applications(run, told, date.filter(|_| by_date)) {
        let after = applications(years, run, told)?;
        return of_a_count(years, previous, run, (told, after), verdicts);
    }
    let of_share = SHARE.without(gap);
    let named = of_share != gap;
    let after = growth::of_last_year(run, next, &of_share, year)?;
    if TURNS.are_in(gap) || OTHERS.are_in(gap) || !run.one_sentence(after, last?) {
        return None;
    }
    let share = run.class(after) == Class::Percent;
    let part = growth::grown(run, after)?;
    if !share || OF_NUMBERS.has(told.verb) {
        let count = (!named).then_some(part)?;
        return of_a_count(years, previous, run, (told, count), verdicts);
    }
    let of_share = of_a_percentage(years, previous, run, shares, (told, after))?;
    // 网络160件,占75.1%,较上年有所提高: the part, or its share.
    let either = part != after && !named;
    if either {
        of_a_count(years, previous, run, (told, part), verdicts)?;
    }
    Some(of_share)
}

/// Whether the words before a change name the number of applications: 申请量较上年, 与上年相比,申请量.
fn of_applications(run: &Run<'_>, told: &Told<'_>, date: Option<usize>) -> bool {
    let stops = [',', '。', ';', ':', '('];
    let mut clauses = told.gap.trim_end_matches(',').rsplit(stops);
    let clause = clauses.next().unwrap_or_default();
    let earlier = clauses.next().unwrap_or_default();
    let rest = COMPARED.without(clause);
    let mut name = match date.map(|date| run.gaps[date].as_str()) {
        _ if rest != clause || COMPARED.has(earlier) => rest.as_str(),
        // 申请量较2017年
        Some(before) if matches!(clause, "" | "同期" | "相比" | "同期相比") => {
            let name = before.strip_suffix(['较', '比', '与']);
            name.and_then(|name| name.rsplit(stops).next())
                .unwrap_or_default()
        }
        // 与2017年相比,申请量
        Some(_) if matches!(earlier, "" | "相比" | "同期相比") => clause,
        _ => return false,
    };
    while let Some(filler) = SUBJECTS.start_of(name) {
        name = &name[filler.len()..];
    }
    APPLIED.has(name)
}

/// The one figure of the sentence that counts the applications of the year.
fn applications(years: &Years<'_>, run: &Run<'_>, told: &Told<'_>) -> Option<usize> {
    // Of several tables nobody says which.
    if years.report.tables.len() > 1 {
        return None;
    }
    let form = &years.report.form;
    let counts = |n: &usize| {
        let claim = run.linked(*n).claim.as_ref();
        let claim = claim.filter(|_| run.count(*n).is_some());
        claim.is_some_and(|claim| {
            let all = |address| claim.cells.iter().all(|cell| cell.address == address);
            APPLICATIONS
                .iter()
                .any(|name| form.find(name).is_ok_and(all))
        })
    };
    let next = told.next;
    let before = (0..next).filter(|n| !ends_sentence(&told.gap) && run.one_sentence(*n, next - 1));
    let text = run.passage.passage.text.text();
    let after = (next..run.len()).filter(|n| {
        let between = &text[told.range.end..run.linked(next).figure.range.start];
        !ends_sentence(between) && run.one_sentence(next, *n)
    });
    let mut counts = before.chain(after).filter(counts);
    counts.next().filter(|_| counts.next().is_none())
}

/// Both values stand in the sentence: 6件，与2017年的9件相比有所下降.
fn in_the_sentence(
    run: &Run<'_>,
    told: &Told<'_>,
    before: usize,
    after: usize,
) -> Option<Diagnostic> {
    let percentages = run.class(after) == Class::Percent;
    let denied = |now: usize| {
        let values = (
            Value::of(run.quantity(before)?)?,
            Value::of(run.quantity(now)?)?,
        );
        Some(denies(told.turn, values, percentages))
    };
    // 收到213件,其中网络160件,比上年的178件有所增加: said of the whole.
    let whole = |n: usize| {
        run.one_sentence(n, after) && growth::alike(run, n, after) && denied(n) == Some(false)
    };
    let wrong = denied(after)? && !(0..after.min(before)).any(whole);
    wrong.then(|| {
        let message = format!(
            "由「{}」到「{}」，不是「{}」",
            run.words(before),
            run.words(after),
            words(run, told)
        );
        Diagnostic::warning(Code::GrowthMismatch, message)
            .at(span(run, told), "增减")
            .beside(run.span(before), "原来")
            .beside(run.span(after), "现在")
            .with_help("按前后两个数改写")
    })
}

/// 收到213件，较上年有所增加, against the tables of both years.
fn of_a_count(
    years: &Years<'_>,
    previous: Previous<'_>,
    run: &Run<'_>,
    (told, after): (&Told<'_>, usize),
    verdicts: &[Verdict],
) -> Option<Diagnostic> {
    // What differs from its own cell is told already.
    let verdict = verdicts[run.places[after]];
    run.count(after).filter(|_| verdict != Verdict::Differ)?;
    let head = run.linked(after);
    let denies = |pair: &Pair| denies(told.turn, pair.values, false);
    let pairs = yearly::pairs(years.report, previous, head);
    let pair = pairs.first().filter(|_| pairs.iter().all(denies))?;
    let others = yearly::told_before(run, head);
    // What the words do not settle stays unchecked.
    let of_another = others.iter().any(|other| {
        let pairs = yearly::pairs(years.report, previous, other);
        pairs.iter().any(|pair| !denies(pair))
    });
    if of_another {
        return None;
    }
    let sure = verdict == Verdict::Agree
        && others.is_empty()
        && yearly::certain(years, previous, head, pair);
    let severity = if sure {
        Severity::Warning
    } else {
        Severity::Note
    };
    let (before, now) = pair.values;
    let (cell, last) = (pair.now[0], pair.before[0]);
    let name = match pair.now.len() {
        1 => format!("「{}」", years.report.name(cell)),
        _ => "这几项".to_owned(),
    };
    let message = format!(
        "「{}」与两年的表不符：{name}上年是 {}，今年是 {}",
        words(run, told),
        printed(previous.report(), last, before.point),
        printed(years.report, cell, now.point),
    );
    let mut finding = Diagnostic::new(Code::GrowthMismatch, severity, message)
        .at(span(run, told), "增减")
        .beside(run.span(after), "今年");
    for cell in &pair.before {
        let label = format!("上年：{}", previous.state(*cell));
        finding = finding.beside(previous.place(*cell), label);
    }
    Some(finding.with_help("按两年的数改写；上年公布的数后来更正过的，在句中写明上年的数"))
}

/// 办结率98.5%，较上年有所提高, against what it was last year.
fn of_a_percentage<'a>(
    years: &Years<'a>,
    previous: Previous<'a>,
    run: &Run<'_>,
    shares: &Shares,
    (told, after): (&Told<'_>, usize),
) -> Option<Diagnostic> {
    let now = points::written(run, after)?;
    let befores = points::befores(years, previous, run, shares, after);
    let mut befores = befores.iter();
    let sure = befores.clone().find(|before| before.sure)?;
    befores
        .all(|before| denies(told.turn, (before.value, now), true))
        .then(|| {
            let message = format!(
                "「{}」与上年不符：上年是 {}，今年是「{}」，{}",
                words(run, told),
                sure.percent(),
                run.words(after),
                said(
                    (now.point - sure.value.point).round_dp(2),
                    ["提高", "下降"],
                    " 个百分点"
                ),
            );
            let finding = Diagnostic::warning(Code::GrowthMismatch, message)
                .at(span(run, told), "增减")
                .beside(run.span(after), "今年");
            sure.shown(previous, finding)
                .with_help("按两年的百分比改写")
        })
}

/// Whether two values say the opposite of the words.
fn denies(turn: Turn, (before, now): (Value, Value), percentages: bool) -> bool {
    let same = percentages && before.point == now.point;
    let apart = (now.low - before.high).max(before.low - now.high);
    let beyond = |(by, per_cent): (Decimal, Decimal)| {
        let per_cent = per_cent * before.point / Decimal::ONE_HUNDRED;
        apart > if percentages { by } else { by.max(per_cent) }
    };
    match turn {
        Turn::More => same || now.high <= before.low,
        Turn::Less => same || now.low >= before.high,
        Turn::Level => beyond(LEVEL_BY),
        Turn::Near => beyond(NEAR_BY),
    }
}

fn words<'p>(run: &Run<'p>, told: &Told<'_>) -> &'p str {
    &run.passage.passage.text.text()[told.range.clone()]
}

fn span(run: &Run<'_>, told: &Told<'_>) -> crate::source::Span {
    run.passage.passage.text.span(told.range.clone())
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Turn, denies};
    use crate::check::growth::Value;

    #[test]
    fn the_words_allow_what_they_say() {
        let case = |turn, before: i64, now: i64, denied| {
            let values = [before, now].map(|value| Value::exactly(Decimal::from(value)));
            let found = denies(turn, (values[0], values[1]), false);
            assert_eq!(found, denied, "{turn:?}: {before}, {now}");
        };
        case(Turn::More, 178, 213, false);
        case(Turn::More, 213, 213, true);
        case(Turn::More, 213, 178, true);
        case(Turn::Less, 178, 213, true);
        case(Turn::Less, 213, 212, false);
        case(Turn::Level, 213, 213, false);
        case(Turn::Level, 213, 217, false);
        case(Turn::Level, 213, 218, true);
        case(Turn::Level, 3, 5, true);
        case(Turn::Near, 213, 192, false);
        case(Turn::Near, 213, 240, true);
        case(Turn::Near, 0, 3, false);
    }
}
