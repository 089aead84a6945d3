//! Numbers that Word makes in front of paragraphs, as the text that it shows.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::word::package::Package;
use crate::word::xml::Element;

/// The lists of a file, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, String>,
    levels: BTreeMap<(String, usize), Level>,
    counts: BTreeMap<(String, usize), u32>,
}

struct Level {
    format: String,
    text: String,
    start: u32,
}

/// Levels of a list.
const LEVELS: usize = 9;

/// The list and level that properties of a paragraph name.
pub(super) fn of(properties: &Element) -> Option<(String, usize)> {
    let number = properties.child("w:numPr")?;
    let value = |name: &str| number.child(name).and_then(|element| element.get("w:val"));
    let level = value("w:ilvl").and_then(|level| level.parse().ok());
    Some((value("w:numId")?, level.unwrap_or(0)))
}

impl Numbering {
    /// Reads word/numbering.xml, if there is one.
    pub(super) fn read(package: &Package) -> Result<Self> {
        let mut numbering = Self::default();
        if !package.names().any(|name| name == "word/numbering.xml") {
            return Ok(numbering);
        }
        let part = package.xml("word/numbering.xml")?;
        let value =
            |element: &Element, name: &str| element.child(name).and_then(|e| e.get("w:val"));
        for element in part.elements() {
            match element.name.as_ref() {
                "w:abstractNum" => {
                    let id = element.get("w:abstractNumId").unwrap_or_default();
                    for level in element.elements().filter(|level| level.name == "w:lvl") {
                        let at = level.get("w:ilvl").and_then(|at| at.parse().ok());
                        let found = Level {
                            format: value(level, "w:numFmt").unwrap_or_default(),
                            text: value(level, "w:lvlText").unwrap_or_default(),
                            start: value(level, "w:start")
                                .and_then(|start| start.parse().ok())
                                .unwrap_or(1),
                        };
                        numbering
                            .levels
                            .insert((id.clone(), at.unwrap_or(0)), found);
                    }
                }
                "w:num" => {
                    let list = element.get("w:numId").unwrap_or_default();
                    let of = value(element, "w:abstractNumId").unwrap_or_default();
                    numbering.lists.insert(list, of);
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// The number of the next paragraph of a list; empty for a bullet.
    pub(super) fn next(&mut self, list: &str, level: usize) -> String {
        let Some(id) = self.lists.get(list).cloned() else {
            return String::new();
        };
        let Some(own) = self.levels.get(&(id.clone(), level)) else {
            return String::new();
        };
        let count = self
            .counts
            .get(&(id.clone(), level))
            .map_or(own.start, |count| count.saturating_add(1));
        self.counts.insert((id.clone(), level), count);
        for below in level + 1..LEVELS {
            self.counts.remove(&(id.clone(), below));
        }
        if matches!(own.format.as_str(), "bullet" | "none") {
            return String::new();
        }
        let mut text = own.text.clone();
        for above in 0..=level.min(LEVELS - 1) {
            let key = (id.clone(), above);
            let Some(spec) = self.levels.get(&key) else {
                continue;
            };
            let count = self.counts.get(&key).copied().unwrap_or(spec.start);
            text = text.replace(&format!("%{}", above + 1), &number(&spec.format, count));
        }
        text
    }
}

fn number(format: &str, count: u32) -> String {
    let lower = format.to_lowercase();
    if !(lower.contains("chinese") || lower.contains("japanese") || lower.contains("ideograph")) {
        return count.to_string();
    }
    let digit = |n: u32| {
        "零一二三四五六七八九"
            .chars()
            .nth(n as usize)
            .unwrap_or('零')
    };
    match (count / 10, count % 10) {
        (0, ones) => digit(ones).to_string(),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens @ 2..=9, 0) => format!("{}十", digit(tens)),
        (tens @ 2..=9, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => count.to_string(),
    }
}
