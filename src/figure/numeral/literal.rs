//! Digits in a row: Arabic literals, and Chinese digits read out one by one.

use rust_decimal::Decimal;

use super::{LONGEST_RUN, Numeral, Style, Word, digits, is_chinese_digit, word};

/// An Arabic numeral.
pub(super) struct Literal {
    /// Bytes it takes.
    pub len: usize,
    pub value: Decimal,
    /// The unit of its last place: 1600 → 100, 8.0 → 0.1.
    pub place: Decimal,
    /// Has digits after the point.
    pub fractional: bool,
}

/// The Arabic numeral at the start of a text.
pub(super) fn arabic(text: &str) -> Option<Literal> {
    let bytes = text.as_bytes();
    let run = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut end = run(0);
    let mut literal = text[..end].to_owned();
    if (1..=3).contains(&end) && !literal.starts_with('0') {
        // 92,068 or 92 068: groups of three, none of which goes on. 1, 234 keeps its space and is two numbers.
        for mark in [b',', b' '] {
            let mut grouped = end;
            while bytes.get(grouped) == Some(&mark)
                && run(grouped + 1) == 3
                && grouped < LONGEST_RUN
            {
                grouped += 4;
            }
            let more = bytes.get(grouped) == Some(&mark) && run(grouped + 1) > 0;
            if grouped > end && !(more && mark == b' ') && !(more && run(grouped + 1) > 3) {
                literal = text[..grouped].replace([',', ' '], "");
                end = grouped;
                break;
            }
        }
    }
    let mut fraction = 0;
    if bytes.get(end) == Some(&b'.') {
        let after = run(end + 1);
        // 2.0.1 is no decimal fraction.
        let dotted = bytes.get(end + 1 + after) == Some(&b'.')
            && bytes.get(end + 2 + after).is_some_and(u8::is_ascii_digit);
        if after > 0 && !dotted {
            fraction = after;
            literal.push_str(&text[end..=end + after]);
            end += after + 1;
        }
    }
    if literal.starts_with('.') {
        literal.insert(0, '0');
    }
    let value = Decimal::from_str_exact(&literal).ok()?;
    let place = if fraction > 0 {
        Decimal::try_new(1, u32::try_from(fraction).ok()?).ok()?
    } else {
        last_place(value)
    };
    let plain = Literal {
        len: end,
        value,
        place,
        fractional: fraction > 0,
    };
    (end > 0).then(|| raised(text, &plain).unwrap_or(plain))
}

/// What is raised to a power, or scaled by one of ten: 10^3, 2e5, 3.5×10^4, 10².
fn raised(text: &str, plain: &Literal) -> Option<Literal> {
    let rest = &text[plain.len..];
    let c = rest.chars().next()?;
    let head = c.len_utf8();
    let (base, (power, len)) = match c {
        'e' | 'E' => (Decimal::TEN, exponent(rest, head)?),
        '^' => (plain.value, exponent(rest, head)?),
        '×' | '*' | 'x' | 'X' => {
            let tail = rest[head..].strip_prefix("10")?;
            let ten = head + "10".len();
            let mark = usize::from(tail.starts_with('^'));
            if mark == 0 && !tail.starts_with(is_superscript) {
                return None;
            }
            (Decimal::TEN, exponent(rest, ten + mark)?)
        }
        // Beside any other number a small digit is more often that of a note.
        _ if is_superscript(c) && plain.value == Decimal::TEN => (Decimal::TEN, exponent(rest, 0)?),
        _ => return None,
    };
    let goes_on = rest[len..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
    let factor = power_of(base, power)?;
    let alone = c == '^' || is_superscript(c);
    let times = |value: Decimal| value.checked_mul(factor);
    (!goes_on).then_some(Literal {
        len: plain.len + len,
        value: if alone { factor } else { times(plain.value)? }.normalize(),
        place: if alone {
            last_place(factor)
        } else {
            times(plain.place)?.normalize()
        },
        fractional: plain.fractional && power <= 0,
    })
}

fn is_superscript(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '⁻' | '⁺')
}

/// A whole exponent of two digits at most, small or not, with its sign, that begins at some byte; and where it ends.
fn exponent(text: &str, at: usize) -> Option<(i32, usize)> {
    let (mut value, mut len, mut digits, mut falls) = (0, at, 0, false);
    for c in text[at..].chars() {
        let digit = match c {
            '¹' => 1,
            '²' => 2,
            '³' => 3,
            '⁰' => 0,
            '⁴'..='⁹' => u32::from(c) - u32::from('⁰'),
            '+' | '⁺' if len == at => 10,
            '-' | '⁻' if len == at => {
                falls = true;
                10
            }
            _ => match c.to_digit(10) {
                Some(digit) if c.is_ascii() => digit,
                _ => break,
            },
        };
        len += c.len_utf8();
        if digit < 10 {
            digits += 1;
            value = value * 10 + i32::try_from(digit).ok()?;
        }
        if digits > 2 {
            return None;
        }
    }
    (digits > 0).then_some((if falls { -value } else { value }, len))
}

/// A power, exactly; that of a negative exponent to as many digits as there are.
fn power_of(base: Decimal, power: i32) -> Option<Decimal> {
    let mut value = Decimal::ONE;
    for _ in 0..power.unsigned_abs() {
        value = value.checked_mul(base)?;
    }
    if power < 0 {
        Decimal::ONE.checked_div(value)
    } else {
        Some(value)
    }
}

/// 1600 → 100; 0 → 1.
fn last_place(value: Decimal) -> Decimal {
    let mut place = Decimal::ONE;
    if value.is_zero() {
        return place;
    }
    let ten = Decimal::TEN;
    while let Some(next) = place.checked_mul(ten) {
        if value % next != Decimal::ZERO {
            break;
        }
        place = next;
    }
    place
}

/// The Chinese digits that a text begins with; none if there are more than any number has.
pub(super) fn chinese_run(text: &str) -> &str {
    let (count, len) = text
        .chars()
        .take(LONGEST_RUN + 1)
        .take_while(|&c| is_chinese_digit(c))
        .fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
    if count > LONGEST_RUN {
        ""
    } else {
        &text[..len]
    }
}

/// Three Chinese digits or more in a row, or two with a zero: 二〇一八, 二零零二, 三一四点一五.
pub(super) fn read_out(text: &str) -> Option<Numeral> {
    let run = chinese_run(text);
    let count = run.chars().count();
    let zeros = run.chars().filter(|c| matches!(c, '零' | '〇')).count();
    let tail = &text[run.len()..];
    let unit = tail.chars().next().and_then(word);
    let long = count >= 3 || count == 2 && zeros > 0;
    if !long || matches!(unit, Some(Word::Small(_))) {
        return None;
    }
    let fraction = tail.strip_prefix('点').map_or("", chinese_run);
    if tail.starts_with('点') && (count < 3 || fraction.is_empty()) {
        return None;
    }
    let read = |run: &str| {
        let digits: Option<String> = run
            .chars()
            .map(|c| char::from_digit(digits(c.encode_utf8(&mut [0; 4]))?, 10))
            .collect();
        digits
    };
    let mut len = run.len();
    let mut literal = read(run)?;
    if !fraction.is_empty() {
        literal = format!("{literal}.{}", read(fraction)?);
        len += '点'.len_utf8() + fraction.len();
    }
    let value = Decimal::from_str_exact(&literal).ok()?;
    let mut numeral = Numeral {
        len,
        value,
        place: if fraction.is_empty() {
            last_place(value)
        } else {
            Decimal::try_new(1, value.scale()).ok()?
        },
        spread: None,
        scaled: false,
        scale_len: 0,
        factor: Decimal::ONE,
        fractional: !fraction.is_empty(),
        style: Style::Digits,
    };
    if let Some(Word::Big(unit)) = unit {
        // 三零万 is said for 30万.
        let width = tail.chars().next().map_or(0, char::len_utf8);
        let unit = Decimal::from(unit);
        numeral.len += width;
        numeral.scale_len = width;
        numeral.value = numeral.value.checked_mul(unit)?;
        numeral.place = numeral.place.checked_mul(unit)?;
        numeral.factor = unit;
        numeral.scaled = true;
        numeral.style = Style::Chinese;
    }
    Some(numeral)
}
