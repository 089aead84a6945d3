//! Drawings of lines and text: SVG with its text turned into outlines, and the same as pixels; the only file that knows
//! `resvg`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{
    FontResolver, Group, ImageHrefResolver, Node, Options, TextChunk, Tree, WriteOptions, fontdb,
};

use super::{Fault, raster};
use crate::document::Drawing;
use crate::output::fonts::Faces;
use crate::style::{MM_PER_INCH, Role, Style};

/// Pixels an inch of the PNG.
const PRINT: f64 = 300.0;
/// A longer file is no drawing.
const LARGEST: usize = 8 << 20;
/// More parts than this would take the page too long.
const MOST_NODES: usize = 50_000;
/// Bytes of stack to read a file with.
const STACK: usize = 64 << 20;
/// A PDF/A file may not nest its drawing states deeper than 28; each group takes one, and the page some.
const DEEPEST: usize = 16;

/// What draws: the faces for the text of drawings.
pub struct Canvas {
    /// Read once a drawing needs them.
    fonts: OnceLock<Fonts>,
    faces: Faces,
    role: Role,
}

/// The faces as drawings use them.
struct Fonts {
    all: Arc<fontdb::Database>,
    /// The face for text that asks for one that is not there.
    default: Option<fontdb::ID>,
}

impl Canvas {
    /// A canvas with those faces.
    #[must_use]
    pub fn new(style: &Style, faces: &Faces) -> Self {
        Self {
            fonts: OnceLock::new(),
            faces: faces.clone(),
            role: style.text.table.face,
        }
    }

    fn fonts(&self) -> &Fonts {
        self.fonts.get_or_init(|| {
            let mut all = fontdb::Database::new();
            let first = self.faces.chain(self.role).first().map(|link| link.face);
            let mut default = None;
            for (index, face) in self.faces.all().iter().enumerate() {
                let source = fontdb::Source::Binary(Arc::new(face.data.clone()));
                let ids = all.load_font_source(source);
                if Some(index) == first {
                    default = ids.first().copied();
                }
            }
            Fonts {
                all: Arc::new(all),
                default,
            }
        })
    }

    /// The family of the text in drawings.
    pub(super) fn family(&self) -> &str {
        let first = self.faces.chain(self.role).first();
        first.map_or("", |link| &self.faces.all()[link.face].family)
    }

    /// A drawing of our own; `width` and `height` in mm are those that it is printed in.
    pub(super) fn draw(&self, svg: &str, width: f64, height: f64) -> Result<Drawing, Fault> {
        let tree = self.parse(svg.as_bytes())?;
        finish(&tree, width, height)
    }

    /// An SVG file, as large as `room` and `highest` allow.
    pub(super) fn draw_file(
        &self,
        bytes: &[u8],
        room: f64,
        highest: f64,
    ) -> Result<Drawing, Fault> {
        if bytes.len() > LARGEST {
            return Err(Fault::error("SVG 图片太大", "请简化图片，或改用 PNG 图片"));
        }
        let draw = || {
            let tree = self.parse(bytes)?;
            let size = tree.size();
            let (wide, high) = (f64::from(size.width()), f64::from(size.height()));
            let width = room.min(highest * wide / high);
            finish(&tree, width, width * high / wide)
        };
        // The parser descends into nested elements by recursion, up to a limit that needs more than a usual stack.
        let deep = std::thread::Builder::new().stack_size(STACK);
        std::thread::scope(|scope| {
            let drawn = deep
                .spawn_scoped(scope, draw)
                .map(std::thread::ScopedJoinHandle::join);
            match drawn {
                Ok(Ok(drawn)) => drawn,
                _ => Err(Fault::error("无法绘制 SVG 图片", "请改用 PNG 图片")),
            }
        })
    }

    fn parse(&self, bytes: &[u8]) -> Result<Tree, Fault> {
        let outside = AtomicBool::new(false);
        let Fonts { all, default } = self.fonts();
        let default = *default;
        let select = FontResolver::default_font_selector();
        let options = Options {
            font_family: String::new(),
            languages: vec!["zh".into()],
            fontdb: Arc::clone(all),
            font_resolver: FontResolver {
                select_font: Box::new(move |font, fonts| select(font, fonts).or(default)),
                select_fallback: FontResolver::default_fallback_selector(),
            },
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| {
                    outside.store(true, Ordering::Relaxed);
                    None
                }),
                resolve_string: Box::new(|_, _| {
                    outside.store(true, Ordering::Relaxed);
                    None
                }),
            },
            ..Options::default()
        };
        let tree = Tree::from_data(bytes, &options)
            .map_err(|error| Fault::error(format!("SVG 图片有误：{error}"), "请检查该文件"))?;
        drop(options);
        if outside.load(Ordering::Relaxed) {
            return Err(Fault::error(
                "SVG 图片里含有照片或引用了别的文件",
                "请改用 PNG 图片",
            ));
        }
        let mut seen = Seen::default();
        look(tree.root(), 0, &mut seen);
        if seen.nodes > MOST_NODES || seen.depth > DEEPEST {
            return Err(Fault::error("SVG 图片过于复杂", "请改用 PNG 图片"));
        }
        let missing = self.faces.missing(self.role, &seen.text);
        if !missing.is_empty() {
            let missing: String = missing.into_iter().collect();
            return Err(Fault::error(
                format!("SVG 图片中的「{missing}」没有字形"),
                "请在绘图软件中把文字转为轮廓",
            ));
        }
        Ok(tree)
    }
}

/// Whether a file is an SVG drawing rather than pixels.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    head.windows(4).any(|window| window == b"<svg")
}

#[derive(Default)]
struct Seen {
    nodes: usize,
    depth: usize,
    text: String,
}

fn look(group: &Group, depth: usize, seen: &mut Seen) {
    seen.depth = seen.depth.max(depth);
    for node in group.children() {
        seen.nodes += 1;
        match node {
            Node::Group(group) => look(group, depth + 1, seen),
            Node::Text(text) => {
                let chunks = text.chunks().iter();
                seen.text.extend(chunks.map(TextChunk::text));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

fn finish(tree: &Tree, width: f64, height: f64) -> Result<Drawing, Fault> {
    let failed = || Fault::error("无法绘制图片", "请检查图片的大小");
    let options = WriteOptions {
        coordinates_precision: 4,
        transforms_precision: 6,
        ..WriteOptions::default()
    };
    let svg = tree.to_string(&options).into_bytes();
    let pixels = |mm: f64| {
        let exact = (mm / MM_PER_INCH * PRINT).round().clamp(1.0, 20_000.0);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped"
        )]
        let whole = exact as u32;
        whole
    };
    let mut pixmap = Pixmap::new(pixels(width), pixels(height)).ok_or_else(failed)?;
    pixmap.fill(Color::WHITE);
    #[allow(clippy::cast_precision_loss, reason = "at most 20 000")]
    let scale = Transform::from_scale(
        pixmap.width() as f32 / tree.size().width(),
        pixmap.height() as f32 / tree.size().height(),
    );
    resvg::render(tree, scale, &mut pixmap.as_mut());
    let png = raster::opaque(pixmap.width(), pixmap.height(), pixmap.data());
    Ok(Drawing {
        svg: Some(svg),
        png: png.map_err(|_| failed())?,
        width,
        height,
    })
}
