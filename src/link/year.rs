//! Which year a figure is of, by its words: the report's, another, or one that something is put off to.

use std::ops::Range;

use super::clause::{Clauses, Place};
use crate::figure::Class;

impl Clauses {
    /// Whether the words put figure `n` into another year than the report's, or than the latest where that is not known.
    pub(super) fn other_year(&self, n: usize, year: Option<i32>) -> bool {
        let start = self.clause_start(n);
        let figure = &self.figures[n].range;
        let before = &self.text[start..self.figures[n].range.start];
        let dates = self.dates_before(n).filter(|date| {
            // 完成2010年以来文件清理，全年制发6件: where a time begins.
            let begins = self.text[date.range.end..].starts_with("以来")
                && self.text[date.range.end..figure.start].contains(',');
            date.class == Class::Date && !begins && !is_a_term(&self.text, &date.range)
        });
        let Some(year) = year.or(self.latest_year) else {
            return false;
        };
        let mut near = dates.take_while(|date| start <= date.range.start);
        let compared = |at: usize| self.text[..at].ends_with(['比', '较', '与']);
        // 比2017年增加: compared. 与2017年的209件相比: the figure is that of 2017.
        let owned = |date: &Place| self.text[date.range.end..].starts_with('的');
        let elsewhere = near
            .next()
            .filter(|date| !compared(date.range.start) || owned(date))
            .and_then(|date| self.year(date));
        let last_year = ["去年", "上年同期", "上一年度", "上年度"].iter();
        // 上年结转 is this year's cell.
        let plainly_last = before.match_indices("上年").any(|(at, word)| {
            let rest = &before[at + word.len()..];
            // 行政许可事项上年28项: a cell of this year's form.
            let items = rest.is_empty()
                && self.text[figure.clone()].ends_with('项')
                && ["事项", "项目"]
                    .iter()
                    .any(|end| before[..at].ends_with(end));
            // 结转上年2件: this year's too.
            !items
                && !before[..at].ends_with(CARRIED)
                && !is_carried_in(rest)
                && !["度", "同期", "末"]
                    .iter()
                    .any(|more| rest.starts_with(more))
                && (!compared(start + at) || rest.starts_with('的'))
        });
        // 与2022年(予以公开38件、不予公开17件)相比: what stands in the bracket of a year.
        let bracketed = || {
            let start = self
                .stands_in_a_bracket(n)
                .then(|| self.of(n).range.start)?;
            let open = start + self.text[start..figure.start].rfind('(')?;
            let mut dates = self
                .dates_before(n)
                .take_while(|date| date.range.end >= open);
            let date = dates.find(|date| date.range.end == open && date.class == Class::Date)?;
            self.year(date)
        };
        plainly_last
            || bracketed().is_some_and(|said| said != year)
            || self.is_in_another_years_frame(self.sentence(n), figure.start, year)
            || elsewhere.is_some_and(|said| said != year)
            || last_year
                .filter_map(|word| Some((before.find(word)?, word.len())))
                .any(|(at, len)| {
                    !compared(start + at)
                        && !is_carried_in(&before[at + len..])
                        && !before[..at].ends_with(CARRIED)
                })
    }

    /// 2018年新收595件，予以公开198件……: whether the time that was named last before `end` in a sentence, or in the one that it
    /// goes on from, opened a clause and is another year.
    fn is_in_another_years_frame(&self, sentence: usize, end: usize, year: i32) -> bool {
        let here = self.sentence_of(sentence);
        let start = here.range.start;
        let opens = |at: usize| {
            let before = self.text[start..at].trim_end_matches([' ', '(']);
            before.is_empty() || before.ends_with([',', ':', ';'])
        };
        let before = start..end;
        let said = here.years.iter().rev().filter(|(word, _)| word.end <= end);
        let mut word = said.filter_map(|(word, last)| {
            let rest = self.text[word.end..end].trim_start_matches('度');
            // 去年同期，收到69件: of that year.
            let carried = is_carried_in(rest)
                || ["同期", "末", "底", "的"]
                    .iter()
                    .any(|more| rest.starts_with(more))
                    && !rest.starts_with("同期,");
            // 上一年行政处罚项目216项: a cell of this year's form.
            let until = rest.find(|c: char| c.is_ascii_digit() || c == ',');
            let items = rest[..until.unwrap_or(rest.len())].contains("项");
            let frame = !last || opens(word.start) && !carried && !items;
            frame.then_some((word.start, *last))
        });
        let mut dated = self.dates_within(&before).rev().filter_map(|date| {
            let other = self.year(date).filter(|_| date.class == Class::Date)? != year;
            let after = &self.text[date.range.end..];
            let aside = ["的", "为", "以来", "底", "末", "结转", "以前", "前"]
                .iter()
                .any(|more| after.starts_with(more));
            let frame =
                !other || opens(date.range.start) && !aside && !is_a_term(&self.text, &date.range);
            frame.then_some((date.range.start, other))
        });
        let named = [word.next(), dated.next()];
        match named.into_iter().flatten().max() {
            Some((_, other)) => other,
            None if sentence > 0 && (self.goes_on(sentence) || self.is_listed(sentence)) => {
                self.is_in_another_years_frame(sentence - 1, start, year)
            }
            None => false,
        }
    }

    /// 2022年结转, 结转2024年 in a report on 2023: where a year by its number stands for the last or the next, with the
    /// words for it; and whether it is the next.
    pub(super) fn carried(&self, year: Option<i32>) -> impl Iterator<Item = (Range<usize>, bool)> {
        let year = year.or(self.latest_year);
        self.figures.iter().filter_map(move |date| {
            let said = self.year(date).filter(|_| date.class == Class::Date)?;
            let (before, after) = (&self.text[..date.range.start], &self.text[date.range.end..]);
            if after.starts_with(CARRIED) && year.is_none_or(|year| said < year) {
                return Some((date.range.start..date.range.end + CARRIED.len(), false));
            }
            // 结转2020年度申请6件, of a later year: what came over.
            let earlier = before.ends_with(CARRIED) && year.is_some_and(|year| said < year);
            if earlier {
                return Some((date.range.start - CARRIED.len()..date.range.end, false));
            }
            let word = PUT_OFF.iter().find(|word| before.ends_with(**word))?;
            let goes_on = ["继续办理", "办理", "办结", "答复"];
            let rest = goes_on.iter().find(|rest| after.starts_with(**rest));
            let end = date.range.end + rest.map_or(0, |rest| rest.len());
            (said > year?).then(|| (date.range.start - word.len()..end, true))
        })
    }

    /// The year of a date that names one.
    pub(super) fn year(&self, date: &Place) -> Option<i32> {
        let words = &self.text[date.range.clone()];
        words
            .get(..4)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?
            .parse()
            .ok()
    }

    /// The start of the comma clause that figure `n` stands in; a clause that is no more than a date runs on.
    pub(super) fn clause_start(&self, n: usize) -> usize {
        let figure = &self.figures[n].range;
        let sentence = self.sentence_range(self.sentence(n));
        let last = self.figures[..n]
            .iter()
            .rev()
            .find(|before| before.class.stands_for_cell());
        last.map_or(sentence.start, |before| {
            before.range.end.max(sentence.start)
        })
        .min(figure.start)
    }

    /// 由47829条增至51236条: what another year's figure grew from.
    pub(super) fn is_what_it_was(&self, n: usize) -> bool {
        let place = &self.figures[n].range;
        let grows = ["增", "减", "上升", "下降", "提高", "降", "升", "调整"];
        self.text[..place.start].ends_with(['由', '从'])
            && grows
                .iter()
                .any(|word| self.text[place.end..].starts_with(word))
    }
}

const CARRIED: &str = "结转";

/// 上年结转, 上年度转入, 上年遗留: whether what follows last year's name makes it a cell of this year's form.
fn is_carried_in(rest: &str) -> bool {
    let rest = ["度", "无", "没有", "未"]
        .iter()
        .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    [CARRIED, "转入", "转来", "遗留"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// Words before the year that something is put off to; the longer first.
const PUT_OFF: [&str; 16] = [
    "结转至",
    "结转到",
    "顺延至",
    "延期至",
    "结转",
    "转入",
    "转结至",
    "转结到",
    "顺延到",
    "延期到",
    "延续至",
    "延续到",
    "转至",
    "转到",
    "延至",
    "转",
];

/// 结转2026年继续办理, 2024年结转6件: where something is put off to or comes from, no year that a figure is of.
pub(super) fn is_a_term(text: &str, date: &Range<usize>) -> bool {
    PUT_OFF
        .iter()
        .any(|word| text[..date.start].ends_with(word))
        || text[date.end..].starts_with(CARRIED)
}
