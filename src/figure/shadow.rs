//! The text as the reader sees it: folded to one width, without spaces between Chinese characters, with a way back.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

/// A folded copy of a text; every place in it knows its place in the original.
pub(super) struct Shadow {
    text: String,
    /// Start in the original of the character at each byte of the copy.
    starts: Vec<usize>,
    /// End in the original of the character that ends at each byte of the copy.
    ends: Vec<usize>,
}

impl Shadow {
    /// Folds a text.
    pub(super) fn new(source: &str) -> Self {
        let mut shadow = Self {
            text: String::with_capacity(source.len()),
            starts: Vec::with_capacity(source.len() + 1),
            ends: vec![0],
        };
        let mut last: Option<char> = None;
        let mut space: Option<Range<usize>> = None;
        for (at, original) in source.char_indices() {
            let place = at..at + original.len_utf8();
            if is_ignorable(original) {
                continue;
            }
            if original != '\n' && original.is_whitespace() {
                space.get_or_insert(place);
                continue;
            }
            let folded = fold(original);
            if let Some(gap) = space.take() {
                // A space counts only between two characters that are not Chinese.
                if folded.is_ascii_graphic() && last.is_some_and(|c| c.is_ascii_graphic()) {
                    shadow.push(' ', &gap);
                }
            }
            shadow.push(folded, &place);
            last = Some(folded);
        }
        shadow.starts.push(source.len());
        shadow
    }

    fn push(&mut self, folded: char, place: &Range<usize>) {
        self.text.push(folded);
        let width = folded.len_utf8();
        self.starts.extend(std::iter::repeat_n(place.start, width));
        self.ends.extend(std::iter::repeat_n(place.end, width));
    }

    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The place in the original of a part of the folded text that is not empty.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        self.starts[range.start]..self.ends[range.end]
    }
}

/// Marks that no reader sees: zero-width spaces, soft hyphens, byte order marks.
fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// One width, one form: NFKC where it maps one character to one, and the older forms of the number words. Numbers in circles and
/// brackets stay as they are, for ①② is not 12; so do superscripts, for m² is not m2, and the signs of Roman
/// numbers, for Ⅰ is no letter.
fn fold(c: char) -> char {
    match c {
        '\u{4e00}'..='\u{9fff}' => simplify(c),
        _ if c.is_ascii() => c,
        '○' | '◯' => '〇',
        '−' | '‐' | '‑' | '﹣' => '-',
        '〜' | '∼' => '~',
        '∶' => ':',
        '①'..='⓿'
        | '❶'..='➓'
        | '㈠'..='㉃'
        | '㉑'..='㊰'
        | '㊱'..='㊿'
        | 'Ⅰ'..='ⅿ'
        | '²'
        | '³'
        | '¹'
        | '⁰'..='₉' => c,
        _ => {
            let mut folded = std::iter::once(c).nfkc();
            match (folded.next(), folded.next()) {
                (Some(one), None) => simplify(one),
                _ => c,
            }
        }
    }
}

fn simplify(c: char) -> char {
    match c {
        '萬' => '万',
        '億' => '亿',
        '兩' => '两',
        '點' => '点',
        '負' => '负',
        '幾' => '几',
        '餘' => '余',
        '個' => '个',
        '圓' | '圆' => '元',
        '塊' => '块',
        '數' => '数',
        '後' => '后',
        '號' => '号',
        '時' => '时',
        '對' => '对',
        '雙' => '双',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::Shadow;

    fn case(source: &str, folded: &str) {
        assert_eq!(Shadow::new(source).text(), folded);
    }

    #[test]
    fn folds_width_and_drops_spaces_beside_chinese() {
        case("１６６ 件，其 中", "166件,其中");
        case("邮 编 ： 223100", "邮编: 223100");
        case("1 ３/5　米", "1 3/5米");
        case("①②", "①②");
        case("萬\u{200b}元", "万元");
    }

    #[test]
    fn every_place_leads_back() {
        let source = "共 １２ 件";
        let shadow = Shadow::new(source);
        let start = shadow.text().find("12").expect("folded digits");
        assert_eq!(&source[shadow.source(&(start..start + 2))], "１２");
        assert_eq!(&source[shadow.source(&(start..start + 5))], "１２ 件");
    }
}
