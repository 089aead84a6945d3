//! Mutation: how many spoilt reports the checker notices, and where it says so.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use hegao::check;
use hegao::diagnostic::{Code, Diagnostic, Severity};
use hegao::figure::scan::scan;
use hegao::link;
use hegao::report::{Relation, Report};
use hegao::source::{FileId, Sources, Span};
use rust_decimal::Decimal;

use crate::Options;
use crate::mutant::{self, Mutant};
use crate::rows::{Score, report};
use crate::scaled;

/// What became of the mutants of one operator.
#[derive(Default)]
pub(crate) struct Tally {
    any: Score,
    error: Score,
    located: Score,
    /// Mutants with errors that touch nothing that was changed.
    collateral: usize,
    /// Still inside what the words allow.
    equivalent: usize,
}

/// Spoils every report in every way.
pub(crate) fn run(options: &Options) {
    let mut all = Tallies::new();
    for path in &options.files {
        spoil(path, options.misses, &mut all);
    }
    print(&all);
}

/// What became of every mutant, by operator.
pub(crate) type Tallies = BTreeMap<&'static str, Tally>;

/// A line for each operator, and one for all.
pub(crate) fn print(all: &Tallies) {
    println!(
        "{:<24} {:>22} {:>22} {:>22} {:>10} {:>10}",
        "operator", "caught", "at error", "located", "collateral", "equivalent"
    );
    let mut sum = Tally::default();
    for (operator, tally) in all {
        line(operator, tally);
        let add = |sum: &mut Score, one: Score| {
            sum.right += one.right;
            sum.all += one.all;
        };
        add(&mut sum.any, tally.any);
        add(&mut sum.error, tally.error);
        add(&mut sum.located, tally.located);
        sum.collateral += tally.collateral;
        sum.equivalent += tally.equivalent;
    }
    line("all", &sum);
}

fn line(operator: &str, tally: &Tally) {
    println!(
        "{operator:<24} {:>22} {:>22} {:>22} {:>10} {:>10}",
        tally.any.to_string(),
        tally.error.to_string(),
        tally.located.to_string(),
        tally.collateral,
        tally.equivalent
    );
}

/// A report to spoil, and last year's beside it.
pub(crate) struct Subject<'a> {
    pub(crate) path: &'a Path,
    pub(crate) text: &'a str,
    pub(crate) last: Option<&'a Report>,
}

/// The findings of a text.
pub(crate) fn findings(
    path: &Path,
    text: &str,
    last: Option<&Report>,
) -> (Sources, FileId, Vec<Diagnostic>, Option<Report>) {
    let mut sources = Sources::default();
    let file = sources.add(path.display().to_string(), text);
    let find = |name: &str| crate::rows::form(name, path);
    let reading = hegao::data::read(&sources, file, &find);
    let mut findings = reading.findings;
    if let Some(report) = &reading.report {
        findings.extend(check::report(report, last).findings);
    }
    hegao::diagnostic::sort(&mut findings);
    (sources, file, findings, reading.report)
}

/// What tells one finding from another wherever it stands.
pub(crate) fn brief(sources: &Sources, finding: &Diagnostic) -> String {
    let place = finding.place().map_or("", |span| sources.slice(span));
    format!(
        "{} {} {place} {}",
        finding.code,
        finding.severity.name(),
        finding.message
    )
}

fn spoil(path: &Path, misses: usize, all: &mut Tallies) {
    let text = fs::read_to_string(path).expect("a report that can be read");
    let mut sources = Sources::default();
    let (_, base) = report(&mut sources, path, text.clone());
    let base = base.expect("a report without faults");
    let (told, _, before, _) = findings(path, &text, None);
    let level = |severity| {
        before
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let passages = link::report(&base);
    let (mutants, targets) = mutant::all(&base, &passages, &text);
    println!(
        "{}: {targets} figures, {} mutants; as it is: {} errors, {} warnings, {} notes",
        path.file_stem().unwrap_or_default().display(),
        mutants.len(),
        level(Severity::Error),
        level(Severity::Warning),
        level(Severity::Note)
    );
    consistent(path, &text, &base, &passages, &before, misses);
    let known: Vec<String> = before.iter().map(|finding| brief(&told, finding)).collect();
    let subject = Subject {
        path,
        text: &text,
        last: None,
    };
    tally(&subject, (&base, &passages), &mutants, &known, misses, all);
}

/// Counts what is found in every mutant of a report that is not found in the report itself.
pub(crate) fn tally(
    subject: &Subject<'_>,
    (base, passages): (&Report, &[link::LinkedPassage<'_>]),
    mutants: &[Mutant],
    known: &[String],
    misses: usize,
    all: &mut Tallies,
) {
    let text = subject.text;
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for mutant in mutants {
        let tally = all.entry(mutant.operator).or_default();
        let (spoilt, changed) = apply(text, mutant);
        let (sources, file, after, report) = findings(subject.path, &spoilt, subject.last);
        if is_equivalent(base, passages, mutant, report.as_ref()) {
            tally.equivalent += 1;
            continue;
        }
        let mut known = known.to_vec();
        let mut new: Vec<&Diagnostic> = Vec::new();
        for finding in &after {
            let brief = brief(&sources, finding);
            match known.iter().position(|one| *one == brief) {
                Some(n) => {
                    known.swap_remove(n);
                }
                None => new.push(finding),
            }
        }
        let places = places(report.as_ref(), mutant, file, changed);
        let touches = |finding: &Diagnostic| {
            finding.labels.iter().any(|label| {
                places
                    .iter()
                    .any(|place| label.span.start <= place.end && place.start <= label.span.end)
            })
        };
        let worst = new.iter().map(|finding| finding.severity).max();
        let first = new.iter().find(|finding| Some(finding.severity) == worst);
        tally.any.add(worst.is_some());
        tally.error.add(worst == Some(Severity::Error));
        if let Some(first) = first {
            tally.located.add(touches(first));
        }
        // An identity speaks of the cells that it adds up, and not of every one of them.
        let group = |finding: &Diagnostic| {
            touches(finding)
                || matches!(
                    finding.code,
                    Code::TableIdentity | Code::SumMismatch | Code::ScopeOrder
                )
        };
        let astray = new
            .iter()
            .any(|finding| finding.severity == Severity::Error && !group(finding));
        tally.collateral += usize::from(astray);
        let lost =
            worst != Some(Severity::Error) || astray || first.is_some_and(|first| !touches(first));
        let shown = shown.entry(mutant.operator).or_default();
        if lost && *shown < misses {
            *shown += 1;
            let (at, new_text) = &mutant.edits[0];
            let from = text[..at.start]
                .char_indices()
                .rev()
                .nth(12)
                .map_or(0, |(at, _)| at);
            println!(
                "    {}: {}[{}→{new_text}]: {:?}",
                mutant.operator,
                text[from..at.start].replace('\n', "⏎"),
                &text[at.clone()],
                new.iter()
                    .map(|finding| brief(&sources, finding))
                    .collect::<Vec<_>>()
            );
        }
    }
}

/// What is found in copies that are as consistent as the report.
fn consistent(
    path: &Path,
    text: &str,
    base: &Report,
    passages: &[link::LinkedPassage<'_>],
    before: &[Diagnostic],
    misses: usize,
) {
    let (mut errors, mut warnings, mut alarms) = (0, 0, Vec::new());
    for times in scaled::TIMES {
        let copy = scaled::copy(base, passages, text, times);
        let (sources, _, after, _) = findings(path, &copy, None);
        let of = |level: Severity, all: &[Diagnostic]| {
            all.iter()
                .filter(|finding| finding.severity == level)
                .count()
        };
        let more = |level| of(level, &after).saturating_sub(of(level, before));
        errors += more(Severity::Error);
        warnings += more(Severity::Warning);
        if more(Severity::Error) + more(Severity::Warning) > 0 {
            let grave = after
                .iter()
                .filter(|finding| finding.severity > Severity::Note);
            alarms.extend(
                grave.map(|finding| format!("{times} times: {}", brief(&sources, finding))),
            );
        }
    }
    println!(
        "    {} consistent copies: {errors} errors, {warnings} warnings more",
        scaled::TIMES.len()
    );
    for alarm in alarms.iter().take(misses) {
        println!("    {alarm}");
    }
}

/// The spoilt text, and what was put where.
fn apply(text: &str, mutant: &Mutant) -> (String, Vec<std::ops::Range<usize>>) {
    let mut spoilt = String::with_capacity(text.len() + 8);
    let mut changed = Vec::new();
    let mut done = 0;
    for (range, new) in &mutant.edits {
        spoilt.push_str(&text[done..range.start]);
        changed.push(spoilt.len()..spoilt.len() + new.len());
        spoilt.push_str(new);
        done = range.end;
    }
    spoilt.push_str(&text[done..]);
    (spoilt, changed)
}

/// What was changed in the file, and the cells that it stands for.
fn places(
    report: Option<&Report>,
    mutant: &Mutant,
    file: FileId,
    changed: Vec<std::ops::Range<usize>>,
) -> Vec<Span> {
    let mut places: Vec<Span> = changed
        .into_iter()
        .map(|range| Span::new(file, range))
        .collect();
    if let Some(report) = report {
        places.extend(mutant.cells.iter().map(|cell| report.place(*cell)));
    }
    places
}

/// Whether the spoilt words or cells still allow each other.
fn is_equivalent(
    base: &Report,
    passages: &[link::LinkedPassage<'_>],
    mutant: &Mutant,
    spoilt: Option<&Report>,
) -> bool {
    let Some(spoilt) = spoilt else { return false };
    // The figure itself is as it was.
    if matches!(
        mutant.operator,
        "unit changed" | "change off by one" | "change in words" | "streak"
    ) || mutant.operator.ends_with("deleted") && mutant.operator != "modifier deleted"
    {
        return false;
    }
    let figures: Vec<(usize, usize)> = if mutant.figures.is_empty() {
        // A cell: every figure that stands for it.
        let stands = |linked: &link::Linked| {
            linked
                .claim
                .as_ref()
                .is_some_and(|claim| claim.cells.iter().any(|cell| mutant.cells.contains(cell)))
        };
        let index = |(p, passage): (usize, &link::LinkedPassage<'_>)| {
            (0..passage.figures.len())
                .filter(|f| stands(&passage.figures[*f]))
                .map(|f| (p, f))
                .collect::<Vec<_>>()
        };
        passages.iter().enumerate().flat_map(index).collect()
    } else {
        mutant.figures.clone()
    };
    let new_passages: Vec<_> = spoilt.passages().map(|(_, passage)| passage).collect();
    figures.iter().all(|&(p, f)| {
        let linked = &passages[p].figures[f];
        let Some(claim) = &linked.claim else {
            return true;
        };
        let values: Option<Vec<Decimal>> = claim
            .cells
            .iter()
            .map(|cell| {
                if mutant.figures.is_empty() {
                    spoilt.value(*cell)
                } else {
                    base.value(*cell)
                }
            })
            .collect();
        let Some(values) = values else { return false };
        let sum = |values: &[Decimal]| values.iter().fold(Decimal::ZERO, |sum, value| sum + value);
        let wanted = match claim.relation {
            Relation::Difference => values[0] - sum(&values[1..]),
            Relation::Each | Relation::Equal => values[0],
            _ => sum(&values),
        };
        if linked.zero {
            return wanted.is_zero();
        }
        let read = scan(new_passages[p].text.text());
        let start = linked.figure.range.start;
        let figure = read.iter().find(|figure| figure.range.end > start);
        figure
            .and_then(|figure| figure.quantity)
            .is_some_and(|quantity| quantity.inside.contains(wanted))
    })
}
