//! One passage, figure by figure: the words around each, the rows and columns that they name, and which of them is meant.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::candidate::Candidate;
use super::clause::{Clauses, Window};
use super::lexicon::{Kind, Match, Name, Target};
use super::scope::{Role, Said, Scope};
use super::shadow::Shadow;
use super::{Certainty, Claim, Linked, Linker, Topic, ahead, zero};
use crate::figure::{Class, Figure, scan};
use crate::form::Address;
use crate::report::{Cell, Passage, Relation};
use crate::words::Words;

/// What a comma weighs in a gap.
pub(super) const COMMA: usize = 6;

/// Every figure of a passage with what it is said to be.
pub(super) fn figures(linker: &Linker<'_>, passage: &Passage, topic: &Topic) -> Vec<Linked> {
    let text = passage.text.text();
    let shadow = Shadow::new(text);
    let figures = scan::scan(text);
    let clauses = Clauses::new(&shadow, &figures);
    let carried = clauses.carried(linker.year);
    let matches = linker.lexicon.matches(&shadow, carried);
    let said = linker.scopes.said(&clauses, topic.scope);
    let mut reading = Reading {
        linker,
        passage,
        shadow: &shadow,
        clauses: &clauses,
        matches: &matches,
        said: &said,
        topic,
        done: Vec::new(),
        claimed: Vec::new(),
        stated: BTreeSet::new(),
        taken_apart: Vec::new(),
        apart: None,
        ahead: ahead::turn(clauses.text(), linker.year, topic.improves),
    };
    for (n, figure) in figures.iter().enumerate() {
        let other_year = clauses.other_year(n, linker.year);
        if reading.goes_on_apart(n) {
            reading.apart = Some(clauses.sentence_range(clauses.sentence(n)).end);
        } else if reading.begins_a_part(n) {
            reading.apart = Some(clauses.end_of_bracket(n));
        }
        let claim = reading.claim(n, figure).filter(|_| !other_year);
        let mut claim = claim.or_else(|| reading.whole_of(n, figure));
        let sentence = clauses.sentence(n);
        if let Some(said) = claim.take() {
            let earlier: Vec<usize> = reading.states_before(n, &said).collect();
            let part = earlier.iter().any(|k| reading.are_parts_of_one(*k, &said));
            for &k in &earlier {
                reading.done[k].claim = reading.due_again(k);
            }
            claim = (!part).then_some(said);
            if !earlier.is_empty() {
                let done = &reading.done;
                reading
                    .claimed
                    .retain(|k| !earlier.contains(k) || done[*k].claim.is_some());
            }
        }
        // 收到举报投诉1126件，其中涉及政府信息公开的1件: what was counted before is of all business.
        if claim.is_some() && reading.told_of_all_business(n).is_some() {
            let here: Vec<usize> = reading.claimed_before(n).collect();
            for k in here {
                if reading.done[k].sentence == sentence {
                    reading.done[k].claim = None;
                    reading.claimed.retain(|claimed| *claimed != k);
                }
            }
        }
        if let Some(claim) = &claim {
            reading.claimed.push(n);
            if claim.is_certain() {
                reading.stated.insert(claim.cells.clone());
            }
        }
        if clauses.taken_apart(n) {
            reading.taken_apart.push(n);
        }
        reading.done.push(Linked {
            figure: figure.clone(),
            claim,
            zero: false,
            other_year,
            overrule: None,
            sentence,
        });
    }
    let mut figures = std::mem::take(&mut reading.done);
    if !topic.elsewhere {
        figures.extend(zero::statements(&reading, &figures));
    }
    figures.sort_by_key(|linked| (linked.figure.range.start, linked.figure.range.end));
    figures
}

/// One passage being read: what was linked so far is the context of what follows.
pub(super) struct Reading<'a, 'r> {
    pub(super) linker: &'a Linker<'r>,
    passage: &'r Passage,
    pub(super) shadow: &'a Shadow,
    pub(super) clauses: &'a Clauses,
    pub(super) matches: &'a [Match],
    pub(super) said: &'a Said,
    pub(super) topic: &'a Topic,
    pub(super) done: Vec<Linked>,
    /// Those of them that have a claim.
    pub(super) claimed: Vec<usize>,
    /// The cells that plain words have stated.
    pub(super) stated: BTreeSet<Vec<Cell>>,
    /// Those of them that others are taken from: 区政府48件中.
    pub(super) taken_apart: Vec<usize>,
    /// How far an office's part is told of: to the end of its sentence or bracket.
    apart: Option<usize>,
    /// Where the passage turns to what is to come.
    ahead: Option<usize>,
}

impl Reading<'_, '_> {
    fn claim(&self, n: usize, figure: &Figure) -> Option<Claim> {
        if let Some(bound) = self.bound(figure) {
            return Some(bound);
        }
        let told = !self.topic.elsewhere && !self.is_to_come(self.clauses.place(n).start);
        if figure.class == Class::Growth && told {
            return self.change(n, figure);
        }
        let bare =
            figure.class == Class::Other && figure.unit.is_none() && figure.quantity.is_some();
        if !told
            || !(bare || matches!(figure.class, Class::Count | Class::Money))
            || self.clauses.in_a_title(self.clauses.place(n).start)
            || self.clauses.of(n).set_apart
        {
            return None;
        }
        let window = self.window(n);
        if let Some(base) = self.base(n, figure, &window) {
            return Some(base);
        }
        if self
            .apart
            .is_some_and(|end| self.clauses.place(n).start < end)
        {
            return None;
        }
        if let Some(both) = self.taken_up(n, &window) {
            return Some(both);
        }
        if self.counts_something_else(n, &window) {
            return None;
        }
        let without_a_name = self
            .joint(n, figure, &window)
            .or_else(|| self.due(n, &window))
            .or_else(|| self.total(n, &window))
            .or_else(|| self.by_an_earlier_name(n, figure, &window))
            .or_else(|| self.respectively(n, &window));
        if without_a_name.is_some() {
            return without_a_name;
        }
        let head = self.head(n);
        let candidates = self.candidates(n, figure, &window, head);
        let Some(best) = candidates.first() else {
            return self.whole_of_offices(n, figure, &window);
        };
        if let Some(channel) = self.by_its_heading(n, figure, &window, best) {
            return Some(channel);
        }
        let chain = self.chain(&candidates, best);
        let far = best.kind == Kind::Short || self.clauses.gap(&window, &best.range) > 1;
        if self.names_something_else(n, &window, best)
            || bare && far
            || self.has_a_rival(&candidates, best, &chain)
        {
            return None;
        }
        let next = n + 1 < self.clauses.figures.len() && self.follows_bare(n + 1);
        if (chain.len() > 1 || next) && self.clauses.says_respectively(&window) {
            // 传真、信函申请分别为4件、57件: the first figure is that of the first name.
            return self.member(n, &window, &chain, 0);
        }
        if self.leaves_out(&chain) || self.gives_examples(n, &chain) {
            return None;
        }
        if let Some((targets, relation)) = self.more_than_named(n, best, &chain) {
            let doubtful = Certainty::Doubtful;
            return self.placed(n, &window, &targets, relation, doubtful, &best.range);
        }
        if self.is_named_again(n, best) {
            return None;
        }
        let relation = match chain.len() {
            1 => Relation::Equal,
            _ if self.clauses.says_each(&window) => Relation::Each,
            _ => Relation::Sum,
        };
        let targets: Vec<_> = chain.iter().map(|link| (link.row, link.column)).collect();
        let certainty = self.certainty(n, figure, &window, head, best, &chain);
        let claim = self.placed(n, &window, &targets, relation, certainty, &best.range)?;
        self.stands_beside_the_others(n, &window, best, &claim)
            .then_some(claim)
    }

    /// 市公安局新收66件，办结66件。其中予以公开12件: whether what an office's part was told of ended with the sentence before, and
    /// this one goes on with it.
    fn goes_on_apart(&self, n: usize) -> bool {
        let clauses = self.clauses;
        let Some(before) = clauses.sentence(n).checked_sub(1) else {
            return false;
        };
        let here = clauses.sentence_range(before + 1);
        let nothing_else = || {
            let last = self.claimed_before(n).next();
            last.is_none_or(|k| self.done[k].sentence < before)
        };
        // 区住建局收到申请58件，其中自然人49件；予以公开17件: no whole was told of.
        let results = || {
            let said = &clauses.text()[here.clone()];
            let listed = clauses.is_listed(before + 1) && ANSWERS.starts(said);
            let above = &clauses.text()[clauses.sentence_range(before)];
            (listed || RESULTS.starts(said))
                && RECEIVED.are_in(above)
                && nothing_else()
                && !self.said.says(&here, Role::Whole)
                && !self.begins_a_part(n)
                && !RECEIVED.are_in(&clauses.text()[clauses.window(n).left])
        };
        self.apart == Some(clauses.sentence_range(before).end)
            && (clauses.goes_on(before + 1) || results())
    }

    /// What the author's own words bind a figure to.
    fn bound(&self, figure: &Figure) -> Option<Claim> {
        let mut bound = self.passage.bound.iter();
        let (_, cell) = bound.find(|(range, _)| overlaps(range, &figure.range))?;
        Some(Claim {
            relation: Relation::Equal,
            cells: vec![*cell],
            words: figure.range.clone(),
            certainty: Certainty::Certain,
        })
    }

    /// Whether the words before a figure make it an aim, of more or less than the year, of one applicant.
    fn counts_something_else(&self, n: usize, window: &Window) -> bool {
        let clauses = self.clauses;
        let place = clauses.place(n).start;
        clauses.aims(window)
            || clauses.spans_years(window)
            || clauses.refers_back(window)
            || clauses.of(n).is_of_a_part_of_the_year(place)
            || clauses.is_denied(window)
            || clauses.is_told_of_some(n, window)
            || clauses.is_one_of_a_pair(n)
            || clauses.is_what_it_was(n)
            || clauses.is_an_average(window)
            || clauses.is_of_somebody(window)
    }

    /// Whether the words around a name make the figure that of an office's part, of a matter, of some that were told apart.
    fn names_something_else(&self, n: usize, window: &Window, best: &Candidate) -> bool {
        self.is_among_an_unknown(n, window, best)
            || self.said_of_a_part(window, best.range.start)
            || self.is_in_the_bracket_of_a_matter(n, best)
            || self.told_of_a_part(window, best.range.end)
            || self.clauses.is_of_a_matter(n, window, &best.range)
                && !self.is_past_the_matters(n, best)
            || self.clauses.is_of_a_change(window, &best.range)
            || self.clauses.is_some_of_all(window)
            || self.is_taken_from_others(n, best)
            || self.is_of_what_was_left_over(n, best)
            || self.is_of_a_dispute(n, best)
            || self.of_another_column(n, window, best)
    }

    /// Whether another candidate, none of those named with the best, is nearly as good.
    fn has_a_rival(&self, candidates: &[Candidate], best: &Candidate, chain: &[Candidate]) -> bool {
        let named = |other: &Candidate| {
            let same = |link: &Candidate| (link.row, link.column) == (other.row, other.column);
            chain.iter().any(same)
        };
        let rival = candidates
            .iter()
            .find(|other| !named(other) && !self.yields(other, best));
        rival.is_some_and(|rival| best.score - rival.score < 3)
    }

    /// Whether a place is told of what is to come.
    pub(super) fn is_to_come(&self, at: usize) -> bool {
        self.ahead.is_some_and(|ahead| ahead <= at)
    }

    /// The words around a figure; those after the figure before are not taken if they were its name.
    pub(super) fn window(&self, n: usize) -> Window {
        let mut window = self.clauses.window(n);
        if let Some(beside) = self.beside(n) {
            window.left = beside;
        }
        let named = self.done.len().checked_sub(1);
        let named = named.and_then(|before| self.named_after(before));
        window.from(named.unwrap_or(0))
    }

    /// 1件因涉及第三方合法权益不予公开、1件……: the end of the clause that named figure `k`, if its name stands after it.
    pub(super) fn named_after(&self, k: usize) -> Option<usize> {
        let before = &self.done[k];
        let claim = before.claim.as_ref()?;
        let words = self.shadow.folded(claim.words.clone());
        let right = self.clauses.window(k).right;
        (claim.words.end > before.figure.range.end).then(|| right.end.max(words.end))
    }

    /// 推送208期615条; 集中采购3项、41.38万元: the words before two figures of one name, of which the first is not of the form.
    fn beside(&self, n: usize) -> Option<Range<usize>> {
        let before = self.done.last()?;
        let between = self.clauses.place(n.checked_sub(1)?).end..self.clauses.place(n).start;
        let figure = &self.clauses.figures[n];
        let near = match self.clauses.text().get(between)? {
            "" => true,
            "、" => figure.class == Class::Money,
            _ => false,
        };
        let alone = near
            && before.claim.is_none()
            && before.figure.class == Class::Count
            && figure.class.stands_for_cell();
        alone.then(|| self.clauses.window(n - 1).left)
    }

    /// 行政许可事项……，本年减少3项: the change of a row whose form counts changes.
    fn change(&self, n: usize, figure: &Figure) -> Option<Claim> {
        let place = self.clauses.place(n);
        let sentence = self.clauses.sentence_range(self.clauses.sentence(n));
        let before = sentence.start..place.start;
        let near = |found: &&Match| {
            within(&found.range, &before)
                && matches!(found.name, Name::Row(_, _, kind) if kind > Kind::Loose)
        };
        let found = self.named_in(&before).iter().rev().find(near)?;
        let Name::Row(g, r, _) = found.name else {
            return None;
        };
        let columns = &self.linker.report.form.grids[g].columns;
        let column = columns.iter().position(|column| column.signed)?;
        self.unit_fit((g, r), column, figure)
            .filter(|unit| *unit > 0)?;
        let window = self.clauses.window(n);
        self.placed(
            n,
            &window,
            &[((g, r), column)],
            Relation::Equal,
            Certainty::Doubtful,
            &found.range,
        )
    }

    /// 自然人申请的41件中，予以公开17件: another row, of the column that was named before.
    fn of_another_column(&self, n: usize, window: &Window, best: &Candidate) -> bool {
        let form = &self.linker.report.form;
        if self.is_of_a_kind_alone(n, best) {
            return true;
        }
        let before = self.claimed_before(n).next();
        let Some(before) = before.filter(|k| self.done[*k].sentence == self.clauses.sentence(n))
        else {
            return false;
        };
        let apart = self.clauses.taken_apart(before)
            || self.clauses.text()[window.left.clone()].contains("其中");
        let cell = self.done[before]
            .claim
            .as_ref()
            .and_then(|claim| claim.cells.first());
        apart
            && cell.is_some_and(|cell| {
                let address = cell.address;
                let default = form.default_column(address.grid);
                address.grid == best.row.0
                    && address.row != best.row.1
                    && default == Some(best.column)
                    && default != Some(address.column)
            })
    }

    /// A word of a parent yields to a word of its child once the parent has its figure, and of its parts before.
    fn yields(&self, other: &Candidate, best: &Candidate) -> bool {
        let lexicon = &self.linker.lexicon;
        lexicon.is_under(best.row, other.row) || lexicon.is_under(other.row, best.row)
    }

    /// Puts rows and columns into the table that the words mean.
    pub(super) fn placed(
        &self,
        n: usize,
        window: &Window,
        targets: &[Target],
        relation: Relation,
        certainty: Certainty,
        words: &Range<usize>,
    ) -> Option<Claim> {
        let lexicon = &self.linker.lexicon;
        let leaves = |(row, column): &Target| {
            let columns = lexicon.columns(row.0, *column);
            let rows = lexicon.leaves(row.0, row.1).into_iter();
            rows.flat_map(move |row| columns.clone().into_iter().map(move |column| (row, column)))
        };
        let single: Vec<_> = targets.iter().flat_map(leaves).collect();
        let relation = if relation == Relation::Equal && single.len() > 1 {
            Relation::Sum
        } else {
            relation
        };
        let place = self.clauses.place(n);
        let cells = self.in_scope(&single, place.start, &window.left)?;
        let relation = if cells.len() == 2 && cells[0].table != cells[1].table {
            Relation::Difference
        } else {
            relation
        };
        Some(Claim {
            relation,
            cells,
            words: self.shadow.original(words.clone()),
            certainty,
        })
    }

    /// The cells of rows and columns, in the table that the words mean. What is left of a whole is two cells of one address.
    pub(super) fn in_scope(
        &self,
        targets: &[Target],
        at: usize,
        window: &Range<usize>,
    ) -> Option<Vec<Cell>> {
        let address = |((grid, row), column): &Target| Address {
            grid: *grid,
            row: *row,
            column: *column,
        };
        let cells = |table: usize| {
            targets.iter().map(move |target| Cell {
                table,
                address: address(target),
            })
        };
        match self.linker.scopes.of(self.said, self.clauses, at, window) {
            Scope::Named(table) | Scope::Default(table) => Some(cells(table).collect()),
            Scope::Rest(whole, own) if targets.len() == 1 => {
                Some(cells(whole).chain(cells(own)).collect())
            }
            Scope::Rest(..) | Scope::Elsewhere => None,
        }
    }
}

/// What opens a sentence that tells how applications were answered.
static RESULTS: LazyLock<Words> = LazyLock::new(|| {
    Words::new("答复情况 办理情况 答复结果 办理结果 处理结果 处理情况 从答复 从办理 从处理")
});

/// How applications are answered.
static ANSWERS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "予以公开 部分公开 同意公开 主动公开 公开 不予 不同意 无法提供 办结 答复 已办结 已答复",
    )
});

/// What is told of what comes in.
static RECEIVED: LazyLock<Words> = LazyLock::new(|| Words::new("收到 受理 接收 新收 接到"));

pub(super) fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

pub(super) fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
