//! The parts of a Word file that say nothing of the report's text: settings, faces, properties, relations, content types.

use super::package::{FINGERPRINT, NO_FINGERPRINT, Package};
use super::styles::value;
use super::xml::Element;
use crate::document::Info;
use crate::report::Date;
use crate::style::{Role, Style};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// The custom property with the digest of the data file.
const SOURCE: &str = "HegaoSource";

/// A date as Word files write it.
pub(super) fn moment(date: Date) -> String {
    let Date { year, month, day } = date;
    format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
}

/// settings.xml.
pub(super) fn settings() -> Element<'static> {
    let compat = [
        "spaceForUL",
        "balanceSingleByteDoubleByteWidth",
        "doNotLeaveBackslashAlone",
        "ulTrailSpace",
        "doNotExpandShiftReturn",
        "adjustLineHeightInTable",
        "useFELayout",
    ];
    let setting = |(name, value): (&str, &str)| {
        Element::new("w:compatSetting")
            .with("w:name", name)
            .with("w:uri", "http://schemas.microsoft.com/office/word")
            .with("w:val", value)
    };
    let settings = [
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
    ];
    Element::new("w:settings").with("xmlns:w", W).holding([
        Element::new("w:zoom").with("w:percent", "100"),
        value("w:defaultTabStop", "420"),
        Element::new("w:evenAndOddHeaders"),
        value("w:drawingGridVerticalSpacing", "156"),
        value("w:characterSpacingControl", "compressPunctuation"),
        Element::new("w:compat")
            .holding(compat.map(|name| Element::new(format!("w:{name}"))))
            .holding(settings.map(setting)),
        value("w:themeFontLang", "en-US").with("w:eastAsia", "zh-CN"),
    ])
}

/// fontTable.xml: what stands in for a face that is not installed.
pub(super) fn faces(style: &Style) -> Element<'static> {
    let face = |(role, face): (&Role, &crate::style::Face)| {
        let (charset, family, pitch) = match role {
            Role::Latin => ("00", "roman", "variable"),
            Role::Hei | Role::Kai | Role::Fang => ("86", "modern", "fixed"),
            Role::Title | Role::Song => ("86", "auto", "variable"),
        };
        Element::new("w:font").with("w:name", &face.word).holding([
            value("w:altName", &face.also),
            value("w:charset", charset),
            value("w:family", family),
            value("w:pitch", pitch),
        ])
    };
    Element::new("w:fonts")
        .with("xmlns:w", W)
        .holding(style.face.iter().map(face))
}

/// docProps/core.xml.
pub(super) fn core(info: &Info) -> Element<'static> {
    let date = moment(info.date);
    let text = |name: &'static str, text: &str| Element::new(name).saying(text);
    let dated = |name: &'static str| text(name, &date).with("xsi:type", "dcterms:W3CDTF");
    Element::new("cp:coreProperties")
        .with("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties"))
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .holding([
            text("dc:title", &info.title),
            text("dc:subject", "政府信息公开工作年度报告"),
            text("dc:creator", &info.author),
            text(
                "cp:keywords",
                &[
                    info.place.as_str(),
                    &info.year.to_string(),
                    "政府信息公开",
                    "年度报告",
                ]
                .into_iter()
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join("; "),
            ),
            text("dc:language", "zh-CN"),
            text("cp:lastModifiedBy", &info.author),
            text("cp:revision", "1"),
            dated("dcterms:created"),
            dated("dcterms:modified"),
        ])
}

/// docProps/app.xml.
pub(super) fn app() -> Element<'static> {
    Element::new("Properties")
        .with(
            "xmlns",
            "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        )
        .holding([Element::new("Application").saying("hegao")])
}

/// docProps/custom.xml, still without the fingerprint.
pub(super) fn custom(source: &str) -> Element<'static> {
    let property = |(n, (name, text)): (usize, (&str, &str))| {
        Element::new("property")
            .with("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}")
            .with("pid", &(n + 2).to_string())
            .with("name", name)
            .holding([Element::new("vt:lpwstr").saying(text)])
    };
    let properties = [(FINGERPRINT, NO_FINGERPRINT), (SOURCE, source)];
    Element::new("Properties")
        .with(
            "xmlns",
            "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        )
        .with(
            "xmlns:vt",
            "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
        )
        .holding(properties.into_iter().enumerate().map(property))
}

/// _rels/.rels.
pub(super) fn package_relations() -> Element<'static> {
    relations([
        (
            "rId1".to_owned(),
            format!("{RELATION}/officeDocument"),
            "word/document.xml".to_owned(),
        ),
        (
            "rId2".to_owned(),
            format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml".to_owned(),
        ),
        (
            "rId3".to_owned(),
            format!("{RELATION}/extended-properties"),
            "docProps/app.xml".to_owned(),
        ),
        (
            "rId4".to_owned(),
            format!("{RELATION}/custom-properties"),
            "docProps/custom.xml".to_owned(),
        ),
    ])
}

/// word/_rels/document.xml.rels, for the parts that are there; ids as docx-rs gives them.
pub(super) fn document_relations(package: &Package) -> Element<'static> {
    let relation = |name: &str| {
        let target = name.strip_prefix("word/")?;
        let stem = target.strip_suffix(".xml").unwrap_or(target);
        let number = |kind: &str| stem.strip_prefix(kind).map(str::to_owned);
        let (id, kind) = match target {
            "styles.xml" => ("rIdStyles".to_owned(), "styles"),
            "settings.xml" => ("rIdSettings".to_owned(), "settings"),
            "fontTable.xml" => ("rIdFontTable".to_owned(), "fontTable"),
            "comments.xml" => ("rIdComments".to_owned(), "comments"),
            _ => {
                if let Some(n) = number("header") {
                    (format!("rIdHeader{n}"), "header")
                } else if let Some(n) = number("footer") {
                    (format!("rIdFooter{n}"), "footer")
                } else {
                    let id = target.strip_prefix("media/")?.strip_suffix(".png")?;
                    (id.to_owned(), "image")
                }
            }
        };
        Some((id, format!("{RELATION}/{kind}"), target.to_owned()))
    };
    relations(package.names().filter_map(relation))
}

fn relations(relations: impl IntoIterator<Item = (String, String, String)>) -> Element<'static> {
    let relation = |(id, kind, target): (String, String, String)| {
        Element::new("Relationship")
            .with("Id", &id)
            .with("Type", &kind)
            .with("Target", &target)
    };
    Element::new("Relationships")
        .with("xmlns", &format!("{PACKAGE}/relationships"))
        .holding(relations.into_iter().map(relation))
}

/// `[Content_Types].xml`, for the parts that are there.
pub(super) fn content_types(package: &Package) -> Element<'static> {
    let kind = |name: &str| {
        Some(match name {
            "word/document.xml" => format!("{WORD}.document.main+xml"),
            "word/styles.xml" => format!("{WORD}.styles+xml"),
            "word/settings.xml" => format!("{WORD}.settings+xml"),
            "word/fontTable.xml" => format!("{WORD}.fontTable+xml"),
            "word/comments.xml" => format!("{WORD}.comments+xml"),
            "docProps/core.xml" => {
                "application/vnd.openxmlformats-package.core-properties+xml".to_owned()
            }
            "docProps/app.xml" => {
                "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned()
            }
            "docProps/custom.xml" => {
                "application/vnd.openxmlformats-officedocument.custom-properties+xml".to_owned()
            }
            _ if name.starts_with("word/header") => format!("{WORD}.header+xml"),
            _ if name.starts_with("word/footer") => format!("{WORD}.footer+xml"),
            _ => return None,
        })
    };
    let default = |extension: &str, kind: &str| {
        Element::new("Default")
            .with("Extension", extension)
            .with("ContentType", kind)
    };
    let over = |name: &str| {
        kind(name).map(|kind| {
            Element::new("Override")
                .with("PartName", &format!("/{name}"))
                .with("ContentType", &kind)
        })
    };
    Element::new("Types")
        .with("xmlns", &format!("{PACKAGE}/content-types"))
        .holding([
            default("png", "image/png"),
            default(
                "rels",
                "application/vnd.openxmlformats-package.relationships+xml",
            ),
            default("xml", "application/xml"),
        ])
        .holding(package.names().filter_map(over))
}
