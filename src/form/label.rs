//! Labels as people write them: in full or half width, with or without numbering, 其中： and bracketed note.

use unicode_normalization::UnicodeNormalization;

/// Folds width, numbering, 其中：, bracketed notes and white space out of a label.
#[must_use]
pub fn fold(label: &str) -> String {
    let mut text = String::with_capacity(label.len());
    for c in label.chars().filter(|c| !c.is_whitespace()) {
        if c.is_ascii() || ('\u{4E00}'..='\u{9FFF}').contains(&c) {
            text.push(c);
        } else {
            text.extend(c.nfkc());
        }
    }
    // A path is folded link by link, so that 行政复议数量/（二）被依法纠错数 is found too.
    text.split('/').map(fold_link).collect::<Vec<_>>().join("/")
}

fn fold_link(text: &str) -> String {
    let text = strip_numbers(text);
    let text = text
        .strip_prefix("其中:")
        .or_else(|| text.strip_prefix("其中"))
        .unwrap_or(text);
    let text = strip_numbers(text);
    match text.find('(') {
        Some(at) if at > 0 && text.ends_with(')') => text[..at].to_owned(),
        _ => text.to_owned(),
    }
}

/// Drops every number from the start of an NFKC-folded label: 三、（三）1.
fn strip_numbers(text: &str) -> &str {
    let rest = strip_number(text);
    if rest.len() == text.len() {
        text
    } else {
        strip_numbers(rest)
    }
}

/// Drops （一）, 一、 or 1. from the start of an NFKC-folded label.
fn strip_number(text: &str) -> &str {
    let numerals = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some(rest) = text.strip_prefix('(') {
        let after = rest.trim_start_matches(numerals);
        if after.len() < rest.len()
            && let Some(after) = after.strip_prefix(')')
        {
            return after;
        }
    }
    let after = text.trim_start_matches(numerals);
    if after.len() < text.len() {
        for mark in ["、", ".", "．"] {
            if let Some(after) = after.strip_prefix(mark) {
                return after;
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn labels_fold() {
        for label in [
            "收到申请数",
            "（一）收到申请数",
            "(一) 收到申请数",
            "1.收到申请数",
            "其中：收到申请数（不含）",
        ] {
            assert_eq!(fold(label), "收到申请数", "{label}");
        }
        assert_eq!(
            fold("行政复议数量/（二）被依法纠错数"),
            "行政复议数量/被依法纠错数"
        );
    }
}
