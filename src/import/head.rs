//! What the head of a column says: whose numbers stand below (全市, 本级), of which year, in which unit; or that none do.

use std::sync::LazyLock;

use regex::Regex;

use super::mark::chinese_number;
use super::months::Months;
use super::value::{half, unit_in};
use crate::form::Form;

/// A head, or any text that says the same beside a value: a cell 全市 in a row, the name of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// The year that it names.
    pub(super) year: Option<i32>,
    /// The scope that it names.
    pub(super) scope: Option<String>,
    /// The unit that it names.
    pub(super) unit: Option<String>,
    /// The months that it names, if not all of the year.
    pub(super) months: Option<Months>,
    /// What stands below.
    pub(super) below: Below,
}

/// What stands below a head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Below {
    /// The words are known to the last one, and values stand below.
    Values,
    /// Values of a month, a quarter or half a year.
    Months,
    /// Years, scopes or units, which say whose the values beside them are.
    Years,
    /// The same of scopes.
    Scopes,
    /// Running numbers, labels or units, which are no values.
    Marks,
    /// Remarks.
    Remarks,
    /// Numbers that compare others: 增减, 占比.
    Changes,
    /// Nobody knows.
    #[default]
    Unknown,
}

const YEARS: &[&str] = &["年度", "年份", "年", "报告年度", "统计年度", "year"];
const SCOPES: &[&str] = &["口径", "范围", "统计口径", "统计范围", "层级", "scope"];
const MARKS: &[&str] = &[
    "序号",
    "编号",
    "代码",
    "指标代码",
    "行次",
    "行号",
    "单位",
    "计量单位",
    "unit",
];
const LABELS: &[&str] = &[
    "indicator",
    "指标",
    "统计指标",
    "指标名称",
    "项目",
    "名称",
    "信息内容",
];
const REMARKS: &[&str] = &["备注", "说明", "填报说明", "指标解释", "指标说明", "注"];
const CHANGES: &[&str] = &[
    "增减",
    "增长",
    "增幅",
    "降幅",
    "增加",
    "减少",
    "同比",
    "环比",
    "占比",
    "比例",
    "比重",
    "比上年",
    "较上年",
    "排名",
    "差额",
    "变化",
    "计划",
    "目标",
];
/// Words for numbers that say nothing of whose they are, the longer ones first.
const VALUES: &[&str] = &[
    "统计数据",
    "统计数值",
    "统计数",
    "填报数据",
    "填报数",
    "上报数",
    "实际数",
    "合计数",
    "合计",
    "总计数",
    "总计",
    "累计数",
    "累计",
    "汇总数",
    "汇总",
    "总数",
    "数据",
    "数值",
    "数量",
    "数",
    "值",
    "value",
];
/// Words of a title or the name of a sheet that say nothing of whose the numbers are.
const TITLES: &[&str] = &["统计表", "汇总表", "情况表", "报表", "汇总", "表"];

static YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"^((?:19|20)\d\d)(?:年度|年)?"));
static SCOPE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "^(?:全(?:省|市|州|盟|县|区|旗|镇|乡|系统)|[省市州盟县区旗镇乡]?本级|[省市州盟县区旗](?:直属|直|级)(?:各?(?:单位|部门|机关))?\
         |各?(?:乡镇街道|镇街|乡镇|街道|县市区|区县|县区|市县|市州))",
    )
});
static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:([0-9]{1,2})(?:月?[-—–~至到]([0-9]{1,2}))?月份?|(十[一二]?|[一二三四五六七八九])月份?|第?([1-4一二三四])季度|(上|下)半年)",
    )
});
static TITLE_YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"((?:19|20)\d\d)年"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of ours")
}

impl Head {
    /// What a text says as a head; `year` is that of the report.
    pub(super) fn of(text: &str, form: &Form, year: i32) -> Self {
        let text: String = half(text).chars().filter(|c| !c.is_whitespace()).collect();
        let text = text.trim_end_matches(':').to_lowercase();
        let is = |words: &[&str]| words.contains(&text.as_str());
        let below = |below: Below| Self {
            below,
            ..Self::default()
        };
        if is(YEARS) {
            return below(Below::Years);
        }
        if is(SCOPES) {
            return below(Below::Scopes);
        }
        if is(MARKS) || is(LABELS) {
            return below(Below::Marks);
        }
        if is(REMARKS) {
            return below(Below::Remarks);
        }
        if CHANGES.iter().any(|word| text.contains(word)) || text.contains('%') {
            return below(Below::Changes);
        }
        let mut head = Self::default();
        if text.contains(char::is_alphanumeric) && head.take(&text, form, year, &[]) {
            head.below = match head.months {
                Some(_) => Below::Months,
                None => Below::Values,
            };
        }
        head
    }

    /// What the name of a sheet says: 2018, 全市, 本级统计表.
    pub(super) fn of_sheet(name: &str, form: &Form, year: i32) -> Self {
        let name: String = half(name).chars().filter(|c| !c.is_whitespace()).collect();
        let mut head = Self::default();
        if head.take(&name, form, year, TITLES) {
            head.below = Below::Values;
            head
        } else {
            Self::default()
        }
    }

    /// Whether a text is the head of labels.
    pub(super) fn is_of_labels(text: &str) -> bool {
        let text: String = half(text).chars().filter(|c| !c.is_whitespace()).collect();
        LABELS.contains(&text.to_lowercase().as_str())
    }

    /// The year that a title tells, where it tells one.
    pub(super) fn title_year(title: &str) -> Option<i32> {
        let title = half(title);
        let mut years = TITLE_YEAR
            .captures_iter(&title)
            .filter_map(|found| found[1].parse().ok());
        years
            .next()
            .filter(|year| years.all(|other| other == *year))
    }

    /// Whether it says whose the values are.
    pub(super) fn qualifies(&self) -> bool {
        self.below == Below::Values && (self.year.is_some() || self.scope.is_some())
    }

    /// Takes a text word by word; whether no word was left.
    fn take(&mut self, text: &str, form: &Form, year: i32, also: &[&str]) -> bool {
        let marks = ['(', ')', '[', ']', '、', '·', ':', ',', '-', '_', '/'];
        if let Some((head, note)) = super::label::note(text)
            && unit_in(note).is_some()
        {
            return self.take(note, form, year, also) && self.take(head, form, year, also);
        }
        if let Some(unit) = unit_in(text) {
            self.unit = Some(unit);
            return true;
        }
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches(marks);
            if rest.is_empty() {
                return true;
            }
            let Some(length) = self.word(rest, form, year, also) else {
                return false;
            };
            rest = &rest[length..];
        }
    }

    /// Takes the first word of a text; the bytes that it is long.
    fn word(&mut self, text: &str, form: &Form, year: i32, also: &[&str]) -> Option<usize> {
        if let Some(found) = YEAR.captures(text) {
            self.year = found[1].parse().ok();
            return Some(found[0].len());
        }
        if let Some((length, months)) = months(text) {
            self.months = Some(months).filter(|months| *months != (1, 12));
            return Some(length);
        }
        let years = [
            ("上年同期", -1),
            ("上一年度", -1),
            ("上一年", -1),
            ("上年度", -1),
            ("上年", -1),
            ("去年", -1),
            ("本年度", 0),
            ("本年", 0),
            ("今年", 0),
            ("当年", 0),
            ("报告年度", 0),
            ("全年", 0),
        ];
        if let Some((word, shift)) = years.iter().find(|(word, _)| text.starts_with(word)) {
            self.year = Some(year + shift);
            return Some(word.len());
        }
        let names = form.scopes.iter().flat_map(|scope| {
            let words = scope.words.iter().chain([&scope.name]);
            words.map(|word| (word.as_str(), scope.name.as_str()))
        });
        let named = names
            .filter(|(word, _)| text.starts_with(word))
            .max_by_key(|(word, _)| word.len());
        if let Some((word, name)) = named {
            self.scope = Some(name.to_owned());
            return Some(word.len());
        }
        if let Some(found) = SCOPE.find(text) {
            self.scope = Some(found.as_str().to_owned());
            return Some(found.len());
        }
        let mut words = VALUES.iter().chain(also);
        words
            .find(|word| text.starts_with(**word))
            .map(|word| word.len())
    }
}

/// The months that a text begins with, and the bytes that they take.
fn months(text: &str) -> Option<(usize, Months)> {
    let found = MONTHS.captures(text)?;
    let number = |at: usize| {
        let text = found.get(at)?.as_str();
        text.parse().ok().or_else(|| chinese_number(text))
    };
    let (first, last) = match (number(1).or(number(3)), number(2), number(4)) {
        (Some(first), last, _) => (first, last.unwrap_or(first)),
        (None, _, Some(quarter)) => (3 * quarter - 2, 3 * quarter),
        (None, _, None) if found.get(5)?.as_str() == "上" => (1, 6),
        (None, _, None) => (7, 12),
    };
    (1..=last).contains(&first).then_some(())?;
    (last <= 12).then_some((found[0].len(), (first, last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Head {
        Head::of(text, &Form::embedded("2014").expect("embedded"), 2018)
    }

    #[test]
    fn heads_of_values() {
        for (text, year, scope, unit) in [
            ("2017年", Some(2017), None, None),
            ("２０１８年度", Some(2018), None, None),
            ("本年数", Some(2018), None, None),
            ("上年同期数", Some(2017), None, None),
            ("全市", None, Some("全市"), None),
            ("市本级（2018年）", Some(2018), Some("市本级"), None),
            ("区直单位", None, Some("区直单位"), None),
            (
                "2018年全市统计数（件）",
                Some(2018),
                Some("全市"),
                Some("件"),
            ),
            ("数值（单位：万元）", None, None, Some("万元")),
            ("单位：元", None, None, Some("元")),
            ("全年", Some(2018), None, None),
            ("value", None, None, None),
            ("合计", None, None, None),
            ("全市合计（件）", None, Some("全市"), Some("件")),
            ("2018年1-12月累计", Some(2018), None, None),
        ] {
            let wanted = Head {
                year,
                scope: scope.map(str::to_owned),
                unit: unit.map(str::to_owned),
                months: None,
                below: Below::Values,
            };
            assert_eq!(head(text), wanted, "{text}");
        }
    }

    #[test]
    fn heads_of_months() {
        for (text, months) in [
            ("1月", (1, 1)),
            ("2018年１２月份", (12, 12)),
            ("十一月", (11, 11)),
            ("第三季度", (7, 9)),
            ("1季度", (1, 3)),
            ("下半年", (7, 12)),
            ("1至9月累计", (1, 9)),
        ] {
            let head = head(text);
            assert_eq!(
                (head.months, head.below),
                (Some(months), Below::Months),
                "{text}"
            );
        }
        assert_eq!(head("13月").below, Below::Unknown);
    }

    #[test]
    fn heads_of_other_things() {
        for (text, below) in [
            ("年度", Below::Years),
            ("口径", Below::Scopes),
            ("序 号", Below::Marks),
            ("单位", Below::Marks),
            ("备注", Below::Remarks),
            ("同比增减", Below::Changes),
            ("2018年占比（%）", Below::Changes),
            ("甲县", Below::Unknown),
            ("收到申请数", Below::Unknown),
            ("全年总结", Below::Unknown),
            ("—", Below::Unknown),
            ("（）", Below::Unknown),
        ] {
            assert_eq!(head(text).below, below, "{text}");
        }
    }
}
