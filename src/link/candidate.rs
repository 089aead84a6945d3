//! What a figure might be: the rows and columns whose words stand around it, with their scores.

use std::cmp::Reverse;
use std::ops::Range;

use super::Claim;
use super::clause::Window;
use super::lexicon::{Kind, LONGEST, Match, Name, is_of_several};
use super::reading::{COMMA, Reading, within};
use crate::figure::{Class, Figure};
use crate::form::{Address, Layout};

/// What a figure might be.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Row of the form, perhaps a heading row: grid and row.
    pub(super) row: (usize, usize),
    pub(super) column: usize,
    pub(super) score: i32,
    pub(super) kind: Kind,
    /// The unit is the form's own.
    pub(super) exact_unit: bool,
    /// Its row is that of a figure before.
    pub(super) inherited: bool,
    /// Its words, in the shadow.
    pub(super) range: Range<usize>,
}

impl Reading<'_, '_> {
    /// The rows whose words stand around the figure, best first.
    pub(super) fn candidates(
        &self,
        n: usize,
        figure: &Figure,
        window: &Window,
        head: Option<(usize, usize)>,
    ) -> Vec<Candidate> {
        let lexicon = &self.linker.lexicon;
        let by_a_way = self.clauses.says_by_a_way(window);
        let around = self.around(window);
        let before = |found: &Match| found.range.start < window.left.end;
        let sentence = self.clauses.sentence_range(self.clauses.sentence(n));
        let mut candidates: Vec<Candidate> = Vec::new();
        for found in &around {
            let Name::Row(g, r, kind) = found.name else {
                continue;
            };
            let row = (g, r);
            let ruled_out = around.iter().any(|other| {
                // 予以公开和部分公开共31件: joined to it, no other thing. 受理网络申请: between its halves.
                other.name == Name::Unless(g, r)
                    && (found.gapped && self.stands_in_the_gap(&other.range, &found.range)
                        || !within(&other.range, &found.range))
                    && !self
                        .clauses
                        .joined(&found.range, &self.name_around(&other.range))
                    && !self.clauses.sums_up(&other.range, &found.range)
                    && !self.of_several_ways(&other.range, found.range.start)
                    && !(other.range.end <= found.range.start
                        && self.clauses.parted(&other.range, &found.range))
            }) || kind == Kind::Loose
                && self.matches.iter().any(|other| {
                    other.name == Name::Never(g, r) && within(&other.range, &sentence)
                });
            let Some(column) = self
                .column(n, row, figure, window, &around, found)
                .filter(|_| !ruled_out)
            else {
                continue;
            };
            let Some(unit) = self.unit_fit(row, column, figure) else {
                continue;
            };
            // 制发规范性文件203件，公开198件: of these, not of applications.
            if self.is_a_column_here(n, g, &found.range) {
                continue;
            }
            if self.clauses.of_a_paper(window, &found.range)
                || kind == Kind::Short && self.narrowed(n, row, &found.range)
            {
                continue;
            }
            let inside = self.topic.allows(lexicon.part_of(row));
            let under_head = head.is_some_and(|head| lexicon.is_under(row, head));
            let gap = self.clauses.gap(window, &found.range);
            // 其他 alone is the name of a column too.
            let general = around
                .iter()
                .any(|other| matches!(other.name, Name::Column(..)) && other.range == found.range);
            if general && self.after_a_column(n) {
                continue;
            }
            let listed = self.topic.known || gap <= 1 && self.kin(n, row);
            let told = inside && listed && (!general || self.is_in_a_list_of_rows(n, row));
            if kind == Kind::Short
                && !under_head
                && (by_a_way && self.is_a_doing(&found.range) || !told)
            {
                continue;
            }
            // “县长在线”访谈10期, 信访类5件: a thing of that name, a kind of things.
            let text = self.clauses.text();
            if kind == Kind::Short
                && (text[..found.range.start].ends_with(['”', '"', '》'])
                    || text[found.range.end..].starts_with(['”', '"', '类']))
            {
                continue;
            }
            // 建议23件、提案31件，已全部办结并答复48件: what was handled is something else.
            let named = &text[found.range.clone()];
            let said = text
                .get(sentence.start..found.range.start)
                .unwrap_or_default();
            if ["办结", "答复", "办理"]
                .iter()
                .any(|doing| named.contains(doing))
                && !named.contains("申请")
                && !self.clauses.turns_away(found.range.clone())
                && self.clauses.turns_away(sentence.start..found.range.start)
                && !said.contains("申请")
            {
                continue;
            }
            // 其他投诉举报214件: of others. 信访事项612件: received, but no application.
            let before = &text[..found.range.start];
            if before.ends_with("其他") || before.ends_with("其它") {
                continue;
            }
            let received = ["收", "受理"].iter().any(|word| named.contains(word));
            if received && self.clauses.turns_away(found.range.end..window.left.end) {
                continue;
            }
            // 5个工作日内答复的4件: of those that were so quick.
            if before.ends_with("日内") {
                continue;
            }
            // 制发规范性文件36件，3件不予公开: of papers, not of applications.
            if named.contains('不')
                && named.contains("公开")
                && said.contains("文件")
                && !said.contains("申请")
                && !said.contains("答复")
            {
                continue;
            }
            // 受理信访事项612件，其中来信103件: a way of something else.
            if kind == Kind::Short
                && self.clauses.turns_away(sentence.start..found.range.start)
                && !said.contains("申请")
                && self.claims_before(n).next().is_none()
            {
                continue;
            }
            // A short word and its figure stand in one clause, but for a list of names: 涉及国家秘密、个人隐私各1件.
            let listed = around.iter().any(|other| {
                matches!(other.name, Name::Row(..))
                    && self.clauses.joined(&found.range, &other.range)
            });
            if kind == Kind::Short && gap >= COMMA && !listed {
                continue;
            }
            // 其余2件因年底收到，……: why it is so, not what it is.
            let reason = text[window.right.clone()].starts_with('因');
            if kind == Kind::Short
                && reason
                && found.range.start >= window.right.start
                && text[found.range.clone()].contains("收")
            {
                continue;
            }
            // 通过网站、微博等渠道公开1486条: of all of them.
            if kind < Kind::Listed && self.of_several_ways(&found.range, window.left.end) {
                continue;
            }
            // 《舆情专报》52期: the title of a paper.
            if self.clauses.in_a_title(found.range.start) {
                continue;
            }
            // 征地类信息公开申请129件: a kind of its own.
            if self.clauses.of_a_kind(&found.range) {
                continue;
            }
            if kind == Kind::Short
                && (self.is_left_over(n, &found.range)
                    || self.clauses.goes_on_as_another(&found.range))
            {
                continue;
            }
            // 行政诉讼7件，其中上年结转2件: of suits, not of applications.
            if self.is_of_a_suit(n, g, &found.range) {
                continue;
            }
            // Where the heading speaks of something else, only plain words close by with the form's own unit will do.
            // 概述 and 基本情况 speak of anything.
            let least = if self.topic.parts.is_empty() { 1 } else { 2 };
            if !inside && !under_head && (kind == Kind::Short || unit < least || gap > 4) {
                continue;
            }
            let base = match kind {
                Kind::Official => 10,
                Kind::Listed | Kind::Loose => 8,
                Kind::Short => 6,
            };
            let bonus = unit
                + if inside && self.topic.known { 3 } else { 0 }
                + if under_head { 3 } else { 0 };
            let score = base + bonus - i32::try_from(gap / 2).unwrap_or(8).min(8);
            candidates.push(Candidate {
                row,
                column,
                score,
                kind,
                exact_unit: unit == 2,
                inherited: false,
                range: found.range.clone(),
            });
        }
        candidates.extend(self.inherited(n, figure, window, &around));
        let after = |candidate: &Candidate| candidate.range.start >= window.right.start;
        let text = self.clauses.text();
        // 已审结的29件中被纠正3件: what follows is told of some of them.
        if self.clauses.taken_apart(n) {
            let some = |candidate: &Candidate| {
                let between = text.get(window.right.start..candidate.range.start);
                between.is_some_and(|between| between.contains('中'))
            };
            candidates.retain(|candidate| !some(candidate));
        }
        // 3件复议纠错案件中，2件因逾期答复: why, of some that were named before.
        if self.clauses.opens(window) && text[window.right.clone()].starts_with('因') {
            candidates.retain(after);
        }
        // The words before a figure are its name; those after it only where nothing stands before, or it opens its clause.
        if self.clauses.opens(window) && candidates.iter().any(after) {
            candidates.retain(after);
        } else if around.iter().any(|found| {
            before(found)
                && candidates
                    .iter()
                    .any(|c| c.range == found.range && c.kind > Kind::Short)
        }) {
            candidates.retain(|candidate| candidate.range.start < window.left.end);
        }
        // 门户网站共发布政府信息1893条: of the whole name, not of its end.
        let longer: Vec<Range<usize>> = candidates
            .iter()
            .filter(|candidate| candidate.kind == Kind::Loose)
            .map(|candidate| candidate.range.clone())
            .collect();
        candidates.retain(|candidate| {
            !longer.iter().any(|outer| {
                outer.end == candidate.range.end && outer.start < candidate.range.start
            })
        });
        // 终止、驳回等其他结果3件: an example of what is named after it.
        let last = candidates.iter().map(|c| c.range.start).max().unwrap_or(0);
        candidates.retain(|candidate| {
            let after = &self.clauses.text()[candidate.range.end..];
            !(after.starts_with('等') && last > candidate.range.end)
        });
        // Of two words of one row the better counts.
        candidates
            .sort_by_key(|candidate| (candidate.row, candidate.column, Reverse(candidate.score)));
        candidates.dedup_by_key(|candidate| (candidate.row, candidate.column));
        candidates
            .sort_by_key(|candidate| (Reverse(candidate.score), candidate.row, candidate.column));
        candidates
    }

    /// Whether a way is named with others that a figure sums up: 网站、微博等渠道.
    fn of_several_ways(&self, way: &Range<usize>, end: usize) -> bool {
        let between = self.clauses.text().get(way.end..end);
        between.is_some_and(is_of_several)
    }

    /// 受理网络申请: whether a word stands between the halves of a name; not the 公开 of 受理政府信息公开申请.
    fn stands_in_the_gap(&self, word: &Range<usize>, name: &Range<usize>) -> bool {
        within(word, name)
            && word.start > name.start
            && !self.clauses.text()[..word.start].ends_with("信息")
    }

    /// Whether a word that names a row of applications goes on from a count of reviews or suits.
    fn is_of_a_suit(&self, n: usize, grid: usize, word: &Range<usize>) -> bool {
        let form = &self.linker.report.form;
        let layout = |grid: usize| form.grids[grid].layout;
        let Some(last) = self.claimed_before(n).next() else {
            return false;
        };
        let linked = &self.done[last];
        let cell = linked.claim.as_ref().and_then(|claim| claim.cells.first());
        let between = self.clauses.place(last).end..word.start;
        layout(grid) == Layout::Matrix
            && linked.sentence == self.clauses.sentence(n)
            && cell.is_some_and(|cell| layout(cell.address.grid) == Layout::Wide)
            && !self.clauses.text()[word.clone()].contains("申请")
            && self
                .clauses
                .text()
                .get(between)
                .is_some_and(|between| between.starts_with(",其中") || between.starts_with("(其中"))
    }

    /// The name of a row that a word is a part of; else the word.
    fn name_around(&self, word: &Range<usize>) -> Range<usize> {
        let names = self.matches.iter().filter(|found| {
            matches!(found.name, Name::Row(_, _, kind) if kind > Kind::Loose) && !found.gapped
        });
        names
            .map(|found| &found.range)
            .find(|name| within(word, name))
            .unwrap_or(word)
            .clone()
    }

    /// 通过网络收到71件: whether a short word says what was done, not the way of doing it.
    fn is_a_doing(&self, word: &Range<usize>) -> bool {
        let word = &self.clauses.text()[word.clone()];
        !self.topic.known
            || ["收", "受理", "申请", "办", "答复", "公开", "发布"]
                .iter()
                .any(|doing| word.contains(doing))
    }

    /// 环评91件、执法33件、其他32件: whether a word is what is left of a list of other things.
    pub(super) fn is_left_over(&self, n: usize, word: &Range<usize>) -> bool {
        let count = |k: &usize| self.done[*k].figure.class == Class::Count;
        let sentence = self.clauses.sentence(n);
        // 涉及征收的198件，占57.7%；……；其他19件: the list may be of several sentences.
        let listed = |k: &usize| {
            self.clauses.lists(*k, n)
                || self.clauses.is_listed(sentence) && self.done[*k].sentence + 1 == sentence
        };
        let before = (0..n).rev().find(count).filter(listed);
        self.clauses.text()[word.clone()].starts_with("其他")
            && before.is_some_and(|before| self.done[before].claim.is_none())
    }

    /// 不予处理5件，其他2件: whether what was claimed last is a whole row beside or above this one.
    fn is_in_a_list_of_rows(&self, n: usize, row: (usize, usize)) -> bool {
        let lexicon = &self.linker.lexicon;
        let total = self.linker.report.form.default_column(row.0);
        let last = self.context(n).map(|(claim, _)| claim);
        last.is_some_and(|claim| {
            let whole = claim
                .cells
                .iter()
                .all(|cell| Some(cell.address.column) == total);
            let before = lexicon.row_of(claim);
            whole
                && before.is_some_and(|before| before.0 == row.0 && !lexicon.is_under(row, before))
        })
    }

    /// 《公报》4期，公开信息64条: whether a more special row of the same part was named since the figure that was linked last.
    fn narrowed(&self, n: usize, row: (usize, usize), found: &Range<usize>) -> bool {
        let sentence = self.clauses.sentence_range(self.clauses.sentence(n)).start;
        let since = self
            .claimed_before(n)
            .next()
            .map_or(0, |k| self.clauses.place(k).end);
        let lead = self.clauses.lead();
        self.matches.iter().any(|other| {
            other.name == Name::Unless(row.0, row.1)
                && other.range.end <= found.start
                && (other.range.end <= lead || other.range.start >= since.max(sentence))
                && self.names_a_row(&other.range)
        })
    }

    /// Whether a range lies within a plain name of a row.
    fn names_a_row(&self, range: &Range<usize>) -> bool {
        let row =
            |found: &Match| matches!(found.name, Name::Row(_, _, kind) if kind != Kind::Loose);
        self.matches
            .iter()
            .any(|found| row(found) && within(range, &found.range))
    }

    /// Whether a figure before it in the sentence is of the same part of the form, or of the same matrix.
    fn kin(&self, n: usize, row: (usize, usize)) -> bool {
        let lexicon = &self.linker.lexicon;
        let several = self.linker.report.form.grids[row.0].columns.len() > 1;
        let alike = |claim: &Claim| {
            claim.cells.first().is_some_and(|cell| {
                let before = (cell.address.grid, cell.address.row);
                before.0 == row.0 && (several || lexicon.part_of(before) == lexicon.part_of(row))
            })
        };
        if self.claims_before(n).any(alike) {
            return true;
        }
        // 收到申请12件。……办结11件: what the paragraph spoke of last, if nothing else came between.
        let last = self.claimed_before(n).next();
        last.is_some_and(|k| {
            let between = self.clauses.place(k).end..self.clauses.place(n).start;
            self.done[k].claim.as_ref().is_some_and(alike) && !self.clauses.turns_away(between)
        })
    }

    /// The words that stand around a figure; a loose one may begin before a date.
    pub(super) fn around(&self, window: &Window) -> Vec<&Match> {
        let from = self
            .matches
            .partition_point(|found| found.range.start + LONGEST < window.left.start);
        let near = self.matches[from..]
            .iter()
            .take_while(|found| found.range.start < window.right.end);
        near.filter(|found| {
            let reaches = matches!(found.name, Name::Row(_, _, Kind::Loose))
                && found.range.end > window.left.start
                && !self
                    .clauses
                    .counts_within(&(found.range.start..window.left.start));
            // 微博等渠道，同一条信息……发布: a loose word stands before its figure.
            let around = matches!(found.name, Name::Row(_, _, Kind::Loose))
                && found.range.start < window.left.end
                && found.range.end > window.right.start;
            !around
                && (found.range.start >= window.left.start || reaches)
                && found.range.end <= window.right.end
        })
        .collect()
    }

    pub(super) fn unit_fit(
        &self,
        row: (usize, usize),
        column: usize,
        figure: &Figure,
    ) -> Option<i32> {
        let lexicon = &self.linker.lexicon;
        let (grid, row) = *lexicon.leaves(row.0, row.1).first()?;
        let column = *lexicon.columns(grid, column).first()?;
        lexicon.unit_fit(Address { grid, row, column }, figure)
    }

    /// 同意公开及部分公开: the best candidate and the siblings whose names are joined to its own.
    pub(super) fn chain(&self, candidates: &[Candidate], best: &Candidate) -> Vec<Candidate> {
        let mut chain = vec![best.clone()];
        let joined = |a: &Candidate, b: &Candidate| {
            let (first, second) = if a.range.start <= b.range.start {
                (a, b)
            } else {
                (b, a)
            };
            let kin = if a.row == b.row {
                a.column != b.column
            } else {
                self.linker.lexicon.siblings(a.row, b.row)
            };
            kin && self.clauses.joined(&first.range, &second.range)
        };
        while let Some(next) = candidates.iter().find(|candidate| {
            !chain
                .iter()
                .any(|link| (link.row, link.column) == (candidate.row, candidate.column))
                && chain.iter().any(|link| joined(link, candidate))
        }) {
            chain.push(next.clone());
        }
        chain.sort_by_key(|link| (link.range.start, link.row, link.column));
        chain
    }
}
