//! The gold set.

use std::fs;

use hegao::figure::Figure;
use hegao::figure::scan::scan;
use serde_json::Value;

/// The gold set: every numeral of the report of Jingmen, with class, value and text.
#[test]
fn the_gold_set_is_read_right() {
    let report = fs::read_to_string("tests/jingmen-2018.txt").expect("the report");
    let rows = fs::read_to_string("tests/jingmen-figures.jsonl").expect("the gold set");
    let mut start = 0;
    let lines: Vec<(usize, &str, Vec<Figure>)> = report
        .split('\n')
        .map(|line| {
            let begins = start;
            start += line.chars().count() + 1;
            (begins, line, scan(line))
        })
        .collect();
    let mut read = 0;
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row).expect("a row of JSON");
        let string = |key: &str| row[key].as_str();
        if ["无", "均未"].contains(&string("numeral").expect("a numeral")) {
            // Zero statements are read with the labels that they deny.
            continue;
        }
        let place = |key: usize| {
            row["span"][key]
                .as_u64()
                .and_then(|n| usize::try_from(n).ok())
        };
        let number = row["line"]
            .as_u64()
            .and_then(|n| usize::try_from(n).ok())
            .expect("a line");
        let (begins, line, figures) = &lines[number - 1];
        let byte = |place: usize| {
            line.char_indices()
                .nth(place - begins)
                .map_or(line.len(), |(at, _)| at)
        };
        let span = byte(place(0).expect("a start"))..byte(place(1).expect("an end"));
        let figure = figures
            .iter()
            .find(|figure| figure.range.start <= span.start && span.end <= figure.range.end)
            .unwrap_or_else(|| panic!("{row} is read"));
        let mut right = vec![string("class").expect("a class")];
        right.extend(
            row["also"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str),
        );
        assert!(
            right.contains(&figure.class.name()),
            "{row}: {:?}",
            figure.class
        );
        assert_eq!(Some(&line[figure.range.clone()]), string("text"), "{row}");
        if let Some(value) = string("value") {
            let quantity = figure
                .quantity
                .unwrap_or_else(|| panic!("{row} has a value"));
            assert_eq!(quantity.value.normalize().to_string(), value, "{row}");
            assert_eq!(figure.unit.as_deref(), string("unit"), "{row}");
        }
        read += 1;
    }
    assert_eq!(read, 120);
}
