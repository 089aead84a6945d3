//! What a paragraph behind a mark looks like: a heading alone, a heading with its paragraph, or plain text.

use super::mark::Mark;
use crate::form::fold;

/// The shape of a paragraph that begins with a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A heading and nothing else.
    Alone,
    /// A heading that ends itself before this byte, with its paragraph behind it.
    RunIn(usize),
    /// A heading up to this byte, whose paragraph follows without any mark between.
    Split(usize),
    /// No heading.
    Text,
}

/// Characters of a heading that stands alone.
const LONGEST: usize = 50;
/// Characters of a heading that runs in.
const LONGEST_RUN_IN: usize = 40;
/// Characters of one that ends in a colon.
const LONGEST_COLON: usize = 16;
/// Last words of headings.
const TAILS: &[&str] = &[
    "情况", "措施", "打算", "问题", "事项", "概述", "概况", "计划", "安排", "建议", "方面",
];
/// First words of paragraphs.
const STARTS: &[&str] = &[
    "根据",
    "按照",
    "虽然",
    "本年",
    "今年",
    "全年",
    "一年来",
    "我",
    "本机关",
    "本单位",
    "截至",
    "为",
    "目前",
    "（一）",
    "(一)",
    "一是",
];

/// The shape of `text`, which begins with a mark; `titles` are those that the form prescribes.
pub(super) fn of(text: &str, mark: Mark, titles: &[&str]) -> Shape {
    let rest = &text[mark.length..];
    let length = rest.chars().count();
    if mark.level == 1
        && let Some(end) = titles.iter().find_map(|title| prefix(rest, title))
    {
        let behind = rest[end..].trim_start();
        if behind.is_empty() {
            return Shape::Alone;
        }
        let stop = behind.starts_with(['。', '：', ':']);
        if !stop && (length > LONGEST || rest.contains('。')) {
            return Shape::Split(mark.length + end);
        }
    }
    let inner = rest.trim_end_matches(['。', '！', '？', '：', ':', '.']);
    let stop = inner.find(['。', '！', '？', '；', ';']);
    if stop.is_none() && length <= LONGEST && !rest.ends_with(['；', ';', '，', ',', '、']) {
        return first_word_split(rest, mark.length).unwrap_or(Shape::Alone);
    }
    let end = rest
        .char_indices()
        .find(|(_, c)| "。！？；;：:".contains(*c));
    if let Some((at, c)) = end {
        let most = if matches!(c, '：' | ':') {
            LONGEST_COLON
        } else {
            LONGEST_RUN_IN
        };
        let head = &rest[..at];
        let behind = rest[at + c.len_utf8()..].trim();
        if !matches!(c, '；' | ';')
            && head.chars().count() <= most
            && !behind.is_empty()
            && !head.is_empty()
        {
            return first_word_split(rest, mark.length)
                .unwrap_or(Shape::RunIn(mark.length + at + c.len_utf8()));
        }
    }
    first_word_split(rest, mark.length).unwrap_or(Shape::Text)
}

/// A heading that ends in the word of one, followed by the first word of a paragraph, with or without a space between.
fn first_word_split(rest: &str, mark: usize) -> Option<Shape> {
    for (at, _) in rest.char_indices().skip(2).take(28) {
        let (head, behind) = rest.split_at(at);
        if head.contains(['，', '。', '；', '：']) {
            return None;
        }
        let starts = behind.trim_start();
        let begins = starts.starts_with(|c: char| c.is_ascii_digit())
            || STARTS.iter().any(|word| starts.starts_with(word));
        if TAILS.iter().any(|word| head.ends_with(word))
            && begins
            && starts.chars().count() > 20
            && starts.contains(['，', '。'])
        {
            return Some(Shape::Split(mark + at));
        }
    }
    None
}

/// The bytes of a text that a title takes at its start, in any width and with any spaces.
fn prefix(text: &str, title: &str) -> Option<usize> {
    let mut wanted = title.chars().peekable();
    for (at, c) in text.char_indices() {
        let Some(next) = wanted.peek() else {
            return Some(at);
        };
        if c == *next {
            wanted.next();
        } else if !c.is_whitespace() {
            return None;
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

/// Whether a text is a title and nothing else.
pub(super) fn same(title: &str, text: &str) -> bool {
    fold(title) == fold(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::mark;

    fn shape(text: &str) -> Shape {
        let titles = ["总体情况", "政府信息公开行政复议、行政诉讼情况"];
        of(text, mark::read(text).expect("a mark"), &titles)
    }

    /// The heading and what is behind it.
    fn cut(text: &str) -> (&str, &str) {
        match shape(text) {
            Shape::RunIn(end) | Shape::Split(end) => text.split_at(end),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn headings_alone() {
        for text in [
            "一、总体情况",
            "一、总体情况及主要成效",
            "（一）强化组织推进，夯实工作基础。",
            "1.召开新闻发布会4场",
        ] {
            assert_eq!(shape(text), Shape::Alone, "{text}");
        }
    }

    #[test]
    fn headings_with_their_paragraphs() {
        assert_eq!(
            cut("（一）主动公开情况。2023年，全区发布信息5条。"),
            ("（一）主动公开情况。", "2023年，全区发布信息5条。")
        );
        assert_eq!(
            cut("（一）主动公开：发布信息5条。还有3条。").0,
            "（一）主动公开："
        );
        assert_eq!(
            cut("四、政府信息公开行政复议、行政诉讼情况2019年未发生行政复议、行政诉讼，没有败诉。")
                .0,
            "四、政府信息公开行政复议、行政诉讼情况"
        );
        assert_eq!(
            cut("三、依申请公开情况 全年收到申请5件，其中当面申请3件，全部按期办结答复。").0,
            "三、依申请公开情况"
        );
    }

    #[test]
    fn what_is_no_heading() {
        for text in [
            "（一）加强信息公开某厅网站开设政府信息公开平台，对信息公开目录和指南作了修订，及时公布各类文件、公告和通知，共计五十余条。其他。",
            "1.加强培训；",
            "1.加强对本区各部门的指导，对发现的问题及时提出意见，督促整改；组织一次全区培训，请专家授课，提高业务水平。",
        ] {
            assert_eq!(shape(text), Shape::Text, "{text}");
        }
    }
}
