//! The format-neutral document: what is printed, in order, with every number settled. Both writers walk this.
//!
//! Numbering of headings, annexes and pictures is decided here, once. Nothing here knows TOML, Typst or Word.

mod grid;
pub mod title;

pub use grid::{Align, Grid, GridCell};

use crate::form::Placement;
use crate::report::{Date, Figure, FigureKind, Passage, Report, Section};

/// A whole document.
#[derive(Clone, Debug)]
pub struct Document {
    /// What the files say about themselves.
    pub info: Info,
    /// The report proper, then one part an annex. Each begins a new page.
    pub parts: Vec<Part>,
}

/// What the files say about themselves.
#[derive(Clone, Debug)]
pub struct Info {
    /// The title in one line.
    pub title: String,
    /// 署名, else the place, else empty.
    pub author: String,
    /// 荆门市; empty if the report names none.
    pub place: String,
    /// Id of the form.
    pub form: String,
    /// The report year.
    pub year: i32,
    /// 成文日期, else 1 January after the year.
    pub date: Date,
    /// Says 草稿 and carries no seal.
    pub draft: bool,
}

/// A run of pages of one orientation.
#[derive(Clone, Debug)]
pub struct Part {
    /// Printed on landscape pages.
    pub landscape: bool,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// A piece of a page.
#[derive(Clone, Debug)]
pub enum Block {
    /// The title, 2号小标宋; lines where the author breaks it.
    Title(Vec<String>),
    /// Anything set as one paragraph.
    Paragraph(Paragraph),
    /// A table.
    Grid(Grid),
    /// A chart or a picture, with its caption.
    Picture(Picture),
    /// 署名 and 成文日期, with the place of the seal.
    Signature(Signature),
    /// The address as a QR code.
    Qr(String),
}

/// One paragraph.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// What it is, which decides its looks.
    pub kind: Kind,
    /// Its text.
    pub runs: Vec<Run>,
    /// Its path in the data file (`section[1].body[0]`); absent for text that the tool makes.
    pub anchor: Option<String>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A heading that stands alone; level 1 to 4.
    Heading(u8),
    /// 正文, also one that a heading of level 2 to 4 runs in with.
    Body,
    /// 附件说明: the first line of it (附件：1.…).
    AttachmentFirst,
    /// 附件说明: a further line (2.…).
    AttachmentNext,
    /// 附件1, at the top left of an annex.
    AnnexLabel,
    /// The title of an annex.
    AnnexTitle,
    /// The caption of a grid in the body.
    GridCaption,
}

/// A run of characters of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The characters.
    pub text: String,
    /// The level of the heading that it is the text of, in a paragraph that a heading runs in with.
    pub heading: Option<u8>,
    /// The cell that printed it: `scope:indicator`.
    pub cell: Option<String>,
}

impl Run {
    /// Text without more to say.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            heading: None,
            cell: None,
        }
    }
}

impl Paragraph {
    /// A paragraph of text that the tool makes.
    #[must_use]
    pub fn made(kind: Kind, text: impl Into<String>) -> Self {
        Self {
            kind,
            runs: vec![Run::plain(text)],
            anchor: None,
        }
    }

    /// Its characters.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// A chart or a picture from a file, with its caption.
#[derive(Clone, Debug)]
pub struct Picture {
    /// 图1　各渠道公开政府信息数.
    pub caption: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Index among the report's pictures, in reading order.
    pub number: usize,
}

/// A drawing, made once for both files.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The picture as SVG, for the PDF; absent for a photograph.
    pub svg: Option<Vec<u8>>,
    /// The picture as PNG, for the Word file, and for the PDF where there is no SVG.
    pub png: Vec<u8>,
    /// Printed width in mm.
    pub width: f64,
    /// Printed height in mm.
    pub height: f64,
}

/// Every drawing of a document.
#[derive(Clone, Debug, Default)]
pub struct Drawings {
    /// The QR code of the address.
    pub qr: Option<Drawing>,
    /// Charts and pictures, by [`Picture::number`].
    pub pictures: Vec<Drawing>,
    /// The seal.
    pub seal: Option<Drawing>,
}

/// 署名 and 成文日期.
#[derive(Clone, Debug)]
pub struct Signature {
    /// 署名.
    pub organ: Option<String>,
    /// 2019年2月28日.
    pub date: Option<String>,
    /// The file of the seal, as the data file gives it; never in a draft or a Word file.
    pub seal: Option<String>,
}

impl Document {
    /// Lays a report out in reading order.
    #[must_use]
    pub fn new(report: &Report, draft: bool) -> Self {
        let mut builder = Builder {
            report,
            pictures: 0,
        };
        let mut parts = vec![Part {
            landscape: false,
            blocks: builder.body(draft),
        }];
        parts.extend(builder.annexes());
        Self {
            info: info(report, draft),
            parts,
        }
    }

    /// Every block, in reading order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.parts.iter().flat_map(|part| &part.blocks)
    }

    /// The text that both files must hold, in reading order: one string for each title, paragraph, cell and caption.
    #[must_use]
    pub fn text(&self) -> Vec<String> {
        let mut text = Vec::new();
        for block in self.blocks() {
            match block {
                Block::Title(lines) => text.push(lines.concat()),
                Block::Paragraph(paragraph) => text.push(paragraph.text()),
                Block::Grid(grid) => text.extend(grid.cells().map(|cell| cell.text.clone())),
                Block::Picture(picture) => text.push(picture.caption.clone()),
                Block::Signature(signature) => {
                    text.extend(signature.organ.clone());
                    text.extend(signature.date.clone());
                }
                Block::Qr(_) => {}
            }
        }
        text.retain(|piece| !piece.is_empty());
        text
    }
}

fn info(report: &Report, draft: bool) -> Info {
    let meta = &report.meta;
    let name = |value: &Option<crate::source::Spanned<String>>| {
        value.as_ref().map(|value| value.value.clone())
    };
    Info {
        title: meta.title_line(),
        author: name(&meta.organ)
            .or_else(|| name(&meta.place))
            .unwrap_or_default(),
        place: name(&meta.place).unwrap_or_default(),
        form: report.form.id.clone(),
        year: report.year,
        date: meta.date.as_ref().map_or(
            Date {
                year: report.year + 1,
                month: 1,
                day: 1,
            },
            |date| date.value,
        ),
        draft,
    }
}

struct Builder<'a> {
    report: &'a Report,
    pictures: usize,
}

impl Builder<'_> {
    fn body(&mut self, draft: bool) -> Vec<Block> {
        let report = self.report;
        let mut blocks = vec![Block::Title(
            report
                .meta
                .title
                .iter()
                .map(|line| line.text().to_owned())
                .collect(),
        )];
        for (n, passage) in report.preface.iter().enumerate() {
            blocks.push(body(vec![], passage, format!("preface[{n}]"), report));
        }
        for (n, section) in report.sections.iter().enumerate() {
            self.section(section, 1, n + 1, &mut blocks);
        }
        let titles: Vec<_> = self
            .annexed()
            .map(|table| report.tables[table].title.value.as_str())
            .collect();
        for (n, title) in titles.iter().enumerate() {
            let (kind, lead) = if n == 0 {
                (Kind::AttachmentFirst, "附件：")
            } else {
                (Kind::AttachmentNext, "")
            };
            let number = if titles.len() > 1 {
                format!("{}.", n + 1)
            } else {
                String::new()
            };
            blocks.push(Block::Paragraph(Paragraph::made(
                kind,
                format!("{lead}{number}{title}"),
            )));
        }
        let meta = &report.meta;
        if meta.organ.is_some() || meta.date.is_some() {
            blocks.push(Block::Signature(Signature {
                organ: meta.organ.as_ref().map(|organ| organ.value.clone()),
                date: meta.date.as_ref().map(|date| date.value.to_string()),
                seal: meta
                    .seal
                    .as_ref()
                    .filter(|_| !draft)
                    .map(|seal| seal.value.clone()),
            }));
        }
        blocks.extend(meta.url.as_ref().map(|url| Block::Qr(url.value.clone())));
        blocks
    }

    fn section(&mut self, section: &Section, level: u8, number: usize, blocks: &mut Vec<Block>) {
        let number_text = heading_number(level, number);
        let mut body_passages = section.body.iter().enumerate();
        let anchor = |n: usize| format!("{}.body[{n}]", section.path);
        let first = if section.run_in {
            body_passages.next()
        } else {
            None
        };
        if let Some((n, passage)) = first {
            let mut lead = heading_runs(number_text, &section.heading, Some(level), self.report);
            if !ends_itself(section.heading.text.text()) {
                lead.push(Run {
                    text: "。".into(),
                    heading: Some(level),
                    cell: None,
                });
            }
            blocks.push(body(lead, passage, anchor(n), self.report));
        } else {
            blocks.push(Block::Paragraph(Paragraph {
                kind: Kind::Heading(level),
                runs: heading_runs(number_text, &section.heading, None, self.report),
                anchor: Some(format!("{}.heading", section.path)),
            }));
        }
        for (n, passage) in body_passages {
            blocks.push(body(vec![], passage, anchor(n), self.report));
        }
        if level == 1 {
            self.grids_of_section(number, blocks);
        }
        for figure in &section.figures {
            blocks.push(self.picture(figure));
        }
        for (n, section) in section.sections.iter().enumerate() {
            self.section(section, level + 1, n + 1, blocks);
        }
    }

    /// 2019 and 2021: the first table stands in the sections that the form names.
    fn grids_of_section(&self, number: usize, blocks: &mut Vec<Block>) {
        let report = self.report;
        if report.form.placement != Placement::Body {
            return;
        }
        let Some(table) = report.tables.first() else {
            return;
        };
        for (g, spec) in report
            .form
            .grids
            .iter()
            .enumerate()
            .filter(|(_, spec)| spec.section == Some(number))
        {
            if let (Some(caption), false) = (&spec.caption, spec.captioned_inside()) {
                blocks.push(Block::Paragraph(Paragraph::made(
                    Kind::GridCaption,
                    caption,
                )));
            }
            blocks.push(Block::Grid(Grid::new(&report.form, g, table)));
        }
    }

    /// The tables that are printed as annexes.
    fn annexed(&self) -> std::ops::Range<usize> {
        let first = match self.report.form.placement {
            Placement::Annex => 0,
            Placement::Body => 1.min(self.report.tables.len()),
        };
        first..self.report.tables.len()
    }

    fn annexes(&self) -> Vec<Part> {
        let report = self.report;
        let annexed = self.annexed();
        let many = annexed.len() > 1;
        let part = |(n, table): (usize, usize)| {
            let table = &report.tables[table];
            let label = if many {
                format!("附件{}", n + 1)
            } else {
                "附件".to_owned()
            };
            let mut blocks = vec![
                Block::Paragraph(Paragraph::made(Kind::AnnexLabel, label)),
                Block::Paragraph(Paragraph::made(Kind::AnnexTitle, table.title.value.clone())),
            ];
            for (g, spec) in report.form.grids.iter().enumerate() {
                if let (Some(caption), false) = (&spec.caption, spec.captioned_inside()) {
                    blocks.push(Block::Paragraph(Paragraph::made(
                        Kind::GridCaption,
                        caption,
                    )));
                }
                blocks.push(Block::Grid(Grid::new(&report.form, g, table)));
            }
            Part {
                landscape: table.landscape,
                blocks,
            }
        };
        annexed.enumerate().map(part).collect()
    }

    fn picture(&mut self, figure: &Figure) -> Block {
        self.pictures += 1;
        let caption = format!("图{}　{}", self.pictures, figure.title);
        let alt = match &figure.kind {
            FigureKind::Image { alt, .. } => alt.clone(),
            FigureKind::Chart { cells, history, .. } => {
                let past = history
                    .iter()
                    .map(|(year, value)| format!("{year}年{value}"));
                let now = cells.iter().map(|cell| {
                    let unit = self.report.form.unit(cell.address);
                    format!(
                        "{}{}{unit}",
                        self.report.form.indicator(cell.address),
                        self.report.state(*cell)
                    )
                });
                format!(
                    "{}：{}",
                    figure.title,
                    past.chain(now).collect::<Vec<_>>().join("，")
                )
            }
        };
        Block::Picture(Picture {
            caption,
            alt,
            number: self.pictures - 1,
        })
    }
}

fn body(mut lead: Vec<Run>, passage: &Passage, anchor: String, report: &Report) -> Block {
    lead.extend(runs(passage, None, report));
    Block::Paragraph(Paragraph {
        kind: Kind::Body,
        runs: lead,
        anchor: Some(anchor),
    })
}

fn heading_runs(number: String, heading: &Passage, level: Option<u8>, report: &Report) -> Vec<Run> {
    let mut all = vec![Run {
        text: number,
        heading: level,
        cell: None,
    }];
    for run in runs(heading, level, report) {
        match all.last_mut() {
            Some(last) if last.cell.is_none() && run.cell.is_none() => {
                last.text.push_str(&run.text);
            }
            _ => all.push(run),
        }
    }
    all
}

fn runs(passage: &Passage, heading: Option<u8>, report: &Report) -> Vec<Run> {
    let text = passage.text.text();
    let mut runs = Vec::new();
    let mut at = 0;
    let mut push = |piece: &str, cell: Option<String>| {
        if !piece.is_empty() {
            runs.push(Run {
                text: piece.to_owned(),
                heading,
                cell,
            });
        }
    };
    for (range, cell) in &passage.bound {
        push(&text[at..range.start], None);
        push(&text[range.clone()], Some(report.name(*cell)));
        at = range.end;
    }
    push(&text[at..], None);
    runs
}

/// 层次序数 (GB/T 9704—2012, 7.3.3): 一、 （一） 1. （1）.
fn heading_number(level: u8, number: usize) -> String {
    match level {
        1 => format!("{}、", chinese(number)),
        2 => format!("（{}）", chinese(number)),
        3 => format!("{number}."),
        _ => format!("（{number}）"),
    }
}

/// 1 to 99 in Chinese numerals.
fn chinese(number: usize) -> String {
    let digit = |n: usize| {
        "零一二三四五六七八九"
            .chars()
            .nth(n)
            .map(String::from)
            .unwrap_or_default()
    };
    match (number / 10, number % 10) {
        (0, ones) => digit(ones),
        (tens, ones) if tens < 10 => {
            let tens = if tens == 1 {
                String::new()
            } else {
                digit(tens)
            };
            let ones = if ones == 0 {
                String::new()
            } else {
                digit(ones)
            };
            format!("{tens}十{ones}")
        }
        _ => number.to_string(),
    }
}

fn ends_itself(heading: &str) -> bool {
    heading
        .trim_end()
        .ends_with(['。', '！', '？', '：', '；', '.', '!', '?', ':', ';', '…'])
}

impl std::fmt::Display for Date {
    /// 2019年2月28日 (GB/T 9704—2012, 7.3.5.4: Arabic, in full, no padding).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}年{}月{}日", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_numbered() {
        let all: Vec<_> = [(1, 1), (1, 12), (1, 20), (2, 35), (3, 4), (4, 10)]
            .map(|(l, n)| heading_number(l, n))
            .into();
        assert_eq!(
            all,
            ["一、", "十二、", "二十、", "（三十五）", "4.", "（10）"]
        );
    }

    #[test]
    fn a_stop_is_put_only_where_none_is() {
        assert!(
            ends_itself("夯实工作基础。")
                && ends_itself("主要做法：")
                && !ends_itself("加强组织领导")
        );
    }
}
