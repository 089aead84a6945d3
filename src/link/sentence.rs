//! What a sentence says of all its figures: asked once, not once a figure.

use std::ops::Range;

/// A sentence of a passage, in the shadow.
pub(super) struct Sentence {
    pub(super) range: Range<usize>,
    /// 受理农资投诉举报36件，与政府信息公开无关: it says itself that it is of something else.
    pub(super) set_apart: bool,
    /// 拟制公文……不予公开2366件: what is made, not what is applied for, is open or not.
    pub(super) classifies_papers: bool,
    /// It speaks of 公开.
    pub(super) discloses: bool,
    /// Past the word with which it turns to what is wanted: 计划召开发布会10场，培训500人次.
    pub(super) aims: Option<usize>,
    /// Past the words that go on to tell what applications are about: 主要集中在药品审评31件、行政处罚18件.
    pub(super) matters: Option<usize>,
    /// Past 截: what goes on may be told of more than the report year.
    pub(super) up_to: Option<usize>,
    /// Past the words of several years: 近五年.
    pub(super) recent: Option<usize>,
    /// Past the words of a part of the year: 上半年.
    pub(super) within_the_year: Option<usize>,
}

impl Sentence {
    pub(super) fn new(text: &str, range: Range<usize>) -> Self {
        let sentence = &text[range.clone()];
        let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
        let past = |at: usize, word: &str| range.start + at + word.len();
        let first = |word: &str| sentence.find(word).map(|at| past(at, word));
        Self {
            set_apart: says(&APART),
            classifies_papers: says(&["属性"])
                || says(&["公文"]) && says(&MADE)
                || says(&["公文", "发文", "印发文件"])
                    && CLASSES.iter().all(|class| sentence.contains(class)),
            discloses: says(&["公开"]),
            aims: aims(sentence).map(|at| range.start + at),
            matters: ["集中在", "集中于", "主要涉及", "内容涉及"]
                .iter()
                .filter_map(|word| first(word))
                .min(),
            up_to: first("截"),
            recent: recent(sentence).map(|at| range.start + at),
            within_the_year: ["上半年", "下半年", "季度"]
                .iter()
                .filter_map(|word| first(word))
                .min(),
            range,
        }
    }
}

/// Past the word of an aim that opens a clause, a year before it apart.
fn aims(sentence: &str) -> Option<usize> {
    let mut start = 0;
    for clause in sentence.split_inclusive(',') {
        let words = clause.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年');
        if let Some(word) = AIMS.iter().find(|word| words.starts_with(**word)) {
            return Some(start + clause.len() - words.len() + word.len());
        }
        start += clause.len();
    }
    None
}

/// Past the 年 of 近年, 近三年.
fn recent(sentence: &str) -> Option<usize> {
    sentence.match_indices('近').find_map(|(at, near)| {
        let after = at + near.len();
        let mut next = sentence[after..].char_indices().take(3);
        next.find(|(_, c)| *c == '年')
            .map(|(year, c)| after + year + c.len_utf8())
    })
}

const AIMS: [&str; 6] = ["计划", "力争", "争取", "拟", "预计", "打算"];

const MADE: [&str; 4] = ["拟制", "制发", "起草", "产生"];

/// How papers are classed.
const CLASSES: [&str; 3] = ["主动公开", "依申请公开", "不予公开"];

const APART: [&str; 5] = [
    "公开无关",
    "本项无关",
    "不在上述统计",
    "不纳入统计",
    "不属统计",
];
