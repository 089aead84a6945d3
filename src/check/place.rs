//! Another place's name where the report names its own: in titles, the preface, headings, and where it says whom to ask.
//!
//! Superior and subordinate places may be spoken of anywhere; a place of the report's own level may not, in these spots.

use std::ops::Range;
use std::sync::LazyLock;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::LinkedPassage;
use crate::report::{Report, Section};
use crate::source::Span;
use crate::words::Words;

/// Ends of the names of places.
const ENDS: [char; 7] = ['省', '市', '州', '盟', '县', '区', '旗'];
/// Characters that no name of a place begins with: 对样板市, 与样板市.
const NO_START: [char; 14] = [
    '对', '在', '从', '以', '为', '是', '由', '将', '与', '向', '和', '经', '据', '按',
];
/// Characters that no name of a place holds: 各县, 市级, 县政府.
const NO_NAME: [char; 14] = [
    '某', '诉', '各', '级', '等', '及', '与', '的', '了', '府', '局', '厅', '委', '由',
];
/// Characters of what is done that no name of a county or city of China holds: 紧扣市政府, 严格按照市政府. 格 and 照 are of
/// 格尔木 and 日照.
const DONE: &str = "认严按转扣贯彻落执据绕配协推履职聚把握坚持抓做优创规收受办报送请批核经听取颁被已举组切续终断牢狠努着列席参督减编撰订完赴派邀拟补递";

/// What is no name of its own: 全市, 开发区, 社区.
const COMMON: [&str; 26] = [
    "全", "我", "本", "该", "两", "有关", "相关", "所辖", "所属", "所在", "地", "园", "社", "辖",
    "城", "开发", "新", "景", "片", "校", "山", "矿", "灾", "高新", "经开", "自治",
];
/// The longest name without its end, unless it says 自治.
const NAME: usize = 4;
/// What precedes the name of whoever makes the report, in the preface.
const MAKERS: [&str; 8] = [
    "由",
    "现将",
    "现发布",
    "现公布",
    "现向社会公布",
    "编制",
    "编写了",
    "编制了",
];
/// What precedes the name of whom to ask, anywhere.
const ASKED: [&str; 5] = ["请与", "可与", "致电", "请向", "请联系"];
/// What goes on after the name of a place as an office or a report.
const GOES_ON: [&str; 6] = ["人民政府", "政府", "20", "本级", "政务公开", "信息公开"];
/// Ends of the names of departments.
const DEPARTMENTS: [&str; 3] = ["局", "厅", "委员会"];

/// Looks at every spot where a report names its own place.
pub(super) fn all(report: &Report, passages: &[LinkedPassage<'_>], findings: &mut Vec<Diagnostic>) {
    let Some(own) = Own::of(report) else { return };
    if let Some(line) = report.meta.title.first() {
        for range in own.foreign_at_start(line.text()) {
            findings.push(own.finding(&line.text()[range.clone()], line.span(range)));
        }
    }
    for table in &report.tables {
        let title = &table.title.value;
        let of_a_part = !table.scope.value.is_empty() && title.contains(&table.scope.value);
        for range in own.foreign_at_start(title).filter(|_| !of_a_part) {
            findings.push(own.finding(&title[range], table.title.span));
        }
    }
    headings(&own, &report.sections, findings);
    let first = passages.iter().position(|passage| {
        passage.section.is_some() && passage.passage.text.text().contains('。')
    });
    for (n, passage) in passages.iter().enumerate() {
        let (located, preface) = (&passage.passage.text, passage.section.is_none());
        let text = located.text();
        let mut spots: Vec<usize> = Vec::new();
        if preface || Some(n) == first {
            spots.push(opening(text));
        }
        let words = MAKERS.iter().filter(|_| preface).chain(&ASKED);
        for word in words {
            spots.extend(text.match_indices(word).map(|(at, word)| at + word.len()));
        }
        spots.sort_unstable();
        spots.dedup();
        for at in spots {
            let at = at
                + if text[at..].starts_with('《') {
                    '《'.len_utf8()
                } else {
                    0
                };
            if let Some(range) = own.foreign(text, at).or_else(|| own.department(text, at)) {
                let span: Span = located.span(range.clone());
                findings.push(own.finding(&text[range], span));
            }
        }
    }
}

fn headings(own: &Own, sections: &[Section], findings: &mut Vec<Diagnostic>) {
    for section in sections {
        let heading = &section.heading.text;
        let named = heading.text().contains("公开");
        for range in own.foreign_at_start(heading.text()).filter(|_| named) {
            findings.push(own.finding(&heading.text()[range.clone()], heading.span(range)));
        }
        headings(own, &section.sections, findings);
    }
}

/// After a date that opens a text: 2018年，.
fn opening(text: &str) -> usize {
    let rest = text.trim_start_matches(|c: char| c.is_numeric() || c.is_whitespace());
    if rest.len() == text.len() {
        return 0;
    }
    let rest = rest.strip_prefix('年').unwrap_or(rest);
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    let rest = rest.trim_start_matches(['，', ',']);
    text.len() - rest.len()
}

/// What a report calls its own.
struct Own {
    /// Its title, place and office, in which its own names and those above it stand.
    names: String,
    /// The name of its place.
    place: String,
    level: u8,
    /// Its department, if it is that of one.
    department: Option<String>,
}

impl Own {
    fn of(report: &Report) -> Option<Self> {
        let meta = &report.meta;
        let title = meta.title_line();
        let value = |name: &Option<crate::source::Spanned<String>>| {
            name.as_ref()
                .map(|name| name.value.clone())
                .unwrap_or_default()
        };
        let (place, organ) = (value(&meta.place), value(&meta.organ));
        let name = [&place, &organ].into_iter().find_map(|name| {
            let last = chain(name, 0).pop()?;
            Some(name[last].to_owned())
        })?;
        let department = [&organ, &title].into_iter().find_map(|name| {
            let from = chain(name, opening(name)).last()?.end;
            department(name, from).map(|range| name[range].to_owned())
        });
        Some(Self {
            level: level(&name)?,
            place: name,
            // The title is held against the other two.
            names: [place, organ].concat(),
            department,
        })
    }

    fn foreign_at_start(&self, text: &str) -> impl Iterator<Item = Range<usize>> + use<> {
        self.foreign(text, opening(text)).into_iter()
    }

    /// The name of another place of the same level that goes on as that of an office or a report.
    fn foreign(&self, text: &str, at: usize) -> Option<Range<usize>> {
        let chain = chain(text, at);
        let range = chain.last()?.clone();
        let rest = &text[range.end..];
        let goes_on = GOES_ON
            .iter()
            .any(|word| rest.trim_start().starts_with(word))
            || department(text, range.end).is_some();
        let name = &text[range.clone()];
        let root = name.trim_end_matches(ENDS);
        let root = if root.chars().count() < 2 { name } else { root };
        let known = chain
            .iter()
            .any(|range| self.place.contains(&text[range.clone()]));
        (goes_on && !known && !self.names.contains(root) && level(name) == Some(self.level))
            .then_some(range)
    }

    /// Another department of the report's own place.
    fn department(&self, text: &str, at: usize) -> Option<Range<usize>> {
        let own = self.department.as_ref()?;
        let chain = chain(text, at);
        let end = chain.last()?.end;
        let ours = self.names.contains(&text[chain.last()?.clone()]);
        let found = department(text, end).filter(|_| ours)?;
        let said = &text[found.clone()];
        let alike = abbreviates(said, own) || abbreviates(own, said);
        (!alike).then_some(found)
    }

    fn finding(&self, name: &str, span: Span) -> Diagnostic {
        let message = match (&self.department, level(name)) {
            (Some(own), None) => format!("这里写的是「{name}」，而这是「{own}」的报告"),
            _ => format!("这里写的是「{name}」，而这是「{}」的报告", self.place),
        };
        Diagnostic::warning(Code::ForeignPlace, message)
            .at(span, "别处的名称")
            .with_help(
                "参照别处的报告起草、忘了改的，改成本地名称；place、organ 写错了的，改文件开头",
            )
    }
}

/// Places that stand in a chain at `at`, the greatest first: 淮安市, 洪泽区.
fn chain(text: &str, at: usize) -> Vec<Range<usize>> {
    let mut chain = Vec::new();
    let mut start = at;
    while let Some(end) = name(text, start) {
        chain.push(start..end);
        start = end;
    }
    chain
}

/// Where the name of a place that begins at `start` ends.
fn name(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let mut root = String::new();
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let hanzi = ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let no_name = NO_NAME.contains(&c) || DONE.contains(c);
        if !hanzi || no_name || root.is_empty() && NO_START.contains(&c) {
            return None;
        }
        // 广州市: the first end is part of the name.
        // 广元市市场监管局: what follows is another word.
        let goes_on = chars
            .peek()
            .is_some_and(|(_, next)| ENDS.contains(next) && *next != c);
        if ENDS.contains(&c) && !root.is_empty() && !goes_on {
            let bare = root.chars().count() == 1
                && root
                    .chars()
                    .all(|c| ENDS.contains(&c) || "代并含到于该因原获".contains(c));
            let common = bare || COMMON.iter().any(|word| root == *word) || DOINGS.starts(&root);
            return (!common).then_some(start + at + c.len_utf8());
        }
        root.push(c);
        let count = root.chars().count();
        if count
            > if root.contains("自治") {
                2 * NAME
            } else {
                NAME
            }
        {
            return None;
        }
    }
    None
}

/// Words before the name of an office that are no part of a place's: 市市场监管局, 制定市政府规章, 全年市本级.
static DOINGS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "答复 提交 审议 改进 结合 增强 调整 通过 联合 会同 召开 其中 作为 公开 开展 依托 代表 制定 制发 公布 印发 \
         发布 出台 全年 全面 深入 积极 加强 主动 自觉 立足 大力 扎实 紧紧 学习 服务 遵循 遵照 获得 \
         助力 代理 清理 一是 二是 三是 首先 去年 今年 上年 年内 当年 本年 期间 面对 面向 进一步 \
         自从 来自 陪同 承接 会商 会签 同意 指导 迎接 服从 前往 统筹 突出 强化 依照 遵从 承担",
    )
});

/// The department that is named right after a place: 财政局.
fn department(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let length = rest
        .char_indices()
        .take(15)
        .find(|(_, c)| !('\u{4E00}'..='\u{9FFF}').contains(c))
        .map_or_else(
            || rest.char_indices().nth(15).map_or(rest.len(), |(at, _)| at),
            |(at, _)| at,
        );
    let end = DEPARTMENTS
        .iter()
        .filter_map(|end| rest[..length].find(end).map(|at| at + end.len()))
        .min()?;
    // 人民政府办公厅 speaks for the place.
    (!rest[..end].contains("政府")).then_some(from..from + end)
}

/// Whether every character of `short` stands in `long`, in order: 住建局 in 住房和城乡建设局.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut long = long.chars();
    short.chars().all(|c| long.any(|other| other == c))
}

fn level(name: &str) -> Option<u8> {
    match name.chars().next_back()? {
        '省' => Some(0),
        _ if name.ends_with("自治区") => Some(0),
        '市' | '州' | '盟' => Some(1),
        '县' | '区' | '旗' => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_places_are_read_to_their_end() {
        let read = |text: &'static str| -> Vec<&str> {
            chain(text, 0)
                .into_iter()
                .map(|range| &text[range])
                .collect()
        };
        assert_eq!(read("淮安市洪泽区人民政府"), ["淮安市", "洪泽区"]);
        assert_eq!(read("广州市人民政府"), ["广州市"]);
        assert_eq!(read("广元市市场监管局"), ["广元市"]);
        assert!(read("根据市政府要求").is_empty());
        assert!(read("严格按照市政府要求").is_empty());
        assert!(read("紧扣市政府中心工作").is_empty());
        assert!(read("原市农业局").is_empty());
        assert_eq!(read("日照市人民政府"), ["日照市"]);
        assert_eq!(read("荆门市"), ["荆门市"]);
        assert_eq!(read("市南区人民政府"), ["市南区"]);
        assert_eq!(read("上海市浦东新区"), ["上海市", "浦东新区"]);
        assert_eq!(read("全州县人民政府"), ["全州县"]);
        assert_eq!(read("本溪市人民政府"), ["本溪市"]);
        assert!(read("与样板市联系").is_empty());
        assert!(read("各县区人民政府").is_empty());
        assert!(read("市级有关部门").is_empty());
        assert!(read("全市各级政府").is_empty());
        assert!(read("开发区管委会").is_empty());
        assert!(read("根据国家有关规定，市").is_empty());
    }

    #[test]
    fn departments_may_be_abbreviated() {
        assert!(abbreviates("住建局", "住房和城乡建设局"));
        assert!(!abbreviates("财政局", "民政局"));
    }
}
