//! What the notice behind a form demands of a report: its fixed sections, what they must say, and cells filled in.

use super::identity::shown;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::SectionSpec;
use crate::report::{Passage, Report, Section, State};

/// So many cells are named; more are counted.
const NAMED: usize = 6;

/// Holds the report against the notice. A file with fewer than half of the fixed sections is no report yet.
pub(super) fn all(report: &Report, findings: &mut Vec<Diagnostic>) {
    let fixed: Vec<(&SectionSpec, &str)> = report
        .form
        .sections
        .iter()
        .filter_map(|spec| Some((spec, spec.title.as_deref()?)))
        .collect();
    let places = find(report, &fixed);
    let found = places.iter().flatten().count();
    if fixed.is_empty() || found * 2 < fixed.len() {
        return;
    }
    titles(report, &fixed, &places, findings);
    for ((spec, _), place) in fixed.iter().zip(&places) {
        let Some(section) = place.map(|n| &report.sections[n]) else {
            continue;
        };
        length(report, spec, section, findings);
        says(report, spec, section, findings);
    }
    blanks(report, findings);
}

/// Where each fixed section stands: by its title, else by the words of its kind.
fn find(report: &Report, fixed: &[(&SectionSpec, &str)]) -> Vec<Option<usize>> {
    let heading = |n: usize| report.sections[n].heading.text.text();
    let all = 0..report.sections.len();
    let exact = |title: &str| all.clone().find(|n| same(heading(*n), title));
    let mut places: Vec<Option<usize>> = fixed.iter().map(|(_, title)| exact(title)).collect();
    for (n, (spec, _)) in fixed.iter().enumerate() {
        if places[n].is_none() {
            let has = |section: usize, words: &[String]| {
                words
                    .iter()
                    .any(|word| heading(section).contains(word.as_str()))
            };
            let free = |section: &usize| !places.contains(&Some(*section));
            places[n] = all
                .clone()
                .filter(free)
                .find(|n| has(*n, &spec.words) && !has(*n, &spec.unless));
        }
    }
    places
}

/// Whether two headings differ in their final mark or in white space alone.
fn same(heading: &str, title: &str) -> bool {
    let bare = |text: &str| -> String {
        let text = text.trim_end_matches(['。', '：', ':']);
        text.chars().filter(|c| !c.is_whitespace()).collect()
    };
    bare(heading) == bare(title)
}

fn titles(
    report: &Report,
    fixed: &[(&SectionSpec, &str)],
    places: &[Option<usize>],
    findings: &mut Vec<Diagnostic>,
) {
    let mut faults = Vec::new();
    let mut at = Vec::new();
    let mut last = None;
    for ((_, title), place) in fixed.iter().zip(places) {
        let Some(n) = *place else {
            faults.push(format!("缺少「{title}」"));
            continue;
        };
        let heading = &report.sections[n].heading.text;
        if !same(heading.text(), title) {
            faults.push(format!("「{}」应为「{title}」", heading.text()));
            at.push((heading.whole(), format!("应为「{title}」")));
        }
        if last.is_some_and(|last| n < last) {
            faults.push(format!("「{title}」的次序不对"));
            at.push((heading.whole(), "次序不对".to_owned()));
        }
        last = Some(n);
    }
    if faults.is_empty() {
        return;
    }
    let message = format!(
        "章节与{}规定的格式不一致：{}",
        report.form.basis,
        faults.join("，")
    );
    // A title in other words is plain to see, and many offices print it so; a section left out is not.
    let mut finding = if places.iter().all(Option::is_some) {
        Diagnostic::note(Code::Notice, message)
    } else {
        Diagnostic::warning(Code::Notice, message)
    };
    if at.is_empty() {
        let whole = report.meta.title.first().map(crate::source::Located::whole);
        at.extend(whole.map(|place| (place, "这份报告".to_owned())));
    }
    for (place, label) in at {
        finding = finding.at(place, label);
    }
    let titles: Vec<&str> = fixed.iter().map(|(_, title)| *title).collect();
    findings.push(
        finding
            .with_note(format!("规定的标题依次是：{}", titles.join("、")))
            .with_help("标题和次序是固定的，没有内容的部分也要写明"),
    );
}

/// A section, its sub-sections and their headings, as characters that are printed.
fn characters(section: &Section) -> usize {
    let count = |passage: &Passage| {
        let text = passage.text.text();
        text.chars().filter(|c| !c.is_whitespace()).count()
    };
    let body: usize = section.body.iter().map(count).sum();
    let below = section
        .sections
        .iter()
        .map(|section| count(&section.heading) + characters(section));
    body + below.sum::<usize>()
}

fn length(report: &Report, spec: &SectionSpec, section: &Section, findings: &mut Vec<Diagnostic>) {
    let count = characters(section);
    let Some(longest) = spec.longest.filter(|longest| count > *longest) else {
        return;
    };
    let heading = &section.heading.text;
    let message = format!(
        "「{}」共 {count} 字，各地的通知一般要求不超过 {longest} 字",
        heading.text()
    );
    findings.push(
        Diagnostic::note(Code::Notice, message)
            .at(heading.whole(), format!("{count} 字"))
            .with_note(format!("格式依据：{}", report.form.basis))
            .with_help("当地没有字数要求的，不必理会"),
    );
}

fn says(report: &Report, spec: &SectionSpec, section: &Section, findings: &mut Vec<Diagnostic>) {
    let Some(say) = &spec.say else { return };
    let said = |(_, passage): (Option<&Section>, &Passage)| {
        let text = passage.text.text();
        say.words.iter().any(|word| text.contains(word.as_str()))
    };
    if report.passages().any(said) {
        return;
    }
    let heading = &section.heading.text;
    let finding = Diagnostic::note(Code::Notice, format!("没有说明{}", say.what))
        .at(heading.whole(), "应当写在这一部分");
    findings.push(finding.with_help(format!("没有的也要写明，如「{}」", say.example)));
}

/// One note for the cells that are 未填 in a table that is otherwise filled in.
fn blanks(report: &Report, findings: &mut Vec<Diagnostic>) {
    for table in &report.tables {
        let open: Vec<String> = report
            .form
            .addresses()
            .filter(|address| table.state(*address) == State::NotFilled)
            .map(|address| report.form.name(address))
            .collect();
        if open.is_empty() || open.len() == report.form.addresses().count() {
            continue;
        }
        let mut names = open
            .iter()
            .take(NAMED)
            .cloned()
            .collect::<Vec<_>>()
            .join("、");
        if open.len() > NAMED {
            names += " 等";
        }
        let place = if table.title.value.is_empty() {
            table.span
        } else {
            table.title.span
        };
        let message = format!("表中有 {} 格{}", open.len(), shown(State::NotFilled));
        let finding = Diagnostic::note(Code::Notice, message).at(place, "这张表");
        findings.push(
            finding
                .with_note(names)
                .with_help("没有发生的填 0，不适用的填 \"/\"，不要留空"),
        );
    }
}
