//! Reads inputs, writes outputs whole or not at all — the only file that writes to disk.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Sources, Span};

/// Texts larger than this are no data files.
const LARGEST_TEXT: u64 = 64 << 20;

/// Reads a UTF-8 text; a byte order mark stays, so that offsets are those of the file. Another encoding is kept as far as
/// it can be read, and is a finding.
///
/// # Errors
/// The file cannot be read.
pub fn read_text(sources: &mut Sources, path: &Path) -> Result<(FileId, Option<Diagnostic>)> {
    let bytes = read(path)?;
    let name = path.display().to_string();
    if let Ok(text) = std::str::from_utf8(&bytes) {
        Ok((sources.add(name, text), None))
    } else {
        let (decoded, encoding, _) = match encoding_rs::Encoding::for_bom(&bytes) {
            Some((encoding, _)) => encoding.decode(&bytes),
            None => encoding_rs::GB18030.decode(&bytes),
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
    let size = fs::metadata(path).map_err(|error| told(&unreadable(path), &error))?;
    if size.is_dir() {
        bail!("{} 是一个文件夹，不是文件", path.display());
    }
    if size.len() > LARGEST_TEXT {
        bail!("{} 太大（{} MB）", path.display(), size.len() >> 20);
    }
    fs::read(path).map_err(|error| told(&unreadable(path), &error))
}

/// Reads a file if it is there.
///
/// # Errors
/// It is there and cannot be read.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(told(&unreadable(path), &error)),
    }
}

/// What could not be done, and why, in the user's language.
fn told(what: &str, error: &io::Error) -> anyhow::Error {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "同名的文件已经占了这个位置",
        io::ErrorKind::IsADirectory => "它是一个文件夹",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘已满",
        io::ErrorKind::ReadOnlyFilesystem => "磁盘只能读",
        _ => return anyhow!("{what}：{error}"),
    };
    anyhow!("{what}：{why}")
}

fn unreadable(path: &Path) -> String {
    format!("读不了 {}", path.display())
}

/// Makes a folder and those above it.
///
/// # Errors
/// It cannot be made.
pub fn make_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path)
        .map_err(|error| told(&format!("建不了文件夹 {}", path.display()), &error))
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
    let unwritable = |error: io::Error| told(&format!("写不了 {}", path.display()), &error);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".hegao-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut temporary = builder.tempfile_in(folder).map_err(unwritable)?;
    temporary.write_all(bytes).map_err(unwritable)?;
    temporary.as_file().sync_all().map_err(unwritable)?;
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
            .map_err(|error| told(&format!("写不了 {}", path.display()), &error.error))?;
        Ok(())
    }
}
