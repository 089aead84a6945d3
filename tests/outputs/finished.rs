//! An independent reading of the finished file: what another program finds on its pages is what was laid out.

use std::collections::{BTreeMap, BTreeSet};

use hayro_syntax::Pdf as Read;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as Text};
use hayro_syntax::page::Page;
use hegao::document::{Block, Kind};
use hegao::output::pdf::{Attachment, Pdf, Profile};

use super::kit::{ENGINE, drawings, whole};

const DATA: &str = "form = \"2014\"\ntitle = \"年度报告\"\n";

fn made() -> (Pdf, Read) {
    let profile = Profile {
        filing: true,
        attachments: vec![Attachment {
            name: "report.toml".into(),
            bytes: DATA.into(),
            mime: "application/toml".into(),
            description: "本报告的数据".into(),
            source: true,
        }],
    };
    let pdf = ENGINE
        .pdf(&whole(), &drawings(), &profile)
        .expect("a filing copy");
    let read = Read::new(pdf.bytes.clone()).expect("a PDF that can be read");
    (pdf, read)
}

fn catalog(read: &Read) -> Dict<'_> {
    let xref = read.xref();
    xref.get(xref.root_id()).expect("a catalog")
}

/// A text string: UTF-16 with its mark, else one byte a character.
fn decoded(text: &[u8]) -> String {
    match text.strip_prefix(&[0xfe, 0xff]) {
        Some(units) => {
            let units = units
                .chunks(2)
                .map(|two| u16::from_be_bytes([two[0], two[1]]));
            String::from_utf16(&units.collect::<Vec<_>>()).expect("UTF-16")
        }
        None => String::from_utf8_lossy(text).into_owned(),
    }
}

/// Glyph codes to characters, by the map in the font.
fn unicode_map(font: &Dict<'_>) -> BTreeMap<u16, String> {
    let map: Stream<'_> = font.get(b"ToUnicode").expect("a Unicode map");
    let map = map.decoded().expect("the map");
    let map = String::from_utf8_lossy(&map).into_owned();
    let units = |hex: &str| -> Vec<u16> {
        let at = |n: usize| u16::from_str_radix(&hex[n..n + 4], 16).expect("hexadecimal");
        (0..hex.len()).step_by(4).map(at).collect()
    };
    let mut characters = BTreeMap::new();
    let mut within = false;
    for line in map.lines() {
        if line.ends_with("beginbfchar") {
            within = true;
        } else if line.starts_with("endbfchar") {
            within = false;
        } else if within {
            let hex: Vec<&str> = line.split(['<', '>']).collect();
            let text = String::from_utf16(&units(hex[3])).expect("UTF-16");
            characters.insert(units(hex[1])[0], text);
        }
    }
    assert!(!characters.is_empty());
    characters
}

/// What the content of a page draws as text: baseline from the foot of the page, and characters.
fn drawn(page: &Page<'_>) -> Vec<(f64, String)> {
    let mut fonts: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = BTreeMap::new();
    for name in page.resources().fonts.keys() {
        let font = page.resources().get_font(&name).expect("a font");
        fonts.insert(name.to_vec(), unicode_map(&font));
    }
    let mut drawn = Vec::new();
    let mut matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let mut stack = Vec::new();
    let mut font = None;
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        let show = |bytes: &[u8], text: &mut String| {
            let font: &BTreeMap<u16, String> = font.expect("a font is chosen");
            for code in bytes.chunks(2) {
                let code = u16::from_be_bytes([code[0], code[1]]);
                text.push_str(font.get(&code).expect("every glyph has its character"));
            }
        };
        match operation {
            TypedInstruction::SaveState(_) => stack.push(matrix),
            TypedInstruction::RestoreState(_) => matrix = stack.pop().expect("balanced"),
            TypedInstruction::Transform(by) => {
                let m = [by.0, by.1, by.2, by.3, by.4, by.5].map(|n: Number| n.as_f64());
                let old = matrix;
                let row = |n: usize, shift: [f64; 2]| {
                    [0, 1].map(|c| m[n] * old[c] + m[n + 1] * old[2 + c] + shift[c])
                };
                let [first, second, third] =
                    [row(0, [0.0; 2]), row(2, [0.0; 2]), row(4, [old[4], old[5]])];
                matrix = [first[0], first[1], second[0], second[1], third[0], third[1]];
            }
            TypedInstruction::TextFont(chosen) => font = fonts.get(chosen.0.as_ref()),
            TypedInstruction::ShowText(shown) => {
                let mut text = String::new();
                show(shown.0.as_bytes(), &mut text);
                drawn.push((matrix[5], text));
            }
            TypedInstruction::ShowTexts(shown) => {
                let mut text = String::new();
                for piece in shown.0.iter::<Object<'_>>() {
                    if let Some(piece) = piece.into_string() {
                        show(piece.as_bytes(), &mut text);
                    }
                }
                drawn.push((matrix[5], text));
            }
            _ => {}
        }
    }
    drawn
}

/// Characters by baseline, to a twentieth of a point, white space dropped.
fn by_line<'a>(text: impl Iterator<Item = (f64, &'a str)>) -> BTreeMap<i64, String> {
    let mut lines: BTreeMap<i64, String> = BTreeMap::new();
    for (y, piece) in text {
        #[allow(clippy::cast_possible_truncation, reason = "a page is small")]
        let row = (y * 20.0).round() as i64;
        let kept = piece.chars().filter(|c| !c.is_whitespace());
        lines.entry(row).or_default().extend(kept);
    }
    lines.retain(|_, line| !line.is_empty());
    lines
}

#[test]
fn another_reader_finds_the_same_lines_at_the_same_places() {
    let (made, read) = made();
    assert_eq!(read.pages().len(), made.pages.len());
    let mut upright = 0;
    for (laid_out, page) in made.pages.iter().zip(read.pages().iter()) {
        if laid_out.width > laid_out.height {
            continue;
        }
        upright += 1;
        let height = laid_out.height;
        let drawn = drawn(page);
        let found = by_line(drawn.iter().map(|(y, text)| (height - y, text.as_str())));
        let wanted = by_line(
            laid_out
                .text
                .iter()
                .map(|item| (item.y, item.text.as_str())),
        );
        assert_eq!(found, wanted);
    }
    assert!(upright > 5);
}

#[test]
fn every_font_is_embedded_with_a_unicode_map() {
    let (_, read) = made();
    let mut names = BTreeSet::new();
    for object in read.objects() {
        let Some(dictionary) = object.into_dict() else {
            continue;
        };
        let kind: Option<Name<'_>> = dictionary.get(b"Type");
        match kind.as_deref() {
            Some(b"Font") if dictionary.contains_key(b"DescendantFonts") => {
                assert!(dictionary.contains_key(b"ToUnicode"));
                let name: Name<'_> = dictionary.get(b"BaseFont").expect("a name");
                names.insert(name.as_str().to_owned());
            }
            Some(b"FontDescriptor") => {
                let embedded = ["FontFile2", "FontFile3"].map(|key| dictionary.contains_key(key));
                assert!(embedded.contains(&true));
            }
            _ => {}
        }
    }
    for family in [
        "GWTitleSong",
        "GWHei",
        "GWKai",
        "GWSong",
        "Zhuque",
        "Liberation",
    ] {
        assert!(
            names.iter().any(|name| name.contains(family)),
            "{family}: {names:?}"
        );
    }
}

#[test]
fn the_attachment_is_inside_and_whole() {
    let (_, read) = made();
    let files: Array<'_> = catalog(&read).get(b"AF").expect("associated files");
    let files: Vec<Dict<'_>> = files.iter().collect();
    let [file] = files.as_slice() else {
        panic!("one file");
    };
    let relationship: Name<'_> = file.get(b"AFRelationship").expect("a relationship");
    assert_eq!(relationship.as_str(), "Source");
    let name: Text<'_> = file.get(b"UF").expect("a name");
    assert_eq!(name.as_bytes(), b"report.toml");
    let embedded: Dict<'_> = file.get(b"EF").expect("embedded");
    let stream: Stream<'_> = embedded.get(b"F").expect("a stream");
    assert_eq!(&*stream.decoded().expect("its bytes"), DATA.as_bytes());
}

#[test]
fn the_file_says_what_it_is() {
    let (_, read) = made();
    let catalog = catalog(&read);
    let language: Text<'_> = catalog.get(b"Lang").expect("a language");
    assert_eq!(language.as_bytes(), b"zh-CN");
    let document = whole();
    let said = |text: &Option<Vec<u8>>| decoded(text.as_deref().unwrap_or_default());
    let info = read.metadata();
    assert_eq!(said(&info.title), document.info.title);
    assert_eq!(said(&info.author), document.info.author);
    assert_eq!(said(&info.creator), "hegao");
    let date = info.creation_date.expect("a date");
    assert_eq!((date.year, date.month, date.day), (2022, 1, 31));
    // Every heading is in the outline, with its number.
    let mut titles = Vec::new();
    let outlines: Dict<'_> = catalog.get(b"Outlines").expect("an outline");
    collect(&outlines, &mut titles);
    let headings = document.blocks().filter_map(|block| match block {
        Block::Paragraph(paragraph) => match paragraph.kind {
            Kind::Heading(_) | Kind::AnnexTitle => Some(paragraph.text()),
            Kind::Body => {
                let heading = paragraph.runs.iter().filter(|run| run.heading.is_some());
                let text: String = heading.map(|run| run.text.as_str()).collect();
                (!text.is_empty()).then_some(text)
            }
            _ => None,
        },
        _ => None,
    });
    assert_eq!(titles, headings.collect::<Vec<_>>());
}

fn collect(parent: &Dict<'_>, titles: &mut Vec<String>) {
    let mut next: Option<Dict<'_>> = parent.get(b"First");
    while let Some(entry) = next {
        let title: Text<'_> = entry.get(b"Title").expect("a title");
        titles.push(decoded(title.as_bytes()));
        collect(&entry, titles);
        next = entry.get(b"Next");
    }
}
