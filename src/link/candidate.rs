//! What a figure might be: the rows and columns whose words stand around it, with their scores.

use std::cmp::Reverse;
use std::ops::Range;

use super::clause::Window;
use super::lexicon::{Kind, LONGEST, Match, Name};
use super::reading::{Reading, within};
use crate::figure::{Class, Figure};
use crate::form::Address;

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
        let around = self.around(window);
        let named = around
            .iter()
            .filter_map(|found| self.named(n, figure, found, &around, window, head));
        let mut candidates: Vec<Candidate> = named.collect();
        candidates.extend(self.inherited(n, figure, window, &around));
        self.keep_the_side(n, &around, window, &mut candidates);
        self.keep_the_special(&mut candidates);
        // Of two words of one row the better counts.
        candidates
            .sort_by_key(|candidate| (candidate.row, candidate.column, Reverse(candidate.score)));
        candidates.dedup_by_key(|candidate| (candidate.row, candidate.column));
        candidates
            .sort_by_key(|candidate| (Reverse(candidate.score), candidate.row, candidate.column));
        candidates
    }

    /// What a figure might be by one word around it, if that is the name of a row and means it here.
    fn named(
        &self,
        n: usize,
        figure: &Figure,
        found: &Match,
        around: &[&Match],
        window: &Window,
        head: Option<(usize, usize)>,
    ) -> Option<Candidate> {
        let Name::Row(g, r, kind) = found.name else {
            return None;
        };
        let (row, lexicon) = ((g, r), &self.linker.lexicon);
        if self.ruled_out(n, found, row, kind, around) {
            return None;
        }
        let column = self.column(n, row, figure, window, around, found)?;
        let unit = self.unit_fit(row, column, figure)?;
        let gap = self.clauses.gap(window, &found.range);
        let beside = || {
            gap <= 1
                && (self.kin(n, row, &found.range)
                    || self.is_joined_to_a_sibling(row, &found.range, around)
                    || self.is_paired(n, row, &found.range, window)
                    || self.leads_a_list(n, row))
        };
        // 总体情况 may speak of anything, in short beside what it has named.
        let inside = self.topic.allows(lexicon.part_of(row))
            || self.topic.parts.is_empty() && kind == Kind::Short && beside();
        let under_head = head.is_some_and(|head| lexicon.is_under(row, head));
        // 其他 alone is the name of a column too.
        let general = around
            .iter()
            .any(|other| matches!(other.name, Name::Column(..)) && other.range == found.range);
        if general && self.after_a_column(n)
            || self.means_another(n, row, kind, &found.range, window)
            || kind == Kind::Short && self.is_no_short_name(n, row, &found.range, around, window)
        {
            return None;
        }
        let spoken_of = self.topic.known || beside();
        let told = inside && spoken_of && (!general || self.is_in_a_list_of_rows(n, row));
        let by_a_way = self.clauses.says_by_a_way(window) && self.is_a_doing(&found.range);
        // 180余人参加: of one occasion.
        let people = matches!(figure.unit.as_deref(), Some("人" | "名")) && unit == 1;
        let named = &self.clauses.text()[found.range.clone()];
        let after = people && found.range.start >= window.right.start && !named.contains("人员");
        if kind == Kind::Short && (after || !under_head && (by_a_way || !told)) {
            return None;
        }
        // Where the heading speaks of something else, only plain words close by with the form's own unit will do.
        // 概述 and 基本情况 speak of anything.
        let least = if self.topic.parts.is_empty() { 1 } else { 2 };
        if !inside && !under_head && (kind == Kind::Short || unit < least || gap > 4) {
            return None;
        }
        let base = match kind {
            Kind::Official => 10,
            Kind::Listed | Kind::Loose => 8,
            Kind::Short => 6,
        };
        let bonus =
            unit + if inside && self.topic.known { 3 } else { 0 } + if under_head { 3 } else { 0 };
        let score = base + bonus - i32::try_from(gap / 2).unwrap_or(8).min(8);
        Some(Candidate {
            row,
            column,
            score,
            kind,
            exact_unit: unit == 2,
            inherited: false,
            range: found.range.clone(),
        })
    }

    /// Whether other words beside a name, or in its sentence, say that it is not meant.
    fn ruled_out(
        &self,
        n: usize,
        found: &Match,
        (g, r): (usize, usize),
        kind: Kind,
        around: &[&Match],
    ) -> bool {
        let beside = around.iter().any(|other| {
            // 予以公开和部分公开共31件: joined to it, no other thing. 受理网络申请: between its halves.
            other.name == Name::Unless(g, r)
                && (found.gapped && self.stands_in_the_gap(&other.range, &found.range)
                    || !within(&other.range, &found.range))
                && !self
                    .clauses
                    .joined(&found.range, &self.name_around(&other.range))
                && !self.clauses.sums_up(&other.range, &found.range)
                && !self.of_several_ways(&other.range, found.range.start)
                && !self.is_an_example_of(n, &other.range, &found.range)
                && !self.gives_its_reasons((g, r), &found.range, around)
                && !(other.range.end <= found.range.start
                    && self.clauses.parted(&other.range, &found.range))
        });
        // 收到2份以信函形式提出的申请: all that was received.
        let place = self.clauses.place(n);
        let said = &self.clauses.text()[..place.start];
        let all = found.range.start >= place.end
            && ["收到", "受理", "接收", "共收到"]
                .iter()
                .any(|verb| said.ends_with(verb));
        let sentence = &self.clauses.of(n).range;
        let never =
            |other: &Match| other.name == Name::Never(g, r) && within(&other.range, sentence);
        beside && !all || kind == Kind::Loose && self.named_in(sentence).iter().any(never)
    }

    /// 行政查询事项等不予公开的5件, 不予公开的5件主要是行政查询事项: whether a word only says what most of them are.
    fn is_an_example_of(&self, n: usize, word: &Range<usize>, name: &Range<usize>) -> bool {
        let text = self.clauses.text();
        let end = self.clauses.place(n).end;
        let before = text.get(word.end..name.start);
        before.is_some_and(|between| between.contains('等') && !between.contains(','))
            || word.start >= end && text[end..].starts_with("主要")
    }

    /// 因不掌握、需另行制作无法提供129件: whether rows under a head are listed before it.
    fn gives_its_reasons(
        &self,
        head: (usize, usize),
        name: &Range<usize>,
        around: &[&Match],
    ) -> bool {
        let lexicon = &self.linker.lexicon;
        lexicon.has_children(head)
            && around.iter().any(|found| {
                let Name::Row(g, r, kind) = found.name else {
                    return false;
                };
                kind > Kind::Loose
                    && lexicon.is_under((g, r), head)
                    && found.range.end <= name.start
                    && self.is_in_a_list_of_names((g, r), &found.range, name.start)
            })
    }

    /// 不掌握、需另行制作: whether a name stands in a list beside what is no other name of its row.
    fn is_in_a_list_of_names(&self, row: (usize, usize), word: &Range<usize>, head: usize) -> bool {
        let text = self.clauses.text();
        let before = text[..word.start].trim_end_matches(['需', '属', '于', '要', '后']);
        let of_its_row = |found: &Match| {
            matches!(found.name, Name::Row(g, r, _) if (g, r) == row) && found.range != *word
        };
        // 本机关不掌握相关信息、无法提供1件: one reason, and what came of it.
        let next = word.end + '、'.len_utf8();
        let last = text[word.end..].starts_with('、') && next != head;
        let first = before.ends_with('、');
        let again = self.named_in(&(word.start.saturating_sub(LONGEST)..word.end + LONGEST));
        (first || last)
            && !again.iter().any(|found| {
                of_its_row(found)
                    && (found.range.end + '、'.len_utf8() == before.len()
                        || last && found.range.start == next)
            })
    }

    /// The words before a figure are its name; those after it only where nothing stands before, or it opens its clause.
    fn keep_the_side(
        &self,
        n: usize,
        around: &[&Match],
        window: &Window,
        candidates: &mut Vec<Candidate>,
    ) {
        let text = self.clauses.text();
        let after = |candidate: &Candidate| candidate.range.start >= window.right.start;
        // 已审结的29件中被纠正3件: what follows is told of some of them.
        if self.clauses.taken_apart(n) {
            let some = |candidate: &Candidate| {
                let between = text.get(window.right.start..candidate.range.start);
                between.is_some_and(|between| between.contains('中'))
            };
            candidates.retain(|candidate| !some(candidate));
        }
        let opens = self.clauses.opens(window);
        // 3件复议纠错案件中，2件因逾期答复: why, of some that were named before.
        let because = |at: usize| text[at..window.right.end.max(at)].starts_with('因');
        let reason = opens && because(window.right.start);
        // 1件行政诉讼因原告未预交诉讼费按撤诉处理: a case and what came of it.
        if opens {
            candidates.retain(|candidate| !after(candidate) || !because(candidate.range.end));
        }
        // 不予公开的45件主要是行政查询事项: why most of them. 公开832件（属于已主动公开529件）: a part. 34件申请按时办结32件: the
        // name of the next.
        let next = self.clauses.figures.get(n + 1);
        let next = next
            .filter(|next| next.class == Class::Count)
            .map(|next| next.range.start);
        let said = &text[window.right.start..];
        let parted = said.starts_with("主要") || said.starts_with("(属于");
        candidates
            .retain(|candidate| !after(candidate) || !parted && Some(candidate.range.end) != next);
        let plain = |found: &&Match| {
            let is_it = |candidate: &Candidate| {
                candidate.range == found.range && candidate.kind > Kind::Short
            };
            found.range.start < window.left.end && candidates.iter().any(is_it)
        };
        if reason || opens && candidates.iter().any(after) {
            candidates.retain(after);
        } else if around.iter().any(plain) {
            candidates.retain(|candidate| candidate.range.start < window.left.end);
        }
    }

    /// Of a name and its own end, and of an example and what it is one of, the one that says more.
    fn keep_the_special(&self, candidates: &mut Vec<Candidate>) {
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
        // 不掌握、需另行制作等无法提供129件: the head of those that are named before it.
        let heads: Vec<_> = candidates
            .iter()
            .map(|head| (head.row, head.range.start))
            .collect();
        candidates.retain(|candidate| {
            !heads.iter().any(|(head, start)| {
                let between = self.clauses.text().get(candidate.range.end..*start);
                between.is_some_and(|between| {
                    between.contains('等')
                        || self.is_in_a_list_of_names(candidate.row, &candidate.range, *start)
                }) && self.linker.lexicon.is_under(candidate.row, *head)
            })
        });
        // 终止、驳回等其他结果3件: an example of what is named after it.
        let last = candidates.iter().map(|c| c.range.start).max().unwrap_or(0);
        candidates.retain(|candidate| {
            let after = &self.clauses.text()[candidate.range.end..];
            !(after.starts_with('等') && last > candidate.range.end)
        });
    }

    /// 受理网络申请: whether a word stands between the halves of a name; not the 公开 of 受理政府信息公开申请.
    fn stands_in_the_gap(&self, word: &Range<usize>, name: &Range<usize>) -> bool {
        within(word, name)
            && word.start > name.start
            && !self.clauses.text()[..word.start].ends_with("信息")
            && (word.end == name.end || self.clauses.text()[word.end..].starts_with("申请"))
    }

    /// The name of a row that a word is a part of; else the word.
    fn name_around(&self, word: &Range<usize>) -> Range<usize> {
        let names = self.named_around(word).iter().filter(|found| {
            matches!(found.name, Name::Row(_, _, kind) if kind > Kind::Loose) && !found.gapped
        });
        names
            .map(|found| &found.range)
            .find(|name| within(word, name))
            .unwrap_or(word)
            .clone()
    }

    /// The words that begin in a range of the shadow, in order.
    pub(super) fn named_in(&self, range: &Range<usize>) -> &[Match] {
        let before = |end: usize| {
            self.matches
                .partition_point(|found| found.range.start < end)
        };
        let (from, to) = (before(range.start), before(range.end));
        &self.matches[from..to.max(from)]
    }

    /// The words that begin so near before the end of a word that they may hold it.
    pub(super) fn named_around(&self, word: &Range<usize>) -> &[Match] {
        self.named_in(&(word.start.saturating_sub(LONGEST)..word.end))
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
