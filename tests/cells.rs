//! Workbooks: the form as offices keep it, dirty cells, and files that are none or are hostile.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use hegao::form::{Address, Form};
use hegao::import::line::Notes;
use hegao::import::sheet::{Sheet, SheetCell};
use hegao::import::{place, workbook};
use hegao::report::State;
use zip::write::SimpleFileOptions;

fn placed(sheets: &[Sheet], form: &str) -> (BTreeMap<Address, State>, Vec<String>) {
    let form = Form::embedded(form).expect("embedded");
    let year = *form.years().end().min(&2024);
    let mut notes = Notes::default();
    let mut tables = place::read("表.xlsx", sheets, &form, year, &mut notes);
    (tables.remove(0).cells, notes.left)
}

/// Merged heads, the tables in another order, numbers stored as text, some of them full-width, empty rows.
#[test]
fn a_printed_form_gives_the_cells_of_its_report() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("data/shili-2024.toml")).expect("the example");
    let mut sources = hegao::source::Sources::default();
    let file = sources.add("示例.toml".to_owned(), text);
    let find = |name: &str| Form::embedded(name).ok_or_else(|| name.to_owned());
    let report = hegao::data::read(&sources, file, &find)
        .report
        .expect("a report");
    let own: BTreeMap<Address, State> = report.tables[0]
        .cells
        .iter()
        .filter(|(_, entry)| entry.state != State::NotFilled)
        .map(|(address, entry)| (*address, entry.state))
        .collect();
    assert_eq!(own.len(), 200);
    // As openpyxl writes it, and as LibreOffice saves that.
    for name in ["2024.xlsx", "2024-libreoffice.xlsx", "2024.ods", "2024.xls"] {
        let path = root.join(format!("tests/cells/示例市-{name}"));
        let bytes = fs::read(path).expect("the fixture");
        let (cells, left) = placed(&workbook::read(&bytes).expect("a workbook"), "2021");
        assert!(left.is_empty(), "{name}: {left:?}");
        assert_eq!(cells, own, "{name}");
    }
}

fn sheet(rows: &[&[&str]]) -> Sheet {
    let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
        let filled = texts
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty());
        filled.map(move |(column, text)| SheetCell {
            row,
            column,
            text: (*text).to_owned(),
            hollow: false,
        })
    });
    Sheet {
        name: "Sheet1".to_owned(),
        lines: false,
        cells: cells.collect(),
    }
}

#[test]
fn a_list_with_units_is_read_by_its_labels() {
    let (cells, left) = placed(
        &[sheet(&[
            &["统计指标", "单位", "统计数"],
            &["（一）收到申请数", "件", "１２"],
            &["   1.当面申请数", "件", "3件"],
            &["", "", ""],
            &["　　2.传真申请数", "件", "/"],
            &["3.网络申请数", "件", ""],
        ])],
        "2014",
    );
    assert!(left.is_empty(), "{left:?}");
    let values: Vec<String> = cells.values().map(ToString::to_string).collect();
    assert_eq!(values, ["12", "3", "/"]);
}

#[test]
fn what_has_no_place_or_is_no_number_is_named_by_its_cell() {
    let (cells, left) = placed(
        &[sheet(&[
            &["指标", "单位", "数值"],
            &["收到申请数", "件", "减30"],
            &["没有这一项", "件", "7"],
            &["当面申请数", "件", "1.5"],
            &["网络申请数", "件", "出错的公式 #REF!"],
            &["传真申请数", "件", "无"],
            &["信函申请数", "件", "4"],
            &["信函申请数", "件", "5"],
        ])],
        "2014",
    );
    assert_eq!(cells.len(), 1);
    for (cell, what) in [
        ("C2", "减30"),
        ("C3", "7"),
        ("C4", "1.5"),
        ("C5", "#REF!"),
        ("C6", "无"),
        ("C8", "5"),
    ] {
        let told = left
            .iter()
            .any(|line| line.contains(cell) && line.contains(what));
        assert!(told, "{cell}: {left:?}");
    }
    assert_eq!(left.len(), 6, "{left:?}");
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default();
        zip.start_file(*name, options).expect("a part");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

fn xlsx(sheet: &str) -> Vec<u8> {
    zipped(&[
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="一" sheetId="1" r:id="s"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn worksheet(rows: &str) -> String {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    )
}

#[test]
fn a_million_empty_rows_cost_nothing() {
    let empty = "<row/>".repeat(1_000_000);
    let far = r#"<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>"#;
    let sheets = workbook::read(&xlsx(&worksheet(&(empty + far)))).expect("a workbook");
    assert_eq!(sheets[0].cells.len(), 1);
    assert_eq!(sheets[0].cells[0].text, "7");
}

#[test]
fn hostile_and_foreign_files_are_refused() {
    let bomb = xlsx(&worksheet(&" ".repeat(70 << 20)));
    let whole = xlsx(&worksheet(""));
    let crowd = "<row><c><v>1</v></c></row>".repeat(100_001);
    for (name, bytes) in [
        ("bomb", bomb),
        ("cut", whole[..whole.len() / 2].to_vec()),
        ("crowd", xlsx(&worksheet(&crowd))),
        ("doc", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        ("zip", zipped(&[("a.txt", "a")])),
        ("empty", Vec::new()),
    ] {
        assert!(workbook::read(&bytes).is_err(), "{name}");
    }
}
