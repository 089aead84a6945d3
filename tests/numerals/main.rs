//! The numeral reader: values, intervals, classes and places.

mod chance;
mod classes;
mod gold;
mod values;

use hegao::figure::scan::scan;
use hegao::figure::{End, Figure};

fn plain(end: Option<End>) -> String {
    end.map_or_else(|| "…".to_owned(), |end| end.value.normalize().to_string())
}

/// What a figure says, as the ledger prints it: text, class, value (with low..high where they differ from it), unit.
fn said(text: &str, figure: &Figure) -> String {
    let ends = figure.quantity.map_or_else(String::new, |quantity| {
        let value = quantity.value.normalize().to_string();
        let (low, high) = (plain(quantity.inside.low), plain(quantity.inside.high));
        if low == value && high == value {
            format!(" {value}")
        } else {
            format!(" {value} {low}..{high}")
        }
    });
    let unit = figure
        .unit
        .as_ref()
        .map_or_else(String::new, |unit| format!(" {unit}"));
    format!(
        "{} {}{ends}{unit}",
        &text[figure.range.clone()],
        figure.class.name()
    )
}

/// Every figure of a text, in order, each as `said` has it, with 「|」 between them.
fn case(text: &str, expected: &str) {
    let found: Vec<String> = scan(text).iter().map(|figure| said(text, figure)).collect();
    assert_eq!(found.join(" | "), expected, "{text}");
}

/// Every figure of a text with its class alone.
fn classes(text: &str, expected: &str) {
    let found: Vec<String> = scan(text)
        .iter()
        .map(|figure| format!("{} {}", &text[figure.range.clone()], figure.class.name()))
        .collect();
    assert_eq!(found.join(" | "), expected, "{text}");
}

/// A passage that is nothing but a numeral.
fn value(text: &str, expected: &str) {
    let figures = scan(text);
    assert_eq!(figures.len(), 1, "{text} is one figure");
    assert_eq!(figures[0].range, 0..text.len(), "{text} is read whole");
    let quantity = figures[0]
        .quantity
        .unwrap_or_else(|| panic!("{text} has a value"));
    assert_eq!(quantity.value.normalize().to_string(), expected, "{text}");
}
