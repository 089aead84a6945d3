//! Two ends said together: 3-5次, 20%至30%, 5—10万元, 20和30之间.

use rust_decimal::Decimal;

use super::amount::{Amount, amount};
use super::numeral::Style;
use super::{Class, Modifier, Quantity, interval};

/// What may stand between the ends.
const LINKS: &[&str] = &[" - ", "——", "--", "──", "-", "—", "–", "~", "─", "至", "到"];

/// What may stand between the ends where 之间 follows.
const LOOSE_LINKS: &[&str] = &["与", "和"];

/// The upper end of a range whose lower end is read.
pub(super) fn upper(text: &str, low: &Amount) -> Option<Amount> {
    let rest = &text[low.end..];
    let link = LINKS.iter().find(|link| rest.starts_with(**link));
    let loose = LOOSE_LINKS.iter().find(|link| rest.starts_with(**link));
    let link = link.or(loose)?;
    let at = low.end + link.len();
    let mut high = amount(text, at)?;
    if low.class == Class::Percent && low.unit.is_none() && high.is_bare() {
        // 百分之五到十
        high.class = Class::Percent;
        high.scale = low.scale;
    }
    if loose.is_some() {
        let tail = &text[high.end..];
        let within = ["之间", "间"].iter().find(|word| tail.starts_with(**word));
        if high.unit.as_deref() == Some("间") {
            high.unit = None;
        } else {
            high.end += within?.len();
        }
    }
    let worded = matches!(*link, "至" | "到");
    let same = low.is_bare()
        || low.class == high.class && (low.unit == high.unit || low.class == Class::Money);
    let kind = !matches!(low.class, Class::Ratio | Class::Multiple) || low.class == high.class;
    let plain = low.after.is_none() && high.read.style != Style::Bare;
    let rising = shared_scale(low, &high)
        .and_then(|scale| low.read.value.checked_mul(scale))
        .zip(high.value())
        .is_some_and(|(low, high)| low < high);
    // 一到五 needs a word or a unit to be a range: 一到 may begin a clause.
    let lone =
        low.read.style == Style::Lone && high.read.style == Style::Lone && high.unit.is_none();
    (same && kind && plain && rising && (!lone || worded)).then_some(high)
}

/// What the range says, and its class: a range of days is still a length of time.
pub(super) fn quantity(
    low: &Amount,
    high: &Amount,
    modifiers: &[Modifier],
    negative: bool,
) -> Option<(Quantity, Class)> {
    let bottom = low.quantity(shared_scale(low, high)?, &[])?;
    let top = high.quantity(high.scale, &[])?;
    let mut quantity = interval::range(bottom, top);
    if negative {
        quantity = interval::range(interval::negative(bottom), top);
    }
    quantity.modifier = modifiers.first().copied();
    let class = match high.class {
        Class::Duration => Class::Duration,
        _ => Class::Range,
    };
    Some((quantity, class))
}

/// The unit and its scale are said once, at the end: 20至30万元, 5—10%, 1到5亿.
fn shared_scale(low: &Amount, high: &Amount) -> Option<Decimal> {
    if !low.is_bare() {
        return Some(low.scale);
    }
    let factor = high.read.factor;
    let leading = high.read.value.checked_div(factor)?;
    let shared = !low.read.scaled && low.read.value < leading && factor > Decimal::TEN;
    if shared {
        high.scale.checked_mul(factor)
    } else {
        Some(high.scale)
    }
}
