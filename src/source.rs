//! Input texts, and places in them.
//!
//! Offsets are UTF-8 bytes, half-open, in the file as it is, a byte order mark included. Line and column
//! are computed only when something is printed. Nothing here knows TOML, reports or terminals.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use crate::digest::sha256;

/// One input text, by its number in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A half-open byte range in one input text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text that the range lies in.
    pub file: FileId,
    /// First byte.
    pub start: usize,
    /// First byte after the range.
    pub end: usize,
}

impl Span {
    /// The range `range` of `file`.
    #[must_use]
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self {
            file,
            start: range.start,
            end: range.end,
        }
    }

    /// The byte range without the file.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The smallest span that covers both; both lie in one file.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        debug_assert_eq!(self.file, other.file, "spans of one file");
        Self {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// Line and column of an offset: both from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
}

#[derive(Debug)]
struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

/// Every text read in one run.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Keeps `text` under the name given on the command line.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        self.files.push(SourceFile {
            name: name.into(),
            text,
            line_starts,
        });
        FileId(u32::try_from(self.files.len() - 1).expect("fewer than 2^32 files"))
    }

    fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The name of a text, as given on the command line.
    #[must_use]
    pub fn name(&self, id: FileId) -> &str {
        &self.file(id).name
    }

    /// A whole text.
    #[must_use]
    pub fn text(&self, id: FileId) -> &str {
        &self.file(id).text
    }

    /// The words at `span`.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text(span.file)[span.range()]
    }

    /// The SHA-256 of a whole text, in hexadecimal digits.
    #[must_use]
    pub fn digest(&self, id: FileId) -> String {
        sha256([self.text(id).as_bytes()])
    }

    /// Line and column of byte `offset`.
    #[must_use]
    pub fn position(&self, id: FileId, offset: usize) -> Position {
        let file = self.file(id);
        let line = file.line_starts.partition_point(|start| *start <= offset);
        let before = &file.text[file.line_starts[line - 1]..offset];
        // A byte order mark takes up bytes, but no column.
        let column = before.trim_start_matches('\u{FEFF}').chars().count() + 1;
        Position { line, column }
    }
}

/// A value with its place. Equality, order and hash are those of the value alone.
#[derive(Clone, Copy, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value` at `span`.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: change(self.value),
            span: self.span,
        }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T: PartialOrd> PartialOrd for Spanned<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord> Ord for Spanned<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: Hash> Hash for Spanned<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<T: fmt::Display> fmt::Display for Spanned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// A decoded text that knows, for every part of itself, where that part stands in a file.
///
/// Most of it is a piece of the file byte for byte. An escape of a TOML string or a `{{…}}` is not: there, any part
/// of the decoded text stands at the whole escape or placeholder.
#[derive(Clone, Debug)]
pub struct Located {
    text: String,
    segments: Vec<Segment>,
    file: FileId,
}

#[derive(Clone, Debug)]
struct Segment {
    start: usize,
    origin: Range<usize>,
    exact: bool,
}

impl Located {
    /// An empty text in `file`.
    #[must_use]
    pub fn empty(file: FileId) -> Self {
        Self {
            text: String::new(),
            segments: Vec::new(),
            file,
        }
    }

    /// A text that stands in the file byte for byte, from `start` on.
    #[must_use]
    pub fn verbatim(file: FileId, start: usize, text: &str) -> Self {
        let mut located = Self::empty(file);
        located.push_verbatim(start, text);
        located
    }

    /// Appends a piece that stands in the file byte for byte, from `start` on.
    pub fn push_verbatim(&mut self, start: usize, piece: &str) {
        if piece.is_empty() {
            return;
        }
        let origin = start..start + piece.len();
        match self.segments.last_mut() {
            Some(last) if last.exact && last.origin.end == start => last.origin.end = origin.end,
            _ => self.segments.push(Segment {
                start: self.text.len(),
                origin,
                exact: true,
            }),
        }
        self.text.push_str(piece);
    }

    /// Appends `piece`, which stands for all of `origin`.
    pub fn push_decoded(&mut self, origin: Range<usize>, piece: &str) {
        if piece.is_empty() {
            return;
        }
        self.segments.push(Segment {
            start: self.text.len(),
            origin,
            exact: false,
        });
        self.text.push_str(piece);
    }

    /// Appends another text of the same file, places kept.
    pub fn append(&mut self, other: &Self) {
        for (n, segment) in other.segments.iter().enumerate() {
            let end = other
                .segments
                .get(n + 1)
                .map_or(other.text.len(), |next| next.start);
            let piece = &other.text[segment.start..end];
            if segment.exact {
                self.push_verbatim(segment.origin.start, piece);
            } else {
                self.push_decoded(segment.origin.clone(), piece);
            }
        }
    }

    /// The file that it stands in.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The decoded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where `range` of the decoded text stands in the file.
    ///
    /// # Panics
    /// If the text is empty.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let first = self.segment(range.start);
        let start = if first.exact {
            first.origin.start + (range.start - first.start)
        } else {
            first.origin.start
        };
        let last = self.segment(range.end.saturating_sub(1).max(range.start));
        let end = if last.exact {
            last.origin.start + (range.end - last.start)
        } else {
            last.origin.end
        };
        Span::new(self.file, start..end.max(start))
    }

    /// Where the whole text stands.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// The part `range`, places kept.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self::empty(self.file);
        for (n, segment) in self.segments.iter().enumerate() {
            let end = self
                .segments
                .get(n + 1)
                .map_or(self.text.len(), |next| next.start);
            let (from, to) = (segment.start.max(range.start), end.min(range.end));
            if from >= to {
                continue;
            }
            let piece = &self.text[from..to];
            if segment.exact {
                part.push_verbatim(segment.origin.start + (from - segment.start), piece);
            } else {
                part.push_decoded(segment.origin.clone(), piece);
            }
        }
        part
    }

    fn segment(&self, offset: usize) -> &Segment {
        let n = self
            .segments
            .partition_point(|segment| segment.start <= offset);
        &self.segments[n.max(1) - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        let mut sources = Sources::default();
        let id = sources.add("a", "一二\n三四五");
        assert_eq!(sources.position(id, 0), Position { line: 1, column: 1 });
        assert_eq!(sources.position(id, 7), Position { line: 2, column: 1 });
        assert_eq!(sources.position(id, 13), Position { line: 2, column: 3 });
    }

    #[test]
    fn decoded_text_points_at_its_origin() {
        let mut sources = Sources::default();
        let file = sources.add("a", r"a\u4e00b");
        let mut text = Located::empty(file);
        text.push_verbatim(0, "a");
        text.push_decoded(1..7, "一");
        text.push_verbatim(7, "b");
        assert_eq!(text.text(), "a一b");
        assert_eq!(text.span(1..4).range(), 1..7);
        assert_eq!(text.span(4..5).range(), 7..8);
        assert_eq!(text.span(0..5).range(), 0..8);
        assert_eq!(text.part(1..5).span(3..4).range(), 7..8);
    }
}
