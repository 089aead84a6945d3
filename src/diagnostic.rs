//! What there is to say about a report, as values. `emit` gives them a form; nothing here prints.

use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::source::Span;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing: style, what could not be checked.
    Note,
    /// Probably wrong, or wrong with a legitimate explanation.
    Warning,
    /// Wrong; stops the filing copy.
    Error,
}

impl Severity {
    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The name that users read.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Note => "提示",
        }
    }

    /// One level lower; a note stays a note.
    #[must_use]
    pub fn weaker(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Note => Self::Note,
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// The stable name of a kind of finding; `data/codes.toml` explains each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)+
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The kebab-case name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

codes! {
    /// A figure or a zero statement differs from its cell.
    FigureMismatch = "figure-mismatch",
    /// The cell lies outside what 逾, 近, 约, 余, 万 allow.
    Approximation = "approximation",
    /// The parts stated in the prose do not make the head.
    SumMismatch = "sum-mismatch",
    /// A table contradicts itself.
    TableIdentity = "table-identity",
    /// 占X% does not follow from the figures.
    ShareMismatch = "share-mismatch",
    /// A change does not follow from the two years.
    GrowthMismatch = "growth-mismatch",
    /// One cell is stated twice with different values.
    DuplicateConflict = "duplicate-conflict",
    /// The whole is smaller than its own level.
    ScopeOrder = "scope-order",
    /// Several mismatching figures equal last year's table.
    StaleText = "stale-text",
    /// A figure has a label but no 量词.
    UnitMissing = "unit-missing",
    /// 等七个部分 and the list disagree.
    ListCount = "list-count",
    /// A figure in a statistics section without a link.
    UnlinkedFigure = "unlinked-figure",
    /// A cell other than 0 that the prose never mentions.
    UnmentionedCell = "unmentioned-cell",
    /// Why a claim could not be checked.
    Uncheckable = "uncheckable",
    /// 约…左右, 近…余.
    DoubleModifier = "double-modifier",
    /// The statistical period is not the report year.
    Period = "period",
    /// A year that is neither the report's nor plainly a comparison.
    StaleYear = "stale-year",
    /// Another place's name where this place's is meant.
    ForeignPlace = "foreign-place",
    /// A 量词 of another family.
    UnitMismatch = "unit-mismatch",
    /// The prose states a cell that is 未填.
    UnfilledCell = "unfilled-cell",
    /// Marks, brackets, spaces and numbering.
    Wording = "wording",
    /// Last year's file is not that of the year before, or of another place.
    Previous = "previous",
    /// An overrule that does not apply, or is not needed.
    StaleOverride = "stale-override",
    /// The file is no TOML.
    DataSyntax = "data-syntax",
    /// A key that the data file does not have.
    DataUnknownKey = "data-unknown-key",
    /// A value of the wrong type, or a required value missing.
    DataType = "data-type",
    /// An impossible date.
    DataDate = "data-date",
    /// An indicator, column or scope that the form does not have.
    DataUnknownIndicator = "data-unknown-indicator",
    /// A cell that is no number, `/` or 未填.
    DataBadCell = "data-bad-cell",
    /// A `{{…}}` that names no filled-in cell.
    DataPlaceholder = "data-placeholder",
    /// A fault of a form file of an office's own.
    DataForm = "data-form",
    /// A character that cannot be printed or filed.
    DataCharacter = "data-character",
    /// No face has a glyph for the character.
    GlyphMissing = "glyph-missing",
    /// A seal, photograph or chart that cannot be used.
    Picture = "picture",
}

impl Code {
    /// The code of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// What `data/codes.toml` says of it.
    ///
    /// # Panics
    /// Never for a released binary: a test asks for the explanation of every code.
    #[must_use]
    pub fn explanation(self) -> &'static Explanation {
        static ALL: LazyLock<std::collections::BTreeMap<String, Explanation>> =
            LazyLock::new(|| {
                toml::from_str(include_str!("../data/codes.toml"))
                    .expect("data/codes.toml is tested")
            });
        ALL.get(self.name())
            .expect("every code is explained: tested")
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One entry of `data/codes.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// The highest level that it is given.
    pub highest: Severity,
    /// A line that can stand alone.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// Why it matters.
    pub why: String,
    /// What a report looks like that gets it.
    pub example: String,
    /// What to do.
    pub remedy: String,
}

/// A place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The narrowest place that the words are about.
    pub span: Span,
    /// What is there; may be empty.
    pub message: String,
    /// The culprit, rather than what it was held against.
    pub primary: bool,
}

/// One safe change that removes the cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// Its level.
    pub severity: Severity,
    /// A headline that can stand alone.
    pub message: String,
    /// Where; the first primary label is its place.
    pub labels: Vec<Label>,
    /// What is so.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<String>,
    /// Only where there is exactly one safe change.
    pub remedy: Option<Remedy>,
}

impl Diagnostic {
    /// A finding without places yet.
    #[must_use]
    pub fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            code,
            severity,
            message,
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            remedy: None,
        }
    }

    /// An error without places yet.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A warning without places yet.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A note without places yet.
    #[must_use]
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    /// Adds the place of the culprit.
    #[must_use]
    pub fn at(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
            primary: true,
        });
        self
    }

    /// Adds a place that the culprit was held against.
    #[must_use]
    pub fn beside(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
            primary: false,
        });
        self
    }

    /// Adds what is so.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Its place: that of the first primary label.
    #[must_use]
    pub fn place(&self) -> Option<Span> {
        self.labels
            .iter()
            .find(|label| label.primary)
            .map(|label| label.span)
    }
}

/// Canonical order: place, level (gravest first), code, headline.
pub fn sort(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| {
        (a.place(), std::cmp::Reverse(a.severity), a.code, &a.message).cmp(&(
            b.place(),
            std::cmp::Reverse(b.severity),
            b.code,
            &b.message,
        ))
    });
    findings.dedup();
}

/// Whether any of them stops the filing copy.
#[must_use]
pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}
