//! `fonts`: which face plays each role, where it came from, which characters have no glyph.

use anyhow::Result;

use super::{Said, load};
use crate::cli::Fonts;
use crate::diagnostic::{self, has_errors};
use crate::emit::terminal;
use crate::output;
use crate::output::fonts::Faces;
use crate::source::Sources;
use crate::style::Style;

/// Lists the roles; with a data file, also the characters that no face has.
pub(super) fn run(options: &Fonts, screen: terminal::Screen) -> Result<Said> {
    let style = Style::standard();
    let faces = Faces::new(style, options.fonts.as_deref())?;
    let mut said = Said::default();
    for part in faces.parts() {
        let official = &style.face[&part.role].word;
        said.out += &format!(
            "{}（{official}）：{}，{}",
            part.role.chinese(),
            part.face.family,
            part.face.origin.chinese()
        );
        if part.substitute.is_some() {
            said.out += "，代替正式字体";
        }
        let fallbacks: Vec<_> = part
            .fallbacks
            .iter()
            .map(|face| face.family.as_str())
            .collect();
        if !fallbacks.is_empty() {
            said.out += &format!("；缺字时用 {}", fallbacks.join("、"));
        }
        said.out += &format!("；嵌入：{}\n", part.face.embedding.chinese());
    }
    for (path, why) in faces.refused() {
        said.err += &format!("没有用 {}：{why}\n", path.display());
    }
    let Some(path) = &options.file else {
        return Ok(said);
    };
    let mut sources = Sources::default();
    let loaded = load(&mut sources, path)?;
    let mut findings = loaded.findings;
    if let Some(report) = &loaded.report {
        findings.extend(output::gate(report, style, &faces));
    }
    diagnostic::sort(&mut findings);
    said.errors = has_errors(&findings);
    said.out += &terminal::findings(&sources, &findings, screen);
    if findings.is_empty() {
        said.out += &format!("{}：每个字都有字形\n", path.display());
    }
    Ok(said)
}
