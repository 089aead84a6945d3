//! The words of a form: which rows and columns a passage names, and where.
//!
//! All words are looked for in one pass over the passage; a match that lies within a longer one is dropped, so that
//! 政务微博、微信回应事件 never counts as 政务微博.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Claim;
use super::heading;
use super::shadow::{Shadow, folded};
use crate::figure::{Class, Figure};
use crate::form::{Address, Form, GridSpec, Layout};
use crate::report::Report;
use crate::words::Words;

/// The most characters that `…` in a word stands for.
const GAP: usize = 30;

/// No word of a form is longer than this, in bytes.
pub(super) const LONGEST: usize = 300;

/// How plainly a word names its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Only under its parent or in its own section: 当面.
    Short,
    /// A word that offices use of other things too: 网站发布信息.
    Loose,
    /// A word that the form or the author lists.
    Listed,
    /// The name on the form, less 数.
    Official,
}

/// What a word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    /// A row: grid and row.
    Row(usize, usize, Kind),
    /// A column: grid and column. The numbers after the last column are those of the grid's heads.
    Column(usize, usize),
    /// One of the form's joint claims.
    Joint(usize),
    /// A word that rules a row out.
    Unless(usize, usize),
    /// A word that rules a row's loose words out of its sentence.
    Never(usize, usize),
    /// A noun of a zero statement.
    Zero(usize, usize),
    /// Words of the genre that hold the name of a column and name nothing.
    Nothing,
}

/// A row, by grid and row, and a column of it.
pub(super) type Target = ((usize, usize), usize);

/// A word found in a passage.
#[derive(Clone, Debug)]
pub(super) struct Match {
    /// What it names.
    pub(super) name: Name,
    /// Where, in the shadow.
    pub(super) range: Range<usize>,
    /// Something stands between its two halves.
    pub(super) gapped: bool,
}

/// The word that 2022年结转 stands for.
const LAST_YEARS: &str = "上年结转";

/// The word that 结转2024年 stands for.
const NEXT_YEARS: &str = "结转下年度";

/// Applicants in general, not the columns 法人或其他组织 or 其他; and what a review of papers leaves, not what is in force.
const NOTHING: [&str; 13] = [
    "继续有效",
    "驳回申请",
    "驳回复议申请",
    "驳回行政复议申请",
    "申请人",
    "公民、法人和其他组织",
    "公民、法人或其他组织",
    "公民、法人或者其他组织",
    "公民、法人及其他组织",
    "公民、法人",
    "法人和其他组织",
    "法人或者其他组织",
    "法人及其他组织",
];

/// The words of a form and of an author's aliases.
pub(super) struct Lexicon<'r> {
    form: &'r Form,
    words: Words<String>,
    /// For each word: what it names, or which gapped word it begins or ends.
    uses: Vec<Use>,
    /// The row of 上年结转, where the form has one.
    last_years: Option<Name>,
    /// The row of 结转下年度, where the form has one.
    next_years: Option<Name>,
}

enum Use {
    Whole(Name),
    First(usize),
    Second(usize, Name),
}

impl<'r> Lexicon<'r> {
    pub(super) fn new(report: &'r Report) -> Self {
        let form: &Form = &report.form;
        let mut words = Entries::default();
        for (g, grid) in form.grids.iter().enumerate() {
            for (c, column) in grid
                .columns
                .iter()
                .enumerate()
                .filter(|_| grid.columns.len() > 1)
            {
                for word in std::iter::once(&column.name).chain(&column.words) {
                    words.add(word, Name::Column(g, c));
                }
            }
            for (h, head) in grid.heads.iter().enumerate() {
                for word in std::iter::once(&head.name).chain(&head.words) {
                    words.add(word, Name::Column(g, grid.columns.len() + h));
                }
            }
            for (r, row) in grid.rows.iter().enumerate() {
                // What is a column's name too (其他, 总计) is too general to name a row by itself.
                let general = |name: &str| grid.columns.iter().any(|column| column.name == name);
                if let Some(name) = row.key.as_deref().map(official)
                    && !general(name)
                {
                    words.add(name, Name::Row(g, r, Kind::Official));
                }
                let mut list = |list: &[String], name: Name| {
                    for word in list {
                        words.add(word, name);
                    }
                };
                list(&row.words, Name::Row(g, r, Kind::Listed));
                list(&row.short, Name::Row(g, r, Kind::Short));
                list(&row.loose, Name::Row(g, r, Kind::Loose));
                list(&row.unless, Name::Unless(g, r));
                list(&row.never, Name::Never(g, r));
                list(&row.zero, Name::Zero(g, r));
            }
        }
        for alias in &report.overrules.aliases {
            words.add(
                &alias.word.value,
                Name::Row(alias.row.0, alias.row.1, Kind::Listed),
            );
        }
        for (n, joint) in form.joint.iter().enumerate() {
            for word in &joint.words {
                words.add(word, Name::Joint(n));
            }
        }
        for word in NOTHING {
            words.add(word, Name::Nothing);
        }
        let row_called = |called: &str| {
            let mut uses = words.all.iter().filter(|(word, _)| word == called);
            uses.find_map(|(_, used)| match used {
                Use::Whole(name @ Name::Row(..)) => Some(*name),
                _ => None,
            })
        };
        let (last_years, next_years) = (row_called(LAST_YEARS), row_called(NEXT_YEARS));
        words.all.sort_by(|(a, _), (b, _)| a.cmp(b));
        let (words, uses) = words.all.into_iter().unzip();
        Self {
            form,
            words: Words::sorted(words),
            uses,
            last_years,
            next_years,
        }
    }

    /// The row of 上年结转, where the form has one.
    pub(super) fn last_years(&self) -> Option<(usize, usize)> {
        match self.last_years? {
            Name::Row(grid, row, _) => Some((grid, row)),
            _ => None,
        }
    }

    /// Every word of a passage, in order of place.
    /// `carried`: where a year by its number stands for 上年结转 or, if so marked, 结转下年度.
    pub(super) fn matches(
        &self,
        shadow: &Shadow,
        carried: impl Iterator<Item = (Range<usize>, bool)>,
    ) -> Vec<Match> {
        let text = shadow.text();
        let mut matches: Vec<Match> = Vec::new();
        let mut opened: BTreeMap<usize, usize> = BTreeMap::new();
        let lead = heading::lead_end(text);
        for (range, n) in self.words.overlapping(text) {
            match &self.uses[n] {
                Use::Whole(name) => matches.push(Match {
                    name: *name,
                    range,
                    gapped: false,
                }),
                Use::First(word) => {
                    opened.insert(*word, range.start);
                }
                Use::Second(word, name) => {
                    let Some(start) = opened.get(word).copied() else {
                        continue;
                    };
                    if gives_an_example(&text[start..range.start], &text[range.clone()]) {
                        continue;
                    }
                    let words = &text[start..range.end];
                    let loose = matches!(name, Name::Row(_, _, Kind::Loose));
                    // “…”政务微博。2016年发布信息300条: its heading says of what.
                    let headed = start < lead;
                    if bridged(words) || loose && crossed(words, headed) {
                        matches.push(Match {
                            name: *name,
                            range: start..range.end,
                            gapped: true,
                        });
                    }
                }
            }
        }
        matches.extend(carried.filter_map(|(range, next)| {
            let name = if next {
                self.next_years
            } else {
                self.last_years
            };
            name.map(|name| Match {
                name,
                range,
                gapped: false,
            })
        }));
        // 收到书面申请: the kind, not all that was received.
        let kinds: Vec<(Range<usize>, (usize, usize))> = matches
            .iter()
            .filter(|found| !found.gapped)
            .filter_map(|found| match found.name {
                Name::Row(g, r, kind) if kind > Kind::Short => Some((found.range.clone(), (g, r))),
                _ => None,
            })
            .collect();
        matches.retain(|found| {
            let Name::Row(g, r, _) = found.name else {
                return true;
            };
            !found.gapped
                || !kinds.iter().any(|(range, row)| {
                    found.range.start <= range.start
                        && range.end == found.range.end
                        && self.is_under(*row, (g, r))
                })
        });
        // Of two loose words with one end the nearer counts: 微信公众号，……网站发布信息.
        let nearer: Vec<(usize, usize)> = matches
            .iter()
            .filter(|found| matches!(found.name, Name::Row(_, _, Kind::Loose)))
            .map(|found| (found.range.end, found.range.start))
            .collect();
        matches.retain(|found| {
            !matches!(found.name, Name::Row(_, _, Kind::Loose))
                || !nearer
                    .iter()
                    .any(|(end, start)| *end == found.range.end && *start > found.range.start)
        });
        matches.sort_by_key(|found| (found.range.start, found.range.end, found.name));
        // 新制作规范性文件3件，公开3件: a word that is a row's only in its place leaves a column's word standing.
        let names = |name| {
            matches!(name, Name::Row(_, _, kind) if kind > Kind::Short)
                || matches!(name, Name::Column(..) | Name::Nothing)
        };
        let shorts: Vec<Range<usize>> = matches
            .iter()
            .filter(|outer| matches!(outer.name, Name::Row(_, _, Kind::Short)))
            .map(|outer| outer.range.clone())
            .collect();
        let covers = |outer: &&Match| !outer.gapped && names(outer.name);
        let outers: Vec<Range<usize>> = matches
            .iter()
            .filter(covers)
            .map(|outer| outer.range.clone())
            .collect();
        matches.retain(|inner| {
            let covered = matches!(inner.name, Name::Row(..) | Name::Column(..));
            let row = matches!(inner.name, Name::Row(..));
            !(covered && is_within_a_longer(&inner.range, &outers)
                || row && is_within_a_longer(&inner.range, &shorts))
        });
        matches
    }

    /// The one row with rows under it, or with results beside it, that a heading names.
    pub(super) fn head_named(&self, heading: &Shadow) -> Option<(usize, usize)> {
        let matches = self.matches(heading, std::iter::empty());
        let rows = matches.iter().filter_map(|found| match found.name {
            Name::Row(g, r, kind) if kind != Kind::Loose => {
                let wide = self.form.grids[g].layout == Layout::Wide;
                (wide || self.has_children((g, r))).then_some((g, r))
            }
            _ => None,
        });
        let rows: BTreeSet<_> = rows.collect();
        rows.first().copied().filter(|_| rows.len() == 1)
    }

    /// The rows whose values a row stands for: itself, or for a heading row those under it.
    pub(super) fn leaves(&self, grid: usize, row: usize) -> Vec<(usize, usize)> {
        let rows = &self.form.grids[grid].rows;
        if rows[row].key.is_some() {
            return vec![(grid, row)];
        }
        let under = (row + 1..rows.len()).take_while(|r| rows[*r].level > rows[row].level);
        under
            .filter(|r| rows[*r].key.is_some())
            .map(|r| (grid, r))
            .collect()
    }

    /// The row that a claim is of, if it is of one: a heading row where it is the sum of all that stands under it.
    pub(super) fn row_of(&self, claim: &Claim) -> Option<(usize, usize)> {
        let first = claim.cells.first()?.address;
        let row = (first.grid, first.row);
        let rows: Vec<_> = claim
            .cells
            .iter()
            .map(|cell| (cell.address.grid, cell.address.row))
            .collect();
        if rows.iter().all(|other| *other == row) {
            return Some(row);
        }
        self.parent(row)
            .filter(|(grid, parent)| self.leaves(*grid, *parent) == rows)
    }

    /// The columns whose values a column stands for: itself, or for a head those under it.
    pub(super) fn columns(&self, grid: usize, column: usize) -> Vec<usize> {
        let GridSpec { columns, heads, .. } = &self.form.grids[grid];
        let Some(head) = column.checked_sub(columns.len()) else {
            return vec![column];
        };
        let under = |c: &usize| columns[*c].under.contains(&heads[head].name);
        (0..columns.len()).filter(under).collect()
    }

    /// The first-level row of that key or printed text.
    pub(super) fn part(&self, name: &str) -> Option<(usize, usize)> {
        let grids = self.form.grids.iter().enumerate();
        let mut rows = grids.flat_map(|(g, grid)| {
            grid.rows
                .iter()
                .enumerate()
                .map(move |(r, row)| (g, r, row))
        });
        rows.find(|(_, _, row)| row.key.as_deref() == Some(name) || row.print == name)
            .map(|(g, r, _)| (g, r))
    }

    /// The first-level row that a row stands under.
    pub(super) fn part_of(&self, (grid, row): (usize, usize)) -> (usize, usize) {
        (grid, self.form.part(grid, row))
    }

    pub(super) fn parent(&self, (grid, row): (usize, usize)) -> Option<(usize, usize)> {
        self.form.parent(grid, row).map(|parent| (grid, parent))
    }

    /// The row that alone stands under a row with a value of its own.
    pub(super) fn only_child(&self, (grid, row): (usize, usize)) -> Option<(usize, usize)> {
        let rows = &self.form.grids[grid].rows;
        let mut under = (row + 1..rows.len())
            .take_while(|r| rows[*r].level > rows[row].level)
            .map(|r| (grid, r));
        let first = under.next()?;
        (under.next().is_none() && rows[row].key.is_some()).then_some(first)
    }

    pub(super) fn siblings(&self, a: (usize, usize), b: (usize, usize)) -> bool {
        a != b && a.0 == b.0 && self.form.parent(a.0, a.1) == self.form.parent(b.0, b.1)
    }

    /// Whether `row` stands somewhere under `head`.
    pub(super) fn is_under(&self, row: (usize, usize), head: (usize, usize)) -> bool {
        std::iter::successors(self.parent(row), |above| self.parent(*above))
            .any(|above| above == head)
    }

    pub(super) fn has_children(&self, (grid, row): (usize, usize)) -> bool {
        let rows = &self.form.grids[grid].rows;
        rows.get(row + 1)
            .is_some_and(|next| next.level > rows[row].level)
    }

    /// The cells that a joint claim names: rows and columns.
    pub(super) fn joint(&self, n: usize) -> Vec<Target> {
        let cells = self.form.joint[n].cells.iter();
        cells
            .filter_map(|name| self.form.find(name).ok())
            .map(|address| ((address.grid, address.row), address.column))
            .collect()
    }

    /// How a figure's unit suits a cell: 2 exactly, 1 another 量词 of the family, 0 none written; `None`: another family.
    pub(super) fn unit_fit(&self, address: Address, figure: &Figure) -> Option<i32> {
        let canonical = self.form.unit(address);
        let Some(unit) = figure.unit.as_deref() else {
            return Some(0);
        };
        if canonical == "万元" {
            return (figure.class == Class::Money).then_some(2);
        }
        if figure.class == Class::Money {
            return None;
        }
        if unit == canonical {
            return Some(2);
        }
        let own = &self.form.row(address).accept;
        let listed = own.iter().any(|word| word == unit) || accepted(canonical).contains(&unit);
        listed.then_some(1)
    }
}

/// 量词 that count the same things as the one on the form.
fn accepted(canonical: &str) -> &'static [&'static str] {
    match canonical {
        "件" => &["宗", "起", "份", "例", "件次"],
        "次" => &["场", "期", "回", "场次", "场(次)"],
        "篇" => &["件", "条", "则", "份", "篇次"],
        "个" => &["处", "家"],
        "人" => &["名", "位"],
        _ => &[],
    }
}

/// The name on the form as prose says it: without path and final 数.
fn official(key: &str) -> &str {
    let name = key.rsplit('/').next().unwrap_or(key);
    ["总次数", "总数", "次数", "数量", "人数", "数"]
        .iter()
        .find_map(|tail| name.strip_suffix(tail))
        .unwrap_or(name)
}

/// Whether `…` may stand for what lies between the two halves of a word: a few characters of one clause.
fn bridged(text: &str) -> bool {
    // 收到的申请中网络申请60件: two names, not one.
    text.chars().count() <= GAP + 8
        && !text.contains([',', ';', '。', ':', '!', '?'])
        && !text.contains("申请中")
        && !is_of_several(text)
}

/// 属于行政查询事项等不予公开的45件: whether the first half of a word is an example of what the second names.
fn gives_an_example(before: &str, second: &str) -> bool {
    ["不予", "无法"].iter().any(|kind| second.starts_with(kind))
        && ["等", "等原因", "等情形"]
            .iter()
            .any(|so| before.ends_with(so))
}

/// 通过网站、微博等渠道主动公开政府信息: whether the two halves of a word hold several things between them.
pub(super) fn is_of_several(text: &str) -> bool {
    ["等渠道", "等多种", "等方式", "等形式", "等平台"]
        .iter()
        .any(|word| text.contains(word))
}

/// The same for a loose word, whose halves may stand in two clauses, or the first in a heading.
fn crossed(text: &str, headed: bool) -> bool {
    text.chars().count() <= GAP + 8
        && !is_of_several(text)
        && !text.contains([';', '!', '?'])
        && text.matches('。').count() <= usize::from(headed)
}

/// Whether a range lies within a longer one; the others are in order of their starts, and none is longer than a name.
fn is_within_a_longer(inner: &Range<usize>, outers: &[Range<usize>]) -> bool {
    let from = outers.partition_point(|outer| outer.start + LONGEST < inner.start);
    let near = outers[from..]
        .iter()
        .take_while(|outer| outer.start <= inner.start);
    near.into_iter()
        .any(|outer| outer.len() > inner.len() && inner.end <= outer.end)
}

#[derive(Default)]
struct Entries {
    all: Vec<(String, Use)>,
    gapped: usize,
}

impl Entries {
    fn add(&mut self, word: &str, name: Name) {
        match word.split_once('…') {
            Some((first, second)) => {
                let n = self.gapped;
                self.gapped += 1;
                self.put(first, Use::First(n));
                self.put(second, Use::Second(n, name));
            }
            None => self.put(word, Use::Whole(name)),
        }
    }

    fn put(&mut self, word: &str, used: Use) {
        let word = folded(word);
        if !word.is_empty() {
            self.all.push((word, used));
        }
    }
}
