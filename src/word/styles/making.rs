//! One style of the sheet, put together piece by piece.

use crate::word::xml::Element;

/// One style, in the making.
pub(super) struct Making(pub(super) Element<'static>);

impl Making {
    /// A style of that kind.
    pub(super) fn new(kind: &str, id: &str, name: &str) -> Self {
        let mut style = Element::new("w:style").with("w:type", kind);
        // Names that every Word knows are lower case or English; ours are Chinese.
        if !name.is_ascii() {
            style.set("w:customStyle", "1");
        }
        Self(
            style
                .with("w:styleId", id)
                .holding([value("w:name", name), Element::new("w:qFormat")]),
        )
    }

    /// A style of paragraphs.
    pub(super) fn paragraph(id: &str, name: &str) -> Self {
        Self::new("paragraph", id, name)
    }

    /// A child of the style itself.
    pub(super) fn has(self, element: Element<'static>) -> Self {
        Self(self.0.holding([element]))
    }

    /// What it is based on.
    pub(super) fn based(self, id: &str) -> Self {
        self.has(value("w:basedOn", id))
    }

    /// The style of the paragraph typed after it.
    pub(super) fn next(self, id: &str) -> Self {
        self.has(value("w:next", id))
    }

    /// A child of one of its groups of properties.
    pub(super) fn set(mut self, properties: &'static str, element: Element<'static>) -> Self {
        if self.0.child(properties).is_none() {
            self.0 = self.0.holding([Element::new(properties)]);
        }
        let inside = self.0.child_mut(properties);
        *inside = std::mem::take(inside).holding([element]);
        self
    }

    /// A property of the paragraph.
    pub(super) fn p(self, element: Element<'static>) -> Self {
        self.set("w:pPr", element)
    }

    /// A property of the characters.
    pub(super) fn r(self, element: Element<'static>) -> Self {
        self.set("w:rPr", element)
    }

    /// How lines are aligned.
    pub(super) fn aligned(self, how: &str) -> Self {
        self.p(value("w:jc", how))
    }

    /// Switches a property of the paragraph on.
    pub(super) fn flag(self, name: &'static str) -> Self {
        self.p(Element::new(name))
    }

    /// Switches one off that is on by itself.
    pub(super) fn off(self, name: &'static str) -> Self {
        self.p(value(name, "0"))
    }

    /// Space above and below and the exact distance of lines, in twips.
    pub(super) fn lines(self, before: i32, after: i32, line: i32) -> Self {
        self.p(Element::new("w:spacing")
            .with("w:before", &before.to_string())
            .with("w:after", &after.to_string())
            .with("w:line", &line.to_string())
            .with("w:lineRule", "exact"))
    }

    /// Indents in twips, or in hundredths of a character.
    pub(super) fn indented(self, indent: &[(&'static str, i32)]) -> Self {
        let mut element = Element::new("w:ind");
        for (key, twips) in indent {
            element.set(*key, &twips.to_string());
        }
        self.p(element)
    }
}

/// An element with one value.
pub(in crate::word) fn value(name: &'static str, value: &str) -> Element<'static> {
    Element::new(name).with("w:val", value)
}
