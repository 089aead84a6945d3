//! Every `tests/check/*.toml` against the findings that its own comments announce, and against its `.out` file.
//!
//! A case announces a finding as `# error: code words`, where the words are those that the first primary label covers.
//! `# previous: FILE` names last year's file, in `tests/check/previous/`. What is announced and not found fails, and so does what is found and not announced. `UPDATE=1 cargo test` rewrites
//! the `.out` files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn hegao(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_hegao"))
        .current_dir(folder)
        .args(arguments)
        .output();
    let output = output.expect("the binary runs");
    assert!(
        output.status.code().is_some_and(|code| code < 2),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The command line of a case: its own options, then its name.
fn arguments<'a>(text: &'a str, options: &[&'a str], name: &'a str) -> Vec<&'a str> {
    let previous = text
        .lines()
        .find_map(|line| line.strip_prefix("# previous: "));
    let previous = previous.into_iter().flat_map(|file| ["--previous", file]);
    let mut arguments = vec!["check"];
    arguments.extend(options);
    arguments.extend(previous);
    arguments.push(name);
    arguments
}

fn announced(text: &str) -> Vec<String> {
    let levels = ["# error: ", "# warning: ", "# note: "];
    let lines = text
        .lines()
        .filter(|line| levels.iter().any(|level| line.starts_with(level)));
    lines
        .map(|line| line.trim_start_matches("# ").trim().to_owned())
        .collect()
}

fn found(json: &str) -> Vec<String> {
    let output: serde_json::Value = serde_json::from_str(json).expect("one valid object");
    let findings = output["findings"].as_array().expect("an array");
    let line = |finding: &serde_json::Value| {
        let labels = finding["labels"].as_array().expect("an array");
        let primary = labels.iter().find(|label| label["primary"] == true);
        let text = primary.map_or("", |label| label["text"].as_str().expect("a string"));
        let words = text.lines().next().unwrap_or_default();
        let of = |key: &str| finding[key].as_str().expect("a string").to_owned();
        format!("{}: {} {words}", of("severity"), of("code"))
            .trim()
            .to_owned()
    };
    findings.iter().map(line).collect()
}

#[test]
fn every_case_finds_what_it_announces() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check");
    let entries = fs::read_dir(&folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    cases.sort();
    assert!(cases.len() > 20, "only {} cases", cases.len());
    let mut failures = Vec::new();
    let mut outputs = BTreeSet::new();
    for case in &cases {
        let name = case.file_name().expect("a file").to_str().expect("ASCII");
        let text = fs::read_to_string(case).expect("a case");
        let (mut wanted, mut got) = (
            announced(&text),
            found(&hegao(
                &folder,
                &arguments(&text, &["--format", "json"], name),
            )),
        );
        wanted.sort();
        got.sort();
        if wanted != got {
            failures.push(format!("{name}\n  announced {wanted:#?}\n  found {got:#?}"));
        }
        let output = case.with_extension("out");
        let human = hegao(&folder, &arguments(&text, &[], name));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&output, &human).expect("the folder can be written to");
        }
        if fs::read_to_string(&output).unwrap_or_default() != human {
            failures.push(format!(
                "{name}: the output differs from {}:\n{human}",
                output.display()
            ));
        }
        outputs.insert(output);
    }
    let all = fs::read_dir(&folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path());
    for stray in
        all.filter(|path| path.extension().is_some_and(|e| e == "out") && !outputs.contains(path))
    {
        failures.push(format!("{} belongs to no case", stray.display()));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
