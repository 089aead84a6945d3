//! Holds a report against itself: the list of rules, and the ledger that they leave.
//!
//! Never sees a document, an output or a terminal.

mod agreement;
mod coverage;
mod direction;
mod growth;
mod hint;
mod hundred;
mod identity;
mod mark;
mod notice;
mod overrule;
mod parts;
mod place;
mod points;
mod previous;
mod prose;
mod rate;
mod remedy;
mod repeated;
mod run;
mod share;
mod stale;
mod sum;
mod unit;
mod wording;
mod yearly;

use crate::diagnostic::{self, Diagnostic};
use crate::figure::Class;
use crate::ledger::{Entry, Status};
use crate::link::{self, Linked, LinkedPassage, Overrule};
use crate::report::{Passage, Report};
use previous::Previous;
use run::Run;

/// Findings and ledger of a report.
#[derive(Debug)]
pub struct Outcome {
    /// Findings, in canonical order.
    pub findings: Vec<Diagnostic>,
    /// Every figure, in reading order.
    pub ledger: Vec<Entry>,
}

/// Checks a report, against last year's too where it is given.
#[must_use]
pub fn report(report: &Report, last: Option<&Report>) -> Outcome {
    let mut passages = link::report(report);
    let mut findings = overrule::apply(report, &mut passages);
    let previous = last.and_then(|last| Previous::new(report, last, &mut findings));
    let ignored = overrule::lift(&mut passages);
    if !ignored.is_empty() {
        let (found, verdicts) = rules(report, previous, &passages);
        overrule::needless(
            report,
            &passages,
            &verdicts,
            &ignored,
            &found,
            &mut findings,
        );
        overrule::restore(&mut passages, &ignored);
    }
    let (found, verdicts) = rules(report, previous, &passages);
    findings.extend(found);
    diagnostic::sort(&mut findings);
    let ledger = passages
        .iter()
        .zip(&verdicts)
        .flat_map(|(passage, verdicts)| {
            passage
                .figures
                .iter()
                .zip(verdicts)
                .map(|(linked, verdict)| entry(passage.passage, linked, *verdict, true))
        });
    Outcome {
        findings,
        ledger: ledger.collect(),
    }
}

/// What every rule finds, and what became of the claim of each figure.
fn rules(
    report: &Report,
    previous: Option<Previous<'_>>,
    passages: &[LinkedPassage<'_>],
) -> (Vec<Diagnostic>, Vec<Vec<Verdict>>) {
    let mut findings = Vec::new();
    let broken = identity::tables(report, previous, &mut findings);
    let mut verdicts = agreement::judge(report, previous, passages, &broken, &mut findings);
    prose::sums(report, passages, &verdicts, &mut findings);
    prose::duplicates(report, passages, &mut findings);
    place::all(report, passages, &mut findings);
    notice::all(report, &mut findings);
    let years = growth::Years {
        report,
        previous,
        broken: &broken,
        rates: points::Rates::default(),
    };
    for (passage, verdicts) in passages.iter().zip(&mut verdicts) {
        let run = Run::new(passage);
        let groups = sum::groups(&run);
        sum::check(&run, &groups, verdicts, &mut findings);
        share::check(report, &run, &groups, verdicts, &mut findings);
        hundred::check(&run, &groups, verdicts, &mut findings);
        rate::check(report, &run, verdicts, &mut findings);
        growth::check(&years, &run, verdicts, &mut findings);
        points::check(&years, &run, verdicts, &mut findings);
        direction::check(&years, &run, verdicts, &mut findings);
        unit::check(report, &run, &mut findings);
        mark::check(passage, &mut findings);
        stale::years(report, &run, &mut findings);
        stale::plans(report, &run, &mut findings);
    }
    mark::headings(report, &mut findings);
    stale::title(report, &mut findings);
    stale::figures(previous, passages, &verdicts, &mut findings);
    repeated::all(report, previous, passages, &verdicts, &mut findings);
    wording::all(report, passages, &mut findings);
    coverage::all(report, passages, &verdicts, &mut findings);
    (findings, verdicts)
}

/// The ledger of plain text: one list a passage, with what each figure would be held against.
#[must_use]
pub fn passages(report: &Report, passages: &[Passage]) -> Vec<Vec<Entry>> {
    let linked = link::passages(report, passages);
    let ledger = |passage: &LinkedPassage<'_>| {
        let entry = |linked: &Linked| entry(passage.passage, linked, Verdict::Unfilled, false);
        passage.figures.iter().map(entry).collect()
    };
    linked.iter().map(ledger).collect()
}

/// What became of the claim of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It makes none.
    None,
    /// The cells agree.
    Agree,
    /// They do not.
    Differ,
    /// A cell is 未填.
    Unfilled,
}

fn entry(passage: &Passage, linked: &Linked, verdict: Verdict, in_file: bool) -> Entry {
    let range = linked.figure.range.clone();
    let span = (in_file && !range.is_empty()).then(|| passage.text.span(range.clone()));
    let mut entry = Entry::new(&linked.figure, &passage.text.text()[range], span);
    if let Some(claim) = &linked.claim {
        entry.relation = claim.relation;
        entry.cells.clone_from(&claim.cells);
        if entry.class == Class::Other {
            entry.class = Class::Count;
        }
    }
    entry.status = match (linked.overrule, &linked.claim, verdict) {
        (Some(Overrule::Ignored(_)), ..) => Status::Ignored,
        (_, None, _)
            if matches!(
                entry.class,
                Class::Percent | Class::Growth | Class::Points | Class::Multiple
            ) =>
        {
            match verdict {
                Verdict::Agree => Status::Agree,
                Verdict::Differ => Status::Differ,
                Verdict::None | Verdict::Unfilled => Status::Uncheckable,
            }
        }
        (_, None, _) => entry.status,
        (_, Some(_), Verdict::Differ) => Status::Differ,
        (_, Some(_), Verdict::Unfilled | Verdict::None) => Status::Uncheckable,
        (Some(Overrule::Pinned(_)), Some(_), Verdict::Agree) => Status::Pinned,
        (None, Some(_), Verdict::Agree) => Status::Agree,
    };
    entry
}
