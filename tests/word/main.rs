//! The Word file, seen from outside: its parts are read here with a reader of these tests' own.

mod lint;
mod margin;
mod sample;
mod torture;

use hegao::document::{Block, Document, Kind, Part, Signature};
use hegao::style::Style;
use hegao::word;

pub(crate) const SOURCE: &str = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

pub(crate) fn write(document: &Document) -> Vec<u8> {
    word::write(
        document,
        Style::standard(),
        &sample::drawings(),
        &[],
        SOURCE,
    )
    .expect("the document is sound")
}

/// The text by the reader of these tests.
pub(crate) fn text(file: &lint::File) -> Vec<String> {
    let document = file.document();
    let paragraphs = document.every("w:p").into_iter().map(|paragraph| {
        let text = paragraph.reads();
        if paragraph.value(&["w:pPr", "w:pStyle"]) == "Title" {
            text.replace('\n', "")
        } else {
            text
        }
    });
    paragraphs.filter(|text| !text.is_empty()).collect()
}

/// Writes the file where the outside validators look for it, and lints it.
pub(crate) fn linted(name: &str, bytes: &[u8]) -> lint::File {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("word");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    std::fs::write(folder.join(name).with_extension("docx"), bytes).expect("it can be written");
    let file = lint::File::open(bytes);
    file.lint();
    file
}

#[test]
fn the_whole_file_is_sound() {
    for draft in [false, true] {
        let document = sample::full(draft);
        let bytes = write(&document);
        let file = linted(if draft { "draft" } else { "full" }, &bytes);
        assert_eq!(word::text(&bytes).expect("it can be read"), document.text());
        assert_eq!(text(&file), document.text());
    }
}

/// The styles of all paragraphs of the body with their text, in order; 正文 is Normal.
fn styled(file: &lint::File) -> Vec<(String, String)> {
    let names = file.xml("word/styles.xml");
    let name = |id: &str| {
        let id = if id.is_empty() { "Normal" } else { id };
        let style = names
            .every("w:style")
            .into_iter()
            .find(|s| s.get("w:styleId") == id);
        style.map_or("", |s| s.value(&["w:name"])).to_owned()
    };
    let document = file.document();
    let body = document.child("w:body").expect("a body");
    let paragraphs = body.children.iter().filter(|child| child.name == "w:p");
    paragraphs
        .map(|p| (name(p.value(&["w:pPr", "w:pStyle"])), p.says()))
        .collect()
}

#[test]
fn every_paragraph_has_its_style() {
    let file = linted("full", &write(&sample::full(false)));
    let styled = styled(&file);
    let of = |name: &str| -> Vec<&str> {
        styled
            .iter()
            .filter(|(style, _)| style == name)
            .map(|(_, text)| text.as_str())
            .collect()
    };
    assert_eq!(of("Title"), ["2018年示例市人民政府信息公开工作年度报告"]);
    assert_eq!(
        of("heading 1"),
        [
            "一、主动公开政府信息情况",
            "二、主动公开政府信息情况",
            "三、主动公开政府信息情况"
        ]
    );
    assert_eq!(of("heading 2"), ["（一）公开的类别和数量"; 3]);
    assert_eq!(of("heading 3"), ["2.单独成行的三级标题"]);
    assert_eq!(of("heading 4"), ["（1）单独成行的四级标题"]);
    assert_eq!(of("附件说明（首项）").len(), 1);
    assert_eq!(of("附件说明（次项）").len(), 1);
    assert_eq!(of("署名"), ["示例市人民政府办公室"]);
    assert_eq!(of("Date"), ["2019年2月28日"]);
    assert_eq!(of("附件"), ["附件1", "附件2", "附件3", "附件4"]);
    assert_eq!(of("附件标题").len(), 4);
    assert_eq!(of("表题"), ["收到和处理申请情况"]);
    assert_eq!(
        of("caption"),
        ["图1　各渠道公开政府信息数", "图2　各渠道公开政府信息数"]
    );
    assert_eq!(of("Normal").len(), 2 + 21 + 3);
    assert!(of("").is_empty(), "no style is unknown");
    let sheet = file.xml("word/styles.xml");
    for style in sheet.every("w:style") {
        let level = style.value(&["w:pPr", "w:outlineLvl"]);
        let expected = match style.value(&["w:name"]).strip_prefix("heading ") {
            Some(n) => (n.parse::<u8>().expect("a level") - 1).to_string(),
            None => String::new(),
        };
        assert_eq!(level, expected);
    }
}

#[test]
fn a_heading_that_runs_in_is_in_the_character_style_of_its_level() {
    let file = linted("full", &write(&sample::full(false)));
    let document = file.document();
    let run_in: Vec<_> = document
        .every("w:r")
        .into_iter()
        .filter(|run| !run.value(&["w:rPr", "w:rStyle"]).is_empty())
        .map(|run| (run.value(&["w:rPr", "w:rStyle"]).to_owned(), run.says()))
        .collect();
    let expected = [("2", "（二）"), ("3", "1."), ("4", "（1）")].map(|(level, number)| {
        (
            format!("Heading{level}Char"),
            format!("{number}强化组织推进，夯实工作基础。"),
        )
    });
    assert_eq!(run_in, expected);
}

#[test]
fn the_page_is_that_of_the_standard() {
    let file = linted("full", &write(&sample::full(false)));
    let document = file.document();
    let sections = document.every("w:sectPr");
    let shape = |section: &lint::Element| {
        let child = |name: &str, keys: &[&str]| -> Vec<String> {
            let child = section.child(name).expect(name);
            keys.iter().map(|key| child.get(key).to_owned()).collect()
        };
        let mut shape = child("w:pgSz", &["w:w", "w:h", "w:orient"]);
        shape.extend(child(
            "w:pgMar",
            &["w:top", "w:right", "w:bottom", "w:left"],
        ));
        shape.extend(child(
            "w:docGrid",
            &["w:type", "w:linePitch", "w:charSpace"],
        ));
        shape.join(" ")
    };
    let portrait = "11906 16838  2098 1474 1985 1588 lines 579 ";
    let landscape = "16838 11906 landscape 1588 2098 1474 1985 lines 579 ";
    // 附件1 goes on in the section of the text, 附件3 in that of 附件2; their style begins a page.
    let shapes: Vec<_> = sections.iter().map(|section| shape(section)).collect();
    assert_eq!(shapes, [portrait, landscape, portrait]);
    for (section, numbers) in sections.iter().zip([[1, 2], [3, 4], [1, 2]]) {
        let footers: Vec<_> = section
            .every("w:footerReference")
            .iter()
            .map(|f| format!("{} {}", f.get("w:type"), f.get("r:id")))
            .collect();
        let [odd, even] = numbers;
        assert_eq!(
            footers,
            [
                format!("default rIdFooter{odd}"),
                format!("even rIdFooter{even}")
            ]
        );
        assert!(section.child("w:titlePg").is_none());
    }
    assert!(
        file.xml("word/settings.xml")
            .child("w:evenAndOddHeaders")
            .is_some()
    );
    for (part, style, side) in [
        ("footer1", "FooterOdd", "right"),
        ("footer2", "FooterEven", "left"),
        ("footer3", "FooterOdd", "right"),
        ("footer4", "FooterEven", "left"),
    ] {
        let footer = file.xml(&format!("word/{part}.xml"));
        assert_eq!(footer.says(), "— 1 —");
        assert_eq!(footer.every("w:instrText")[0].text, "PAGE");
        assert_eq!(footer.every("w:pStyle")[0].get("w:val"), style);
        let sheet = file.xml("word/styles.xml");
        let style = sheet
            .every("w:style")
            .into_iter()
            .find(|s| s.get("w:styleId") == style);
        assert_eq!(style.expect("it is there").value(&["w:pPr", "w:jc"]), side);
    }
    let sheet = file.xml("word/styles.xml");
    let normal = sheet
        .every("w:style")
        .into_iter()
        .find(|s| s.get("w:default") == "1" && s.get("w:type") == "paragraph")
        .expect("正文");
    let spacing = normal
        .child("w:pPr")
        .and_then(|p| p.child("w:spacing"))
        .expect("spacing");
    assert_eq!(
        (spacing.get("w:line"), spacing.get("w:lineRule")),
        ("579", "exact")
    );
    let indent = normal
        .child("w:pPr")
        .and_then(|p| p.child("w:ind"))
        .expect("indent");
    assert_eq!(indent.get("w:firstLineChars"), "200");
    assert_eq!(normal.value(&["w:pPr", "w:widowControl"]), "0");
    assert_eq!(normal.value(&["w:rPr", "w:spacing"]), "-5");
    let fonts = normal
        .child("w:rPr")
        .and_then(|r| r.child("w:rFonts"))
        .expect("fonts");
    assert_eq!(
        (
            fonts.get("w:eastAsia"),
            fonts.get("w:ascii"),
            fonts.get("w:hAnsi")
        ),
        ("仿宋_GB2312", "Times New Roman", "Times New Roman")
    );
    let lang = sheet.every("w:lang");
    assert_eq!(lang[0].get("w:eastAsia"), "zh-CN");
}

#[test]
fn tables_repeat_all_their_header_rows() {
    let file = linted("full", &write(&sample::full(false)));
    let document = file.document();
    let rows: Vec<_> = document
        .every("w:tbl")
        .iter()
        .map(|table| (table.every("w:tblHeader").len(), table.every("w:tr").len()))
        .collect();
    assert_eq!(rows, [(3, 9), (1, 4), (1, 59), (3, 9), (1, 31), (1, 59)]);
    // The three states of a cell: a number, not applicable, not filled in.
    let list = document.every("w:tbl")[2];
    let values: Vec<_> = list
        .every("w:tr")
        .iter()
        .skip(2)
        .take(4)
        .map(|row| {
            let cell = row.every("w:tc")[2];
            (
                cell.says(),
                cell.every("w:pStyle")[0].get("w:val").to_owned(),
            )
        })
        .collect();
    let expected = ["37", "74", "/", ""].map(|text| (text.to_owned(), "TableFigure".to_owned()));
    assert_eq!(values, expected);
}

#[test]
fn quotation_marks_and_dashes_keep_the_chinese_face() {
    let file = linted("full", &write(&sample::full(false)));
    for run in file.document().every("w:r") {
        let shared = run.says().contains(['“', '”', '—', '…', '×', '·']);
        let hint = run.child("w:rPr").and_then(|p| p.child("w:rFonts"));
        assert_eq!(shared, hint.is_some_and(|f| f.get("w:hint") == "eastAsia"));
    }
}

#[test]
fn a_draft_says_so_and_no_file_has_the_seal() {
    let mut document = sample::full(true);
    for block in document.parts.iter_mut().flat_map(|part| &mut part.blocks) {
        if let hegao::document::Block::Signature(signature) = block {
            signature.seal = Some("章.png".to_owned());
        }
    }
    let file = linted("sealed", &write(&document));
    for header in ["word/header1.xml", "word/header2.xml"] {
        assert_eq!(file.xml(header).says(), "草稿");
    }
    for section in file.document().every("w:sectPr") {
        assert_eq!(section.every("w:headerReference").len(), 2);
    }
    let media: Vec<_> = file
        .parts
        .keys()
        .filter(|name| name.starts_with("word/media"))
        .collect();
    assert_eq!(media.len(), 3, "two pictures and the QR code");
    let seal = sample::drawings().seal.expect("a seal").png;
    assert!(file.parts.values().all(|part| *part != seal));
    assert!(
        !linted("full", &write(&sample::full(false)))
            .parts
            .contains_key("word/header1.xml")
    );
}

#[test]
fn the_properties_say_what_it_is() {
    let file = linted("full", &write(&sample::full(false)));
    let core = file.xml("docProps/core.xml");
    let says = |name: &str| core.child(name).map_or("", |e| e.text.as_str()).to_owned();
    assert_eq!(says("dc:title"), "2018年示例市人民政府信息公开工作年度报告");
    assert_eq!(says("dc:creator"), "示例市人民政府办公室");
    assert_eq!(says("dcterms:created"), "2019-02-28T00:00:00Z");
    assert_eq!(says("dc:language"), "zh-CN");
    let custom = file.xml("docProps/custom.xml");
    let source = custom
        .every("property")
        .into_iter()
        .find(|p| p.get("name") == "HegaoSource");
    assert_eq!(source.expect("the digest").children[0].text, SOURCE);
}

#[test]
fn a_file_that_was_saved_since_is_recognised() {
    let bytes = write(&sample::full(false));
    assert!(word::is_untouched(&bytes));
    let parts = lint::File::open(&bytes).parts;
    // Zipped anew with the same parts: nobody edited anything.
    assert!(word::is_untouched(&zipped(&parts)));
    for name in parts.keys() {
        let mut changed = parts.clone();
        let part = changed.get_mut(name).expect("it is there");
        let last = part
            .iter()
            .rposition(u8::is_ascii_alphabetic)
            .expect("a letter");
        part[last] = part[last].wrapping_add(1);
        assert!(!word::is_untouched(&zipped(&changed)), "{name}");
        let mut without = parts.clone();
        without.remove(name);
        assert!(!word::is_untouched(&zipped(&without)), "{name}");
    }
    let mut more = parts.clone();
    more.insert("word/people.xml".to_owned(), Vec::new());
    assert!(!word::is_untouched(&zipped(&more)));
    assert!(
        !word::is_untouched(b"")
            && !word::is_untouched(b"PK\x03\x04")
            && !word::is_untouched(&bytes[..bytes.len() / 2])
    );
}

/// A zip of these parts, as another program might make it.
pub(crate) fn zipped(parts: &std::collections::BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("a name");
        zip.write_all(part).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

#[test]
fn the_end_of_a_report_takes_some_text_along() {
    let body =
        |n: usize| sample::paragraph(Kind::Body, &format!("preface[{n}]"), &sample::prose(n));
    let document = Document {
        info: sample::info(false),
        parts: vec![Part {
            landscape: false,
            blocks: vec![
                body(0),
                body(1),
                Block::Signature(Signature {
                    organ: Some("示例市人民政府办公室".to_owned()),
                    date: Some("2019年2月28日".to_owned()),
                    seal: None,
                }),
            ],
        }],
    };
    let file = linted("end", &write(&document));
    let styles: Vec<_> = styled(&file).into_iter().map(|(style, _)| style).collect();
    assert_eq!(styles, ["Normal", "正文（末段）", "署名", "Date"]);
    let sheet = file.xml("word/styles.xml");
    for id in [
        "LastBody",
        "Organ",
        "AttachmentFirst",
        "AttachmentNext",
        "Attachment",
        "Date",
    ] {
        let style = sheet
            .every("w:style")
            .into_iter()
            .find(|s| s.get("w:styleId") == id);
        let properties = style.and_then(|s| s.child("w:pPr")).expect("properties");
        assert!(properties.child("w:keepNext").is_some(), "{id}");
    }
}

#[test]
fn only_the_text_is_indented_by_two_characters() {
    let sheet = linted("full", &write(&sample::full(false))).xml("word/styles.xml");
    for style in sheet.every("w:style") {
        let indent = style.child("w:pPr").and_then(|p| p.child("w:ind"));
        let name = style.value(&["w:name"]);
        let inherits = style.value(&["w:basedOn"]) == "Normal";
        match indent {
            Some(indent) if name == "Normal" => assert_eq!(indent.get("w:firstLineChars"), "200"),
            // An indent in characters that is inherited would win over one in twips.
            Some(indent) if inherits => assert_eq!(indent.get("w:firstLineChars"), "0", "{name}"),
            None if inherits => assert!(
                name.starts_with("heading") || name == "正文（末段）",
                "{name}"
            ),
            _ => {}
        }
    }
}

#[test]
fn a_short_table_stays_on_one_page() {
    let file = linted("full", &write(&sample::full(false)));
    let document = file.document();
    let styles: Vec<_> = document
        .every("w:tbl")
        .iter()
        .map(|table| table.value(&["w:tblPr", "w:tblStyle"]).to_owned())
        .collect();
    assert_eq!(
        styles,
        [
            "DenseReportTableWhole",
            "ReportTableWhole",
            "ReportTable",
            "DenseReportTableWhole",
            "ReportTable",
            "ReportTable"
        ]
    );
    let sheet = file.xml("word/styles.xml");
    for style in sheet.every("w:style") {
        if style.get("w:type") == "table" && style.get("w:styleId") != "TableNormal" {
            let kept = style
                .child("w:pPr")
                .is_some_and(|p| p.child("w:keepNext").is_some());
            assert_eq!(kept, style.get("w:styleId").ends_with("Whole"));
            assert_eq!(style.every("w:tblBorders")[0].children.len(), 6);
        }
    }
}

/// 署名 and date as GB/T 9704—2012, 7.3.5 has them, in twips from the right edge; a character is 315.
#[test]
fn the_signature_stands_where_it_should() {
    let indents = |organ: &str, date: &str, seal: bool| {
        let signature = Signature {
            organ: Some(organ.to_owned()),
            date: Some(date.to_owned()),
            seal: seal.then(|| "章.png".to_owned()),
        };
        let document = Document {
            info: sample::info(false),
            parts: vec![Part {
                landscape: false,
                blocks: vec![Block::Signature(signature)],
            }],
        };
        let file = linted("signature", &write(&document));
        let document = file.document();
        let sheet = file.xml("word/styles.xml");
        let right = |p: &lint::Element| -> i32 {
            let own = p.child("w:pPr").and_then(|p| p.child("w:ind"));
            let style = p.value(&["w:pPr", "w:pStyle"]);
            let style = sheet
                .every("w:style")
                .into_iter()
                .find(|s| s.get("w:styleId") == style);
            let of_style = style
                .and_then(|s| s.child("w:pPr"))
                .and_then(|p| p.child("w:ind"));
            let indent = own.or(of_style).expect("an indent");
            indent.get("w:right").parse().expect("twips")
        };
        document
            .every("w:p")
            .into_iter()
            .map(right)
            .collect::<Vec<_>>()
    };
    // 10 characters over 6.5: 署名 two from the edge, the date begins two after it and ends three and a half from the edge.
    assert_eq!(
        indents("示例市人民政府办公室", "2019年2月28日", false),
        [630, 1102]
    );
    // 5 over 7: the date two from the edge, 署名 begins two before it and ends six from the edge.
    assert_eq!(indents("示例市政府", "2019年12月28日", false), [1890, 630]);
    // Sealed: the date four from the edge, 署名 centred on it.
    assert_eq!(indents("示例市政府", "2019年12月28日", true), [1575, 1260]);
}
