//! The README is true: its commands run, its examples of a data file check.

use std::path::Path;
use std::process::Command;

use hegao::diagnostic::{self, Diagnostic};
use hegao::form::Form;
use hegao::source::Sources;

const README: &str = include_str!("../README.md");

/// The fenced blocks of a language, in order.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    README
        .split(&*fence)
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect()
}

/// Everything that is said of a data file.
fn check(text: &str) -> Vec<Diagnostic> {
    let mut sources = Sources::default();
    let file = sources.add("README.toml", text);
    let find = |id: &str| Form::embedded(id).ok_or_else(|| format!("no form {id}"));
    let mut reading = hegao::data::read(&sources, file, &find);
    let report = reading.report.expect("a report");
    reading
        .findings
        .extend(hegao::check::report(&report, None).findings);
    reading.findings
}

#[test]
fn the_commands_run() {
    let folder = tempfile::tempdir().unwrap();
    let mut ran = Vec::new();
    for line in blocks("sh").iter().flat_map(|block| block.lines()) {
        let line = line.split('#').next().unwrap().trim();
        let Some(arguments) = line.strip_prefix("hegao ") else {
            assert!(
                line.is_empty() || line.starts_with("cargo "),
                "a line that nobody tests: {line}"
            );
            continue;
        };
        if arguments.starts_with("import") {
            // What an office has: an old report in Word, here the one just built, and its tables.
            let path = |name: &str| folder.path().join(name);
            std::fs::copy(path("out/报告.docx"), path("旧稿.docx")).unwrap();
            let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cells/示例市-2024.xlsx");
            std::fs::copy(tables, path("表.xlsx")).unwrap();
        }
        let done = Command::new(env!("CARGO_BIN_EXE_hegao"))
            .args(arguments.split_whitespace())
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{line}: {said}");
        ran.push(arguments.split_whitespace().next().unwrap());
    }
    for command in ["new", "check", "build", "figures", "explain"] {
        assert!(ran.contains(&command), "{command} is shown");
    }
}

#[test]
fn the_report_is_without_fault() {
    let findings = check(blocks("toml")[0]);
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn the_overrules_apply_to_the_published_report() {
    let report = include_str!("../data/jingmen-2018.toml");
    let findings = check(&format!("{report}\n{}", blocks("toml")[1]));
    assert!(!diagnostic::has_errors(&findings), "{findings:?}");
}

#[test]
fn the_form_of_an_office_is_one() {
    let form = Form::own("own.toml", blocks("toml")[2]).expect("a form");
    assert_eq!(
        form.find("电话申请数").map(|cell| form.unit(cell)),
        Ok("件")
    );
}
