//! Remarks as comments in the margin, on the very words.

use std::ops::Range;

use super::inline::{Mark, Span};
use crate::document::{Block, Document};

/// What the margin of the Word file says about a place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The words.
    pub place: Place,
    /// Who says it.
    pub voice: Voice,
    /// What is said.
    pub text: String,
}

/// The words that a [`Remark`] is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Bytes of the text of the paragraph with this anchor (`section[1].body[0]`, and `organ` and `date` for 署名 and 成文日期).
    Paragraph(String, Range<usize>),
    /// The cell of a table: `scope:indicator|column`.
    Cell(String),
    /// The report as a whole: the title.
    Report,
}

/// Who makes a [`Remark`]; Word can show the remarks of one alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// A finding of the checker.
    Checker,
    /// A figure that the author has overruled the checker on.
    Author,
}

impl Voice {
    fn name(self) -> &'static str {
        match self {
            Self::Checker => "核稿",
            Self::Author => "撰稿人核定",
        }
    }
}

/// Remarks, each on a place that the document has.
pub(super) struct Placed<'a> {
    /// Where it is, and the id and the text of the comment.
    remarks: Vec<(Place, usize, &'a Remark)>,
}

impl<'a> Placed<'a> {
    /// Finds the place of each remark; one whose place is not printed is about the report as a whole.
    pub(super) fn new(document: &Document, remarks: &'a [Remark]) -> Self {
        let printed = |place: &Place| {
            document.blocks().any(|block| match (block, place) {
                (Block::Paragraph(paragraph), Place::Paragraph(anchor, range)) => {
                    paragraph.anchor.as_ref() == Some(anchor)
                        && paragraph.text().get(range.clone()).is_some()
                }
                (Block::Signature(signature), Place::Paragraph(anchor, range)) => {
                    let text = match anchor.as_str() {
                        "organ" => &signature.organ,
                        "date" => &signature.date,
                        _ => &None,
                    };
                    text.as_ref()
                        .is_some_and(|text| text.get(range.clone()).is_some())
                }
                (Block::Grid(grid), Place::Cell(name)) => {
                    grid.cells().any(|cell| cell.anchor.as_ref() == Some(name))
                }
                _ => false,
            })
        };
        let remarks = remarks.iter().enumerate().map(|(id, remark)| {
            let place = if printed(&remark.place) {
                remark.place.clone()
            } else {
                Place::Report
            };
            (place, id, remark)
        });
        Self {
            remarks: remarks.collect(),
        }
    }

    /// Whether all have been put in their places.
    pub(super) fn is_empty(&self) -> bool {
        self.remarks.is_empty()
    }

    /// The remarks on the report as a whole, on a title of that many bytes.
    pub(super) fn on_title(&mut self, length: usize) -> Vec<Span> {
        self.take(|place| matches!(place, Place::Report).then_some(0..length))
    }

    /// The remarks on a paragraph.
    pub(super) fn on_paragraph(&mut self, path: &str) -> Vec<Span> {
        self.take(|place| match place {
            Place::Paragraph(anchor, range) if anchor == path => Some(range.clone()),
            _ => None,
        })
    }

    /// The remarks on a cell whose text has that many bytes.
    pub(super) fn on_cell(&mut self, name: &str, length: usize) -> Vec<Span> {
        self.take(|place| matches!(place, Place::Cell(cell) if cell == name).then_some(0..length))
    }

    /// Takes out those that have a range here, so that a place that is printed twice has them once.
    fn take(&mut self, range: impl Fn(&Place) -> Option<Range<usize>>) -> Vec<Span> {
        let mut spans = Vec::new();
        self.remarks.retain(|(place, id, remark)| {
            let Some(range) = range(place) else {
                return true;
            };
            spans.push(Span {
                range,
                mark: Mark::Comment(*id, remark.voice.name(), remark.text.clone()),
            });
            false
        });
        spans
    }
}
