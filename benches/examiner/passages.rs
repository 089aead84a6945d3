//! Labelled passages: rows of JSON with `text`, `source` and `figures` (`start` in characters, `span`, `value`, `kind`,
//! `indicator`, `indicator_2021`, `scope`), `traps` and `implied`. The year of a report ends its `source`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use hegao::check;
use hegao::figure::Class;
use hegao::form::{Address, Form};
use hegao::ledger::Entry;
use hegao::report::{Passage, Relation, Report};
use hegao::source::{Located, Sources};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::Options;
use crate::rows::{Score, byte, f1, files, number, rows};

/// What is scored, in the order that it is printed.
#[derive(Default)]
struct Card {
    scores: BTreeMap<&'static str, Score>,
    misses: Vec<String>,
}

impl Card {
    fn add(&mut self, name: &'static str, right: bool, miss: impl FnOnce() -> String) {
        self.scores.entry(name).or_default().add(right);
        if !right {
            self.misses.push(format!("{name}: {}", miss()));
        }
    }
}

/// Scores every file of passages.
pub(crate) fn run(options: &Options) {
    for path in files(&options.files, "jsonl") {
        let mut card = Card::default();
        for row in rows(&path) {
            row_of(&mut card, &row, options.form.as_deref());
        }
        println!("{}", path.file_stem().unwrap_or_default().display());
        for (name, score) in &card.scores {
            println!("  {name:<22} {score}");
        }
        let score = |name: &str| card.scores.get(name).copied().unwrap_or_default();
        let f1 = f1(score("5 links found"), score("6 links made right"));
        println!("  {:<22} 0.{f1:03}", "  links, F1");
        for miss in card.misses.iter().take(options.misses) {
            println!("    {miss}");
        }
    }
}

/// The form in force in the year that ends the name of a source.
fn form_of(row: &Value, named: Option<&str>) -> Arc<Form> {
    let source = row["source"].as_str().unwrap_or_default();
    let year: Option<i32> = source
        .rsplit(|c: char| !c.is_ascii_digit())
        .find(|part| part.len() == 4)
        .and_then(|year| year.parse().ok());
    let in_force = |id: &&str| {
        year.is_some_and(|year| Form::embedded(id).is_some_and(|form| form.years().contains(&year)))
    };
    let id = named.map_or_else(|| Form::ids().find(in_force), Some);
    Form::embedded(id.unwrap_or("2014")).expect("a form inside")
}

fn row_of(card: &mut Card, row: &Value, named: Option<&str>) {
    let text = row["text"].as_str().unwrap_or_default();
    let form = form_of(row, named);
    let mut sources = Sources::default();
    let file = sources.add("-", text);
    let report = Report::of_form(form, file);
    let passage = Passage {
        text: Located::verbatim(file, 0, text),
        bound: Vec::new(),
    };
    let ledger = check::passages(&report, std::slice::from_ref(&passage)).remove(0);
    let labels: Vec<&Value> = row["figures"].as_array().into_iter().flatten().collect();
    let mut answered = vec![false; ledger.len()];
    for label in labels {
        let start = byte(text, number(&label["start"]).unwrap_or(0));
        let said = label["span"].as_str().unwrap_or_default();
        let span = start..start + said.len();
        let found = ledger.iter().position(|entry| meets(&entry.range, &span));
        let show = || {
            format!(
                "{said} of {text}: {}",
                found.map_or("not read".into(), |n| shown(&report, &ledger[n]))
            )
        };
        card.add("1 figures read", found.is_some(), show);
        let linkable = expected(&report, label);
        if let Some(n) = found {
            answered[n] = true;
            let entry = &ledger[n];
            card.add("2 spans alike", entry.range == span, show);
            if let Some(kind) = label["kind"].as_str() {
                card.add(
                    "3 classes right",
                    classes(kind).contains(&entry.class.name()),
                    show,
                );
                if matches!(
                    kind,
                    "count" | "money" | "approx" | "lower_bound" | "percent"
                ) {
                    let value = decimal(&label["value"]);
                    let read = entry.quantity.map(|quantity| quantity.value);
                    card.add("4 values right", value == read, show);
                }
            }
            if !entry.cells.is_empty() {
                let right = linkable.is_some() && right(&report, entry, label);
                card.add("6 links made right", right, show);
            }
        }
        if linkable.is_some() {
            let right = found.is_some_and(|n| right(&report, &ledger[n], label));
            card.add("5 links found", right, show);
        }
    }
    for trap in row["traps"].as_array().into_iter().flatten() {
        let start = byte(text, number(&trap["start"]).unwrap_or(0));
        let said = trap["span"].as_str().unwrap_or_default();
        let hit = ledger
            .iter()
            .find(|entry| meets(&entry.range, &(start..start + said.len())));
        let counted = hit.is_some_and(|entry| entry.class == Class::Count);
        card.add("7 traps kept out of", !counted, || {
            format!("{said} of {text}")
        });
    }
    for (n, entry) in ledger.iter().enumerate() {
        if !answered[n] && !entry.cells.is_empty() {
            let right = row["implied"]
                .as_array()
                .into_iter()
                .flatten()
                .any(|implied| {
                    let start = byte(text, number(&implied["start"]).unwrap_or(0));
                    let said = implied["phrase"].as_str().unwrap_or_default();
                    meets(&entry.range, &(start..start + said.len()))
                });
            card.add("8 other links", right, || {
                format!("{} of {text}", shown(&report, entry))
            });
        }
    }
}

fn meets(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn shown(report: &Report, entry: &Entry) -> String {
    let cells: Vec<String> = entry.cells.iter().map(|cell| report.name(*cell)).collect();
    let value = entry.quantity.map(|quantity| quantity.value.to_string());
    format!(
        "{} {} {} {cells:?}",
        entry.text,
        entry.class.name(),
        value.unwrap_or_default()
    )
}

fn decimal(value: &Value) -> Option<Decimal> {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    text.parse().ok()
}

/// The classes that a label allows.
fn classes(kind: &str) -> &[&str] {
    match kind {
        "count" | "approx" | "lower_bound" => &["count", "money", "range", "percent"],
        "date" => &["date", "period"],
        "docno" => &["document"],
        "other" => &[
            "other", "marker", "address", "url", "term", "version", "ordinal",
        ],
        "money" => &["money"],
        "percent" => &["percent", "growth"],
        "phone" => &["phone"],
        "postcode" => &["postcode"],
        "ordinal" => &["ordinal"],
        "duration" => &["duration"],
        _ => &[],
    }
}

/// The indicators of a label that the form of the report has; several make a sum.
fn expected<'a>(report: &Report, label: &'a Value) -> Option<Vec<&'a str>> {
    let old = report.form.years().contains(&2018);
    let name = label[if old { "indicator" } else { "indicator_2021" }].as_str()?;
    (label["period"] != "prev").then(|| name.split('+').collect())
}

fn right(report: &Report, entry: &Entry, label: &Value) -> bool {
    let Some(names) = expected(report, label) else {
        return false;
    };
    let relation = if names.len() > 1 {
        Relation::Sum
    } else {
        Relation::Equal
    };
    let scope = label["scope"].as_str();
    let each = entry.relation == Relation::Each && names.len() == 1;
    let cell = |cell: &hegao::report::Cell, name: &str| {
        let in_scope = scope.is_none_or(|scope| report.tables[cell.table].scope.value == scope);
        in_scope && is_named(&report.form, cell.address, name)
    };
    if each {
        return entry.cells.iter().any(|one| cell(one, names[0]));
    }
    entry.relation == relation
        && entry.cells.len() == names.len()
        && names
            .iter()
            .all(|name| entry.cells.iter().any(|one| cell(one, name)))
}

/// Whether a label means an address: a row by its path or the end of it, run together with its column, or alone for 总计.
fn is_named(form: &Form, address: Address, name: &str) -> bool {
    let key = form.indicator(address);
    let last = key.rsplit('/').next().unwrap_or(key);
    let part = &form.grids[address.grid].rows[form.part(address.grid, address.row)].print;
    let column = form.grids[address.grid].columns[address.column]
        .name
        .as_str();
    let alone = form.default_column(address.grid) == Some(address.column);
    let row = |name: &str| {
        name == key
            || name == last
            || name
                .strip_suffix(last)
                .is_some_and(|head| !head.is_empty() && part.contains(head))
    };
    alone && row(name) || !column.is_empty() && name.strip_suffix(column).is_some_and(row)
}
