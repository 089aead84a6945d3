//! Dates, times of day and periods: 2018年, 2018-12-31, 18:02, 2018年1月1日起，至2018年12月31日止.

mod digits;
mod period;

use self::digits::{clock, compact, numeric};
use self::period::{link, open_end, until};
use super::Class;
use super::lexicon::{SPANS, is_counted};
use super::numeral;
use super::place::{Found, Place, Reading, is_chinese};

/// Reads a date or a period.
pub(super) fn read(place: &Place) -> Option<Reading> {
    if let Some(len) = quarter(place.rest()) {
        return Some(found(place, len, Class::Date));
    }
    if ["正月", "腊月", "冬月"]
        .iter()
        .any(|month| place.before(2) == *month)
        && let Some(len) = day(place.rest())
    {
        return Some(found(place, len, Class::Date));
    }
    let previous = place.previous();
    // 1.2018年…: the mark ends where the year begins.
    let marked = place
        .last
        .is_some_and(|last| last.class == Class::Marker && last.range.end == place.at);
    let joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '第' | '#');
    if previous.is_some_and(joined) && !marked {
        return None;
    }
    let rest = place.rest();
    let first = moment(place, 0).filter(|&len| !is_proportion(place, len));
    let open = if first.is_none() {
        open_end(rest)
    } else {
        None
    };
    if let Some(len) = first
        && let Some(end) = until(place, len)
    {
        return Some(found(place, end, Class::Period));
    }
    if let Some(end) = open {
        return Some(found(place, end, Class::Period));
    }
    if let Some(len) = first {
        // 2018年1-12月
        let months = rest[..len]
            .split_once('年')
            .map_or("", |(_, months)| months);
        let ranged = months.contains(['-', '—', '–', '~', '─', '至', '到']);
        let class = if ranged { Class::Period } else { Class::Date };
        return Some(found(place, len, class));
    }
    if let Some(len) = listed_month(rest) {
        return Some(found(place, len, Class::Date));
    }
    bare_year(place).map(|len| found(place, len, Class::Date))
}

/// 第三季度, 前三季度.
fn quarter(rest: &str) -> Option<usize> {
    let lead = ["第", "前"].iter().find(|lead| rest.starts_with(**lead))?;
    let (value, len, _) = number(&rest[lead.len()..])?;
    let mut end = lead.len() + len;
    let listed = rest[end..]
        .chars()
        .next()
        .filter(|c| matches!(c, '、' | '和'));
    let step = listed.map_or_else(|| link(&rest[end..]), char::len_utf8);
    if step > 0
        && let Some((_, more, _)) = number(&rest[end + step..])
        && rest[end + step + more..].starts_with("季度")
    {
        end += step + more;
    }
    let fits = (1..=4).contains(&value) && rest[end..].starts_with("季度");
    fits.then_some(end + "季度".len())
}

/// 比例为1:30 is no time of day.
fn is_proportion(place: &Place, len: usize) -> bool {
    let rest = place.rest();
    let head = place.before(6);
    let said = ["比例", "比例为", "比为", "之比为", "配比", "比率", "比"]
        .iter()
        .any(|word| head.ends_with(word));
    rest[..len].contains(':')
        && (said
            || ["的比例", "比例", "的配比"]
                .iter()
                .any(|word| rest[len..].starts_with(word)))
}

/// 3、4月份: the unit stands at the last month alone.
fn listed_month(rest: &str) -> Option<usize> {
    let (first, len, _) = number(rest)?;
    let tail = rest[len..].strip_prefix(['、', '和'])?;
    let (second, more, _) = number(tail)?;
    let months = (1..second).contains(&first) && second <= 12 && tail[more..].starts_with('月');
    months.then_some(len)
}

fn found(place: &Place, len: usize, class: Class) -> Reading {
    Reading::Figure(Found::plain(place.at..place.at + len, class))
}

/// How a number in a date is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// So many Arabic digits, and whether the first is 0.
    Arabic(usize, bool),
    /// So many Chinese digits read out: 二〇一八.
    Digits(usize),
    /// A Chinese number: 十二.
    Chinese,
}

/// The most characters of a Chinese number in a date: 一千九百九十九.
const LONGEST: usize = 8;

/// A number of up to four digits.
fn number(text: &str) -> Option<(u32, usize, Written)> {
    let arabic = text.bytes().take_while(u8::is_ascii_digit).count();
    if arabic > 0 {
        let value = (arabic <= 4).then(|| text[..arabic].parse().ok())??;
        return Some((
            value,
            arabic,
            Written::Arabic(arabic, text.starts_with('0')),
        ));
    }
    let run = |test: fn(char) -> bool| {
        text.char_indices()
            .take(LONGEST + 1)
            .take_while(|&(_, c)| test(c))
            .last()
            .map_or(0, |(at, c)| at + c.len_utf8())
    };
    let digits = run(|c| numeral::is_chinese_digit(c) && c != '两');
    let all =
        run(|c| numeral::is_chinese_digit(c) || matches!(c, '十' | '百' | '千' | '廿' | '卅'));
    let count = text[..digits].chars().count();
    if digits == all && (2..=4).contains(&count) {
        return Some((
            numeral::digits(&text[..digits])?,
            digits,
            Written::Digits(count),
        ));
    }
    if all == 0
        || text[..all].chars().count() > LONGEST
        || text.starts_with('两') && !text.starts_with("两千")
    {
        return None;
    }
    let read = numeral::read(&text[..all])?;
    let value = u32::try_from(read.value).ok()?;
    (read.len == all && read.spread.is_none()).then_some((value, all, Written::Chinese))
}

/// A date or a time of day that begins `at` bytes after the place; its length.
fn moment(place: &Place, at: usize) -> Option<usize> {
    let text = &place.rest()[at..];
    numeric(text)
        .or_else(|| compact(text))
        .or_else(|| clock(text))
        .or_else(|| named(place, at))
}

/// A date whose parts are named by 年, 月, 日, 时, 点, 季度, 世纪, 年代.
fn named(place: &Place, at: usize) -> Option<usize> {
    let text = &place.rest()[at..];
    let (value, len, written) = apart(text)
        .or_else(|| mixed_year(text))
        .or_else(|| number(text))
        .or_else(|| run_together(text))?;
    let after = &text[len..];
    let unit = after.chars().next()?;
    let end = len + unit.len_utf8();
    let tail = &text[end..];
    match unit {
        '年' if tail.starts_with('代') => Some(end + '代'.len_utf8()),
        '年' if is_year(place, at, value, written, tail) => {
            let mut end = end;
            if text[end..].starts_with('度') {
                end += '度'.len_utf8();
            }
            for word in ["农历", "阴历"] {
                if text[end..].starts_with(word) {
                    end += word.len();
                }
            }
            Some(end + part_of_year(&text[end..]))
        }
        '月' if (1..=12).contains(&value) => Some(end + after_month(tail)),
        '日' if (1..=31).contains(&value) && is_day(place, at, tail) => {
            Some(end + after_day(tail))
        }
        '时' if value <= 24 && !matches!(written, Written::Chinese)
            || unit == '时' && value <= 24 && tail.starts_with('许') =>
        {
            Some(end + minutes(tail))
        }
        '点' if value <= 24 && is_hour(place, at, tail) => Some(end + minutes(tail)),
        '季' if (1..=4).contains(&value) && tail.starts_with('度') && at == 0 => {
            Some(end + '度'.len_utf8())
        }
        '世' if tail.starts_with('纪') => {
            let mut end = end + '纪'.len_utf8();
            if let Some((_, more, _)) = number(&text[end..])
                && text[end + more..].starts_with("年代")
            {
                end += more + "年代".len();
            }
            Some(end)
        }
        ' ' | '-' if year_like(value, written) => {
            // The 年 is lost: 2018 12月31日.
            let (month, more, _) = number(tail)?;
            let marked = tail[more..].starts_with('月') && (1..=12).contains(&month);
            let end = end + more + '月'.len_utf8();
            marked.then(|| end + after_month(&text[end..]))
        }
        _ => None,
    }
}

/// 20 18年: the digits of a year came apart.
fn apart(text: &str) -> Option<(u32, usize, Written)> {
    let mut digits = String::new();
    let mut len = 0;
    for c in text.chars() {
        if digits.len() == 4 || !(c.is_ascii_digit() || c == ' ') {
            break;
        }
        if c != ' ' {
            digits.push(c);
        }
        len += 1;
    }
    let year = digits.parse().ok()?;
    let whole = digits.len() == 4 && (1900..2100).contains(&year) && text[len..].starts_with('年');
    whole.then_some((year, len, Written::Arabic(4, false)))
}

/// 二0一八年, 二O一八年: another sign stands for 〇.
fn mixed_year(text: &str) -> Option<(u32, usize, Written)> {
    let mut year = 0;
    let mut len = 0;
    for c in text.chars().take(4) {
        let digit = match c {
            '0' | 'O' | 'o' => 0,
            _ if numeral::is_chinese_digit(c) => numeral::digits(c.encode_utf8(&mut [0; 4]))?,
            _ => return None,
        };
        year = year * 10 + digit;
        len += c.len_utf8();
    }
    let whole = (1900..2100).contains(&year) && text[len..].starts_with('年');
    (whole && !text.starts_with(|c: char| c.is_ascii())).then_some((year, len, Written::Digits(4)))
}

/// 201812月31日: the 年 is lost and the digits ran together.
fn run_together(text: &str) -> Option<(u32, usize, Written)> {
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(5..=6).contains(&run) || !text[run..].starts_with('月') {
        return None;
    }
    let year: u32 = text[..4].parse().ok()?;
    let month: u32 = text[4..run].parse().ok()?;
    ((1900..2100).contains(&year) && (1..=12).contains(&month)).then_some((
        month,
        run,
        Written::Arabic(run, false),
    ))
}

fn year_like(value: u32, written: Written) -> bool {
    written == Written::Arabic(4, false) && (1900..2100).contains(&value)
}

/// Whether a number before 年 names a year and does not count years.
fn is_year(place: &Place, at: usize, value: u32, written: Written, tail: &str) -> bool {
    let month = number(tail).is_some_and(|(_, len, _)| tail[len..].starts_with('月'));
    match written {
        Written::Arabic(4, _) | Written::Digits(4) => (1000..3000).contains(&value),
        Written::Arabic(2, zero) => zero || month,
        Written::Digits(2) => month || place.rest()[at..].starts_with(['零', '〇']),
        Written::Arabic(3, _) => at == 0 && matches!(place.previous(), Some('在' | '元')),
        Written::Digits(3) => true,
        Written::Chinese => (1001..3000).contains(&value) || value == 2000,
        _ => false,
    }
}

/// What may follow a year: a month and a day, months, a quarter, half a year, a day whose month is lost.
fn part_of_year(text: &str) -> usize {
    for word in ["上半年", "下半年", "全年度"] {
        if text.starts_with(word) {
            return word.len();
        }
    }
    let first = "第".len() * usize::from(text.starts_with('第'));
    let Some((value, len, _)) = number(&text[first..]) else {
        for month in ["正月", "腊月", "冬月"] {
            if let Some(tail) = text.strip_prefix(month) {
                return month.len() + day(tail).unwrap_or(0);
            }
        }
        return 0;
    };
    let end = first + len;
    let tail = &text[end..];
    if (1..=4).contains(&value) && tail.starts_with("季度") {
        return end + "季度".len();
    }
    if first > 0 {
        return 0;
    }
    if (1..=12).contains(&value) && tail.starts_with('月') {
        let end = end + '月'.len_utf8();
        return end + after_month(&text[end..]);
    }
    if (1..=31).contains(&value) && tail.starts_with('日') {
        return end + '日'.len_utf8();
    }
    // 2018年1-6月
    let step = link(tail);
    if step > 0
        && let Some((last, more, _)) = number(&tail[step..])
        && tail[step + more..].starts_with('月')
        && value < last
        && last <= 12
    {
        return end + step + more + '月'.len_utf8();
    }
    0
}

fn after_month(text: &str) -> usize {
    let part = "份".len() * usize::from(text.starts_with('份'));
    let Some(len) = day(&text[part..]) else {
        return part;
    };
    let mut end = part + len;
    // 10月1-7日
    let step = link(&text[end..]);
    if step > 0
        && let Some((last, more, _)) = number(&text[end + step..])
        && (1..=31).contains(&last)
        && text[end + step + more..].starts_with(['日', '号'])
        && !text[part..end].ends_with(['日', '号'])
    {
        end += step + more + '日'.len_utf8();
    }
    end + after_day(&text[end..])
}

/// The day after a month: 31日, 19号, 初一, 十五; an Arabic one without 日 only where nothing is counted by it.
fn day(text: &str) -> Option<usize> {
    let first = "初".len() * usize::from(text.starts_with('初'));
    let (value, len, written) = number(&text[first..])?;
    let end = first + len;
    let tail = &text[end..];
    if !(1..=31).contains(&value) {
        return None;
    }
    if tail.starts_with(['日', '号']) {
        return Some(end + '日'.len_utf8());
    }
    let next = tail.chars().next();
    let closed = match written {
        Written::Arabic(..) => next.is_none_or(|c| {
            matches!(
                c,
                '起' | '至' | '止' | ',' | '。' | ')' | ';' | '-' | '—' | '~' | '\n'
            )
        }),
        Written::Chinese | Written::Digits(_) => {
            let counted = is_counted(tail) || SPANS.starts(tail) || tail.starts_with('月');
            !counted && (first > 0 || value > 9 || next.is_none_or(|c| !is_chinese(c)))
        }
    };
    closed.then_some(end)
}

fn after_day(text: &str) -> usize {
    let mut at = 0;
    for word in ["上午", "下午", "晚上", "晚", "凌晨", "中午", "早上"] {
        if text.starts_with(word) {
            at = word.len();
            break;
        }
    }
    at += usize::from(text[at..].starts_with(' '));
    if let Some(len) = clock(&text[at..]) {
        return at + len;
    }
    if let Some((hour, len, _)) = number(&text[at..])
        && hour <= 24
    {
        let tail = &text[at + len..];
        if tail.starts_with('时') || tail.starts_with('点') && at > 0 {
            let end = at + len + '时'.len_utf8();
            return end + minutes(&text[end..]);
        }
    }
    0
}

/// 30分, 半, 整, 一刻, 钟.
fn minutes(text: &str) -> usize {
    for word in ["半", "整", "钟", "一刻", "三刻", "1刻", "3刻", "许"] {
        if text.starts_with(word) {
            return word.len();
        }
    }
    let Some((value, len, _)) = number(text) else {
        return 0;
    };
    if value > 59 || !text[len..].starts_with('分') || text[len..].starts_with("分钟") {
        return 0;
    }
    let mut end = len + '分'.len_utf8();
    if let Some((_, more, _)) = number(&text[end..])
        && text[end + more..].starts_with('秒')
    {
        end += more + '秒'.len_utf8();
    }
    end
}

/// Whether a number before 日 is a day of the month and not a length of time.
fn is_day(place: &Place, at: usize, tail: &str) -> bool {
    let length = [
        "内", "之内", "以内", "均", "常", "游", "龄", "志", "报", "益", "子", "讯",
    ];
    let _ = (place, at);
    !length.iter().any(|word| tail.starts_with(word))
}

/// Whether a number before 点 is an hour: 上午十点, 11点半; 三点要求 counts points.
fn is_hour(place: &Place, at: usize, tail: &str) -> bool {
    let head = place.text[..place.at + at].trim_end_matches(' ');
    let day_part = [
        "早上", "上午", "中午", "下午", "晚上", "晚", "凌晨", "午后", "早", "每天", "当天", "今天",
        "日", "号", "夜间",
    ];
    let after = [
        "半", "整", "钟", "一刻", "三刻", "1刻", "3刻", "前", "后", "以前", "以后", "之前", "之后",
        "左右", "开始", "准时",
    ];
    day_part.iter().any(|word| head.ends_with(word))
        || after.iter().any(|word| tail.starts_with(word))
        || minutes(tail) > 0
}

/// 2018政府工作报告, 2017，我厅…: a year without its 年.
fn bare_year(place: &Place) -> Option<usize> {
    let rest = place.rest();
    let (value, len, written) = number(rest)?;
    if !year_like(value, written) {
        return None;
    }
    let tail = &rest[len..];
    let next = tail.chars().next();
    if is_counted(tail)
        || next.is_some_and(|c| {
            c.is_ascii_alphanumeric()
                || matches!(
                    c,
                    '.' | '%'
                        | '‰'
                        | '-'
                        | '多'
                        | '余'
                        | '万'
                        | '亿'
                        | '元'
                        | '/'
                        | '版'
                        | '倍'
                        | '*'
                        | '='
                )
        })
    {
        return None;
    }
    // 2000到3000元 are two ends of a sum.
    let step = link(tail);
    if step > 0
        && let Some((_, more, _)) = number(&tail[step..])
        && !tail[step + more..].starts_with('年')
    {
        return None;
    }
    let shares = tail.starts_with('、')
        && number(&tail['、'.len_utf8()..]).is_some_and(|(next, more, written)| {
            year_like(next, written) && tail['、'.len_utf8() + more..].starts_with(['年', '、'])
        });
    let opens = match place.previous() {
        None => true,
        Some(c) if is_chinese(c) => matches!(
            c,
            '在' | '于' | '自' | '从' | '至' | '到' | '较' | '比' | '与' | '和' | '及' | '年'
        ),
        Some(c) => matches!(
            c,
            '“' | '《' | '"' | '(' | ',' | '。' | ';' | '\n' | '、' | '”' | '』' | '「' | '『'
        ),
    };
    (shares || opens && next.is_some()).then_some(len)
}
