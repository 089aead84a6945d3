//! A passage as its figures and the words between them: what shares, changes and sums of the prose are read from.

use rust_decimal::{Decimal, RoundingStrategy};
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Class, Figure, Quantity};
use crate::link::{Linked, LinkedPassage, Overrule};
use crate::source::Span;

/// Figures and gaps in turn: `gaps[n]` stands before figure `n`, the last gap after the last figure.
pub(super) struct Run<'p> {
    pub(super) passage: &'p LinkedPassage<'p>,
    /// Places in the figures of the passage.
    pub(super) places: Vec<usize>,
    /// Words between them, folded to half width and without white space.
    pub(super) gaps: Vec<String>,
    /// How many sentences end in the gaps up to each.
    ended: Vec<usize>,
}

impl<'p> Run<'p> {
    pub(super) fn new(passage: &'p LinkedPassage<'p>) -> Self {
        let text = passage.passage.text.text();
        let mut places = Vec::new();
        let mut gaps = Vec::new();
        let mut end = 0;
        for (n, linked) in passage.figures.iter().enumerate() {
            let range = &linked.figure.range;
            if linked.zero || range.start < end {
                continue;
            }
            gaps.push(folded(&text[end..range.start]));
            places.push(n);
            end = range.end;
        }
        gaps.push(folded(&text[end..]));
        let ends = gaps.iter().scan(0, |ended, gap| {
            *ended += usize::from(ends_sentence(gap));
            Some(*ended)
        });
        Self {
            passage,
            places,
            ended: ends.collect(),
            gaps,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The first figure that does not begin before a place of the passage, or the end.
    pub(super) fn from(&self, at: usize) -> usize {
        self.places
            .partition_point(|place| self.passage.figures[*place].figure.range.start < at)
    }

    pub(super) fn linked(&self, n: usize) -> &'p Linked {
        &self.passage.figures[self.places[n]]
    }

    pub(super) fn class(&self, n: usize) -> Class {
        self.linked(n).figure.class
    }

    pub(super) fn words(&self, n: usize) -> &'p str {
        &self.passage.passage.text.text()[self.linked(n).figure.range.clone()]
    }

    pub(super) fn span(&self, n: usize) -> Span {
        let range = self.linked(n).figure.range.clone();
        self.passage.passage.text.span(range)
    }

    pub(super) fn ignored(&self, n: usize) -> bool {
        matches!(self.linked(n).overrule, Some(Overrule::Ignored(_)))
    }

    pub(super) fn unit(&self, n: usize) -> Option<&'p str> {
        self.linked(n).figure.unit.as_deref()
    }

    /// The value of a count or a sum of money.
    pub(super) fn count(&self, n: usize) -> Option<&'p Quantity> {
        let figure = &self.linked(n).figure;
        let counts = matches!(figure.class, Class::Count | Class::Money);
        figure
            .quantity
            .as_ref()
            .filter(|_| counts && !self.ignored(n))
    }

    /// The value of any figure that its author does not set aside.
    pub(super) fn quantity(&self, n: usize) -> Option<&'p Quantity> {
        let quantity = self.linked(n).figure.quantity.as_ref();
        quantity.filter(|_| !self.ignored(n))
    }

    /// Whether two counts can be parts of one whole: one 量词, or one of them has none.
    pub(super) fn same_unit(&self, a: usize, b: usize) -> bool {
        match (self.unit(a), self.unit(b)) {
            (Some(a), Some(b)) => a == b,
            _ => self.class(a) == self.class(b),
        }
    }

    /// Whether no sentence ends between two figures.
    pub(super) fn one_sentence(&self, a: usize, b: usize) -> bool {
        b <= a || self.ended[a] == self.ended[b]
    }

    /// The words of the sentence of figure `n` that stand before it, its figures left out.
    pub(super) fn sentence(&self, n: usize) -> String {
        let from = (0..=n).rev().find(|m| ends_sentence(&self.gaps[*m]));
        let words = self.gaps[from.unwrap_or(0)..=n].concat();
        let opened = words.rfind(['。', '!', '?']).filter(|_| from.is_some());
        words
            .get(opened.unwrap_or(0)..)
            .unwrap_or_default()
            .to_owned()
    }

    /// Whether a figure stands in a bracket that is closed before figure `to`, or before `gap` ends, the words that lead
    /// from the figure before `to`: 213件(其中网络160件).
    pub(super) fn bracketed(&self, n: usize, to: usize, gap: &str) -> bool {
        let gaps = self.gaps[n + 1..to].iter().map(String::as_str);
        let between = gaps.chain([gap]).flat_map(str::chars);
        let mut open = 0_usize;
        for c in between {
            match c {
                '(' => open += 1,
                ')' if open == 0 => return true,
                ')' => open -= 1,
                _ => {}
            }
        }
        false
    }

    /// The unit of the last digit that a percentage is written with: 0.1 for 60.7%, 10 for 九成.
    pub(super) fn place(&self, n: usize) -> Decimal {
        place(&self.linked(n).figure, self.passage.passage.text.text())
    }
}

/// The unit of the last digit that a percentage of a text is written with.
pub(super) fn place(figure: &Figure, text: &str) -> Decimal {
    let said = folded(&text[figure.numeral.clone()]);
    let decimals = said.split_once('.').map_or(0, |(_, tail)| {
        tail.chars().filter(char::is_ascii_digit).count()
    });
    let place = Decimal::new(1, u32::try_from(decimals).unwrap_or(0).min(10));
    match figure.unit.as_deref() {
        Some("成" | "折") => place * Decimal::TEN,
        Some("‰") => place / Decimal::TEN,
        _ => place,
    }
}

/// Half width, without white space.
pub(super) fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

pub(super) fn ends_sentence(gap: &str) -> bool {
    gap.contains(['。', '!', '?'])
}

/// The ends of what a quantity allows.
pub(super) fn ends(quantity: &Quantity) -> Option<(Decimal, Decimal)> {
    let inside = &quantity.inside;
    Some((inside.low?.value, inside.high?.value))
}

/// How a written value stands to what it is computed from, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It cannot stand for it.
    Wrong,
    /// Only if further digits were cut off instead of rounded.
    Cut,
    /// It can.
    Right,
}

impl Fit {
    pub(super) fn when(fits: bool) -> Self {
        if fits { Self::Right } else { Self::Wrong }
    }
}

/// How a percentage, written to `place`, can stand for a value between `low` and `high`.
pub(super) fn stands_for(stated: &Quantity, place: Decimal, low: Decimal, high: Decimal) -> Fit {
    if stated.modifier.is_some() {
        let near = &stated.near;
        let under = near.high.is_none_or(|end| low <= end.value);
        return Fit::when(under && near.low.is_none_or(|end| high >= end.value));
    }
    let half = place / Decimal::TWO;
    let value = stated.value;
    if high >= value - half && low <= value + half {
        return Fit::Right;
    }
    // Cut off means towards zero.
    let cut = if value.is_sign_negative() {
        high > value - place && low <= value
    } else {
        high >= value && low < value + place
    };
    if cut { Fit::Cut } else { Fit::Wrong }
}

/// What is said of a percentage whose last digits were cut off.
pub(super) fn cut(code: Code, words: &str, place: Decimal, right: Decimal, at: Span) -> Diagnostic {
    let rounded = right.round_dp_with_strategy(
        place.normalize().scale(),
        RoundingStrategy::MidpointAwayFromZero,
    );
    let message = format!(
        "「{words}」是截去尾数得来的，四舍五入是 {}%",
        rounded.normalize().abs()
    );
    Diagnostic::note(code, message).at(at, "四舍五入不是这个数")
}
