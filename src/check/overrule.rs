//! Pins and ignores: the author overrules the checker, always visibly, and only where the quote still stands.

use std::ops::Range;

use super::Verdict;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Class;
use crate::link::{Certainty, Claim, Linked, LinkedPassage, Overrule};
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
        if linked.overrule.is_some() {
            findings.push(twice(&pin.quote));
            continue;
        }
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
            certainty: Certainty::Certain,
        });
        linked.overrule = Some(Overrule::Pinned(n));
    }
    for (n, ignore) in report.overrules.ignores.iter().enumerate() {
        let Some((p, f)) = quoted(passages, &ignore.quote, &mut findings) else {
            continue;
        };
        let linked = &mut passages[p].figures[f];
        if linked.overrule.is_some() {
            findings.push(twice(&ignore.quote));
            continue;
        }
        linked.overrule = Some(Overrule::Ignored(n));
    }
    findings
}

/// A figure that its author leaves alone: its passage, its place there, and which `ignores` says so.
pub(super) type Ignored = (usize, usize, usize);

/// Takes back every ignore for a while, to see what would be found without it.
pub(super) fn lift(passages: &mut [LinkedPassage<'_>]) -> Vec<Ignored> {
    let mut ignored = Vec::new();
    for (p, passage) in passages.iter_mut().enumerate() {
        for (f, linked) in passage.figures.iter_mut().enumerate() {
            if let Some(Overrule::Ignored(n)) = linked.overrule {
                linked.overrule = None;
                ignored.push((p, f, n));
            }
        }
    }
    ignored
}

/// Puts back what was taken back.
pub(super) fn restore(passages: &mut [LinkedPassage<'_>], ignored: &[Ignored]) {
    for &(p, f, n) in ignored {
        passages[p].figures[f].overrule = Some(Overrule::Ignored(n));
    }
}

/// Ignores of figures that are right or stand for nothing, with nothing said against them.
pub(super) fn needless(
    report: &Report,
    passages: &[LinkedPassage<'_>],
    verdicts: &[Vec<Verdict>],
    ignored: &[Ignored],
    found: &[Diagnostic],
    findings: &mut Vec<Diagnostic>,
) {
    for &(p, f, n) in ignored {
        let linked = &passages[p].figures[f];
        let place = passages[p].passage.text.span(linked.figure.range.clone());
        let told = found
            .iter()
            .flat_map(|finding| &finding.labels)
            .any(|label| {
                label.span.file == place.file
                    && label.span.start < place.end
                    && place.start < label.span.end
            });
        let right = verdicts[p][f] == Verdict::Agree;
        // A figure that nothing was held against is at least listed as such.
        let nothing = linked.claim.is_none() && !linked.figure.class.stands_for_cell();
        if !told && (right || nothing) {
            let why = if right {
                "这个数与表相符"
            } else {
                "这个数本来就不用核对"
            };
            let message = format!("这条 [[check.ignore]] 用不着：{why}");
            let quote = &report.overrules.ignores[n].quote;
            findings
                .push(Diagnostic::note(Code::StaleOverride, message).at(quote.span, "可以删去"));
        }
    }
}

/// Two overrules of one figure would hide each other.
fn twice(quote: &Spanned<String>) -> Diagnostic {
    Diagnostic::error(
        Code::StaleOverride,
        "这个数已经有一条指定了，这一条不起作用",
    )
    .at(quote.span, "引文")
    .with_help("同一个数只留一条 [[check.pin]] 或 [[check.ignore]]")
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

/// The figure that a quote means: the only one in it. The quote must stand in the narrative exactly once.
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
    let (p, inside) = match places.as_slice() {
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
    let figures = &passages[p].figures;
    let whole = |f: &usize| {
        let numeral = &figures[*f].figure.numeral;
        let range = if figures[*f].zero {
            &figures[*f].figure.range
        } else {
            numeral
        };
        range.start < inside.end && inside.start < range.end
    };
    let inside_of = |test: &dyn Fn(&Linked) -> bool| -> Vec<usize> {
        (0..figures.len())
            .filter(whole)
            .filter(|f| test(&figures[*f]))
            .collect()
    };
    let stands = |linked: &Linked| {
        linked.zero || linked.figure.class.stands_for_cell() || linked.figure.class == Class::Other
    };
    // Dates and numbers of documents beside the figure do not make a quote ambiguous.
    let mut found =
        inside_of(&|linked| stands(linked) && (linked.zero || linked.figure.quantity.is_some()));
    if found.is_empty() {
        found = inside_of(&|linked| linked.figure.quantity.is_some());
    }
    let (message, help) = match found.as_slice() {
        [f] => {
            let numeral = &figures[*f].figure.numeral;
            let cut = numeral.start < inside.start || inside.end < numeral.end;
            if !cut || figures[*f].zero {
                return Some((p, *f));
            }
            (
                "引文把数字截断了".to_owned(),
                "请引完整的数字；数改了，这一条才会提醒",
            )
        }
        [] => ("引文里没有数字".to_owned(), "请引用带数字的原话"),
        many => (
            format!("引文里有 {} 个数，不知道指哪一个", many.len()),
            "请把引文缩短到只含一个数；每个数各写一条",
        ),
    };
    findings.push(stale(message, help));
    None
}
