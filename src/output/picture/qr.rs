//! The address as a QR code; the only file that knows `fast_qr`.

use std::fmt::Write as _;

use anyhow::anyhow;
use fast_qr::ECL;
use fast_qr::qr::{QRBuilder, QRCode};

use super::raster;
use crate::document::Drawing;

/// Printed width of a QR code with its quiet zone, in mm.
const QR_WIDTH: f64 = 30.0;
/// Light modules around a QR code (ISO/IEC 18004, 5.3.8).
const QUIET: usize = 4;
/// A QR code has at least this many pixels a side in its PNG: 300 dpi and more.
const QR_PIXELS: usize = 480;

/// The QR code of `url`, with its quiet zone.
///
/// # Errors
/// If `url` is longer than a QR code can hold.
pub fn qr(url: &str) -> anyhow::Result<Drawing> {
    let code = QRBuilder::new(url)
        .ecl(ECL::M)
        .build()
        .map_err(|error| anyhow!("网址太长，无法生成二维码（{error:?}）：{url}"))?;
    Ok(Drawing {
        svg: Some(qr_svg(&code).into_bytes()),
        png: qr_png(&code)?,
        width: QR_WIDTH,
        height: QR_WIDTH,
    })
}

/// The dark modules as one path: a stroke of rectangles for each run of a row.
fn qr_svg(code: &QRCode) -> String {
    let side = code.size + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|x| code[y][*x].value()).count();
            if run > 0 {
                write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET)
                    .expect("writing to a string");
            }
            x += run.max(1);
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{QR_WIDTH}mm\" height=\"{QR_WIDTH}mm\" \
         viewBox=\"0 0 {side} {side}\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>"
    )
}

fn qr_png(code: &QRCode) -> anyhow::Result<Vec<u8>> {
    let side = code.size + 2 * QUIET;
    let scale = QR_PIXELS.div_ceil(side);
    let pixels = u32::try_from(side * scale).expect("a QR code has at most 185 modules a side");
    raster::grey(pixels, pixels, |x, y| {
        let module = |at: u32| {
            (at as usize / scale)
                .checked_sub(QUIET)
                .filter(|at| *at < code.size)
        };
        match (module(x), module(y)) {
            (Some(x), Some(y)) if code[y][x].value() => 0,
            _ => 255,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_code_is_drawn_the_same_in_both_forms() {
        let drawing = qr("http://www.jingmen.gov.cn").expect("a short address");
        let again = qr("http://www.jingmen.gov.cn").expect("a short address");
        assert_eq!((&drawing.svg, &drawing.png), (&again.svg, &again.png));
        let png = image::load_from_memory(&drawing.png)
            .expect("a PNG")
            .to_luma8();
        let svg = String::from_utf8(drawing.svg.expect("an SVG")).expect("UTF-8");
        let side: usize = svg
            .split("viewBox=\"0 0 ")
            .nth(1)
            .and_then(|rest| rest.split(' ').next())
            .and_then(|side| side.parse().ok())
            .expect("a view box");
        let scale = png.width() / u32::try_from(side).expect("small");
        // Count the dark modules of both.
        let dark = (0..side * side).filter(|n| {
            let middle = |at: usize| u32::try_from(at).expect("small") * scale + scale / 2;
            png.get_pixel(middle(n % side), middle(n / side)).0 == [0]
        });
        let path = svg.split("d=\"").nth(2).expect("the second path");
        let drawn: usize = path
            .split('h')
            .skip(1)
            .step_by(2)
            .filter_map(|run| run.split('v').next()?.parse::<usize>().ok())
            .sum();
        assert_eq!(dark.count(), drawn);
        assert!(drawn > 200, "{drawn}");
        // The quiet zone is light.
        assert_eq!(png.get_pixel(scale * 4 - 1, png.height() / 2).0, [255]);
        assert_eq!(png.get_pixel(scale * 4, scale * 4).0, [0]);
    }

    #[test]
    fn an_address_may_be_too_long() {
        assert!(qr(&"x".repeat(4000)).is_err());
    }
}
