//! Figures that take the name of another: 2014年26件、2015年41件, 新增查阅点1处，累计9处, 占全市总量1342件的8.8%.

use std::ops::Range;
use std::sync::LazyLock;

use super::candidate::Candidate;
use super::clause::{CONNECTIVES, Window};
use super::lexicon::{Kind, Match, Name};
use super::reading::{Reading, within};
use super::{Certainty, Claim};
use crate::figure::{Class, Figure};
use crate::form::Layout;
use crate::report::Relation;
use crate::words::Words;

impl Reading<'_, '_> {
    /// A claim by the name of an earlier figure, where the words before figure `n` have none of their own.
    pub(super) fn by_an_earlier_name(
        &self,
        n: usize,
        figure: &Figure,
        window: &Window,
    ) -> Option<Claim> {
        if figure.class != Class::Count {
            return None;
        }
        self.carried_in(n, window)
            .or_else(|| self.of_disclosure(n, figure))
            .or_else(|| self.of_a_series(n, figure))
            .or_else(|| self.by_years(n, figure))
            .or_else(|| self.stock(n, figure, window))
            .or_else(|| self.of_the_whole_year(n, figure, window))
    }

    /// 一是政府网站。发布政府信息6128条; 政务微信公众号214个，公开信息12084条: the row that a sentence without figures, or the
    /// clause of another count, names as what is spoken of.
    pub(super) fn by_its_heading(
        &self,
        n: usize,
        figure: &Figure,
        window: &Window,
        best: &Candidate,
    ) -> Option<Claim> {
        let list = self.linker.report.form.grids[best.row.0].layout == Layout::List;
        if !list || self.clauses.says_respectively(window) {
            return None;
        }
        // 微信公众号23个，通过政务微博公开1042条: its own clause names its channel.
        let own = &self.clauses.text()[window.left.clone()];
        if ["网站", "微博", "微信", "公报"]
            .iter()
            .any(|way| own.contains(way))
        {
            return None;
        }
        let mut counts = self.counts_before(n).peekable();
        let spoken_of: Vec<Range<usize>> = match counts.peek() {
            Some(_) => counts
                .take(2)
                .filter_map(|k| self.clause_of_a_count(n, k))
                .collect(),
            None => self.heading_before(n).into_iter().collect(),
        };
        let special = |found: &Match| {
            let mut around = self.named_around(&found.range).iter();
            around.any(|other| {
                other.name == Name::Unless(best.row.0, best.row.1)
                    && within(&other.range, &found.range)
            })
        };
        let row_in = |named: &Range<usize>| {
            let mut found = self.named_in(named).iter();
            found.find_map(|found| match found.name {
                Name::Row(g, r, kind) if kind != Kind::Loose && within(&found.range, named) => {
                    let other = g == best.row.0 && r != best.row.1 && special(found);
                    other.then(|| ((g, r), found.range.clone()))
                }
                _ => None,
            })
        };
        let (row, name) = spoken_of.iter().find_map(row_in)?;
        let column = self.linker.report.form.default_column(row.0)?;
        self.unit_fit(row, column, figure)
            .filter(|unit| *unit > 0)?;
        let (equal, doubtful) = (Relation::Equal, Certainty::Doubtful);
        self.placed(n, window, &[(row, column)], equal, doubtful, &name)
    }

    /// 一是政府网站。: the name that a sentence without figures, no longer than a heading, ends with.
    fn heading_before(&self, n: usize) -> Option<Range<usize>> {
        let before = self.clauses.sentence(n).checked_sub(1)?;
        let range = self.clauses.sentence_range(before);
        let heading = range.len() <= HEADING && self.clauses.first_figure(before).is_none();
        let said = self.clauses.text()[range.clone()].trim_end_matches(['。', ':']);
        let said = ["情况", "方面", "公开"]
            .iter()
            .fold(said, |said, tail| said.strip_suffix(tail).unwrap_or(said));
        let end = range.start + said.len();
        let ends = |found: &&Match| found.range.end == end;
        let name = self
            .named_in(&range)
            .iter()
            .find(ends)
            .filter(|_| heading)?;
        Some(name.range.clone())
    }

    /// 政务微信公众号214个，: the clause of a count that is of nothing on the form, right before a figure of another unit.
    fn clause_of_a_count(&self, n: usize, k: usize) -> Option<Range<usize>> {
        let (before, here) = (&self.done[k], &self.clauses.figures[n]);
        let place = self.clauses.place(k);
        let between = self.clauses.text().get(place.end..here.range.start)?;
        // 公报编印6期，每期发行1000份，公开政府信息120条: past one more.
        let alone = before.claim.is_none()
            && between.matches(',').count() == n - k
            && (k + 1..n).all(|other| self.done[other].claim.is_none());
        let other =
            !self.clauses.text()[here.range.clone()].ends_with(before.figure.unit.as_deref()?);
        (alone && other).then(|| self.clauses.window(k).left)
    }

    /// 新收46件，结转3件，共49件: what was left over from the year before, between what came in and what there was to do.
    fn carried_in(&self, n: usize, window: &Window) -> Option<Claim> {
        let text = self.clauses.text();
        let left = text[window.left.clone()].trim_start_matches([',', ';', '、', '(']);
        let left = left
            .strip_prefix("加上")
            .unwrap_or(left)
            .trim_end_matches('的');
        let next = text[self.clauses.place(n).end..].trim_start_matches([',', '、', ')', '的']);
        let goes_on = [
            "共",
            "合计",
            "总计",
            "办结",
            "已办结",
            "累计",
            "应办",
            "全年",
            "均",
            "全部",
        ]
        .iter()
        .any(|word| next.starts_with(word));
        if left != "结转" || !goes_on {
            return None;
        }
        let last = self.linker.lexicon.last_years()?;
        let column = self.linker.report.form.default_column(last.0)?;
        let rows = self.with_last_years(last, column)?;
        let before = &self.done[self.claimed_before(n).next()?];
        let near = before.sentence + 1 >= self.clauses.sentence(n);
        let before = before.claim.as_ref().filter(|_| near)?;
        let came_in = self.linker.lexicon.row_of(before)?;
        let is_it = rows
            .iter()
            .any(|(row, _)| *row == came_in && came_in != last);
        let (equal, doubtful) = (Relation::Equal, Certainty::Doubtful);
        is_it
            .then(|| self.placed(n, window, &[(last, column)], equal, doubtful, &window.left))
            .flatten()
    }

    /// 收到举报投诉1126件，其中涉及政府信息公开的1件: of all that was counted, what the form asks for.
    fn of_disclosure(&self, n: usize, figure: &Figure) -> Option<Claim> {
        let all = self.told_of_all_business(n)?;
        self.named_like(n, figure, all)
    }

    /// The first count of its sentence, where figure `n` says how many of them are of disclosure.
    pub(super) fn told_of_all_business(&self, n: usize) -> Option<usize> {
        let left = &self.clauses.text()[self.clauses.window(n).left];
        let among = match left.rsplit_once("其中") {
            Some((_, among)) => among,
            None => left
                .strip_prefix(',')
                .filter(|among| among.starts_with("涉及"))?,
        };
        let among = among.trim_start_matches(['涉', '及', '属', '于', ',', '因']);
        let rest = ["政府信息公开", "政务公开", "信息公开"]
            .iter()
            .find_map(|word| among.strip_prefix(word))?;
        let suits = [
            "申请行政复议",
            "引发",
            "引起",
            "提起",
            "行政复议",
            "行政诉讼",
            "被申请",
        ];
        let of_it = suits.iter().any(|suit| rest.starts_with(suit))
            || matches!(
                rest,
                "" | "类" | "的" | "类的" | "方面" | "方面的" | "类案件" | "案件"
            );
        self.counts_before(n).last().filter(|_| of_it)
    }

    /// 占全市总量1342件的8.8%: what a share is of, of the row that its part names where it has no name of its own.
    pub(super) fn base(&self, n: usize, figure: &Figure, window: &Window) -> Option<Claim> {
        let left = &self.clauses.text()[window.left.clone()];
        let whole = self.says_the_whole(window) || left.contains("全年") || left.contains('总');
        if !self.is_a_base(n, window) || !whole {
            return None;
        }
        let candidates = self.candidates(n, figure, window, self.head(n));
        if let Some(best) = candidates.first() {
            let targets = [(best.row, best.column)];
            let (equal, doubtful) = (Relation::Equal, Certainty::Doubtful);
            return self.placed(n, window, &targets, equal, doubtful, &best.range);
        }
        let part = self.counts_before(n).next()?;
        let unknown = self.done[part].claim.is_none() && self.says_the_whole(window);
        let done = |claim: &Claim| {
            let words = self.shadow.folded(claim.words.clone());
            self.clauses.text()[words].contains('办')
        };
        let claim = self.named_like(n, figure, part).filter(|_| unknown)?;
        (!done(&claim)).then_some(claim)
    }

    /// Whether a figure is what a share is taken of.
    fn is_a_base(&self, n: usize, window: &Window) -> bool {
        let text = self.clauses.text();
        let clause = text[window.left.clone()].rsplit([',', ';']).next();
        let after = text[self.clauses.place(n).end..].trim_start_matches(')');
        let share = self.clauses.figures.get(n + 1);
        clause.is_some_and(|clause| clause.contains('占'))
            && after.starts_with('的')
            && share.is_some_and(|share| share.class == Class::Percent)
    }

    /// 由2021年的513件、2022年的598件增至2023年的671件: the last of a row of years.
    fn of_a_series(&self, n: usize, figure: &Figure) -> Option<Claim> {
        let mut first = self.earlier_of_a_series(n)?;
        while let Some(earlier) = self.earlier_of_a_series(first) {
            first = earlier;
        }
        self.named_like(n, figure, first)
    }

    /// The figure of other years that `n` follows with nothing between but a year and how it grew.
    fn earlier_of_a_series(&self, n: usize) -> Option<usize> {
        let earlier = self.counts_before(n).next()?;
        let done = &self.done[earlier];
        let other = done.other_year
            || self.clauses.is_what_it_was(earlier)
            || self.clauses.spans_years(&self.clauses.window(earlier));
        if !other {
            return None;
        }
        let between = self.clauses.place(earlier).end..self.clauses.place(n).start;
        let between = self.clauses.text().get(between)?;
        let plain = |c: char| c.is_ascii_digit() || "年度、,和及到的在()".contains(c);
        // 累计公开1836万条，其中2014年主动公开312.6万条: the same of one year.
        let verbs = ["主动公开", "公开", "受理", "收到"];
        let said = verbs.iter().find_map(|verb| between.strip_suffix(verb));
        let said = said.filter(|said| said.contains("其中")).unwrap_or(between);
        IN_A_SERIES
            .without(said)
            .chars()
            .all(plain)
            .then_some(earlier)
    }

    /// 2021年、2022年分别收到申请58件、91件: the figure at the place of the report's year.
    fn by_years(&self, n: usize, figure: &Figure) -> Option<Claim> {
        let year = self.linker.year.or(self.clauses.latest_year)?;
        let after = (0..n)
            .rev()
            .take_while(|before| self.follows_bare(before + 1))
            .count();
        let first = n - after;
        let sentence = self.clauses.of(n).range.start;
        let dates: Vec<_> = self
            .clauses
            .dates_within(&(sentence..self.clauses.place(first).start))
            .collect();
        let last = dates.last()?;
        let listed = dates.windows(2).all(|pair| {
            let between = self
                .clauses
                .text()
                .get(pair[0].range.end..pair[1].range.start);
            between.is_some_and(|between| matches!(between, "、" | "和" | "," | "与"))
        });
        let respectively = self.clauses.text()[last.range.end..].starts_with("分别")
            || self.clauses.says_respectively(&self.clauses.window(first));
        let here = dates.get(after)?;
        let meant = self.clauses.year(here) == Some(year);
        (dates.len() > 1 && listed && respectively && meant)
            .then(|| {
                let name = last.range.end..self.clauses.place(first).start;
                let left = self.clauses.window(first).left;
                let window = Window {
                    left: left.start.max(name.start)..left.end,
                    right: left.end..left.end,
                };
                self.named_within(n, figure, first, &window)
            })
            .flatten()
    }

    /// 上半年收到201件，下半年收到212件，全年413件: the whole of two halves.
    fn of_the_whole_year(&self, n: usize, figure: &Figure, window: &Window) -> Option<Claim> {
        let left = &self.clauses.text()[window.left.clone()];
        let bare = left.trim_start_matches([',', ';', '、']);
        let whole = ["全年", "全年共", "全年合计", "全年共计", "全年累计"].contains(&bare);
        let half = self.counts_before(n).next().filter(|_| whole)?;
        let place = self.clauses.place(half).start;
        let of_a_half = self.clauses.of(half).is_of_a_part_of_the_year(place);
        let same = self.done[half].figure.unit == figure.unit;
        (of_a_half && same)
            .then(|| self.named_like(n, figure, half))
            .flatten()
    }

    /// 新增查阅点1处，累计9处: the stock that was added to.
    fn stock(&self, n: usize, figure: &Figure, window: &Window) -> Option<Claim> {
        let added = self
            .counts_before(n)
            .next()
            .filter(|_| self.clauses.totals(window))?;
        let left = self.clauses.window(added);
        let name = self
            .candidates(added, figure, &left, self.head(added))
            .first()?
            .range
            .clone();
        let same = self.done[added].figure.unit == figure.unit;
        (same && self.clauses.is_of_a_change(&left, &name))
            .then(|| self.named_like(n, figure, added))
            .flatten()
    }

    /// What a figure is by the name of an earlier one.
    fn named_like(&self, n: usize, figure: &Figure, earlier: usize) -> Option<Claim> {
        let window = self.before_its_year(earlier);
        self.named_within(n, figure, earlier, &window)
    }

    fn named_within(
        &self,
        n: usize,
        figure: &Figure,
        earlier: usize,
        window: &Window,
    ) -> Option<Claim> {
        let candidates = self.candidates(earlier, figure, window, self.head(earlier));
        let best = candidates.first().filter(|best| best.kind != Kind::Loose)?;
        let chain = self.chain(&candidates, best);
        let targets: Vec<_> = chain.iter().map(|link| (link.row, link.column)).collect();
        let relation = match chain.len() {
            1 => Relation::Equal,
            _ => Relation::Sum,
        };
        let here = self.clauses.window(n);
        self.placed(
            n,
            &here,
            &targets,
            relation,
            Certainty::Doubtful,
            &best.range,
        )
    }

    /// 申请量由2021年的513件: the words before the year that an earlier figure is of.
    fn before_its_year(&self, earlier: usize) -> Window {
        let window = self.clauses.window(earlier);
        let text = self.clauses.text();
        let bare = CONNECTIVES.without(&text[window.left.clone()]).is_empty();
        let date = self.clauses.dates_before(earlier).next();
        let date = date.filter(|date| bare && date.range.end == window.left.start);
        let Some(date) = date else {
            return window;
        };
        let start = self.clauses.clause_start(earlier).min(date.range.start);
        let said = text[start..date.range.start].trim_end_matches(['由', '从', '则', ',', '、']);
        let end = start + said.len();
        Window {
            left: start..end,
            right: end..end,
        }
    }
}

/// No longer than a heading within a paragraph, in bytes: 一是政府网站公开情况。
const HEADING: usize = 45;

/// What leads from an earlier value to a later one.
pub(crate) static GROWN_TO: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "增至 增加到 增加至 增加为 增长到 增长至 上升到 上升至 升至 提高到 提高至 提升到 提升至 减少到 减少至 减少为 \
         下降到 下降至 降至 降到 减至 扩大到 扩大至 调整为",
    )
});

/// Words between the figures of a row of years.
static IN_A_SERIES: LazyLock<Words> = LazyLock::new(|| {
    let year = Words::new("本年 今年 当年 全年");
    Words::joined(&[&GROWN_TO, &CONNECTIVES, &year])
});
