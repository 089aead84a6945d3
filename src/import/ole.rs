//! The compound file around an old workbook: its streams, by chains that must end where the file does.

use anyhow::{Context, Result, bail, ensure};

/// The first bytes.
pub(super) const MAGIC: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];
/// What ends a chain.
const END: u32 = 0xFFFF_FFFE;
/// The first number that is no sector's.
const RESERVED: u32 = 0xFFFF_FFFA;
/// Streams shorter than this lie in the stream of small sectors.
const SMALL: usize = 4096;

/// A compound file.
pub(super) struct Ole<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    small_fat: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<(String, u32, usize)>,
}

impl<'a> Ole<'a> {
    /// Reads the tables of a file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        ensure!(
            bytes.len() >= 512 && bytes.starts_with(&MAGIC),
            "文件不完整"
        );
        let sector = match (word(bytes, 30)?, word(bytes, 32)?) {
            (9, 6) => 512,
            (12, 6) => 4096,
            _ => bail!("文件头有误"),
        };
        let mut ole = Self {
            bytes,
            sector,
            fat: Vec::new(),
            small_fat: Vec::new(),
            small: Vec::new(),
            entries: Vec::new(),
        };
        let mut tables = longs(&bytes[76..512]);
        let mut next = long(bytes, 68)?;
        let most = bytes.len() / sector + 1;
        let mut count = 0;
        while next < RESERVED {
            count += 1;
            ensure!(count <= most, "扇区表成环");
            tables.extend(longs(ole.sector(next)?));
            next = tables.pop().context("扇区表不完整")?;
        }
        for table in tables.into_iter().filter(|id| *id < RESERVED) {
            ensure!(ole.fat.len() <= most + sector, "扇区表过长");
            let ids = longs(ole.sector(table)?);
            ole.fat.extend(ids);
        }
        let directory = ole.chain(long(bytes, 48)?, usize::MAX)?;
        let entries = directory.chunks_exact(128).map(|entry| {
            let units: Vec<u16> = entry[..64]
                .chunks_exact(2)
                .map(|b| u16::from_le_bytes([b[0], b[1]]))
                .collect();
            let name = String::from_utf16_lossy(&units);
            let name = name.split('\0').next().unwrap_or_default().to_owned();
            Ok((name, long(entry, 116)?, long(entry, 120)? as usize))
        });
        ole.entries = entries.collect::<Result<_>>()?;
        let (_, start, length) = ole.entries.first().context("目录是空的")?.clone();
        let small_tables = long(bytes, 64)? as usize;
        if small_tables > 0 {
            ole.small = ole.chain(start, length)?;
            let table = ole.chain(long(bytes, 60)?, small_tables.saturating_mul(sector))?;
            ole.small_fat = longs(&table);
        }
        Ok(ole)
    }

    /// Whether there is a stream of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries
            .iter()
            .any(|(own, ..)| own.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>> {
        let named = |(own, ..): &&(String, u32, usize)| own.eq_ignore_ascii_case(name);
        let (_, start, length) = self.entries.iter().find(named).context("没有工作簿")?;
        if *length >= SMALL {
            return self.chain(*start, *length);
        }
        let small = |id: u32| {
            let at = (id as usize).saturating_mul(64);
            self.small.get(at..at + 64).context("扇区在文件之外")
        };
        follow(*start, *length, &self.small_fat, small)
    }

    fn sector(&self, id: u32) -> Result<&'a [u8]> {
        let start = (id as usize + 1).saturating_mul(self.sector);
        let end = self.bytes.len().min(start.saturating_add(self.sector));
        self.bytes.get(start..end).context("扇区在文件之外")
    }

    fn chain(&self, start: u32, length: usize) -> Result<Vec<u8>> {
        follow(start, length, &self.fat, |id| self.sector(id))
    }
}

/// The bytes of the sectors of a chain.
fn follow<'b>(
    start: u32,
    length: usize,
    table: &[u32],
    sector: impl Fn(u32) -> Result<&'b [u8]>,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut id = start;
    let mut count = 0;
    while id != END && bytes.len() < length {
        count += 1;
        ensure!(count <= table.len(), "扇区链成环");
        bytes.extend_from_slice(sector(id)?);
        id = *table.get(id as usize).context("扇区链断了")?;
    }
    bytes.truncate(length);
    Ok(bytes)
}

/// A little-endian number of two bytes.
pub(super) fn word(bytes: &[u8], at: usize) -> Result<u16> {
    let found = bytes.get(at..at + 2).context("记录不完整")?;
    Ok(u16::from_le_bytes([found[0], found[1]]))
}

/// A little-endian number of four bytes.
pub(super) fn long(bytes: &[u8], at: usize) -> Result<u32> {
    let found = bytes.get(at..at + 4).context("记录不完整")?;
    Ok(u32::from_le_bytes([found[0], found[1], found[2], found[3]]))
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    let long = |b: &[u8]| u32::from_le_bytes([b[0], b[1], b[2], b[3]]);
    bytes.chunks_exact(4).map(long).collect()
}
