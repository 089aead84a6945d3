//! Numbers that order and name: list numbers, ranks, fixed expressions, and words that only contain a numeral.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::Class;
use super::identifier::pattern;
use super::interval;
use super::lexicon::{AFTER_LARGE, SPANS, TERMS, UNITS, WORDS, is_counted, unit_at};
use super::numeral::{self, Style};
use super::place::{Found, Place, Reading, is_chinese};
use super::words::Words;

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

/// What 前 may follow when it means a rank.
const BEFORE_TOP: &[char] = &[
    '名', '列', '居', '位', '在', '进', '入', '跻', '身', '国', '省', '市', '区', '县', '界', '的',
    '度', '量',
];

/// What makes a word of time with 前: 目前, 日前, 此前.
const NOT_TOP: &[char] = &[
    '目', '日', '此', '以', '之', '年', '月', '先', '当', '提', '会',
];

/// 第23名, 第一, 前三, 首位.
pub(super) fn ordinal(place: &Place) -> Option<Reading> {
    let rest = place.rest();
    match place.here()? {
        '第' => {
            let start = '第'.len_utf8();
            let open = usize::from(rest[start..].starts_with(['(', ' ']));
            let numeral = numeral::read(&rest[start + open..])?;
            if open > 0 && numeral.value >= Decimal::ONE_THOUSAND {
                // 第(2018)3号 is a document.
                return None;
            }
            let mut end = start + open + numeral.len;
            if open > 0 && rest[start..].starts_with('(') {
                if !rest[end..].starts_with(')') {
                    return None;
                }
                end += 1;
            }
            Some(rank(place, start + open, &numeral, end))
        }
        '首' if rest.starts_with("首位") => {
            let end = place.at + "首位".len();
            Some(Reading::Figure(Found {
                range: place.at..end,
                numeral: place.at..place.at + '首'.len_utf8(),
                class: Class::Ordinal,
                quantity: Some(interval::exactly(Decimal::ONE)),
                unit: Some("位".to_owned()),
            }))
        }
        '前' => {
            let start = '前'.len_utf8();
            let numeral = numeral::read(&rest[start..])?;
            let end = start + numeral.len;
            let tail = &rest[end..];
            let ranked = ["名", "位", "强", "甲", "列"]
                .iter()
                .any(|word| tail.starts_with(word));
            let free = tail
                .chars()
                .next()
                .is_none_or(|c| !is_chinese(c) || matches!(c, '的' | '行'));
            let opens = place
                .previous()
                .is_none_or(|c| BEFORE_TOP.contains(&c) || !is_chinese(c));
            if !(ranked && !place.previous().is_some_and(|c| NOT_TOP.contains(&c)) || free && opens)
            {
                return None;
            }
            Some(rank(place, start, &numeral, end))
        }
        c if numeral::can_begin(c) && hao(rest) => {
            let numeral = numeral::read(rest)?;
            Some(rank(place, 0, &numeral, numeral.len))
        }
        c if numeral::can_begin(c) => {
            // 第一、二、三批: the list goes on.
            let last = place.last?;
            let value = last.quantity?.value;
            let between = &place.text[last.range.end..place.at];
            let numeral = numeral::read(rest)?;
            let next = last.class == Class::Ordinal
                && last.unit.is_none()
                && matches!(between, "、" | "和" | "至" | "到" | "及" | "-")
                && (numeral.value == value + Decimal::ONE
                    || between != "、" && numeral.value > value);
            if !next {
                return None;
            }
            Some(rank(place, 0, &numeral, numeral.len))
        }
        _ => None,
    }
}

/// 12号 without a street or a month: a number that names.
fn hao(rest: &str) -> bool {
    numeral::read(rest)
        .is_some_and(|numeral| rest[numeral.len..].starts_with('号') && !numeral.scaled)
}

/// What is ranked by 第, besides what is counted.
static RANKS: LazyLock<Words> =
    LazyLock::new(|| Words::new("强 号 象限 梯队 阶段 方阵 世 天 年 周 月 大"));

fn rank(place: &Place, start: usize, numeral: &numeral::Numeral, end: usize) -> Reading {
    let rest = place.rest();
    let tail = &rest[end..];
    let unit = [unit_at(tail), RANKS.start_of(tail)]
        .into_iter()
        .flatten()
        .max_by_key(|unit| unit.len());
    Reading::Figure(Found {
        range: place.at..place.at + end + unit.map_or(0, str::len),
        numeral: place.at + start..place.at + start + numeral.len,
        class: Class::Ordinal,
        quantity: Some(interval::exactly(numeral.value)),
        unit: unit.map(str::to_owned),
    })
}

static PLAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:第?十[一二三四五六]个?五(?:年规划|年计划|年)?|(?:十[五六七八九]|二十一?|二十二)大|(?:十[五六七八九]|二十[一二]?)届(?:[一二三四五六七]中全会)?",
        r"|[一二三四五六七]中全会",
        r"|[一二三四五六七八九十]{1,3}届(?:人大|政协|人代会|党代会|人民代表大会)?(?:常委会)?第?[一二三四五六七八九十]{1,3}次(?:全体会议|全会|会议|全委会|大会|常委会)?",
        r"|[0-9]{1,3}(?: ?[+×xX*·] ?[0-9NnXx]{1,3}){1,5}(?:\+[A-Za-z])?",
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
                || place.previous().is_none_or(is_chinese) && text.contains('*'));
        let gathers = text.ends_with('大') && AFTER_LARGE.starts(tail);
        if !length && !sum && !gathers {
            return figure(hit.end());
        }
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
    let counted = cut(rest, word, &place.text[longest..])
        || word == "一起" && CASES.starts(&place.text[longest..]);
    if counted {
        return None;
    }
    (!whole).then_some(Reading::Passed(longest))
}
