//! A Word file from any program, as paragraphs with their looks and tables with their cells. Knows no report.

mod numbering;
mod table;

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::package::Package;
use super::xml::Element;
use numbering::Numbering;
pub use table::{FoundCell, FoundTable};

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolve {
    /// What was inserted stays, what was deleted goes.
    Accept,
    /// The other way round.
    Reject,
}

/// What a Word file holds.
#[derive(Clone, Debug, Default)]
pub struct Foreign {
    /// Paragraphs and tables of the body, in order.
    pub blocks: Vec<Found>,
    /// Tracked changes.
    pub changes: usize,
    /// Pictures and drawings, by what they say of themselves.
    pub pictures: Vec<String>,
    /// Comments in the margin.
    pub comments: usize,
    /// Footnotes and endnotes.
    pub footnotes: Vec<String>,
}

/// A block of a Word file.
#[derive(Clone, Debug)]
pub enum Found {
    /// A paragraph that has text.
    Paragraph(FoundParagraph),
    /// A table.
    Table(FoundTable),
}

/// A paragraph with its looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundParagraph {
    /// Its characters, the number that Word makes in front; soft breaks are line ends.
    pub text: String,
    /// The name of its style in lower case; empty for the usual one.
    pub style: String,
    /// The level of the outline, from 1, by its style.
    pub level: Option<u8>,
    /// The level and the last byte of a heading that runs in, by the styles of its characters.
    pub run_in: Option<(u8, usize)>,
}

/// Styles that rest on one another; more are a circle.
const DEEPEST_STYLE: usize = 16;

#[derive(Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    number: Option<(String, usize)>,
}

/// Reads a Word file.
pub(super) fn read(package: &Package, resolve: Resolve) -> Result<Foreign> {
    let document = package.xml("word/document.xml")?;
    let body = document
        .child("w:body")
        .context("不是 Word 文件（没有正文）")?;
    let mut reader = Reader {
        styles: styles(package)?,
        numbering: Numbering::read(package)?,
        resolve,
        found: Foreign::default(),
        joined: None,
    };
    reader.blocks(body)?;
    if let Some(rest) = reader.joined.take() {
        reader.push(rest);
    }
    let mut found = reader.found;
    for part in ["word/footnotes.xml", "word/endnotes.xml"] {
        if package.names().any(|name| name == part) {
            let notes = package.xml(part)?;
            for note in notes.elements().filter(|note| note.get("w:type").is_none()) {
                let mut text = String::new();
                table::all_text(note, resolve, &mut text)?;
                found.footnotes.push(text);
            }
        }
    }
    if package.names().any(|name| name == "word/comments.xml") {
        found.comments = package.xml("word/comments.xml")?.elements().count();
    }
    Ok(found)
}

fn styles(package: &Package) -> Result<BTreeMap<String, Style>> {
    if !package.names().any(|name| name == "word/styles.xml") {
        return Ok(BTreeMap::new());
    }
    let part = package.xml("word/styles.xml")?;
    let value = |element: &Element, name: &str| element.child(name).and_then(|e| e.get("w:val"));
    let style = |element: &Element| {
        let properties = element.child("w:pPr");
        let style = Style {
            name: value(element, "w:name").unwrap_or_default().to_lowercase(),
            based_on: value(element, "w:basedOn"),
            outline: properties
                .and_then(|properties| value(properties, "w:outlineLvl"))
                .and_then(|level| level.parse().ok()),
            number: properties.and_then(numbering::of),
        };
        Some((element.get("w:styleId")?, style))
    };
    Ok(part.elements().filter_map(style).collect())
}

struct Reader {
    styles: BTreeMap<String, Style>,
    numbering: Numbering,
    resolve: Resolve,
    found: Foreign,
    /// A paragraph whose end was deleted: the next one goes on with it.
    joined: Option<FoundParagraph>,
}

impl Reader {
    fn blocks(&mut self, element: &Element) -> Result<()> {
        for child in element.elements() {
            match child.name.as_ref() {
                "w:p" => self.paragraph(child)?,
                "w:tbl" => {
                    let table = table::read(child, self.resolve, &mut self.found.changes)?;
                    self.found.blocks.push(Found::Table(table));
                }
                "w:sdtPr" | "w:sectPr" => {}
                _ => self.blocks(child)?,
            }
        }
        Ok(())
    }

    fn push(&mut self, paragraph: FoundParagraph) {
        if !paragraph.text.trim().is_empty() {
            self.found.blocks.push(Found::Paragraph(paragraph));
        }
    }

    fn paragraph(&mut self, element: &Element) -> Result<()> {
        let properties = element.child("w:pPr");
        let id = properties
            .and_then(|properties| properties.child("w:pStyle"))
            .and_then(|style| style.get("w:val"));
        let chain = self.chain(id.as_deref());
        let mut paragraph = FoundParagraph {
            style: chain
                .first()
                .map_or(String::new(), |style| style.name.clone()),
            level: chain
                .iter()
                .find_map(|style| level(&style.name))
                .or_else(|| {
                    chain
                        .iter()
                        .find_map(|style| style.outline)
                        .map(|level| level + 1)
                })
                .filter(|level| (1..=9).contains(level)),
            ..FoundParagraph::default()
        };
        let number = properties
            .and_then(numbering::of)
            .or_else(|| chain.iter().find_map(|style| style.number.clone()));
        if let Some((id, level)) = number {
            paragraph.text = self.numbering.next(&id, level);
        }
        let mut boxes = Vec::new();
        self.inline(element, &mut paragraph, &mut boxes)?;
        if paragraph
            .run_in
            .is_some_and(|(_, end)| end >= paragraph.text.len())
        {
            paragraph.run_in = None;
        }
        let mark = properties.and_then(|properties| properties.child("w:rPr"));
        let tracked = |name: &str| mark.is_some_and(|mark| mark.child(name).is_some());
        let (inserted, deleted) = (tracked("w:ins"), tracked("w:del"));
        self.found.changes += usize::from(inserted) + usize::from(deleted);
        if let Some(mut before) = self.joined.take() {
            before.text.push_str(&paragraph.text);
            paragraph = before;
        }
        let goes_on = match self.resolve {
            Resolve::Accept => deleted,
            Resolve::Reject => inserted,
        };
        if goes_on {
            self.joined = Some(paragraph);
        } else {
            self.push(paragraph);
        }
        for inner in boxes {
            self.blocks(inner)?;
        }
        Ok(())
    }

    /// A style and those that it rests on.
    fn chain(&self, id: Option<&str>) -> Vec<&Style> {
        let mut chain = Vec::new();
        let mut next = id.and_then(|id| self.styles.get(id));
        while let Some(style) = next.filter(|_| chain.len() < DEEPEST_STYLE) {
            chain.push(style);
            next = style.based_on.as_ref().and_then(|id| self.styles.get(id));
        }
        chain
    }

    fn inline<'e>(
        &mut self,
        element: &'e Element<'e>,
        to: &mut FoundParagraph,
        boxes: &mut Vec<&'e Element<'e>>,
    ) -> Result<()> {
        for child in element.elements() {
            match child.name.as_ref() {
                "w:t" | "w:delText" => to.text.push_str(&child.text()?),
                "w:tab" => to.text.push('\t'),
                "w:br"
                    if child
                        .get("w:type")
                        .is_some_and(|kind| kind != "textWrapping") => {}
                "w:br" | "w:cr" => to.text.push('\n'),
                "w:noBreakHyphen" => to.text.push('-'),
                "w:ins" | "w:moveTo" => {
                    self.found.changes += 1;
                    if self.resolve == Resolve::Accept {
                        self.inline(child, to, boxes)?;
                    }
                }
                "w:del" | "w:moveFrom" => {
                    self.found.changes += 1;
                    if self.resolve == Resolve::Reject {
                        self.inline(child, to, boxes)?;
                    }
                }
                "mc:AlternateContent" => {
                    if let Some(chosen) = child.child("mc:Choice").or(child.child("mc:Fallback")) {
                        self.inline(chosen, to, boxes)?;
                    }
                }
                "w:drawing" | "w:pict" | "w:object" => self.drawing(child, boxes),
                "w:ruby" => {
                    if let Some(base) = child.child("w:rubyBase") {
                        self.inline(base, to, boxes)?;
                    }
                }
                "w:pPr" | "w:rPr" | "w:sdtPr" | "w:instrText" | "w:delInstrText" => {}
                "w:r" => {
                    let before = to.text.len();
                    self.inline(child, to, boxes)?;
                    let lead = to.run_in.map_or(before == 0, |(_, end)| end == before);
                    if let Some(level) = self.run_level(child).filter(|_| lead) {
                        to.run_in = Some((level, to.text.len()));
                    }
                }
                _ => self.inline(child, to, boxes)?,
            }
        }
        Ok(())
    }

    /// The level of the heading that a run is said to be the text of.
    fn run_level(&self, run: &Element) -> Option<u8> {
        let style = run.child("w:rPr")?.child("w:rStyle")?.get("w:val")?;
        let name = &self.styles.get(&style)?.name;
        let name = name
            .strip_suffix("字符")
            .or_else(|| name.strip_suffix("char"))?;
        level(name.trim())
    }

    /// A text box is read, a picture is told of.
    fn drawing<'e>(&mut self, element: &'e Element<'e>, boxes: &mut Vec<&'e Element<'e>>) {
        fn walk<'e>(
            element: &'e Element<'e>,
            boxes: &mut Vec<&'e Element<'e>>,
            said: &mut Option<String>,
        ) -> bool {
            let mut boxed = false;
            for child in element.elements() {
                match child.name.as_ref() {
                    "w:txbxContent" => {
                        boxes.push(child);
                        boxed = true;
                    }
                    name => {
                        if name == "wp:docPr" {
                            *said = child.get("descr").or_else(|| child.get("name"));
                        }
                        boxed |= walk(child, boxes, said);
                    }
                }
            }
            boxed
        }
        let mut said = None;
        if !walk(element, boxes, &mut said) {
            self.found.pictures.push(said.unwrap_or_default());
        }
    }
}

/// The level that the name of a style says: heading 1, 标题 1.
fn level(name: &str) -> Option<u8> {
    let digits = name
        .strip_prefix("heading")
        .or_else(|| name.strip_prefix("标题"))?
        .trim();
    digits.parse().ok().filter(|level| (1..=9).contains(level))
}
