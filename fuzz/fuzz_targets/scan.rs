//! Any text as a passage: every figure in order, apart and on boundaries, on every form.
//!
//! `cargo +nightly fuzz run scan`

#![no_main]

use hegao::figure::scan::scan;
use hegao::form::Form;
use hegao::report::{Passage, Report};
use hegao::source::{Located, Sources};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut floor = 0;
    for figure in scan(text) {
        assert!(floor <= figure.range.start && figure.range.start < figure.range.end);
        assert!(text.get(figure.range.clone()).is_some());
        assert!(text.get(figure.numeral.clone()).is_some());
        floor = figure.range.end;
    }
    for form in Form::ids().filter_map(Form::embedded) {
        let mut sources = Sources::default();
        let file = sources.add("-", text);
        let report = Report::of_form(form, file);
        let passage = Passage {
            text: Located::verbatim(file, 0, text),
            bound: Vec::new(),
        };
        for entry in hegao::check::passages(&report, &[passage]).concat() {
            assert_eq!(text.get(entry.range.clone()), Some(entry.text.as_str()));
        }
    }
});
