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
    /// Past 以来: 自《条例》施行以来，全市累计公开38.6万条.
    pub(super) since: Option<usize>,
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
            set_apart: says(&APART) || reviews(sentence) || is_of_another_cause(sentence),
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
            since: first("以来"),
            recent: recent(sentence).map(|at| range.start + at),
            within_the_year: [
                "上半年",
                "下半年",
                "季度",
                "施行前",
                "施行后",
                "实施前",
                "实施后",
            ]
            .iter()
            .filter_map(|word| first(word))
            .min(),
            range,
        }
    }
}

/// 作为复议机关受理各类行政复议案件29件: what an office decides of others, not what is brought against it.
fn reviews(sentence: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let itself = says(&["作为"]) && says(&["复议机关", "复议机构", "复议和应诉工作机构"]);
    let body = says(&[
        "行政复议办公室",
        "行政复议局",
        "行政复议委员会",
        "法制办",
        "法制机构",
    ]) && says(&["审结", "审理", "复议案件", "复议申请"])
        && !says(&["公开"]);
    itself
        || body
        || says(&[
            "各类行政复议",
            "各类行政诉讼",
            "各类复议",
            "各类诉讼",
            "行政应诉案件",
        ]) && !says(&["公开"])
}

/// 因行政处罚引发的行政复议8件: whether reviews and suits are told of another cause than disclosure.
fn is_of_another_cause(sentence: &str) -> bool {
    let Some((before, _)) = ["引发", "引起", "提起", "产生"]
        .iter()
        .filter_map(|word| sentence.split_once(word))
        .min_by_key(|(before, _)| before.len())
    else {
        return false;
    };
    let cause = before
        .rsplit([',', ';', ':'])
        .next()
        .and_then(|clause| clause.rsplit_once('因'));
    let suits = sentence.contains("复议") || sentence.contains("诉讼");
    suits
        && !sentence.contains("公开")
        && cause.is_some_and(|(_, cause)| CAUSES.iter().any(|word| cause.contains(word)))
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

/// What else is brought to review and to court.
const CAUSES: [&str; 12] = [
    "处罚", "强制", "许可", "征收", "征地", "拆迁", "工伤", "执法", "登记", "举报", "履职", "投诉",
];

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
