//! Offices and places that a figure is told of, and that are a part of what the report counts.

use std::ops::Range;
use std::sync::LazyLock;

use super::candidate::Candidate;
use super::clause::{CONNECTIVES, Clauses, Window};
use super::lexicon::{Kind, Match, Name};
use super::reading::Reading;
use super::scope::Role;
use super::{Certainty, Claim};
use crate::figure::{Class, Figure};
use crate::words::Words;

impl Reading<'_, '_> {
    /// 县财政局公开486条，其中网站公开320条: whether a figure is of an office's part, and so are those after it.
    pub(super) fn begins_a_part(&self, n: usize) -> bool {
        if self.clauses.is_of_some(n) || self.is_of_several_offices(n) || self.is_of_the_offices(n)
        {
            return true;
        }
        let window = self.clauses.window(n);
        let name = self.around(&window).into_iter().find(|found| {
            let Name::Row(_, _, kind) = found.name else {
                return false;
            };
            let near = kind > Kind::Short || self.clauses.gap(&window, &found.range) == 0;
            near && found.range.start >= window.left.start
        });
        // 从部门看，市公安局29件，同意公开11件: an office and its number.
        let Some(name) = name else {
            return self.said_of_a_part(&window, window.left.end);
        };
        name.range.end <= window.left.end
            && (self.said_of_a_part(&window, name.range.start)
                || self.clauses.of_a_kind(&name.range))
    }

    /// 三家单位收到98件, 国土、住建两个部门答复17件: offices that are counted.
    fn is_of_several_offices(&self, n: usize) -> bool {
        let Some(k) = self.just_before(n) else {
            return false;
        };
        let between = self.clauses.place(k).end..self.clauses.place(n).start;
        let between = self.clauses.text().get(between).unwrap_or_default();
        let counted = &self.clauses.text()[self.clauses.place(k)];
        let offices = ["部门", "单位", "县", "镇", "乡", "街道", "科室"];
        counted.ends_with(['个', '家'])
            && offices.iter().any(|office| between.starts_with(office))
            && !between.contains([',', '共'])
            && !between.ends_with(['和', '、', '及'])
            && !self.said.says(
                &(self.clauses.place(k).end..self.clauses.place(n).start),
                Role::Whole,
            )
    }

    /// 区政府收到申请36件，答复35件，其中予以公开14件: whether the first count of its sentence may be of a part, or of what the
    /// office decides itself.
    pub(super) fn goes_on_in_doubt(&self, n: usize) -> bool {
        // 市政府被申请行政复议6件；被提起行政诉讼9件: the list may be of several sentences.
        let sentence = self.clauses.begin_of_list(n);
        let from = self
            .claimed
            .partition_point(|k| self.done[*k].sentence < sentence);
        let first = self.claimed.get(from).filter(|k| **k < n);
        let Some((k, claim)) = first.and_then(|k| Some((*k, self.done[*k].claim.as_ref()?))) else {
            return false;
        };
        let window = self.clauses.window(k);
        let name = self.shadow.folded(claim.words.clone());
        self.clauses.told_of_a_government(&window, &name)
            || self.clauses.received_for_review(&window, &name)
    }

    /// 各部门收到168件，各街道收到57件: of the offices alone, where those below or beside them are told of too.
    fn is_of_the_offices(&self, n: usize) -> bool {
        let window = self.clauses.window(n);
        let clause = &self.clauses.text()[window.left.clone()];
        let clause = clause.rsplit([',', ';']).next().unwrap_or_default();
        let offices = ["各部门", "各单位", "局机关", "厅机关", "委机关", "部门"];
        let offices = offices.iter().any(|word| clause.starts_with(word))
            || ["市局机关", "省局机关", "区局机关", "县局机关", "省厅机关"]
                .iter()
                .any(|word| clause.contains(word));
        let sentence = &self.clauses.of(n).range;
        let others = self.said.says(sentence, Role::Rest)
            || self.said.says(sentence, Role::Part)
            || self.clauses.text()[sentence.clone()].contains("各县局");
        offices
            && others
            && self.linker.report.tables.len() < 2
            && !self.said.says(sentence, Role::Whole)
    }

    /// 市公安局收到申请20件: an office or place that is not the report's own.
    pub(super) fn said_of_a_part(&self, window: &Window, name: usize) -> bool {
        let meta = &self.linker.report.meta;
        let Some(part) = self.clauses.part(window, name) else {
            return false;
        };
        // 法律服务机构申请2件: a kind of applicants.
        let applicants = |found: &Match| {
            matches!(found.name, Name::Column(..)) && found.range.end <= name && {
                let word = &self.clauses.text()[found.range.clone()];
                part.ends_with(word)
            }
        };
        if self
            .named_in(&(window.left.start..name))
            .iter()
            .any(applicants)
        {
            return false;
        }
        // 县(市、区)政府及其部门671件: the bracket is of the level's name.
        let left = &self.clauses.text()[window.left.start.min(name)..name];
        let clause = left.rsplit(',').next().unwrap_or_default();
        let part = match clause.rsplit_once(')') {
            Some((level, end)) if end.starts_with(part) && level.ends_with(['区', '市', '县']) => {
                clause
            }
            _ => part,
        };
        // 县市区895件, 市直部门487件: a level that the report has a table for; not 市政府办21件、市直部门3件, both of one.
        if self.linker.scopes.has_a_level(part) && !self.is_half_a_level(window, part) {
            return false;
        }
        let title = meta.title_line();
        let own = [&meta.organ, &meta.place]
            .into_iter()
            .flatten()
            .any(|name| name.value.contains(part) || part.contains(name.value.as_str()));
        if title.is_empty() {
            // Nobody knows whose a plain text is, but it is not of two offices: 资源局收到268件，建管委收到154件.
            let first = !self
                .done
                .iter()
                .any(|linked| linked.figure.class == Class::Count);
            return part.ends_with("分局") && !first || self.is_beside_another_part(window, part);
        }
        !own && !title.contains(part)
    }

    /// 县政府及县政府办21件、县直部门3件: whether the departments are told of beside their government.
    fn is_half_a_level(&self, window: &Window, part: &str) -> bool {
        let from = self.clauses.sentence_before(window.left.end).range.start;
        let before = self.clauses.text().get(from..window.left.start);
        let level = part.chars().next().filter(|_| part.ends_with("部门"));
        level.is_some_and(|level| {
            before.is_some_and(|before| before.contains(&format!("{level}政府")))
        })
    }

    /// Whether an office that is not the report's own stands between the name and the figure.
    pub(super) fn told_of_a_part(&self, window: &Window, name: usize) -> bool {
        let Some(part) = self.clauses.part_after(window, name) else {
            return false;
        };
        let title = self.linker.report.meta.title_line();
        let applicants = |found: &Match| {
            matches!(found.name, Name::Column(..))
                && part.ends_with(&self.clauses.text()[found.range.clone()])
        };
        let between = self.named_in(&(name..window.left.end));
        !title.contains(part) && !between.iter().any(applicants)
    }

    /// Whether the figure before or after one tells of another office.
    fn is_beside_another_part(&self, window: &Window, part: &str) -> bool {
        let n = self.done.len();
        let sentence = self.clauses.sentence(n);
        let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten();
        beside
            .filter(|k| *k < self.clauses.figures.len() && self.clauses.sentence(*k) == sentence)
            .filter(|k| self.clauses.figures[*k].class.stands_for_cell())
            .any(|k| {
                let near = self.clauses.window(k);
                let name = near.left.end;
                let another = || {
                    self.clauses
                        .part(&near, name)
                        .is_some_and(|other| other != part)
                };
                near.left != window.left && (self.said.says(&near.left, Role::Rest) || another())
            })
    }

    /// 区政府48件中，予以公开11件: what follows a number that nobody could place is of these alone.
    pub(super) fn is_taken_from_others(&self, n: usize, best: &Candidate) -> bool {
        self.taken_apart_before(n).any(|k| {
            let linked = &self.done[k];
            linked
                .claim
                .as_ref()
                .is_some_and(|claim| self.is_of_other_parts(claim, best))
                || linked.claim.is_none()
                    && linked.figure.class == Class::Count
                    && self.restated(k).is_none()
                    && !self.is_the_rest(k)
                    && !self.is_all_of_them(k)
        })
    }

    /// 答复情况。在146件申请中，已答复143件: whether nothing narrows what others are taken from.
    fn is_all_of_them(&self, k: usize) -> bool {
        let text = self.clauses.text();
        let left = text[self.clauses.window(k).left].trim_start_matches(['在', '从', '对']);
        let after = &text[self.clauses.place(k).end..];
        CONNECTIVES.without(left).is_empty()
            && ["申请中", "政府信息公开申请中", "答复中"]
                .iter()
                .any(|word| after.starts_with(word))
    }

    /// 网络申请的41件中，同意公开10件: whether a claim is of a part, and a name of the parts of another whole.
    fn is_of_other_parts(&self, claim: &Claim, best: &Candidate) -> bool {
        let lexicon = &self.linker.lexicon;
        let Some(row) = lexicon.row_of(claim).filter(|row| *row != best.row) else {
            return false;
        };
        let keyed = |(grid, row): (usize, usize)| {
            self.linker.report.form.grids[grid].rows[row].key.is_some()
        };
        let whole = lexicon.parent(row).filter(|whole| keyed(*whole));
        whole.is_some_and(|whole| {
            whole != best.row
                && !lexicon.is_under(best.row, row)
                && !lexicon.is_under(best.row, whole)
        })
    }

    /// 41件申请中，同意公开26件，其余15件中: what is left of a list that goes on.
    fn is_the_rest(&self, k: usize) -> bool {
        let left = &self.clauses.text()[self.clauses.window(k).left];
        let rest = ["其余", "其余的", "剩余", "其他"];
        rest.iter().any(|rest| left.ends_with(rest)) && self.claims_before(k).next().is_some()
    }

    /// The figures of its sentence, or of its list, before a figure that others are taken from, the nearest first.
    pub(super) fn taken_apart_before(&self, n: usize) -> impl Iterator<Item = usize> {
        let mut from = self.clauses.sentence(n);
        while from > 0 && self.clauses.is_listed(from) {
            from -= 1;
        }
        let before = self.taken_apart.partition_point(|k| *k < n);
        let near = self.taken_apart[..before].iter().rev().copied();
        near.take_while(move |k| self.done[*k].sentence >= from)
    }

    /// 执法业务培训12次，参训1860人次: whether a row goes on from one that nobody could place.
    pub(super) fn follows_an_unknown(&self, n: usize, row: (usize, usize)) -> bool {
        let Some(k) = self.just_before(n) else {
            return false;
        };
        let linked = &self.done[k];
        let left = self.clauses.window(k).left;
        let lexicon = &self.linker.lexicon;
        linked.claim.is_none()
            && linked.figure.class == Class::Count
            && self.named_in(&left).iter().any(|found| {
                matches!(found.name, Name::Row(g, r, _) if lexicon.siblings((g, r), row))
                    && found.range.end <= left.end
            })
    }

    /// Whether a row goes on from a sibling that something leaves in doubt; the kinds of answers of a matrix stand each for
    /// itself.
    pub(super) fn follows_a_doubt(&self, n: usize, row: (usize, usize)) -> bool {
        let claim = self
            .just_before(n)
            .and_then(|k| self.done[k].claim.as_ref());
        let lexicon = &self.linker.lexicon;
        !self.is_a_matrix(row.0)
            && claim.is_some_and(|claim| {
                let before = lexicon.row_of(claim);
                !claim.is_certain() && before.is_some_and(|before| lexicon.siblings(before, row))
            })
    }

    /// 配备网站管理人员6人，其中专职2人: some of what was counted before, which is nothing of the form's.
    pub(super) fn is_among_an_unknown(&self, n: usize, window: &Window, best: &Candidate) -> bool {
        let Some(k) = self.just_before(n) else {
            return false;
        };
        let (lexicon, before) = (&self.linker.lexicon, &self.done[k]);
        let left = self.clauses.window(k).left;
        let named = |found: &Match| match found.name {
            Name::Row(g, r, _) => {
                (g, r) == best.row
                    || lexicon.is_under(best.row, (g, r))
                    || lexicon.siblings((g, r), best.row)
            }
            Name::Column(..) | Name::Joint(_) => true,
            _ => false,
        };
        let people = matches!(before.figure.unit.as_deref(), Some("人" | "名" | "位"));
        people
            && before.claim.is_none()
            && before.figure.class == Class::Count
            && self.clauses.text()[window.left.clone()].contains("其中")
            && lexicon.parent(best.row).is_some()
            && !self.named_in(&left).iter().any(named)
    }

    /// 江北区28件申请予以公开12件: what follows a number of applications that nobody could place may be told of these alone.
    pub(super) fn of_a_subset(&self, n: usize, figure: &Figure, best: &Candidate) -> bool {
        // 受理行政复议26件……；行政诉讼31件: a list may be of several sentences.
        let (from, text) = (self.clauses.begin_of_list(n), self.clauses.text());
        let told = |words: &str| {
            ["申请", "复议", "诉讼", "结转", "受理"]
                .iter()
                .any(|word| words.contains(word))
                // 公开食品药品监管信息126条，其中网站86条: of one topic.
                || words.ends_with("信息")
        };
        let mut before = (0..n)
            .rev()
            .take_while(|k| self.done[*k].sentence >= from)
            .filter(|k| self.done[*k].figure.unit == figure.unit)
            .map(|k| (&self.done[k], self.clauses.window(k)));
        // 受理复议申请18件，审结16件，维持11件: the one that says of what.
        let first = before.find(|(linked, window)| {
            linked.claim.is_some()
                || told(&text[window.left.clone()])
                || told(&text[window.right.clone()])
        });
        first.is_some_and(|(linked, _)| match &linked.claim {
            // 受理复议申请39件，维持21件、撤销4件; 受理进口机电产品申请46件，办结46件: the next of them.
            Some(claim) => {
                let lexicon = &self.linker.lexicon;
                let row = lexicon.row_of(claim);
                claim.certainty == Certainty::Narrowed
                    && (row.is_some_and(|row| lexicon.siblings(row, best.row))
                        || self.says_done(&best.range))
            }
            None => !linked.other_year && linked.figure.class == Class::Count,
        })
    }
}

impl Clauses {
    /// The sentence that the list which figure `n` stands in begins with, not far before.
    fn begin_of_list(&self, n: usize) -> usize {
        let mut sentence = self.sentence(n);
        let first = sentence.saturating_sub(FAR);
        while sentence > first && self.is_listed(sentence) {
            sentence -= 1;
        }
        sentence
    }

    /// Where the bracket around figure `n` closes, else the end of its sentence.
    pub(super) fn end_of_bracket(&self, n: usize) -> usize {
        let (sentence, place) = (&self.of(n).range, &self.figures[n].range);
        let rest = self.text.get(place.end..sentence.end).unwrap_or_default();
        rest.find(')')
            .filter(|_| self.stands_in_a_bracket(n))
            .map_or(sentence.end, |at| place.end + at)
    }

    /// Whether a bracket that opens before figure `n` in its sentence is still open there.
    pub(super) fn stands_in_a_bracket(&self, n: usize) -> bool {
        let before = &self.text[self.of(n).range.start..self.figures[n].range.start];
        before.rfind('(') > before.rfind(')')
    }

    /// Whether the words before figure `n` in its sentence turn to some of what was counted.
    fn is_of_some(&self, n: usize) -> bool {
        let some = self.of(n).of_some;
        some.is_some_and(|past| past <= self.figures[n].range.start)
    }

    /// 市政府收到的申请为73件, 市局机关21件: its own part, perhaps.
    pub(super) fn told_of_a_government(&self, window: &Window, name: &Range<usize>) -> bool {
        let end = name.start.min(window.left.end);
        let left = self.text.get(window.left.start..end).unwrap_or_default();
        let clause = left.rsplit([',', ':']).next().unwrap_or_default();
        let subject = without_adverbs(clause.trim_end_matches('的'));
        // 市政府(办公室).
        let subject = subject
            .strip_suffix(')')
            .and_then(|subject| subject.rsplit_once('('))
            .map_or(subject, |(subject, _)| subject);
        ITS_OWN.ends(subject)
    }

    /// The office or place, no word of scope, that stands right before a name: 市公安局 in 市公安局收到申请20件.
    pub(super) fn part(&self, window: &Window, name: usize) -> Option<&str> {
        let left = &self.text[window.left.start.min(name)..name];
        let clause = left
            .rsplit([',', '、', ':', '(', ')'])
            .next()
            .unwrap_or_default();
        // 市住建局：收到申请86件: named before a colon.
        let named = left
            .strip_suffix(clause)
            .and_then(|before| before.strip_suffix(':'))
            .filter(|_| without_adverbs(clause).is_empty());
        let clause = named.map_or(clause, |before| {
            before
                .rsplit([',', '、', '。', '(', ')'])
                .next()
                .unwrap_or_default()
        });
        // 在档案馆、政务服务中心设置查阅点3个: where, not whose.
        let listed = self.text[window.left.clone()]
            .rsplit([',', ';', ':'])
            .next();
        if listed
            .is_some_and(|listed| listed.starts_with(['在', '于']) && listed.contains(['、', '和']))
        {
            return None;
        }
        let mut subject = clause
            .trim_start_matches("其中")
            .trim_start_matches("通过")
            .trim_start_matches(['在', '于', '由', '《', '“', '"']);
        // 市国土局因信息公开被申请行政复议5件: who it is brought against.
        subject = subject.split_once('因').map_or(subject, |(whose, _)| whose);
        subject = without_adverbs(subject);
        // 参加国务院新闻办公室发布会3次: where it was, not whose it is.
        let object = ["参加", "出席", "做客", "接受", "配合"];
        if object.iter().any(|verb| subject.starts_with(verb)) {
            return None;
        }
        // 法院驳回……3件: who decided, not whose it is.
        // 各部门, 有关部门: all of them.
        let whole = matches!(subject, "法院" | "人民法院" | "经法院")
            || subject.starts_with(['全', '本'])
            || subject.contains(['各', '我'])
            || ["全市", "全区", "全县", "全省", "全州"]
                .iter()
                .any(|whole| subject.contains(whole))
            || subject.ends_with("有关部门");
        (is_a_part(subject) && !whole).then_some(subject)
    }

    /// 受理申请数量居前的是：市国土局76件: an office or place between the name and the figure.
    pub(super) fn part_after(&self, window: &Window, name: usize) -> Option<&str> {
        let between = self.text.get(name..window.left.end)?;
        // 最多的是市民政局(3126条).
        let between = between.trim_end_matches('(');
        // 收到申请较多的单位是自然资源局58件.
        let (_, part) = between.rsplit_once([',', '、', ':', '(', '是', '为'])?;
        let part = part.trim_start_matches("其中");
        (is_a_part(part) && !part.contains(['各', '我', '本', '全'])).then_some(part)
    }
}

/// Whether a name ends like that of an office or place.
pub(super) fn is_a_part(name: &str) -> bool {
    PARTS
        .iter()
        // 12个社区共设查阅点13个: how many there are.
        .filter_map(|end| name.strip_suffix(end))
        .any(|before| !before.is_empty() && !before.ends_with(['个', '家']))
}

/// A subject without the words between it and its verb.
fn without_adverbs(mut subject: &str) -> &str {
    while let Some(adverb) = ADVERBS.end_of(subject) {
        subject = &subject[..subject.len() - adverb.len()];
    }
    subject
}

/// How many members of a list of sentences are looked through for what it is of.
const FAR: usize = 8;

/// Who may have a part of its own in what a report counts.
static ITS_OWN: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "省政府 市政府 州政府 县政府 区政府 领导小组 局机关 厅机关 委机关 省财政 市财政 县财政 区财政 平台",
    )
});

/// Words between a subject and its verb.
static ADVERBS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "先后 共同 承办 被申请 被提起 被 引发 实施 作出 设立 设置 设 举办 召开 开展 参加 发布 公开 制发 回应 答复 办结 \
         新收 接收 各 受理 收到 办理 审理 发生 全年 年内 今年 当年 本年 本年度 年度 累计 共计 总共 共 也 已 另 \
         组织 及时 审结 应诉",
    )
});

/// Ends of the names of offices and places that are a part of what a table counts.
const PARTS: [&str; 42] = [
    "领域",
    "试点单位",
    "直属单位",
    "下属单位",
    "所属单位",
    "基层单位",
    "公安机关",
    "监察机关",
    "税务机关",
    "司法机关",
    "局长",
    "市长",
    "县长",
    "区长",
    "厅长",
    "主任",
    "处",
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
    "高校",
    "系统",
    "公司",
    "中心",
    "办公室",
    "卫健委",
    "机构",
    "部门",
    "新闻办",
    "法制办",
    "大队",
    "支队",
    "总队",
];
