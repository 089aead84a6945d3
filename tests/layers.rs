//! The shape of the code: which file knows which library, and which part may use which.

use std::fs;
use std::path::{Path, PathBuf};

/// Every source file with its text, its tests left out.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, all);
            } else {
                all.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path
            .strip_prefix(&root)
            .expect("below src")
            .to_str()
            .expect("ASCII")
            .replace('\\', "/");
        let text = fs::read_to_string(path).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        (name, code.collect::<Vec<_>>().join("\n"))
    };
    paths.iter().map(read).collect()
}

#[test]
fn each_library_is_known_to_the_files_that_own_it() {
    let owners: &[(&str, &[&str])] = &[
        ("typst", &["output/pdf.rs", "output/pdf/walk.rs"]),
        ("ttf_parser::", &["output/fonts/file.rs"]),
        ("docx_rs::", &["word/build.rs", "word/build/page.rs"]),
        ("quick_xml::", &["word/xml.rs"]),
        ("zip::", &["word/package.rs"]),
        ("csv::", &["import/list.rs"]),
        ("encoding_rs::", &["files.rs", "import/text.rs"]),
        ("sha2::", &["digest.rs"]),
        ("calamine::", &["import/workbook.rs"]),
        ("clap::", &["cli.rs", "cli/refusal.rs"]),
        ("annotate_snippets::", &["emit/terminal.rs"]),
        ("indicatif::", &["emit/terminal.rs"]),
        (
            "toml::",
            &[
                "data/tree.rs",
                "form.rs",
                "form/own.rs",
                "form/fault.rs",
                "style.rs",
                "diagnostic.rs",
            ],
        ),
        ("toml_edit::", &["data/edit.rs"]),
        ("std::fs", &["files.rs", "output/fonts/file.rs"]),
        ("println!", &[]),
        ("print!", &[]),
    ];
    let mut strays = Vec::new();
    for (name, code) in sources() {
        for (library, files) in owners {
            let word = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let used = code.match_indices(library).any(|(at, _)| word(at));
            if used && !files.contains(&name.as_str()) {
                strays.push(format!("{name} knows {library}"));
            }
        }
    }
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn uses_go_one_way() {
    let forbidden: &[(&str, &[&str])] = &[
        (
            "figure",
            &[
                "report", "form", "link", "check", "document", "output", "word", "data", "emit",
                "command",
            ],
        ),
        (
            "form",
            &[
                "report", "link", "check", "document", "output", "word", "data", "emit", "command",
            ],
        ),
        (
            "report",
            &[
                "link", "check", "document", "output", "word", "data", "emit", "command",
            ],
        ),
        (
            "link",
            &[
                "check", "document", "output", "word", "data", "emit", "command", "files",
            ],
        ),
        (
            "check",
            &[
                "document", "output", "word", "data", "emit", "command", "files",
            ],
        ),
        (
            "document",
            &[
                "link", "check", "output", "word", "data", "emit", "command", "files",
            ],
        ),
        (
            "word",
            &[
                "link", "check", "output", "data", "emit", "command", "files",
            ],
        ),
        ("output", &["link", "check", "data", "emit", "command"]),
        (
            "import",
            &[
                "link", "check", "output", "data", "emit", "command", "files",
            ],
        ),
        (
            "data",
            &[
                "link", "check", "document", "output", "word", "emit", "command", "files",
            ],
        ),
        (
            "emit",
            &[
                "link", "check", "document", "output", "word", "data", "command", "files",
            ],
        ),
    ];
    let mut strays = Vec::new();
    for (name, code) in sources() {
        let part = name.split(['/', '.']).next().unwrap_or_default();
        for (from, banned) in forbidden.iter().filter(|(from, _)| *from == part) {
            for other in *banned {
                if code.contains(&format!("crate::{other}::"))
                    || code.contains(&format!("crate::{other};"))
                {
                    strays.push(format!("{name}: {from} uses {other}"));
                }
            }
        }
    }
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn no_file_is_too_long_to_read() {
    let long: Vec<_> = sources()
        .into_iter()
        .filter(|(_, code)| code.lines().count() > 600)
        .map(|(name, _)| name)
        .collect();
    assert!(long.is_empty(), "{long:?}");
}
