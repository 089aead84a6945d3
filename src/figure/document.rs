//! Numbers of documents and of houses: 国办发〔2018〕23号, 国务院令第711号, 象山大道53号, 707室.

use std::sync::LazyLock;

use regex::Regex;

use super::Class;
use super::identifier::pattern;
use super::place::{Found, Place, Reading, is_chinese};
use crate::words::Words;

/// The year in brackets (one or both may be lost) and the number.
static YEAR_AND_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:[〔\[【(〖<{「『]{1,2} ?(?:(?:19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3}) ?[年]?[〕\]】)〗>}」』]{0,2}",
        r"|(?:19|20)[0-9]{2} ?[〕\]】)〗>}」』 ])",
        r" ?(?:第|字第)? ?(?:[0-9]{1,5}(?:[、,-][0-9]{1,5})*|[一二三四五六七八九十百]{1,5})(?: ?号)"
    ))
});

/// The same, with the brackets there and 号 lost.
static NO_HAO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[〔\[【] ?(?:19|20)[0-9]{2} ?[〕\]】] ?[0-9]{1,5}"));

/// The number of a case at court: (2018)鄂0802行初12号.
static CASE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[(〔\[](?:19|20)[0-9]{2}[)〕\]] ?[一-龥][一-龥0-9]{1,12}? ?第?(?:[0-9]{1,6}|[×xX*]{1,4})(?:-[0-9]+)?号",
    )
});

/// What the code of a record follows.
static BEFORE_RECORD: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "索引号 编号 标识码 信用代码 代码 账号 帐号 证号 证件号 身份证号 身份证 学号 备案号 许可证号 登记号 流水号 受理号 单号 书号 刊号 图号",
    )
});

/// The code of a record: 004236012/2019-00123.
static CODED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[0-9][0-9A-Za-z]{2,30}(?:[-/_.][0-9A-Za-z]{1,20}){0,5}"));

/// A number of record: ICP备05012345号.
static RECORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9]{6,20}(?:-[0-9]{1,3})? ?号"));

/// 第711号(令), where 令, 公告 stands before or after.
static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^第? ?(?:[0-9]{1,5}|[一二三四五六七八九十百零〇]{1,6}) ?号(令|公告|通告|文件|文|主席令)?",
    )
});

/// Words after which the code of an office begins.
const BEFORE_CODE: &[&str] = &[
    "根据",
    "按照",
    "依据",
    "依照",
    "落实",
    "贯彻",
    "贯彻落实",
    "印发",
    "转发",
    "执行",
    "下发",
    "制定",
    "出台",
    "发布",
    "公布",
    "参照",
    "对照",
    "符合",
    "文件",
    "通知",
    "关于",
    "以及",
    "和",
    "及",
    "与",
    "以",
    "了",
    "的",
    "据",
    "按",
    "由",
    "等",
    "见",
    "即",
    "以下简称",
    "文号",
    "文号为",
    "编号",
    "为",
    "是",
    "在",
];

/// A document number, with the code of the office before it.
pub(super) fn document(place: &Place) -> Option<Reading> {
    let rest = place.rest();
    if place
        .previous()
        .is_some_and(|c| c.is_ascii_digit() || c == '.')
    {
        return None;
    }
    if let Some(hit) = YEAR_AND_NUMBER.find(rest) {
        let open = rest.starts_with(|c: char| c.is_ascii_digit());
        let code = code(place);
        // (2018)23号 and 2018 23号 need the code; 〔2018〕23号 does not.
        let weak = open || rest.starts_with(['(', '<', '{']);
        if !(weak && code == 0) {
            return Some(figure(place, code, hit.end()));
        }
    }
    if let Some(hit) = CASE.find(rest).or_else(|| NO_HAO.find(rest)) {
        let code = if rest.starts_with('(') {
            0
        } else {
            code(place)
        };
        return Some(figure(place, code, hit.end()));
    }
    let recorded = BEFORE_RECORD.ends(place.before(8).trim_end_matches([' ', ':', '为', '是']));
    if recorded && let Some(hit) = CODED.find(rest) {
        return Some(figure(place, 0, hit.end()));
    }
    if let Some(hit) = RECORD.find(rest) {
        return Some(figure(place, 0, hit.end()));
    }
    let hit = ORDER.captures(rest)?;
    let whole = hit.get(0)?;
    let code = code(place);
    let head = &place.text[place.at - code..place.at];
    let names = ["令", "公告", "通告", "主席令", "政府令", "号令"]
        .iter()
        .any(|word| head.ends_with(word));
    if names {
        return Some(figure(place, code, whole.end()));
    }
    // 第711号令, 一号文件: the word after it says so.
    hit.get(1).is_some().then(|| figure(place, 0, whole.end()))
}

fn figure(place: &Place, code: usize, len: usize) -> Reading {
    Reading::Figure(Found::plain(
        place.at - code..place.at + len,
        Class::Document,
    ))
}

/// The longest code of an office, in characters.
const CODE: usize = 16;

/// Bytes of the code of an office that stands right before: 国办发, 荆政办文, 国务院令.
fn code(place: &Place) -> usize {
    let window = place.before(CODE);
    let window = &window[window.len().saturating_sub(place.at - place.floor)..];
    let run = window
        .char_indices()
        .rev()
        .take_while(|&(_, c)| is_chinese(c) || c.is_ascii_alphabetic())
        .last()
        .map_or("", |(at, _)| &window[at..]);
    // The last of the words before it ends where the code begins; 和 and 为 are never its last character.
    let start = BEFORE_CODE
        .iter()
        .filter_map(|word| {
            let at = run.rfind(word)?;
            let inside = *word == "和" && run[..at].ends_with('共');
            let end = at + word.len();
            (end < run.len() && !inside).then_some(end)
        })
        .max()
        .unwrap_or(0);
    run.len() - start
}

static HOUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:[0-9A-Z]{1,5}(?:-[0-9]{1,4})?|[一二三四五六七八九十]{1,3})(?:",
        r"号(?:楼|院|门|厅|窗口|馆|岗|路|街|线|桥|库|柜)?",
        r"|#(?:楼|栋|幢|机)?|室|楼|座|栋|幢|单元|弄|巷)"
    ))
});

/// What a house number follows.
const BEFORE_HOUSE: &[char] = &[
    '路', '街', '道', '巷', '弄', '里', '村', '园', '坊', '院', '厦', '场', '坪', '段', '桥', '号',
    '楼', '座', '栋', '区', '寨', '庄', '城', '苑', '衖', '胡', '同', '条', '#', '东', '西', '南',
    '北', '旁',
];

/// A house, floor or room number.
pub(super) fn address(place: &Place) -> Option<Reading> {
    let rest = place.rest();
    if place
        .previous()
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '第'))
    {
        return None;
    }
    let hit = HOUSE.find(rest)?;
    let text = hit.as_str();
    let tail = &rest[hit.end()..];
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits == 0 && text.starts_with(|c: char| c.is_ascii()) {
        return None;
    }
    let after_house = place.previous().is_some_and(|c| BEFORE_HOUSE.contains(&c))
        || place
            .last
            .is_some_and(|last| last.class == Class::Address && last.range.end == place.at);
    let sure = ["号楼", "号院", "号门", "号厅", "号窗口", "号馆", "号岗"]
        .iter()
        .any(|word| text.ends_with(word))
        || text.ends_with('室') && digits >= 3
        || text.ends_with(['栋', '幢', '座']) && tail.starts_with(|c: char| c.is_ascii_digit())
        || text.ends_with("#楼")
        // Floors and buildings in a row are 层 and 栋 where they are counted.
        || text.ends_with('楼') && !tail.starts_with(['盘', '宇', '房', '市', '道', '梯', '堂']);
    let house = after_house
        && (text.ends_with(['号', '#', '弄', '栋', '幢', '座']) || text.ends_with("单元"));
    (sure || house)
        .then(|| Reading::Figure(Found::plain(place.at..place.at + hit.end(), Class::Address)))
}
