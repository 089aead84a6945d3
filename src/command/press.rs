//! What only a printed report shows: characters that no face has, pictures that cannot be used.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::document::Drawings;
use crate::files;
use crate::output;
use crate::output::fonts::Faces;
use crate::output::picture::{self, Canvas};
use crate::report::Report;
use crate::style::Style;

/// What a report is printed with.
pub(super) struct Press<'a> {
    pub(super) style: &'a Style,
    pub(super) faces: &'a Faces,
    pub(super) canvas: &'a Canvas,
}

impl Press<'_> {
    /// The drawings of a report, and what would be wrong with it in print. The files that it names lie beside it.
    pub(super) fn proof(
        &self,
        path: &Path,
        report: &Report,
        draft: bool,
    ) -> (Drawings, Vec<Diagnostic>) {
        let folder = path.parent().unwrap_or(Path::new(""));
        let read =
            |name: &str| files::read(&folder.join(name)).map_err(|e| e.root_cause().to_string());
        let mut findings = output::gate(report, self.style, self.faces);
        let (drawings, found) =
            picture::drawings(report, draft, &self.style.page, self.canvas, &read);
        findings.extend(found);
        (drawings, findings)
    }
}
