//! One figure said of several cells, and of several names at once.

use std::cmp::Reverse;
use std::ops::Range;

use super::candidate::Candidate;
use super::clause::Window;
use super::lexicon::{Kind, LONGEST, Match, Name, Target};
use super::reading::{COMMA, Reading};
use super::{Certainty, Claim};
use crate::figure::Figure;
use crate::report::Relation;

impl Reading<'_, '_> {
    /// 166件申请已全部办结答复: one figure said of several cells.
    pub(super) fn joint(&self, n: usize, figure: &Figure, window: &Window) -> Option<Claim> {
        // 予以公开、部分公开、不予公开分别为44件、10件、21件: one by one.
        let listed = n + 1 < self.clauses.figures.len() && self.follows_bare(n + 1);
        if listed && self.clauses.says_respectively(window) {
            return None;
        }
        let joints = self
            .around(window)
            .into_iter()
            .filter_map(|found| match found.name {
                // Beyond a comma, the words are those of another figure.
                Name::Joint(joint)
                    if self.clauses.gap(window, &found.range) < COMMA
                        && !self.is_denied_before(&found.range) =>
                {
                    Some((found.range.len(), joint, found.range.clone()))
                }
                _ => None,
            });
        let (_, joint, range) =
            joints.max_by_key(|(length, joint, _)| (*length, Reverse(*joint)))?;
        let targets = self.linker.lexicon.joint(joint);
        let (row, column) = *targets.first()?;
        let unit = self.unit_fit(row, column, figure)?;
        let together = self.linker.report.form.joint[joint].sum && !self.clauses.says_each(window);
        let relation = if together {
            Relation::Sum
        } else {
            Relation::Each
        };
        let inside = targets
            .iter()
            .all(|(row, _)| self.topic.allows(self.linker.lexicon.part_of(*row)));
        self.placed(
            n,
            window,
            &targets,
            relation,
            Certainty::certain_if(unit == 2 && inside),
            &range,
        )
        .filter(|_| inside)
    }

    /// 不予公开和部分公开, 已主动公开、同意公开、部分公开: whether a word is the end of another name, or of a longer list.
    fn is_denied_before(&self, name: &Range<usize>) -> bool {
        let before = &self.clauses.text()[..name.start];
        let denied = ["不", "不予", "未", "未予", "主动"]
            .iter()
            .any(|word| before.ends_with(word));
        let list = ["同意", "予以"]
            .iter()
            .find_map(|word| before.strip_suffix(word));
        denied || list.unwrap_or(before).ends_with('、')
    }

    /// 加上上年结转3件，全年应办理62件: what came in and what was left over.
    pub(super) fn due(&self, n: usize, window: &Window) -> Option<Claim> {
        let left = &self.clauses.text()[window.left.clone()];
        let due = ["应办理", "应办件", "应办", "需办理", "应当办理"];
        let word = due.iter().find(|word| left.ends_with(**word))?;
        let row = self.linker.lexicon.last_years()?;
        let column = self.linker.report.form.default_column(row.0)?;
        let rows = self.with_last_years(row, column)?;
        let words = window.left.end - word.len()..window.left.end;
        self.placed(n, window, &rows, Relation::Sum, Certainty::Doubtful, &words)
    }

    /// What a figure is of that is more than its name says, with doubt: two rows, or the one of who took part.
    pub(super) fn more_than_named(
        &self,
        n: usize,
        best: &Candidate,
        chain: &[Candidate],
    ) -> Option<(Vec<Target>, Relation)> {
        let sum = |targets| (targets, Relation::Sum);
        let who = || {
            let row = self.of_who_takes_part(n, best.row)?;
            Some((vec![(row, best.column)], Relation::Equal))
        };
        self.of_both_heads(best)
            .map(sum)
            .or_else(who)
            .or_else(|| {
                self.of_what_came_in(n, best)
                    .filter(|_| chain.len() == 1)
                    .map(sum)
            })
            .or_else(|| self.held_over(n, best, chain).map(sum))
    }

    /// 全年办理申请23件，其中上年结转1件、新收22件; 受理446件（含上年结转33件）: what came in and what was left over.
    fn held_over(&self, n: usize, best: &Candidate, chain: &[Candidate]) -> Option<Vec<Target>> {
        let [only] = chain else {
            return None;
        };
        if self.says_done(&only.range) {
            return None;
        }
        let rows = self.with_last_years(best.row, best.column)?;
        // What is left over is no part of what came in.
        let came_in =
            || self.clauses.holds_last_years(n) && rows.iter().any(|(row, _)| *row == best.row);
        (self.clauses.holds_both(n) || came_in()).then_some(rows)
    }

    /// 新收97件，上年结转4件。上述101件中: what was said before, both together.
    pub(super) fn taken_up(&self, n: usize, window: &Window) -> Option<Claim> {
        let again = self.clauses.text()[self.clauses.place(n).end..].starts_with("申请");
        if !again && !self.clauses.refers_back(window) {
            return None;
        }
        let last = self.linker.lexicon.last_years()?;
        let column = self.linker.report.form.default_column(last.0)?;
        let rows = self.with_last_years(last, column)?;
        // 新收46件，上年结转3件，共49件。49件申请均已办结: the total once more.
        if let Some(claim) = self.restated(n).filter(|claim| sums_up(claim, &rows)) {
            return Some(Claim {
                certainty: Certainty::Doubtful,
                ..claim.clone()
            });
        }
        if !self.clauses.refers_back(window) {
            return None;
        }
        let sentence = self.clauses.sentence(n);
        let said: Vec<_> = self
            .claimed_before(n)
            .take_while(|k| self.done[*k].sentence + 2 >= sentence)
            .filter_map(|k| self.linker.lexicon.row_of(self.done[k].claim.as_ref()?))
            .collect();
        let words = window.left.clone();
        let all = rows.iter().all(|(row, _)| said.contains(row));
        all.then(|| self.placed(n, window, &rows, Relation::Sum, Certainty::Doubtful, &words))
            .flatten()
    }

    /// 新收173件，上年结转7件，共计180件。其中，自然人98件: the rows, in the column of a figure that tells of a kind of applicants.
    fn of_what_came_in(&self, n: usize, best: &Candidate) -> Option<Vec<Target>> {
        let default = self.linker.report.form.default_column(best.row.0)?;
        let rows = self.with_last_years(best.row, default)?;
        if best.column == default || rows.iter().all(|(row, _)| *row != best.row) {
            return None;
        }
        let here = |rows: &[Target]| rows.iter().map(|(row, _)| (*row, best.column)).collect();
        let sentence = self.clauses.sentence(n);
        let from = sentence - usize::from(sentence > 0 && self.clauses.goes_on(sentence));
        // 受理446件（含上年结转33件）。其中自然人402件: of what stands before the bracket.
        let mut before = self.claimed_before(n).filter(|k| !self.is_bracketed(*k));
        let last = before.next().map(|k| &self.done[k]);
        let claim = last
            .filter(|linked| linked.sentence >= from)?
            .claim
            .as_ref()?;
        let column = claim.cells.first()?.address.column;
        if column != default
            && claim
                .cells
                .iter()
                .all(|cell| cell.address.grid == best.row.0)
        {
            // The next of the same list.
            return holds(claim, &rows).then(|| here(&rows));
        }
        // 新收3426件，上年结转232件，其中自然人3340件: of both.
        let here_before: Vec<_> = self
            .claims_before(n)
            .filter_map(|claim| self.linker.lexicon.row_of(claim))
            .collect();
        let both = here_before.len() == rows.len()
            && rows.iter().all(|(row, _)| here_before.contains(row));
        let left = &self.clauses.text()[self.clauses.window(n).left];
        if both && left.contains("其中") {
            // 其中自然人新提出26件: of what came in alone.
            let last = self.linker.lexicon.last_years();
            let new = left.contains("新提出");
            let rows = rows.into_iter();
            let rows: Vec<_> = rows.filter(|(row, _)| !new || Some(*row) != last).collect();
            return Some(here(&rows));
        }
        // 其中自然人402件，占新收总量的89.3%: of what came in.
        let said = &self.clauses.text()[self.clauses.sentence_range(sentence)];
        let came_in = said.contains("新收") || said.contains("提出");
        (self.clauses.goes_on(sentence) && !came_in && sums_up(claim, &rows)).then(|| here(&rows))
    }

    /// Whether an earlier figure is what there was to do, where a later one is what was done.
    pub(super) fn is_to_be_done(&self, earlier: usize, later: &Candidate) -> bool {
        let earlier = &self.done[earlier].claim;
        self.says_done(&later.range)
            && earlier.as_ref().is_some_and(|claim| {
                let words = self.shadow.folded(claim.words.clone());
                self.clauses.text()[words.clone()].contains("办理") && !self.says_done(&words)
            })
    }

    /// What a figure is that was taken for what was done, and is what there was to do: 办理15件（含上年结转1件）.
    pub(super) fn due_again(&self, k: usize) -> Option<Claim> {
        let claim = self.done[k]
            .claim
            .as_ref()
            .filter(|_| self.clauses.holds_more(k))?;
        let (row, column) = (
            self.linker.lexicon.row_of(claim)?,
            claim.cells.first()?.address.column,
        );
        let rows = self.with_last_years(row, column)?;
        let words = self.shadow.folded(claim.words.clone());
        let window = self.clauses.window(k);
        self.placed(
            k,
            &window,
            &rows,
            Relation::Sum,
            Certainty::Doubtful,
            &words,
        )
    }

    /// The rows that the form adds 上年结转 to, and it, if one of them or of what they make is `row`.
    pub(super) fn with_last_years(
        &self,
        row: (usize, usize),
        column: usize,
    ) -> Option<Vec<Target>> {
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

    /// 行政复议、行政诉讼中被纠错共7件: the rows of that name under each of two heads that are named together.
    fn of_both_heads(&self, best: &Candidate) -> Option<Vec<Target>> {
        let lexicon = &self.linker.lexicon;
        let head = lexicon.parent(best.row)?;
        let heads = |row: (usize, usize)| {
            let near = best.range.start.saturating_sub(LONGEST)..best.range.start;
            self.named_in(&near).iter().filter(move |found| {
                matches!(found.name, Name::Row(g, r, kind) if (g, r) == row && kind != Kind::Loose)
            })
        };
        let named = heads(head).rfind(|found| found.range.end <= best.range.start)?;
        let under_another = |found: &&Match| match found.name {
            Name::Row(g, r, _) if found.range == best.range && (g, r) != best.row => {
                lexicon.parent((g, r)).is_some_and(|other| {
                    heads(other).any(|other| self.clauses.joined(&other.range, &named.range))
                })
            }
            _ => false,
        };
        let Name::Row(g, r, _) = self.named_in(&best.range).iter().find(under_another)?.name else {
            return None;
        };
        Some(vec![((g, r), best.column), (best.row, best.column)])
    }

    /// 行政复议和行政诉讼被纠正44件: whether a name joined to the first of a chain is none of it.
    pub(super) fn leaves_out(&self, chain: &[Candidate]) -> bool {
        let Some(first) = chain.first() else {
            return false;
        };
        let around = first.range.start.saturating_sub(LONGEST)..first.range.end + LONGEST;
        // 行政复议、诉讼8件: after it too.
        let of_cases = ["复议", "诉讼"]
            .iter()
            .any(|case| self.clauses.text()[first.range.clone()].ends_with(case));
        self.named_in(&around).iter().any(|found| {
            let after = |row: (usize, usize)| {
                of_cases
                    && row.0 == first.row.0
                    && self.clauses.joined(&first.range, &found.range)
                    && chain.iter().all(|link| link.row != row)
                    && !self.linker.lexicon.is_under(row, first.row)
            };
            let before = |row| {
                self.linker.lexicon.siblings(row, first.row)
                    && self.clauses.joined(&found.range, &first.range)
            };
            matches!(found.name, Name::Row(g, r, _) if before((g, r)) || after((g, r)))
                && !found.gapped
        })
    }

    /// 撤回、驳回等9件, 非本机关、不存在等无法提供类5514件: names that are examples of what is counted.
    pub(super) fn gives_examples(&self, n: usize, chain: &[Candidate]) -> bool {
        let last = chain.iter().map(|link| link.range.end).max().unwrap_or(0);
        let place = self.clauses.place(n).start;
        let rest = self.clauses.text().get(last..place);
        rest.is_some_and(|rest| {
            rest == "等" && chain.len() > 1
                || rest.ends_with('类') && rest.contains('等') && !rest.contains(',')
        })
    }

    /// 公开832件（属于已主动公开529件、同意公开303件）, 予以公开870件，其中同意公开303件: whether a part of the figure is given
    /// the same row.
    pub(super) fn is_named_again(&self, n: usize, best: &Candidate) -> bool {
        let text = self.clauses.text();
        let sentence = self.clauses.of(n).range.end;
        let after = text.get(self.clauses.place(n).end..sentence);
        let after = after.unwrap_or_default();
        let bracket = after.starts_with('(');
        let near = after
            .char_indices()
            .nth(SHARE)
            .map_or(after.len(), |(at, _)| at);
        let opens = if bracket {
            Some(0)
        } else {
            after[..near].find(",其中")
        };
        let Some(opens) = opens else {
            return false;
        };
        let closes = if bracket { ')' } else { ';' };
        let from = self.clauses.place(n).end + opens;
        let parts = from..after
            .find(closes)
            .map_or(sentence, |at| self.clauses.place(n).end + at);
        let counted = |found: &Match| {
            let next = text[found.range.end..].trim_start_matches(['的', '有', '共', '类']);
            next.starts_with(|c: char| c.is_ascii_digit())
        };
        let named = |row: &dyn Fn((usize, usize)) -> bool| {
            self.named_in(&parts).iter().any(|found| {
                matches!(found.name, Name::Row(g, r, kind) if kind > Kind::Short && row((g, r)))
                    && counted(found)
            })
        };
        let default = self.linker.report.form.default_column(best.row.0);
        default == Some(best.column)
            && named(&|row| row == best.row)
            && named(&|row| self.linker.lexicon.siblings(row, best.row))
    }

    /// 办结, 答复: whether a name counts what was done.
    pub(super) fn says_done(&self, name: &Range<usize>) -> bool {
        let name = &self.clauses.text()[name.clone()];
        ["办结", "答复", "完毕"]
            .iter()
            .any(|done| name.contains(done))
    }
}

/// Whether a claim is the sum of rows.
fn sums_up(claim: &Claim, rows: &[Target]) -> bool {
    claim.cells.len() == rows.len() && holds(claim, rows)
}

/// Whether a claim has a cell of each of some rows.
fn holds(claim: &Claim, rows: &[Target]) -> bool {
    rows.iter().all(|(row, _)| {
        let mut cells = claim.cells.iter().map(|cell| cell.address);
        cells.any(|cell| (cell.grid, cell.row) == *row)
    })
}

/// How long a share between a total and its parts is at most, in characters: ，占63.6%，其中.
const SHARE: usize = 14;
