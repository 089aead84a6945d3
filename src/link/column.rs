//! Which column a figure is of: one that is named, one that goes on from the figure before, or the one that is meant where none is.

use std::ops::Range;

use super::candidate::Candidate;
use super::clause::Window;
use super::lexicon::{Kind, Match, Name};
use super::reading::{Reading, overlaps, within};
use crate::figure::{Class, Figure};
use crate::form::Layout;
use crate::report::Relation;

impl Reading<'_, '_> {
    /// The column that the words around a figure name, else the one that is meant where none is named.
    pub(super) fn column(
        &self,
        n: usize,
        (grid, r): (usize, usize),
        figure: &Figure,
        window: &Window,
        around: &[&Match],
        named: &Match,
    ) -> Option<usize> {
        let (row, gapped) = (&named.range, named.gapped);
        let of_last = || self.column_of_last_year((grid, r), n, figure);
        let columns = around.iter().filter_map(|found| match found.name {
            // 其他 is the name of a row or of a column, never of both at once. 均为自然人申请，……: said of the clause before.
            Name::Column(g, column)
                if g == grid
                    && (!overlaps(&found.range, row) || gapped && found.range.end < row.end)
                    && !self.clauses.goes_on_as_another(&found.range)
                    && (!self.clauses.apart(&found.range, row, window)
                        || self.clauses.is_what_others_are_of(&found.range))
                    && !self.clauses.says_of_all(&found.range, window) =>
            {
                Some((self.clauses.gap(window, &found.range), column))
            }
            _ => None,
        });
        columns
            .min()
            .map(|(_, column)| column)
            .or_else(of_last)
            .or_else(|| {
                let column = self.column_before(n, grid)?;
                self.unit_fit((grid, r), column, figure).map(|_| column)
            })
            .or_else(|| self.linker.report.form.default_column(grid))
            .or_else(|| {
                // 政府集中采购394个: the one column that counts so.
                let columns = 0..self.linker.report.form.grids[grid].columns.len();
                let mut fitting = columns.filter(|column| {
                    self.unit_fit((grid, r), *column, figure)
                        .is_some_and(|fit| fit > 0)
                });
                let first = fitting.next()?;
                fitting.next().is_none().then_some(first)
            })
    }

    /// 制发规章2件、行政规范性文件3件: the column of the figure before, in a list of several columns none of which is meant
    /// where none is named.
    fn column_before(&self, n: usize, grid: usize) -> Option<usize> {
        let form = &self.linker.report.form;
        let cell = self.claims_before(n).next()?.cells.first()?;
        let alike = cell.address.grid == grid && form.default_column(grid).is_none();
        alike.then_some(cell.address.column)
    }

    /// 行政许可事项486项，本年减少23项: what the change is from.
    fn column_of_last_year(
        &self,
        (grid, row): (usize, usize),
        n: usize,
        figure: &Figure,
    ) -> Option<usize> {
        let columns = &self.linker.report.form.grids[grid].columns;
        let signed = columns.iter().find(|column| column.signed)?;
        let after = &self.clauses.text()[self.clauses.place(n).end..];
        let changes = ["增", "减", "无增", "新增", "取消", "没有增", "未增"];
        let told = after
            .strip_prefix(",本年")
            .map(|after| after.trim_start_matches('度'))
            .is_some_and(|after| changes.iter().any(|change| after.starts_with(change)))
            // 行政强制事项21项，与上年持平: as many.
            || after.starts_with(",与上年持平");
        let column = columns
            .iter()
            .position(|column| !column.signed && column.unit == signed.unit)?;
        self.unit_fit((grid, row), column, figure)
            .filter(|_| told)?;
        Some(column)
    }

    /// 其中自然人8件: a column alone, of the row that the figure before was linked to.
    pub(super) fn inherited(
        &self,
        n: usize,
        figure: &Figure,
        window: &Window,
        around: &[&Match],
    ) -> Vec<Candidate> {
        let lexicon = &self.linker.lexicon;
        let mut candidates = Vec::new();
        let mut add = |row: (usize, usize),
                       column: usize,
                       range: &Range<usize>,
                       gap: usize,
                       column_named: bool| {
            let Some(unit) = self.unit_fit(row, column, figure) else {
                return;
            };
            candidates.push(Candidate {
                row,
                column,
                score: 9 + unit - i32::try_from(gap / 2).unwrap_or(8).min(8),
                kind: Kind::Listed,
                exact_unit: unit == 2,
                // Of another scope it is as plain as the figure before.
                inherited: column_named,
                range: range.clone(),
            });
        };
        let last = self.context(n).and_then(|(claim, _)| {
            let cell = claim.cells.first()?.address;
            let whole = matches!(claim.relation, Relation::Equal | Relation::Sum);
            // 新收和结转中，自然人98件、商业企业7件: a kind of applicants of several rows.
            let default = self.linker.report.form.default_column(cell.grid);
            let several = (default != Some(cell.column)).then_some((cell.grid, cell.row));
            let row = lexicon.row_of(claim).or(several);
            Some((row.filter(|_| whole)?, cell.column))
        });
        let named = around
            .iter()
            .any(|found| matches!(found.name, Name::Row(..) | Name::Column(..)));
        // 全市公开92068条，其中市级49231条: another scope, and no other name.
        if let Some((row, column)) = last
            && !named
            && self.said.says_another(&window.left)
            && !self.says_another_verb(n, window)
        {
            add(row, column, &self.clauses.place(n), 0, false);
        }
        // 政府集中采购365个、28417.65万元: the column of the list that counts so.
        if let Some((row, column)) = last
            && !named
            && let Some(other) = self.column_of_its_unit(row, column, figure, window)
        {
            add(row, other, &self.clauses.place(n), 0, false);
        }
        for found in around {
            let Name::Column(g, column) = found.name else {
                continue;
            };
            // 规范性文件8件，……公开建议提案办理结果193件: something else is published.
            let list = self.linker.report.form.grids[g].layout == Layout::List;
            let denied = self.clauses.text()[..found.range.start].ends_with(['未', '不']);
            if list && (denied || self.clauses.gap(window, &found.range) > 3) {
                continue;
            }
            // 以终止、驳回等方式结案5件: examples.
            let example = self.clauses.is_an_example(&found.range);
            // 其余218件为其他组织: what is left, of whatever kinds.
            let rest = self.clauses.text()[window.left.clone()].ends_with("其余");
            let rest = rest && self.clauses.text()[found.range.clone()].starts_with("其他");
            if example
                || rest
                || self.clauses.of_a_paper(window, &found.range)
                || self.clauses.goes_on_as_another(&found.range)
                || self.is_left_over(n, &found.range)
                || self.clauses.says_of_what(&found.range, window)
            {
                continue;
            }
            // 不予处理17件、其他22件: of the list of rows, no kind of applicants.
            let bare = &self.clauses.text()[found.range.clone()] == "其他";
            if bare
                && last.is_some_and(|(row, _)| self.is_a_matrix(row.0))
                && !self.after_a_column(n)
            {
                continue;
            }
            let spoken_of = || self.spoken_of(n, g, &found.range);
            let row = if let Some(row) = self.named_since(n, g, &found.range) {
                Some(row)
            } else if self.linker.report.form.grids[g].layout == Layout::List {
                spoken_of().or(last.map(|(row, _)| row))
            } else {
                last.map(|(row, _)| self.of_all_kinds(n, row, column).unwrap_or(row))
                    .or_else(spoken_of)
            };
            let headed = || self.topic.head.filter(|_| !list);
            let Some(row) = row.or_else(headed).filter(|row| row.0 == g) else {
                continue;
            };
            // 被判决纠正1件: of suits, not of reviews.
            let (rg, rr) = row;
            let layout = self.linker.report.form.grids[rg].layout;
            let ruled_out = around.iter().any(|other| {
                other.name == Name::Unless(rg, rr)
                    && (other.range == found.range || !within(&other.range, &found.range))
                    // 均已审结，结果维持4件: said of all.
                    && !self.clauses.parted(&other.range, &found.range)
            });
            if layout == Layout::Wide && ruled_out {
                continue;
            }
            // 维持3件、驳回1件、撤回2件: a review that was rejected upheld nothing.
            let rejected = layout == Layout::Wide
                && self.clauses.text()[found.range.clone()] == *"驳回"
                && self.claims_before(n).any(|claim| {
                    claim.cells.iter().any(|cell| {
                        let address = cell.address;
                        ((address.grid, address.row), address.column) == (row, column)
                    })
                });
            let mut columns = self.linker.report.form.grids[rg].columns.iter();
            let other = rejected
                .then(|| columns.position(|column| column.name.starts_with("其他")))
                .flatten();
            let column = other.unwrap_or(column);
            // 竞争性磋商87个，金额1862万元: of what stands before it.
            let unknown = n.checked_sub(1).is_some_and(|k| {
                self.done[k].claim.is_none()
                    && self.done[k].sentence == self.clauses.sentence(n)
                    && self.done[k].figure.class == Class::Count
                    && self.claims_before(n).next().is_none()
            });
            if list && unknown && spoken_of().is_none() {
                continue;
            }
            // 对外管理服务事项处理决定4.1万件；行政处罚处理决定7321件: the name beside it is of another list.
            let of_another_list = around.iter().any(|other| match other.name {
                Name::Row(list, _, kind) if kind > Kind::Loose && list != g => {
                    around.iter().any(|column| {
                        matches!(column.name, Name::Column(c, _) if c == list)
                            && column.range == found.range
                    })
                }
                _ => false,
            });
            if of_another_list {
                continue;
            }
            // 其他 after other kinds of applicants is one of them, and no row of its own.
            let another = |other: &&Match| {
                matches!(other.name, Name::Row(g, r, _) if g == row.0 && r != row.1)
                    && other.range != found.range
                    && !self.is_of_a_kind_of_done(n, &found.range, &other.range)
                    && !self.says_all_are_done(&other.range, found.range.start)
            };
            if !around.iter().any(another) {
                add(
                    row,
                    column,
                    &found.range,
                    self.clauses.gap(window, &found.range),
                    true,
                );
            }
        }
        candidates
    }

    /// 自然人的申请中，予以公开19件，部分公开4件: whether the sentence tells of one kind of applicants, and a figure names none.
    pub(super) fn is_of_a_kind_alone(&self, n: usize, best: &Candidate) -> bool {
        let default = self.linker.report.form.default_column(best.row.0);
        if default != Some(best.column) || !self.is_a_matrix(best.row.0) {
            return false;
        }
        // 自然人申请372件，予以公开164件: the one kind that its sentence has counted.
        let mut kinds = self
            .claims_before(n)
            .filter_map(|claim| claim.cells.first().map(|cell| cell.address))
            .filter(|address| address.grid == best.row.0)
            .map(|address| address.column);
        let last = kinds.next().filter(|last| Some(*last) != default);
        let of_one = last.is_some_and(|last| kinds.all(|kind| kind == last));
        if of_one && !self.clauses.goes_on(self.clauses.sentence(n)) {
            return true;
        }
        let text = self.clauses.text();
        let said = self.clauses.of(n).range.start..self.clauses.place(n).start;
        self.named_in(&said).iter().any(|found| {
            let rest = text[found.range.end..]
                .trim_start_matches('的')
                .trim_start_matches("申请");
            matches!(found.name, Name::Column(grid, column)
                if grid == best.row.0 && Some(column) != default)
                && ["中,", "办理结果", "处理结果"]
                    .iter()
                    .any(|opens| rest.starts_with(opens))
        })
    }

    /// 诉讼案件中，已审结8件，其中被纠正1件；未审结3件: the review or suit that was named since the last claim.
    fn named_since(&self, n: usize, grid: usize, column: &Range<usize>) -> Option<(usize, usize)> {
        if self.linker.report.form.grids[grid].layout != Layout::Wide {
            return None;
        }
        let sentence = self.clauses.sentence(n);
        let since = self
            .claimed_before(n)
            .next()
            .map_or(0, |k| self.clauses.place(k).end);
        let first = sentence - usize::from(self.clauses.is_listed(sentence) && sentence > 0);
        let since = since.max(self.clauses.sentence_range(first).start);
        let before = |found: &&Match| found.range.end <= column.start;
        let named = self.named_in(&(since..column.start));
        named
            .iter()
            .rev()
            .filter(before)
            .find_map(|found| match found.name {
                Name::Row(g, r, kind) if g == grid && kind != Kind::Loose => Some((g, r)),
                _ => None,
            })
    }

    /// 未经复议直接起诉4件、复议后起诉9件，结果维持8件: a result after the totals of all kinds is of all of them.
    fn of_all_kinds(&self, n: usize, row: (usize, usize), column: usize) -> Option<(usize, usize)> {
        let (form, lexicon) = (&self.linker.report.form, &self.linker.lexicon);
        let total = form
            .default_column(row.0)
            .filter(|total| *total != column)?;
        let head = lexicon.parent(row)?;
        let kinds = lexicon.leaves(head.0, head.1);
        let mut before = self.claims_before(n);
        let said: Vec<_> = before
            .by_ref()
            .take(kinds.len())
            .map_while(|claim| match claim.cells.as_slice() {
                [cell] if cell.address.column == total => {
                    Some((cell.address.grid, cell.address.row))
                }
                _ => None,
            })
            .collect();
        let bracketed = self.clauses.text()[self.clauses.window(n).left].contains('(');
        (!bracketed && kinds.len() > 1 && kinds.iter().all(|kind| said.contains(kind)))
            .then_some(head)
    }

    /// 从申请主体看，自然人90件: the row that kinds of applicants are told of where no figure of the sentence says another.
    fn spoken_of(&self, n: usize, grid: usize, column: &Range<usize>) -> Option<(usize, usize)> {
        let sentence = self.clauses.sentence_range(self.clauses.sentence(n));
        let said = &self.clauses.text()[sentence.start..self.clauses.place(n).start];
        let spec = &self.linker.report.form.grids[grid];
        if spec.layout == Layout::List {
            // 行政许可事项11项，处理决定4286件: the row that the sentence named last.
            let place = sentence.start..self.clauses.place(n).start;
            let near = |found: &&Match| {
                matches!(found.name, Name::Row(g, _, kind) if g == grid && kind > Kind::Loose)
                    && within(&found.range, &place)
            };
            return match self.named_in(&place).iter().rev().find(near)?.name {
                Name::Row(g, r, _) => Some((g, r)),
                _ => None,
            };
        }
        let first = spec.rows.iter().position(|row| row.key.is_some())?;
        let of_applicants = [
            "申请人",
            "申请主体",
            "申请者",
            "申请对象",
            "主体看",
            "提交",
            "提出",
        ];
        // 收到申请94件。自然人90件: right after the sentence of the applications.
        let opens = column.start == sentence.start && self.follows_the_applications(n, grid, first);
        // 新收的申请中，自然人31件: of what came in.
        let among = || {
            let begins = said.starts_with("新收") || said.starts_with("本年新收");
            begins && said.contains("申请中")
        };
        let told = opens
            || among()
            || of_applicants.iter().any(|word| said.contains(word))
            || self.clauses.text()[column.end..].starts_with("申请");
        (spec.layout == Layout::Matrix && told).then_some((grid, first))
    }

    /// Whether the sentence before that of figure `n` counts applications, and no other row.
    fn follows_the_applications(&self, n: usize, grid: usize, row: usize) -> bool {
        let sentence = self.clauses.sentence(n);
        let Some(last) = self.claimed_before(n).next() else {
            return false;
        };
        let before = self.done[last].claim.as_ref();
        let cells = before.map_or(&[][..], |claim| claim.cells.as_slice());
        self.done[last].sentence + 1 == sentence
            && cells
                .iter()
                .all(|cell| (cell.address.grid, cell.address.row) == (grid, row))
    }

    /// 自然人38件、其他2件: whether the claim before is of a kind of applicants.
    pub(super) fn after_a_column(&self, n: usize) -> bool {
        let form = &self.linker.report.form;
        let before = self.context(n).and_then(|(claim, _)| claim.cells.first());
        before.is_some_and(|cell| {
            form.default_column(cell.address.grid)
                .is_some_and(|column| column != cell.address.column)
        })
    }

    /// Whether a word that names a row of one grid names a column of the list that the sentence speaks of.
    pub(super) fn is_a_column_here(&self, n: usize, grid: usize, word: &Range<usize>) -> bool {
        let last = self.claims_before(n).next();
        let spoken = last.and_then(|claim| claim.cells.first());
        let spoken = spoken.map(|cell| cell.address.grid).filter(|spoken| {
            *spoken != grid && self.linker.report.form.grids[*spoken].layout == Layout::List
        });
        spoken.is_some_and(|spoken| {
            self.named_around(word).iter().any(|found| {
                matches!(found.name, Name::Column(g, _) if g == spoken)
                    && overlaps(&found.range, word)
            })
        })
    }

    /// The column of a list that alone counts like a figure that follows the one of another column with nothing between.
    fn column_of_its_unit(
        &self,
        row: (usize, usize),
        column: usize,
        figure: &Figure,
        window: &Window,
    ) -> Option<usize> {
        let grid = &self.linker.report.form.grids[row.0];
        let left = &self.clauses.text()[window.left.clone()];
        let bare = matches!(left, "、" | "," | ",金额" | "、金额" | "");
        let fits = |other: &usize| {
            *other != column
                && self
                    .unit_fit(row, *other, figure)
                    .is_some_and(|unit| unit == 2)
        };
        let mut fitting = (0..grid.columns.len()).filter(fits);
        let first = fitting
            .next()
            .filter(|_| bare && grid.layout == Layout::List)?;
        fitting.next().is_none().then_some(first)
    }

    /// 公开12件，区本级制发11件: whether something else was done than the figure before says.
    fn says_another_verb(&self, n: usize, window: &Window) -> bool {
        let text = self.clauses.text();
        let left = &text[window.left.clone()];
        let done = [
            "制发", "制定", "印发", "公开", "收到", "受理", "办结", "答复",
        ];
        let before = self.context(n).map(|(claim, _)| claim.words.clone());
        let before = before.map(|words| &text[self.shadow.folded(words)]);
        before.is_some_and(|before| {
            let said = |verb: &&&str| before.contains(**verb);
            let other = |verb: &&&str| left.contains(**verb) && !said(verb);
            done.iter().any(|verb| said(&verb)) && done.iter().any(|verb| other(&verb))
        })
    }

    pub(super) fn is_a_matrix(&self, grid: usize) -> bool {
        self.linker.report.form.grids[grid].layout == Layout::Matrix
    }
}
