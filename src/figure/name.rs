//! Fixed expressions, and words that only contain a numeral: “五公开”, 十三五, 两级; 进一步, 统一.

use std::sync::LazyLock;

use regex::Regex;

use super::Class;
use super::identifier::pattern;
use super::lexicon::{AFTER_LARGE, TERMS, UNITS, WORDS, unit_at};
use super::numeral::{self, Style};
use super::place::{Found, Place, Reading, is_chinese};
use crate::words::Words;

/// Plans, congresses, sums of letters and figures, services round the clock.
static PLAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:第?十[一二三四五六]个?五(?:年规划|年计划|年)?|(?:十[五六七八九]|二十一?|二十二)大|(?:十[五六七八九]|二十[一二]?)届(?:[一二三四五六七]中全会)?",
        r"|[一二三四五六七]中全会",
        r"|[一二三四五六七八九十]{1,3}届(?:全国|省|市|县|区)?(?:人大|政协|人代会|党代会|人民代表大会)?(?:常委会)?第?[一二三四五六七八九十]{1,3}次(?:全体会议|全会|会议|全委会|大会|常委会)?",
        r"|[0-9]{1,3}(?: ?[+×xX*·] ?[0-9NnXx]{1,3}){1,5}(?:\+[A-Za-z]|小时)?",
        r"|(?:[5-9]0|00)后",
        r"|(?:24小时|365天|7天)(?:[×xX*](?:24小时|365天))?",
        r"|[0-9]{1,2}分钟.{0,4}圈|[0-9]{1,4}强(?:企业|县|市|区|镇)?)"
    ))
});

/// How far a quotation may reach for the words in it to be a name.
const QUOTED: usize = 12;

/// “五公开”, “三公”经费, 十三五, 两级: a name, not a number of things.
pub(super) fn term(place: &Place) -> Option<Reading> {
    let rest = place.rest();
    let figure = |len: usize| {
        Some(Reading::Figure(Found::plain(
            place.at..place.at + len,
            Class::Term,
        )))
    };
    if place
        .previous()
        .is_some_and(|c| c.is_ascii_alphanumeric() || c == '.')
    {
        return None;
    }
    if let Some(hit) = PLAN.find(rest) {
        let text = hit.as_str();
        let tail = &rest[hit.end()..];
        let length = text.ends_with(['时', '天'])
            && !text.contains(['×', 'x', 'X', '*'])
            && (["内", "之内", "以内", "前", "后", "以上", "以下", "的"]
                .iter()
                .any(|word| tail.starts_with(word))
                || text == "7天");
        let sum = text.contains(['+', '×', 'x', 'X', '*', '·'])
            && !text.contains('时')
            && (tail.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '=' | '-'))
                || tail.starts_with(['^', '²', '³', '¹', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁻'])
                || place.previous().is_none_or(is_chinese) && text.contains('*'));
        let gathers = text.ends_with('大') && AFTER_LARGE.starts(tail);
        let after = text.ends_with('后') && tail.starts_with(['续', '来', '期', '台', '备', '再']);
        if !length && !sum && !gathers && !after {
            return figure(hit.end());
        }
    }
    if let Some(len) = code_name(place) {
        return figure(len);
    }
    if let Some(term) = TERMS.start_of(rest) {
        let tail = &rest[term.len()..];
        // 三农 is no part of 三农场; 一窗 none of 一窗口 counted. A 量词 that the term cuts in two stays a 量词.
        if !cut(rest, term, tail) {
            return figure(term.len());
        }
    }
    let here = place.here()?;
    if !numeral::is_chinese_digit(here) && here != '十' && here != '百' {
        return None;
    }
    if let Some(len) = quoted(place) {
        return figure(len);
    }
    paired(place).or_else(|| level(place)).and_then(figure)
}

/// Whether a term ends inside a 量词: 两会 in 两会场.
fn cut(rest: &str, term: &str, tail: &str) -> bool {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    unit_at(&rest[first..]).is_some_and(|unit| first + unit.len() > term.len()) && !tail.is_empty()
}

/// “3550”改革: digits alone in a quotation are a name, unless they are a year.
fn code_name(place: &Place) -> Option<usize> {
    let rest = place.rest();
    let run = rest.bytes().take_while(u8::is_ascii_digit).count();
    let year = run == 4 && (rest.starts_with("19") || rest.starts_with("20"));
    let alone = place.previous() == Some('“') && rest[run..].starts_with('”');
    (run > 1 && alone && !year).then_some(run)
}

/// A Chinese numeral in a short quotation is part of a name: “两微一端”, “高效办成一件事”.
fn quoted(place: &Place) -> Option<usize> {
    let head = place.before(QUOTED);
    if place.previous() != Some('"') {
        let open = head.rfind(['“', '‘', '「', '『'])?;
        if head[open..].contains(['”', '’', '」', '』', '。', ',', ';', '、']) {
            return None;
        }
    }
    let rest = place.rest();
    let close = rest
        .char_indices()
        .take(QUOTED)
        .find(|&(_, c)| matches!(c, '”' | '’' | '」' | '』' | '"'))?
        .0;
    let name = &rest[..close];
    let alone = numeral::read(name).is_some_and(|numeral| numeral.len == name.len());
    (!name.contains(['。', ',', ';', '“']) && !alone && close > 0).then_some(close)
}

/// 三审三校, 一事一审: a digit and a word, twice.
fn paired(place: &Place) -> Option<usize> {
    let mut chars = place.rest().char_indices();
    let (_, a) = chars.next()?;
    let (_, first) = chars.next()?;
    let (_, b) = chars.next()?;
    let (at, second) = chars.next()?;
    let words = [first, second].iter().all(|&c| {
        is_chinese(c)
            && !numeral::can_begin(c)
            && !matches!(
                c,
                '点' | '又' | '比' | '分' | '半' | '加' | '减' | '等' | '至' | '到'
            )
    });
    let digits =
        numeral::is_chinese_digit(a) && numeral::is_chinese_digit(b) && a != '零' && b != '零';
    let mut unit = [0; 4];
    let counted = [first, second]
        .iter()
        .any(|c| UNITS.has(c.encode_utf8(&mut unit)));
    (words && digits && (!counted || a == b && a == '一')).then_some(at + second.len_utf8())
}

/// 市县两级, 三级: levels of government or of anything.
fn level(place: &Place) -> Option<usize> {
    let here = place.here()?;
    let tail = &place.rest()[here.len_utf8()..];
    (numeral::is_chinese_digit(here) && tail.starts_with('级'))
        .then_some(here.len_utf8() + '级'.len_utf8())
}

/// What 一起 counts.
static CASES: LazyLock<Words> =
    LazyLock::new(|| Words::new("案 行政 诉讼 复议 投诉 举报 事故 事件 信访 群体 因 涉"));

/// The most characters of a word before its numeral: 扫一扫, 再三.
const WORD_LEAD: usize = 3;

/// Words with a numeral in them that say no number.
pub(super) fn word(place: &Place) -> Option<Reading> {
    let rest = place.rest();
    let here = place.here()?;
    if !is_chinese(here) {
        return None;
    }
    // The word may begin before the numeral: 进一步, 统一.
    let starts = std::iter::once(place.at).chain(
        place.text[place.floor..place.at]
            .char_indices()
            .rev()
            .take(WORD_LEAD)
            .map(|(start, _)| place.floor + start),
    );
    let longest = starts
        .filter_map(|start| Some(start + WORDS.start_of(&place.text[start..])?.len()))
        .max()?;
    if longest <= place.at {
        return None;
    }
    // 十分之一 and 十分钟 are numbers all the same; so is 一步 in 一百步.
    let word = &place.text[place.at..longest];
    if word == "十分" && (rest.starts_with("十分之") || rest.starts_with("十分钟")) {
        return None;
    }
    let numeral = numeral::read(rest);
    let whole = numeral
        .is_some_and(|numeral| numeral.style == Style::Chinese && place.at + numeral.len > longest);
    // 四方 is none in 四方面, 一起 none in 一起案件.
    let formal = matches!(here, '陆' | '伍' | '肆' | '拾');
    let counted = !formal && cut(rest, word, &place.text[longest..])
        || word == "一起" && CASES.starts(&place.text[longest..]);
    if counted {
        return None;
    }
    (!whole).then_some(Reading::Passed(longest))
}
