//! Quantities: numbers with their modifiers, scales and units, from 166件 to 逾11.1亿条 and 三分之一.

use rust_decimal::Decimal;

use super::interval;
use super::lexicon::{
    AFTER, AFTER_CHANGE, AFTER_LONE_BUT_ONE, BEFORE, CHANGES, FOREIGN, MONEY, NOT_AFTER_LONE,
    NOT_BEFORE, NOT_UNITS, NOUNS, SPANS, UNITS,
};
use super::numeral::{self, Numeral, Spread, Style};
use super::place::{Found, Place, Reading, before, is_chinese, longest, longest_end};
use super::{Class, Modifier, Quantity};

/// One number with its unit.
struct Amount {
    /// The numeral, from its sign on.
    numeral: std::ops::Range<usize>,
    /// Where the number with its unit ends.
    end: usize,
    read: Numeral,
    /// What one of the unit is worth in the base unit.
    scale: Decimal,
    /// What is added after the unit: 3块5, 三年半.
    more: Decimal,
    class: Class,
    unit: Option<String>,
    negative: bool,
    /// 多 or 余 after the number or the unit.
    above: bool,
    /// 来: about.
    about: bool,
}

/// Reads a quantity.
pub(super) fn read(place: &Place) -> Option<Reading> {
    let previous = place.previous();
    if place.here()?.is_ascii_digit()
        && previous.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
    {
        return None;
    }
    let (amount, high) = match amount(place.text, place.at) {
        Some(amount) => {
            let high = upper(place.text, &amount);
            (amount, high)
        }
        None => return zero(place),
    };
    if high.is_none() && !acceptable(place, &amount) {
        return zero(place);
    }
    finish(place, amount, high)
}

/// The numeral and unit at a place, without what loosens them before.
fn amount(text: &str, at: usize) -> Option<Amount> {
    if let Some(share) = worded_share(text, at) {
        return Some(share);
    }
    if let Some(ratio) = fraction(text, at) {
        return Some(ratio);
    }
    if let Some(half) = half(text, at) {
        return Some(half);
    }
    let mut read = numeral::read(&text[at..])?;
    if text[at..].starts_with('.')
        && before(text, at, 1).contains(|c: char| c.is_ascii_alphanumeric() || c == '.')
    {
        return None;
    }
    if before(text, at, 2).ends_with('.')
        && before(text, at, 2).starts_with(|c: char| c.is_ascii_digit())
    {
        // 2.0.1: no decimal fraction begins inside.
        let run = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        read = numeral::read(&text[at..at + run])?;
    }
    if let Some(off) = discount(text, at) {
        read = off;
    }
    let mut amount = Amount {
        numeral: at..at + read.len,
        end: at + read.len,
        read,
        scale: Decimal::ONE,
        more: Decimal::ZERO,
        class: Class::Count,
        unit: None,
        negative: false,
        above: false,
        about: false,
    };
    amount.take_more(text);
    amount.take_unit(text);
    Some(amount)
}

impl Amount {
    /// 多, 余, 来 right after the number.
    fn take_more(&mut self, text: &str) {
        let rest = &text[self.end..];
        let mut chars = rest.chars();
        let Some(c @ ('多' | '余' | '来')) = chars.next() else {
            return;
        };
        let next = chars.next();
        // 多 and 余 count on round numbers; 来 only after 十, 百. 多家, 多次 after a year or a list are words of their own.
        let fits = match c {
            '来' => {
                self.read.style != Style::Arabic
                    && text[..self.end].ends_with(['十', '百', '千', '万'])
                    && !matches!(next, Some('自' | '源' | '访' | '到' | '说' | '的' | ','))
            }
            '多' => {
                !rest.starts_with("多元")
                    && !rest.starts_with("多样")
                    && !rest.starts_with("多功能")
            }
            _ => !rest.starts_with("余额"),
        };
        if !fits
            || self.read.style == Style::Lone
                && !matches!(text[..self.end].chars().next_back(), Some('十'))
        {
            return;
        }
        self.above = c != '来';
        self.about = c == '来';
        self.end += c.len_utf8();
        // 十多万: the scale after it belongs to the numeral and was read there.
    }

    fn take_unit(&mut self, text: &str) {
        let rest = &text[self.end..];
        if self.take_share(rest)
            || self.take_multiple(rest)
            || self.take_money(text)
            || self.take_span(text)
        {
            return;
        }
        let Some(unit) = unit(rest, self.read.style, &text[self.numeral.clone()]) else {
            if let Some(noun) = longest(NOUNS, rest) {
                // 三部门: no 量词, but counted all the same.
                let _ = noun;
                self.unit = None;
                self.read.style = match self.read.style {
                    Style::Lone => Style::Chinese,
                    other => other,
                };
            } else if let Some(large) = large(rest) {
                self.end += large;
                self.read.style = Style::Chinese;
            }
            return;
        };
        self.end += unit.len();
        self.unit = Some(unit.to_owned());
        if self.read.style == Style::Lone {
            self.read.style = Style::Chinese;
        }
        if unit == "个" && text[self.end..].starts_with("部分") {
            // 七个部分 is one expression.
            self.end += "部分".len();
        }
        if text[self.end..].starts_with("多")
            && !text[self.end..].starts_with("多元")
            && unit != "个"
        {
            // 3米多
            self.above = true;
            self.end += "多".len();
        }
        if text[self.end..].starts_with('半') && !half_word(&text[self.end..]) {
            self.end += '半'.len_utf8();
            self.more = Decimal::new(5, 1);
        }
    }

    fn take_share(&mut self, rest: &str) -> bool {
        let (len, class, scale, unit) = if rest.starts_with("个百分点") {
            ("个百分点".len(), Class::Points, Decimal::ONE, "个百分点")
        } else if rest.starts_with("百分点") {
            ("百分点".len(), Class::Points, Decimal::ONE, "百分点")
        } else if rest.starts_with("个千分点") {
            (
                "个千分点".len(),
                Class::Points,
                Decimal::new(1, 1),
                "个千分点",
            )
        } else if rest.starts_with("个基点") {
            ("个基点".len(), Class::Points, Decimal::new(1, 2), "个基点")
        } else if rest.starts_with('%') {
            (1, Class::Percent, Decimal::ONE, "%")
        } else if rest.starts_with('‰') {
            ('‰'.len_utf8(), Class::Percent, Decimal::new(1, 1), "‰")
        } else if rest.starts_with('‱') {
            ('‱'.len_utf8(), Class::Percent, Decimal::new(1, 2), "‱")
        } else if rest.starts_with('成')
            && !longest(
                &[
                    "成立", "成功", "成员", "成果", "成为", "成本", "成效", "成绩", "成长", "成就",
                    "成品", "成交", "成都", "成型", "成熟", "成套", "成分", "成人", "成网",
                ],
                rest,
            )
            .is_some()
            && self.read.value <= Decimal::TEN
        {
            ('成'.len_utf8(), Class::Percent, Decimal::TEN, "成")
        } else if rest.starts_with('折')
            && longest(
                &["折页", "折叠", "折子", "折算", "折射", "折合", "折线"],
                rest,
            )
            .is_none()
            && self.read.value < Decimal::ONE_HUNDRED
            && self.read.value != Decimal::TEN
        {
            let scale = if self.read.value < Decimal::TEN {
                Decimal::TEN
            } else {
                Decimal::ONE
            };
            ('折'.len_utf8(), Class::Percent, scale, "折")
        } else {
            return false;
        };
        self.end += len;
        self.class = class;
        self.scale = scale;
        self.unit = Some(unit.to_owned());
        if unit == "成" {
            // 三成半, 七成六.
            let tail = &rest[len..];
            if tail.starts_with('半') {
                self.more = Decimal::from(5);
                self.end += '半'.len_utf8();
            } else if let Some(c) = tail.chars().next()
                && let Some(digit) = numeral::digits(c.encode_utf8(&mut [0; 4]))
                && !c.is_ascii_digit()
                && c != '两'
                && !tail[c.len_utf8()..].starts_with(|c: char| is_chinese(c))
            {
                self.more = Decimal::from(digit);
                self.end += c.len_utf8();
            } else if tail.starts_with(['多', '余']) {
                self.above = true;
                self.end += '多'.len_utf8();
            }
        }
        self.chinese();
        true
    }

    fn take_multiple(&mut self, rest: &str) -> bool {
        let word = longest(&["倍", "倍以上的", "个倍"], rest);
        let Some("倍") = word else {
            return false;
        };
        if longest(&["倍增", "倍数", "倍感", "倍加"], rest).is_some() {
            return false;
        }
        self.end += "倍".len();
        self.class = Class::Multiple;
        self.unit = Some("倍".to_owned());
        if rest["倍".len()..].starts_with('半') {
            self.more = Decimal::new(5, 1);
            self.end += '半'.len_utf8();
        } else if rest["倍".len()..].starts_with('多') {
            self.above = true;
            self.end += '多'.len_utf8();
        }
        self.chinese();
        true
    }

    fn chinese(&mut self) {
        if self.read.style == Style::Lone {
            self.read.style = Style::Chinese;
        }
    }

    fn take_money(&mut self, text: &str) -> bool {
        let rest = &text[self.end..];
        // 万元, 亿元 are units of their own when they end the numeral.
        let scale_word = &text[self.numeral.end - self.read.scale_len..self.numeral.end];
        if let Some(foreign) = longest(FOREIGN, rest) {
            self.end += foreign.len();
            self.class = Class::Money;
            self.unit = Some(format!("{scale_word}{foreign}"));
            self.chinese();
            return true;
        }
        let Some(&(word, worth, places)) = MONEY
            .iter()
            .filter(|(word, ..)| rest.starts_with(word))
            .max_by_key(|(word, ..)| word.len())
        else {
            return false;
        };
        let tail = &rest[word.len()..];
        let lone = self.read.style == Style::Lone;
        let not_money = match word {
            "块" => {
                lone && !tail.starts_with(|c: char| numeral::can_begin(c)) && !tail.is_empty()
                    || tail.starts_with(['牌', '展', '屏', '地', '电', '宣'])
            }
            "角" | "毛" => {
                lone && !tail.is_empty() && !tail.starts_with([',', '。', '钱', '整', '五', '二'])
            }
            "元" => longest(
                &["元旦", "元素", "元月", "元宵", "元年", "元器件", "元宇宙"],
                rest,
            )
            .is_some(),
            _ => false,
        };
        if not_money {
            return false;
        }
        self.end += word.len();
        self.class = Class::Money;
        self.scale = Decimal::new(worth, places);
        self.unit = Some(format!("{scale_word}{word}"));
        self.chinese();
        if places == 0 {
            self.take_change(text, word);
        } else if self.scale == Decimal::new(1, 1) {
            self.take_change(text, "角");
        }
        if longest(&["整", "正"], &text[self.end..]).is_some()
            && !text[self.end..].starts_with("整个")
            && !text[self.end..].starts_with("整改")
            && !text[self.end..].starts_with("整治")
            && !text[self.end..].starts_with("正式")
        {
            self.end += "整".len();
        }
        if text[self.end..].starts_with("多") {
            self.above = true;
            self.end += "多".len();
        }
        true
    }

    /// 角 and 分 after 元; 3块5.
    fn take_change(&mut self, text: &str, word: &str) {
        let mut unit = Decimal::new(1, u32::from(word == "角") + 1);
        loop {
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
            let end = self.end + skip + read.len;
            if read.value >= Decimal::TEN || !read.value.fract().is_zero() {
                return;
            }
            if tail.starts_with(['角', '毛']) && unit == Decimal::new(1, 1) {
                self.more += read.value * unit;
                self.end = end + '角'.len_utf8();
                unit = Decimal::new(1, 2);
            } else if tail.starts_with('分')
                && !tail.starts_with("分钟")
                && !tail.starts_with("分别")
            {
                self.more += read.value * Decimal::new(1, 2);
                self.end = end + '分'.len_utf8();
                return;
            } else if matches!(word, "块" | "角")
                && read.len <= 3
                && !tail.starts_with(|c: char| is_chinese(c) || c.is_ascii_alphanumeric())
            {
                // 3块5; 五角三
                self.more += read.value * unit;
                self.end = end;
                return;
            } else {
                return;
            }
        }
    }

    fn take_span(&mut self, text: &str) -> bool {
        let rest = &text[self.end..];
        // 一个半小时
        if rest.starts_with("个半")
            && let Some(unit) = longest(
                &["小时", "月", "星期", "世纪", "钟头"],
                &rest["个半".len()..],
            )
        {
            self.end += "个半".len() + unit.len();
            self.more = Decimal::new(5, 1);
            self.class = Class::Duration;
            self.unit = Some(if unit == "月" {
                "个月".to_owned()
            } else {
                unit.to_owned()
            });
            self.chinese();
            return true;
        }
        if rest.starts_with("个多")
            && let Some(unit) = longest(
                &["小时", "月", "星期", "世纪", "工作日"],
                &rest["个多".len()..],
            )
        {
            self.end += "个多".len() + unit.len();
            self.above = true;
            self.class = Class::Duration;
            self.unit = Some(if unit == "月" {
                "个月".to_owned()
            } else {
                unit.to_owned()
            });
            self.chinese();
            return true;
        }
        let Some(unit) = longest(SPANS, rest) else {
            let day = rest.starts_with('日')
                && ["内", "之内", "以内", "均"]
                    .iter()
                    .any(|word| rest['日'.len_utf8()..].starts_with(word));
            if day {
                self.end += '日'.len_utf8();
                self.class = Class::Duration;
                self.unit = Some("日".to_owned());
                self.chinese();
            }
            return day;
        };
        if longest(
            &[
                "年级", "年版", "天然", "周边", "周围", "周岁", "天津", "秒杀",
            ],
            rest,
        )
        .is_some_and(|word| word.len() > unit.len())
        {
            return false;
        }
        self.end += unit.len();
        self.class = Class::Duration;
        self.unit = Some(
            unit.strip_prefix('个')
                .filter(|unit| *unit != "月")
                .unwrap_or(unit)
                .to_owned(),
        );
        self.chinese();
        let tail = &text[self.end..];
        if tail.starts_with('半') && !half_word(tail) {
            self.more = Decimal::new(5, 1);
            self.end += '半'.len_utf8();
        } else if tail.starts_with('多') && !tail.starts_with("多次") && !tail.starts_with("多来")
        {
            self.above = true;
            self.end += '多'.len_utf8();
        }
        true
    }
}

/// 半年, 半数, 半径 after a unit begin words of their own.
fn half_word(text: &str) -> bool {
    [
        "半年",
        "半数",
        "半径",
        "半月",
        "半天",
        "半小时",
        "半日",
        "半岛",
    ]
    .iter()
    .any(|word| text.starts_with(word))
}

/// The 量词 at the start of a text; a lone Chinese digit takes fewer of them.
fn unit<'t>(rest: &'t str, style: Style, numeral: &str) -> Option<&'t str> {
    let unit = longest(UNITS, rest)?;
    let unit = &rest[..unit.len()];
    if longest(NOT_UNITS, rest).is_some_and(|word| word.len() > unit.len()) {
        return None;
    }
    if unit.is_ascii() && rest[unit.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let barred = style == Style::Lone
        && numeral != "十"
        && NOT_AFTER_LONE.contains(&unit)
        && !(numeral != "一" && numeral != "壹" && AFTER_LONE_BUT_ONE.contains(&unit));
    (!barred).then_some(unit)
}

/// 十大行动计划: what 大 gathers; the bytes of 大 and the head of the phrase.
fn large(rest: &str) -> Option<usize> {
    let tail = rest.strip_prefix('大')?;
    let heads = [
        "行动计划",
        "行动",
        "计划",
        "工程",
        "任务",
        "重点任务",
        "举措",
        "体系",
        "板块",
        "专项",
        "专项行动",
        "领域",
        "重点领域",
        "类",
        "平台",
        "产业",
        "战役",
        "攻坚战",
        "重点",
        "案例",
        "方面",
        "系统",
        "中心",
        "理念",
        "目标",
        "栏目",
        "要素",
        "环节",
        "指标",
        "类别",
        "项目",
        "主题",
        "专题",
        "战略",
        "模块",
    ];
    let word = [
        "大家",
        "大会",
        "大队",
        "大型",
        "大人",
        "大学",
        "大量",
        "大力",
        "大众",
        "大厅",
        "大数据",
        "大道",
        "大街",
        "大楼",
        "大厦",
        "大桥",
    ];
    if word.iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    Some('大'.len_utf8() + longest(&heads, tail).map_or(0, str::len))
}

/// 七五折: two digits read one by one.
fn discount(text: &str, at: usize) -> Option<Numeral> {
    let rest = &text[at..];
    let mut chars = rest.chars();
    let (a, b, c) = (chars.next()?, chars.next()?, chars.next()?);
    if c != '折' || !numeral::is_chinese_digit(a) || !numeral::is_chinese_digit(b) {
        return None;
    }
    let len = a.len_utf8() + b.len_utf8();
    Some(Numeral {
        len,
        value: Decimal::from(numeral::digits(&rest[..len])?),
        place: Decimal::ONE,
        spread: None,
        scaled: false,
        scale_len: 0,
        fractional: false,
        style: Style::Digits,
    })
}

/// A sign at the start of a text: its bytes.
fn sign(text: &str) -> usize {
    ["-", "负"]
        .iter()
        .find(|sign| text.starts_with(**sign))
        .map_or(0, |sign| sign.len())
}

/// 百分之五, 千分之2.4, 万分之三.
fn worded_share(text: &str, at: usize) -> Option<Amount> {
    let rest = &text[at..];
    let lead = rest
        .char_indices()
        .find(|&(_, c)| !matches!(c, '百' | '千' | '万' | '亿' | '佰' | '仟'))
        .map(|(end, _)| end)?;
    if lead == 0 || !rest[lead..].starts_with("分之") {
        if rest.starts_with("百分百") {
            let end = at + "百分百".len();
            return Some(share(at..end, at..end, hundred(), Decimal::ONE));
        }
        return None;
    }
    let mut base = Decimal::ONE;
    for c in rest[..lead].chars() {
        base = base.checked_mul(match c {
            '百' | '佰' => Decimal::ONE_HUNDRED,
            '千' | '仟' => Decimal::from(1000),
            '万' => Decimal::from(10_000),
            _ => Decimal::from(100_000_000),
        })?;
    }
    let start = lead + "分之".len();
    let sign = sign(&rest[start..]);
    let mut read = numeral::read(&rest[start + sign..])?;
    if read.style == Style::Bare {
        // 百分之百
        read.value = Decimal::ONE_HUNDRED;
    }
    let end = at + start + sign + read.len;
    let mut amount = share(
        at..end,
        at + start..end,
        read,
        Decimal::ONE_HUNDRED.checked_div(base)?,
    );
    amount.negative = sign > 0;
    Some(amount)
}

fn hundred() -> Numeral {
    Numeral {
        len: 0,
        value: Decimal::ONE_HUNDRED,
        place: Decimal::ONE_HUNDRED,
        spread: None,
        scaled: false,
        scale_len: 0,
        fractional: false,
        style: Style::Chinese,
    }
}

fn share(
    whole: std::ops::Range<usize>,
    numeral: std::ops::Range<usize>,
    read: Numeral,
    scale: Decimal,
) -> Amount {
    Amount {
        numeral,
        end: whole.end,
        read: Numeral {
            style: Style::Chinese,
            scale_len: 0,
            ..read
        },
        scale,
        more: Decimal::ZERO,
        class: Class::Percent,
        unit: None,
        negative: false,
        above: false,
        about: false,
    }
}

/// 三分之一, 一又二分之一, 3/16, 1 4/3, 1:3, 3比1, 一半.
fn fraction(text: &str, at: usize) -> Option<Amount> {
    let rest = &text[at..];
    if rest.starts_with("一半") && !rest.starts_with("一半月") {
        return Some(ratio(
            text,
            at,
            at + "一半".len(),
            Decimal::ONE,
            Decimal::TWO,
            Decimal::ZERO,
        ));
    }
    let first = numeral::read(rest)?;
    let after = &rest[first.len..];
    if let Some(tail) = after.strip_prefix("分之") {
        return over(
            text,
            at,
            first.value,
            first.len + "分之".len(),
            tail,
            Decimal::ZERO,
        );
    }
    if let Some(tail) = after.strip_prefix('又') {
        let second = numeral::read(tail)?;
        let upper = tail[second.len..].strip_prefix("分之")?;
        let len = first.len + '又'.len_utf8() + second.len + "分之".len();
        return over(text, at, second.value, len, upper, first.value);
    }
    if first.style != Style::Arabic {
        // 三比一
        let tail = after.strip_prefix('比')?;
        let second = numeral::read(tail)?;
        let chinese =
            matches!(second.style, Style::Lone | Style::Chinese) && !second.value.is_zero();
        let ends = longest(UNITS, &tail[second.len..]).is_none()
            && !tail[second.len..].starts_with(['倍', '年', '%']);
        return (chinese && ends).then(|| {
            ratio(
                text,
                at,
                at + first.len + '比'.len_utf8() + second.len,
                first.value,
                second.value,
                Decimal::ZERO,
            )
        });
    }
    if before(text, at, 1).contains(['/', ':', '.']) {
        return None;
    }
    let mark = after.chars().next()?;
    if mark == ' ' {
        let second = numeral::read(&after[1..])?;
        let third = after[1 + second.len..].strip_prefix('/')?;
        let third_read = plain(third)?;
        let len = first.len + 1 + second.len + 1 + third_read.len;
        return (!third_read.value.is_zero()).then(|| {
            ratio(
                text,
                at,
                at + len,
                second.value,
                third_read.value,
                first.value,
            )
        });
    }
    if !matches!(mark, '/' | ':' | '比') {
        return None;
    }
    let tail = &after[mark.len_utf8()..];
    let second = plain(tail)?;
    let end = at + first.len + mark.len_utf8() + second.len;
    let goes_on = text[end..].starts_with(['/', ':', '=', '-'])
        || text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let counted = mark == '比'
        && (longest(UNITS, &text[end..]).is_some() || text[end..].starts_with(['年', '%', '倍']));
    if second.value.is_zero() || goes_on || counted || first.scaled {
        return None;
    }
    Some(ratio(
        text,
        at,
        end,
        first.value,
        second.value,
        Decimal::ZERO,
    ))
}

/// An Arabic numeral without scale at the start of a text.
fn plain(text: &str) -> Option<Numeral> {
    text.starts_with(|c: char| c.is_ascii_digit())
        .then(|| numeral::read(text))
        .flatten()
        .filter(|read| !read.scaled)
}

/// What stands over the line of a fraction that is said lower part first.
fn over(
    text: &str,
    at: usize,
    lower: Decimal,
    len: usize,
    tail: &str,
    whole: Decimal,
) -> Option<Amount> {
    let sign = sign(tail);
    let upper = numeral::read(&tail[sign..])?;
    if lower.is_zero() {
        return None;
    }
    let end = at + len + sign + upper.len;
    let mut amount = ratio(text, at, end, upper.value, lower, whole);
    amount.negative = sign > 0;
    Some(amount)
}

fn ratio(
    _text: &str,
    at: usize,
    end: usize,
    upper: Decimal,
    lower: Decimal,
    whole: Decimal,
) -> Amount {
    let value = divide(upper, lower, whole).unwrap_or_default();
    Amount {
        numeral: at..end,
        end,
        read: Numeral {
            len: end - at,
            value,
            place: Decimal::ONE,
            spread: None,
            scaled: false,
            scale_len: 0,
            fractional: true,
            style: Style::Chinese,
        },
        scale: Decimal::ONE,
        more: Decimal::ZERO,
        class: Class::Ratio,
        unit: None,
        negative: false,
        above: false,
        about: false,
    }
}

/// `whole` + `upper` / `lower`; what does not terminate is rounded half to even at 15 significant digits.
fn divide(upper: Decimal, lower: Decimal, whole: Decimal) -> Option<Decimal> {
    let value = upper.checked_div(lower)?.checked_add(whole)?.normalize();
    let exact = value.scale() <= 14 && value.checked_sub(whole)?.checked_mul(lower)? == upper;
    if exact {
        return Some(value);
    }
    value
        .round_sf_with_strategy(15, rust_decimal::RoundingStrategy::MidpointNearestEven)
        .map(|value| value.normalize())
}

/// 半年, 半天, 半成.
fn half(text: &str, at: usize) -> Option<Amount> {
    let rest = text[at..].strip_prefix('半')?;
    let (unit, class, value) = if let Some(unit) = longest(&["成", "折"], rest) {
        let value = if unit == "成" {
            Decimal::from(5)
        } else {
            Decimal::from(50)
        };
        (unit, Class::Percent, value)
    } else {
        let unit = longest(
            &[
                "年",
                "天",
                "个月",
                "个小时",
                "小时",
                "个世纪",
                "个学期",
                "日",
            ],
            rest,
        )?;
        if before(text, at, 1).contains(['上', '下', '前', '后', '多', '大', '一']) {
            return None;
        }
        (unit, Class::Duration, Decimal::new(5, 1))
    };
    let end = at + '半'.len_utf8() + unit.len();
    let mut amount = ratio(text, at, end, value, Decimal::ONE, Decimal::ZERO);
    amount.class = class;
    amount.numeral = at..at + '半'.len_utf8();
    amount.unit = Some(unit.to_owned());
    Some(amount)
}

/// Between the ends of a range.
const LINKS: &[&str] = &[
    "-", "—", "——", "–", "~", "～", "至", "到", "─", "--", " - ", "--",
];

/// The upper end of a range whose lower end is read: 3-5次, 20%至30%, 3次到5次.
fn upper(text: &str, low: &Amount) -> Option<Amount> {
    let link = longest(LINKS, &text[low.end..])?;
    let at = low.end + link.len();
    let high = amount(text, at)?;
    let worded = matches!(link, "至" | "到");
    let whole = text[at..].chars().next()?;
    let same_kind = low.unit.is_none() && low.class == Class::Count
        || low.class == high.class && (low.unit == high.unit || low.class == Class::Money);
    let low_value = low.value()?;
    let mut high_value = high.value()?;
    if low.unit.is_none() && low.class == Class::Count {
        // 5—10万元: the scale is said once. 1万—2万 says it twice.
        high_value = high.read.value;
    }
    let rising = low_value < high_value || low.class == high.class && low_value < high.value()?;
    let dashed_word = !worded && !(whole.is_ascii_digit() || numeral::can_begin(whole));
    let accept = same_kind
        && rising
        && !dashed_word
        && low.class != Class::Ratio
        && !low.above
        && (high.unit.is_some()
            || low.unit.is_none() && high.read.style != Style::Lone
            || worded && low.unit.is_none());
    accept.then_some(high)
}

impl Amount {
    fn value(&self) -> Option<Decimal> {
        let value = self
            .read
            .value
            .checked_mul(self.scale)?
            .checked_add(self.more)?;
        Some(if self.negative { -value } else { value })
    }

    fn quantity(&self, scale: Decimal, modifiers: &[Modifier]) -> Option<Quantity> {
        if self.more.is_zero() {
            return interval::quantity(&self.read, scale, modifiers);
        }
        let mut read = self.read;
        read.value = self.value()?.abs();
        read.place = Decimal::new(1, read.value.scale());
        read.fractional = true;
        read.scaled = false;
        read.spread = None;
        interval::quantity(&read, Decimal::ONE, modifiers)
    }
}

/// Whether what was read is a number and not part of a word.
fn acceptable(place: &Place, amount: &Amount) -> bool {
    let text = place.text;
    let next = text[amount.end..].chars().next();
    let edge = next.is_none_or(|c| !is_chinese(c));
    match amount.read.style {
        Style::Arabic | Style::Chinese if amount.class != Class::Count => true,
        Style::Arabic => true,
        Style::Chinese | Style::Digits => {
            let pair = matches!(amount.read.spread, Some(Spread::Closed(_)))
                && amount.read.len == 2 * '一'.len_utf8()
                && amount.unit.is_none();
            let digits = amount.read.style == Style::Digits && amount.unit.is_none() && !edge;
            !pair && !digits
        }
        Style::Bare => amount.above || bare_before(place).is_some(),
        Style::Lone => {
            let said = place.previous().is_some_and(|c| matches!(c, '共' | '达'));
            let names = place.before(1).ends_with(['是', '为', '“', '‘'])
                && next.is_none_or(|c| {
                    !is_chinese(c) || matches!(c, '不' | '这' | '那' | '而' | '却' | '和')
                });
            let whole = text.len() == amount.end && place.at == 0;
            let formal = matches!(place.here(), Some('伍' | '陆' | '肆' | '拾'));
            let opens =
                place.at == 0 && next == Some('的') || text[amount.end..].starts_with("分之");
            (said || names) && !formal || opens || whole
        }
    }
}

/// The word that makes 百, 千, 万 alone a number: 上百, 近千, 逾百.
fn bare_before(place: &Place) -> Option<&'static str> {
    let gap = place.gap();
    if longest_end(NOT_BEFORE, gap).is_some() {
        return None;
    }
    BEFORE
        .iter()
        .map(|&(word, _)| word)
        .filter(|word| gap.ends_with(word))
        .max_by_key(|word| word.len())
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
fn finish(place: &Place, amount: Amount, high: Option<Amount>) -> Option<Reading> {
    let text = place.text;
    let mut start = amount.numeral.start.min(place.at);
    let mut modifiers = Vec::new();
    // A sign: 负3.9%, -5; never the dash of 3-5.
    let head = &text[place.floor.min(start)..start];
    let mut negative = amount.negative;
    if head.ends_with('负')
        || head.ends_with("零下")
        || head.ends_with('-')
            && !before(text, start - 1, 1).contains(|c: char| {
                c.is_ascii_alphanumeric() || matches!(c, '-' | ')' | ']' | '.' | '—')
            })
    {
        let sign = if head.ends_with('负') {
            '负'.len_utf8()
        } else if head.ends_with('-') {
            1
        } else {
            "零下".len()
        };
        negative = !negative;
        start -= sign;
    }
    for mark in ["¥", "$", "€", "£", "人民币", "RMB"] {
        if text[place.floor..start].ends_with(mark) {
            start -= mark.len();
            break;
        }
    }
    let currency = &text[start..amount.numeral.start];
    let mut before_word = None;
    let gap = place.moved(start).gap();
    if longest_end(NOT_BEFORE, gap).is_none() {
        before_word = BEFORE
            .iter()
            .filter(|(word, _)| gap.ends_with(word))
            .max_by_key(|(word, _)| word.len())
            .copied();
    }
    if let Some((word, modifier)) = before_word {
        let recent = amount.class == Class::Duration && word == "近";
        let up = word == "上" && amount.read.style != Style::Bare;
        if !up {
            start -= word.len();
            if !recent {
                modifiers.push(modifier);
            }
        }
    }
    let last = high.as_ref().unwrap_or(&amount);
    let mut end = last.end;
    if last.above {
        modifiers.push(if last.read.style == Style::Arabic {
            Modifier::Above
        } else {
            Modifier::Vague
        });
    }
    if last.about {
        modifiers.push(Modifier::About);
    }
    if let Some(&(word, modifier)) = AFTER
        .iter()
        .filter(|(word, _)| text[end..].starts_with(word))
        .max_by_key(|(word, _)| word.len())
    {
        let aside = word == "许" && longest(&["许可", "许多", "许诺"], &text[end..]).is_some();
        if !aside {
            end += word.len();
            // 十余件以上 says it once.
            if !modifiers.contains(&modifier) {
                modifiers.push(modifier);
            }
        }
    }
    let unit = last.unit.clone().or_else(|| amount.unit.clone());
    let (mut quantity, mut class) = if let Some(high) = &high {
        let mut scale = amount.scale;
        if amount.unit.is_none() && amount.class == Class::Count {
            // The unit and its scale are said once: 20至30万元, 5—10%.
            scale = high.scale;
            if high.read.scaled && !amount.read.scaled && amount.read.value < high.read.value {
                let word = scale_of(high);
                if amount.read.value.checked_mul(word)? < high.read.value {
                    scale = scale.checked_mul(word)?;
                }
            }
        }
        (
            interval::range(
                amount.quantity(scale, &[])?,
                high.quantity(high.scale, &[])?,
            ),
            Class::Range,
        )
    } else {
        let class = amount.class;
        (amount.quantity(amount.scale, &modifiers)?, class)
    };
    if class == Class::Count
        && matches!(quantity.modifier, None)
        && high.is_none()
        && matches!(last.read.spread, Some(Spread::Closed(_)))
    {
        class = Class::Range;
    }
    if class == Class::Count
        && (currency.contains(['¥', '$', '€', '£'])
            || currency.contains("人民币")
            || currency.contains("RMB"))
    {
        class = Class::Money;
    }
    if negative {
        quantity = interval::negative(quantity);
    }
    if matches!(
        class,
        Class::Count | Class::Percent | Class::Money | Class::Points
    ) && let Some(fall) = change(place.moved(start))
    {
        if class != Class::Points {
            class = Class::Growth;
        }
        if fall && !negative {
            quantity = interval::negative(quantity);
        }
    }
    if class == Class::Count && unit.is_none() && high.is_none() {
        class = unnamed(place, start, end);
    }
    let numeral = amount.numeral.start..last.numeral.end;
    Some(Reading::Figure(Found {
        range: start..end,
        numeral,
        class,
        quantity: Some(quantity),
        unit,
    }))
}

/// The scale word of an amount as a factor.
fn scale_of(amount: &Amount) -> Decimal {
    let mut scale = Decimal::ONE;
    let mut rest = amount.read.value;
    for unit in [100_000_000u64, 10_000] {
        let unit = Decimal::from(unit);
        if rest >= unit && amount.read.scale_len > 0 {
            scale = unit;
            rest = Decimal::ZERO;
        }
    }
    scale
}

/// Whether a verb of change stands right before: 增长12%; true means a fall.
fn change(place: Place) -> Option<bool> {
    let mut gap = place.gap();
    loop {
        if let Some(&(word, fall)) = CHANGES
            .iter()
            .filter(|(word, _)| gap.ends_with(word))
            .max_by_key(|(word, _)| word.len())
        {
            let head = &gap[..gap.len() - word.len()];
            // 新增3件 counts what is new.
            return (!head.ends_with(['新', '倍', '递', '加', '下', '投'])).then_some(fall);
        }
        let filler = longest_end(AFTER_CHANGE, gap);
        let Some(filler) = filler else {
            break;
        };
        gap = &gap[..gap.len() - filler.len()];
    }
    // 比上年多3件, 较上年少3件.
    let clause = place.gap();
    let compared = clause.contains(['比', '较']);
    if compared && clause.ends_with('多') {
        return Some(false);
    }
    if compared && clause.ends_with('少') && !clause.ends_with("至少") && !clause.ends_with("最少")
    {
        return Some(true);
    }
    None
}

/// A number without a unit is a count where a label stands by it (部分公开12，占…), else it is nothing we know.
fn unnamed(place: &Place, start: usize, end: usize) -> Class {
    let digits = place.text[start..end]
        .chars()
        .filter(char::is_ascii_digit)
        .count();
    let labelled = place.text[..start]
        .chars()
        .next_back()
        .is_some_and(|c| is_chinese(c) || matches!(c, ':' | ' ' | '“' | '、' | ','));
    let whole = start == 0 && end == place.text.len();
    if digits <= 7 && (labelled || whole) || place.text[start..end].contains(is_chinese) {
        Class::Count
    } else {
        Class::Other
    }
}
