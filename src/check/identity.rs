//! 勾稽关系: what the form demands within a table, and between the tables of one report.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::parts;
use super::previous::Previous;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::form::{Address, Axis, Form, Identity};
use crate::report::{Cell, Report, State};
use crate::source::Span;

/// Before a term that is last year's cell.
const LAST_YEAR: &str = "上年:";

/// Checks every identity of every table, and that no whole is smaller than its own level. Returns the cells of those
/// that a table breaks by itself.
pub(super) fn tables(
    report: &Report,
    previous: Option<Previous<'_>>,
    findings: &mut Vec<Diagnostic>,
) -> BTreeSet<Cell> {
    let mut broken = BTreeSet::new();
    for table in 0..report.tables.len() {
        let holder = Holder {
            report,
            previous,
            table,
        };
        for identity in &report.form.identities {
            for (left, right) in holder.instances(identity) {
                holder.hold(identity, &left, &right, &mut broken, findings);
            }
        }
    }
    scopes(report, findings);
    parts::all(report, findings);
    broken
}

/// A cell of this year or of last year.
#[derive(Clone, Copy)]
struct Term {
    cell: Cell,
    last: bool,
}

type Side = Vec<Term>;

/// Holds the identities of one table.
struct Holder<'a> {
    report: &'a Report,
    previous: Option<Previous<'a>>,
    table: usize,
}

impl Holder<'_> {
    /// The sides of an identity: once for each column, or once for each row. Where last year has no such cell there is nothing to hold.
    fn instances(&self, identity: &Identity) -> Vec<(Side, Side)> {
        let form = &self.report.form;
        let both = |side: &dyn Fn(&[String]) -> Option<Side>| {
            side(&identity.left).zip(side(&identity.right))
        };
        match identity.axis {
            Axis::Rows => {
                let first = identity.left.first().or(identity.right.first());
                let rows = first.and_then(|term| form.find_row(bare(term)).ok());
                let Some((grid, _)) = rows else {
                    // Terms with a column are single cells.
                    let side = |terms: &[String]| {
                        let cell = |term: &String| self.term(term, form.find(bare(term)).ok()?);
                        terms.iter().map(cell).collect::<Option<Side>>()
                    };
                    return both(&side).into_iter().collect();
                };
                let column = |column: &str| {
                    let side = |terms: &[String]| {
                        let cell = |term: &String| {
                            self.term(term, row_and_column(form, bare(term), column)?)
                        };
                        terms.iter().map(cell).collect::<Option<Side>>()
                    };
                    both(&side)
                };
                form.grids[grid]
                    .columns
                    .iter()
                    .filter_map(|c| column(&c.name))
                    .collect()
            }
            Axis::Columns => {
                let mut all = Vec::new();
                for (g, grid) in form.grids.iter().enumerate() {
                    let position =
                        |name: &str| grid.columns.iter().position(|column| column.name == name);
                    for (row, _) in grid
                        .rows
                        .iter()
                        .enumerate()
                        .filter(|(_, row)| row.key.is_some())
                    {
                        let side = |terms: &[String]| {
                            let cell = |term: &String| {
                                let column = position(bare(term))?;
                                let address = Address {
                                    grid: g,
                                    row,
                                    column,
                                };
                                self.term(term, address)
                            };
                            terms.iter().map(cell).collect::<Option<Side>>()
                        };
                        all.extend(both(&side));
                    }
                }
                all
            }
        }
    }

    /// The cell that a term means, where it stands at `address` of the form.
    fn term(&self, term: &str, address: Address) -> Option<Term> {
        let cell = Cell {
            table: self.table,
            address,
        };
        if term.starts_with(LAST_YEAR) {
            let cell = self.previous?.cell(cell)?;
            Some(Term { cell, last: true })
        } else {
            Some(Term { cell, last: false })
        }
    }

    fn state(&self, term: Term) -> State {
        match self.previous.filter(|_| term.last) {
            Some(previous) => previous.state(term.cell),
            None => self.report.state(term.cell),
        }
    }

    fn place(&self, term: Term) -> Span {
        match self.previous.filter(|_| term.last) {
            Some(previous) => previous.place(term.cell),
            None => self.report.place(term.cell),
        }
    }

    /// 「收到申请数」, 上年「结转下年度继续办理|总计」.
    fn name(&self, term: Term) -> String {
        match self.previous.filter(|_| term.last) {
            Some(previous) => format!("上年「{}」", previous.report().form.name(term.cell.address)),
            None => format!("「{}」", self.report.form.name(term.cell.address)),
        }
    }

    fn hold(
        &self,
        identity: &Identity,
        left: &[Term],
        right: &[Term],
        broken: &mut BTreeSet<Cell>,
        findings: &mut Vec<Diagnostic>,
    ) {
        let report = self.report;
        let filled = |side: &[Term]| {
            side.iter()
                .all(|term| self.state(*term) != State::NotFilled)
        };
        let sum = |side: &[Term]| {
            side.iter()
                .filter_map(|term| number(self.state(*term)))
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
        let terms = || left.iter().chain(right).copied();
        let across = terms().any(|term| term.last);
        // Where two years disagree it is as likely last year's table that is wrong.
        if severity == Severity::Error && !across {
            broken.extend(terms().map(|term| term.cell));
        }
        let name = |side: &[Term]| {
            side.iter()
                .map(|term| self.name(*term))
                .collect::<Vec<_>>()
                .join("＋")
        };
        let equation = |side: &[Term]| match side {
            [one] => self.state(*one).to_string(),
            many => {
                let terms: Vec<_> = many.iter().map(|term| shown(self.state(*term))).collect();
                format!("{}＝{}", terms.join("＋"), sum(many).normalize())
            }
        };
        let relation = if over { "大于" } else { "小于" };
        let must = match (identity.over.is_some(), identity.under.is_some()) {
            (true, true) => "应当等于",
            (true, false) => "不应大于",
            _ => "不应小于",
        };
        let scope = if report.tables.len() > 1 {
            format!("（{}）", report.tables[self.table].scope)
        } else {
            String::new()
        };
        let message = format!(
            "表{scope}中{}{relation}{}",
            brief(&name(left), left.len()),
            brief(&name(right), right.len())
        );
        let mut finding = Diagnostic::new(Code::TableIdentity, severity, message);
        let label = |term: Term| {
            let state = shown(self.state(term));
            if term.last {
                format!("上年：{state}")
            } else {
                state
            }
        };
        for term in left {
            finding = if term.last {
                finding.beside(self.place(*term), label(*term))
            } else {
                finding.at(self.place(*term), label(*term))
            };
        }
        let telling = |term: &&Term| {
            right.len() < 4 || number(self.state(**term)).is_some_and(|n| !n.is_zero())
        };
        for term in right.iter().filter(telling) {
            finding = finding.beside(self.place(*term), label(*term));
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
        let help = if across {
            "请与上年公布的表核对，改正有误的那一格"
        } else {
            "请核对原始记录，改正有误的那一格"
        };
        findings.push(finding.with_help(help));
    }
}

/// A term without the mark of last year.
fn bare(term: &str) -> &str {
    term.strip_prefix(LAST_YEAR).unwrap_or(term)
}

/// The cell of a row in the column of that name, or in its only one; a name with a column is that cell.
fn row_and_column(form: &Form, term: &str, column: &str) -> Option<Address> {
    let Ok((grid, row)) = form.find_row(term) else {
        return form.find(term).ok();
    };
    let columns = &form.grids[grid].columns;
    let named = columns.iter().position(|c| c.name == column);
    let column = named.or((columns.len() == 1).then_some(0))?;
    Some(Address { grid, row, column })
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

pub(super) fn shown(state: State) -> String {
    match state {
        State::NotFilled => "未填".to_owned(),
        state => state.to_string(),
    }
}

/// The number of a state, in the form's own unit; `/` adds nothing.
pub(super) fn number(state: State) -> Option<Decimal> {
    match state {
        State::Number(number) => Some(number),
        State::NotApplicable => Some(Decimal::ZERO),
        State::NotFilled => None,
    }
}

/// 本级 ≤ 全市, every cell; and where the form says that parts make up a whole, their sum.
fn scopes(report: &Report, findings: &mut Vec<Diagnostic>) {
    let scope = |n: usize| report.tables[n].scope.value.as_str();
    let all = 0..report.tables.len();
    for whole in all.clone() {
        let parts: Vec<usize> = all
            .clone()
            .filter(|part| report.form.within(scope(*part), scope(whole)))
            .collect();
        let spec = report.form.scope(scope(whole)).filter(|spec| spec.sum);
        let place = |name: &String| all.clone().find(|n| scope(*n) == name);
        let named = spec.and_then(|spec| spec.parts.iter().map(place).collect::<Option<Vec<_>>>());
        for address in report.form.addresses() {
            let cell = |table| Cell { table, address };
            let greater = parts
                .iter()
                .filter(|part| scope_order(report, cell(**part), cell(whole), findings))
                .count();
            if let Some(parts) = named.as_ref().filter(|_| greater == 0) {
                let parts: Vec<Cell> = parts.iter().map(|part| cell(*part)).collect();
                scope_sum(report, &parts, cell(whole), findings);
            }
        }
    }
}

/// Whether a part is greater than its whole, which is a finding.
fn scope_order(
    report: &Report,
    of_part: Cell,
    of_whole: Cell,
    findings: &mut Vec<Diagnostic>,
) -> bool {
    let numbers = (
        number(report.state(of_part)),
        number(report.state(of_whole)),
    );
    let (Some(part), Some(all)) = numbers else {
        return false;
    };
    if part <= all {
        return false;
    }
    let name = report.form.name(of_part.address);
    let scope = |cell: Cell| &report.tables[cell.table].scope;
    let (part_scope, all_scope) = (scope(of_part), scope(of_whole));
    let message = format!("「{name}」{part_scope}的 {part} 大于{all_scope}的 {all}");
    let finding = Diagnostic::warning(Code::ScopeOrder, message)
        .at(report.place(of_part), format!("{part_scope}：{part}"))
        .beside(report.place(of_whole), format!("{all_scope}：{all}"));
    findings.push(finding.with_help(format!("{all_scope}应当包含{part_scope}；请核对这两格")));
    true
}

/// Holds a whole against the parts that make it up.
fn scope_sum(report: &Report, parts: &[Cell], whole: Cell, findings: &mut Vec<Diagnostic>) {
    let values: Option<Vec<Decimal>> = parts
        .iter()
        .map(|part| number(report.state(*part)))
        .collect();
    let (Some(values), Some(all)) = (values, number(report.state(whole))) else {
        return;
    };
    let sum: Decimal = values.iter().sum();
    if sum == all {
        return;
    }
    let scope = |cell: Cell| &report.tables[cell.table].scope;
    let name = report.form.name(whole.address);
    let message = format!("「{name}」{}的 {all} 不等于各口径之和 {sum}", scope(whole));
    let mut finding = Diagnostic::error(Code::TableIdentity, message)
        .at(report.place(whole), format!("{}：{all}", scope(whole)));
    for (part, value) in parts.iter().zip(&values) {
        finding = finding.beside(report.place(*part), format!("{}：{value}", scope(*part)));
    }
    findings.push(finding.with_help("请核对这几格"));
}
