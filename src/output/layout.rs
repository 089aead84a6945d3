//! What the template is given: a document, its looks and its faces as one JSON value.
//!
//! Every wording and every figure is settled here or before; the template changes no character.

use serde_json::{Map, Value, json};

use super::fonts::Faces;
use super::runs::runs;
use crate::document::title;
use crate::document::{
    Align, Block, Document, Drawing, Drawings, Grid, GridCell, Kind, Paragraph, Part, Signature,
};
use crate::style::{Role, Style};

/// More lines than this stay breakable at the end of the report.
const LONGEST_TAIL: usize = 12;

/// Lines of the last paragraph that accompany the end of the report to a new page.
const COMPANY: usize = 2;
/// A paragraph of so many lines goes along as a whole.
const SHORT_PARAGRAPH: usize = 3;

/// A file that the template reads: a path of its own, and the bytes.
pub type File = (String, Vec<u8>);

/// The value that the template reads, and the drawings that it shows.
///
/// # Errors
/// If a drawing that the document speaks of is missing.
pub fn given(
    document: &Document,
    drawings: &Drawings,
    style: &Style,
    faces: &Faces,
) -> anyhow::Result<(Value, Vec<File>)> {
    let mut files = Vec::new();
    let mut parts = Vec::new();
    for part in &document.parts {
        parts.push(json!({
            "landscape": part.landscape,
            "blocks": blocks(part, drawings, style, &mut files)?,
        }));
    }
    let info = &document.info;
    let value = json!({
        "title": info.title,
        "author": info.author,
        "keywords": [info.place, format!("{}年", info.year), "政府信息公开工作年度报告"],
        "draft": if info.draft { Some("草稿") } else { None },
        "again": "续表",
        "page": style.page,
        "text": style.text,
        "dash-top": faces.dash_top(style.text.page_number.face),
        "faces": chains(faces),
        "parts": parts,
    });
    Ok((value, files))
}

/// The chain of every role, under the names of [`name_of`].
fn chains(faces: &Faces) -> Value {
    let chain = |role: Role| {
        let links = faces.chain(role).iter();
        links
            .map(|link| json!({"name": name_of(link.face), "covers": link.share.class()}))
            .collect::<Vec<_>>()
    };
    let all: Map<String, Value> = Role::ALL
        .into_iter()
        .filter_map(|role| {
            let key = serde_json::to_value(role).ok()?;
            Some((key.as_str()?.to_owned(), json!(chain(role))))
        })
        .collect();
    Value::Object(all)
}

/// The name by which the template knows face `index`: two files of an office may share a family.
#[must_use]
pub fn name_of(index: usize) -> String {
    format!("face {index}")
}

fn blocks(
    part: &Part,
    drawings: &Drawings,
    style: &Style,
    files: &mut Vec<File>,
) -> anyhow::Result<Vec<Value>> {
    let mut all = Vec::new();
    // 附件说明, 署名, 成文日期 and the QR code stay together at the end of the report.
    let mut tail: Vec<Value> = Vec::new();
    for block in &part.blocks {
        match block {
            Block::Title(lines) => all.push(json!({
                "type": "title",
                "lines": title::lines(lines, style.title_room(room(style, part).0)),
            })),
            Block::Paragraph(paragraph) => match attachment(paragraph) {
                Some(value) => tail.push(value),
                None => all.push(self::paragraph(paragraph, style, part)),
            },
            Block::Grid(grid) => all.push(self::grid(grid, room(style, part))),
            Block::Picture(picture) => {
                let drawing = drawings.pictures.get(picture.number);
                let mut value = image(drawing, &format!("picture-{}", picture.number), files)?;
                value["type"] = "picture".into();
                value["caption"] = picture.caption.clone().into();
                value["alt"] = picture.alt.clone().into();
                all.push(value);
            }
            Block::Signature(signature) => tail.push(self::signature(signature, drawings, files)?),
            Block::Qr(url) => {
                let mut value = image(drawings.qr.as_ref(), "qr", files)?;
                value["type"] = "qr".into();
                value["alt"] = format!("二维码：{url}").into();
                match tail.last_mut() {
                    Some(last) if last["type"] == "signature" => last["qr"] = value,
                    _ => tail.push(value),
                }
            }
        }
    }
    if !tail.is_empty() {
        let lines: usize = tail.len() + 7;
        all.push(json!({"type": "tail", "breakable": lines > LONGEST_TAIL, "blocks": tail}));
    }
    Ok(all)
}

/// Sees to it that the end of the report, which begins page `tail`, has text of the report above it.
///
/// Two lines of the last paragraph go along, or all of a short one with its headings. `lines` are the lines of that
/// paragraph with the page of each. Returns whether anything has changed.
pub fn keep_company(value: &mut Value, lines: &[(usize, String)], tail: usize) -> bool {
    let Some(blocks) = value["parts"][0]["blocks"].as_array_mut() else {
        return false;
    };
    let is = |block: &Value, kind: &str| block["type"] == kind;
    let Some(last) = blocks
        .iter()
        .position(|block| is(block, "tail"))
        .and_then(|at| at.checked_sub(1))
    else {
        return false;
    };
    if lines.last().is_none_or(|(page, _)| *page >= tail) {
        return false;
    }
    if is(&blocks[last], "picture") {
        blocks[last]["sticky"] = true.into();
        return true;
    }
    if !is(&blocks[last], "body") {
        return false;
    }
    if lines.len() > SHORT_PARAGRAPH {
        let whole = |block: &Value| {
            let part = |key: &str| block[key].as_str().unwrap_or_default().to_owned();
            (part("heading"), part("text"))
        };
        let (heading, text) = whole(&blocks[last]);
        let stay = &lines[..lines.len() - COMPANY];
        if let Some(at) = end_of_lines(&format!("{heading}{text}"), stay)
            && at > heading.len()
        {
            let (stays, goes) = text.split_at(at - heading.len());
            blocks[last]["text"] = stays.into();
            blocks[last]["goes-along"] = goes.into();
            return true;
        }
    }
    let first = blocks[..last]
        .iter()
        .rposition(|block| !is(block, "heading"))
        .map_or(0, |before| before + 1);
    if first > 1 {
        blocks[first]["new-page"] = true.into();
    }
    first > 1
}

/// The value with every text of a paragraph cut into runs, as the template reads it.
#[must_use]
pub fn in_runs(value: &Value) -> Value {
    let mut value = value.clone();
    let parts = value["parts"].as_array_mut().into_iter().flatten();
    let blocks = parts.filter_map(|part| part["blocks"].as_array_mut());
    for block in blocks.flatten() {
        for key in ["text", "heading", "goes-along"] {
            if let Some(text) = block.get(key).and_then(Value::as_str) {
                block[key] = runs(text);
            }
        }
    }
    value
}

/// Where in `text` the given lines of it end.
fn end_of_lines(text: &str, lines: &[(usize, String)]) -> Option<usize> {
    let mut rest = text;
    for (_, line) in lines {
        rest = match rest.strip_prefix(line.as_str()) {
            Some(rest) => rest,
            // White space is dropped where a line ends.
            None => rest.trim_start().strip_prefix(line.trim_start())?,
        };
    }
    Some(text.len() - rest.len())
}

/// Width and height of the text area, in mm.
fn room(style: &Style, part: &Part) -> (f64, f64) {
    let page = &style.page;
    if part.landscape {
        (page.text_height, page.text_width)
    } else {
        (page.text_width, page.text_height)
    }
}

fn paragraph(paragraph: &Paragraph, style: &Style, part: &Part) -> Value {
    let text = paragraph.text();
    match paragraph.kind {
        Kind::Heading(level) => json!({"type": "heading", "level": level, "text": text}),
        Kind::Body | Kind::AttachmentFirst | Kind::AttachmentNext => {
            let of = |heading: bool| -> String {
                let runs = paragraph.runs.iter();
                runs.filter(|run| run.heading.is_some() == heading)
                    .map(|run| run.text.as_str())
                    .collect()
            };
            let level = paragraph.runs.iter().find_map(|run| run.heading);
            json!({"type": "body", "level": level, "heading": of(true), "text": of(false)})
        }
        Kind::AnnexLabel => json!({"type": "annex-label", "text": text}),
        Kind::AnnexTitle => json!({
            "type": "annex-title",
            "lines": title::lines(&[text], style.title_room(room(style, part).0)),
        }),
        Kind::GridCaption => json!({"type": "grid-caption", "text": text}),
    }
}

/// A line of 附件说明 as what stands before the name, and the name.
fn attachment(paragraph: &Paragraph) -> Option<Value> {
    let first = match paragraph.kind {
        Kind::AttachmentFirst => true,
        Kind::AttachmentNext => false,
        _ => return None,
    };
    let text = paragraph.text();
    let mark = if first {
        text.find('：').map_or(0, |at| at + '：'.len_utf8())
    } else {
        0
    };
    let (word, rest) = text.split_at(mark);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = if digits > 0 && rest[digits..].starts_with('.') {
        digits + 1
    } else {
        0
    };
    let (number, name) = rest.split_at(number);
    Some(json!({
        "type": "attachment",
        "first": first,
        "word": word,
        "number": number,
        "name": name,
    }))
}

fn signature(
    signature: &Signature,
    drawings: &Drawings,
    files: &mut Vec<File>,
) -> anyhow::Result<Value> {
    let seal = match &signature.seal {
        Some(_) => {
            let mut value = image(drawings.seal.as_ref(), "seal", files)?;
            let organ = signature.organ.clone().unwrap_or_default();
            value["alt"] = format!("{organ}印章").into();
            Some(value)
        }
        None => None,
    };
    Ok(json!({
        "type": "signature",
        "organ": signature.organ,
        "date": signature.date,
        "seal": seal,
        "qr": null,
    }))
}

/// Registers a drawing as a file of the template.
fn image(drawing: Option<&Drawing>, name: &str, files: &mut Vec<File>) -> anyhow::Result<Value> {
    let drawing = drawing.ok_or_else(|| anyhow::anyhow!("没有图片 {name}"))?;
    let (extension, bytes) = match &drawing.svg {
        Some(svg) => ("svg", svg),
        None => ("png", &drawing.png),
    };
    let path = format!("{name}.{extension}");
    files.push((path.clone(), bytes.clone()));
    Ok(json!({"path": path, "width": drawing.width, "height": drawing.height}))
}

fn grid(grid: &Grid, (width, height): (f64, f64)) -> Value {
    let rows = |rows: &[Vec<GridCell>]| {
        let cells = rows.iter().map(|row| row.iter().map(cell).collect());
        cells.collect::<Vec<Vec<Value>>>()
    };
    json!({
        "type": "grid",
        "width": width,
        "height": height,
        "widths": grid.widths,
        "dense": grid.dense,
        "alt": grid.alt,
        "header": rows(&grid.header),
        "rows": rows(&grid.rows),
    })
}

fn cell(cell: &GridCell) -> Value {
    let align = match cell.align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    };
    json!({
        "lines": cell_lines(cell),
        "colspan": cell.colspan,
        "rowspan": cell.rowspan,
        "align": align,
        "indent": cell.indent,
        "heading": cell.heading,
    })
}

/// The label of a group stands beside its rows: its number gets a line of its own.
fn cell_lines(cell: &GridCell) -> Vec<&str> {
    let text = cell.text.as_str();
    let numbered = text.starts_with('（').then(|| text.find('）')).flatten();
    match numbered.map(|at| at + '）'.len_utf8()) {
        Some(at) if cell.rowspan > 1 && cell.align == Align::Center && at < text.len() => {
            vec![&text[..at], &text[at..]]
        }
        _ => vec![text],
    }
}
