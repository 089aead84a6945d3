//! Tables: names of cells against the form, and their three states.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::data::written::{WrittenCell, WrittenPart, WrittenState, WrittenTable};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Address, Form, NameError};
use crate::report::{Cell, Entry, Part, State, Table};
use crate::source::{Span, Spanned};

/// The tables of a report, for finding cells by name.
pub(super) struct Tables<'a> {
    pub(super) form: &'a Form,
    pub(super) all: &'a [Table],
    pub(super) default_table: Option<usize>,
}

/// Why a name is not that of a cell of the report.
pub(super) struct NameFault {
    message: String,
    help: String,
}

impl NameFault {
    pub(super) fn finding(self, place: Span) -> Diagnostic {
        Diagnostic::error(Code::DataUnknownIndicator, self.message)
            .at(place, "这个名称")
            .with_help(self.help)
    }

    pub(super) fn placeholder(self, place: Span) -> Diagnostic {
        Diagnostic {
            code: Code::DataPlaceholder,
            ..self.finding(place)
        }
    }
}

impl Tables<'_> {
    /// Finds `[scope:]indicator[|column]`.
    pub(super) fn find(&self, name: &str) -> Result<Cell, NameFault> {
        let (scope, rest) = match name.split_once([':', '：']) {
            Some((scope, rest)) => (Some(scope.trim()), rest),
            None => (None, name),
        };
        let address = self
            .form
            .find(rest)
            .map_err(|error| name_fault(rest, error))?;
        let scopes = || {
            self.all
                .iter()
                .map(|table| table.scope.value.as_str())
                .collect::<Vec<_>>()
                .join("、")
        };
        let table = match scope {
            Some(scope) => self
                .all
                .iter()
                .position(|table| table.scope.value == scope)
                .ok_or_else(|| NameFault {
                    message: format!("没有口径为「{scope}」的表"),
                    help: format!("各表的口径是：{}", scopes()),
                })?,
            None => self.default_table.ok_or_else(|| NameFault {
                message: format!("「{rest}」没有写明是哪张表的"),
                help: if self.all.is_empty() {
                    "文件里还没有 [[table]]".to_owned()
                } else {
                    format!(
                        "在前面写上口径，如「{}:{rest}」；各表的口径是：{}",
                        self.all[0].scope,
                        scopes()
                    )
                },
            })?,
        };
        Ok(Cell { table, address })
    }
}

fn name_fault(name: &str, error: NameError) -> NameFault {
    match error {
        NameError::Unknown { nearest } => NameFault {
            message: format!("表中没有「{name}」这个指标"),
            help: match nearest {
                Some(near) => format!("是否想写「{near}」？"),
                None => "指标用表上的名称，不带序号、其中：和括号里的说明".to_owned(),
            },
        },
        NameError::Ambiguous { keys } => NameFault {
            message: format!("表中不止一个「{name}」"),
            help: format!(
                "请写全：{}",
                keys.iter()
                    .map(|key| format!("「{key}」"))
                    .collect::<Vec<_>>()
                    .join("或")
            ),
        },
        NameError::Column { columns } => NameFault {
            message: format!("「{name}」没有写明是哪一列，或没有这一列"),
            help: format!("写成 指标|列；各列是：{}", columns.join("、")),
        },
    }
}

/// Reads every filled-in form.
pub(super) fn tables(
    form: &Form,
    written: &[WrittenTable],
    findings: &mut Vec<Diagnostic>,
) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for table in written {
        let blank = Spanned::new(String::new(), table.span);
        if table.scope.is_none() && written.len() > 1 {
            let finding = Diagnostic::error(Code::DataType, "有几张表时，每张都要写明口径");
            findings.push(
                finding
                    .at(table.span, "缺少 scope")
                    .with_help("补上 scope = \"全市\" 或 scope = \"本级\""),
            );
        }
        let scope = table.scope.clone().unwrap_or_else(|| blank.clone());
        if let Some(other) = tables
            .iter()
            .find(|other| other.scope == scope && !scope.value.is_empty())
        {
            let finding =
                Diagnostic::error(Code::DataType, format!("有两张表的口径都是「{scope}」"));
            findings.push(
                finding
                    .at(scope.span, "第二张")
                    .beside(other.scope.span, "第一张"),
            );
        }
        if table.title.is_none() {
            let finding =
                Diagnostic::error(Code::DataType, "这张表没有标题").at(table.span, "缺少 title");
            findings.push(finding.with_help("补上 title = \"…政府信息公开情况统计表\""));
        }
        let cells = read_cells(form, &table.cells, findings);
        tables.push(Table {
            title: table.title.clone().unwrap_or(blank),
            scope,
            landscape: table.landscape,
            cells,
            span: table.span,
            parts: Vec::new(),
        });
    }
    // A part may be another of these tables.
    for (n, table) in written.iter().enumerate() {
        let parts: Vec<Part> = table
            .parts
            .iter()
            .filter_map(|part| read_part(form, part, n, &tables, findings))
            .collect();
        tables[n].parts = parts;
    }
    tables
}

fn read_cells(
    form: &Form,
    written: &[(Spanned<String>, WrittenCell)],
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<Address, Entry> {
    let mut reader = CellReader {
        form,
        cells: BTreeMap::new(),
        findings,
    };
    for (name, cell) in written {
        reader.read(name, cell);
    }
    reader.cells
}

fn read_part(
    form: &Form,
    part: &WrittenPart,
    whole: usize,
    tables: &[Table],
    findings: &mut Vec<Diagnostic>,
) -> Option<Part> {
    let cells = read_cells(form, &part.cells, findings);
    let mut table = None;
    if let Some(scope) = &part.scope {
        table = tables
            .iter()
            .position(|table| table.scope == *scope)
            .filter(|table| *table != whole);
        if table.is_none() {
            let message = format!("没有另一张口径为「{scope}」的表");
            let finding = Diagnostic::error(Code::DataUnknownIndicator, message);
            findings.push(finding.at(scope.span, "这个单位的表"));
            return None;
        }
    }
    Some(Part {
        unit: part.unit.clone()?,
        cells,
        table,
    })
}

struct CellReader<'a, 'f> {
    form: &'a Form,
    cells: BTreeMap<Address, Entry>,
    findings: &'f mut Vec<Diagnostic>,
}

impl CellReader<'_, '_> {
    fn read(&mut self, name: &Spanned<String>, cell: &WrittenCell) {
        match cell {
            WrittenCell::One(state) => match self.form.find(&name.value) {
                Ok(address) => self.put(address, name, state),
                Err(error) => self.unknown(name, error),
            },
            WrittenCell::Row(states, span) => {
                let Some((grid, row)) = self.row(name) else {
                    return;
                };
                let columns = self.form.grids[grid].columns.len();
                if states.len() != columns {
                    let names: Vec<_> = self.form.grids[grid]
                        .columns
                        .iter()
                        .map(|c| c.name.as_str())
                        .collect();
                    let message =
                        format!("「{name}」应有 {columns} 个数，这里有 {} 个", states.len());
                    let finding =
                        Diagnostic::error(Code::DataBadCell, message).at(*span, "个数不对");
                    self.findings.push(
                        finding.with_help(format!("依次是：{}；没有填的写 \"\"", names.join("、"))),
                    );
                }
                for (column, state) in states.iter().enumerate().take(columns) {
                    self.put(Address { grid, row, column }, name, state);
                }
            }
            WrittenCell::Columns(states) => {
                let Some((grid, _)) = self.row(name) else {
                    return;
                };
                for (column, state) in states {
                    if let Ok(address) = self.form.find(&format!("{name}|{column}")) {
                        self.put(address, column, state);
                    } else {
                        let names: Vec<_> = self.form.grids[grid]
                            .columns
                            .iter()
                            .map(|c| c.name.clone())
                            .collect();
                        self.unknown(column, NameError::Column { columns: names });
                    }
                }
            }
        }
    }

    /// The row of a name that has no column.
    fn row(&mut self, name: &Spanned<String>) -> Option<(usize, usize)> {
        match self.form.find_row(&name.value) {
            Ok(row) => Some(row),
            Err(error) => {
                self.unknown(name, error);
                None
            }
        }
    }

    fn unknown(&mut self, name: &Spanned<String>, error: NameError) {
        self.findings
            .push(name_fault(&name.value, error).finding(name.span));
    }

    fn put(&mut self, address: Address, key: &Spanned<String>, state: &Spanned<WrittenState>) {
        if let Some(first) = self.cells.get(&address) {
            let message = format!("「{}」填了两次", self.form.name(address));
            let finding = Diagnostic::error(Code::DataBadCell, message).at(key.span, "第二次");
            self.findings.push(finding.beside(first.key, "第一次"));
            return;
        }
        let span = state.span;
        let state = match self.state(address, state) {
            Ok(value) => value,
            Err((message, help)) => {
                let name = self.form.name(address);
                let finding = Diagnostic::error(Code::DataBadCell, format!("「{name}」{message}"))
                    .at(span, "这个值");
                self.findings.push(finding.with_help(help));
                State::NotFilled
            }
        };
        self.cells.insert(
            address,
            Entry {
                state,
                span,
                key: key.span,
            },
        );
    }

    fn state(
        &self,
        address: Address,
        written: &Spanned<WrittenState>,
    ) -> Result<State, (String, String)> {
        let decimal = self.form.decimal(address);
        match &written.value {
            WrittenState::Number(number)
                if number.is_sign_negative() && !number.is_zero() && !self.form.signed(address) =>
            {
                Err(("不能是负数".to_owned(), "表中只填 0 以上的数".to_owned()))
            }
            WrittenState::Number(number) if !decimal && !number.is_integer() => Err((
                "应当是整数".to_owned(),
                format!("这一项以「{}」计", self.form.unit(address)),
            )),
            WrittenState::Number(number) if number.abs() >= Decimal::from(State::TOO_LARGE) => {
                Err(("太大了".to_owned(), "请核对位数".to_owned()))
            }
            WrittenState::Number(number) => Ok(State::Number(*number)),
            WrittenState::Text(text) => match text.trim() {
                "" => Ok(State::NotFilled),
                "/" | "／" => Ok(State::NotApplicable),
                other => Err(match other.parse::<Decimal>() {
                    Ok(_) => ("的数字加了引号".to_owned(), format!("去掉引号：{other}")),
                    Err(_) => (
                        format!("不能填「{other}」"),
                        "填一个数；不适用填 \"/\"；还没有填的写 \"\" 或删去这一行".to_owned(),
                    ),
                }),
            },
            WrittenState::Other(kind) => Err((
                format!("不能填{kind}"),
                "填一个数；不适用填 \"/\"；还没有填的写 \"\" 或删去这一行".to_owned(),
            )),
        }
    }
}
