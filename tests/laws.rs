//! Laws that hold for every report: what may never change when something else does, and what no text may break.

use std::ops::Range;

use hegao::check;
use hegao::diagnostic::{Code, Severity};
use hegao::form::Form;
use hegao::ledger::Entry;
use hegao::link;
use hegao::report::{Cell, Passage, Relation, Report, State};
use hegao::source::{Located, Sources};
use proptest::prelude::*;
use proptest::sample::Index;

/// The reports that are shipped, one for each form and more.
const REPORTS: [&str; 4] = [
    include_str!("../data/jingmen-2018.toml"),
    include_str!("../data/shili-2018.toml"),
    include_str!("../data/shili-2020.toml"),
    include_str!("../data/shili-2024.toml"),
];

/// Reads a data file that may be faulty.
fn read(text: &str) -> (Sources, hegao::data::Reading) {
    let mut sources = Sources::default();
    let file = sources.add("report.toml", text);
    let find = |id: &str| Form::embedded(id).ok_or_else(String::new);
    let reading = hegao::data::read(&sources, file, &find);
    (sources, reading)
}

fn report(text: &str) -> Report {
    read(text).1.report.expect("a report")
}

/// What a figure is said to be.
type Said = Option<(Relation, Vec<Cell>)>;

/// What every figure is said to be, passage by passage.
fn links(report: &Report) -> Vec<Vec<Said>> {
    let said = |linked: &link::Linked| {
        linked
            .claim
            .as_ref()
            .map(|claim| (claim.relation, claim.cells.clone()))
    };
    link::report(report)
        .iter()
        .map(|passage| passage.figures.iter().map(said).collect())
        .collect()
}

/// A figure in Arabic digits whose numeral stands in the file as it is.
struct Written {
    passage: usize,
    figure: usize,
    numeral: Range<usize>,
    linked: bool,
}

fn written(report: &Report, text: &str) -> Vec<Written> {
    let mut all = Vec::new();
    for (p, passage) in link::report(report).iter().enumerate() {
        for (f, linked) in passage.figures.iter().enumerate() {
            let range = linked.figure.numeral.clone();
            let numeral = passage.passage.text.span(range).range();
            let digits = text[numeral.clone()].bytes().all(|b| b.is_ascii_digit());
            let counts = linked.figure.class == hegao::figure::Class::Count;
            if counts && digits && linked.overrule.is_none() {
                all.push(Written {
                    passage: p,
                    figure: f,
                    numeral,
                    linked: linked.claim.is_some(),
                });
            }
        }
    }
    all
}

fn replaced(text: &str, range: Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..range.start], &text[range.end..])
}

/// What the ledger says of each figure but its place and its words.
fn brief(ledger: &[Entry]) -> Vec<String> {
    let line = |entry: &Entry| {
        format!(
            "{:?} {:?} {:?} {:?} {:?}",
            entry.class,
            entry.quantity.map(|quantity| quantity.value.normalize()),
            entry.relation,
            entry.cells,
            entry.status
        )
    };
    ledger.iter().map(line).collect()
}

const CHINESE: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number below ten thousand in Chinese.
fn chinese(number: usize) -> String {
    let mut text = String::new();
    let mut zero = false;
    for (place, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / place % 10;
        if digit == 0 {
            zero = !text.is_empty();
            continue;
        }
        if zero {
            text.push('零');
            zero = false;
        }
        text.push(CHINESE[digit]);
        text.push_str(unit);
    }
    if text.is_empty() {
        "零".to_owned()
    } else {
        text
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// A figure's own digits never choose what it is bound to.
    #[test]
    fn digits_do_not_choose_links(which in 0..REPORTS.len(), figure: Index, new in 1u64..100_000_000) {
        let text = REPORTS[which];
        let base = report(text);
        let all = written(&base, text);
        let target = figure.get(&all);
        let spoilt = replaced(text, target.numeral.clone(), &new.to_string());
        prop_assert_eq!(
            &links(&base)[target.passage][target.figure],
            &links(&report(&spoilt))[target.passage][target.figure],
            "{} → {}", &text[target.numeral.clone()], new
        );
    }

    /// The numbers of the tables never choose what any figure is bound to.
    #[test]
    fn cells_do_not_choose_links(which in 0..REPORTS.len(), cell: Index, new in 0u64..100_000_000) {
        let text = REPORTS[which];
        let base = report(text);
        let mut filled = Vec::new();
        for (table, form) in base.tables.iter().enumerate() {
            for (address, entry) in &form.cells {
                if matches!(entry.state, State::Number(_)) {
                    filled.push(Cell { table, address: *address });
                }
            }
        }
        let cell = *cell.get(&filled);
        let spoilt = replaced(text, base.place(cell).range(), &new.to_string());
        prop_assert_eq!(links(&base), links(&report(&spoilt)), "{}", base.name(cell));
    }

    /// What is said later changes nothing about what was said before.
    #[test]
    fn later_words_change_nothing(which in 0..REPORTS.len(), words in prop::sample::select(UNRELATED)) {
        let (mut sources, reading) = read(REPORTS[which]);
        let mut base = reading.report.expect("a report");
        let before = check::report(&base, None);
        let file = sources.add("later", words);
        let passage = Passage { text: Located::verbatim(file, 0, words), bound: Vec::new() };
        base.sections.last_mut().expect("a section").body.push(passage);
        let after = check::report(&base, None);
        // The last section may have sub-sections, whose figures then come after the new ones.
        let earlier: Vec<Entry> = after
            .ledger
            .into_iter()
            .filter(|entry| entry.span.is_none_or(|span| span.file != file))
            .collect();
        prop_assert_eq!(brief(&before.ledger), brief(&earlier));
        let earlier: Vec<_> = after
            .findings
            .into_iter()
            .filter(|finding| finding.place().is_none_or(|place| place.file != file))
            .collect();
        prop_assert_eq!(before.findings, earlier);
    }

    /// Full width, a space before the unit and Chinese numerals say the same number of the same thing.
    #[test]
    fn another_way_of_writing_says_the_same(which in 0..REPORTS.len(), figure: Index, way in 0..3) {
        let text = REPORTS[which];
        let base = report(text);
        let mut all = written(&base, text);
        all.retain(|figure| figure.linked);
        let target = figure.get(&all);
        let said = &text[target.numeral.clone()];
        let number: usize = said.parse().expect("digits");
        let new = match way {
            2 if number < 10_000 => chinese(number),
            0 | 2 => said.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect(),
            _ => format!(" {said} "),
        };
        let spoilt = report(&replaced(text, target.numeral.clone(), &new));
        prop_assert_eq!(
            brief(&check::report(&base, None).ledger),
            brief(&check::report(&spoilt, None).ledger),
            "{} → {}", said, new
        );
    }

    /// What a remedy writes is what the table says: the mismatch is gone, and nothing new is wrong.
    #[test]
    fn a_remedy_takes_the_fault_away(which in 0..REPORTS.len(), figure: Index, new in 1u64..100_000) {
        let text = REPORTS[which];
        let base = report(text);
        let mut all = written(&base, text);
        all.retain(|figure| figure.linked);
        let target = figure.get(&all);
        let spoilt = replaced(text, target.numeral.clone(), &new.to_string());
        let found = check::report(&report(&spoilt), None).findings;
        for remedy in found.iter().filter(|finding| finding.code == Code::FigureMismatch).filter_map(|finding| finding.remedy.as_ref()) {
            let mended = report(&replaced(&spoilt, remedy.span.range(), &remedy.replacement));
            let wrong = |report: &Report| -> usize {
                let found = check::report(report, None).findings;
                found.iter().filter(|finding| finding.severity == Severity::Error).count()
            };
            prop_assert!(wrong(&mended) <= wrong(&base), "{} → {}", new, remedy.replacement);
        }
    }

    /// The same report says the same twice.
    #[test]
    fn a_check_says_the_same_twice(which in 0..REPORTS.len()) {
        let (one, two) = (report(REPORTS[which]), report(REPORTS[which]));
        prop_assert_eq!(check::report(&one, None).findings, check::report(&two, None).findings);
    }
}

proptest! {
    /// No passage breaks the linker, whatever the form, and every place lies on a boundary.
    #[test]
    fn no_passage_breaks_the_linker(form in 0..3usize, parts in prop::collection::vec(prop_oneof![
        4 => prop::sample::select(WORDS).prop_map(str::to_owned),
        1 => ".{0,6}",
    ], 0..24)) {
        let text = parts.concat();
        let id = Form::ids().nth(form).expect("three forms");
        let mut sources = Sources::default();
        let file = sources.add("-", text.as_str());
        let report = Report::of_form(Form::embedded(id).expect("a form inside"), file);
        let passage = Passage { text: Located::verbatim(file, 0, &text), bound: Vec::new() };
        for entry in check::passages(&report, &[passage]).concat() {
            prop_assert_eq!(text.get(entry.range.clone()), Some(entry.text.as_str()), "{}", &text);
        }
    }

    /// No narrative breaks the checker, and every finding lies in the file.
    #[test]
    fn no_narrative_breaks_the_checker(which in 0..REPORTS.len(), parts in prop::collection::vec(prop_oneof![
        4 => prop::sample::select(WORDS).prop_map(str::to_owned),
        1 => "[^']{0,6}",
    ], 0..24)) {
        // The last paragraph of the narrative gives way.
        let text = REPORTS[which];
        let tables = text.find("[[table]]").expect("a table");
        let end = text[..tables].rfind("\n'''").expect("a body");
        let start = text[..end].rfind('\n').expect("a line before") + 1;
        let text = replaced(text, start..end, &parts.concat());
        let (sources, reading) = read(&text);
        let mut findings = reading.findings;
        if let (Some(report), Some(mut last)) = (&reading.report, read(&text).1.report) {
            findings.extend(check::report(report, None).findings);
            // The year before said the same.
            last.year -= 1;
            findings.extend(check::report(report, Some(&last)).findings);
        }
        for label in findings.iter().flat_map(|finding| &finding.labels) {
            let whole = sources.text(label.span.file);
            prop_assert!(whole.get(label.span.range()).is_some(), "{label:?}");
        }
    }

    /// No text breaks the reader of data files, and every fault lies in the file.
    #[test]
    fn no_text_breaks_the_reader(lines in prop::collection::vec(prop_oneof![
        4 => prop::sample::select(LINES).prop_map(str::to_owned),
        1 => ".{0,20}",
    ], 0..16)) {
        let text = lines.join("\n");
        let (sources, reading) = read(&text);
        for label in reading.findings.iter().flat_map(|finding| &finding.labels) {
            prop_assert!(sources.text(label.span.file).get(label.span.range()).is_some(), "{label:?}");
        }
    }
}

/// Paragraphs that speak of no figure of any table.
const UNRELATED: &[&str] = &[
    "各单位要高度重视，加强领导，落实责任。",
    "政务服务大厅设有12个窗口，全年接待群众3万余人。",
    "电话：0000-87654321；邮编：000000。",
    "“五公开”工作机制进一步完善，做到了“一事一审”。",
    "印发《工作要点》（示政办发〔2018〕5号），明确了4个方面18项任务。",
];

/// Words of the genre, in no order.
const WORDS: &[&str] = &[
    "全市",
    "同比增长",
    "，比上年减少",
    "较2017年（",
    "连续",
    "年",
    "%",
    "倍",
    "分别占",
    "，按时办结率",
    "由示例市人民政府",
    "市级",
    "本级",
    "县级及以下",
    "共",
    "收到",
    "申请",
    "依申请公开",
    "主动公开",
    "政府信息",
    "政府网站",
    "政务微博",
    "其中",
    "当面",
    "传真",
    "网络",
    "信函",
    "办结",
    "答复",
    "同意公开",
    "部分公开",
    "及",
    "和",
    "不予公开",
    "行政复议",
    "行政诉讼",
    "维持",
    "纠正",
    "其他",
    "结果维持",
    "尚未审结",
    "自然人",
    "商业企业",
    "本年新收",
    "上年结转",
    "结转下年度继续办理",
    "规范性文件",
    "制发",
    "废止",
    "现行有效",
    "行政许可",
    "收费",
    "未",
    "没有",
    "无",
    "均",
    "分别",
    "占",
    "比上年",
    "增长",
    "1",
    "2",
    "3",
    "10",
    "166",
    "92068",
    "2018",
    "0",
    "1.2",
    "三",
    "十",
    "百",
    "万",
    "亿",
    "件",
    "条",
    "次",
    "个",
    "人次",
    "万元",
    "%",
    "年",
    "月",
    "日",
    "逾",
    "近",
    "余",
    "左右",
    "以上",
    "至",
    "～",
    "，",
    "。",
    "、",
    "；",
    "：",
    "（",
    "）",
    "“",
    "”",
    "\n",
    " ",
    "　",
    "{{收到申请数}}",
    "{{",
    "}}",
    "〔2018〕23号",
    "一是",
    "1.",
    "（一）",
    "附件",
    "第",
    "七个部分",
    "全部",
    "各",
];

/// Lines of data files, some of them faulty.
const LINES: &[&str] = &[
    "form = \"2014\"",
    "form = \"2021\"",
    "form = 3",
    "year = 2018",
    "year = \"二〇一八\"",
    "title = \"报告\"",
    "title = [\"一\", \"二\"]",
    "date = 2019-02-28",
    "date = 2019-02-30",
    "[[section]]",
    "[[section.section]]",
    "heading = \"主动公开\"",
    "body = '''",
    "'''",
    "共收到申请166件",
    "[[table]]",
    "scope = \"全市\"",
    "[table.cells]",
    "\"收到申请数\" = 166",
    "\"收到申请数\" = \"/\"",
    "\"申请数\" = 1.5",
    "\"予以公开\" = [1, 2]",
    "[[check.pin]]",
    "quote = \"166件\"",
    "cells = [\"收到申请数\"]",
    "relation = \"sum\"",
    "[[check.ignore]]",
    "reason = \"\"",
    "= =",
    "\"",
    "[",
    "{{收到申请数}}",
    "\u{feff}",
    "# 注",
    "=\"\u{7f}¡",
];
