//! A Word file back into text, from any program that may have saved it.

use anyhow::{Context, Result};

use super::package::Package;
use super::styles::TITLE;
use super::xml::Element;

/// The text of the body in reading order, one string a paragraph, those without text left out. What was deleted with changes
/// tracked is gone, what was inserted is there; lines of a title are joined.
pub(super) fn text(package: &Package) -> Result<Vec<String>> {
    let document = package.xml("word/document.xml")?;
    let body = document
        .child("w:body")
        .context("不是 Word 文件（没有正文）")?;
    let mut text = Vec::new();
    blocks(body, &mut text)?;
    text.retain(|paragraph| !paragraph.is_empty());
    Ok(text)
}

/// Paragraphs, wherever they stand: in cells, content controls, tracked insertions.
fn blocks(element: &Element, text: &mut Vec<String>) -> Result<()> {
    for child in element.elements() {
        match child.name.as_ref() {
            "w:p" => {
                let mut paragraph = String::new();
                inline(child, &mut paragraph)?;
                let style = child
                    .child("w:pPr")
                    .and_then(|properties| properties.child("w:pStyle"))
                    .and_then(|style| style.get("w:val"));
                if style.as_deref() == Some(TITLE) {
                    paragraph.retain(|c| c != '\n');
                }
                text.push(paragraph);
            }
            "w:del" | "w:moveFrom" => {}
            _ => blocks(child, text)?,
        }
    }
    Ok(())
}

/// The characters of a paragraph.
fn inline(element: &Element, text: &mut String) -> Result<()> {
    for child in element.elements() {
        match child.name.as_ref() {
            "w:t" => text.push_str(&child.text()?),
            "w:tab" => text.push('\t'),
            "w:br" => text.push('\n'),
            "w:cr" => text.push('\r'),
            "w:noBreakHyphen" => text.push('\u{2011}'),
            "w:softHyphen" => text.push('\u{AD}'),
            "mc:AlternateContent" => {
                let chosen = child.child("mc:Choice").or(child.child("mc:Fallback"));
                chosen.map_or(Ok(()), |chosen| inline(chosen, text))?;
            }
            "w:ruby" => child
                .child("w:rubyBase")
                .map_or(Ok(()), |base| inline(base, text))?,
            // Properties have tabs of their own; the rest is no text, or was deleted.
            "w:pPr" | "w:rPr" | "w:sdtPr" | "w:instrText" | "w:delInstrText" | "w:del"
            | "w:moveFrom" | "w:drawing" | "w:pict" | "w:object" => {}
            _ => inline(child, text)?,
        }
    }
    Ok(())
}
