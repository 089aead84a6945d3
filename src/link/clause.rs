//! Sentences, clauses and the words around a figure.

use std::ops::Range;

use super::shadow::Shadow;
use crate::figure::{Class, Figure};

/// Ends of sentences in the shadow.
const STOPS: [char; 4] = ['。', ';', '!', '?'];

/// A passage cut into sentences, with the places of its figures in the shadow.
pub(super) struct Clauses {
    text: String,
    figures: Vec<Place>,
    /// Starts of sentences, in the shadow.
    starts: Vec<usize>,
    latest_year: Option<i32>,
}

struct Place {
    range: Range<usize>,
    class: Class,
    /// The figure cuts the words before it from those after it.
    cuts: bool,
}

/// The words around one figure, as ranges of the shadow.
#[derive(Clone, Debug)]
pub(super) struct Window {
    /// From the figure before, or the start of the sentence.
    pub(super) left: Range<usize>,
    /// To the next mark or figure.
    pub(super) right: Range<usize>,
}

impl Clauses {
    pub(super) fn new(shadow: &Shadow, figures: &[Figure]) -> Self {
        let text = shadow.text().to_owned();
        let place = |figure: &Figure| Place {
            range: shadow.folded(figure.range.clone()),
            class: figure.class,
            cuts: figure.class.stands_for_cell()
                || matches!(figure.class, Class::Date | Class::Period | Class::Other),
        };
        let ends = text
            .char_indices()
            .filter(|(_, c)| STOPS.contains(c))
            .map(|(at, c)| at + c.len_utf8());
        let starts = std::iter::once(0).chain(ends).collect();
        let mut clauses = Self {
            figures: figures.iter().map(place).collect(),
            starts,
            latest_year: None,
            text,
        };
        let dates = clauses
            .figures
            .iter()
            .filter(|date| date.class == Class::Date);
        clauses.latest_year = dates.filter_map(|date| clauses.year(date)).max();
        clauses
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
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// The range of sentence `n` in the shadow.
    pub(super) fn sentence_range(&self, n: usize) -> Range<usize> {
        self.starts[n]..self.starts.get(n + 1).copied().unwrap_or(self.text.len())
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
        self.starts.len()
    }

    /// Whether figure `n` stands inside 《…》.
    pub(super) fn quoted(&self, n: usize) -> bool {
        let sentence = self.sentence_range(self.sentence(n));
        let before = &self.text[sentence.start..self.figures[n].range.start];
        before.matches('《').count() > before.matches('》').count()
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
        // A bracket right after the figure before belongs to that figure.
        if self.text[start..figure.start].starts_with('(')
            && let Some(close) = self.text[start..figure.start].find(')')
        {
            start += close + 1;
        }
        // 无上年结转申请,新收6件: what is denied has its own figure, 0.
        if let Some(comma) = self.text[start..figure.start].rfind(',') {
            let clause = self.text[start..start + comma].rsplit(',').next();
            if clause
                .is_some_and(|clause| ["无", "没有", "未"].iter().any(|no| clause.starts_with(no)))
            {
                start += comma + 1;
            }
        }
        let next = self.figures[n + 1..]
            .iter()
            .find(|next| next.cuts)
            .map_or(sentence.end, |next| next.range.start);
        let limit = next.min(sentence.end).max(figure.end);
        let mark =
            self.text[figure.end..limit].find([',', '、', ';', '。', ':', '(', ')', '!', '?']);
        let end = mark.map_or(limit, |mark| figure.end + mark);
        Window {
            left: start..figure.start,
            right: figure.end..end,
        }
    }

    /// Whether the words put figure `n` into another year than the report's, or than the latest where that is not known.
    pub(super) fn other_year(&self, n: usize, year: Option<i32>) -> bool {
        let start = self.clause_start(n);
        let before = &self.text[start..self.figures[n].range.start];
        let dates = self.figures[..n]
            .iter()
            .filter(|date| date.class == Class::Date);
        let Some(year) = year.or(self.latest_year) else {
            return false;
        };
        let mut near = dates.rev().take_while(|date| start <= date.range.start);
        let compared = |at: usize| self.text[..at].ends_with(['比', '较', '与']);
        // 比2017年增加: compared. 与2017年的209件相比: the figure is that of 2017.
        let owned = |date: &Place| self.text[date.range.end..].starts_with('的');
        let elsewhere = near
            .next()
            .filter(|date| !compared(date.range.start) || owned(date))
            .and_then(|date| self.year(date));
        let last_year = ["去年", "上年同期", "上一年度", "上年度"].iter();
        // 上年结转 is this year's cell.
        let plainly_last = before.match_indices("上年").any(|(at, word)| {
            let rest = &before[at + word.len()..];
            !["结转", "度", "同期", "末"]
                .iter()
                .any(|more| rest.starts_with(more))
                && !compared(start + at)
        });
        plainly_last
            || elsewhere.is_some_and(|said| said != year)
            || last_year
                .filter_map(|word| before.find(word))
                .any(|at| !compared(start + at))
    }

    /// The year of a date that names one.
    fn year(&self, date: &Place) -> Option<i32> {
        let words = &self.text[date.range.clone()];
        words
            .get(..4)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?
            .parse()
            .ok()
    }

    /// The start of the comma clause that figure `n` stands in; a clause that is no more than a date runs on.
    fn clause_start(&self, n: usize) -> usize {
        let figure = &self.figures[n].range;
        let sentence = self.sentence_range(self.sentence(n));
        let last = self.figures[..n]
            .iter()
            .rev()
            .find(|before| before.class.stands_for_cell());
        last.map_or(sentence.start, |before| {
            before.range.end.max(sentence.start)
        })
        .min(figure.start)
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
        let mut rest = between.to_owned();
        for word in CONNECTIVES {
            rest = rest.replace(word, "");
        }
        rest.chars().map(|c| if c == ',' { 6 } else { 1 }).sum()
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
        )
    }

    /// 分别: each figure is that of another name.
    pub(super) fn says_respectively(&self, window: &Window) -> bool {
        self.text[window.left.clone()].contains("分别")
    }

    /// 通过网站收到: a way of doing it, perhaps one of several.
    pub(super) fn says_by_a_way(&self, window: &Window) -> bool {
        self.text[window.left.clone()].contains("通过")
    }

    /// 目标任务为20000条; 计划召开发布会10场，培训500人次: what was wanted, not what was done.
    pub(super) fn aims(&self, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        let sentence = self.sentence_range(self.sentence_at(window.left.end.saturating_sub(1)));
        let before = &self.text[sentence.start.min(window.left.end)..window.left.end];
        let opens = |clause: &str| {
            let clause = clause.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年');
            ["计划", "力争", "争取", "拟", "预计", "打算"]
                .iter()
                .any(|word| clause.starts_with(word))
        };
        before.split(',').any(opens)
            || ["目标", "任务为", "任务数", "计划", "力争"]
                .iter()
                .any(|word| left.contains(word))
    }

    /// 行政许可事项清单320项, 申请办理指南1份: a paper about the thing, not the thing.
    pub(super) fn of_a_paper(&self, window: &Window, name: &Range<usize>) -> bool {
        let between = self.text.get(name.end..window.left.end);
        between.is_some_and(|between| {
            PAPERS.iter().any(|paper| between.ends_with(paper))
                || ASPECTS.iter().any(|aspect| between.starts_with(aspect))
        })
    }

    /// 县档案馆、图书馆、政务服务中心三个公开查阅场所: the name after a figure, and the things that it counts before it.
    pub(super) fn in_apposition(&self, window: &Window, name: &Range<usize>) -> bool {
        let left = &self.text[window.left.clone()];
        let left = left.rsplit(',').next().unwrap_or_default();
        name.start >= window.right.start
            && left.contains('、')
            && !left.ends_with(['共', '有', '到', '达', '设', '立', '置'])
    }

    /// Whether the sentence of figure `n` speaks of 公开 at all.
    pub(super) fn speaks_of_disclosure(&self, n: usize) -> bool {
        self.text[self.sentence_range(self.sentence(n))].contains("公开")
    }

    /// 近五年累计1200件: more than the report year.
    pub(super) fn spans_years(&self, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        ["年累计", "历年", "以来累计", "以来共", "近年来", "几年来"]
            .iter()
            .any(|word| left.contains(word))
    }

    /// The office or place, no word of scope, that stands right before a name: 市公安局 in 市公安局收到申请20件.
    pub(super) fn part(&self, window: &Window, name: usize) -> Option<&str> {
        let left = &self.text[window.left.start.min(name)..name];
        let clause = left
            .rsplit([',', '、', ':', '(', ')'])
            .next()
            .unwrap_or_default();
        let mut subject = clause.trim_start_matches("其中");
        while let Some(rest) = ADVERBS.iter().find_map(|word| subject.strip_suffix(word)) {
            subject = rest;
        }
        let whole = ["全", "我", "本", "各级"]
            .iter()
            .any(|word| subject.starts_with(word));
        let named = PARTS
            .iter()
            .any(|end| subject.ends_with(end) && subject.len() > end.len());
        (named && !whole).then_some(subject)
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

/// What a name that goes on so speaks of instead: 申请内容, 申请方式, 申请量前三.
const ASPECTS: [&str; 7] = ["方式", "内容", "渠道", "途径", "类型", "主题", "量前"];

/// Papers and doings about a thing.
const PAPERS: [&str; 10] = [
    "清单",
    "目录",
    "指南",
    "台账",
    "流程",
    "制度",
    "专栏",
    "栏目",
    "解读",
    "业务培训",
];

/// Words between a subject and its verb.
const ADVERBS: [&str; 21] = [
    "受理",
    "收到",
    "办理",
    "审理",
    "发生",
    "全年",
    "年内",
    "今年",
    "当年",
    "本年",
    "本年度",
    "年度",
    "累计",
    "共计",
    "总共",
    "共",
    "也",
    "已",
    "另",
    "组织",
    "及时",
];

/// Ends of the names of offices and places that are a part of what a table counts.
const PARTS: [&str; 17] = [
    "局",
    "委",
    "厅",
    "县",
    "镇",
    "乡",
    "区",
    "街道",
    "社区",
    "村",
    "院",
    "学校",
    "系统",
    "公司",
    "中心",
    "办公室",
    "卫健委",
];

const CONNECTIVES: [&str; 26] = [
    "其中", "共计", "累计", "总计", "合计", "总数", "分别", "共有", "达到", "数量", "案件", "申请",
    "答复", "数", "共", "达", "为", "有", "了", "的", "计", "是", "约", "近", "总", "量",
];
