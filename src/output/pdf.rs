//! The PDF: the template and a document given to Typst as a library, in memory.
//!
//! Only this file and those under `pdf/` know Typst. Nothing here reads a disk, a clock or a network.

mod walk;

use std::collections::HashMap;

use anyhow::{anyhow, ensure};
use serde_json::{Value, json};
use typst::diag::{FileError, FileResult, PackageError, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontVariant};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World, WorldExt as _, comemo};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use walk::Seen;
pub use walk::{Glyphs, Page};

use super::fonts::Faces;
use super::picture::Canvas;
use super::{layout, proof};
use crate::digest::sha256;
use crate::document::{Document, Drawings, Info};
use crate::report::Date;
use crate::style::Style;

/// Memoised results are dropped once this many documents did not ask for them: more than there are ever threads.
const KEPT_FOR: usize = 16;
/// A report longer than this is a mistake.
const MOST_PAGES: usize = 500;
/// 北京时间, in minutes.
const CHINA: i32 = 8 * 60;

/// What a file carries inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its file name, in ASCII.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub mime: String,
    /// What it is, for the reader of the PDF.
    pub description: String,
    /// The PDF was made from it, rather than being about it.
    pub source: bool,
}

/// What a PDF is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The filing copy: PDF/A and PDF/UA. Otherwise plain tagged PDF.
    pub filing: bool,
    /// What it carries inside; with any it is PDF/A-3a, without PDF/A-2a.
    pub attachments: Vec<Attachment>,
}

/// A finished PDF.
#[derive(Clone, Debug)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its text as laid out, a line feed at the end of each line; what repeats on pages is left out.
    pub text: String,
    /// Its pages as laid out.
    pub pages: Vec<Page>,
}

/// Template, faces and style, read once and shared by all documents and threads.
pub struct Engine {
    library: LazyHash<Library>,
    fonts: FontStore,
    template: Source,
    style: Style,
    faces: Faces,
    canvas: Canvas,
}

impl Engine {
    /// An engine for that style and those faces.
    ///
    /// # Errors
    /// If a face cannot be read.
    pub fn new(style: &Style, faces: Faces) -> anyhow::Result<Self> {
        let mut fonts = FontStore::new();
        for (index, face) in faces.all().iter().enumerate() {
            let font = Font::new(Bytes::new(face.data.clone()), face.index)
                .ok_or_else(|| anyhow!("字体「{}」无法使用", face.family))?;
            // Faces are chosen by name alone, so that weights never decide.
            let mut info = font.info().clone();
            info.family = layout::name_of(index);
            info.variant = FontVariant::default();
            fonts.push((font, info));
        }
        let features = [Feature::A11yExtras].into_iter().collect();
        let canvas = Canvas::new(style, &faces);
        let library = Library::builder().with_features(features).build();
        let template = include_str!("../../templates/report.typ");
        Ok(Self {
            library: LazyHash::new(library),
            fonts,
            template: Source::new(virtual_path("report.typ"), template.into()),
            style: style.clone(),
            faces,
            canvas,
        })
    }

    /// The style.
    #[must_use]
    pub fn style(&self) -> &Style {
        &self.style
    }

    /// The faces.
    #[must_use]
    pub fn faces(&self) -> &Faces {
        &self.faces
    }

    /// What draws pictures with these faces.
    #[must_use]
    pub fn canvas(&self) -> &Canvas {
        &self.canvas
    }

    /// The PDF of a document, whose text is proven to be that of the document.
    ///
    /// # Errors
    /// If it cannot be laid out without a warning, does not conform to its profile, or says anything else than the
    /// document.
    pub fn pdf(
        &self,
        document: &Document,
        drawings: &Drawings,
        profile: &Profile,
    ) -> anyhow::Result<Pdf> {
        let (mut value, drawn) = layout::given(document, drawings, &self.style, &self.faces)?;
        let mut job = Job::new(self, document, drawn, profile)?;
        let finished = job.finish(document, profile, &mut value);
        // After success and after failure alike.
        comemo::evict(KEPT_FOR);
        finished
    }
}

/// One document on its way: the world that Typst sees.
struct Job<'a> {
    engine: &'a Engine,
    files: HashMap<FileId, Bytes>,
    date: Datetime,
}

impl<'a> Job<'a> {
    fn new(
        engine: &'a Engine,
        document: &Document,
        drawn: Vec<layout::File>,
        profile: &Profile,
    ) -> anyhow::Result<Self> {
        let mut files = HashMap::new();
        for (path, bytes) in drawn {
            files.insert(virtual_path(&format!("in/{path}")), Bytes::new(bytes));
        }
        for attachment in &profile.attachments {
            let safe = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            ensure!(
                !attachment.name.is_empty() && attachment.name.chars().all(safe),
                "附件的文件名只能用英文字母和数字：{}",
                attachment.name
            );
            let bytes = Bytes::new(attachment.bytes.clone());
            files.insert(virtual_path(&attachment.name), bytes);
        }
        Ok(Self {
            engine,
            files,
            date: datetime(document.info.date)?,
        })
    }

    fn finish(
        &mut self,
        document: &Document,
        profile: &Profile,
        value: &mut Value,
    ) -> anyhow::Result<Pdf> {
        let attach = |attachment: &Attachment| {
            json!({
                "path": attachment.name,
                "mime": attachment.mime,
                "description": attachment.description,
                "relationship": if attachment.source { "source" } else { "supplement" },
            })
        };
        value["attach"] = profile.attachments.iter().map(attach).collect();
        let mut laid_out = self.lay_out(value)?;
        let mut seen = walk::walk(&laid_out);
        if let Some(tail) = seen.tail_page
            && layout::keep_company(value, &seen.last_lines, tail)
        {
            laid_out = self.lay_out(value)?;
            seen = walk::walk(&laid_out);
        }
        let Seen { text, pages, .. } = seen;
        proof::compare(&document.text(), &text, "PDF ")?;
        let options = PdfOptions {
            ident: Smart::Custom(ident(&document.info)),
            creator: Smart::Custom(Some("hegao".into())),
            timestamp: Timestamp::new_local(self.date, CHINA),
            standards: PdfStandards::new(standards(profile))
                .map_err(|error| anyhow!("{}", error.message()))?,
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&laid_out, &options).map_err(|errors| self.explain(&errors))?;
        Ok(Pdf { bytes, text, pages })
    }

    /// Every warning stops the build: an unknown face or a layout that does not settle is only a warning to Typst.
    fn lay_out(&mut self, value: &Value) -> anyhow::Result<PagedDocument> {
        let data = Bytes::new(serde_json::to_vec(&layout::in_runs(value))?);
        self.files.insert(virtual_path("in/data.json"), data);
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&*self);
        let laid_out = output.map_err(|errors| self.explain(&errors))?;
        if !warnings.is_empty() {
            return Err(self.explain(&warnings));
        }
        let pages = laid_out.pages().len();
        ensure!(
            pages <= MOST_PAGES,
            "报告有 {pages} 页，超过 {MOST_PAGES} 页"
        );
        Ok(laid_out)
    }

    fn explain(&self, faults: &[SourceDiagnostic]) -> anyhow::Error {
        let one = |fault: &SourceDiagnostic| {
            let place = fault.span.id().and_then(|id| {
                let range = self.range(fault.span)?;
                let source = self.source(id).ok()?;
                let (line, column) = source.lines().byte_to_line_column(range.start)?;
                Some(format!("report.typ:{}:{}: ", line + 1, column + 1))
            });
            let head = format!("{}{}", place.unwrap_or_default(), fault.message);
            let hints = fault.hints.iter().map(|hint| format!("\n  {}", hint.v));
            head + &hints.collect::<String>()
        };
        let all: Vec<_> = faults.iter().map(one).collect();
        anyhow!("无法排版 PDF：{}", all.join("\n"))
    }
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.engine.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.engine.fonts.book()
    }

    fn main(&self) -> FileId {
        self.engine.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() {
            Ok(self.engine.template.clone())
        } else {
            Err(absent(id))
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.engine.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Some(self.date)
    }
}

fn datetime(date: Date) -> anyhow::Result<Datetime> {
    Datetime::from_ymd_hms(date.year, date.month, date.day, 0, 0, 0)
        .ok_or_else(|| anyhow!("日期 {date} 不存在"))
}

fn absent(id: FileId) -> FileError {
    match id.root() {
        VirtualRoot::Package(package) => {
            FileError::Package(PackageError::NotFound(package.clone()))
        }
        VirtualRoot::Project => FileError::NotFound(id.vpath().get_without_slash().into()),
    }
}

/// Paths are few and the same for every document: Typst never forgets one.
fn virtual_path(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a path without dots and slashes at its ends");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn standards(profile: &Profile) -> &'static [PdfStandard] {
    match (profile.filing, profile.attachments.is_empty()) {
        (true, false) => &[PdfStandard::A_3a, PdfStandard::Ua_1],
        (true, true) => &[PdfStandard::A_2a, PdfStandard::Ua_1],
        (false, _) => &[],
    }
}

/// Names the report for life: place, office, form and year, never a path.
fn ident(info: &Info) -> String {
    let parts = [
        &info.place,
        &info.author,
        &info.form,
        &info.year.to_string(),
    ]
    .map(|part| format!("{}:{part}", part.len()));
    sha256(parts.iter().map(String::as_bytes))
}
