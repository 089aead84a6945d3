//! `--previous`: faults of last year's file are no faults of this year's report.

mod kit;

use std::fs;

use kit::hegao;

fn report(year: i32, more: &str) -> String {
    format!(
        "form = \"2021\"\nyear = {year}\ntitle = \"示例县{year}年政府信息公开工作年度报告\"\n{more}\n\
         [[table]]\ntitle = \"示例县统计表\"\nscope = \"本级\"\n[table.cells]\n\
         \"上年结转政府信息公开申请数量\" = [0, 0, 0, 0, 0, 0, 0]\n\
         \"结转下年度继续办理\" = [0, 0, 0, 0, 0, 0, 0]\n"
    )
}

fn folder(last: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("this.toml"), report(2024, "")).expect("a file");
    fs::write(folder.path().join("last.toml"), last).expect("a file");
    folder
}

const CHECK: [&str; 6] = [
    "check",
    "--format",
    "short",
    "--previous",
    "last.toml",
    "this.toml",
];

#[test]
fn faults_of_last_years_file_are_notes() {
    let folder = folder(&report(2023, "organn = \"示例县\""));
    let output = hegao(folder.path(), &CHECK);
    let findings = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{findings}");
    assert!(
        findings.starts_with("last.toml:4:1: note[data-unknown-key]: 上年的文件："),
        "{findings}"
    );
    let built = hegao(
        folder.path(),
        &[
            "build",
            "--previous",
            "last.toml",
            "--attach",
            "source",
            "this.toml",
        ],
    );
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
}

#[test]
fn a_file_that_is_no_report_could_not_be_run() {
    let folder = folder("year = 2023\n");
    assert_eq!(hegao(folder.path(), &CHECK).status.code(), Some(2));
    fs::remove_file(folder.path().join("last.toml")).expect("a file");
    assert_eq!(hegao(folder.path(), &CHECK).status.code(), Some(2));
}
