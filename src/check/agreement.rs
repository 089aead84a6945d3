//! Narrative = table: every linked figure against its cells, by what its words allow.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::previous::Previous;
use super::{Verdict, hint, overrule, remedy};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::Quantity;
use crate::link::{Certainty, Claim, Linked, LinkedPassage, Overrule};
use crate::report::{Cell, Relation, Report, State};

/// Judges every claim; the verdicts run parallel to the figures of each passage.
pub(super) fn judge(
    report: &Report,
    previous: Option<Previous<'_>>,
    passages: &[LinkedPassage<'_>],
    broken: &BTreeSet<Cell>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Vec<Verdict>> {
    let settled = settled(report, passages);
    let mut verdicts = Vec::new();
    for passage in passages {
        let judge = Judge {
            report,
            previous,
            passages,
            passage,
            broken,
            settled: &settled,
            elsewhere: elsewhere(report, passage, &settled),
        };
        verdicts.push(
            passage
                .figures
                .iter()
                .map(|linked| judge.figure(linked, findings))
                .collect(),
        );
    }
    verdicts
}

struct Judge<'a> {
    report: &'a Report,
    previous: Option<Previous<'a>>,
    passages: &'a [LinkedPassage<'a>],
    passage: &'a LinkedPassage<'a>,
    broken: &'a BTreeSet<Cell>,
    settled: &'a BTreeSet<Vec<Cell>>,
    /// Sentences that tell of something else than the tables.
    elsewhere: BTreeSet<usize>,
}

/// What the cells of a claim of one cell, or of a sum, make.
fn total(report: &Report, claim: &Claim) -> Option<Decimal> {
    let values: Option<Vec<Decimal>> = claim.cells.iter().map(|cell| report.value(*cell)).collect();
    let sums = matches!(claim.relation, Relation::Equal | Relation::Sum);
    values.filter(|_| sums).map(|values| {
        values
            .into_iter()
            .fold(Decimal::ZERO, |sum, value| sum + value)
    })
}

/// Sentences of which no figure agrees, and several differ from cells that are stated right in other places: of one office,
/// or of another year. One figure alone may be a slip.
fn elsewhere(
    report: &Report,
    passage: &LinkedPassage<'_>,
    settled: &BTreeSet<Vec<Cell>>,
) -> BTreeSet<usize> {
    let mut told: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
    for linked in &passage.figures {
        let (Some(claim), Some(quantity)) = (&linked.claim, &linked.figure.quantity) else {
            continue;
        };
        let Some(value) = total(report, claim).filter(|_| claim.is_certain()) else {
            continue;
        };
        let differs = !quantity.inside.contains(value);
        let stated = settled.contains(&claim.cells);
        let (count, all) = told.entry(linked.sentence).or_insert((0, true));
        *count += 1;
        *all &= differs && stated;
    }
    let apart = told
        .into_iter()
        .filter(|(_, (count, all))| *count > 1 && *all);
    apart.map(|(sentence, _)| sentence).collect()
}

/// So large a value is not met by chance.
const TELLING: Decimal = Decimal::ONE_HUNDRED;

/// The cells that plain words, or other words and a telling value, state as the table has them.
fn settled(report: &Report, passages: &[LinkedPassage<'_>]) -> BTreeSet<Vec<Cell>> {
    let figures = passages.iter().flat_map(|passage| &passage.figures);
    let stated = figures.filter_map(|linked| {
        let claim = linked.claim.as_ref()?;
        let value = total(report, claim)?;
        let quantity = linked.figure.quantity.as_ref()?;
        let telling = claim.is_certain() || quantity.modifier.is_none() && value >= TELLING;
        (telling && quantity.inside.contains(value)).then(|| claim.cells.clone())
    });
    stated.collect()
}

impl Judge<'_> {
    fn figure(&self, linked: &Linked, findings: &mut Vec<Diagnostic>) -> Verdict {
        let (Some(claim), Some(quantity)) = (&linked.claim, &linked.figure.quantity) else {
            return Verdict::None;
        };
        if matches!(linked.overrule, Some(Overrule::Ignored(_))) {
            return Verdict::None;
        }
        match claim.relation {
            Relation::Each => self.each(linked, claim, quantity, findings),
            _ => self.against(linked, claim, quantity, &claim.cells, findings),
        }
    }

    /// Holds a figure against each of its cells; those that differ make one finding.
    fn each(
        &self,
        linked: &Linked,
        claim: &Claim,
        quantity: &Quantity,
        findings: &mut Vec<Diagnostic>,
    ) -> Verdict {
        let filled = || {
            claim
                .cells
                .iter()
                .filter_map(|cell| Some((*cell, self.report.value(*cell)?)))
        };
        let differing: Vec<_> = filled()
            .filter(|(_, value)| !quantity.near.contains(*value))
            .collect();
        let Some((_, value)) = differing.first() else {
            return if filled().count() < claim.cells.len() {
                Verdict::Unfilled
            } else {
                Verdict::Agree
            };
        };
        let cells: Vec<Cell> = differing.iter().map(|(cell, _)| *cell).collect();
        let slip = self.is_slip(quantity.value, &cells, *value);
        let severity = self.severity(claim, &cells, linked, slip);
        findings.push(self.finding(linked, claim, quantity, &cells, *value, severity, false));
        Verdict::Differ
    }

    /// Holds a figure against one value: that of a cell, a sum or a difference.
    fn against(
        &self,
        linked: &Linked,
        claim: &Claim,
        quantity: &Quantity,
        cells: &[Cell],
        findings: &mut Vec<Diagnostic>,
    ) -> Verdict {
        let values: Option<Vec<Decimal>> =
            cells.iter().map(|cell| self.report.value(*cell)).collect();
        let Some(values) = values else {
            return self.partly_filled(linked, claim, quantity, cells, findings);
        };
        let sum = |values: &[Decimal]| values.iter().fold(Decimal::ZERO, |sum, value| sum + value);
        let value = match claim.relation {
            Relation::Difference => values[0] - sum(&values[1..]),
            _ => sum(&values),
        };
        if quantity.inside.contains(value) {
            return Verdict::Agree;
        }
        let near = quantity.near.contains(value);
        let severity = match (near, quantity.modifier) {
            (true, None) => Severity::Note,
            (true, Some(_)) => Severity::Warning,
            // 收到46件，上年结转3件，共办理49件。其中自然人31件: of one of the two, perhaps.
            (false, _)
                if claim.certainty < Certainty::Qualified
                    && claim.relation == Relation::Sum
                    && values.contains(&quantity.value) =>
            {
                Severity::Note
            }
            (false, _) => {
                let slip = self.is_slip(quantity.value, cells, value);
                self.severity(claim, cells, linked, slip)
            }
        };
        findings.push(self.finding(linked, claim, quantity, cells, value, severity, near));
        if near {
            Verdict::Agree
        } else {
            Verdict::Differ
        }
    }

    /// A sum of which some cells are 未填 can still be exceeded by the others.
    fn partly_filled(
        &self,
        linked: &Linked,
        claim: &Claim,
        quantity: &Quantity,
        cells: &[Cell],
        findings: &mut Vec<Diagnostic>,
    ) -> Verdict {
        if claim.relation != Relation::Sum {
            return Verdict::Unfilled;
        }
        let filled = cells
            .iter()
            .filter_map(|cell| self.report.value(*cell))
            .fold(Decimal::ZERO, |sum, value| sum + value);
        let above = quantity.near.high.is_some_and(|high| filled > high.value);
        if !above {
            return Verdict::Unfilled;
        }
        let severity = self.severity(claim, cells, linked, false);
        findings.push(self.finding(linked, claim, quantity, cells, filled, severity, false));
        Verdict::Differ
    }

    /// `slip`: the figure looks like the value mistyped.
    fn severity(&self, claim: &Claim, cells: &[Cell], linked: &Linked, slip: bool) -> Severity {
        let pinned = matches!(linked.overrule, Some(Overrule::Pinned(_)));
        // Said plainly elsewhere and right there: what is said with more words, or is far from it, may be a part.
        let restated = self.stated_elsewhere(cells);
        let full = match claim.certainty {
            _ if pinned => Severity::Error,
            Certainty::Loose if restated => return Severity::Note,
            // What the words may not mean at all is told aloud only where the value looks mistyped.
            Certainty::Loose | Certainty::Narrowed if !slip => return Severity::Note,
            Certainty::Doubtful if restated && !slip => return Severity::Note,
            Certainty::Qualified if restated => Severity::Warning,
            Certainty::Certain if restated && !slip => Severity::Warning,
            Certainty::Qualified | Certainty::Certain
                if !self.elsewhere.contains(&linked.sentence) =>
            {
                Severity::Error
            }
            _ => Severity::Warning,
        };
        let no_unit = linked.figure.unit.is_none() && !linked.zero;
        // A table that contradicts itself may be the wrong one of the two.
        let doubtful = no_unit || cells.iter().any(|cell| self.broken.contains(cell));
        if doubtful && full == Severity::Error {
            Severity::Warning
        } else {
            full
        }
    }

    /// Whether a wrong figure looks like the value mistyped, miscounted by one, or mistaken for another.
    fn is_slip(&self, stated: Decimal, cells: &[Cell], value: Decimal) -> bool {
        value > Decimal::TWO && (stated - value).abs() <= Decimal::ONE
            || !hint::likely(self.report, self.previous, stated, cells, value).is_empty()
    }

    /// 全市政府网站公开52367条……市政府门户网站发布9834条: where plain words state the cell as it is, others are of something else.
    fn stated_elsewhere(&self, cells: &[Cell]) -> bool {
        self.settled.contains(cells)
    }

    #[allow(clippy::too_many_arguments, reason = "one finding says all of it")]
    fn finding(
        &self,
        linked: &Linked,
        claim: &Claim,
        quantity: &Quantity,
        cells: &[Cell],
        value: Decimal,
        severity: Severity,
        near: bool,
    ) -> Diagnostic {
        let report = self.report;
        let text = self.passage.passage.text.text();
        let words = &text[linked.figure.range.clone()];
        let place = self.passage.passage.text.span(linked.figure.range.clone());
        let exact = quantity.modifier.is_none();
        let code = if exact && !near {
            Code::FigureMismatch
        } else {
            Code::Approximation
        };
        let what = describe(report, claim.relation, cells);
        let shown = printed(report, cells[0], value);
        let message = match (linked.zero, exact, near) {
            (true, ..) => format!("正文说「{words}」，表中{what}是 {shown}"),
            (_, true, false) => format!("正文的「{words}」与表不符：{what}是 {shown}"),
            (_, _, true) => format!("正文的「{words}」与表只是大致相符：{what}是 {shown}"),
            _ => format!("正文的「{words}」与表不符：{what}是 {shown}，不在这几个字所说的范围内"),
        };
        let mut finding = Diagnostic::new(code, severity, message).at(place, "正文");
        let adds = |cell: &&Cell| cells.len() < 4 || report.value(**cell) != Some(Decimal::ZERO);
        for cell in cells.iter().filter(adds) {
            let state = report.state(*cell);
            let label = match state {
                State::NotFilled => format!("{}：未填", report.name(*cell)),
                _ => format!("{}：{state}", report.name(*cell)),
            };
            finding = finding.beside(report.place(*cell), label);
        }
        if claim.words != linked.figure.range && !linked.zero {
            finding = finding.with_note(format!(
                "依据「{}」认定它指的是{what}",
                &text[claim.words.clone()]
            ));
        }
        if cells.iter().any(|cell| self.broken.contains(cell)) {
            finding = finding.with_note("这张表自身的勾稽关系也不成立，错的可能是表");
        }
        if severity == Severity::Note && self.stated_elsewhere(cells) {
            finding = finding.with_note("另有一处写明了这一项，与表相符；这里说的多半是另一件事");
        }
        if near {
            return finding.with_help("若确是约数，可写得更准一些");
        }
        finding.notes.extend(hint::likely(
            report,
            self.previous,
            quantity.value,
            cells,
            value,
        ));
        let quote = overrule::quote(self.passages, self.passage, linked.figure.range.clone());
        let located = &self.passage.passage.text;
        // The same cell of another table may have been meant: then the words are wrong, not the number.
        let other_scope = || {
            let twins = (0..report.tables.len()).filter(|table| *table != cells[0].table);
            let mut twins = twins.map(|table| Cell { table, ..cells[0] });
            twins.any(|twin| report.value(twin) == Some(quantity.value))
        };
        if severity == Severity::Error && !linked.zero && !other_scope() {
            finding.remedy = remedy::change(located, &linked.figure, value);
        }
        let right = remedy::digits(text, &linked.figure, value).filter(|_| !linked.zero);
        let help = right.map_or_else(
            || "以原始记录为准，改正文或改表".to_owned(),
            |right| {
                let unit = linked.figure.unit.as_deref().unwrap_or_default();
                format!("以原始记录为准：表没有错，这里就写「{right}{unit}」；正文没有错，就改表")
            },
        );
        finding
            .with_help(help)
            .with_help(format!(
                "它若不是这一项，在文件末尾写明理由：\n[[check.ignore]]\nquote = \"{quote}\"\nreason = \"……\""
            ))
            .with_help(format!(
                "它若是表中的另一项，在文件末尾写明：\n[[check.pin]]\nquote = \"{quote}\"\ncells = [\"……\"]"
            ))
    }
}

/// 「收到申请数」, 「a」、「b」之和, 「a」等2项, 「全市:a」减「本级:a」.
pub(super) fn describe(report: &Report, relation: Relation, cells: &[Cell]) -> String {
    let names: Vec<_> = cells
        .iter()
        .map(|cell| format!("「{}」", report.name(*cell)))
        .collect();
    match (relation, names.len()) {
        (_, 1) => names[0].clone(),
        (Relation::Difference, _) => names.join("减"),
        (Relation::Sum, _) if group(report, cells).is_some() => {
            format!("「{}」各项之和", group(report, cells).unwrap_or_default())
        }
        (Relation::Each, count) => format!("{}等{count}项", names[0]),
        _ => format!("{}之和", names.join("、")),
    }
}

/// The heading of the form whose rows the cells are, every one of them: 不予公开.
fn group(report: &Report, cells: &[Cell]) -> Option<String> {
    let first = cells.first()?;
    let (grid, column) = (first.address.grid, first.address.column);
    let rows = &report.form.grids[grid].rows;
    let parent = report.form.parent(grid, first.address.row)?;
    let under: Vec<usize> = (parent + 1..rows.len())
        .take_while(|row| rows[*row].level > rows[parent].level)
        .filter(|row| rows[*row].key.is_some())
        .collect();
    let same = |cell: &Cell| {
        cell.table == first.table
            && (cell.address.grid, cell.address.column) == (grid, column)
            && under.contains(&cell.address.row)
    };
    let whole = rows[parent].key.is_none() && cells.len() == under.len() && cells.iter().all(same);
    whole.then(|| crate::form::fold(&rows[parent].print))
}

/// A value in the unit of its cell: 元 as 万元 where the form says so.
pub(super) fn printed(report: &Report, cell: Cell, value: Decimal) -> String {
    match report.form.unit(cell.address) {
        "万元" => format!("{}万元", (value / Decimal::from(10_000)).normalize()),
        unit => format!("{}{unit}", value.normalize()),
    }
}
