//! A report that was imported, as a clerk goes on with it: commented, with every cell of the form.

use std::fmt::Write as _;

use super::{long_text, pair, paragraphs, quoted, row_of, value};
use crate::form::{Address, Form};
use crate::report::{Report, Section, Table};

/// The data file of a report, in its order, with every cell of the form.
#[must_use]
pub fn filled(report: &Report) -> String {
    let mut out = String::from(
        "# 由 hegao import 生成。# 后面是说明，可以删去。核对：hegao check 本文件；出稿：hegao build 本文件\n\n",
    );
    head(&mut out, report);
    out += "\n# 引言：一行一段\n";
    if report.preface.is_empty() {
        pair(&mut out, "preface", &long_text(""));
    }
    paragraphs(&mut out, "preface", &report.preface, report);
    out += "\n# 一级标题用 [[section]]，二级 [[section.section]]，依此类推；一、（一）1.（1）由程序加，不写在标题里\n";
    for section in &report.sections {
        self::section(&mut out, section, "section", 1, report);
    }
    out += "\n# 统计表：填数字；不适用填 \"/\"；\"\" 是还没有填，不等于 0\n";
    for table in &report.tables {
        self::table(&mut out, &report.form, table);
    }
    out
}

fn head(out: &mut String, report: &Report) {
    let meta = &report.meta;
    pair(out, "form", &quoted(&report.form.id));
    pair(out, "year", &report.year.to_string());
    let lines: Vec<String> = meta.title.iter().map(|line| quoted(line.text())).collect();
    let title = match lines.as_slice() {
        [one] => one.clone(),
        _ => format!("[{}]", lines.join(", ")),
    };
    pair(out, "title", &title);
    let text = |out: &mut String, key: &str, value: Option<&String>, absent: &str| match value {
        Some(value) => pair(out, key, &quoted(value)),
        None => {
            let _ = writeln!(out, "# {key} = {absent}");
        }
    };
    let inner = |value: &'_ Option<crate::source::Spanned<String>>| {
        value.as_ref().map(|value| value.value.clone())
    };
    text(out, "place", inner(&meta.place).as_ref(), "\"××市\"");
    text(
        out,
        "organ",
        inner(&meta.organ).as_ref(),
        "\"××市人民政府办公室\"   # 署名，原文没有",
    );
    match meta.date {
        Some(date) => {
            let date = date.value;
            pair(
                out,
                "date",
                &format!("{:04}-{:02}-{:02}", date.year, date.month, date.day),
            );
        }
        None => {
            let _ = writeln!(
                out,
                "# date = {}-01-31   # 成文日期，原文没有",
                report.year + 1
            );
        }
    }
    text(
        out,
        "url",
        inner(&meta.url).as_ref(),
        "\"http://www.example.gov.cn\"   # 网址，写上就在文末印二维码",
    );
    if let Some(table) = report.default_table.filter(|_| report.tables.len() > 1) {
        pair(out, "scope", &quoted(&report.tables[table].scope.value));
    }
}

fn section(out: &mut String, section: &Section, key: &str, level: usize, report: &Report) {
    let _ = writeln!(out, "\n[[{key}]]");
    pair(out, "heading", &quoted(section.heading.text.text()));
    if section.run_in != (level >= 3) {
        pair(out, "run_in", &section.run_in.to_string());
    }
    paragraphs(out, "body", &section.body, report);
    for below in &section.sections {
        self::section(out, below, &format!("{key}.section"), level + 1, report);
    }
}

fn table(out: &mut String, form: &Form, table: &Table) {
    out.push_str("\n[[table]]\n");
    pair(out, "title", &quoted(&table.title.value));
    pair(out, "scope", &quoted(&table.scope.value));
    out.push_str("[table.cells]\n");
    for (grid, spec) in form.grids.iter().enumerate() {
        let names: Vec<_> = spec
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        let caption = spec.caption.as_deref().unwrap_or("统计表");
        if names.len() > 1 {
            let _ = writeln!(out, "\n# {caption}，依次是：{}", names.join("、"));
        } else if spec.caption.is_some() {
            let _ = writeln!(out, "\n# {caption}，{}", names[0]);
        }
        for (row, spec_row) in spec.rows.iter().enumerate() {
            let Some(key) = &spec_row.key else {
                let _ = writeln!(out, "# {}", spec_row.print);
                continue;
            };
            let values: Vec<String> = (0..spec.columns.len())
                .map(|column| value(table.state(Address { grid, row, column })))
                .collect();
            let unit = if spec_row.unit.is_empty() {
                String::new()
            } else {
                format!("   # {}", spec_row.unit)
            };
            let _ = writeln!(out, "{} = {}{unit}", quoted(key), row_of(&values));
        }
    }
}
