//! A value as people write it: a number in digits, perhaps with thousands and a unit, or a stroke; and what it is in the unit of
//! its cell.

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use crate::form::{Address, Form};
use crate::report::State;

/// What a text says of a cell.
enum Said {
    Nothing,
    Stroke,
    Number(Decimal, String),
}

/// A unit: money in 元, or a 量词, times a power of ten; a bare 万 is no more than its power.
#[derive(PartialEq, Eq)]
struct Unit<'a> {
    kind: Kind<'a>,
    power: u32,
}

#[derive(PartialEq, Eq)]
enum Kind<'a> {
    Money,
    Counted(&'a str),
    Bare,
}

/// The one numeral in characters that tables hold.
const ZERO: &[&str] = &["〇", "零"];
/// Digits that a number can be read with.
const MOST_DIGITS: usize = 28;
const TOO_LARGE: &str = "数太大，请核对位数";

/// Powers of ten before a unit, the longer ones first.
const POWERS: &[(&str, u32)] = &[
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("亿", 8),
    ("万", 4),
    ("千", 3),
    ("百", 2),
];
/// 量词 of statistics.
const COUNTED: &[&str] = &[
    "件", "宗", "起", "例", "项", "份", "个", "部", "条", "则", "篇", "次", "场", "场次", "回",
    "期", "处", "家", "所", "人", "名", "位", "人次", "页", "张", "户",
];
/// 量词 that count the same things as that of a form.
const ALIKE: &[(&str, &[&str])] = &[
    ("件", &["宗", "起", "例", "项", "份", "个", "部"]),
    ("条", &["则", "件", "份", "篇", "个", "项"]),
    ("次", &["场", "场次", "回", "期"]),
    ("个", &["处", "家", "所"]),
    ("人", &["名", "位"]),
    ("篇", &["期", "条", "件", "份"]),
    ("项", &["件", "个"]),
];

/// Half width, with the one minus that a number has.
pub(super) fn half(text: &str) -> String {
    let text: String = text.nfkc().collect();
    text.trim().replace('\u{2212}', "-")
}

/// Whether a text has the looks of a value: a stroke, or digits with their marks, and a unit behind them or none.
pub(super) fn looks(text: &str) -> bool {
    let text = half(text);
    let (digits, unit) = split(&text);
    text == "/"
        || ZERO.contains(&text.as_str())
        || digits.contains(|c: char| c.is_ascii_digit()) && is_unit_or_none(unit)
}

/// Whether a text is a unit and nothing else: 万元, （件）, 单位：件.
pub(super) fn unit_in(text: &str) -> Option<String> {
    let text: String = half(text).chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_start_matches('(').trim_end_matches(')');
    let labelled = text.trim_start_matches(['计', '量', '金', '额', '数']);
    let text = labelled
        .strip_prefix("单位:")
        .or_else(|| labelled.strip_prefix("单位为"))
        .unwrap_or(text);
    read_unit(text)
        .filter(|unit| unit.kind != Kind::Bare)
        .map(|_| text.to_owned())
}

/// Whether a unit is one of money.
pub(super) fn is_money(unit: &str) -> bool {
    read_unit(unit).is_some_and(|unit| unit.kind == Kind::Money)
}

/// The state that a value says, in the unit of its cell; `units` are those that stand around it.
pub(super) fn state(
    text: &str,
    units: &[String],
    form: &Form,
    address: Address,
) -> Result<State, String> {
    let many = |text: &str| text.chars().filter(|c| c.is_numeric()).count() > MOST_DIGITS;
    let no_number = || {
        if many(text) {
            TOO_LARGE
        } else {
            "不是一个数"
        }
    };
    let (number, own) = match read(text).ok_or_else(no_number)? {
        Said::Nothing => return Ok(State::NotFilled),
        Said::Stroke => return Ok(State::NotApplicable),
        Said::Number(number, own) => (number, own),
    };
    let mut said: Vec<&str> = units.iter().map(String::as_str).collect();
    said.extend((!own.is_empty()).then_some(own.as_str()));
    let mut found: Option<Decimal> = None;
    for unit in &said {
        let converted = convert(number, unit, form, address)?;
        if found.is_some_and(|before| before != converted) {
            return Err(format!("单位有几种说法（{}）", said.join("、")));
        }
        found = Some(converted);
    }
    let number = found.unwrap_or(number);
    if number.abs() >= Decimal::from(State::TOO_LARGE) {
        return Err(TOO_LARGE.to_owned());
    }
    if number.is_sign_negative() && !number.is_zero() && !form.signed(address) {
        return Err("不能是负数".to_owned());
    }
    if !number.is_integer() && !form.decimal(address) {
        return Err("应是整数".to_owned());
    }
    let number = if form.decimal(address) {
        number
    } else {
        number.normalize()
    };
    Ok(State::Number(number))
}

/// A number of `unit` in the unit of a cell, exactly.
fn convert(number: Decimal, unit: &str, form: &Form, address: Address) -> Result<Decimal, String> {
    let wanted = form.unit(address);
    let differs = || format!("单位「{unit}」与表式的「{wanted}」对不上");
    if unit == wanted {
        return Ok(number);
    }
    let said = read_unit(unit).ok_or_else(differs)?;
    let own = read_unit(wanted);
    let powers = match (&said.kind, own.as_ref().map(|own| &own.kind)) {
        (Kind::Money, Some(Kind::Money)) => own.map_or(0, |own| own.power),
        (Kind::Bare, Some(Kind::Counted(_)) | None) | (Kind::Counted(_), None) => 0,
        (Kind::Counted(said), Some(Kind::Counted(own))) => {
            let alike = ALIKE.iter().find(|(unit, _)| unit == own);
            let accepted = &form.row(address).accept;
            let fits = said == own
                || alike.is_some_and(|(_, alike)| alike.contains(said))
                || accepted.iter().any(|word| word == said);
            fits.then_some(0).ok_or_else(differs)?
        }
        _ => return Err(differs()),
    };
    if number.scale() + powers > Decimal::MAX_SCALE {
        return Err("小数位太多".to_owned());
    }
    let power = Decimal::from(10_u64.pow(said.power));
    number
        .checked_mul(power)
        .and_then(|number| number.checked_mul(Decimal::new(1, powers)))
        .map(|number| number.normalize())
        .ok_or_else(|| TOO_LARGE.to_owned())
}

fn read(text: &str) -> Option<Said> {
    let text = half(text);
    if text.is_empty() {
        return Some(Said::Nothing);
    }
    if text == "/" {
        return Some(Said::Stroke);
    }
    if ZERO.contains(&text.as_str()) {
        return Some(Said::Number(Decimal::ZERO, String::new()));
    }
    let (digits, unit) = split(&text);
    let number = number(digits).filter(|_| is_unit_or_none(unit))?;
    Some(Said::Number(number, unit.to_owned()))
}

/// The digits with their marks, and what is behind them.
fn split(text: &str) -> (&str, &str) {
    let marks = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | ' ');
    let end = text.find(|c| !marks(c)).unwrap_or(text.len());
    (text[..end].trim(), text[end..].trim())
}

fn is_unit_or_none(text: &str) -> bool {
    text.is_empty() || read_unit(text).is_some()
}

fn read_unit(text: &str) -> Option<Unit<'_>> {
    let text = text.strip_prefix("人民币").unwrap_or(text);
    let found = POWERS
        .iter()
        .find_map(|(word, power)| Some((text.strip_prefix(word)?, *power)));
    let (text, power) = found.unwrap_or((text, 0));
    let kind = match text {
        "元" => Kind::Money,
        "" if power > 0 => Kind::Bare,
        _ => Kind::Counted(COUNTED.iter().find(|word| **word == text)?),
    };
    Some(Unit { kind, power })
}

/// A number in digits; commas and spaces stand only where they group by three.
fn number(text: &str) -> Option<Decimal> {
    let bare = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, "0"));
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c: char| c.is_ascii_digit());
    let mark = whole.chars().find(|c| !c.is_ascii_digit());
    if let Some(mark) = mark {
        let mut groups = whole.split(mark);
        let first = groups.next().unwrap_or_default();
        let right = digits(first)
            && first.len() <= 3
            && groups.all(|group| digits(group) && group.len() == 3);
        if !matches!(mark, ',' | ' ') || !right {
            return None;
        }
    } else if !digits(whole) {
        return None;
    }
    if !digits(fraction) {
        return None;
    }
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '+'))
        .collect();
    Decimal::from_str_exact(&plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_cell(text: &str, units: &[&str], form: &str, cell: &str) -> Result<String, String> {
        let form = Form::embedded(form).expect("embedded");
        let address = form.find(cell).expect("a cell");
        let units: Vec<String> = units.iter().map(|unit| (*unit).to_owned()).collect();
        state(text, &units, &form, address).map(|state| state.to_string())
    }

    #[test]
    fn numbers_as_people_write_them() {
        let read = |text: &str| in_cell(text, &[], "2014", "收到申请数").ok();
        for (text, wanted) in [
            ("１２", "12"),
            (" 12 件", "12"),
            ("1,234", "1234"),
            ("1，234，567", "1234567"),
            ("12 345", "12345"),
            ("1.2万", "12000"),
            ("3万件", "30000"),
            ("5.00", "5"),
            ("＋5", "5"),
            ("-0", "0"),
            ("〇", "0"),
            ("／", "/"),
            ("", ""),
        ] {
            assert_eq!(read(text).as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "12,34",
            "1,2345",
            "12 34",
            ",123",
            "1,,234",
            "1.2.3",
            "5.",
            ".5",
            "1.5",
            "-3",
            "−3",
            "--3",
            "5人",
            "5元",
            "50%",
            "1e3",
            "约5",
            "三",
            "1,234.5,6",
            "1-2",
            "5 件左右",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn money_is_converted_exactly() {
        let cell = |text: &str, units: &[&str]| in_cell(text, units, "2021", "行政事业性收费");
        for (text, units, wanted) in [
            ("35000", &["元"][..], "3.5"),
            ("35000元", &[], "3.5"),
            ("0.01", &["元"], "0.000001"),
            ("1,286.50", &["万元"], "1286.50"),
            ("1,286.50万元", &[], "1286.50"),
            ("2", &["亿元"], "20000"),
            ("7千元", &[], "0.7"),
            ("1286.50", &[], "1286.50"),
        ] {
            assert_eq!(cell(text, units).as_deref(), Ok(wanted), "{text} {units:?}");
        }
        for (text, units) in [
            ("5", &["件"][..]),
            ("5", &["元", "万元"]),
            ("5元", &["万元"]),
            ("5", &["宗卷"]),
        ] {
            assert!(cell(text, units).is_err(), "{text} {units:?}");
        }
        // What is nothing in either unit is nothing.
        assert_eq!(cell("0", &["元", "万元"]).as_deref(), Ok("0"));
    }

    #[test]
    fn a_number_beyond_all_tables_is_a_fault() {
        for text in [
            "123456789012345678901234567",
            "１２３４５６７８９０１２３４５６７８９０１２３４５６７８９０１２３４５",
            "1000000000亿",
        ] {
            let said = in_cell(text, &[], "2014", "收到申请数");
            assert_eq!(said, Err(TOO_LARGE.to_owned()), "{text}");
        }
        let most = in_cell("9999999999999", &[], "2014", "收到申请数");
        assert_eq!(most.as_deref(), Ok("9999999999999"));
    }

    #[test]
    fn a_unit_of_other_things_is_a_fault() {
        let cell = |units: &[&str]| in_cell("5", units, "2014", "收到申请数");
        assert_eq!(cell(&["宗"]).as_deref(), Ok("5"));
        assert!(cell(&["人次"]).is_err());
        assert!(cell(&["元"]).is_err());
    }
}
