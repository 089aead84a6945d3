//! Changes against last year's table: 收到213件，同比增长19.7%.

use rust_decimal::Decimal;

use super::Verdict;
use super::agreement::printed;
use super::growth::{Value, Years, follows};
use super::previous::Previous;
use super::run::{Fit, Run, cut};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::link::Linked;
use crate::report::{Cell, Relation, Report};

/// Words after which a change is not that of the two tables.
pub(super) const OTHERWISE: [&str; 6] = ["可比", "口径", "剔除", "扣除", "年均", "环比"];

/// This year's indicator and last year's: the cells, and the value of each.
pub(super) struct Pair {
    pub(super) now: Vec<Cell>,
    pub(super) before: Vec<Cell>,
    pub(super) values: (Value, Value),
}

/// Holds a change whose base the sentence leaves out against the indicator that was stated right before it.
pub(super) fn change(
    years: &Years<'_>,
    run: &Run<'_>,
    n: usize,
    after: usize,
    verdicts: &mut [Verdict],
    findings: &mut Vec<Diagnostic>,
) {
    let Some(previous) = years.previous else {
        return;
    };
    let head = run.linked(after);
    let follows = |pair: &Pair| follows(run, n, pair.values, run.unit(after), false);
    let pairs = pairs(years.report, previous, head);
    let judged = pairs.iter().filter_map(|pair| Some((pair, follows(pair)?)));
    let Some((pair, (fit, right, exact))) = judged.max_by_key(|(_, (fit, ..))| *fit) else {
        return;
    };
    let place = run.places[n];
    match fit {
        Fit::Right => verdicts[place] = Verdict::Agree,
        Fit::Cut => {
            verdicts[place] = Verdict::Agree;
            let (words, at) = (run.words(n), run.span(n));
            let note = exact.map(|exact| cut(Code::GrowthMismatch, words, run.place(n), exact, at));
            findings.extend(note);
        }
        Fit::Wrong => {
            let others = told_before(run, head);
            let of_another = others.iter().any(|other| {
                let pairs = self::pairs(years.report, previous, other);
                let fits = |pair: &Pair| follows(pair).is_some_and(|(fit, ..)| fit > Fit::Wrong);
                pairs.iter().any(fits)
            });
            let sentence = run.sentence(n);
            // What the words do not settle stays unchecked.
            if of_another || OTHERWISE.iter().any(|word| sentence.contains(word)) {
                return;
            }
            verdicts[place] = Verdict::Differ;
            let agrees = verdicts[run.places[after]] == Verdict::Agree;
            let severity = if agrees && others.is_empty() && certain(years, previous, head, pair) {
                Severity::Error
            } else {
                Severity::Warning
            };
            findings.push(finding(
                years.report,
                previous,
                run,
                (n, after),
                pair,
                severity,
                &right,
            ));
        }
    }
}

/// What else the sentence has told by then.
pub(super) fn told_before<'p>(run: &Run<'p>, head: &Linked) -> Vec<&'p Linked> {
    let others = run.passage.figures.iter().filter(|other| {
        other.sentence == head.sentence
            && other.figure.range.start < head.figure.range.start
            && other.claim.is_some()
            && !other.zero
    });
    others.collect()
}

/// Whether words and tables leave no doubt which cells of both years are meant.
pub(super) fn certain(
    years: &Years<'_>,
    previous: Previous<'_>,
    head: &Linked,
    pair: &Pair,
) -> bool {
    let plain = head.claim.as_ref().is_some_and(|claim| {
        claim.is_certain() && matches!(claim.relation, Relation::Equal | Relation::Each)
    });
    plain && sound(years, previous, &pair.now, &pair.before)
}

/// Whether tables that hold together leave no doubt that last year's cells are the same.
pub(super) fn sound(
    years: &Years<'_>,
    previous: Previous<'_>,
    now: &[Cell],
    before: &[Cell],
) -> bool {
    // The only tables of both years are compared whatever they are called.
    let scope = |report: &Report, cell: &Cell| report.tables[cell.table].scope.value.clone();
    let here = now.iter().map(|cell| scope(years.report, cell));
    let there = before.iter().map(|cell| scope(previous.report(), cell));
    now.iter().all(|cell| !years.broken.contains(cell)) && here.eq(there)
}

/// What a figure stands for in both years; several where the words say that each of several cells has its value.
pub(super) fn pairs(report: &Report, previous: Previous<'_>, head: &Linked) -> Vec<Pair> {
    let Some(claim) = head.claim.as_ref().filter(|_| !head.other_year) else {
        return Vec::new();
    };
    let groups: Vec<&[Cell]> = match claim.relation {
        Relation::Each => claim.cells.chunks(1).collect(),
        Relation::Equal | Relation::Sum | Relation::Difference => vec![&claim.cells],
        Relation::None => Vec::new(),
    };
    let pair = |now: &&[Cell]| {
        let before: Vec<Cell> = now
            .iter()
            .map(|cell| previous.cell(*cell))
            .collect::<Option<_>>()?;
        let total = |report: &Report, cells: &[Cell]| {
            let values: Option<Vec<Decimal>> =
                cells.iter().map(|cell| report.value(*cell)).collect();
            let values = values?;
            let rest: Decimal = values.get(1..)?.iter().sum();
            Some(match claim.relation {
                Relation::Difference => values[0] - rest,
                _ => values[0] + rest,
            })
        };
        // The text may round what the table has to the last digit, and may be the right one of the two.
        let stated = Value::of(head.figure.quantity.as_ref()?)?;
        let value = total(report, now).map_or(stated, |value| Value {
            low: stated.low.min(value),
            high: stated.high.max(value),
            point: value,
        });
        let base = Value::exactly(total(previous.report(), &before)?);
        Some(Pair {
            now: now.to_vec(),
            before,
            values: (base, value),
        })
    };
    groups.iter().filter_map(pair).collect()
}

fn finding(
    report: &Report,
    previous: Previous<'_>,
    run: &Run<'_>,
    (n, after): (usize, usize),
    pair: &Pair,
    severity: Severity,
    right: &str,
) -> Diagnostic {
    let (before, now) = pair.values;
    let (cell, last) = (pair.now[0], pair.before[0]);
    let name = match pair.now.len() {
        1 => format!("「{}」", report.name(cell)),
        _ => "这几项".to_owned(),
    };
    let message = format!(
        "增减「{}」与上年的表不符：{name}上年是 {}，今年是 {}，{right}",
        run.words(n),
        printed(previous.report(), last, before.point),
        printed(report, cell, now.point),
    );
    let mut finding = Diagnostic::new(Code::GrowthMismatch, severity, message)
        .at(run.span(n), "增减")
        .beside(run.span(after), "今年");
    for cell in &pair.before {
        let label = format!("上年：{}", previous.state(*cell));
        finding = finding.beside(previous.place(*cell), label);
    }
    finding
        .with_help("按两年的数重算；上年公布的数后来更正过的，在句中写明基数，如「比上年的……件」")
}

/// A base that the sentence states is last year's cell.
pub(super) fn base(
    years: &Years<'_>,
    run: &Run<'_>,
    before: usize,
    after: usize,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(previous) = years.previous else {
        return;
    };
    let pairs = pairs(years.report, previous, run.linked(after));
    let Some(stated) = run.count(before) else {
        return;
    };
    let agrees = |pair: &Pair| stated.near.contains(pair.values.0.point);
    let Some(pair) = pairs.first().filter(|_| !pairs.iter().any(agrees)) else {
        return;
    };
    let message = format!(
        "正文说上年是「{}」，上年的表中{}是 {}",
        run.words(before),
        super::agreement::describe(
            previous.report(),
            if pair.before.len() > 1 {
                Relation::Sum
            } else {
                Relation::Equal
            },
            &pair.before
        ),
        printed(previous.report(), pair.before[0], pair.values.0.point),
    );
    let mut finding = Diagnostic::warning(Code::GrowthMismatch, message)
        .at(run.span(before), "基数")
        .beside(run.span(after), "今年");
    for cell in &pair.before {
        let label = format!("上年：{}", previous.state(*cell));
        finding = finding.beside(previous.place(*cell), label);
    }
    findings.push(finding.with_help("以上年公布的数为准；上年的数后来更正过的，不必改"));
}
