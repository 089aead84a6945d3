//! Shares and parts said in words: 百分之五, 三分之一, 3/16, 1:3, 一半, 七五折, 翻一番.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Class;
use super::amount::Amount;
use super::lexicon::{HALF_WORDS, is_counted};
use super::numeral::{self, Numeral, Style};
use super::place::before;

/// How far 超过三分之二 may reach above it.
const TENTH: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// Significant digits of what does not terminate.
const DIGITS: u32 = 15;

/// Reads a share or a part at a place.
pub(super) fn read(text: &str, at: usize) -> Option<Amount> {
    let rest = &text[at..];
    match rest.chars().next()? {
        '半' => half(text, at),
        '翻' => doubled(text, at),
        c if is_vulgar(c) => vulgar_part(at, 0, Decimal::ZERO, c),
        _ => share(text, at)
            .or_else(|| discount(text, at))
            .or_else(|| part(text, at)),
    }
}

/// An amount of a value that the words name as a whole.
fn said(at: usize, len: usize, value: Decimal, class: Class) -> Amount {
    let read = Numeral {
        len,
        value,
        place: Decimal::new(1, value.scale()),
        spread: None,
        scaled: false,
        scale_len: 0,
        factor: Decimal::ONE,
        fractional: !value.fract().is_zero(),
        style: Style::Chinese,
    };
    Amount {
        class,
        ..Amount::of(at, read)
    }
}

/// Bytes of a sign at the start of a text.
fn sign(text: &str) -> usize {
    ["-", "负"]
        .iter()
        .find(|sign| text.starts_with(**sign))
        .map_or(0, |sign| sign.len())
}

/// 百万万分之 has the most words before 分之 that anybody says.
const LONGEST_BASE: usize = 5;

/// 百分之五, 千分之2.4, 万分之三, 百分百. 一百分之五 is a fraction.
fn share(text: &str, at: usize) -> Option<Amount> {
    let rest = &text[at..];
    if rest.starts_with("百分百") {
        return Some(said(
            at,
            "百分百".len(),
            Decimal::ONE_HUNDRED,
            Class::Percent,
        ));
    }
    let lead = rest
        .char_indices()
        .take(LONGEST_BASE)
        .find(|&(_, c)| unit(c).is_none())
        .map(|(end, _)| end)?;
    if lead == 0 || !rest[lead..].starts_with("分之") {
        return None;
    }
    let mut base = Decimal::ONE;
    for c in rest[..lead].chars() {
        base = base.checked_mul(unit(c)?)?;
    }
    let start = lead + "分之".len();
    let sign = sign(&rest[start..]);
    let mut read = numeral::read(&rest[start + sign..]).or_else(|| point(&rest[start + sign..]))?;
    if read.style == Style::Bare {
        // 百分之百
        read.value = Decimal::ONE_HUNDRED;
    }
    let mut amount = Amount::of(at + start + sign, read);
    amount.numeral = at..amount.end;
    amount.read.style = Style::Chinese;
    amount.read.scale_len = 0;
    amount.scale = Decimal::ONE_HUNDRED.checked_div(base)?;
    amount.class = Class::Percent;
    amount.negative = sign > 0;
    amount.take_more(text);
    Some(amount)
}

/// 百分之点二八: the 零 is left out.
fn point(text: &str) -> Option<Numeral> {
    let digits = text.strip_prefix('点')?;
    let len = digits
        .find(|c| !numeral::is_chinese_digit(c))
        .unwrap_or(digits.len());
    let mut read = numeral::read(&format!("零点{}", &digits[..len]))?;
    read.len -= '零'.len_utf8();
    (read.fractional && read.len == '点'.len_utf8() + len).then_some(read)
}

/// The parts of ½ and its like.
fn vulgar(c: char) -> Option<(u32, u32)> {
    Some(match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅐' => (1, 7),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    })
}

/// Whether a character is a fraction of its own: ½.
pub(super) fn is_vulgar(c: char) -> bool {
    vulgar(c).is_some()
}

/// ½, 1½.
fn vulgar_part(at: usize, lead: usize, whole: Decimal, c: char) -> Option<Amount> {
    let (upper, lower) = vulgar(c)?;
    quotient(at, lead + c.len_utf8(), upper.into(), lower.into(), whole)
}

fn unit(c: char) -> Option<Decimal> {
    Some(Decimal::from(match c {
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    }))
}

/// 七五折: two digits read one by one.
fn discount(text: &str, at: usize) -> Option<Amount> {
    let rest = &text[at..];
    let mut chars = rest.chars().filter(|&c| c != ' ');
    let pair = [chars.next()?, chars.next()?];
    let alike =
        pair.iter().all(|&c| numeral::is_chinese_digit(c)) || pair.iter().all(char::is_ascii_digit);
    if !alike || chars.next()? != '折' {
        return None;
    }
    let len = rest.find('折')? + '折'.len_utf8();
    let digits: String = pair.iter().collect();
    let value = Decimal::from(numeral::digits(&digits)?);
    let mut amount = said(at, len, value, Class::Percent);
    amount.unit = Some("折".to_owned());
    Some(amount)
}

/// 三分之一, 一又二分之一, 1 4/3, 3/16, 1:3, 三比一, 一半.
fn part(text: &str, at: usize) -> Option<Amount> {
    let rest = &text[at..];
    if rest.starts_with("一半") {
        return Some(said(at, "一半".len(), Decimal::new(5, 1), Class::Ratio));
    }
    let first = numeral::read(rest)?;
    let after = &rest[first.len..];
    if let Some(tail) = after.strip_prefix("分之") {
        let len = first.len + "分之".len();
        return over(at, len, tail, first.value, Decimal::ZERO);
    }
    if first.style == Style::Arabic
        && let Some(c) = after.chars().next().filter(|c| is_vulgar(*c))
    {
        return vulgar_part(at, first.len, first.value, c);
    }
    if let Some(tail) = after.strip_prefix('又') {
        let lower = numeral::read(tail)?;
        if let Some(under) = tail[lower.len..].strip_prefix('/') {
            // 3又1/2
            let under = numeral::read(under)?;
            let len = first.len + '又'.len_utf8() + lower.len + 1 + under.len;
            return quotient(at, len, lower.value, under.value, first.value);
        }
        let upper = tail[lower.len..].strip_prefix("分之")?;
        let len = first.len + '又'.len_utf8() + lower.len + "分之".len();
        return over(at, len, upper, lower.value, first.value);
    }
    if first.style == Style::Arabic {
        drawn(text, at, &first)
    } else {
        let tail = after.strip_prefix('比')?;
        let second = numeral::read(tail)?;
        let plain = second.style != Style::Arabic && second.style != Style::Bare;
        let len = first.len + '比'.len_utf8() + second.len;
        let counted = is_counted(&rest[len..]) || rest[len..].starts_with(['倍', '年', '成']);
        (plain && !counted).then(|| quotient(at, len, first.value, second.value, Decimal::ZERO))?
    }
}

/// What stands over the line of a fraction that is said lower part first.
fn over(at: usize, len: usize, tail: &str, lower: Decimal, whole: Decimal) -> Option<Amount> {
    let sign = sign(tail);
    let upper = numeral::read(&tail[sign..])?;
    let mut amount = quotient(at, len + sign + upper.len, upper.value, lower, whole)?;
    amount.negative = sign > 0;
    Some(amount)
}

/// Fractions and ratios in Arabic digits: 3/16, 1 4/3, 1:3, 3比1.
fn drawn(text: &str, at: usize, first: &Numeral) -> Option<Amount> {
    let rest = &text[at..];
    let after = &rest[first.len..];
    let mark = after.chars().next()?;
    let plain = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit())
            .then(|| numeral::read(text))
            .flatten()
            .filter(|read| !read.scaled)
    };
    if before(text, at, 1).contains(['/', ':', '.']) || first.scaled {
        return None;
    }
    let second = plain(&after[mark.len_utf8()..])?;
    let mut len = first.len + mark.len_utf8() + second.len;
    let (mut upper, mut lower, mut whole) = (first.value, second.value, Decimal::ZERO);
    match mark {
        '/' | ':' => {}
        '比' if !is_counted(&rest[len..]) && !rest[len..].starts_with(['年', '%', '倍']) => {}
        ' ' => {
            let third = plain(rest[len..].strip_prefix('/')?)?;
            len += 1 + third.len;
            (whole, upper, lower) = (first.value, second.value, third.value);
        }
        _ => return None,
    }
    let goes_on = rest[len..]
        .starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | ':' | '=' | '-'));
    if goes_on {
        return None;
    }
    quotient(at, len, upper, lower, whole)
}

fn quotient(
    at: usize,
    len: usize,
    upper: Decimal,
    lower: Decimal,
    whole: Decimal,
) -> Option<Amount> {
    let mut amount = said(at, len, divide(upper, lower, whole)?, Class::Ratio);
    amount.read.place = TENTH;
    Some(amount)
}

/// `whole` + `upper` / `lower`; what does not terminate is rounded half to even.
fn divide(upper: Decimal, lower: Decimal, whole: Decimal) -> Option<Decimal> {
    let part = upper.checked_div(lower)?;
    let value = part.checked_add(whole)?.normalize();
    if terminates(upper, lower) {
        return Some(value);
    }
    value
        .round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointNearestEven)
        .map(|value| value.normalize())
}

/// Whether the quotient has an end: the lower part in lowest terms has no prime but 2 and 5.
fn terminates(upper: Decimal, lower: Decimal) -> bool {
    let scale = upper.scale().max(lower.scale());
    let whole = |value: Decimal| {
        let power = 10i128.checked_pow(scale - value.scale())?;
        value.mantissa().checked_mul(power).map(i128::abs)
    };
    let (Some(upper), Some(mut lower)) = (whole(upper), whole(lower)) else {
        return false;
    };
    let (mut a, mut b) = (upper, lower);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    lower /= a.max(1);
    for prime in [2, 5] {
        while lower > 0 && lower % prime == 0 {
            lower /= prime;
        }
    }
    lower == 1
}

/// 半成, 半折, 半年, 半天; 上半年 is a date.
fn half(text: &str, at: usize) -> Option<Amount> {
    let tail = text[at..].strip_prefix('半')?;
    let units: [(&str, Class, Decimal); 11] = [
        ("成", Class::Percent, Decimal::from(5)),
        ("折", Class::Percent, Decimal::from(50)),
        ("个月", Class::Duration, Decimal::new(5, 1)),
        ("个小时", Class::Duration, Decimal::new(5, 1)),
        ("个世纪", Class::Duration, Decimal::new(5, 1)),
        ("小时", Class::Duration, Decimal::new(5, 1)),
        ("年", Class::Duration, Decimal::new(5, 1)),
        ("天", Class::Duration, Decimal::new(5, 1)),
        ("百", Class::Count, Decimal::from(50)),
        ("个百分点", Class::Points, Decimal::new(5, 1)),
        ("个", Class::Count, Decimal::new(5, 1)),
    ];
    let (unit, class, value) = *units.iter().find(|(unit, ..)| tail.starts_with(unit))?;
    if before(text, at, 1).contains(['上', '下', '前', '后', '多', '大', '小', '一', '过', '年'])
    {
        return None;
    }
    if unit == "百" || unit == "个" && tail[unit.len()..].starts_with(['多', '钟', '学', '星'])
    {
        return None;
    }
    let mut amount = said(at, '半'.len_utf8(), value, class);
    amount.end += unit.len();
    amount.unit = Some(
        unit.strip_prefix('个')
            .filter(|unit| !matches!(*unit, "月" | ""))
            .unwrap_or(unit)
            .to_owned(),
    );
    Some(amount)
}

/// 翻番, 翻一番, 翻了两番: twice and four times as many.
fn doubled(text: &str, at: usize) -> Option<Amount> {
    let rest = &text[at..];
    let mut len = '翻'.len_utf8();
    if rest[len..].starts_with('了') {
        len += '了'.len_utf8();
    }
    let times = numeral::read(&rest[len..]).map_or(Some((0, 1)), |read| {
        Some((read.len, u32::try_from(read.value).ok()?))
    })?;
    len += times.0;
    if !rest[len..].starts_with('番') || !(1..=9).contains(&times.1) || HALF_WORDS.starts(rest) {
        return None;
    }
    len += '番'.len_utf8();
    let mut amount = said(at, len, Decimal::from(2u32.pow(times.1)), Class::Multiple);
    amount.unit = Some("番".to_owned());
    Some(amount)
}
