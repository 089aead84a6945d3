//! Bytes of a text file to its paragraphs, whatever encoding an office's programs gave it.

use std::borrow::Cow;

use anyhow::{Result, bail, ensure};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::line::{Line, Notes, excerpt};
use crate::figure::is_chinese;

/// The paragraphs of a plain text: its lines that are not empty.
///
/// # Errors
/// If it is no plain text.
pub fn read(bytes: &[u8], notes: &mut Notes) -> Result<Vec<Line>> {
    refuse_other_formats(bytes)?;
    let text = decode(bytes, notes);
    ensure!(
        !text.contains('\0'),
        "不是纯文本文件（含有空字符），请在原软件里另存为 .txt（编码选 UTF-8）"
    );
    let mut lines = Vec::new();
    let mut comments = Vec::new();
    for (n, line) in split(&text) {
        let place = format!("第 {n} 行");
        let line = clean(line, &place, notes);
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if is_comment(line) {
            comments.push((place, excerpt(line)));
            continue;
        }
        if line.contains("{{") {
            notes.left.push(format!(
                "{place}有「{{{{」，它在数据文件里表示引用表中的数，请改写这一句"
            ));
        }
        lines.push(Line::plain(line, place));
    }
    for (place, words) in comments {
        notes
            .left
            .push(format!("{place}{words}以 # 开头，当作注释，没有放进正文"));
    }
    Ok(lines)
}

/// The lines with their numbers; a page end and a soft break end one too.
fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let breaks = ['\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split('\n').enumerate().flat_map(move |(n, line)| {
        line.split('\r')
            .flat_map(move |line| line.split(breaks))
            .map(move |line| (n + 1, line))
    })
}

/// Our own comments: a number sign and a space. A title marked so in another format is none.
fn is_comment(line: &str) -> bool {
    line.starts_with("# ") && !line.ends_with("报告")
}

/// What no data file can carry: tabs become spaces, characters without a width go.
pub(super) fn clean(line: &str, place: &str, notes: &mut Notes) -> String {
    let invisible = |c: &char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}');
    let gone = line.chars().filter(invisible).count();
    if gone > 0 {
        notes
            .left
            .push(format!("{place}删去了 {gone} 个看不见的字符"));
    }
    if line.trim().contains('\t') {
        notes.left.push(format!("{place}的制表符改成了空格"));
    }
    if let Some(c) = line.chars().find(|c| {
        (c.is_control() && *c != '\t') || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}')
    }) {
        notes.left.push(format!(
            "{place}有报告里不能出现的字符 U+{:04X}，已照录，请改正",
            u32::from(c)
        ));
    }
    line.chars()
        .filter(|c| !invisible(c))
        .map(|c| if c == '\t' { ' ' } else { c })
        .collect()
}

/// The text in the encoding that its bytes tell.
pub(super) fn decode(bytes: &[u8], notes: &mut Notes) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let (text, _, damaged) = encoding.decode(bytes);
        if damaged {
            tell_damage(encoding, notes);
        }
        return text.into_owned();
    }
    if let Some((text, encoding)) = utf16_without_mark(bytes) {
        let guess = format!("文字编码不是 UTF-8，按 {} 读入", encoding.name());
        notes.guessed.push(guess);
        return text.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let (text, _, damaged) = GB18030.decode(bytes);
    if !damaged {
        notes
            .guessed
            .push("文字编码不是 UTF-8，按 GB18030（GBK）读入".to_owned());
        return text.into_owned();
    }
    // A few bytes gone wrong in one encoding leave fewer holes than reading it as the other.
    let (utf8, _, _) = UTF_8.decode(bytes);
    let holes = |text: &str| text.chars().filter(|c| *c == '\u{FFFD}').count();
    let (text, encoding) = if holes(&utf8) <= holes(&text) {
        (utf8, UTF_8)
    } else {
        (text, GB18030)
    };
    tell_damage(encoding, notes);
    text.into_owned()
}

/// The text that bytes with zeros among them are in UTF-16: with its bytes swapped it would be characters that no office writes.
fn utf16_without_mark(bytes: &[u8]) -> Option<(Cow<'_, str>, &'static Encoding)> {
    let common = |c: &char| {
        is_chinese(*c)
            || matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{301F}' | '\u{FF01}'..='\u{FF5E}')
    };
    let has_zeros = bytes.contains(&0);
    let mut readings = [UTF_16LE, UTF_16BE].into_iter().filter_map(|encoding| {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        (!damaged).then_some((text, encoding))
    });
    let is_text = |text: &str| {
        let count = text.chars().count();
        !text.contains('\0') && text.chars().filter(common).count() * 20 >= count * 19
    };
    readings.find(|(text, _)| has_zeros && is_text(text))
}

fn tell_damage(encoding: &'static Encoding, notes: &mut Notes) {
    notes.left.push(format!(
        "文件按 {} 读入时有坏字节，坏处成了「\u{FFFD}」，请对照原文改正",
        encoding.name()
    ));
}

/// Refuses what is no .docx by a name that its user knows.
///
/// # Errors
/// If it is one of the other formats of offices.
pub fn refuse_other_than_docx(bytes: &[u8]) -> Result<()> {
    if bytes.starts_with(b"PK") {
        return Ok(());
    }
    refuse_other_formats(bytes)?;
    bail!("这不是 Word 文件（.docx），请在原软件里另存为 .docx");
}

/// Names the formats that offices take for text files.
fn refuse_other_formats(bytes: &[u8]) -> Result<()> {
    let what = match bytes {
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "旧版 Word、WPS 文件（.doc、.wps、.et 一类）",
        [b'%', b'P', b'D', b'F', ..] => "PDF 文件",
        [b'{', b'\\', b'r', b't', b'f', ..] => "RTF 文件",
        [b'P', b'K', 3 | 5, ..] => "压缩包或 Word 文件",
        _ => return Ok(()),
    };
    if bytes.starts_with(b"PK") {
        bail!("这是{what}，不是纯文本；是 .docx 请用 --docx，否则请另存为 .docx 或 .txt");
    }
    bail!("这是{what}，读不了；请在原软件里另存为 .docx 后用 --docx 导入");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<String> {
        let lines = read(bytes, &mut Notes::default()).expect("plain text");
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn encodings_of_offices() {
        // 一 and the ideographic space have a zero on the other side than ASCII.
        let text = "一、总体情况\r\n　　全年发布信息 5 条。\r\n";
        let wanted = ["一、总体情况", "全年发布信息 5 条。"];
        let utf16 = |big: bool, marked: bool| -> Vec<u8> {
            let unit = |unit: u16| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            };
            let mark = marked.then_some(0xFEFF).into_iter();
            mark.chain(text.encode_utf16()).flat_map(unit).collect()
        };
        assert_eq!(texts(text.as_bytes()), wanted);
        assert_eq!(texts(format!("\u{FEFF}{text}").as_bytes()), wanted);
        assert_eq!(texts(&GB18030.encode(text).0), wanted);
        for big in [true, false] {
            assert_eq!(texts(&utf16(big, true)), wanted);
            assert_eq!(texts(&utf16(big, false)), wanted);
        }
    }

    #[test]
    fn a_damaged_byte_spoils_one_character() {
        let mut bytes = "政府信息公开".as_bytes().to_vec();
        bytes.insert(3, 0xFF);
        assert_eq!(texts(&bytes), ["政\u{FFFD}府信息公开"]);
    }

    #[test]
    fn other_formats_are_named() {
        for bytes in [
            &[0xD0, 0xCF, 0x11, 0xE0][..],
            b"%PDF-1.7",
            b"{\\rtf1",
            b"PK\x03\x04",
            b"a\0b\0\0",
        ] {
            let error = read(bytes, &mut Notes::default()).expect_err("no plain text");
            assert!(error.to_string().contains("另存为"), "{error}");
        }
    }

    #[test]
    fn what_is_left_out_is_said() {
        let mut notes = Notes::default();
        let lines = read("# 来源\n正\u{200B}文\n\u{C}\n".as_bytes(), &mut notes).expect("text");
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].text, "正文");
        assert_eq!(notes.left.len(), 2);
    }
}
