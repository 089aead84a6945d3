//! Sentences, clauses and the words around a figure.

use std::ops::Range;
use std::sync::LazyLock;

use super::heading;
use super::sentence::{Sentence, begins_with_a_class, classifies_papers, tells_of_other_suits};
use super::shadow::Shadow;
use super::year::is_a_term;
use crate::figure::{Class, Figure};
use crate::words::Words;

/// Ends of sentences in the shadow.
const STOPS: [char; 4] = ['。', ';', '!', '?'];

/// A passage cut into sentences, with the places of its figures in the shadow.
pub(super) struct Clauses {
    pub(super) text: String,
    pub(super) figures: Vec<Place>,
    sentences: Vec<Sentence>,
    /// Those of the figures that are dates or periods.
    dates: Vec<usize>,
    pub(super) latest_year: Option<i32>,
    /// The end of a heading that the passage begins with, its number typed; 0 without one.
    lead: usize,
}

pub(super) struct Place {
    pub(super) range: Range<usize>,
    pub(super) class: Class,
    /// The figure cuts the words before it from those after it.
    cuts: bool,
}

/// 27人.二、: a half-width full stop of Chinese prose.
fn is_full_stop(text: &str, at: usize) -> bool {
    let chinese = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    text[at..].starts_with('.')
        && text[..at]
            .chars()
            .next_back()
            .is_some_and(|c| chinese(c) || c == ')')
        && text[at + 1..].chars().next().is_some_and(chinese)
}

/// The words around one figure, as ranges of the shadow.
#[derive(Clone, Debug)]
pub(super) struct Window {
    /// From the figure before, or the start of the sentence.
    pub(super) left: Range<usize>,
    /// To the next mark or figure.
    pub(super) right: Range<usize>,
}

impl Window {
    /// The window without the words before `from`, which belong to the figure before.
    pub(super) fn from(mut self, from: usize) -> Self {
        self.left.start = self.left.start.max(from).min(self.left.end);
        self
    }
}

impl Clauses {
    pub(super) fn new(shadow: &Shadow, figures: &[Figure]) -> Self {
        let text = shadow.text().to_owned();
        let place = |figure: &Figure| Place {
            range: shadow.folded(figure.range.clone()),
            class: figure.class,
            cuts: figure.class.stands_for_cell()
                || matches!(figure.class, Class::Date | Class::Period | Class::Other)
                    && !is_a_term(shadow.text(), &shadow.folded(figure.range.clone())),
        };
        let ends = text
            .char_indices()
            .filter(|(at, c)| STOPS.contains(c) || is_full_stop(&text, *at))
            .map(|(at, c)| at + c.len_utf8());
        let mut starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
        starts.push(text.len());
        let ranges = starts.windows(2).map(|ends| ends[0]..ends[1]);
        let places: Vec<Place> = figures.iter().map(place).collect();
        // What a sentence without a count says is not asked.
        let counts = |range: &Range<usize>| {
            let from = places.partition_point(|place| place.range.start < range.start);
            let here = places[from..]
                .iter()
                .take_while(|place| place.range.start < range.end);
            here.into_iter().any(|place| place.class.stands_for_cell())
        };
        let sentence = |range: Range<usize>| {
            if counts(&range) {
                Sentence::new(&text, range)
            } else {
                Sentence::plain(range)
            }
        };
        let mut sentences: Vec<Sentence> = ranges.map(sentence).collect();
        let (mut before, mut papers, mut discloses, mut others) = ("", false, false, false);
        for sentence in &mut sentences {
            let words = &text[sentence.range.clone()];
            papers = begins_with_a_class(words) && (papers || classifies_papers(before));
            sentence.set_apart |= papers;
            // 此外，受理行政复议26件；行政诉讼31件: of all that the office does.
            others = tells_of_other_suits(words) || others && !words.contains("公开");
            sentence.set_apart |= others;
            others &= words.ends_with(';');
            // 因政府信息公开被申请复议5件；被提起行政诉讼4件.
            sentence.discloses |= discloses;
            discloses = sentence.discloses && words.ends_with(';');
            before = words;
        }
        let is_date = |n: &usize| matches!(figures[*n].class, Class::Date | Class::Period);
        let mut clauses = Self {
            figures: places,
            sentences,
            dates: (0..figures.len()).filter(is_date).collect(),
            latest_year: None,
            lead: heading::lead_end(&text),
            text,
        };
        // 其余17件于2018年1月答复: after the year was over.
        let afterwards = |date: &&Place| {
            let after = clauses.text[date.range.end..].trim_start_matches(['内', '底', '前', '初']);
            clauses.text[..date.range.start].ends_with('于')
                && ["答复", "办结", "办理"]
                    .iter()
                    .any(|done| after.starts_with(done))
        };
        let dates = clauses
            .figures
            .iter()
            .filter(|date| date.class == Class::Date && !is_a_term(&clauses.text, &date.range))
            .filter(|date| !afterwards(date));
        clauses.latest_year = dates.filter_map(|date| clauses.year(date)).max();
        clauses
    }

    /// The end of a heading that the passage begins with; 0 without one.
    pub(super) fn lead(&self) -> usize {
        self.lead
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where figure `n` stands in the shadow.
    pub(super) fn place(&self, n: usize) -> Range<usize> {
        self.figures[n].range.clone()
    }

    /// The sentence of figure `n`, from 0.
    pub(super) fn sentence(&self, n: usize) -> usize {
        self.sentence_at(self.figures[n].range.start)
    }

    pub(super) fn sentence_at(&self, offset: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.range.start <= offset)
            - 1
    }

    /// The range of sentence `n` in the shadow.
    pub(super) fn sentence_range(&self, n: usize) -> Range<usize> {
        self.sentences[n].range.clone()
    }

    /// Sentence `n`.
    pub(super) fn sentence_of(&self, n: usize) -> &Sentence {
        &self.sentences[n]
    }

    /// The sentence that figure `n` stands in.
    pub(super) fn of(&self, n: usize) -> &Sentence {
        &self.sentences[self.sentence(n)]
    }

    /// The sentence of the words before an offset.
    pub(super) fn sentence_before(&self, offset: usize) -> &Sentence {
        &self.sentences[self.sentence_at(offset.saturating_sub(1))]
    }

    /// The dates and periods before figure `n`, the nearest first.
    pub(super) fn dates_before(&self, n: usize) -> impl Iterator<Item = &Place> {
        let before = self.dates.partition_point(|date| *date < n);
        self.dates[..before]
            .iter()
            .rev()
            .map(|date| &self.figures[*date])
    }

    /// The dates and periods that begin in a range, in order.
    pub(super) fn dates_within(
        &self,
        range: &Range<usize>,
    ) -> impl DoubleEndedIterator<Item = &Place> {
        let before = |end: usize| {
            let begins = |date: &usize| self.figures[*date].range.start < end;
            self.dates.partition_point(begins)
        };
        let (from, to) = (before(range.start), before(range.end));
        self.dates[from..to.max(from)]
            .iter()
            .map(|date| &self.figures[*date])
    }

    /// The start of the first figure of a sentence that could stand for a cell.
    pub(super) fn first_figure(&self, sentence: usize) -> Option<usize> {
        let range = self.sentence_range(sentence);
        let from = self
            .figures
            .partition_point(|figure| figure.range.start < range.start);
        let inside = self.figures[from..]
            .iter()
            .take_while(|figure| figure.range.start < range.end);
        inside
            .filter(|figure| figure.class.stands_for_cell())
            .map(|figure| figure.range.start)
            .next()
    }

    /// How many sentences there are.
    pub(super) fn sentences(&self) -> usize {
        self.sentences.len()
    }

    pub(super) fn window(&self, n: usize) -> Window {
        let figure = &self.figures[n].range;
        let sentence = self.sentence_range(self.sentence(n));
        let before = self.figures[..n]
            .iter()
            .rev()
            .find(|before| before.cuts && before.range.end <= figure.start);
        let mut start = before.map_or(sentence.start, |before| {
            before.range.end.max(sentence.start)
        });
        // 网络申请占61.3%(412件): the share and its number have one name.
        if let Some(share) = n.checked_sub(1).map(|k| &self.figures[k])
            && share.class == Class::Percent
            && self.text.get(share.range.end..figure.start) == Some("(")
        {
            let left = self.window(n - 1).left;
            return Window {
                left,
                right: figure.end..figure.end,
            };
        }
        // A bracket right after the figure before belongs to that figure.
        if self.text[start..figure.start].starts_with('(')
            && let Some(close) = self.text[start..figure.start].find(')')
        {
            start += close + 1;
        }
        // 无上年结转申请,新收6件: what is denied has its own figure, 0.
        if let Some(comma) = self.text[start..figure.start].rfind(',')
            && self.denies_at(start + comma)
        {
            start += comma + 1;
        }
        let next = self.figures[n + 1..]
            .iter()
            .find(|next| next.cuts)
            .map_or(sentence.end, |next| next.range.start);
        let limit = next.min(sentence.end).max(figure.end);
        let after = &self.text[figure.end..limit];
        // 其余16件为不予公开、不予处理及其他处理: the names go on.
        let listed = after.starts_with(['为', '是']) || after.starts_with("属于");
        let mark = after.find(|c: char| ",;。:()!?".contains(c) || c == '、' && !listed);
        let end = mark.map_or(limit, |mark| figure.end + mark);
        Window {
            left: start..figure.start,
            right: figure.end..end,
        }
    }

    /// 无上年结转申请, 上年度无结转: whether the clause that ends there denies something.
    pub(super) fn denies_at(&self, end: usize) -> bool {
        let clause = self.text[..end].rsplit([',', '。', ';', ':']).next();
        clause.is_some_and(|clause| {
            ["无", "没有", "未"].iter().any(|no| clause.starts_with(no))
                || ["无结转", "没有结转", "未结转", "无结余"]
                    .iter()
                    .any(|no| clause.ends_with(no))
        })
    }

    /// The characters between a word of the window and the figure, connectives apart; a comma weighs as much as six.
    pub(super) fn gap(&self, window: &Window, word: &Range<usize>) -> usize {
        let between = if word.end <= window.left.end {
            &self.text[word.end..window.left.end]
        } else if word.start >= window.right.start {
            &self.text[window.right.start..word.start]
        } else {
            ""
        };
        CONNECTIVES
            .without(between)
            .chars()
            .map(|c| if c == ',' { 6 } else { 1 })
            .sum()
    }

    /// 通过网上平台、电子邮箱、信函共收到申请: whether the ways before a name are added up.
    pub(super) fn sums_up(&self, way: &Range<usize>, name: &Range<usize>) -> bool {
        let between = self.text.get(way.end..name.start).unwrap_or_default();
        ["共", "累计", "总计", "合计"]
            .iter()
            .any(|word| between.contains(word))
    }

    /// Whether a figure that could stand for a cell lies in a range, accounts and readers apart: 微博132个, 粉丝38.7万.
    pub(super) fn counts_within(&self, range: &Range<usize>) -> bool {
        let from = self
            .figures
            .partition_point(|figure| figure.range.start < range.start);
        self.figures[from..]
            .iter()
            .take_while(|figure| figure.range.start < range.end)
            .any(|figure| {
                let words = &self.text[figure.range.clone()];
                let apart = ["个", "家", "人", "万", "户", "期"];
                figure.class.stands_for_cell() && !apart.iter().any(|unit| words.ends_with(unit))
            })
    }

    /// Whether figure `n` follows `before` as the next member of a list of counts.
    pub(super) fn lists(&self, before: usize, n: usize) -> bool {
        let (a, b) = (&self.figures[before], &self.figures[n]);
        let between = self
            .text
            .get(a.range.end..b.range.start)
            .unwrap_or_default();
        a.class.stands_for_cell() && between.starts_with(['、', ',', '和'])
    }

    /// 其中5件为自然人申请: the figure opens its clause, and its name follows.
    pub(super) fn opens(&self, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        let clause = left.rsplit([',', '、', ':', '(']).next();
        clause.is_some_and(|clause| {
            let clause = clause.strip_prefix("除").unwrap_or(clause);
            CONNECTIVES.without(clause).is_empty()
        })
    }

    /// 共计39件, 共应办理1120件: a total of what was said before, with no name of its own.
    pub(super) fn totals(&self, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        let clause = left
            .rsplit([',', '、', ':', '('])
            .next()
            .unwrap_or_default();
        [
            "共",
            "合计",
            "总计",
            "总数",
            "累计",
            "应办",
            "需办",
            "应当办",
            "相加",
        ]
        .iter()
        .any(|word| clause.contains(word))
            // 申请共计45件: with a name of its own.
            && !clause.starts_with("申请")
            && TOTAL.without(clause).is_empty()
    }

    /// 这四项合计: of how many figures the total `n` says that it is.
    pub(super) fn how_many(&self, n: usize) -> Option<usize> {
        let counted = &self.figures[n.checked_sub(1)?].range;
        let between = &self.text[counted.end..self.figures[n].range.start];
        let words = self.text.get(counted.clone())?;
        let number = words.strip_suffix(['项', '者', '类', '种'])?;
        let counts = ["两二", "三", "四", "五", "六", "七", "八"];
        let many = counts.iter().position(|words| words.contains(number))? + 2;
        CONNECTIVES.without(between).is_empty().then_some(many)
    }

    /// 申请的41件中，予以公开17件: whether the words after figure `n` make it what the next is a part of.
    pub(super) fn taken_apart(&self, n: usize) -> bool {
        let after = &self.text[self.figures[n].range.end..];
        ["中", "之中", "申请中", "里"]
            .iter()
            .any(|word| after.starts_with(word))
    }

    /// Whether sentence `n` goes on with what the one before counted: 其中自然人35件.
    pub(super) fn goes_on(&self, n: usize) -> bool {
        let sentence = &self.text[self.sentence_range(n)];
        sentence.trim_start_matches('(').starts_with("其中")
    }

    /// Whether sentence `n` is no more than the next member of a list: ；商业企业310件.
    pub(super) fn is_listed(&self, n: usize) -> bool {
        self.text[..self.sentence_range(n).start].ends_with(';')
    }

    /// Whether a comma or colon stands between two words.
    pub(super) fn parted(&self, a: &Range<usize>, b: &Range<usize>) -> bool {
        let between = self.text.get(a.end.min(b.end)..a.start.max(b.start));
        between.is_some_and(|between| between.contains([',', ':']))
    }

    /// 被复议2件均获维持: whether a word after the figure is said of all that it counts.
    pub(super) fn says_of_all(&self, word: &Range<usize>, window: &Window) -> bool {
        let between = self.text.get(window.right.start..word.start);
        between.is_some_and(|between| {
            ["均", "全部", "都"]
                .iter()
                .any(|all| between.starts_with(all))
        })
    }

    /// 均已答复, 均在法定期限内答复: whether a clause with no figure says something of all that was counted.
    pub(super) fn is_of_all(&self, word: &Range<usize>) -> bool {
        let clause = self.text[..word.start]
            .rsplit([',', '。', ';', ':', '('])
            .next();
        clause.is_some_and(|clause| {
            ["均", "全部", "都", "已全部", "已均"]
                .iter()
                .any(|all| clause.starts_with(all))
        }) || ["均", "全部"]
            .iter()
            .any(|all| self.text[word.clone()].starts_with(all))
    }

    /// 没有一件行政复议被纠正: no count.
    pub(super) fn is_denied(&self, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        left.ends_with("没有") || left.ends_with('无')
    }

    /// 对2件申请答复不够规范, 抽查的300件案件, 由市政府受理的38件: some that something is told of.
    pub(super) fn is_told_of_some(&self, n: usize, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        let next = &self.text[self.figures[n].range.end..];
        let clause = left
            .rsplit([',', ';', ':', '。'])
            .next()
            .unwrap_or_default();
        let named = ["申请", "政府信息", "信息公开"]
            .iter()
            .any(|name| next.starts_with(name));
        let said = next.split([',', ';', '。']).next().unwrap_or_default();
        let all = || ["均", "全部", "都"].iter().any(|all| said.contains(all));
        // 对3件重复提出的信息公开申请, 对内容不明确的22件申请.
        let some = left.ends_with(['对', '向']) && (named || said.ends_with("申请"))
            || clause.starts_with('对') && next.starts_with("申请");
        // 其余78件分别为不属于本机关公开、信息不存在……: of all these together.
        let rest = left.ends_with("其余") && next.starts_with("分别");
        rest || some && !all()
            || ["抽查的", "评查的", "抽取的", "抽查", "评查"]
                .iter()
                .any(|word| clause.ends_with(word) || clause.starts_with(word))
            || clause.rfind('由').is_some_and(|by| {
                ["受理的", "审理的", "办理的", "承办的"]
                    .iter()
                    .any(|done| clause[by..].ends_with(done))
            })
    }

    /// 同意公开25件/19件: of two tables, and nobody says which.
    pub(super) fn is_one_of_a_pair(&self, n: usize) -> bool {
        let counts = |k: usize| self.figures[k].class.stands_for_cell();
        let slash = |a: usize, b: usize| {
            counts(a)
                && counts(b)
                && self
                    .text
                    .get(self.figures[a].range.end..self.figures[b].range.start)
                    == Some("/")
        };
        n > 0 && slash(n - 1, n) || n + 1 < self.figures.len() && slash(n, n + 1)
    }

    /// 其中一审2件均判决驳回, 二审维持2件: some, or the same ones once more.
    pub(super) fn is_some_of_all(&self, window: &Window) -> bool {
        let right = &self.text[window.right.clone()];
        let left = &self.text[window.left.clone()];
        // 均为一审案件，维持7件: of all of them.
        let instance = left.find("一审").or(left.find("二审"));
        if instance.is_some_and(|at| !left[..at].ends_with("均为") && !left[..at].ends_with("均系"))
        {
            return true;
        }
        let some = left.contains("其中");
        some && ["均", "全部", "都"]
            .iter()
            .any(|all| right.starts_with(all))
    }

    /// Whether nothing but a connective lies between two words.
    pub(super) fn joined(&self, a: &Range<usize>, b: &Range<usize>) -> bool {
        let between = self.text.get(a.end..b.start).unwrap_or(",");
        matches!(
            between,
            "及" | "和"
                | "与"
                | "以及"
                | "、"
                | "或"
                | "、和"
                | "并"
                | "数及"
                | "数和"
                | "数、"
                | "数与"
                | "数"
                | "(含"
                | "(包括"
        )
    }

    /// Whether a comma stands between a word and both the name and the figure.
    pub(super) fn apart(&self, word: &Range<usize>, name: &Range<usize>, window: &Window) -> bool {
        let comma =
            |from: usize, to: usize| self.text.get(from..to).is_some_and(|t| t.contains(','));
        let far = |from: usize, to: usize| comma(from.min(to), to.max(from));
        word.end <= window.left.end
            && far(word.end, window.left.end)
            && far(word.end.min(name.end), word.start.max(name.start))
    }

    /// 自然人申请中，予以公开204件: whether a word names what the figures after it are taken from.
    pub(super) fn is_what_others_are_of(&self, word: &Range<usize>) -> bool {
        let rest = self.text[word.end..].trim_start_matches("申请");
        rest.starts_with("中,") || rest.starts_with("的申请中,")
    }

    /// 分别: each figure is that of another name.
    pub(super) fn says_respectively(&self, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        // 原因分别为：涉及国家秘密2件: the names follow one by one.
        RESPECTIVELY
            .iter()
            .filter_map(|word| left.rsplit_once(word))
            .any(|(_, after)| !after.contains(':'))
    }

    /// 各: the figure is that of each of the names.
    pub(super) fn says_each(&self, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        left.ends_with('各')
            || left.ends_with("分别")
            || left.ends_with("均为")
            || left.ends_with("各为")
    }
}

/// All that the words of a total may say.
static TOTAL: LazyLock<Words> = LazyLock::new(|| Words::joined(&[&CONNECTIVES, &TOTALS]));

/// What a total says beside 共 and the like.
static TOTALS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "受理 这 四项 五项 六项 两项相加 三项相加 以上 两者 三者 两项 应当办理 应办理 需办理 应办件 应办 办理 \
         三项 全年 本年 一共 实际",
    )
});

/// Words before figures that have their names in the same order.
pub(super) const RESPECTIVELY: [&str; 2] = ["分别", "依次"];

/// Words that say nothing of what is counted.
pub(super) static CONNECTIVES: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "其中 共计 累计 总计 合计 总数 分别 共有 达到 数量 案件 申请 答复 数 共 达 为 有 了 的 计 是 约 近 总 量",
    )
});
