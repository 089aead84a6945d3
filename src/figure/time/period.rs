//! Two ends of a time said together: 1-3月, 2016—2018年, 2018年1月1日起，至2018年12月31日止.

use std::sync::LazyLock;

use super::super::place::Place;
use super::{Written, day, moment, number};
use crate::words::Words;

/// Between two ends.
static LINKS: LazyLock<Words> = LazyLock::new(|| Words::new("至 到 — —— – - -- ~ ─ ──"));

pub(super) fn link(text: &str) -> usize {
    let spaces = text.len() - text.trim_start_matches(' ').len();
    let Some(link) = LINKS.start_of(&text[spaces..]) else {
        return 0;
    };
    let after = &text[spaces + link.len()..];
    spaces + link.len() + after.len() - after.trim_start_matches(' ').len()
}

/// The second end of a period whose first ends at `len`.
pub(super) fn until(place: &Place, len: usize) -> Option<usize> {
    let rest = place.rest();
    let mut at = len;
    for word in ["起", "开始", "之后", "以后"] {
        if rest[at..].starts_with(word) {
            at += word.len();
            break;
        }
    }
    if rest[at..].starts_with([',', ' ']) {
        at += 1;
    }
    let step = link(&rest[at..]);
    if step == 0 {
        return None;
    }
    at += step;
    for word in ["当年", "同年", "本年", "今年", "次年", "翌年", "今"] {
        if rest[at..].starts_with(word) && word != "今" {
            at += word.len();
            break;
        }
    }
    let second = moment(place, at)?;
    at += second;
    for word in ["止", "期间"] {
        if rest[at..].starts_with(word) {
            at += word.len();
            break;
        }
    }
    Some(at)
}

/// 1-3月, 2016—2018年, 1至3日: the first end shares the unit of the second.
pub(super) fn open_end(rest: &str) -> Option<usize> {
    if let Some(first) = year_month(rest) {
        // 2018.01—2018.12
        let step = link(&rest[first..]);
        if step > 0
            && let Some(second) = year_month(&rest[first + step..])
        {
            return Some(first + step + second);
        }
    }
    let (first, len, written) = number(rest)?;
    let step = link(&rest[len..]);
    if step == 0 {
        return None;
    }
    let (second, more, _) = number(&rest[len + step..])?;
    let end = len + step + more;
    let tail = &rest[end..];
    let years = |n: u32| (1900..2100).contains(&n);
    let unit = tail.chars().next()?;
    let fits = match unit {
        '年' => {
            years(first)
                && (years(second) || matches!(written, Written::Arabic(4, _)) && second < 100)
        }
        '月' => first <= 12 && second <= 12 && first < second && first > 0,
        '日' => {
            first <= 31
                && second <= 31
                && first < second
                && first > 0
                && !tail[unit.len_utf8()..].starts_with('内')
        }
        '季' => first <= 4 && second <= 4 && first < second && tail.starts_with("季度"),
        _ => false,
    };
    if !fits {
        // 2016-2018 alone.
        let alone =
            years(first) && years(second) && first < second && written == Written::Arabic(4, false);
        return (alone && !tail.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(end);
    }
    let mut end = end + unit.len_utf8();
    for word in ["度", "份"] {
        if rest[end..].starts_with(word) {
            end += word.len();
        }
    }
    if unit == '月'
        && let Some(day) = day(&rest[end..])
    {
        end += day;
    }
    Some(end)
}

/// 2018.01, 2018/1: a year and a month.
fn year_month(text: &str) -> Option<usize> {
    let (year, len, written) = number(text)?;
    let mark = text[len..].chars().next()?;
    if written != Written::Arabic(4, false)
        || !(1900..2100).contains(&year)
        || !matches!(mark, '.' | '/')
    {
        return None;
    }
    let (month, more, _) = number(&text[len + 1..])?;
    (1..=12).contains(&month).then_some(len + 1 + more)
}
