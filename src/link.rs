//! Binds figures to cells, by words and never by a figure's own value.
//!
//! Changing only the digits of a figure never changes what it is bound to. What the words do not settle stays unbound:
//! silence of the checker must mean that a figure was checked and is right.

mod clause;
mod lexicon;
mod scope;
mod shadow;
mod zero;

use std::cmp::Reverse;
use std::ops::Range;

use crate::figure::{Class, Figure, scan};
use crate::form::Address;
use crate::report::{Cell, Passage, Relation, Report, Section};
use shadow::Shadow;

use clause::{Clauses, Window};
use lexicon::{Kind, Lexicon, Match, Name};
use scope::{Role, Scope, Scopes};

/// What a figure is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// How the cells make the figure.
    pub relation: Relation,
    /// The cells.
    pub cells: Vec<Cell>,
    /// The words that say so, in bytes of the passage.
    pub words: Range<usize>,
    /// Whether words, unit, section and scope leave no doubt.
    pub certain: bool,
}

/// A figure, and what it is said to be.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The figure; for a zero statement, its words.
    pub figure: Figure,
    /// Its claim, if the words make one.
    pub claim: Option<Claim>,
    /// It is a zero statement (未收取费用), not a numeral.
    pub zero: bool,
    /// The words put it into another year.
    pub other_year: bool,
    /// What its author says of it.
    pub overrule: Option<Overrule>,
    /// The sentence that it stands in, from 0 within the passage.
    pub sentence: usize,
}

/// What an author says of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overrule {
    /// It means the cells of `pins[n]`.
    Pinned(usize),
    /// It is left alone: `ignores[n]`.
    Ignored(usize),
}

/// A passage with its figures.
#[derive(Debug)]
pub struct LinkedPassage<'r> {
    /// The passage.
    pub passage: &'r Passage,
    /// Index of the first-level section; none in the preface.
    pub section: Option<usize>,
    /// The section is one that the form's tables answer for.
    pub statistical: bool,
    /// Its figures, in reading order.
    pub figures: Vec<Linked>,
}

/// Links every figure of a report.
#[must_use]
pub fn report(report: &Report) -> Vec<LinkedPassage<'_>> {
    let linker = Linker::new(report, Some(report.year));
    let outside = Topic {
        parts: Vec::new(),
        known: true,
    };
    let preface = report
        .preface
        .iter()
        .map(|passage| linker.passage(passage, None, &outside));
    let mut passages: Vec<_> = preface.collect();
    for (n, section) in report.sections.iter().enumerate() {
        linker.section(section, n, &outside, &mut passages);
    }
    passages
}

/// Links the figures of passages of plain text, whose sections nobody knows.
#[must_use]
pub fn passages<'r>(report: &'r Report, passages: &'r [Passage]) -> Vec<LinkedPassage<'r>> {
    let linker = Linker::new(report, None);
    let unknown = Topic {
        parts: Vec::new(),
        known: false,
    };
    passages
        .iter()
        .map(|passage| linker.passage(passage, None, &unknown))
        .collect()
}

/// What a section speaks of.
#[derive(Clone, Debug)]
struct Topic {
    /// First-level rows of the form: grid and row.
    parts: Vec<(usize, usize)>,
    /// Whether there is a heading at all.
    known: bool,
}

impl Topic {
    /// Whether the section may speak of that part.
    fn allows(&self, part: (usize, usize)) -> bool {
        !self.known || self.parts.contains(&part)
    }
}

struct Linker<'r> {
    report: &'r Report,
    /// Of the report; plain text has none, and its latest year is taken for it.
    year: Option<i32>,
    lexicon: Lexicon<'r>,
    scopes: Scopes,
}

impl<'r> Linker<'r> {
    fn new(report: &'r Report, year: Option<i32>) -> Self {
        Self {
            report,
            year,
            lexicon: Lexicon::new(report),
            scopes: Scopes::new(report),
        }
    }

    fn section(
        &self,
        section: &'r Section,
        n: usize,
        above: &Topic,
        passages: &mut Vec<LinkedPassage<'r>>,
    ) {
        let topic = self
            .topic(section.heading.text.text())
            .unwrap_or_else(|| above.clone());
        passages.push(self.passage(&section.heading, Some(n), &topic));
        passages.extend(
            section
                .body
                .iter()
                .map(|passage| self.passage(passage, Some(n), &topic)),
        );
        for section in &section.sections {
            self.section(section, n, &topic, passages);
        }
    }

    /// What a heading says that its section speaks of.
    fn topic(&self, heading: &str) -> Option<Topic> {
        let heading = Shadow::new(heading);
        let says = |words: &[String]| {
            words
                .iter()
                .any(|word| heading.text().contains(word.as_str()))
        };
        let specs = self
            .report
            .form
            .sections
            .iter()
            .filter(|spec| says(&spec.words) && !says(&spec.unless));
        let parts: Vec<_> = specs
            .flat_map(|spec| &spec.parts)
            .filter_map(|part| self.lexicon.part(part))
            .collect();
        (!parts.is_empty()).then_some(Topic { parts, known: true })
    }

    fn passage(
        &self,
        passage: &'r Passage,
        section: Option<usize>,
        topic: &Topic,
    ) -> LinkedPassage<'r> {
        let text = passage.text.text();
        let shadow = Shadow::new(text);
        let figures = scan::scan(text);
        let clauses = Clauses::new(&shadow, &figures);
        let matches = self.lexicon.matches(&shadow);
        let subjects = self.scopes.subjects(&clauses);
        let mut reading = Reading {
            linker: self,
            passage,
            shadow: &shadow,
            clauses: &clauses,
            matches: &matches,
            subjects: &subjects,
            topic,
            done: Vec::new(),
        };
        for (n, figure) in figures.iter().enumerate() {
            let other_year = clauses.other_year(n, self.year);
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
        figures.extend(zero::statements(&reading, &figures));
        figures.sort_by_key(|linked| (linked.figure.range.start, linked.figure.range.end));
        LinkedPassage {
            passage,
            section,
            statistical: !topic.parts.is_empty(),
            figures,
        }
    }
}

/// One passage being read: what was linked so far is the context of what follows.
struct Reading<'a, 'r> {
    linker: &'a Linker<'r>,
    passage: &'r Passage,
    shadow: &'a Shadow,
    clauses: &'a Clauses,
    matches: &'a [Match],
    /// For each sentence, the word of scope that holds in it.
    subjects: &'a [Option<Role>],
    topic: &'a Topic,
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
        if self.clauses.quoted(n) {
            return None;
        }
        let window = self.clauses.window(n);
        if let Some(claim) = self.joint(n, figure, &window) {
            return Some(claim);
        }
        let candidates = self.candidates(n, figure, &window);
        let best = candidates.first()?;
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
        let relation = match chain.len() {
            1 => Relation::Equal,
            _ if self.clauses.says_each(&window) => Relation::Each,
            _ => Relation::Sum,
        };
        let targets: Vec<_> = chain.iter().map(|link| (link.row, link.column)).collect();
        let inside = self.topic.allows(self.linker.lexicon.part_of(best.row));
        let under_head = self
            .head(n)
            .is_some_and(|head| self.linker.lexicon.is_under(best.row, head));
        let certain = best.exact_unit && (under_head || inside && best.kind != Kind::Short);
        self.placed(n, &window, &targets, relation, certain, &best.range)
    }

    /// A word of a parent yields to a word of its child once the parent has its figure, and of its parts before.
    fn yields(&self, other: &Candidate, best: &Candidate) -> bool {
        let lexicon = &self.linker.lexicon;
        lexicon.is_under(best.row, other.row) || lexicon.is_under(other.row, best.row)
    }

    /// The rows whose words stand around the figure, best first.
    fn candidates(&self, n: usize, figure: &Figure, window: &Window) -> Vec<Candidate> {
        let lexicon = &self.linker.lexicon;
        let head = self.head(n);
        let around = self.around(window);
        let before = |found: &Match| found.range.start < window.left.end;
        let mut candidates: Vec<Candidate> = Vec::new();
        for found in &around {
            let Name::Row(g, r, kind) = found.name else {
                continue;
            };
            let row = (g, r);
            let ruled_out = around.iter().any(|other| {
                other.name == Name::Unless(g, r) && !within(&other.range, &found.range)
            });
            let Some(column) = self.column(g, window, &around).filter(|_| !ruled_out) else {
                continue;
            };
            let Some(unit) = self.unit_fit(row, column, figure) else {
                continue;
            };
            let inside = self.topic.allows(lexicon.part_of(row));
            let under_head = head.is_some_and(|head| lexicon.is_under(row, head));
            let gap = self.clauses.gap(window, &found.range);
            if kind == Kind::Short && !under_head && !(inside && self.topic.known) {
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
    fn column(&self, grid: usize, window: &Window, around: &[&Match]) -> Option<usize> {
        let columns = around.iter().filter_map(|found| match found.name {
            Name::Column(g, column) if g == grid => {
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
        let Some(last) = self.done[..n].iter().rev().find_map(|linked| {
            let near = linked.sentence == self.clauses.sentence(n);
            linked
                .claim
                .as_ref()
                .filter(|claim| near && claim.relation == Relation::Equal)?
                .cells
                .first()
        }) else {
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
                || around
                    .iter()
                    .any(|other| matches!(other.name, Name::Row(g, ..) if g == row.0))
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
        let (grid, row) = *self.linker.lexicon.leaves(row.0, row.1).first()?;
        self.linker
            .lexicon
            .unit_fit(Address { grid, row, column }, figure)
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
                Name::Joint(joint) => Some((found.range.len(), joint, found.range.clone())),
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
        let leaves = |(row, column): &((usize, usize), usize)| {
            let column = *column;
            self.linker
                .lexicon
                .leaves(row.0, row.1)
                .into_iter()
                .map(move |row| (row, column))
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
    fn in_scope(
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

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
