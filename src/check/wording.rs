//! What the text says of itself: the statistical period, the date, the number of its sections.

use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Class;
use crate::link::LinkedPassage;
use crate::report::{Date, Report};

/// All rules about wording.
pub(super) fn all(report: &Report, passages: &[LinkedPassage<'_>], findings: &mut Vec<Diagnostic>) {
    signature(report, findings);
    for passage in passages {
        period(report, passage, findings);
        if passage.section.is_none() {
            sections(report, passage, findings);
        }
    }
}

/// 成文日期 lies after the report year.
fn signature(report: &Report, findings: &mut Vec<Diagnostic>) {
    let Some(date) = report.meta.date else { return };
    let last = Date {
        year: report.year,
        month: 12,
        day: 31,
    };
    if date.value <= last {
        let message = format!("成文日期 {} 早于报告年度结束", date.value);
        let finding = Diagnostic::error(Code::Period, message).at(date.span, "成文日期");
        findings
            .push(finding.with_help(format!("{}年度的报告应在 {} 之后成文", report.year, last)));
    }
}

/// 统计期 is the whole report year.
fn period(report: &Report, passage: &LinkedPassage<'_>, findings: &mut Vec<Diagnostic>) {
    let text = &passage.passage.text;
    for linked in passage
        .figures
        .iter()
        .filter(|linked| linked.figure.class == Class::Period)
    {
        let range = linked.figure.range.clone();
        let before = &text.text()[..range.start];
        let clause = before.rfind('。').map_or(before, |stop| &before[stop..]);
        if !["统计期", "统计时限", "数据", "时间范围", "期限"]
            .iter()
            .any(|word| clause.contains(word))
        {
            continue;
        }
        let Some((from, to)) = ends(&text.text()[range.clone()]) else {
            continue;
        };
        let year = |month, day| Date {
            year: report.year,
            month,
            day,
        };
        if (from, to) == (year(1, 1), year(12, 31)) {
            continue;
        }
        let message = if to < from {
            format!("统计期的终点 {to} 早于起点 {from}")
        } else {
            format!("统计期不是 {} 年全年", report.year)
        };
        let finding = Diagnostic::error(Code::Period, message).at(text.span(range), "统计期");
        findings.push(finding.with_help(format!("应为 {} 至 {}", year(1, 1), year(12, 31))));
    }
}

/// Both ends of a period in full dates; the second may leave out its year.
fn ends(words: &str) -> Option<(Date, Date)> {
    use unicode_normalization::UnicodeNormalization;
    let folded: String = words.nfkc().filter(|c| !c.is_whitespace()).collect();
    let numbers: Vec<i32> = folded
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let date = |year: i32, month: i32, day: i32| {
        Some(Date {
            year,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    };
    match numbers[..] {
        [y1, m1, d1, y2, m2, d2] => Some((date(y1, m1, d1)?, date(y2, m2, d2)?)),
        [y, m1, d1, m2, d2] => Some((date(y, m1, d1)?, date(y, m2, d2)?)),
        _ => None,
    }
}

/// 全文分……等七个部分: as many as there are, by the list or by the headings.
fn sections(report: &Report, passage: &LinkedPassage<'_>, findings: &mut Vec<Diagnostic>) {
    let text = passage.passage.text.text();
    for linked in &passage.figures {
        let range = linked.figure.range.clone();
        let words = &text[range.clone()];
        let numeral = linked.figure.numeral.end;
        let parts = ["个部分", "部分", "大部分"]
            .iter()
            .any(|unit| text[numeral..].trim_start().starts_with(unit));
        let Some(quantity) = linked.figure.quantity.filter(|_| parts) else {
            continue;
        };
        let announced = quantity.value;
        let before = &text[..range.start];
        let list = before
            .rfind(['。', '；', ';'])
            .map_or(before, |stop| &before[stop..]);
        let items = list.matches('、').count() + 1;
        let headings = report.sections.len();
        let fits = |count: usize| announced == rust_decimal::Decimal::from(count);
        if fits(headings) || fits(headings + 1) || fits(items) {
            continue;
        }
        let message = format!("正文说有「{words}」，实际有 {headings} 个一级标题");
        let finding =
            Diagnostic::note(Code::ListCount, message).at(passage.passage.text.span(range), "这里");
        findings.push(finding.with_help("请核对部分的个数"));
    }
}
