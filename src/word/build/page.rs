//! What is around the text: sections, page numbers, 草稿.

use docx_rs::{
    BuildXML, DocGrid, DocGridType, FieldCharType, Footer, FooterReference, Header,
    HeaderReference, HeightRule, InstrPAGE, InstrText, PageMargin, PageOrientationType, PageSize,
    Paragraph, Run, SectionProperty, Table, TableCell, TableCellMargins, TableLayoutType,
    TablePositionProperty, TableRow, TextDirectionType, WidthType,
};

use crate::style::Style;
use crate::word::measure::{Page, Pitch, below, points};
use crate::word::styles;

/// 草稿, in the header of a draft.
const DRAFT: &str = "草稿";

/// The properties of a section.
pub(super) fn section(style: &Style, landscape: bool, draft: bool) -> SectionProperty {
    let page = Page::new(style, landscape);
    let unsigned = |twips: i32| u32::try_from(twips).unwrap_or(0);
    let size = PageSize::new().size(unsigned(page.width), unsigned(page.height));
    let pitch = usize::try_from(Pitch::new(style).line).unwrap_or(0);
    let mut section = SectionProperty::new()
        .page_size(if landscape {
            size.orient(PageOrientationType::Landscape)
        } else {
            size
        })
        .page_margin(
            PageMargin::new()
                .top(page.top)
                .right(page.right)
                .bottom(page.bottom)
                .left(page.left)
                .header(page.header)
                .footer(page.footer),
        )
        .doc_grid(
            DocGrid::new()
                .grid_type(DocGridType::Lines)
                .line_pitch(pitch),
        );
    let (odd, even) = if landscape { (3, 4) } else { (1, 2) };
    let footer = |kind: &str, n: usize| Some(FooterReference::new(kind, format!("rIdFooter{n}")));
    section.footer_reference = footer("default", odd);
    section.even_footer_reference = footer("even", even);
    if draft {
        section.header_reference = Some(HeaderReference::new("default", "rIdHeader1"));
        section.even_header_reference = Some(HeaderReference::new("even", "rIdHeader2"));
    }
    section
}

/// The headers of a draft: odd, even.
pub(super) fn headers() -> Vec<Vec<u8>> {
    let header = Header::new().add_paragraph(
        Paragraph::new()
            .style(styles::HEADER)
            .add_run(Run::new().add_text(DRAFT)),
    );
    vec![header.build(), header.build()]
}

/// The footers: odd, even, and the two of landscape pages if there are any.
pub(super) fn footers(style: &Style, landscape: bool) -> Vec<Vec<u8>> {
    let upright = |style: &str| Footer::new().add_paragraph(number(style)).build();
    let mut footers = vec![upright(styles::ODD), upright(styles::EVEN)];
    if landscape {
        footers.extend([true, false].map(|odd| turned(style, odd).build()));
    }
    footers
}

/// — 1 —.
fn number(style: &str) -> Paragraph {
    let run = |text: &str| Run::new().add_text(text);
    Paragraph::new()
        .style(style)
        .add_run(run("— "))
        .add_run(Run::new().add_field_char(FieldCharType::Begin, false))
        .add_run(Run::new().add_instr_text(InstrText::PAGE(InstrPAGE::new())))
        .add_run(Run::new().add_field_char(FieldCharType::Separate, false))
        .add_run(run("1"))
        .add_run(Run::new().add_field_char(FieldCharType::End, false))
        .add_run(run(" —"))
}

/// On a landscape page the number stands where it stands on the others once the page is bound (GB/T 9704—2012, 8): on the left,
/// turned with the page, in a table of one cell that has its place on the paper.
fn turned(style: &Style, odd: bool) -> Footer {
    let page = Page::new(style, true);
    let line = points(style.text.page_number.size);
    let room = 8 * line;
    let (name, top) = if odd {
        (styles::ODD, page.height - page.bottom - room)
    } else {
        (styles::EVEN, page.top)
    };
    let width = usize::try_from(line).unwrap_or(0);
    let cell = TableCell::new()
        .width(width, WidthType::Dxa)
        .text_direction(TextDirectionType::TbRl)
        .add_paragraph(number(name));
    // Twips of a few hundred are exact in any float.
    #[allow(clippy::cast_precision_loss, reason = "a few hundred twips")]
    let row = TableRow::new(vec![cell])
        .row_height(room as f32)
        .height_rule(HeightRule::Exact);
    let table = Table::without_borders(vec![row])
        .set_grid(vec![width])
        .width(width, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
        .position(
            TablePositionProperty::new()
                .horizontal_anchor("page")
                .vertical_anchor("page")
                .position_x(page.left - below(style))
                .position_y(top),
        );
    Footer::new()
        .add_table(table)
        .add_paragraph(Paragraph::new().style(styles::AFTER_TABLE))
}
