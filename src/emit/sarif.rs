//! Findings as SARIF 2.1.0, for editors and CI.

use serde_json::{Value, json};

use crate::diagnostic::{Code, Diagnostic, Label, Severity};
use crate::source::Sources;

/// One SARIF log with the findings of one call.
#[must_use]
pub fn log<'a>(sources: &Sources, findings: impl Iterator<Item = &'a Diagnostic>) -> String {
    let findings: Vec<_> = findings.collect();
    let mut codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| result(sources, finding))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "hegao", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).expect("plain data serialises") + "\n"
}

fn rule(code: Code) -> Value {
    let explanation = code.explanation();
    json!({
        "id": code.name(),
        "shortDescription": { "text": explanation.title },
        "fullDescription": { "text": explanation.meaning },
        "help": { "text": explanation.remedy },
        "defaultConfiguration": { "level": level(explanation.highest) },
    })
}

fn result(sources: &Sources, finding: &Diagnostic) -> Value {
    let text = std::iter::once(&finding.message)
        .chain(&finding.notes)
        .chain(&finding.help);
    let text: Vec<&str> = text.map(String::as_str).collect();
    let of = |primary: bool| {
        finding
            .labels
            .iter()
            .filter(move |label| label.primary == primary)
    };
    json!({
        "ruleId": finding.code.name(),
        "level": level(finding.severity),
        "message": { "text": text.join("\n") },
        "locations": of(true).map(|label| location(sources, label)).collect::<Vec<_>>(),
        "relatedLocations": of(false).map(|label| location(sources, label)).collect::<Vec<_>>(),
    })
}

fn location(sources: &Sources, label: &Label) -> Value {
    let span = label.span;
    let (start, end) = (
        sources.position(span.file, span.start),
        sources.position(span.file, span.end),
    );
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(sources.name(span.file)) },
            "region": {
                "startLine": start.line, "startColumn": start.column,
                "endLine": end.line, "endColumn": end.column,
                "byteOffset": span.start, "byteLength": span.end - span.start,
            },
        },
        "message": { "text": label.message },
    })
}

/// A path as given, as a URI reference (RFC 3986): everything that is not unreserved is escaped, `/` kept.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

fn level(severity: Severity) -> &'static str {
    severity.name()
}
