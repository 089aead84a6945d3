//! One passage, figure by figure: the words around each, the rows and columns that they name, and which of them is meant.

use std::cmp::Reverse;
use std::ops::Range;

use super::candidate::Candidate;
use super::clause::{Clauses, Window};
use super::lexicon::{Kind, Match, Name};
use super::scope::{Role, Said, Scope};
use super::shadow::Shadow;
use super::{Certainty, Claim, Linked, Linker, Topic, zero};
use crate::figure::{Class, Figure, scan};
use crate::form::{Address, Layout};
use crate::report::{Cell, Passage, Relation};

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
    let said = linker.scopes.said(&clauses);
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
        apart: None,
    };
    for (n, figure) in figures.iter().enumerate() {
        let other_year = clauses.other_year(n, linker.year);
        let here = clauses.sentence(n);
        // 市公安局新收66件，办结66件。其中予以公开12件: of the office still.
        let goes_on = here > 0 && reading.apart == Some(here - 1) && clauses.goes_on(here);
        if goes_on || reading.begins_a_part(n) {
            reading.apart = Some(here);
        }
        let claim = reading.claim(n, figure).filter(|_| !other_year);
        let claim = claim.or_else(|| reading.whole_of(n, figure));
        let sentence = clauses.sentence(n);
        if let Some(claim) = &claim {
            let earlier: Vec<usize> = reading.states_before(n, claim).collect();
            reading.claimed.retain(|k| !earlier.contains(k));
            for k in earlier {
                reading.done[k].claim = None;
            }
        }
        if claim.is_some() {
            reading.claimed.push(n);
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
    /// The sentence that tells of an office's part so far.
    apart: Option<usize>,
}

impl Reading<'_, '_> {
    fn claim(&self, n: usize, figure: &Figure) -> Option<Claim> {
        if let Some((_, cell)) = self
            .passage
            .bound
            .iter()
            .find(|(range, _)| overlaps(range, &figure.range))
        {
            let cells = vec![*cell];
            return Some(Claim {
                relation: Relation::Equal,
                cells,
                words: figure.range.clone(),
                certainty: Certainty::Certain,
            });
        }
        if figure.class == Class::Growth && !self.topic.elsewhere {
            return self.change(n, figure);
        }
        let bare =
            figure.class == Class::Other && figure.unit.is_none() && figure.quantity.is_some();
        if !(bare || matches!(figure.class, Class::Count | Class::Money)) {
            return None;
        }
        if self.clauses.in_a_title(self.clauses.place(n).start)
            || self.topic.elsewhere
            || self.clauses.of(n).set_apart
        {
            return None;
        }
        if self.apart == Some(self.clauses.sentence(n)) {
            return None;
        }
        let window = self.window(n);
        if self.clauses.aims(&window)
            || self.clauses.spans_years(&window)
            || self.clauses.refers_back(&window)
            || self
                .clauses
                .of(n)
                .is_of_a_part_of_the_year(self.clauses.place(n).start)
            || self.clauses.is_denied(&window)
            || self.clauses.is_what_it_was(n)
        {
            return None;
        }
        if let Some(claim) = self
            .joint(n, figure, &window)
            .or_else(|| self.due(n, &window))
            .or_else(|| self.total(n, &window))
        {
            return Some(claim);
        }
        if let Some(claim) = self.respectively(n, &window) {
            return Some(claim);
        }
        let head = self.head(n);
        let candidates = self.candidates(n, figure, &window, head);
        let Some(best) = candidates.first() else {
            return self.whole_of_offices(n, figure, &window);
        };
        if self.clauses.of(n).classifies_papers
            || self.said_of_a_part(&window, best.range.start)
            || self.told_of_a_part(&window, best.range.end)
            || self.clauses.is_of_a_matter(n, &window, &best.range)
            || self.clauses.is_of_a_change(&window, &best.range)
            || self.clauses.is_some_of_all(&window)
            || self.is_taken_from_others(n)
            || self.of_another_column(n, &window, best)
        {
            return None;
        }
        if bare && (best.kind == Kind::Short || self.clauses.gap(&window, &best.range) > 1) {
            return None;
        }
        let chain = self.chain(&candidates, best);
        let rival = candidates.iter().find(|other| {
            !chain
                .iter()
                .any(|link| (link.row, link.column) == (other.row, other.column))
                && !self.yields(other, best)
        });
        if rival.is_some_and(|rival| best.score - rival.score < 3) {
            return None;
        }
        let next = n + 1 < self.clauses.figures.len() && self.follows_bare(n + 1);
        if (chain.len() > 1 || next) && self.clauses.says_respectively(&window) {
            // 传真、信函申请分别为4件、57件: the first figure is that of the first name.
            return self.member(n, &window, &chain, 0);
        }
        if self.leaves_out(&chain) {
            return None;
        }
        if let Some(both) = self.of_both_heads(best) {
            return self.placed(
                n,
                &window,
                &both,
                Relation::Sum,
                Certainty::Doubtful,
                &best.range,
            );
        }
        let relation = match chain.len() {
            1 => Relation::Equal,
            _ if self.clauses.says_each(&window) => Relation::Each,
            _ => Relation::Sum,
        };
        let targets: Vec<_> = chain.iter().map(|link| (link.row, link.column)).collect();
        // 全年办理申请23件，其中上年结转1件: what came in and what was left over.
        let held_over = self.clauses.holds_both(n)
            && !self.says_done(&best.range)
            && targets == [(best.row, best.column)];
        let whole = held_over.then(|| self.with_last_years(best.row, best.column));
        if let Some(whole) = whole.flatten() {
            return self.placed(
                n,
                &window,
                &whole,
                Relation::Sum,
                Certainty::Doubtful,
                &best.range,
            );
        }
        let inside = self.topic.allows(self.linker.lexicon.part_of(best.row));
        let under_head = head.is_some_and(|head| self.linker.lexicon.is_under(best.row, head));
        // In 总体情况 and the like any indicator may be spoken of, if plainly.
        let general = self.topic.parts.is_empty()
            && self.clauses.of(n).discloses
            && self.clauses.gap(&window, &best.range) <= 1;
        let plain =
            best.kind > Kind::Loose && (inside || general) && !self.clauses.says_by_a_way(&window);
        let certain = best.exact_unit
            && (under_head || plain && !best.inherited || self.of_the_same_row(n, best))
            && !self.clauses.in_apposition(&window, &best.range)
            && !self
                .clauses
                .joined_to_more(&window, chain.first().map(|link| &link.range))
            && !self.clauses.attributed(&window, &best.range)
            && !self.clauses.holds_more(n)
            && !self.is_told_of_another(n, best)
            && !self.follows_an_unknown(n, best.row)
            && !(self.linker.counts_the_whole
                && self.clauses.told_of_a_government(&window, &best.range))
            && !(best.inherited && self.clauses.totals_within(&window))
            && !self.of_a_subset(n, figure);
        let loose = best.kind == Kind::Loose || self.clauses.within_the_year(n);
        let certainty = if loose {
            Certainty::Loose
        } else {
            Certainty::certain_if(certain)
        };
        let claim = self.placed(n, &window, &targets, relation, certainty, &best.range)?;
        // 政府网站公开24105条，其中部门网站公开14235条: a kind of its own, not the whole once more.
        // 省政府门户网站公开3.8万条，全省政府网站公开142.6万条: the whole itself.
        let repeated = self.states_before(n, &claim).next().is_some();
        let whole = claim.certainty > Certainty::Loose
            && !self.clauses.goes_on(self.clauses.sentence(n))
            && self.says_the_whole(&window);
        (!repeated || whole).then_some(claim)
    }

    /// 行政复议和行政诉讼被纠正44件: whether a name joined to the first of a chain is none of it.
    fn leaves_out(&self, chain: &[Candidate]) -> bool {
        let Some(first) = chain.first() else {
            return false;
        };
        self.matches.iter().any(|found| {
            matches!(found.name, Name::Row(g, r, kind) if kind > Kind::Loose
                && self.linker.lexicon.siblings((g, r), first.row))
                && !found.gapped
                && self.clauses.joined(&found.range, &first.range)
        })
    }

    /// 政府网站仍是第一渠道，公开政府信息1042387条: whether a clause before its own names what rules the row out.
    fn is_told_of_another(&self, n: usize, best: &Candidate) -> bool {
        let (grid, row) = best.row;
        let sentence = self.clauses.of(n).range.start;
        let last = self.claimed_before(n).next();
        let since = last.map_or(0, |k| self.clauses.place(k).end).max(sentence);
        self.matches.iter().any(|other| {
            other.name == Name::Unless(grid, row)
                && other.range.start >= since
                && other.range.end <= best.range.start
        })
    }

    /// The figures of its sentence, and of the one that it goes on from, that have the same cells as a claim.
    fn states_before(&self, n: usize, claim: &Claim) -> impl Iterator<Item = usize> {
        let sentence = self.clauses.sentence(n);
        let from = sentence - usize::from(sentence > 0 && self.clauses.goes_on(sentence));
        self.claimed_before(n)
            .take_while(move |k| self.done[*k].sentence >= from)
            .filter(move |k| {
                let before = self.done[*k].claim.as_ref();
                before.is_some_and(|before| before.cells == claim.cells)
            })
    }

    /// Whether the words before a figure name the whole that all parts are of.
    pub(super) fn says_the_whole(&self, window: &Window) -> bool {
        self.said.says(&window.left, Role::Whole)
    }

    /// 行政复议、行政诉讼中被纠错共7件: the rows of that name under each of two heads that are named together.
    fn of_both_heads(&self, best: &Candidate) -> Option<Vec<((usize, usize), usize)>> {
        let lexicon = &self.linker.lexicon;
        let head = lexicon.parent(best.row)?;
        let heads = |row: (usize, usize)| {
            self.matches.iter().filter(move |found| {
                matches!(found.name, Name::Row(g, r, kind) if (g, r) == row && kind != Kind::Loose)
            })
        };
        let named = heads(head)
            .filter(|found| found.range.end <= best.range.start)
            .last()?;
        let under_another = |found: &&Match| match found.name {
            Name::Row(g, r, _) if found.range == best.range && (g, r) != best.row => {
                lexicon.parent((g, r)).is_some_and(|other| {
                    heads(other).any(|other| self.clauses.joined(&other.range, &named.range))
                })
            }
            _ => false,
        };
        let Name::Row(g, r, _) = self.matches.iter().find(under_another)?.name else {
            return None;
        };
        Some(vec![((g, r), best.column), (best.row, best.column)])
    }

    /// 办结, 答复: whether a name counts what was done.
    fn says_done(&self, name: &Range<usize>) -> bool {
        let name = &self.clauses.text()[name.clone()];
        ["办结", "答复", "完毕"]
            .iter()
            .any(|done| name.contains(done))
    }

    /// 加上上年结转3件，全年应办理62件: what came in and what was left over.
    fn due(&self, n: usize, window: &Window) -> Option<Claim> {
        let left = &self.clauses.text()[window.left.clone()];
        let due = ["应办理", "应办件", "应办", "需办理", "应当办理"];
        let word = due.iter().find(|word| left.ends_with(**word))?;
        let row = self.linker.lexicon.last_years()?;
        let column = self.linker.report.form.default_column(row.0)?;
        let rows = self.with_last_years(row, column)?;
        let words = window.left.end - word.len()..window.left.end;
        self.placed(n, window, &rows, Relation::Sum, Certainty::Doubtful, &words)
    }

    /// The rows that the form adds 上年结转 to, and it, if one of them or of what they make is `row`.
    fn with_last_years(
        &self,
        row: (usize, usize),
        column: usize,
    ) -> Option<Vec<((usize, usize), usize)>> {
        let form = &self.linker.report.form;
        let last = self.linker.lexicon.last_years()?;
        let found = |side: &[String]| -> Vec<(usize, usize)> {
            side.iter()
                .filter_map(|name| form.find_row(name).ok())
                .collect()
        };
        let sides = form
            .identities
            .iter()
            .map(|identity| (found(&identity.left), found(&identity.right)));
        let mut sides = sides.filter(|(left, _)| left.len() > 1 && left.contains(&last));
        let (left, right) = sides.next()?;
        (left.contains(&row) || right.contains(&row))
            .then(|| left.into_iter().map(|row| (row, column)).collect())
    }

    /// The words around a figure; those after the figure before are not taken if they were its name.
    pub(super) fn window(&self, n: usize) -> Window {
        let window = self.clauses.window(n);
        // 1件因涉及第三方合法权益不予公开、1件……: to the end of its clause.
        let named = self.done.last().and_then(|before| {
            let claim = before.claim.as_ref()?;
            let words = self.shadow.folded(claim.words.clone());
            let right = self.clauses.window(n - 1).right;
            (claim.words.start >= before.figure.range.end).then(|| right.end.max(words.end))
        });
        window.from(named.unwrap_or(0))
    }

    /// 行政许可事项……，本年减少3项: the change of a row whose form counts changes.
    fn change(&self, n: usize, figure: &Figure) -> Option<Claim> {
        let place = self.clauses.place(n);
        let sentence = self.clauses.sentence_range(self.clauses.sentence(n));
        let near = |found: &&Match| {
            within(&found.range, &(sentence.start..place.start))
                && matches!(found.name, Name::Row(_, _, kind) if kind > Kind::Loose)
        };
        let found = self.matches.iter().rev().find(near)?;
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

    /// What a figure goes on from: the nearest claim of its sentence; 其中 at the start of one goes on from the sentence
    /// before. And whether that is the only claim that it can be.
    pub(super) fn context(&self, n: usize) -> Option<(&Claim, bool)> {
        let mut here = self.claims_before(n);
        if let Some(claim) = here.next() {
            // 收到50件，办结48件，其中自然人41件: of which of the two?
            let other = here.any(|before| self.is_of_another_whole(claim, before));
            return Some((claim, !other));
        }
        let sentence = self.clauses.sentence(n);
        // 13732件中，自然人提出12640件: of the figure that it states again.
        let again = (0..n)
            .rev()
            .take_while(|k| self.done[*k].sentence == sentence)
            .find(|k| self.clauses.taken_apart(*k));
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
            .map(|k| &self.done[*k])
            .take_while(|linked| linked.sentence == last)
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

    /// Whether two claims of one matrix are the totals of two rows.
    fn is_of_another_whole(&self, one: &Claim, other: &Claim) -> bool {
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
    fn is_of_a_wide_grid(&self, linked: &Linked) -> bool {
        let cell = linked.claim.as_ref().and_then(|claim| claim.cells.first());
        let grids = &self.linker.report.form.grids;
        cell.is_some_and(|cell| grids[cell.address.grid].layout == Layout::Wide)
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

    /// 自然人申请的41件中，予以公开17件: another row, of the column that was named before.
    fn of_another_column(&self, n: usize, window: &Window, best: &Candidate) -> bool {
        let form = &self.linker.report.form;
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

    /// 申请50件，其中自然人申请41件: a column, named, of the row that the certain figure before was linked to.
    fn of_the_same_row(&self, n: usize, best: &Candidate) -> bool {
        let default = self.linker.report.form.default_column(best.row.0);
        default != Some(best.column)
            && self.context(n).is_some_and(|(claim, alone)| {
                alone && claim.is_certain() && self.linker.lexicon.row_of(claim) == Some(best.row)
            })
    }

    /// A word of a parent yields to a word of its child once the parent has its figure, and of its parts before.
    fn yields(&self, other: &Candidate, best: &Candidate) -> bool {
        let lexicon = &self.linker.lexicon;
        lexicon.is_under(best.row, other.row) || lexicon.is_under(other.row, best.row)
    }

    /// 166件申请已全部办结答复: one figure said of several cells.
    fn joint(&self, n: usize, figure: &Figure, window: &Window) -> Option<Claim> {
        let joints = self
            .around(window)
            .into_iter()
            .filter_map(|found| match found.name {
                // Beyond a comma, the words are those of another figure.
                Name::Joint(joint) if self.clauses.gap(window, &found.range) < COMMA => {
                    Some((found.range.len(), joint, found.range.clone()))
                }
                _ => None,
            });
        let (_, joint, range) =
            joints.max_by_key(|(length, joint, _)| (*length, Reverse(*joint)))?;
        let targets = self.linker.lexicon.joint(joint);
        let (row, column) = *targets.first()?;
        let unit = self.unit_fit(row, column, figure)?;
        let inside = targets
            .iter()
            .all(|(row, _)| self.topic.allows(self.linker.lexicon.part_of(*row)));
        self.placed(
            n,
            window,
            &targets,
            Relation::Each,
            Certainty::certain_if(unit == 2 && inside),
            &range,
        )
        .filter(|_| inside)
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

    /// Puts rows and columns into the table that the words mean.
    pub(super) fn placed(
        &self,
        n: usize,
        window: &Window,
        targets: &[((usize, usize), usize)],
        relation: Relation,
        certainty: Certainty,
        words: &Range<usize>,
    ) -> Option<Claim> {
        let lexicon = &self.linker.lexicon;
        let leaves = |(row, column): &((usize, usize), usize)| {
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
        targets: &[((usize, usize), usize)],
        at: usize,
        window: &Range<usize>,
    ) -> Option<Vec<Cell>> {
        let address = |((grid, row), column): &((usize, usize), usize)| Address {
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

pub(super) fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

pub(super) fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
