//! Any text as a data file: read, checked, and every place that is named lies in the file.
//!
//! `cargo +nightly fuzz run data`

#![no_main]

use hegao::form::Form;
use hegao::source::Sources;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    let file = sources.add("report.toml", text);
    let find = |id: &str| Form::embedded(id).ok_or_else(String::new);
    let reading = hegao::data::read(&sources, file, &find);
    let mut findings = reading.findings;
    // The year before said the same.
    let mut last = hegao::data::read(&sources, file, &find).report;
    if let Some(last) = &mut last {
        last.year = last.year.saturating_sub(1);
    }
    if let Some(report) = &reading.report {
        findings.extend(hegao::check::report(report, last.as_ref()).findings);
    }
    for label in findings.iter().flat_map(|finding| &finding.labels) {
        let whole = sources.text(label.span.file);
        assert!(whole.get(label.span.range()).is_some(), "{label:?}");
    }
});
