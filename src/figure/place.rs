//! A place in the folded text, and what is found there.

use std::ops::Range;

use super::{Class, Quantity};

/// A figure in places of the folded text.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The whole expression.
    pub range: Range<usize>,
    /// The numeral alone.
    pub numeral: Range<usize>,
    pub class: Class,
    pub quantity: Option<Quantity>,
    pub unit: Option<String>,
}

impl Found {
    /// An expression that has no value: a date, a telephone number.
    pub(super) fn plain(range: Range<usize>, class: Class) -> Self {
        Self {
            numeral: range.clone(),
            range,
            class,
            quantity: None,
            unit: None,
        }
    }
}

/// What a recogniser says about a place.
pub(super) enum Reading {
    /// A figure.
    Figure(Found),
    /// Words or signs up to there that only look like one.
    Passed(usize),
}

/// A place in the folded text and what was found before it.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub text: &'a str,
    pub at: usize,
    /// Where the figure before it ends: none may begin sooner.
    pub floor: usize,
    /// The figure before it.
    pub last: Option<&'a Found>,
    /// The number of the last list mark of the passage.
    pub mark: u32,
}

/// The longest look back, in characters, that any rule takes.
const WINDOW: usize = 40;

impl<'a> Place<'a> {
    /// The text from here on.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The character here.
    pub(super) fn here(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character before.
    pub(super) fn previous(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    /// Up to `count` characters before.
    pub(super) fn before(&self, count: usize) -> &'a str {
        before(self.text, self.at, count)
    }

    /// What stands between the last figure, or the last stop, and here; a bounded part of it.
    pub(super) fn gap(&self) -> &'a str {
        let window = self.before(WINDOW);
        let start = (self.at - window.len()).max(self.floor);
        &self.text[start..self.at]
    }

    /// What stands before in the same sentence, figures included; a bounded part of it.
    pub(super) fn sentence(&self) -> &'a str {
        after_last(self.before(WINDOW), &['。', ';', '!', '?', '\n'])
    }

    /// What stands before up to the last mark of any kind.
    pub(super) fn clause(&self) -> &'a str {
        after_last(self.sentence(), &[',', '、', ':', '(', '"', '“'])
    }

    /// Whether a line begins here.
    pub(super) fn begins_line(&self) -> bool {
        self.previous().is_none_or(|c| c == '\n')
    }

    /// Whether a line or a clause begins here.
    pub(super) fn begins_clause(&self) -> bool {
        self.previous().is_none_or(|c| {
            matches!(
                c,
                '\n' | '。' | ';' | ':' | ',' | '!' | '?' | '、' | '(' | '”' | '"'
            )
        })
    }

    /// The same place moved on.
    pub(super) fn moved(self, at: usize) -> Self {
        Self { at, ..self }
    }
}

/// Up to `count` characters before a place.
pub(super) fn before(text: &str, at: usize, count: usize) -> &str {
    let start = text[..at]
        .char_indices()
        .rev()
        .take(count)
        .last()
        .map_or(at, |(start, _)| start);
    &text[start..at]
}

/// Whether a character is a Chinese one.
#[must_use]
pub fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '〇')
}

/// What stands after the last of some marks.
pub(super) fn after_last<'t>(text: &'t str, marks: &[char]) -> &'t str {
    text.rsplit(marks).next().unwrap_or(text)
}
