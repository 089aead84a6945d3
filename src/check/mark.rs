//! Marks, brackets and spaces that official prose does not use.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Remedy};
use crate::figure::{Class, is_chinese};
use crate::link::{LinkedPassage, typed_number};
use crate::report::{Report, Section};
use crate::source::Located;

/// Places that one finding shows.
const SHOWN: usize = 3;

/// A slip: where, and what should stand there.
type Slip = (Range<usize>, String);

/// Every rule about marks in one passage.
pub(super) fn check(passage: &LinkedPassage<'_>, findings: &mut Vec<Diagnostic>) {
    let located = &passage.passage.text;
    let text = located.text();
    let exempt: Vec<Range<usize>> = passage
        .figures
        .iter()
        .filter(|linked| {
            matches!(
                linked.figure.class,
                Class::Url | Class::Phone | Class::Version | Class::Marker
            )
        })
        .map(|linked| linked.figure.range.clone())
        .collect();
    let free = |slip: &Slip| {
        !exempt
            .iter()
            .any(|range| range.start < slip.0.end && slip.0.start < range.end)
    };
    let kinds: [(&str, Vec<Slip>); 4] = [
        ("中文里夹着半角标点", half_width(text)),
        ("汉字之间有多余的空格", spaces(text)),
        ("标点重复", repeated(text)),
        ("年份应当用六角括号〔〕", brackets(passage)),
    ];
    for (message, slips) in kinds {
        let slips: Vec<Slip> = slips.into_iter().filter(free).collect();
        findings.extend(finding(located, message, &slips));
    }
}

fn finding(located: &Located, message: &str, slips: &[Slip]) -> Option<Diagnostic> {
    let (range, right) = slips.first()?;
    let message = match slips.len() {
        1 => message.to_owned(),
        many => format!("{message}，这一段有 {many} 处"),
    };
    let mut finding = Diagnostic::note(Code::Wording, message);
    for (range, right) in slips.iter().take(SHOWN) {
        let label = if right.is_empty() {
            "删去".to_owned()
        } else {
            format!("应为「{right}」")
        };
        finding = finding.at(located.span(range.clone()), label);
    }
    let span = located.span(range.clone());
    if slips.len() == 1 && span.end - span.start == range.len() {
        finding.remedy = Some(Remedy {
            span,
            replacement: right.clone(),
        });
    }
    Some(finding)
}

/// Whether a character belongs to Chinese prose: a Hanzi, or one of its closing or opening marks.
fn is_prose(c: char) -> bool {
    is_chinese(c) || "，。；：！？、“”‘’《》（）〔〕".contains(c)
}

/// A half-width mark right after a Hanzi, and before one or at the end.
fn half_width(text: &str) -> Vec<Slip> {
    let full = |c| {
        Some(match c {
            ',' => "，",
            ';' => "；",
            ':' => "：",
            '!' => "！",
            '?' => "？",
            _ => return None,
        })
    };
    let mut slips = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(right) = full(c) else { continue };
        let before = text[..at].trim_end().chars().next_back();
        let after = text[at + 1..].trim_start().chars().next();
        let prose = before.is_some_and(|c| is_prose(c) || c == '%');
        let goes_on = after.is_none_or(|c| is_prose(c) || c.is_ascii_digit());
        let comma = before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(is_chinese);
        if prose && goes_on || comma {
            slips.push((at..at + 1, right.to_owned()));
        }
    }
    slips
}

/// White space between two Hanzi or marks of Chinese prose.
fn spaces(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut start = None;
    let mut last = None;
    for (at, c) in text.char_indices() {
        if c == ' ' || c == '\u{3000}' {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take()
            && last.is_some_and(is_prose)
            && is_prose(c)
        {
            slips.push((from..at, String::new()));
        }
        last = Some(c);
    }
    slips
}

/// The same mark twice: 。。 ，，.
fn repeated(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut last = None;
    for (at, c) in text.char_indices() {
        if "，。；：、".contains(c) && last == Some(c) {
            slips.push((at..at + c.len_utf8(), String::new()));
        }
        last = Some(c);
    }
    slips
}

/// The year of a document number in other brackets than 〔〕. (2018)鄂… is the number of a court.
fn brackets(passage: &LinkedPassage<'_>) -> Vec<Slip> {
    let text = passage.passage.text.text();
    let mut slips = Vec::new();
    let documents = passage
        .figures
        .iter()
        .filter(|linked| linked.figure.class == Class::Document);
    for linked in documents {
        let range = linked.figure.range.clone();
        let said = &text[range.clone()];
        for (open, close) in [
            ('[', ']'),
            ('【', '】'),
            ('﹝', '﹞'),
            ('［', '］'),
            ('〖', '〗'),
        ] {
            let (Some(from), Some(to)) = (said.find(open), said.find(close)) else {
                continue;
            };
            let year = said
                .get(from + open.len_utf8()..to)
                .unwrap_or_default()
                .trim();
            if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) {
                let whole = range.start + from..range.start + to + close.len_utf8();
                slips.push((whole, format!("〔{year}〕")));
            }
        }
    }
    slips
}

/// Headings that begin with a number of their own: the program numbers them.
pub(super) fn headings(report: &Report, findings: &mut Vec<Diagnostic>) {
    fn walk(section: &Section, findings: &mut Vec<Diagnostic>) {
        let located = &section.heading.text;
        if let Some(len) = typed_number(located.text()) {
            let message = "标题里写了编号；编号由程序生成，会重复".to_owned();
            let span = located.span(0..len);
            let mut finding = Diagnostic::note(Code::Wording, message).at(span, "删去");
            finding.remedy = (span.end - span.start == len).then(|| Remedy {
                span,
                replacement: String::new(),
            });
            findings.push(finding);
        }
        for section in &section.sections {
            walk(section, findings);
        }
    }
    for section in &report.sections {
        walk(section, findings);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_keep_their_marks() {
        assert!(half_width("共1,234件，见http://a.b，时间12:30。").is_empty());
        assert_eq!(half_width("收到20件,传真3件;其中:").len(), 3);
        assert!(spaces("2018 年，共 20 件 PDF 文件").is_empty());
        assert_eq!(spaces("邮 编，服务， 为").len(), 2);
    }
}
