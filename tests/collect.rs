//! `collect`: tables of units add up into a report, which keeps who contributed what and is held against it.

mod kit;

use std::fs;
use std::path::Path;
use std::process::Output;

use kit::hegao;

const CITY: &str = r#"# 示例市的报告
form = "2014"
year = 2018
title = "示例市政府信息公开工作年度报告"
place = "示例市"

[[table]]                      # 第一张
title = "示例市政府信息公开情况统计表（本级）"
scope = "本级"
[table.cells]
"收到申请数" = 2   # 含上年
"当面申请数" = 2
"传真申请数" = 0
"网络申请数" = 0
"信函申请数" = 0

[[table]]
title = "示例市政府信息公开情况统计表"
scope = "全市"
[table.cells]
# 申请
"（一）收到申请数" = 1          # 待汇总
"当面申请数" = ""
"#;

fn unit(name: &str, cells: &str) -> String {
    format!(
        "form = \"2014\"\nyear = 2018\ntitle = \"{name}政府信息公开工作年度报告\"\n\n[[table]]\n\
         title = \"{name}政府信息公开情况统计表\"\nscope = \"全县\"\n[table.cells]\n{cells}"
    )
}

/// A folder with the city's report and two counties.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("city.toml", CITY);
    let cells = |all: u32, hand: u32, net: u32| {
        format!(
            "\"收到申请数\" = {all}\n\"当面申请数\" = {hand}\n\"传真申请数\" = \"/\"\n\
             \"网络申请数\" = {net}\n\"信函申请数\" = 0\n"
        )
    };
    let first = cells(3, 1, 2) + "\"政府信息公开专项经费\" = 1.25\n";
    write("甲县.toml", &unit("甲县", &first));
    write("乙县.toml", &unit("乙县", &cells(5, 5, 0)));
    folder
}

fn collect(folder: &Path, more: &[&str]) -> Output {
    let units = ["collect", "甲县.toml", "乙县.toml", "--into", "city.toml"];
    hegao(folder, &[&units[..], &["--own", "本级"], more].concat())
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("city.toml")).expect("the report")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn sums_are_written_and_the_rest_of_the_file_stays() {
    let folder = folder();
    let dry = collect(folder.path(), &[]);
    assert!(dry.status.success(), "{}", said(&dry));
    assert_eq!(text(folder.path()), CITY, "nothing is written unasked");
    let done = collect(folder.path(), &["--write"]);
    assert!(done.status.success(), "{}", said(&done));
    let after = text(folder.path());
    let (cells, _) = after.split_once("[[table.part]]").expect("the record");
    let wanted = CITY
        .replace("数\" = 1          #", "数\" = 10          #")
        .replace(
            "\"当面申请数\" = \"\"\n",
            "\"当面申请数\" = 8\n\"传真申请数\" = 0\n",
        );
    let wanted = wanted + "\"网络申请数\" = 2\n\"信函申请数\" = 0\n\n";
    assert_eq!(cells, wanted);
    // Who is silent is named, and is not 0.
    assert!(
        said(&done).contains("本级、乙县未填：政府信息公开专项经费"),
        "{}",
        said(&done)
    );
    assert!(
        hegao(folder.path(), &["check", "city.toml"])
            .status
            .success()
    );
    // Once more changes nothing, with the units or by the record alone.
    collect(folder.path(), &["--write"]);
    assert_eq!(text(folder.path()), after);
    let again = hegao(
        folder.path(),
        &["collect", "--into", "city.toml", "--write"],
    );
    assert!(again.status.success(), "{}", said(&again));
    assert_eq!(text(folder.path()), after);
}

#[test]
fn blanks_are_zero_only_where_the_caller_says_so() {
    let folder = folder();
    collect(folder.path(), &["--write", "--blank-as-zero"]);
    assert!(text(folder.path()).contains("\"政府信息公开专项经费\" = 1.25\n\n[[table.part]]"));
}

#[test]
fn line_endings_stay() {
    let folder = folder();
    collect(folder.path(), &["--write"]);
    let unix = text(folder.path());
    let path = folder.path().join("city.toml");
    fs::write(&path, CITY.replace('\n', "\r\n")).expect("the report");
    collect(folder.path(), &["--write"]);
    assert_eq!(text(folder.path()), unix.replace('\n', "\r\n"));
}

#[test]
fn the_aggregate_is_held_against_the_parts() {
    let folder = folder();
    collect(folder.path(), &["--write"]);
    let path = folder.path().join("city.toml");
    let wrong = text(folder.path()).replacen("数\" = 10 ", "数\" = 11 ", 1);
    fs::write(&path, wrong).expect("the report");
    let checked = hegao(folder.path(), &["check", "--format", "short", "city.toml"]);
    assert_eq!(checked.status.code(), Some(1));
    let findings = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(
        findings.contains("「全市:收到申请数」与各单位之和不符：表中是 11，各单位之和是 10"),
        "{findings}"
    );
    let explained = hegao(
        folder.path(),
        &["collect", "--into", "city.toml", "--explain", "收到申请数"],
    );
    assert_eq!(
        String::from_utf8_lossy(&explained.stdout),
        "收到申请数（件）\n  本级\t2\n  甲县\t3\n  乙县\t5\n合计\t10\n"
    );
}

#[test]
fn units_that_are_missing_or_broken_are_named() {
    let folder = folder();
    fs::write(folder.path().join("名单.txt"), "甲县\n乙县\n丙县\n").expect("a list");
    let broken = fs::read_to_string(folder.path().join("乙县.toml")).expect("a unit");
    let broken = broken.replace("\"收到申请数\" = 5", "\"收到申请数\" = 6");
    fs::write(folder.path().join("乙县.toml"), broken).expect("a unit");
    let output = collect(folder.path(), &["--units", "名单.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("缺 1 个单位：丙县"),
        "{}",
        said(&output)
    );
    assert!(
        said(&output).contains("乙县：表中「收到申请数」大于"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_unit_that_cannot_be_read_stops_the_sum() {
    let folder = folder();
    fs::write(folder.path().join("乙县.toml"), "form = 2014\n[[table\n").expect("a unit");
    let output = collect(folder.path(), &["--write"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(folder.path()), CITY);
    fs::remove_file(folder.path().join("乙县.toml")).expect("a unit");
    assert_eq!(collect(folder.path(), &["--write"]).status.code(), Some(2));
}

#[test]
fn a_unit_may_send_its_table_alone() {
    let folder = folder();
    let list = "指标,单位,数值\n（一）收到申请数,件,5\n1.当面申请数,件,5\n传真申请数,件,/\n网络申请数,件,0\n信函申请数,件,0\n没有这项,件,9\n";
    fs::write(folder.path().join("乙县.csv"), list).expect("a file");
    let by_data = collect(folder.path(), &["--write"]);
    assert!(by_data.status.success(), "{}", said(&by_data));
    let sums = text(folder.path());
    fs::write(folder.path().join("city.toml"), CITY).expect("a file");
    let units = [
        "collect",
        "甲县.toml",
        "乙县.csv",
        "--into",
        "city.toml",
        "--own",
        "本级",
        "--write",
    ];
    let by_list = hegao(folder.path(), &units);
    assert!(by_list.status.success(), "{}", said(&by_list));
    assert!(said(&by_list).contains("没有这项"), "{}", said(&by_list));
    assert_eq!(text(folder.path()), sums);
}

#[test]
fn the_sums_may_be_written_elsewhere() {
    let folder = folder();
    let done = collect(folder.path(), &["--output", "sum.toml"]);
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(text(folder.path()), CITY, "the report stays as it was");
    let sums = fs::read_to_string(folder.path().join("sum.toml")).expect("the sums");
    let again = collect(folder.path(), &["--output", "sum.toml"]);
    assert_eq!(again.status.code(), Some(2), "{}", said(&again));
    let forced = collect(folder.path(), &["--output", "sum.toml", "--force"]);
    assert!(forced.status.success(), "{}", said(&forced));
    collect(folder.path(), &["--write"]);
    assert_eq!(text(folder.path()), sums);
}

#[test]
fn of_a_units_workbook_the_table_of_the_whole_is_taken() {
    let folder = folder();
    let list = "指标,全县,本级\n收到申请数,5,1\n";
    fs::write(folder.path().join("丙县.csv"), list).expect("a file");
    let arguments = [
        "collect",
        "丙县.csv",
        "--into",
        "city.toml",
        "--explain",
        "收到申请数",
    ];
    let output = hegao(folder.path(), &arguments);
    let explained = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        explained.contains("丙县\t5"),
        "{explained}{}",
        said(&output)
    );
    fs::write(folder.path().join("丙县.csv"), list.replace("全县", "县直")).expect("a file");
    assert_eq!(hegao(folder.path(), &arguments).status.code(), Some(2));
}
