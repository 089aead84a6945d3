//! Last year's report beside this year's: which of its cells is the same indicator of the same scope.

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Cell, Report, State};
use crate::source::Span;

/// Last year's report, known to be that of the year before and of the same place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Previous<'a> {
    this: &'a Report,
    last: &'a Report,
}

impl<'a> Previous<'a> {
    /// Holds `last` beside `report`; a report of another year or of another place proves nothing, and is a finding.
    pub(super) fn new(
        report: &'a Report,
        last: &'a Report,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let title = |report: &Report| report.meta.title.first().map(crate::source::Located::whole);
        let told = |message: String, label: String, help: &str| {
            let finding = Diagnostic::warning(Code::Previous, message);
            let finding = match title(last) {
                Some(place) => finding.at(place, label),
                None => finding,
            };
            finding
                .with_note("没有拿它来比较")
                .with_help(help.to_owned())
        };
        if last.year != report.year - 1 {
            findings.push(told(
                format!(
                    "上年的文件是 {} 年度的，不是 {} 年度的",
                    last.year,
                    report.year - 1
                ),
                format!("{} 年度", last.year),
                "用 --previous 指明上一年度的数据文件",
            ));
            return None;
        }
        if let (Some(here), Some(there)) = (&report.meta.place, &last.meta.place)
            && !same_place(&here.value, &there.value)
        {
            findings.push(told(
                format!("上年的文件是「{there}」的，不是「{here}」的"),
                format!("{there}的报告"),
                "用 --previous 指明本地上一年度的数据文件",
            ));
            return None;
        }
        Some(Self { this: report, last })
    }

    /// Last year's report.
    pub(super) fn report(&self) -> &'a Report {
        self.last
    }

    /// Last year's cell of the same indicator, column and scope; `None` where last year's report has no such cell.
    pub(super) fn cell(&self, cell: Cell) -> Option<Cell> {
        let (form, last) = (&self.this.form, &self.last.form);
        let table = self.table(cell.table)?;
        let found = |column: &str| {
            let (grid, row) = last.find_row(form.indicator(cell.address)).ok()?;
            let column = last.grids[grid]
                .columns
                .iter()
                .position(|other| other.name == column)?;
            Some(crate::form::Address { grid, row, column })
        };
        let column = &form.grids[cell.address.grid].columns[cell.address.column];
        let address = found(&column.name)?;
        // A label that merely ends alike is another indicator, and another unit another measure.
        let same = last.indicator(address) == form.indicator(cell.address)
            && last.unit(address) == form.unit(cell.address);
        same.then_some(Cell { table, address })
    }

    /// Last year's value of a cell of this year, in the base unit; `None` where there is none.
    pub(super) fn value(&self, cell: Cell) -> Option<Decimal> {
        self.last.value(self.cell(cell)?)
    }

    /// The state of one of last year's own cells.
    pub(super) fn state(&self, cell: Cell) -> State {
        self.last.state(cell)
    }

    /// Where one of last year's own cells stands.
    pub(super) fn place(&self, cell: Cell) -> Span {
        self.last.place(cell)
    }

    /// Last year's table of the scope of this year's `table`.
    fn table(&self, table: usize) -> Option<usize> {
        let (here, there) = (&self.this.tables, &self.last.tables);
        let scope = &here[table].scope.value;
        let same = there.iter().position(|other| other.scope.value == *scope);
        let only = || (here.len() == 1 && there.len() == 1).then_some(0);
        same.or_else(only)
    }
}

/// Whether two names are of one place: 荆门 is 荆门市.
fn same_place(a: &str, b: &str) -> bool {
    a.contains(b) || b.contains(a)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Previous;
    use crate::form::Form;
    use crate::report::{Cell, Report};
    use crate::source::Sources;

    fn of_form(id: &str, year: i32) -> Report {
        let form: Arc<Form> = Form::embedded(id).expect("the form");
        let file = Sources::default().add("a.toml", "");
        Report {
            year,
            ..Report::of_form(form, file)
        }
    }

    #[test]
    fn cells_are_found_across_forms_by_their_names() {
        let (this, last) = (of_form("2021", 2021), of_form("2019", 2020));
        let mut findings = Vec::new();
        let previous = Previous::new(&this, &last, &mut findings).expect("the year before");
        let cell = |name: &str| Cell {
            table: 0,
            address: this.form.find(name).expect("a cell"),
        };
        let name = |name: &str| {
            let found = previous.cell(cell(name))?;
            Some(last.form.name(found.address))
        };
        assert_eq!(
            name("结转下年度继续办理|自然人").as_deref(),
            Some("结转下年度继续办理|自然人")
        );
        assert_eq!(name("行政规范性文件|现行有效件数"), None);
        assert_eq!(name("其他处理/其他|总计"), None);
        assert!(findings.is_empty());
    }

    #[test]
    fn another_year_is_a_finding() {
        let (this, last) = (of_form("2021", 2023), of_form("2021", 2021));
        let mut findings = Vec::new();
        assert!(Previous::new(&this, &last, &mut findings).is_none());
        assert_eq!(findings.len(), 1);
    }
}
