//! A Word file to the paragraphs of a narrative and the tables that are the form's.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::form::Form;
use crate::source::FileId;
use crate::word::{Foreign, Found, FoundCell, FoundParagraph, FoundTable};

use super::draft::Cells;
use super::grid::{self, Filled};
use super::line::{Line, Look, Notes, excerpt};
use super::place;
use super::sheet::{Sheet, SheetCell};
use super::text::clean;

/// What a Word file says of its report.
#[derive(Debug, Default)]
pub struct Narrative {
    /// Its paragraphs.
    pub lines: Vec<Line>,
    /// Its tables, each with the title above it.
    pub tables: Vec<(Option<String>, FoundTable)>,
    /// The address of the QR code at its end.
    pub url: Option<String>,
}

/// Reads the blocks of a Word file.
#[must_use]
pub fn read(found: Foreign, notes: &mut Notes) -> Narrative {
    let mut narrative = Narrative::default();
    let mut annex: Option<String> = None;
    let mut blocks = found.blocks.into_iter().zip(1..).peekable();
    while let Some((block, n)) = blocks.next() {
        let place = format!("第 {n} 段");
        match block {
            Found::Table(table) => narrative.tables.push((annex.clone(), table)),
            Found::Paragraph(paragraph) => {
                let above_table = matches!(blocks.peek(), Some((Found::Table(_), _)));
                match paragraph.style.as_str() {
                    "附件" => {}
                    "附件标题" => annex = Some(paragraph.text.replace('\n', "")),
                    "表题" if above_table => {}
                    "caption" => notes.left.push(format!(
                        "{place}图题{}没有放进正文",
                        excerpt(&paragraph.text)
                    )),
                    style if style.starts_with("toc ") => notes.left.push(format!(
                        "{place}{}是目录，没有放进正文",
                        excerpt(&paragraph.text)
                    )),
                    _ => lines(&paragraph, &place, &mut narrative.lines, notes),
                }
            }
        }
    }
    for said in found.pictures {
        match said.strip_prefix("二维码：") {
            Some(url) => narrative.url = Some(url.to_owned()),
            None => notes.left.push(format!(
                "图片{}不能导入，请另存后用 [[section.figure]] 写入",
                excerpt(&said)
            )),
        }
    }
    if found.comments > 0 {
        notes
            .left
            .push(format!("{} 条批注没有导入", found.comments));
    }
    for note in found.footnotes {
        notes.left.push(format!("脚注没有放进正文：「{note}」"));
    }
    narrative
}

/// The lines of a paragraph: one, unless there are soft breaks in it.
fn lines(paragraph: &FoundParagraph, place: &str, to: &mut Vec<Line>, notes: &mut Notes) {
    let look = match paragraph.style.as_str() {
        "title" | "标题" => Look::Title,
        "署名" => Look::Organ,
        "date" | "日期" => Look::Date,
        "附件说明" | "附件说明（首项）" => Look::Attachment,
        "附件说明（次项）" => Look::AttachmentNext,
        _ => match (paragraph.level, paragraph.run_in) {
            (Some(level @ 1..=4), _) => Look::Heading(level),
            (_, Some((level @ 1..=4, end))) => Look::RunIn(level, end),
            _ => Look::Plain,
        },
    };
    if look == Look::Title {
        to.push(Line {
            text: paragraph.text.trim().to_owned(),
            place: place.to_owned(),
            look,
        });
        return;
    }
    for (n, piece) in paragraph.text.split('\n').enumerate() {
        let text = clean(piece, place, notes);
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let look = match look {
            // What is cut off in front moves the end of the heading.
            Look::RunIn(level, end) if n == 0 && end <= piece.len() && text == piece => {
                Look::RunIn(level, end)
            }
            Look::RunIn(..) => Look::Plain,
            Look::Heading(_) if n > 0 => Look::Plain,
            look => look,
        };
        to.push(Line {
            text: text.to_owned(),
            place: place.to_owned(),
            look,
        });
    }
}

impl Narrative {
    /// The tables that are the form's, by their layout or by their labels; the text of others is said.
    pub fn tables(
        &self,
        form: &Arc<Form>,
        year: i32,
        file: FileId,
        notes: &mut Notes,
    ) -> Vec<Cells> {
        let mut tables: Vec<Cells> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut last: Option<&Option<String>> = None;
        for (n, (title, table)) in self.tables.iter().enumerate() {
            let name = title
                .clone()
                .unwrap_or_else(|| format!("第 {} 个表格", n + 1));
            let filled = grid::read(table, form, file)
                .map(|filled| vec![filled])
                .or_else(|| by_labels(table, form, year));
            let Some(filled) = filled else {
                let text: Vec<_> = table.cells.iter().map(|cell| cell.text.as_str()).collect();
                notes.left.push(format!(
                    "{name}不是统计表的样子，没有放进去：{}",
                    text.join(" | ")
                ));
                continue;
            };
            for filled in filled {
                let scope = filled.scope.clone();
                let other =
                    scope.is_some() && tables.last().is_some_and(|open| open.scope != scope);
                let new = other || last != Some(title) || !seen.is_disjoint(&filled.grids);
                if new || tables.is_empty() {
                    seen.clear();
                    let titled = Cells::titled(title.as_deref());
                    tables.push(Cells {
                        scope: scope.or(titled.scope.clone()),
                        ..titled
                    });
                }
                last = Some(title);
                seen.extend(filled.grids);
                if let Some(open) = tables.last_mut() {
                    open.cells.extend(filled.cells);
                }
                notes.totals += filled.totals;
                notes
                    .left
                    .extend(filled.left.into_iter().map(|left| format!("{name}{left}")));
            }
        }
        tables
    }
}

/// A table that is laid out otherwise, by its labels, once for each scope; `None` where most of what it holds has no place on the
/// form.
fn by_labels(table: &FoundTable, form: &Form, year: i32) -> Option<Vec<Filled>> {
    let cell = |cell: &FoundCell| SheetCell {
        row: cell.row,
        column: cell.column,
        text: cell.text.trim().to_owned(),
        hollow: false,
    };
    let cells = table.cells.iter().map(cell);
    let sheet = Sheet {
        cells: cells.filter(|cell| !cell.text.is_empty()).collect(),
        ..Sheet::default()
    };
    let mut notes = Notes::default();
    let tables = place::read("", &[sheet], form, year, &mut notes);
    let count: usize = tables.iter().map(|table| table.cells.len()).sum();
    if count <= notes.left.len() {
        return None;
    }
    let filled = |table: Cells| Filled {
        scope: table.scope,
        grids: table.cells.keys().map(|address| address.grid).collect(),
        cells: table.cells,
        left: std::mem::take(&mut notes.left),
        totals: std::mem::take(&mut notes.totals),
    };
    Some(tables.into_iter().map(filled).collect())
}
