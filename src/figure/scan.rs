//! Finds every numeric expression of a passage, in reading order.

use super::numeral::{LONGEST_RUN, can_begin, is_chinese_digit};
use super::place::{Found, Place, Reading};
use super::shadow::Shadow;
use super::{
    Class, Figure, aim, amount, document, identifier, list, mark, name, rank, time, whole,
};

/// What can be read at a place, in the order of precedence.
const READERS: &[fn(&Place) -> Option<Reading>] = &[
    identifier::url,
    identifier::phone,
    identifier::postcode,
    document::document,
    mark::marker,
    time::read,
    name::term,
    name::word,
    document::address,
    rank::ordinal,
    identifier::version,
    amount::read,
];

/// Reads one passage. The figures come in reading order and never overlap; their places are bytes of `text`, on character boundaries.
#[must_use]
pub fn scan(text: &str) -> Vec<Figure> {
    let shadow = Shadow::new(text);
    let folded = shadow.text();
    let found = whole::read(folded).map_or_else(|| passage(folded), |figure| vec![figure]);
    found
        .into_iter()
        .map(|found| Figure {
            range: shadow.source(&found.range),
            numeral: shadow.source(&found.numeral),
            class: found.class,
            quantity: found.quantity,
            unit: found.unit,
        })
        .collect()
}

fn passage(text: &str) -> Vec<Found> {
    let mut figures: Vec<Found> = Vec::new();
    let mut at = 0;
    let mut mark = 0;
    while let Some(here) = text[at..].chars().next() {
        let step = at + here.len_utf8();
        if !may_begin(here) {
            at = step;
            continue;
        }
        let last = figures.last();
        let place = Place {
            text,
            at,
            floor: last.map_or(0, |last| last.range.end),
            last,
            mark,
        };
        match READERS.iter().find_map(|reader| reader(&place)) {
            Some(Reading::Figure(mut found)) => {
                aim::judge(&place, &mut found);
                if found.class == Class::Marker {
                    mark = mark::number(&text[found.range.clone()]);
                }
                at = found.range.end.max(step);
                figures.push(found);
            }
            Some(Reading::Passed(end)) => at = end.max(step),
            None => at = past(text, at, here),
        }
    }
    let mut figures = list::join(text, figures);
    list::share(text, &mut figures);
    figures
}

/// Whether any expression can begin with this character.
fn may_begin(c: char) -> bool {
    can_begin(c)
        || c.is_ascii_alphabetic()
        || matches!(
            c,
            'Ⅰ'..='ⅿ' | '½' | '¼' | '¾' | '⅐'..='⅞' | '第' | '前' | '首' | '半' | '翻' | '.' | ':' | '+' | '(' | '[' | '【' | '〔' | '〖' | '<' | '{' | '「' | '『' | '①'..='⓿' | '❶'..='➓' | '㈠'..='㉃' | '㉑'..='㊰' | '㊱'..='㊿'
        )
}

/// The end of what nobody could read: a run of digits or letters is left whole, and so is one of more Chinese digits than a number has.
fn past(text: &str, at: usize, here: char) -> usize {
    let rest = &text[at..];
    let run = |test: fn(char) -> bool| rest.find(|c| !test(c)).unwrap_or(rest.len());
    let len = if here.is_ascii_digit() {
        run(|c| c.is_ascii_digit())
    } else if here.is_ascii_alphabetic() {
        run(|c| c.is_ascii_alphabetic())
    } else {
        let long = rest.chars().take(LONGEST_RUN + 1).all(is_chinese_digit);
        if long { run(is_chinese_digit) } else { 0 }
    };
    at + len.max(here.len_utf8())
}
