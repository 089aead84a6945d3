//! What a Word file must keep to and the validators do not see.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

/// An element with its attributes, text and children.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    fn parse(part: &[u8]) -> Self {
        let text = std::str::from_utf8(part).expect("a part is UTF-8");
        let mut reader = Reader::from_str(text);
        let mut open = vec![Self::default()];
        loop {
            let event = reader.read_event().expect("a part is well formed");
            let inner = |open: &mut Vec<Self>, element| {
                open.last_mut()
                    .expect("the root's parent")
                    .children
                    .push(element);
            };
            match event {
                Event::Start(start) => open.push(Self::start(&start)),
                Event::Empty(start) => {
                    let element = Self::start(&start);
                    inner(&mut open, element);
                }
                Event::End(_) => {
                    let element = open.pop().expect("a start for each end");
                    inner(&mut open, element);
                }
                Event::Text(piece) => {
                    let piece = piece.decode().expect("UTF-8");
                    open.last_mut()
                        .expect("the root's parent")
                        .text
                        .push_str(&piece);
                }
                Event::GeneralRef(name) => {
                    let name = format!("&{};", name.decode().expect("UTF-8"));
                    let text = quick_xml::escape::unescape(&name).expect("a known entity");
                    open.last_mut()
                        .expect("the root's parent")
                        .text
                        .push_str(&text);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1);
        open.remove(0).children.remove(0)
    }

    fn start(start: &quick_xml::events::BytesStart) -> Self {
        let attribute = |attribute: quick_xml::events::attributes::Attribute| {
            let value = std::str::from_utf8(&attribute.value)
                .expect("UTF-8")
                .to_owned();
            (
                String::from_utf8_lossy(attribute.key.as_ref()).into_owned(),
                quick_xml::escape::unescape(&value)
                    .expect("a known entity")
                    .into_owned(),
            )
        };
        Self {
            name: String::from_utf8_lossy(start.name().as_ref()).into_owned(),
            attributes: start
                .attributes()
                .map(|a| attribute(a.expect("a sound attribute")))
                .collect(),
            ..Self::default()
        }
    }

    /// This element and all inside, in order.
    pub(crate) fn all(&self) -> Vec<&Self> {
        let mut all = vec![self];
        for child in &self.children {
            all.extend(child.all());
        }
        all
    }

    /// All inside of that name.
    pub(crate) fn every(&self, name: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|e| e.name == name).collect()
    }

    /// The first child of that name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// An attribute.
    pub(crate) fn get(&self, key: &str) -> &str {
        self.attributes.get(key).map_or("", String::as_str)
    }

    /// The value of a child: `<w:pStyle w:val="…"/>`.
    pub(crate) fn value(&self, path: &[&str]) -> &str {
        let mut at = self;
        for name in path {
            match at.child(name) {
                Some(child) => at = child,
                None => return "",
            }
        }
        at.get("w:val")
    }

    /// All that a paragraph says, with its breaks and tabs.
    pub(crate) fn reads(&self) -> String {
        let one = |e: &&Self| match e.name.as_str() {
            "w:t" => e.text.clone(),
            "w:br" => "\n".to_owned(),
            "w:cr" => "\r".to_owned(),
            "w:tab" => "\t".to_owned(),
            _ => String::new(),
        };
        self.all().iter().map(one).collect()
    }

    /// All characters inside.
    pub(crate) fn says(&self) -> String {
        self.every("w:t").iter().map(|t| t.text.as_str()).collect()
    }
}

/// The parts of a file.
pub(crate) struct File {
    pub(crate) parts: BTreeMap<String, Vec<u8>>,
}

/// Whether a part of the package has that extension.
fn is(name: &str, extension: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, end)| end == extension)
}

impl File {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let mut parts = BTreeMap::new();
        for n in 0..zip.len() {
            let mut file = zip.by_index(n).expect("an entry");
            if n == 0 {
                assert_eq!(file.name(), "[Content_Types].xml");
            }
            let mut part = Vec::new();
            file.read_to_end(&mut part).expect("it unpacks");
            assert!(parts.insert(file.name().to_owned(), part).is_none());
        }
        Self { parts }
    }

    pub(crate) fn xml(&self, name: &str) -> Element {
        Element::parse(
            self.parts
                .get(name)
                .unwrap_or_else(|| panic!("{name} is there")),
        )
    }

    pub(crate) fn document(&self) -> Element {
        self.xml("word/document.xml")
    }

    /// Relations of the document: id and target.
    fn relations(&self) -> BTreeMap<String, String> {
        let mut ids = BTreeMap::new();
        for relation in self
            .xml("word/_rels/document.xml.rels")
            .every("Relationship")
        {
            let target = format!("word/{}", relation.get("Target"));
            assert!(self.parts.contains_key(&target), "{target}");
            assert!(ids.insert(relation.get("Id").to_owned(), target).is_none());
        }
        ids
    }

    /// Panics at what is wrong.
    pub(crate) fn lint(&self) {
        for (name, part) in &self.parts {
            if is(name, "xml") || is(name, "rels") {
                Element::parse(part);
                let text = String::from_utf8_lossy(part);
                let forbidden = |c: char| {
                    c < ' ' && !matches!(c, '\t' | '\n' | '\r')
                        || matches!(c, '\u{FFFE}' | '\u{FFFF}')
                };
                assert!(!text.contains(forbidden), "{name}");
            }
        }
        self.lint_package();
        let document = self.document();
        self.lint_styles(&document);
        lint_ids(&document);
        lint_tables(&document);
        let comments = self
            .parts
            .contains_key("word/comments.xml")
            .then(|| self.xml("word/comments.xml"));
        let texts: Vec<_> = comments.iter().flat_map(|c| c.every("w:comment")).collect();
        let ids = |elements: &[&Element]| -> Vec<String> {
            elements.iter().map(|e| e.get("w:id").to_owned()).collect()
        };
        let sorted = |mut ids: Vec<String>| {
            ids.sort();
            assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
            ids
        };
        let texts = sorted(ids(&texts));
        for mark in [
            "w:commentRangeStart",
            "w:commentRangeEnd",
            "w:commentReference",
        ] {
            assert_eq!(sorted(ids(&document.every(mark))), texts, "{mark}");
        }
    }

    fn lint_package(&self) {
        let types = self.xml("[Content_Types].xml");
        let over: BTreeSet<_> = types
            .every("Override")
            .iter()
            .map(|e| e.get("PartName").to_owned())
            .collect();
        let default: BTreeSet<_> = types
            .every("Default")
            .iter()
            .map(|e| e.get("Extension").to_owned())
            .collect();
        for name in &over {
            assert!(
                self.parts.contains_key(name.trim_start_matches('/')),
                "{name}"
            );
        }
        for name in self
            .parts
            .keys()
            .filter(|name| *name != "[Content_Types].xml")
        {
            let extension = name.rsplit('.').next().unwrap_or_default();
            let known = match extension {
                "xml" => over.contains(&format!("/{name}")),
                _ => default.contains(extension),
            };
            assert!(known, "{name} has a content type");
        }
        let relations = self.relations();
        let mut used = BTreeSet::new();
        for (name, _) in self
            .parts
            .iter()
            .filter(|(name, _)| is(name, "xml") && name.starts_with("word/"))
        {
            for element in self.xml(name).all() {
                for (key, id) in &element.attributes {
                    if key.starts_with("r:") {
                        assert_eq!(name, "word/document.xml", "only the document has relations");
                        assert!(relations.contains_key(id), "{id} resolves");
                        used.insert(id.clone());
                    }
                }
            }
        }
        for (id, target) in relations {
            let implicit = ["styles", "settings", "fontTable", "comments"]
                .iter()
                .any(|part| target == format!("word/{part}.xml"));
            assert!(implicit || used.contains(&id), "{target} is used");
        }
    }

    fn lint_styles(&self, document: &Element) {
        let sheet = self.xml("word/styles.xml");
        let styles = sheet.every("w:style");
        let ids: BTreeSet<_> = styles.iter().map(|s| s.get("w:styleId")).collect();
        assert_eq!(ids.len(), styles.len(), "ids of styles are unique");
        let names: BTreeSet<_> = styles.iter().map(|s| s.value(&["w:name"])).collect();
        assert_eq!(names.len(), styles.len(), "names of styles are unique");
        for kind in ["paragraph", "character", "table", "numbering"] {
            let default = styles
                .iter()
                .filter(|s| s.get("w:type") == kind && s.get("w:default") == "1");
            assert_eq!(default.count(), 1, "one default style for {kind}");
        }
        for link in ["w:basedOn", "w:next", "w:link"] {
            for style in &styles {
                let id = style.value(&[link]);
                assert!(id.is_empty() || ids.contains(id), "{link} {id}");
            }
        }
        let mut bodies = vec![self.document()];
        for name in self.parts.keys().filter(|n| {
            n.starts_with("word/header")
                || n.starts_with("word/footer")
                || *n == "word/comments.xml"
        }) {
            bodies.push(self.xml(name));
        }
        for body in &bodies {
            for user in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
                for style in body.every(user) {
                    assert!(ids.contains(style.get("w:val")), "{}", style.get("w:val"));
                }
            }
        }
        // Looks are in the styles: paragraphs have but a style, a section and, where it depends on the text, an indent.
        for properties in document.every("w:pPr") {
            for child in &properties.children {
                assert!(
                    ["w:pStyle", "w:sectPr", "w:ind"].contains(&child.name.as_str()),
                    "{}",
                    child.name
                );
            }
        }
        for run in document.every("w:r") {
            let properties = run.child("w:rPr").map_or(&[][..], |p| &p.children);
            for child in properties {
                let hint = child.name == "w:rFonts" && child.attributes.keys().eq(["w:hint"]);
                assert!(child.name == "w:rStyle" || hint, "{}", child.name);
            }
        }
    }
}

fn lint_ids(document: &Element) {
    let unique = |name: &str, key: &str| {
        let elements = document.every(name);
        let all: BTreeSet<_> = elements.iter().map(|e| e.get(key).to_owned()).collect();
        assert_eq!(all.len(), elements.len(), "{name} {key}");
        assert!(!all.contains(""), "{name} {key}");
        all
    };
    unique("wp:docPr", "id");
    unique("w:bookmarkStart", "w:name");
    assert_eq!(
        unique("w:bookmarkStart", "w:id"),
        unique("w:bookmarkEnd", "w:id")
    );
    for picture in document.every("wp:docPr") {
        assert!(!picture.get("descr").is_empty() && !picture.get("name").is_empty());
    }
    let mut open = BTreeSet::new();
    for element in document.all() {
        match element.name.as_str() {
            "w:bookmarkStart" => assert!(open.insert(element.get("w:id"))),
            "w:bookmarkEnd" => assert!(open.remove(element.get("w:id"))),
            "w:p" => assert!(open.is_empty(), "a bookmark stays in its paragraph"),
            _ => {}
        }
        assert!(!element.attributes.contains_key("w14:paraId"));
    }
}

fn lint_tables(document: &Element) {
    for body in document.every("w:body") {
        for pair in body.children.windows(2) {
            assert!(
                pair[0].name != "w:tbl" || pair[1].name == "w:p",
                "a paragraph after a table"
            );
        }
    }
    for table in document.every("w:tbl") {
        let columns: Vec<usize> = table
            .every("w:gridCol")
            .iter()
            .map(|c| c.get("w:w").parse().expect("a width"))
            .collect();
        let total: usize = columns.iter().sum();
        let properties = table.child("w:tblPr").expect("properties");
        assert_eq!(
            properties.child("w:tblW").map(|w| w.get("w:w")),
            Some(total.to_string().as_str())
        );
        assert_eq!(
            properties.child("w:tblLayout").map(|w| w.get("w:type")),
            Some("fixed")
        );
        assert!(!properties.value(&["w:tblDescription"]).is_empty());
        let mut header = true;
        let mut open: BTreeMap<usize, usize> = BTreeMap::new();
        for row in table.every("w:tr") {
            let row_properties = row.child("w:trPr").expect("properties of a row");
            assert!(row_properties.child("w:cantSplit").is_some());
            let here = row_properties.child("w:tblHeader").is_some();
            assert!(header || !here, "header rows come first");
            header = here;
            let mut column = 0;
            let mut next = BTreeMap::new();
            for cell in row.every("w:tc") {
                let properties = cell.child("w:tcPr").expect("properties of a cell");
                let span: usize = properties.value(&["w:gridSpan"]).parse().unwrap_or(1);
                let width: usize = columns[column..column + span].iter().sum();
                assert_eq!(
                    properties.child("w:tcW").map(|w| w.get("w:w")),
                    Some(width.to_string().as_str())
                );
                assert_eq!(cell.children.last().map(|c| c.name.as_str()), Some("w:p"));
                match properties.value(&["w:vMerge"]) {
                    "continue" => {
                        assert_eq!(open.get(&column), Some(&span), "what goes on has begun");
                        assert!(cell.says().is_empty());
                        next.insert(column, span);
                    }
                    "restart" => {
                        next.insert(column, span);
                    }
                    other => assert_eq!(other, ""),
                }
                column += span;
            }
            assert_eq!(column, columns.len(), "a row covers every column");
            open = next;
        }
    }
}
