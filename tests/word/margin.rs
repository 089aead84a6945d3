//! Remarks in the margin, and the anchors that lead back to the data.

use std::collections::BTreeMap;

use hegao::document::{Block, Document, Kind, Paragraph, Part, Run};
use hegao::style::Style;
use hegao::word::{self, Place, Remark, Voice};

use crate::lint::{Element, File};
use crate::{SOURCE, linted, sample};

fn remark(place: Place, text: &str) -> Remark {
    Remark {
        place,
        voice: Voice::Checker,
        text: text.to_owned(),
    }
}

fn write(document: &Document, remarks: &[Remark]) -> Vec<u8> {
    word::write(
        document,
        Style::standard(),
        &sample::drawings(),
        remarks,
        SOURCE,
    )
    .expect("the document is sound")
}

/// What lies between the two marks of each id.
fn covered(document: &Element, start: &str, end: &str) -> BTreeMap<String, String> {
    let mut open: BTreeMap<&str, String> = BTreeMap::new();
    let mut closed = BTreeMap::new();
    for element in document.all() {
        if element.name == start {
            open.insert(element.get("w:id"), String::new());
        } else if element.name == end {
            let id = element.get("w:id");
            let text = open.remove(id).expect("what ends has begun");
            closed.insert(id.to_owned(), text);
        } else if element.name == "w:t" {
            for text in open.values_mut() {
                text.push_str(&element.text);
            }
        }
    }
    assert!(open.is_empty());
    closed
}

/// Author, text and covered words of each comment, in the order of the file.
fn comments(file: &File) -> Vec<(String, String, String)> {
    let words = covered(&file.document(), "w:commentRangeStart", "w:commentRangeEnd");
    let comments = file.xml("word/comments.xml");
    let comments = comments.every("w:comment");
    comments
        .iter()
        .map(|comment| {
            assert_eq!(comment.get("w:date"), "2019-02-28T00:00:00Z");
            assert!(!comment.get("w:initials").is_empty());
            (
                comment.get("w:author").to_owned(),
                comment.says(),
                words[comment.get("w:id")].clone(),
            )
        })
        .collect()
}

#[test]
fn a_remark_is_on_the_very_words() {
    let document = sample::full(false);
    let text = sample::prose(0);
    let at = text.find("政府信息").expect("it is there");
    let (words, all) = (at..at + "政府信息".len(), 0..text.len());
    let paragraph = |anchor: &str, range| Place::Paragraph(anchor.to_owned(), range);
    let nothing = "<w:t>&amp;\"'𠮷";
    let mut remarks = vec![
        remark(paragraph("preface[0]", words.clone()), "甲"),
        remark(paragraph("preface[0]", words.start + 6..all.end), "乙"),
        remark(paragraph("preface[0]", all.clone()), nothing),
        remark(Place::Cell("全市:第1项".to_owned()), "丙"),
        remark(Place::Cell("全市:第4项".to_owned()), "没有填"),
        remark(Place::Report, "丁"),
        remark(paragraph("organ", 0..6), "戊"),
        // Places that are not printed: about the report as a whole.
        remark(Place::Cell("全市:没有的项".to_owned()), "己"),
        remark(paragraph("preface[9]", 0..3), "庚"),
        remark(paragraph("preface[0]", 1..3), "辛"),
        remark(paragraph("preface[0]", 0..9999), "壬"),
    ];
    remarks.push(Remark {
        voice: Voice::Author,
        ..remark(
            paragraph("section[0].section[1].body[0]", 0..9),
            "不属统计表口径",
        )
    });
    let bytes = write(&document, &remarks);
    let file = linted("comments", &bytes);
    assert_eq!(word::text(&bytes).expect("it can be read"), document.text());
    let mut comments = comments(&file);
    comments.sort_by(|a, b| a.1.cmp(&b.1));
    let title = "2018年示例市人民政府信息公开工作年度报告";
    let second = &text[words.start + 6..];
    let mut expected: Vec<_> = [
        ("核稿", "甲", "政府信息"),
        ("核稿", "乙", second),
        ("核稿", nothing, text.as_str()),
        ("核稿", "丙", "37"),
        ("核稿", "没有填", ""),
        ("核稿", "丁", title),
        ("核稿", "戊", "示例"),
        ("核稿", "己", title),
        ("核稿", "庚", title),
        ("核稿", "辛", title),
        ("核稿", "壬", title),
        ("撰稿人核定", "不属统计表口径", "（二）"),
    ]
    .map(|(author, text, words)| (author.to_owned(), text.to_owned(), words.to_owned()))
    .into();
    expected.sort_by(|a, b| a.1.cmp(&b.1));
    assert_eq!(comments, expected);
}

#[test]
fn a_remark_goes_when_its_cause_goes() {
    let document = sample::full(false);
    let remarks = [
        remark(Place::Paragraph("preface[1]".to_owned(), 0..3), "甲"),
        remark(Place::Cell("全市:第1项".to_owned()), "乙"),
    ];
    assert_eq!(
        comments(&linted("two", &write(&document, &remarks))).len(),
        2
    );
    let one = linted("one", &write(&document, &remarks[1..]));
    assert_eq!(comments(&one).len(), 1);
    let none = linted("full", &write(&document, &[]));
    assert!(!none.parts.contains_key("word/comments.xml"));
    assert!(none.document().every("w:commentReference").is_empty());
}

#[test]
fn every_paragraph_and_every_figure_has_an_anchor() {
    let file = linted("full", &write(&sample::full(false), &[]));
    let document = file.document();
    let words = covered(&document, "w:bookmarkStart", "w:bookmarkEnd");
    for paragraph in document.every("w:p") {
        let text = paragraph.says();
        let marks = paragraph.every("w:bookmarkStart");
        let cell = paragraph.value(&["w:pPr", "w:pStyle"]);
        let in_table = cell.starts_with("Table") || cell.starts_with("Dense");
        let label = in_table && !cell.ends_with("Caption") && !cell.contains("Figure");
        let picture = !paragraph.every("wp:inline").is_empty();
        if label || picture || ["AfterTable", "BelowTable"].contains(&cell) {
            assert!(marks.is_empty(), "{cell}");
            continue;
        }
        let whole = &words[marks[0].get("w:id")];
        // The final mark may stand outside.
        assert!(
            text.starts_with(whole.as_str()) && text.chars().count() <= whole.chars().count() + 1,
            "{text}"
        );
        for mark in &marks {
            let name = mark.get("w:name");
            assert!(name.len() == 11 && name.starts_with("_g_"));
            assert!(name[3..].chars().all(|c| c.is_ascii_hexdigit()));
        }
        if text.contains("全年受理申请166") {
            assert!(marks.iter().any(|mark| words[mark.get("w:id")] == "166"));
        }
    }
}

#[test]
fn anchors_stay_when_other_text_changes() {
    let name = |lead: &str| {
        let runs = vec![
            Run::plain(lead),
            Run {
                cell: Some("全市:收到申请数".to_owned()),
                ..Run::plain("166")
            },
            Run::plain("件。"),
        ];
        let paragraph = Paragraph {
            kind: Kind::Body,
            runs,
            anchor: Some("section[0].body[0]".to_owned()),
        };
        let document = Document {
            info: sample::info(false),
            parts: vec![Part {
                landscape: false,
                blocks: vec![
                    Block::Title(vec!["标题".to_owned()]),
                    Block::Paragraph(paragraph),
                ],
            }],
        };
        let file = linted("anchors", &write(&document, &[]));
        let document = file.document();
        let marks = document.every("w:bookmarkStart");
        marks
            .iter()
            .map(|mark| mark.get("w:name").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(name("受理"), name("全年共受理"));
    assert_eq!(name("受理").len(), 3, "title, paragraph, figure");
}
