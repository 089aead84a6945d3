//! The proof that a file says what the document says, character by character.

use anyhow::bail;

/// Characters shown on each side of a difference.
const AROUND: usize = 12;

/// Holds the text that was read back from a file against the text that it must have.
///
/// `found` has a line feed wherever a line or a paragraph ends in the file; it stands for nothing, or for the white
/// space that is dropped at the end of a printed line. Everything else must be the same.
///
/// # Errors
/// At the first difference, with the words around it; `what` names the file.
pub fn compare(expected: &[String], found: &str, what: &str) -> anyhow::Result<()> {
    let wanted: Vec<char> = expected.iter().flat_map(|piece| piece.chars()).collect();
    let found: Vec<char> = found.chars().collect();
    let (mut w, mut f) = (0, 0);
    let mut line_end = true;
    loop {
        match (wanted.get(w), found.get(f)) {
            (_, Some('\n')) => {
                line_end = true;
                f += 1;
            }
            (Some(a), Some(b)) if a == b => {
                line_end = false;
                w += 1;
                f += 1;
            }
            (Some(a), _) if line_end && a.is_whitespace() => w += 1,
            (None, None) => return Ok(()),
            _ => break,
        }
    }
    let mut piece = 0;
    let mut before = 0;
    while let Some(length) = expected.get(piece).map(|text| text.chars().count())
        && before + length <= w
    {
        before += length;
        piece += 1;
    }
    let place = if piece < expected.len() {
        format!("第 {} 段", piece + 1)
    } else {
        "末尾".to_owned()
    };
    bail!(
        "{what}的文字与报告不一致：{place}「{}」之后应为「{}」，实为「{}」",
        show(&wanted[w.saturating_sub(AROUND)..w]),
        show(&wanted[w..(w + AROUND).min(wanted.len())]),
        show(&found[f..(f + AROUND).min(found.len())]),
    )
}

/// Characters as a message can show them: line feeds dropped, what is invisible by its code.
fn show(text: &[char]) -> String {
    let one = |c: &char| match c {
        '\n' => String::new(),
        c if c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}') => {
            format!("<U+{:04X}>", u32::from(*c))
        }
        c => c.to_string(),
    };
    text.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &[&str]) -> Vec<String> {
        text.iter().map(|piece| (*piece).to_owned()).collect()
    }

    #[test]
    fn a_line_end_stands_for_nothing_or_for_white_space() {
        let wanted = pieces(&["收到 申请", "166件　"]);
        for found in [
            "收到 申请166件　",
            "收到\n申请\n166件\n",
            "收到 \n申请\n166\n件　",
        ] {
            compare(&wanted, found, "PDF").expect(found);
        }
    }

    #[test]
    fn a_difference_is_shown_where_it_is() {
        let wanted = pieces(&["全市共收到", "收到申请166件"]);
        let message = |found: &str| compare(&wanted, found, "PDF").expect_err(found).to_string();
        assert_eq!(
            message("全市共收到\n收到申请165件"),
            "PDF的文字与报告不一致：第 2 段「全市共收到收到申请16」之后应为「6件」，实为「5件」"
        );
        for found in [
            "全市共收到收到申请166",
            "全市共收到收到申请166件。",
            "全市共收到 收到申请166件",
            "全市共收\u{200b}到收到申请166件",
            "",
        ] {
            message(found);
        }
        assert!(message("").contains("第 1 段"));
        assert!(message("全市共收到收到申请166件。").contains("末尾"));
    }
}
