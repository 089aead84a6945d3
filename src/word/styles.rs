//! The named styles of the Word file. All looks are here, so that whoever changes a style changes the whole report.

mod making;

use making::Making;

use super::measure::{Pitch, points, tight_line};
use super::xml::Element;
use crate::document::{Align, GridCell, Kind};
use crate::style::{Role, Style, Text, Texts};
pub(super) use making::value;

/// Id of the style of the title.
pub(super) const TITLE: &str = "Title";
/// Id of the style of the last paragraph of the text, which goes along with what follows.
pub(super) const LAST: &str = "LastBody";
/// Id of the style of 署名.
pub(super) const ORGAN: &str = "Organ";
/// Id of the style of 成文日期.
pub(super) const DATE: &str = "Date";
/// Id of the style of a chart or picture.
pub(super) const PICTURE: &str = "Picture";
/// Id of the style of the caption under it.
pub(super) const CAPTION: &str = "Caption";
/// Id of the style of the QR code.
pub(super) const QR: &str = "QrCode";
/// Id of the style of the paragraph that must follow a table and takes no room.
pub(super) const AFTER_TABLE: &str = "AfterTable";
/// Id of the style of the paragraph between a table and what follows on the page.
pub(super) const BELOW_TABLE: &str = "BelowTable";
/// Id of the style of the header, which says 草稿.
pub(super) const HEADER: &str = "Header";
/// Id of the style of the page number on odd pages.
pub(super) const ODD: &str = "FooterOdd";
/// Id of the style of the page number on even pages.
pub(super) const EVEN: &str = "FooterEven";

/// Id of the style of a paragraph; 正文 has none, as Word writes it.
pub(super) fn of(kind: Kind, text: &str) -> Option<String> {
    let id = match kind {
        Kind::Body => return None,
        Kind::Heading(level) => return Some(format!("Heading{}", level.clamp(1, 4))),
        // A number after 附件： moves what a second line is aligned with.
        Kind::AttachmentFirst if text.starts_with("附件：1.") => "AttachmentFirst",
        Kind::AttachmentFirst => "Attachment",
        Kind::AttachmentNext => "AttachmentNext",
        Kind::AnnexLabel => "AnnexLabel",
        Kind::AnnexTitle => "AnnexTitle",
        Kind::GridCaption => "TableCaption",
    };
    Some(id.to_owned())
}

/// Id of the character style of a heading that runs in with its paragraph.
pub(super) fn run_in(level: u8) -> String {
    format!("Heading{}Char", level.clamp(1, 4))
}

/// Id of the style of a table.
pub(super) fn of_table(dense: bool, whole: bool) -> String {
    let set = if dense { "Dense" } else { "" };
    let kept = if whole { "Whole" } else { "" };
    format!("{set}ReportTable{kept}")
}

/// Id of the style of a cell; of one that is spanned over if there is none.
pub(super) fn of_cell(cell: Option<&GridCell>, dense: bool, head: bool) -> String {
    let set = if dense { "Dense" } else { "Table" };
    let Some(cell) = cell else {
        return format!("{set}Center");
    };
    let what = match cell.align {
        _ if head => "Head",
        Align::Left if cell.heading => "Group",
        Align::Left => "Label",
        Align::Center => "Center",
        Align::Right => "Figure",
    };
    let level = match cell.indent {
        0 => String::new(),
        deep => deep.to_string(),
    };
    format!("{set}{what}{level}")
}

/// styles.xml; `indents` are the levels of indent that cells of tables have.
pub(super) fn part(style: &Style, indents: &std::collections::BTreeSet<usize>) -> Element<'static> {
    let sheet = Sheet {
        style,
        pitch: Pitch::new(style),
    };
    let mut styles = vec![sheet.defaults()];
    styles.extend(sheet.text());
    styles.extend(sheet.around());
    for (set, name, head, text) in [
        ("Table", "表格", style.text.table_head, style.text.table),
        ("Dense", "密排表格", style.text.dense_head, style.text.dense),
    ] {
        styles.extend(sheet.cells(set, name, head, text, indents));
    }
    styles.extend(tables(&style.text));
    Element::new("w:styles")
        .with(
            "xmlns:w",
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        )
        .holding(styles)
}

struct Sheet<'a> {
    style: &'a Style,
    pitch: Pitch,
}

impl Sheet<'_> {
    fn word(&self, role: Role) -> &str {
        self.style
            .face
            .get(&role)
            .map_or("宋体", |face| face.word.as_str())
    }

    fn fonts(&self, east: Role, latin: Role) -> Element<'static> {
        let (east, latin) = (self.word(east), self.word(latin));
        Element::new("w:rFonts")
            .with("w:ascii", latin)
            .with("w:hAnsi", latin)
            .with("w:eastAsia", east)
            .with("w:cs", latin)
    }

    /// Face and size of a style; letters and digits are in the same face unless the style says otherwise.
    fn set_in(&self, mut making: Making, text: Text) -> Making {
        let latin = match self.style.face.get(&text.face) {
            Some(face) if face.latin => Role::Latin,
            _ => text.face,
        };
        let half_points = (points(text.size) / 10).to_string();
        // Type of the size of 正文 keeps to its grid.
        let tracking = if points(text.size) == points(self.style.text.body.size) {
            self.pitch.tracking
        } else {
            0
        };
        for element in [
            self.fonts(text.face, latin),
            value("w:spacing", &tracking.to_string()),
            value("w:sz", &half_points),
            value("w:szCs", &half_points),
        ] {
            making = making.r(element);
        }
        making
    }

    fn defaults(&self) -> Element<'static> {
        let run = Element::new("w:rPr").holding([
            self.fonts(self.style.text.body.face, Role::Latin),
            Element::new("w:lang")
                .with("w:val", "en-US")
                .with("w:eastAsia", "zh-CN")
                .with("w:bidi", "ar-SA"),
        ]);
        Element::new("w:docDefaults").holding([
            Element::new("w:rPrDefault").holding([run]),
            Element::new("w:pPrDefault"),
        ])
    }

    /// The text proper. Everything here is 正文 but for what it says.
    fn text(&self) -> Vec<Element<'static>> {
        let texts = &self.style.text;
        let (line, character) = (self.pitch.line, self.pitch.character);
        let flush = [("w:left", 0), ("w:firstLine", 0), ("w:firstLineChars", 0)];
        let on_body = |id: &str, name: &str| Making::paragraph(id, name).based("Normal");
        let normal = Making::paragraph("Normal", "Normal")
            .aligned("both")
            .lines(0, 0, line)
            .indented(&[("w:firstLine", 2 * character), ("w:firstLineChars", 200)])
            .off("w:widowControl")
            .off("w:overflowPunct")
            .off("w:autoSpaceDE")
            .off("w:autoSpaceDN");
        let mut normal = self.set_in(normal, texts.body).0;
        normal.set("w:default", "1");
        let mut all = vec![
            normal,
            on_body(LAST, "正文（末段）")
                .next("Normal")
                .flag("w:keepNext")
                .0,
            self.set_in(
                // Larger type than the grid is made for: its exact line keeps it on the grid all the same.
                on_body(TITLE, "Title")
                    .next("Normal")
                    .off("w:snapToGrid")
                    .aligned("center")
                    .lines(0, line, line)
                    .indented(&flush),
                texts.title,
            )
            .0,
        ];
        for level in 1..=4_u8 {
            let id = format!("Heading{level}");
            let heading = on_body(&id, &format!("heading {level}"))
                .next("Normal")
                .has(value("w:link", &run_in(level)))
                .flag("w:keepNext")
                .flag("w:keepLines")
                .p(value("w:outlineLvl", &(level - 1).to_string()));
            all.push(self.set_in(heading, texts.heading(level)).0);
            let run_in = Making::new("character", &run_in(level), &format!("标题 {level} 字符"))
                .based("DefaultParagraphFont")
                .has(value("w:link", &id));
            all.push(self.set_in(run_in, texts.heading(level)).0);
        }
        // 附件： is three characters, 1. a digit and a stop.
        let (lead, name) = (3 * character, 5 * character);
        let number = points(texts.body.size * 0.75) + 2 * self.pitch.tracking;
        // The two characters of 正文 would win over what hangs.
        let hanging = |left: i32, hanging: i32| {
            [
                ("w:left", left),
                ("w:hanging", hanging),
                ("w:firstLineChars", 0),
            ]
        };
        all.extend([
            // 附件说明, 署名, 成文日期 and what follows stay on one page.
            on_body("Attachment", "附件说明")
                .flag("w:keepNext")
                .lines(line, 0, line)
                .indented(&hanging(name, lead))
                .0,
            on_body("AttachmentFirst", "附件说明（首项）")
                .next("AttachmentNext")
                .flag("w:keepNext")
                .lines(line, 0, line)
                .indented(&hanging(name + number, lead + number))
                .0,
            on_body("AttachmentNext", "附件说明（次项）")
                .flag("w:keepNext")
                .indented(&hanging(name + number, number))
                .0,
            on_body(ORGAN, "署名")
                .next(DATE)
                .flag("w:keepNext")
                .aligned("right")
                .lines(line, 0, line)
                .indented(&[
                    ("w:right", 2 * character),
                    ("w:firstLine", 0),
                    ("w:firstLineChars", 0),
                ])
                .0,
            on_body(DATE, "Date")
                .flag("w:keepNext")
                .aligned("right")
                .indented(&[
                    ("w:right", 2 * character),
                    ("w:firstLine", 0),
                    ("w:firstLineChars", 0),
                ])
                .0,
            self.set_in(
                on_body("AnnexLabel", "附件")
                    .next("AnnexTitle")
                    .flag("w:pageBreakBefore")
                    .flag("w:keepNext")
                    .aligned("left")
                    .indented(&flush),
                texts.annex_label,
            )
            .0,
            self.set_in(
                on_body("AnnexTitle", "附件标题")
                    .next("Normal")
                    .off("w:snapToGrid")
                    .flag("w:keepNext")
                    .aligned("center")
                    .lines(line, line / 2, line)
                    .indented(&flush),
                texts.annex_title,
            )
            .0,
        ]);
        all
    }

    /// What stands between the paragraphs and around the page.
    fn around(&self) -> Vec<Element<'static>> {
        let texts = &self.style.text;
        let line = self.pitch.line;
        let free = |id: &str, name: &str| Making::paragraph(id, name).off("w:snapToGrid");
        let caption = |id: &str, name: &str| {
            let making = Making::paragraph(id, name).aligned("center");
            self.set_in(making.lines(0, 0, line), texts.caption)
        };
        let picture = |id: &str, name: &str, before: i32| {
            // An exact line would cut the picture off; this one is as many lines of the grid as the picture needs.
            Making::paragraph(id, name).p(Element::new("w:spacing")
                .with("w:before", &before.to_string())
                .with("w:after", "0")
                .with("w:line", "240")
                .with("w:lineRule", "auto"))
        };
        let thin = |id: &str, name: &str, line: i32| {
            let making = free(id, name).lines(0, 0, line);
            making.r(value("w:sz", "2")).r(value("w:szCs", "2")).0
        };
        let number = |making: Making| self.set_in(making, texts.page_number).0;
        let one = points(texts.page_number.size);
        let note = Text {
            face: Role::Song,
            size: 10.5,
        };
        vec![
            caption("TableCaption", "表题").flag("w:keepNext").0,
            caption(CAPTION, "caption").next("Normal").0,
            picture(PICTURE, "图片", 0)
                .aligned("center")
                .flag("w:keepNext")
                .0,
            picture(QR, "二维码", line)
                .indented(&[("w:left", 2 * self.pitch.character)])
                .0,
            thin(AFTER_TABLE, "表后", 20),
            thin(BELOW_TABLE, "表下", line / 2),
            self.set_in(
                free(HEADER, "header")
                    .aligned("right")
                    .lines(0, 0, points(texts.heading_1.size)),
                texts.heading_1,
            )
            .0,
            number(free("Footer", "footer").lines(0, 0, one)),
            number(
                free(ODD, "页码（单页）")
                    .based("Footer")
                    .aligned("right")
                    .indented(&[("w:right", one)]),
            ),
            number(
                free(EVEN, "页码（双页）")
                    .based("Footer")
                    .aligned("left")
                    .indented(&[("w:left", one)]),
            ),
            self.set_in(
                free("CommentText", "annotation text").lines(0, 0, tight_line(note)),
                note,
            )
            .0,
            Making::new("character", "CommentReference", "annotation reference")
                .based("DefaultParagraphFont")
                .r(value("w:sz", "21"))
                .r(value("w:szCs", "21"))
                .0,
        ]
    }

    /// Cells of one density.
    fn cells(
        &self,
        set: &str,
        name: &str,
        head: Text,
        text: Text,
        indents: &std::collections::BTreeSet<usize>,
    ) -> Vec<Element<'static>> {
        let mut all = Vec::new();
        for (kind, named, how, text) in [
            ("Head", "表头", "center", head),
            ("Group", "分类", "left", head),
            ("Label", "文字", "left", text),
            ("Center", "居中", "center", text),
            ("Figure", "数字", "right", text),
        ] {
            for level in std::iter::once(&0).chain(indents.iter().filter(|level| **level > 0)) {
                let suffix = if *level == 0 {
                    String::new()
                } else {
                    level.to_string()
                };
                let id = format!("{set}{kind}{suffix}");
                let mut making = Making::paragraph(&id, &format!("{name}{named}{suffix}"))
                    .off("w:snapToGrid")
                    .off("w:widowControl")
                    .off("w:autoSpaceDE")
                    .off("w:autoSpaceDN")
                    .aligned(how)
                    .lines(0, 0, tight_line(text));
                // A header does not stay behind without a row.
                if kind == "Head" {
                    making = making.flag("w:keepNext");
                }
                if let (true, Ok(level)) = (*level > 0, i32::try_from(*level)) {
                    let side = if how == "right" { "w:right" } else { "w:left" };
                    making = making.indented(&[(side, points(text.size).saturating_mul(level))]);
                }
                all.push(self.set_in(making, text).0);
            }
        }
        all
    }
}

/// The style of tables, and the styles that Word falls back on.
fn tables(text: &Texts) -> Vec<Element<'static>> {
    let margins = |vertical: &str, horizontal: &str| {
        let margin = |side: &'static str, twips: &str| {
            Element::new(side).with("w:w", twips).with("w:type", "dxa")
        };
        Element::new("w:tblCellMar").holding([
            margin("w:top", vertical),
            margin("w:left", horizontal),
            margin("w:bottom", vertical),
            margin("w:right", horizontal),
        ])
    };
    let rule = |side: &'static str| {
        Element::new(side)
            .with("w:val", "single")
            .with("w:sz", "4")
            .with("w:space", "0")
            .with("w:color", "auto")
    };
    let sides = [
        "w:top",
        "w:left",
        "w:bottom",
        "w:right",
        "w:insideH",
        "w:insideV",
    ];
    let ruled = |dense: bool, whole: bool, name: &str| {
        let size = points(if dense { text.dense } else { text.table }.size);
        let em = |tenths: i32| (size * tenths / 10).to_string();
        let mut making = Making::new("table", &of_table(dense, whole), name)
            .based("TableNormal")
            .set(
                "w:tblPr",
                Element::new("w:tblBorders").holding(sides.map(rule)),
            )
            .set("w:tblPr", margins(&em(2), &em(4)))
            .set("w:tcPr", value("w:vAlign", "center"));
        if whole {
            making = making.flag("w:keepNext");
        }
        making.0
    };
    let hidden = |kind: &str, id: &str, name: &str| {
        let mut style = Making::new(kind, id, name)
            .has(Element::new("w:semiHidden"))
            .0;
        style.set("w:default", "1");
        style
    };
    let mut plain = hidden("table", "TableNormal", "Normal Table");
    plain = plain.holding([Element::new("w:tblPr").holding([
        Element::new("w:tblInd")
            .with("w:w", "0")
            .with("w:type", "dxa"),
        margins("0", "108"),
    ])]);
    vec![
        hidden(
            "character",
            "DefaultParagraphFont",
            "Default Paragraph Font",
        ),
        plain,
        hidden("numbering", "NoList", "No List"),
        ruled(false, false, "报告表"),
        ruled(false, true, "报告表（不跨页）"),
        ruled(true, false, "密排报告表"),
        ruled(true, true, "密排报告表（不跨页）"),
    ]
}
