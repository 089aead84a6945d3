//! Rules and aims: what ought to be is no fact. 每年至少1次; 确保办结率达到100%; …计一次.

use super::place::{Found, Place, longest_end};
use super::{Class, Modifier};

/// Words that make what follows in their clause an aim.
const AIMS: &[&str] = &[
    "确保",
    "力争",
    "争取",
    "预计",
    "力求",
    "旨在",
    "拟于",
    "拟",
    "要求",
    "应当",
    "必须",
    "原则上",
    "目标为",
    "目标是",
    "不得",
    "计划于",
    "计划在",
    "计划到",
    "计划用",
    "计划新",
    "计划开展",
    "计划举办",
    "计划完成",
    "计划公开",
    "计划实施",
    "计划投资",
];

/// Words that say it is done, and end an aim.
const DONE: &[&str] = &[
    "确保了",
    "共",
    "已",
    "累计",
    "实际",
    "完成了",
    "收到",
    "达到了",
    "全年",
];

/// Periods after 每 that make a rule.
const PERIODS: &[&str] = &[
    "年",
    "季度",
    "季",
    "月",
    "周",
    "天",
    "日",
    "半年",
    "个月",
    "个季度",
    "星期",
    "个工作日",
    "旬",
    "两年",
    "三年",
    "两个月",
    "学期",
    "次",
    "期",
];

/// Turns a figure into a norm where its words say a rule or an aim.
pub(super) fn judge(place: &Place, found: &mut Found) {
    if !matches!(
        found.class,
        Class::Count
            | Class::Money
            | Class::Percent
            | Class::Range
            | Class::Multiple
            | Class::Growth
            | Class::Ratio
            | Class::Points
    ) {
        return;
    }
    let head = Place {
        at: found.range.start,
        ..*place
    };
    if let Some(start) = regular(&head) {
        found.range.start = start;
        found.class = Class::Norm;
    } else if counted(&head) || aimed(&head) || least(&head, found) {
        found.class = Class::Norm;
    }
}

/// 每年(至少)1次, 每月不少于2次: where the rule begins.
fn regular(head: &Place) -> Option<usize> {
    let gap = head.gap();
    let gap_start = head.at - gap.len();
    let clause_start = gap
        .rfind([',', '。', ';', '、', '(', '“', ':', '\n'])
        .map_or(0, |at| at + 1);
    let clause = gap.get(clause_start..).unwrap_or(gap);
    let at = clause.rfind('每')?;
    let tail = &clause[at + '每'.len_utf8()..];
    let period = PERIODS
        .iter()
        .filter(|period| tail.starts_with(**period))
        .max_by_key(|period| period.len())?;
    let between = &tail[period.len()..];
    if between.contains(['”', '》', '“', '《']) {
        return None;
    }
    let near = between.chars().count() <= 6;
    let start = gap_start + (gap.len() - clause.len()) + at;
    Some(if near { start } else { head.at })
}

/// A rule of counting in brackets: (…计一次), 按1条计.
fn counted(head: &Place) -> bool {
    let gap = head.gap();
    let verb = gap.ends_with('计')
        && longest_end(
            &[
                "共计", "总计", "合计", "累计", "统计", "小计", "审计", "设计", "预计", "估计",
                "会计",
            ],
            gap,
        )
        .is_none();
    verb || gap.ends_with("计为")
        || gap.ends_with("计作")
        || gap.ends_with("只计")
        || gap.ends_with("按") && gap.contains('(')
}

fn aimed(head: &Place) -> bool {
    let sentence = head.sentence();
    let Some((at, word)) = AIMS
        .iter()
        .filter_map(|word| Some((sentence.rfind(word)?, *word)))
        .max()
    else {
        return false;
    };
    let between = &sentence[at + word.len()..];
    if between.starts_with('了') || DONE.iter().any(|done| between.contains(done)) {
        return false;
    }
    // An aim reaches to the end of its clause, and past a date that opens it: 力争到2020年，…
    let mut parts = between.rsplitn(2, ',');
    let _ = parts.next();
    parts
        .next()
        .is_none_or(|opening| opening.chars().count() <= 8 && !opening.contains(','))
}

/// 至少, 不少于 without anything that says it happened.
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
