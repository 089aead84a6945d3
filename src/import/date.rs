//! 成文日期 as people write it: 2019年2月28日, 二〇一九年二月二十八日, 2019-02-28.

use unicode_normalization::UnicodeNormalization;

use super::mark::chinese_number;
use crate::report::Date;

/// The date that a text is, and nothing else; brackets around it are none of it.
#[must_use]
pub fn read(text: &str) -> Option<Date> {
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let inner = folded
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'));
    let text = inner.unwrap_or(&folded);
    let Some((year, rest)) = text.split_once('年') else {
        return dashed(text);
    };
    let (month, day) = rest.split_once('月')?;
    let day = day.strip_suffix(['日', '号'])?;
    let part = |text: &str| match text.parse() {
        Ok(number) => Some(number),
        Err(_) => chinese_number(text).and_then(|number| u8::try_from(number).ok()),
    };
    date(self::year(year)?, part(month)?, part(day)?)
}

fn dashed(text: &str) -> Option<Date> {
    let mark = text.chars().find(|c| matches!(c, '-' | '.' | '/'))?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [year, month, day] = parts[..] else {
        return None;
    };
    let part = |text: &str| text.parse().ok().filter(|_| text.len() <= 2);
    date(self::year(year)?, part(month)?, part(day)?)
}

/// Four digits, Arabic or Chinese.
fn year(text: &str) -> Option<i32> {
    if text.chars().count() != 4 {
        return None;
    }
    let digits = text.chars().map(digit).collect::<Option<Vec<_>>>()?;
    let year = digits.iter().fold(0, |year, digit| year * 10 + digit);
    i32::try_from(year)
        .ok()
        .filter(|year| (1990..2100).contains(year))
}

/// A digit of a year, in any width, Arabic or Chinese, with all that people write for 〇.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '〇' | '○' | '零' | 'O' | 'o' | '◯' | 'Ｏ' => Some(0),
        _ => chinese_number(&c.to_string())
            .and_then(|digit| u32::try_from(digit).ok())
            .filter(|digit| *digit < 10),
    }
}

fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    (1..=days)
        .contains(&day)
        .then_some(Date { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        let wanted = Some(Date {
            year: 2020,
            month: 2,
            day: 29,
        });
        for text in [
            "2020年2月29日",
            "（2020年02月29日）",
            "2020 年 2 月 29 日",
            "二〇二〇年二月二十九日",
            "二○二○年二月二十九日",
            "2020-02-29",
            "2020.2.29",
            "２０２０年２月２９日",
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
        for text in [
            "2019年2月29日",
            "2020年2月",
            "2020年",
            "二月二十九日",
            "2020.2",
            "全年2020年2月29日止",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
