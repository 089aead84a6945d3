//! Ranks and places in an order: 第23名, 第一, 前三, 首位, 第二十条.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::Class;
use super::interval;
use super::lexicon::unit_at;
use super::numeral;
use super::place::{Found, Place, Reading, is_chinese};
use crate::words::Words;

/// What 前 may follow when it means a rank.
const BEFORE_TOP: &[char] = &[
    '名', '列', '居', '位', '在', '进', '入', '跻', '身', '国', '省', '市', '区', '县', '界', '的',
    '度', '量',
];

/// What makes a word of time with 前: 目前, 日前, 此前.
const NOT_TOP: &[char] = &[
    '目', '日', '此', '以', '之', '年', '月', '先', '当', '提', '会',
];

/// 第23名, 第一, 前三, 首位.
pub(super) fn ordinal(place: &Place) -> Option<Reading> {
    let rest = place.rest();
    match place.here()? {
        '第' => {
            let start = '第'.len_utf8();
            if let Some((value, len)) = numeral::roman(&rest[start..]) {
                return graded(place, start, value, len);
            }
            let open = usize::from(rest[start..].starts_with(['(', ' ']));
            let numeral = numeral::read(&rest[start + open..])?;
            if open > 0 && numeral.value >= Decimal::ONE_THOUSAND {
                // 第(2018)3号 is a document.
                return None;
            }
            let mut end = start + open + numeral.len;
            if open > 0 && rest[start..].starts_with('(') {
                if !rest[end..].starts_with(')') {
                    return None;
                }
                end += 1;
            }
            Some(rank(place, start + open, &numeral, end))
        }
        'Ⅰ'..='ⅻ' | 'I' | 'V' | 'X' => {
            if place.previous().is_some_and(|c| c.is_ascii_alphanumeric()) {
                return None;
            }
            let (value, len) = numeral::roman(rest)?;
            graded(place, 0, value, len)
        }
        '首' if rest.starts_with("首位") => {
            let end = place.at + "首位".len();
            Some(Reading::Figure(Found {
                range: place.at..end,
                numeral: place.at..place.at + '首'.len_utf8(),
                class: Class::Ordinal,
                quantity: Some(interval::exactly(Decimal::ONE)),
                unit: Some("位".to_owned()),
            }))
        }
        '前' => {
            let start = '前'.len_utf8();
            let numeral = numeral::read(&rest[start..])?;
            let end = start + numeral.len;
            let tail = &rest[end..];
            let ranked = ["名", "位", "强", "甲", "列"]
                .iter()
                .any(|word| tail.starts_with(word));
            let free = tail
                .chars()
                .next()
                .is_none_or(|c| !is_chinese(c) || matches!(c, '的' | '行'));
            let opens = place
                .previous()
                .is_none_or(|c| BEFORE_TOP.contains(&c) || !is_chinese(c));
            if !(ranked && !place.previous().is_some_and(|c| NOT_TOP.contains(&c)) || free && opens)
            {
                return None;
            }
            Some(rank(place, start, &numeral, end))
        }
        c if numeral::can_begin(c) && phase(place) => {
            let numeral = numeral::read(rest)?;
            Some(rank(place, 0, &numeral, numeral.len))
        }
        c if numeral::can_begin(c) && hao(rest) => {
            let numeral = numeral::read(rest)?;
            Some(rank(place, 0, &numeral, numeral.len))
        }
        c if numeral::can_begin(c) => {
            // 第一、二、三批: the list goes on.
            let last = place.last?;
            let value = last.quantity?.value;
            let between = &place.text[last.range.end..place.at];
            let numeral = numeral::read(rest)?;
            let next = last.class == Class::Ordinal
                && last.unit.is_none()
                && matches!(between, "、" | "和" | "至" | "到" | "及" | "-")
                && (numeral.value == value + Decimal::ONE
                    || between != "、" && numeral.value > value);
            if !next {
                return None;
            }
            Some(rank(place, 0, &numeral, numeral.len))
        }
        _ => None,
    }
}

/// What letters must stand before to be a Roman number: III级, II类.
const GRADES: &[char] = &['级', '类', '型', '期', '档', '标', '区', '段', '等'];

/// A Roman number: Ⅲ级, 第II期. Letters are one only before what is graded.
fn graded(place: &Place, start: usize, value: u32, len: usize) -> Option<Reading> {
    let rest = place.rest();
    let end = start + len;
    let letters = rest[start..].starts_with(|c: char| c.is_ascii());
    if letters && !rest[end..].starts_with(GRADES) {
        return None;
    }
    let unit = rest[end..].chars().next().filter(|c| GRADES.contains(c));
    Some(Reading::Figure(Found {
        range: place.at..place.at + end + unit.map_or(0, char::len_utf8),
        numeral: place.at + start..place.at + end,
        class: Class::Ordinal,
        quantity: Some(interval::exactly(value.into())),
        unit: unit.map(String::from),
    }))
}

/// 一期工程, 项目二期: one of several that follow each other.
fn phase(place: &Place) -> bool {
    let rest = place.rest();
    let what = ["工程", "项目", "建设", "平台", "系统"];
    let begins = |text: &str| what.iter().any(|word| text.starts_with(word));
    numeral::read(rest).is_some_and(|numeral| {
        let small = numeral.value <= Decimal::from(9) && numeral.len == '一'.len_utf8();
        let Some(tail) = rest[numeral.len..].strip_prefix('期') else {
            return false;
        };
        small
            && !rest.starts_with('两')
            && (begins(tail) || what.iter().any(|word| place.gap().ends_with(word)))
    })
}

/// 12号 without a street or a month: a number that names.
fn hao(rest: &str) -> bool {
    numeral::read(rest)
        .is_some_and(|numeral| rest[numeral.len..].starts_with('号') && !numeral.scaled)
}

/// What is ranked by 第, besides what is counted.
static RANKS: LazyLock<Words> =
    LazyLock::new(|| Words::new("强 号 象限 梯队 阶段 方阵 世 天 年 周 月 大"));

fn rank(place: &Place, start: usize, numeral: &numeral::Numeral, end: usize) -> Reading {
    let rest = place.rest();
    let tail = &rest[end..];
    let unit = [unit_at(tail), RANKS.start_of(tail)]
        .into_iter()
        .flatten()
        .max_by_key(|unit| unit.len());
    Reading::Figure(Found {
        range: place.at..place.at + end + unit.map_or(0, str::len),
        numeral: place.at + start..place.at + start + numeral.len,
        class: Class::Ordinal,
        quantity: Some(interval::exactly(numeral.value)),
        unit: unit.map(str::to_owned),
    })
}
