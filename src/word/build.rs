//! Document → parts of a Word file. The only file that knows docx-rs; what docx-rs leaves out or gets wrong is put right in
//! [`super::finish`].

mod page;

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use docx_rs::{
    BreakType, Comment, Docx, Paragraph, Pic, Run, SectionType, Table, TableCell, TableLayoutType,
    TableRow, VMergeType, WidthType,
};

use super::anchor::{self, Anchors};
use super::cells::{Placed, place, stays_whole, widths};
use super::inline::{Mark, Piece, Span, pieces};
use super::measure::{Page, Pitch, emu, points};
use super::{Remark, styles, xml};
use crate::document::{self, Block, Document, Drawing, Drawings, Grid, Kind, Part, Signature};
use crate::style::Style;

/// The parts as docx-rs makes them, and what it has no place for.
pub(super) struct Raw {
    pub document: Vec<u8>,
    pub headers: Vec<Vec<u8>>,
    pub footers: Vec<Vec<u8>>,
    pub comments: Option<Vec<u8>>,
    /// Pictures by id.
    pub media: Vec<(String, Vec<u8>)>,
    pub side: Side,
}

/// What docx-rs has no place for, in reading order; the finisher matches it by order and counts.
#[derive(Default)]
pub(super) struct Side {
    /// Name and alternative text of each picture.
    pub pictures: Vec<(String, String)>,
    /// Header rows and description of each table.
    pub tables: Vec<(usize, String)>,
    /// How many comments there are.
    pub comments: usize,
    /// Levels of indent of cells.
    pub indents: BTreeSet<usize>,
}

/// Lays a document out in the parts of a Word file.
pub(super) fn build(
    document: &Document,
    style: &Style,
    drawings: &Drawings,
    remarks: &[Remark],
) -> Result<Raw> {
    let info = &document.info;
    for text in [&info.title, &info.author, &info.place] {
        check(text)?;
    }
    let mut builder = Builder {
        style,
        drawings,
        pitch: Pitch::new(style),
        date: super::parts::moment(info.date),
        draft: info.draft,
        remarks: super::remark::Placed::new(document, remarks),
        anchors: Anchors::default(),
        bookmarks: 0,
        side: Side::default(),
        items: Vec::new(),
    };
    for (n, part) in document.parts.iter().enumerate() {
        builder.part(part, n)?;
        builder.close_table(styles::AFTER_TABLE);
        if let Some(next) = document.parts.get(n + 1)
            && !continues(part, next)
        {
            builder.end_section(part.landscape);
        }
    }
    ensure!(builder.remarks.is_empty(), "批注无处可放：没有标题");
    let landscape = document.parts.last().is_some_and(|part| part.landscape);
    let Builder { items, side, .. } = builder;
    let mut docx = Docx::new();
    docx.document.section_property = page::section(style, landscape, info.draft);
    for item in items {
        docx = match item {
            Item::Paragraph(paragraph) => docx.add_paragraph(*paragraph),
            Item::Table(table) => docx.add_table(*table),
        };
    }
    let parts = docx.build();
    Ok(Raw {
        document: parts.document,
        headers: if info.draft {
            page::headers()
        } else {
            Vec::new()
        },
        footers: page::footers(style, document.parts.iter().any(|part| part.landscape)),
        comments: (side.comments > 0).then_some(parts.comments),
        media: parts.media,
        side,
    })
}

/// Whether a part goes on in the section of the one before: its first paragraph begins a new page by its style.
fn continues(part: &Part, next: &Part) -> bool {
    let labelled = matches!(
        next.blocks.first(),
        Some(Block::Paragraph(document::Paragraph {
            kind: Kind::AnnexLabel,
            ..
        }))
    );
    labelled && part.landscape == next.landscape
}

/// Whether a block begins the end of a report, which must not stand on a page without any of the text (GB/T 9704—2012, 7.3.5.5).
fn begins_end(block: Option<&Block>) -> bool {
    match block {
        Some(Block::Signature(_) | Block::Qr(_)) => true,
        Some(Block::Paragraph(paragraph)) => paragraph.kind == Kind::AttachmentFirst,
        _ => false,
    }
}

enum Item {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

/// What a paragraph says.
struct Words<'a> {
    /// Its path in the data.
    path: &'a str,
    runs: &'a [document::Run],
    /// Written by the author: its figures are read.
    narrative: bool,
    remarks: Vec<Span>,
}

impl<'a> Words<'a> {
    /// Words that the tool puts together.
    fn made(path: &'a str, runs: &'a [document::Run], remarks: Vec<Span>) -> Self {
        Self {
            path,
            runs,
            narrative: false,
            remarks,
        }
    }
}

struct Builder<'a> {
    style: &'a Style,
    drawings: &'a Drawings,
    pitch: Pitch,
    date: String,
    draft: bool,
    remarks: super::remark::Placed<'a>,
    anchors: Anchors,
    bookmarks: usize,
    side: Side,
    items: Vec<Item>,
}

impl Builder<'_> {
    fn part(&mut self, part: &Part, p: usize) -> Result<()> {
        for (b, block) in part.blocks.iter().enumerate() {
            self.close_table(styles::BELOW_TABLE);
            let place = format!("parts[{p}].blocks[{b}]");
            match block {
                Block::Title(lines) => {
                    let room = self.style.title_room(self.style.page.text_width);
                    let lines = document::title::lines(lines, room);
                    let title = document::Run::plain(lines.join("\n"));
                    let remarks = self.remarks.on_title(title.text.len());
                    let words = Words::made("title", std::slice::from_ref(&title), remarks);
                    self.paragraph(Some(styles::TITLE), words)?;
                }
                Block::Paragraph(paragraph) => {
                    let path = paragraph.anchor.as_ref().unwrap_or(&place);
                    let last = paragraph.kind == Kind::Body && begins_end(part.blocks.get(b + 1));
                    let style = if last {
                        Some(styles::LAST.to_owned())
                    } else {
                        styles::of(paragraph.kind, &paragraph.text())
                    };
                    let remarks = self.remarks.on_paragraph(path);
                    let words = Words {
                        narrative: paragraph.anchor.is_some(),
                        ..Words::made(path, &paragraph.runs, remarks)
                    };
                    self.paragraph(style.as_deref(), words)?;
                }
                Block::Grid(grid) => self.grid(grid, part.landscape)?,
                Block::Picture(picture) => {
                    let drawing = self
                        .drawings
                        .pictures
                        .get(picture.number)
                        .with_context(|| format!("缺少图片：{}", picture.caption))?;
                    self.picture(styles::PICTURE, &picture.caption, &picture.alt, drawing)?;
                    let caption = document::Run::plain(picture.caption.as_str());
                    let words = Words::made(&place, std::slice::from_ref(&caption), Vec::new());
                    self.paragraph(Some(styles::CAPTION), words)?;
                }
                Block::Signature(signature) => self.signature(signature)?,
                Block::Qr(address) => {
                    let drawing = self.drawings.qr.as_ref().context("缺少二维码")?;
                    let alt = format!("二维码：{address}");
                    self.picture(styles::QR, "二维码", &alt, drawing)?;
                }
            }
        }
        Ok(())
    }

    /// Ends a section after a part.
    fn end_section(&mut self, landscape: bool) {
        let mut section = page::section(self.style, landscape, self.draft);
        section.section_type = Some(SectionType::NextPage);
        let last = match self.items.pop() {
            Some(Item::Paragraph(paragraph)) => *paragraph,
            other => {
                self.items.extend(other);
                Paragraph::new().style(styles::AFTER_TABLE)
            }
        };
        self.push(last.section_property(section));
    }

    fn push(&mut self, paragraph: Paragraph) {
        self.items.push(Item::Paragraph(Box::new(paragraph)));
    }

    /// Word wants a paragraph after a table, and joins tables that have none between them.
    fn close_table(&mut self, style: &str) {
        if let Some(Item::Table(_)) = self.items.last() {
            self.push(Paragraph::new().style(style));
        }
    }

    fn paragraph(&mut self, style: Option<&str>, words: Words) -> Result<()> {
        let paragraph = self.filled(styled(style), words)?;
        self.push(paragraph);
        Ok(())
    }

    /// Puts words with their anchors and remarks into a paragraph.
    fn filled(&mut self, mut paragraph: Paragraph, words: Words) -> Result<Paragraph> {
        let Words { path, runs, .. } = words;
        let mut spans: Vec<_> = anchor::of_text(path, runs, words.narrative)
            .into_iter()
            .map(|(range, path)| {
                self.bookmarks += 1;
                Span {
                    range,
                    mark: Mark::Bookmark(self.bookmarks, self.anchors.name(&path)),
                }
            })
            .collect();
        spans.extend(words.remarks);
        for piece in pieces(runs, &spans) {
            paragraph = match piece {
                Piece::Text(text, heading) => {
                    let mut run = plain(text)?;
                    if let Some(level) = heading {
                        run = run.style(&styles::run_in(level));
                    }
                    paragraph.add_run(run)
                }
                Piece::Start(Mark::Bookmark(id, name)) => paragraph.add_bookmark_start(*id, name),
                Piece::End(Mark::Bookmark(id, _)) => paragraph.add_bookmark_end(*id),
                Piece::Start(Mark::Comment(id, author, text)) => {
                    self.side.comments += 1;
                    let said = Paragraph::new().style("CommentText").add_run(plain(text)?);
                    paragraph.add_comment_start(
                        Comment::new(*id)
                            .author(*author)
                            .date(&self.date)
                            .add_paragraph(said),
                    )
                }
                Piece::End(Mark::Comment(id, ..)) => paragraph.add_comment_end(*id),
            };
        }
        Ok(paragraph)
    }

    /// 署名 and 成文日期 (GB/T 9704—2012, 7.3.5): without a seal 署名 ends two characters from the edge and the date begins two
    /// characters further in; with one the date ends four characters from the edge and 署名 is centred on it.
    fn signature(&mut self, signature: &Signature) -> Result<()> {
        // In halves of a character.
        let width = |text: &Option<String>| text.as_deref().map_or(0, half_characters);
        let (organ, date) = (width(&signature.organ), width(&signature.date));
        let sealed = signature.seal.is_some();
        let (organ_in, date_in) = match (organ, date) {
            (_, 0) => (4, 4),
            _ if sealed => ((8 + (date - organ) / 2).max(0), 8),
            (0, _) => (4, 4),
            _ if date > organ => (8 + date - organ, 4),
            _ => (4, organ - date),
        };
        for (text, style, path, indent) in [
            (&signature.organ, styles::ORGAN, "organ", organ_in),
            (&signature.date, styles::DATE, "date", date_in),
        ] {
            let Some(text) = text else { continue };
            let mut paragraph = styled(Some(style));
            if indent != 4 {
                let indent = indent * self.pitch.character / 2;
                paragraph = paragraph.indent(None, None, Some(indent), None);
            }
            let runs = [document::Run::plain(text.as_str())];
            let remarks = self.remarks.on_paragraph(path);
            let paragraph = self.filled(paragraph, Words::made(path, &runs, remarks))?;
            self.push(paragraph);
        }
        Ok(())
    }

    fn picture(&mut self, style: &str, name: &str, alt: &str, drawing: &Drawing) -> Result<()> {
        check(name)?;
        check(alt)?;
        self.side.pictures.push((name.to_owned(), alt.to_owned()));
        let picture = Pic::new_with_dimensions(drawing.png.clone(), 0, 0)
            .size(emu(drawing.width), emu(drawing.height))
            .id(format!("rIdPicture{}", self.side.pictures.len()));
        self.push(styled(Some(style)).add_run(Run::new().add_image(picture)));
        Ok(())
    }

    fn grid(&mut self, grid: &Grid, landscape: bool) -> Result<()> {
        check(&grid.alt)?;
        self.side.tables.push((grid.header.len(), grid.alt.clone()));
        let page = Page::new(self.style, landscape);
        let unsigned = |twips: i32| usize::try_from(twips).unwrap_or(0);
        let total = unsigned(page.text);
        let widths = widths(grid, total);
        let texts = &self.style.text;
        let text = if grid.dense { texts.dense } else { texts.table };
        // What stands above it needs some lines too.
        let room = unsigned(page.text_height - 3 * self.pitch.line);
        let whole = stays_whole(grid, &widths, unsigned(points(text.size)), room);
        let rows = place(grid, &widths)?
            .iter()
            .enumerate()
            .map(|(r, row)| {
                let cells: Result<Vec<_>> = row
                    .iter()
                    .map(|placed| self.cell(placed, grid.dense, r < grid.header.len()))
                    .collect();
                Ok(TableRow::new(cells?).cant_split())
            })
            .collect::<Result<Vec<_>>>()?;
        let table = Table::without_borders(rows)
            .style(styles::of_table(grid.dense, whole))
            .set_grid(widths)
            .width(total, WidthType::Dxa)
            .layout(TableLayoutType::Fixed);
        self.items.push(Item::Table(Box::new(table)));
        Ok(())
    }

    fn cell(&mut self, placed: &Placed, dense: bool, head: bool) -> Result<TableCell> {
        let mut cell = TableCell::new().width(placed.width, WidthType::Dxa);
        if placed.columns > 1 {
            cell = cell.grid_span(placed.columns);
        }
        let Some(content) = placed.cell else {
            let style = styles::of_cell(None, dense, head);
            return Ok(cell
                .vertical_merge(VMergeType::Continue)
                .add_paragraph(styled(Some(&style))));
        };
        if placed.spans_down {
            cell = cell.vertical_merge(VMergeType::Restart);
        }
        self.side.indents.insert(content.indent);
        let paragraph = styled(Some(&styles::of_cell(Some(content), dense, head)));
        let runs = [document::Run::plain(content.text.as_str())];
        let paragraph = match &content.anchor {
            Some(name) => {
                let remarks = self.remarks.on_cell(name, content.text.len());
                self.filled(paragraph, Words::made(name, &runs, remarks))?
            }
            None => paragraph.add_run(plain(&content.text)?),
        };
        Ok(cell.add_paragraph(paragraph))
    }
}

fn styled(style: Option<&str>) -> Paragraph {
    match style {
        Some(style) => Paragraph::new().style(style),
        None => Paragraph::new(),
    }
}

/// A run of text; docx-rs drops line ends, so breaks and tabs are put in their place.
fn plain(text: &str) -> Result<Run> {
    check(text)?;
    let mut run = Run::new();
    for piece in text.split_inclusive(['\n', '\r', '\t']) {
        let control = piece.chars().last().filter(|c| c.is_control());
        let control = control.filter(|c| matches!(c, '\n' | '\r' | '\t'));
        let text = piece.trim_end_matches(['\n', '\r', '\t']);
        if !text.is_empty() {
            run = run.add_text(text);
        }
        run = match control {
            Some('\n') => run.add_break(BreakType::TextWrapping),
            Some('\r') => run.add_carriage_return(),
            Some(_) => run.add_tab(),
            None => run,
        };
    }
    Ok(run)
}

/// Characters that XML forbids are findings of the data file; none may be left here, nor be dropped in silence.
fn check(text: &str) -> Result<()> {
    let forbidden = text.chars().find(|c| !xml::is_allowed(*c));
    ensure!(
        forbidden.is_none(),
        "文中有 Word 文件不能容纳的字符 U+{:04X}",
        forbidden.map_or(0, u32::from)
    );
    Ok(())
}

/// The width of a line in halves of a character.
fn half_characters(text: &str) -> i32 {
    let halves = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
    halves.sum()
}
