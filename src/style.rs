//! `templates/style.toml` as a type: page, faces and sizes, for both writers.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// Millimetres in an inch.
pub const MM_PER_INCH: f64 = 25.4;
/// Points in a millimetre.
pub const POINTS_PER_MM: f64 = 72.0 / MM_PER_INCH;

/// Looks of a document.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Style {
    /// The page and its grid.
    pub page: Page,
    /// Faces, by role.
    pub face: BTreeMap<Role, Face>,
    /// Characters that a face draws as another one, by family.
    #[serde(default)]
    pub wrong: BTreeMap<String, String>,
    /// Face and size of each element.
    pub text: Texts,
}

/// The page and its grid; lengths in mm.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Page {
    pub width: f64,
    pub height: f64,
    pub top: f64,
    pub left: f64,
    pub text_width: f64,
    pub text_height: f64,
    /// Lines on a full page.
    pub lines: u32,
    /// Hanzi on a full line.
    pub characters: u32,
    /// From the end of the text area to the page number.
    pub footer: f64,
    /// Diameter of the seal.
    pub seal: f64,
    /// The highest that a picture may be.
    pub picture: f64,
}

/// A role that GB/T 9704 gives a face to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 小标宋.
    Title,
    /// 黑体.
    Hei,
    /// 楷体.
    Kai,
    /// 仿宋.
    Fang,
    /// 宋体.
    Song,
    /// Latin letters and digits.
    Latin,
}

/// The faces that may play a role.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Face {
    /// The official name, written into the Word file.
    pub word: String,
    /// Another name of it, for Word's font table.
    pub also: String,
    /// Families of an office's own files that win over ours, in order.
    pub office: Vec<String>,
    /// Families in the binary, in order.
    pub own: Vec<String>,
    /// Letters and digits come from the face of [`Role::Latin`].
    #[serde(default)]
    pub latin: bool,
}

/// Face and size of each element.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub struct Texts {
    pub title: Text,
    pub body: Text,
    pub heading_1: Text,
    pub heading_2: Text,
    pub heading_3: Text,
    pub heading_4: Text,
    pub annex_label: Text,
    pub annex_title: Text,
    pub caption: Text,
    pub table_head: Text,
    pub table: Text,
    pub dense_head: Text,
    pub dense: Text,
    pub page_number: Text,
}

/// Face and size of one element.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Text {
    /// Its role.
    pub face: Role,
    /// Its size in pt.
    pub size: f64,
}

impl Role {
    /// Every role, in the order of the standard.
    pub const ALL: [Self; 6] = [
        Self::Title,
        Self::Hei,
        Self::Kai,
        Self::Fang,
        Self::Song,
        Self::Latin,
    ];

    /// The name that users read.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Title => "小标宋",
            Self::Hei => "黑体",
            Self::Kai => "楷体",
            Self::Fang => "仿宋",
            Self::Song => "宋体",
            Self::Latin => "西文",
        }
    }
}

impl Style {
    /// How many characters of its own size a line of a title has room for, where the text is `width` mm wide.
    #[must_use]
    pub fn title_room(&self, width: f64) -> f64 {
        width * POINTS_PER_MM / self.text.title.size
    }

    /// The style in the binary.
    ///
    /// # Panics
    /// Never for a released binary: the file is tested.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STYLE: LazyLock<Style> = LazyLock::new(|| {
            toml::from_str(include_str!("../templates/style.toml"))
                .expect("templates/style.toml is tested")
        });
        &STYLE
    }
}

impl Texts {
    /// The text of a heading; level 1 to 4.
    #[must_use]
    pub fn heading(&self, level: u8) -> Text {
        match level {
            1 => self.heading_1,
            2 => self.heading_2,
            3 => self.heading_3,
            _ => self.heading_4,
        }
    }
}
