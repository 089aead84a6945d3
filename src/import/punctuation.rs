//! Marks of ASCII in Chinese prose, as web pages leave them, back to full width.

use super::line::Line;
use super::line::Look;
use crate::figure::is_chinese;

/// Makes the marks of a line full-width, where Chinese characters stand beside them.
pub(super) fn restore(line: &mut Line) {
    let chars: Vec<char> = line.text.chars().collect();
    let mut out = String::with_capacity(line.text.len());
    // A heading that runs in ends at a byte of the text, which moves with the marks in front of it.
    let mut at = 0;
    let mut end = None;
    for (n, c) in chars.iter().enumerate() {
        if let Look::RunIn(_, old) = line.look
            && at == old
        {
            end = Some(out.len());
        }
        at += c.len_utf8();
        let before = chars[..n].last().copied();
        let after = chars.get(n + 1).copied();
        out.push(full(*c, before, after).unwrap_or(*c));
    }
    if let Look::RunIn(level, _) = line.look {
        line.look = Look::RunIn(level, end.unwrap_or(out.len()));
    }
    line.text = out;
}

fn full(c: char, before: Option<char>, after: Option<char>) -> Option<char> {
    let chinese = |c: Option<char>| {
        c.is_some_and(|c| is_chinese(c) || "《》〈〉“”‘’（）〔〕、。，；：％".contains(c))
    };
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let beside = chinese(before) || chinese(after);
    let full = match c {
        ',' => '，',
        ';' => '；',
        '?' => '？',
        '!' => '！',
        ':' => '：',
        '(' if beside => return Some('（'),
        ')' if beside => return Some('）'),
        // A stop only where a sentence ends: 1. and www.gov.cn keep theirs.
        '.' if (chinese(before) || before == Some(')')) && (after.is_none() || chinese(after)) => {
            return Some('。');
        }
        _ => return None,
    };
    // 10:30 and http://… stay.
    (beside && !(digit(before) && digit(after)) && after != Some('/')).then_some(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_between_chinese_characters() {
        let case = |text: &str, wanted: &str| {
            let mut line = Line::plain(text, "");
            restore(&mut line);
            assert_eq!(line.text, wanted);
        };
        case(
            "共收到5件,其中:当面2件;信函3件(含邮件).",
            "共收到5件，其中：当面2件；信函3件（含邮件）。",
        );
        case(
            "网址:http://www.gov.cn,上午10:30,1,200元",
            "网址：http://www.gov.cn，上午10:30,1,200元",
        );
        case("1.总体情况", "1.总体情况");
    }

    #[test]
    fn a_heading_that_runs_in_keeps_its_end() {
        let mut line = Line {
            look: Look::RunIn(2, "(一)公开情况.".len()),
            ..Line::plain("(一)公开情况.全年,5件.", "")
        };
        restore(&mut line);
        let Look::RunIn(2, end) = line.look else {
            panic!("it still runs in");
        };
        assert_eq!(&line.text[..end], "（一）公开情况。");
    }
}
