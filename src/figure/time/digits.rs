//! Dates and times of day in digits alone: 20181231, 2018-12-31, 18:02.

use super::super::lexicon::is_counted;
use super::{Written, number, year_like};

/// 20181231.
pub(super) fn compact(text: &str) -> Option<usize> {
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    if run != 8 || is_counted(&text[run..]) || text[run..].starts_with(['.', '万', '元', '%']) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| text[range].parse::<u32>().ok();
    let day = (1900..2100).contains(&part(0..4)?)
        && (1..=12).contains(&part(4..6)?)
        && (1..=31).contains(&part(6..8)?);
    day.then_some(run)
}

/// 2018-12-31, 2018.12.31, 2018/12/31, 2018 12 31, 31/12/2018, each with a time of day perhaps.
pub(super) fn numeric(text: &str) -> Option<usize> {
    let (a, first, written) = number(text)?;
    let Written::Arabic(width, _) = written else {
        return None;
    };
    let mark = text[first..].chars().next()?;
    if !matches!(mark, '-' | '.' | '/' | ' ') {
        return None;
    }
    let rest = &text[first + 1..];
    let (b, second, written_b) = number(rest)?;
    if year_like(a, written)
        && written_b == Written::Arabic(2, b < 10)
        && (1..=12).contains(&b)
        && mark == '-'
    {
        let alone = !rest[second..]
            .starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '年' | '.'));
        if alone && !is_counted(&rest[second..]) {
            // 2018-07
            return Some(first + 1 + second);
        }
    }
    if !matches!(written_b, Written::Arabic(1..=2, _)) || !rest[second..].starts_with(mark) {
        return None;
    }
    let rest = &rest[second + 1..];
    let (c, third, written_c) = number(rest)?;
    let Written::Arabic(width_c, _) = written_c else {
        return None;
    };
    let after = &rest[third..];
    let more = after.starts_with(mark) && after[1..].starts_with(|c: char| c.is_ascii_digit());
    let day = |d: u32, m: u32| (1..=31).contains(&d) && (1..=12).contains(&m);
    let year_first = width == 4 && width_c <= 2 && (1000..3000).contains(&a) && day(c, b);
    let year_last = width <= 2 && width_c == 4 && mark != ' ' && (day(a, b) || day(b, a));
    let short = width == 2 && width_c <= 2 && mark == '-' && day(c, b);
    if more || !(year_first || year_last || short) {
        return None;
    }
    let mut end = first + 1 + second + 1 + third;
    if year_first {
        let tail = &text[end..];
        let gap = usize::from(tail.starts_with([' ', 'T']));
        if let Some(time) = clock(&tail[gap..]) {
            end += gap + time;
        }
    }
    Some(end)
}

/// 18:02, 9:30:00.
pub(super) fn clock(text: &str) -> Option<usize> {
    let (hour, first, written) = number(text)?;
    if !matches!(written, Written::Arabic(1..=2, _)) || hour > 24 || !text[first..].starts_with(':')
    {
        return None;
    }
    let rest = &text[first + 1..];
    let (minute, second, written) = number(rest)?;
    if !matches!(written, Written::Arabic(2, _)) || minute > 59 {
        return None;
    }
    let mut end = first + 1 + second;
    if text[end..].starts_with(':')
        && let Some((_, third, Written::Arabic(2, _))) = number(&text[end + 1..])
    {
        end += 1 + third;
    }
    Some(end)
}
