//! Rules and aims: what ought to be is no fact. 每年至少1次; 确保办结率达到100%; …计一次.

use rust_decimal::Decimal;

use super::lexicon::{AIMS, DONE, GUARDS, NOT_COUNTED, PERIODS, REACHED};
use super::numeral;
use super::place::{Found, Place, after_last};
use super::{Class, Modifier};
use crate::words::Words;

/// Turns a figure into a norm where its words say a rule or an aim.
pub(super) fn judge(place: &Place, found: &mut Found) {
    let may = matches!(
        found.class,
        Class::Count
            | Class::Money
            | Class::Percent
            | Class::Range
            | Class::Multiple
            | Class::Growth
            | Class::Ratio
            | Class::Points
    );
    if !may {
        return;
    }
    let head = place.moved(found.range.start);
    if let Some(start) = regular(&head) {
        found.range.start = start;
        found.class = Class::Norm;
    } else if counted(&head, found) || aimed(&head, found) || least(&head, found) {
        found.class = Class::Norm;
    }
}

/// The most characters between 每年 and its number that the figure takes with it: 每年至少召开1次.
const NEAR: usize = 6;

/// 每年(至少)1次, 每月不少于2次: where the rule begins.
fn regular(head: &Place) -> Option<usize> {
    let clause = after_last(
        head.gap(),
        &[',', '。', ';', '、', '(', '“', '”', '》', ':', '\n'],
    );
    let at = clause.rfind('每')?;
    let tail = &clause[at + '每'.len_utf8()..];
    let number = numeral::read(tail).map_or(0, |read| read.len);
    let period = PERIODS.start_of(&tail[number..])?;
    let near = tail[number + period.len()..].chars().count() <= NEAR;
    Some(if near {
        head.at - clause.len() + at
    } else {
        head.at
    })
}

/// A rule of counting: (…计一次). 培训3期计120人 is a sum.
fn counted(head: &Place, found: &Found) -> bool {
    let gap = head.gap();
    let verb = ["计", "计为", "计作", "只计", "算作"]
        .iter()
        .any(|word| gap.ends_with(word));
    let one = found
        .quantity
        .is_some_and(|quantity| quantity.value == Decimal::ONE);
    verb && one && !NOT_COUNTED.ends(gap)
}

/// Whether an aim is said in the clause: 力争, 计划, 原则上; 确保 only where something is to be reached.
fn aimed(head: &Place, found: &Found) -> bool {
    let sentence = head.sentence();
    if reaches(sentence, &AIMS).is_some() {
        return true;
    }
    reaches(sentence, &GUARDS).is_some_and(|between| {
        found.class == Class::Percent || REACHED.iter().any(|word| between.contains(word))
    })
}

/// What stands between the last of some words and the end of a text, if their force reaches so far: to the end of their clause, and
/// past a date that opens it (力争到2020年，…).
fn reaches<'t>(sentence: &'t str, words: &Words) -> Option<&'t str> {
    let start = words.last_end(sentence)?;
    let between = &sentence[start..];
    if between.starts_with(['了', ',']) || DONE.iter().any(|done| between.contains(done)) {
        return None;
    }
    let dated = |opening: &str| {
        opening.chars().count() <= NEAR + 4 && opening.contains(['年', '月', '底', '前'])
    };
    between
        .rsplit_once(',')
        .is_none_or(|(opening, _)| dated(opening))
        .then_some(between)
}

/// 至少, 不少于 where the clause says that it must be.
fn least(head: &Place, found: &Found) -> bool {
    let loose = found
        .quantity
        .is_some_and(|quantity| quantity.modifier == Some(Modifier::AtLeast));
    let clause = head.clause();
    loose
        && ["应", "须", "需", "要", "得", "每"]
            .iter()
            .any(|word| clause.contains(word))
}
