//! Reads one numeral: Arabic, Chinese or mixed (1.2万, 二百五, 壹佰, 三点一四), exactly.

mod literal;
mod reader;

use rust_decimal::Decimal;

/// A numeral, read from the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Bytes it takes.
    pub len: usize,
    /// Its value; for a vague one (十几, 两三百) the lowest it may be.
    pub value: Decimal,
    /// The unit of its last written place other than zero: 50亿 → 10亿, 1600 → 100, 1.2万 → 1000, 8.0 → 0.1.
    pub place: Decimal,
    /// Both ends, where the words themselves name two (几十, 数百, 两三百).
    pub spread: Option<Spread>,
    /// Written with 万, 亿 or 兆.
    pub scaled: bool,
    /// The bytes of those words where they end it: the 万 of 5000万.
    pub scale_len: usize,
    /// What the words after its last digit multiply: 10 000 of 5万, 1000 of 5千.
    pub factor: Decimal,
    /// Has digits after the point.
    pub fractional: bool,
    /// How it is written.
    pub style: Style,
}

/// The ends that the words of a vague numeral name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// 几十, 十几: above the value and below this.
    Open(Decimal),
    /// 500余万, 三十余万: from the value itself to below this.
    From(Decimal),
    /// 两三百: from the value up to this.
    Closed(Decimal),
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Begins with an Arabic digit.
    Arabic,
    /// Several Chinese number words.
    Chinese,
    /// One Chinese digit, 十 or 零 alone: often only part of a word.
    Lone,
    /// Begins with 百, 千, 万 or 亿 and has no digit: a number only beside 上, 近, 余.
    Bare,
    /// Chinese digits in a row (二〇一八): read out, not counted.
    Digits,
}

/// More digits in a row than any number has.
pub(super) const LONGEST_RUN: usize = 28;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Digit(u8),
    Zero,
    Tens(u8),
    Small(u32),
    Big(u64),
    Some,
}

fn word(c: char) -> Option<Word> {
    Some(match c {
        '〇' | '零' => Word::Zero,
        '一' | '壹' | '弌' | '幺' => Word::Digit(1),
        '二' | '两' | '贰' | '貳' | '俩' | '倆' | '弍' => Word::Digit(2),
        '三' | '叁' | '參' | '叄' | '弎' | '仨' => Word::Digit(3),
        '四' | '肆' => Word::Digit(4),
        '五' | '伍' => Word::Digit(5),
        '六' | '陆' | '陸' => Word::Digit(6),
        '七' | '柒' => Word::Digit(7),
        '八' | '捌' => Word::Digit(8),
        '九' | '玖' => Word::Digit(9),
        '廿' => Word::Tens(2),
        '卅' => Word::Tens(3),
        '卌' => Word::Tens(4),
        '十' | '拾' => Word::Small(10),
        '百' | '佰' => Word::Small(100),
        '千' | '仟' => Word::Small(1000),
        '万' => Word::Big(10_000),
        '亿' => Word::Big(100_000_000),
        '兆' => Word::Big(1_000_000_000_000),
        '几' | '数' => Word::Some,
        _ => return None,
    })
}

/// Whether a character can begin a numeral; 几 and 数 only can before 十, 百, 千, 万, 亿.
#[must_use]
pub fn can_begin(c: char) -> bool {
    c.is_ascii_digit() || word(c).is_some()
}

/// Whether a character is a Chinese digit, 零 included.
#[must_use]
pub fn is_chinese_digit(c: char) -> bool {
    matches!(word(c), Some(Word::Digit(_) | Word::Zero))
}

/// Digits read one by one, Chinese or Arabic: 二〇一八 → 2018.
#[must_use]
pub fn digits(text: &str) -> Option<u32> {
    let mut value = 0u32;
    for c in text.chars() {
        let digit = match word(c) {
            Some(Word::Digit(digit)) => u32::from(digit),
            Some(Word::Zero) => 0,
            _ => c.to_digit(10)?,
        };
        value = value.checked_mul(10)?.checked_add(digit)?;
    }
    (!text.is_empty()).then_some(value)
}

/// The Roman number at the start of a text, with its bytes: Ⅲ, and III where its letters are spelt as the rules want.
#[must_use]
pub(super) fn roman(text: &str) -> Option<(u32, usize)> {
    let mut sum = 0;
    let mut len = 0;
    let mut spelt = String::new();
    for c in text.chars() {
        let (value, letters) = match c {
            'Ⅰ'..='Ⅻ' => (u32::from(c) - u32::from('Ⅰ') + 1, false),
            'ⅰ'..='ⅻ' => (u32::from(c) - u32::from('ⅰ') + 1, false),
            'I' | 'V' | 'X' => (0, true),
            _ => break,
        };
        if letters == spelt.is_empty() && len > 0 {
            return None;
        }
        len += c.len_utf8();
        if letters {
            spelt.push(c);
        } else {
            sum += value;
        }
    }
    if spelt.is_empty() {
        return (len > 0).then_some((sum, len));
    }
    let (tens, ones) = spelt.split_at(spelt.find(['I', 'V']).unwrap_or(spelt.len()));
    let all = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = all.iter().position(|one| *one == ones)?;
    let tens = tens.len();
    let value = u32::try_from(tens * 10 + ones).ok()?;
    (tens <= 3).then_some((value, len))
}

/// Reads the numeral at the start of `text`, which has been folded to half width. Absent if there is none, or if it is larger
/// than any figure of a report could be.
#[must_use]
pub fn read(text: &str) -> Option<Numeral> {
    reader::read(text)
}

#[cfg(test)]
mod tests {
    use super::{Spread, Style, read};
    use rust_decimal::Decimal;

    fn case(text: &str, value: &str, place: &str) {
        let numeral = read(text).unwrap_or_else(|| panic!("{text} is a numeral"));
        assert_eq!(numeral.len, text.len(), "{text} is read whole");
        assert_eq!(
            numeral.value,
            Decimal::from_str_exact(value).expect(value),
            "{text}"
        );
        assert_eq!(
            numeral.place,
            Decimal::from_str_exact(place).expect(place),
            "last place of {text}"
        );
    }

    #[test]
    fn reads_every_way_of_writing() {
        case("92068", "92068", "1");
        case("92,068", "92068", "1");
        case("92 068", "92068", "1");
        case("1600", "1600", "100");
        case("50亿", "5000000000", "1000000000");
        case("1.2万", "12000", "1000");
        case("11.10亿", "1110000000", "1000000");
        case("7万5千4百", "75400", "100");
        case("1千零20", "1020", "10");
        case("3万4000", "34000", "1000");
        case("一百二十三", "123", "1");
        case("二百五", "250", "10");
        case("一万五", "15000", "1000");
        case("一百零一万一千", "1011000", "1000");
        case("五亿零六", "500000006", "1");
        case("四万万", "400000000", "100000000");
        case("一万五千亿", "1500000000000", "100000000000");
        case("两千三点一", "2300.1", "0.1");
        case("三点五万", "35000", "1000");
        case("廿三", "23", "1");
        case("壹佰贰拾叁", "123", "1");
        case("一百零十万", "1100000", "100000");
        case("零点五", "0.5", "0.1");
        case("半百", "50", "10");
        case("二〇一八", "2018", "1");
    }

    #[test]
    fn reads_what_is_vague() {
        let spread = |text: &str| {
            let numeral = read(text).unwrap_or_else(|| panic!("{text} is a numeral"));
            (numeral.len == text.len()).then_some((numeral.value, numeral.spread))
        };
        let open = |low: i64, high: i64| Some((low.into(), Some(Spread::Open(high.into()))));
        let closed = |low: i64, high: i64| Some((low.into(), Some(Spread::Closed(high.into()))));
        assert_eq!(spread("十几"), open(10, 20));
        assert_eq!(spread("几十"), open(10, 100));
        assert_eq!(spread("数百万"), open(1_000_000, 10_000_000));
        assert_eq!(spread("二十几万"), open(200_000, 300_000));
        assert_eq!(spread("一百零几万"), open(1_000_000, 1_100_000));
        let from = |low: i64, high: i64| Some((low.into(), Some(Spread::From(high.into()))));
        assert_eq!(spread("500余万"), from(5_000_000, 6_000_000));
        assert_eq!(spread("三十余万"), from(300_000, 400_000));
        assert_eq!(spread("十余万"), open(100_000, 200_000));
        assert_eq!(
            spread("三十万多亿"),
            open(30_000_000_000_000, 40_000_000_000_000)
        );
        assert_eq!(spread("两三百"), closed(200, 300));
        assert_eq!(spread("十七八"), closed(17, 18));
    }

    #[test]
    fn stops_where_the_number_ends() {
        let part =
            |text: &'static str| read(text).map(|numeral| (&text[..numeral.len], numeral.style));
        assert_eq!(part("三件"), Some(("三", Style::Lone)));
        assert_eq!(part("一点两小时"), Some(("一", Style::Lone)));
        assert_eq!(part("2.0.1"), Some(("2", Style::Arabic)));
        assert_eq!(part("百姓"), Some(("百", Style::Bare)));
        assert_eq!(part("一百零"), Some(("一百", Style::Chinese)));
        assert_eq!(part("几个"), None);
        assert_eq!(part("99999999999999999999999999999999999"), None);
    }
}
