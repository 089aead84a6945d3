//! Percentages beside last year's: 按时办结率98.5%，较上年提高1.2个百分点.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::Verdict;
use super::growth::{self, Value, Years, said};
use super::previous::Previous;
use super::rate;
use super::repeated::masked;
use super::run::{self, Fit, Run, ends, folded, stands_for};
use super::share::{self, Whole};
use super::yearly::{self, OTHERWISE};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::scan::scan;
use crate::figure::{Class, Figure};
use crate::link::GROWN_TO;
use crate::report::{Cell, Passage, Report};
use crate::words::Words;

/// What a percentage was the year before.
pub(super) struct Before<'a> {
    /// With what rounding leaves open.
    pub(super) value: Value,
    /// Nothing leaves a doubt that it is the same percentage.
    pub(super) sure: bool,
    source: Source<'a>,
}

enum Source<'a> {
    Cells(Vec<Cell>),
    Text(&'a Passage, Range<usize>),
}

/// A rate that a text states: its name, and what its sentence opens with.
struct Rate<'a> {
    name: String,
    opening: String,
    value: Value,
    passage: &'a Passage,
    range: Range<usize>,
}

/// The rates that the texts of both years state, read when they are first asked for.
#[derive(Default)]
pub(super) struct Rates<'a> {
    this: OnceCell<Vec<Rate<'a>>>,
    last: OnceCell<Vec<Rate<'a>>>,
}

/// The shares of a passage, read when they are first asked for.
pub(super) type Shares = OnceCell<Vec<share::Claim>>;

/// Words between a rate and its percentage.
static LEADS: LazyLock<Words> = LazyLock::new(|| {
    let plain =
        Words::new("为 达 达到 到 均 均为 均达 约 约为 是 仅 仅为 近 高达 保持在 稳定在 分别为");
    Words::joined(&[&plain, &GROWN_TO])
});
/// Words that do not tell one sentence from another.
static FILLERS: LazyLock<Words> = LazyLock::new(|| {
    Words::new("共 共计 累计 总计 全年 今年 当年 当年度 本年 本年度 前一年 一年来 其中 , 、 :")
});
/// A share named again before its change: 占57.4%,占比较上年提高5.2个百分点.
pub(super) static SHARE: LazyLock<Words> =
    LazyLock::new(|| Words::new("占比 比例 比重 该比例 这一比例 所占比例 所占比重"));
/// What the name of a rate ends with.
static NAMES: LazyLock<Words> = LazyLock::new(|| Words::new("率 度 占比 比例 比重"));
/// Rates of the applications, whatever their sentence opens with.
static OF_APPLICATIONS: LazyLock<Words> = LazyLock::new(|| Words::new("办结率 答复率 办复率"));

/// Holds every change in 百分点 whose base the sentence leaves out against what the percentage was last year.
pub(super) fn check(
    years: &Years<'_>,
    run: &Run<'_>,
    verdicts: &mut [Verdict],
    findings: &mut Vec<Diagnostic>,
) {
    let Some(previous) = years.previous else {
        return;
    };
    let shares = Shares::new();
    for n in 1..run.len() {
        let place = run.places[n];
        let plain = run.class(n) == Class::Points
            && matches!(run.unit(n), Some("个百分点" | "百分点"))
            && verdicts[place] == Verdict::None;
        let Some(after) = plain.then(|| compared(run, n, years.report.year)).flatten() else {
            continue;
        };
        let befores = befores(years, previous, run, &shares, after);
        let Some(now) = written(run, after) else {
            continue;
        };
        let fits = |before: &Before<'_>| fit(run, n, (before.value, now)) > Some(Fit::Wrong);
        if befores.iter().any(fits) {
            verdicts[place] = Verdict::Agree;
            continue;
        }
        let Some(before) = befores.iter().find(|before| before.sure) else {
            continue;
        };
        verdicts[place] = Verdict::Differ;
        let change = (now.point - before.value.point).round_dp(2);
        let message = format!(
            "「{}」与上年不符：上年是 {}，今年是「{}」，应为{}",
            run.words(n),
            before.percent(),
            run.words(after),
            said(change, ["提高", "下降"], " 个百分点"),
        );
        let finding = Diagnostic::warning(Code::GrowthMismatch, message)
            .at(run.span(n), "增减")
            .beside(run.span(after), "今年");
        findings.push(
            before.shown(previous, finding).with_help(
                "按两年的百分比重算；上年公布的数后来更正过的，在句中写明上年是百分之几",
            ),
        );
    }
}

/// The percentage that figure `n` says the change of, compared with the year before.
fn compared(run: &Run<'_>, n: usize, year: i32) -> Option<usize> {
    run.quantity(n)?;
    let first = growth::first(run, n);
    if !run.one_sentence(first - 1, n) || run.gaps[first].contains("分别") {
        return None;
    }
    let gap = SHARE.without(&run.gaps[first]);
    let after = growth::of_last_year(run, first, &gap, year)?;
    let whole = run.class(after) == Class::Percent && run.one_sentence(after, first);
    let sentence = run.sentence(n);
    let otherwise = OTHERWISE.iter().any(|word| sentence.contains(word));
    (whole && !otherwise).then_some(after)
}

/// How a change in 百分点 can be that from one percentage to another.
pub(super) fn fit(run: &Run<'_>, n: usize, (before, after): (Value, Value)) -> Option<Fit> {
    let (low, high) = (after.low - before.high, after.high - before.low);
    Some(stands_for(run.quantity(n)?, run.place(n), low, high))
}

/// A percentage with what its rounding leaves open.
pub(super) fn written(run: &Run<'_>, n: usize) -> Option<Value> {
    let figure = &run.linked(n).figure;
    run.quantity(n)?;
    rounded_value(figure, run.passage.passage.text.text())
}

fn rounded_value(figure: &Figure, text: &str) -> Option<Value> {
    let quantity = figure.quantity.as_ref()?;
    let (low, high) = ends(quantity)?;
    let half = run::place(figure, text) / Decimal::TWO;
    Some(Value {
        low: low - half,
        high: high + half,
        point: quantity.value,
    })
}

/// What is said of 百分点 that only the digits behind both percentages can make.
pub(super) fn rounded(run: &Run<'_>, n: usize, before: usize, after: usize) -> Diagnostic {
    let message = format!(
        "「{}」与「{}」「{}」之差不完全一样，可能是四舍五入所致",
        run.words(n),
        run.words(before),
        run.words(after)
    );
    Diagnostic::note(Code::GrowthMismatch, message)
        .at(run.span(n), "增减")
        .beside(run.span(before), "原来")
        .beside(run.span(after), "现在")
}

/// What a percentage of this year was the year before: by the cells that it follows from, and by the words of last year.
pub(super) fn befores<'a>(
    years: &Years<'a>,
    previous: Previous<'a>,
    run: &Run<'_>,
    shares: &Shares,
    after: usize,
) -> Vec<Before<'a>> {
    let mut befores = of_a_share(years, previous, run, shares, after);
    befores.extend(of_a_rate(years, previous, run, after));
    befores.extend(of_the_text(years, previous, run, after));
    befores
}

/// 网络申请160件，占75.1%: the same share of the same whole.
fn of_a_share<'a>(
    years: &Years<'_>,
    previous: Previous<'_>,
    run: &Run<'_>,
    shares: &Shares,
    after: usize,
) -> Vec<Before<'a>> {
    let of_figure = |n: usize| {
        let linked = run.linked(n);
        let pairs = yearly::pairs(years.report, previous, linked);
        let pair = pairs.into_iter().next()?;
        let sure = yearly::certain(years, previous, linked, &pair);
        Some((pair.values.0.point, pair.before, sure))
    };
    let of_whole = |whole: &Whole| match whole {
        Whole::Figure(n) => of_figure(*n),
        Whole::Cell(cell) => {
            let before = previous.cell(*cell)?;
            let sure = yearly::sound(years, previous, &[*cell], &[before]);
            Some((previous.value(*cell)?, vec![before], sure))
        }
    };
    let shares = shares.get_or_init(|| share::claims(run));
    let Some((part, wholes)) = share::follows_from(years.report, run, shares, after) else {
        return Vec::new();
    };
    let Some((part, cells, sure)) = of_figure(part) else {
        return Vec::new();
    };
    let before = |whole: &Whole| {
        let (whole, others, too) = of_whole(whole)?;
        let share = rate::percent(part, whole)?;
        let cells = [cells.clone(), others].concat();
        Some(Before::of_cells(run, after, share, cells, sure && too))
    };
    wholes.iter().filter_map(before).collect()
}

/// 按时办结率98.5%: the same rows.
fn of_a_rate<'a>(
    years: &Years<'_>,
    previous: Previous<'_>,
    run: &Run<'_>,
    after: usize,
) -> Vec<Before<'a>> {
    let before = |way: rate::Way| {
        let rows = [vec![way.upper], way.bases].concat();
        let cells: Option<Vec<Cell>> = rows.iter().map(|cell| previous.cell(*cell)).collect();
        let cells = cells?;
        let values: Option<Vec<Decimal>> = rows.iter().map(|cell| previous.value(*cell)).collect();
        let values = values?;
        let share = rate::percent(values[0], values[1..].iter().sum())?;
        let sure = yearly::sound(years, previous, &rows, &cells);
        Some(Before::of_cells(run, after, share, cells, sure))
    };
    let ways = rate::follows_from(years.report, run, after).into_iter();
    ways.filter_map(before).collect()
}

/// The rate of that name in last year's text, where either year states it once or always alike.
fn of_the_text<'a>(
    years: &Years<'a>,
    previous: Previous<'a>,
    run: &Run<'_>,
    after: usize,
) -> Option<Before<'a>> {
    let this = years.rates.this.get_or_init(|| rates(years.report));
    let last = years.rates.last.get_or_init(|| rates(previous.report()));
    let figure = &run.linked(after).figure;
    let own = this.iter().find(|rate| {
        std::ptr::eq(rate.passage, run.passage.passage) && rate.range == figure.range
    })?;
    let alike = |rates: &'_ [Rate<'a>]| -> Option<usize> {
        let mut alike = (0..rates.len()).filter(|n| rates[*n].is_of(own));
        let first = alike.next()?;
        let same = |n: usize| rates[n].value.point == rates[first].value.point;
        alike.all(same).then_some(first)
    };
    alike(this)?;
    let found = &last[alike(last)?];
    Some(Before {
        value: found.value,
        sure: true,
        source: Source::Text(found.passage, found.range.clone()),
    })
}

/// Every rate that the text of a report states.
fn rates(report: &Report) -> Vec<Rate<'_>> {
    let mut rates = Vec::new();
    for (_, passage) in report.passages() {
        let text = passage.text.text();
        if !text.contains(['%', '％', '‰', '成']) {
            continue;
        }
        let figures = scan(text);
        for n in (0..figures.len()).filter(|n| figures[*n].class == Class::Percent) {
            let rate = || {
                let start = n.checked_sub(1).map_or(0, |last| figures[last].range.end);
                Some(Rate {
                    name: name(text.get(start..figures[n].range.start)?)?,
                    opening: opening(&figures, n, text, report.year),
                    value: rounded_value(&figures[n], text)?,
                    passage,
                    range: figures[n].range.clone(),
                })
            };
            rates.extend(rate());
        }
    }
    rates
}

/// The name of a rate, out of the words before its percentage.
fn name(before: &str) -> Option<String> {
    let words = folded(before);
    let clause = words
        .rsplit([',', '。', ';', ':', '、', '(', ')', '!', '?'])
        .next()?;
    let mut name = without_leads(clause);
    while let Some(filler) = FILLERS.start_of(name) {
        name = name.strip_prefix(filler)?;
    }
    (NAMES.ends(name) && name.chars().count() > 2).then(|| name.to_owned())
}

fn without_leads(mut words: &str) -> &str {
    while let Some(lead) = LEADS.end_of(words) {
        words = &words[..words.len() - lead.len()];
    }
    words
}

/// What the sentence of a figure says before its first number.
fn opening(figures: &[Figure], n: usize, text: &str, year: i32) -> String {
    let end = figures[n].range.start;
    let start = text[..end].rfind(['。', '！', '？', '；', ';']);
    let start = start.map_or(0, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    let counted = figures[..n]
        .iter()
        .filter(|figure| figure.class != Class::Date);
    let first = counted
        .map(|figure| figure.range.start)
        .find(|at| *at >= start);
    let words = masked(&text[start..first.unwrap_or(end)], year);
    FILLERS.without(without_leads(&words))
}

impl Rate<'_> {
    /// Whether both are a rate of one thing.
    fn is_of(&self, other: &Self) -> bool {
        let applications = |rate: &Self| {
            ["信息公开申请", "依申请公开"]
                .iter()
                .any(|word| rate.opening.contains(word))
        };
        self.name == other.name
            && (self.opening == other.opening
                || OF_APPLICATIONS.ends(&self.name) && applications(self) && applications(other))
    }
}

impl Before<'_> {
    fn of_cells(run: &Run<'_>, after: usize, share: Decimal, cells: Vec<Cell>, sure: bool) -> Self {
        let half = run.place(after) / Decimal::TWO;
        let value = Value {
            low: share - half,
            high: share + half,
            point: share,
        };
        let source = Source::Cells(cells);
        Self {
            value,
            sure,
            source,
        }
    }

    /// The percentage as users read it.
    pub(super) fn percent(&self) -> String {
        format!("{}%", self.value.point.round_dp(2).normalize())
    }

    /// A finding with the place in last year's file.
    pub(super) fn shown(&self, previous: Previous<'_>, finding: Diagnostic) -> Diagnostic {
        match &self.source {
            Source::Cells(cells) => cells.iter().fold(finding, |finding, cell| {
                let label = format!("上年：{}", previous.state(*cell));
                finding.beside(previous.place(*cell), label)
            }),
            Source::Text(passage, range) => {
                finding.beside(passage.text.span(range.clone()), "上年的报告")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{name, opening};
    use crate::figure::Class;
    use crate::figure::scan::scan;

    #[test]
    fn a_rate_is_known_by_its_name() {
        let case = |before: &str, expected: Option<&str>| {
            assert_eq!(name(before).as_deref(), expected, "{before}");
        };
        case("，按时办结率达到", Some("按时办结率"));
        case("，全年按时办结率为", Some("按时办结率"));
        case("。群众满意度提高到", Some("群众满意度"));
        case("，按时办结率由", None);
        case("，按时办结率较上年的", None);
        case("，占", None);
        case("，率", None);
    }

    #[test]
    fn a_sentence_is_known_by_what_it_opens_with() {
        let of = |text: &str, year| {
            let figures = scan(text);
            let percent = figures.iter().position(|f| f.class == Class::Percent);
            opening(&figures, percent.expect("a percentage"), text, year)
        };
        let now = of("会议2次。2018年，全市共收到申请213件，办结率98.5%。", 2018);
        assert_eq!(now, "全市收到申请");
        assert_eq!(of("全年全市收到申请178件，办结率97%。", 2017), now);
        assert_ne!(of("热线受理申请178件，办结率97%。", 2017), now);
    }
}
