//! A narrative and tables to a report: what the text says of itself, what is guessed, and the rest in its sections.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, Result};

use super::line::{Line, Notes};
use super::meta::{self, Around};
use super::outline::{Outline, Part, outline};
use super::punctuation;
use crate::form::{Address, Form, Placement};
use crate::report::{Date, Entry, Meta, Overrules, Passage, Report, Section, State, Table};
use crate::source::{FileId, Located, Span, Spanned};

/// What the person who imports says, which wins over what the text says.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The form of the tables.
    pub form: Option<Arc<Form>>,
    /// The report year.
    pub year: Option<i32>,
    /// The title.
    pub title: Option<String>,
    /// 荆门市.
    pub place: Option<String>,
    /// 署名.
    pub organ: Option<String>,
    /// 成文日期.
    pub date: Option<Date>,
    /// The address for the QR code.
    pub url: Option<String>,
    /// Marks of ASCII in Chinese prose become full-width.
    pub restore_punctuation: bool,
}

/// The cells of one table, and what they are said of if anything says so.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    /// 全市, 本级.
    pub scope: Option<String>,
    /// The title that stands above them.
    pub title: Option<String>,
    /// The cells that have a state.
    pub cells: BTreeMap<Address, State>,
}

impl Cells {
    /// No cells yet, under a title that may say the scope.
    pub(super) fn titled(title: Option<&str>) -> Self {
        Self {
            scope: title.and_then(scope_in),
            title: title.map(str::to_owned),
            cells: BTreeMap::new(),
        }
    }

    /// Takes a state into its cell; 未填 says nothing.
    ///
    /// # Errors
    /// That the cell has another one, in Chinese.
    pub(super) fn put(&mut self, address: Address, state: State) -> Result<(), String> {
        match self.cells.get(&address) {
            Some(old) if *old != state => Err(format!("与前面的 {old} 不同，以前面的为准")),
            _ if state == State::NotFilled => Ok(()),
            _ => {
                self.cells.insert(address, state);
                Ok(())
            }
        }
    }
}

/// A narrative whose year and form are settled.
#[derive(Debug)]
pub struct Draft {
    given: Given,
    around: Around,
    lines: Vec<Line>,
    year: i32,
    form: Arc<Form>,
}

impl Draft {
    /// Settles year and form of a narrative.
    ///
    /// # Errors
    /// If neither the text nor the person who imports says the year.
    pub fn new(mut lines: Vec<Line>, given: Given, notes: &mut Notes) -> Result<Self> {
        if given.restore_punctuation {
            for line in &mut lines {
                punctuation::restore(line);
            }
        }
        let around = meta::take(&mut lines, given.year);
        let year = around
            .year
            .context("文中没有写明是哪一年的报告，请用 --year 写明")?;
        if given.year.is_none() {
            notes.guessed.push(format!("报告年度：{year}"));
        }
        let form = given.form.clone().unwrap_or_else(|| {
            let form = form_of(year);
            notes
                .guessed
                .push(format!("表式：{}（{}）", form.id, form.basis));
            form
        });
        Ok(Self {
            given,
            around,
            lines,
            year,
            form,
        })
    }

    /// The form of the tables.
    #[must_use]
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// The year of the report.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.year
    }

    /// The report with these tables; with none, the form's own, blank.
    #[must_use]
    pub fn report(self, tables: Vec<Cells>, file: FileId, notes: &mut Notes) -> Report {
        let office = self
            .given
            .organ
            .clone()
            .or_else(|| self.around.organ.clone())
            .or_else(|| meta::office(&self.lines));
        let title = self.title(office.as_deref(), notes);
        let place = self.place(&title, office.as_deref(), notes);
        let named = self.tables(tables, &title, place.as_deref(), notes);
        let outline = outline(&self.lines, &self.form, notes);
        let maker = Maker {
            nowhere: Span::new(file, 0..0),
        };
        let text = |given: &Option<String>, found: Option<String>| {
            given.clone().or(found).map(|text| maker.spanned(text))
        };
        let date = self.given.date.or(self.around.date);
        let meta = Meta {
            title: title.iter().map(|line| maker.located(line)).collect(),
            place: place.map(|place| maker.spanned(place)),
            organ: text(&self.given.organ, self.around.organ.clone()),
            date: date.map(|date| maker.spanned(date)),
            url: text(&self.given.url, None),
            seal: None,
        };
        let tables: Vec<_> = named
            .into_iter()
            .map(|(title, scope, cells)| maker.table(title, scope, cells))
            .collect();
        let default_table = match tables.len() {
            1 => Some(0),
            _ => tables
                .iter()
                .position(|table| table.scope.value.starts_with('全')),
        };
        let Outline { preface, parts } = outline;
        Report {
            file,
            form: self.form,
            year: self.year,
            meta,
            preface: preface.iter().map(|text| maker.passage(text)).collect(),
            sections: parts.into_iter().map(|part| maker.section(part)).collect(),
            tables,
            default_table,
            overrules: Overrules::default(),
        }
    }

    fn title(&self, office: Option<&str>, notes: &mut Notes) -> Vec<String> {
        if let Some(title) = &self.given.title {
            return vec![title.clone()];
        }
        if !self.around.title.is_empty() {
            return self.around.title.clone();
        }
        let title = format!(
            "{}{}年政府信息公开工作年度报告",
            office.unwrap_or("××"),
            self.year
        );
        notes
            .guessed
            .push(format!("文中没有标题，暂写作「{title}」，请核对"));
        vec![title]
    }

    fn place(&self, title: &[String], office: Option<&str>, notes: &mut Notes) -> Option<String> {
        if let Some(place) = &self.given.place {
            return Some(place.clone());
        }
        let signed = self.given.organ.as_ref().or(self.around.organ.as_ref());
        let place = signed
            .and_then(|organ| meta::place(organ))
            .or_else(|| meta::place(&title.concat()))
            .or_else(|| office.and_then(meta::place))?;
        notes.guessed.push(format!("地名：{place}"));
        Some(place)
    }

    /// The tables with title and scope.
    fn tables(
        &self,
        mut tables: Vec<Cells>,
        title: &[String],
        place: Option<&str>,
        notes: &mut Notes,
    ) -> Vec<(String, String, BTreeMap<Address, State>)> {
        let annexed = self.form.placement == Placement::Annex;
        let attachments: &[String] = if annexed {
            &self.around.attachments
        } else {
            &[]
        };
        if tables.is_empty() {
            tables = if attachments.is_empty() {
                vec![Cells::default()]
            } else {
                let titled = |title: &String| Cells::titled(Some(title));
                attachments.iter().map(titled).collect()
            };
        }
        // 永江市2016年……报告, 永江市人民政府……: of the whole place, not of an office in it.
        let line = title.concat();
        let rest = place.and_then(|place| line.trim_start().strip_prefix(place));
        let opens = |rest: &str| {
            let words = ["政府信息", "政务公开", "年度"];
            rest.starts_with(|c: char| c.is_numeric() || c == '〇' || c == '二')
                || words.iter().any(|word| rest.starts_with(word))
        };
        let government = line.contains("人民政府") || rest.is_some_and(opens);
        let whole = place
            .and_then(|place| place.chars().next_back())
            .filter(|_| government)
            .map_or_else(|| "本机关".to_owned(), |level| format!("全{level}"));
        let name = self.form.table_title();
        let tables = self.merged(tables, &whole, notes);
        let count = tables.len();
        let mut taken = vec![false; attachments.len()];
        let table = |(n, table): (usize, Cells)| {
            let scope = table.scope.unwrap_or_else(|| whole.clone());
            let fits = |title: &String| {
                scope_in(title).as_ref() == Some(&scope)
                    || (scope_in(title).is_none() && scope.starts_with('全'))
            };
            let own = (0..attachments.len())
                .find(|at| !taken[*at] && fits(&attachments[*at]))
                .or_else(|| (attachments.len() == count).then_some(n));
            let title = if let Some(title) = table.title {
                title
            } else if let Some(at) = own.filter(|at| !taken[*at]) {
                taken[at] = true;
                attachments[at].clone()
            } else {
                let note = if scope.starts_with('全') || count == 1 {
                    String::new()
                } else {
                    format!("（{scope}）")
                };
                format!("{}{name}{note}", place.unwrap_or_default())
            };
            (title, scope, table.cells)
        };
        tables.into_iter().enumerate().map(table).collect()
    }

    /// The tables, each with its scope; what several files tell of one scope is one table, in which the later wins.
    fn merged(&self, tables: Vec<Cells>, whole: &str, notes: &mut Notes) -> Vec<Cells> {
        let mut merged: Vec<Cells> = Vec::new();
        for mut table in tables {
            let scope = table.scope.get_or_insert_with(|| {
                let number = merged.len() + 1;
                let guess = format!("第 {number} 张表的口径：{whole}");
                notes.guessed.push(guess);
                whole.to_owned()
            });
            let same = |other: &&mut Cells| {
                let untitled = other.title.is_none() || table.title.is_none();
                untitled && other.scope.as_ref() == Some(scope)
            };
            let Some(open) = merged.iter_mut().find(same) else {
                merged.push(table);
                continue;
            };
            open.title = open.title.take().or(table.title);
            for (address, state) in table.cells {
                let before = open.cells.insert(address, state);
                if let Some(before) = before.filter(|before| *before != state) {
                    let name = self.form.name(address);
                    notes.left.push(format!(
                        "「{scope}:{name}」前后不同，前面是 {before}，以后面的 {state} 为准"
                    ));
                }
            }
        }
        merged
    }
}

/// The embedded form that was in force for a year; for earlier years the first.
fn form_of(year: i32) -> Arc<Form> {
    let forms = || Form::ids().filter_map(Form::embedded);
    forms()
        .find(|form| form.years().contains(&year))
        .or_else(|| forms().next())
        .expect("there is a form in the binary")
}

/// 本级 in 统计表（本级）.
pub(super) fn scope_in(title: &str) -> Option<String> {
    let inner = title.trim_end().strip_suffix(['）', ')'])?;
    let scope = &inner[inner.rfind(['（', '('])?..];
    let scope: String = scope.chars().skip(1).collect();
    scope_of(&scope)
}

/// The scope that a short name says: 全市, 本级, 区直单位.
fn scope_of(name: &str) -> Option<String> {
    let told = name.starts_with('全') || name.ends_with('级') || name.contains("直");
    told.then(|| name.to_owned())
}

/// Parts of a report that stand nowhere in a data file yet.
struct Maker {
    nowhere: Span,
}

impl Maker {
    fn spanned<T>(&self, value: T) -> Spanned<T> {
        Spanned::new(value, self.nowhere)
    }

    fn located(&self, text: &str) -> Located {
        Located::verbatim(self.nowhere.file, 0, text)
    }

    fn passage(&self, text: &str) -> Passage {
        Passage {
            text: self.located(text),
            bound: Vec::new(),
        }
    }

    fn section(&self, part: Part) -> Section {
        Section {
            heading: self.passage(&part.heading),
            run_in: part.run_in,
            body: part.body.iter().map(|text| self.passage(text)).collect(),
            figures: Vec::new(),
            sections: part
                .parts
                .into_iter()
                .map(|part| self.section(part))
                .collect(),
            path: String::new(),
        }
    }

    fn table(&self, title: String, scope: String, cells: BTreeMap<Address, State>) -> Table {
        let entry = |(address, state)| {
            let entry = Entry {
                state,
                span: self.nowhere,
                key: self.nowhere,
            };
            (address, entry)
        };
        Table {
            title: self.spanned(title),
            scope: self.spanned(scope),
            landscape: false,
            cells: cells.into_iter().map(entry).collect(),
            parts: Vec::new(),
            span: self.nowhere,
        }
    }
}
