//! From a value and its words to what they allow.

use rust_decimal::Decimal;

use super::numeral::{Numeral, Spread};
use super::{End, Interval, Modifier, Quantity};

/// What a numeral says under the words beside it, in the base unit.
///
/// `scale` is that of the unit (万元 → 10 000; ‰ → 0.1). Absent when the value grows out of all bounds.
pub(super) fn quantity(
    numeral: &Numeral,
    scale: Decimal,
    modifiers: &[Modifier],
) -> Option<Quantity> {
    let value = numeral.value.checked_mul(scale)?.normalize();
    let ulp = numeral.place.checked_mul(scale)?.normalize();
    let scaled = numeral.scaled || scale >= Decimal::from(1000);
    let round = value.fract().is_zero() && ulp >= Decimal::from(1000);
    let mut quantity = Quantity {
        value,
        inside: Interval::exactly(value),
        near: Interval::exactly(value),
        ulp,
        modifier: modifiers.first().copied(),
        looks_rounded: scaled || round,
        doubly_modified: modifiers.len() > 1,
    };
    match numeral.spread {
        Some(spread @ (Spread::Open(high) | Spread::From(high))) => {
            let high = high.checked_mul(scale)?.normalize();
            // 100多万 may be 100万; 十几 is not 10.
            let low = End {
                value,
                closed: matches!(spread, Spread::From(_)),
            };
            quantity.inside = between(low, End::open(high));
            quantity.near = quantity.inside;
            quantity.modifier.get_or_insert(Modifier::Vague);
        }
        Some(Spread::Closed(high)) => {
            let high = high.checked_mul(scale)?.normalize();
            quantity.inside = between(End::closed(value), End::closed(high));
            quantity.near = quantity.inside;
        }
        None if modifiers.is_empty() => {
            let half = half(ulp)?;
            if numeral.fractional && numeral.scaled {
                quantity.inside = around(value, half)?;
                quantity.near = between(
                    End::closed(value.checked_sub(half)?),
                    End::open(value.checked_add(ulp)?),
                );
            } else if quantity.looks_rounded && !numeral.fractional {
                quantity.near = around(value, half)?;
            }
        }
        None => {}
    }
    for (index, &modifier) in modifiers.iter().enumerate() {
        let (inside, near) = loosen(value, ulp, modifier)?;
        if index == 0 {
            (quantity.inside, quantity.near) = if numeral.spread.is_some() {
                (hull(quantity.inside, inside), hull(quantity.near, near))
            } else {
                (inside, near)
            };
        } else {
            // Two at once: the weaker reading.
            quantity.inside = hull(quantity.inside, inside);
            quantity.near = hull(quantity.near, near);
        }
    }
    Some(quantity)
}

/// A quantity between two values that the words name: 3至5次.
pub(super) fn range(low: Quantity, high: Quantity) -> Quantity {
    let inside = between(End::closed(low.value), End::closed(high.value));
    Quantity {
        value: low.value,
        inside,
        near: inside,
        ulp: low.ulp.min(high.ulp),
        modifier: low.modifier.or(high.modifier),
        looks_rounded: low.looks_rounded || high.looks_rounded,
        doubly_modified: false,
    }
}

/// A value that stands for itself alone.
pub(super) fn exactly(value: Decimal) -> Quantity {
    Quantity {
        value,
        inside: Interval::exactly(value),
        near: Interval::exactly(value),
        ulp: Decimal::ONE,
        modifier: None,
        looks_rounded: false,
        doubly_modified: false,
    }
}

/// The same on the other side of zero: a fall.
pub(super) fn negative(quantity: Quantity) -> Quantity {
    let turn = |interval: Interval| Interval {
        low: interval.high.map(turned),
        high: interval.low.map(turned),
    };
    Quantity {
        value: negated(quantity.value),
        inside: turn(quantity.inside),
        near: turn(quantity.near),
        ..quantity
    }
}

fn turned(end: End) -> End {
    End {
        value: negated(end.value),
        closed: end.closed,
    }
}

fn negated(value: Decimal) -> Decimal {
    if value.is_zero() { value } else { -value }
}

/// Inside and near for one modifier.
fn loosen(value: Decimal, ulp: Decimal, modifier: Modifier) -> Option<(Interval, Interval)> {
    let half = half(ulp)?;
    let above = |steps: Decimal| value.checked_add(steps);
    let below = |steps: Decimal| value.checked_sub(steps);
    Some(match modifier {
        Modifier::Above => (
            between(End::closed(value), End::open(above(ulp)?)),
            between(End::closed(value), End::open(above(ulp.checked_add(ulp)?)?)),
        ),
        Modifier::Nearly => (
            between(
                End::closed(below(ulp.checked_div(Decimal::from(5))?)?),
                End::open(value),
            ),
            between(End::closed(below(half)?), End::open(value)),
        ),
        Modifier::Below => {
            let inside = between(End::closed(below(ulp)?), End::open(value));
            (inside, inside)
        }
        Modifier::About => {
            let percent = |n: i64| value.checked_mul(Decimal::new(n, 2));
            let inside = half.max(percent(2)?);
            (
                around(value, inside)?,
                around(value, inside.max(percent(5)?))?,
            )
        }
        Modifier::AtLeast => {
            let inside = Interval {
                low: Some(End::closed(value)),
                high: None,
            };
            (inside, inside)
        }
        Modifier::AtMost => {
            let inside = Interval {
                low: None,
                high: Some(End::closed(value)),
            };
            (inside, inside)
        }
        Modifier::Vague => {
            let inside = between(End::open(value), End::open(above(ulp)?));
            (inside, inside)
        }
    })
}

fn half(ulp: Decimal) -> Option<Decimal> {
    ulp.checked_div(Decimal::TWO)
}

fn between(low: End, high: End) -> Interval {
    Interval {
        low: Some(End {
            value: low.value.normalize(),
            ..low
        }),
        high: Some(End {
            value: high.value.normalize(),
            ..high
        }),
    }
}

fn around(value: Decimal, reach: Decimal) -> Option<Interval> {
    Some(between(
        End::closed(value.checked_sub(reach)?),
        End::closed(value.checked_add(reach)?),
    ))
}

/// The smallest interval that holds both.
fn hull(a: Interval, b: Interval) -> Interval {
    let pick = |a: Option<End>, b: Option<End>, low: bool| {
        let (a, b) = (a?, b?);
        Some(if a.value == b.value {
            End {
                value: a.value,
                closed: a.closed || b.closed,
            }
        } else if (a.value < b.value) == low {
            a
        } else {
            b
        })
    };
    Interval {
        low: pick(a.low, b.low, true),
        high: pick(a.high, b.high, false),
    }
}
