//! Findings for people, with the text and a caret — the only file that knows a terminal.

use annotate_snippets::{AnnotationKind, Element, Level, Renderer, Snippet};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{FileId, Sources};

/// How a terminal draws.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Colours.
    pub color: bool,
    /// Columns.
    pub width: usize,
    /// “ ” — … take two columns.
    pub wide_marks: bool,
}

impl Screen {
    /// The width where none is known.
    pub const WIDTH: usize = 100;
}

/// The findings, one after the other.
#[must_use]
pub fn findings(sources: &Sources, findings: &[Diagnostic], screen: Screen) -> String {
    let renderer = if screen.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(screen.width);
    let mut out = String::new();
    for finding in findings {
        out += &one(sources, finding, &renderer, screen.wide_marks);
        out += "\n\n";
    }
    out
}

fn one(sources: &Sources, finding: &Diagnostic, renderer: &Renderer, wide_marks: bool) -> String {
    let swap = wide_marks
        && !finding
            .labels
            .iter()
            .any(|label| sources.text(label.span.file).contains(STAND_INS));
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .with_name(finding.severity.chinese())
        .primary_title(&finding.message)
        .id(finding.code.name());
    let mut elements: Vec<Element<'_>> = Vec::new();
    for labels in by_line(sources, &finding.labels) {
        elements.push(snippet(sources, &labels, swap).into());
    }
    elements.extend(
        finding
            .notes
            .iter()
            .map(|note| Level::NOTE.with_name("说明").message(note).into()),
    );
    elements.extend(
        finding
            .help
            .iter()
            .map(|help| Level::HELP.with_name("怎么办").message(help).into()),
    );
    let rendered = renderer.render(&[title.elements(elements)]);
    if swap { stand_out(&rendered) } else { rendered }
}

/// Labels of one line share a snippet; the primary one's comes first.
fn by_line<'a>(sources: &Sources, labels: &'a [Label]) -> Vec<Vec<&'a Label>> {
    let line = |label: &Label| {
        (
            label.span.file,
            sources.position(label.span.file, label.span.start).line,
        )
    };
    let mut groups: Vec<((FileId, usize), Vec<&Label>)> = Vec::new();
    let (primary, others): (Vec<_>, Vec<_>) = labels.iter().partition(|label| label.primary);
    for label in primary.into_iter().chain(others) {
        match groups.iter_mut().find(|(at, _)| *at == line(label)) {
            Some((_, group)) => group.push(label),
            None => groups.push((line(label), vec![label])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn snippet<'a>(
    sources: &'a Sources,
    labels: &[&'a Label],
    swap: bool,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let file = labels[0].span.file;
    let text = sources.text(file);
    let text = if swap {
        std::borrow::Cow::from(stand_in(text))
    } else {
        text.into()
    };
    let annotations = labels.iter().map(|label| {
        let kind = if label.primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        kind.span(label.span.range()).label(&label.message)
    });
    Snippet::source(text)
        .path(sources.name(file))
        .annotations(annotations)
}

/// Marks that some terminals draw two columns wide, and wide characters of the same length in UTF-8 that stand in for
/// them while the caret is placed.
const MARKS: [char; 6] = ['“', '”', '‘', '’', '—', '…'];
const STAND_INS: [char; 6] = [
    '\u{A490}', '\u{A491}', '\u{A492}', '\u{A493}', '\u{A494}', '\u{A495}',
];

fn swapped(text: &str, from: [char; 6], to: [char; 6]) -> String {
    text.chars()
        .map(|c| from.iter().position(|mark| *mark == c).map_or(c, |n| to[n]))
        .collect()
}

fn stand_in(text: &str) -> String {
    swapped(text, MARKS, STAND_INS)
}

fn stand_out(text: &str) -> String {
    swapped(text, STAND_INS, MARKS)
}

/// The columns of the terminal.
#[must_use]
pub fn width() -> usize {
    let (_, columns) = console::Term::stderr().size();
    usize::from(columns).max(40)
}

/// A progress bar on standard error; hidden where nobody looks.
#[must_use]
pub fn progress(jobs: u64) -> ProgressBar {
    let target = if jobs > 1 {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let style =
        ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}").expect("the template is fixed");
    ProgressBar::with_draw_target(Some(jobs), target).with_style(style)
}
