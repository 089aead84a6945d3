//! Suites of numerals: rows of JSON with `text`, `expected_value`, `expected_span` (characters), `kind` and `tier`.

use std::collections::BTreeMap;
use std::ops::Range;

use hegao::figure::scan::scan;
use hegao::figure::{Class, Figure};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;

use crate::Options;
use crate::rows::{Score, byte, f1, files, number, rows};

/// Significant digits that suites state.
const DIGITS: u32 = 12;

/// One file of a suite.
#[derive(Default)]
struct Suite {
    /// By tier: values that are read right.
    values: BTreeMap<String, Score>,
    /// Texts with nothing of the kind in which no count is read.
    nothing: Score,
    /// By tier: expected spans that are found.
    found: BTreeMap<String, Score>,
    /// By tier: read spans that are expected.
    read: BTreeMap<String, Score>,
    misses: Vec<String>,
}

/// Scores every suite of the folders.
pub(crate) fn run(options: &Options) {
    for path in files(&options.files, "jsonl") {
        let suite = score(&rows(&path));
        println!("{}", path.file_stem().unwrap_or_default().display());
        for (tier, score) in &suite.values {
            println!("  {tier:<16} {score}");
        }
        println!("  nothing          {}", suite.nothing);
        for (tier, found) in &suite.found {
            let read = suite.read.get(tier).copied().unwrap_or_default();
            let f1 = f1(*found, read);
            println!("  {tier:<16} spans found {found}, read {read}, F1 0.{f1:03}");
        }
        for miss in suite.misses.iter().take(options.misses) {
            println!("    {miss}");
        }
    }
}

fn score(rows: &[Value]) -> Suite {
    let mut suite = Suite::default();
    // The rows of one text stand together.
    let mut start = 0;
    while start < rows.len() {
        let text = rows[start]["text"].as_str().unwrap_or_default();
        let rest = &rows[start..];
        let of = number(&rest[0]["of"]).unwrap_or(1).max(1);
        let group = &rest[..of.min(rest.len())];
        start += group.len();
        if group[0]["tier"] != "odd" {
            suite.text(text, group);
        }
    }
    suite
}

/// Kinds of numbers that count nothing.
fn counts_nothing(kind: &str) -> bool {
    !matches!(
        kind,
        "number" | "percent" | "ordinal" | "range" | "money" | "fraction"
    )
}

impl Suite {
    fn text(&mut self, text: &str, group: &[Value]) {
        let figures = scan(text);
        let kind = group[0]["kind"].as_str().unwrap_or("number");
        if counts_nothing(kind) {
            for row in group {
                self.no_count(text, row, &figures);
            }
            return;
        }
        let tier = group[0]["tier"].as_str().unwrap_or("core").to_owned();
        let mut expected = Vec::new();
        for row in group {
            if row["expected_value"].is_null() {
                let silent = !figures.iter().any(|figure| is_count(figure.class));
                self.nothing.add(silent);
                if !silent {
                    self.miss(text, row, &figures);
                }
                continue;
            }
            let span = span(text, row).unwrap_or(0..text.len());
            let right = figures
                .iter()
                .filter(|figure| figure.range.start < span.end && span.start < figure.range.end)
                .any(|figure| agrees(figure, &row["expected_value"]));
            self.values.entry(tier.clone()).or_default().add(right);
            if text[span.clone()].trim() == text.trim() {
                let alone = format!("{tier}, alone");
                self.values.entry(alone).or_default().add(right);
            }
            if !right {
                self.miss(text, row, &figures);
            }
            expected.push(span);
        }
        // A text whose ends are one reading to us and two to the suite is judged by its values alone.
        if kind != "number" || expected.is_empty() {
            return;
        }
        for span in &expected {
            let found = figures.iter().any(|figure| same_place(figure, span));
            self.found.entry(tier.clone()).or_default().add(found);
            if !found {
                self.misses
                    .push(format!("span {:?} of {text}", &text[span.clone()]));
            }
        }
        for figure in figures.iter().filter(|figure| figure.quantity.is_some()) {
            let right = expected.iter().any(|span| same_place(figure, span));
            self.read.entry(tier.clone()).or_default().add(right);
        }
    }

    fn no_count(&mut self, text: &str, row: &Value, figures: &[Figure]) {
        let Some(span) = span(text, row) else {
            return;
        };
        let silent = !figures.iter().any(|figure| {
            is_count(figure.class) && figure.range.start < span.end && span.start < figure.range.end
        });
        self.nothing.add(silent);
        if !silent {
            self.miss(text, row, figures);
        }
    }

    fn miss(&mut self, text: &str, row: &Value, figures: &[Figure]) {
        let read: Vec<String> = figures
            .iter()
            .map(|figure| {
                let value = figure.quantity.map(|quantity| quantity.value.to_string());
                format!(
                    "{} {} {}",
                    &text[figure.range.clone()],
                    figure.class.name(),
                    value.unwrap_or_default()
                )
            })
            .collect();
        let at = span(text, row).map_or("", |span| &text[span]);
        self.misses.push(format!(
            "{} {at:?} of {text}: {read:?}",
            row["expected_value"]
        ));
    }
}

fn is_count(class: Class) -> bool {
    class == Class::Count
}

fn span(text: &str, row: &Value) -> Option<Range<usize>> {
    let end = |n: usize| number(&row["expected_span"][n]).map(|at| byte(text, at));
    Some(end(0)?..end(1)?)
}

/// Whether a figure begins where the span does and ends there or after the 量词 that follows.
fn same_place(figure: &Figure, span: &Range<usize>) -> bool {
    let loosened = figure
        .quantity
        .is_some_and(|quantity| quantity.modifier.is_some());
    let before_unit = figure.numeral.end == span.end && figure.unit.is_some() && !loosened;
    figure.range.start == span.start && (figure.range.end == span.end || before_unit)
}

/// Whether a figure says the value: a number, a fraction, or both ends of a range that are stated.
fn agrees(figure: &Figure, expected: &Value) -> bool {
    let Some(quantity) = figure.quantity else {
        return false;
    };
    let texts: Vec<String> = match expected {
        Value::Array(ends) => ends.iter().map(text_of).collect(),
        other => {
            let text = text_of(other);
            if text.starts_with(['(', '[']) {
                text.trim_matches(['(', ')', '[', ']'])
                    .split(',')
                    .map(str::to_owned)
                    .collect()
            } else {
                vec![text]
            }
        }
    };
    let ends: Vec<Option<Decimal>> = texts.iter().map(|text| decimal(text)).collect();
    let near =
        |value: Option<Decimal>, other: Decimal| value.is_some_and(|value| same(value, other));
    match ends[..] {
        [value] => near(value, quantity.value),
        [Some(low), None] => same(low, quantity.value),
        [None, Some(high)] => same(high, quantity.value),
        [Some(low), Some(high)] => {
            near(quantity.inside.low.map(|end| end.value), low)
                && near(quantity.inside.high.map(|end| end.value), high)
        }
        _ => false,
    }
}

fn text_of(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn decimal(text: &str) -> Option<Decimal> {
    if let Some((upper, lower)) = text.split_once('/') {
        return decimal(upper)?.checked_div(decimal(lower)?);
    }
    text.trim().parse().ok()
}

fn same(a: Decimal, b: Decimal) -> bool {
    let rounded = |value: Decimal| {
        value.round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointNearestEven)
    };
    a == b || rounded(a).is_some() && rounded(a) == rounded(b)
}
