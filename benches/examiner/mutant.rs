//! Ways of spoiling a report: every operator on every linked figure, and on every cell that the narrative mentions.

use std::collections::BTreeSet;
use std::ops::Range;

use hegao::link::{Linked, LinkedPassage};
use hegao::report::{Cell, Relation, Report, State};
use rust_decimal::Decimal;

/// A spoilt report: the text of the file with one change.
pub(crate) struct Mutant {
    /// The name of the operator.
    pub(crate) operator: &'static str,
    /// What replaces which bytes of the file, in order and apart.
    pub(crate) edits: Vec<(Range<usize>, String)>,
    /// What was changed: the figures, as passage and place within it, with the cells that they stand for.
    pub(crate) cells: BTreeSet<Cell>,
    /// The figures whose words changed: index of passage, and of figure.
    pub(crate) figures: Vec<(usize, usize)>,
}

/// A linked figure whose digits stand in the file as they are.
pub(crate) struct Target<'r> {
    pub(crate) place: (usize, usize),
    pub(crate) linked: &'r Linked,
    /// The numeral in the file.
    pub(crate) numeral: Range<usize>,
    /// The whole figure in the file.
    pub(crate) whole: Range<usize>,
    /// The numeral as written.
    pub(crate) said: &'r str,
    pub(crate) cells: Vec<Cell>,
}

/// Every mutant of a report, and how many linked figures are spoilt.
pub(crate) fn all(
    report: &Report,
    passages: &[LinkedPassage<'_>],
    text: &str,
) -> (Vec<Mutant>, usize) {
    let targets = targets(report, passages, text);
    let mut mutants = Vec::new();
    for target in &targets {
        digits(target, &mut mutants);
        steps(target, &mut mutants);
        scales(target, text, &mut mutants);
        words(report, target, &mut mutants);
        other_scope(report, target, &mut mutants);
    }
    for pair in targets.windows(2) {
        swapped(&pair[0], &pair[1], &mut mutants);
        deleted(report, &targets, pair, text, &mut mutants);
    }
    cells(report, passages, &targets, &mut mutants);
    (mutants, targets.len())
}

/// The figures that are linked to filled-in cells and written as Arabic digits.
pub(crate) fn targets<'r>(
    report: &Report,
    passages: &'r [LinkedPassage<'r>],
    text: &str,
) -> Vec<Target<'r>> {
    let mut targets = Vec::new();
    for (p, passage) in passages.iter().enumerate() {
        for (f, linked) in passage.figures.iter().enumerate() {
            let Some(claim) = &linked.claim else { continue };
            let range = linked.figure.numeral.clone();
            let said = &passage.passage.text.text()[range.clone()];
            let bound = passage
                .passage
                .bound
                .iter()
                .any(|(bound, _)| bound.start < range.end && range.start < bound.end);
            let filled = claim.cells.iter().all(|cell| report.value(*cell).is_some());
            if linked.zero || bound || !filled || linked.overrule.is_some() {
                continue;
            }
            let numeral = passage.passage.text.span(range).range();
            if text.get(numeral.clone()) != Some(said) || !said.is_ascii() {
                continue;
            }
            targets.push(Target {
                place: (p, f),
                linked,
                numeral,
                whole: passage
                    .passage
                    .text
                    .span(linked.figure.range.clone())
                    .range(),
                said,
                cells: claim.cells.clone(),
            });
        }
    }
    targets
}

impl Target<'_> {
    pub(crate) fn mutant(
        &self,
        operator: &'static str,
        at: Range<usize>,
        new: impl Into<String>,
    ) -> Mutant {
        Mutant {
            operator,
            edits: vec![(at, new.into())],
            cells: self.cells.iter().copied().collect(),
            figures: vec![self.place],
        }
    }

    pub(crate) fn numeral(&self, operator: &'static str, new: impl Into<String>) -> Mutant {
        self.mutant(operator, self.numeral.clone(), new)
    }
}

fn digits(target: &Target<'_>, mutants: &mut Vec<Mutant>) {
    let said = target.said;
    let bytes = said.as_bytes();
    for (n, &byte) in bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| byte.is_ascii_digit())
    {
        let with = |digit: u8| {
            let mut new = bytes.to_vec();
            new[n] = b'0' + digit;
            String::from_utf8(new).expect("ASCII")
        };
        let digit = byte - b'0';
        for step in [1, 4, 7] {
            let new = (digit + step) % 10;
            if !(n == 0 && new == 0 && bytes.len() > 1) {
                mutants.push(target.numeral("digit substituted", with(new)));
            }
        }
        let head_zero = n == 0 && bytes.get(1) == Some(&b'0');
        if bytes.len() > 1 && !head_zero {
            let dropped = format!("{}{}", &said[..n], &said[n + 1..]);
            if !dropped.starts_with('.') && !dropped.ends_with('.') {
                mutants.push(target.numeral("digit dropped", dropped));
            }
        }
        mutants.push(target.numeral(
            "digit doubled",
            format!("{}{}{}", &said[..=n], char::from(byte), &said[n + 1..]),
        ));
        if let Some(&next) = bytes.get(n + 1)
            && next.is_ascii_digit()
            && next != byte
            && !(n == 0 && next == b'0')
        {
            let mut new = bytes.to_vec();
            new.swap(n, n + 1);
            mutants
                .push(target.numeral("digits transposed", String::from_utf8(new).expect("ASCII")));
        }
    }
}

fn steps(target: &Target<'_>, mutants: &mut Vec<Mutant>) {
    let Ok(value) = target.said.replace(',', "").parse::<Decimal>() else {
        return;
    };
    let unit = Decimal::new(1, value.scale());
    mutants.push(target.numeral("one more", (value + unit).to_string()));
    if value >= unit {
        mutants.push(target.numeral("one less", (value - unit).to_string()));
    }
}

fn scales(target: &Target<'_>, text: &str, mutants: &mut Vec<Mutant>) {
    let end = target.numeral.end;
    let tail = &text[end..];
    if tail.starts_with('万') {
        mutants.push(target.mutant("万 slipped", end..end + '万'.len_utf8(), ""));
    } else if !tail.starts_with('亿') {
        mutants.push(target.mutant("万 slipped", end..end, "万"));
    }
    if target.said.contains('.') {
        mutants.push(target.numeral("point lost", target.said.replace('.', "")));
    }
}

/// The unit changed for one of another family; what loosens the figure deleted.
fn words(report: &Report, target: &Target<'_>, mutants: &mut Vec<Mutant>) {
    let figure = &target.linked.figure;
    if let (Some(unit), Some(cell)) = (&figure.unit, target.cells.first()) {
        let row = report.form.row(cell.address);
        let own = report.form.unit(cell.address);
        let fits = |unit: &str| unit == own || row.accept.iter().any(|word| word == unit);
        let other = ["人次", "册", "条"]
            .into_iter()
            .find(|word| !fits(word) && word != unit);
        if let Some(other) = other
            && target.whole.end >= target.numeral.end + unit.len()
        {
            let at = target.whole.end - unit.len()..target.whole.end;
            mutants.push(target.mutant("unit changed", at, other));
        }
    }
    if target.whole.start < target.numeral.start {
        let at = target.whole.start..target.numeral.start;
        mutants.push(target.mutant("modifier deleted", at, ""));
    }
}

/// The same cell of another table.
fn other_scope(report: &Report, target: &Target<'_>, mutants: &mut Vec<Mutant>) {
    let claim = target
        .linked
        .claim
        .as_ref()
        .filter(|claim| claim.relation == Relation::Equal);
    let Some(&cell) = claim.and_then(|claim| claim.cells.first()) else {
        return;
    };
    for table in 0..report.tables.len() {
        let other = Cell { table, ..cell };
        if table != cell.table
            && let State::Number(value) = report.state(other)
        {
            mutants.push(target.numeral("other scope", value.normalize().to_string()));
        }
    }
}

fn swapped(a: &Target<'_>, b: &Target<'_>, mutants: &mut Vec<Mutant>) {
    if a.place.0 != b.place.0 || a.said == b.said {
        return;
    }
    mutants.push(Mutant {
        operator: "neighbours swapped",
        edits: vec![
            (a.numeral.clone(), b.said.to_owned()),
            (b.numeral.clone(), a.said.to_owned()),
        ],
        cells: a.cells.iter().chain(&b.cells).copied().collect(),
        figures: vec![a.place, b.place],
    });
}

/// One item of a list left out, with the mark before it. Only where the items are all the parts of a whole that is said is that a fault.
fn deleted(
    report: &Report,
    targets: &[Target<'_>],
    pair: &[Target<'_>],
    text: &str,
    mutants: &mut Vec<Mutant>,
) {
    let [a, b] = pair else { return };
    if a.place.0 != b.place.0 {
        return;
    }
    let between = &text[a.whole.end..b.whole.start];
    let listed = between.starts_with(['，', '、', ',', '；'])
        && !between.contains(['。', '\n'])
        && !between.contains("其中");
    if !listed {
        return;
    }
    let name = |cell: &Cell| match report.form.column(cell.address) {
        Some(column) if column != "总计" => column,
        _ => report.form.indicator(cell.address),
    };
    let part = report.form.identities.iter().any(|identity| {
        let has = |terms: &[String], cell: &Cell| terms.iter().any(|term| term == name(cell));
        identity.partition
            && b.cells.iter().all(|cell| has(&identity.right, cell))
            && targets.iter().any(|whole| {
                whole.place.0 == b.place.0
                    && whole.cells.iter().any(|cell| has(&identity.left, cell))
            })
    });
    let operator = if part {
        "part of a whole deleted"
    } else {
        "item of a list deleted"
    };
    mutants.push(b.mutant(operator, a.whole.end..b.whole.end, ""));
}

/// The table changed, the text kept: the cells of figures, and those that a zero statement speaks of.
fn cells(
    report: &Report,
    passages: &[LinkedPassage<'_>],
    targets: &[Target<'_>],
    mutants: &mut Vec<Mutant>,
) {
    let zeros = passages.iter().flat_map(|passage| &passage.figures);
    let denied = zeros.filter(|linked| linked.zero && linked.overrule.is_none());
    let mentioned: BTreeSet<Cell> = targets
        .iter()
        .flat_map(|target| target.cells.clone())
        .chain(
            denied
                .filter_map(|linked| linked.claim.clone())
                .flat_map(|claim| claim.cells),
        )
        .collect();
    let number = |cell: Cell| match report.state(cell) {
        State::Number(value) => Some(value),
        _ => None,
    };
    let place = |cell: Cell| report.place(cell).range();
    let mutant = |operator, cell: Cell, new: Decimal| Mutant {
        operator,
        edits: vec![(place(cell), new.to_string())],
        cells: [cell].into(),
        figures: Vec::new(),
    };
    let all: Vec<Cell> = mentioned.into_iter().collect();
    for &cell in &all {
        let Some(value) = number(cell) else { continue };
        let unit = Decimal::new(1, value.scale());
        mutants.push(mutant("cell one more", cell, value + unit));
        if value >= unit {
            mutants.push(mutant("cell one less", cell, value - unit));
        }
        mutants.push(mutant("cell ten times", cell, value * Decimal::TEN));
    }
    for pair in all.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        if let (Some(one), Some(two)) = (number(a), number(b))
            && one != two
            && place(a).end <= place(b).start
        {
            mutants.push(Mutant {
                operator: "cells swapped",
                edits: vec![(place(a), two.to_string()), (place(b), one.to_string())],
                cells: [a, b].into(),
                figures: Vec::new(),
            });
        }
    }
}
