//! Which table the words mean: the whole (全市), the own level (本级), or what is left (县级及以下).

use std::ops::Range;

use super::clause::{Clauses, Window};
use crate::report::Report;
use crate::words::Words;

/// The table that a figure is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Words name it.
    Named(usize),
    /// No word says anything: the report's default.
    Default(usize),
    /// The whole less the own level.
    Rest(usize, usize),
    /// No table of the report.
    Elsewhere,
}

/// What a word of scope means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Whole,
    Own,
    Organ,
    Part,
    Rest,
    Table(usize),
}

/// Words of scope, and the tables that they mean in a report.
pub(super) struct Scopes {
    words: Words<String>,
    /// What each word means.
    roles: Vec<Role>,
    whole: Option<usize>,
    own: Option<usize>,
    default: Option<usize>,
    tables: usize,
    /// Plain text: nobody knows whose it is.
    anonymous: bool,
}

const WHOLE: &[&str] = &[
    "全市",
    "全区",
    "全县",
    "全省",
    "全州",
    "全旗",
    "全盟",
    "全镇",
    "全系统",
    "各地各部门",
    "各地、各部门",
    "各级政府",
    "各级行政机关",
    "全市各",
    "含县市区",
    "我市",
    "我区",
    "我县",
    "我省",
    "本市",
    "本区",
    "本县",
    "本省",
    "各乡镇、各部门",
    "各镇街、各部门",
    "各乡镇(街道)、各部门",
    "各镇、各部门",
    "各县区、各部门",
    "两级",
    "三级",
];
/// The own level of a report, by what its whole is called; the levels below and above are not it.
const LEVELS: &[(char, &[&str])] = &[
    ('省', &["省级", "省直", "省本级"]),
    ('市', &["市级", "市直", "市本级"]),
    ('州', &["州级", "州直", "州本级"]),
    ('区', &["区级", "区直", "区本级"]),
    ('县', &["县级", "县直", "县本级"]),
];
/// Who makes up the own level, where a report counts it apart.
const OFFICES: &[&str] = &[
    "省政府部门",
    "省政府各部门",
    "省政府及其部门",
    "省政府及各部门",
    "省政府及省政府各部门",
    "省政府及其工作部门",
    "市政府部门",
    "市政府各部门",
    "市政府及其部门",
    "市政府及各部门",
    "市政府及其工作部门",
    "县政府及县直",
    "区政府及区直",
    "市政府及市直",
    "省政府及省直",
];
const ORGAN: &[&str] = &[
    "本机关",
    "本单位",
    "本部门",
    "我局",
    "我厅",
    "我委",
    "我办",
    "我院",
    "我单位",
    "我镇",
    "我街道",
    "本街道",
    "本镇",
    "本乡",
    "我乡",
    "本社区",
    "本办",
    "本局",
    "本厅",
    "本委",
];
/// A part of the whole and of the own level, in a report that is not its own.
const PART: &[&str] = &[
    "省政府办",
    "市政府办",
    "区政府办",
    "县政府办",
    "州政府办",
    "乡镇",
    "镇街",
    "街道",
    "社区",
    "基层单位",
    "各直属",
];
const REST: &[&str] = &[
    "县级及以下",
    "县及以下",
    "县(市、区)及以下",
    "县(市、区)政府及其部门",
    "县(区)政府及其部门",
    "县市区政府及其部门",
    "区县级及以下",
    "各县(市、区)",
    "各县市区",
    "各县区",
    "各区县",
    "县(市、区)",
    "县市区",
    "区县",
    "市县",
    "各市州",
    "各设区市",
    "设区市",
    "各地市",
    "乡镇及以下",
    "镇街及以下",
    "乡镇(街道)及以下",
];
/// Levels that are named together, by the highest of them: the whole of a place of that level, what is left of one above.
const TOGETHER: &[(char, &[&str])] = &[
    (
        '市',
        &["市、县、乡三级", "市县乡三级", "市、县两级", "市县两级"],
    ),
    (
        '县',
        &[
            "县、乡两级",
            "县乡两级",
            "县、乡镇两级",
            "县(市、区)、乡两级",
        ],
    ),
    (
        '道',
        &[
            "街道、镇",
            "镇、街道",
            "街道(镇)",
            "镇(街道)",
            "街镇",
            "乡镇、街道",
            "乡镇(街道)",
        ],
    ),
];

/// No longer than a typed heading, in bytes.
const HEADING: usize = 60;

/// What an office that speaks of itself goes on with.
const STARTS: [&str; 13] = [
    ":", "通过", "共", "全年", "主动", "收到", "受理", "召开", "举办", "开展", "设立", "设置",
    "配备",
];

/// What an office above gives.
const LED: [&str; 8] = [
    "指导",
    "领导",
    "支持",
    "部署",
    "要求",
    "统筹",
    "组织下",
    "帮助",
];

/// How far down a level stands.
fn rank(level: char) -> Option<u8> {
    match level {
        '省' => Some(0),
        '市' | '州' | '盟' => Some(1),
        '区' | '县' | '旗' => Some(2),
        '镇' | '乡' | '道' => Some(3),
        _ => None,
    }
}

impl Scopes {
    pub(super) fn new(report: &Report) -> Self {
        let named = |n: usize| report.tables[n].scope.value.as_str();
        let all = 0..report.tables.len();
        let called_whole = all.clone().find(|n| named(*n).starts_with('全'));
        let whole = called_whole.or(report
            .default_table
            .filter(|_| !report.form.scopes.is_empty()));
        let levels = || LEVELS.iter().flat_map(|(_, words)| *words);
        let own = all
            .clone()
            .find(|n| named(*n).contains("本级") || levels().any(|word| named(*n).contains(word)));
        let place = report.meta.place.as_ref().map(|place| place.value.as_str());
        let called = whole.map(named).and_then(|scope| scope.chars().nth(1));
        // Plain text has no title, and nobody knows whose it is.
        let known = !report.meta.title.is_empty();
        let level = called
            .or_else(|| place?.chars().last())
            .filter(|_| known)
            .and_then(rank);
        let mut words: Vec<(String, Role)> = Vec::new();
        let mut add = |list: &[&str], role: Role| {
            words.extend(list.iter().map(|word| ((*word).to_owned(), role)));
        };
        let apart = whole.is_some() && own.is_some();
        add(REST, Role::Rest);
        if apart {
            add(OFFICES, Role::Own);
        }
        add(WHOLE, Role::Whole);
        add(&["本级"], Role::Own);
        for (name, list) in LEVELS {
            // A level below the report's own is a part of what is left; one above is another's.
            let role = match (level, rank(*name)) {
                (Some(own), Some(other)) if other > own => Role::Rest,
                (Some(own), Some(other)) if other < own => Role::Part,
                _ => Role::Own,
            };
            add(list, role);
        }
        for (name, list) in TOGETHER {
            let role = match (level, rank(*name)) {
                (Some(own), Some(other)) if other == own => Role::Whole,
                (None, Some(other)) if rank('镇') == Some(other) => Role::Part,
                (None, Some(other)) if rank('市') == Some(other) => Role::Whole,
                _ => Role::Rest,
            };
            add(list, role);
        }
        add(ORGAN, Role::Organ);
        // In the report of an office they are the office itself.
        add(
            &[
                "厅本级",
                "局本级",
                "部本级",
                "委本级",
                "厅机关",
                "局机关",
                "委机关",
            ],
            Role::Organ,
        );
        // 街道设查阅点8个, in the report of a 街道.
        let organ = report.meta.organ.as_ref().map(|organ| organ.value.as_str());
        let names = format!("{}{}", report.meta.title_line(), organ.unwrap_or_default());
        for word in PART {
            let own = names.contains(word);
            add(&[word], if own { Role::Organ } else { Role::Part });
        }
        words.extend(
            all.filter(|n| !named(*n).is_empty())
                .map(|n| (named(n).to_owned(), Role::Table(n))),
        );
        for n in 0..report.tables.len() {
            let said = report
                .form
                .scope(named(n))
                .map_or(&[][..], |scope| &scope.words);
            words.extend(said.iter().map(|word| (word.clone(), Role::Table(n))));
        }
        // Of a word that is listed twice the first meaning counts.
        words.sort_by(|(a, _), (b, _)| a.cmp(b));
        words.dedup_by(|(b, _), (a, _)| a == b);
        let (words, roles) = words.into_iter().unzip();
        Self {
            words: Words::sorted(words),
            roles,
            whole,
            own,
            default: report.default_table,
            tables: report.tables.len(),
            anonymous: !known,
        }
    }

    /// The words of scope of a passage, and what its sentences are said of.
    /// `above`: what its heading is said of.
    pub(super) fn said(&self, clauses: &Clauses, above: Option<Role>) -> Said {
        let mut said = Said {
            words: self.words(clauses.text()),
            subjects: Vec::with_capacity(clauses.sentences()),
        };
        let mut carried = above;
        for sentence in 0..clauses.sentences() {
            let range = clauses.sentence_range(sentence);
            let end = clauses.first_figure(sentence).unwrap_or(range.end);
            // 分区县的数据: a sentence that counts nothing speaks of no level, unless it is no more than a heading.
            let tells = clauses.first_figure(sentence).is_some() || range.len() <= HEADING;
            let level = |role: &Role| matches!(role, Role::Own | Role::Rest);
            let here = said.last(&(range.start..end));
            let here = here.filter(|role| tells || !level(role));
            let subject = here.or(carried);
            // An office mentioned in passing, or a member of a list, is not what the next sentence speaks of.
            // 市本级5条，县区7条，全市共12条: the whole is what goes on.
            let whole = said.says(&range, Role::Whole);
            // 其中，区本级公开5026条，街道、镇公开3289条: parts of what was said before, and what goes on is told of that.
            let both = said.says(&range, Role::Own) && said.says(&range, Role::Rest);
            carried = here
                .filter(|role| *role != Role::Part && !clauses.is_listed(sentence))
                .filter(|_| !both && !clauses.goes_on(sentence) || whole)
                .map(|role| if whole { Role::Whole } else { role })
                .or(carried);
            said.subjects.push(subject);
        }
        said
    }

    /// What a heading is said of.
    pub(super) fn named(&self, heading: &str) -> Option<Role> {
        let named = |role: &Role| !matches!(role, Role::Organ | Role::Part);
        let words = self.words(heading);
        words.into_iter().map(|(_, role)| role).rfind(named)
    }

    /// Whether a name is that of a level that the report counts apart.
    pub(super) fn has_a_level(&self, name: &str) -> bool {
        let told = |role: &Role| match role {
            Role::Own | Role::Rest => self.own.is_some() && self.whole.is_some(),
            _ => false,
        };
        let words = self.words(name);
        words.iter().any(|(_, role)| told(role))
    }

    /// The words of scope of a text, in order of place; a word within a longer one does not count.
    fn words(&self, text: &str) -> Vec<(Range<usize>, Role)> {
        // The longest word counts: 县级及以下 is not 县级.
        let found = self.words.longest(text);
        found
            .filter_map(|(word, n)| Some((word.clone(), self.meant(text, &word, self.roles[n])?)))
            .collect()
    }

    /// What a word of scope means where it stands, if it means any.
    fn meant(&self, text: &str, word: &Range<usize>, role: Role) -> Option<Role> {
        let (before, after) = (&text[..word.start], &text[word.end..]);
        // 召开全市政府信息公开工作会议3次: one meeting, for all; where the report counts those of all, it is a part.
        let meeting = role == Role::Whole && is_of_a_meeting(before, after);
        let role = match (meeting, self.tables > 1 && !self.anonymous) {
            (true, true) => Role::Part,
            (true, false) => return None,
            _ => role,
        };
        // 全省3872件，市县两级3386件: in plain text the levels below the one that its sentence has named.
        let below = role == Role::Whole
            && self.anonymous
            && text[word.clone()].ends_with("两级")
            && before
                .rsplit('。')
                .next()
                .is_some_and(|said| said.contains('省'));
        let role = if below { Role::Rest } else { role };
        // 办公室设在区政府办: where it is.
        if ["设在", "设于", "挂靠", "挂靠在"]
            .iter()
            .any(|seat| before.ends_with(seat))
        {
            return None;
        }
        // 全区各部门、各街道: with the whole.
        let in_a_list = before.trim_end_matches('各').ends_with(['及', '和', '、']);
        // 在区政府办公室的指导下: nothing is told of it.
        let after = after
            .strip_prefix("公室")
            .or(after.strip_prefix("公厅"))
            .unwrap_or(after);
        let led = after.trim_start_matches('的');
        // 占市直部门总量的31.6%: what a share is of.
        let of_a_share = role != Role::Whole && before.ends_with('占');
        if of_a_share || LED.iter().any(|word| led.starts_with(word)) {
            return None;
        }
        let told = match role {
            // 培训社区信息员26人次: who was trained.
            Role::Part | Role::Rest if before.ends_with("培训") => false,
            // 12个社区设查阅点13个: how many there are.
            Role::Part if before.ends_with(['个', '家']) => false,
            // 我县本级和各部门、乡镇共收到61件: together.
            Role::Own if after.starts_with(['和', '及', '、', '与']) => {
                let told = after.split(|c: char| c.is_ascii_digit() || c == ',').next();
                !told.is_some_and(|told| told.contains('共'))
            }
            // 市政府及市政府办公厅: with the whole, no part of it.
            // 街道办事处共收到: in plain text the office itself, and so where it opens its sentence.
            Role::Part => {
                let opens = before.is_empty()
                    || before.ends_with(['。', '年'])
                    || before.ends_with("年,")
                    || after.starts_with("子站")
                    || STARTS.iter().any(|start| after.starts_with(start));
                // 区政府办代表区政府受理: its own part.
                let acts_for = after.starts_with("代表") && !text[word.end..].starts_with("公厅");
                let named = opens || after.starts_with("办事处");
                let itself = self.anonymous && named && !acts_for;
                !(itself || in_a_list)
            }
            // 区政府及各部门、街道(镇): with the whole too.
            Role::Rest if text[word.clone()].contains(['镇', '街']) => {
                !before.ends_with(['及', '和', '、'])
            }
            // 不属于本机关公开: the name of a row.
            Role::Organ => !before.ends_with(['于', '非', '属', '由']),
            _ => true,
        };
        told.then_some(role)
    }

    /// The table that is spoken of at `at`, after the words of `window`.
    pub(super) fn of(
        &self,
        said: &Said,
        clauses: &Clauses,
        at: usize,
        window: &Range<usize>,
    ) -> Scope {
        let sentence = clauses.sentence_at(at);
        let among = said.among(clauses, sentence, at);
        let role = said.last(window).or(among).or(said.subjects[sentence]);
        // 完成省级行政许可3189项: where nobody knows whose a text is, the level is a part only beside another.
        let beside = || {
            let range = clauses.sentence_range(sentence);
            let own = said.first(&range, Role::Own).unwrap_or(range.start);
            said.says(&range, Role::Rest)
                || said.says(&range, Role::Whole)
                || clauses.text()[range.start..own].contains("其中")
        };
        if role == Some(Role::Own) && self.anonymous && self.tables == 1 && !beside() {
            return self.default.map_or(Scope::Elsewhere, Scope::Default);
        }
        match role {
            Some(role) => self.table(role),
            None => self.default.map_or(Scope::Elsewhere, Scope::Default),
        }
    }

    /// 市本级公开41276条。制发规范性文件61件: whether a sentence that names no level comes right after one that ends with a
    /// part of the whole, where the report counts both.
    pub(super) fn follows_a_level(
        &self,
        said: &Said,
        clauses: &Clauses,
        n: usize,
        window: &Window,
    ) -> bool {
        let sentence = clauses.sentence(n);
        let range = clauses.sentence_range(sentence);
        let here = range.start..window.left.end;
        let Some(before) = sentence.checked_sub(1) else {
            return false;
        };
        let before = clauses.sentence_range(before);
        // 全市公开12万条，其中市本级4万条: a part in passing.
        let told_apart = |word: &Range<usize>| {
            let so_far = &clauses.text()[before.start..word.start];
            !so_far.ends_with("其中") && !so_far.ends_with('(')
        };
        self.own.is_some()
            && self.whole.is_some()
            && !self.anonymous
            && said.last(&here).is_none()
            && said.says(&before, Role::Whole)
            && said
                .within(&before)
                .last()
                .is_some_and(|(word, role)| *role == Role::Own && told_apart(word))
    }

    fn table(&self, role: Role) -> Scope {
        let found = |table: Option<usize>| table.map_or(Scope::Elsewhere, Scope::Named);
        match role {
            Role::Table(n) => Scope::Named(n),
            Role::Whole | Role::Organ if self.tables == 1 => Scope::Named(0),
            Role::Whole => found(self.whole.or(self.default)),
            Role::Own | Role::Organ => found(self.own),
            Role::Part => Scope::Elsewhere,
            Role::Rest => match (self.whole, self.own) {
                (Some(whole), Some(own)) => Scope::Rest(whole, own),
                _ => Scope::Elsewhere,
            },
        }
    }
}

/// Whether a word of scope is a part of the name of a meeting that is held.
fn is_of_a_meeting(before: &str, after: &str) -> bool {
    let held = ["召开", "举办", "组织"]
        .iter()
        .any(|verb| before.ends_with(verb));
    let name: String = after
        .chars()
        .take_while(|c| !c.is_ascii_digit() && *c != ',')
        .collect();
    held && (name.contains("会议") || name.contains("推进会") || name.contains("培训"))
}

/// The words of scope that a passage holds.
pub(super) struct Said {
    words: Vec<(Range<usize>, Role)>,
    /// For each sentence, the word of scope that its subject or, without one, an earlier sentence's subject holds.
    subjects: Vec<Option<Role>>,
}

impl Said {
    /// Whether a range of the shadow holds a word of scope other than the office's own name for itself.
    pub(super) fn says_another(&self, range: &Range<usize>) -> bool {
        self.last(range).is_some_and(|role| role != Role::Organ)
    }

    /// 全市收到1382件，市本级487件，其中当面96件: the level that is told apart.
    fn among(&self, clauses: &Clauses, sentence: usize, at: usize) -> Option<Role> {
        let before = self.words.partition_point(|(word, _)| word.end <= at);
        let (word, role) = self.words.get(before.checked_sub(1)?)?;
        let level = matches!(role, Role::Own | Role::Rest | Role::Table(_));
        if !level || word.start < clauses.sentence_range(sentence).start {
            return None;
        }
        let said = clauses.text().get(word.end..at)?;
        let (counted, parts) = said.split_once("其中").or(said.split_once('('))?;
        let counts = counted.contains(|c: char| c.is_ascii_digit());
        // (市本级487件),其中网上申请702件: of what stands before the bracket.
        (counts && !counted.contains(')') && !parts.contains(')')).then_some(*role)
    }

    pub(super) fn says(&self, range: &Range<usize>, role: Role) -> bool {
        self.within(range).any(|(_, said)| *said == role)
    }

    /// Where the first word of a role begins in a range.
    fn first(&self, range: &Range<usize>, role: Role) -> Option<usize> {
        let found = self.within(range).find(|(_, said)| *said == role);
        found.map(|(word, _)| word.start)
    }

    fn last(&self, range: &Range<usize>) -> Option<Role> {
        self.within(range).last().map(|(_, role)| *role)
    }

    fn within(&self, range: &Range<usize>) -> impl Iterator<Item = &(Range<usize>, Role)> {
        let from = self
            .words
            .partition_point(|(word, _)| word.start < range.start);
        let end = range.end;
        self.words[from..]
            .iter()
            .take_while(move |(word, _)| word.end <= end)
    }
}
