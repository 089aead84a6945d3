//! Reads inputs, writes outputs whole or not at all — the only file that writes to disk.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Sources, Span};

/// Texts larger than this are no data files.
const LARGEST_TEXT: u64 = 64 << 20;

/// Reads a UTF-8 text, a byte order mark dropped. Another encoding is kept as far as it can be read, and is a finding.
///
/// # Errors
/// The file cannot be read.
pub fn read_text(sources: &mut Sources, path: &Path) -> Result<(FileId, Option<Diagnostic>)> {
    let bytes = read(path)?;
    let name = path.display().to_string();
    let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    if let Ok(text) = std::str::from_utf8(plain) {
        Ok((sources.add(name, text), None))
    } else {
        let (decoded, encoding, _) = match encoding_rs::Encoding::for_bom(&bytes) {
            Some((encoding, _)) => encoding.decode(&bytes),
            None => encoding_rs::GB18030.decode(plain),
        };
        // What is ASCII in front stands at the same offsets in either encoding.
        let ascii = decoded.bytes().take_while(u8::is_ascii).count();
        let start = if encoding == encoding_rs::GB18030 {
            ascii
        } else {
            0
        };
        let length = decoded[start..].chars().next().map_or(0, char::len_utf8);
        let what = if encoding == encoding_rs::GB18030 {
            "GBK"
        } else {
            "UTF-16"
        };
        let file = sources.add(name, decoded.as_ref());
        let finding = Diagnostic::error(
            Code::DataSyntax,
            format!("文件不是 UTF-8 编码（像是 {what}）"),
        )
        .at(Span::new(file, start..start + length), "从这里起不是 UTF-8")
        .with_help("请另存为 UTF-8：记事本「另存为」时，编码选 UTF-8");
        Ok((file, Some(finding)))
    }
}

/// Reads a file of at most 64 MiB.
///
/// # Errors
/// The file cannot be read, or is larger.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let size = fs::metadata(path).with_context(|| unreadable(path))?;
    if size.is_dir() {
        bail!("{} 是一个文件夹，不是文件", path.display());
    }
    if size.len() > LARGEST_TEXT {
        bail!("{} 太大（{} MB）", path.display(), size.len() >> 20);
    }
    fs::read(path).with_context(|| unreadable(path))
}

/// Reads a file if it is there.
///
/// # Errors
/// It is there and cannot be read.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| unreadable(path)),
    }
}

fn unreadable(path: &Path) -> String {
    format!("读不了 {}", path.display())
}

/// Makes a folder and those above it.
///
/// # Errors
/// It cannot be made.
pub fn make_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).with_context(|| format!("建不了文件夹 {}", path.display()))
}

/// A file written beside its place, not yet in it.
#[derive(Debug)]
pub struct Staged {
    temporary: tempfile::NamedTempFile,
    path: PathBuf,
}

/// Writes `bytes` to a temporary file in the folder of `path`, down to the disk.
///
/// # Errors
/// The folder cannot be written to, or the disk is full; nothing is left behind then.
pub fn stage(path: &Path, bytes: &[u8]) -> Result<Staged> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let unwritable = || format!("写不了 {}", path.display());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".hegao-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut temporary = builder.tempfile_in(folder).with_context(unwritable)?;
    temporary.write_all(bytes).with_context(unwritable)?;
    temporary.as_file().sync_all().with_context(unwritable)?;
    Ok(Staged {
        temporary,
        path: path.to_owned(),
    })
}

impl Staged {
    /// Puts the file in its place, in one step.
    ///
    /// # Errors
    /// The place cannot be written to; what stood there stays.
    pub fn commit(self) -> Result<()> {
        let path = self.path;
        self.temporary
            .persist(&path)
            .with_context(|| format!("写不了 {}", path.display()))?;
        Ok(())
    }
}
