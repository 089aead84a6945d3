//! Documents to lay out, and how to look at the pages.

use std::sync::LazyLock;

use hegao::document::{
    Align, Block, Document, Drawings, Grid, GridCell, Info, Kind, Paragraph, Part, Run, Signature,
};
use hegao::output::fonts::Faces;
use hegao::output::pdf::{Engine, Glyphs, Page, Pdf, Profile};
use hegao::output::picture;
use hegao::report::Date;
use hegao::style::Style;

pub(crate) const MM: f64 = 72.0 / 25.4;
/// Width of one of 28 characters.
pub(crate) const CELL: f64 = 156.0 * MM / 28.0;
/// Height of one of 22 lines.
pub(crate) const LINE: f64 = 225.0 * MM / 22.0;
pub(crate) const LEFT: f64 = 28.0 * MM;
pub(crate) const TOP: f64 = 37.0 * MM;
/// From the top of a line to the baseline of a character of 3号 in the middle of it.
pub(crate) const ASCENT: f64 = 0.88 * 16.0 + (LINE - 16.0) / 2.0;

pub(crate) static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let style = Style::standard();
    let faces = Faces::new(style, None).expect("the faces in the binary");
    Engine::new(style, faces).expect("an engine")
});

/// Prose without a repetition that could hide a slip.
pub(crate) fn prose(characters: usize) -> String {
    "各级行政机关主动公开政府信息办理依申请公开事项加强平台建设与监督保障"
        .chars()
        .cycle()
        .take(characters)
        .collect()
}

pub(crate) fn paragraph(kind: Kind, text: &str) -> Block {
    Block::Paragraph(Paragraph::made(kind, text))
}

/// A heading of `level` that runs in with its paragraph.
pub(crate) fn run_in(level: u8, heading: &str, text: &str) -> Block {
    let heading = Run {
        text: heading.into(),
        heading: Some(level),
        cell: None,
    };
    Block::Paragraph(Paragraph {
        kind: Kind::Body,
        runs: vec![heading, Run::plain(text)],
        anchor: None,
    })
}

pub(crate) fn title(text: &str) -> Block {
    Block::Title(vec![text.into()])
}

pub(crate) fn signature(organ: &str, date: &str) -> Block {
    Block::Signature(Signature {
        organ: Some(organ.into()),
        date: Some(date.into()),
        seal: None,
    })
}

pub(crate) fn cell(text: &str, align: Align) -> GridCell {
    GridCell {
        text: text.into(),
        colspan: 1,
        rowspan: 1,
        align,
        indent: 0,
        heading: false,
        anchor: None,
    }
}

/// 统计指标, 单位, 统计数 and `rows` rows.
pub(crate) fn grid(rows: usize) -> Grid {
    let head = |text| cell(text, Align::Center);
    let row = |n: usize| {
        let mut label = cell(&format!("（{n}）{}", prose(n % 40)), Align::Left);
        label.indent = n % 3;
        let unit = cell("件", Align::Center);
        vec![label, unit, cell(&(n * 137).to_string(), Align::Right)]
    };
    Grid {
        widths: vec![750, 90, 160],
        header: vec![vec![head("统计指标"), head("单位"), head("统计数")]],
        rows: (1..=rows).map(row).collect(),
        dense: false,
        alt: "统计表".into(),
    }
}

pub(crate) fn annex(label: &str, title: &str, grid: Grid, landscape: bool) -> Part {
    Part {
        landscape,
        blocks: vec![
            paragraph(Kind::AnnexLabel, label),
            paragraph(Kind::AnnexTitle, title),
            Block::Grid(grid),
        ],
    }
}

pub(crate) fn document(blocks: Vec<Block>, annexes: Vec<Part>) -> Document {
    let body = Part {
        landscape: false,
        blocks,
    };
    Document {
        info: Info {
            title: "2021年政府信息公开工作年度报告".into(),
            author: "示例市人民政府办公室".into(),
            place: "示例市".into(),
            form: "2014".into(),
            year: 2021,
            date: Date {
                year: 2022,
                month: 1,
                day: 31,
            },
            draft: false,
        },
        parts: std::iter::once(body).chain(annexes).collect(),
    }
}

/// A report with everything that the page has a rule for.
pub(crate) fn whole() -> Document {
    let mut blocks = vec![title("2021年示例市人民政府办公室政府信息公开工作年度报告")];
    blocks.push(paragraph(Kind::Body, &prose(200)));
    for (n, number) in ["一", "二", "三"].into_iter().enumerate() {
        blocks.push(paragraph(Kind::Heading(1), &format!("{number}、总体情况")));
        blocks.push(paragraph(Kind::Heading(2), "（一）主动公开"));
        blocks.push(paragraph(Kind::Body, &prose(300 + 37 * n)));
        blocks.push(run_in(2, "（二）依申请公开。", &prose(90)));
        blocks.push(run_in(3, "1.收到和处理。", &prose(120)));
        blocks.push(run_in(4, "（1）答复。", &prose(130)));
        blocks.push(paragraph(
            Kind::Body,
            "全年收到申请166件，其中：“当面申请”20件；《条例》（2019年修订）规定——“应当公开”……",
        ));
    }
    blocks.push(paragraph(
        Kind::AttachmentFirst,
        "附件：1.示例市政府信息公开情况统计表（本级）",
    ));
    blocks.push(paragraph(
        Kind::AttachmentNext,
        "2.示例市政府信息公开情况统计表，包括各县（市、区）和市直各部门的数据",
    ));
    blocks.push(signature("示例市人民政府办公室", "2022年1月31日"));
    blocks.push(Block::Qr("http://www.example.gov.cn".into()));
    document(
        blocks,
        vec![
            annex(
                "附件1",
                "示例市政府信息公开情况统计表（本级）",
                grid(60),
                false,
            ),
            annex("附件2", "示例市政府信息公开情况统计表", grid(40), true),
        ],
    )
}

pub(crate) fn drawings() -> Drawings {
    Drawings {
        qr: Some(picture::qr("http://www.example.gov.cn").expect("a QR code")),
        ..Drawings::default()
    }
}

pub(crate) fn laid_out(document: &Document) -> Pdf {
    ENGINE
        .pdf(document, &drawings(), &Profile::default())
        .expect("a PDF")
}

/// A line of a page: what stands on one baseline, from left to right.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) y: f64,
    pub(crate) x: f64,
    pub(crate) end: f64,
    pub(crate) text: String,
    pub(crate) size: f64,
    pub(crate) family: String,
}

impl Line {
    /// Where the last character ends as drawn: a closing mark takes the left half of its square.
    pub(crate) fn ink(&self) -> f64 {
        let half = self
            .text
            .ends_with(|c| "，。、；：？！）》”’〕】".contains(c));
        self.end - if half { self.size / 2.0 } else { 0.0 }
    }
}

/// The lines of a page that are no artifacts, from the top.
pub(crate) fn lines(page: &Page) -> Vec<Line> {
    collect(page.text.iter().filter(|text| !text.artifact))
}

/// The lines of a page that repeat.
pub(crate) fn artifacts(page: &Page) -> Vec<Line> {
    collect(page.text.iter().filter(|text| text.artifact))
}

fn collect<'a>(text: impl Iterator<Item = &'a Glyphs>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for item in text {
        let line = lines.iter_mut().find(|line| (line.y - item.y).abs() < 0.01);
        match line {
            Some(line) => {
                line.x = line.x.min(item.x);
                line.end = line.end.max(item.x + item.width);
                line.text.push_str(&item.text);
            }
            None => lines.push(Line {
                y: item.y,
                x: item.x,
                end: item.x + item.width,
                text: item.text.clone(),
                size: item.size,
                family: item.family.clone(),
            }),
        }
    }
    lines.sort_by(|a, b| a.y.total_cmp(&b.y));
    lines
}

#[track_caller]
pub(crate) fn near(found: f64, wanted: f64, what: &str) {
    assert!(
        (found - wanted).abs() < 0.02,
        "{what}: {found} instead of {wanted}"
    );
}
