//! What a sentence says of all its figures: asked once, not once a figure.

use std::ops::Range;
use std::sync::LazyLock;

use crate::words::Words;

/// A sentence of a passage, in the shadow.
#[derive(Default)]
pub(super) struct Sentence {
    pub(super) range: Range<usize>,
    /// 受理农资投诉举报36件，与政府信息公开无关: it says itself that it is of something else.
    pub(super) set_apart: bool,
    /// Where it first names somebody without a name: 张某某.
    pub(super) somebody: Option<usize>,
    /// It tells of courts of first and second instance, or of what was made known of acts.
    pub(super) in_doubt: bool,
    /// It speaks of 公开.
    pub(super) discloses: bool,
    /// 上述三家单位予以公开98件, 如申请人刘某……: it is told of some of what was counted.
    /// Past the words with which it turns to that.
    pub(super) of_some: Option<usize>,
    /// From the word with which it turns to what is wanted, to where it turns back: 计划召开发布会10场，培训500人次.
    pub(super) aims: Option<Range<usize>>,
    /// Past the words that go on to tell what applications are about: 主要集中在药品审评31件、行政处罚18件.
    pub(super) matters: Option<usize>,
    /// Past 截: what goes on may be told of more than the report year.
    pub(super) up_to: Option<usize>,
    /// Past 以来: 自《条例》施行以来，全市累计公开38.6万条.
    pub(super) since: Option<usize>,
    /// Past 以来 of any time before this year: 2008年以来，累计公开41万条.
    pub(super) years_since: Option<usize>,
    /// Past the words of several years: 近五年, 五年来.
    pub(super) recent: Option<usize>,
    /// Past the words of a part of the year: 上半年, 四季度.
    pub(super) parts_of_year: Vec<usize>,
    /// Past the words of the whole year: 全年.
    pub(super) whole_year: Vec<usize>,
    /// 《……》.
    pub(super) titles: Vec<Range<usize>>,
    /// Words that name a year without its number, and whether it is the last.
    pub(super) years: Vec<(Range<usize>, bool)>,
}

impl Sentence {
    /// A sentence that says nothing of figures.
    pub(super) fn plain(range: Range<usize>) -> Self {
        Self {
            range,
            ..Self::default()
        }
    }

    /// Whether what stands at `at` is told of a part of the year: 上半年203件，下半年234件，全年437件.
    pub(super) fn is_of_a_part_of_the_year(&self, at: usize) -> bool {
        let last = |past: &[usize]| past.iter().copied().filter(|past| *past <= at).max();
        last(&self.parts_of_year) > last(&self.whole_year)
    }

    pub(super) fn new(text: &str, range: Range<usize>) -> Self {
        let sentence = &text[range.clone()];
        let past = |at: usize, word: &str| range.start + at + word.len();
        let first = |word: &str| sentence.find(word).map(|at| past(at, word));
        let first_of = |words: &[&str]| words.iter().filter_map(|word| first(word)).min();
        let all = |words: &[&str]| -> Vec<usize> {
            let found = words.iter().flat_map(|word| sentence.match_indices(word));
            found.map(|(at, word)| past(at, word)).collect()
        };
        Self {
            set_apart: APART.are_in(sentence)
                || classifies_papers(sentence)
                || asks_others(sentence)
                || reviews(sentence)
                || is_of_another_cause(sentence)
                || says(sentence, &["公开类"]) && sentence.matches('类').count() > 2,
            in_doubt: says(sentence, &["一审", "二审", "再审", "双公示"]),
            somebody: sentence.find("某某").map(|at| range.start + at),
            discloses: says(sentence, &["公开"]),
            of_some: of_some(sentence).map(|at| range.start + at),
            aims: aims(sentence).map(|aim| range.start + aim.start..range.start + aim.end),
            matters: first_of(&[
                "集中在",
                "集中于",
                "主要涉及",
                "内容涉及",
                "事项主要为",
                "内容主要为",
                "事项主要是",
                "内容主要是",
            ]),
            up_to: first_of(&["截", "施行至", "实施至"]),
            years_since: years_since(sentence).map(|at| range.start + at),
            since: since(sentence).map(|at| range.start + at),
            recent: recent(sentence).map(|at| range.start + at),
            parts_of_year: parts_of_year(sentence).map(|at| range.start + at).collect(),
            whole_year: all(&["全年", "年内", "本年"]),
            years: years(sentence, range.start),
            titles: titles(sentence, range.start),
            range,
        }
    }
}

fn says(sentence: &str, words: &[&str]) -> bool {
    words.iter().any(|word| sentence.contains(word))
}

/// 拟制公文……不予公开2366件: whether what is made, not what is applied for, is open or not.
pub(super) fn classifies_papers(sentence: &str) -> bool {
    says(sentence, &["属性"]) && !says(sentence, &["规范性文件"])
        || says(sentence, &["公文"]) && says(sentence, &MADE)
        || says(sentence, &["公文类信息"]) && says(sentence, &["主动公开"])
        || says(sentence, &["公文", "发文", "印发文件"])
            && CLASSES.iter().all(|class| sentence.contains(class))
}

/// 公文1204件，其中主动公开412件；依申请公开263件: whether a sentence may go on with how papers are classed.
pub(super) fn begins_with_a_class(sentence: &str) -> bool {
    CLASSES.iter().any(|class| sentence.starts_with(class))
}

/// 书面征求第三方意见19件，第三方同意公开12件: what others than the office agree to.
fn asks_others(sentence: &str) -> bool {
    let asked = says(sentence, &["第三方意见", "第三方的意见", "第三方书面意见"]);
    let mut agreed = sentence.match_indices("同意公开");
    asked && agreed.any(|(at, _)| !sentence[..at].ends_with('不'))
}

/// 此外，全年受理行政复议案件26件: reviews and suits beside those that the report counts.
pub(super) fn tells_of_other_suits(sentence: &str) -> bool {
    let beside = ["此外", "另外", "除此之外", "另,", "另办理", "另受理"]
        .iter()
        .any(|word| sentence.starts_with(word));
    beside && says(sentence, &["复议", "诉讼"]) && !says(sentence, &["公开"])
}

/// 作为复议机关受理各类行政复议案件29件: what an office decides of others, not what is brought against it.
fn reviews(sentence: &str) -> bool {
    let itself = says(sentence, &["作为", "为复议机关"])
        && says(sentence, &["复议机关", "复议机构", "复议和应诉工作机构"]);
    let body = says(
        sentence,
        &[
            "行政复议办公室",
            "行政复议局",
            "司法局办理",
            "司法局受理",
            "司法局审理",
            "司法局共",
            "司法厅办理",
            "司法厅受理",
            "复议机构",
            "行政复议委员会",
            "法制办",
            "法制机构",
        ],
    ) && says(sentence, &["审结", "审理", "受理", "复议案件", "复议申请"]);
    let party = says(sentence, &["作为被申请人", "作为被告", "作为共同被告"])
        && !says(sentence, &["公开"])
        && !sentence.starts_with("作为");
    // 不服市国土局答复的复议案件9件: answers of others.
    let of_others = sentence.split_once("不服").is_some_and(|(_, rest)| {
        let whose = rest.split_once("答复的").map(|(whose, _)| whose);
        whose.is_some_and(|whose| {
            whose.chars().count() <= WHOSE
                && !whose.contains(['我', '本', '该'])
                && whose.contains(['局', '县', '区', '镇', '厅', '部'])
        })
    });
    // 以市政府为被申请人的8件: a part. 以我局为被申请人: all of them.
    let roles = ["为被申请人", "为被告", "为共同被告"];
    let against = sentence.split_once('以').is_some_and(|(before, rest)| {
        let whose = roles.iter().find_map(|role| rest.split_once(role));
        whose.is_some_and(|(whose, _)| {
            // 复议35件，其中以区政府为被申请人的9件: a part alone.
            !before.contains("其中")
                && !whose.contains(['我', '本', ','])
                && whose.chars().count() <= WHOSE
        })
    });
    itself
        || against
        || of_others
        || body
        || party
        || says(
            sentence,
            &[
                "各类行政复议",
                "各类行政诉讼",
                "各类复议",
                "各类诉讼",
                "行政应诉案件",
            ],
        ) && !says(sentence, &["公开"])
}

/// Past the words with which a sentence turns to some of what was counted: 上述三家单位, 如申请人刘某, 指导县局答复.
fn of_some(sentence: &str) -> Option<usize> {
    let example = ["如,", "如:", "例如", "比如", "如申请人", "如某"];
    let first = sentence.split([',', '。']).next().unwrap_or_default();
    // 申请人李某一年内提交34件: one of them.
    let one =
        first.starts_with("申请人") && first.contains('某') || first.starts_with("同一申请人");
    // 以市公安局为例，……; 该局……; 征地类申请予以公开212件.
    let instance = first.starts_with('以') && first.ends_with("为例") || first.starts_with('该');
    let kind = first.split_once("类申请").is_some_and(|(kind, _)| {
        let own = ["各", "公开", "信访", "举报", "投诉", "重复", "这"];
        kind.chars().count() <= KIND && !own.iter().any(|word| kind.ends_with(word))
    });
    // 对企业的申请，同意公开6件: of one kind of applicants.
    let of_one_kind = first.starts_with('对')
        && first.ends_with("的申请")
        && !["全", "每", "所有", "各"]
            .iter()
            .any(|all| first.contains(all));
    // 市住建委作为全市申请量较大的部门，收到申请58件.
    let among = first.split_once("作为").is_some_and(|(who, rest)| {
        !who.is_empty()
            && ["部门", "单位", "地区", "县区"]
                .iter()
                .any(|end| rest.ends_with(end))
            && ["较大", "较多", "最多", "最大", "重点", "试点"]
                .iter()
                .any(|word| rest.contains(word))
    });
    if one
        || instance
        || kind
        || of_one_kind
        || among
        || example.iter().any(|word| sentence.starts_with(word))
    {
        return Some(0);
    }
    let above = sentence.match_indices("上述").find(|(at, word)| {
        let mut rest = sentence[at + word.len()..].chars().skip(1);
        rest.next().is_some_and(|unit| "家个类".contains(unit))
    });
    let help = ["指导", "协助"].iter().filter_map(|word| {
        let at = sentence.find(word)?;
        let clause = sentence[at..]
            .split([',', '。', ';'])
            .next()
            .unwrap_or_default();
        let answered = ["答复", "办理", "实施"]
            .iter()
            .any(|doing| clause.contains(doing));
        answered.then_some(at)
    });
    let above = above.map(|(at, _)| at);
    let for_another = for_a_government(sentence);
    above.into_iter().chain(help).chain(for_another).min()
}

/// 向区政府提出的申请86件, 以区政府名义答复86件: where a sentence turns to what is done for a government.
fn for_a_government(sentence: &str) -> Option<usize> {
    let mut found = sentence.match_indices("政府").filter_map(|(at, word)| {
        let clause = sentence[..at].rsplit([',', '、', '(', ')']).next()?;
        let who = &clause[clause.rfind(['向', '以', '受'])?..];
        let own = ["省", "市", "县", "区", "州", "旗", "人民"];
        let rest = &sentence[at + word.len()..];
        let asked = ["提出", "提交"].iter().any(|verb| rest.starts_with(verb)) && {
            let near: String = rest.chars().take(14).collect();
            near.contains("申请") && !near.contains("复议")
        };
        let acted = ["名义", "委托"];
        let named = who.chars().count() <= 8 && own.iter().any(|level| who.ends_with(level));
        (named && (asked || acted.iter().any(|verb| rest.starts_with(verb)))).then_some(at)
    });
    found.next()
}

/// 因行政处罚引发的行政复议8件: whether reviews and suits are told of another cause than disclosure.
fn is_of_another_cause(sentence: &str) -> bool {
    let Some((before, _)) = ["引发", "引起", "提起", "产生", "被申请", "被提起"]
        .iter()
        .filter_map(|word| sentence.split_once(word))
        .min_by_key(|(before, _)| before.len())
    else {
        return false;
    };
    let clause = before.rsplit([',', ';', ':']).next().unwrap_or_default();
    let cause = clause.rsplit_once('因');
    let suits = sentence.contains("复议") || sentence.contains("诉讼");
    // 工伤认定引发行政诉讼37件.
    let act = [
        "认定", "许可", "处罚", "征收", "拆迁", "登记", "强制", "审批", "补偿",
    ];
    suits
        && !sentence.contains("公开")
        && (act.iter().any(|act| clause.ends_with(act))
            || cause.is_some_and(|(_, cause)| {
                cause.chars().count() > 1 && !OWN_CAUSES.iter().any(|word| cause.contains(word))
            }))
}

/// Past each 上半年, 一季度.
fn parts_of_year(sentence: &str) -> impl Iterator<Item = usize> {
    let halves = PART_OF_YEAR
        .iter()
        .flat_map(|word| sentence.match_indices(word));
    let quarters = sentence.match_indices("季度").filter(|(at, _)| {
        let before = sentence[..*at].trim_end_matches('个');
        before.ends_with(|c: char| c.is_ascii_digit() || "一二三四上本该每各".contains(c))
    });
    halves.chain(quarters).map(|(at, word)| at + word.len())
}

/// From each 《 to its 》, or to the end.
fn titles(sentence: &str, start: usize) -> Vec<Range<usize>> {
    let opened = sentence.match_indices('《').map(|(at, _)| {
        let end = sentence[at..]
            .find('》')
            .map_or(sentence.len(), |end| at + end);
        start + at..start + end
    });
    opened.collect()
}

/// 今年, 全年; 上年, 去年.
fn years(sentence: &str, start: usize) -> Vec<(Range<usize>, bool)> {
    let this = ["今年", "本年", "全年", "当年", "年内"].map(|word| (word, false));
    let last = ["上年", "去年", "上一年"].map(|word| (word, true));
    let words = this.iter().chain(&last);
    let found = words.flat_map(|(word, last)| {
        let places = sentence.match_indices(word);
        places.map(move |(at, word)| (start + at..start + at + word.len(), *last))
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(word, _)| word.start);
    found
}

/// From the word of an aim that opens a clause, a year before it apart, to where the sentence turns to what was done.
fn aims(sentence: &str) -> Option<Range<usize>> {
    let mut start = 0;
    let mut aim = None;
    for clause in sentence.split_inclusive(',') {
        let words = clause.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年');
        // 做到件件有着落，全年共办理213件.
        let done = words.len() < clause.len() || DONE.iter().any(|done| words.starts_with(done));
        if let Some(from) = aim.filter(|_| done) {
            return Some(from..start);
        }
        let words = words.strip_prefix('将').unwrap_or(words);
        let word = AIMS.iter().find(|word| words.starts_with(**word));
        aim = aim.or(word.map(|word| start + clause.len() - words.len() + word.len()));
        start += clause.len();
    }
    aim.map(|from| from..start)
}

/// What opens a clause that tells of what was done.
const DONE: [&str; 5] = ["全年", "年内", "截至", "共", "累计"];

/// Past 以来, where a time longer than the year begins.
fn since(sentence: &str) -> Option<usize> {
    sentence.match_indices("以来").find_map(|(at, word)| {
        let before = &sentence[..at];
        let longer = [
            "大", "行", "修订", "五”", "五", "成立", "开通", "上线", "建立", "启动", "立",
        ];
        longer
            .iter()
            .any(|from| before.ends_with(from))
            .then_some(at + word.len())
    })
}

/// Past the first 以来 that does not begin this year.
fn years_since(sentence: &str) -> Option<usize> {
    let this = ["今年", "本年", "一年", "年初"];
    let mut found = sentence.match_indices("以来");
    let (at, word) =
        found.find(|(at, _)| !this.iter().any(|year| sentence[..*at].ends_with(year)))?;
    Some(at + word.len())
}

/// Past the 年 of 近年, 近三年, 五年来, 三年间.
fn recent(sentence: &str) -> Option<usize> {
    let near = sentence.match_indices('近').find_map(|(at, near)| {
        let after = at + near.len();
        let mut next = sentence[after..].char_indices().take(3);
        next.find(|(_, c)| *c == '年')
            .map(|(year, c)| after + year + c.len_utf8())
    });
    let long = sentence.match_indices('年').find_map(|(at, year)| {
        let after = at + year.len();
        let so_long = ["来", "间"]
            .iter()
            .any(|word| sentence[after..].starts_with(word));
        let counted = sentence[..at].ends_with([
            '两', '二', '三', '四', '五', '六', '七', '八', '九', '十', '0', '5',
        ]);
        (so_long && counted).then_some(after)
    });
    near.or(long)
}

/// Causes that may be disclosure without naming it.
const OWN_CAUSES: [&str; 5] = ["答复", "申请人", "不服", "工作", "此"];

/// The longest name of a kind of applications that opens a sentence, in characters.
const KIND: usize = 8;

/// The longest name of an office whose answers are not accepted, in characters.
const WHOSE: usize = 14;

const PART_OF_YEAR: [&str; 6] = ["上半年", "下半年", "施行前", "施行后", "实施前", "实施后"];

const AIMS: [&str; 9] = [
    "计划", "力争", "争取", "拟", "预计", "打算", "目标", "做到", "努力",
];

const MADE: [&str; 4] = ["拟制", "制发", "起草", "产生"];

/// How papers are classed.
const CLASSES: [&str; 3] = ["主动公开", "依申请公开", "不予公开"];

static APART: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "由多到少 权责清单 权力清单 法治建设方面 依法行政方面 复议应诉方面 件民生实事 项民生实事 其他类型行政 其他类行政 非政府信息公开类 \
         不涉及政府信息公开 不涉及信息公开 公开以外 以外事项 行政应诉案件 模拟申请 抽查申请 抽查答复 抽查依申请 \
         抽查了 随机抽取 的扣 非信息公开类 不含信息公开 不含政府信息公开 信息公开类仅 公开无关 本项无关 不在上述统计 不纳入统计 不属统计",
    )
});
