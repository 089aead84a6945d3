//! What was said before a figure: the claims that it goes on from, the head that it stands under.

use super::candidate::Candidate;
use super::clause::Window;
use super::lexicon::{Kind, Name};
use super::reading::Reading;
use super::scope::Role;
use super::{Certainty, Claim, Linked};
use crate::figure::Class;
use crate::form::Layout;
use crate::report::Cell;

impl Reading<'_, '_> {
    /// What a figure goes on from: the nearest claim of its sentence; 其中 at the start of one goes on from the sentence
    /// before. And whether that is the only claim that it can be.
    pub(super) fn context(&self, n: usize) -> Option<(&Claim, bool)> {
        // 答复64件（含上年结转4件），其中自然人59件: of what stands before the bracket.
        let place = self.clauses.place(n);
        let closed = |k: &usize| {
            let between = self.clauses.place(*k).end..place.start;
            let between = self.clauses.text().get(between).unwrap_or_default();
            between.contains(')') && !between.contains('(')
        };
        let sentence = self.clauses.sentence(n);
        let mut here = self
            .claimed_before(n)
            .take_while(|k| self.done[*k].sentence == sentence)
            .filter(|k| !closed(k))
            .filter_map(|k| self.done[k].claim.as_ref());
        if let Some(claim) = here.next() {
            // 收到50件，办结48件，其中自然人41件: of which of the two?
            let other = here.any(|before| self.is_of_another_whole(claim, before));
            return Some((claim, !other));
        }
        let sentence = self.clauses.sentence(n);
        // 13732件中，自然人提出12640件: of the figure that it states again.
        let again = self.taken_apart_before(n).next();
        if let Some(claim) = again.and_then(|k| self.restated(k)) {
            return Some((claim, false));
        }
        let (goes_on, listed) = (
            self.clauses.goes_on(sentence),
            self.clauses.is_listed(sentence),
        );
        let mut before = self.claimed_before(n).map(|k| self.done[k].sentence);
        let last = before.find(|said| *said < sentence)?;
        let from = self
            .claimed
            .partition_point(|k| self.done[*k].sentence < last);
        let mut claims = self.claimed[from..]
            .iter()
            .take_while(|k| self.done[**k].sentence == last)
            .filter(|k| !self.is_bracketed(**k))
            .map(|k| &self.done[*k])
            .filter(|linked| {
                goes_on || listed || self.is_of_a_wide_grid(linked) && last + 1 == sentence
            })
            .filter_map(|linked| linked.claim.as_ref());
        let first = claims.next()?;
        let Some(latest) = claims.last() else {
            return Some((first, true));
        };
        // 自然人90件；商业企业7件: the row of the list's last member.
        let form = &self.linker.report.form;
        let named =
            |cell: &Cell| form.default_column(cell.address.grid) != Some(cell.address.column);
        let of_latest = listed && latest.cells.iter().all(named);
        Some(if of_latest {
            (latest, true)
        } else {
            (first, false)
        })
    }

    /// 办结611件（含上年结转的19件）。其中: what stands in a bracket is not what the next sentence goes on with.
    pub(super) fn is_bracketed(&self, k: usize) -> bool {
        let after = &self.clauses.text()[self.clauses.place(k).end..];
        after.starts_with(')') && self.clauses.stands_in_a_bracket(k)
    }

    /// Whether two claims of one matrix are the totals of two rows.
    pub(super) fn is_of_another_whole(&self, one: &Claim, other: &Claim) -> bool {
        let whole = |claim: &Claim| {
            let address = claim.cells.first()?.address;
            let default = self.linker.report.form.default_column(address.grid)?;
            (default == address.column && claim.cells.len() == 1)
                .then_some((address.grid, address.row))
        };
        whole(one)
            .zip(whole(other))
            .is_some_and(|(one, other)| one.0 == other.0 && one.1 != other.1)
    }

    /// 行政诉讼20件。法院判决纠正1件: results of reviews and suits are told in the next sentence too.
    pub(super) fn is_of_a_wide_grid(&self, linked: &Linked) -> bool {
        let cell = linked.claim.as_ref().and_then(|claim| claim.cells.first());
        let grids = &self.linker.report.form.grids;
        cell.is_some_and(|cell| grids[cell.address.grid].layout == Layout::Wide)
    }

    /// The figure right before it, if that stands in its sentence.
    pub(super) fn just_before(&self, n: usize) -> Option<usize> {
        n.checked_sub(1)
            .filter(|k| self.clauses.sentence(*k) == self.clauses.sentence(n))
    }

    /// The counts before it in its sentence, the nearest first.
    pub(super) fn counts_before(&self, n: usize) -> impl Iterator<Item = usize> {
        let sentence = self.clauses.sentence(n);
        (0..n)
            .rev()
            .take_while(move |k| self.clauses.sentence(*k) == sentence)
            .filter(|k| self.clauses.figures[*k].class == Class::Count)
    }

    /// The figures before it that have a claim, the nearest first.
    pub(super) fn claimed_before(&self, n: usize) -> impl Iterator<Item = usize> {
        let before = self.claimed.partition_point(|k| *k < n);
        self.claimed[..before].iter().rev().copied()
    }

    /// The claims of the figures before it in its sentence, the nearest first.
    pub(super) fn claims_before(&self, n: usize) -> impl Iterator<Item = &Claim> {
        let sentence = self.clauses.sentence(n);
        self.claimed_before(n)
            .map(|k| &self.done[k])
            .take_while(move |linked| linked.sentence == sentence)
            .filter_map(|linked| linked.claim.as_ref())
    }

    /// The nearest row with children that was named before: by a figure of its own or of a sibling, or by its words.
    pub(super) fn head(&self, n: usize) -> Option<(usize, usize)> {
        let lexicon = &self.linker.lexicon;
        let start = self.clauses.window(n).left.end;
        let sentence = self.clauses.sentence(n);
        let by_figure = self
            .claimed_before(n)
            .take_while(|k| self.done[*k].sentence + 1 >= sentence)
            .find_map(|k| {
                let cell = self.done[k].claim.as_ref()?.cells.first()?;
                let row = (cell.address.grid, cell.address.row);
                let head = if lexicon.has_children(row) {
                    Some(row)
                } else {
                    lexicon.parent(row)
                };
                head.map(|head| (self.clauses.place(k).start, head))
            });
        let before = self
            .matches
            .partition_point(|found| found.range.start < start);
        let by_words = self.matches[..before]
            .iter()
            .rev()
            .take_while(|found| self.clauses.sentence_at(found.range.start) + 1 >= sentence)
            .find_map(|found| match found.name {
                Name::Row(g, r, kind) if kind > Kind::Short && found.range.end <= start => lexicon
                    .has_children((g, r))
                    .then_some((found.range.start, (g, r))),
                _ => None,
            });
        by_figure
            .into_iter()
            .chain(by_words)
            .max_by_key(|(at, _)| *at)
            .map(|(_, head)| head)
            .or(self.topic.head)
    }

    /// The figures of its sentence, and of the one that it goes on from, that have the same cells as a claim.
    pub(super) fn states_before(&self, n: usize, claim: &Claim) -> impl Iterator<Item = usize> {
        let sentence = self.clauses.sentence(n);
        let from = sentence - usize::from(sentence > 0 && self.clauses.goes_on(sentence));
        self.claimed_before(n)
            .take_while(move |k| self.done[*k].sentence >= from)
            .filter(move |k| {
                let before = self.done[*k].claim.as_ref();
                before.is_some_and(|before| before.cells == claim.cells)
            })
    }

    /// 行政诉讼41件，胜诉37件: whether the nearest claim of its row, or of one that it stands under, is so sure.
    pub(super) fn is_under(
        &self,
        n: usize,
        best: &Candidate,
        so_sure: impl Fn(Certainty) -> bool,
    ) -> bool {
        let lexicon = &self.linker.lexicon;
        let above = self.claims_before(n).find(|claim| {
            let row = lexicon.row_of(claim);
            row.is_some_and(|row| row == best.row || lexicon.is_under(best.row, row))
        });
        above.is_some_and(|claim| so_sure(claim.certainty)) && !self.is_a_matrix(best.row.0)
    }

    /// 涉及征地拆迁143件（予以公开61件）: of these alone.
    pub(super) fn is_in_the_bracket_of_a_matter(&self, n: usize, best: &Candidate) -> bool {
        let Some(k) = n.checked_sub(1) else {
            return false;
        };
        let (before, text) = (&self.done[k], self.clauses.text());
        let end = best.range.start.min(self.clauses.place(n).start);
        let between = text.get(self.clauses.place(k).end..end);
        let left = &text[self.clauses.window(k).left];
        before.claim.is_none()
            && before.figure.class == Class::Count
            && between.is_some_and(|between| between.starts_with('('))
            && (left.contains("涉及") || left.ends_with('类') || left.contains('、'))
    }

    /// 主要涉及学区划分、招生等，予以公开4件: whether a result is told in a clause of its own, after what applications are about
    /// and no figure of that.
    pub(super) fn is_past_the_matters(&self, n: usize, best: &Candidate) -> bool {
        let Some(past) = self.clauses.of(n).matters else {
            return false;
        };
        let grids = self.linker.report.form.grids.len();
        let of_applications =
            self.is_a_matrix(best.row.0) || !(0..grids).any(|grid| self.is_a_matrix(grid));
        let between = self.clauses.text().get(past..best.range.start);
        of_applications
            && between.is_some_and(|between| between.contains(','))
            && self
                .counts_before(n)
                .take_while(|k| self.clauses.place(*k).start >= past)
                .all(|k| self.done[k].claim.is_some())
            && self.claims_before(n).next().is_some()
    }

    /// 撤销1件、责令重新答复2件: whether a claim and the one before it, by two names of one cell, are of its parts.
    pub(super) fn are_parts_of_one(&self, earlier: usize, claim: &Claim) -> bool {
        let text = self.clauses.text();
        let name = self.shadow.folded(claim.words.clone());
        let before = self.done[earlier].claim.as_ref();
        let row = self.linker.lexicon.row_of(claim);
        before.is_some_and(|before| {
            let other = self.shadow.folded(before.words.clone());
            let between = text.get(self.clauses.place(earlier).end..name.start);
            matches!(between, Some("、" | "," | "和" | "以及")) && text[other] != text[name.clone()]
        }) && row.is_some_and(|row| {
            let lexicon = &self.linker.lexicon;
            let of_results = self.linker.report.form.grids[row.0].layout == Layout::Wide;
            of_results || !lexicon.has_children(row) && lexicon.parent(row).is_some()
        })
    }

    /// Whether the words before a figure name the whole that all parts are of.
    pub(super) fn says_the_whole(&self, window: &Window) -> bool {
        self.said.says(&window.left, Role::Whole)
    }

    /// 申请50件，其中自然人申请41件: a column, named, of the row that the certain figure before was linked to.
    pub(super) fn of_the_same_row(&self, n: usize, best: &Candidate) -> bool {
        let default = self.linker.report.form.default_column(best.row.0);
        default != Some(best.column)
            && self.context(n).is_some_and(|(claim, alone)| {
                alone && claim.is_certain() && self.linker.lexicon.row_of(claim) == Some(best.row)
            })
    }

    /// 政府网站仍是第一渠道，公开政府信息1042387条: whether a clause before its own names what rules the row out.
    pub(super) fn is_told_of_another(&self, n: usize, best: &Candidate) -> bool {
        let (grid, row) = best.row;
        let sentence = self.clauses.of(n).range.start;
        let last = self.claimed_before(n).next();
        let since = last.map_or(0, |k| self.clauses.place(k).end).max(sentence);
        let before = self.named_in(&(since..best.range.start));
        before.iter().any(|other| {
            other.name == Name::Unless(grid, row) && other.range.end <= best.range.start
        })
    }

    /// 上年结转的23件已全部办结，其中予以公开9件: told of what was left over alone.
    pub(super) fn is_of_what_was_left_over(&self, n: usize, best: &Candidate) -> bool {
        let Some(last) = self
            .linker
            .lexicon
            .last_years()
            .filter(|last| *last != best.row)
        else {
            return false;
        };
        let mut before = self.claims_before(n).peekable();
        let sentence = self.clauses.of(n).range.start;
        let said = &self.clauses.text()[sentence..self.clauses.place(n).start];
        // 上年结转的7件申请，予以公开3件; 上年结转7件中，予以公开3件: without 其中, what came of them.
        let answered = self.is_an_answer(best);
        let taken = || {
            let text = self.clauses.text();
            let first = self
                .claimed_before(n)
                .take_while(|k| self.clauses.place(*k).start >= sentence)
                .last();
            first.is_some_and(|k| {
                let after = text[self.clauses.place(k).end..].trim_start_matches("申请");
                ["中", "已全部", "均已", "已办结"]
                    .iter()
                    .any(|word| after.starts_with(word))
            })
        };
        let left_over = said.contains("结转的") && (said.contains("其中") || answered)
            || said.contains("结转") && answered && taken();
        // 上年结转的7件和当年新收的86件已办结90件: told of both.
        let column = self.linker.report.form.default_column(last.0);
        let due = column.and_then(|column| self.with_last_years(last, column));
        let both = due.is_some_and(|due| {
            let mut rows = self
                .claims_before(n)
                .flat_map(|claim| &claim.cells)
                .map(|cell| (cell.address.grid, cell.address.row))
                .filter(|row| *row != last);
            rows.any(|row| due.iter().any(|(other, _)| *other == row))
        });
        left_over
            && !both
            && before.peek().is_some()
            && before.all(|claim| {
                self.linker.lexicon.row_of(claim) == Some(last) || said.contains("结转的")
            })
            && best.row.0 == last.0
    }

    /// 全市民政系统共收到1218件, in the report of one office: wider than what its table counts, perhaps.
    pub(super) fn is_wider_than_its_office(&self, window: &Window) -> bool {
        let title = self.linker.report.meta.title_line();
        let office = ['局', '厅', '委'].iter().any(|end| title.contains(*end))
            && !title.contains("人民政府");
        let from = self.clauses.sentence_before(window.left.end).range.start;
        office
            && self.linker.report.tables.len() == 1
            && self.said.says(&(from..window.left.end), Role::Whole)
    }

    /// 13732件中: the claim of an earlier figure of the same words.
    pub(super) fn restated(&self, k: usize) -> Option<&Claim> {
        let text = self.clauses.text();
        let words = |k: usize| &text[self.clauses.place(k)];
        let same = self
            .claimed_before(k)
            .find(|before| words(*before) == words(k))?;
        self.done[same].claim.as_ref()
    }
}
