//! One passage, figure by figure: the words around each, the rows and columns that they name, and which of them is meant.

use std::cmp::Reverse;
use std::ops::Range;

use super::clause::{Clauses, Window};
use super::lexicon::{Kind, Match, Name};
use super::scope::{Role, Scope};
use super::shadow::Shadow;
use super::{Claim, Linked, Linker, Topic, zero};
use crate::figure::{Class, Figure, scan};
use crate::form::Address;
use crate::report::{Cell, Passage, Relation};

/// What a comma weighs in a gap.
const COMMA: usize = 6;

/// Every figure of a passage with what it is said to be.
pub(super) fn figures(linker: &Linker<'_>, passage: &Passage, topic: &Topic) -> Vec<Linked> {
    let text = passage.text.text();
    let shadow = Shadow::new(text);
    let figures = scan::scan(text);
    let clauses = Clauses::new(&shadow, &figures);
    let matches = linker.lexicon.matches(&shadow);
    let subjects = linker.scopes.subjects(&clauses);
    let mut reading = Reading {
        linker,
        passage,
        shadow: &shadow,
        clauses: &clauses,
        matches: &matches,
        subjects: &subjects,
        topic,
        done: Vec::new(),
    };
    for (n, figure) in figures.iter().enumerate() {
        let other_year = clauses.other_year(n, linker.year);
        let claim = reading.claim(n, figure).filter(|_| !other_year);
        let sentence = clauses.sentence(n);
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
    if !topic.ahead {
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
    /// For each sentence, the word of scope that holds in it.
    subjects: &'a [Option<Role>],
    pub(super) topic: &'a Topic,
    done: Vec<Linked>,
}

/// What a figure might be.
#[derive(Clone, Debug)]
struct Candidate {
    /// Row of the form, perhaps a heading row: grid and row.
    row: (usize, usize),
    column: usize,
    score: i32,
    kind: Kind,
    /// The unit is the form's own.
    exact_unit: bool,
    /// Its words, in the shadow.
    range: Range<usize>,
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
                certain: true,
            });
        }
        let bare =
            figure.class == Class::Other && figure.unit.is_none() && figure.quantity.is_some();
        if !(bare || matches!(figure.class, Class::Count | Class::Money)) {
            return None;
        }
        if self.clauses.quoted(n) || self.topic.ahead {
            return None;
        }
        let window = self.clauses.window(n);
        if self.clauses.aims(&window) || self.clauses.spans_years(&window) {
            return None;
        }
        if let Some(claim) = self.joint(n, figure, &window) {
            return Some(claim);
        }
        let head = self.head(n);
        let candidates = self.candidates(n, figure, &window, head);
        let best = candidates.first()?;
        if self.said_of_a_part(&window, best.range.start) || self.of_another_column(n, best) {
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
        if self.clauses.says_respectively(&window) {
            // 传真、信函申请分别为4件、57件: the first figure is that of the first name.
            let first = chain.first().filter(|_| chain.len() > 1)?;
            let targets = [(first.row, first.column)];
            return self.placed(n, &window, &targets, Relation::Equal, false, &first.range);
        }
        let relation = match chain.len() {
            1 => Relation::Equal,
            _ if self.clauses.says_each(&window) => Relation::Each,
            _ => Relation::Sum,
        };
        let targets: Vec<_> = chain.iter().map(|link| (link.row, link.column)).collect();
        let inside = self.topic.allows(self.linker.lexicon.part_of(best.row));
        let under_head = head.is_some_and(|head| self.linker.lexicon.is_under(best.row, head));
        // In 总体情况 and the like any indicator may be spoken of, if plainly.
        let general = self.topic.parts.is_empty()
            && self.clauses.speaks_of_disclosure(n)
            && self.clauses.gap(&window, &best.range) <= 1;
        let plain =
            best.kind != Kind::Short && (inside || general) && !self.clauses.says_by_a_way(&window);
        let certain = best.exact_unit
            && (under_head || plain || self.of_the_same_row(n, best))
            && !self.clauses.in_apposition(&window, &best.range);
        let claim = self.placed(n, &window, &targets, relation, certain, &best.range)?;
        // 政府网站公开24105条，其中部门网站公开14235条: a kind of its own, not the whole once more.
        let repeated = self
            .claims_before(n)
            .any(|before| before.cells == claim.cells);
        (!repeated).then_some(claim)
    }

    /// The claims of the figures before it in its sentence, the nearest first.
    fn claims_before(&self, n: usize) -> impl Iterator<Item = &Claim> {
        let sentence = self.clauses.sentence(n);
        let here = self
            .done
            .iter()
            .rev()
            .take_while(move |linked| linked.sentence == sentence);
        here.filter_map(|linked| linked.claim.as_ref())
    }

    /// 市公安局收到申请20件: an office or place that is not the report's own.
    fn said_of_a_part(&self, window: &Window, name: usize) -> bool {
        let meta = &self.linker.report.meta;
        let Some(part) = self.clauses.part(window, name) else {
            return false;
        };
        let title = meta.title_line();
        let own = [&meta.organ, &meta.place]
            .into_iter()
            .flatten()
            .any(|name| name.value.contains(part) || part.contains(name.value.as_str()));
        // Plain text has no title, and nobody knows whose it is.
        !title.is_empty() && !own && !title.contains(part)
    }

    /// 自然人申请的41件中，予以公开17件: another row, of the column that was named before.
    fn of_another_column(&self, n: usize, best: &Candidate) -> bool {
        let form = &self.linker.report.form;
        let before = self.claims_before(n).find_map(|claim| claim.cells.first());
        before.is_some_and(|cell| {
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
        let before = self.claims_before(n).next();
        let row = |claim: &Claim| {
            let address = claim.cells.first().map(|cell| cell.address);
            address.is_some_and(|address| (address.grid, address.row) == best.row)
        };
        default != Some(best.column) && before.is_some_and(|claim| claim.certain && row(claim))
    }

    /// A word of a parent yields to a word of its child once the parent has its figure, and of its parts before.
    fn yields(&self, other: &Candidate, best: &Candidate) -> bool {
        let lexicon = &self.linker.lexicon;
        lexicon.is_under(best.row, other.row) || lexicon.is_under(other.row, best.row)
    }

    /// The rows whose words stand around the figure, best first.
    fn candidates(
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
        let mut candidates: Vec<Candidate> = Vec::new();
        for found in &around {
            let Name::Row(g, r, kind) = found.name else {
                continue;
            };
            let row = (g, r);
            let ruled_out = around.iter().any(|other| {
                // 予以公开和部分公开共31件: joined to it, no other thing.
                other.name == Name::Unless(g, r)
                    && !within(&other.range, &found.range)
                    && !self.clauses.joined(&found.range, &other.range)
            });
            let Some(column) = self
                .column(g, window, &around, &found.range)
                .filter(|_| !ruled_out)
            else {
                continue;
            };
            let Some(unit) = self.unit_fit(row, column, figure) else {
                continue;
            };
            if self.clauses.of_a_paper(window, &found.range) {
                continue;
            }
            let inside = self.topic.allows(lexicon.part_of(row));
            let under_head = head.is_some_and(|head| lexicon.is_under(row, head));
            let gap = self.clauses.gap(window, &found.range);
            // 其他 alone is the name of a column too.
            let general = around
                .iter()
                .any(|other| matches!(other.name, Name::Column(..)) && other.range == found.range);
            let told = inside && !general && (self.topic.known || gap <= 1 && self.kin(n, row));
            if kind == Kind::Short && !under_head && (by_a_way || !told) {
                continue;
            }
            // Where the heading speaks of something else, only plain words close by with the form's own unit will do.
            if !inside && !under_head && (kind == Kind::Short || unit < 2 || gap > 4) {
                continue;
            }
            let base = match kind {
                Kind::Official => 10,
                Kind::Listed => 8,
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
                range: found.range.clone(),
            });
        }
        candidates.extend(self.inherited(n, figure, window, &around));
        // The words before a figure are its name; those after it only where nothing stands before.
        if around.iter().any(|found| {
            before(found)
                && candidates
                    .iter()
                    .any(|c| c.range == found.range && c.kind > Kind::Short)
        }) {
            candidates.retain(|candidate| candidate.range.start < window.left.end);
        }
        // Of two words of one row the better counts.
        candidates
            .sort_by_key(|candidate| (candidate.row, candidate.column, Reverse(candidate.score)));
        candidates.dedup_by_key(|candidate| (candidate.row, candidate.column));
        candidates
            .sort_by_key(|candidate| (Reverse(candidate.score), candidate.row, candidate.column));
        candidates
    }

    /// Whether a figure before it in the sentence is of the same part of the form, or of the same matrix.
    fn kin(&self, n: usize, row: (usize, usize)) -> bool {
        let lexicon = &self.linker.lexicon;
        let several = self.linker.report.form.grids[row.0].columns.len() > 1;
        let mut cells = self
            .claims_before(n)
            .filter_map(|claim| claim.cells.first());
        cells.any(|cell| {
            let before = (cell.address.grid, cell.address.row);
            before.0 == row.0 && (several || lexicon.part_of(before) == lexicon.part_of(row))
        })
    }

    /// The words that stand around a figure.
    fn around(&self, window: &Window) -> Vec<&Match> {
        let from = self
            .matches
            .partition_point(|found| found.range.start < window.left.start);
        let near = self.matches[from..]
            .iter()
            .take_while(|found| found.range.start < window.right.end);
        near.filter(|found| found.range.end <= window.right.end)
            .collect()
    }

    /// The column that the words around a figure name, else the one that is meant where none is named.
    fn column(
        &self,
        grid: usize,
        window: &Window,
        around: &[&Match],
        row: &Range<usize>,
    ) -> Option<usize> {
        let columns = around.iter().filter_map(|found| match found.name {
            // 其他 is the name of a row or of a column, never of both at once.
            Name::Column(g, column) if g == grid && !overlaps(&found.range, row) => {
                Some((self.clauses.gap(window, &found.range), column))
            }
            _ => None,
        });
        columns
            .min()
            .map(|(_, column)| column)
            .or_else(|| self.linker.report.form.default_column(grid))
    }

    /// 其中自然人8件: a column alone, of the row that the figure before was linked to.
    fn inherited(
        &self,
        n: usize,
        figure: &Figure,
        window: &Window,
        around: &[&Match],
    ) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        let last = self
            .claims_before(n)
            .filter(|claim| claim.relation == Relation::Equal)
            .find_map(|claim| claim.cells.first());
        let Some(last) = last else {
            return candidates;
        };
        let row = (last.address.grid, last.address.row);
        let named = around
            .iter()
            .any(|found| matches!(found.name, Name::Row(..) | Name::Column(..)));
        // 全市公开92068条，其中市级49231条: another scope, and no other name.
        if !named
            && self
                .linker
                .scopes
                .says(&self.clauses.text()[window.left.clone()])
            && let Some(unit) = self.unit_fit(row, last.address.column, figure)
        {
            let range = self.clauses.place(n);
            let (column, exact_unit) = (last.address.column, unit == 2);
            candidates.push(Candidate {
                row,
                column,
                score: 9 + unit,
                kind: Kind::Listed,
                exact_unit,
                range,
            });
        }
        for found in around {
            let Name::Column(g, column) = found.name else {
                continue;
            };
            if g != row.0
                || around.iter().any(
                    |other| matches!(other.name, Name::Row(g, r, _) if g == row.0 && r != row.1),
                )
            {
                continue;
            }
            let Some(unit) = self.unit_fit(row, column, figure) else {
                continue;
            };
            let gap = i32::try_from(self.clauses.gap(window, &found.range) / 2)
                .unwrap_or(8)
                .min(8);
            let (score, exact_unit) = (9 + unit - gap, unit == 2);
            candidates.push(Candidate {
                row,
                column,
                score,
                kind: Kind::Listed,
                exact_unit,
                range: found.range.clone(),
            });
        }
        candidates
    }

    fn unit_fit(&self, row: (usize, usize), column: usize, figure: &Figure) -> Option<i32> {
        let lexicon = &self.linker.lexicon;
        let (grid, row) = *lexicon.leaves(row.0, row.1).first()?;
        let column = *lexicon.columns(grid, column).first()?;
        lexicon.unit_fit(Address { grid, row, column }, figure)
    }

    /// 同意公开及部分公开: the best candidate and the siblings whose names are joined to its own.
    fn chain(&self, candidates: &[Candidate], best: &Candidate) -> Vec<Candidate> {
        let mut chain = vec![best.clone()];
        let joined = |a: &Candidate, b: &Candidate| {
            let (first, second) = if a.range.start <= b.range.start {
                (a, b)
            } else {
                (b, a)
            };
            self.linker.lexicon.siblings(a.row, b.row)
                && self.clauses.joined(&first.range, &second.range)
        };
        while let Some(next) = candidates.iter().find(|candidate| {
            !chain.iter().any(|link| link.row == candidate.row)
                && chain.iter().any(|link| joined(link, candidate))
        }) {
            chain.push(next.clone());
        }
        chain.sort_by_key(|link| (link.range.start, link.row));
        chain
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
        let rows = self.linker.lexicon.joint(joint);
        let column = |grid: usize| self.linker.report.form.default_column(grid);
        let targets: Vec<_> = rows
            .iter()
            .filter_map(|row| Some((*row, column(row.0)?)))
            .collect();
        let unit = self.unit_fit(*rows.first()?, targets.first()?.1, figure)?;
        let inside = rows
            .iter()
            .all(|row| self.topic.allows(self.linker.lexicon.part_of(*row)));
        self.placed(
            n,
            window,
            &targets,
            Relation::Each,
            unit == 2 && inside,
            &range,
        )
        .filter(|_| inside)
    }

    /// The nearest row with children that was named before: by a figure of its own or of a sibling, or by its words.
    fn head(&self, n: usize) -> Option<(usize, usize)> {
        let lexicon = &self.linker.lexicon;
        let start = self.clauses.window(n).left.start;
        let sentence = self.clauses.sentence(n);
        let near = |linked: &Linked| linked.sentence + 1 >= sentence;
        let by_figure = self.done[..n]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, linked)| near(linked))
            .find_map(|(k, linked)| {
                let cell = linked.claim.as_ref()?.cells.first()?;
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
    }

    /// Puts rows and columns into the table that the words mean.
    fn placed(
        &self,
        n: usize,
        window: &Window,
        targets: &[((usize, usize), usize)],
        relation: Relation,
        certain: bool,
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
            certain,
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
        match self
            .linker
            .scopes
            .of(self.clauses, self.subjects, at, window)
        {
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
