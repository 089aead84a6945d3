//! Pictures: seal, photographs, charts, the QR code. Each is decoded, bounded and drawn once, for both files.
//!
//! Reads no file by itself: what a report names is asked for through [`Read`].

mod chart;
mod qr;
mod raster;
mod vector;

pub use qr::qr;
pub use vector::Canvas;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Drawing, Drawings};
use crate::report::{Figure, FigureKind, Report, Section};
use crate::source::Spanned;
use crate::style::Page;

/// Gives the bytes of a file that a report names, or why they cannot be had.
pub type Read<'a> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'a;

/// What is wrong with a picture: the headline, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    message: String,
    help: String,
    /// It can be used all the same.
    usable: bool,
}

impl Fault {
    fn error(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
            usable: false,
        }
    }

    fn warning(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            usable: true,
            ..Self::error(message, help)
        }
    }
}

/// A drawing with what may be said against it, or why there is none.
type Drawn = Result<(Drawing, Vec<Fault>), Fault>;

/// Every drawing of a report, and the findings about them. What cannot be used is replaced by an empty frame, so that
/// a draft can still be laid out; the finding is an error.
#[must_use]
pub fn drawings(
    report: &Report,
    draft: bool,
    page: &Page,
    canvas: &Canvas,
    read: &Read<'_>,
) -> (Drawings, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut drawings = Drawings::default();
    if let Some(url) = &report.meta.url {
        let drawn = qr(&url.value).map(|drawing| (drawing, Vec::new()));
        let drawn = drawn.map_err(|error| Fault::error(error.to_string(), "请改用较短的网址"));
        drawings.qr = Some(settle(drawn, url, page, &mut findings));
    }
    if let (Some(seal), false) = (&report.meta.seal, draft) {
        let drawn = read(&seal.value)
            .map_err(|error| unreadable(&seal.value, &error))
            .and_then(|bytes| raster::seal(&bytes, page.seal));
        drawings.seal = Some(settle(drawn, seal, page, &mut findings));
    }
    for section in &report.sections {
        for figure in figures(section) {
            let (place, drawn) = match &figure.kind {
                FigureKind::Chart {
                    chart,
                    cells,
                    history,
                } => (
                    figure.title.clone().map(|_| String::new()),
                    chart::draw(report, *chart, cells, history, canvas),
                ),
                FigureKind::Image { file, .. } => (
                    file.clone(),
                    read(&file.value)
                        .map_err(|error| unreadable(&file.value, &error))
                        .and_then(|bytes| from_file(&bytes, page, canvas)),
                ),
            };
            let drawing = settle(drawn, &place, page, &mut findings);
            drawings.pictures.push(drawing);
        }
    }
    (drawings, findings)
}

/// The pictures of a section in reading order, as the document numbers them.
fn figures(section: &Section) -> Vec<&Figure> {
    let mut all: Vec<_> = section.figures.iter().collect();
    all.extend(section.sections.iter().flat_map(figures));
    all
}

fn unreadable(file: &str, error: &str) -> Fault {
    Fault::error(
        format!("无法读取图片「{file}」：{error}"),
        "文件名相对于数据文件所在的文件夹",
    )
}

/// Turns faults into findings at `place`.
fn settle(
    drawn: Drawn,
    place: &Spanned<String>,
    page: &Page,
    findings: &mut Vec<Diagnostic>,
) -> Drawing {
    let (drawing, faults) = match drawn {
        Ok((drawing, faults)) => (drawing, faults),
        Err(fault) => (frame(page), vec![fault]),
    };
    for fault in faults {
        let finding = if fault.usable {
            Diagnostic::warning(Code::Picture, fault.message)
        } else {
            Diagnostic::error(Code::Picture, fault.message)
        };
        findings.push(finding.at(place.span, "").with_help(fault.help));
    }
    drawing
}

/// A picture from a file: PNG, JPEG or SVG by what it holds, not by its name.
fn from_file(bytes: &[u8], page: &Page, canvas: &Canvas) -> Drawn {
    if vector::is_svg(bytes) {
        let (width, height) = (page.text_width, page.picture);
        canvas
            .draw_file(bytes, width, height)
            .map(|drawing| (drawing, Vec::new()))
    } else {
        raster::photograph(bytes, page.text_width, page.picture)
    }
}

/// An empty frame in place of a picture that cannot be used.
fn frame(page: &Page) -> Drawing {
    let (width, height) = (page.text_width / 2.0, page.text_width / 4.0);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
         viewBox=\"0 0 200 100\"><path fill=\"none\" stroke=\"#000\" d=\"M1 1h198v98h-198zl198 98M199 1l-198 98\"/></svg>"
    );
    let edge = |at: u32, last: u32| at < 2 || at + 2 > last;
    let png = raster::grey(400, 200, |x, y| {
        let diagonal = (x / 2).abs_diff(y) < 2 || (x / 2).abs_diff(199 - y) < 2;
        if edge(x, 400) || edge(y, 200) || diagonal {
            0
        } else {
            255
        }
    });
    Drawing {
        svg: Some(svg.into_bytes()),
        png: png.unwrap_or_default(),
        width,
        height,
    }
}
