//! What stands after a number: 多 and 余, 量词, money, shares, multiples, lengths of time.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::lexicon::{
    AFTER_LARGE, FOREIGN, HALF_SPANS, HALF_WORDS, LARGE_WORDS, NOT_AFTER_LONE, NOT_AFTER_ONE,
    NOT_MONEY, NOT_SHARES, NOT_SPANS, SPANS, is_counted, unit_at,
};
use super::numeral::{self, Style};
use super::place::{before, is_chinese};
use super::{Class, Modifier};

/// Shares and points, with what one of them is worth.
const SHARES: &[(&str, Class, i64, u32)] = &[
    ("个百分点", Class::Points, 1, 0),
    ("个多百分点", Class::Points, 1, 0),
    ("百分点", Class::Points, 1, 0),
    ("个千分点", Class::Points, 1, 1),
    ("个基点", Class::Points, 1, 2),
    ("%", Class::Percent, 1, 0),
    ("‰", Class::Percent, 1, 1),
    ("‱", Class::Percent, 1, 2),
    ("成", Class::Percent, 10, 0),
    ("折", Class::Percent, 10, 0),
];

/// Money in 元, with what one of it is worth.
const MONEY: &[(&str, i64, u32)] = &[
    ("元人民币", 1, 0),
    ("元钱", 1, 0),
    ("元", 1, 0),
    ("块钱", 1, 0),
    ("块", 1, 0),
    ("人民币", 1, 0),
    ("角钱", 1, 1),
    ("角", 1, 1),
    ("毛钱", 1, 1),
    ("毛", 1, 1),
    ("分钱", 1, 2),
];

impl Amount {
    /// Takes a word and gives the number the style of one that stands for itself.
    fn take(&mut self, len: usize, class: Class, unit: &str) {
        self.end += len;
        self.class = class;
        self.unit = Some(unit.to_owned());
        self.settle();
    }

    fn settle(&mut self) {
        if self.read.style == Style::Lone {
            self.read.style = Style::Chinese;
        }
    }

    /// 多, 余, 来 right after the number.
    pub(super) fn take_more(&mut self, text: &str) {
        let rest = &text[self.end..];
        let said = &text[self.numeral.clone()];
        let Some(c @ ('多' | '余' | '来')) = rest.chars().next() else {
            return;
        };
        let tail = &rest[c.len_utf8()..];
        let round = said.ends_with(['十', '百', '千', '万', '亿', '拾', '佰', '仟']);
        let fits = match c {
            '来' => {
                (round || said.ends_with('0'))
                    && (is_counted(tail) || tail.starts_with(['元', '块', '岁']))
            }
            '多' => ![
                "多元化",
                "多元共",
                "多元解",
                "多元参",
                "多元评",
                "多样",
                "多功能",
                "多方",
                "多种",
                "多层",
            ]
            .iter()
            .any(|word| rest.starts_with(word)),
            _ => !rest.starts_with("余额"),
        };
        let counts = self.read.style == Style::Arabic || round;
        if fits && counts {
            // 十余 is more than ten; 二十余 is twenty and up.
            let bare = said.chars().count() == 1;
            self.after = Some(match (c, self.read.style) {
                ('来', _) => Modifier::About,
                (_, Style::Arabic) => Modifier::Above,
                ('余', _) if !bare => Modifier::Above,
                _ => Modifier::Vague,
            });
            self.end += c.len_utf8();
        }
    }

    /// The unit of whatever kind, and what may follow it.
    pub(super) fn take_unit(&mut self, text: &str) {
        let rest = &text[self.end..];
        if self.take_share(rest)
            || self.take_multiple(rest)
            || self.take_money(text)
            || self.take_span(rest)
        {
            self.take_tail(text);
            return;
        }
        if let Some(unit) = self.unit_of(text) {
            self.take(unit.len(), Class::Count, unit);
            if unit == "打" {
                self.scale = Decimal::from(12);
            }
            if unit == "个" && text[self.end..].starts_with("部分") {
                // 七个部分 is one expression.
                self.end += "部分".len();
            }
            self.take_tail(text);
        } else if let Some(unit) = bracketed(rest) {
            // 123（件）
            self.take(unit.len() + "()".len(), Class::Count, unit);
        } else if let Some(len) = large(rest) {
            self.end += len;
            self.settle();
            self.read.style = Style::Chinese;
        }
    }

    /// 三米多, 两个半.
    fn take_tail(&mut self, text: &str) {
        let tail = &text[self.end..];
        if matches!(self.class, Class::Points | Class::Percent) {
            return;
        }
        if tail.starts_with('半') && !HALF_WORDS.starts(tail) && self.class != Class::Money {
            self.more = Decimal::new(5, 1);
            self.end += '半'.len_utf8();
        } else if tail.starts_with('多')
            && ![
                "多元", "多次", "多样", "多来", "多家", "多个", "多项", "多种",
            ]
            .iter()
            .any(|word| tail.starts_with(word))
            && self.unit.as_deref() != Some("个")
            && self.after.is_none()
        {
            self.after = Some(if self.read.style == Style::Arabic {
                Modifier::Above
            } else {
                Modifier::Vague
            });
            self.end += '多'.len_utf8();
        }
    }

    /// The 量词 after the number; a lone Chinese digit takes fewer of them.
    fn unit_of(&self, text: &str) -> Option<&'static str> {
        let rest = &text[self.end..];
        let unit = unit_at(rest)?;
        let said = &text[self.numeral.clone()];
        let lone = self.read.style == Style::Lone && said != "十";
        let one = matches!(said, "一" | "壹");
        // 一打 alone is a dozen, 一打就通 is none.
        let dozen = unit == "打" && !rest[unit.len()..].starts_with(is_chinese);
        let barred = lone && !dozen && (NOT_AFTER_LONE.has(unit) || one && NOT_AFTER_ONE.has(unit));
        (!barred).then_some(unit)
    }

    fn take_share(&mut self, rest: &str) -> bool {
        let Some(&(unit, class, worth, places)) =
            SHARES.iter().find(|(unit, ..)| rest.starts_with(unit))
        else {
            return false;
        };
        let mut scale = Decimal::new(worth, places);
        match unit {
            "成" if NOT_SHARES.starts(rest) || self.read.value > Decimal::TEN => return false,
            "折" if NOT_SHARES.starts(rest)
                || self.read.value == Decimal::TEN
                || self.read.value >= Decimal::ONE_HUNDRED =>
            {
                return false;
            }
            // 75折 is 75 %, 七折 is 70 %.
            "折" if self.read.value > Decimal::TEN => scale = Decimal::ONE,
            _ => {}
        }
        self.take(unit.len(), class, unit.trim_start_matches("个多"));
        self.scale = scale;
        if unit.starts_with("个多") {
            self.after = Some(Modifier::Above);
        }
        if unit == "成" {
            self.take_tenth(&rest[unit.len()..]);
        }
        true
    }

    /// 三成半, 七成六, 八成多.
    fn take_tenth(&mut self, tail: &str) {
        let Some(c) = tail.chars().next() else {
            return;
        };
        let digit = numeral::digits(c.encode_utf8(&mut [0; 4]));
        let ends = !tail[c.len_utf8()..].starts_with(is_chinese);
        if c == '半' {
            self.more = Decimal::from(5);
        } else if matches!(c, '多' | '余') {
            self.after = Some(Modifier::Vague);
        } else if let (Some(digit), false, true) = (digit, c.is_ascii_digit(), ends) {
            self.more = Decimal::from(digit);
        } else {
            return;
        }
        self.end += c.len_utf8();
    }

    fn take_multiple(&mut self, rest: &str) -> bool {
        if !rest.starts_with('倍') || NOT_SHARES.starts(rest) {
            return false;
        }
        self.take('倍'.len_utf8(), Class::Multiple, "倍");
        true
    }

    fn take_money(&mut self, text: &str) -> bool {
        let rest = &text[self.end..];
        // 万元 and 亿元 are units of their own where the number ends in 万 or 亿.
        let scale = &text[self.numeral.end - self.read.scale_len..self.numeral.end];
        if let Some(foreign) = FOREIGN.start_of(rest) {
            self.take(foreign.len(), Class::Money, &format!("{scale}{foreign}"));
            return true;
        }
        let Some(&(word, worth, places)) = MONEY.iter().find(|(word, ..)| rest.starts_with(word))
        else {
            return false;
        };
        let tail = &rest[word.len()..];
        let lone = self.read.style == Style::Lone;
        let ends =
            tail.is_empty() || tail.starts_with(|c: char| !is_chinese(c) || numeral::can_begin(c));
        // 公开栏12块
        let board = word == "块"
            && before(text, self.numeral.start, 1)
                .starts_with(['栏', '屏', '牌', '板', '地', '田', '碑', '匾', '块']);
        if NOT_MONEY.starts(rest) || board || lone && matches!(word, "块" | "角" | "毛") && !ends
        {
            return false;
        }
        self.take(word.len(), Class::Money, &format!("{scale}{word}"));
        self.scale = Decimal::new(worth, places);
        self.take_change(text, word, places);
        let closed = ["整", "正"].iter().find(|word| {
            let tail = text[self.end..].strip_prefix(**word);
            tail.is_some_and(|tail| !tail.starts_with(is_chinese))
        });
        self.end += closed.map_or(0, |word| word.len());
        true
    }

    /// 角 and 分 after 元; 3块5, 五角三.
    fn take_change(&mut self, text: &str, word: &str, places: u32) {
        let mut last = (matches!(word, "块" | "块钱" | "角" | "毛"), places);
        for (unit, names) in [(1, ['角', '毛']), (2, ['分', '分'])] {
            if unit <= places {
                continue;
            }
            let rest = &text[self.end..];
            let skip = if rest.starts_with('零') {
                '零'.len_utf8()
            } else {
                0
            };
            let Some(read) = numeral::read(&rest[skip..]) else {
                return;
            };
            let tail = &rest[skip + read.len..];
            let small = read.value < Decimal::TEN && read.value.fract().is_zero();
            let short = last == (true, unit - 1)
                && !tail
                    .starts_with(|c: char| is_chinese(c) || c.is_ascii_alphanumeric() || c == '.');
            let named =
                tail.starts_with(names) && !tail.starts_with("分钟") && !tail.starts_with("分别");
            if !small || !(named || short) {
                continue;
            }
            self.more += read.value * Decimal::new(1, unit);
            last = (named, unit);
            self.end += skip + read.len + if named { '分'.len_utf8() } else { 0 };
            if named && text[self.end..].starts_with('钱') {
                self.end += '钱'.len_utf8();
            }
        }
    }

    fn take_span(&mut self, rest: &str) -> bool {
        for (lead, half) in [("个半", true), ("个多", false)] {
            let Some(tail) = rest.strip_prefix(lead) else {
                continue;
            };
            let Some(unit) = HALF_SPANS.start_of(tail) else {
                continue;
            };
            let name = if unit == "月" { "个月" } else { unit };
            self.take(lead.len() + unit.len(), Class::Duration, name);
            if half {
                self.more = Decimal::new(5, 1);
            } else {
                self.after = Some(Modifier::Above);
            }
            return true;
        }
        if let Some(unit) = SPANS.start_of(rest) {
            if NOT_SPANS
                .start_of(rest)
                .is_some_and(|word| word.len() > unit.len())
            {
                return false;
            }
            let name = match unit {
                "个月" => unit,
                _ => unit.strip_prefix('个').unwrap_or(unit),
            };
            self.take(unit.len(), Class::Duration, name);
            return true;
        }
        let day = ["日内", "日之内", "日以内"]
            .iter()
            .any(|word| rest.starts_with(word));
        if day {
            self.take('日'.len_utf8(), Class::Duration, "日");
        }
        day
    }
}

/// A unit alone in brackets: （件）.
fn bracketed(rest: &str) -> Option<&'static str> {
    let tail = rest.strip_prefix('(')?;
    unit_at(tail).filter(|unit| tail[unit.len()..].starts_with(')'))
}

/// 十大行动计划: the bytes of 大 and of the head of the phrase.
fn large(rest: &str) -> Option<usize> {
    let tail = rest.strip_prefix('大')?;
    (!LARGE_WORDS.starts(rest))
        .then(|| '大'.len_utf8() + AFTER_LARGE.start_of(tail).map_or(0, str::len))
}
