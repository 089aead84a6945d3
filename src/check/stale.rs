//! Last year's text handed in again: its figures, and its year.

use super::Verdict;
use super::previous::Previous;
use super::run::{Run, folded};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Class;
use crate::link::LinkedPassage;
use crate::report::{Relation, Report};

/// As many wrong figures that equal last year's are no accident.
const ENOUGH: usize = 3;
/// Words that set a year beside the report's own, or look back on it.
const COMPARED: [&str; 16] = [
    "比",
    "较",
    "相比",
    "同期",
    "以来",
    "上年",
    "去年",
    "年度报告",
    "年报",
    "提出",
    "反馈",
    "指出",
    "自",
    "至",
    "起",
    "由",
];

/// What follows 将 where it announces a plan, and is not 将……纳入.
const PLANNED: [&str; 20] = [
    "重点",
    "进一步",
    "继续",
    "从",
    "力争",
    "着力",
    "围绕",
    "充实",
    "加强",
    "按照",
    "不断",
    "切实",
    "认真",
    "坚持",
    "加大",
    "主动",
    "推行",
    "努力",
    "积极",
    "深入",
];
/// The longest subject of a plan: 我市各级行政机关.
const SUBJECT: usize = 12;

/// Wrong figures that all equal last year's table.
pub(super) fn figures(
    previous: Option<Previous<'_>>,
    passages: &[LinkedPassage<'_>],
    verdicts: &[Vec<Verdict>],
    findings: &mut Vec<Diagnostic>,
) {
    let Some(previous) = previous else { return };
    let mut stale = Vec::new();
    for (passage, verdicts) in passages.iter().zip(verdicts) {
        for (linked, _) in passage
            .figures
            .iter()
            .zip(verdicts)
            .filter(|(_, verdict)| **verdict == Verdict::Differ)
        {
            let (Some(claim), Some(quantity)) = (&linked.claim, &linked.figure.quantity) else {
                continue;
            };
            let equal = matches!(claim.relation, Relation::Equal | Relation::Each)
                && claim
                    .cells
                    .iter()
                    .any(|cell| previous.value(*cell) == Some(quantity.value));
            if equal && !linked.zero {
                stale.push(passage.passage.text.span(linked.figure.range.clone()));
            }
        }
    }
    if stale.len() < ENOUGH {
        return;
    }
    let message = format!(
        "有 {} 个与表不符的数都等于上一年的：正文像是沿用了旧稿",
        stale.len()
    );
    let mut finding = Diagnostic::warning(Code::StaleText, message);
    for span in stale {
        finding = finding.at(span, "上年的数");
    }
    findings.push(finding.with_help("请按今年的表重写这些段落，不要只改个别的数"));
}

/// A title that names another year than the report's.
pub(super) fn title(report: &Report, findings: &mut Vec<Diagnostic>) {
    let this = report.year.to_string();
    let title = report.meta.title_line();
    let named = |text: &str| (2000..2100).find(|year| text.contains(&format!("{year}年")));
    if let Some(year) = named(&title)
        && !title.contains(&this)
        && let Some(line) = report.meta.title.first()
    {
        let message = format!("标题里是 {year} 年，而报告年度是 {this}");
        findings.push(
            Diagnostic::warning(Code::StaleYear, message)
                .at(line.whole(), "标题")
                .with_help("改标题，或改文件开头的 year"),
        );
    }
}

/// 2018年，我局将重点做好: a plan for a year that is over.
pub(super) fn plans(report: &Report, run: &Run<'_>, findings: &mut Vec<Diagnostic>) {
    for n in 0..run.len() {
        let opens = n == 0 && run.gaps[n].is_empty() || run.gaps[n].ends_with(['。', ';']);
        if run.class(n) != Class::Date || !opens || run.ignored(n) {
            continue;
        }
        let year = folded(run.words(n));
        let year = year.strip_suffix('度').unwrap_or(&year).strip_suffix('年');
        let Some(year) = year.and_then(|year| year.parse::<i32>().ok()) else {
            continue;
        };
        let rest = run.gaps[n + 1].trim_start_matches(',');
        let planned = rest.split_once('将').is_some_and(|(subject, plan)| {
            let near = subject.chars().count() <= SUBJECT && !subject.contains([',', '。', ';']);
            near && PLANNED.iter().any(|word| plan.starts_with(word))
        });
        if planned && year <= report.year {
            let message = format!(
                "{}年度的报告里，{year}年已经过去，不该再是打算",
                report.year
            );
            findings.push(
                Diagnostic::warning(Code::StaleYear, message)
                    .at(run.span(n), "年份")
                    .with_help(format!(
                        "下一步的打算应是 {} 年的；旧稿留下的就改掉",
                        report.year + 1
                    )),
            );
        }
    }
}

/// A sentence that opens with an earlier year and speaks of it as if it were this one.
pub(super) fn years(report: &Report, run: &Run<'_>, findings: &mut Vec<Diagnostic>) {
    // Who speaks of this year too is telling a story.
    let text = run.passage.passage.text.text();
    if text.contains(&report.year.to_string()) {
        return;
    }
    let last = format!("{}年", report.year - 1);
    for n in 0..run.len() {
        let opens = run.gaps[n].is_empty() && n == 0 || run.gaps[n].ends_with('。');
        if run.class(n) != Class::Date || !opens || run.ignored(n) {
            continue;
        }
        let whole = folded(run.words(n));
        if whole != last && whole != format!("{last}度") {
            continue;
        }
        let end = (n + 1..=run.len())
            .find(|m| run.gaps[*m].contains('。'))
            .unwrap_or(run.len());
        let sentence: String = (n + 1..=end)
            .map(|m| run.gaps[m].split('。').next().unwrap_or_default())
            .collect();
        // 上年结转, 自然人: words of the form, no comparison.
        let sentence = ["上年结转", "上年度结转", "自然人", "自身"]
            .iter()
            .fold(sentence, |rest, word| rest.replace(word, ""));
        let own = sentence.starts_with([',', '全', '我', '本', '共', '街', '镇', '局'])
            && !COMPARED.iter().any(|word| sentence.contains(word));
        let counted = (n + 1..end).any(|m| run.count(m).is_some());
        if own && counted {
            let message = format!("{}年度的报告里说的是{last}的情况", report.year);
            findings.push(
                Diagnostic::warning(Code::StaleYear, message)
                    .at(run.span(n), "年份")
                    .with_help("旧稿留下的就改掉；确要说那一年的，写明是与那一年相比"),
            );
        }
    }
}
