//! Headings that authors type: their numbers, and what a paragraph that begins with one is about.

/// The longest heading that authors type into a paragraph, in characters.
const LONGEST: usize = 24;

/// The heading that a paragraph begins with, its number typed by hand: （二）依申请公开情况。2023年……
pub(super) fn lead(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let words = &text[typed_number(text)?..];
    let end = words.find(['。', '：', ':', '，', ',', '；', '\n'])?;
    let lead = &words[..end];
    let closed = words[end..].starts_with(['。', '：', ':']);
    let short = lead.chars().count() <= LONGEST && !lead.contains(|c: char| c.is_ascii_digit());
    (closed && short).then_some(lead)
}

/// Where the heading that a paragraph begins with ends; 0 without one.
pub(super) fn lead_end(text: &str) -> usize {
    lead(text).map_or(0, |lead| {
        let start =
            typed_number(text.trim_start()).unwrap_or(0) + text.len() - text.trim_start().len();
        start + lead.len()
    })
}

/// The bytes of 一、 （一） 1. at the start of a heading.
#[must_use]
pub(crate) fn typed_number(text: &str) -> Option<usize> {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let bare = text.trim_start_matches(['（', '(']);
    let bracket = bare.len() < text.len();
    let rest = bare.trim_start_matches(numeral);
    let mark = rest.chars().next()?;
    let fits = if bracket {
        matches!(mark, '）' | ')')
    } else {
        matches!(mark, '、' | '.' | '．')
    };
    // 1.5倍 is no number of a heading.
    let after = rest[mark.len_utf8()..].chars().next();
    let goes_on = after.is_some_and(|c| !c.is_ascii_digit());
    (rest.len() < bare.len() && fits && goes_on).then(|| text.len() - rest.len() + mark.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_are_seen() {
        for (heading, len) in [
            ("一、概述", Some(6)),
            ("（二）公开", Some(9)),
            ("1.加强", Some(2)),
        ] {
            assert_eq!(typed_number(heading), len, "{heading}");
        }
        for heading in ["1.5倍增长", "一网通办", "三、", "概述"] {
            assert_eq!(typed_number(heading), None, "{heading}");
        }
    }
}
