//! Where a line of the PDF may not end, and where it may: what the line breaker does not know by itself.
//!
//! Nothing is added to a text or taken from it: it is only cut into runs.

use serde_json::{Value, json};

/// Marks that may not begin a line (GB/T 15834—2011, 5.1) and that the line breaker lets begin one.
const NOT_FIRST: [char; 3] = ['·', '～', '–'];
/// Marks that the line breaker keeps from the beginning of a line.
const CLOSING: &str = "，。、；：？！）》〉”’】〕」』";
/// A longer run of Latin without a space could run out of the text area.
const LONGEST_WORD: usize = 26;
/// A long run may end a line after these, else after so many characters.
const WORD_BREAKS: &str = "/?&=._-";
const WORD_PIECE: usize = 12;

/// A text as runs: a string, `{"keep": …}` within which no line ends, or nothing, where a line may end.
#[must_use]
pub fn runs(text: &str) -> Value {
    let mut runs: Vec<Value> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(NOT_FIRST) {
        let mark = rest[at..].chars().next().map_or(0, char::len_utf8);
        let start = keep_from(&rest[..at]);
        let mut end = at + mark;
        // 100～·: several marks in a row stay together.
        while let Some(next) = rest[end..].chars().next().filter(|c| NOT_FIRST.contains(c)) {
            end += next.len_utf8();
        }
        push(&mut runs, &rest[..start]);
        runs.push(json!({"keep": &rest[start..end]}));
        rest = &rest[end..];
    }
    push(&mut runs, rest);
    Value::Array(runs)
}

/// Where that begins which must stay with a mark after `before`: a Hanzi or a Latin word, and marks between them.
fn keep_from(before: &str) -> usize {
    let mut start = before.len();
    let mut chars = before.char_indices().rev().peekable();
    while let Some((at, c)) = chars.next() {
        start = at;
        let word = |c: char| c.is_ascii_alphanumeric() || ".%".contains(c);
        let goes_on = chars.peek().is_some_and(|(_, next)| word(c) && word(*next));
        if !CLOSING.contains(c) && !goes_on {
            break;
        }
    }
    start
}

/// Appends a text, with places where a long Latin word may end a line.
fn push(runs: &mut Vec<Value>, text: &str) {
    let mut from = 0;
    let mut word = 0;
    let mut piece = 0;
    let long = |at: usize| {
        let word = text[at..].chars().take_while(char::is_ascii_graphic);
        word.count() > LONGEST_WORD
    };
    let mut in_long = false;
    for (at, c) in text.char_indices() {
        if !c.is_ascii_graphic() {
            (word, in_long) = (0, false);
            continue;
        }
        if word == 0 {
            in_long = long(at);
            piece = 0;
        }
        word += 1;
        piece += 1;
        if in_long && (piece >= WORD_PIECE || WORD_BREAKS.contains(c)) {
            runs.push(text[from..=at].into());
            runs.push(Value::Null);
            from = at + 1;
            piece = 0;
        }
    }
    if from < text.len() {
        runs.push(text[from..].into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(value: &Value) -> String {
        let one = |run: &Value| match run {
            Value::String(text) => text.clone(),
            Value::Object(keep) => keep["keep"].as_str().unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        value.as_array().into_iter().flatten().map(one).collect()
    }

    #[test]
    fn a_mark_stays_with_what_it_follows() {
        let cases = [
            ("全市", json!(["全市"])),
            ("买买提·热合曼", json!(["买买", {"keep": "提·"}, "热合曼"])),
            ("约100～150件", json!(["约", {"keep": "100～"}, "150件"])),
            ("63.5%～68%", json!([{"keep": "63.5%～"}, "68%"])),
            (
                "《条例》·第一章",
                json!(["《条", {"keep": "例》·"}, "第一章"]),
            ),
            ("·", json!([{"keep": "·"}])),
            ("", json!([])),
        ];
        for (text, wanted) in cases {
            assert_eq!(runs(text), wanted, "{text}");
            assert_eq!(said(&runs(text)), text);
        }
    }

    #[test]
    fn a_long_address_may_end_a_line() {
        let url = "http://www.example.gov.cn/zwgk/2019/02/28/art_9592_675481.html";
        let text = format!("网址：{url}。");
        let runs = runs(&text);
        assert_eq!(said(&runs), text);
        assert!(
            runs.as_array()
                .is_some_and(|runs| runs.contains(&Value::Null))
        );
        let short = self::runs("电话：0724-2376200");
        assert_eq!(short, json!(["电话：0724-2376200"]));
    }
}
