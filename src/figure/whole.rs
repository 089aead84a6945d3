//! A passage that is nothing but a numeral.

use super::interval;
use super::numeral::{self, Style};
use super::place::Found;
use super::{Class, Modifier};

/// Reads a text as one number if it is nothing else: 一百二十三, 2018, 12345 and 1.2万 without any sentence are neither year nor telephone.
pub(super) fn read(text: &str) -> Option<Found> {
    let start = text.len() - text.trim_start_matches([' ', '\n']).len();
    let end = text.trim_end_matches([' ', '\n']).len();
    let body = text.get(start..end)?;
    let sign = ["-", "+", "负", "正"]
        .iter()
        .find(|sign| body.starts_with(**sign))
        .map_or(0, |sign| sign.len());
    let numeral = numeral::read(&body[sign..])?;
    let above = ["余", "多", "来"]
        .iter()
        .any(|word| body[sign + numeral.len..] == **word);
    if sign + numeral.len != body.len() && !above
        || numeral.style == Style::Bare && !above && numeral.scaled
    {
        return None;
    }
    let modifiers: &[Modifier] = if above { &[Modifier::Above] } else { &[] };
    let mut quantity = interval::quantity(&numeral, rust_decimal::Decimal::ONE, modifiers)?;
    if body.starts_with(['-', '负']) {
        quantity = interval::negative(quantity);
    }
    Some(Found {
        range: start..end,
        numeral: start + sign..start + sign + numeral.len,
        class: Class::Count,
        quantity: Some(quantity),
        unit: None,
    })
}
