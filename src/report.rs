//! A report as understood: every later part reads this, none reads TOML.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::form::{Address, Form, Placement};
use crate::source::{FileId, Located, Span, Spanned};

/// A valid report.
#[derive(Debug)]
pub struct Report {
    /// The file that it was read from.
    pub file: FileId,
    /// The form of its tables.
    pub form: Arc<Form>,
    /// The report year.
    pub year: i32,
    /// What stands on the title page and at the end.
    pub meta: Meta,
    /// The paragraphs before the first heading.
    pub preface: Vec<Passage>,
    /// The sections, numbered 一、二、… later, in `document`.
    pub sections: Vec<Section>,
    /// The filled-in forms, one for each scope.
    pub tables: Vec<Table>,
    /// The table meant where nothing else is said: an index into `tables`.
    pub default_table: Option<usize>,
    /// The author's overrules of the checker.
    pub overrules: Overrules,
}

/// Title, office and date.
#[derive(Debug)]
pub struct Meta {
    /// The title, in lines where the author breaks it.
    pub title: Vec<Located>,
    /// 荆门市.
    pub place: Option<Spanned<String>>,
    /// 署名.
    pub organ: Option<Spanned<String>>,
    /// 成文日期.
    pub date: Option<Spanned<Date>>,
    /// The address for the QR code.
    pub url: Option<Spanned<String>>,
    /// The file of the seal, as written.
    pub seal: Option<Spanned<String>>,
}

impl Meta {
    /// The title as one line.
    #[must_use]
    pub fn title_line(&self) -> String {
        self.title.iter().map(Located::text).collect()
    }
}

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
}

/// One paragraph or run-in heading of the narrative: its printed text, the places in the file, and the cells that `{{…}}` printed.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The text as printed.
    pub text: Located,
    /// Printed cells: byte range of the text, and the cell.
    pub bound: Vec<(std::ops::Range<usize>, Cell)>,
}

/// A heading with what stands under it.
#[derive(Debug)]
pub struct Section {
    /// The heading without its number.
    pub heading: Passage,
    /// The heading runs in with the first paragraph.
    pub run_in: bool,
    /// Paragraphs before the first sub-section.
    pub body: Vec<Passage>,
    /// Pictures after the body.
    pub figures: Vec<Figure>,
    /// Sub-sections.
    pub sections: Vec<Section>,
    /// The path in the data file: `section[1].section[0]`, from 0.
    pub path: String,
}

/// A chart or picture.
#[derive(Debug)]
pub struct Figure {
    /// The caption without its number.
    pub title: Spanned<String>,
    /// What is drawn.
    pub kind: FigureKind,
    /// Where the entry stands.
    pub span: Span,
}

/// What a [`Figure`] draws.
#[derive(Debug)]
pub enum FigureKind {
    /// A chart of cells.
    Chart {
        /// Its shape.
        chart: Chart,
        /// What is drawn.
        cells: Vec<Cell>,
        /// Earlier years of a line.
        history: BTreeMap<i32, Decimal>,
    },
    /// A picture from a file.
    Image {
        /// The file, as written, relative to the data file.
        file: Spanned<String>,
        /// What it shows.
        alt: String,
    },
}

/// Shapes of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// One bar a cell.
    Bar,
    /// One bar, cells stacked.
    Stacked,
    /// Shares of the sum.
    Share,
    /// Years.
    Line,
}

/// One filled-in form.
#[derive(Debug)]
pub struct Table {
    /// Its printed title.
    pub title: Spanned<String>,
    /// 全市, 本级, ….
    pub scope: Spanned<String>,
    /// Printed on a landscape page.
    pub landscape: bool,
    /// The cells that the file gives; absent means 未填.
    pub cells: BTreeMap<Address, Entry>,
    /// Where the table begins in the file.
    pub span: Span,
    /// The units that it was added up from.
    pub parts: Vec<Part>,
}

/// What a unit contributed to an aggregate table.
#[derive(Debug)]
pub struct Part {
    /// The unit.
    pub unit: Spanned<String>,
    /// Its cells, where they stand in this entry.
    pub cells: BTreeMap<Address, Entry>,
    /// The table of the same report that they are those of, where they do not.
    pub table: Option<usize>,
}

/// A cell as the file gives it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its state.
    pub state: State,
    /// Where the value stands.
    pub span: Span,
    /// Where the key stands.
    pub key: Span,
}

/// The three states of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A number, in the unit of the form.
    Number(Decimal),
    /// `/`: does not apply.
    NotApplicable,
    /// Blank: 未填. Never 0.
    NotFilled,
}

impl State {
    /// Numbers from here on are slips of the pen, whatever they count.
    pub const TOO_LARGE: i64 = 10_000_000_000_000;
}

/// A value of one of the report's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Index into [`Report::tables`].
    pub table: usize,
    /// Place on the form.
    pub address: Address,
}

/// What the author overrules.
#[derive(Debug, Default)]
pub struct Overrules {
    /// `[[check.pin]]`.
    pub pins: Vec<Pin>,
    /// `[[check.ignore]]`.
    pub ignores: Vec<Ignore>,
    /// `[[check.alias]]`.
    pub aliases: Vec<Alias>,
}

/// This figure means these cells.
#[derive(Debug)]
pub struct Pin {
    /// The quoted words.
    pub quote: Spanned<String>,
    /// The cells.
    pub cells: Vec<Cell>,
    /// How they make the figure.
    pub relation: Relation,
}

/// Leave this figure alone.
#[derive(Debug)]
pub struct Ignore {
    /// The quoted words.
    pub quote: Spanned<String>,
    /// Why.
    pub reason: String,
}

/// This office's word for an indicator.
#[derive(Debug)]
pub struct Alias {
    /// The word.
    pub word: Spanned<String>,
    /// Row of the form: grid and row.
    pub row: (usize, usize),
}

/// How a figure stands to its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// One cell.
    Equal,
    /// The sum of the cells.
    Sum,
    /// Each of the cells has this value.
    Each,
    /// The first cell less the others.
    Difference,
    /// None.
    None,
}

impl Relation {
    /// The name in JSON and in the data file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Sum => "sum",
            Self::Each => "each",
            Self::Difference => "difference",
            Self::None => "none",
        }
    }
}

impl Table {
    /// The state of a cell.
    #[must_use]
    pub fn state(&self, address: Address) -> State {
        self.cells
            .get(&address)
            .map_or(State::NotFilled, |entry| entry.state)
    }

    /// How many cells are 未填.
    #[must_use]
    pub fn unfilled(&self, form: &Form) -> usize {
        form.addresses()
            .filter(|address| self.state(*address) == State::NotFilled)
            .count()
    }
}

impl Report {
    /// A report of nothing but blank tables, of the whole and of its own level: what plain text is linked by.
    #[must_use]
    pub fn of_form(form: Arc<Form>, file: FileId) -> Self {
        let nowhere = Span::new(file, 0..0);
        let blank = |scope: &str| Table {
            title: Spanned::new(String::new(), nowhere),
            scope: Spanned::new(scope.to_owned(), nowhere),
            landscape: false,
            cells: BTreeMap::new(),
            span: nowhere,
            parts: Vec::new(),
        };
        // A report whose tables stand in its body has one, of all that it speaks of.
        let scopes: &[&str] = match form.placement {
            Placement::Annex => &["全市", "本级"],
            Placement::Body => &["全市"],
        };
        let meta = Meta {
            title: Vec::new(),
            place: None,
            organ: None,
            date: None,
            url: None,
            seal: None,
        };
        Self {
            file,
            year: 0,
            form,
            meta,
            preface: Vec::new(),
            sections: Vec::new(),
            tables: scopes.iter().map(|scope| blank(scope)).collect(),
            default_table: Some(0),
            overrules: Overrules::default(),
        }
    }

    /// The state of a cell.
    #[must_use]
    pub fn state(&self, cell: Cell) -> State {
        self.tables[cell.table].state(cell.address)
    }

    /// The number of a cell in the base unit (元 for 万元); `/` adds nothing; `None` if it is 未填.
    #[must_use]
    pub fn value(&self, cell: Cell) -> Option<Decimal> {
        match self.state(cell) {
            State::Number(number) if self.form.unit(cell.address) == "万元" => {
                Some(number * Decimal::from(10_000))
            }
            State::Number(number) => Some(number),
            State::NotApplicable => Some(Decimal::ZERO),
            State::NotFilled => None,
        }
    }

    /// The name of a cell, with its scope where the report has several tables.
    #[must_use]
    pub fn name(&self, cell: Cell) -> String {
        let name = self.form.name(cell.address);
        if self.tables.len() > 1 {
            format!("{}:{name}", self.tables[cell.table].scope)
        } else {
            name
        }
    }

    /// Where a cell stands in the file: its value, or the table where it is 未填.
    #[must_use]
    pub fn place(&self, cell: Cell) -> Span {
        let table = &self.tables[cell.table];
        table
            .cells
            .get(&cell.address)
            .map_or(table.span, |entry| entry.span)
    }

    /// Every passage of the narrative in reading order, with the section that it stands in (none for the preface).
    pub fn passages(&self) -> impl Iterator<Item = (Option<&Section>, &Passage)> {
        fn walk<'a>(section: &'a Section, all: &mut Vec<(Option<&'a Section>, &'a Passage)>) {
            all.push((Some(section), &section.heading));
            all.extend(section.body.iter().map(|passage| (Some(section), passage)));
            for section in &section.sections {
                walk(section, all);
            }
        }

        let mut all: Vec<(Option<&Section>, &Passage)> =
            self.preface.iter().map(|passage| (None, passage)).collect();
        for section in &self.sections {
            walk(section, &mut all);
        }
        all.into_iter()
    }
}
