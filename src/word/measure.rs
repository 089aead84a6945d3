//! Lengths of `templates/style.toml` in the units of a Word file.

use crate::style::{MM_PER_INCH, Style, Text};

/// Twips (twentieths of a point) in a millimetre.
const TWIPS: f64 = 1440.0 / MM_PER_INCH;
/// From the top edge of the paper to the header, in mm.
const HEADER: f64 = 15.0;

/// The pages of one orientation, in twips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub width: i32,
    pub height: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
    pub left: i32,
    pub header: i32,
    pub footer: i32,
    /// Width of the text area.
    pub text: i32,
    /// Height of the text area.
    pub text_height: i32,
}

/// The grid of the text, in twips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pitch {
    /// From line to line.
    pub line: i32,
    /// From character to character.
    pub character: i32,
    /// What is added to the width of each character: less than nothing where a line holds more than it would.
    pub tracking: i32,
}

impl Page {
    /// Pages of that orientation.
    pub(super) fn new(style: &Style, landscape: bool) -> Self {
        if landscape {
            Self::landscape(style)
        } else {
            Self::portrait(style)
        }
    }

    /// Upright pages.
    fn portrait(style: &Style) -> Self {
        let page = &style.page;
        let (width, height) = (up(page.width), up(page.height));
        let (top, left) = (up(page.top), up(page.left));
        let text = down(page.text_width * TWIPS);
        let bottom = height - top - down(page.text_height * TWIPS);
        Self {
            width,
            height,
            top,
            left,
            right: width - left - text,
            bottom,
            header: up(HEADER),
            footer: bottom - below(style),
            text,
            text_height: height - top - bottom,
        }
    }

    /// The same paper turned clockwise: what was on the left is on top.
    fn landscape(style: &Style) -> Self {
        let upright = Self::portrait(style);
        Self {
            width: upright.height,
            height: upright.width,
            top: upright.left,
            right: upright.top,
            bottom: upright.right,
            left: upright.bottom,
            header: upright.header,
            footer: upright.right - below(style),
            text: upright.text_height,
            text_height: upright.text,
        }
    }
}

impl Pitch {
    /// The grid that the style asks for.
    pub(super) fn new(style: &Style) -> Self {
        let page = &style.page;
        let lines = f64::from(down(page.text_height * TWIPS)) / f64::from(page.lines);
        let cell = f64::from(down(page.text_width * TWIPS)) / f64::from(page.characters);
        let character = down(cell);
        Self {
            line: down(lines),
            character,
            tracking: character - points(style.text.body.size),
        }
    }
}

/// From the text area to the lower edge of the page number: the dash in the middle of its line is as far below as the style says.
pub(super) fn below(style: &Style) -> i32 {
    down(style.page.footer * TWIPS) + points(style.text.page_number.size) / 2
}

/// Points in twips.
pub(super) fn points(points: f64) -> i32 {
    down(points * 20.0)
}

/// The exact distance of lines in a table, as in the PDF.
pub(super) fn tight_line(text: Text) -> i32 {
    down(text.size * 20.0 * 1.3)
}

/// Millimetres in EMU, the unit of drawings.
pub(super) fn emu(mm: f64) -> u32 {
    u32::try_from(down(mm * 36_000.0)).unwrap_or(0)
}

fn up(mm: f64) -> i32 {
    down((mm * TWIPS).ceil())
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "lengths on paper, far below the limit; `as` stops at it"
)]
fn down(length: f64) -> i32 {
    length.floor() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_page() {
        let page = Page::portrait(Style::standard());
        assert_eq!(
            (
                page.width,
                page.height,
                page.top,
                page.right,
                page.bottom,
                page.left,
                page.text
            ),
            (11906, 16838, 2098, 1474, 1985, 1588, 8844)
        );
        let turned = Page::landscape(Style::standard());
        assert_eq!(
            (turned.width, turned.height, turned.text),
            (16838, 11906, 12755)
        );
        assert_eq!(turned.width - turned.left - turned.right, turned.text);
    }

    #[test]
    fn the_standard_grid() {
        assert_eq!(
            Pitch::new(Style::standard()),
            Pitch {
                line: 579,
                character: 315,
                tracking: -5
            }
        );
    }
}
