//! Which face plays each role, where it came from, and which characters have no glyph.
//!
//! The faces in the binary play every role; an office's own licensed files win where the style names their family.
//! Only the file under `fonts/` parses fonts and reads them from the disk. Knows nothing of documents or Typst.

mod file;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{bail, ensure};

use self::file::{Glyphs, font_files, read_faces};
use crate::style::{Role, Style};

/// The faces in the binary; licences lie beside the files.
const EMBEDDED: [&[u8]; 6] = [
    include_bytes!("../../fonts/gw/GWTitleSongSC-Regular.otf"),
    include_bytes!("../../fonts/gw/GWHeiSC-Regular.otf"),
    include_bytes!("../../fonts/gw/GWKaiSC-Regular.ttf"),
    include_bytes!("../../fonts/zhuque/ZhuqueFangsong-Regular.ttf"),
    include_bytes!("../../fonts/gw/GWSongSC-Regular.otf"),
    include_bytes!("../../fonts/liberation/LiberationSerif-Regular.ttf"),
];

/// Quotes that Chinese and Latin share; a face must give them the width of a Hanzi.
const QUOTES: &str = "“”‘’";
/// What the Latin face plays within a role: printable ASCII.
const LATIN: std::ops::RangeInclusive<char> = ' '..='~';
/// An office's file larger than this is no font that it could mean.
const LARGEST_FILE: u64 = 256 << 20;

/// The bytes of a font file, shared.
#[derive(Clone, Debug)]
pub enum Data {
    /// In the binary.
    Embedded(&'static [u8]),
    /// Read from a file.
    Read(Arc<[u8]>),
}

impl AsRef<[u8]> for Data {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Embedded(bytes) => bytes,
            Self::Read(bytes) => bytes,
        }
    }
}

/// Where a face came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// 内置: in the binary.
    Embedded,
    /// A file of the office.
    File(PathBuf),
}

impl Origin {
    /// Where it came from, as users read it.
    #[must_use]
    pub fn chinese(&self) -> String {
        match self {
            Self::Embedded => "内置".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

/// What the maker of a font allows (fsType of its OS/2 table).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embedding {
    /// No limits.
    Installable,
    /// For documents that may be edited.
    Editable,
    /// For documents to be read and printed.
    PreviewAndPrint,
    /// None: no PDF may hold it.
    Restricted,
}

impl Embedding {
    /// The name that users read.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Installable => "允许嵌入",
            Self::Editable => "允许嵌入可编辑文档",
            Self::PreviewAndPrint => "允许嵌入以供阅读和打印",
            Self::Restricted => "禁止嵌入",
        }
    }
}

/// A face that may be used.
#[derive(Clone, Debug)]
pub struct Face {
    /// Its family, unique among the faces.
    pub family: String,
    /// Where it came from.
    pub origin: Origin,
    /// What its maker allows.
    pub embedding: Embedding,
    /// The font file.
    pub data: Data,
    /// Its number within a collection.
    pub index: u32,
    quotes_are_wide: bool,
}

/// The characters that one face plays within the chain of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Share {
    /// All that it has.
    All,
    /// Printable ASCII alone.
    Latin,
    /// All but these.
    Except(String),
}

impl Share {
    fn holds(&self, c: char) -> bool {
        match self {
            Self::All => true,
            Self::Latin => LATIN.contains(&c),
            Self::Except(some) => !some.contains(c),
        }
    }

    /// The share as one character class of a regular expression; `None` for everything.
    #[must_use]
    pub fn class(&self) -> Option<String> {
        match self {
            Self::All => None,
            Self::Latin => Some("[ -~]".to_owned()),
            Self::Except(some) => {
                let mut class = "[^".to_owned();
                for c in some.chars() {
                    write!(class, "\\u{{{:x}}}", u32::from(c)).expect("writing to a string");
                }
                class.push(']');
                Some(class)
            }
        }
    }
}

/// A face in the chain of a role, with its share.
#[derive(Clone, Debug)]
pub struct Link {
    /// Index into [`Faces::all`].
    pub face: usize,
    /// What it plays.
    pub share: Share,
}

/// A role as `hegao fonts` shows it.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// The role.
    pub role: Role,
    /// The face that plays it.
    pub face: &'a Face,
    /// The official face that it stands for; `None` where an office's own licensed file plays.
    pub substitute: Option<&'a str>,
    /// The faces that step in for characters it lacks, in order.
    pub fallbacks: Vec<&'a Face>,
}

/// Every face in use, and the chain of each role. Built once, shared.
#[derive(Clone, Debug)]
pub struct Faces {
    all: Vec<Face>,
    chains: BTreeMap<Role, Vec<Link>>,
    /// Official names, by role.
    official: BTreeMap<Role, String>,
    refused: Vec<(PathBuf, String)>,
}

impl Faces {
    /// The faces in the binary and, before them, those of `directory` whose family the style names.
    ///
    /// # Errors
    /// If the directory cannot be read, or a role has no face.
    pub fn new(style: &Style, directory: Option<&Path>) -> anyhow::Result<Self> {
        let mut own = Vec::new();
        for bytes in EMBEDDED {
            read_faces(&Data::Embedded(bytes), &Origin::Embedded, &mut own)
                .map_err(|error| error.context("内置字体损坏"))?;
        }
        let mut office = Vec::new();
        let mut refused = Vec::new();
        if let Some(directory) = directory {
            for path in font_files(directory)? {
                let data = Data::Read(file::read(&path)?.into());
                let origin = Origin::File(path.clone());
                if let Err(error) = read_faces(&data, &origin, &mut office) {
                    refused.push((path, error.to_string()));
                }
            }
        }
        let mut faces = Self {
            all: Vec::new(),
            chains: BTreeMap::new(),
            official: BTreeMap::new(),
            refused,
        };
        let mut plain: BTreeMap<Role, Vec<usize>> = BTreeMap::new();
        for (role, spec) in &style.face {
            let mut chain = Vec::new();
            for (wanted, found) in [(&spec.office, &office), (&spec.own, &own)] {
                for family in wanted {
                    for candidate in found.iter().filter(|found| found.is_called(family)) {
                        if candidate.face.embedding == Embedding::Restricted {
                            faces.refuse(&candidate.face);
                        } else {
                            let index = faces.keep(&candidate.face);
                            if !chain.contains(&index) {
                                chain.push(index);
                            }
                        }
                    }
                }
            }
            ensure!(!chain.is_empty(), "没有可用于{}的字体", role.chinese());
            plain.insert(*role, chain);
            faces.official.insert(*role, spec.word.clone());
        }
        for (role, spec) in &style.face {
            let chain = faces.chain_of(*role, spec.latin, &plain, &style.wrong)?;
            faces.chains.insert(*role, chain);
        }
        Ok(faces)
    }

    /// Latin first where the role wants it, the role's own faces, 宋体 last.
    fn chain_of(
        &self,
        role: Role,
        latin: bool,
        plain: &BTreeMap<Role, Vec<usize>>,
        wrong: &BTreeMap<String, String>,
    ) -> anyhow::Result<Vec<Link>> {
        let of = |role: Role| plain.get(&role).map_or(&[][..], Vec::as_slice);
        let mut chain = Vec::new();
        if latin {
            chain.extend(of(Role::Latin).iter().map(|&face| Link {
                face,
                share: Share::Latin,
            }));
        }
        for &face in of(role).iter().chain(of(Role::Song)) {
            if chain.iter().any(|link: &Link| link.face == face) {
                continue;
            }
            let mut without = String::new();
            if !self.all[face].quotes_are_wide && role != Role::Latin {
                without.push_str(QUOTES);
            }
            without.extend(wrong.get(&self.all[face].family).map(String::as_str));
            let share = if without.is_empty() {
                Share::All
            } else {
                Share::Except(without)
            };
            chain.push(Link { face, share });
        }
        if chain.is_empty() {
            bail!("没有可用于{}的字体", role.chinese());
        }
        Ok(chain)
    }

    fn keep(&mut self, face: &Face) -> usize {
        let same = |kept: &Face| kept.origin == face.origin && kept.index == face.index;
        let at = self
            .all
            .iter()
            .position(|kept| same(kept) && kept.family == face.family);
        at.unwrap_or_else(|| {
            self.all.push(face.clone());
            self.all.len() - 1
        })
    }

    fn refuse(&mut self, face: &Face) {
        if let Origin::File(path) = &face.origin
            && !self.refused.iter().any(|(refused, _)| refused == path)
        {
            self.refused
                .push((path.clone(), "字体的许可禁止嵌入文档".to_owned()));
        }
    }

    /// Every face in use.
    #[must_use]
    pub fn all(&self) -> &[Face] {
        &self.all
    }

    /// The faces of a role, in the order in which they are asked for a glyph.
    #[must_use]
    pub fn chain(&self, role: Role) -> &[Link] {
        self.chains.get(&role).map_or(&[], Vec::as_slice)
    }

    /// Files of the office that cannot be used, and why.
    #[must_use]
    pub fn refused(&self) -> &[(PathBuf, String)] {
        &self.refused
    }

    /// The cast: which face plays each role.
    #[must_use]
    pub fn parts(&self) -> Vec<Part<'_>> {
        let part = |role: Role| {
            let mut own = self
                .chain(role)
                .iter()
                .filter(|link| link.share != Share::Latin)
                .map(|link| &self.all[link.face]);
            let face = own.next()?;
            Some(Part {
                role,
                face,
                substitute: (face.origin == Origin::Embedded)
                    .then(|| self.official.get(&role).map(String::as_str))
                    .flatten(),
                fallbacks: own.collect(),
            })
        };
        Role::ALL.into_iter().filter_map(part).collect()
    }

    /// Which face draws each character: an index into [`Faces::all`], or nothing where no face has a glyph.
    #[must_use]
    pub fn drawn_by(&self, role: Role, text: &str) -> Vec<(char, Option<usize>)> {
        let chain: Vec<_> = self
            .chain(role)
            .iter()
            .filter_map(|link| Some((link, Glyphs::of(&self.all[link.face])?)))
            .collect();
        let draws = |c: char| {
            let mut able = chain
                .iter()
                .filter(|(link, face)| link.share.holds(c) && face.has(c));
            able.next().map(|(link, _)| link.face)
        };
        text.chars().map(|c| (c, draws(c))).collect()
    }

    /// The characters of `text` that no face of the role has, each once.
    #[must_use]
    pub fn missing(&self, role: Role, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for (c, face) in self.drawn_by(role, text) {
            if face.is_none() && !c.is_control() && !missing.contains(&c) {
                missing.push(c);
            }
        }
        missing
    }

    /// The top edge of the 一字线 of a role, in em above the baseline.
    #[must_use]
    pub fn dash_top(&self, role: Role) -> Option<f64> {
        let &(_, index) = self.drawn_by(role, "—").first()?;
        Glyphs::of(&self.all[index?])?.top('—')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faces() -> Faces {
        Faces::new(Style::standard(), None).expect("the faces in the binary")
    }

    #[test]
    fn every_role_has_a_face_of_the_binary() {
        let faces = faces();
        let parts = faces.parts();
        let cast: Vec<_> = parts
            .iter()
            .map(|part| (part.role, part.face.family.as_str(), part.substitute))
            .collect();
        assert_eq!(
            cast,
            [
                (Role::Title, "GW Title Song SC", Some("方正小标宋简体")),
                (Role::Hei, "GW Hei SC", Some("黑体")),
                (Role::Kai, "GW Kai SC", Some("楷体_GB2312")),
                (
                    Role::Fang,
                    "Zhuque Fangsong (technical preview)",
                    Some("仿宋_GB2312")
                ),
                (Role::Song, "GW Song SC", Some("宋体")),
                (Role::Latin, "Liberation Serif", Some("Times New Roman")),
            ]
        );
    }

    #[test]
    fn characters_go_to_the_first_face_that_may_draw_them() {
        let faces = faces();
        let family = |role, c: &str| {
            let drawn = faces.drawn_by(role, c);
            drawn[0].1.map(|index| faces.all()[index].family.as_str())
        };
        assert_eq!(family(Role::Fang, "2"), Some("Liberation Serif"));
        assert_eq!(
            family(Role::Fang, "核"),
            Some("Zhuque Fangsong (technical preview)")
        );
        // Narrow quotes and a wrong glyph are left to 宋体.
        assert_eq!(family(Role::Fang, "“"), Some("GW Song SC"));
        assert_eq!(family(Role::Fang, "饻"), Some("GW Song SC"));
        assert_eq!(family(Role::Fang, "①"), Some("GW Song SC"));
        assert_eq!(family(Role::Kai, "“"), Some("GW Kai SC"));
        assert_eq!(family(Role::Title, "2"), Some("GW Title Song SC"));
        assert_eq!(faces.missing(Role::Fang, "王𰻝𰻝、😀\n"), ['𰻝', '😀']);
    }

    #[test]
    fn a_share_is_one_character_class() {
        assert_eq!(Share::All.class(), None);
        assert_eq!(
            Share::Except("“饻".into()).class().as_deref(),
            Some(r"[^\u{201c}\u{997b}]")
        );
    }

    #[test]
    fn the_files_of_an_office_win_by_role() {
        // Our own 黑体 stands in for a licensed file: the style calls it by the name that it has.
        let directory = tempfile::tempdir().expect("a directory");
        std::fs::write(directory.path().join("a.otf"), EMBEDDED[1]).expect("written");
        std::fs::write(directory.path().join("b.ttf"), "no font").expect("written");
        let mut style: Style =
            toml::from_str(include_str!("../../templates/style.toml")).expect("the style");
        let hei = style.face.get_mut(&Role::Hei).expect("the role");
        hei.office = vec!["gw hei sc".into()];
        let faces = Faces::new(&style, Some(directory.path())).expect("faces");
        let parts = faces.parts();
        let hei = &parts[1];
        assert_eq!(
            hei.face.origin,
            Origin::File(directory.path().join("a.otf"))
        );
        assert_eq!(hei.substitute, None);
        assert_eq!(faces.refused().len(), 1, "{:?}", faces.refused());
        assert!(Faces::new(&style, Some(&directory.path().join("absent"))).is_err());
    }
}
