//! Form files of an office's own: whole forms, or additions to an embedded one.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::fault::Fault;
use super::{
    Column, Form, GridSpec, Head, Identity, Joint, Layout, Placement, Row, ScopeSpec, SectionSpec,
    fold,
};

/// A form file as written: with `extends` what it adds to an embedded form, else the whole form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Own {
    #[serde(default)]
    extends: Option<Spanned<String>>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    basis: Option<String>,
    #[serde(default)]
    years: Option<Spanned<Vec<i32>>>,
    #[serde(default)]
    placement: Option<Placement>,
    #[serde(default, rename = "section")]
    sections: Vec<SectionSpec>,
    #[serde(default, rename = "grid")]
    grids: Vec<GridSpec>,
    #[serde(default, rename = "row")]
    rows: Vec<Spanned<Row>>,
    #[serde(default, rename = "column")]
    columns: Vec<Spanned<Column>>,
    #[serde(default, rename = "head")]
    heads: Vec<Spanned<Head>>,
    #[serde(default, rename = "amend")]
    amends: Vec<Spanned<Amend>>,
    #[serde(default)]
    joint: Vec<Joint>,
    #[serde(default, rename = "identity")]
    identities: Vec<Identity>,
    #[serde(default, rename = "scope")]
    scopes: Vec<ScopeSpec>,
}

/// More words for a row, a column or a kind of section of the embedded form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Amend {
    #[serde(default)]
    row: Option<String>,
    #[serde(default)]
    column: Option<String>,
    #[serde(default)]
    section: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
    #[serde(default)]
    loose: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    #[serde(default)]
    accept: Vec<String>,
    #[serde(default)]
    zero: Vec<String>,
    #[serde(default)]
    parts: Vec<String>,
}

impl Form {
    /// Reads a form file of an office's own; `id` is the name that reports call it by.
    ///
    /// # Errors
    /// Every fault that was found, with its place.
    pub fn own(id: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let own: Own = toml::from_str(text).map_err(|error| vec![Fault::of_toml(&error, text)])?;
        let mut faults = Vec::new();
        let mut form = match &own.extends {
            None => Self {
                id: id.to_owned(),
                title: String::new(),
                basis: String::new(),
                years: Vec::new(),
                placement: Placement::Annex,
                sections: Vec::new(),
                grids: Vec::new(),
                joint: Vec::new(),
                identities: Vec::new(),
                scopes: Vec::new(),
                source: None,
                names: std::collections::BTreeMap::new(),
            },
            Some(base) => match Self::base(base.get_ref()) {
                Some(form) => form,
                None => return Err(vec![no_base(base)]),
            },
        };
        id.clone_into(&mut form.id);
        form.source = Some(text.to_owned());
        form.extend(own, text, &mut faults);
        form.index();
        faults.extend(form.faults(text));
        if faults.is_empty() {
            Ok(form)
        } else {
            Err(faults)
        }
    }

    fn extend(&mut self, own: Own, text: &str, faults: &mut Vec<Fault>) {
        let whole = own.extends.is_none();
        let mut need = |there: bool, key: &str| {
            if whole && !there {
                let fault = Fault::new(0..first_line(text), format!("表式文件缺少 {key}"));
                faults.push(
                    fault.help("写全整张表；只在全国统一的表上增补的，在开头写 extends = \"2014\""),
                );
            }
        };
        need(own.title.is_some(), "title");
        need(own.basis.is_some(), "basis");
        need(own.years.is_some(), "years");
        need(!own.grids.is_empty(), "[[grid]]");
        if let Some(years) = &own.years
            && !matches!(years.get_ref().as_slice(), [_] | [_, _])
        {
            let fault = Fault::new(years.span(), "years 应当是起始年度，或起止两个年度");
            faults.push(fault.help("写成 years = [2021] 或 years = [2014, 2018]"));
        }
        self.title = own.title.unwrap_or_else(|| self.title.clone());
        self.basis = own.basis.unwrap_or_else(|| self.basis.clone());
        self.years = own
            .years
            .map_or_else(|| self.years.clone(), Spanned::into_inner);
        self.placement = own.placement.unwrap_or(self.placement);
        self.sections.extend(own.sections);
        self.grids.extend(own.grids);
        self.joint.extend(own.joint);
        self.scopes.extend(own.scopes);
        for row in own.rows {
            self.add_row(row).unwrap_or_else(|fault| faults.push(fault));
        }
        for column in own.columns {
            self.add_column(column)
                .unwrap_or_else(|fault| faults.push(fault));
        }
        for head in own.heads {
            let (span, head) = (head.span(), head.into_inner());
            match self.grid(head.grid, &span) {
                Ok(grid) => self.grids[grid].heads.push(head),
                Err(fault) => faults.push(fault),
            }
        }
        for amend in own.amends {
            self.amend(amend).unwrap_or_else(|fault| faults.push(fault));
        }
        for identity in own.identities {
            if identity.replaces {
                self.identities
                    .retain(|old| old.left != identity.left || old.axis != identity.axis);
            }
            self.identities.push(identity);
        }
    }

    /// The grid that is named, or the only one.
    fn grid(&self, named: Option<usize>, span: &Range<usize>) -> Result<usize, Fault> {
        let count = self.grids.len();
        match named {
            Some(n) if (1..=count).contains(&n) => Ok(n - 1),
            None if count == 1 => Ok(0),
            Some(n) => {
                let fault = Fault::new(span.clone(), format!("没有第 {n} 张表"));
                Err(fault.help(format!("这种格式有 {count} 张表，grid 写 1 至 {count}")))
            }
            None => {
                let fault = Fault::new(span.clone(), "没有写明加在哪张表里");
                Err(fault.help(format!(
                    "用 after = \"…\" 写明跟在谁后面，或用 grid = 1 至 {count} 写明是第几张表"
                )))
            }
        }
    }

    /// The row of that key or printed text.
    fn anchor(&self, name: &str, span: &Range<usize>) -> Result<(usize, usize), Fault> {
        let rows = self
            .grids
            .iter()
            .enumerate()
            .flat_map(|(g, grid)| (0..grid.rows.len()).map(move |r| (g, r)));
        let row = |(g, r): (usize, usize)| &self.grids[g].rows[r];
        let keyed = rows
            .clone()
            .find(|at| row(*at).key.as_deref() == Some(name));
        let folded = |text: &str| fold(text) == fold(name);
        let printed = || {
            let alike = |at: &(usize, usize)| {
                folded(&row(*at).print) || row(*at).key.as_deref().is_some_and(folded)
            };
            rows.clone().find(alike)
        };
        keyed.or_else(printed).ok_or_else(|| {
            let fault = Fault::new(span.clone(), format!("表中没有「{name}」这一行"));
            match self.nearest(name) {
                Some(near) => fault.help(format!("是否想写「{near}」？")),
                None => fault.help("写表上的指标名称"),
            }
        })
    }

    fn add_row(&mut self, new: Spanned<Row>) -> Result<(), Fault> {
        let (span, mut row) = (new.span(), new.into_inner());
        let (grid, at) = if let Some(parent) = &row.under {
            let (grid, parent) = self.anchor(parent, &span)?;
            let rows = &self.grids[grid].rows;
            let level = rows[parent].level;
            row.level = level + 1;
            (grid, end_of(rows, parent, level))
        } else if let Some(after) = &row.after {
            let (grid, after) = self.anchor(after, &span)?;
            let rows = &self.grids[grid].rows;
            if row.level == 0 {
                row.level = rows[after].level;
            }
            (grid, end_of(rows, after, row.level))
        } else {
            let grid = self.grid(row.grid, &span)?;
            (grid, self.grids[grid].rows.len())
        };
        self.grids[grid].rows.insert(at, row);
        Ok(())
    }

    fn add_column(&mut self, new: Spanned<Column>) -> Result<(), Fault> {
        let (span, new) = (new.span(), new.into_inner());
        let holds = |grid: &GridSpec| {
            let name = new.after.as_deref();
            grid.columns.iter().any(|c| Some(c.name.as_str()) == name)
        };
        let found = self.grids.iter().position(holds);
        let grid = match (new.grid, found) {
            (None, Some(found)) => found,
            (named, _) => self.grid(named, &span)?,
        };
        let columns = &mut self.grids[grid].columns;
        let at = match &new.after {
            None => columns.len(),
            Some(after) => {
                let after = columns.iter().position(|c| c.name == *after);
                after.map(|n| n + 1).ok_or_else(|| {
                    let names: Vec<_> = columns.iter().map(|c| c.name.as_str()).collect();
                    Fault::new(span, "没有要跟在后面的那一列")
                        .help(format!("这张表的列是：{}", names.join("、")))
                })?
            }
        };
        // A name without a column goes on meaning what it meant.
        if let [only] = columns.as_mut_slice() {
            only.default = true;
        }
        columns.insert(at, new);
        Ok(())
    }

    fn amend(&mut self, amend: Spanned<Amend>) -> Result<(), Fault> {
        let (span, amend) = (amend.span(), amend.into_inner());
        let mut found = false;
        if let Some(name) = &amend.row {
            let (grid, row) = self.anchor(name, &span)?;
            let row = &mut self.grids[grid].rows[row];
            row.labels.extend(amend.labels);
            row.words.extend(amend.words.clone());
            row.short.extend(amend.short);
            row.loose.extend(amend.loose);
            row.unless.extend(amend.unless.clone());
            row.never.extend(amend.never);
            row.accept.extend(amend.accept);
            row.zero.extend(amend.zero);
            found = true;
        } else if let Some(name) = &amend.column {
            let columns = self.grids.iter_mut().flat_map(|grid| &mut grid.columns);
            for column in columns.filter(|column| column.name == *name) {
                column.words.extend(amend.words.clone());
                found = true;
            }
        } else if let Some(name) = &amend.section {
            let named = |section: &&mut SectionSpec| {
                section.title.as_ref().or(section.suggested.as_ref()) == Some(name)
            };
            for section in self.sections.iter_mut().filter(named) {
                section.words.extend(amend.words.clone());
                section.parts.extend(amend.parts.clone());
                section.unless.extend(amend.unless.clone());
                found = true;
            }
        }
        if found {
            return Ok(());
        }
        let fault = Fault::new(span, "没有找到要增补的行、列或章节");
        Err(fault.help("写明 row = \"指标名称\"、column = \"列名\" 或 section = \"标题\" 之一"))
    }

    /// What is wrong with the shape of a form that the national ones have right.
    pub(super) fn faults(&self, text: &str) -> Vec<Fault> {
        let mut faults = self.verify(text);
        for grid in &self.grids {
            if grid.columns.is_empty() || grid.rows.iter().all(|row| row.key.is_none()) {
                faults.push(Fault::new(
                    0..first_line(text),
                    "有一张表没有列，或没有一个指标",
                ));
            }
            for (r, row) in grid.rows.iter().enumerate() {
                let above = r.checked_sub(1).map(|above| &grid.rows[above]);
                let deepest = above.map_or(0, |above| above.level + 1);
                let leaf = grid
                    .rows
                    .get(r + 1)
                    .is_none_or(|next| next.level <= row.level);
                let mut told = |message: String, help: &str| {
                    faults.push(Fault::named(text, "print", &row.print, message).help(help));
                };
                let print = &row.print;
                if row.level > deepest {
                    told(
                        format!("「{print}」跳过了一级"),
                        "level 最多比上一行大 1；最外层是 0",
                    );
                }
                if row.key.is_none() && leaf {
                    told(
                        format!("「{print}」下面没有指标"),
                        "本身要填数的，补上 key = \"…\"",
                    );
                }
                if grid.layout != Layout::List && row.key.is_some() && !leaf {
                    told(
                        format!("「{print}」要填数，下面又有分项"),
                        "这种版式里，有分项的行只作分组，不写 key",
                    );
                }
                if row.key.as_ref().is_some_and(|key| {
                    key.contains(['|', '｜', ':', '：', '{', '}']) || fold(key).is_empty()
                }) {
                    told(
                        format!("「{print}」的 key 不能用"),
                        "key 里不能有冒号、竖线和花括号，也不能只有编号",
                    );
                }
            }
        }
        faults
    }
}

/// Where what stands at or under `rows[r]` ends, for a row of `level` that comes after it.
fn end_of(rows: &[Row], r: usize, level: usize) -> usize {
    let under = rows[r + 1..].iter().take_while(|row| row.level > level);
    r + 1 + under.count()
}

fn no_base(base: &Spanned<String>) -> Fault {
    let name = base.get_ref();
    let ids: Vec<_> = Form::ids().map(|id| format!("\"{id}\"")).collect();
    let help = format!("extends 可用 {}", ids.join("、"));
    let file = std::path::Path::new(name)
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    let message = if file {
        format!("「{name}」是一个文件；表式文件只能增补全国统一的表")
    } else {
        format!("没有「{name}」这张表")
    };
    Fault::new(base.span(), message).help(help)
}

/// Where the first line of a text ends.
fn first_line(text: &str) -> usize {
    text.find(['\r', '\n']).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> Result<Form, Vec<String>> {
        let told = |faults: Vec<Fault>| faults.into_iter().map(|fault| fault.message).collect();
        Form::own("own.toml", text).map_err(told)
    }

    #[test]
    fn a_column_is_added_and_names_go_on_meaning_what_they_did() {
        let form = own("extends = \"2014\"\n[[column]]\nname = \"上年数\"\n").expect("a form");
        let name = |name: &str| form.find(name).map(|cell| form.name(cell));
        assert_eq!(name("收到申请数"), Ok("收到申请数|统计数".to_owned()));
        assert_eq!(
            name("收到申请数|上年数"),
            Ok("收到申请数|上年数".to_owned())
        );
        for address in form.addresses() {
            assert_eq!(form.find(&form.name(address)), Ok(address));
        }
    }

    #[test]
    fn rows_stand_where_they_are_put() {
        let form = own(
            "extends = \"2021\"\n[[row]]\nunder = \"（五）不予处理\"\nprint = \"6.另外\"\n\
             key = \"不予处理/另外\"\n[[row]]\nafter = \"规章\"\nprint = \"办法\"\nkey = \"办法\"\n",
        )
        .expect("a form");
        let prints = |grid: usize| {
            let rows = form.grids[grid].rows.iter();
            rows.map(|row| row.print.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(prints(0), ["规章", "办法", "行政规范性文件"]);
        let at = prints(4).iter().position(|print| *print == "6.另外");
        let next = at.map(|at| prints(4)[at + 1]);
        assert_eq!(next, Some("（六）其他处理"));
    }

    #[test]
    fn every_fault_of_a_form_is_told() {
        let faults = own(
            "extends = \"2014\"\nyears = [2018, 2014]\n[[row]]\nafter = \"没有\"\nprint = \"甲\"\n\
             [[amend]]\nrow = \"收到申请数\"\n[[amend]]\nwords = [\"甲\"]\n\
             [[joint]]\nwords = [\"甲\"]\ncells = [\"乙\"]\n",
        )
        .expect_err("faults");
        assert_eq!(
            faults,
            [
                "表中没有「没有」这一行",
                "没有找到要增补的行、列或章节",
                "起止年度颠倒了：2018、2014",
                "joint 中的「乙」不在表中",
            ]
        );
    }

    #[test]
    fn a_whole_form_needs_its_parts() {
        let faults = own("title = \"自己的表\"\n").expect_err("faults");
        assert!(
            faults.contains(&"表式文件缺少 years".to_owned()),
            "{faults:?}"
        );
        assert!(
            faults.contains(&"表式文件缺少 [[grid]]".to_owned()),
            "{faults:?}"
        );
    }
}
