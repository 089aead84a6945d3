//! What follows 点: 三点一四, 零点5; 三点五十 is a time.

use rust_decimal::Decimal;

use super::super::literal::chinese_run;
use super::super::{Style, Word, digits, word};
use super::Reader;
use crate::figure::place::is_chinese;

impl Reader<'_> {
    /// 三点一四; 三点五十 and 一点两小时 are times.
    pub(super) fn point(&mut self) -> Option<bool> {
        let whole =
            self.pending.is_some() || self.section.is_some() || !self.done.is_empty() || self.zero;
        if !whole || self.fractional || self.reach.is_some() {
            return Some(false);
        }
        let tail = &self.rest()['点'.len_utf8()..];
        if tail.starts_with(|c: char| c.is_ascii_digit()) {
            return self.mixed_point(tail);
        }
        let run = chinese_run(tail);
        let run = run.find('两').unwrap_or(run.len());
        let next = tail[run..].chars().next();
        if run == 0
            || next.is_some_and(|c| matches!(word(c), Some(Word::Small(_) | Word::Digit(_))))
        {
            return Some(false);
        }
        let (mut fraction, mut place) = (Decimal::ZERO, Decimal::ONE);
        for c in tail[..run].chars() {
            place = place.checked_div(Decimal::TEN)?;
            if place.is_zero() {
                return None;
            }
            let digit = digits(c.encode_utf8(&mut [0; 4]))?;
            fraction = fraction.checked_add(place.checked_mul(Decimal::from(digit))?)?;
        }
        let value = self.implied()?.checked_add(fraction)?;
        self.pointed(value, place, run);
        Some(true)
    }

    /// 零点5, 三点5万; 8点30 is a time.
    fn mixed_point(&mut self, tail: &str) -> Option<bool> {
        let run = tail.bytes().take_while(u8::is_ascii_digit).count();
        let after = &tail[run..];
        let whole = self.implied()?;
        let timely = run == 2 && whole <= Decimal::from(24) && !whole.is_zero();
        let closed = after.starts_with(['万', '亿', '倍', '成', '折', '元', '%'])
            || after.starts_with("个百分点")
            || !after.starts_with(|c: char| is_chinese(c) || c.is_ascii_alphanumeric() || c == '.');
        if run > 4 || timely || !closed {
            return Some(false);
        }
        let fraction = Decimal::from_str_exact(&format!("0.{}", &tail[..run])).ok()?;
        let value = whole.checked_add(fraction)?;
        let place = Decimal::try_new(1, u32::try_from(run).ok()?).ok()?;
        self.pointed(value, place, run);
        Some(true)
    }

    /// Takes 点 and the digits after it, `run` bytes: the number so far is `value`, its last digit stands at `place`.
    fn pointed(&mut self, value: Decimal, place: Decimal, run: usize) {
        self.section = Some(value);
        self.pending = None;
        self.place = place;
        self.fractional = true;
        self.zero = false;
        self.begin_part();
        if self.style != Some(Style::Arabic) {
            self.style = Some(Style::Chinese);
        }
        self.at += '点'.len_utf8() + run;
        self.words += 2;
    }
}
