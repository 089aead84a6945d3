//! Paragraphs to sections: which of them are headings, so that the tool's own numbering prints what the original says.
//!
//! A mark alone makes no heading. What the numbering of a report could not print again (a number left out, 1、, a list of whole
//! sentences) stays in the text, mark and all.

use super::line::{Line, Look, Notes, excerpt};
use super::mark::{self, Mark};
use super::shape::{self, Shape};
use crate::form::{Form, Placement};

/// A narrative in sections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    /// The paragraphs before the first heading.
    pub(super) preface: Vec<String>,
    /// The sections.
    pub(super) parts: Vec<Part>,
}

/// A heading with what stands under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// The heading without its number.
    pub(super) heading: String,
    /// It runs in with the first paragraph.
    pub(super) run_in: bool,
    /// Its paragraphs.
    pub(super) body: Vec<String>,
    /// Sub-sections.
    pub(super) parts: Vec<Part>,
}

/// A paragraph with what it could be.
struct Item<'a> {
    line: &'a Line,
    candidate: Option<Candidate>,
}

#[derive(Clone, Copy)]
struct Candidate {
    level: u8,
    /// Absent where a style alone says that it is a heading: the next number is its own.
    number: Option<usize>,
    /// Bytes of the mark.
    mark: usize,
    shape: Shape,
    styled: bool,
}

impl Candidate {
    fn is_heading(&self) -> bool {
        self.shape != Shape::Text
    }

    fn is(&self, number: usize) -> bool {
        self.number.is_none_or(|own| own == number)
    }
}

/// Finds the sections of a narrative.
pub(super) fn outline(lines: &[Line], form: &Form, notes: &mut Notes) -> Outline {
    let titles = fixed_titles(form);
    let mut items: Vec<_> = lines.iter().map(|line| item(line, &titles)).collect();
    let mut members = first_level(&items, form);
    if members.is_empty() {
        members = by_title(&mut items, &titles, notes);
    }
    let Some((first, _)) = members.first() else {
        return Outline {
            preface: texts(&items),
            parts: Vec::new(),
        };
    };
    let preface = texts(&items[..*first]);
    let mut parts: Vec<Part> = Vec::new();
    for (n, (at, number)) in members.iter().enumerate() {
        let written = items[*at].candidate.and_then(|candidate| candidate.number);
        if written.is_some_and(|written| written != *number) {
            notes.guessed.push(format!(
                "原文的{}按表式是第 {number} 部分，编号照表式改",
                excerpt(&items[*at].line.text)
            ));
        }
        fill(&mut parts, number - 1, &titles, notes);
        let end = members.get(n + 1).map_or(items.len(), |(next, _)| *next);
        parts.push(part(&items[*at..end], 1));
    }
    // The tables of such a form stand in the sections that it names.
    let last = form.grids.iter().filter_map(|grid| grid.section).max();
    if form.placement == Placement::Body {
        fill(&mut parts, last.unwrap_or(0), &titles, notes);
    }
    for item in &items {
        stray(item, notes);
    }
    Outline { preface, parts }
}

/// The titles that a form prescribes, with the words that tell each.
fn fixed_titles(form: &Form) -> Vec<(&str, &[String])> {
    form.sections
        .iter()
        .filter_map(|section| Some((section.title.as_deref()?, section.words.as_slice())))
        .collect()
}

fn item<'a>(line: &'a Line, titles: &[(&str, &[String])]) -> Item<'a> {
    let text = line.text.as_str();
    let mark = mark::read(text);
    let candidate = match (line.look, mark) {
        (Look::Heading(_), Some(mark)) => Some(styled(mark.level, Some(mark), Shape::Alone)),
        (Look::RunIn(_, end), Some(mark)) if end > mark.length => {
            Some(styled(mark.level, Some(mark), Shape::RunIn(end)))
        }
        // A number that the tool does not write stays in the text.
        (Look::Heading(_) | Look::RunIn(..), None) if mark::is_foreign(text) => None,
        (Look::Heading(level), None) => Some(styled(level, None, Shape::Alone)),
        (Look::RunIn(level, end), None) => Some(styled(level, None, Shape::RunIn(end))),
        (_, Some(mark)) => Some(Candidate {
            styled: false,
            ..styled(
                mark.level,
                Some(mark),
                shape::of(
                    text,
                    mark,
                    &titles.iter().map(|(title, _)| *title).collect::<Vec<_>>(),
                ),
            )
        }),
        (_, None) => None,
    };
    Item { line, candidate }
}

fn styled(level: u8, mark: Option<Mark>, shape: Shape) -> Candidate {
    Candidate {
        level,
        number: mark.map(|mark| mark.number),
        mark: mark.map_or(0, |mark| mark.length),
        shape,
        styled: true,
    }
}

/// A run of headings of the first level: where each stands, and its number.
type Members = Vec<(usize, usize)>;

/// The headings of the first level. A table of contents and a list inside a section have numbers too: of several runs from 一 on, the
/// one with the most text under it is meant.
fn first_level(items: &[Item<'_>], form: &Form) -> Members {
    let titles = fixed_titles(form);
    let titled = |number: usize, text: &str| {
        titles
            .get(number - 1)
            .is_some_and(|(_, words)| words.iter().any(|word| text.contains(word.as_str())))
    };
    // A title that the form has further on says that the sections between are missing, whatever its number.
    let fixed = |text: &str| {
        let text = text.trim_end_matches('。');
        titles
            .iter()
            .position(|(title, _)| shape::same(title, text))
    };
    let mut runs: Vec<(Members, usize, usize)> = Vec::new();
    // The run that text belongs to, by the candidate before it.
    let mut current: Option<usize> = None;
    for (at, item) in items.iter().enumerate() {
        let found = item
            .candidate
            .filter(|candidate| candidate.level == 1 && candidate.is_heading());
        let Some(candidate) = found else {
            if let Some(run) = current {
                runs[run].1 += item.line.text.len();
            }
            continue;
        };
        let next = |members: &Members| members.last().map_or(1, |(_, number)| number + 1);
        let goes_on = runs
            .iter()
            .rposition(|(_, _, written)| candidate.number != Some(1) && candidate.is(written + 1));
        // A section of a form with fixed titles may be missing, with the tables that stood in it.
        let text = &item.line.text[candidate.mark..];
        let skips = candidate
            .number
            .filter(|number| *number > 1 && titled(*number, text));
        let goes_on = goes_on.map(|run| {
            let next = next(&runs[run].0);
            (run, fixed(text).map_or(next, |title| next.max(title + 1)))
        });
        let goes_on = goes_on.or_else(|| {
            let number = skips?;
            let run = runs
                .iter()
                .rposition(|(members, ..)| next(members) < number)
                .unwrap_or_else(|| {
                    runs.push((Vec::new(), 0, 0));
                    runs.len() - 1
                });
            Some((run, number))
        });
        current = match goes_on {
            Some((run, number)) => {
                let written = runs[run].2 + 1;
                runs[run].0.push((at, number));
                runs[run].2 = candidate.number.unwrap_or(written);
                Some(run)
            }
            None if candidate.is(1) => {
                runs.push((vec![(at, 1)], 0, 1));
                Some(runs.len() - 1)
            }
            None => current,
        };
    }
    let most = runs.iter().map(|(_, text, _)| *text).max();
    runs.into_iter()
        .rev()
        .find(|(_, text, _)| Some(*text) == most)
        .map(|(members, ..)| members)
        .unwrap_or_default()
}

/// Headings without any number, by the titles that the form prescribes.
fn by_title(items: &mut [Item<'_>], titles: &[(&str, &[String])], notes: &mut Notes) -> Members {
    let mut members: Members = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let text = item.line.text.as_str();
        let number = titles
            .iter()
            .position(|(title, _)| shape::same(title, text));
        if let Some(number) = number.map(|number| number + 1)
            && members.last().is_none_or(|(_, last)| *last < number)
        {
            members.push((at, number));
        }
    }
    if members.len() < 2 {
        return Vec::new();
    }
    for (at, _) in &members {
        items[*at].candidate = Some(styled(1, None, Shape::Alone));
    }
    notes
        .guessed
        .push("原文的一级标题没有序号，按表式的固定标题认出，印出时加上一、二、三……".to_owned());
    members
}

/// Puts in the sections with fixed titles that are missing, up to `count` sections.
fn fill(parts: &mut Vec<Part>, count: usize, titles: &[(&str, &[String])], notes: &mut Notes) {
    while parts.len() < count {
        let Some((title, _)) = titles.get(parts.len()) else {
            return;
        };
        notes.guessed.push(format!(
            "原文没有第 {} 部分「{title}」，按表式补上标题",
            parts.len() + 1
        ));
        parts.push(Part {
            heading: (*title).to_owned(),
            ..Part::default()
        });
    }
}

/// The section that the first of some paragraphs is the heading of.
fn part(items: &[Item<'_>], level: u8) -> Part {
    let (head, rest) = items.split_first().expect("a section has its heading");
    let candidate = head.candidate.expect("it was taken for a heading");
    let text = head.line.text.as_str();
    let end = match candidate.shape {
        Shape::RunIn(end) | Shape::Split(end) => end,
        Shape::Alone | Shape::Text => text.len(),
    };
    let mut part = Part {
        heading: text[candidate.mark..end].trim().to_owned(),
        run_in: matches!(candidate.shape, Shape::RunIn(_)),
        ..Part::default()
    };
    let first = text[end..].trim();
    if !first.is_empty() {
        part.body.push(first.to_owned());
    }
    let members = if level < 4 {
        members(rest, level + 1)
    } else {
        Vec::new()
    };
    let own = members.first().map_or(rest.len(), |first| *first);
    part.body.extend(texts(&rest[..own]));
    for (n, at) in members.iter().enumerate() {
        let end = members.get(n + 1).copied().unwrap_or(rest.len());
        part.parts.push(self::part(&rest[*at..end], level + 1));
    }
    // The third and fourth levels run in if nothing else is said: nothing needs saying where there is nothing to run in with.
    if part.body.is_empty() && !part.run_in {
        part.run_in = level >= 3;
    }
    part
}

/// Where the headings of a level stand under a heading of the level above.
fn members(items: &[Item<'_>], level: u8) -> Vec<usize> {
    let mut members = Vec::new();
    let mut all = 0;
    for (at, item) in items.iter().enumerate() {
        let Some(candidate) = item.candidate.filter(|found| found.level == level) else {
            continue;
        };
        all += 1;
        if candidate.is_heading() && candidate.is(members.len() + 1) {
            members.push(at);
        }
    }
    let alone = members.iter().enumerate().all(|(n, at)| {
        let next = members.get(n + 1).copied().unwrap_or(items.len());
        let candidate = items[*at].candidate;
        next == at + 1 && candidate.is_some_and(|c| !c.styled && c.shape == Shape::Alone)
    });
    // Half a list is none, and headings over nothing are a list.
    if alone || members.len() * 2 < all {
        return Vec::new();
    }
    members
}

fn texts(items: &[Item<'_>]) -> Vec<String> {
    items.iter().map(|item| item.line.text.clone()).collect()
}

/// Says of a short paragraph that it looks like a heading and is none.
fn stray(item: &Item<'_>, notes: &mut Notes) {
    let text = item.line.text.as_str();
    let short = text.chars().count() <= 40 && !text.ends_with(['。', '；', ';']);
    if item.candidate.is_none() && short && mark::is_foreign(text) {
        notes.left.push(format!(
            "{}{}像是标题，但序号不是一、（一）1.（1）的写法，照原文留在正文里",
            item.line.place,
            excerpt(text)
        ));
    }
}
