//! Last year: its values left in the text, one or a whole section of them, its streaks, and changes against its table, right and wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use hegao::diagnostic::Severity;
use hegao::figure::Class;
use hegao::link::{self, LinkedPassage};
use hegao::report::{Cell, Relation, Report, State};
use hegao::source::Sources;
use rust_decimal::Decimal;

use crate::Options;
use crate::mutant::{self, Mutant, Target};
use crate::mutate::{self, Subject, Tallies};
use crate::rows::{Score, report};
use crate::scaled;

/// How many times as great everything was the year before.
const TIMES: u32 = 3;

/// Spoils every report beside a last year's that is made of it.
pub(crate) fn run(options: &Options) {
    let mut all = Tallies::new();
    for path in &options.files {
        spoil(path, options.misses, &mut all);
    }
    mutate::print(&all);
}

fn spoil(path: &Path, misses: usize, all: &mut Tallies) {
    let text = fs::read_to_string(path).expect("a report that can be read");
    let mut sources = Sources::default();
    let (_, base) = report(&mut sources, path, text.clone());
    let base = base.expect("a report without faults");
    let passages = link::report(&base);
    let years = [base.year, base.year - 1].map(|year| year.to_string());
    let copy = scaled::copy(&base, &passages, &text, TIMES);
    // The form may bear the name of a year.
    let renamed = copy.lines().map(|line| match line {
        form if form.starts_with("form") => form.to_owned() + "\n",
        _ => line.replace(&years[0], &years[1]) + "\n",
    });
    let mut copy: String = renamed.collect();
    let mut streaks = streaks(&passages, &text);
    // The shorter first, so that none is shortened twice.
    streaks.sort_by_key(|streak| streak.years);
    streaks.dedup_by(|a, b| a.now == b.now);
    for streak in &streaks {
        copy = copy.replace(
            &format!("{STREAK}{}", streak.now),
            &format!("{STREAK}{}", streak.then),
        );
    }
    // Its places come after those of the report itself, so that neither is taken for the other.
    let mut sources = Sources::default();
    sources.add("", "");
    let (_, last) = report(&mut sources, path, copy);
    let mut last = last.expect("a report without faults");
    carry_over(&base, &mut last);
    let (told, _, before, _) = mutate::findings(path, &text, Some(&last));
    let known: Vec<String> = before
        .iter()
        .map(|finding| mutate::brief(&told, finding))
        .collect();
    let of = |level| {
        before
            .iter()
            .filter(|finding| finding.severity == level)
            .count()
    };
    println!(
        "{}: beside last year's: {} errors, {} warnings, {} notes",
        path.file_stem().unwrap_or_default().display(),
        of(Severity::Error),
        of(Severity::Warning),
        of(Severity::Note)
    );
    let targets = mutant::targets(&base, &passages, &text);
    let subject = Subject {
        path,
        text: &text,
        last: Some(&last),
    };
    let mut mutants = Vec::new();
    for target in &targets {
        mutants.extend(stale(&last, target).map(|old| target.numeral("last year's value", old)));
        mutants.extend(change(&base, &last, target, 1));
        mutants.extend(turn(&base, &last, target, false));
    }
    mutants.extend(streaks.into_iter().map(|streak| streak.mutant));
    sections(&passages, &last, &targets, &mut mutants);
    mutate::tally(&subject, (&base, &passages), &mutants, &known, misses, all);
    right(&subject, (&base, &last), &targets, &known, misses);
}

/// What is carried over, and the documents in force, lead from one year to the next.
fn carry_over(base: &Report, last: &mut Report) {
    let number = |report: &Report, cell: Cell| match report.state(cell) {
        State::Number(value) => Some(value),
        _ => None,
    };
    let mut set: Vec<(Cell, Decimal)> = Vec::new();
    for table in 0..base.tables.len() {
        let of = |name: &str| {
            let address = base.form.find(name).ok()?;
            number(base, Cell { table, address })
        };
        for address in base.form.addresses() {
            let cell = Cell { table, address };
            let column = base.form.column(address).unwrap_or_default();
            let value = match (base.form.indicator(address), column) {
                ("结转下年度继续办理", _) => {
                    of(&format!("上年结转政府信息公开申请数量|{column}"))
                }
                (row, "现行有效件数") => [
                    (of(&format!("{row}|现行有效件数")), Decimal::ONE),
                    (of(&format!("{row}|本年制发件数")), -Decimal::ONE),
                    (of(&format!("{row}|本年废止件数")), Decimal::ONE),
                ]
                .into_iter()
                .map(|(value, sign)| Some(value? * sign))
                .sum(),
                _ => None,
            };
            set.extend(value.map(|value| (cell, value)));
        }
    }
    for (cell, value) in set {
        if let Some(entry) = last.tables[cell.table].cells.get_mut(&cell.address) {
            entry.state = State::Number(value);
        }
    }
}

/// Last year's value of a figure, as it would be written.
fn stale(last: &Report, target: &Target<'_>) -> Option<String> {
    let State::Number(old) = last.state(single(target)?) else {
        return None;
    };
    let old = old.normalize().to_string();
    (old != target.said).then_some(old)
}

/// The cell of a figure that is written as the cell has it.
fn single(target: &Target<'_>) -> Option<Cell> {
    let claim = target.linked.claim.as_ref()?;
    let written: Decimal = target.said.parse().ok()?;
    let plain = target.linked.figure.quantity?.value == written;
    let one = claim.relation == Relation::Equal && plain;
    claim.cells.first().copied().filter(|_| one)
}

/// A change beside a figure, so many more than it is.
fn change(base: &Report, last: &Report, target: &Target<'_>, off: i64) -> Option<Mutant> {
    let cell = single(target)?;
    let (now, old) = (base.value(cell)?, last.value(cell)?);
    let unit = target.linked.figure.unit.as_deref()?;
    let change = now - old + Decimal::from(off);
    let verb = if change.is_sign_negative() {
        "减少"
    } else {
        "增加"
    };
    let words = format!("，比上年{verb}{}{unit}", change.normalize().abs());
    let at = target.whole.end..target.whole.end;
    (!change.is_zero()).then(|| target.mutant("change off by one", at, words))
}

/// A change beside a figure that is told in words, as it is or the other way round.
fn turn(base: &Report, last: &Report, target: &Target<'_>, right: bool) -> Option<Mutant> {
    let cell = single(target)?;
    let (now, old) = (base.value(cell)?, last.value(cell)?);
    let verb = if (now > old) == right {
        "增加"
    } else {
        "减少"
    };
    let at = target.whole.end..target.whole.end;
    (now != old).then(|| target.mutant("change in words", at, format!("，较上年有所{verb}")))
}

const STREAK: &str = "连续";

/// 连续8年, as this year's text has it and as last year's had.
struct Streak {
    years: Decimal,
    now: String,
    then: String,
    /// This year's as last year's.
    mutant: Mutant,
}

fn streaks(passages: &[LinkedPassage<'_>], text: &str) -> Vec<Streak> {
    let mut streaks = Vec::new();
    for (p, passage) in passages.iter().enumerate() {
        let own = passage.passage.text.text();
        for (f, linked) in passage.figures.iter().enumerate() {
            let figure = &linked.figure;
            let numeral = passage.passage.text.span(figure.numeral.clone()).range();
            let now = own[figure.range.clone()].to_owned();
            let counts = matches!(figure.class, Class::Duration | Class::Ordinal)
                && figure.unit.as_deref() == Some("年")
                && own[..figure.range.start].ends_with(STREAK);
            let Some(earlier) = earlier(&text[numeral.clone()]).filter(|_| counts) else {
                continue;
            };
            streaks.push(Streak {
                years: figure
                    .quantity
                    .map_or(Decimal::ZERO, |quantity| quantity.value),
                then: now.replace(&text[numeral.clone()], &earlier),
                now,
                mutant: Mutant {
                    operator: "streak",
                    edits: vec![(numeral, earlier)],
                    cells: BTreeSet::new(),
                    figures: vec![(p, f)],
                },
            });
        }
    }
    streaks
}

/// One less, written alike.
fn earlier(numeral: &str) -> Option<String> {
    const CHINESE: [&str; 11] = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一",
    ];
    if let Ok(number) = numeral.parse::<u32>() {
        return Some((number - 1).to_string());
    }
    let at = CHINESE.iter().position(|word| *word == numeral)?;
    Some(CHINESE[at.checked_sub(1)?].to_owned())
}

/// Every section with last year's values throughout.
fn sections(
    passages: &[LinkedPassage<'_>],
    last: &Report,
    targets: &[Target<'_>],
    mutants: &mut Vec<Mutant>,
) {
    let mut sections: BTreeMap<usize, Vec<&Target<'_>>> = BTreeMap::new();
    for target in targets
        .iter()
        .filter(|target| stale(last, target).is_some())
    {
        if let Some(section) = passages[target.place.0].section {
            sections.entry(section).or_default().push(target);
        }
    }
    for targets in sections.values().filter(|targets| targets.len() > 2) {
        let edit = |target: &&Target<'_>| Some((target.numeral.clone(), stale(last, target)?));
        mutants.push(Mutant {
            operator: "stale section",
            edits: targets.iter().filter_map(edit).collect(),
            cells: targets
                .iter()
                .flat_map(|target| target.cells.clone())
                .collect(),
            figures: targets.iter().map(|target| target.place).collect(),
        });
    }
}

/// Right changes must raise no alarm.
fn right(
    subject: &Subject<'_>,
    (base, last): (&Report, &Report),
    targets: &[Target<'_>],
    known: &[String],
    misses: usize,
) {
    let mut silent = Score::default();
    let mut shown = 0;
    let right = |target| {
        let turn = turn(base, last, target, true);
        change(base, last, target, 0).into_iter().chain(turn)
    };
    for mutant in targets.iter().flat_map(right) {
        let (at, words) = &mutant.edits[0];
        let text = format!(
            "{}{words}{}",
            &subject.text[..at.start],
            &subject.text[at.start..]
        );
        let (sources, _, found, _) = mutate::findings(subject.path, &text, subject.last);
        let alarm = found.iter().find(|finding| {
            finding.severity > Severity::Note && !known.contains(&mutate::brief(&sources, finding))
        });
        silent.add(alarm.is_none());
        if let Some(alarm) = alarm.filter(|_| shown < misses) {
            shown += 1;
            println!("    {words}: {}", mutate::brief(&sources, alarm));
        }
    }
    println!("    right changes that raise no alarm: {silent}");
}
