//! Numeric expressions: what kind of thing each is, and what its words allow.
//!
//! Knows text alone: no report, form or table. Classes and values follow GB/T 15835—2011 and the usage of 公文.

mod aim;
mod amount;
mod change;
mod document;
mod fraction;
mod identifier;
mod interval;
mod lexicon;
mod list;
mod mark;
mod measure;
mod name;
pub mod numeral;
mod place;
mod rank;
pub mod scan;
mod shadow;
mod span;
mod time;
mod whole;

pub use place::is_chinese;

use std::ops::Range;

use rust_decimal::Decimal;

/// What a numeric expression is. Tried in an order of its own by [`scan`]; the first that fits wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// 166件.
    Count,
    /// 1600元, 近20亿元; in 元.
    Money,
    /// 100%, 5‰ (as 0.5), 九成.
    Percent,
    /// A change against another time: 增长12%, 增加3件, 晋升3位; a fall is negative.
    Growth,
    /// 1.2个百分点.
    Points,
    /// 2倍, 翻一番.
    Multiple,
    /// 三分之一, 1:3.
    Ratio,
    /// 3～5次, 两三次.
    Range,
    /// 第23名, 首位.
    Ordinal,
    /// 2018年, 2018-12-31.
    Date,
    /// 2018年1月1日起，至2018年12月31日止.
    Period,
    /// 连续8年, 15个工作日.
    Duration,
    /// 国办发〔2018〕23号.
    Document,
    /// 0724-2376200, 12345.
    Phone,
    /// 448000.
    Postcode,
    /// 象山大道53号.
    Address,
    /// A web or mail address.
    Url,
    /// GB/T 15835-2011, 5G.
    Version,
    /// Numbers of lists and headings: （一）, 1., 一是.
    Marker,
    /// A rule or an aim: 每年至少1次.
    Norm,
    /// A fixed expression: “五公开”.
    Term,
    /// None of these.
    Other,
}

impl Class {
    /// The name that users read.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Count => "数量",
            Self::Money => "金额",
            Self::Percent => "百分比",
            Self::Growth => "增减",
            Self::Points => "百分点",
            Self::Multiple => "倍数",
            Self::Ratio => "比例",
            Self::Range => "范围",
            Self::Ordinal => "序数",
            Self::Date => "日期",
            Self::Period => "时段",
            Self::Duration => "时长",
            Self::Document => "文号",
            Self::Phone => "电话",
            Self::Postcode => "邮编",
            Self::Address => "地址",
            Self::Url => "网址",
            Self::Version => "版本",
            Self::Marker => "序号",
            Self::Norm => "要求",
            Self::Term => "固定说法",
            Self::Other => "其他",
        }
    }

    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Growth => "growth",
            Self::Points => "points",
            Self::Multiple => "multiple",
            Self::Ratio => "ratio",
            Self::Range => "range",
            Self::Ordinal => "ordinal",
            Self::Date => "date",
            Self::Period => "period",
            Self::Duration => "duration",
            Self::Document => "document",
            Self::Phone => "phone",
            Self::Postcode => "postcode",
            Self::Address => "address",
            Self::Url => "url",
            Self::Version => "version",
            Self::Marker => "marker",
            Self::Norm => "norm",
            Self::Term => "term",
            Self::Other => "other",
        }
    }
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The value of the end.
    pub value: Decimal,
    /// Whether the end itself belongs to the interval.
    pub closed: bool,
}

impl End {
    /// An end that belongs to its interval.
    #[must_use]
    pub fn closed(value: Decimal) -> Self {
        Self {
            value,
            closed: true,
        }
    }

    /// An end that does not.
    #[must_use]
    pub fn open(value: Decimal) -> Self {
        Self {
            value,
            closed: false,
        }
    }
}

/// Values between two ends; an end that is absent is unbounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub low: Option<End>,
    /// The upper end.
    pub high: Option<End>,
}

impl Interval {
    /// One value alone.
    #[must_use]
    pub fn exactly(value: Decimal) -> Self {
        Self {
            low: Some(End::closed(value)),
            high: Some(End::closed(value)),
        }
    }

    /// Whether `value` lies inside.
    #[must_use]
    pub fn contains(&self, value: Decimal) -> bool {
        let above = self.low.is_none_or(|end| {
            if end.closed {
                value >= end.value
            } else {
                value > end.value
            }
        });
        let below = self.high.is_none_or(|end| {
            if end.closed {
                value <= end.value
            } else {
                value < end.value
            }
        });
        above && below
    }

    /// Whether it is a single value.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        matches!((self.low, self.high), (Some(low), Some(high)) if low == high && low.closed)
    }
}

/// How the words loosen a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modifier {
    /// 逾, 超过, 突破, 多, 余, 以上.
    Above,
    /// 近, 接近, 将近.
    Nearly,
    /// 不到, 不足.
    Below,
    /// 约, 左右, 上下.
    About,
    /// 至少, 不少于: no upper bound.
    AtLeast,
    /// 至多, 不超过: no lower bound.
    AtMost,
    /// 十几, 数百: the words give both ends.
    Vague,
}

/// The value of a figure and what its words allow (checker: inside is silent, near is a warning or a note).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The base value, in the base unit (元, 条 …; 11.1亿条 is 1110000000). A fall is negative.
    pub value: Decimal,
    /// What the words allow: `low` and `high` of the ledger.
    pub inside: Interval,
    /// What a careless writer might still mean; contains `inside`.
    pub near: Interval,
    /// The unit of the last written place other than zero, scale applied: 50亿 → 10亿, 1600 → 100, 1.2万 → 1000.
    pub ulp: Decimal,
    /// How the words loosen it.
    pub modifier: Option<Modifier>,
    /// Written with 万 or 亿, or ending in at least three zeros: may be rounded.
    pub looks_rounded: bool,
    /// Two modifiers at once: 约…左右, 近…余.
    pub doubly_modified: bool,
}

/// One numeric expression in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The whole expression with modifier and unit (逾50亿条), in bytes of the text that was scanned.
    pub range: Range<usize>,
    /// The numeral alone (50亿), within `range`.
    pub numeral: Range<usize>,
    /// What it is.
    pub class: Class,
    /// Its value; absent for a class that has none (phone, document …).
    pub quantity: Option<Quantity>,
    /// The 量词 or unit as written, folded by NFKC (件, 万元); absent where none is written.
    pub unit: Option<String>,
}
