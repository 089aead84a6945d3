//! Last year's words handed in again: paragraphs, sections, and streaks that should have grown by a year.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::Verdict;
use super::previous::Previous;
use super::run::folded;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::scan::scan;
use crate::figure::{Class, Figure};
use crate::link::LinkedPassage;
use crate::report::{Passage, Report, Section};
use crate::words::Words;

/// As many figures that are all last year's are no accident.
const ENOUGH: usize = 3;
/// Figures of a paragraph, and sections of last year's, that a finding shows.
const SHOWN: usize = 3;
/// Words as few as these, 连续N年 and all, do not tell one streak from another.
const WORDS: usize = 8;
/// What a streak may be told with or without.
static ASIDE: LazyLock<Words> =
    LazyLock::new(|| Words::new("“ ” ‘ ’ \" 已 已经 均 也 都 再次 又 了 的"));

/// A figure of this year's text that repeats last year's may be stale only if no table bears it out.
struct Repeated<'a> {
    passage: &'a Passage,
    earlier: &'a Passage,
    figures: Vec<&'a Figure>,
    /// Not even the years differ.
    verbatim: bool,
}

/// Everything that this year's text has from last year's.
pub(super) fn all(
    report: &Report,
    previous: Option<Previous<'_>>,
    passages: &[LinkedPassage<'_>],
    verdicts: &[Vec<Verdict>],
    findings: &mut Vec<Diagnostic>,
) {
    let Some(previous) = previous else { return };
    let last = previous.report();
    let sections = sections(report, last, passages, verdicts, findings);
    let earlier: BTreeMap<String, &Passage> = last
        .passages()
        .map(|(_, passage)| (masked(passage.text.text(), last.year), passage))
        .collect();
    let verbatim: BTreeMap<String, &Passage> = last
        .passages()
        .map(|(_, passage)| (folded(passage.text.text()), passage))
        .collect();
    for ((passage, verdicts), (section, _)) in passages.iter().zip(verdicts).zip(report.passages())
    {
        let text = passage.passage.text.text();
        let same = verbatim.get(&folded(text)).map(|found| (*found, true));
        let found = same.or_else(|| {
            let found = earlier.get(&masked(text, report.year))?;
            Some((*found, false))
        });
        let told =
            section.is_some_and(|section| sections.iter().any(|told| std::ptr::eq(*told, section)));
        let Some((earlier, verbatim)) = found.filter(|_| !told) else {
            continue;
        };
        let figures = passage.figures.iter().zip(verdicts);
        let figures = figures.filter(|(linked, verdict)| {
            let open = **verdict != Verdict::Agree && linked.overrule.is_none() && !linked.zero;
            let figure = &linked.figure;
            open && (counts(figure, text) || verbatim && dated(figure, text, report.year))
        });
        let figures: Vec<&Figure> = figures.map(|(linked, _)| &linked.figure).collect();
        if !figures.is_empty() {
            findings.push(paragraph(&Repeated {
                passage: passage.passage,
                earlier,
                figures,
                verbatim,
            }));
        }
    }
    streaks(report, last, passages, findings);
}

fn paragraph(repeated: &Repeated<'_>) -> Diagnostic {
    let text = &repeated.passage.text;
    let words = |figure: &Figure| &text.text()[figure.range.clone()];
    let alike = if repeated.verbatim {
        "一字不差"
    } else {
        "除年份外一字不差"
    };
    let message = format!(
        "这一段与上年的报告{alike}，其中的「{}」{}还是上年的",
        words(repeated.figures[0]),
        match repeated.figures.len() {
            1 => String::new(),
            count => format!("等 {count} 处"),
        }
    );
    let mut finding = Diagnostic::note(Code::StaleText, message);
    for figure in repeated.figures.iter().take(SHOWN) {
        finding = finding.at(text.span(figure.range.clone()), "未变");
    }
    let earlier = &repeated.earlier.text;
    let at = earlier.text().find(words(repeated.figures[0]));
    let place = at.map_or_else(
        || earlier.whole(),
        |at| earlier.span(at..at + words(repeated.figures[0]).len()),
    );
    finding
        .beside(place, "上年的报告")
        .with_help("今年的数若确实相同，不必理会；否则请重写这一段")
}

/// A number in digits that changes from year to year: no rule, no name, no 100%.
fn counts(figure: &Figure, text: &str) -> bool {
    let class = matches!(
        figure.class,
        Class::Count
            | Class::Money
            | Class::Percent
            | Class::Growth
            | Class::Points
            | Class::Multiple
    );
    let digits = text[figure.numeral.clone()]
        .chars()
        .any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let value = figure.quantity.map(|quantity| quantity.value);
    let whole = figure.class == Class::Percent && value == Some(Decimal::ONE_HUNDRED);
    class && digits && !whole && value.is_some_and(|value| !value.is_zero())
}

/// A date of the year that is reported, of the one before or after.
fn dated(figure: &Figure, text: &str, year: i32) -> bool {
    let words = folded(&text[figure.range.clone()]);
    let near = |other: i32| words.starts_with(&format!("{other}年"));
    figure.class == Class::Date && (year - 1..=year + 1).any(near)
}

/// A text with the year of its report and the years beside it made nameless.
pub(super) fn masked(text: &str, year: i32) -> String {
    let mut masked = folded(text);
    for (near, name) in [(-1, "前一年"), (0, "当年"), (1, "后一年")] {
        masked = masked.replace(&format!("{}年", year + near), name);
    }
    masked
}

/// Sections whose figures are all those of last year's section of that name; given back, so that nothing is told twice.
fn sections<'a>(
    report: &'a Report,
    last: &Report,
    passages: &[LinkedPassage<'_>],
    verdicts: &[Vec<Verdict>],
    findings: &mut Vec<Diagnostic>,
) -> Vec<&'a Section> {
    let values = |section: &Section| -> Vec<Decimal> {
        let text = section.body.iter().map(|passage| passage.text.text());
        let of = |text: &str| -> Vec<Decimal> {
            let figures = scan(text);
            let counts = figures.iter().filter(|figure| counts(figure, text));
            counts
                .filter_map(|figure| Some(figure.quantity?.value))
                .collect()
        };
        text.flat_map(of).collect()
    };
    let open = |section: &Section| {
        let own = report.passages().zip(passages).zip(verdicts);
        let own = own.filter(|(((of, passage), _), _)| {
            of.is_some_and(|of| std::ptr::eq(of, section))
                && !std::ptr::eq(*passage, &raw const section.heading)
        });
        let open = own.flat_map(|((_, passage), verdicts)| {
            let text = passage.passage.text.text();
            passage
                .figures
                .iter()
                .zip(verdicts)
                .filter(move |(linked, verdict)| {
                    // What differs from this year's table is told already.
                    matches!(verdict, Verdict::None | Verdict::Unfilled)
                        && !linked.zero
                        && linked.overrule.is_none()
                        && counts(&linked.figure, text)
                })
        });
        open.count()
    };
    let heading = |section: &Section, year| masked(section.heading.text.text(), year);
    let earlier = flat(&last.sections);
    let mut told = Vec::new();
    for section in flat(&report.sections) {
        let name = heading(section, report.year);
        let mut same = earlier
            .iter()
            .filter(|other| heading(other, last.year) == name);
        let (Some(other), None) = (same.next(), same.next()) else {
            continue;
        };
        let own = values(section);
        if own.len() < ENOUGH || own != values(other) || open(section) < ENOUGH {
            continue;
        }
        told.push((section, *other, own.len()));
    }
    let count: usize = told.iter().map(|(.., count)| count).sum();
    let message = match told.len() {
        0 => return Vec::new(),
        1 => format!("这一节的 {count} 个数与上年的报告全都一样：正文像是沿用了旧稿"),
        many => format!("有 {many} 节的数与上年的报告全都一样，共 {count} 个：正文像是沿用了旧稿"),
    };
    let mut finding = Diagnostic::warning(Code::StaleText, message);
    for (section, ..) in &told {
        finding = finding.at(section.heading.text.whole(), "与上年相同");
    }
    for (_, other, _) in told.iter().take(SHOWN) {
        finding = finding.beside(other.heading.text.whole(), "上年的报告");
    }
    findings.push(finding.with_help("请按今年的情况重写；确实都没有变化的，不必理会"));
    told.into_iter().map(|(section, ..)| section).collect()
}

fn flat(sections: &[Section]) -> Vec<&Section> {
    let with = |section| {
        let section: &Section = section;
        std::iter::once(section).chain(flat(&section.sections))
    };
    sections.iter().flat_map(with).collect()
}

/// 连续N年 in the words of last year: by now it is one year more.
fn streaks(
    report: &Report,
    last: &Report,
    passages: &[LinkedPassage<'_>],
    findings: &mut Vec<Diagnostic>,
) {
    let mut earlier: BTreeMap<String, Vec<(&Passage, Figure)>> = BTreeMap::new();
    for (_, passage) in last.passages() {
        let text = passage.text.text();
        if !text.contains(STREAK) {
            continue;
        }
        for figure in scan(text) {
            if let Some(key) = streak(&figure, text, last.year) {
                earlier.entry(key).or_default().push((passage, figure));
            }
        }
    }
    for passage in passages {
        let text = &passage.passage.text;
        for linked in passage
            .figures
            .iter()
            .filter(|linked| linked.overrule.is_none())
        {
            let figure = &linked.figure;
            let key = streak(figure, text.text(), report.year);
            let Some(befores) = key.and_then(|key| earlier.get(&key)) else {
                continue;
            };
            let value = |figure: &Figure| figure.quantity.map(|quantity| quantity.value);
            let next = |figure: &Figure| value(figure).map(|value| value + Decimal::ONE);
            // Of several streaks in the same words one may have gone on.
            if befores
                .iter()
                .any(|(_, before)| next(before) == value(figure))
            {
                continue;
            }
            let same = befores
                .iter()
                .find(|(_, before)| value(before) == value(figure));
            let Some((other, before)) = same.or(befores.first()) else {
                continue;
            };
            let Some(next) = next(before) else { continue };
            let words = &text.text()[figure.range.clone()];
            let said = &other.text.text()[before.range.clone()];
            let message = format!(
                "「连续{words}」没有接着上年数：上年的报告说的是「连续{said}」，今年应是 {next} 年"
            );
            let finding = Diagnostic::warning(Code::StaleText, message)
                .at(text.span(figure.range.clone()), "今年")
                .beside(other.text.span(before.range.clone()), "上年");
            findings.push(finding.with_help("今年仍是如此就加一年；已经中断的，改写这一句"));
        }
    }
}

/// What a rule or an aim says of a streak, and an old story: 对连续两年排名末位的单位予以约谈.
static RULES: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "予以 约谈 问责 通报批评 取消 的单位 的部门 的地区 的个人 不合格 未完成 末位 倒数 力争 确保 争取 曾",
    )
});
const STREAK: &str = "连续";

/// The words around 连续8年, 连续第八年, without the number: what tells a streak from others.
fn streak(figure: &Figure, text: &str, year: i32) -> Option<String> {
    let counts = matches!(figure.class, Class::Duration | Class::Ordinal)
        && figure.unit.as_deref() == Some("年")
        && figure.quantity.is_some();
    let before = text[..figure.range.start].trim_end();
    let before = before.strip_suffix("保持").unwrap_or(before);
    let before = before.strip_suffix(STREAK).filter(|_| counts)?.trim_end();
    // 2013年至2015年连续三年: that is over.
    if before.ends_with("年") || before.ends_with("年度") {
        return None;
    }
    let stops = ['，', '。', '；', ',', ';', '：', '\n'];
    let after = text[figure.range.end..].split(stops).next()?;
    let sentence = before.rsplit(['。', '；', ';', '\n']).next()?;
    // 县政务公开工作平稳有序,连续5年无投诉: a short clause needs the one before it.
    let mut starts = sentence
        .rmatch_indices(stops)
        .map(|(at, stop)| at + stop.len());
    loop {
        let start = starts.next();
        let told = [&sentence[start.unwrap_or(0)..], STREAK, "N年", after].concat();
        if RULES.are_in(&told) {
            return None;
        }
        let mut told = ASIDE.without(&masked(&told, year));
        told.retain(|c| !c.is_ascii_digit());
        if told.chars().count() >= WORDS {
            return Some(told);
        }
        start?;
    }
}

#[cfg(test)]
mod tests {
    use super::streak;
    use crate::figure::scan::scan;

    #[test]
    fn a_streak_is_known_by_the_words_around() {
        let of = |text: &str, year| {
            let figures = scan(text);
            figures.iter().find_map(|figure| streak(figure, text, year))
        };
        let known = of("2018年，我县在考核中已连续8年获评“优秀”。", 2018);
        assert!(known.is_some());
        assert_eq!(known, of("我县在考核中连续七年获评优秀。", 2017));
        assert_ne!(known, of("我县在检查中连续七年获评优秀。", 2017));
        let short = of("收到投诉3件，工作平稳有序，连续5年无事故。", 2018);
        assert!(short.is_some());
        assert_eq!(short, of("工作平稳有序，连续4年无事故。", 2017));
        assert_ne!(short, of("队伍平稳有序，连续4年无事故。", 2017));
        assert_eq!(of("连续5年无事故。", 2018), None);
        assert_eq!(of("对连续两年排在末位的乡镇进行约谈。", 2018), None);
        assert_eq!(of("2013年至2015年连续三年获评全市先进。", 2018), None);
        assert_eq!(of("设立5年来我县公开工作稳步推进。", 2018), None);
    }
}
