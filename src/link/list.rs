//! Totals after their parts: 网络71件、信函35件，共计106件.

use std::sync::LazyLock;

use super::clause::{CONNECTIVES, Window};
use super::lexicon::{Kind, Name};
use super::reading::{Reading, within};
use super::{Certainty, Claim, Linked};
use crate::figure::{Class, Figure};
use crate::form::Address;
use crate::report::{Cell, Relation};
use crate::words::Words;

impl Reading<'_, '_> {
    /// 书面申请8件、网上申请31件，共计39件: what the figures before add up to, if the form has it.
    pub(super) fn total(&self, n: usize, window: &Window) -> Option<Claim> {
        if !self.clauses.totals(window) {
            return None;
        }
        if let Some(claim) = self.whole_of_ways(n, window) {
            return Some(claim);
        }
        let form = &self.linker.report.form;
        let sentence = self.clauses.sentence(n);
        let single = |linked: &Linked| match linked.claim.as_ref()?.cells.as_slice() {
            [cell] => Some(*cell),
            _ => None,
        };
        let claimed = self.claimed_before(n).map(|k| &self.done[k]);
        let (here, earlier): (Vec<&Linked>, Vec<&Linked>) = claimed
            .take_while(|linked| linked.sentence + 1 >= sentence)
            .partition(|linked| linked.sentence == sentence);
        // 予以公开52件；……；其他处理4件。以上合计109件: a list may be of several sentences.
        let listed: Vec<&Linked> = self.list_before(n).map(|k| &self.done[k]).collect();
        let all = self.clauses.how_many(n).is_none();
        if let Some(cells) = self.whole_of_all(&listed).filter(|_| all) {
            return Some(Claim {
                relation: Relation::Equal,
                cells,
                words: self.shadow.original(self.clauses.place(n)),
                certainty: Certainty::Doubtful,
            });
        }
        let first = single(here.first()?)?;
        let alike = |cell: &Cell| {
            let (one, other) = (first.address, cell.address);
            cell.table == first.table
                && (one.grid, one.column) == (other.grid, other.column)
                && form.parent(one.grid, one.row) == form.parent(other.grid, other.row)
        };
        // 收到41件（自然人38件、商业企业3件），加上上年结转的2件: what columns say is no part of the total.
        let column = |linked: &&Linked| {
            single(linked).is_some_and(|cell| {
                cell.address.grid == first.address.grid
                    && cell.address.column != first.address.column
            })
        };
        let parts: Vec<Cell> = here
            .into_iter()
            .filter(|linked| !column(linked))
            .map_while(|linked| single(linked).filter(alike))
            .collect();
        let earlier: Vec<Cell> = earlier
            .into_iter()
            .filter_map(|linked| single(linked).filter(alike))
            .collect();
        let apart = |parts: &[Cell]| {
            let distinct = |k: usize| parts[..k].iter().all(|other| *other != parts[k]);
            parts.len() > 1 && (0..parts.len()).all(distinct)
        };
        let sum = |parts: &[Cell]| parts.iter().rev().copied().collect::<Vec<_>>();
        let adds_up =
            |parts: &[Cell]| apart(parts) && form.adds_up(parts.iter().map(|cell| cell.address));
        let parent = form.parent(first.address.grid, first.address.row);
        let parent = parent.filter(|row| form.grids[first.address.grid].rows[*row].key.is_some());
        let cells = if let Some(some) = self.clauses.how_many(n) {
            // 这四项合计: the last four.
            let all = [&parts[..], &earlier[..]].concat();
            sum(all.get(..some).filter(|parts| apart(parts))?)
        } else if let Some(row) = parent {
            let address = Address {
                row,
                ..first.address
            };
            let table = first.table;
            apart(&parts).then(|| vec![Cell { table, address }])?
        } else {
            // 收到376件。上年结转13件，应办389件: what the sentence before said first counts too.
            let longer = (0..=earlier.len()).map(|more| [&parts[..], &earlier[..more]].concat());
            sum(&longer.into_iter().find(|parts| adds_up(parts))?)
        };
        let relation = if cells.len() > 1 {
            Relation::Sum
        } else {
            Relation::Equal
        };
        Some(Claim {
            relation,
            cells,
            words: self.shadow.original(self.clauses.place(n)),
            certainty: Certainty::Doubtful,
        })
    }

    /// 予以公开52件……其他处理4件，合计109件: what all the parts of an identity make.
    fn whole_of_all(&self, parts: &[&Linked]) -> Option<Vec<Cell>> {
        let form = &self.linker.report.form;
        let table = parts.first()?.claim.as_ref()?.cells.first()?.table;
        let alike = |claim: &&Claim| {
            matches!(claim.relation, Relation::Equal | Relation::Sum)
                && claim.cells.iter().all(|cell| cell.table == table)
        };
        let claims = parts.iter().filter_map(|part| part.claim.as_ref());
        let claims: Vec<Vec<Address>> = claims
            .take_while(alike)
            .map(|claim| claim.cells.iter().map(|cell| cell.address).collect())
            .collect();
        // 其他处理29件，其中逾期不补正12件: a part is in its head already.
        let within = |part: &[Address]| {
            let holds = |head: &&Vec<Address>| head.len() > part.len();
            let mut heads = claims.iter().filter(holds);
            heads.any(|head| part.iter().all(|cell| head.contains(cell)))
        };
        let claims: Vec<_> = claims.iter().filter(|part| !within(part)).collect();
        // 新收19件、上年结转1件，……：予以公开8件……合计18件: the longest list of parts before it.
        let whole = (2..=claims.len()).rev().find_map(|count| {
            let parts = claims[..count].iter().flat_map(|part| part.iter());
            form.whole_of(&parts.copied().collect::<Vec<_>>())
        })?;
        Some(vec![Cell {
            table,
            address: whole,
        }])
    }

    /// 网络71件、信函35件、当面7件，共计113件: the ways of a row that the form does not tell apart.
    fn whole_of_ways(&self, n: usize, window: &Window) -> Option<Claim> {
        let sentence = self.clauses.sentence(n);
        let parts: Vec<usize> = (0..n)
            .rev()
            .take_while(|k| self.done[*k].sentence == sentence && self.done[*k].claim.is_none())
            .filter(|k| self.done[*k].figure.class == Class::Count)
            .collect();
        let ways = |k: usize| {
            let around = self.clauses.window(k);
            self.named_in(&around.left)
                .iter()
                .filter_map(move |found| match found.name {
                    Name::Unless(g, r)
                        if within(&found.range, &around.left)
                            && WAYS.are_in(&self.clauses.text()[found.range.clone()]) =>
                    {
                        Some((g, r))
                    }
                    _ => None,
                })
        };
        let first = *parts.first()?;
        let told = |row: &(usize, usize)| {
            let parts = parts
                .iter()
                .filter(|k| ways(**k).any(|other| other == *row));
            parts.count() > 1
        };
        let row = ways(first).find(told)?;
        let figure = &self.done[first].figure;
        let column = self.linker.report.form.default_column(row.0)?;
        self.unit_fit(row, column, figure)?;
        let place = self.clauses.place(n);
        self.placed(
            n,
            window,
            &[(row, column)],
            Relation::Equal,
            Certainty::Doubtful,
            &place,
        )
    }

    /// The figures with a claim of the list that figure `n` is the total of.
    fn list_before(&self, n: usize) -> impl Iterator<Item = usize> {
        let mut from = self.clauses.sentence(n);
        let left = self.clauses.window(n).left;
        // 予以公开52件……其他处理4件。总计56件: what opens its sentence.
        let said = &self.clauses.text()[left.clone()];
        let opens = left.start == self.clauses.sentence_range(from).start
            && CONNECTIVES.without(said).is_empty();
        if opens || said.contains("以上") {
            from = from.saturating_sub(1);
        }
        while from > 0 && self.clauses.is_listed(from) {
            from -= 1;
        }
        self.claimed_before(n)
            .take_while(move |k| self.done[*k].sentence >= from)
    }

    /// 县府办收到58件、各部门收到197件，全区合计255件: the whole takes the row that its offices' parts name.
    pub(super) fn whole_of_offices(
        &self,
        n: usize,
        figure: &Figure,
        window: &Window,
    ) -> Option<Claim> {
        let left = &self.clauses.text()[window.left.clone()];
        let totals = ["合计", "共计", "总计", "共"]
            .iter()
            .any(|word| left.contains(word));
        if figure.class != Class::Count || !totals || !self.says_the_whole(window) {
            return None;
        }
        let sentence = self.clauses.sentence(n);
        let parts = (0..n)
            .rev()
            .take_while(|k| self.done[*k].sentence == sentence)
            .filter(|k| self.done[*k].figure.unit == figure.unit && self.done[*k].claim.is_none());
        let first = parts.last()?;
        let part = &self.done[first].figure;
        let candidates =
            self.candidates(first, part, &self.clauses.window(first), self.head(first));
        let best = candidates.first().filter(|best| best.kind > Kind::Loose)?;
        let targets = [(best.row, best.column)];
        self.placed(
            n,
            window,
            &targets,
            Relation::Equal,
            Certainty::Doubtful,
            &best.range,
        )
    }

    /// 参加发布会3次，举办发布会18次，总计21次: the total takes the row that one of its parts was linked to.
    pub(super) fn whole_of(&mut self, n: usize, figure: &Figure) -> Option<Claim> {
        // Few figures are totals: what costs a look at the whole sentence comes after.
        if figure.class != Class::Count || !self.clauses.totals(&self.window(n)) {
            return None;
        }
        let sentence = self.clauses.sentence(n);
        let listed =
            self.done.iter().rev().take_while(|linked| {
                linked.sentence == sentence && linked.figure.unit == figure.unit
            });
        let parts = listed.count();
        let from = n - parts;
        let mut claimed = (from..n).filter(|k| self.done[*k].claim.is_some());
        let one = claimed.next()?;
        // 共计113件，另有上年结转3件，合计115件: a total of totals is of no one row.
        let summed = || (from..n).any(|k| self.clauses.totals(&self.clauses.window(k)));
        if parts < 2 || claimed.next().is_some() || summed() {
            return None;
        }
        // 局长访谈1次，副局长访谈1次，合计2次: what one of them is a part of.
        let part = self.done[one].claim.as_ref();
        let within = part.and_then(|claim| match claim.cells.as_slice() {
            [cell] => {
                let address = cell.address;
                let form = &self.linker.report.form;
                let row = form.parent(address.grid, address.row)?;
                form.grids[address.grid].rows[row].key.as_ref()?;
                let address = Address { row, ..address };
                Some(Claim {
                    cells: vec![Cell { address, ..*cell }],
                    certainty: Certainty::Doubtful,
                    ..claim.clone()
                })
            }
            _ => None,
        });
        if within.is_some() {
            return within;
        }
        self.claimed.retain(|k| *k != one);
        let claim = self.done[one].claim.take()?;
        Some(Claim {
            certainty: Certainty::Doubtful,
            ..claim
        })
    }
}

/// How applications come in.
static WAYS: LazyLock<Words> =
    LazyLock::new(|| Words::new("网 线上 线下 信函 当面 传真 邮 窗口 书面 现场"));
