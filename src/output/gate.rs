//! The font gate: every character of a report has a glyph in the face of its role, or is a finding.

use std::collections::{BTreeMap, BTreeSet};

use super::fonts::{Faces, Share};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Passage, Report, Section};
use crate::source::{Located, Span, Spanned};
use crate::style::{Role, Style};

/// Places of one character that a finding shows.
const SHOWN: usize = 3;

/// A finding for every character that no face has (an error), and for every Hanzi that another face than the role's
/// own must draw (a note).
#[must_use]
pub fn gate(report: &Report, style: &Style, faces: &Faces) -> Vec<Diagnostic> {
    let mut gate = Gate {
        faces,
        drawn: BTreeMap::new(),
        missing: BTreeMap::new(),
        borrowed: BTreeMap::new(),
    };
    let looks = &style.text;
    for line in &report.meta.title {
        gate.located(looks.title.face, line);
    }
    for passage in &report.preface {
        gate.passage(looks.body.face, passage);
    }
    for section in &report.sections {
        gate.section(section, 1, style);
    }
    if let Some(organ) = &report.meta.organ {
        gate.spanned(looks.body.face, organ);
    }
    for table in &report.tables {
        gate.spanned(looks.annex_title.face, &table.title);
        gate.spanned(looks.body.face, &table.title);
    }
    // The wording of an office's own form: it stands in no text that could be shown, so the table is.
    if let Some(table) = report.tables.first() {
        for grid in &report.form.grids {
            let rows = grid.rows.iter().flat_map(|row| [&row.print, &row.unit]);
            let columns = grid.columns.iter();
            let heads = columns.flat_map(|column| column.under.iter().chain([&column.name]));
            let around = grid.stub.iter().chain(&grid.caption);
            for text in rows.chain(heads).chain(around) {
                gate.text(looks.table.face, text, &|_| table.span);
            }
        }
    }
    gate.findings()
}

/// Characters in trouble: the role, and where each stands.
type Places = BTreeMap<(char, Role), Vec<Span>>;

struct Gate<'a> {
    faces: &'a Faces,
    /// What draws each character in each role, looked up once.
    drawn: BTreeMap<Role, BTreeMap<char, Option<usize>>>,
    missing: Places,
    borrowed: Places,
}

impl Gate<'_> {
    fn section(&mut self, section: &Section, level: u8, style: &Style) {
        self.passage(style.text.heading(level).face, &section.heading);
        for passage in &section.body {
            self.passage(style.text.body.face, passage);
        }
        for figure in &section.figures {
            self.spanned(style.text.caption.face, &figure.title);
        }
        for section in &section.sections {
            self.section(section, level + 1, style);
        }
    }

    fn passage(&mut self, role: Role, passage: &Passage) {
        self.located(role, &passage.text);
    }

    fn located(&mut self, role: Role, text: &Located) {
        self.text(role, text.text(), &|range| text.span(range));
    }

    fn spanned(&mut self, role: Role, text: &Spanned<String>) {
        let span = text.span;
        // Without escapes the text stands in the file as it is.
        let verbatim = span.end - span.start == text.value.len();
        self.text(role, &text.value, &|range| {
            if verbatim {
                Span::new(span.file, span.start + range.start..span.start + range.end)
            } else {
                span
            }
        });
    }

    fn text(&mut self, role: Role, text: &str, place: &dyn Fn(std::ops::Range<usize>) -> Span) {
        let first = self.own(role);
        let drawn = self.drawn.entry(role).or_default();
        let new: BTreeSet<char> = text.chars().filter(|c| !drawn.contains_key(c)).collect();
        if !new.is_empty() {
            let new: String = new.into_iter().collect();
            drawn.extend(self.faces.drawn_by(role, &new));
        }
        for (at, c) in text.char_indices() {
            let places = match drawn.get(&c).copied().flatten() {
                // Line ends and the like are a matter of the data file.
                None if c.is_control() => continue,
                None => &mut self.missing,
                Some(face) if face != first && is_hanzi(c) => &mut self.borrowed,
                Some(_) => continue,
            };
            let places = places.entry((c, role)).or_default();
            places.push(place(at..at + c.len_utf8()));
        }
    }

    /// The face that should draw the Hanzi of a role.
    fn own(&self, role: Role) -> usize {
        let mut chain = self.faces.chain(role).iter();
        chain
            .find(|link| link.share != Share::Latin)
            .map_or(usize::MAX, |link| link.face)
    }

    fn findings(self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for ((c, role), places) in &self.missing {
            let finding = Diagnostic::error(
                Code::GlyphMissing,
                format!(
                    "「{c}」（U+{:04X}）在任何可用字体中都没有字形",
                    u32::from(*c)
                ),
            );
            let finding = at(finding, places, &format!("此处应为{}", role.chinese()));
            findings.push(
                finding
                    .with_note("缺字会印成空白方框，因此不能生成正式文件")
                    .with_help(cover(*c, *role)),
            );
        }
        for ((c, role), places) in &self.borrowed {
            let by = self.faces.drawn_by(*role, &c.to_string());
            let family = by.first().and_then(|(_, face)| *face);
            let family = family.map_or("", |face| self.faces.all()[face].family.as_str());
            let finding = Diagnostic::note(
                Code::GlyphMissing,
                format!(
                    "{}没有「{c}」字，印成另一种字体（{family}）",
                    role.chinese()
                ),
            );
            findings.push(at(finding, places, "此字与前后字体不同").with_help(cover(*c, *role)));
        }
        findings
    }
}

fn at(mut finding: Diagnostic, places: &[Span], message: &str) -> Diagnostic {
    for (n, place) in places.iter().take(SHOWN).enumerate() {
        finding = if n == 0 {
            finding.at(*place, message)
        } else {
            finding.beside(*place, "又见此处")
        };
    }
    if places.len() > SHOWN {
        finding = finding.with_note(format!("共有 {} 处", places.len()));
    }
    finding
}

/// What would cover a character.
fn cover(c: char, role: Role) -> String {
    let what = match u32::from(c) {
        0x3400..=0x4dbf => "扩展 A 区汉字",
        0x4e00..=0x9fff | 0xf900..=0xfaff => "汉字",
        0x20000..=0x2ebef | 0x30000..=0x323af => "扩展区的生僻字",
        0xe000..=0xf8ff | 0xf0000.. => {
            return "这是自造字（私用区编码），请改用该字的正式编码".to_owned();
        }
        0x1f000..=0x1faff => return "这是表情符号，公文中不宜使用，请删去".to_owned(),
        _ => "字符",
    };
    format!(
        "请用 --fonts 指定含有此{what}的{}字体（如已获授权的国标大字符集字体），或改用其他写法",
        role.chinese()
    )
}

fn is_hanzi(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x323af)
}
