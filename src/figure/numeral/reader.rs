//! The grammar of numerals, one word after the other.

mod point;

use rust_decimal::Decimal;

use super::literal::{Literal, arabic, read_out};
use super::{Numeral, Spread, Style, Word, word};

/// Reads the numeral at the start of a text.
pub(super) fn read(text: &str) -> Option<Numeral> {
    read_out(text).or_else(|| Reader::new(text).run())
}

/// A digit or an Arabic literal that no unit has scaled yet.
#[derive(Clone, Copy)]
struct Pending {
    value: Decimal,
    /// One digit, which may stand for the next lower place: the 五 of 二百五.
    single: bool,
}

/// How far vague words reach above the value, in the scale of the part they stand in.
#[derive(Clone, Copy)]
struct Reach {
    above: Decimal,
    ends: Ends,
}

/// Which ends of what vague words reach belong to it.
#[derive(Clone, Copy)]
enum Ends {
    /// 几百.
    Neither,
    /// 500余万.
    Lower,
    /// 两三百.
    Both,
}

/// What is read so far.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Finished parts with the big unit they were scaled by, the largest first.
    done: Vec<(Decimal, Decimal)>,
    /// What stands below the next big unit, already scaled by 十, 百, 千.
    section: Option<Decimal>,
    pending: Option<Pending>,
    reach: Option<Reach>,
    /// The unit of the last place that was written.
    place: Decimal,
    /// The next small unit must be less than this.
    small: Decimal,
    /// The last unit of either kind.
    last: Decimal,
    /// 零 stands right before.
    zero: bool,
    /// 万 or 亿 stands right before.
    after_big: bool,
    /// Where the 万 and 亿 that end it begin.
    scale_from: Option<usize>,
    /// What the units after the last digit multiply.
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
            reach: None,
            place: Decimal::ONE,
            small: Decimal::from(10_000),
            last: Decimal::ZERO,
            zero: false,
            after_big: false,
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
                    '多' | '余' | '来' => self.more(c),
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

    /// Whether a digit is in its place: at the start, after a unit or after 零.
    fn open(&self) -> bool {
        self.pending.is_none() && !self.fractional
    }

    /// An Arabic literal; false if none belongs here.
    fn literal(&mut self) -> Option<bool> {
        if !self.open() {
            return Some(false);
        }
        let Literal {
            len,
            value,
            place,
            fractional,
        } = arabic(self.rest())?;
        // 3万4000, 1千零20: below the unit before it.
        let below = value < self.last && !fractional && self.reach.is_none();
        if self.words > 0 && !below {
            return Some(false);
        }
        self.at += len;
        self.words += 1;
        self.style.get_or_insert(Style::Arabic);
        self.pending = Some(Pending {
            value,
            single: self.words > 1 && len == 1,
        });
        self.place = place;
        self.fractional = fractional;
        self.begin_part();
        if self.words == 1
            && let Some(letter @ ('k' | 'K' | 'w' | 'W')) = self.peek()
            && !self
                .peek_second()
                .is_some_and(|c| c.is_ascii_alphanumeric())
            && (letter != 'W' || self.peek_second() == Some('+'))
        {
            self.at += 1;
            let kilo = letter.eq_ignore_ascii_case(&'k');
            let unit = Decimal::from(if kilo { 1000 } else { 10_000 });
            self.pending = Some(Pending {
                value: value.checked_mul(unit)?,
                single: false,
            });
            self.place = place.checked_mul(unit)?;
        }
        Some(true)
    }

    /// A digit or a fraction comes: what is scaled from here on is new.
    fn begin_part(&mut self) {
        self.after_big = false;
        self.scale_from = None;
        self.factor = Decimal::ONE;
    }

    /// Multiplies what the vague words reach above.
    fn widen(&mut self, unit: Decimal) -> Option<()> {
        if let Some(reach) = &mut self.reach {
            reach.above = reach.above.checked_mul(unit)?;
        }
        Some(())
    }

    fn digit(&mut self, c: char, digit: u8) -> bool {
        let digit = Decimal::from(digit);
        if let Some(before) = self.pending {
            // 两三, 七八, 三五: a pair that names a range.
            let above = digit - before.value;
            let pair = above == Decimal::ONE
                || before.value == Decimal::from(3) && digit == Decimal::from(5);
            if !before.single || !pair || self.reach.is_some() || self.fractional {
                return false;
            }
            self.reach = Some(Reach {
                above,
                ends: Ends::Both,
            });
            self.take(c);
            return true;
        }
        if !self.open() || self.reach.is_some() {
            return false;
        }
        self.style.get_or_insert(Style::Lone);
        self.pending = Some(Pending {
            value: digit,
            single: true,
        });
        self.place = Decimal::ONE;
        self.begin_part();
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
        self.zero = false;
        self.begin_part();
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
            Some(count) => count.value,
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
        self.widen(unit)?;
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
            Some(_) if self.section.is_some() => Some(self.implied()?),
            Some(digit) => Some(section.checked_add(digit.value)?),
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
        self.widen(unit)?;
        self.section = None;
        self.pending = None;
        self.small = Decimal::from(10_000);
        self.last = unit;
        self.zero = false;
        self.after_big = true;
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
            self.pending = Some(Pending {
                value: Decimal::ONE,
                single: false,
            });
            self.reach = Some(Reach {
                above: Decimal::from(9),
                ends: Ends::Neither,
            });
            self.take(c);
            return Some(true);
        }
        if c == '数' || self.last <= Decimal::ONE {
            return Some(false);
        }
        if let Some(Word::Small(unit)) = next
            && Decimal::from(unit) < self.last
        {
            // 一千几百: more than the thousand, less than the next.
            let unit = Decimal::from(unit);
            self.reach = Some(Reach {
                above: unit.checked_mul(Decimal::TEN)?,
                ends: Ends::Neither,
            });
            self.section.get_or_insert_default();
            self.small = unit;
            self.begin_part();
            let units = self
                .rest()
                .chars()
                .take(2)
                .map(char::len_utf8)
                .sum::<usize>();
            self.at += units;
            self.words += 2;
            return Some(true);
        }
        // The place is the unit before it, 一 after 零.
        let unit = if self.zero || self.last == Decimal::TEN {
            Decimal::ONE
        } else {
            self.last.checked_div(Decimal::TEN)?
        };
        self.reach = Some(Reach {
            above: unit.checked_mul(Decimal::TEN)?,
            ends: Ends::Neither,
        });
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
    fn more(&mut self, c: char) -> bool {
        let followed = matches!(self.peek_second().and_then(word), Some(Word::Big(_)));
        if self.words == 0 || !followed || self.zero {
            return false;
        }
        let bare = self.words == 1 && self.style != Some(Style::Arabic);
        let plain = !bare && (c == '余' || self.style == Some(Style::Arabic));
        self.reach.get_or_insert(Reach {
            above: self.place,
            ends: if plain { Ends::Lower } else { Ends::Neither },
        });
        self.style = self.style.map(|style| match style {
            Style::Lone | Style::Bare => Style::Chinese,
            other => other,
        });
        self.take(c);
        true
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

    /// Adds the last digit: 四百五 is 450, 一万三 is 13000, 一千零五 is 1005.
    fn implied(&mut self) -> Option<Decimal> {
        let section = self.section.unwrap_or_default();
        let Some(Pending { mut value, single }) = self.pending else {
            return Some(section);
        };
        if single && !self.zero && self.last >= Decimal::ONE_HUNDRED {
            let unit = self.last.checked_div(Decimal::TEN)?;
            value = value.checked_mul(unit)?;
            self.place = unit;
            self.widen(unit)?;
        }
        section.checked_add(value)
    }

    fn finish(mut self) -> Option<Numeral> {
        let style = self.style?;
        let mut value = self.implied()?;
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
            Some(Reach { above, ends }) => {
                let end = value.checked_add(above)?;
                Some(match ends {
                    Ends::Neither => Spread::Open(end),
                    Ends::Lower => Spread::From(end),
                    Ends::Both => Spread::Closed(end),
                })
            }
            None => None,
        };
        Some(Numeral {
            len: self.at,
            value: value.normalize(),
            place: self.place.normalize(),
            spread,
            scaled: !self.done.is_empty(),
            scale_len: self.scale_from.map_or(0, |from| self.at - from),
            factor: self.factor,
            fractional: self.fractional,
            style,
        })
    }
}
