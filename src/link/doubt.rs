//! Words that make a figure something else than the name beside it says: an aim, a paper, a kind, an office's part, other years.

use std::ops::Range;
use std::sync::LazyLock;

use super::clause::{CONNECTIVES, Clauses, Place, Window};
use crate::figure::Class;
use crate::words::Words;

impl Clauses {
    /// 征地类信息公开申请129件, 业务许可申请428件: whether words before a name, or within it, make it another thing.
    pub(super) fn of_a_kind(&self, name: &Range<usize>) -> bool {
        let before = &self.text[..name.start];
        let kind =
            before.ends_with('类') && !before.ends_with("各类") && !before.ends_with("公开类");
        let whole = &self.text[..name.end];
        let other = whole
            .strip_suffix("申请")
            .is_some_and(|whole| APPLIED_FOR.iter().any(|thing| whole.ends_with(thing)));
        kind || other
    }

    /// Whether words of a range turn to something that is counted and answered like an application, but is none.
    pub(super) fn turns_away(&self, range: Range<usize>) -> bool {
        let between = self.text.get(range).unwrap_or_default();
        // 行政查询事项: a reason of the form's own.
        let own = |at: usize| between[..at].ends_with("查询");
        OTHERS
            .iter()
            .any(|word| between.match_indices(word).any(|(at, _)| !own(at)))
    }

    /// 目标任务为20000条; 计划召开发布会10场，培训500人次: what was wanted, not what was done.
    pub(super) fn aims(&self, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        let sentence = self.sentence_before(window.left.end);
        let aims = sentence.aims.as_ref();
        aims.is_some_and(|aims| aims.start <= window.left.end && window.left.end < aims.end)
            || ["目标", "任务为", "任务数", "计划", "力争"]
                .iter()
                .any(|word| {
                    // 《三年行动计划》: the title of a paper.
                    let mut found = left.match_indices(word);
                    found.any(|(at, _)| !self.in_a_title(window.left.start + at))
                })
    }

    /// 人均办理申请12.7件: no count of the year's.
    pub(super) fn is_an_average(&self, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        let clause = left.rsplit([',', ';']).next().unwrap_or_default();
        // 申请人均为自然人: all of them.
        ["人均", "平均", "户均"]
            .iter()
            .any(|word| clause.contains(word) && !clause.contains("人均为"))
    }

    /// Whether a place lies inside 《…》.
    pub(super) fn in_a_title(&self, at: usize) -> bool {
        let titles = &self.sentence_of(self.sentence_at(at)).titles;
        titles.iter().any(|title| title.contains(&at))
    }

    /// 行政许可事项清单320项, 申请办理指南1份: a paper about the thing, not the thing.
    pub(super) fn of_a_paper(&self, window: &Window, name: &Range<usize>) -> bool {
        let between = self.text.get(name.end..window.left.end);
        between.is_some_and(|between| {
            PAPERS.iter().any(|paper| between.ends_with(paper))
                || ASPECTS.iter().any(|aspect| between.starts_with(aspect))
                || READERS.iter().any(|reader| between.contains(reader))
                || between.contains("涉及") && between.ends_with(['的', '等'])
                || ["材料", "资料", "卷宗"]
                    .iter()
                    .any(|paper| between.contains(paper))
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

    /// 其他法律禁止公开, 其他事项: whether 其他 goes on as the name of something else.
    pub(super) fn goes_on_as_another(&self, word: &Range<usize>) -> bool {
        let after = &self.text[word.end..];
        &self.text[word.clone()] == "其他"
            && !after.starts_with(|c: char| {
                c.is_ascii_digit() || "、,，(的为有共约近十一二两三四五六七八九".contains(c)
            })
            && !["组织", "申请", "主体", "类", "人"]
                .iter()
                .any(|noun| after.starts_with(noun))
    }

    /// 均为自然人提出，内容涉及土地征收3件: whether the words after a kind of applicants tell what the applications are about.
    pub(super) fn says_of_what(&self, word: &Range<usize>, window: &Window) -> bool {
        let between = self.text.get(word.end..window.left.end).unwrap_or_default();
        // 涉及企业登记档案的26件: no applicants.
        // 19件，全部为自然人申请，通过信函提交8件: said of them all.
        let all = OF_ALL.ends(&self.text[..word.start]);
        all && between.contains(',')
            || between.contains("涉及")
            || between.contains("内容")
            || self.text[..word.start].ends_with("涉及")
    }

    /// 农资投诉举报36件, 水行政许可86件: whether words that are no verb stand right before a name and may narrow it.
    pub(super) fn attributed(&self, window: &Window, name: &Range<usize>) -> bool {
        if name.start >= window.left.end {
            return false;
        }
        let before = &self.text[window.left.start.min(name.start)..name.start];
        let clause = before
            .rsplit([',', '、', ':', ';', '(', ')', '"', '“', '”'])
            .next();
        let clause = clause.unwrap_or_default();
        // 法律知识、执法规范化等培训17期.
        let event = ["培训", "会议"]
            .iter()
            .any(|event| self.text[name.clone()].starts_with(event));
        let clause = clause
            .strip_suffix('等')
            .filter(|_| event)
            .unwrap_or(clause);
        // 受理12331投诉举报217件: of a line of its own.
        let digits = clause.bytes().rev().take_while(u8::is_ascii_digit);
        let line = digits.count() >= LINE;
        line || !clause.is_empty()
            && !VERBS.starts(&self.text[name.clone()])
            && !LEADS.ends(clause)
            && !clause.ends_with(|c: char| c.is_ascii_digit())
    }

    /// 围绕扶贫政策发布解读稿件63篇, 副市长主持召开4次专题会议: whether a clause says more before a name than who, when and
    /// that it was done.
    pub(super) fn qualified(&self, window: &Window, name: &Range<usize>) -> bool {
        let end = name.start.min(window.left.end);
        let before = self.text.get(window.left.start..end).unwrap_or_default();
        let clause = before
            .rsplit([',', '、', ':', ';', '(', ')'])
            .next()
            .unwrap_or_default();
        let said = |c: &char| !c.is_ascii_digit() && !"年月日度内止底截至".contains(*c);
        QUIET.without(clause).chars().filter(said).count() > 1
    }

    /// 行政许可方面，核发施工许可证132件: whether a name is what is spoken of, and more words say which of it.
    pub(super) fn is_a_kind_within(&self, name: &Range<usize>, window: &Window) -> bool {
        let Some(said) = self.text.get(name.end..window.left.end) else {
            return false;
        };
        let Some(said) = said.strip_prefix("方面").or(said.strip_prefix("决定方面")) else {
            return false;
        };
        let rest = QUIET.without(said);
        rest.chars().filter(|c| !",:".contains(*c)).count() > 1
    }

    /// 办理申请230件(含上年结转10件): the figure holds more than its name says.
    pub(super) fn holds_more(&self, n: usize) -> bool {
        let after = &self.text[self.figures[n].range.end..];
        let head: String = after.chars().take(12).collect();
        head.starts_with(['(', ','])
            && head.contains("结转")
            && ["含", "其中", "包括"]
                .iter()
                .any(|word| head.contains(word))
    }

    /// 受理446件（含上年结转33件）: whether the figure is said to hold what was left over.
    pub(super) fn holds_last_years(&self, n: usize) -> bool {
        let after = &self.text[self.figures[n].range.end..];
        let Some((said, _)) = after.split_once("结转") else {
            return false;
        };
        let said = said.strip_prefix(['(', ',']);
        let held = ["含", "其中", "包括", "包含"];
        let held = said.and_then(|said| held.iter().find_map(|word| said.strip_prefix(word)));
        held.is_some_and(|said| {
            said.chars()
                .all(|c| c.is_ascii_digit() || "上一去年度件为的".contains(c))
        })
    }

    /// 上述101件申请中: what was said before, perhaps in several figures.
    pub(super) fn refers_back(&self, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        left.ends_with("上述") || left.ends_with("以上")
    }

    /// 办理申请23件，其中上年结转1件，本年新收22件: the figure is said to be the two together.
    pub(super) fn holds_both(&self, n: usize) -> bool {
        let after = &self.text[self.figures[n].range.end..];
        let head: String = after.chars().take(30).collect();
        let head = head.split([')', ';', '。']).next().unwrap_or_default();
        let says = |words: &[&str]| words.iter().any(|word| head.contains(word));
        let opens = |words: &[&str]| {
            let head = head.strip_prefix(['(', ',']);
            head.is_some_and(|head| words.iter().any(|word| head.starts_with(word)))
        };
        (opens(&["含", "其中", "包括", "包含"])
            || head.starts_with('(') && opens(&["新收", "本年新收"]))
            && says(&["结转"])
            && says(&["新收", "收到", "受理", "新增"])
    }

    /// 新增查阅点1处, 完成文件清理136件: what was added to a stock, or gone through.
    pub(super) fn is_of_a_change(&self, window: &Window, name: &Range<usize>) -> bool {
        // 清理2019年底前制发的规范性文件136件: beyond a date too.
        let sentence = self.sentence_before(window.left.end).range.start;
        let said = self.text.get(sentence..window.left.start);
        let dated = said.filter(|said| said.ends_with(['年', '月', '日']));
        let from = dated.map_or(window.left.start, |said| {
            sentence + said.rfind([',', ':', ';', '(', '、']).unwrap_or(0)
        });
        let from = from.min(name.start);
        let clause = self.text[from..window.left.end.max(name.start)]
            .rsplit([',', ':', ';', '('])
            .next()
            .unwrap_or_default();
        let before = &self.text[..name.start];
        let name = &self.text[name.clone()];
        // 新增主动公开政府信息385条: what is new is what the year counts.
        if before.ends_with("新增") && name.starts_with("主动公开") {
            return false;
        }
        CHANGES.iter().any(|change| clause.contains(change))
            && !["申请", "复议", "诉讼"]
                .iter()
                .any(|case| name.contains(case))
            && !["废止", "失效"].iter().any(|gone| name.contains(gone))
            && !CHANGES.iter().any(|change| name.contains(change))
    }

    /// 市政府收到行政复议申请21件: received by who reviews, perhaps.
    pub(super) fn received_for_review(&self, window: &Window, name: &Range<usize>) -> bool {
        let left = &self.text[window.left.clone()];
        let named = &self.text[name.start..];
        let for_review = named.starts_with("复议申请") || named.starts_with("行政复议申请");
        // 受理行政许可2015件: what was asked for, not what was decided.
        let asked = named.starts_with("行政许可");
        (for_review || asked || self.text[name.clone()].contains("复议申请"))
            && ["收到", "受理", "接收"]
                .iter()
                .any(|word| left.contains(word))
    }

    /// 纠正的共10件: a total of more rows than the one before.
    pub(super) fn totals_within(&self, window: &Window) -> bool {
        self.text[window.left.clone()].contains('共')
    }

    /// 近五年累计1200件, 2008年至2017年，累计186324条: more than the report year.
    pub(super) fn spans_years(&self, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        let sentence = self.sentence_before(window.left.end);
        let sums_up = left.contains("累计");
        let period = |date: &Place| {
            let words = &self.text[date.range.clone()];
            let mut years = words
                .match_indices('年')
                .filter_map(|(at, _)| words.get(at.checked_sub(4)?..at));
            let first = years.next();
            date.class == Class::Period && years.next().is_some_and(|next| Some(next) != first)
        };
        // 累计公开31264条，其中2018年公开5217条.
        let after = &self.text[window.right.start..];
        let after = after.trim_start_matches([',', '(']).strip_prefix("其中");
        let of_one_year = || {
            after.is_some_and(|after| {
                after.starts_with(|c: char| c.is_ascii_digit())
                    && after.get(4..).is_some_and(|rest| rest.starts_with('年'))
            })
        };
        let so_far = sentence.range.start..window.left.end;
        // 2014年以来，累计公开1.02万条，办理298件: what all years make, to where the year itself is told of.
        let added_up = |past: usize| {
            let said = self.text.get(past..window.left.end).unwrap_or_default();
            let ends = ["其中", "全年", "今年", "本年", "当年", "年内"];
            said.rsplit_once("累计")
                .is_some_and(|(_, since)| !ends.iter().any(|word| since.contains(word)))
        };
        if sums_up && of_one_year()
            || self
                .dates_within(&so_far)
                .any(|date| period(date) && added_up(date.range.end))
        {
            return true;
        }
        // 施行以来累计受理421件，其中2018年76件: of that year again.
        let of_a_year = |past: usize| {
            let said = self.text.get(past..window.left.end).unwrap_or_default();
            said.rsplit_once("其中").is_some_and(|(_, since)| {
                since.starts_with(|c: char| c.is_ascii_digit())
                    || ["今年", "本年", "当年"]
                        .iter()
                        .any(|year| since.starts_with(year))
            })
        };
        let said = |past: Option<usize>| {
            past.is_some_and(|past| past <= window.left.end && !of_a_year(past))
        };
        // 全年累计 is the report year.
        let of_years =
            |(at, _): (usize, &str)| !left[..at].ends_with(['全', '本', '今', '当', '整']);
        left.match_indices("年累计").any(of_years)
            || said(sentence.up_to) && sums_up
            || sentence.years_since.is_some_and(added_up)
            || said(sentence.recent)
            || said(sentence.since)
            || [
                "历年",
                "以来累计",
                "以来共",
                "近年来",
                "几年来",
                "三年来",
                "四年来",
                "五年来",
            ]
            .iter()
            .any(|word| left.contains(word))
    }

    /// 在政府网站公开征地信息86条: whether what is published is of one topic.
    pub(super) fn is_of_a_topic(&self, window: &Window, name: &Range<usize>) -> bool {
        let said = self.text.get(name.end..window.left.end).unwrap_or_default();
        // 网站发布招标公告216条.
        let kind = ["公告", "公示", "动态", "新闻", "通知"]
            .iter()
            .any(|kind| said.ends_with(kind));
        let topic = said.strip_suffix("信息").unwrap_or_default();
        !said.contains(',') && (kind || QUIET.without(topic).chars().count() > 1)
    }

    /// 因本机关不掌握相关信息而无法提供36件: of the reason, or of all that could not be given.
    pub(super) fn leads_to_its_head(&self, window: &Window, name: &Range<usize>) -> bool {
        let said = self.text.get(name.end..window.left.end).unwrap_or_default();
        said.contains("而无法") || said.contains("而不予")
    }

    /// 门户网站公开规范性文件16条: whether a name is told of one way of publishing.
    pub(super) fn is_put_out(&self, window: &Window, name: &Range<usize>) -> bool {
        let before = self
            .text
            .get(window.left.start..name.start)
            .unwrap_or_default();
        let clause = before.rsplit([',', ':']).next().unwrap_or_default();
        ["网站", "微博", "微信", "公众号"]
            .iter()
            .any(|way| clause.ends_with(way))
    }

    /// 网上办理行政许可7.94万件: whether a name is told of those alone that were handled in one way.
    pub(super) fn is_done_on_line(&self, window: &Window, name: &Range<usize>) -> bool {
        let before = self.text.get(window.left.start..name.start);
        before.is_some_and(|before| {
            ["网上", "线上", "在线", "不见面", "即时", "容缺", "现场"]
                .iter()
                .any(|way| before.contains(way))
        })
    }

    /// 清理涉企行政规范性文件，废止3件: whether what is no more in force came out of a review of papers, of all or of some.
    pub(super) fn is_of_a_review_of_papers(&self, name: &Range<usize>) -> bool {
        let sentence = self.sentence_before(name.start).range.start;
        let said = self.text.get(sentence..name.start);
        ["废止", "失效"]
            .iter()
            .any(|gone| self.text[name.clone()].contains(gone))
            && said.is_some_and(|said| said.contains("清理"))
    }

    /// 市长主持召开专题会议1次, 年初召开会议1次, 就防汛召开新闻发布会1场: whether a name is told of some occasions.
    pub(super) fn is_of_an_occasion(&self, window: &Window, name: &Range<usize>) -> bool {
        let before = self.text.get(window.left.start..name.start);
        let clause = before.and_then(|before| before.rsplit([',', ';']).next());
        clause.is_some_and(|clause| {
            clause.contains("主持")
                || ["针对", "就"].iter().any(|topic| clause.starts_with(topic))
                || ["年初", "年中", "年末"]
                    .iter()
                    .any(|when| clause.starts_with(when))
        })
    }

    /// 以终止、驳回等方式结案2件: whether a word gives an example.
    pub(super) fn is_an_example(&self, word: &Range<usize>) -> bool {
        let rest = &self.text[word.end..];
        let end = rest.find([',', ';', '。']).unwrap_or(rest.len());
        let list = rest[..end].split_once('等');
        list.is_some_and(|(list, kind)| {
            let of_kind = ["方式", "形式", "原因"]
                .iter()
                .any(|of| kind.starts_with(of));
            of_kind
                && (list.is_empty() || list.starts_with('、'))
                && !list.contains(|c: char| c.is_ascii_digit())
        })
    }

    /// 王某某经复议后起诉1件: one case, of one applicant.
    pub(super) fn is_of_somebody(&self, window: &Window) -> bool {
        let somebody = self.sentence_before(window.left.end).somebody;
        let left = &self.text[window.left.clone()];
        let mut found = left.match_indices('某');
        somebody.is_some_and(|at| at < window.left.end)
            || found.any(|(at, word)| {
                !left[at + word.len()..].starts_with(['个', '些', '一', '项', '类'])
            })
    }

    /// 累计公开31264条: perhaps of more years; not 全年累计.
    pub(super) fn adds_up_years(&self, window: &Window) -> bool {
        let left = &self.text[window.left.clone()];
        let own = |at: usize| left[..at].ends_with(['年', '共']);
        left.match_indices("累计").any(|(at, _)| !own(at))
    }

    /// 律师及商业企业5件: what stands before the name is counted with it, and nobody knows as what.
    pub(super) fn joined_to_more(&self, window: &Window, name: Option<&Range<usize>>) -> bool {
        let before = name.and_then(|name| self.text.get(window.left.start..name.start));
        let before = before.unwrap_or_default();
        let clause = before.rsplit([',', ':', '(']).next().unwrap_or_default();
        let more = clause
            .strip_suffix("以及")
            .or(clause.strip_suffix(['、', '及', '和', '与', '或']));
        more.is_some_and(|more| !CONNECTIVES.without(more).is_empty())
    }

    /// 办公室4月、9月举办两期培训班，培训340人次: what was done on some day or in some month, not in the whole year.
    pub(super) fn within_the_year(&self, n: usize) -> bool {
        let sentence = self.of(n);
        let place = self.figures[n].range.start;
        if sentence.is_of_a_part_of_the_year(place) {
            return true;
        }
        let mut dates = self
            .dates_before(n)
            .take_while(|date| date.range.start >= sentence.range.start);
        dates.next().is_some_and(|date| {
            let words = &self.text[date.range.clone()];
            words.contains('月')
                && !words.contains("12月31")
                && !self.text[..date.range.start].ends_with(['至', '止', '到'])
                && !["底", "末", "止", "以来", "起"]
                    .iter()
                    .any(|end| self.text[date.range.end..].starts_with(end))
        })
    }

    /// 通过网站收到: a way of doing it, perhaps one of several.
    pub(super) fn says_by_a_way(&self, window: &Window) -> bool {
        self.text[window.left.clone()].contains("通过")
    }

    /// 11件申请涉及同一项目: told of what some are about.
    pub(super) fn is_of_a_matter(&self, n: usize, window: &Window, name: &Range<usize>) -> bool {
        // 内容涉及征收补偿，均已答复，其中予以公开1件: no more of what they are about.
        let listed = self.of(n).matters.is_some_and(|past| {
            let between = self.text.get(past..name.start);
            between.is_some_and(|between| {
                // 不予公开23件（主要涉及个人隐私）: what a bracket says ends with it.
                let closed = between.contains(')') && !between.contains('(');
                !closed
                    && !between.ends_with("其中")
                    && !between.ends_with("其中,")
                    && !PAST_MATTERS.iter().any(|word| between.contains(word))
            })
        });
        let named = &self.text[name.end..];
        let content = ["的内容", "的信息", "范围"]
            .iter()
            .any(|word| named.starts_with(word));
        let right = name.start >= window.right.start;
        let done = ["办结", "答复"]
            .iter()
            .any(|done| self.text[name.clone()].contains(done));
        listed && !done
            || right && content
            || name.start >= window.right.start && self.text[name.end..].starts_with("涉及")
    }
}

/// What a sentence says when it is done with what applications are about.
const PAST_MATTERS: [&str; 11] = [
    "其中通过",
    "答复,",
    "办结,",
    "办结率",
    "答复率",
    "办理结果",
    "答复情况",
    "答复结果",
    "共受理",
    "共收到",
    "全年办结",
];

/// What is done to a stock.
const CHANGES: [&str; 15] = [
    "参与制定",
    "审查",
    "备案",
    "梳理",
    "收录",
    "建议",
    "新增",
    "增配",
    "增设",
    "新设",
    "新建",
    "扩充",
    "补充",
    "清理",
    "名义",
];

/// Words that say of all what follows: 全部为网络申请.
pub(super) static OF_ALL: LazyLock<Words> =
    LazyLock::new(|| Words::new("均为 全部为 都是 全为 均来自 全部来自 均系"));

/// Names that begin with what is done have their own verb.
pub(super) static VERBS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "收到 受理 接收 接到 接受 新收 公开 主动公开 发布 制发 制定 印发 出台 召开 举办 参加 回应 办结 答复 提起 \
         引起 申请 维持 驳回 纠 被 予以 不予 同意 结转",
    )
});

/// Words that stand before a name and narrow nothing.
pub(super) static LEADS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "作出 做出 办理 发布 召开 举办 组织 开展 参加 制发 制定 印发 公开 收到 受理 引起 引发 提起 发生 被申请 \
         申请 办结 答复 的 为 有 了 共 计 其中 及 和 与 全年 本年 年 年度 等 各类 实施 配备 设立 设置 设 收取 \
         投入 安排 政府信息 信息 政务 公开工作 现有 新 于 均 已 通过 在 是 分别 将 累计 总计 全市 全县 全区 全省 \
         本机关 我局 完成 该 事件",
    )
});

/// Who a report speaks of, and words beside them that narrow nothing.
static SUBJECTS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "各级行政机关 行政机关 各级 各地 各部门 各单位 各乡镇 各镇街 人民政府 政府及其部门 政府 全系统 全州 我市 \
         我县 我区 我省 我厅 我委 我办 我镇 我乡 我街道 街道 本单位 本部门 本级 市直 公开 因 引起 引发 一共 总共 \
         依法 按时 及时 向社会 面向 年内",
    )
});

/// What narrows nothing before a name.
static QUIET: LazyLock<Words> =
    LazyLock::new(|| Words::joined(&[&CONNECTIVES, &LEADS, &VERBS, &SUBJECTS]));

/// The length of the number of a hotline: 12331.
const LINE: usize = 5;

/// What else is applied for.
const APPLIED_FOR: [&str; 20] = [
    "赔偿", "复查", "查询", "资格", "档案", "学籍", "证照", "变更", "许可", "登记", "审批", "救助",
    "补贴", "补助", "认定", "资助", "仲裁", "注册", "事项", "执业",
];

/// What is received, handled and answered beside applications for disclosure.
const OTHERS: [&str; 18] = [
    "建议", "提案", "信访", "热线", "留言", "来信", "工单", "诉求", "咨询", "来电", "投诉", "举报",
    "事项", "许可", "处罚", "问题", "案件", "邮件",
];

/// What a name that goes on so speaks of instead: 申请内容, 申请方式, 申请量前三.
const ASPECTS: [&str; 12] = [
    "标准",
    "方式",
    "内容",
    "渠道",
    "途径",
    "类型",
    "主题",
    "量前",
    "事项主要",
    "主要",
    "涉及",
    "集中",
];

/// What is counted of those who read, not of what was published.
const READERS: [&str; 11] = [
    "关注", "粉丝", "订阅", "阅读", "点击", "浏览", "访问", "转发", "用户", "点赞", "下载",
];

/// Papers and doings about a thing.
const PAPERS: [&str; 31] = [
    "批复",
    "案卷",
    "立案",
    "结案",
    "典型案例",
    "裁量基准",
    "征求意见函",
    "听证",
    "执行申请",
    "变更",
    "延续",
    "注销",
    "告知书",
    "通知书",
    "答复书",
    "决定书",
    "意见书",
    "文书",
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
    "草案",
    "草稿",
    "征求意见稿",
];
