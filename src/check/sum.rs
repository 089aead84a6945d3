//! Parts and wholes by the words of the prose alone: 其中, 包括, 分别为, and lists right after a total.

use rust_decimal::Decimal;

use super::Verdict;
use super::growth::compared;
use super::run::{Run, ends, ends_sentence};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::Class;

/// How the parts are announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// 其中, 包括: perhaps a selection.
    Among,
    /// 分别为, 由…组成: all of them.
    All,
    /// A bare list after 累计 or 共.
    List,
}

/// A whole and its parts, as figures of a run.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) head: usize,
    pub(super) parts: Vec<usize>,
    kind: Kind,
    /// Other figures before the parts that could be the whole too.
    others: Vec<usize>,
}

const OPENERS: [(&str, Kind); 6] = [
    ("其中", Kind::Among),
    ("(含", Kind::Among),
    ("包括", Kind::Among),
    ("包含", Kind::Among),
    ("分别为", Kind::All),
    ("分别是", Kind::All),
];
/// The same thing may be counted under several of these.
const OVERLAPS: [&str; 9] = [
    "渠道", "方式", "途径", "形式", "同时", "重复", "平台", "累次", "多次",
];
const CHANNELS: [&str; 7] = ["网站", "微博", "微信", "公报", "客户端", "抖音", "头条"];
/// Words that begin something else than a further part.
const OTHERWISE: [&str; 21] = [
    "同比", "较上", "比上", "较去", "比去", "累计", "共", "总计", "合计", "另", "此外", "全年",
    "截至", "结转", "办复", "按时", "收到", "受理", "涉及", "平均", "审结",
];
/// Verbs that make a list after a total a list of doings.
const DOINGS: [&str; 22] = [
    "收到", "受理", "接到", "办结", "答复", "召开", "举办", "组织", "开展", "发布", "公开", "办理",
    "处理", "印发", "制定", "完成", "结转", "维持", "纠正", "培训", "回复", "移交",
];
const TOTALS: [&str; 8] = [
    "累计",
    "共计",
    "总计",
    "合计",
    "共",
    "总数",
    "总数为",
    "总量为",
];
/// Words that tell of some of many, or of several years.
const SOME: [&str; 12] = [
    "居前",
    "前三",
    "前五",
    "前几",
    "位列",
    "最多",
    "较多",
    "为主",
    "近三年",
    "近五年",
    "近两年",
    "几年",
];
/// Words of how often a thing was looked at.
const LOOKED_AT: [&str; 7] = ["浏览", "点击", "阅读", "观看", "访问", "播放", "转发"];
/// The name of a part in a bare list is short.
const NAME: usize = 10;

/// The groups of a run.
pub(super) fn groups(run: &Run<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    for first in 1..run.len() {
        if run.count(first).is_none() {
            continue;
        }
        let gap = &run.gaps[first];
        let opener = OPENERS
            .iter()
            .filter_map(|(word, kind)| Some((gap.rfind(word)?, *kind)))
            .max_by_key(|(at, _)| *at);
        let group = match opener {
            Some((at, kind)) => announced(run, first, &gap[..at], kind),
            None => listed(run, first),
        };
        groups.extend(group);
    }
    groups
}

/// 其中a3件、b4件 after a total.
fn announced(run: &Run<'_>, first: usize, before: &str, kind: Kind) -> Option<Group> {
    let crossing = ends_sentence(before);
    if crossing && !before.ends_with(['。', '!', '?']) {
        return None;
    }
    let heads: Vec<usize> = (0..first)
        .rev()
        .take_while(|n| {
            let last = first - 1;
            run.one_sentence(*n, last)
        })
        .filter(|n| {
            run.count(*n).is_some()
                && run.same_unit(*n, first)
                && !run.linked(*n).other_year
                && !compared(run, *n)
        })
        .collect();
    let head = *heads.first()?;
    // 网络836件，信函497件，当面136件。其中……: of what was said before the list.
    if crossing && heads.len() > 2 {
        return None;
    }
    // The words right after the total announce its parts; far ones may speak of another thing.
    if first - head > 1 && run.count(first - 1).is_some() && kind == Kind::All {
        return None;
    }
    // 13724件，2018年至2020年分别为11204件、12911件和13724件: of several years. 居前三位，分别为43件、28件和20件: some of many.
    let of_years = || {
        (head + 1..first)
            .any(|n| matches!(run.class(n), Class::Date | Class::Period | Class::Ordinal))
    };
    let some = || {
        let said: String = run.gaps[head + 1..=first].concat();
        SOME.iter().any(|word| said.contains(word))
    };
    // 复议分别为246件、287件、318件，诉讼分别为121件……: the last of another list.
    let of_a_list = matches!(run.gaps[head].as_str(), "、" | "和" | "," | "、和" | "及");
    if kind == Kind::All && (of_a_list || of_years() || some()) {
        return None;
    }
    let bracket = run.gaps[first].contains('(');
    let parts = parts(run, head, first, bracket);
    (!parts.is_empty()).then_some(Group {
        head,
        parts,
        kind,
        others: heads[1..].to_vec(),
    })
}

fn parts(run: &Run<'_>, head: usize, first: usize, bracket: bool) -> Vec<usize> {
    let mut parts = vec![first];
    let mut semicolons = None;
    let mut inside = false;
    for n in first + 1..run.len() {
        let gap = &run.gaps[n];
        if ends_sentence(gap) || bracket && gap.contains(')') {
            break;
        }
        if gap.contains(['(', ')']) {
            inside = gap.rfind('(') > gap.rfind(')');
        }
        // 一是……21件，其中县级17件；二是……人均14件.
        if run.class(n) == Class::Marker {
            break;
        }
        if run.count(n).is_none() {
            if gap.contains(';') && semicolons == Some(false) {
                break;
            }
            continue;
        }
        // 尚未审结2件 is a part, 已审结7件 is none.
        let said = gap.replace("未审结", "");
        if OTHERWISE.iter().any(|word| said.contains(word)) {
            break;
        }
        // 预决算信息22条（含直属学校18条）、……: a part of a part.
        if !bracket && inside {
            continue;
        }
        let semicolon = gap.contains(';');
        // 发布会5次，其中厅长出席1次；组织采访14次: something else is done.
        if semicolon && does(gap) && !does(&run.gaps[first]) {
            break;
        }
        if semicolon && *semicolons.get_or_insert(true) != semicolon {
            break;
        }
        // 发布会24次，其中……；访谈11次，其中3次: a whole of its own.
        if semicolon && run.gaps.get(n + 1).is_some_and(|gap| gap.contains("其中")) {
            break;
        }
        if !semicolon {
            semicolons.get_or_insert(false);
        }
        if run.same_unit(n, head) && !run.linked(n).other_year {
            parts.push(n);
        }
    }
    parts
}

/// Whether the last clause of the words before a figure begins with a verb.
fn does(gap: &str) -> bool {
    let clause = gap.rsplit([';', ',']).next().unwrap_or_default();
    let clause = clause.trim_start_matches("其中");
    DOINGS.iter().any(|word| clause.starts_with(word))
}

/// 累计357条,概况信息10条,工作动态220条,…: names and numbers alone, to the end of the sentence.
fn listed(run: &Run<'_>, first: usize) -> Option<Group> {
    let head = first - 1;
    let total = TOTALS.iter().any(|word| run.gaps[head].ends_with(word));
    let name = |n: usize| {
        let gap = &run.gaps[n];
        let name = gap.strip_prefix([',', '、', ':'])?;
        let plain = !name.contains([',', '。', ';', '(', ')']) && !name.is_empty();
        let doing = DOINGS
            .iter()
            .chain(&OTHERWISE)
            .any(|word| name.contains(word));
        (plain && !doing && name.chars().count() <= NAME).then_some(())
    };
    if !total || run.count(head).is_none() || name(first).is_none() {
        return None;
    }
    let member =
        |n: &usize| run.count(*n).is_some() && run.same_unit(*n, head) && name(*n).is_some();
    let parts: Vec<usize> = (first..run.len()).take_while(member).collect();
    let last = *parts.last()?;
    let closed = run.gaps[last + 1].starts_with(['。', ';']) || run.gaps[last + 1].is_empty();
    (parts.len() >= 3 && closed).then_some(Group {
        head,
        parts,
        kind: Kind::List,
        others: Vec::new(),
    })
}

/// Holds the groups of a passage against their heads; groups whose figures are all held against tables are left to these.
pub(super) fn check(
    run: &Run<'_>,
    groups: &[Group],
    verdicts: &[Verdict],
    findings: &mut Vec<Diagnostic>,
) {
    for group in groups {
        let all = || std::iter::once(group.head).chain(group.parts.iter().copied());
        let told = |n: usize| verdicts.get(run.places[n]) == Some(&Verdict::Differ);
        if all().all(|n| run.linked(n).claim.is_some()) || all().any(told) {
            continue;
        }
        findings.extend(finding(run, group));
    }
}

/// Whether the words allow one thing to be counted under several of its parts.
pub(super) fn overlaps(words: &str) -> bool {
    OVERLAPS.iter().any(|word| words.contains(word)) || several_channels(words)
}

fn several_channels(names: &str) -> bool {
    CHANNELS
        .iter()
        .filter(|name| names.contains(**name))
        .count()
        > 1
}

fn finding(run: &Run<'_>, group: &Group) -> Option<Diagnostic> {
    let last = *group.parts.last()?;
    let words: String = (group.head..=last + 1)
        .map(|n| run.gaps[n].as_str())
        .collect();
    let names: String = group.parts.iter().map(|n| run.gaps[*n].as_str()).collect();
    let overlapping = OVERLAPS.iter().any(|word| words.contains(word)) || several_channels(&names);
    // 活动26次，其中线上活动浏览量86万次: how often it was looked at.
    if LOOKED_AT.iter().any(|word| names.contains(word)) {
        return None;
    }
    // 档案馆、图书馆各1个: of how many is not said by the number.
    if group.parts.iter().any(|n| run.gaps[*n].ends_with('各')) {
        return None;
    }
    let (head_low, head_high) = ends(run.count(group.head)?)?;
    let head = run.count(group.head)?.value;
    let mut spans = Vec::new();
    for part in &group.parts {
        let quantity = run.count(*part)?;
        let (low, high) = ends(quantity)?;
        spans.push((low, high, quantity.value));
    }
    let sum = |parts: &[(Decimal, Decimal, Decimal)]| {
        parts.iter().fold(
            (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO),
            |sum, part| (sum.0 + part.0, sum.1 + part.1, sum.2 + part.2),
        )
    };
    let fits = |(low, high, _): (Decimal, Decimal, Decimal)| low <= head_high && high >= head_low;
    let catch_all = ["其他", "其它", "其余"]
        .iter()
        .any(|word| run.gaps[last].contains(word));
    // What is counted once for each channel cannot make less than the whole, if the last part is all the others.
    let short = catch_all && sum(&spans).1 < head_low;
    if overlapping && !short {
        return None;
    }
    // The list may have ended earlier than it seems.
    let prefix = (2..=spans.len()).any(|end| fits(sum(&spans[..end])));
    // 公开2163条，历年累计11872条。其中: of the first of the two.
    let (low, high, total) = sum(&spans);
    let of_another = group.others.iter().any(|other| {
        let count = run.count(*other).and_then(ends);
        spans.len() > 1 && count.is_some_and(|(least, most)| low <= most && high >= least)
    });
    if prefix || of_another || spans.len() == 1 && spans[0].0 <= head_high {
        return None;
    }
    let over = low > head_high;
    // 公开2196条，其中市局机关738条；政务微信推送1120条: what a semicolon parts may be told beside the whole.
    let beside = group.parts[1..].iter().any(|n| run.gaps[*n].contains(';'));
    let opened = run.gaps[group.parts[0]].contains("其中:");
    if group.kind == Kind::Among && over && beside && !opened {
        return None;
    }
    // 概况信息12条、部门文件98件、……: members that are counted in other units.
    let other_units = (group.parts[0]..last).any(|n| {
        run.count(n).is_some() && !run.same_unit(n, group.head) && !run.gaps[n].contains('(')
    });
    if other_units && !over {
        return None;
    }
    let values: Vec<Decimal> = spans.iter().map(|span| span.2).collect();
    let nested = nests(&values, head);
    let supported = shares_support(run, group, head);
    let open = run.gaps[last + 1].starts_with('等');
    if group.kind == Kind::List && (!over || values.iter().any(|value| *value > head)) {
        return None;
    }
    // Shares beside the parts that do not make up 100, or less than half of the whole: a selection.
    let shares = (group.head..run.len())
        .take_while(|n| *n <= last + 1)
        .any(|n| run.class(n) == Class::Percent);
    let selection = shares || total + total < head;
    let severity = match group.kind {
        _ if nested || overlapping => Severity::Note,
        Kind::All if !open => Severity::Error,
        _ if supported => Severity::Error,
        _ if over => Severity::Warning,
        _ if catch_all => Severity::Warning,
        _ if open || spans.len() < 2 || selection => return None,
        _ => Severity::Note,
    };
    let severity = if group.others.is_empty() {
        severity
    } else {
        severity.weaker()
    };
    if !group.others.is_empty() && severity == Severity::Note {
        return None;
    }
    let terms: Vec<_> = group.parts.iter().map(|n| run.words(*n)).collect();
    let message = if spans.len() == 1 {
        format!(
            "「其中」的「{}」大于总数「{}」",
            terms[0],
            run.words(group.head)
        )
    } else {
        format!(
            "各项之和 {} 与「{}」不符",
            total.normalize(),
            run.words(group.head)
        )
    };
    let mut finding = Diagnostic::new(Code::SumMismatch, severity, message);
    for n in std::iter::once(group.head).chain(group.parts.iter().copied()) {
        finding = finding.at(run.span(n), if n == group.head { "总数" } else { "" });
    }
    if spans.len() > 1 {
        finding = finding.with_note(format!("{}，合计 {}", terms.join("＋"), total.normalize()));
    }
    if supported {
        finding = finding.with_note("各项的占比都与总数相合，错的多半是其中一项");
    }
    if nested {
        finding = finding.with_note("若后面几项属于前面的一项，则合计相符；请把层次写明，如用括号");
    }
    let gap = (total - head).normalize().abs();
    let help = if over {
        format!("多出 {gap}；请核对总数和各项")
    } else {
        format!("少了 {gap}；若只是举例，可写成「其中……等」，否则请核对总数和各项")
    };
    Some(finding.with_help(help))
}

/// Whether the parts read as nested make the whole: 甲60、乙25、丙35、丁40 of 100, where 60 is 乙 and 丙.
fn nests(parts: &[Decimal], whole: Decimal) -> bool {
    let Some((first, rest)) = parts.split_first() else {
        return whole.is_zero();
    };
    if *first > whole {
        return false;
    }
    let left = whole - first;
    let mut sum = Decimal::ZERO;
    for (n, part) in rest.iter().enumerate() {
        sum += part;
        if sum == *first && n > 0 && nests(&rest[n + 1..], left) {
            return true;
        }
    }
    nests(rest, left)
}

/// 共1000个,其中400、300、200、97个,占40%、30%、20%、10%: as many shares as parts, which make 100 and fit the whole to the unit.
fn shares_support(run: &Run<'_>, group: &Group, head: Decimal) -> bool {
    let Some(last) = group.parts.last() else {
        return false;
    };
    let shares: Vec<Decimal> = (group.parts[0]..run.len())
        .take_while(|n| *n <= *last || !ends_sentence(&run.gaps[*n]))
        .filter(|n| run.class(*n) == Class::Percent)
        .filter_map(|n| Some(run.quantity(n)?.value))
        .collect();
    let sum = shares.iter().fold(Decimal::ZERO, |sum, share| sum + share);
    let count = Decimal::from(shares.len());
    !head.is_zero()
        && shares.len() == group.parts.len()
        && shares.len() > 1
        && (sum - Decimal::ONE_HUNDRED).abs() <= count / Decimal::TEN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_may_be_nested() {
        let values = |list: &[i64]| list.iter().map(|n| Decimal::from(*n)).collect::<Vec<_>>();
        assert!(nests(&values(&[60, 25, 35, 40]), Decimal::from(100)));
        assert!(nests(&values(&[60, 40]), Decimal::from(100)));
        assert!(!nests(&values(&[60, 25, 36, 40]), Decimal::from(100)));
    }
}
