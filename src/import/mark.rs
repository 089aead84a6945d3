//! Marks of headings (层次序数): 一、（一）1.（1）, in the widths and with the spaces that people write.

use unicode_normalization::UnicodeNormalization;

/// A mark that the tool's own numbering puts back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// 1 to 4: 一、 （一） 1. （1）.
    pub(super) level: u8,
    /// Its number.
    pub(super) number: usize,
    /// Bytes of the text that it takes, with the white space behind it.
    pub(super) length: usize,
}

/// The mark that a text begins with.
pub(super) fn read(text: &str) -> Option<Mark> {
    let mut folded = Folded::new(text);
    let bracketed = folded.take(|c| c == '(') == 1;
    folded.skip_space();
    let start = folded.at;
    let chinese = folded.take(|c| "一二三四五六七八九十".contains(c)) > 0;
    if !chinese {
        folded.take(|c| c.is_ascii_digit());
    }
    let digits: String = folded.chars[start..folded.at]
        .iter()
        .map(|(c, _)| *c)
        .collect();
    let number = if chinese {
        chinese_number(&digits)?
    } else {
        Some(digits.as_str())
            .filter(|digits| digits.len() <= 2)?
            .parse()
            .ok()?
    };
    folded.skip_space();
    let closed = match (bracketed, chinese) {
        (true, _) => folded.take(|c| c == ')') == 1,
        (false, true) => folded.take_one(|c| matches!(c, '、' | '.' | ',')),
        // 1.5 is a number, 1、 is not what the tool would print.
        (false, false) => {
            folded.take_one(|c| c == '.') && folded.next().is_none_or(|c| !c.is_ascii_digit())
        }
    };
    if !closed || number == 0 {
        return None;
    }
    folded.skip_space();
    // Two marks at once are no mark of ours.
    if folded
        .next()
        .is_none_or(|c| matches!(c, '、' | '.' | ',' | ')' | '至' | '-' | '~'))
    {
        return None;
    }
    let level = match (bracketed, chinese) {
        (false, true) => 1,
        (true, true) => 2,
        (false, false) => 3,
        (true, false) => 4,
    };
    Some(Mark {
        level,
        number,
        length: folded.offset(),
    })
}

/// Whether a text begins with something that numbers it, though the tool would not print it so: 1、 ①.
pub(super) fn is_foreign(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    if matches!(first, '①'..='⑳' | '⑴'..='⒛' | '㈠'..='㈩') {
        return true;
    }
    let rest = text.nfkc().collect::<String>();
    let rest = rest.trim_start_matches(['(', ' ']);
    let after =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let numeral = rest.len() - after.len();
    (1..=9).contains(&numeral) && after.starts_with(['、', ')'])
}

/// 一 to 九十九.
pub(super) fn chinese_number(text: &str) -> Option<usize> {
    let digit = |c: char| {
        "一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .map(|at| at + 1)
    };
    match text.split_once('十') {
        None => {
            let mut chars = text.chars();
            let one = digit(chars.next()?)?;
            chars.next().is_none().then_some(one)
        }
        Some((tens, ones)) => {
            let part = |text: &str, absent: usize| {
                if text.is_empty() {
                    return Some(absent);
                }
                let mut chars = text.chars();
                let one = digit(chars.next()?)?;
                chars.next().is_none().then_some(one)
            };
            Some(part(tens, 1)? * 10 + part(ones, 0)?)
        }
    }
}

/// The start of a text in half width, each character with the offset behind it.
struct Folded {
    chars: Vec<(char, usize)>,
    at: usize,
}

impl Folded {
    fn new(text: &str) -> Self {
        // No mark is longer.
        const MOST: usize = 16;
        let chars = text.char_indices().take(MOST).filter_map(|(at, c)| {
            let mut folded = c.nfkc();
            let one = folded.next()?;
            let one = if folded.next().is_some() { c } else { one };
            Some((one, at + c.len_utf8()))
        });
        Self {
            chars: chars.collect(),
            at: 0,
        }
    }

    fn next(&self) -> Option<char> {
        self.chars.get(self.at).map(|(c, _)| *c)
    }

    fn take(&mut self, is: impl Fn(char) -> bool) -> usize {
        let start = self.at;
        while self.next().is_some_and(&is) {
            self.at += 1;
        }
        self.at - start
    }

    fn take_one(&mut self, is: impl Fn(char) -> bool) -> bool {
        let found = self.next().is_some_and(is);
        self.at += usize::from(found);
        found
    }

    fn skip_space(&mut self) {
        self.take(char::is_whitespace);
    }

    fn offset(&self) -> usize {
        self.at.checked_sub(1).map_or(0, |last| self.chars[last].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_all_levels() {
        let case = |text: &str, level, number| {
            let mark = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((mark.level, mark.number), (level, number), "{text}");
            assert!(text[mark.length..].starts_with("总体"), "{text}");
        };
        case("一、总体情况", 1, 1);
        case("十二 、 总体情况", 1, 12);
        case("二十．总体情况", 1, 20);
        case("（三）总体情况", 2, 3);
        case("( 三 )　总体情况", 2, 3);
        case("3.总体情况", 3, 3);
        case("１２．总体情况", 3, 12);
        case("（4）总体情况", 4, 4);
        case("(10) 总体情况", 4, 10);
    }

    #[test]
    fn what_is_no_mark() {
        for text in [
            "1、总体情况",
            "3.5万元",
            "2018.总体",
            "（一）、总体",
            "三）总体情况",
            "一是总体",
            "一总体",
            "（一）",
            "一、",
            "0.总体",
            "（2018）总体",
            "",
            "十一十、总体",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(is_foreign("1、总体") && is_foreign("三）总体") && is_foreign("①总体"));
        assert!(!is_foreign("总体") && !is_foreign("2018年") && !is_foreign("一是"));
    }
}
