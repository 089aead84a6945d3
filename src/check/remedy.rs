//! What a wrong figure would be if the text followed the table, written as the author writes.

use rust_decimal::Decimal;

use crate::diagnostic::Remedy;
use crate::figure::{Class, Figure};
use crate::source::Located;

/// The digits of a figure with another value, in the author's 万元 and with the author's thousands commas. Nothing for a numeral in
/// words, or rounded.
pub(super) fn digits(text: &str, figure: &Figure, value: Decimal) -> Option<String> {
    let whole = &text[figure.numeral.clone()];
    // 18万元 is the unit of the table; 1.2万条 is rounded.
    let money = figure.class == Class::Money;
    let said = whole.trim_end_matches(|c| money && matches!(c, '万' | '亿'));
    let plain = said
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    let written: Decimal = said.replace(',', "").parse().ok()?;
    let stated = figure
        .quantity
        .filter(|stated| plain && stated.inside.is_exact())?;
    let scale = if written.is_zero() {
        Decimal::ONE
    } else {
        stated.value.checked_div(written)?
    };
    let new = value.checked_div(scale)?.normalize().to_string();
    Some(if said.contains(',') {
        grouped(&new)
    } else {
        new
    })
}

/// The change that makes the text follow the table: the numeral, where it stands in the file as it is.
pub(super) fn change(located: &Located, figure: &Figure, value: Decimal) -> Option<Remedy> {
    let digits = digits(located.text(), figure, value)?;
    let said = &located.text()[figure.numeral.clone()];
    let tail = said.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let replacement = digits + tail;
    let span = located.span(figure.numeral.clone());
    let verbatim = span.end - span.start == figure.numeral.len();
    verbatim.then_some(Remedy { span, replacement })
}

/// 12345.6 as 12,345.6.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut grouped = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::scan::scan;

    fn rewritten(text: &str, value: i64) -> Option<String> {
        digits(text, &scan(text)[0], Decimal::from(value))
    }

    #[test]
    fn the_author_is_followed() {
        assert_eq!(rewritten("收到52件", 53).as_deref(), Some("53"));
        assert_eq!(
            rewritten("公开1,052条", 1_234_567).as_deref(),
            Some("1,234,567")
        );
        assert_eq!(rewritten("公开1,052条", 999).as_deref(), Some("999"));
        assert_eq!(rewritten("经费18万元", 186_000).as_deref(), Some("18.6"));
        assert_eq!(rewritten("公开1.2万条", 13_000), None);
        assert_eq!(rewritten("收到五件", 6), None);
        assert_eq!(rewritten("收到近50件", 60), None);
    }
}
