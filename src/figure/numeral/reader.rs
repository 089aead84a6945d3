//! The grammar of numerals, one word after the other.

use rust_decimal::Decimal;

use super::{LONGEST_RUN, Numeral, Spread, Style, Word, digits, is_chinese_digit, word};

/// Reads the numeral at the start of a text.
pub(super) fn read(text: &str) -> Option<Numeral> {
    Reader::new(text).run()
}

/// An Arabic numeral at the start of a text: its bytes, value and last place.
fn arabic(text: &str) -> Option<(usize, Decimal, Decimal, bool)> {
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
    (end > 0).then_some((end, value, place, fraction > 0))
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
fn chinese_run(text: &str) -> &str {
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

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Finished parts with the big unit they were scaled by, the largest first.
    done: Vec<(Decimal, Decimal)>,
    /// What stands below the next big unit, already scaled by 十, 百, 千.
    section: Option<Decimal>,
    /// The last digit or Arabic literal, not yet scaled.
    pending: Option<Decimal>,
    pending_is_digit: bool,
    /// How far the vague words reach above the value, in the same scale as the part they stand in.
    reach: Option<(Decimal, bool)>,
    place: Decimal,
    small: Decimal,
    last: Decimal,
    zero: bool,
    after_big: bool,
    scaled: bool,
    scale_from: Option<usize>,
    factor: Decimal,
    fractional: bool,
    words: usize,
    style: Option<Style>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            done: Vec::new(),
            section: None,
            pending: None,
            pending_is_digit: false,
            reach: None,
            place: Decimal::ONE,
            small: Decimal::from(10_000),
            last: Decimal::ZERO,
            zero: false,
            after_big: false,
            scaled: false,
            scale_from: None,
            factor: Decimal::ONE,
            fractional: false,
            words: 0,
            style: None,
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    fn take(&mut self, c: char) {
        self.at += c.len_utf8();
        self.words += 1;
    }

    fn run(mut self) -> Option<Numeral> {
        if let Some(read_out) = self.read_out() {
            return Some(read_out);
        }
        while let Some(c) = self.peek() {
            if c.is_ascii_digit() || (c == '.' && self.words == 0) {
                if !self.literal()? {
                    break;
                }
                continue;
            }
            let taken = match word(c) {
                Some(Word::Digit(digit)) => self.digit(c, digit),
                Some(Word::Zero) => self.zero(c),
                Some(Word::Tens(tens)) => self.tens(c, tens),
                Some(Word::Small(unit)) => self.small(c, Decimal::from(unit))?,
                Some(Word::Big(unit)) => self.big(c, Decimal::from(unit))?,
                Some(Word::Some) => self.some(c)?,
                None => match c {
                    '点' => self.point()?,
                    '多' | '余' | '来' => self.more(c)?,
                    '半' => self.half(c),
                    // 两个亿
                    '个' if self.peek_second() == Some('亿') && self.words > 0 => {
                        self.at += c.len_utf8();
                        true
                    }
                    _ => false,
                },
            };
            if !taken {
                break;
            }
        }
        self.finish()
    }

    /// Three Chinese digits or more in a row, or two with a zero: 二〇一八, 二零零二, 三一四点一五.
    fn read_out(&self) -> Option<Numeral> {
        let run = chinese_run(self.text);
        let count = run.chars().count();
        let zeros = run.chars().filter(|c| matches!(c, '零' | '〇')).count();
        let tail = &self.text[run.len()..];
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

    /// Whether a digit is in its place: at the start, after a unit or after 零.
    fn open(&self) -> bool {
        self.pending.is_none() && !self.fractional
    }

    /// An Arabic literal; false if none belongs here.
    fn literal(&mut self) -> Option<bool> {
        if !self.open() {
            return Some(false);
        }
        let (len, value, place, fractional) = arabic(self.rest())?;
        if self.words > 0 {
            // 3万4000, 1千零20: below the unit before it.
            if value >= self.last || fractional || self.reach.is_some() {
                return Some(false);
            }
            self.pending_is_digit = len == 1;
        }
        self.at += len;
        self.words += 1;
        self.style.get_or_insert(Style::Arabic);
        self.pending = Some(value);
        self.place = place;
        self.fractional = fractional;
        self.after_big = false;
        self.scale_from = None;
        self.factor = Decimal::ONE;
        if self.words == 1
            && let Some(letter @ ('k' | 'K' | 'w')) = self.peek()
            && !self
                .peek_second()
                .is_some_and(|c| c.is_ascii_alphanumeric())
        {
            self.at += 1;
            let unit = Decimal::from(if letter == 'w' { 10_000 } else { 1000 });
            self.pending = Some(value.checked_mul(unit)?);
            self.place = place.checked_mul(unit)?;
        }
        Some(true)
    }

    fn digit(&mut self, c: char, digit: u8) -> bool {
        let digit = Decimal::from(digit);
        if let Some(before) = self.pending {
            // 两三, 七八, 三五: a pair that names a range.
            let pair = digit - before == Decimal::ONE
                || before == Decimal::from(3) && digit == Decimal::from(5);
            if !self.pending_is_digit || !pair || self.reach.is_some() || self.fractional {
                return false;
            }
            self.reach = Some((digit - before, true));
            self.take(c);
            return true;
        }
        if !self.open() || self.reach.is_some() {
            return false;
        }
        self.style.get_or_insert(Style::Lone);
        self.pending = Some(digit);
        self.pending_is_digit = true;
        self.place = Decimal::ONE;
        self.after_big = false;
        self.scale_from = None;
        self.factor = Decimal::ONE;
        self.take(c);
        true
    }

    fn tens(&mut self, c: char, tens: u8) -> bool {
        if !self.open() || self.section.is_some() && self.small <= Decimal::TEN {
            return false;
        }
        let value = Decimal::from(u32::from(tens) * 10);
        self.style.get_or_insert(Style::Chinese);
        self.section = Some(self.section.unwrap_or_default() + value);
        self.place = Decimal::TEN;
        self.small = Decimal::TEN;
        self.last = Decimal::TEN;
        self.after_big = false;
        self.zero = false;
        self.scale_from = None;
        self.factor = Decimal::ONE;
        self.take(c);
        true
    }

    fn zero(&mut self, c: char) -> bool {
        if !self.open() || self.zero {
            return false;
        }
        if self.words > 0 {
            // 一百零五; a 零 that nothing follows is not part of it.
            let next = self.peek_second().and_then(|c| match word(c) {
                Some(Word::Digit(_) | Word::Tens(_) | Word::Small(10) | Word::Some) => Some(()),
                _ => c.is_ascii_digit().then_some(()),
            });
            if next.is_none() {
                return false;
            }
        } else {
            self.style = Some(Style::Lone);
        }
        self.zero = true;
        self.after_big = false;
        self.take(c);
        true
    }

    fn small(&mut self, c: char, unit: Decimal) -> Option<bool> {
        if self.fractional && self.section.is_some() || unit >= self.small {
            return Some(false);
        }
        let count = match self.pending {
            Some(count) => count,
            // 十五, 一百零十万; 百 and 千 without a digit only at the start (百余, 千三).
            None if unit == Decimal::TEN || self.words == 0 => Decimal::ONE,
            None => return Some(false),
        };
        if self.pending.is_none() && !self.open() {
            return Some(false);
        }
        if self.words == 0 {
            self.style = Some(if unit == Decimal::TEN {
                Style::Lone
            } else {
                Style::Bare
            });
        } else if self.style == Some(Style::Lone) {
            self.style = Some(Style::Chinese);
        }
        let scaled = count.checked_mul(unit)?;
        self.place = if self.fractional || self.style == Some(Style::Arabic) {
            self.place.checked_mul(unit)?
        } else {
            unit
        };
        if let Some((reach, closed)) = self.reach {
            self.reach = Some((reach.checked_mul(unit)?, closed));
        }
        self.section = Some(self.section.unwrap_or_default().checked_add(scaled)?);
        self.pending = None;
        self.small = unit;
        self.last = unit;
        self.zero = false;
        self.after_big = false;
        self.scale_from = None;
        self.factor = self.factor.checked_mul(unit)?;
        self.take(c);
        Some(true)
    }

    fn big(&mut self, c: char, unit: Decimal) -> Option<bool> {
        let section = self.section.unwrap_or_default();
        let below = match self.pending {
            // 一百五万 is said for 150万, but in 五亿三万 the digit is its own.
            Some(_) if self.section.is_some() => Some(self.implied(section, self.pending)?),
            Some(digit) => Some(section.checked_add(digit)?),
            None => self.section,
        };
        if below.is_none() && !self.after_big {
            if self.words > 0 {
                return Some(false);
            }
            self.style = Some(Style::Bare);
        } else if self.style == Some(Style::Lone) {
            self.style = Some(Style::Chinese);
        }
        let mut sum = below.unwrap_or_default();
        if self.words == 0 {
            sum = Decimal::ONE;
        }
        while let Some(&(part, scale)) = self.done.last() {
            // 四万万 repeats its unit; 五千万亿 puts the smaller part under the larger.
            if scale < unit || scale == unit && below.is_none() {
                sum = sum.checked_add(part)?;
                self.done.pop();
            } else {
                break;
            }
        }
        self.done.push((sum.checked_mul(unit)?, unit));
        self.place = self.place.checked_mul(unit)?;
        if let Some((reach, closed)) = self.reach {
            self.reach = Some((reach.checked_mul(unit)?, closed));
        }
        self.section = None;
        self.pending = None;
        self.small = Decimal::from(10_000);
        self.last = unit;
        self.zero = false;
        self.after_big = true;
        self.scaled = true;
        self.scale_from.get_or_insert(self.at);
        self.factor = self.factor.checked_mul(unit)?;
        self.take(c);
        Some(true)
    }

    /// 几十, 十几, 数百, 一百零几万.
    fn some(&mut self, c: char) -> Option<bool> {
        if !self.open() || self.reach.is_some() {
            return Some(false);
        }
        let next = self.peek_second().and_then(word);
        if self.words == 0 {
            // 几 alone is no number; 数 is a noun (人数) unless a unit follows.
            if !matches!(next, Some(Word::Small(_) | Word::Big(_))) {
                return Some(false);
            }
            self.style = Some(Style::Chinese);
            self.pending = Some(Decimal::ONE);
            self.pending_is_digit = false;
            self.reach = Some((Decimal::from(9), false));
            self.take(c);
            return Some(true);
        }
        if c == '数' || self.last <= Decimal::ONE {
            return Some(false);
        }
        // The place is the unit before it, 一 after 零.
        let unit = if self.zero || self.last == Decimal::TEN {
            Decimal::ONE
        } else {
            self.last.checked_div(Decimal::TEN)?
        };
        self.reach = Some((unit.checked_mul(Decimal::TEN)?, false));
        self.style = self.style.map(|style| match style {
            Style::Lone => Style::Chinese,
            other => other,
        });
        self.section.get_or_insert_default();
        self.zero = false;
        self.take(c);
        Some(true)
    }

    /// 多 and 余 between the number and its scale: 500余万, 三十万多亿. Before a 量词 they are the reader's of the whole expression.
    fn more(&mut self, c: char) -> Option<bool> {
        let followed = matches!(self.peek_second().and_then(word), Some(Word::Big(_)));
        if self.words == 0 || !followed || self.zero {
            return Some(false);
        }
        if self.reach.is_none() {
            self.reach = Some((self.place, false));
        }
        self.style = self.style.map(|style| match style {
            Style::Lone | Style::Bare => Style::Chinese,
            other => other,
        });
        self.take(c);
        Some(true)
    }

    /// 半百.
    fn half(&mut self, c: char) -> bool {
        if self.words > 0 || self.peek_second() != Some('百') {
            return false;
        }
        self.style = Some(Style::Chinese);
        self.section = Some(Decimal::from(50));
        self.place = Decimal::TEN;
        self.last = Decimal::TEN;
        self.small = Decimal::TEN;
        self.take(c);
        self.take('百');
        true
    }

    /// 三点一四; 三点五十 and 一点两小时 are times.
    fn point(&mut self) -> Option<bool> {
        let whole =
            self.pending.is_some() || self.section.is_some() || !self.done.is_empty() || self.zero;
        if !whole || self.fractional || self.reach.is_some() {
            return Some(false);
        }
        let tail = &self.rest()['点'.len_utf8()..];
        let run = chinese_run(tail);
        let run = run.find('两').unwrap_or(run.len());
        let next = tail[run..].chars().next();
        if run == 0
            || next.is_some_and(|c| matches!(word(c), Some(Word::Small(_)) | Some(Word::Digit(_))))
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
        let whole = self.implied(self.section.unwrap_or_default(), self.pending)?;
        self.section = Some(whole.checked_add(fraction)?);
        self.pending = None;
        self.place = place;
        self.fractional = true;
        self.zero = false;
        self.after_big = false;
        self.scale_from = None;
        self.factor = Decimal::ONE;
        if self.style != Some(Style::Arabic) {
            self.style = Some(Style::Chinese);
        }
        self.at += '点'.len_utf8() + run;
        self.words += 2;
        Some(true)
    }

    /// Adds the last digit: 四百五 is 450, 一万三 is 13000, 一千零五 is 1005.
    fn implied(&mut self, section: Decimal, pending: Option<Decimal>) -> Option<Decimal> {
        let Some(mut digit) = pending else {
            return Some(section);
        };
        if self.pending_is_digit && !self.zero && self.last >= Decimal::from(100) {
            let unit = self.last.checked_div(Decimal::TEN)?;
            digit = digit.checked_mul(unit)?;
            self.place = unit;
            if let Some((reach, closed)) = self.reach {
                self.reach = Some((reach.checked_mul(unit)?, closed));
            }
        }
        section.checked_add(digit)
    }

    fn finish(mut self) -> Option<Numeral> {
        let style = self.style?;
        let section = self.section.unwrap_or_default();
        let mut value = self.implied(section, self.pending)?;
        for &(part, _) in &self.done {
            value = value.checked_add(part)?;
        }
        let style = match style {
            Style::Lone if self.words > 1 => Style::Chinese,
            // 百三, 千三: said for 130 and 1300.
            Style::Bare if self.pending.is_some() || self.reach.is_some() => Style::Chinese,
            other => other,
        };
        let spread = match self.reach {
            Some((reach, true)) => Some(Spread::Closed(value.checked_add(reach)?)),
            Some((reach, false)) => Some(Spread::Open(value.checked_add(reach)?)),
            None => None,
        };
        Some(Numeral {
            len: self.at,
            value: value.normalize(),
            place: self.place.normalize(),
            spread,
            scaled: self.scaled,
            scale_len: self.scale_from.map_or(0, |from| self.at - from),
            factor: self.factor,
            fractional: self.fractional,
            style,
        })
    }
}
