//! Titles broken by sense into lines of a balanced shape (GB/T 9704—2012, 7.3.1): 词意完整、排列对称、梯形或菱形.
//!
//! An author may give the breaks. Knows no report and no face: widths are counted in characters.

/// Words that a line end should not divide; where several fit, the longest wins.
const WORDS: &[&str] = &[
    "中华人民共和国",
    "人民政府",
    "政府信息公开",
    "政府信息",
    "政务信息公开",
    "政务公开",
    "信息公开",
    "依申请公开",
    "主动公开",
    "工作年度报告",
    "年度报告",
    "工作报告",
    "统计表",
    "汇总表",
    "情况",
    "工作",
    "年度",
    "报告",
    "公开",
    "信息",
    "政府",
    "政务",
    "办公室",
    "办公厅",
    "委员会",
    "管理局",
    "监督",
    "行政",
    "服务中心",
    "自治区",
    "自治州",
    "自治县",
    "开发区",
    "关于",
];
/// Ends of the names of places and offices: the name is complete after them.
const NAME_ENDS: &[&str] = &[
    "人民政府",
    "办公室",
    "办公厅",
    "委员会",
    "中心",
    "局",
    "厅",
    "院",
    "处",
    "馆",
];
/// Ends of the names of places: what follows belongs to the name as a rule.
const PLACE_ENDS: &[char] = &['省', '市', '县', '区', '州', '盟', '旗', '乡', '镇'];
const OPENING: &str = "（《〈“‘〔(";
const CLOSING: &str = "）》〉”’〕)、，。；：！？";
/// Narrower lines than this look lost.
const SHORTEST: f64 = 4.0;
/// A title longer than this is left to the line breaker.
const LONGEST: f64 = 76.0;

/// The lines of a title for `room` characters a line; several lines are kept as the author gave them.
#[must_use]
pub fn lines(title: &[String], room: f64) -> Vec<String> {
    let [line] = title else {
        return title.to_vec();
    };
    let text: Vec<char> = line.chars().collect();
    let whole = width(&text);
    // A line from edge to edge is no balanced shape.
    if whole <= room - 1.5 || whole > LONGEST {
        return vec![line.clone()];
    }
    let sense = sense(&text);
    let mut best: Option<(f64, Vec<usize>)> = None;
    for count in 2..=5 {
        let extra = 8.0 * f64::from(count);
        let mut breaks = Vec::new();
        search(&text, &sense, room, count, &mut breaks, extra, &mut best);
    }
    let Some((_, breaks)) = best else {
        return vec![line.clone()];
    };
    pieces(&text, &breaks)
        .iter()
        .map(|piece| piece.iter().collect())
        .collect()
}

fn pieces<'a>(text: &'a [char], breaks: &[usize]) -> Vec<&'a [char]> {
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain(std::iter::once(text.len()));
    starts.zip(ends).map(|(from, to)| &text[from..to]).collect()
}

/// Tries every way to break what is left into `count` lines.
fn search(
    text: &[char],
    sense: &[Option<f64>],
    room: f64,
    count: u32,
    breaks: &mut Vec<usize>,
    cost: f64,
    best: &mut Option<(f64, Vec<usize>)>,
) {
    let from = breaks.last().copied().unwrap_or(0);
    if best.as_ref().is_some_and(|(least, _)| cost >= *least) {
        return;
    }
    if count == 1 {
        let widths: Vec<_> = pieces(text, breaks).into_iter().map(width).collect();
        let Some(shape) = shape(&widths, room) else {
            return;
        };
        if best.as_ref().is_none_or(|(least, _)| cost + shape < *least) {
            *best = Some((cost + shape, breaks.clone()));
        }
        return;
    }
    for at in from + 1..text.len() {
        if width(&text[from..at]) > room {
            break;
        }
        if let Some(price) = sense[at] {
            breaks.push(at);
            search(text, sense, room, count - 1, breaks, cost + price, best);
            breaks.pop();
        }
    }
}

/// What a shape costs; `None` if a line is too long.
fn shape(widths: &[f64], room: f64) -> Option<f64> {
    let longest = widths.iter().copied().fold(0.0, f64::max);
    let shortest = widths.iter().copied().fold(f64::MAX, f64::min);
    if longest > room {
        return None;
    }
    let mut cost = (longest - shortest - 6.0).max(0.0);
    cost += 3.0 * (SHORTEST - shortest).max(0.0);
    // 长方形.
    if longest - shortest < 1.0 {
        cost += 9.0;
    }
    // 沙漏形: a line that is shorter than both its neighbours; two lines of one length beside a third are no shape either.
    for three in widths.windows(3) {
        if three[1] < three[0] && three[1] < three[2] {
            cost += 12.0;
        }
    }
    // A line that fills the whole width crowds the title.
    cost += 4.0 * (longest - (room - 1.5)).max(0.0);
    Some(cost)
}

/// What a break before each character costs; `None` where there may be none.
fn sense(text: &[char]) -> Vec<Option<f64>> {
    let mut sense: Vec<Option<f64>> = vec![Some(5.0); text.len()];
    let starts_with = |at: usize, word: &str| {
        let mut rest = text[at..].iter();
        word.chars().all(|c| rest.next() == Some(&c))
    };
    let mut at = 0;
    while at < text.len() {
        let found = WORDS.iter().filter(|word| starts_with(at, word));
        let length = found.map(|word| word.chars().count()).max().unwrap_or(1);
        for inside in &mut sense[at + 1..at + length] {
            *inside = Some(16.0);
        }
        if length > 1 {
            sense[at] = sense[at].map(|price| price.min(3.0));
            if let Some(next) = sense.get_mut(at + length) {
                *next = Some(3.0);
            }
        }
        at += length;
    }
    for at in 1..text.len() {
        let (before, after) = (text[at - 1], text[at]);
        let head: String = text[..at].iter().collect();
        let ends = |ends: &[&str]| ends.iter().any(|end| head.ends_with(end));
        let price = &mut sense[at];
        if ends(NAME_ENDS) {
            // 人民政府办公室 is one name.
            let goes_on = NAME_ENDS.iter().any(|end| starts_with(at, end));
            *price = Some(if goes_on { 10.0 } else { 0.0 });
        }
        if PLACE_ENDS.contains(&before) {
            *price = price.map(|price| price.max(6.0));
        }
        if starts_with(at, "关于") {
            *price = Some(0.0);
        }
        if before == '年' || before == '的' {
            *price = price.map(|price| price.min(4.0));
        }
        if "的年度".contains(after) || PLACE_ENDS.contains(&after) {
            *price = Some(16.0);
        }
        if "和与及暨".contains(before) {
            *price = Some(10.0);
        }
        if head.ends_with("关于") {
            *price = Some(16.0);
        }
        let joined = |c: char| c.is_ascii_alphanumeric() || ".-%".contains(c);
        if CLOSING.contains(after)
            || OPENING.contains(before)
            || after.is_whitespace()
            || before.is_ascii_digit()
            || joined(before) && joined(after)
            || (before == '—' && after == '—')
            || (before == '…' && after == '…')
        {
            *price = None;
        }
    }
    // Brackets are not divided within unless they are long.
    let mut depth = 0_i32;
    for (at, c) in text.iter().enumerate() {
        if depth > 0 {
            sense[at] = sense[at].map(|price| price + 8.0);
        }
        if OPENING.contains(*c) {
            depth += 1;
        } else if "）》〉”’〕)".contains(*c) {
            depth -= 1;
        }
    }
    sense
}

/// Characters wide, a letter or digit counted as 0.6.
fn width(text: &[char]) -> f64 {
    text.iter()
        .map(|c| if c.is_ascii() { 0.6 } else { 1.0 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(title: &str) -> Vec<String> {
        lines(&[title.to_owned()], 20.1)
    }

    #[test]
    fn titles_are_broken_by_sense() {
        let cases: &[(&str, &[&str])] = &[
            (
                "2018年荆门市人民政府信息公开工作年度报告",
                &["2018年荆门市人民政府信息公开", "工作年度报告"],
            ),
            (
                "荆门市政府信息公开情况统计表",
                &["荆门市政府信息公开情况统计表"],
            ),
            (
                "示例省示例市人民政府办公室2021年政府信息公开工作年度报告",
                &[
                    "示例省示例市人民政府办公室",
                    "2021年政府信息公开工作年度报告",
                ],
            ),
            (
                "示例市住房和城乡建设局关于2022年度政府信息公开工作情况的年度报告",
                &[
                    "示例市住房和城乡建设局关于2022年度",
                    "政府信息公开工作情况的年度报告",
                ],
            ),
            (
                "示例省示例市样板区人民政府办公室关于2024年度政府信息公开工作情况的年度报告",
                &[
                    "示例省示例市样板区人民政府办公室",
                    "关于2024年度政府信息公开",
                    "工作情况的年度报告",
                ],
            ),
        ];
        for (title, wanted) in cases {
            assert_eq!(broken(title), *wanted, "{title}");
        }
    }

    #[test]
    fn the_breaks_of_an_author_are_kept() {
        let given = ["2018年".to_owned(), "政府信息公开工作年度报告".to_owned()];
        assert_eq!(lines(&given, 20.1), given);
    }

    #[test]
    fn no_line_is_too_long_and_no_character_is_lost() {
        for n in 1..90 {
            let title: String = "核稿".chars().cycle().take(n).collect();
            let broken = broken(&title);
            assert_eq!(broken.concat(), title);
            if n <= 70 {
                let longest = broken.iter().map(|line| line.chars().count()).max();
                assert!(longest <= Some(20), "{n}: {broken:?}");
            }
        }
        assert_eq!(broken(""), [""]);
    }
}
