#![allow(clippy::print_stdout, reason = "a bench says what it measured")]
//! How long a clerk waits: `hegao build` of the published report as a whole process, against a bare `typst compile` of
//! the same pages by the same crates, in turn. Prints medians and their ratio; judges nothing.
//!
//! `cargo bench --bench whole`

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use hegao::document::{Document, Drawings};
use hegao::form::Form;
use hegao::output::fonts::Faces;
use hegao::output::{layout, picture};
use hegao::source::Sources;
use hegao::style::Style;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontVariant};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

const RUNS: usize = 15;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(folder) = arguments
        .iter()
        .position(|argument| argument == "--typst")
        .map(|n| &arguments[n + 1])
    {
        return bare(Path::new(folder));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    prepare(root, folder.path());
    let this = std::env::current_exe().expect("a path of its own");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let out = folder.path().join("out");
        let mut build = Command::new(env!("CARGO_BIN_EXE_hegao"));
        build
            .args(["build", "data/jingmen-2018.toml", "--force", "--out"])
            .arg(&out)
            .current_dir(root);
        let mut compile = Command::new(&this);
        compile.arg("--typst").arg(folder.path());
        let (a, b) = (timed(&mut build), timed(&mut compile));
        // The first round warms the file cache.
        if run > 0 {
            ours.push(a);
            theirs.push(b);
        }
    }
    let (a, b) = (median(ours), median(theirs));
    println!("hegao build, with check, Word and proofs: {a:?}");
    println!("typst compile of the same pages:          {b:?}");
    println!("ratio: {:.2}", a.as_secs_f64() / b.as_secs_f64());
}

fn timed(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("it runs");
    let took = start.elapsed();
    assert!(status.success(), "{command:?}");
    took
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Writes what a bare compiler reads: template, data, pictures and faces, as files.
fn prepare(root: &Path, folder: &Path) {
    let mut sources = Sources::default();
    let text = fs::read_to_string(root.join("data/jingmen-2018.toml")).expect("the shipped report");
    let file = sources.add("report.toml", text);
    let find = |id: &str| Form::embedded(id).ok_or_else(String::new);
    let report = hegao::data::read(&sources, file, &find)
        .report
        .expect("a valid report");
    let style = Style::standard();
    let faces = Faces::new(style, None).expect("the faces inside");
    let url = report.meta.url.as_ref().expect("the report has one");
    let drawings = Drawings {
        qr: Some(picture::qr(&url.value).expect("a code")),
        ..Drawings::default()
    };
    let document = Document::new(&report, false);
    let (mut value, drawn) = layout::given(&document, &drawings, style, &faces).expect("complete");
    value["attach"] = serde_json::json!([]);
    let write = |path: PathBuf, bytes: &[u8]| {
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    };
    let data = serde_json::to_vec(&layout::in_runs(&value)).expect("plain data");
    write(folder.join("in/data.json"), &data);
    for (path, bytes) in drawn {
        write(folder.join("in").join(path), &bytes);
    }
    write(
        folder.join("report.typ"),
        &fs::read(root.join("templates/report.typ")).expect("the template"),
    );
    for (n, face) in faces.all().iter().enumerate() {
        write(folder.join(format!("fonts/{n}")), face.data.as_ref());
    }
}

/// What `typst compile` does: reads faces and sources from the disk, lays out, exports, writes.
fn bare(folder: &Path) {
    let world = Bare::new(folder);
    let document = typst::compile::<PagedDocument>(&world)
        .output
        .expect("it compiles");
    let options = PdfOptions {
        ident: Smart::Custom("bench".into()),
        timestamp: Timestamp::new_local(world.date, 8 * 60),
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).expect("compatible"),
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).expect("it conforms");
    fs::write(folder.join("bare.pdf"), pdf).expect("written");
}

struct Bare {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    files: HashMap<FileId, Bytes>,
    date: Datetime,
}

fn id(path: &str) -> FileId {
    RootedPath::new(
        VirtualRoot::Project,
        VirtualPath::new(path).expect("a fixed path"),
    )
    .intern()
}

impl Bare {
    fn new(folder: &Path) -> Self {
        let mut book = FontBook::new();
        let mut fonts = Vec::new();
        while let Ok(bytes) = fs::read(folder.join(format!("fonts/{}", fonts.len()))) {
            let font = Font::new(Bytes::new(bytes), 0).expect("a face");
            let mut info = font.info().clone();
            info.family = layout::name_of(fonts.len());
            info.variant = FontVariant::default();
            book.push(info);
            fonts.push(font);
        }
        let mut files = HashMap::new();
        for entry in fs::read_dir(folder.join("in")).expect("the folder of data") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a file").to_str().expect("ASCII");
            files.insert(
                id(&format!("in/{name}")),
                Bytes::new(fs::read(&path).expect("a file")),
            );
        }
        let features = [Feature::A11yExtras].into_iter().collect();
        let template = fs::read_to_string(folder.join("report.typ")).expect("the template");
        Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(book),
            fonts,
            main: Source::new(id("report.typ"), template),
            files,
            date: Datetime::from_ymd(2019, 2, 28).expect("a date"),
        }
    }
}

impl World for Bare {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::Other(None))
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::Other(None))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<typst::foundations::Duration>) -> Option<Datetime> {
        Some(self.date)
    }
}
