//! The binary from outside: exit statuses, streams, files written whole or not at all.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder with files, and what a command line did in it.
struct Test {
    folder: TempDir,
}

struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Test {
    fn new() -> Self {
        Self {
            folder: TempDir::new().expect("a temporary folder"),
        }
    }

    fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.path(name), bytes).expect("the folder can be written to");
        self
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        use std::io::Write;
        let mut child = Command::new(env!("CARGO_BIN_EXE_hegao"))
            .current_dir(self.folder.path())
            .env_remove("HEGAO_FONTS")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        child
            .stdin
            .take()
            .expect("piped")
            .write_all(input.as_bytes())
            .expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ran {
            status: output.status.code().expect("no signal"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data")
        .join(name);
    fs::read_to_string(path).expect("a shipped data file")
}

const SMALL: &str = r#"form = "2014"
year = 2018
title = "示例县2018年政府信息公开工作年度报告"

[[section]]
heading = "依申请公开情况"
body = '''
全县共收到政府信息公开申请3件，其中当面申请1件，网络申请2件。
'''

[[table]]
title = "示例县政府信息公开情况统计表"
scope = "全县"
[table.cells]
"收到申请数" = 3
"当面申请数" = 1
"传真申请数" = 0
"网络申请数" = 2
"信函申请数" = 0
"#;

#[test]
fn build_writes_both_files_and_counts_what_is_not_filled_in() {
    let test = Test::new().file("a.toml", SMALL);
    let ran = test.run(&["build", "a.toml"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(
        ran.err
            .ends_with("已生成 out/a.pdf、out/a.docx\n表中还有 53 格未填\n"),
        "{}",
        ran.err
    );
    assert!(
        fs::read(test.path("out/a.pdf"))
            .expect("written")
            .starts_with(b"%PDF-1.7")
    );
    assert!(
        fs::read(test.path("out/a.docx"))
            .expect("written")
            .starts_with(b"PK")
    );
}

#[test]
fn two_builds_give_the_same_bytes() {
    let test = Test::new()
        .file("a.toml", SMALL)
        .file("b.toml", data("shili-2018.toml"));
    for (out, jobs) in [("one", "1"), ("two", "2"), ("again", "8")] {
        let ran = test.run(&["build", "a.toml", "b.toml", "--out", out, "--jobs", jobs]);
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
    for name in ["a.pdf", "a.docx", "b.pdf", "b.docx"] {
        let of = |out: &str| fs::read(test.path(out).join(name)).expect("written");
        assert!(of("one") == of("two") && of("one") == of("again"), "{name}");
    }
}

#[test]
fn an_error_stops_both_files_and_leaves_the_earlier_ones() {
    let test = Test::new().file("a.toml", SMALL);
    assert_eq!(test.run(&["build", "a.toml"]).status, 0);
    let before = (
        fs::read(test.path("out/a.pdf")).expect("a.pdf"),
        fs::read(test.path("out/a.docx")).expect("a.docx"),
    );
    let test = test.file("a.toml", SMALL.replace("申请3件", "申请4件"));
    let ran = test.run(&["build", "a.toml"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.contains("错误[figure-mismatch]") && ran.err.contains("没有生成文件"),
        "{}",
        ran.err
    );
    let after = (
        fs::read(test.path("out/a.pdf")).expect("a.pdf"),
        fs::read(test.path("out/a.docx")).expect("a.docx"),
    );
    assert!(before == after);
    let draft = test.run(&["build", "--draft", "a.toml"]);
    assert_eq!(draft.status, 0, "{}", draft.err);
    assert!(
        draft.err.contains("错误[figure-mismatch]"),
        "a draft says its findings: {}",
        draft.err
    );
    assert!(fs::read(test.path("out/a.pdf")).expect("a.pdf") != before.0);
}

#[test]
fn a_file_that_somebody_has_edited_is_not_overwritten() {
    for name in ["out/a.pdf", "out/a.docx"] {
        let test = Test::new().file("a.toml", SMALL);
        assert_eq!(test.run(&["build", "a.toml"]).status, 0);
        let mut edited = fs::read(test.path(name)).expect("written");
        *edited.last_mut().expect("not empty") ^= 1;
        let test = test.file(name, &edited);
        let ran = test.run(&["build", "a.toml"]);
        assert_eq!(ran.status, 2, "{}", ran.err);
        assert!(
            ran.err.contains(name) && ran.err.contains("--force"),
            "{}",
            ran.err
        );
        assert!(fs::read(test.path(name)).expect("still there") == edited);
        assert_eq!(test.run(&["build", "--force", "a.toml"]).status, 0);
        assert!(fs::read(test.path(name)).expect("written") != edited);
    }
}

#[test]
fn one_failing_report_stops_no_other() {
    let test = Test::new().file("a.toml", "form = ").file("b.toml", SMALL);
    let ran = test.run(&["build", "a.toml", "missing.toml", "b.toml"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.contains("missing.toml") && ran.err.contains("已生成 out/b.pdf"),
        "{}",
        ran.err
    );
    assert!(!test.path("out/a.pdf").exists() && test.path("out/b.docx").exists());
}

#[test]
fn two_inputs_with_one_stem_are_refused_before_any_work() {
    let test = Test::new().file("a.toml", SMALL);
    fs::create_dir(test.path("b")).expect("a folder");
    fs::write(test.path("b/a.toml"), SMALL).expect("a file");
    let ran = test.run(&["build", "a.toml", "b/a.toml"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.contains("同名") && !test.path("out").exists(),
        "{}",
        ran.err
    );
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told() {
    let test = Test::new()
        .file("a.toml", SMALL)
        .file("out", "a file, not a folder");
    let ran = test.run(&["build", "a.toml"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("out"), "{}", ran.err);
    assert_eq!(
        fs::read(test.path("out")).expect("still there"),
        b"a file, not a folder"
    );
}

#[test]
fn checks_go_to_standard_output() {
    let test = Test::new().file("a.toml", SMALL.replace("申请3件", "申请4件"));
    let ran = test.run(&["check", "a.toml"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    assert!(
        ran.out.contains("错误[figure-mismatch]") && ran.out.contains("a.toml:8:14"),
        "{}",
        ran.out
    );
    let short = test.run(&["check", "--format", "short", "a.toml"]);
    assert!(
        short
            .out
            .starts_with("a.toml:8:14: error[figure-mismatch]: "),
        "{}",
        short.out
    );
    let sarif: serde_json::Value =
        serde_json::from_str(&test.run(&["check", "--format", "sarif", "a.toml"]).out)
            .expect("valid JSON");
    assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
    assert_eq!(
        sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"],
        14
    );
}

#[test]
fn a_check_finds_what_only_print_would_show() {
    let seal = "title = ";
    let test = Test::new().file(
        "a.toml",
        SMALL
            .replacen(seal, &format!("seal = \"没有.png\"\n{seal}"), 1)
            .replacen("申请", "申请\u{1F600}", 1),
    );
    let checked = test.run(&["check", "--format", "short", "a.toml"]);
    assert_eq!(checked.status, 1);
    for code in ["error[glyph-missing]", "error[picture]"] {
        assert!(checked.out.contains(code), "{}", checked.out);
    }
}

#[test]
fn windows_files_are_read() {
    let crlf = SMALL.replace('\n', "\r\n");
    let test = Test::new()
        .file("a.toml", format!("\u{FEFF}{crlf}"))
        .file("b.toml", SMALL);
    let (a, b) = (
        test.run(&["figures", "a.toml"]),
        test.run(&["figures", "b.toml"]),
    );
    assert_eq!((a.status, b.status), (0, 0), "{}{}", a.err, b.err);
    assert_eq!(a.out, b.out);
    let ran = test.run(&["build", "a.toml", "b.toml"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let text = |name: &str| {
        hegao::word::text(&fs::read(test.path(name)).expect("written")).expect("a Word file")
    };
    assert_eq!(text("out/a.docx"), text("out/b.docx"));
}

#[test]
fn other_encodings_get_a_clear_message() {
    let (gbk, _, _) = encoding_rs::GBK.encode(SMALL);
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(SMALL.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [gbk.into_owned(), utf16] {
        let test = Test::new().file("a.toml", bytes);
        let ran = test.run(&["check", "a.toml"]);
        assert_eq!(ran.status, 1);
        assert!(
            ran.out.contains("请另存为 UTF-8") && ran.out.contains("a.toml:"),
            "{}",
            ran.out
        );
    }
}

#[test]
fn plain_text_gets_a_ledger_line_by_line() {
    let test = Test::new();
    let ran = test.run_with(
        &["figures", "--text", "-", "--format", "json"],
        "全市共收到申请166件。\n\n一百二十三\n",
    );
    assert_eq!(ran.status, 0, "{}", ran.err);
    let output: serde_json::Value = serde_json::from_str(&ran.out).expect("valid JSON");
    assert_eq!(output.as_array().map(Vec::len), Some(3));
    assert_eq!(output[0][0]["cells"][0]["indicator"], "收到申请数");
    assert_eq!(
        (&output[0][0]["byte_start"], &output[0][0]["byte_end"]),
        (&21.into(), &27.into())
    );
    assert_eq!(output[1], serde_json::json!([]));
    assert_eq!(output[2][0]["value"], "123");
}

#[test]
fn a_new_file_builds_as_a_draft() {
    let test = Test::new();
    let ids: Vec<&str> = hegao::form::Form::ids().collect();
    for id in ids {
        let name = format!("{id}.toml");
        assert_eq!(
            test.run(&["new", "--form", id, "--output", &name]).status,
            0
        );
        let ran = test.run(&["build", "--draft", &name]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(ran.err.contains("格未填"), "{}", ran.err);
        let again = test.run(&["new", "--form", id, "--output", &name]);
        assert_eq!(again.status, 2, "an existing file is not overwritten");
    }
}

#[test]
fn every_code_is_explained() {
    let test = Test::new();
    for code in hegao::diagnostic::Code::ALL {
        let ran = test.run(&["explain", code.name()]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(ran.out.starts_with(code.name()), "{}", ran.out);
    }
    let ran = test.run(&["explain", "figure-mismach"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("是否想写 figure-mismatch"), "{}", ran.err);
}

#[test]
fn a_wrong_command_line_is_status_2() {
    let test = Test::new();
    for (arguments, said) in [
        (vec!["chek"], "没有「chek」这个命令；是否想写 check？"),
        (vec!["check"], "缺少 <FILE>..."),
        (
            vec!["check", "--format", "x", "a"],
            "不能是「x」；可用：human、short、json、sarif",
        ),
        (
            vec!["build", "--jobs", "0", "a"],
            "要写 1 到 256 之间的整数",
        ),
        (
            vec!["build", "--frce", "a"],
            "没有「--frce」这个选项；是否想写 --force？",
        ),
        (vec!["figures", "a", "--text", "-"], "不能同时用"),
        (vec!["new", "--form", "1999"], "没有「1999」这张表"),
        (vec!["new", "--form"], "--form <FORM> 后面缺少值"),
    ] {
        let ran = test.run(&arguments);
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert!(ran.err.contains(said), "{}", ran.err);
        assert!(ran.out.is_empty(), "{arguments:?}");
    }
    assert_eq!(test.run(&["--help"]).status, 0);
}

/// Twenty-odd ways to break a file: what is said, and where.
#[test]
fn broken_files_are_told_with_line_and_column() {
    let cases: &[(&str, &str, &str, &str)] = &[
        ("year = 2018", "yaer = 2018", "data-unknown-key", "2:1"),
        ("year = 2018", "year = \"2018\"", "data-type", "2:8"),
        (
            "year = 2018",
            "year = 2018\nyear = 2019",
            "data-syntax",
            "3:1",
        ),
        ("year = 2018", "year", "data-syntax", "2:"),
        ("year = 2018", "year：2018", "data-syntax", "2:"),
        (
            "year = 2018",
            "year = 2018\ndate = 2019-02-30",
            "data-date",
            "3:8",
        ),
        (
            "year = 2018",
            "year = 2018\ndate = \"2019年2月\"",
            "data-type",
            "3:8",
        ),
        (
            "year = 2018",
            "year = 2018\nurl = \"www.a.cn\"",
            "data-type",
            "3:8",
        ),
        (
            "year = 2018",
            "year = 2018\nscope = \"全省\"",
            "data-unknown-indicator",
            "3:10",
        ),
        ("form = \"2014\"", "form = \"2015\"", "data-type", "1:9"),
        ("form = \"2014\"", "form = “2014”", "data-syntax", "1:8"),
        ("form = \"2014\"\n", "", "data-type", "1:1"),
        (
            "title = \"示例县2018年",
            "title = \"示例县\u{200B}2018年",
            "data-character",
            "3:13",
        ),
        (
            "heading = \"依申请公开情况\"",
            "headnig = \"依申请公开情况\"",
            "data-unknown-key",
            "6:1",
        ),
        ("[[section]]", "[section]", "data-type", "5:1"),
        ("[[section]]", "[[section]", "data-syntax", "5:"),
        (
            "申请2件。",
            "申请{{网络申清数}}件。",
            "data-placeholder",
            "8:30",
        ),
        (
            "申请2件。",
            "申请{{网络申请数件。",
            "data-placeholder",
            "8:30",
        ),
        ("申请2件。\n'''", "申请2件。\n", "data-syntax", ""),
        (
            "申请2件。",
            "申请{{信函申请数}}件，{{申请办结数}}件。",
            "data-placeholder",
            "8:41",
        ),
        (
            "\"网络申请数\" = 2",
            "\"网络申清数\" = 2",
            "data-unknown-indicator",
            "18:1",
        ),
        (
            "\"网络申请数\" = 2",
            "\"网络申请数\" = \"2件\"",
            "data-bad-cell",
            "18:11",
        ),
        (
            "\"网络申请数\" = 2",
            "\"网络申请数\" = -2",
            "data-bad-cell",
            "18:11",
        ),
        (
            "\"网络申请数\" = 2",
            "\"网络申请数\" = 2.5",
            "data-bad-cell",
            "18:11",
        ),
        (
            "\"网络申请数\" = 2",
            "\"网络申请数\" = 2\n\"3.网络申请数\" = 2",
            "data-bad-cell",
            "19:1",
        ),
        (
            "\"网络申请数\" = 2",
            "网络申请数 = 2",
            "data-syntax",
            "18:1",
        ),
        (
            "\"网络申请数\" = 2",
            "\"被依法纠错数\" = 2",
            "data-unknown-indicator",
            "18:1",
        ),
        (
            "\"网络申请数\" = 2",
            "\"网络申请数\" = 2 件",
            "data-syntax",
            "18:",
        ),
    ];
    let test = Test::new().file("a.toml", SMALL);
    assert_eq!(test.run(&["build", "a.toml"]).status, 0);
    let before = fs::read(test.path("out/a.pdf")).expect("written");
    for (good, bad, code, place) in cases {
        assert!(SMALL.contains(good), "{good}");
        fs::write(test.path("a.toml"), SMALL.replacen(good, bad, 1)).expect("a file");
        let ran = test.run(&["check", "--format", "short", "a.toml"]);
        assert_eq!(ran.status, 1, "{bad}: {}{}", ran.out, ran.err);
        let wanted = format!("a.toml:{place}");
        let hit = ran
            .out
            .lines()
            .any(|line| line.starts_with(&wanted) && line.contains(&format!("[{code}]")));
        assert!(hit, "{bad}: wanted {wanted} {code}, got\n{}", ran.out);
        let json = test.run(&["check", "--format", "json", "a.toml"]);
        assert!(
            serde_json::from_str::<serde_json::Value>(&json.out)
                .is_ok_and(|value| value.is_object()),
            "{bad}"
        );
        let build = test.run(&["build", "a.toml"]);
        assert_eq!(build.status, 1, "{bad}: {}", build.err);
        assert!(
            fs::read(test.path("out/a.pdf")).expect("still there") == before,
            "{bad}"
        );
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let broken = SMALL
        .replace("year = 2018", "yaer = 2018\ndate = 2019-02-30")
        .replace("申请2件。", "申请{{网络申清数}}件。")
        .replace("\"当面申请数\" = 1", "\"当面申请数\" = \"一\"");
    let test = Test::new().file("a.toml", broken);
    let ran = test.run(&["check", "--format", "short", "a.toml"]);
    for code in [
        "data-unknown-key",
        "data-type",
        "data-date",
        "data-placeholder",
        "data-bad-cell",
    ] {
        assert!(
            ran.out.contains(&format!("[{code}]")),
            "{code} in\n{}",
            ran.out
        );
    }
}
