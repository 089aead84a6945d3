//! 勾稽关系: what the form demands within a table, and between the tables of one report.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::form::{Address, Axis, Identity};
use crate::report::{Cell, Report, State};

/// Checks every identity of every table, and that no whole is smaller than its own level. Returns the cells of the broken ones.
pub(super) fn tables(report: &Report, findings: &mut Vec<Diagnostic>) -> BTreeSet<Cell> {
    let mut broken = BTreeSet::new();
    for table in 0..report.tables.len() {
        for identity in &report.form.identities {
            for (left, right) in instances(report, table, identity) {
                hold(report, identity, &left, &right, &mut broken, findings);
            }
        }
    }
    scope_order(report, findings);
    broken
}

type Side = Vec<Cell>;

/// The sides of an identity in one table: once for each column, or once for each row. Terms of last year are not here.
fn instances(report: &Report, table: usize, identity: &Identity) -> Vec<(Side, Side)> {
    let form = &report.form;
    let terms = || identity.left.iter().chain(&identity.right);
    if terms().any(|term| term.starts_with("上年:")) {
        return Vec::new();
    }
    let cell = |address| Cell { table, address };
    match identity.axis {
        Axis::Rows => {
            // A term with a column, or in a grid of one, is one cell; others hold for each column.
            let find = |term: &String| form.find(term).ok();
            let rows = |terms: &[String]| {
                terms
                    .iter()
                    .map(|term| form.find_row(term).ok())
                    .collect::<Option<Vec<_>>>()
            };
            let (Some(left), Some(right)) = (rows(&identity.left), rows(&identity.right)) else {
                let side = |terms: &[String]| {
                    terms
                        .iter()
                        .map(|term| find(term).map(cell))
                        .collect::<Option<Side>>()
                };
                return side(&identity.left)
                    .zip(side(&identity.right))
                    .into_iter()
                    .collect();
            };
            let grid = left.first().map_or(0, |row| row.0);
            let of = |rows: &[(usize, usize)], column: usize| -> Side {
                rows.iter()
                    .map(|(grid, row)| {
                        cell(Address {
                            grid: *grid,
                            row: *row,
                            column,
                        })
                    })
                    .collect()
            };
            (0..form.grids[grid].columns.len())
                .map(|column| (of(&left, column), of(&right, column)))
                .collect()
        }
        Axis::Columns => {
            let mut all = Vec::new();
            for (g, grid) in form.grids.iter().enumerate() {
                let column =
                    |term: &String| grid.columns.iter().position(|column| column.name == *term);
                let columns =
                    |terms: &[String]| terms.iter().map(column).collect::<Option<Vec<_>>>();
                let (Some(left), Some(right)) = (columns(&identity.left), columns(&identity.right))
                else {
                    continue;
                };
                for (row, _) in grid
                    .rows
                    .iter()
                    .enumerate()
                    .filter(|(_, row)| row.key.is_some())
                {
                    let of = |columns: &[usize]| -> Side {
                        columns
                            .iter()
                            .map(|column| {
                                cell(Address {
                                    grid: g,
                                    row,
                                    column: *column,
                                })
                            })
                            .collect()
                    };
                    all.push((of(&left), of(&right)));
                }
            }
            all
        }
    }
}

fn hold(
    report: &Report,
    identity: &Identity,
    left: &[Cell],
    right: &[Cell],
    broken: &mut BTreeSet<Cell>,
    findings: &mut Vec<Diagnostic>,
) {
    let filled = |side: &[Cell]| {
        side.iter()
            .all(|cell| report.state(*cell) != State::NotFilled)
    };
    let sum = |side: &[Cell]| {
        side.iter()
            .filter_map(|cell| number(report, *cell))
            .fold(Decimal::ZERO, |sum, n| sum + n)
    };
    let (l, r) = (sum(left), sum(right));
    // Blank is never 0: a side that is not filled in can only be known to be too great already.
    let over = l > r && filled(right);
    let under = l < r && filled(left);
    let severity = match (over, under) {
        (true, _) => identity.over,
        (_, true) => identity.under,
        _ => None,
    };
    let Some(severity) = severity else { return };
    if severity == Severity::Error {
        broken.extend(left.iter().chain(right));
    }
    let name = |cells: &[Cell]| {
        cells
            .iter()
            .map(|cell| format!("「{}」", report.form.name(cell.address)))
            .collect::<Vec<_>>()
            .join("＋")
    };
    let equation = |cells: &[Cell]| match cells {
        [one] => report.state(*one).to_string(),
        many => {
            let terms: Vec<_> = many.iter().map(|cell| shown(report.state(*cell))).collect();
            format!("{}＝{}", terms.join("＋"), sum(many).normalize())
        }
    };
    let relation = if over { "大于" } else { "小于" };
    let must = match (identity.over.is_some(), identity.under.is_some()) {
        (true, true) => "应当等于",
        (true, false) => "不应大于",
        _ => "不应小于",
    };
    let table = &report.tables[left[0].table];
    let scope = if report.tables.len() > 1 {
        format!("（{}）", table.scope)
    } else {
        String::new()
    };
    let message = format!(
        "表{scope}中{}{relation}{}",
        brief(&name(left), left.len()),
        brief(&name(right), right.len())
    );
    let mut finding = Diagnostic::new(Code::TableIdentity, severity, message);
    for cell in left {
        finding = finding.at(report.place(*cell), shown(report.state(*cell)));
    }
    for cell in right
        .iter()
        .filter(|cell| number(report, **cell).is_some_and(|n| !n.is_zero()) || right.len() < 4)
    {
        finding = finding.beside(report.place(*cell), shown(report.state(*cell)));
    }
    finding = finding.with_note(format!(
        "{}{must}{}；现在是 {} 和 {}",
        name(left),
        name(right),
        equation(left),
        equation(right)
    ));
    if let Some(causes) = &identity.causes {
        finding = finding.with_note(format!("可能的正当原因：{causes}"));
    }
    findings.push(finding.with_help("请核对原始记录，改正有误的那一格"));
}

/// A name, or for several 「a」等3项之和.
fn brief(names: &str, count: usize) -> String {
    if count == 1 {
        names.to_owned()
    } else {
        format!(
            "{}等{count}项之和",
            names.split('＋').next().unwrap_or(names)
        )
    }
}

fn shown(state: State) -> String {
    match state {
        State::NotFilled => "未填".to_owned(),
        state => state.to_string(),
    }
}

/// The number of a cell in the form's own unit; `/` adds nothing.
fn number(report: &Report, cell: Cell) -> Option<Decimal> {
    match report.state(cell) {
        State::Number(number) => Some(number),
        State::NotApplicable => Some(Decimal::ZERO),
        State::NotFilled => None,
    }
}

/// 本级 ≤ 全市, every cell.
fn scope_order(report: &Report, findings: &mut Vec<Diagnostic>) {
    let whole = report
        .tables
        .iter()
        .position(|table| table.scope.value.starts_with('全'));
    let Some(whole) = whole else { return };
    for own in (0..report.tables.len()).filter(|own| *own != whole) {
        for address in report.form.addresses() {
            let (of_own, of_whole) = (
                Cell {
                    table: own,
                    address,
                },
                Cell {
                    table: whole,
                    address,
                },
            );
            let (Some(part), Some(all)) = (number(report, of_own), number(report, of_whole)) else {
                continue;
            };
            if part <= all {
                continue;
            }
            let name = report.form.name(address);
            let (part_scope, all_scope) = (&report.tables[own].scope, &report.tables[whole].scope);
            let message = format!("「{name}」{part_scope}的 {part} 大于{all_scope}的 {all}");
            let finding = Diagnostic::warning(Code::ScopeOrder, message)
                .at(report.place(of_own), format!("{part_scope}：{part}"))
                .beside(report.place(of_whole), format!("{all_scope}：{all}"));
            findings
                .push(finding.with_help(format!("{all_scope}应当包含{part_scope}；请核对这两格")));
        }
    }
}
