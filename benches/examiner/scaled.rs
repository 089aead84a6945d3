//! Consistent reports made of consistent ones: every number of the statistics so many times as great. Sums, shares and inequalities
//! stay as they are, so a checker that finds a fault in one raises a false alarm.

use std::ops::Range;

use hegao::figure::Class;
use hegao::link::LinkedPassage;
use hegao::report::{Relation, Report, State};
use rust_decimal::Decimal;

/// How many times, one copy each.
pub(crate) const TIMES: [u32; 13] = [2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 17, 19];

/// The text with every linked figure, every figure of the same unit beside one, and every cell `times` as great.
pub(crate) fn copy(
    report: &Report,
    passages: &[LinkedPassage<'_>],
    text: &str,
    times: u32,
) -> String {
    let times = Decimal::from(times);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for table in &report.tables {
        for entry in table.cells.values() {
            if let State::Number(value) = entry.state {
                edits.push((entry.span.range(), (value * times).normalize().to_string()));
            }
        }
    }
    for passage in passages {
        let units: Vec<&Option<String>> = passage
            .figures
            .iter()
            .filter(|linked| linked.claim.is_some() && !linked.zero)
            .map(|linked| &linked.figure.unit)
            .collect();
        for linked in &passage.figures {
            let figure = &linked.figure;
            let bound =
                passage.passage.bound.iter().any(|(bound, _)| {
                    bound.start < figure.range.end && figure.range.start < bound.end
                });
            let beside = linked.claim.is_some() || units.contains(&&figure.unit);
            let counts = matches!(figure.class, Class::Count | Class::Money);
            let Some(quantity) = figure.quantity.filter(|_| counts && beside && !bound) else {
                continue;
            };
            if linked.zero || linked.overrule.is_some() {
                continue;
            }
            let whole = passage.passage.text.span(figure.range.clone()).range();
            let numeral = passage.passage.text.span(figure.numeral.clone()).range();
            let written: Option<Decimal> = text[numeral.clone()].parse().ok();
            match (&linked.claim, written) {
                (_, Some(value)) if quantity.inside.is_exact() => {
                    edits.push((numeral, (value * times).normalize().to_string()));
                }
                // What is rounded or in words is said exactly.
                (Some(claim), _) => {
                    let values: Option<Vec<Decimal>> =
                        claim.cells.iter().map(|cell| report.value(*cell)).collect();
                    let Some(values) = values else { continue };
                    let sum: Decimal = values.iter().sum();
                    let value = match claim.relation {
                        Relation::Difference => values[0] + values[0] - sum,
                        Relation::Equal | Relation::Each => values[0],
                        _ => sum,
                    };
                    let money = figure.class == Class::Money;
                    let unit = figure.unit.as_deref().filter(|_| !money).unwrap_or("元");
                    edits.push((whole, format!("{}{unit}", (value * times).normalize())));
                }
                (None, _) => {}
            }
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut copy = String::with_capacity(text.len());
    let mut done = 0;
    for (range, new) in edits {
        copy.push_str(&text[done..range.start]);
        copy.push_str(&new);
        done = range.end;
    }
    copy.push_str(&text[done..]);
    copy
}
