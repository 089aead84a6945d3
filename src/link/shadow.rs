//! The shadow of a text: folded by NFKC, without white space, with the way back.
//!
//! Narratives come in full and half width and with stray spaces; words are looked for in the shadow, and every range
//! found there maps to the bytes of the text itself.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// A folded text with an offset map.
#[derive(Clone, Debug, Default)]
pub(super) struct Shadow {
    text: String,
    /// For each byte of the shadow, the range of the original character that it comes from.
    origins: Vec<(u32, u32)>,
}

impl Shadow {
    /// Folds `text`.
    pub(super) fn new(text: &str) -> Self {
        let mut shadow = Self {
            text: String::with_capacity(text.len()),
            origins: Vec::with_capacity(text.len()),
        };
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                continue;
            }
            let origin = (offset(at), offset(at + c.len_utf8()));
            let before = shadow.text.len();
            fold(c, &mut shadow.text);
            shadow
                .origins
                .resize(shadow.origins.len() + shadow.text.len() - before, origin);
        }
        shadow
    }

    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The original bytes of a range of the shadow.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            let at = self
                .origins
                .get(range.start)
                .map_or(0, |origin| origin.0 as usize);
            return at..at;
        }
        self.origins[range.start].0 as usize..self.origins[range.end - 1].1 as usize
    }

    /// The range of the shadow that comes from a range of the original.
    pub(super) fn folded(&self, range: Range<usize>) -> Range<usize> {
        let start = self
            .origins
            .partition_point(|origin| (origin.0 as usize) < range.start);
        let end = self
            .origins
            .partition_point(|origin| (origin.0 as usize) < range.end);
        start..end.max(start)
    }
}

/// The text of a shadow alone.
pub(super) fn folded(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    let said = text.chars().filter(|c| !c.is_whitespace());
    said.for_each(|c| fold(c, &mut all));
    all
}

fn fold(c: char, text: &mut String) {
    if c.is_ascii() || ('\u{4E00}'..='\u{9FFF}').contains(&c) {
        text.push(c);
    } else {
        text.extend(c.nfkc());
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("a passage is smaller than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_go_there_and_back() {
        let text = "收到 申请１６６ 件，㈠";
        let shadow = Shadow::new(text);
        assert_eq!(shadow.text(), "收到申请166件,(一)");
        let at = shadow.text().find("166件").expect("the figure");
        let original = shadow.original(at..at + "166件".len());
        assert_eq!(&text[original.clone()], "１６６ 件");
        assert_eq!(shadow.folded(original), at..at + "166件".len());
    }
}
