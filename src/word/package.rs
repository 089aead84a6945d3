//! The zip around the parts of a Word file: fixed order and dates when written, limits when read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use anyhow::{Context, Result, ensure};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::xml::Element;
use crate::digest::sha256;

/// The part that holds the fingerprint.
const CUSTOM: &str = "docProps/custom.xml";
/// The custom property with the digest of all the parts.
pub(super) const FINGERPRINT: &str = "HegaoFingerprint";
/// What stands for the fingerprint while it is taken.
pub(super) const NO_FINGERPRINT: &str =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// Parts of a file that is read; a Word file has a dozen and its pictures.
const MOST_PARTS: usize = 4_000;
/// Bytes of one part that is read.
const LARGEST_PART: u64 = 64 << 20;
/// Bytes of all parts that are read.
const LARGEST: u64 = 256 << 20;

/// The parts of a file of an office program, by name. Sorted, so `[Content_Types].xml` comes first, as it should.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Package {
    parts: BTreeMap<String, Vec<u8>>,
}

impl Package {
    /// Puts a part in.
    pub(super) fn put(&mut self, name: impl Into<String>, bytes: Vec<u8>) {
        self.parts.insert(name.into(), bytes);
    }

    /// The names of the parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// A part, parsed.
    ///
    /// # Errors
    /// If there is none, or it is no XML.
    pub fn xml(&self, name: &str) -> Result<Element<'_>> {
        let bytes = self
            .parts
            .get(name)
            .with_context(|| format!("不是完好的办公文件（缺少 {name}）"))?;
        Element::parse(bytes).with_context(|| format!("文件的 {name} 有误"))
    }

    /// The bytes of the file.
    pub(super) fn write(&self) -> Result<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.parts {
            let packed = std::path::Path::new(name)
                .extension()
                .is_some_and(|extension| extension == "png");
            let options = SimpleFileOptions::default()
                .last_modified_time(zip::DateTime::default())
                .unix_permissions(0o644)
                .compression_method(if packed {
                    CompressionMethod::Stored
                } else {
                    CompressionMethod::Deflated
                });
            zip.start_file(name, options)?;
            zip.write_all(bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }

    /// Opens a file that may have come from anywhere.
    ///
    /// # Errors
    /// If it is damaged, or larger than any report.
    pub fn open(bytes: &[u8]) -> Result<Self> {
        // The causes are in English and tell nothing that a user could mend.
        let zip = ZipArchive::new(Cursor::new(bytes)).ok();
        let mut zip = zip.context("不是完好的办公文件（压缩包打不开）")?;
        ensure!(zip.len() <= MOST_PARTS, "文件的部件过多");
        let mut package = Self::default();
        let mut left = LARGEST;
        for n in 0..zip.len() {
            let file = zip.by_index(n).ok();
            let mut file = file.context("不是完好的办公文件（有的部件打不开，或有密码）")?;
            if file.is_dir() {
                continue;
            }
            let name = file.name().to_owned();
            let shown = name.escape_debug();
            let most = LARGEST_PART.min(left);
            let mut part = Vec::new();
            // What the directory says of the size need not be true.
            let read = (&mut file).take(most + 1).read_to_end(&mut part);
            ensure!(read.is_ok(), "不是完好的办公文件（{shown} 无法解压）");
            let size = part.len() as u64;
            ensure!(size <= most, "文件的 {shown} 过大");
            left -= size;
            package.put(name, part);
        }
        Ok(package)
    }

    /// Writes the digest of all parts into the custom property that waits for it.
    pub(super) fn fingerprint(&mut self) -> Result<()> {
        let digest = self.digest(CUSTOM, NO_FINGERPRINT)?;
        let custom = self
            .parts
            .get_mut(CUSTOM)
            .context("docProps/custom.xml is always written")?;
        *custom = String::from_utf8(std::mem::take(custom))?
            .replacen(NO_FINGERPRINT, &digest, 1)
            .into_bytes();
        Ok(())
    }

    /// Whether the digest of all parts is still what the custom property says.
    pub(super) fn has_its_fingerprint(&self) -> Result<bool> {
        let custom = self.xml(CUSTOM)?;
        let Some(said) = custom
            .elements()
            .find(|property| property.get("name").as_deref() == Some(FINGERPRINT))
            .and_then(|property| property.elements().next())
            .and_then(|value| value.text().ok())
        else {
            return Ok(false);
        };
        Ok(said.len() == NO_FINGERPRINT.len() && self.digest(CUSTOM, &said)? == said)
    }

    /// The digest of all parts, with zeros in `part` where it says `fingerprint`.
    fn digest(&self, part: &str, fingerprint: &str) -> Result<String> {
        let mut pieces: Vec<Cow<'_, [u8]>> = Vec::new();
        for (name, bytes) in &self.parts {
            let bytes: Cow<'_, [u8]> = if name == part {
                std::str::from_utf8(bytes)?
                    .replacen(fingerprint, NO_FINGERPRINT, 1)
                    .into_bytes()
                    .into()
            } else {
                bytes.as_slice().into()
            };
            // With the lengths, no byte can move from one part to the next.
            for piece in [Cow::from(name.as_bytes()), bytes] {
                pieces.push((piece.len() as u64).to_be_bytes().to_vec().into());
                pieces.push(piece);
            }
        }
        Ok(sha256(pieces.iter().map(Cow::as_ref)))
    }
}
