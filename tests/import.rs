//! `hegao import`, run as its users run it: texts and Word files to data files, and back.

mod kit;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use hegao::form::Form;
use hegao::report::{Report, Section};
use hegao::source::Sources;
use hegao::{data, document};
use zip::write::SimpleFileOptions;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("import")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

fn hegao(arguments: &[&str]) -> Output {
    kit::hegao(root(), arguments)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn path(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn read(text: &str) -> Report {
    let mut sources = Sources::default();
    let file = sources.add("报告.toml", text);
    let find = |name: &str| Form::embedded(name).ok_or_else(|| "none".to_owned());
    data::read(&sources, file, &find).report.expect("a report")
}

/// What a report prints, block by block.
fn printed(report: &Report) -> Vec<String> {
    let mut text = document::Document::new(report, false).text();
    // Charts come back from no file.
    text.retain(|piece| !piece.starts_with("图1　"));
    text
}

/// The headings with their levels, without the mark that a heading that runs in may leave to the tool.
fn headings(sections: &[Section], level: usize, all: &mut Vec<(usize, bool, String, usize)>) {
    for section in sections {
        let heading = section.heading.text.text().trim_end_matches('。');
        all.push((
            level,
            section.run_in && !section.body.is_empty(),
            heading.to_owned(),
            section.body.len(),
        ));
        headings(&section.sections, level + 1, all);
    }
}

/// Whether two files hold the same report.
fn assert_same(wanted: &Report, found: &Report, what: &str) {
    assert_eq!(printed(found), printed(wanted), "{what}");
    let outline = |report: &Report| {
        let mut all = Vec::new();
        headings(&report.sections, 1, &mut all);
        all
    };
    assert_eq!(outline(found), outline(wanted), "{what}");
    assert_eq!(found.year, wanted.year, "{what}");
    assert_eq!(found.meta.title_line(), wanted.meta.title_line(), "{what}");
    let value = |text: &Option<hegao::source::Spanned<String>>| {
        text.as_ref().map(|text| text.value.clone())
    };
    assert_eq!(
        value(&found.meta.place),
        value(&wanted.meta.place),
        "{what}"
    );
    assert_eq!(value(&found.meta.url), value(&wanted.meta.url), "{what}");
    assert_eq!(found.tables.len(), wanted.tables.len(), "{what}");
    for (a, b) in found.tables.iter().zip(&wanted.tables) {
        assert_eq!(a.scope.value, b.scope.value, "{what}");
        for address in wanted.form.addresses() {
            assert_eq!(a.state(address), b.state(address), "{what}");
        }
    }
}

#[test]
fn a_word_file_of_ours_comes_back() {
    let folder = scratch("word");
    for name in ["jingmen-2018", "shili-2018", "shili-2020", "shili-2024"] {
        let source = root().join("data").join(name).with_extension("toml");
        let built = hegao(&["build", "--draft", path(&source), "--out", path(&folder)]);
        assert_eq!(built.status.code(), Some(0), "{}", said(&built));
        let docx = folder.join(name).with_extension("docx");
        let output = hegao(&["import", "--docx", path(&docx)]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let found = read(&String::from_utf8(output.stdout).expect("UTF-8"));
        let wanted = read(&fs::read_to_string(&source).expect("a data file"));
        assert_same(&wanted, &found, name);
    }
}

/// The program of `HEGAO_OFFICE` (soffice) opens and saves every example; `.ci/run` always names one.
#[test]
fn a_word_file_saved_by_another_program_comes_back() {
    let Some(office) = std::env::var_os("HEGAO_OFFICE") else {
        return;
    };
    let folder = scratch("office");
    let (built, saved) = (folder.join("built"), folder.join("saved"));
    let examples = fs::read_dir(root().join("data")).expect("the examples");
    let examples = examples.map(|entry| entry.expect("an entry").path());
    let is_report = |source: &PathBuf| {
        source
            .extension()
            .is_some_and(|extension| extension == "toml")
            && fs::read_to_string(source).is_ok_and(|text| text.contains("\n[[table]]"))
    };
    let examples: Vec<_> = examples.filter(is_report).collect();
    assert!(examples.len() >= 4, "{examples:?}");
    let mut command = Command::new(office);
    command
        .arg(format!(
            "-env:UserInstallation=file://{}",
            path(&folder.join("user"))
        ))
        .args([
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            path(&saved),
        ]);
    for source in &examples {
        let output = hegao(&["build", "--draft", path(source), "--out", path(&built)]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        command.arg(
            built
                .join(source.file_stem().expect("a name"))
                .with_extension("docx"),
        );
    }
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", said(&output));
    for source in &examples {
        let name = source.file_stem().expect("a name");
        let import = |folder: &Path| {
            let docx = folder.join(name).with_extension("docx");
            let output = hegao(&["import", "--docx", path(&docx)]);
            assert_eq!(output.status.code(), Some(0), "{docx:?}: {}", said(&output));
            read(&String::from_utf8(output.stdout).expect("UTF-8"))
        };
        assert_same(&import(&built), &import(&saved), path(source));
    }
}

fn folded(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn a_text_keeps_every_character_and_checks() {
    let folder = scratch("text");
    let text = root().join("tests/import/青石区-2023.txt");
    let cells = format!(
        "本级={}",
        path(&root().join("tests/import/青石区-2023.csv"))
    );
    let output = folder.join("报告.toml");
    let arguments = [
        "import",
        "--text",
        path(&text),
        "--cells",
        &cells,
        "--form",
        "2021",
        "--year",
        "2023",
        "--output",
        path(&output),
    ];
    let run = hegao(&arguments);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    assert!(said(&run).contains("第 1 行"), "{}", said(&run));
    assert_eq!(
        hegao(&arguments).status.code(),
        Some(2),
        "nothing is overwritten"
    );
    let checked = hegao(&["check", "--format", "json", path(&output)]);
    assert_eq!(
        checked.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&checked.stdout)
    );
    let report = read(&fs::read_to_string(&output).expect("it was written"));
    assert_eq!(
        report
            .meta
            .date
            .map(|date| date.value.to_string())
            .as_deref(),
        Some("2024年1月19日")
    );
    let narrative: String = printed(&report)
        .into_iter()
        .map(|piece| folded(&piece))
        .collect();
    let original = fs::read_to_string(&text).expect("the text");
    for line in original
        .lines()
        .skip(1)
        .filter(|line| !line.starts_with("二〇"))
    {
        assert!(narrative.contains(&folded(line)), "{line}");
    }
    // 1、 is no number of the tool's, and a list of clauses is no heading.
    let mut all = Vec::new();
    headings(&report.sections, 1, &mut all);
    assert_eq!(all.len(), 9);
    assert_eq!(report.sections[4].body.len(), 5);
}

/// A Word file with this document.xml and these other parts.
fn word(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    zipped(&[&[("word/document.xml", document.as_str())], others].concat())
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

fn import(name: &str, bytes: &[u8], more: &[&str]) -> Output {
    let file = scratch(name).join("稿.docx");
    fs::write(&file, bytes).expect("it can be written");
    hegao(&[&["import", "--docx", path(&file), "--year", "2023"], more].concat())
}

#[test]
fn tracked_changes_are_the_users_to_settle() {
    let body = "<w:p><w:r><w:t>共</w:t></w:r><w:ins><w:r><w:t>五</w:t></w:r></w:ins><w:del><w:r><w:delText>六</w:delText></w:r></w:del><w:r><w:t>件</w:t></w:r></w:p>";
    let bytes = word(body, &[]);
    let refused = import("changes", &bytes, &[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("2 处修订"), "{}", said(&refused));
    for (choice, wanted) in [("accept", "共五件"), ("reject", "共六件")] {
        let output = import("changes", &bytes, &["--changes", choice]);
        assert!(
            String::from_utf8_lossy(&output.stdout).contains(wanted),
            "{choice}"
        );
    }
}

#[test]
fn numbers_that_word_makes_and_text_boxes_are_read() {
    let numbering = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let heading = |text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let boxed = "<w:p><w:r><mc:AlternateContent xmlns:mc=\"mc\"><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>框中的字</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框中的字</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    let body = format!(
        "{}{boxed}{}",
        heading("总体情况"),
        heading("主动公开政府信息情况")
    );
    let output = import(
        "numbers",
        &word(&body, &[("word/numbering.xml", numbering)]),
        &[],
    );
    let report = read(&String::from_utf8(output.stdout).expect("UTF-8"));
    assert_eq!(
        report.sections[1].heading.text.text(),
        "主动公开政府信息情况"
    );
    let body: Vec<_> = report.sections[0]
        .body
        .iter()
        .map(|p| p.text.text())
        .collect();
    assert_eq!(body, ["框中的字"]);
}

#[test]
fn hostile_files_are_refused() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(100_000);
    let bomb = " ".repeat(70 << 20);
    let entity =
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><w:document>&b;</w:document>";
    let whole = word("<w:p/>", &[]);
    let cases: &[(&str, Vec<u8>)] = &[
        ("deep", word(&deep, &[])),
        ("bomb", zipped(&[("word/document.xml", &bomb)])),
        ("entity", zipped(&[("word/document.xml", entity)])),
        ("cut", whole[..whole.len() / 2].to_vec()),
        ("doc", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        ("pdf", b"%PDF-1.7".to_vec()),
        ("rtf", b"{\\rtf1}".to_vec()),
        ("empty", Vec::new()),
    ];
    for (name, bytes) in cases {
        let output = import(name, bytes, &[]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(
            said(&output).starts_with("没能运行："),
            "{name}: {}",
            said(&output)
        );
    }
}

#[test]
fn styles_that_rest_on_one_another_in_a_circle_do_no_harm() {
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"a\"><w:name w:val=\"甲\"/><w:basedOn w:val=\"b\"/></w:style><w:style w:styleId=\"b\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a\"/></w:style></w:styles>";
    let body = "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>概述</w:t></w:r></w:p><w:p><w:r><w:t>正文</w:t></w:r></w:p>";
    let output = import("circle", &word(body, &[("word/styles.xml", styles)]), &[]);
    let report = read(&String::from_utf8(output.stdout).expect("UTF-8"));
    assert_eq!(report.sections[0].heading.text.text(), "概述");
}

#[test]
fn a_table_laid_out_otherwise_is_read_by_its_labels() {
    let row = |texts: &[&str]| {
        let cells: String = texts
            .iter()
            .map(|text| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"))
            .collect::<Vec<_>>()
            .concat();
        format!("<w:tr>{cells}</w:tr>")
    };
    let table = |rows: &[&[&str]]| {
        let rows: Vec<String> = rows.iter().map(|texts| row(texts)).collect();
        format!("<w:tbl>{}</w:tbl>", rows.concat())
    };
    let form = table(&[
        &[
            "序号",
            "信息内容",
            "现行有效件数",
            "本年废止件数",
            "本年制发件数",
        ],
        &["甲", "行政规范性文件", "20", "1", "3"],
        &["乙", "规章", "0", "减1", "０"],
    ]);
    let other = table(&[&["栏目", "条数"], &["工作动态", "120"], &["图片新闻", "80"]]);
    let body = format!("<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>{form}{other}");
    let output = import("tables", &word(&body, &[]), &[]);
    let written = String::from_utf8_lossy(&output.stdout);
    assert!(
        written.contains("\"行政规范性文件\" = [3, 1, 20]"),
        "{written}"
    );
    assert!(written.contains("\"规章\" = [0, \"\", 0]"), "{written}");
    for told in ["减1", "工作动态", "图片新闻"] {
        assert!(said(&output).contains(told), "{told}: {}", said(&output));
    }
}

#[test]
fn a_form_of_an_offices_own_is_read_like_any_other() {
    let folder = scratch("own-form");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file");
    write(
        "省表.toml",
        "extends = \"2014\"\n[[row]]\nafter = \"信函申请数\"\nprint = \"5.电话申请数\"\nkey = \"电话申请数\"\nunit = \"件\"\nlabels = [\"电话渠道\"]\n",
    );
    write("坏表.toml", "extends = \"2013\"\n");
    write(
        "稿.txt",
        "示例市2018年政府信息公开工作年度报告\n\n一、概述\n\n本年没有变化。\n",
    );
    write("表.csv", "指标,数值\n收到申请数,3\n电话渠道,3\n");
    let import = |form: &str| {
        let source = ["import", "--text", "稿.txt", "--cells", "表.csv"];
        let rest = ["--form", form, "--output", "报告.toml"];
        kit::hegao(&folder, &[&source[..], &rest].concat())
    };
    let broken = import("坏表.toml");
    assert_eq!(broken.status.code(), Some(1));
    assert!(
        said(&broken).contains("坏表.toml:1:11"),
        "{}",
        said(&broken)
    );
    assert_eq!(import("没有.toml").status.code(), Some(2));
    let output = import("省表.toml");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let written = fs::read_to_string(folder.join("报告.toml")).expect("it was written");
    assert!(written.contains("form = \"省表.toml\""), "{written}");
    assert!(written.contains("\"电话申请数\" = 3"), "{written}");
    let checked = hegao(&["check", path(&folder.join("报告.toml"))]);
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
}

#[test]
fn of_several_scopes_the_one_that_is_asked_for_is_taken() {
    let folder = scratch("scopes");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file");
    write(
        "稿.txt",
        "示例市2018年政府信息公开工作年度报告\n\n一、概述\n\n本年没有变化。\n",
    );
    write("表.csv", "指标,全市,本级\n收到申请数,3,1\n");
    let import =
        |cells: &str| kit::hegao(&folder, &["import", "--text", "稿.txt", "--cells", cells]);
    let scopes = |output: &Output| {
        let report = read(&String::from_utf8_lossy(&output.stdout));
        let scopes = report.tables.iter().map(|table| table.scope.value.clone());
        scopes.collect::<Vec<_>>()
    };
    assert_eq!(scopes(&import("表.csv")), ["全市", "本级"]);
    let one = import("本级=表.csv");
    assert_eq!(scopes(&one), ["本级"]);
    assert!(
        said(&one).contains("口径「全市」的表没有取"),
        "{}",
        said(&one)
    );
    let none = import("区直=表.csv");
    assert_eq!(none.status.code(), Some(2));
    assert!(
        said(&none).contains("它的口径有 全市、本级"),
        "{}",
        said(&none)
    );
}

#[test]
fn a_section_that_is_missing_in_the_middle_is_put_in() {
    let file = scratch("missing").join("稿.txt");
    let text = "示例市2023年政府信息公开工作年度报告\n一、总体情况\n总体良好。\n二、收到和处理政府信息公开申请情况\n没有收到申请。\n三、政府信息公开行政复议、行政诉讼情况\n没有。\n四、存在的主要问题及改进情况\n会改进。\n五、其他需要报告的事项\n没有收费。\n";
    fs::write(&file, text).expect("it can be written");
    let output = hegao(&["import", "--text", path(&file)]);
    let report = read(&String::from_utf8_lossy(&output.stdout));
    let titles: Vec<_> = report
        .form
        .sections
        .iter()
        .filter_map(|section| section.title.as_deref())
        .collect();
    let headings: Vec<_> = report
        .sections
        .iter()
        .map(|section| section.heading.text.text())
        .collect();
    assert_eq!(headings, titles);
    assert!(report.sections[1].body.is_empty());
    assert!(
        said(&output).contains("按表式是第 3 部分"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_list_completes_the_table_of_the_word_file() {
    let folder = scratch("both");
    let source = root().join("data/shili-2024.toml");
    hegao(&["build", path(&source), "--out", path(&folder)]);
    let list = folder.join("表.csv");
    fs::write(&list, "指标,数值\n行政许可,1\n").expect("it can be written");
    let docx = folder.join("shili-2024.docx");
    let output = hegao(&["import", "--docx", path(&docx), "--cells", path(&list)]);
    let report = read(&String::from_utf8_lossy(&output.stdout));
    assert_eq!(report.tables.len(), 1, "{}", said(&output));
    let cell = report.form.find("行政许可").expect("a cell");
    assert_eq!(report.tables[0].state(cell).to_string(), "1");
    assert_eq!(report.tables[0].unfilled(&report.form), 0);
    assert!(
        said(&output).contains("行政许可」前后不同，前面是 "),
        "{}",
        said(&output)
    );
}

#[test]
fn a_table_of_two_scopes_in_a_word_file_is_two_tables() {
    let row = |texts: [&str; 4]| {
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        format!("<w:tr>{}</w:tr>", texts.map(cell).concat())
    };
    let rows = [
        row(["统计指标", "单位", "全市", "本级"]),
        row(["收到申请数", "件", "9", "1"]),
        row(["政府信息公开专项经费", "元", "35000", "0"]),
    ];
    let body = format!(
        "<w:p><w:r><w:t>一、概述</w:t></w:r></w:p><w:tbl>{}</w:tbl>",
        rows.concat()
    );
    let output = import("two-scopes", &word(&body, &[]), &["--form", "2014"]);
    let written = String::from_utf8_lossy(&output.stdout);
    let report = read(&written);
    let cell = |table: usize, name: &str| {
        let address = report.form.find(name).expect("a cell");
        report.tables[table].state(address).to_string()
    };
    assert_eq!(report.tables.len(), 2, "{written}");
    assert_eq!([cell(0, "收到申请数"), cell(1, "收到申请数")], ["9", "1"]);
    assert_eq!(cell(0, "政府信息公开专项经费"), "3.5");
}
