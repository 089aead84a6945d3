//! Quantities: numbers with their modifiers, scales and units, from 166件 to 逾11.1亿条 and 三分之一.

use std::ops::Range;

use rust_decimal::Decimal;

use super::lexicon::{CURRENCY, modifier_after, modifier_before, unit_at};
use super::numeral::{self, Numeral, Spread, Style};
use super::place::{Found, Place, Reading, before, is_chinese};
use super::{Class, Modifier, Quantity, change, fraction, interval, span};

/// One number with its unit, without what loosens it before.
pub(super) struct Amount {
    /// The numeral.
    pub numeral: Range<usize>,
    /// Where the number with its unit ends.
    pub end: usize,
    pub read: Numeral,
    /// What one of the unit is worth in the base unit.
    pub scale: Decimal,
    /// What is added after the unit: 3块5, 三年半.
    pub more: Decimal,
    pub class: Class,
    pub unit: Option<String>,
    pub negative: bool,
    /// What 多, 余 or 来 after the number or the unit says.
    pub after: Option<Modifier>,
}

impl Amount {
    /// The numeral at a place, still without unit.
    pub(super) fn of(at: usize, read: Numeral) -> Self {
        Self {
            numeral: at..at + read.len,
            end: at + read.len,
            read,
            scale: Decimal::ONE,
            more: Decimal::ZERO,
            class: Class::Count,
            unit: None,
            negative: false,
            after: None,
        }
    }

    /// The value in the base unit.
    pub(super) fn value(&self) -> Option<Decimal> {
        let value = self
            .read
            .value
            .checked_mul(self.scale)?
            .checked_add(self.more)?;
        Some(if self.negative { -value } else { value })
    }

    /// Whether it is a bare number: no unit of any kind.
    pub(super) fn is_bare(&self) -> bool {
        self.unit.is_none() && self.class == Class::Count
    }

    /// What it says with so much a unit, under the modifiers.
    pub(super) fn quantity(&self, scale: Decimal, modifiers: &[Modifier]) -> Option<Quantity> {
        let mut read = self.read;
        if self.more.is_zero() {
            return interval::quantity(&read, scale, modifiers);
        }
        read.value = self.value()?.abs();
        read.place = Decimal::new(1, read.value.scale());
        read.fractional = true;
        read.scaled = false;
        read.spread = None;
        interval::quantity(&read, Decimal::ONE, modifiers)
    }
}

/// What makes a noun with 数: 人数, 件数, 总数.
const COUNTED: &[char] = &[
    '人', '件', '次', '条', '个', '户', '总', '项', '基', '份', '指', '系', '分', '倍', '篇', '家',
    '册', '字', '页', '例', '量',
];

/// The letters of USD.
const LONGEST_CURRENCY: usize = 3;

/// Reads a quantity.
pub(super) fn read(place: &Place) -> Option<Reading> {
    if place.previous() == Some('双') && place.floor < place.at {
        // 双11
        return None;
    }
    if place.here() == Some('数') && place.previous().is_some_and(|c| COUNTED.contains(&c)) {
        // 人数千余人: the noun ends in 数.
        return None;
    }
    let latin = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let money = CURRENCY.ends(place.before(LONGEST_CURRENCY));
    if place.here()?.is_ascii_digit() && place.previous().is_some_and(latin) && !money {
        return None;
    }
    let Some(low) = amount(place.text, place.at) else {
        return zero(place);
    };
    // 增加20件至120件: a change and what it led to.
    let led = place.text[low.end..].starts_with(['至', '到'])
        && low.unit.is_some()
        && low.class != Class::Percent
        && change::before(place).is_some();
    let high = if led {
        None
    } else {
        span::upper(place.text, &low)
    };
    if high.is_none() && !acceptable(place, &low) {
        return zero(place);
    }
    let found = finish(place, &low, high.as_ref())?;
    // 每半年1次: the length belongs to the rule.
    let every = found.class == Class::Duration && place.text[..found.range.start].ends_with('每');
    Some(if every {
        Reading::Passed(found.range.end)
    } else {
        Reading::Figure(found)
    })
}

/// The number with its unit at a place.
pub(super) fn amount(text: &str, at: usize) -> Option<Amount> {
    fraction::read(text, at).or_else(|| {
        let mut amount = Amount::of(at, number(text, at)?);
        amount.take_more(text);
        amount.take_unit(text);
        Some(amount)
    })
}

/// The numeral at a place; 2.0.1 and ..9 begin no decimal fraction.
fn number(text: &str, at: usize) -> Option<Numeral> {
    let rest = &text[at..];
    let head = before(text, at, 2);
    if rest.starts_with('.') && head.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.') {
        return None;
    }
    if head.ends_with('.') && head.starts_with(|c: char| c.is_ascii_digit()) {
        let run = rest.bytes().take_while(u8::is_ascii_digit).count();
        return numeral::read(&rest[..run]);
    }
    numeral::read(rest)
}

/// Whether what was read is a number and not part of a word.
fn acceptable(place: &Place, amount: &Amount) -> bool {
    let tail = &place.text[amount.end..];
    let next = tail.chars().next();
    let edge = next.is_none_or(|c| !is_chinese(c));
    match amount.read.style {
        Style::Arabic => true,
        Style::Bare => amount.after.is_some() || modifier_before(place.gap()).is_some(),
        _ if amount.class != Class::Count || amount.unit.is_some() => true,
        Style::Chinese => {
            // 一二, 三五 alone are words more often than numbers.
            let pair = matches!(amount.read.spread, Some(Spread::Closed(_)));
            !(pair && amount.read.len == 2 * '一'.len_utf8())
        }
        Style::Digits => edge,
        Style::Lone => {
            let said = place.previous().is_some_and(|c| matches!(c, '共' | '达'));
            let turns = |c: char| matches!(c, '不' | '这' | '那' | '而' | '却' | '和');
            let named = place.before(1).ends_with(['是', '为', '“', '‘'])
                && (edge || next.is_some_and(turns));
            let loosened = edge && modifier_before(place.gap()).is_some();
            let signed = edge && place.previous() == Some('负');
            let word = matches!(place.here(), Some('伍' | '陆' | '肆' | '拾')) && !edge;
            let topic = place.at == 0 && next == Some('的');
            let bound = ["以上", "以下", "以内"]
                .iter()
                .any(|word| tail.starts_with(word));
            (said || named) && !word
                || loosened
                || signed
                || topic
                || bound
                || tail.starts_with("分之")
        }
    }
}

/// 零 where it is said of a count: 均为零, 行政诉讼零; never in 零距离.
fn zero(place: &Place) -> Option<Reading> {
    if place.here()? != '零' {
        return None;
    }
    let end = place.at + '零'.len_utf8();
    let next = place.text[end..].chars().next();
    let edge = next.is_none_or(|c| !is_chinese(c) && !c.is_ascii_alphanumeric());
    let said = place.previous().is_some_and(is_chinese);
    (edge && said).then(|| {
        Reading::Figure(Found {
            range: place.at..end,
            numeral: place.at..end,
            class: Class::Count,
            quantity: Some(interval::exactly(Decimal::ZERO)),
            unit: None,
        })
    })
}

/// Puts together number, unit and the words around them.
fn finish(place: &Place, low: &Amount, high: Option<&Amount>) -> Option<Found> {
    let text = place.text;
    let last = high.unwrap_or(low);
    let mut start = low.numeral.start.min(place.at);
    let sign = sign(&text[place.floor.min(start)..start], low);
    start -= sign;
    let head = &text[place.floor..start];
    let tight = head.trim_end_matches(' ');
    let currency = CURRENCY
        .end_of(tight)
        .map_or(0, |word| word.len() + head.len() - tight.len());
    start -= currency;
    let mut modifiers = Vec::new();
    if let Some((len, modifier)) = modifier_before(place.moved(start).gap()) {
        let word = &text[start - len..start];
        // 上 and 过 loosen 百, 千, 万 alone; 近三年 is no approximation.
        let only_bare = matches!(word, "上" | "过") && low.read.style != Style::Bare;
        if !only_bare {
            start -= len;
            if !(low.class == Class::Duration && word == "近") {
                modifiers.push(modifier);
            }
        }
    }
    modifiers.extend(last.after);
    let mut end = last.end;
    if let Some((len, modifier)) = modifier_after(&text[end..]) {
        end += len;
        // 十余件以上 and 约300人左右 say it once.
        if modifiers.last() != Some(&modifier) {
            modifiers.push(modifier);
        }
    }
    let (mut quantity, mut class) = match high {
        Some(high) => span::quantity(low, high, &modifiers, sign > 0)?,
        None => (low.quantity(low.scale, &modifiers)?, low.class),
    };
    if class == Class::Count && matches!(low.read.spread, Some(Spread::Closed(_))) {
        class = Class::Range;
    }
    if class == Class::Count && currency > 0 {
        class = Class::Money;
    }
    // The sign of a range is that of its lower end.
    let mut negative = high.is_none() && low.negative != (sign > 0);
    let changes = matches!(
        class,
        Class::Count | Class::Percent | Class::Money | Class::Points | Class::Range
    );
    if changes && let Some(falls) = change::before(&place.moved(start)) {
        negative = negative || falls;
        if class != Class::Points {
            class = Class::Growth;
        }
    }
    if negative {
        quantity = interval::negative(quantity);
    }
    let mut unit = last.unit.clone().or_else(|| low.unit.clone());
    if unit.is_none()
        && text[..end].ends_with('+')
        && let Some(after) = unit_at(&text[end..])
    {
        // 10万+条
        end += after.len();
        unit = Some(after.to_owned());
    }
    if class == Class::Count && unit.is_none() && high.is_none() {
        class = unnamed(text, start, end);
    }
    Some(Found {
        range: start..end,
        numeral: low.numeral.start..last.numeral.end,
        class,
        quantity: Some(quantity),
        unit,
    })
}

/// The sign before a number: 负3.9%, -5, 零下; never the dash of 3-5 or of a list, and after a Chinese character only before a share or
/// a temperature (增长-3.2%).
fn sign(head: &str, amount: &Amount) -> usize {
    if let Some(sign) = ["负", "零下"].iter().find(|sign| head.ends_with(**sign)) {
        return sign.len();
    }
    let share =
        amount.class == Class::Percent || matches!(amount.unit.as_deref(), Some("℃" | "度"));
    let dash = head.strip_suffix('-').is_some_and(|head| {
        !head.ends_with(|c: char| {
            c.is_ascii_alphanumeric()
                || is_chinese(c) && !share
                || matches!(c, '-' | ')' | ']' | '.' | '—' | '%' | '℃')
        })
    });
    usize::from(dash)
}

/// A number without a unit is a count where a label stands by it (部分公开12，占…), else it is nothing that we know.
fn unnamed(text: &str, start: usize, end: usize) -> Class {
    let said = &text[start..end];
    let digits = said.chars().filter(char::is_ascii_digit).count();
    let labelled = text[..start].chars().next_back().is_some_and(|c| {
        is_chinese(c) || matches!(c, ':' | ' ' | '“' | '”' | '》' | '、' | ',' | ')')
    });
    if digits <= 7 && labelled || said.contains(is_chinese) {
        Class::Count
    } else {
        Class::Other
    }
}
