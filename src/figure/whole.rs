//! A passage that is nothing but a numeral.

use rust_decimal::Decimal;

use super::interval;
use super::numeral::{self, Numeral, Spread, Style};
use super::place::Found;
use super::{Class, Modifier, Quantity};

/// Reads a text as one number if it is nothing else: 一百二十三, 2018, 12345 and 1.2万 without any sentence are neither year nor
/// telephone.
pub(super) fn read(text: &str) -> Option<Found> {
    let start = text.len() - text.trim_start_matches([' ', '\n']).len();
    let end = text.trim_end_matches([' ', '\n']).len();
    let body = text.get(start..end)?;
    let sign = ["-", "+", "负", "正"]
        .iter()
        .find(|sign| body.starts_with(**sign))
        .map_or(0, |sign| sign.len());
    let sign = body.len() - body[sign..].trim_start_matches(' ').len();
    let mut quantity = number(&body[sign..])?;
    if body.starts_with(['-', '负']) {
        quantity = interval::negative(quantity);
    }
    Some(Found {
        range: start..end,
        numeral: start + sign..end,
        class: Class::Count,
        quantity: Some(quantity),
        unit: None,
    })
}

/// The number that a text is.
fn number(body: &str) -> Option<Quantity> {
    if let Some((value, len)) = numeral::roman(body)
        && len == body.len()
        && !body.is_ascii()
    {
        return Some(interval::exactly(value.into()));
    }
    let numeral = numeral::read(body)?;
    if let Some(quantity) = read_out(body, &numeral) {
        return Some(quantity);
    }
    let tail = &body[numeral.len..];
    let above = ["余", "多", "来"].contains(&tail);
    let scale = scale(tail, &body[..numeral.len]);
    // 万 and 万万 alone are words; 百万 is a number.
    let word = numeral.style == Style::Bare && body.starts_with(['万', '亿', '兆']) && !above;
    if !(tail.is_empty() || above || scale.is_some()) || word {
        return None;
    }
    let modifiers: &[Modifier] = if above { &[Modifier::Above] } else { &[] };
    interval::quantity(&numeral, scale.unwrap_or(Decimal::ONE), modifiers)
}

/// 一一, 九二: two digits read out, which in a sentence would be words.
fn read_out(body: &str, numeral: &Numeral) -> Option<Quantity> {
    let (whole, fraction) = body.split_once('点').unwrap_or((body, ""));
    let said = |c| numeral::is_chinese_digit(c) && c != '两';
    let pair = whole.chars().count() == 2 && whole.chars().all(said);
    let range = matches!(numeral.spread, Some(Spread::Closed(_)));
    let plain = fraction.chars().all(said);
    if !pair || range || !plain || fraction.is_empty() && whole.len() < body.len() {
        return None;
    }
    let mut value = Decimal::from(numeral::digits(whole)?);
    let mut place = Decimal::ONE;
    for c in fraction.chars() {
        place = place.checked_div(Decimal::TEN)?;
        let digit = numeral::digits(c.encode_utf8(&mut [0; 4]))?;
        value = value.checked_add(place.checked_mul(digit.into())?)?;
    }
    Some(interval::exactly(value))
}

/// What the letter of 3M or .0012G multiplies; 5G alone is a name.
fn scale(tail: &str, said: &str) -> Option<Decimal> {
    let thousands = match tail.trim_start_matches(' ') {
        "w" | "W" => return Some(Decimal::from(10_000)),
        "k" | "K" => 1,
        "m" | "M" => 2,
        "g" | "G" if said.len() > 1 => 3,
        "t" | "T" if said.len() > 1 => 4,
        _ => return None,
    };
    (0..thousands).try_fold(Decimal::ONE, |scale, _| {
        scale.checked_mul(Decimal::ONE_THOUSAND)
    })
}
