//! Workbooks: the form as offices keep it, dirty cells, and files that are none or are hostile.

mod kit;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use hegao::form::{Address, Form};
use hegao::import::line::Notes;
use hegao::import::sheet::{Sheet, SheetCell};
use hegao::import::{list, place, workbook};
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

/// A sheet for every department, with or without one of them all.
#[test]
fn of_sheets_that_are_one_table_the_sum_is_taken_or_none() {
    let page = |name: &str, all: &str, hand: &str| {
        let rows: &[&[&str]] = &[
            &["指标", "数值"],
            &["收到申请数", all],
            &["当面申请数", hand],
        ];
        Sheet {
            name: name.to_owned(),
            ..sheet(rows)
        }
    };
    let mut sheets = vec![page("教育局", "1", "0"), page("公安局", "2", "0")];
    let (cells, left) = placed(&sheets, "2014");
    assert!(cells.is_empty(), "{cells:?}");
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(
        left[0].contains("「教育局」、「公安局」是同一张表"),
        "{left:?}"
    );
    sheets.push(page("汇总", "3", "0"));
    let (cells, left) = placed(&sheets, "2014");
    let values: Vec<String> = cells.values().map(ToString::to_string).collect();
    assert_eq!(values, ["3", "0"]);
    assert!(left[0].contains("「公安局」不是要取的那一张表"), "{left:?}");
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

/// What a list becomes: the cells by scope, and what was left.
fn listed(text: &str) -> (Vec<String>, Vec<String>, usize) {
    let form = Form::embedded("2014").expect("embedded");
    let mut notes = Notes::default();
    let sheet = list::read("表.csv", text.as_bytes(), &mut notes).expect("a list");
    let tables = place::read("表.csv", &[sheet], &form, 2018, &mut notes);
    let cells = tables.iter().flat_map(|table| {
        let scope = table.scope.as_deref().unwrap_or("-");
        let cell = |(address, state): (&Address, &State)| {
            format!("{scope}:{}={state}", form.name(*address))
        };
        table.cells.iter().map(cell).collect::<Vec<_>>()
    });
    (cells.collect(), notes.left, notes.totals)
}

#[test]
fn lists_of_several_columns_are_told_apart_by_their_heads() {
    for (text, wanted, told) in [
        (
            "指标,单位,2017年,2018年,同比增减\n收到申请数,件,10,12,2\n当面申请数,件,1,3,2\n传真申请数,件,,/,\n信函申请数,件,4,,\n",
            &["-:收到申请数=12", "-:当面申请数=3", "-:传真申请数=/"][..],
            &[
                "第 2 行 至 第 3 行、第 5 行：第 3 列（2017年）是 2017 年的数",
                "（同比增减）",
            ][..],
        ),
        (
            "统计指标,单位,全市,市本级,备注\n收到申请数,件,166,61,含上年\n当面申请数,件,30,无,\n",
            &[
                "全市:收到申请数=166",
                "全市:当面申请数=30",
                "市本级:收到申请数=61",
            ],
            &["含上年", "「无」：不是一个数"],
        ),
        (
            "统计指标,单位,2017年,,2018年,\n,,全市,本级,全市,本级\n收到申请数,件,1,2,3,4\n",
            &["全市:收到申请数=3", "本级:收到申请数=4"],
            &["第 3 列（全市）、第 4 列（本级）是 2017 年"],
        ),
        (
            "统计指标,单位,甲,乙\n收到申请数,件,1,2\n当面申请数,件,5,\n",
            &[],
            &["第 2 行 至 第 3 行：第 3 列（甲）、第 4 列（乙）有几列数，分不清"],
        ),
        ("指标,2017\n收到申请数,1\n", &[], &["是 2017 年的数"]),
        ("指标,填报情况\n收到申请数,1\n", &["-:收到申请数=1"], &[]),
        (
            "指标,口径,年度,数值\n收到申请数,全市,2018,166\n收到申请数,本级,2018,61\n收到申请数,全市,2017,9\n",
            &["全市:收到申请数=166", "本级:收到申请数=61"],
            &["第 4 行：第 4 列（数值）是 2017 年的数"],
        ),
        (
            "口径,收到申请数,当面申请数\n全市,166,30\n本级,61,10\n甲县,5,5\n",
            &[
                "全市:收到申请数=166",
                "全市:当面申请数=30",
                "本级:收到申请数=61",
                "本级:当面申请数=10",
            ],
            &[
                "「5」：左边的「甲县」不是表中的指标",
                "「5」：左边的「甲县」不是表中的指标",
            ],
        ),
        (
            "2017年政府信息公开情况统计表\n指标,数值\n收到申请数,1\n",
            &[],
            &["是 2017 年的数"],
        ),
        (
            "统计表（全市）\n指标,数值\n收到申请数,9\n统计表（本级）\n指标,数值\n收到申请数,1\n",
            &["全市:收到申请数=9", "本级:收到申请数=1"],
            &[],
        ),
        (
            "收到申请数,上年数,5,本年数,6\n",
            &["-:收到申请数=6"],
            &["是 2017 年的数"],
        ),
    ] {
        let (cells, left, _) = listed(text);
        assert_eq!(cells, wanted, "{text}\n{left:#?}");
        assert_eq!(left.len(), told.len(), "{text}\n{left:#?}");
        for (line, told) in left.iter().zip(told) {
            assert!(line.contains(told), "{text}\n{line}");
        }
    }
}

/// Lists of departments and of months: their total is the value, months without one add up, and what contradicts itself is left.
#[test]
fn totals_of_departments_and_months_are_the_values() {
    let year = "1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月";
    for (text, wanted, told) in [
        (
            "指标,单位,教育局,公安局,财政局,合计\n收到申请数,件,1,2,3,6\n当面申请数,件,0,1,1,2\n"
                .to_owned(),
            &["-:收到申请数=6", "-:当面申请数=2"][..],
            &["第 2 行 至 第 3 行：第 3 列（教育局）至第 5 列（财政局）不是要取的那一列"][..],
        ),
        (
            "序号,单位名称,收到申请数,当面申请数\n1,教育局,1,0\n2,公安局,2,1\n,合计,3,1\n"
                .to_owned(),
            &["-:收到申请数=3", "-:当面申请数=1"],
            &["「教育局」", "「教育局」", "「公安局」", "「公安局」"],
        ),
        (
            format!(
                "指标,{year},合计\n收到申请数,1,2,3,6,0,0,0,0,0,0,0,1,13\n当面申请数,1,2,3,6,0,0,0,0,0,0,0,1,14\n传真申请数,,,,,,,,,,,,,3\n"
            ),
            &["-:收到申请数=13", "-:传真申请数=3"],
            &[
                "（1月）至第 13 列（12月）不是要取的",
                "「14」：与各月之和 13 不符，没有取",
            ],
        ),
        (
            format!("指标,{year}\n收到申请数,1,2,3,6,0,0,0,0,0,/,0,1\n"),
            &["-:收到申请数=13"],
            &[],
        ),
        (
            "指标,一季度,二季度,三季度,四季度\n当面申请数,1,/,/,\n专职人员数,2,2,2,2\n".to_owned(),
            &[],
            &["第 2 行：有的月份没有填数", "第 3 行：不能由各月相加"],
        ),
        (
            "指标,1月,2月\n收到申请数,1,2\n".to_owned(),
            &[],
            &["第 2 行：第 2 列（1月）、第 3 列（2月）是一部分月份的数，各月不全"],
        ),
        ("指标,1—9月\n收到申请数,1\n".to_owned(), &[], &["各月不全"]),
    ] {
        let (cells, left, _) = listed(&text);
        assert_eq!(cells, wanted, "{text}\n{left:#?}");
        assert_eq!(left.len(), told.len(), "{text}\n{left:#?}");
        for (line, told) in left.iter().zip(told) {
            assert!(line.contains(told), "{text}\n{line}");
        }
    }
}

/// The form of 2021, laid out otherwise than it is printed.
#[test]
fn a_matrix_is_read_in_any_lay() {
    let form = Form::embedded("2021").expect("embedded");
    for (text, wanted) in [
        (
            "指标,列,数值\n本年新收政府信息公开申请数量,总计,3\n（七）总计,自然人,3\n（七）总计,总计,3\n未经复议直接起诉,结果维持,1\n",
            "-:本年新收政府信息公开申请数量|总计=3 -:总计|自然人=3 -:总计|总计=3 -:行政诉讼/未经复议直接起诉|结果维持=1",
        ),
        (
            "统计表（全市）\n信息内容,本年制发件数,现行有效件数\n规章,1,3\n统计表（本级）\n信息内容,本年制发件数,现行有效件数\n规章,0,1\n",
            "全市:规章|本年制发件数=1 全市:规章|现行有效件数=3 本级:规章|本年制发件数=0 本级:规章|现行有效件数=1",
        ),
        (
            "信息内容,全市,,本级,\n,本年制发件数,现行有效件数,本年制发件数,现行有效件数\n规章,1,3,0,1\n",
            "全市:规章|本年制发件数=1 全市:规章|现行有效件数=3 本级:规章|本年制发件数=0 本级:规章|现行有效件数=1",
        ),
        (
            "类别,结果维持,总计\n行政复议,1,1\n行政诉讼（未经复议直接起诉）,5,5\n复议后起诉,9,9\n行政诉讼,14,14\n",
            "-:行政复议|结果维持=1 -:行政复议|总计=1 -:行政诉讼/未经复议直接起诉|结果维持=5 -:行政诉讼/未经复议直接起诉|总计=5 -:行政诉讼/复议后起诉|结果维持=9 -:行政诉讼/复议后起诉|总计=9",
        ),
        (
            "三、本年度办理结果,（六）其他处理,3.其他|总计,1\n三、本年度办理结果,（七）总计|总计,,3\n",
            "-:其他处理/其他|总计=1 -:总计|总计=3",
        ),
        ("行政事业性收费（元）,35000\n", "-:行政事业性收费=3.5"),
        (
            "信息内容,本年收费金额（单位：元）\n行政事业性收费,35000\n",
            "-:行政事业性收费=3.5",
        ),
    ] {
        let mut notes = Notes::default();
        let sheet = list::read("表.csv", text.as_bytes(), &mut notes).expect("a list");
        let tables = place::read("表.csv", &[sheet], &form, 2024, &mut notes);
        let cells = tables.iter().flat_map(|table| {
            let scope = table.scope.as_deref().unwrap_or("-");
            let cells = table.cells.iter();
            cells.map(move |(address, state)| (scope, *address, *state))
        });
        let cells: Vec<String> = cells
            .map(|(scope, address, state)| format!("{scope}:{}={state}", form.name(address)))
            .collect();
        assert_eq!(cells.join(" "), wanted, "{text}\n{:#?}", notes.left);
        assert!(notes.left.is_empty(), "{text}\n{:#?}", notes.left);
    }
}

#[test]
fn units_are_read_wherever_they_stand() {
    for (text, wanted) in [
        ("指标,单位,数值\n政府信息公开专项经费,元,35000\n", "3.5"),
        ("指标,单位,数值\n政府信息公开专项经费,万元,35\n", "35"),
        ("政府信息公开专项经费,35000,元\n", "3.5"),
        ("政府信息公开专项经费,元,35000\n", "3.5"),
        ("政府信息公开专项经费（元）,35000\n", "3.5"),
        ("指标,数值（元）\n政府信息公开专项经费,35000\n", "3.5"),
        ("单位：元\n指标,数值\n政府信息公开专项经费,35000\n", "3.5"),
        ("政府信息公开专项经费,35000元\n", "3.5"),
    ] {
        let (cells, left, _) = listed(text);
        assert_eq!(
            cells,
            [format!("-:政府信息公开专项经费={wanted}")],
            "{text}"
        );
        assert!(left.is_empty(), "{left:?}");
    }
    for (text, told) in [
        (
            "指标,单位,数值\n收到申请数,万元,35\n",
            "第 2 行「收到申请数」= 「35」：单位「万元」与表式的「件」对不上",
        ),
        ("指标,单位,数值\n收到申请数,人次,35\n", "单位「人次」"),
        ("指标,单位,数值\n收到申请数,斤,35\n", "单位「斤」"),
        (
            "指标,单位,数值（万元）\n政府信息公开专项经费,元,35\n",
            "几种说法（万元、元）",
        ),
        ("收到申请数,35,元\n", "单位「元」"),
        (
            "指标,数值\n收到申请数,123456789012345678901234567\n",
            "表.csv 第 2 行「收到申请数」= 「123456789012345678901234567」：数太大",
        ),
    ] {
        let (cells, left, _) = listed(text);
        assert!(cells.is_empty(), "{text}: {cells:?}");
        assert!(
            left.len() == 1 && left[0].contains(told),
            "{text}: {left:?}"
        );
    }
    // Money above a table is no unit of its counts.
    let (cells, _, _) = listed("单位：元\n指标,数值\n收到申请数,7\n");
    assert_eq!(cells, ["-:收到申请数=7"]);
}

#[test]
fn labels_that_end_alike_belong_to_the_one_above() {
    let (cells, left, _) = listed(
        "四、行政复议数量,件,3\n（二）被依法纠错数,件,1\n五、行政诉讼数量,件,6\n（二）被依法纠错数,件,2\n",
    );
    assert!(left.is_empty(), "{left:?}");
    let wanted = [
        "-:行政复议数量=3",
        "-:行政复议数量/被依法纠错数=1",
        "-:行政诉讼数量=6",
        "-:行政诉讼数量/被依法纠错数=2",
    ];
    assert_eq!(cells, wanted);
}

#[test]
fn running_numbers_are_no_values_and_a_note_is_no_label() {
    let (cells, left, _) = listed("序号,指标,数值\n1,收到申请数,12\n2,当面申请数,3\n");
    assert_eq!((cells.len(), left.len()), (2, 0), "{left:?}");
    let (cells, left, _) = listed("1,收到申请数,12\n2,当面申请数,3\n");
    assert_eq!((cells.len(), left.len()), (2, 0), "{left:?}");
    let (cells, left, _) = listed("1.收到申请数：12件\n当面申请数 3\n2018年统计表\n");
    assert!(cells.is_empty());
    assert_eq!(left.len(), 2, "{left:?}");
    let (cells, left, _) = listed("收到申请数（上年结转）,件,7\n网络申请数,件,\"12,34\"\n");
    assert!(cells.is_empty());
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn totals_of_headings_are_held_against_their_kinds() {
    let form = Form::embedded("2021").expect("embedded");
    let totals = |total: u32, kinds: &str| {
        let text = format!("指标,数值\n三、（六）其他处理|总计,{total}\n{kinds}");
        let mut notes = Notes::default();
        let sheet = list::read("表.csv", text.as_bytes(), &mut notes).expect("a list");
        place::read("表.csv", &[sheet], &form, 2024, &mut notes);
        (notes.totals, notes.left)
    };
    let kinds = "1.申请人无正当理由逾期不补正|总计,2\n2.申请人逾期未按收费通知要求缴纳费用|总计,0\n其他处理/其他|总计,1\n";
    assert_eq!(totals(3, kinds), (1, Vec::new()));
    let (agreed, left) = totals(4, kinds);
    assert_eq!(agreed, 0);
    assert!(
        left[0].contains("「4」：是「（六）其他处理」的合计，表里不另设格，与分项之和 3 不符"),
        "{left:?}"
    );
    let (agreed, left) = totals(0, "");
    assert_eq!((agreed, left.len()), (0, 1), "{left:?}");
}

#[test]
fn a_million_empty_rows_cost_nothing() {
    let empty = "<row/>".repeat(1_000_000);
    let far = r#"<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>"#;
    let sheets = workbook::read(&xlsx(&worksheet(&(empty + far)))).expect("a workbook");
    assert_eq!(sheets[0].cells.len(), 1);
    assert_eq!(sheets[0].cells[0].text, "7");
}

/// A formula whose result nobody has saved, one that gives an empty text, and a number.
#[test]
fn a_formula_without_a_result_is_named() {
    let sheet = r#"<row><c r="A1" t="inlineStr"><is><t>收到申请数</t></is></c><c r="B1"><f>SUM(B2:B5)</f></c></row>
        <row><c r="A2" t="inlineStr"><is><t>当面申请数</t></is></c><c r="B2"><f>1+1</f><v></v></c></row>
        <row><c r="A3" t="inlineStr"><is><t>传真申请数</t></is></c><c r="B3" t="str"><f>""</f><v></v></c></row>
        <row><c r="A4" t="inlineStr"><is><t>网络申请数</t></is></c><c r="B4"><f>0.1+0.2</f><v>2.9999999999999996</v></c></row>"#;
    let row = |label: &str, cell: &str| {
        format!(
            "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>{label}</text:p></table:table-cell>{cell}</table:table-row>"
        )
    };
    let open = [
        row(
            "收到申请数",
            "<table:table-cell table:formula=\"of:=SUM([.B2:.B5])\"/>",
        ),
        row(
            "当面申请数",
            "<table:table-cell table:formula=\"of:=1+1\"/>",
        ),
        row(
            "传真申请数",
            "<table:table-cell table:formula=\"of:=&quot;&quot;\" office:value-type=\"string\" office:string-value=\"\"/>",
        ),
        row(
            "网络申请数",
            "<table:table-cell office:value-type=\"float\" office:value=\"2.9999999999999996\"/>",
        ),
    ];
    let old = [
        label(0, "收到申请数"),
        formula(0, [0; 8], 2),
        label(1, "当面申请数"),
        formula(1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0),
        label(2, "传真申请数"),
        formula(2, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0),
        label(3, "网络申请数"),
        formula(3, 2.999_999_999_999_999_6_f64.to_le_bytes(), 0),
    ];
    for (name, bytes) in [
        ("xlsx", xlsx(&worksheet(sheet))),
        ("ods", ods(&open.concat())),
        ("xls", xls(&old.concat())),
    ] {
        let (cells, left) = placed(&workbook::read(&bytes).expect("a workbook"), "2014");
        let values: Vec<String> = cells.values().map(ToString::to_string).collect();
        assert_eq!(values, ["3"], "{name}");
        assert_eq!(left.len(), 1, "{name}: {left:?}");
        let told = "B1 至 B2：公式没有保存结果，请在表格软件里打开后另存";
        assert!(left[0].contains(told), "{name}: {left:?}");
    }
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"一\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

/// A record of an old workbook.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn label(row: u16, text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let count = u16::try_from(text.chars().count()).expect("a short text");
    let data = [row.to_le_bytes(), [0; 2], [0; 2], count.to_le_bytes()].concat();
    record(0x0204, &[&data[..], &[1], &units].concat())
}

fn number(row: u16, column: u16, number: f64) -> Vec<u8> {
    let place = [row.to_le_bytes(), column.to_le_bytes(), [0; 2]].concat();
    record(0x0203, &[&place[..], &number.to_le_bytes()].concat())
}

/// A formula with a result and whether it waits to be worked out (2).
fn formula(row: u16, result: [u8; 8], waits: u8) -> Vec<u8> {
    let place = [row.to_le_bytes(), 1_u16.to_le_bytes(), [0; 2]].concat();
    record(
        0x0006,
        &[&place[..], &result, &[waits, 0], &[0; 6]].concat(),
    )
}

fn dimensions(rows: u32, columns: u16) -> Vec<u8> {
    let columns = [[0; 2], columns.to_le_bytes(), [0; 2]].concat();
    record(
        0x0200,
        &[&[0; 4], &rows.to_le_bytes()[..], &columns].concat(),
    )
}

/// An old workbook whose one sheet holds these records.
fn xls(records: &[u8]) -> Vec<u8> {
    let start = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let named = |at: u32| {
        record(
            0x0085,
            &[&at.to_le_bytes()[..], &[0, 0, 1, 1, 0, 0x4E]].concat(),
        )
    };
    let end = record(0x000A, &[]);
    let head = start.len() + named(0).len() + end.len();
    let sheet = u32::try_from(head).expect("a small file");
    let mut stream = [&start[..], &named(sheet), &end, &start, records, &end].concat();
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    compound(&stream, "Workbook", |fat| fat)
}

/// A compound file around a stream: its table of sectors, its directory, its sectors.
fn compound(stream: &[u8], name: &str, change: impl Fn(Vec<u32>) -> Vec<u32>) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    let count = u32::try_from(stream.len() / 512).expect("a small file");
    let mut fat = vec![0xFFFF_FFFD, END];
    fat.extend((2..count + 2).map(|n| if n == count + 1 { END } else { n + 1 }));
    let mut fat = change(fat);
    fat.resize(128, 0xFFFF_FFFF);
    let mut header = vec![0_u8; 512];
    header[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    for (at, value) in [(26, 3_u16), (28, 0xFFFE), (30, 9), (32, 6)] {
        header[at..at + 2].copy_from_slice(&value.to_le_bytes());
    }
    for (at, value) in [(44, 1), (48, 1), (56, 4096), (60, END), (68, END)] {
        header[at..at + 4].copy_from_slice(&u32::to_le_bytes(value));
    }
    for at in (80..512).step_by(4) {
        header[at..at + 4].copy_from_slice(&[0xFF; 4]);
    }
    let entry = |name: &str, kind: u8, start: u32, size: usize| {
        let mut entry = vec![0_u8; 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64..66]
            .copy_from_slice(&u16::try_from(units.len() + 2).expect("short").to_le_bytes());
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(size).expect("short").to_le_bytes());
        entry
    };
    let mut directory = [
        entry("Root Entry", 5, END, 0),
        entry(name, 2, 2, stream.len()),
    ]
    .concat();
    directory.resize(512, 0);
    let fat: Vec<u8> = fat.into_iter().flat_map(u32::to_le_bytes).collect();
    [&header[..], &fat, &directory, stream].concat()
}

#[test]
fn a_cell_far_out_costs_nothing() {
    let open = "<table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/><table:table-cell office:value-type=\"float\" office:value=\"7\"/></table:table-row>";
    let old = [dimensions(65536, 1), number(65535, 255, 7.0)].concat();
    for (name, bytes, row, column) in [
        ("ods", ods(open), 1_048_575, 16_383),
        ("xls", xls(&old), 65_535, 255),
    ] {
        let sheets = workbook::read(&bytes).expect("a workbook");
        let cell = &sheets[0].cells[0];
        assert_eq!(
            (cell.row, cell.column, cell.text.as_str()),
            (row, column, "7"),
            "{name}"
        );
    }
}

#[test]
fn files_that_would_fill_the_memory_are_refused() {
    let value = "<table:table-cell office:value-type=\"float\" office:value=\"7\"";
    let row = |row: &str, cell: &str| {
        ods(&format!(
            "<table:table-row{row}>{value}{cell}/></table:table-row>"
        ))
    };
    let rows = |n: u64| format!(" table:number-rows-repeated=\"{n}\"");
    let columns = |n: u64| format!(" table:number-columns-repeated=\"{n}\"");
    let corners = [number(0, 0, 1.0), number(65535, 255, 7.0)].concat();
    let directory = |mut fat: Vec<u32>| {
        fat[1] = 1;
        fat
    };
    let outside = |mut fat: Vec<u32>| {
        fat[5] = 90_000;
        fat
    };
    let stream = vec![0; 8192];
    for (name, bytes, told) in [
        (
            "rows",
            row(&rows(999_999_999_999), ""),
            "重复 999999999999 次",
        ),
        (
            "columns",
            row("", &columns(999_999_999_999)),
            "重复 999999999999 次",
        ),
        (
            "negative",
            row(" table:number-rows-repeated=\"-1\"", ""),
            "重复 -1 次",
        ),
        ("area", row(&rows(1 << 20), &columns(1 << 10)), "格子过多"),
        ("long", row(&rows(1 << 20), ""), "格子过多"),
        ("declared", xls(&dimensions(u32::MAX, u16::MAX)), "范围过大"),
        ("corners", xls(&corners), "范围过大"),
        (
            "directory",
            compound(&stream, "Workbook", directory),
            "成环",
        ),
        ("outside", compound(&stream, "Workbook", outside), "扇区"),
        (
            "locked",
            compound(&stream, "EncryptedPackage", |fat| fat),
            "密码",
        ),
        (
            "word",
            compound(&stream, "WordDocument", |fat| fat),
            "没有工作簿",
        ),
        ("xlsb", zipped(&[("xl/workbook.bin", "")]), "另存为 .xlsx"),
        (
            "entity",
            zipped(&[("content.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")]),
            "content.xml",
        ),
        ("text", zipped(&[("content.xml", "<a/>")]), "不是电子表格"),
    ] {
        let error = workbook::read(&bytes).expect_err(name);
        assert!(format!("{error:#}").contains(told), "{name}: {error:#}");
    }
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

/// One line with the file's name, none of it from the reader: neither its panics nor its English.
#[test]
fn a_damaged_workbook_is_said_in_one_line() {
    // Merged cells of which the record holds none: the reader panics.
    let merged = [number(0, 0, 1.0), record(0x00E5, &[9, 0])].concat();
    let whole = xlsx(&worksheet(""));
    let row = "<row><c><v>1</v></c></row>";
    let open = worksheet(row).replace("</sheetData></worksheet>", "");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("文.txt"), "甲县2018年度报告\n好。\n").expect("a file");
    for (name, bytes, told) in [
        ("合并.xls", xls(&merged), "工作簿已损坏"),
        (
            "错格.xlsx",
            xlsx(&worksheet("<row><c t=\"zz\"><v>1</v></c></row>")),
            "工作簿已损坏",
        ),
        ("截断.xlsx", xlsx(&open), "工作簿已损坏"),
        (
            "缺尾.xlsx",
            whole[..whole.len() - 9].to_vec(),
            "压缩包打不开",
        ),
        ("乱码.ods", ods("<a b=1>"), "XML 属性有误"),
        (
            "实体.ods",
            ods(
                "<table:table-row><table:table-cell><text:p>&x;</text:p></table:table-cell></table:table-row>",
            ),
            "XML 实体无法识别",
        ),
    ] {
        fs::write(folder.path().join(name), bytes).expect("a file");
        let arguments = ["import", "--text", "文.txt", "--cells", name];
        let ran = kit::hegao(folder.path(), &arguments);
        let said = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{name}: {said}");
        let line = said.strip_prefix(&format!("没能运行：读不了 {name}："));
        assert!(
            line.is_some_and(|line| line.contains(told)),
            "{name}: {said}"
        );
        assert_eq!(said.lines().count(), 1, "{name}: {said}");
        let known = [
            "Excel",
            "WPS",
            "XML",
            ".xlsx",
            ".csv",
            ".ods",
            ".xls",
            "content.xml",
        ];
        let rest = known
            .iter()
            .fold(said.to_string(), |said, word| said.replace(word, ""));
        assert!(
            !rest.contains(|c: char| c.is_ascii_alphabetic()),
            "{name}: {said}"
        );
    }
}
