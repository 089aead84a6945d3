//! Names of the hidden bookmarks by which a returned Word file finds its way back to the data.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::digest::sha256;
use crate::document::Run;
use crate::figure::scan::scan;

/// Gives every place of a document a name of its own, in reading order.
#[derive(Default)]
pub(super) struct Anchors {
    taken: BTreeSet<String>,
}

impl Anchors {
    /// The name for a path in the data: `_g_` and eight hexadecimal digits of its digest. Word hides names that begin with `_`.
    /// If two paths meet in one name, the later one takes another, the same one every time.
    pub(super) fn name(&mut self, path: &str) -> String {
        let mut again = String::new();
        loop {
            let digest = sha256([path.as_bytes(), again.as_bytes()]);
            let name = format!("_g_{}", &digest[..8]);
            if self.taken.insert(name.clone()) {
                return name;
            }
            again.push('\0');
        }
    }
}

/// What has an anchor in a text, and the path of each: the text itself, then its figures, as `path#0`, `path#1`. Figures are those
/// that cells have printed and, in the narrative, those that could stand for a cell.
pub(super) fn of_text(path: &str, runs: &[Run], narrative: bool) -> Vec<(Range<usize>, String)> {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let mut end = 0;
    let mut figures = Vec::new();
    for run in runs {
        let start = end;
        end += run.text.len();
        if run.cell.is_some() && start < end {
            figures.push(start..end);
        }
    }
    if narrative {
        let printed = figures.clone();
        let apart = |range: &Range<usize>| {
            printed
                .iter()
                .all(|p| p.end <= range.start || range.end <= p.start)
        };
        let read = scan(&text)
            .into_iter()
            .filter(|figure| figure.class.stands_for_cell());
        figures.extend(read.map(|figure| figure.range).filter(apart));
        figures.sort_by_key(|range| range.start);
    }
    let figures = figures.into_iter().enumerate();
    std::iter::once((0..whole(&text), path.to_owned()))
        .chain(figures.map(|(n, range)| (range, format!("{path}#{n}"))))
        .collect()
}

/// Where the anchor of a paragraph ends: before its final mark, for `LibreOffice` puts an empty line behind an anchor that ends
/// after a mark that hangs in the margin.
fn whole(text: &str) -> usize {
    match text.chars().next_back() {
        Some(mark) if !mark.is_alphanumeric() && text.len() > mark.len_utf8() => {
            text.len() - mark.len_utf8()
        }
        _ => text.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_the_text_around_them_have_anchors() {
        let runs = [
            Run::plain("受理"),
            Run {
                cell: Some("全市:收到申请数".into()),
                ..Run::plain("166")
            },
            Run::plain("件。"),
        ];
        let anchors = of_text("preface[0]", &runs, true);
        assert_eq!(
            anchors,
            [
                (0..12, "preface[0]".to_owned()),
                (6..9, "preface[0]#0".to_owned())
            ]
        );
    }

    #[test]
    fn names_differ_and_do_not_change() {
        let name = |path| Anchors::default().name(path);
        assert_eq!(name("preface[0]"), name("preface[0]"));
        assert!(name("preface[0]").len() == 11 && name("preface[0]").starts_with("_g_"));
        let mut anchors = Anchors::default();
        let names: BTreeSet<_> = (0..200_000)
            .map(|n| anchors.name(&format!("section[{n}].heading")))
            .collect();
        // So many that some of them do meet.
        assert_eq!(names.len(), 200_000);
    }
}
