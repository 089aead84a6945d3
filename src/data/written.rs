//! The file as written: right keys and types, nothing yet held against the form.

use rust_decimal::Decimal;

use super::character;
use super::tree::{Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::Date;
use crate::source::{Located, Span, Spanned};

/// A data file: every key optional, every value with its place.
#[derive(Debug)]
pub(super) struct Written {
    /// The first line, for what is missing.
    pub(super) span: Span,
    pub(super) form: Option<Spanned<String>>,
    pub(super) year: Option<Spanned<i32>>,
    pub(super) title: Vec<Located>,
    pub(super) place: Option<Spanned<String>>,
    pub(super) organ: Option<Spanned<String>>,
    pub(super) date: Option<Spanned<Date>>,
    pub(super) url: Option<Spanned<String>>,
    pub(super) seal: Option<Spanned<String>>,
    pub(super) scope: Option<Spanned<String>>,
    pub(super) preface: Option<Located>,
    pub(super) sections: Vec<WrittenSection>,
    pub(super) tables: Vec<WrittenTable>,
    pub(super) pins: Vec<WrittenPin>,
    pub(super) ignores: Vec<WrittenIgnore>,
    pub(super) aliases: Vec<WrittenAlias>,
}

#[derive(Debug)]
pub(super) struct WrittenSection {
    pub(super) heading: Located,
    pub(super) run_in: Option<bool>,
    pub(super) body: Option<Located>,
    pub(super) figures: Vec<WrittenFigure>,
    pub(super) sections: Vec<WrittenSection>,
}

#[derive(Debug)]
pub(super) struct WrittenFigure {
    pub(super) span: Span,
    pub(super) title: Option<Spanned<String>>,
    pub(super) kind: Option<Spanned<String>>,
    pub(super) cells: Vec<Spanned<String>>,
    pub(super) history: Vec<(Spanned<String>, Spanned<Decimal>)>,
    pub(super) file: Option<Spanned<String>>,
    pub(super) alt: Option<Spanned<String>>,
}

#[derive(Debug)]
pub(super) struct WrittenTable {
    pub(super) span: Span,
    pub(super) title: Option<Spanned<String>>,
    pub(super) scope: Option<Spanned<String>>,
    pub(super) landscape: bool,
    pub(super) cells: Vec<(Spanned<String>, WrittenCell)>,
    pub(super) parts: Vec<WrittenPart>,
}

/// What a unit contributed to a table.
#[derive(Debug)]
pub(super) struct WrittenPart {
    pub(super) unit: Option<Spanned<String>>,
    pub(super) scope: Option<Spanned<String>>,
    pub(super) cells: Vec<(Spanned<String>, WrittenCell)>,
}

/// What stands behind a key of `[table.cells]`.
#[derive(Debug)]
pub(super) enum WrittenCell {
    One(Spanned<WrittenState>),
    Row(Vec<Spanned<WrittenState>>, Span),
    Columns(Vec<(Spanned<String>, Spanned<WrittenState>)>),
}

#[derive(Debug)]
pub(super) enum WrittenState {
    Number(Decimal),
    Text(String),
    /// Anything else, named.
    Other(&'static str),
}

#[derive(Debug)]
pub(super) struct WrittenPin {
    pub(super) quote: Spanned<String>,
    pub(super) cells: Vec<Spanned<String>>,
    pub(super) relation: Option<Spanned<String>>,
}

#[derive(Debug)]
pub(super) struct WrittenIgnore {
    pub(super) quote: Spanned<String>,
    pub(super) reason: Spanned<String>,
}

#[derive(Debug)]
pub(super) struct WrittenAlias {
    pub(super) word: Spanned<String>,
    pub(super) indicator: Spanned<String>,
}

/// Reads the tree of a data file.
pub(super) fn read(root: &Table, findings: &mut Vec<Diagnostic>) -> Written {
    let mut fields = Fields::new(root, "数据文件", findings);
    let check = fields.table("check");
    let written = Written {
        span: root.span,
        form: fields.string("form"),
        year: fields.year("year"),
        title: fields.lines("title"),
        place: fields.string("place"),
        organ: fields.string("organ"),
        date: fields.date("date"),
        url: fields.string("url"),
        seal: fields.string("seal"),
        scope: fields.string("scope"),
        preface: fields.text("preface"),
        sections: fields.tables("section", section),
        tables: fields.tables("table", filled_form),
        pins: Vec::new(),
        ignores: Vec::new(),
        aliases: Vec::new(),
    };
    fields.finish();
    let Some(check) = check else { return written };
    let mut fields = Fields::new(check, "[check]", findings);
    let written = Written {
        pins: fields.tables("pin", pin).into_iter().flatten().collect(),
        ignores: fields
            .tables("ignore", ignore)
            .into_iter()
            .flatten()
            .collect(),
        aliases: fields
            .tables("alias", alias)
            .into_iter()
            .flatten()
            .collect(),
        ..written
    };
    fields.finish();
    written
}

fn section(table: &Table, findings: &mut Vec<Diagnostic>) -> WrittenSection {
    let mut fields = Fields::new(table, "[[section]]", findings);
    let heading = fields.text("heading");
    let section = WrittenSection {
        heading: heading
            .clone()
            .unwrap_or_else(|| Located::empty(table.span.file)),
        run_in: fields.boolean("run_in"),
        body: fields.text("body"),
        figures: fields.tables("figure", figure),
        sections: fields.tables("section", section),
    };
    let missing = heading.is_none_or(|heading| heading.text().trim().is_empty());
    if missing {
        fields.missing("heading", "这一节没有标题", "heading = \"…\"");
    }
    fields.finish();
    section
}

fn figure(table: &Table, findings: &mut Vec<Diagnostic>) -> WrittenFigure {
    let mut fields = Fields::new(table, "[[figure]]", findings);
    let figure = WrittenFigure {
        span: table.span,
        title: fields.string("title"),
        kind: fields.string("kind"),
        cells: fields.strings("cells"),
        history: fields.history("history"),
        file: fields.string("file"),
        alt: fields.string("alt"),
    };
    fields.finish();
    figure
}

fn filled_form(table: &Table, findings: &mut Vec<Diagnostic>) -> WrittenTable {
    let mut fields = Fields::new(table, "[[table]]", findings);
    let cells = cells(&mut fields);
    let form = WrittenTable {
        span: table.span,
        title: fields.string("title"),
        scope: fields.string("scope"),
        landscape: fields.boolean("landscape").unwrap_or(false),
        cells,
        parts: fields.tables("part", part),
    };
    fields.finish();
    form
}

fn part(table: &Table, findings: &mut Vec<Diagnostic>) -> WrittenPart {
    let mut fields = Fields::new(table, "[[table.part]]", findings);
    let part = WrittenPart {
        unit: fields.string("unit"),
        scope: fields.string("scope"),
        cells: cells(&mut fields),
    };
    if part.unit.is_none() {
        fields.missing("unit", "没有写明是哪个单位", "unit = \"…\"");
    }
    fields.finish();
    part
}

fn cells(fields: &mut Fields<'_, '_>) -> Vec<(Spanned<String>, WrittenCell)> {
    let entries = fields.table("cells").into_iter().flat_map(|t| &t.entries);
    let mut cells: Vec<_> = entries.map(cell).collect();
    // In the order of the file, so that of two entries the second is the one too many.
    cells.sort_by_key(|(name, _)| name.span);
    cells
}

fn cell((name, (key, node)): (&String, &(Span, Node))) -> (Spanned<String>, WrittenCell) {
    let cell = match &node.value {
        Value::Array(items) => WrittenCell::Row(items.iter().map(state).collect(), node.span),
        Value::Table(columns) => {
            let column = |(name, (key, node)): (&String, &(Span, Node))| {
                (Spanned::new(name.clone(), *key), state(node))
            };
            WrittenCell::Columns(columns.entries.iter().map(column).collect())
        }
        _ => WrittenCell::One(state(node)),
    };
    (Spanned::new(name.clone(), *key), cell)
}

fn state(node: &Node) -> Spanned<WrittenState> {
    let state = match &node.value {
        Value::Number(Some(number)) => WrittenState::Number(*number),
        Value::String(text) => WrittenState::Text(text.text().to_owned()),
        Value::Number(None) => WrittenState::Other("一个太大的数"),
        other => WrittenState::Other(other.kind()),
    };
    Spanned::new(state, node.span)
}

fn pin(table: &Table, findings: &mut Vec<Diagnostic>) -> Option<WrittenPin> {
    let mut fields = Fields::new(table, "[[check.pin]]", findings);
    let (quote, cells, relation) = (
        fields.string("quote"),
        fields.strings("cells"),
        fields.string("relation"),
    );
    if quote.is_none() {
        fields.missing("quote", "没有写明是哪一处", "quote = \"正文中的原话\"");
    }
    if cells.is_empty() {
        fields.missing("cells", "没有写明指哪些单元格", "cells = [\"收到申请数\"]");
    }
    fields.finish();
    Some(WrittenPin {
        quote: quote?,
        cells,
        relation,
    })
}

fn ignore(table: &Table, findings: &mut Vec<Diagnostic>) -> Option<WrittenIgnore> {
    let mut fields = Fields::new(table, "[[check.ignore]]", findings);
    let (quote, reason) = (fields.string("quote"), fields.string("reason"));
    if quote.is_none() {
        fields.missing("quote", "没有写明是哪一处", "quote = \"正文中的原话\"");
    }
    if reason
        .as_ref()
        .is_none_or(|reason| reason.value.trim().is_empty())
    {
        fields.missing(
            "reason",
            "没有写明不核的理由",
            "reason = \"不属统计表口径\"",
        );
    }
    fields.finish();
    Some(WrittenIgnore {
        quote: quote?,
        reason: reason?,
    })
}

fn alias(table: &Table, findings: &mut Vec<Diagnostic>) -> Option<WrittenAlias> {
    let mut fields = Fields::new(table, "[[check.alias]]", findings);
    let (word, indicator) = (fields.string("word"), fields.string("indicator"));
    if word.is_none() {
        fields.missing("word", "没有写明是哪个词", "word = \"查阅场所\"");
    }
    if indicator.is_none() {
        fields.missing(
            "indicator",
            "没有写明指哪个指标",
            "indicator = \"设置政府信息公开查阅点数\"",
        );
    }
    fields.finish();
    Some(WrittenAlias {
        word: word?,
        indicator: indicator?,
    })
}

/// The fields of one table: hands each out by name and type, and at the end names those that nobody asked for.
struct Fields<'t, 'f> {
    table: &'t Table,
    what: &'static str,
    known: Vec<&'static str>,
    findings: &'f mut Vec<Diagnostic>,
}

impl<'t, 'f> Fields<'t, 'f> {
    fn new(table: &'t Table, what: &'static str, findings: &'f mut Vec<Diagnostic>) -> Self {
        Self {
            table,
            what,
            known: Vec::new(),
            findings,
        }
    }

    fn take(&mut self, key: &'static str) -> Option<&'t Node> {
        self.known.push(key);
        self.table.entries.get(key).map(|(_, node)| node)
    }

    fn wrong(&mut self, key: &str, node: &Node, wanted: &str, help: &str) {
        let message = format!("{key} 应当是{wanted}");
        let label = format!("这里是{}", node.value.kind());
        self.findings.push(
            Diagnostic::error(Code::DataType, message)
                .at(node.span, label)
                .with_help(help),
        );
    }

    /// A key as the header of a table names it: `check.pin`.
    fn path(&self, key: &str) -> String {
        match self.what.strip_prefix('[') {
            Some(what) => format!("{}.{key}", what.trim_matches(['[', ']'])),
            None => key.to_owned(),
        }
    }

    fn missing(&mut self, key: &str, message: &str, help: &str) {
        let label = format!("{} 缺少 {key}", self.what);
        let finding = Diagnostic::error(Code::DataType, message).at(self.table.span, label);
        self.findings
            .push(finding.with_help(format!("补上 {help}")));
    }

    fn text(&mut self, key: &'static str) -> Option<Located> {
        let node = self.take(key)?;
        if let Value::String(text) = &node.value {
            Some(text.clone())
        } else {
            self.wrong(key, node, "一段文字", &format!("写成 {key} = \"…\""));
            None
        }
    }

    /// A short text on one line; blank counts as absent.
    fn string(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.text(key)?;
        let trimmed = text.text().trim();
        if trimmed.is_empty() {
            return None;
        }
        let start = text.text().len() - text.text().trim_start().len();
        character::check(&text.part(start..start + trimmed.len()), self.findings);
        Some(Spanned::new(
            trimmed.to_owned(),
            text.span(start..start + trimmed.len()),
        ))
    }

    fn lines(&mut self, key: &'static str) -> Vec<Located> {
        let Some(node) = self.take(key) else {
            return Vec::new();
        };
        let lines = match &node.value {
            Value::String(text) => vec![text.clone()],
            Value::Array(items) => {
                let mut lines = Vec::new();
                for item in items {
                    match &item.value {
                        Value::String(text) => lines.push(text.clone()),
                        _ => self.wrong(key, item, "一段文字", "写成 [\"第一行\", \"第二行\"]"),
                    }
                }
                lines
            }
            _ => {
                self.wrong(key, node, "一段文字", &format!("写成 {key} = \"…\""));
                Vec::new()
            }
        };
        lines
            .into_iter()
            .filter(|line| !line.text().trim().is_empty())
            .collect()
    }

    fn strings(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(node) = self.take(key) else {
            return Vec::new();
        };
        let help = format!("写成 {key} = [\"…\", \"…\"]");
        let Value::Array(items) = &node.value else {
            self.wrong(key, node, "一个数组", &help);
            return Vec::new();
        };
        let mut strings = Vec::new();
        for item in items {
            match &item.value {
                Value::String(text) => {
                    strings.push(Spanned::new(text.text().to_owned(), item.span));
                }
                _ => self.wrong(key, item, "一段文字", &help),
            }
        }
        strings
    }

    fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let node = self.take(key)?;
        if let Value::Boolean(yes) = node.value {
            return Some(yes);
        }
        self.wrong(key, node, " true 或 false", &format!("写成 {key} = true"));
        None
    }

    fn year(&mut self, key: &'static str) -> Option<Spanned<i32>> {
        use rust_decimal::prelude::ToPrimitive;
        let node = self.take(key)?;
        let whole = |number: &Decimal| number.is_integer().then(|| number.to_i32()).flatten();
        if let Value::Number(Some(number)) = &node.value
            && let Some(year) = whole(number).filter(|year| (1900..=2999).contains(year))
        {
            return Some(Spanned::new(year, node.span));
        }
        self.wrong(key, node, "四位数的年份", &format!("写成 {key} = 2018"));
        None
    }

    fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let node = self.take(key)?;
        match node.value {
            Value::Date(Some(date)) => return Some(Spanned::new(date, node.span)),
            _ => self.wrong(
                key,
                node,
                "一个日期",
                &format!("写成 {key} = 2019-02-28，不加引号，不写钟点"),
            ),
        }
        None
    }

    fn table(&mut self, key: &'static str) -> Option<&'t Table> {
        let node = self.take(key)?;
        if let Value::Table(table) = &node.value {
            return Some(table);
        }
        self.wrong(key, node, "一个表", &format!("写成 [{}]", self.path(key)));
        None
    }

    fn tables<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&'t Table, &mut Vec<Diagnostic>) -> T,
    ) -> Vec<T> {
        let Some(node) = self.take(key) else {
            return Vec::new();
        };
        let help = format!("每一个都另起一行写 [[{}]]（双方括号）", self.path(key));
        let Value::Array(items) = &node.value else {
            self.wrong(key, node, "一组表", &help);
            return Vec::new();
        };
        let mut all = Vec::new();
        for item in items {
            match &item.value {
                Value::Table(table) => all.push(read(table, self.findings)),
                _ => self.wrong(key, item, "一个表", &help),
            }
        }
        all
    }

    fn history(&mut self, key: &'static str) -> Vec<(Spanned<String>, Spanned<Decimal>)> {
        let Some(table) = self.table(key) else {
            return Vec::new();
        };
        let mut history = Vec::new();
        for (year, (span, node)) in &table.entries {
            match &node.value {
                Value::Number(Some(number)) => {
                    history.push((
                        Spanned::new(year.clone(), *span),
                        Spanned::new(*number, node.span),
                    ));
                }
                _ => self.wrong(key, node, "一个数", "写成 { \"2016\" = 70213 }"),
            }
        }
        history
    }

    /// Names every key that nobody asked for.
    fn finish(self) {
        for (key, (span, _)) in &self.table.entries {
            if self.known.contains(&key.as_str()) {
                continue;
            }
            let finding = Diagnostic::error(
                Code::DataUnknownKey,
                format!("{}里没有「{key}」这个键", self.what),
            );
            let finding = finding.at(*span, "不认识的键");
            let scored = self
                .known
                .iter()
                .map(|known| (strsim::normalized_damerau_levenshtein(known, key), known));
            let best = scored
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .filter(|best| best.0 >= 0.5);
            self.findings.push(match best {
                Some((_, near)) => finding.with_help(format!("是否想写「{near}」？")),
                None => finding.with_help(format!("可用的键：{}", self.known.join("、"))),
            });
        }
    }
}
