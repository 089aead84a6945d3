//! Zero statements: 未收取费用 says 0 of a cell, and must be held against it like any figure.

use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::lexicon::{Kind, Name};
use super::reading::{Reading, overlaps, within};
use super::{Certainty, Claim, Linked};
use crate::figure::{Class, Figure, Interval, Quantity};
use crate::form::Layout;
use crate::report::Relation;
use crate::words::Words;

/// Words that deny; the longest first.
static DENIALS: LazyLock<Words> = LazyLock::new(|| {
    Words::new("均未曾 均没有 均未 均无 没有 从未 未曾 尚未 尚无 并未 暂无 未 无 零")
});

/// Verbs that a denial takes before its noun; none after 无 and 没有.
static VERBS: LazyLock<Words> = LazyLock::new(|| {
    Words::new("收到 接到 接收 受理 发生 收取 产生 引起 引发 提起 出现 收 有 因政府信息公开 被申请")
});

/// What follows 无 and 未 in words that deny nothing.
static NO_DENIALS: LazyLock<Words> =
    LazyLock::new(|| Words::new("法 关 需 须 效 偿 障 论 锡 为 人 来"));

/// Words that make the denial an aim, or narrow it.
static AIMS: LazyLock<Words> =
    LazyLock::new(|| Words::new("确保 力争 防止 避免 杜绝 重大 负面 超期 逾期 败诉 纠错"));

/// What an attribute may say and narrow nothing: 公民、法人和其他组织提出的申请, 因政府信息公开工作引起的诉讼.
static NEUTRAL: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "其他组织 公民 法人 自然人 群众 公众 社会 申请人 提出 提交 政府信息公开 信息公开 政府信息 政务公开 工作 \
         引起 引发 涉及 相关 有关 任何 关于 年度 办理 因",
    )
});

/// What may stand beside names and says nothing more.
static SAYS_NOTHING: LazyLock<Words> = LazyLock::new(|| Words::joined(&[&NEUTRAL, &VERBS]));

/// What leaves open that there are some.
const OTHER: [&str; 3] = ["其他", "其它", "额外"];

/// Offices that are counted, and of which alone something is denied.
static OFFICES: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "个县 个部门 个单位 家单位 个镇 个乡 个街道 个区 个市 个科室 下属 所属 直属 事业单位 县区局 各县局 季度",
    )
});

/// Every zero statement of a passage that its section speaks of.
pub(super) fn statements(reading: &Reading<'_, '_>, figures: &[Linked]) -> Vec<Linked> {
    let text = reading.clauses.text();
    let mut found: Vec<Linked> = Vec::new();
    let mut clause_start = 0;
    for clause in text.split_inclusive([',', '。', ';', ':', '!', '?']) {
        let range = clause_start..clause_start + clause.len();
        clause_start = range.end;
        let clause = clause.trim_end_matches([',', '。', ';', ':', '!', '?']);
        let Some((denial, _)) = DENIALS.longest(clause).next() else {
            continue;
        };
        if AIMS.are_in(clause) || reading.is_to_come(range.start) {
            continue;
        }
        // 有3个县全年未收到申请: of these alone.
        // 1月没有收到申请.
        let before = &clause[..denial.start];
        if OFFICES.are_in(before) || before.ends_with('月') {
            continue;
        }
        // 无法提供的申请, 无关, 无需: words of their own.
        if NO_DENIALS.starts(&clause[denial.end..]) {
            continue;
        }
        let verb_needed = !matches!(
            &clause[denial.clone()],
            "无" | "没有" | "均无" | "均没有" | "尚无" | "暂无" | "零"
        );
        if verb_needed && !VERBS.starts(&clause[denial.end..]) {
            continue;
        }
        let (start, after) = (range.start + denial.start, range.start + denial.end);
        found.extend(statement(reading, start, after, range.start + clause.len()));
    }
    found.retain(|zero| {
        !figures
            .iter()
            .any(|linked| overlaps(&linked.figure.range, &zero.figure.range))
    });
    found
}

/// The statement that denies what stands between `after` and `end`.
fn statement(reading: &Reading<'_, '_>, start: usize, after: usize, end: usize) -> Option<Linked> {
    let text = reading.clauses.text();
    let nouns = reading
        .named_in(&(after..end))
        .iter()
        .filter(|m| m.range.end <= end);
    let mut nouns: Vec<_> = nouns
        .filter_map(|m| {
            if let Name::Zero(g, r) = m.name {
                Some((m.range.clone(), (g, r)))
            } else {
                None
            }
        })
        .collect();
    // The 申请 of 申请行政复议 is no noun of its own.
    let whole = nouns.clone();
    nouns.retain(|(inner, _)| {
        let longer = |outer: &Range<usize>| outer.len() > inner.len();
        !whole
            .iter()
            .any(|(outer, _)| longer(outer) && within(inner, outer))
    });
    // 收到行政复议申请, 发生依申请公开收费: of two names run together, one is meant.
    let nouns_there = nouns.clone();
    nouns.retain(|(noun, _)| {
        let noun_text = &text[noun.clone()];
        let beside = |(other, _): &(Range<usize>, _)| {
            noun_text == "申请" && other.end == noun.start
                || noun_text == "依申请公开" && other.start == noun.end
        };
        !nouns_there.iter().any(beside)
    });
    // 未收到传真申请 is said of the kind, not of all that was received.
    for (noun, row) in &mut nouns {
        let longer = |found: &&super::lexicon::Match| {
            within(noun, &found.range) && found.range.len() > noun.len()
        };
        let named = reading
            .named_around(noun)
            .iter()
            .filter(longer)
            .find_map(|found| match found.name {
                Name::Row(g, r, kind)
                    if kind > Kind::Short && reading.linker.lexicon.is_under((g, r), *row) =>
                {
                    Some((g, r))
                }
                _ => None,
            });
        *row = named.unwrap_or(*row);
    }
    // 未收取其他费用: some are, or were spoken of before.
    if nouns.iter().any(|(noun, _)| {
        OTHER
            .iter()
            .any(|other| text[..noun.start].ends_with(other))
    }) {
        return None;
    }
    // 无结转下年度办理的申请 is said of what the attribute names; of any other kind of 申请 nothing is known.
    for (noun, row) in &mut nouns {
        let apart = |found: &&super::lexicon::Match| {
            found.range.start >= after
                && found.range.end <= noun.start
                && !whole.iter().any(|(other, _)| overlaps(other, &found.range))
        };
        let named = reading
            .named_in(&(after..noun.start))
            .iter()
            .filter(apart)
            .find_map(|found| match found.name {
                Name::Row(g, r, kind) if kind > Kind::Short => Some((g, r)),
                _ => None,
            });
        if let Some(named) = named {
            // 未收到涉及商业秘密的举报: of another part of the form.
            let lexicon = &reading.linker.lexicon;
            if named.0 == row.0
                && lexicon.part_of(named) != lexicon.part_of(*row)
                && reading.linker.report.form.grids[named.0].layout != Layout::Matrix
            {
                return None;
            }
            *row = named;
        } else if let Some((attribute, _)) = text[after..noun.start].rsplit_once('的')
            && NEUTRAL.without(attribute).chars().count() > 3
        {
            return None;
        }
    }
    // 未收到传真申请, where the form has no such row: what rules a row out of a figure rules it out of a denial.
    let ruled_out = |(noun, (g, r)): &(Range<usize>, (usize, usize))| {
        reading.matches.iter().any(|found| {
            found.name == Name::Unless(*g, *r)
                && found.range.start >= after
                && found.range.start < noun.end
                && !whole.iter().any(|(other, _)| within(&found.range, other))
        })
    };
    if nouns.iter().any(ruled_out) {
        return None;
    }
    let last = nouns.iter().map(|(range, _)| range.end).max()?;
    if !ends_phrase(&text[last..end]) {
        return None;
    }
    // 行政复议、行政诉讼: all that are joined to the last one. 对申请答复的投诉: the last one alone.
    let mut rows: Vec<(usize, usize)> = Vec::new();
    let mut from = last;
    for (range, row) in nouns.iter().rev() {
        let joined =
            range.end == last || reading.clauses.joined(range, &(from..from)) || range.end >= from;
        if !joined {
            break;
        }
        from = from.min(range.start);
        if !rows.contains(row) {
            rows.push(*row);
        }
    }
    // In 总体情况 and the like a denial may be of any row, if it speaks of 公开.
    let topic = reading.topic;
    let general =
        topic.known && topic.parts.is_empty() && speaks_of_disclosure(reading, start, end);
    rows.retain(|row| {
        !topic.known || general || topic.parts.contains(&reading.linker.lexicon.part_of(*row))
    });
    rows.sort_unstable();
    let leaves = rows
        .iter()
        .flat_map(|(g, r)| reading.linker.lexicon.leaves(*g, *r));
    // 没有科研机构提出申请: none of that kind.
    let kinds: Vec<(usize, usize)> = reading
        .named_in(&(after..last))
        .iter()
        .filter(|m| m.range.end <= last)
        .filter_map(|m| match m.name {
            Name::Column(grid, column) => Some((grid, column)),
            _ => None,
        })
        .collect();
    let columns = |row: (usize, usize)| {
        let form = &reading.linker.report.form;
        let said = kinds.iter().filter(move |kind| kind.0 == row.0);
        let mut columns: Vec<usize> = said
            .flat_map(|kind| reading.linker.lexicon.columns(kind.0, kind.1))
            .collect();
        if columns.is_empty() {
            columns.extend(form.default_column(row.0));
        }
        columns.into_iter().map(move |column| (row, column))
    };
    let targets: Vec<_> = leaves.flat_map(columns).collect();
    // 全市收取费用42元，市级机关未收取费用: of what its clause speaks of.
    let clause = text[..start].rsplit([',', ';', '。']).next();
    let clause = start - clause.map_or(0, str::len);
    let cells = reading
        .in_scope(&targets, start, &(clause..start))
        .filter(|cells| !cells.is_empty())?;
    let money = cells
        .iter()
        .all(|cell| reading.linker.report.form.unit(cell.address) == "万元");
    let unit = reading.linker.report.form.unit(cells.first()?.address);
    let range = reading.shadow.original(start..last);
    let zero = Interval::exactly(Decimal::ZERO);
    let quantity = Quantity {
        value: Decimal::ZERO,
        inside: zero,
        near: zero,
        ulp: Decimal::ONE,
        modifier: None,
        looks_rounded: false,
        doubly_modified: false,
    };
    let figure = Figure {
        numeral: range.clone(),
        class: if money { Class::Money } else { Class::Count },
        quantity: Some(quantity),
        unit: Some(if money {
            "元".to_owned()
        } else {
            unit.to_owned()
        }),
        range: range.clone(),
    };
    let relation = if cells.len() == 1 {
        Relation::Equal
    } else {
        Relation::Each
    };
    let claim = Claim {
        relation,
        cells,
        words: range,
        certainty: Certainty::certain_if(!general && is_plain(&text[after..last], reading, after)),
    };
    Some(Linked {
        figure,
        claim: Some(claim),
        zero: true,
        other_year: false,
        overrule: None,
        sentence: reading.clauses.sentence_at(start),
    })
}

/// Whether a denial's words are names, verbs and what narrows nothing.
fn is_plain(words: &str, reading: &Reading<'_, '_>, at: usize) -> bool {
    let named = |found: &super::lexicon::Match| {
        found.range.start >= at
            && found.range.end <= at + words.len()
            && !matches!(found.name, Name::Unless(..) | Name::Never(..))
    };
    let mut names: Vec<&str> = reading
        .matches
        .iter()
        .filter(|found| named(found))
        .map(|found| &reading.clauses.text()[found.range.clone()])
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let rest = names
        .into_iter()
        .fold(words.to_owned(), |rest, name| rest.replace(name, ""));
    SAYS_NOTHING
        .without(&rest)
        .chars()
        .all(|c| "、和及与或以的等也就".contains(c))
}

/// Whether the clause of a denial speaks of 公开.
fn speaks_of_disclosure(reading: &Reading<'_, '_>, start: usize, end: usize) -> bool {
    let clauses = reading.clauses;
    let sentence = clauses.sentence_range(clauses.sentence_at(start)).start;
    let before = &clauses.text()[sentence..start];
    let clause = before.rfind(',').map_or(0, |at| at + 1);
    before[clause..].contains("公开") || clauses.text()[start..end].contains("公开")
}

/// Whether the noun phrase is over: what is denied is the noun itself, not something about it.
fn ends_phrase(rest: &str) -> bool {
    let rest = rest.trim_matches([')', '”', '"']);
    rest.is_empty()
        || [
            "案件",
            "事项",
            "情况",
            "情形",
            "申请",
            "发生",
            "行为",
            "等",
            "的情况",
            "的情形",
            "现象",
            "费",
            "案",
        ]
        .iter()
        .any(|tail| {
            rest.strip_prefix(tail)
                .is_some_and(|more| more.chars().count() <= 4)
        })
}
