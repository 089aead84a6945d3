//! The file as understood: cells against the form, placeholders printed, overrules resolved; every complaint at once.

mod cells;
mod narrative;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::written::{Written, WrittenFigure, WrittenPin, WrittenSection};
use super::{FindForm, character};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::Form;
use crate::report::{
    Alias, Cell, Chart, Figure, FigureKind, Ignore, Meta, Overrules, Passage, Pin, Relation,
    Report, Section, Table,
};
use crate::source::{Located, Spanned};

use cells::Tables;

/// Holds a file as written against its form.
pub(super) fn understand(
    written: &Written,
    find_form: &FindForm<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Report> {
    let form = form(written, find_form, findings);
    // What has a value of the wrong type is not missing.
    let wrong = |key: &str, findings: &[Diagnostic]| {
        findings
            .iter()
            .any(|finding| finding.message.starts_with(key))
    };
    if written.year.is_none() && !wrong("year ", findings) {
        let finding =
            Diagnostic::error(Code::DataType, "没有写明报告年度").at(written.span, "缺少 year");
        findings.push(finding.with_help("补上 year = 2018"));
    }
    let title: Vec<Located> = written.title.iter().flat_map(narrative::lines).collect();
    if title.is_empty() && !wrong("title ", findings) {
        let finding =
            Diagnostic::error(Code::DataType, "报告没有标题").at(written.span, "缺少 title");
        findings.push(finding.with_help("补上 title = \"…政府信息公开工作年度报告\""));
    }
    for line in &title {
        character::check(line, findings);
    }
    let blanks = [&written.place, &written.organ]
        .into_iter()
        .flatten()
        .filter(|text| text.value.contains("××"));
    let blanks = blanks.map(|text| text.span);
    let in_title = title
        .iter()
        .filter(|line| line.text().contains("××"))
        .map(Located::whole);
    for place in in_title.chain(blanks) {
        let finding = Diagnostic::warning(Code::DataPlaceholder, "「××」还没有换成本地的名称")
            .at(place, "这里");
        findings.push(finding.with_help("改成本地的名称"));
    }
    let form = form?;
    let tables = cells::tables(&form, &written.tables, findings);
    let default_table = default_table(&form, written, &tables, findings);
    let view = Tables {
        form: &form,
        all: &tables,
        default_table,
    };
    let mut reader = Reader {
        tables: view,
        findings,
    };
    let preface = written
        .preface
        .as_ref()
        .map(|text| reader.paragraphs(text))
        .unwrap_or_default();
    let sections = reader.sections(&written.sections, 1, "");
    let overrules = reader.overrules(written);
    let url = reader.url(written);
    let year = written.year.as_ref()?;
    if !form.years().contains(&year.value) {
        let years = form.years();
        let message = format!("{}年度不在这张表（{}）的适用年度之内", year.value, form.id);
        let until = if *years.end() == i32::MAX {
            "起".to_owned()
        } else {
            format!("至 {} 年", years.end())
        };
        let note = format!("{}适用于 {} 年{until}的报告", form.basis, years.start());
        findings.push(
            Diagnostic::note(Code::Period, message)
                .at(year.span, "报告年度")
                .with_note(note),
        );
    }
    Some(Report {
        file: written.span.file,
        year: year.value,
        meta: Meta {
            title,
            place: written.place.clone(),
            organ: written.organ.clone(),
            date: written.date,
            url,
            seal: written.seal.clone(),
        },
        preface,
        sections,
        tables,
        default_table,
        overrules,
        form,
    })
}

/// The form that the file names.
fn form(
    written: &Written,
    find_form: &FindForm<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Arc<Form>> {
    if let Some(name) = &written.form {
        return match find_form(&name.value) {
            Ok(form) => Some(form),
            Err(why) => {
                findings.push(Diagnostic::error(Code::DataType, why).at(name.span, "这张表"));
                None
            }
        };
    }
    if !findings
        .iter()
        .any(|finding| finding.message.starts_with("form "))
    {
        let ids: Vec<_> = Form::ids().map(|id| format!("\"{id}\"")).collect();
        let finding =
            Diagnostic::error(Code::DataType, "没有写明用哪一张表").at(written.span, "缺少 form");
        findings.push(finding.with_help(format!(
            "补上 form = {}，或本单位表式文件的文件名",
            ids.join(" 或 ")
        )));
    }
    None
}

/// The table meant where nothing else is said: the one that `scope` names, the only one, else the one whose scope begins with 全.
fn default_table(
    form: &Form,
    written: &Written,
    tables: &[Table],
    findings: &mut Vec<Diagnostic>,
) -> Option<usize> {
    if let Some(scope) = &written.scope {
        let found = tables
            .iter()
            .position(|table| table.scope.value == scope.value);
        if found.is_none() {
            let scopes: Vec<_> = tables
                .iter()
                .map(|table| table.scope.value.as_str())
                .collect();
            let message = format!("没有口径为「{}」的表", scope.value);
            let finding =
                Diagnostic::error(Code::DataUnknownIndicator, message).at(scope.span, "默认口径");
            findings.push(finding.with_help(format!("各表的口径是：{}", scopes.join("、"))));
        }
        return found;
    }
    if tables.len() == 1 {
        return Some(0);
    }
    let scope = |n: usize| tables[n].scope.value.as_str();
    let all = 0..tables.len();
    // What every other table lies within, or is called 全….
    let holds_all = |n: &usize| {
        let mut others = all.clone().filter(|other| other != n);
        !form.scopes.is_empty() && others.all(|other| form.within(scope(other), scope(*n)))
    };
    let mut whole = all
        .clone()
        .filter(|n| scope(*n).starts_with('全') || holds_all(n));
    match (whole.next(), whole.next()) {
        (Some(n), None) => Some(n),
        _ => None,
    }
}

struct Reader<'a, 'f> {
    tables: Tables<'a>,
    findings: &'f mut Vec<Diagnostic>,
}

impl Reader<'_, '_> {
    fn paragraphs(&mut self, text: &Located) -> Vec<Passage> {
        narrative::lines(text)
            .into_iter()
            .map(|line| narrative::passage(&line, &self.tables, self.findings))
            .collect()
    }

    fn sections(&mut self, written: &[WrittenSection], level: usize, parent: &str) -> Vec<Section> {
        let mut sections = Vec::new();
        for (n, section) in written.iter().enumerate() {
            let path = format!("{parent}section[{n}]");
            let heading = narrative::trimmed(&section.heading);
            if level > 4 {
                let finding = Diagnostic::error(Code::DataType, "标题超过四级");
                let place = if heading.text().is_empty() {
                    None
                } else {
                    Some(heading.whole())
                };
                self.findings.extend(place.map(|place| {
                    finding
                        .at(place, "第五级")
                        .with_help("公文的层次序数只有四级：一、（一）1.（1）")
                }));
            }
            sections.push(Section {
                heading: narrative::passage(&heading, &self.tables, self.findings),
                run_in: section.run_in.unwrap_or(level >= 3),
                body: section
                    .body
                    .as_ref()
                    .map(|body| self.paragraphs(body))
                    .unwrap_or_default(),
                figures: section
                    .figures
                    .iter()
                    .filter_map(|figure| self.figure(figure))
                    .collect(),
                sections: self.sections(&section.sections, level + 1, &format!("{path}.")),
                path,
            });
        }
        sections
    }

    fn figure(&mut self, written: &WrittenFigure) -> Option<Figure> {
        let mut missing = |key: &str, help: &str| {
            let finding = Diagnostic::error(Code::DataType, format!("这幅图缺少 {key}"))
                .at(written.span, "[[figure]]");
            self.findings.push(finding.with_help(help));
        };
        if written.title.is_none() {
            missing("title", "补上图题：title = \"…\"");
        }
        let Some(kind) = &written.kind else {
            missing(
                "kind",
                "补上 kind = \"bar\"、\"stacked\"、\"share\"、\"line\" 或 \"image\"",
            );
            return None;
        };
        let chart = match kind.value.as_str() {
            "bar" => Some(Chart::Bar),
            "stacked" => Some(Chart::Stacked),
            "share" => Some(Chart::Share),
            "line" => Some(Chart::Line),
            "image" => None,
            other => {
                let finding = Diagnostic::error(Code::DataType, format!("没有「{other}」这种图"))
                    .at(kind.span, "kind");
                self.findings
                    .push(finding.with_help("可用：bar、stacked、share、line、image"));
                return None;
            }
        };
        let kind = if let Some(chart) = chart {
            if written.cells.is_empty() {
                missing("cells", "补上要画的单元格：cells = [\"收到申请数\"]");
            }
            let cells: Vec<_> = written
                .cells
                .iter()
                .filter_map(|name| self.cell(name))
                .collect();
            FigureKind::Chart {
                chart,
                cells,
                history: self.history(written),
            }
        } else {
            if written.file.is_none() {
                missing("file", "补上图片文件：file = \"照片.jpg\"");
            }
            if written.alt.is_none() {
                missing("alt", "补上图片说明（供看不见图的人用）：alt = \"…\"");
            }
            FigureKind::Image {
                file: written.file.clone()?,
                alt: written.alt.clone()?.value,
            }
        };
        Some(Figure {
            title: written.title.clone()?,
            kind,
            span: written.span,
        })
    }

    fn history(&mut self, written: &WrittenFigure) -> BTreeMap<i32, rust_decimal::Decimal> {
        let mut history = BTreeMap::new();
        for (year, value) in &written.history {
            if let Ok(number) = year.value.parse() {
                history.insert(number, value.value);
            } else {
                let finding =
                    Diagnostic::error(Code::DataType, "年份应当是四位数").at(year.span, "history");
                self.findings
                    .push(finding.with_help("写成 { \"2016\" = 70213 }"));
            }
        }
        history
    }

    fn cell(&mut self, name: &Spanned<String>) -> Option<Cell> {
        self.tables
            .find(&name.value)
            .map_err(|fault| self.findings.push(fault.finding(name.span)))
            .ok()
    }

    fn overrules(&mut self, written: &Written) -> Overrules {
        let pins = written
            .pins
            .iter()
            .filter_map(|pin| self.pin(pin))
            .collect();
        let ignore = |ignore: &super::written::WrittenIgnore| Ignore {
            quote: ignore.quote.clone(),
            reason: ignore.reason.value.clone(),
        };
        let aliases = written.aliases.iter().filter_map(|alias| {
            let found = self.tables.find(&alias.indicator.value);
            let found = found
                .map_err(|fault| self.findings.push(fault.finding(alias.indicator.span)))
                .ok()?;
            Some(Alias {
                word: alias.word.clone(),
                row: (found.address.grid, found.address.row),
            })
        });
        let aliases = aliases.collect();
        Overrules {
            pins,
            ignores: written.ignores.iter().map(ignore).collect(),
            aliases,
        }
    }

    fn pin(&mut self, pin: &WrittenPin) -> Option<Pin> {
        let cells: Vec<_> = pin.cells.iter().map(|name| self.cell(name)).collect();
        let cells: Vec<_> = cells.into_iter().collect::<Option<_>>()?;
        let relation = match pin
            .relation
            .as_ref()
            .map(|relation| (relation.value.as_str(), relation.span))
        {
            None | Some(("equal", _)) if cells.len() == 1 => Relation::Equal,
            None | Some(("sum", _)) => Relation::Sum,
            Some(("each", _)) => Relation::Each,
            Some(("difference", _)) => Relation::Difference,
            Some((other, span)) => {
                let message = format!("{} 个单元格之间没有「{other}」这种关系", cells.len());
                let finding = Diagnostic::error(Code::DataType, message).at(span, "relation");
                let help = "可用：equal（一个单元格）、sum（之和）、each（分别都是）、difference（第一个减其余）";
                self.findings.push(finding.with_help(help));
                return None;
            }
        };
        Some(Pin {
            quote: pin.quote.clone(),
            cells,
            relation,
        })
    }

    fn url(&mut self, written: &Written) -> Option<Spanned<String>> {
        let url = written.url.clone()?;
        let scheme = url.value.starts_with("http://") || url.value.starts_with("https://");
        if scheme && url.value.is_ascii() && !url.value.contains(char::is_whitespace) {
            return Some(url);
        }
        let finding = Diagnostic::error(Code::DataType, "网址不完整").at(url.span, "url");
        self.findings.push(
            finding.with_help(
                "以 http:// 或 https:// 开头，只用英文字符，如 http://www.jingmen.gov.cn",
            ),
        );
        None
    }
}
