//! Findings as text: for people, for scripts, for editors. The only part that gives a finding a form.

pub mod json;
pub mod ledger;
pub mod sarif;
pub mod terminal;

use crate::diagnostic::{Diagnostic, Severity};
use crate::ledger::{Coverage, Entry};
use crate::report::Report;
use crate::source::Sources;

/// Everything that a check says of one file.
#[derive(Debug)]
pub struct Checked {
    /// The report, if the file could be understood.
    pub report: Option<Report>,
    /// Findings, in canonical order.
    pub findings: Vec<Diagnostic>,
    /// Every figure of the narrative.
    pub ledger: Vec<Entry>,
}

/// One line a finding: `file:line:column: level[code]: headline — what is there`.
#[must_use]
pub fn short(sources: &Sources, findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    for finding in findings {
        let primary = finding.labels.iter().find(|label| label.primary);
        if let Some(label) = primary {
            let at = sources.position(label.span.file, label.span.start);
            out += &format!(
                "{}:{}:{}: ",
                sources.name(label.span.file),
                at.line,
                at.column
            );
        }
        out += &format!(
            "{}[{}]: {}",
            finding.severity.name(),
            finding.code,
            finding.message
        );
        if let Some(label) = primary.filter(|label| !label.message.is_empty()) {
            out += &format!("（{}）", label.message);
        }
        out.push('\n');
    }
    out
}

/// How many findings of each level.
#[must_use]
pub fn summary(findings: &[Diagnostic]) -> String {
    let count = |severity: Severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let levels =
        [Severity::Error, Severity::Warning, Severity::Note].map(|level| (level, count(level)));
    let said: Vec<_> = levels
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(level, n)| format!("{} {n}", level.chinese()))
        .collect();
    if said.is_empty() {
        "没有发现问题".to_owned()
    } else {
        said.join("，")
    }
}

/// The line that ends every check: how much was read, and how much of it checked.
#[must_use]
pub fn coverage(coverage: Coverage) -> String {
    let Coverage {
        figures,
        counts,
        linked,
        agree,
        differ,
        pinned,
        uncheckable,
        unlinked,
        ignored,
        ..
    } = coverage;
    let mut parts = vec![format!("相符 {agree}"), format!("不符 {differ}")];
    let more = [("由作者指定", pinned), ("表中未填或缺基数", uncheckable)];
    parts.extend(
        more.into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(what, n)| format!("{what} {n}")),
    );
    let mut line = format!(
        "读到数字 {figures} 处，其中数量 {counts} 处；对到表中 {linked} 处（{}）；未对到 {unlinked} 处",
        parts.join("，")
    );
    if ignored > 0 {
        line += &format!("；作者声明不核 {ignored} 处");
    }
    line
}
