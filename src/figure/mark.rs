//! Numbers of headings and lists: 1., （一）, ①, 一是, 附件1.

use std::sync::LazyLock;

use regex::Regex;

use super::Class;
use super::identifier::pattern;
use super::lexicon::{SPANS, is_counted};
use super::numeral;
use super::place::{Found, Place, Reading, is_chinese};

/// 1. and 1、 and （一） and 1.2.3 before a heading.
static LINE_MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:\( ?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}) ?\)",
        r"|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:\)|、|\. |\.)",
        r"|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\.? )"
    ))
});

/// 1.1, 2.1.3 before a heading.
static OUTLINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}"));

static ENUMERATOR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[一二三四五六七八九十]{1,2}(?:是|要|则)"));

/// 第一，… 第二，…
static FIRSTLY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^第[一二三四五六七八九十]{1,2}[,:]"));

static ANNEX: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9]{1,2}(?:[-.][0-9]{1,2})?"));

/// Whether a character is a number in a circle or in brackets.
fn is_encircled(c: char) -> bool {
    matches!(c, '①'..='⓿' | '❶'..='➓' | '㈠'..='㉃' | '㉑'..='㊰' | '㊱'..='㊿')
}

/// The number that a list mark says: 2 of 2、; 0 where it says none.
pub(super) fn number(mark: &str) -> u32 {
    let digits = mark.trim_matches(|c: char| !numeral::can_begin(c));
    numeral::read(digits)
        .filter(|read| read.len == digits.len() || digits.starts_with(|c: char| c.is_ascii_digit()))
        .and_then(|read| u32::try_from(read.value).ok())
        .unwrap_or(0)
}

/// Whether the number of a list mark follows that of the last one: 1、… 2、… in one line.
fn goes_on_from(place: &Place) -> bool {
    LINE_MARK
        .find(place.rest())
        .is_some_and(|hit| place.mark > 0 && number(hit.as_str()) == place.mark + 1)
}

/// Numbers of headings and lists.
pub(super) fn marker(place: &Place) -> Option<Reading> {
    let rest = place.rest();
    let here = place.here()?;
    let figure = |len: usize| {
        Some(Reading::Figure(Found::plain(
            place.at..place.at + len,
            Class::Marker,
        )))
    };
    if is_encircled(here) {
        return figure(here.len_utf8());
    }
    if matches!(here, 'Ⅰ'..='ⅻ')
        && place.begins_line()
        && rest[here.len_utf8()..].starts_with(['、', '.', ' '])
    {
        return figure(here.len_utf8());
    }
    if place.begins_clause()
        && let Some(hit) = ENUMERATOR.find(rest)
    {
        let word = hit.as_str();
        let counted = word.ends_with(['要', '则'])
            && !place
                .previous()
                .is_none_or(|c| matches!(c, '。' | ';' | ':' | '\n'));
        if !counted {
            return figure(hit.end());
        }
    }
    if here == '第'
        && place
            .previous()
            .is_none_or(|c| matches!(c, '\n' | '。' | ';' | ':'))
        && let Some(hit) = FIRSTLY.find(rest)
    {
        return figure(hit.end() - 1);
    }
    let head = place.before(6);
    let annex = ["附件", "附表", "附图", "附录", "专栏", "图", "表"]
        .iter()
        .any(|word| head.ends_with(word));
    if annex && let Some(hit) = ANNEX.find(rest) {
        let tail = &rest[hit.end()..];
        let counted = is_counted(tail)
            || tail.starts_with(|c: char| {
                c.is_ascii_digit() || matches!(c, '%' | '万' | '年' | '月' | '余' | '多')
            });
        let plain = !head.ends_with('表') && !head.ends_with('图')
            || head.chars().count() == 1
            || head.ends_with("附表")
            || head.ends_with("附图")
            || !head.chars().rev().nth(1).is_some_and(is_chinese);
        if !counted && plain {
            return figure(hit.end());
        }
    }
    let opens = place.begins_line()
        || head.ends_with("附件:")
        || head.ends_with("附:")
        || place
            .previous()
            .is_some_and(|c| matches!(c, '。' | ';' | ':' | '!' | '?'))
        || goes_on_from(place);
    let bracketed = rest.starts_with('(');
    if !(opens || bracketed) {
        return None;
    }
    if place.begins_line()
        && let Some(hit) = OUTLINE.find(rest)
    {
        let tail = &rest[hit.end()..];
        let named = tail.starts_with(|c: char| is_chinese(c) && !numeral::can_begin(c));
        let counted = is_counted(tail)
            || SPANS.starts(tail)
            || tail.starts_with(['元', '倍', '成', '折', '余', '多', '日', '月']);
        if named && !counted {
            return figure(hit.end());
        }
    }
    let hit = LINE_MARK.find(rest)?;
    let text = hit.as_str();
    if number(text) == 0 {
        // 五一 is no number.
        return None;
    }
    let tail = &rest[hit.end()..];
    let next = tail.chars().next();
    if bracketed && !opens {
        // (一) in a line is still a mark, (3) there is a count.
        let chinese = text.chars().nth(1).is_some_and(|c| !c.is_ascii_digit());
        return if chinese && place.previous() != Some('第') {
            figure(hit.end())
        } else {
            None
        };
    }
    let dotted = text.ends_with('.') || text.ends_with('、');
    let goes_on = match next {
        Some(c) if c.is_ascii_digit() => {
            text.ends_with(' ') || text.ends_with('.') && is_year(tail)
        }
        Some(c) if text.ends_with('、') => !numeral::can_begin(c) || opens && !counts(tail),
        Some(_) => true,
        None => !dotted || place.begins_line(),
    };
    if !goes_on {
        return None;
    }
    figure(text.trim_end().len())
}

fn is_year(text: &str) -> bool {
    text.len() > 4
        && text.as_bytes()[..4].iter().all(u8::is_ascii_digit)
        && text[4..].starts_with('年')
}

/// Whether the numeral at the start of a text counts something: 3、5个.
fn counts(text: &str) -> bool {
    numeral::read(text).is_some_and(|numeral| {
        let tail = &text[numeral.len..];
        is_counted(tail) || tail.starts_with('、')
    })
}
