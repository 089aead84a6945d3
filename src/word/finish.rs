//! The finisher: takes the parts that docx-rs makes, puts right what it leaves out or gets wrong, and adds the rest.

use anyhow::{Result, ensure};

use super::build::{Raw, Side};
use super::order::sort;
use super::package::Package;
use super::xml::{Element, Node};
use super::{parts, styles};
use crate::document::Info;
use crate::style::Style;

/// Parts of docx-rs → the whole file.
pub(super) fn finish(raw: Raw, info: &Info, style: &Style, source: &str) -> Result<Package> {
    let mut package = Package::default();
    let mut document = Element::parse(&raw.document)?;
    complete(&mut document, &raw.side)?;
    let mut trees = vec![
        ("word/document.xml".to_owned(), document),
        (
            "word/styles.xml".to_owned(),
            styles::part(style, &raw.side.indents),
        ),
        ("word/settings.xml".to_owned(), parts::settings()),
        ("word/fontTable.xml".to_owned(), parts::faces(style)),
        ("docProps/core.xml".to_owned(), parts::core(info)),
        ("docProps/app.xml".to_owned(), parts::app()),
        ("docProps/custom.xml".to_owned(), parts::custom(source)),
        ("_rels/.rels".to_owned(), parts::package_relations()),
    ];
    for (kind, bodies) in [("header", &raw.headers), ("footer", &raw.footers)] {
        for (n, body) in bodies.iter().enumerate() {
            let name = format!("word/{kind}{}.xml", n + 1);
            trees.push((name, Element::parse(body)?));
        }
    }
    if let Some(comments) = &raw.comments {
        let mut comments = Element::parse(comments)?;
        ensure!(
            comments.elements().count() == raw.side.comments,
            "every comment has its text"
        );
        for comment in comments.elements_mut() {
            let author = comment.get("w:author").unwrap_or_default();
            let initials: String = author.chars().take(2).collect();
            comment.set("w:initials", &initials);
        }
        trees.push(("word/comments.xml".to_owned(), comments));
    }
    for (name, mut tree) in trees {
        tidy(&mut tree);
        package.put(name, tree.to_part());
    }
    for (id, png) in raw.media {
        package.put(format!("word/media/{id}.png"), png);
    }
    let relations = parts::document_relations(&package).to_part();
    package.put("word/_rels/document.xml.rels", relations);
    let types = parts::content_types(&package).to_part();
    package.put("[Content_Types].xml", types);
    package.fingerprint()?;
    Ok(package)
}

/// Puts in what docx-rs has no place for: header rows and descriptions of tables, names and alternative texts of pictures.
fn complete(document: &mut Element, side: &Side) -> Result<()> {
    let (mut pictures, mut tables) = (side.pictures.iter(), side.tables.iter());
    let (mut id, mut short) = (0_usize, false);
    document.walk(&mut |element| match element.name.as_ref() {
        "wp:inline" => {
            let Some((name, alt)) = pictures.next() else {
                short = true;
                return;
            };
            id += 1;
            element.walk(&mut |inner| {
                if matches!(inner.name.as_ref(), "wp:docPr" | "pic:cNvPr") {
                    inner.set("id", &id.to_string());
                    inner.set("name", name);
                    inner.set("descr", alt);
                }
            });
        }
        "w:tbl" => {
            let Some((header_rows, alt)) = tables.next() else {
                short = true;
                return;
            };
            let rows = element.elements_mut().filter(|row| row.name == "w:tr");
            for row in rows.take(*header_rows) {
                row.child_mut("w:trPr").push(Element::new("w:tblHeader"));
            }
            let properties = element.child_mut("w:tblPr");
            // The first row is a header.
            properties.push(styles::value("w:tblLook", "0020"));
            properties.push(styles::value("w:tblDescription", alt));
        }
        _ => {}
    });
    ensure!(
        !short && pictures.next().is_none() && tables.next().is_none(),
        "pictures and tables of the document and of Word are the same"
    );
    Ok(())
}

/// Rules for every part: nothing hollow, nothing that changes from run to run, the East Asian hint, children in order.
fn tidy(root: &mut Element) {
    root.walk(&mut |element| {
        element.nodes.retain(|node| match node {
            Node::Element(child) => {
                let hollow = child.nodes.is_empty();
                !(hollow
                    && matches!(
                        child.name.as_ref(),
                        "w:rPr" | "w:pPr" | "w:trPr" | "w:tcPr" | "w:r"
                    ))
            }
            Node::Text(_) => true,
        });
        match element.name.as_ref() {
            "w:p" => element.unset("w14:paraId"),
            "w:gridCol" => element.unset("w:type"),
            "w:fldChar" => element.unset("w:dirty"),
            "w:r" if needs_hint(element) => {
                let properties = element.child_mut("w:rPr");
                properties.child_mut("w:rFonts").set("w:hint", "eastAsia");
                sort(properties);
            }
            _ => {}
        }
        sort(element);
    });
}

/// Whether a run has characters that Word sets in the Latin face unless it is told that they are Chinese: “ ” ‘ ’ — … × · and
/// whatever else both scripts share.
fn needs_hint(run: &Element) -> bool {
    let shared = |c: char| {
        matches!(c,
            '\u{A1}' | '\u{A4}' | '\u{A7}' | '\u{A8}' | '\u{AA}' | '\u{AD}' | '\u{AF}' | '\u{B0}'..='\u{B4}'
            | '\u{B6}'..='\u{BA}' | '\u{BC}'..='\u{BF}' | '\u{D7}' | '\u{F7}' | '\u{2C7}'..='\u{2DD}'
            | '\u{370}'..='\u{4FF}' | '\u{2000}'..='\u{2BFF}' | '\u{E000}'..='\u{F8FF}')
    };
    let text = run.elements().filter(|child| child.name == "w:t");
    text.filter_map(|child| child.text().ok())
        .any(|text| text.contains(shared))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document, Drawings, Info, Kind, Paragraph, Part};
    use crate::report::Date;
    use crate::word::build::build;
    use crate::word::{Place, Remark, Voice};

    #[test]
    fn what_is_finished_stays_as_it_is() {
        let document = Document {
            info: Info {
                title: "年度报告".to_owned(),
                author: String::new(),
                place: String::new(),
                form: "2014".to_owned(),
                year: 2018,
                date: Date {
                    year: 2019,
                    month: 1,
                    day: 1,
                },
                draft: true,
            },
            parts: [false, true]
                .map(|landscape| Part {
                    landscape,
                    blocks: vec![
                        Block::Title(vec!["年度报告".to_owned()]),
                        Block::Paragraph(Paragraph::made(Kind::Heading(1), "一、“概述”——…")),
                    ],
                })
                .into(),
        };
        let remark = Remark {
            place: Place::Report,
            voice: Voice::Checker,
            text: "“批注”".to_owned(),
        };
        let style = Style::standard();
        let raw = build(&document, style, &Drawings::default(), &[remark])
            .expect("the document is sound");
        let package = finish(raw, &document.info, style, "").expect("it can be finished");
        let mut seen = 0;
        for name in package.names().filter(|name| name.starts_with("word/")) {
            let mut tree = package.xml(name).expect("it is well formed");
            let before = tree.clone();
            tidy(&mut tree);
            assert_eq!(tree, before, "{name}");
            seen += 1;
        }
        assert_eq!(seen, 12);
    }
}
