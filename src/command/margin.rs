//! Findings and overrules as remarks in the margin of the Word file, on the words that they are about.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::document::{Block, Document};
use crate::report::{Passage, Relation, Report, Section};
use crate::source::{Located, Span};
use crate::word::{Place, Remark, Voice};

/// A remark for each finding and for each figure that the author has overruled the checker on.
pub(super) fn remarks(
    report: &Report,
    document: &Document,
    findings: &[Diagnostic],
) -> Vec<Remark> {
    let places = Places::new(report, document);
    let found = findings.iter().map(|finding| Remark {
        place: finding
            .place()
            .and_then(|span| places.of(span))
            .unwrap_or(Place::Report),
        voice: Voice::Checker,
        text: said(finding),
    });
    let mut remarks: Vec<_> = found.collect();
    let overrules = &report.overrules;
    let mut author = |quote: &str, text: String| {
        let place = places.quoted(quote);
        remarks.extend(place.map(|place| Remark {
            place,
            voice: Voice::Author,
            text,
        }));
    };
    for ignore in &overrules.ignores {
        let text = format!("撰稿人说明：此数不核对。理由：{}", ignore.reason);
        author(&ignore.quote.value, text);
    }
    for pin in &overrules.pins {
        let cells: Vec<_> = pin.cells.iter().map(|cell| report.name(*cell)).collect();
        let how = match pin.relation {
            Relation::Equal | Relation::None => "",
            Relation::Sum => "之和",
            Relation::Each => "（各等于此数）",
            Relation::Difference => "（第一格减其余）",
        };
        let text = format!("撰稿人指定：此数对应表中「{}」{how}", cells.join("」「"));
        author(&pin.quote.value, text);
    }
    for alias in &overrules.aliases {
        let (grid, row) = alias.row;
        let indicator = &report.form.grids[grid].rows[row].print;
        let text = format!("撰稿人说明：「{}」即指标「{indicator}」", alias.word.value);
        author(&alias.word.value, text);
    }
    remarks
}

/// A finding in full.
fn said(finding: &Diagnostic) -> String {
    let mut lines = vec![format!(
        "{}：{}",
        finding.severity.chinese(),
        finding.message
    )];
    lines.extend(finding.notes.iter().map(|note| format!("说明：{note}")));
    lines.extend(finding.help.iter().map(|help| format!("建议：{help}")));
    lines.join("\n")
}

/// A text of the narrative, and where it is printed.
struct Words<'a> {
    text: &'a Located,
    /// The paragraph that it is printed in.
    anchor: String,
    /// Where it begins there, in bytes.
    start: usize,
}

/// Everything that is printed and has a place in the data file.
struct Places<'a> {
    report: &'a Report,
    words: Vec<Words<'a>>,
}

impl<'a> Places<'a> {
    fn new(report: &'a Report, document: &'a Document) -> Self {
        let printed = |anchor: &str| {
            document.blocks().find_map(|block| match block {
                Block::Paragraph(paragraph) if paragraph.anchor.as_deref() == Some(anchor) => {
                    Some(paragraph.text())
                }
                _ => None,
            })
        };
        let mut words = Vec::new();
        // Numbers and headings stand in front: what an author wrote is at the end of its paragraph.
        let mut at_the_end = |passage: &'a Passage, anchor: String| {
            let length = printed(&anchor).map_or(0, |text| text.len());
            let start = length.saturating_sub(passage.text.text().len());
            words.push(Words {
                text: &passage.text,
                anchor,
                start,
            });
            start
        };
        for (n, passage) in report.preface.iter().enumerate() {
            at_the_end(passage, format!("preface[{n}]"));
        }
        let mut run_in = Vec::new();
        let mut sections: Vec<&Section> = report.sections.iter().rev().collect();
        while let Some(section) = sections.pop() {
            sections.extend(section.sections.iter().rev());
            let path = &section.path;
            let mut lead = None;
            for (n, passage) in section.body.iter().enumerate() {
                let start = at_the_end(passage, format!("{path}.body[{n}]"));
                lead = lead.or(Some(start));
            }
            match lead.filter(|_| section.run_in) {
                Some(lead) => run_in.push((section, lead)),
                None => {
                    at_the_end(&section.heading, format!("{path}.heading"));
                }
            }
        }
        for (section, lead) in run_in {
            let anchor = format!("{}.body[0]", section.path);
            let heading = section.heading.text.text();
            // The tool may have put a stop between heading and paragraph.
            let before = printed(&anchor).unwrap_or_default();
            let before = before.get(..lead).unwrap_or_default();
            let end = if before.ends_with(heading) {
                lead
            } else {
                before.trim_end_matches('。').len()
            };
            words.push(Words {
                text: &section.heading.text,
                anchor,
                start: end.saturating_sub(heading.len()),
            });
        }
        Self { report, words }
    }

    /// Where a part of the data file is printed.
    fn of(&self, span: Span) -> Option<Place> {
        for words in &self.words {
            if let Some(range) = within(words.text, span) {
                return Some(words.place(range));
            }
        }
        let meta = &self.report.meta;
        if let Some(organ) = meta.organ.as_ref().filter(|organ| touch(organ.span, span)) {
            return Some(Place::Paragraph("organ".to_owned(), 0..organ.value.len()));
        }
        if let Some(date) = meta.date.as_ref().filter(|date| touch(date.span, span)) {
            let length = date.value.to_string().len();
            return Some(Place::Paragraph("date".to_owned(), 0..length));
        }
        self.report.tables.iter().find_map(|table| {
            let cell = table
                .cells
                .iter()
                .find(|(_, entry)| touch(entry.span, span) || touch(entry.key, span));
            let (address, _) = cell?;
            let name = self.report.form.name(*address);
            Some(Place::Cell(format!("{}:{name}", table.scope)))
        })
    }

    /// Where the narrative says these words first.
    fn quoted(&self, quote: &str) -> Option<Place> {
        self.words.iter().find_map(|words| {
            let start = words.text.text().find(quote)?;
            Some(words.place(start..start + quote.len()))
        })
    }
}

impl Words<'_> {
    fn place(&self, range: Range<usize>) -> Place {
        let range = self.start + range.start..self.start + range.end;
        Place::Paragraph(self.anchor.clone(), range)
    }
}

/// Whether two parts of a file have something in common.
fn touch(a: Span, b: Span) -> bool {
    a.file == b.file && a.start <= b.end && b.start <= a.end
}

/// The part of a text that stands at `span` of its file.
fn within(text: &Located, span: Span) -> Option<Range<usize>> {
    if text.text().is_empty() || !touch(text.whole(), span) {
        return None;
    }
    let end = span.end.max(span.start + 1);
    let mut inside = text.text().char_indices().filter_map(|(at, c)| {
        let range = at..at + c.len_utf8();
        let origin = text.span(range.clone());
        (origin.start < end && span.start < origin.end).then_some(range)
    });
    let first = inside.next()?;
    let last = inside.next_back().map_or(first.end, |range| range.end);
    Some(first.start..last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;
    use crate::source::Sources;
    use crate::{check, data};

    const REPORT: &str = r#"
form = "2014"
year = 2018
title = "2018年示例市政府信息公开工作年度报告"
organ = "示例市人民政府办公室"

[[section]]
heading = "主动公开政府信息情况"

[[section.section]]
heading = "公开数量"
run_in = true
body = '''全市主动公开政府信息166条。其中，{{政府网站公开政府信息数}}条在网站公开，网站更新23286条。'''

[[table]]
title = "示例市政府信息公开情况统计表"
scope = "全市"
[table.cells]
"主动公开政府信息数" = 165
"政府网站公开政府信息数" = 160

[[check.ignore]]
quote = "网站更新23286条"
reason = "不属统计表口径"
"#;

    fn read() -> Report {
        let mut sources = Sources::default();
        let file = sources.add("report.toml", REPORT);
        let form = |id: &str| Form::embedded(id).ok_or_else(|| id.to_owned());
        data::read(&sources, file, &form)
            .report
            .expect("the report is sound")
    }

    fn made() -> (Vec<Remark>, Document) {
        let report = read();
        let document = Document::new(&report, true);
        let findings = check::report(&report, None).findings;
        (remarks(&report, &document, &findings), document)
    }

    /// The words that a remark is on.
    fn words(remark: &Remark, document: &Document) -> String {
        let Place::Paragraph(anchor, range) = &remark.place else {
            return format!("{:?}", remark.place);
        };
        let paragraph = document.blocks().find_map(|block| match block {
            Block::Paragraph(paragraph) if paragraph.anchor.as_ref() == Some(anchor) => {
                Some(paragraph.text())
            }
            _ => None,
        });
        paragraph.expect("it is printed")[range.clone()].to_owned()
    }

    #[test]
    fn remarks_are_on_the_words_that_they_are_about() {
        let (remarks, document) = made();
        let mismatch = remarks
            .iter()
            .find(|remark| remark.text.starts_with("错误："))
            .expect("166 is not 165");
        assert_eq!(words(mismatch, &document), "166条");
        assert_eq!(mismatch.voice, Voice::Checker);
        let author: Vec<_> = remarks
            .iter()
            .filter(|remark| remark.voice == Voice::Author)
            .collect();
        assert_eq!(author.len(), 1);
        assert_eq!(words(author[0], &document), "网站更新23286条");
        assert!(author[0].text.contains("不属统计表口径"));
    }

    #[test]
    fn a_heading_that_runs_in_and_a_cell_have_places() {
        let report = read();
        let document = Document::new(&report, true);
        let places = Places::new(&report, &document);
        let at = |words: &str| {
            let start = REPORT.find(words).expect("it is there");
            let place = places.of(Span::new(report.file, start..start + words.len()));
            place.map(|place| {
                let remark = Remark {
                    place,
                    voice: Voice::Checker,
                    text: String::new(),
                };
                self::words(&remark, &document)
            })
        };
        assert_eq!(at("公开数量").as_deref(), Some("公开数量"));
        assert_eq!(at("公开政府信息情况").as_deref(), Some("公开政府信息情况"));
        assert_eq!(at("{{政府网站公开政府信息数}}条").as_deref(), Some("160条"));
        assert_eq!(
            at("165").as_deref(),
            Some("Cell(\"全市:主动公开政府信息数\")")
        );
        assert_eq!(at("year"), None);
    }
}
