//! What several numbers say together: 分别提高0.3和1.1个百分点; 分别增长15.6%、13.9%.

use super::place::Found;
use super::{Class, Interval, Modifier, interval};

/// What stands between the members of a list.
const LINKS: &[&str] = &["、", "和", "及", "与", "或", "以及"];

/// Gives the members of a list of numbers their common unit and kind.
pub(super) fn share(text: &str, figures: &mut [Found]) {
    for index in (1..figures.len()).rev() {
        let (before, after) = figures.split_at_mut(index);
        if let (Some(first), Some(second)) = (before.last_mut(), after.first())
            && linked(text, first, second)
        {
            take_unit(first, second);
        }
    }
    for index in 1..figures.len() {
        let (before, after) = figures.split_at_mut(index);
        if let (Some(first), Some(second)) = (before.last(), after.first_mut()) {
            if linked(text, first, second) {
                take_change(first, second);
            }
            take_time(text, first, second);
        }
    }
}

/// 分 and 秒 right after hours and minutes are time, not points: 1小时30分.
fn take_time(text: &str, first: &Found, second: &mut Found) {
    let unit = |found: &Found, units: &[&str]| {
        found
            .unit
            .as_deref()
            .is_some_and(|unit| units.contains(&unit))
    };
    let between = &text[first.range.end..second.range.start];
    if matches!(between, "" | "零")
        && first.class == Class::Duration
        && second.class == Class::Count
        && unit(first, &["小时", "钟头", "分钟", "分"])
        && unit(second, &["分", "秒"])
    {
        second.class = Class::Duration;
    }
}

fn linked(text: &str, first: &Found, second: &Found) -> bool {
    LINKS.contains(&&text[first.range.end..second.range.start])
}

/// The unit stands at the last number alone: 5、4、3件.
fn take_unit(first: &mut Found, second: &Found) {
    let bare = matches!(first.class, Class::Count | Class::Growth | Class::Other)
        && first.unit.is_none()
        && first.quantity.is_some();
    let gives = matches!(
        second.class,
        Class::Count | Class::Growth | Class::Points | Class::Percent
    );
    // 3、5万元 would need the scale too; who means that writes it twice.
    let plain = second
        .unit
        .as_deref()
        .is_some_and(|unit| !matches!(unit, "成" | "折" | "‰"))
        && !second
            .quantity
            .is_some_and(|quantity| quantity.looks_rounded);
    if bare && gives && plain {
        first.unit.clone_from(&second.unit);
        first.class = match (first.class, second.class) {
            (_, Class::Points) => Class::Points,
            (Class::Growth, _) => Class::Growth,
            (_, class) => class,
        };
    }
}

/// The verb of change stands before the first number alone.
fn take_change(first: &Found, second: &mut Found) {
    let (Some(before), Some(quantity)) = (first.quantity, second.quantity) else {
        return;
    };
    let same = first.unit == second.unit && first.unit.is_some();
    let changes = match (first.class, second.class) {
        (Class::Growth, Class::Percent | Class::Count) => {
            second.class = if same { Class::Growth } else { second.class };
            same
        }
        (Class::Points, Class::Points) => same,
        _ => false,
    };
    if changes && before.value.is_sign_negative() && quantity.value.is_sign_positive() {
        second.quantity = Some(interval::negative(quantity));
    }
}

/// What stands between the two ends of a range that are said one by one.
const BOUNDS: &[&str] = &[
    "",
    ",",
    "、",
    ", ",
    "且",
    "并",
    "并且",
    "的同时",
    "而",
    "又",
    "但",
    "同时",
];

/// Joins a lower and an upper bound into one range: 不少于3人且不超过5人, 1000以上，1500以下.
pub(super) fn join(text: &str, figures: Vec<Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::with_capacity(figures.len());
    for found in figures {
        let range = joined.last().and_then(|last| {
            let between = &text[last.range.end..found.range.start];
            BOUNDS.contains(&between).then(|| bounded(last, &found))?
        });
        match (range, joined.last_mut()) {
            (Some(range), Some(last)) => *last = range,
            _ => joined.push(found),
        }
    }
    joined
}

/// The range of two bounds, if one is a lower and the other an upper one.
fn bounded(first: &Found, second: &Found) -> Option<Found> {
    let same = first.class == second.class && matches!(first.class, Class::Count | Class::Percent);
    let units = first.unit == second.unit || first.unit.is_none() || second.unit.is_none();
    if !same || !units {
        return None;
    }
    let (one, other) = (first.quantity?, second.quantity?);
    let lower = |modifier| matches!(modifier, Some(Modifier::Above | Modifier::AtLeast));
    let upper = |modifier| matches!(modifier, Some(Modifier::Below | Modifier::AtMost));
    let (low, high) = if lower(one.modifier) && upper(other.modifier) {
        (one, other)
    } else if upper(one.modifier) && lower(other.modifier) {
        (other, one)
    } else {
        return None;
    };
    let inside = Interval {
        low: low.inside.low,
        high: high.inside.high,
    };
    (low.value < high.value).then(|| Found {
        range: first.range.start..second.range.end,
        numeral: first.numeral.start..second.numeral.end,
        class: Class::Range,
        quantity: Some(super::Quantity {
            inside,
            near: inside,
            ..low
        }),
        unit: second.unit.clone().or_else(|| first.unit.clone()),
    })
}
