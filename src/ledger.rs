//! The ledger: every figure of a narrative, and what it was held against.

use std::ops::Range;

use crate::figure::{Class, Figure, Quantity};
use crate::report::{Cell, Relation};
use crate::source::Span;

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Linked, and right.
    Agree,
    /// Linked, and not right.
    Differ,
    /// Could stand for a cell, but has no link.
    Unlinked,
    /// Of a class that never stands for a cell.
    Exempt,
    /// Linked by the author, and right.
    Pinned,
    /// Left alone by the author.
    Ignored,
    /// Linked, but a cell is 未填.
    Uncheckable,
}

impl Status {
    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Differ => "differ",
            Self::Unlinked => "unlinked",
            Self::Exempt => "exempt",
            Self::Pinned => "pinned",
            Self::Ignored => "ignored",
            Self::Uncheckable => "uncheckable",
        }
    }
}

/// One figure of a narrative.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its words.
    pub text: String,
    /// Where it stands in the file; absent for plain text.
    pub span: Option<Span>,
    /// Where it stands in its passage, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub class: Class,
    /// Its value.
    pub quantity: Option<Quantity>,
    /// Its unit as written.
    pub unit: Option<String>,
    /// How it stands to the cells.
    pub relation: Relation,
    /// The cells.
    pub cells: Vec<Cell>,
    /// What became of it.
    pub status: Status,
}

impl Entry {
    /// The entry of a figure that is not linked.
    #[must_use]
    pub fn new(figure: &Figure, text: &str, span: Option<Span>) -> Self {
        let status = if figure.class.stands_for_cell() {
            Status::Unlinked
        } else {
            Status::Exempt
        };
        Self {
            text: text.to_owned(),
            span,
            range: figure.range.clone(),
            class: figure.class,
            quantity: figure.quantity,
            unit: figure.unit.clone(),
            relation: Relation::None,
            cells: Vec::new(),
            status,
        }
    }
}

impl Class {
    /// Whether a figure of this class can be the value of a cell.
    #[must_use]
    pub fn stands_for_cell(self) -> bool {
        matches!(
            self,
            Self::Count
                | Self::Money
                | Self::Percent
                | Self::Growth
                | Self::Points
                | Self::Multiple
                | Self::Ratio
                | Self::Range
        )
    }
}

/// How much of a narrative was read and checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Every figure.
    pub figures: usize,
    /// Of class count or money.
    pub counts: usize,
    /// Linked to cells.
    pub linked: usize,
    /// … and right.
    pub agree: usize,
    /// … and not right.
    pub differ: usize,
    /// … by the author, and right.
    pub pinned: usize,
    /// … to a cell that is 未填, or a share or growth without its base.
    pub uncheckable: usize,
    /// Could stand for a cell, but not linked.
    pub unlinked: usize,
    /// Never stand for a cell.
    pub exempt: usize,
    /// Left alone by the author.
    pub ignored: usize,
}

impl Coverage {
    /// Counts the entries of a ledger.
    #[must_use]
    pub fn of(ledger: &[Entry]) -> Self {
        let mut all = Self {
            figures: ledger.len(),
            ..Self::default()
        };
        for entry in ledger {
            all.counts += usize::from(matches!(entry.class, Class::Count | Class::Money));
            *match entry.status {
                Status::Agree => &mut all.agree,
                Status::Differ => &mut all.differ,
                Status::Pinned => &mut all.pinned,
                Status::Uncheckable => &mut all.uncheckable,
                Status::Unlinked => &mut all.unlinked,
                Status::Exempt => &mut all.exempt,
                Status::Ignored => &mut all.ignored,
            } += 1;
        }
        all.linked = all.agree + all.differ + all.pinned + all.uncheckable;
        all
    }
}
