//! What a text says of itself: title, year, 署名, 成文日期, place; and what can be guessed where it does not.

use std::collections::BTreeMap;

use super::date;
use super::line::{Line, Look};
use super::mark;
use crate::figure::is_chinese;
use crate::report::Date;

/// What stands around a narrative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Around {
    /// The title, line by line.
    pub(super) title: Vec<String>,
    /// 署名.
    pub(super) organ: Option<String>,
    /// 成文日期.
    pub(super) date: Option<Date>,
    /// The titles of 附件说明.
    pub(super) attachments: Vec<String>,
    /// The report year, by the title, else by the text.
    pub(super) year: Option<i32>,
}

/// Characters of a line of a title.
const LONGEST_TITLE: usize = 60;
/// Lines above the one that ends a title which may be part of it.
const MOST_ABOVE: usize = 3;
/// Lines at the start of a text among which its title is looked for.
const TITLE_WITHIN: usize = 10;
/// Last words of the names of offices.
const OFFICES: &[&str] = &[
    "人民政府",
    "办公室",
    "办公厅",
    "委员会",
    "局",
    "厅",
    "委",
    "中心",
    "院",
    "署",
    "处",
    "办",
    "馆",
    "公司",
    "大队",
    "支队",
    "所",
    "部",
    "站",
    "社",
    "会",
];
/// Last words of offices that are looked for in running text.
const PLAIN_OFFICES: &[&str] = &["人民政府办公室", "人民政府", "委员会", "办公厅", "局", "厅"];
/// Levels of places.
const LEVELS: &[char] = &['省', '市', '州', '盟', '县', '区', '旗', '镇', '乡'];

/// Takes title, 署名, 成文日期 and 附件说明 off a text; the year is the one that is given, else the one that the text tells.
pub(super) fn take(lines: &mut Vec<Line>, year: Option<i32>) -> Around {
    let mut around = Around {
        year,
        ..Around::default()
    };
    take_styled(lines, &mut around);
    if around.title.is_empty() {
        take_title(lines, &mut around);
    }
    around.year = year.or_else(|| self::year(&around.title.concat(), lines));
    take_attachments(lines, &mut around);
    take_signature(lines, &mut around);
    take_attachments(lines, &mut around);
    around
}

/// What styles of a Word file say.
fn take_styled(lines: &mut Vec<Line>, around: &mut Around) {
    lines.retain(|line| {
        match line.look {
            Look::Title if around.title.len() <= MOST_ABOVE => around.title.extend(
                line.text
                    .split('\n')
                    .map(str::trim)
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned),
            ),
            Look::Organ if around.organ.is_none() => around.organ = Some(line.text.clone()),
            Look::Date if around.date.is_none() => match date::read(&line.text) {
                Some(date) => around.date = Some(date),
                None => return true,
            },
            Look::Attachment | Look::AttachmentNext => {
                around.attachments.extend(attachment(&line.text));
            }
            _ => return true,
        }
        false
    });
}

/// A title at the start: the line that ends in 报告, and short lines right above it.
fn take_title(lines: &mut Vec<Line>, around: &mut Around) {
    let ends = |line: &Line| {
        let text = without_brackets(&line.text);
        is_short(text, LONGEST_TITLE)
            && ["报告", "年报"].iter().any(|end| text.ends_with(end))
            && (text.contains("公开") || text.contains("年度"))
    };
    let body = lines
        .iter()
        .position(|line| mark::read(&line.text).is_some())
        .unwrap_or(lines.len());
    let Some(last) = lines[..body.min(TITLE_WITHIN)].iter().position(ends) else {
        return;
    };
    let first = (0..last)
        .rev()
        .take(MOST_ABOVE)
        .take_while(|n| {
            let text = lines[*n].text.as_str();
            is_short(text, 30) && !text.contains(['：', ':']) && date::read(text).is_none()
        })
        .last()
        .unwrap_or(last);
    let title = lines.drain(first..=last);
    around.title = title.map(|line| line.text).collect();
    // 署名 and 成文日期 may stand under the title.
    for _ in 0..2 {
        let Some(text) = lines.get(first).map(|line| line.text.clone()) else {
            return;
        };
        if around.date.is_none()
            && date::read(&text)
                .is_some_and(|date| !years(&around.title.concat()).contains(&date.year))
        {
            around.date = date::read(&text);
        } else if around.organ.is_none() && is_office(&text) && has_date_below(lines, first) {
            around.organ = Some(text);
        } else {
            return;
        }
        lines.remove(first);
    }
}

fn has_date_below(lines: &[Line], at: usize) -> bool {
    lines
        .get(at + 1)
        .is_some_and(|line| date::read(&line.text).is_some())
}

/// 署名 and 成文日期 at the end, on two lines or on one.
fn take_signature(lines: &mut Vec<Line>, around: &mut Around) {
    if around.date.is_none()
        && let Some(last) = lines.last()
    {
        if let Some(date) = signing(&last.text, around.year) {
            around.date = Some(date);
            lines.pop();
        } else if let Some((organ, date)) = last.text.split_once(char::is_whitespace)
            && let Some(date) = signing(date, around.year)
            && is_office(organ)
            && around.organ.is_none()
        {
            around.date = Some(date);
            around.organ = Some(organ.to_owned());
            lines.pop();
        }
    }
    let dated = around.date.is_some();
    let signs = |text: &str| is_office(text) && (dated || place(text).is_some());
    if around.organ.is_none() && lines.last().is_some_and(|line| signs(&line.text)) {
        around.organ = lines.pop().map(|line| line.text);
    }
}

/// A date on which a report on that year can have been signed.
fn signing(text: &str, year: Option<i32>) -> Option<Date> {
    date::read(text).filter(|date| year.is_none_or(|year| date.year > year))
}

/// 附件说明 at the end: 附件：1.…, 2.….
fn take_attachments(lines: &mut Vec<Line>, around: &mut Around) {
    let Some(first) = lines
        .iter()
        .rposition(|line| line.text.starts_with("附件：") || line.text.starts_with("附件:"))
    else {
        return;
    };
    let titles: Vec<_> = lines[first..]
        .iter()
        .filter_map(|line| attachment(&line.text))
        .collect();
    if titles.len() == lines.len() - first && titles.iter().all(|title| is_table(title)) {
        lines.truncate(first);
        around.attachments = titles;
    }
}

/// The title in a line of 附件说明.
fn attachment(text: &str) -> Option<String> {
    let rest = text
        .strip_prefix("附件：")
        .or_else(|| text.strip_prefix("附件:"))
        .unwrap_or(text)
        .trim();
    let number = mark::read(rest).map_or(0, |mark| mark.length);
    let title = rest[number..].trim();
    (!title.is_empty()).then(|| title.to_owned())
}

fn is_table(title: &str) -> bool {
    title.contains("统计表") || title.contains("汇总表")
}

fn is_short(text: &str, most: usize) -> bool {
    let length = text.chars().count();
    (2..=most).contains(&length) && !text.contains(['，', '。', '；', ',', ';', '！', '？'])
}

fn is_office(text: &str) -> bool {
    is_short(text, 30)
        && text.chars().count() >= 3
        && !text.contains(['、', '：', ':', '“', '《'])
        && mark::read(text).is_none()
        && !text.contains(|c: char| c.is_ascii_digit())
        && OFFICES
            .iter()
            .any(|end| without_brackets(text).ends_with(end))
}

/// A text without a bracketed note at its end.
fn without_brackets(text: &str) -> &str {
    let text = text.trim_end();
    if !text.ends_with(['）', ')']) {
        return text;
    }
    text.rfind(['（', '('])
        .filter(|at| *at > 0)
        .map_or(text, |at| text[..at].trim_end())
}

/// The report year, by the title, else by the years that the text names most.
fn year(title: &str, lines: &[Line]) -> Option<i32> {
    if let Some(year) = years(title).first() {
        return Some(*year);
    }
    let mut counts = BTreeMap::<i32, usize>::new();
    for year in lines.iter().flat_map(|line| years(&line.text)) {
        *counts.entry(year).or_default() += 1;
    }
    let most = counts.values().max().copied();
    counts
        .into_iter()
        .rev()
        .find(|(_, count)| Some(*count) == most)
        .map(|(year, _)| year)
}

/// Every 20××年 and 二〇××年 of a text.
fn years(text: &str) -> Vec<i32> {
    let mut years = Vec::new();
    for (at, _) in text.match_indices('年') {
        let digits: Vec<u32> = text[..at]
            .trim_end()
            .chars()
            .rev()
            .map_while(date::digit)
            .take(5)
            .collect();
        if let [d, c, b, a] = digits[..] {
            let year = a * 1000 + b * 100 + c * 10 + d;
            years.extend(
                i32::try_from(year)
                    .ok()
                    .filter(|year| (2000..2100).contains(year)),
            );
        }
    }
    years
}

/// The office that a text names most, for a report that has no title.
pub(super) fn office(lines: &[Line]) -> Option<String> {
    let mut counts = BTreeMap::<String, usize>::new();
    for text in lines.iter().map(|line| &line.text) {
        for end in PLAIN_OFFICES {
            for (at, _) in text.match_indices(end) {
                let name = &text[..at + end.len()];
                let start = name
                    .char_indices()
                    .rev()
                    .find(|(_, c)| !is_chinese(*c) || "由经在至向是年月对的请与".contains(*c))
                    .map_or(0, |(at, c)| at + c.len_utf8());
                let name = &name[start..];
                let length = name.chars().count();
                if (4..=20).contains(&length) && place(name).is_some() {
                    *counts.entry(name.to_owned()).or_default() += 1;
                }
            }
        }
    }
    // The longer of two names that are one within the other and as frequent.
    counts
        .into_iter()
        .max_by_key(|(name, count)| (*count, name.len()))
        .map(|(name, _)| name)
}

/// Characters that the name of no place holds.
const NO_NAME: [char; 10] = ['列', '据', '括', '个', '各', '的', '了', '是', '为', '所'];

/// The place in the name of an office or in a title: 荆门市.
pub(super) fn place(name: &str) -> Option<String> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let start = name
        .find('年')
        .filter(|at| name[..*at].chars().all(|c| c.is_ascii_digit()));
    let name = start.map_or(name.as_str(), |at| &name[at + '年'.len_utf8()..]);
    // 现公布××市……: the words before an office's name in a preface.
    let name = ["现公布", "现将", "公布"]
        .iter()
        .find_map(|word| name.strip_prefix(word))
        .unwrap_or(name);
    if let Some(at) = name.find("人民政府") {
        return Some(name[..at].to_owned()).filter(|place| place.ends_with(LEVELS));
    }
    let mut end = 0;
    loop {
        let rest = &name[end..];
        let next = rest
            .char_indices()
            .enumerate()
            .skip(1)
            .take(7)
            .find(|(_, (_, c))| LEVELS.contains(c));
        let Some((n, (at, c))) = next else { break };
        // 住房和城乡建设局, 城市管理局: a department. 16个市环保局, 所列数据包括市: no name.
        let said = &rest[..at + c.len_utf8()];
        let department = said.starts_with("住房") || said == "城市" || said == "城乡";
        if department || said.contains(NO_NAME) {
            break;
        }
        // 市场 and 区域 are no places, and 新区 needs its name.
        let mut following = rest[at + c.len_utf8()..].chars();
        let (after, beyond) = (following.next(), following.next());
        if n < 1 || after.is_some_and(|after| "场域划级直内外".contains(after)) {
            break;
        }
        end += at + c.len_utf8();
        // 广州市, 瓜州县, 沙市区: a name that ends with a level's character itself.
        let named = |after: &char| match c {
            '州' => "市县区".contains(*after),
            '市' | '县' => n == 1 && *after == '区',
            _ => false,
        };
        let named = after.filter(|after| named(after) && beyond != Some('场'));
        if let Some(after) = named {
            end += after.len_utf8();
        }
    }
    (end > 0).then(|| name[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(texts: &[&str]) -> (Around, Vec<String>) {
        let mut lines: Vec<_> = texts.iter().map(|text| Line::plain(*text, "")).collect();
        let around = take(&mut lines, None);
        (around, lines.into_iter().map(|line| line.text).collect())
    }

    #[test]
    fn a_place_may_end_its_name_with_a_character_of_levels() {
        let cases = [
            ("广州市水务局2018年度报告", "广州市"),
            ("甘肃省酒泉市瓜州县教育局", "甘肃省酒泉市瓜州县"),
            ("荆州市沙市区民政局", "荆州市沙市区"),
            ("大理州2018年政府信息公开年度报告", "大理州"),
            ("济南市市中区财政局", "济南市市中区"),
            ("郑州市场监管局", "郑州"),
        ];
        for (name, expected) in cases {
            assert_eq!(place(name).as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn a_title_of_several_lines_and_a_signature() {
        let (found, rest) = around(&[
            "索 引 号：000-1",
            "示例市人民政府",
            "2018年政府信息公开工作年度报告",
            "本报告根据《条例》编制。",
            "一、概述",
            "2018年，工作有序。",
            "附件：1.示例市政府信息公开情况统计表（本级）",
            "2.示例市政府信息公开情况统计表",
            "示例市人民政府办公室",
            "二〇一九年三月十五日",
        ]);
        assert_eq!(
            found.title,
            ["示例市人民政府", "2018年政府信息公开工作年度报告"]
        );
        assert_eq!(found.organ.as_deref(), Some("示例市人民政府办公室"));
        assert_eq!(
            found.date.map(|date| date.to_string()).as_deref(),
            Some("2019年3月15日")
        );
        assert_eq!(found.attachments.len(), 2);
        assert_eq!(
            rest,
            [
                "索 引 号：000-1",
                "本报告根据《条例》编制。",
                "一、概述",
                "2018年，工作有序。"
            ]
        );
    }

    #[test]
    fn a_text_without_either_loses_nothing() {
        let texts = [
            "根据《条例》，编制本报告。",
            "一、概述",
            "重点是监督委员会",
            "共收到5件。",
        ];
        let (found, rest) = around(&texts);
        assert_eq!(found, Around::default());
        assert_eq!(rest, texts);
        let (found, rest) = around(&["2019年，共收到5件。", "截至时间", "2019年3月1日"]);
        assert_eq!((found.date, rest.len()), (None, 3));
    }

    #[test]
    fn years_places_and_offices() {
        assert_eq!(year("荆门市2018年度报告", &[]), Some(2018));
        assert_eq!(year("荆门市二○一八年度报告", &[]), Some(2018));
        assert_eq!(year("荆门市２０１８年度报告，二十年", &[]), Some(2018));
        let line = |text: &str| [Line::plain(text, "")];
        assert_eq!(year("", &line("2017 年比2016年多，2017年增加")), Some(2017));
        assert_eq!(year("", &line("共12018年")), None);
        for (name, wanted) in [
            ("荆门市人民政府办公室", Some("荆门市")),
            ("2018年荆门市人民政府信息公开", Some("荆门市")),
            ("河北省工业和信息化厅", Some("河北省")),
            ("荆门市市场监督管理局", Some("荆门市")),
            ("淮安市洪泽区人民政府", Some("淮安市洪泽区")),
            ("工业和信息化部", None),
        ] {
            assert_eq!(place(name).as_deref(), wanted, "{name}");
        }
        let text = line("2016年，河北省工业和信息化厅网站由河北省工业和信息化厅主办");
        assert_eq!(office(&text).as_deref(), Some("河北省工业和信息化厅"));
    }
}
