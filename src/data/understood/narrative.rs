//! Narrative: paragraphs, `{{…}}`, and characters that no file can carry.

use super::cells::Tables;
use crate::data::character;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Cell, Passage, State};
use crate::source::{Located, Span};

/// Every line that is not empty, without white space at its ends.
pub(super) fn lines(text: &Located) -> Vec<Located> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.text().split_inclusive('\n') {
        lines.push(trimmed(&text.part(at..at + line.len())));
        at += line.len();
    }
    lines.retain(|line| !line.text().is_empty());
    lines
}

/// A text without white space at its ends.
pub(super) fn trimmed(text: &Located) -> Located {
    let inner = text.text().trim();
    let start = text.text().len() - text.text().trim_start().len();
    text.part(start..start + inner.len())
}

/// Prints the placeholders of a line and looks at its characters.
pub(super) fn passage(
    line: &Located,
    tables: &Tables<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Passage {
    character::check(line, findings);
    let text = line.text();
    let mut pieces = Pieces {
        line,
        out: Located::empty(line.file()),
        bound: Vec::new(),
    };
    let mut at = 0;
    while let Some(open) = text[at..].find("{{").map(|n| at + n) {
        pieces.copy(at..open);
        let Some(close) = text[open..].find("}}").map(|n| open + n + 2) else {
            let place = line.span(open..open + 2);
            let finding = Diagnostic::error(Code::DataPlaceholder, "「{{」没有对应的「}}」")
                .at(place, "从这里开始");
            findings.push(finding.with_help("写成 {{收到申请数}}"));
            at = open;
            break;
        };
        let place = line.span(open..close);
        match placeholder(&text[open + 2..close - 2], place, tables) {
            Ok((printed, cell)) => pieces.print(place, &printed, cell),
            Err(finding) => {
                findings.push(*finding);
                pieces.copy(open..close);
            }
        }
        at = close;
    }
    if let Some(stray) = text[at..]
        .find("}}")
        .map(|n| at + n)
        .filter(|_| !text[at..].starts_with("{{"))
    {
        let place = line.span(stray..stray + 2);
        let finding =
            Diagnostic::error(Code::DataPlaceholder, "「}}」没有对应的「{{」").at(place, "这里");
        findings.push(finding.with_help("写成 {{收到申请数}}"));
    }
    pieces.copy(at..text.len());
    Passage {
        text: pieces.out,
        bound: pieces.bound,
    }
}

fn placeholder(
    name: &str,
    place: Span,
    tables: &Tables<'_>,
) -> Result<(String, Cell), Box<Diagnostic>> {
    let cell = tables
        .find(name.trim())
        .map_err(|fault| Box::new(fault.placeholder(place)))?;
    let table = &tables.all[cell.table];
    match table.state(cell.address) {
        State::Number(number) => Ok((State::Number(number).to_string(), cell)),
        state => {
            let what = if state == State::NotApplicable {
                "不适用（/）"
            } else {
                "还没有填"
            };
            let message = format!("「{}」{what}，不能印进正文", name.trim());
            let finding =
                Diagnostic::error(Code::DataPlaceholder, message).at(place, "这里要用它的数");
            let entry = table
                .cells
                .get(&cell.address)
                .map_or(table.span, |entry| entry.span);
            Err(Box::new(
                finding
                    .beside(entry, what)
                    .with_help("先在表里填上，或在正文里改写这一句"),
            ))
        }
    }
}

struct Pieces<'a> {
    line: &'a Located,
    out: Located,
    bound: Vec<(std::ops::Range<usize>, Cell)>,
}

impl Pieces<'_> {
    fn copy(&mut self, range: std::ops::Range<usize>) {
        self.out.append(&self.line.part(range));
    }

    fn print(&mut self, place: Span, printed: &str, cell: Cell) {
        let start = self.out.text().len();
        self.out.push_decoded(place.range(), printed);
        self.bound.push((start..self.out.text().len(), cell));
    }
}
