//! Characters that no file can carry, or that no reader would see.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Located;

/// Names every character that one of the files cannot carry, or that no reader would see.
pub(super) fn check(text: &Located, findings: &mut Vec<Diagnostic>) {
    for (at, c) in text.text().char_indices() {
        let Some(what) = forbidden(c) else { continue };
        let place = text.span(at..at + c.len_utf8());
        let message = format!("{what}（U+{:04X}）不能出现在报告里", u32::from(c));
        let finding = Diagnostic::error(Code::DataCharacter, message).at(place, "这里");
        findings
            .push(finding.with_help("多半是从网页或别的软件带来的；请删去，或改成看得见的字符"));
    }
}

fn forbidden(c: char) -> Option<&'static str> {
    Some(match c {
        '\t' => "制表符",
        '\u{2028}' | '\u{2029}' => "特殊的换行符",
        c if c.is_control() => "控制字符",
        '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}' => {
            "看不见的字符"
        }
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "改变书写方向的字符",
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => "自造字区的字符",
        '\u{FDD0}'..='\u{FDEF}' => "非字符",
        c if u32::from(c) & 0xFFFE == 0xFFFE => "非字符",
        _ => return None,
    })
}
