//! Data files as text: a report in canonical form, one that was imported, and an empty one to fill in.

mod filled;

pub use filled::filled;

use std::fmt::Write as _;

use crate::form::{Address, Form, Placement};
use crate::report::{Chart, Figure, FigureKind, Passage, Report, Section, State, Table};

/// The report's own data, from which the same report can be built: without the author's comments, without `[check]`, and
/// without the seal, which only the office's own copy carries.
#[must_use]
pub fn canonical(report: &Report) -> String {
    let mut out = String::new();
    let meta = &report.meta;
    pair(&mut out, "form", &quoted(&report.form.id));
    pair(&mut out, "year", &report.year.to_string());
    let lines: Vec<String> = meta.title.iter().map(|line| quoted(line.text())).collect();
    let title = if lines.len() == 1 {
        lines[0].clone()
    } else {
        format!("[{}]", lines.join(", "))
    };
    pair(&mut out, "title", &title);
    for (key, value) in [("place", &meta.place), ("organ", &meta.organ)] {
        if let Some(value) = value {
            pair(&mut out, key, &quoted(&value.value));
        }
    }
    if let Some(date) = meta.date {
        let date = date.value;
        pair(
            &mut out,
            "date",
            &format!("{:04}-{:02}-{:02}", date.year, date.month, date.day),
        );
    }
    if let Some(url) = &meta.url {
        pair(&mut out, "url", &quoted(&url.value));
    }
    if let Some(table) = report.default_table.filter(|_| report.tables.len() > 1) {
        pair(
            &mut out,
            "scope",
            &quoted(&report.tables[table].scope.value),
        );
    }
    paragraphs(&mut out, "preface", &report.preface, report);
    for section in &report.sections {
        print_section(&mut out, section, "section", 1, report);
    }
    for table in &report.tables {
        print_table(&mut out, &report.form, table);
    }
    out
}

fn print_section(out: &mut String, section: &Section, key: &str, level: usize, report: &Report) {
    let _ = writeln!(out, "\n[[{key}]]");
    pair(
        out,
        "heading",
        &quoted(&source_text(&section.heading, report)),
    );
    if section.run_in != (level >= 3) {
        pair(out, "run_in", &section.run_in.to_string());
    }
    paragraphs(out, "body", &section.body, report);
    for figure in &section.figures {
        print_figure(out, figure, key, report);
    }
    for section in &section.sections {
        print_section(out, section, &format!("{key}.section"), level + 1, report);
    }
}

fn print_figure(out: &mut String, figure: &Figure, key: &str, report: &Report) {
    let _ = writeln!(out, "\n[[{key}.figure]]");
    pair(out, "title", &quoted(&figure.title.value));
    match &figure.kind {
        FigureKind::Chart {
            chart,
            cells,
            history,
        } => {
            let kind = match chart {
                Chart::Bar => "bar",
                Chart::Stacked => "stacked",
                Chart::Share => "share",
                Chart::Line => "line",
            };
            pair(out, "kind", &quoted(kind));
            let cells: Vec<String> = cells
                .iter()
                .map(|cell| quoted(&report.name(*cell)))
                .collect();
            pair(out, "cells", &format!("[{}]", cells.join(", ")));
            let years: Vec<String> = history
                .iter()
                .map(|(year, value)| format!("\"{year}\" = {value}"))
                .collect();
            if !years.is_empty() {
                pair(out, "history", &format!("{{ {} }}", years.join(", ")));
            }
        }
        FigureKind::Image { file, alt } => {
            // The name alone: folders of the author's machine are nobody's business.
            let name = file.value.rsplit(['/', '\\']).next().unwrap_or(&file.value);
            pair(out, "kind", "\"image\"");
            pair(out, "file", &quoted(name));
            pair(out, "alt", &quoted(alt));
        }
    }
}

fn print_table(out: &mut String, form: &Form, table: &Table) {
    out.push_str("\n[[table]]\n");
    pair(out, "title", &quoted(&table.title.value));
    if !table.scope.value.is_empty() {
        pair(out, "scope", &quoted(&table.scope.value));
    }
    if table.landscape {
        pair(out, "landscape", "true");
    }
    out.push_str("[table.cells]\n");
    for (grid, spec) in form.grids.iter().enumerate() {
        for (row, key) in spec
            .rows
            .iter()
            .enumerate()
            .filter_map(|(r, row)| Some((r, row.key.as_deref()?)))
        {
            let states: Vec<State> = (0..spec.columns.len())
                .map(|column| table.state(Address { grid, row, column }))
                .collect();
            if states.iter().any(|state| *state != State::NotFilled) {
                let values: Vec<String> = states.iter().map(|state| value(*state)).collect();
                pair(out, &quoted(key), &row_of(&values));
            }
        }
    }
}

fn value(state: State) -> String {
    match state {
        State::Number(number) => number.to_string(),
        State::NotApplicable => "\"/\"".to_owned(),
        State::NotFilled => "\"\"".to_owned(),
    }
}

fn row_of(values: &[String]) -> String {
    if let [one] = values {
        one.clone()
    } else {
        format!("[{}]", values.join(", "))
    }
}

fn pair(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {value}");
}

fn paragraphs(out: &mut String, key: &str, passages: &[Passage], report: &Report) {
    if passages.is_empty() {
        return;
    }
    let lines: Vec<String> = passages
        .iter()
        .map(|passage| source_text(passage, report))
        .collect();
    pair(out, key, &long_text(&lines.join("\n")));
}

/// A text of several lines, as literal as its characters allow.
fn long_text(text: &str) -> String {
    let control = |c: char| c.is_control() && c != '\n';
    if text.contains("'''") || text.contains(control) {
        let escaped = escaped(text).replace("\"\"\"", "\\\"\\\"\\\"");
        format!("\"\"\"\n{escaped}\n\"\"\"")
    } else {
        format!("'''\n{text}\n'''")
    }
}

/// The text of a passage with its placeholders.
fn source_text(passage: &Passage, report: &Report) -> String {
    let text = passage.text.text();
    let mut out = String::new();
    let mut at = 0;
    for (range, cell) in &passage.bound {
        out += &text[at..range.start];
        out += &format!("{{{{{}}}}}", report.name(*cell));
        at = range.end;
    }
    out + &text[at..]
}

/// A basic string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text).replace('"', "\\\""))
}

/// A text whose backslashes and control characters TOML reads as they are; line ends stay.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            c if c.is_control() && c != '\n' => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// A data file with every cell of a form, to fill in.
#[must_use]
pub fn blank(form: &Form, year: i32) -> String {
    let mut out = format!(
        "# 政府信息公开工作年度报告，统计表照{}\n\
         # 一个文件就是一份报告。# 后面是说明，可以删去。填好以后：hegao check 本文件；hegao build 本文件\n\n",
        form.basis
    );
    pair(
        &mut out,
        "form",
        &format!("{}          # 用哪张表", quoted(&form.id)),
    );
    pair(&mut out, "year", &format!("{year}            # 报告年度"));
    pair(
        &mut out,
        "title",
        &quoted(&format!("××市人民政府{year}年政府信息公开工作年度报告")),
    );
    pair(&mut out, "place", "\"××市\"");
    pair(
        &mut out,
        "organ",
        "\"××市人民政府办公室\"   # 署名；不署名就删去这一行",
    );
    pair(
        &mut out,
        "date",
        &format!("{}-01-31       # 成文日期", year + 1),
    );
    out += "# url = \"http://www.example.gov.cn\"   # 网址；写上就在文末印二维码\n";
    out += "# seal = \"章.png\"                     # 印章图片，只用于存档用的 PDF\n\n";
    out += "# 引言：一行一段，不用空两格\npreface = '''\n'''\n";
    out += "\n# 一级标题用 [[section]]，二级 [[section.section]]，依此类推；标题不写序号，序号由程序加\n";
    out += "# 正文里写 {{指标名称}} 就印出表中的数，表改了正文跟着改；直接写数字则由程序核对\n";
    for heading in form
        .sections
        .iter()
        .filter_map(|section| section.title.as_ref().or(section.suggested.as_ref()))
    {
        let _ = write!(
            out,
            "\n[[section]]\nheading = {}\nbody = '''\n'''\n",
            quoted(heading)
        );
    }
    out += "\n# 统计表：填数字；不适用填 \"/\"；\"\" 是还没有填，不等于 0\n";
    if form.placement == Placement::Annex {
        out += "# 有「全市」和「本级」两张表的，把下面整段再抄一份，另写标题和口径\n";
    }
    out += "[[table]]\n";
    pair(
        &mut out,
        "title",
        &quoted(&format!("××市{}", form.table_title())),
    );
    pair(&mut out, "scope", "\"本级\"   # 口径：本级、全市 ……");
    out += "[table.cells]\n";
    for spec in &form.grids {
        if spec.columns.len() > 1 {
            let names: Vec<_> = spec
                .columns
                .iter()
                .map(|column| column.name.as_str())
                .collect();
            let _ = writeln!(
                out,
                "\n# {}；依次是：{}",
                spec.caption.as_deref().unwrap_or_default(),
                names.join("、")
            );
        } else if let Some(caption) = &spec.caption {
            let _ = writeln!(out, "\n# {caption}；{}", spec.columns[0].name);
        }
        for row in &spec.rows {
            let Some(key) = &row.key else {
                let _ = writeln!(out, "# {}", row.print);
                continue;
            };
            let cells = vec!["\"\"".to_owned(); spec.columns.len()];
            let unit = if row.unit.is_empty() {
                String::new()
            } else {
                format!("   # {}", row.unit)
            };
            let _ = writeln!(out, "{} = {}{unit}", quoted(key), row_of(&cells));
        }
    }
    out
}
