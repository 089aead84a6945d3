//! What a list says once for all its members: 分别提高0.3和1.1个百分点; 分别增长15.6%、13.9%.

use super::Class;
use super::interval;
use super::place::Found;

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
        if let (Some(first), Some(second)) = (before.last(), after.first_mut())
            && linked(text, first, second)
        {
            take_change(first, second);
        }
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
