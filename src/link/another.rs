//! Names of rows that mean something else where they stand: a paper, a kind, a way, what was handled beside applications.

use std::ops::Range;

use super::Claim;
use super::candidate::Candidate;
use super::clause::Window;
use super::doubt::OF_ALL;
use super::lexicon::{Kind, Match, Name, is_of_several};
use super::reading::{COMMA, Reading, within};
use crate::figure::Class;
use crate::form::Layout;

impl Reading<'_, '_> {
    /// Whether the words around a name make it another thing than the row of a grid.
    pub(super) fn means_another(
        &self,
        n: usize,
        row: (usize, usize),
        kind: Kind,
        name: &Range<usize>,
        window: &Window,
    ) -> bool {
        let grid = row.0;
        let text = self.clauses.text();
        let (before, named) = (&text[..name.start], &text[name.clone()]);
        let said = self.said_before(n, name);
        // 其他投诉举报214件: of others. 5个工作日内答复的4件: of those that were so quick.
        let of_others = ["其他", "其它", "日内"]
            .iter()
            .any(|word| before.ends_with(word));
        // 不属于政府信息公开申请, 2022年结转的复议案件, 市政府转办的申请.
        let passed_on = [
            "不",
            "不予",
            "不属于",
            "不是",
            "结转的",
            "转办的",
            "交办的",
            "转来的",
        ]
        .iter()
        .any(|word| before.ends_with(word));
        // 予以公开的申请中，……: what others are taken from.
        let rest = text[name.end..]
            .trim_start_matches('的')
            .trim_start_matches("政府信息")
            .trim_start_matches("信息")
            .trim_start_matches("申请")
            .trim_start_matches("案件");
        let taken_from =
            name.end < window.left.end && (rest.starts_with("中,") || rest.starts_with("中有"));
        // 9件以信息公开申请形式进行的信访投诉举报: in the form of it.
        let in_form = before.ends_with('以')
            && named.ends_with("申请")
            && (rest.starts_with("形式") || rest.starts_with("方式"));
        // 规范性文件信息312条: of what such papers are about.
        let about = named.ends_with("文件") && text[name.end..].starts_with("信息");
        // 信访事项612件: received, but no application.
        let received = ["收", "受理"].iter().any(|word| named.contains(word))
            && self.clauses.turns_away(name.end..window.left.end);
        // 制发规范性文件36件，3件不予公开: of papers, not of applications.
        let of_papers = named.contains('不')
            && named.contains("公开")
            && said.contains("文件")
            && !said.contains("申请")
            && !said.contains("答复");
        // 收到建议提案426件，其中同意公开403件: of these.
        let of_these = (said.contains("其中") || named.contains("公开"))
            && !said.contains("申请")
            && !named.ends_with("申请")
            && self
                .clauses
                .turns_away(self.clauses.of(n).range.start..name.start)
            && self.claims_before(n).next().is_none();
        // 制发规范性文件25件，公开23件: goes on from what is of the same part, with nothing between.
        let goes_on = named.starts_with([',', '、'])
            && (self.clauses.gap(window, name) > 0
                || !self.goes_on_in_part(n, row) && !self.leads_a_list(n, row));
        // 答复后引发投诉的3件: what came after it was done.
        let afterwards = text[name.end..].starts_with('后')
            && ["答复", "办结", "公开"]
                .iter()
                .any(|done| named.ends_with(done));
        // 11件，全部为网络申请，答复11件: said of those before.
        let since = text.get(name.end..window.left.end).unwrap_or_default();
        let of_all = OF_ALL.ends(before) && since.contains(',')
            // 均已答复，其中自然人申请41件: of what came in.
            || since.contains(",其中") && self.says_all_are_done(name, window.left.end);
        // 以终止、驳回等方式结案: examples.
        let example = self.clauses.is_an_example(name);
        // 行政许可方面，核发施工许可证132件: what is spoken of, and a kind of it.
        let of_a_kind_of_it = self.clauses.is_a_kind_within(name, window);
        // 通过报刊、电视等公开政府信息57条: by ways that are none of the form's.
        let left = window.left.start.min(name.start)..name.start;
        let other_ways = before.ends_with('等')
            && text[left.clone()].contains("通过")
            && named.starts_with("公开")
            && !self
                .named_in(&left)
                .iter()
                .any(|found| found.name == Name::Unless(row.0, row.1));
        of_others
            || other_ways
            || afterwards
            || of_all
            || example
            || of_a_kind_of_it
            || passed_on
            || taken_from
            || in_form
            // 326件申请中，2017年答复309件: of two figures.
            || named.contains("中,")
            || about
            || goes_on
            || of_these
            || received
            || of_papers
            || self.is_handled_elsewhere(n, name)
            // 制发规范性文件203件，公开198件: of these, not of applications.
            || self.is_a_column_here(n, grid, name)
            || self.clauses.of_a_paper(window, name)
            // 通过网站、微博等渠道公开1486条: of all of them.
            || kind < Kind::Listed && self.of_several_ways(name, window.left.end)
            // 《舆情专报》52期: in the title of a paper; 《××市人民政府公报》64条 is what it is called.
            || self.clauses.in_a_title(name.start)
                && self.clauses.in_a_title(name.end)
                && !text[name.end..].starts_with('》')
            // 征地类信息公开申请129件: a kind of its own.
            || self.clauses.of_a_kind(name)
            // 行政诉讼7件，其中上年结转2件: of suits, not of applications.
            || self.is_of_a_suit(n, grid, name)
    }

    /// Whether a short word is no name where it stands.
    pub(super) fn is_no_short_name(
        &self,
        n: usize,
        row: (usize, usize),
        word: &Range<usize>,
        around: &[&Match],
        window: &Window,
    ) -> bool {
        let text = self.clauses.text();
        // “县长在线”访谈10期, 信访类5件: a thing of that name, a kind of things.
        let quoted = text[..word.start].ends_with(['”', '"', '》'])
            || text[word.end..].starts_with(['”', '"', '类'])
            || text[..word.start].ends_with('“');
        // 受理信访事项612件，其中来信103件: a way of something else.
        let way = self
            .clauses
            .turns_away(self.clauses.of(n).range.start..word.start)
            && !self.said_before(n, word).contains("申请")
            && self.claims_before(n).next().is_none();
        // A short word and its figure stand in one clause, but for a list of names: 涉及国家秘密、个人隐私各1件.
        let listed = around.iter().any(|other| {
            matches!(other.name, Name::Row(..)) && self.clauses.joined(word, &other.range)
        });
        let far = self.clauses.gap(window, word) >= COMMA && !listed;
        // 其余2件因年底收到，……: why it is so, not what it is.
        let reason = text[window.right.clone()].starts_with(['因', '于', '系', '在'])
            && word.start >= window.right.start
            && text[word.clone()].contains('收');
        let alone = self.took_part_elsewhere(n, row, word);
        let of_a_kind = around.iter().any(|other| {
            matches!(other.name, Name::Column(..))
                && self.is_of_a_kind_of_done(n, &other.range, word)
        });
        // “草原旗情”政务微信1139条: the name of an account.
        let account = ["政务微", "微信", "微博"]
            .iter()
            .any(|kind| text[word.start..].starts_with(kind));
        quoted && !account
            || self.would_be_a_part_of_its_part(n, row, word)
            || alone
            || way
            || of_a_kind
            || far
            || reason
            || self.narrowed(n, row, word)
            || self.is_left_over(n, word)
            || self.clauses.goes_on_as_another(word)
    }

    /// 制发规范性文件431件，其中主动公开388条: no row of which the one before is a part.
    fn would_be_a_part_of_its_part(
        &self,
        n: usize,
        row: (usize, usize),
        word: &Range<usize>,
    ) -> bool {
        let lexicon = &self.linker.lexicon;
        let before = self.claims_before(n).next();
        let before = before.and_then(|claim| lexicon.row_of(claim));
        before.is_some_and(|before| lexicon.is_under(before, row))
            && self.clauses.text()[..word.start].ends_with("其中")
    }

    /// 已办结90件，其中自然人申请79件: of what was done, by a kind of applicants.
    pub(super) fn is_of_a_kind_of_done(
        &self,
        n: usize,
        kind: &Range<usize>,
        word: &Range<usize>,
    ) -> bool {
        let done = || {
            let last = self.claims_before(n).next();
            last.is_some_and(|claim| self.says_done(&self.shadow.folded(claim.words.clone())))
        };
        kind.end == word.start
            && self.clauses.text()[word.clone()] == *"申请"
            && self.said_before(n, word).contains("其中")
            && done()
    }

    /// 均已答复，其中自然人申请41件: whether a word says what was done with all, a clause before.
    pub(super) fn says_all_are_done(&self, word: &Range<usize>, end: usize) -> bool {
        let since = self.clauses.text().get(word.end..end);
        since.is_some_and(|since| since.contains(','))
            && self.says_done(word)
            && self.clauses.is_of_all(word)
    }

    /// Whether the claim before it in its sentence is of the same part of the form.
    fn goes_on_in_part(&self, n: usize, row: (usize, usize)) -> bool {
        let lexicon = &self.linker.lexicon;
        let last = self.claims_before(n).next();
        last.and_then(|claim| lexicon.row_of(claim))
            .is_some_and(|before| {
                lexicon.part_of(before) == lexicon.part_of(row)
                    || before.0 == row.0 && self.is_a_matrix(row.0)
            })
    }

    /// The words of figure `n`'s sentence before a name.
    fn said_before(&self, n: usize, name: &Range<usize>) -> &str {
        let sentence = self.clauses.of(n).range.start;
        let said = self.clauses.text().get(sentence..name.start);
        said.unwrap_or_default()
    }

    /// 建议23件、提案31件，已全部办结并答复48件: what was handled is something else.
    fn is_handled_elsewhere(&self, n: usize, name: &Range<usize>) -> bool {
        let named = &self.clauses.text()[name.clone()];
        let handled = ["办结", "答复", "办理"]
            .iter()
            .any(|doing| named.contains(doing));
        handled
            && !named.contains("申请")
            && !self.clauses.turns_away(name.clone())
            && self
                .clauses
                .turns_away(self.clauses.of(n).range.start..name.start)
            && !self.said_before(n, name).contains("申请")
    }

    /// Whether a way is named with others that a figure sums up: 网站、微博等渠道.
    pub(super) fn of_several_ways(&self, way: &Range<usize>, end: usize) -> bool {
        let between = self.clauses.text().get(way.end..end);
        between.is_some_and(is_of_several)
    }

    /// Whether a word that names a row of applications goes on from a count of reviews or suits.
    fn is_of_a_suit(&self, n: usize, grid: usize, word: &Range<usize>) -> bool {
        let form = &self.linker.report.form;
        let layout = |grid: usize| form.grids[grid].layout;
        let Some(last) = self.claimed_before(n).next() else {
            return false;
        };
        let linked = &self.done[last];
        let cell = linked.claim.as_ref().and_then(|claim| claim.cells.first());
        let between = self.clauses.place(last).end..word.start;
        // 行政复议53件，已办结46件: of reviews.
        let done = self.says_done(word);
        layout(grid) == Layout::Matrix
            && linked.sentence == self.clauses.sentence(n)
            && cell.is_some_and(|cell| layout(cell.address.grid) == Layout::Wide)
            && !self.clauses.text()[word.clone()].contains("申请")
            && self.clauses.text().get(between).is_some_and(|between| {
                between.starts_with(",其中")
                    || between.starts_with("(其中")
                    || (done || self.clauses.text()[word.clone()].contains("结转"))
                        && between.starts_with([',', '、', '('])
                        && !between.contains("申请")
            })
    }

    /// 予以公开, 无法提供, 信息不存在: whether a name is of how applications were answered.
    pub(super) fn is_an_answer(&self, best: &Candidate) -> bool {
        let named = &self.clauses.text()[best.range.clone()];
        let says = |words: &[&str]| words.iter().any(|word| named.contains(word));
        self.linker.report.form.grids[best.row.0].layout != Layout::Wide
            && says(&["公开", "提供", "存在", "掌握", "处理"])
            && !says(&["申请", "收", "受理", "规范性文件", "信息公开", "政府信息"])
    }

    /// 复议案由中，不予公开8件; 复议纠正后重新答复2件，予以公开2件: whether an answer is told of reviews or suits alone.
    pub(super) fn is_of_a_dispute(&self, n: usize, best: &Candidate) -> bool {
        let said = self.said_before(n, &best.range);
        let (lexicon, row) = (&self.linker.lexicon, best.row);
        let alike = |claim: &Claim| {
            lexicon.row_of(claim).is_some_and(|before| {
                before.0 == row.0
                    && (self.is_a_matrix(row.0) || lexicon.part_of(before) == lexicon.part_of(row))
            })
        };
        self.is_an_answer(best)
            && (said.contains("复议") || said.contains("诉讼"))
            && !self.claims_before(n).any(alike)
    }

    /// 通过网络收到71件: whether a short word says what was done, not the way of doing it.
    pub(super) fn is_a_doing(&self, word: &Range<usize>) -> bool {
        let word = &self.clauses.text()[word.clone()];
        !self.topic.known
            || ["收", "受理", "申请", "办", "答复", "公开", "发布"]
                .iter()
                .any(|doing| word.contains(doing))
    }

    /// 环评91件、执法33件、其他32件: whether a word is what is left of a list of other things.
    pub(super) fn is_left_over(&self, n: usize, word: &Range<usize>) -> bool {
        let count = |k: &usize| self.done[*k].figure.class == Class::Count;
        let sentence = self.clauses.sentence(n);
        // 涉及征收的198件，占57.7%；……；其他19件: the list may be of several sentences.
        let listed = |k: &usize| {
            self.clauses.lists(*k, n)
                || self.clauses.is_listed(sentence) && self.done[*k].sentence + 1 == sentence
        };
        let before = (0..n).rev().find(count).filter(listed);
        self.clauses.text()[word.clone()].starts_with("其他")
            && before.is_some_and(|before| self.done[before].claim.is_none())
    }

    /// 不予处理5件，其他2件: whether what was claimed last is a whole row beside or above this one.
    pub(super) fn is_in_a_list_of_rows(&self, n: usize, row: (usize, usize)) -> bool {
        let lexicon = &self.linker.lexicon;
        let total = self.linker.report.form.default_column(row.0);
        let last = self.context(n).map(|(claim, _)| claim);
        last.is_some_and(|claim| {
            let whole = claim
                .cells
                .iter()
                .all(|cell| Some(cell.address.column) == total);
            let before = lexicon.row_of(claim);
            // 不予公开117件，其中执法案卷70件、其他25件: what is left of the group.
            let group = before.and_then(|before| lexicon.parent(before));
            let of_the_group = group.is_some_and(|group| {
                let mut said = self
                    .claims_before(n)
                    .filter_map(|claim| lexicon.row_of(claim));
                !lexicon.is_under(row, group) && row != group && said.any(|said| said == group)
            });
            whole
                && !of_the_group
                && before.is_some_and(|before| before.0 == row.0 && !lexicon.is_under(row, before))
        })
    }

    /// 《公报》4期，公开信息64条: whether a more special row of the same part was named since the figure that was linked last.
    fn narrowed(&self, n: usize, row: (usize, usize), found: &Range<usize>) -> bool {
        let sentence = self.clauses.sentence_range(self.clauses.sentence(n)).start;
        // 1件重复申请不予处理，全年办结14件: the words after the figure before are its own.
        let since = self.claimed_before(n).next().map_or(0, |k| {
            let end = self.named_after(k);
            end.unwrap_or_else(|| self.clauses.place(k).end)
        });
        let lead = self.clauses.lead();
        // 上年无结转，办结30件: no row that anything is of.
        let text = self.clauses.text();
        let denied = |other: &Match| {
            let comma = text.get(other.range.end..found.start).unwrap_or_default();
            let comma = comma.find(',').map(|at| other.range.end + at);
            comma.is_some_and(|end| self.clauses.denies_at(end))
        };
        let narrows = |other: &&Match| {
            other.name == Name::Unless(row.0, row.1)
                && other.range.end <= found.start
                && self.names_a_row(&other.range)
                && !denied(other)
        };
        let here = self.named_in(&(since.max(sentence)..found.start));
        let above = self.named_in(&(0..lead)).iter();
        let above = above.filter(|other| other.range.end <= lead);
        here.iter().chain(above).any(|other| narrows(&other))
    }

    /// Whether a range lies within a plain name of a row.
    fn names_a_row(&self, range: &Range<usize>) -> bool {
        let row =
            |found: &Match| matches!(found.name, Name::Row(_, _, kind) if kind != Kind::Loose);
        self.named_around(range)
            .iter()
            .any(|found| row(found) && within(range, &found.range))
    }

    /// 政务微博、微信: whether a short word stands beside the plain name of a sibling.
    pub(super) fn is_joined_to_a_sibling(
        &self,
        row: (usize, usize),
        word: &Range<usize>,
        around: &[&Match],
    ) -> bool {
        around.iter().any(|other| {
            matches!(other.name, Name::Row(g, r, kind)
                if kind > Kind::Loose && self.linker.lexicon.siblings((g, r), row))
                && self.clauses.joined(&other.range, word)
        })
    }

    /// 复议0件、诉讼0件; 微博5127条、微信3515条: whether a short word and that of a sibling stand alone before two figures of a list.
    pub(super) fn is_paired(
        &self,
        n: usize,
        row: (usize, usize),
        word: &Range<usize>,
        window: &Window,
    ) -> bool {
        let text = self.clauses.text();
        let bare = |left: &Range<usize>| {
            let left = &text[left.clone()];
            left.rsplit([',', '、', ':', '(', '和'])
                .next()
                .unwrap_or_default()
                .trim_start_matches("其中")
                .trim_start_matches("政务")
                .to_owned()
        };
        let sibling = |k: usize| {
            let left = self.clauses.window(k).left;
            let said = bare(&left);
            self.named_in(&left).iter().any(|found| {
                matches!(found.name, Name::Row(g, r, Kind::Short)
                    if self.linker.lexicon.siblings((g, r), row))
                    && text[found.range.clone()] == said
                    && found.range.end == left.end
            })
        };
        let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten();
        let mut beside = beside.filter(|k| {
            *k < self.clauses.figures.len() && self.clauses.lists((*k).min(n), (*k).max(n))
        });
        word.end == window.left.end
            && bare(&window.left) == text[word.clone()]
            && beside.any(sibling)
            && !self
                .clauses
                .turns_away(self.clauses.of(n).range.start..word.start)
    }

    /// 复议2件，其中1件维持; 公开27件，部分公开4件: whether the next figure is named as a result of it, or as a sibling.
    pub(super) fn leads_a_list(&self, n: usize, row: (usize, usize)) -> bool {
        let next = n + 1;
        if next >= self.clauses.figures.len() {
            return false;
        }
        let wide = self.linker.report.form.grids[row.0].layout == Layout::Wide;
        let window = self.clauses.window(next);
        let between = self.clauses.place(n).end..self.clauses.place(next).start;
        let between = self.clauses.text().get(between);
        let named = |found: &&Match| match found.name {
            Name::Row(g, r, kind) => {
                // 工作人员9名(专职3名、兼职6名).
                let lexicon = &self.linker.lexicon;
                kind > Kind::Loose
                    && (lexicon.siblings((g, r), row) || lexicon.is_under((g, r), row))
            }
            Name::Column(g, _) => wide && g == row.0,
            _ => false,
        };
        between.is_some_and(|between| between.starts_with([',', '、', '(']))
            && self.around(&window).iter().any(named)
    }

    /// Whether a figure before it in the sentence is of the same part of the form, or of the same matrix.
    pub(super) fn kin(&self, n: usize, row: (usize, usize), word: &Range<usize>) -> bool {
        let lexicon = &self.linker.lexicon;
        let several = self.linker.report.form.grids[row.0].columns.len() > 1;
        let alike = |claim: &Claim| {
            claim.cells.first().is_some_and(|cell| {
                let before = (cell.address.grid, cell.address.row);
                before.0 == row.0 && (several || lexicon.part_of(before) == lexicon.part_of(row))
            })
        };
        if self.claims_before(n).any(alike) {
            return true;
        }
        // 收到申请12件。……办结11件: what the paragraph spoke of last, if nothing else came between.
        let last = self.claimed_before(n).next();
        last.is_some_and(|k| {
            let between = self.clauses.place(k).end..word.start.min(self.clauses.place(n).start);
            self.done[k].claim.as_ref().is_some_and(alike) && !self.clauses.turns_away(between)
        })
    }
}
