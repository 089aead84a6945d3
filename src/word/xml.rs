//! A small lossless tree of XML: names, attributes and text stay as written, borrowed from the part that was read. Knows nothing
//! of Word.

use std::borrow::Cow;

use anyhow::{Context, Result, bail, ensure};
use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

/// Elements within elements; deeper ones are refused, so that walking a tree by recursion is safe.
const DEEPEST: usize = 200;
/// Elements of one part; more are refused, so that a small file cannot fill the memory.
const MOST_ELEMENTS: usize = 2_000_000;

/// What stands inside an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node<'a> {
    /// An element.
    Element(Element<'a>),
    /// Characters, escaped as written.
    Text(Cow<'a, str>),
}

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element<'a> {
    /// Its name with the prefix: `w:p`.
    pub name: Cow<'a, str>,
    /// Its attributes, in order; values escaped as written.
    attributes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// What stands inside.
    pub nodes: Vec<Node<'a>>,
}

impl<'a> Element<'a> {
    /// An empty element.
    pub(super) fn new(name: impl Into<Cow<'a, str>>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// The same with an attribute.
    pub(super) fn with(mut self, key: impl Into<Cow<'a, str>>, value: &str) -> Self {
        self.set(key, value);
        self
    }

    /// The same with elements inside.
    pub(super) fn holding(mut self, elements: impl IntoIterator<Item = Self>) -> Self {
        self.nodes.extend(elements.into_iter().map(Node::Element));
        self
    }

    /// The same with text inside.
    pub(super) fn saying(mut self, text: &str) -> Self {
        self.nodes.push(Node::Text(escape(text).into()));
        self
    }

    /// The value of an attribute, unescaped.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<String> {
        let (_, value) = self.attributes.iter().find(|(name, _)| name == key)?;
        quick_xml::escape::unescape(value).ok().map(Cow::into_owned)
    }

    /// Gives an attribute a value.
    pub(super) fn set(&mut self, key: impl Into<Cow<'a, str>>, value: &str) {
        let (key, value) = (key.into(), escape(value).into());
        match self.attributes.iter_mut().find(|(name, _)| *name == key) {
            Some(attribute) => attribute.1 = value,
            None => self.attributes.push((key, value)),
        }
    }

    /// Takes an attribute away.
    pub(super) fn unset(&mut self, key: &str) {
        self.attributes.retain(|(name, _)| name != key);
    }

    /// Puts an element behind the others.
    pub(super) fn push(&mut self, element: Self) {
        self.nodes.push(Node::Element(element));
    }

    /// The elements inside.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements inside, to change.
    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.nodes.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name inside.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element of that name inside; made in front of the others if there is none.
    pub(super) fn child_mut(&mut self, name: &'static str) -> &mut Self {
        let is = |node: &Node| matches!(node, Node::Element(element) if element.name == name);
        let at = self.nodes.iter().position(is).unwrap_or_else(|| {
            self.nodes.insert(0, Node::Element(Self::new(name)));
            0
        });
        match &mut self.nodes[at] {
            Node::Element(element) => element,
            Node::Text(_) => unreachable!("an element was found or made there"),
        }
    }

    /// The characters directly inside, unescaped.
    ///
    /// # Errors
    /// If an entity is unknown.
    pub fn text(&self) -> Result<String> {
        let mut text = String::new();
        for node in &self.nodes {
            if let Node::Text(piece) = node {
                text.push_str(&unescaped(piece)?);
            }
        }
        Ok(text)
    }

    /// Does something to every element, the inner ones first.
    pub(super) fn walk(&mut self, change: &mut impl FnMut(&mut Self)) {
        for element in self.elements_mut() {
            element.walk(change);
        }
        change(self);
    }

    /// The part that has this element as its root.
    pub(super) fn to_part(&self) -> Vec<u8> {
        let mut text =
            String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        self.write(&mut text);
        text.into_bytes()
    }

    fn write(&self, to: &mut String) {
        to.push('<');
        to.push_str(&self.name);
        for (key, value) in &self.attributes {
            to.extend([" ", key.as_ref(), "=\"", value.as_ref(), "\""]);
        }
        if self.nodes.is_empty() {
            to.push_str("/>");
            return;
        }
        to.push('>');
        for node in &self.nodes {
            match node {
                Node::Element(element) => element.write(to),
                Node::Text(text) => to.push_str(text),
            }
        }
        to.extend(["</", self.name.as_ref(), ">"]);
    }

    /// Reads a part.
    pub(super) fn parse(part: &'a [u8]) -> Result<Self> {
        let text = std::str::from_utf8(part).ok().context("不是 UTF-8")?;
        let text = text.trim_start_matches('\u{FEFF}');
        let mut reader = Reader::from_str(text);
        // The root's parent, then every element that is still open.
        let mut open = vec![Self::default()];
        let mut count = 0;
        loop {
            // The cause is in English.
            let event = reader
                .read_event()
                .ok()
                .with_context(|| format!("XML 第 {} 字节处有误", reader.error_position()))?;
            // Where the event ends; what it borrows is cut from the text itself, since an event lends only as long as it lives.
            let end = usize::try_from(reader.buffer_position())?;
            let text: Cow<'a, str> = match event {
                Event::Start(start) => {
                    ensure!(open.len() <= DEEPEST, "XML 嵌套过深");
                    let name = start.name().as_ref().len();
                    open.push(Self::start(text, end - ">".len(), start.len(), name)?);
                    count += 1;
                    ensure!(count <= MOST_ELEMENTS, "XML 元素过多");
                    continue;
                }
                Event::Empty(start) => {
                    let name = start.name().as_ref().len();
                    let element = Self::start(text, end - "/>".len(), start.len(), name)?;
                    Self::innermost(&mut open).push(element);
                    count += 1;
                    ensure!(count <= MOST_ELEMENTS, "XML 元素过多");
                    continue;
                }
                Event::End(_) => {
                    let element = open.pop().context("XML 结束标记多余")?;
                    Self::innermost(&mut open).push(element);
                    continue;
                }
                Event::Text(text) => match text.into_inner() {
                    Cow::Borrowed(text) => std::str::from_utf8(text)?.into(),
                    Cow::Owned(text) => String::from_utf8(text)?.into(),
                },
                Event::CData(text) => escape(std::str::from_utf8(&text)?).into(),
                Event::GeneralRef(name) => format!("&{};", std::str::from_utf8(&name)?).into(),
                Event::DocType(_) => bail!("XML 带有 DOCTYPE"),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
                Event::Eof => break,
            };
            if open.len() > 1 {
                match Self::innermost(&mut open).nodes.last_mut() {
                    Some(Node::Text(last)) => last.to_mut().push_str(&text),
                    _ => Self::innermost(&mut open).nodes.push(Node::Text(text)),
                }
            } else {
                ensure!(text.trim().is_empty(), "XML 根元素之外有文字");
            }
        }
        ensure!(open.len() == 1, "XML 不完整");
        let mut roots = open.remove(0).nodes.into_iter();
        match (roots.next(), roots.next()) {
            (Some(Node::Element(root)), None) => Ok(root),
            _ => bail!("XML 应有且只有一个根元素"),
        }
    }

    fn innermost(open: &mut [Self]) -> &mut Self {
        open.last_mut()
            .expect("the root's parent is never closed: the reader checks the ends")
    }

    /// An element by what stands between its brackets: `length` bytes up to `end`, the first `name` of them its name.
    fn start(text: &'a str, end: usize, length: usize, name: usize) -> Result<Self> {
        let tag = end
            .checked_sub(length)
            .and_then(|start| text.get(start..end))
            .context("XML 标记不完整")?;
        let mut element = Self::new(tag.get(..name).context("XML 标记不完整")?);
        for attribute in Attributes::new(tag, name) {
            let attribute = attribute.ok().context("XML 属性有误")?;
            let key = std::str::from_utf8(attribute.key.into_inner())?;
            let value = match attribute.value {
                Cow::Borrowed(value) => Cow::Borrowed(std::str::from_utf8(value)?),
                Cow::Owned(value) => Cow::Owned(String::from_utf8(value)?),
            };
            // Single quotes may have stood around it.
            let value = if value.contains('"') {
                value.replace('"', "&quot;").into()
            } else {
                value
            };
            element.attributes.push((key.into(), value));
        }
        Ok(element)
    }
}

/// The characters of a piece of text that are escaped as written.
///
/// # Errors
/// If an entity is unknown.
pub fn unescaped(text: &str) -> Result<Cow<'_, str>> {
    quick_xml::escape::unescape(text)
        .ok()
        .context("XML 实体无法识别")
}

/// Text as it stands between tags and inside quotation marks.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // A parser would make a space or a line feed of them.
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Whether XML 1.0 allows the character.
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written() {
        let part = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<a:b c=\"1 &amp; 2\"><d/>x &lt; &#x5B57;<e f=\"&quot;\">  </e></a:b>";
        let root = Element::parse(part.as_bytes()).expect("it is well formed");
        assert_eq!(String::from_utf8_lossy(&root.to_part()), part);
        assert_eq!(root.get("c").as_deref(), Some("1 & 2"));
        assert_eq!(root.text().ok().as_deref(), Some("x < 字"));
        assert_eq!(
            root.child("e").and_then(|e| e.get("f")).as_deref(),
            Some("\"")
        );
    }

    #[test]
    fn odd_characters_survive() {
        let odd = "&<>\"'\t\r\n\u{85}\u{A0}\u{2028}\u{FEFF}𠮷";
        let element = Element::new("a").with("b", odd).saying(odd);
        let part = element.to_part();
        let again = Element::parse(&part).expect("it is well formed");
        assert_eq!(again.get("b").as_deref(), Some(odd));
        assert_eq!(again.text().ok().as_deref(), Some(odd));
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        let deep = "<a>".repeat(10_000);
        let closed = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
        for part in [
            "",
            "<a>",
            "<a></b>",
            "</a>",
            "<a/><b/>",
            "<a/>x",
            "x",
            "<a b=1/>",
            "<a b='1' b='2'/>",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            &deep,
            &closed,
        ] {
            assert!(Element::parse(part.as_bytes()).is_err(), "{part}");
        }
        assert!(Element::parse(b"<a>\xff</a>").is_err());
    }

    #[test]
    fn an_unknown_entity_is_no_text() {
        let root = Element::parse(b"<a>&nbsp;</a>").expect("it is well formed");
        assert!(root.text().is_err());
    }

    #[test]
    fn characters_of_xml() {
        assert!("字\u{85}\u{7F}\u{FFFD}𠮷\t".chars().all(is_allowed));
        assert!(
            "\0\u{B}\u{1F}\u{FFFE}\u{FFFF}"
                .chars()
                .all(|c| !is_allowed(c))
        );
    }
}
