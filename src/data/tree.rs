//! The spanned tree of a TOML text — the only file that knows the parser of an author's file.
//!
//! Values keep their places; a string knows where each of its characters stands, through escapes and line endings.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic};
use crate::report::Date;
use crate::source::{FileId, Located, Span, Spanned};

/// So many faults of syntax are told; who has more has another kind of file.
const MOST_FAULTS: usize = 50;

/// So many lines without `=` are told one by one; a file with more is no data file.
const MOST_LOST_LINES: usize = 20;

/// A value with its place.
pub(super) type Node = Spanned<Value>;

/// A TOML value.
#[derive(Debug)]
pub(super) enum Value {
    String(Located),
    /// An integer or a decimal, exactly as written; absent if too large or not finite.
    Number(Option<Decimal>),
    Boolean(bool),
    /// A date; absent for a time, and for a date that does not exist.
    Date(Option<Date>),
    Array(Vec<Node>),
    Table(Table),
}

impl Value {
    /// What it is, for a message.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::String(_) => "一段文字",
            Self::Number(_) => "一个数",
            Self::Boolean(_) => "true 或 false",
            Self::Date(_) => "一个日期",
            Self::Array(_) => "一个数组",
            Self::Table(_) => "一个表",
        }
    }
}

/// A table: keys in the order of the file.
#[derive(Debug)]
pub(super) struct Table {
    /// Where it begins: its header, or the braces.
    pub(super) span: Span,
    pub(super) entries: BTreeMap<String, (Span, Node)>,
}

/// Where the syntax is broken.
pub(super) struct Damage {
    places: Vec<Range<usize>>,
    /// How many findings say so.
    pub(super) faults: usize,
}

impl Damage {
    /// Whether a place touches a broken one.
    pub(super) fn touches(&self, place: Span) -> bool {
        self.places
            .iter()
            .any(|broken| place.start <= broken.end && broken.start <= place.end)
    }
}

/// Reads the tree; what is broken is a finding, the rest is there.
pub(super) fn parse(file: FileId, text: &str, findings: &mut Vec<Diagnostic>) -> (Table, Damage) {
    let before = findings.len();
    let mut damage = Damage {
        places: Vec::new(),
        faults: 0,
    };
    let mut legible = text.to_owned();
    // The parser gives up at a line without `=`. Such a line is told, blanked in a copy, and the rest read again.
    for _ in 0..MOST_LOST_LINES {
        let (_, errors) = DeTable::parse_recoverable(&legible);
        let lost = errors
            .iter()
            .find(|error| error.message().starts_with("key with no value"));
        let lost = lost
            .and_then(toml::de::Error::span)
            .map(|at| line_at(&legible, at.start));
        for error in errors {
            let at = clip(text, error.span().unwrap_or(0..0));
            // A broken line makes the parser complain several times over.
            let line = line_at(text, at.start);
            if damage.places.len() == MOST_FAULTS
                || damage
                    .places
                    .iter()
                    .any(|seen| line.start <= seen.start && seen.start <= line.end)
            {
                continue;
            }
            findings.push(explain(error.message(), text, Span::new(file, at.clone())));
            damage.places.push(at);
        }
        match lost {
            Some(line) if !legible[line.clone()].trim().is_empty() => {
                let blank = " ".repeat(line.len());
                legible.replace_range(line, &blank);
            }
            _ => break,
        }
    }
    damage.faults = findings.len() - before;
    let (root, _) = DeTable::parse_recoverable(&legible);
    let cx = Context {
        file,
        text: &legible,
    };
    let first_line = line_at(text, 0);
    (
        cx.table(root.get_ref(), Span::new(file, first_line)),
        damage,
    )
}

/// The line that an offset stands in, without its end.
fn line_at(text: &str, offset: usize) -> Range<usize> {
    let offset = offset.min(text.len());
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..]
        .find('\n')
        .map_or(text.len(), |at| offset + at);
    start..end
}

/// Widens an empty place to a character where there is one, so that the caret has something to point at.
fn clip(text: &str, at: Range<usize>) -> Range<usize> {
    let floor = |mut n: usize| {
        n = n.min(text.len());
        while !text.is_char_boundary(n) {
            n -= 1;
        }
        n
    };
    let (start, end) = (floor(at.start), floor(at.end));
    if start < end {
        return start..end;
    }
    match text[start..].chars().next() {
        Some(c) if c != '\n' && c != '\r' => start..start + c.len_utf8(),
        _ => start..start,
    }
}

/// The parser's complaint in the words of the people who type these files.
fn explain(message: &str, text: &str, at: Span) -> Diagnostic {
    let words = &text[at.range()];
    let line_start = text[..at.start].rfind('\n').map_or(0, |n| n + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    if message.starts_with("invalid date") || message.contains("datetime") {
        if message.contains("two-digit") {
            let finding = Diagnostic::error(Code::DataDate, "日期的写法不完整").at(at, "这里");
            return finding.with_help("月和日都写两位：2025-01-04");
        }
        return Diagnostic::error(Code::DataDate, format!("没有「{words}」这一天"))
            .at(at, "日期不存在");
    }
    if let Some(control) = words
        .chars()
        .find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        let message = format!("控制字符（U+{:04X}）不能出现在报告里", u32::from(control));
        let finding = Diagnostic::error(Code::DataCharacter, message).at(at, "这里");
        return finding.with_help("多半是从网页或别的软件带来的；请删去");
    }
    let told = |headline: &str, label: &str, help: &str| {
        let finding = Diagnostic::error(Code::DataSyntax, headline).at(at, label);
        if help.is_empty() {
            finding
        } else {
            finding.with_help(help)
        }
    };
    let foreign = |marks: &[char]| line.contains(marks);
    match message {
        m if m.starts_with("duplicate key") => told(
            &format!("「{words}」写了两次"),
            "这里是第二次",
            "同一个键只能写一次；请删去其中一处",
        ),
        m if m.starts_with("invalid unquoted key")
            && !words.is_ascii()
            && !foreign(&['＝', '：', '“', '”']) =>
        {
            told(
                "中文的键要加引号",
                "缺引号",
                &format!("写成 \"{}\" = …", words.trim()),
            )
        }
        _ if foreign(&['“', '”', '‘', '’']) && !line.contains(['"', '\'']) => told(
            "这里要用英文引号",
            "中文引号不能作界符",
            "把外层的 “ ” 换成 \" \"",
        ),
        _ if foreign(&['＝', '：']) && !line.contains('=') => {
            told("键和值之间要用英文等号", "缺 =", "写成：键 = 值")
        }
        m if m.starts_with("string values must be quoted") => {
            let help = "文字写成 \"…\"，多段写成 '''…'''；数字不加引号；没有值的键请删去整行";
            told("值不完整：文字要加引号", "这里", help)
        }
        m if m.starts_with("invalid multi-line") => told(
            "多行文字没有结束",
            "到文件末尾仍没有结束的 '''",
            "在正文最后另起一行写 '''",
        ),
        m if m.starts_with("invalid literal string") || m.starts_with("invalid basic string") => {
            told(
                "文字没有结束",
                "这里缺引号",
                "补上结束的引号；跨行的文字用 '''…'''",
            )
        }
        m if m.starts_with("key with no value") => {
            told("这一行缺少 = 和值", "缺 =", "写成：键 = 值")
        }
        m if m.starts_with("unclosed array") || m.starts_with("missing comma between array") => {
            told("数组没有写完整", "缺 , 或 ]", "写成 [1, 2, 3]")
        }
        m if m.starts_with("unclosed table") || m.starts_with("unclosed array table") => told(
            "表头没有写完整",
            "缺 ]",
            "写成 [[section]] 或 [table.cells]",
        ),
        m if m.starts_with("unclosed inline table") => {
            told("行内表没有写完整", "缺 }", "写成 { 自然人 = 1, 总计 = 1 }")
        }
        m if m.starts_with("unexpected leading zero") => told("数字前面不能有 0", "多余的 0", ""),
        m if m.starts_with("missing escaped value") => told(
            "反斜杠后面的字符不能这样写",
            "这里",
            "文字里有 \\ 时，外面用单引号 '…'，或者写成 \\\\",
        ),
        m if m.starts_with("carriage return") => told(
            "换行符不完整",
            "单独的回车",
            "请用编辑器另存，换行选 Windows 或 Unix 格式",
        ),
        m if m.contains("recurs") => told("括号套得太深", "这里", ""),
        m if m.starts_with("unexpected key or value") => told(
            "这一行多写了内容",
            "从这里起",
            "一行只写一个键和一个值；说明写在 # 之后",
        ),
        _ => told("文件的写法有误", "这里", "").with_note(format!("TOML：{message}")),
    }
}

struct Context<'a> {
    file: FileId,
    text: &'a str,
}

impl Context<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, clip(self.text, range))
    }

    fn table(&self, table: &DeTable<'_>, span: Span) -> Table {
        let entry = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
            let name: &std::borrow::Cow<'_, str> = key.get_ref();
            (name.to_string(), (self.span(key.span()), self.node(value)))
        };
        Table {
            span,
            entries: table.iter().map(entry).collect(),
        }
    }

    fn node(&self, value: &toml::Spanned<DeValue<'_>>) -> Node {
        let span = self.span(value.span());
        let value = match value.get_ref() {
            DeValue::String(text) => Value::String(self.located(text, value.span())),
            DeValue::Integer(number) => Value::Number(integer(number.as_str(), number.radix())),
            DeValue::Float(number) => Value::Number(float(number.as_str())),
            DeValue::Boolean(yes) => Value::Boolean(*yes),
            DeValue::Datetime(at) => {
                Value::Date(at.date.filter(|_| at.time.is_none()).map(|date| Date {
                    year: i32::from(date.year),
                    month: date.month,
                    day: date.day,
                }))
            }
            DeValue::Array(items) => {
                Value::Array(items.iter().map(|item| self.node(item)).collect())
            }
            DeValue::Table(table) => Value::Table(self.table(table, span)),
        };
        Spanned::new(value, span)
    }

    /// A string with the place of every character. What the parser borrows is a piece of the file; the rest is decoded again, with a map.
    fn located(&self, decoded: &str, literal: Range<usize>) -> Located {
        let start = (decoded.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if start <= self.text.len() && self.text.get(start..start + decoded.len()) == Some(decoded)
        {
            return Located::verbatim(self.file, start, decoded);
        }
        let redecoded = decode(self.file, self.text, literal.clone());
        if redecoded.text() == decoded {
            return redecoded;
        }
        let mut whole = Located::empty(self.file);
        whole.push_decoded(literal, decoded);
        whole
    }
}

fn integer(digits: &str, radix: u32) -> Option<Decimal> {
    let number = i64::from_str_radix(&digits.replace('_', ""), radix).ok()?;
    Some(Decimal::from(number))
}

fn float(digits: &str) -> Option<Decimal> {
    let digits = digits.replace('_', "");
    digits
        .parse()
        .or_else(|_| Decimal::from_scientific(&digits))
        .ok()
}

/// Decodes the basic string at `literal` (delimiters included), keeping the place of each escape.
fn decode(file: FileId, text: &str, literal: Range<usize>) -> Located {
    let mut located = Located::empty(file);
    let raw = &text[literal.clone()];
    let delimiter = if raw.starts_with("\"\"\"") { 3 } else { 1 };
    let mut at = delimiter;
    if delimiter == 3 {
        at += ["\r\n", "\n"]
            .iter()
            .find(|newline| raw[at..].starts_with(**newline))
            .map_or(0, |newline| newline.len());
    }
    // A string that is never closed ends where the file does.
    let closed = raw[at..].ends_with(&raw[..delimiter]);
    let end = raw.len() - if closed { delimiter } else { 0 };
    while at < end {
        let run = raw[at..end].find('\\').map_or(end, |n| at + n);
        located.push_verbatim(literal.start + at, &raw[at..run]);
        at = run;
        if at >= end {
            break;
        }
        let (length, decoded) = escape(&raw[at..end]);
        located.push_decoded(literal.start + at..literal.start + at + length, &decoded);
        at += length;
    }
    located
}

/// One escape at the start of `raw`: its length and what it stands for.
fn escape(raw: &str) -> (usize, String) {
    let Some(kind) = raw[1..].chars().next() else {
        return (1, String::new());
    };
    let after = 1 + kind.len_utf8();
    let simple = |c: char| (after, c.to_string());
    let code = |digits: usize| {
        let end = (after + digits).min(raw.len());
        let value = raw
            .get(after..end)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        (end, value.map(String::from).unwrap_or_default())
    };
    match kind {
        'b' => simple('\u{8}'),
        'e' => simple('\u{1b}'),
        'f' => simple('\u{c}'),
        'n' => simple('\n'),
        'r' => simple('\r'),
        't' => simple('\t'),
        'x' => code(2),
        'u' => code(4),
        'U' => code(8),
        c if c.is_whitespace() => {
            let rest = &raw[1..];
            (1 + rest.len() - rest.trim_start().len(), String::new())
        }
        c => simple(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn strings(toml: &str) -> Vec<(String, String)> {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", toml);
        let mut findings = Vec::new();
        let (root, _) = parse(file, toml, &mut findings);
        assert_eq!(findings, []);
        let pieces = |node: &Node| match &node.value {
            Value::String(text) => {
                let at = text.text().find("166").expect("the figure");
                (
                    text.text().to_owned(),
                    sources.slice(text.span(at..at + 3)).to_owned(),
                )
            }
            _ => panic!("strings only"),
        };
        root.entries
            .values()
            .map(|(_, node)| pieces(node))
            .collect()
    }

    #[test]
    fn every_kind_of_string_keeps_its_places() {
        for toml in [
            "a = '一166件'",
            "a = \"一166件\"",
            "a = \"一\\t166\\u4ef6\"",
            "a = '''\r\n一\r\n166件'''",
            "a = \"\"\"\n一\\\n   166件\"\"\"",
            "a = \"\"\"\r\n\\\"一\\\"166件\"\"\"",
        ] {
            assert_eq!(strings(toml)[0].1, "166", "{toml}");
        }
    }

    #[test]
    fn broken_lines_are_told_once_each() {
        let toml = "a = “x”\nb：1\n收到 = 2\nc = 2019-02-30\nd = 1\nd = 2\n";
        let mut sources = Sources::default();
        let file = sources.add("a.toml", toml);
        let mut findings = Vec::new();
        let _ = parse(file, toml, &mut findings);
        let lines: Vec<_> = findings
            .iter()
            .map(|finding| {
                sources
                    .position(file, finding.place().expect("a place").start)
                    .line
            })
            .collect();
        assert_eq!(
            {
                let mut sorted = lines.clone();
                sorted.sort_unstable();
                sorted
            },
            [1, 2, 3, 4, 6]
        );
    }
}
