//! Time: of reading and checking a report in process, and how it grows with the text.

use std::fs;
use std::time::{Duration, Instant};

use hegao::check;
use hegao::report::{Passage, Report, Section};
use hegao::source::Sources;

use crate::Options;
use crate::rows::report;

/// Rounds of which the median is taken.
const ROUNDS: usize = 15;

/// How many times the text is repeated.
const TIMES: usize = 100;

/// Times every report.
pub(crate) fn run(options: &Options) {
    for path in &options.files {
        let text = fs::read_to_string(path).expect("a report that can be read");
        let read = median(|| {
            let mut sources = Sources::default();
            assert!(report(&mut sources, path, text.clone()).1.is_some());
        });
        let mut sources = Sources::default();
        let (_, plain) = report(&mut sources, path, text.clone());
        let mut plain = plain.expect("a report without faults");
        let once = median(|| drop(check::report(&plain)));
        repeat(&mut plain);
        let often = median(|| drop(check::report(&plain)));
        println!(
            "{}: {} bytes, read in {read:.1?}, checked in {once:.1?}; with {TIMES} times the text in {often:.1?}: {:.1} times the time",
            path.file_stem().unwrap_or_default().display(),
            text.len(),
            often.as_secs_f64() / once.as_secs_f64()
        );
    }
}

/// Repeats every paragraph where it stands.
fn repeat(report: &mut Report) {
    fn many(passages: &[Passage]) -> Vec<Passage> {
        let all = passages.iter().cycle();
        all.take(passages.len() * TIMES).cloned().collect()
    }
    fn repeat_in(section: &mut Section) {
        section.body = many(&section.body);
        section.sections.iter_mut().for_each(repeat_in);
    }
    report.preface = many(&report.preface);
    report.sections.iter_mut().for_each(repeat_in);
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}
