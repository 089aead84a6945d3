//! What has to be so in every form.

use super::fault::Fault;
use super::{Axis, Form, Head};

impl Form {
    /// What a form contradicts itself in; `text` is its file.
    pub(super) fn verify(&self, text: &str) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut keys: Vec<&str> = Vec::new();
        for grid in &self.grids {
            let stands = |head: &&Head| grid.columns.iter().any(|c| c.under.contains(&head.name));
            for head in grid.heads.iter().filter(|head| !stands(head)) {
                let message = format!("没有一列在「{}」之下", head.name);
                faults.push(Fault::named(text, &head.name, message));
            }
            for (n, column) in grid.columns.iter().enumerate() {
                if grid.columns[..n].iter().any(|c| c.name == column.name) {
                    let message = format!("「{}」这一列出现两次", column.name);
                    faults.push(Fault::named(text, &column.name, message));
                }
            }
            for key in grid.rows.iter().filter_map(|row| row.key.as_deref()) {
                if keys.contains(&key) {
                    let fault = Fault::named(text, key, format!("指标「{key}」出现两次"));
                    faults.push(fault.help("请以路径区分，如 行政诉讼数量/被依法纠错数"));
                }
                keys.push(key);
            }
        }
        self.verify_identities(text, &mut faults);
        for cell in self.joint.iter().flat_map(|joint| &joint.cells) {
            if self.find(cell).is_err() {
                let message = format!("joint 中的「{cell}」不在表中");
                faults.push(Fault::named(text, cell, message));
            }
        }
        let first_level = || {
            let rows = self.grids.iter().flat_map(|grid| &grid.rows);
            rows.filter(|row| row.level == 0)
        };
        for part in self.sections.iter().flat_map(|section| &section.parts) {
            if !first_level().any(|row| row.key.as_deref() == Some(part) || row.print == *part) {
                let message = format!("「{part}」不是表中的一级指标");
                faults.push(Fault::named(text, part, message));
            }
        }
        for part in self.scopes.iter().flat_map(|scope| &scope.parts) {
            if self.scope(part).is_none() {
                let fault = Fault::named(text, part, format!("没有「{part}」这个口径"));
                faults.push(fault.help("每个口径都要有自己的 [[scope]]"));
            }
        }
        faults
    }

    fn verify_identities(&self, text: &str, faults: &mut Vec<Fault>) {
        for identity in &self.identities {
            for term in identity.left.iter().chain(&identity.right) {
                let term = term.strip_prefix("上年:").unwrap_or(term);
                let known = match identity.axis {
                    Axis::Rows => self.find(term).is_ok() || self.find_row(term).is_ok(),
                    Axis::Columns => self
                        .grids
                        .iter()
                        .any(|grid| grid.columns.iter().any(|column| column.name == term)),
                };
                if !known {
                    let message = format!("勾稽关系中的「{term}」不在表中");
                    faults.push(Fault::named(text, term, message));
                }
            }
            if identity.left.is_empty() || identity.right.is_empty() {
                let message = "勾稽关系缺少一边";
                faults.push(Fault::named(text, "", message).help("left 和 right 都至少写一项"));
            }
        }
    }
}
