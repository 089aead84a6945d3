//! Figures that have their names elsewhere in a list: 传真、信函申请分别为4件、57件.

use std::ops::Range;

use super::candidate::Candidate;
use super::clause::{RESPECTIVELY, Window};
use super::lexicon::{Kind, Match, Name, Target};
use super::reading::{Reading, within};
use super::{Certainty, Claim};
use crate::report::Relation;

impl Reading<'_, '_> {
    /// 传真、信函申请分别为4件、57件: the figure is that of the name at its place.
    pub(super) fn respectively(&self, n: usize, window: &Window) -> Option<Claim> {
        let after = (0..n)
            .rev()
            .take_while(|before| self.follows_bare(before + 1))
            .count();
        let first = n - after;
        let head = self.clauses.window(first);
        if !self.clauses.says_respectively(&head) {
            return None;
        }
        if let Some((target, words)) = self.name_in_a_list(first, after, &head) {
            let (equal, doubtful) = (Relation::Equal, Certainty::Doubtful);
            return self.placed(n, window, &[target], equal, doubtful, &words);
        }
        if after == 0 {
            return None;
        }
        let figure = &self.done[first].figure;
        let candidates = self.candidates(first, figure, &head, self.head(first));
        let chain = self.chain(&candidates, candidates.first()?);
        self.member(n, window, &chain, after)
    }

    /// 政府网站、政务微博、政务微信公开信息分别为3380条、642条、1106条: the name at the place of a figure, where there are as
    /// many names, all rows under one head or all columns of one table, as figures.
    fn name_in_a_list(
        &self,
        first: usize,
        at: usize,
        head: &Window,
    ) -> Option<(Target, Range<usize>)> {
        let figures = self.figures_listed(first);
        let said = &self.clauses.text()[head.left.clone()];
        let end = RESPECTIVELY
            .iter()
            .find_map(|word| said.rfind(word))
            .map_or(head.left.end, |at| head.left.start + at);
        let mut names: Vec<Range<usize>> = Vec::new();
        for found in self.named_in(&head.left) {
            let named = matches!(found.name, Name::Row(_, _, kind) if kind != Kind::Loose)
                || matches!(found.name, Name::Column(..));
            if !named || found.gapped || found.range.end > end {
                continue;
            }
            match names.last_mut() {
                Some(last) if found.range.start < last.end => {
                    last.end = last.end.max(found.range.end);
                }
                _ => names.push(found.range.clone()),
            }
        }
        let text = self.clauses.text();
        let quotes = ['“', '”', '"'];
        let parted = |pair: &[Range<usize>]| {
            let between = &text[pair[0].end..pair[1].start];
            let bare = between.trim_matches(quotes);
            !between.is_empty() && matches!(bare, "" | "、" | "和" | "及" | "与" | "以及")
        };
        // 其他申请分别为: what all the names are names of is none of them.
        let listed = names.windows(2).take_while(|pair| parted(pair)).count() + 1;
        names.truncate(listed);
        if figures < 2 || names.len() != figures {
            return None;
        }
        let (target, name) = (self.target_in(&names, at)?, names[at].clone());
        Some((target, name))
    }

    /// How many figures a list of figures with nothing between has.
    fn figures_listed(&self, first: usize) -> usize {
        let next = first + 1..self.clauses.figures.len();
        1 + next.take_while(|k| self.follows_bare(*k)).count()
    }

    /// What the name at a place of a list is of: a row under the head of all, or a kind of applicants like all.
    fn target_in(&self, names: &[Range<usize>], at: usize) -> Option<Target> {
        let form = &self.linker.report.form;
        if let Some(rows) = self.rows_of_one_head(names) {
            let row = *rows.get(at)?;
            return Some((row, form.default_column(row.0)?));
        }
        // 行政许可、行政处罚、行政强制: rows of several tables.
        let plain = |name: &Range<usize>| {
            self.within_a_name(name).find_map(|found| match found.name {
                Name::Row(g, r, kind) if kind > Kind::Short => Some((g, r)),
                _ => None,
            })
        };
        let rows: Option<Vec<(usize, usize)>> = names.iter().map(plain).collect();
        if let Some(row) = rows.as_ref().and_then(|rows| rows.get(at)) {
            return Some((*row, form.default_column(row.0)?));
        }
        let kinds: Option<Vec<(usize, usize)>> = names
            .iter()
            .map(|name| {
                self.within_a_name(name).find_map(|found| match found.name {
                    Name::Column(g, c) if self.is_a_matrix(g) => Some((g, c)),
                    _ => None,
                })
            })
            .collect();
        let (grid, column) = *kinds?.get(at)?;
        let mut rows = form.grids[grid].rows.iter();
        let row = rows.position(|row| row.key.is_some())?;
        Some(((grid, row), column))
    }

    /// Rows that all stand under one head, one for each name.
    fn rows_of_one_head(&self, names: &[Range<usize>]) -> Option<Vec<(usize, usize)>> {
        let lexicon = &self.linker.lexicon;
        let rows = |name| {
            self.within_a_name(name)
                .filter_map(|found| match found.name {
                    Name::Row(g, r, kind) if kind != Kind::Loose => Some((g, r)),
                    _ => None,
                })
        };
        rows(names.first()?).find_map(|one| {
            let kin = |name| rows(name).find(|row| *row == one || lexicon.siblings(*row, one));
            names.iter().map(kin).collect()
        })
    }

    /// The words of the form within a name.
    fn within_a_name(&self, name: &Range<usize>) -> impl Iterator<Item = &Match> {
        let name = name.clone();
        let around = self.named_around(&name).iter();
        around.filter(move |found| within(&found.range, &name))
    }

    /// 4件、57件: whether figure `n` follows another with nothing between.
    pub(super) fn follows_bare(&self, n: usize) -> bool {
        let left = &self.clauses.text()[self.clauses.window(n).left];
        matches!(left, "、" | "和" | "," | "及" | "与")
    }

    /// The claim of the figure that stands at a place of a list of names: there are as many as figures, or nobody knows which is
    /// whose.
    pub(super) fn member(
        &self,
        n: usize,
        window: &Window,
        chain: &[Candidate],
        at: usize,
    ) -> Option<Claim> {
        let all = chain.len() == self.figures_listed(n - at);
        let link = chain.get(at).filter(|_| chain.len() > 1 && all)?;
        let targets = [(link.row, link.column)];
        self.placed(
            n,
            window,
            &targets,
            Relation::Equal,
            Certainty::Doubtful,
            &link.range,
        )
    }
}
