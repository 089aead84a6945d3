//! Laws of the reader, on texts of chance.

use hegao::figure::Class;
use hegao::figure::scan::scan;
use proptest::prelude::*;

/// Numerals as they are written out: the same number in every way must be the same value.
fn chinese(number: u64, digits: [&str; 10], units: [&str; 4]) -> String {
    if number == 0 {
        return digits[0].to_owned();
    }
    let mut text = String::new();
    let mut zero = false;
    for (scale, name) in [(100_000_000u64, "亿"), (10_000, "万"), (1, "")] {
        let part = number / scale % 10_000;
        if part == 0 {
            zero = !text.is_empty();
            continue;
        }
        for (place, unit) in [
            (1000, units[3]),
            (100, units[2]),
            (10, units[1]),
            (1, units[0]),
        ] {
            let digit = usize::try_from(part / place % 10).expect("a digit");
            if digit == 0 {
                zero = !text.is_empty();
                continue;
            }
            if zero {
                text.push_str(digits[0]);
                zero = false;
            }
            text.push_str(digits[digit]);
            text.push_str(unit);
        }
        text.push_str(name);
        zero = part.is_multiple_of(10) && scale > 1;
    }
    text
}

const COMMON: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const FORMAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];

proptest! {
    #[test]
    fn every_way_of_writing_gives_the_same_value(number in 1u64..1_000_000_000_000) {
        let common = chinese(number, COMMON, ["", "十", "百", "千"]);
        let formal = chinese(number, FORMAL, ["", "拾", "佰", "仟"]);
        let wide: String = number
            .to_string()
            .chars()
            .filter_map(|c| char::from_u32(u32::from(c) + 0xfee0))
            .collect();
        for text in [common, formal, wide, number.to_string()] {
            let figures = scan(&format!("共收到申请{text}件，"));
            prop_assert_eq!(figures.len(), 1, "{}", &text);
            let value = figures[0].quantity.map(|quantity| quantity.value.to_string());
            prop_assert_eq!(value, Some(number.to_string()), "{}", &text);
            prop_assert_eq!(figures[0].unit.as_deref(), Some("件"));
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in ".{0,80}") {
        check_places(&text)?;
    }

    #[test]
    fn words_of_the_genre_in_any_order(parts in prop::collection::vec(prop::sample::select(PARTS), 0..16)) {
        check_places(&parts.concat())?;
    }

    #[test]
    fn spaces_and_width_change_nothing(parts in prop::collection::vec(prop::sample::select(PLAIN), 0..8)) {
        let tight = parts.concat();
        let wide: String = parts.join("").chars().map(|c| if c.is_ascii_digit() || c == '%' {
            char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)
        } else {
            c
        }).collect();
        let brief = |text: &str| -> Vec<(Class, Option<String>)> {
            scan(text)
                .iter()
                .map(|figure| (figure.class, figure.quantity.map(|quantity| quantity.value.to_string())))
                .collect()
        };
        prop_assert_eq!(brief(&tight), brief(&wide), "{}", &tight);
    }
}

/// Whether the places of the figures are in order, apart, and on boundaries.
fn check_places(text: &str) -> Result<(), TestCaseError> {
    let mut floor = 0;
    for figure in scan(text) {
        prop_assert!(figure.range.start >= floor, "{text:?} {figure:?}");
        prop_assert!(figure.range.start < figure.range.end, "{text:?} {figure:?}");
        prop_assert!(
            figure.range.start <= figure.numeral.start,
            "{text:?} {figure:?}"
        );
        prop_assert!(
            figure.numeral.start < figure.numeral.end,
            "{text:?} {figure:?}"
        );
        prop_assert!(
            figure.numeral.end <= figure.range.end,
            "{text:?} {figure:?}"
        );
        for place in [
            figure.range.start,
            figure.range.end,
            figure.numeral.start,
            figure.numeral.end,
        ] {
            prop_assert!(text.is_char_boundary(place), "{text:?} {figure:?}");
        }
        if let Some(quantity) = figure.quantity {
            for (inner, outer) in [
                (quantity.inside.low, quantity.near.low),
                (quantity.inside.high, quantity.near.high),
            ] {
                prop_assert!(
                    outer.is_none() || inner.is_some(),
                    "near holds inside: {text:?} {figure:?}"
                );
            }
        }
        floor = figure.range.end;
    }
    Ok(())
}

const PARTS: &[&str] = &[
    "一",
    "二",
    "两",
    "三",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "零",
    "〇",
    "点",
    "半",
    "几",
    "数",
    "多",
    "余",
    "来",
    "第",
    "前",
    "共",
    "约",
    "近",
    "逾",
    "超过",
    "至少",
    "不足",
    "以上",
    "左右",
    "年",
    "月",
    "日",
    "时",
    "号",
    "元",
    "角",
    "块",
    "件",
    "条",
    "次",
    "人次",
    "个",
    "个月",
    "%",
    "‰",
    "成",
    "倍",
    "个百分点",
    "分之",
    "又",
    "比",
    "翻",
    "番",
    "至",
    "到",
    "-",
    "—",
    "～",
    ":",
    "：",
    ",",
    "，",
    "。",
    "、",
    ";",
    "(",
    ")",
    "（",
    "）",
    "〔",
    "〕",
    "[",
    "]",
    "“",
    "”",
    "《",
    "》",
    ".",
    "/",
    " ",
    "　",
    "\n",
    "0",
    "1",
    "2",
    "3",
    "5",
    "8",
    "12",
    "2018",
    "100",
    "000",
    "１",
    "２０",
    "的",
    "和",
    "每年",
    "确保",
    "计",
    "增长",
    "减少",
    "比上年",
    "电话",
    "邮编",
    "国办发",
    "令",
    "路",
    "室",
    "G",
    "GB/T",
    "http://",
    "www.",
    "@",
    "a",
    "①",
    "负",
    "¥",
    "半年",
    "工作日",
    "季度",
    "上午",
    "两三",
    "十几",
    "同比",
    "\u{200b}",
    "🎉",
    "é",
];

const PLAIN: &[&str] = &[
    "共收到",
    "申请",
    "12",
    "345",
    "6",
    "件",
    "，",
    "条",
    "。",
    "其中",
    "占",
    "7",
    "%",
    "逾",
    "近",
    "余",
    "万",
    "亿",
    "次",
    "2018",
    "年",
    "月",
];
