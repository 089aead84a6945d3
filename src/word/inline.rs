//! A paragraph cut into pieces of one look, where anchors and remarks begin and end.

use std::ops::Range;

use crate::document::Run;

/// What begins and ends inside a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A bookmark: its id in the file and its name.
    Bookmark(usize, String),
    /// A comment: its id in the file, its author and what it says.
    Comment(usize, &'static str, String),
}

/// A mark on a range of bytes of a paragraph's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The bytes.
    pub range: Range<usize>,
    /// The mark.
    pub mark: Mark,
}

/// A piece of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Characters, and the level of the heading that they are the text of.
    Text(&'a str, Option<u8>),
    /// A mark begins.
    Start(&'a Mark),
    /// A mark ends.
    End(&'a Mark),
}

/// The pieces of a paragraph in order. Marks end before others begin, and what began last ends first.
pub(super) fn pieces<'a>(runs: &'a [Run], spans: &'a [Span]) -> Vec<Piece<'a>> {
    let length = runs.iter().map(|run| run.text.len()).sum();
    let mut cuts: Vec<_> = spans
        .iter()
        .flat_map(|span| [span.range.start, span.range.end])
        .chain([0, length])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    for (n, at) in cuts.iter().enumerate() {
        let mut here: Vec<_> = spans.iter().filter(|span| span.range.end == *at).collect();
        here.sort_by_key(|span| std::cmp::Reverse(span.range.start));
        let (ending, empty): (Vec<_>, Vec<_>) =
            here.into_iter().partition(|span| !span.range.is_empty());
        pieces.extend(ending.iter().map(|span| Piece::End(&span.mark)));
        for span in empty {
            pieces.extend([Piece::Start(&span.mark), Piece::End(&span.mark)]);
        }
        let mut starting: Vec<_> = spans
            .iter()
            .filter(|span| span.range.start == *at && !span.range.is_empty())
            .collect();
        starting.sort_by_key(|span| std::cmp::Reverse(span.range.end));
        pieces.extend(starting.iter().map(|span| Piece::Start(&span.mark)));
        if let Some(next) = cuts.get(n + 1) {
            text(runs, *at..*next, &mut pieces);
        }
    }
    pieces
}

/// The characters of a range, run by run.
fn text<'a>(runs: &'a [Run], range: Range<usize>, pieces: &mut Vec<Piece<'a>>) {
    let mut start = 0;
    for run in runs {
        let end = start + run.text.len();
        let (from, to) = (range.start.max(start), range.end.min(end));
        if from < to {
            pieces.push(Piece::Text(
                &run.text[from - start..to - start],
                run.heading,
            ));
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_cut_runs() {
        let runs = [
            Run {
                heading: Some(2),
                ..Run::plain("一。")
            },
            Run::plain("受理166件"),
        ];
        let span = |range, id| Span {
            range,
            mark: Mark::Bookmark(id, String::new()),
        };
        let spans = [
            span(0..18, 1),
            span(12..18, 2),
            span(12..15, 3),
            span(18..18, 4),
        ];
        let shown: Vec<_> = pieces(&runs, &spans)
            .iter()
            .map(|piece| match piece {
                Piece::Text(text, heading) => format!("{text}{}", heading.unwrap_or(0)),
                Piece::Start(Mark::Bookmark(id, _)) => format!("<{id}"),
                Piece::End(Mark::Bookmark(id, _)) => format!("{id}>"),
                Piece::Start(_) | Piece::End(_) => String::new(),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "<1", "一。2", "受理0", "<2", "<3", "1660", "3>", "件0", "2>", "1>", "<4", "4>"
            ]
        );
    }
}
