//! The findings as the last part of a draft, for those who read it on paper.

use crate::diagnostic::Diagnostic;
use crate::document::{Block, Kind, Paragraph, Part};
use crate::source::Sources;

/// Words of the report that are quoted with a finding, at most.
const QUOTED: usize = 24;

/// A part that says the findings; `None` if there are none.
#[must_use]
pub fn appendix(findings: &[Diagnostic], sources: &Sources) -> Option<Part> {
    if findings.is_empty() {
        return None;
    }
    let made = |kind, text: &str| Block::Paragraph(Paragraph::made(kind, text));
    let mut blocks = vec![
        made(Kind::AnnexTitle, "核对意见"),
        made(Kind::Body, "本页只附在草稿之后，不是报告的内容。"),
    ];
    for (finding, number) in findings.iter().zip(1..) {
        blocks.push(made(Kind::Body, &said(finding, number, sources)));
    }
    Some(Part {
        landscape: false,
        blocks,
    })
}

/// 3.错误：……（第12行第3列，“166件”）。说明：……怎么办：……
fn said(finding: &Diagnostic, number: usize, sources: &Sources) -> String {
    let mut text = format!(
        "{number}.{}：{}",
        finding.severity.chinese(),
        finding.message
    );
    if let Some(place) = finding.place() {
        let position = sources.position(place.file, place.start);
        text += &format!("（第{}行第{}列", position.line, position.column);
        let words = sources
            .slice(place)
            .lines()
            .next()
            .unwrap_or_default()
            .trim();
        if !words.is_empty() {
            let short: String = words.chars().take(QUOTED).collect();
            let more = if short == words { "" } else { "……" };
            text += &format!("，“{}{more}”", printable(&short));
        }
        text.push('）');
    }
    text = printable(&text);
    end(&mut text);
    for note in &finding.notes {
        text += &format!("说明：{}", printable(note));
        end(&mut text);
    }
    for help in &finding.help {
        text += &format!("怎么办：{}", printable(help));
        end(&mut text);
    }
    text
}

fn end(text: &mut String) {
    if !text.ends_with(['。', '！', '？']) {
        text.push('。');
    }
}

/// Findings speak of characters that no face may have: those are said by their code.
fn printable(text: &str) -> String {
    let one = |c: char| match u32::from(c) {
        0..=0x1f | 0x7f..=0x9f | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff => {
            String::new()
        }
        0xe000..=0xf8ff | 0xfff0..=0xffff | 0x10000.. => format!("U+{:04X}", u32::from(c)),
        _ => c.to_string(),
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    #[test]
    fn a_finding_is_said_with_its_place() {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", "一\n共收到166件");
        let finding = Diagnostic::error(Code::FigureMismatch, "正文的「166件」与表不符")
            .at(Span::new(file, 13..19), "正文")
            .with_help("改正文或改表");
        let part = appendix(&[finding], &sources).expect("a part");
        let Some(Block::Paragraph(last)) = part.blocks.last() else {
            panic!("a paragraph");
        };
        assert_eq!(
            last.text(),
            "1.错误：正文的「166件」与表不符（第2行第4列，“166件”）。怎么办：改正文或改表。"
        );
        assert!(appendix(&[], &sources).is_none());
        assert_eq!(printable("a\u{200b}😀𰻝"), "aU+1F600U+30EDD");
    }
}
