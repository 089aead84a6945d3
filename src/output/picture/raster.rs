//! Pictures of pixels: decoded within bounds, turned upright, scaled down to what print can show; the only file that
//! knows `image`.

use std::io::Cursor;

use anyhow::Context as _;
use image::imageops::FilterType;
use image::{
    DynamicImage, GrayImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Luma, RgbImage,
    RgbaImage,
};

use super::{Drawn, Fault};
use crate::document::Drawing;
use crate::style::MM_PER_INCH;

/// A side longer than this is refused before anything is decoded.
const MOST_PIXELS_A_SIDE: u32 = 20_000;
/// So many bytes may be taken to decode one picture.
const MOST_BYTES: u64 = 512 << 20;
/// Pixels an inch that print can show of a photograph.
const PRINT: f64 = 220.0;
/// Pixels an inch below which a picture looks coarse.
const COARSE: f64 = 110.0;
/// A photograph with fewer pixels than print can show is printed this fine, and smaller.
const FINE: f64 = 150.0;
/// Pixels an inch that a seal keeps, and needs.
const SEAL: (f64, f64) = (600.0, 300.0);
/// Alpha from which a pixel of a seal counts as ink.
const INK: u8 = 32;

/// A grey PNG.
pub(super) fn grey(
    width: u32,
    height: u32,
    pixel: impl Fn(u32, u32) -> u8,
) -> anyhow::Result<Vec<u8>> {
    let picture = GrayImage::from_fn(width, height, |x, y| Luma([pixel(x, y)]));
    png(&DynamicImage::ImageLuma8(picture))
}

/// A PNG of opaque pixels in the order red, green, blue, alpha; grey if they all are.
pub(super) fn opaque(width: u32, height: u32, rgba: &[u8]) -> anyhow::Result<Vec<u8>> {
    let pixels = rgba.chunks_exact(4);
    let picture = if pixels.clone().all(|p| p[0] == p[1] && p[1] == p[2]) {
        let luma = pixels.map(|p| p[0]).collect();
        GrayImage::from_raw(width, height, luma).map(DynamicImage::ImageLuma8)
    } else {
        let rgb = pixels.flat_map(|p| [p[0], p[1], p[2]]).collect();
        RgbImage::from_raw(width, height, rgb).map(DynamicImage::ImageRgb8)
    };
    png(&picture.context("图片的大小与像素数不符")?)
}

fn png(picture: &DynamicImage) -> anyhow::Result<Vec<u8>> {
    let mut png = Cursor::new(Vec::new());
    picture
        .write_to(&mut png, ImageFormat::Png)
        .context("无法写出图片")?;
    Ok(png.into_inner())
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, Fault> {
    let unusable = |what: String| Fault::error(what, "图片应为 PNG、JPEG 或 SVG 文件");
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| unusable(format!("无法识别图片：{error}")))?;
    match reader.format() {
        Some(ImageFormat::Png | ImageFormat::Jpeg) => {}
        Some(other) => {
            let name = other.extensions_str().first().copied().unwrap_or_default();
            return Err(unusable(format!("不支持 {name} 格式的图片")));
        }
        None => return Err(unusable("不是可用的图片文件".into())),
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS_A_SIDE);
    limits.max_image_height = Some(MOST_PIXELS_A_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let mut decoder = reader
        .into_decoder()
        .map_err(|error| unusable(format!("图片已损坏或过大：{error}")))?;
    let orientation = decoder
        .orientation()
        .map_err(|error| unusable(format!("图片已损坏：{error}")))?;
    let mut picture = DynamicImage::from_decoder(decoder)
        .map_err(|error| unusable(format!("图片已损坏或过大：{error}")))?;
    picture.apply_orientation(orientation);
    if picture.width() == 0 || picture.height() == 0 {
        return Err(unusable("图片是空的".into()));
    }
    Ok(picture)
}

/// A photograph, as large as the page and its pixels allow; transparent parts become white.
pub(super) fn photograph(bytes: &[u8], room: f64, highest: f64) -> Drawn {
    let picture = decode(bytes)?;
    let (wide, high) = (f64::from(picture.width()), f64::from(picture.height()));
    let mut width = room.min(highest * wide / high);
    if wide / width * MM_PER_INCH < FINE {
        width = (wide / FINE * MM_PER_INCH).max(width / 2.0);
    }
    let height = width * high / wide;
    let mut faults = Vec::new();
    let fineness = wide / width * MM_PER_INCH;
    if fineness < COARSE {
        faults.push(Fault::warning(
            format!(
                "图片只有 {}×{} 像素，印出来会模糊",
                picture.width(),
                picture.height()
            ),
            "请换用更清晰的图片",
        ));
    }
    let flat = on_white(&picture);
    let scaled = shrink(flat, width, PRINT);
    let png = opaque_png(&scaled).map_err(|error| unwritable(&error))?;
    let drawing = Drawing {
        svg: None,
        png,
        width,
        height,
    };
    Ok((drawing, faults))
}

fn unwritable(error: &anyhow::Error) -> Fault {
    Fault::error(format!("{error:#}"), "请换一张图片")
}

fn opaque_png(picture: &DynamicImage) -> anyhow::Result<Vec<u8>> {
    opaque(picture.width(), picture.height(), &picture.to_rgba8())
}

fn on_white(picture: &DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return DynamicImage::ImageRgb8(picture.to_rgb8());
    }
    let rgba = picture.to_rgba8();
    let rgb = RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        let over = |c: u8| {
            let mixed = (u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a)) + 127) / 255;
            u8::try_from(mixed).expect("a mean of two bytes")
        };
        image::Rgb([over(r), over(g), over(b)])
    });
    DynamicImage::ImageRgb8(rgb)
}

/// Scales a picture that is printed `width` mm wide down to `dpi` pixels an inch; never up.
fn shrink(picture: DynamicImage, width: f64, dpi: f64) -> DynamicImage {
    let most = (width / MM_PER_INCH * dpi).ceil();
    let wide = f64::from(picture.width());
    if wide <= most {
        return picture;
    }
    let scale = most / wide;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "smaller than the picture itself"
    )]
    let side = |pixels: u32| ((f64::from(pixels) * scale).round() as u32).max(1);
    let (wide, high) = (side(picture.width()), side(picture.height()));
    picture.resize_exact(wide, high, FilterType::CatmullRom)
}

/// A seal of `diameter` mm: red on a transparent ground, cut out to its edge.
pub(super) fn seal(bytes: &[u8], diameter: f64) -> Drawn {
    let help = "请用透明底的红色印章 PNG 图片，直径不少于 500 像素";
    let picture = decode(bytes)?;
    if !picture.color().has_alpha() {
        return Err(Fault::error("印章图片没有透明底，会盖住署名和日期", help));
    }
    let rgba = picture.to_rgba8();
    let Some([left, top, right, bottom]) = ink(&rgba) else {
        return Err(Fault::error("印章图片是空的", help));
    };
    let (wide, high) = (right - left + 1, bottom - top + 1);
    let seal = image::imageops::crop_imm(&rgba, left, top, wide, high).to_image();
    let pixels = f64::from(wide) * f64::from(high);
    let inked = seal.pixels().filter(|pixel| pixel.0[3] >= INK).count();
    let share = f64::from(u32::try_from(inked).unwrap_or(u32::MAX)) / pixels;
    // A filled circle covers 79 % of its square: more ink than that is a ground.
    if share > 0.85 {
        return Err(Fault::error("印章图片没有透明底，会盖住署名和日期", help));
    }
    let mut faults = Vec::new();
    let needed = diameter / MM_PER_INCH * SEAL.1;
    let longer = f64::from(wide.max(high));
    if longer < needed / 2.0 {
        let message = format!("印章只有 {wide}×{high} 像素，印出来会模糊");
        return Err(Fault::error(message, help));
    }
    if longer < needed {
        let message = format!("印章只有 {wide}×{high} 像素，印出来可能不清晰");
        faults.push(Fault::warning(message, help));
    }
    if f64::from(wide.min(high)) < 0.9 * longer {
        let message = format!("印章不是圆形（{wide}×{high} 像素）");
        faults.push(Fault::warning(message, "请检查印章图片是否变形"));
    }
    if !is_red(&seal) {
        faults.push(Fault::warning("印章不是红色", "公文用红色印章"));
    }
    let (width, height) = (
        diameter * f64::from(wide) / longer,
        diameter * f64::from(high) / longer,
    );
    let scaled = shrink(DynamicImage::ImageRgba8(seal), width, SEAL.0);
    let drawing = Drawing {
        svg: None,
        png: png(&scaled).map_err(|error| unwritable(&error))?,
        width,
        height,
    };
    Ok((drawing, faults))
}

/// Left, top, right and bottom of what is inked.
fn ink(picture: &RgbaImage) -> Option<[u32; 4]> {
    let mut bounds: Option<[u32; 4]> = None;
    for (x, y, pixel) in picture.enumerate_pixels() {
        if pixel.0[3] < INK {
            continue;
        }
        let [left, top, right, bottom] = bounds.unwrap_or([x, y, x, y]);
        bounds = Some([left.min(x), top.min(y), right.max(x), bottom.max(y)]);
    }
    bounds
}

fn is_red(picture: &RgbaImage) -> bool {
    let mut sum = [0_u64; 3];
    for pixel in picture.pixels().filter(|pixel| pixel.0[3] >= INK) {
        for (total, value) in sum.iter_mut().zip(pixel.0) {
            *total += u64::from(value);
        }
    }
    let [red, green, blue] = sum;
    red > 2 * green && red > 2 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(side: u32, colour: [u8; 4], ground: [u8; 4]) -> Vec<u8> {
        let middle = f64::from(side) / 2.0;
        let picture = RgbaImage::from_fn(side + 40, side + 40, |x, y| {
            let from = |at: u32| f64::from(at) - 20.0 - middle + 0.5;
            let radius = from(x).hypot(from(y));
            let inked = radius < middle && radius > 0.9 * middle;
            image::Rgba(if inked { colour } else { ground })
        });
        png(&DynamicImage::ImageRgba8(picture)).expect("a PNG")
    }

    fn messages(drawn: Drawn) -> Vec<String> {
        match drawn {
            Ok((_, faults)) => faults.into_iter().map(|fault| fault.message).collect(),
            Err(fault) => vec![format!("错误：{}", fault.message)],
        }
    }

    #[test]
    fn a_seal_is_cut_out_and_scaled() {
        let (drawing, faults) = seal(&ring(1400, [200, 0, 0, 255], [0; 4]), 42.0).expect("a seal");
        assert_eq!(faults, []);
        assert!((drawing.width - 42.0).abs() < 0.1 && (drawing.height - 42.0).abs() < 0.1);
        let png = image::load_from_memory(&drawing.png).expect("a PNG");
        assert_eq!(png.width(), 993);
        assert_eq!(png.to_rgba8().get_pixel(496, 496).0[3], 0, "the middle");
        assert!(png.to_rgba8().get_pixel(10, 496).0[3] > 200, "the edge");
    }

    #[test]
    fn a_seal_that_cannot_be_used_is_refused() {
        let red = [200, 0, 0, 255];
        let white = [255; 4];
        let cases: &[(Vec<u8>, &[&str])] = &[
            (
                ring(600, red, white),
                &["错误：印章图片没有透明底，会盖住署名和日期"],
            ),
            (
                ring(100, red, [0; 4]),
                &["错误：印章只有 100×100 像素，印出来会模糊"],
            ),
            (
                ring(400, [0, 0, 200, 255], [0; 4]),
                &["印章只有 400×400 像素，印出来可能不清晰", "印章不是红色"],
            ),
            (ring(600, [0; 4], [0; 4]), &["错误：印章图片是空的"]),
            (b"GIF89a".to_vec(), &["错误：不支持 gif 格式的图片"]),
            (b"seal".to_vec(), &["错误：不是可用的图片文件"]),
        ];
        for (bytes, wanted) in cases {
            assert_eq!(messages(seal(bytes, 42.0)), *wanted);
        }
        let cut = &ring(600, red, [0; 4])[..2000];
        assert!(messages(seal(cut, 42.0))[0].starts_with("错误：图片已损坏"));
    }

    #[test]
    fn a_photograph_is_scaled_to_the_page_and_to_print() {
        let picture = RgbImage::from_fn(3000, 2000, |x, y| {
            image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 0])
        });
        let bytes = png(&DynamicImage::ImageRgb8(picture)).expect("a PNG");
        let (drawing, faults) = photograph(&bytes, 156.0, 110.0).expect("a photograph");
        assert_eq!(faults, []);
        assert!((drawing.width - 156.0).abs() < 0.01 && (drawing.height - 104.0).abs() < 0.01);
        let png = image::load_from_memory(&drawing.png).expect("a PNG");
        assert_eq!((png.width(), png.height()), (1352, 901));
        let small = RgbaImage::from_pixel(200, 100, image::Rgba([0, 0, 0, 0]));
        let small = super::png(&DynamicImage::ImageRgba8(small)).expect("a PNG");
        let (drawing, faults) = photograph(&small, 156.0, 110.0).expect("a small one");
        assert!((drawing.width - 78.0).abs() < 0.01);
        assert_eq!(faults[0].message, "图片只有 200×100 像素，印出来会模糊");
        let white = image::load_from_memory(&drawing.png)
            .expect("a PNG")
            .to_luma8();
        assert_eq!(white.get_pixel(0, 0).0, [255]);
    }

    #[test]
    fn a_huge_picture_is_refused_before_it_is_decoded() {
        let mut bytes = png(&DynamicImage::ImageLuma8(GrayImage::new(8, 8))).expect("a PNG");
        bytes[16..20].copy_from_slice(&2_000_000_u32.to_be_bytes());
        let messages = messages(photograph(&bytes, 156.0, 110.0));
        assert!(messages[0].starts_with("错误："), "{messages:?}");
    }
}
