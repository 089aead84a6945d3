//! The numeral reader: values, intervals, classes and places.

use hegao::figure::scan::scan;
use hegao::figure::{Class, Figure};
use proptest::prelude::*;

/// What a figure says, as the ledger prints it: text, class, value, low, high, unit.
fn said(text: &str, figure: &Figure) -> String {
    let ends = figure.quantity.map_or_else(String::new, |quantity| {
        let end = |end: Option<hegao::figure::End>| {
            end.map_or_else(|| "…".to_owned(), |end| end.value.normalize().to_string())
        };
        let value = quantity.value.normalize().to_string();
        let (low, high) = (end(quantity.inside.low), end(quantity.inside.high));
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

/// Every figure of a text, in order.
fn case(text: &str, expected: &[&str]) {
    let found: Vec<String> = scan(text).iter().map(|figure| said(text, figure)).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn counts_have_units_and_scales() {
    case(
        "全市共主动公开政府信息92068条，其中",
        &["92068条 count 92068 条"],
    );
    case(
        "累计交换数据量逾11.1亿条。",
        &["逾11.1亿条 count 1110000000 1110000000..1120000000 条"],
    );
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in ".{0,60}") {
        let _ = scan(&text);
    }

    #[test]
    fn places_are_in_order_and_on_boundaries(text in "[一二三十百千万亿零点两半几数多余第前共约近逾年月日号元件条次%0-9０-９.,，:：;；。、()（）〔〕“”\\-—~～ 　a-zA-Z的和至到每计]{0,40}") {
        let mut floor = 0;
        for figure in scan(&text) {
            prop_assert!(figure.range.start >= floor);
            prop_assert!(figure.range.start < figure.range.end);
            prop_assert!(figure.range.start <= figure.numeral.start && figure.numeral.end <= figure.range.end);
            prop_assert!(text.is_char_boundary(figure.range.start) && text.is_char_boundary(figure.range.end));
            prop_assert!(text.is_char_boundary(figure.numeral.start) && text.is_char_boundary(figure.numeral.end));
            prop_assert!(figure.class != Class::Date || figure.quantity.is_none());
            floor = figure.range.end;
        }
    }
}
