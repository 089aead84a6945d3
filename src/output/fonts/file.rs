//! Font files: what faces they hold, by which names, and what their makers allow.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use ttf_parser::{Permissions, name_id};

use super::{Data, Embedding, Face, LARGEST_FILE, Origin, QUOTES};

/// A face that is asked for its glyphs.
pub(super) struct Glyphs<'a>(ttf_parser::Face<'a>);

impl<'a> Glyphs<'a> {
    /// Those of `face`.
    pub(super) fn of(face: &'a Face) -> Option<Self> {
        let face = ttf_parser::Face::parse(face.data.as_ref(), face.index);
        face.ok().map(Self)
    }

    /// Whether there is a glyph for a character.
    pub(super) fn has(&self, c: char) -> bool {
        self.0.glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
    }

    /// The top edge of a character, in em above the baseline.
    pub(super) fn top(&self, c: char) -> Option<f64> {
        let bounds = self.0.glyph_bounding_box(self.0.glyph_index(c)?)?;
        Some(f64::from(bounds.y_max) / f64::from(self.0.units_per_em()))
    }
}

/// The bytes of a font file.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("无法读取字体文件 {}", path.display()))
}

/// A face with every name that it goes by.
pub(super) struct Found {
    pub(super) face: Face,
    names: Vec<String>,
}

impl Found {
    pub(super) fn is_called(&self, family: &str) -> bool {
        self.names
            .iter()
            .any(|name| name.eq_ignore_ascii_case(family))
    }
}

/// Every face of a font file, appended to `into`.
pub(super) fn read_faces(
    data: &Data,
    origin: &Origin,
    into: &mut Vec<Found>,
) -> anyhow::Result<()> {
    let bytes = data.as_ref();
    for index in 0..ttf_parser::fonts_in_collection(bytes).unwrap_or(1) {
        let face = ttf_parser::Face::parse(bytes, index).context("不是可用的字体文件")?;
        let names = names(&face);
        let Some(family) = names.first().cloned() else {
            bail!("字体没有名称");
        };
        let wide = |c: char| {
            let advance = face
                .glyph_index(c)
                .and_then(|glyph| face.glyph_hor_advance(glyph));
            advance == Some(face.units_per_em())
        };
        let embedding = match face.permissions() {
            Some(Permissions::Restricted) => Embedding::Restricted,
            Some(Permissions::PreviewAndPrint) => Embedding::PreviewAndPrint,
            Some(Permissions::Editable) => Embedding::Editable,
            Some(Permissions::Installable) | None => Embedding::Installable,
        };
        into.push(Found {
            face: Face {
                family,
                origin: origin.clone(),
                embedding,
                data: data.clone(),
                index,
                quotes_are_wide: QUOTES.chars().all(wide),
            },
            names,
        });
    }
    Ok(())
}

/// Family and full names in every language, the English family first.
fn names(face: &ttf_parser::Face<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for id in [
        name_id::FAMILY,
        name_id::TYPOGRAPHIC_FAMILY,
        name_id::FULL_NAME,
        name_id::POST_SCRIPT_NAME,
    ] {
        let mut of_id: Vec<_> = face
            .names()
            .into_iter()
            .filter(|name| name.name_id == id && name.is_unicode())
            .filter_map(|name| name.to_string().filter(|text| !text.is_empty()))
            .collect();
        of_id.sort_by_key(|name| !name.is_ascii());
        for name in of_id {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The font files of a directory and the directories in it, in the order of their names.
pub(super) fn font_files(directory: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut waiting = vec![(directory.to_owned(), 0)];
    while let Some((directory, depth)) = waiting.pop() {
        let entries = std::fs::read_dir(&directory)
            .with_context(|| format!("无法读取字体目录 {}", directory.display()))?;
        for entry in entries {
            let entry =
                entry.with_context(|| format!("无法读取字体目录 {}", directory.display()))?;
            let path = entry.path();
            let is_font = path
                .extension()
                .and_then(|extension| extension.to_str())
                .is_some_and(|extension| {
                    ["ttf", "otf", "ttc", "otc"].contains(&extension.to_ascii_lowercase().as_str())
                });
            let meta = entry
                .metadata()
                .with_context(|| format!("无法读取 {}", path.display()))?;
            if meta.is_dir() && depth < 2 {
                waiting.push((path, depth + 1));
            } else if is_font && meta.len() <= LARGEST_FILE {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
