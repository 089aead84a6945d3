//! Who took part: a row that alone stands under that of an event, 主要负责同志参加新闻发布会.

use std::ops::Range;

use super::lexicon::{Match, Name};
use super::reading::Reading;

impl Reading<'_, '_> {
    /// 电视问政2次，局长上线1次: whether a short name of who took part stands after something else than what the form asks.
    pub(super) fn took_part_elsewhere(
        &self,
        n: usize,
        row: (usize, usize),
        word: &Range<usize>,
    ) -> bool {
        let lexicon = &self.linker.lexicon;
        let Some(parent) = lexicon
            .parent(row)
            .filter(|parent| lexicon.only_child(*parent) == Some(row))
        else {
            return false;
        };
        let before = self.counts_before(n).find(|k| {
            self.done[*k].claim.is_some() || !self.clauses.totals(&self.clauses.window(*k))
        });
        let of_another = before.is_some_and(|k| {
            let claim = self.done[k].claim.as_ref();
            let event =
                |found: &Match| matches!(found.name, Name::Row(g, r, _) if (g, r) == parent);
            claim.is_none_or(|claim| lexicon.row_of(claim) != Some(parent))
                && !self
                    .named_in(&self.clauses.window(k).left)
                    .iter()
                    .any(event)
        });
        let doing = self
            .clauses
            .text()
            .get(word.end..self.clauses.place(n).start);
        let did = [
            "参", "出席", "作客", "做客", "走进", "带", "主持", "亲自", "为", "共", "到", "其中",
        ];
        let otherwise = doing.is_some_and(|doing| {
            !doing.is_empty() && !did.iter().any(|verb| doing.starts_with(verb))
        });
        of_another || otherwise
    }

    /// 主要负责同志参加新闻发布会3次、在线访谈2次: the row of who took part, where the figure before names him with an event.
    pub(super) fn of_who_takes_part(
        &self,
        n: usize,
        row: (usize, usize),
    ) -> Option<(usize, usize)> {
        let lexicon = &self.linker.lexicon;
        let child = lexicon.only_child(row)?;
        let k = n.checked_sub(1)?;
        let claim = self.done[k].claim.as_ref()?;
        let before = lexicon.row_of(claim)?;
        let event = lexicon.parent(before).filter(|event| *event != row)?;
        let words = self.shadow.folded(claim.words.clone());
        let names_both = self
            .named_in(&words)
            .iter()
            .any(|found| matches!(found.name, Name::Row(g, r, _) if (g, r) == before))
            && words.len() > LEADER;
        let between = self
            .clauses
            .text()
            .get(self.clauses.place(k).end..self.clauses.place(n).start)?;
        let again = ["、", ",参加", ",出席"]
            .iter()
            .any(|opens| between.starts_with(opens));
        let listed = again && !between.contains("其中");
        (lexicon.only_child(event) == Some(before) && names_both && listed).then_some(child)
    }
}

/// The longest title of who leads an office, with what he does, in bytes: 主要负责同志参加.
const LEADER: usize = "主要负责同志参加".len();
