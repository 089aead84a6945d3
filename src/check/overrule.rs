//! Pins and ignores: the author overrules the checker, always visibly, and only where the quote still stands.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::{Claim, LinkedPassage, Overrule};
use crate::report::Report;
use crate::source::Spanned;

/// Characters before a figure that a proposed quote takes in, at most.
const LONGEST_QUOTE: usize = 40;

/// Applies the overrules to the figures that they quote.
pub(super) fn apply(report: &Report, passages: &mut [LinkedPassage<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (n, pin) in report.overrules.pins.iter().enumerate() {
        let Some((p, f)) = quoted(passages, &pin.quote, &mut findings) else {
            continue;
        };
        let linked = &mut passages[p].figures[f];
        let same = linked
            .claim
            .as_ref()
            .is_some_and(|claim| claim.cells == pin.cells && claim.relation == pin.relation);
        if same {
            let finding = Diagnostic::note(
                Code::StaleOverride,
                "这条 [[check.pin]] 用不着：不写也对到同样的单元格",
            );
            findings.push(finding.at(pin.quote.span, "可以删去"));
        }
        let words = linked.figure.range.clone();
        linked.claim = Some(Claim {
            relation: pin.relation,
            cells: pin.cells.clone(),
            words,
            certain: true,
        });
        linked.overrule = Some(Overrule::Pinned(n));
    }
    for (n, ignore) in report.overrules.ignores.iter().enumerate() {
        let Some((p, f)) = quoted(passages, &ignore.quote, &mut findings) else {
            continue;
        };
        passages[p].figures[f].overrule = Some(Overrule::Ignored(n));
    }
    findings
}

/// Words around a figure that stand in the narrative only once, to quote it by: the figure alone if that will do, else with
/// what stands before it, and after it.
pub(super) fn quote(
    passages: &[LinkedPassage<'_>],
    passage: &LinkedPassage<'_>,
    figure: Range<usize>,
) -> String {
    let text = passage.passage.text.text();
    let times = |words: &str| -> usize {
        passages
            .iter()
            .map(|passage| passage.passage.text.text().matches(words).count())
            .sum()
    };
    let starts = text[..figure.start]
        .char_indices()
        .rev()
        .map(|(at, _)| at..figure.end);
    let before = std::iter::once(figure.clone()).chain(starts.take(LONGEST_QUOTE));
    let ends = text[figure.end..]
        .char_indices()
        .map(|(at, c)| 0..figure.end + at + c.len_utf8());
    let found = before
        .chain(ends)
        .map(|range| &text[range])
        .find(|words| times(words) == 1);
    found
        .unwrap_or(text)
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
}

/// The figure that a quote means: the only one in it, or the last. The quote must stand in the narrative exactly once.
fn quoted(
    passages: &[LinkedPassage<'_>],
    quote: &Spanned<String>,
    findings: &mut Vec<Diagnostic>,
) -> Option<(usize, usize)> {
    let mut places = Vec::new();
    for (p, passage) in passages.iter().enumerate() {
        let text = passage.passage.text.text();
        places.extend(
            text.match_indices(quote.value.as_str())
                .map(|(at, words)| (p, at..at + words.len())),
        );
    }
    let stale = |message: String, help: &str| {
        Diagnostic::error(Code::StaleOverride, message)
            .at(quote.span, "引文")
            .with_help(help)
    };
    let (p, range) = match places.as_slice() {
        [one] => one.clone(),
        [] => {
            findings.push(stale(
                "正文里没有这句话".to_owned(),
                "正文改过了？请照正文改引文，或删去这一条",
            ));
            return None;
        }
        many => {
            findings.push(stale(
                format!("正文里有 {} 处这样的话", many.len()),
                "请把引文写长一些，只指一处",
            ));
            return None;
        }
    };
    let figures = passages[p].figures.iter().enumerate();
    let inside = figures.filter(|(_, linked)| {
        linked.figure.range.start < range.end && range.start < linked.figure.range.end
    });
    let countable = inside.filter(|(_, linked)| linked.zero || linked.figure.quantity.is_some());
    if let Some(f) = countable.map(|(f, _)| f).next_back() {
        Some((p, f))
    } else {
        findings.push(stale("引文里没有数字".to_owned(), "请引用带数字的原话"));
        None
    }
}
