//! Binds figures to cells, by words and never by a figure's own value.
//!
//! Changing only the digits of a figure never changes what it is bound to. What the words do not settle stays unbound:
//! silence of the checker must mean that a figure was checked and is right.

mod again;
mod ahead;
mod another;
mod candidate;
mod certain;
mod clause;
mod column;
mod context;
mod doubt;
mod heading;
mod joint;
mod lexicon;
mod list;
mod padded;
mod part;
mod reading;
mod respectively;
mod scope;
mod sentence;
mod shadow;
mod who;
mod year;
mod zero;

use std::ops::Range;

use crate::figure::Figure;
use crate::report::{Cell, Passage, Relation, Report, Section};
use shadow::Shadow;

pub(crate) use again::GROWN_TO;
pub(crate) use heading::typed_number;
use lexicon::Lexicon;
use scope::{Role, Scopes};

/// What a figure is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// How the cells make the figure.
    pub relation: Relation,
    /// The cells.
    pub cells: Vec<Cell>,
    /// The words that say so, in bytes of the passage.
    pub words: Range<usize>,
    /// What words, unit, section and scope leave open.
    pub certainty: Certainty,
}

impl Claim {
    /// Whether unit, section, scope and the words around leave nothing open.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.certainty >= Certainty::Qualified
    }
}

/// How sure it is what a figure is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The words are often said of other things, or of a part: 网站发布信息, 7月培训.
    Loose,
    /// Words narrow the name, or tell of another office: 举办校长培训班6期, 在网站公开征地信息86条.
    Narrowed,
    /// Unit, section or the words around leave a doubt.
    Doubtful,
    /// Nothing leaves a doubt, but words stand before the name that may narrow it: 围绕扶贫发布解读稿件63篇.
    Qualified,
    /// Nothing leaves a doubt.
    Certain,
}

impl Certainty {
    fn certain_if(sure: bool) -> Self {
        if sure { Self::Certain } else { Self::Doubtful }
    }
}

/// A figure, and what it is said to be.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The figure; for a zero statement, its words.
    pub figure: Figure,
    /// Its claim, if the words make one.
    pub claim: Option<Claim>,
    /// It is a zero statement (未收取费用), not a numeral.
    pub zero: bool,
    /// The words put it into another year.
    pub other_year: bool,
    /// What its author says of it.
    pub overrule: Option<Overrule>,
    /// The sentence that it stands in, from 0 within the passage.
    pub sentence: usize,
}

/// What an author says of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overrule {
    /// It means the cells of `pins[n]`.
    Pinned(usize),
    /// It is left alone: `ignores[n]`.
    Ignored(usize),
}

/// A passage with its figures.
#[derive(Debug)]
pub struct LinkedPassage<'r> {
    /// The passage.
    pub passage: &'r Passage,
    /// Index of the first-level section; none in the preface.
    pub section: Option<usize>,
    /// The section is one that the form's tables answer for.
    pub statistical: bool,
    /// Its figures, in reading order.
    pub figures: Vec<Linked>,
}

/// Links every figure of a report.
#[must_use]
pub fn report(report: &Report) -> Vec<LinkedPassage<'_>> {
    let linker = Linker::new(report, Some(report.year));
    let outside = Topic {
        parts: Vec::new(),
        known: true,
        elsewhere: false,
        improves: false,
        scope: None,
        head: None,
    };
    let preface = report
        .preface
        .iter()
        .map(|passage| linker.passage(passage, None, &outside));
    let mut passages: Vec<_> = preface.collect();
    for (n, section) in report.sections.iter().enumerate() {
        linker.section(section, n, &outside, &mut false, &mut passages);
    }
    passages
}

/// Links the figures of passages of plain text, whose sections nobody knows.
#[must_use]
pub fn passages<'r>(report: &'r Report, passages: &'r [Passage]) -> Vec<LinkedPassage<'r>> {
    let linker = Linker::new(report, None);
    let unknown = Topic {
        parts: Vec::new(),
        known: false,
        elsewhere: false,
        improves: false,
        scope: None,
        head: None,
    };
    passages
        .iter()
        .map(|passage| linker.passage(passage, None, &unknown))
        .collect()
}

/// What a section speaks of.
#[derive(Clone, Debug)]
struct Topic {
    /// First-level rows of the form: grid and row.
    parts: Vec<(usize, usize)>,
    /// Whether there is a heading at all.
    known: bool,
    /// It speaks of another year, or of other work: no figure is one of the tables'.
    elsewhere: bool,
    /// It tells of problems and how they are to be mended.
    improves: bool,
    /// The table that the heading names: （一）市本级情况.
    scope: Option<Role>,
    /// The one row with rows under it that the heading names: （二）行政诉讼.
    head: Option<(usize, usize)>,
}

impl Topic {
    /// Whether the section may speak of that part.
    fn allows(&self, part: (usize, usize)) -> bool {
        !self.known || self.parts.contains(&part)
    }
}

struct Linker<'r> {
    report: &'r Report,
    /// Of the report; plain text has none, and its latest year is taken for it.
    year: Option<i32>,
    lexicon: Lexicon<'r>,
    scopes: Scopes,
}

impl<'r> Linker<'r> {
    fn new(report: &'r Report, year: Option<i32>) -> Self {
        Self {
            report,
            year,
            lexicon: Lexicon::new(report),
            scopes: Scopes::new(report),
        }
    }

    fn section(
        &self,
        section: &'r Section,
        n: usize,
        above: &Topic,
        ahead: &mut bool,
        passages: &mut Vec<LinkedPassage<'r>>,
    ) {
        let mut topic = self.under(section.heading.text.text(), above);
        topic.elsewhere |= *ahead;
        passages.push(self.passage(&section.heading, Some(n), &topic));
        *ahead |= self.turns_ahead(&section.heading, &topic);
        let mut led = topic.clone();
        for passage in &section.body {
            // 2018年情况：, （三）建议提案办理情况, alone in a line: of what follows.
            let text = passage.text.text().trim();
            if leads(text) {
                led = self.under(text, &topic);
            }
            // 其中予以公开12件, of what no table holds: nor are its parts.
            let unknown = passages.last().is_some_and(|before: &LinkedPassage<'_>| {
                let mut counts = before
                    .figures
                    .iter()
                    .filter(|linked| linked.figure.class.stands_for_cell())
                    .peekable();
                counts.peek().is_some() && counts.all(|linked| linked.claim.is_none())
            });
            let mut topic = led.clone();
            topic.elsewhere |= unknown && text.starts_with("其中") || *ahead;
            passages.push(self.passage(passage, Some(n), &topic));
            *ahead |= self.turns_ahead(passage, &topic);
        }
        for section in &section.sections {
            self.section(section, n, &topic, ahead, passages);
        }
    }

    /// Whether a passage of a section on problems turns to how they are to be mended: so does all that follows there.
    fn turns_ahead(&self, passage: &Passage, topic: &Topic) -> bool {
        let plans = |text: &str| ahead::turn(text, self.year, true).is_some();
        topic.improves && plans(Shadow::new(passage.text.text()).text())
    }

    /// What is spoken of under a heading: what it says, and what the one above says of all that stands below.
    fn under(&self, heading: &str, above: &Topic) -> Topic {
        let mut topic = self.topic(heading).unwrap_or_else(|| above.clone());
        topic.elsewhere |= above.elsewhere;
        topic.improves |= above.improves;
        topic.scope = self
            .scopes
            .named(Shadow::new(heading).text())
            .or(above.scope);
        topic
    }

    /// What a heading says that its section speaks of.
    fn topic(&self, heading: &str) -> Option<Topic> {
        let heading = Shadow::new(heading);
        let says = |words: &[String]| {
            words
                .iter()
                .any(|word| heading.text().contains(word.as_str()))
        };
        let specs = self
            .report
            .form
            .sections
            .iter()
            .filter(|spec| says(&spec.words) && !says(&spec.unless));
        let parts: Vec<_> = specs
            .flat_map(|spec| &spec.parts)
            .filter_map(|part| self.lexicon.part(part))
            .collect();
        let elsewhere = self.is_elsewhere(heading.text());
        let improves = IMPROVES.iter().any(|word| heading.text().contains(word));
        (elsewhere || improves || !parts.is_empty()).then_some(Topic {
            parts,
            known: true,
            elsewhere,
            improves,
            scope: self.scopes.named(heading.text()),
            head: self.lexicon.head_named(&heading),
        })
    }

    /// 下一步工作打算, 2017年情况, 建议提案办理情况: whether a heading turns to what no table of the report holds.
    fn is_elsewhere(&self, heading: &str) -> bool {
        let says = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        let past = self.year.is_some_and(|year| {
            let named = (2000..year)
                .rev()
                .find(|past| heading.contains(&format!("{past}年")));
            named.is_some() && !heading.contains(&format!("{year}年"))
        });
        past || says(&AHEAD)
            || says(&OTHER_WORK) && !says(&["公开"])
            || self.is_of_another_office(heading)
    }

    /// 城东分局情况: whether a heading names an office that is not the report's own.
    fn is_of_another_office(&self, heading: &str) -> bool {
        let named = heading.trim_end_matches(['：', ':', '。']);
        let named = &named[typed_number(named).unwrap_or(0)..];
        let named = ["主要情况", "工作情况", "办理情况", "情况"]
            .iter()
            .find_map(|end| named.strip_suffix(end));
        let title = self.report.meta.title_line();
        // 机构和人员情况 is of no office.
        let general = ["机构", "部门", "系统", "处", "中心"];
        named.is_some_and(|named| {
            part::is_a_part(named)
                && !general.iter().any(|end| named.ends_with(end))
                && !title.contains(named)
        })
    }

    fn passage(
        &self,
        passage: &'r Passage,
        section: Option<usize>,
        topic: &Topic,
    ) -> LinkedPassage<'r> {
        let typed = heading::lead(passage.text.text()).map(|lead| self.under(lead, topic));
        let topic = typed.as_ref().unwrap_or(topic);
        LinkedPassage {
            passage,
            section,
            statistical: !topic.parts.is_empty(),
            figures: reading::figures(self, passage, topic),
        }
    }
}

/// Words of a heading that tells of problems.
const IMPROVES: [&str; 4] = ["问题", "不足", "改进", "整改"];

/// Words of a heading that announce what is to come.
const AHEAD: [&str; 6] = ["打算", "工作计划", "下一步", "工作安排", "工作思路", "展望"];

/// Whether a line is no more than a heading: its number typed, or a colon at its end.
fn leads(line: &str) -> bool {
    let typed = typed_number(line).is_some() && !line.contains(['。', '，', '；', ',', ';']);
    (typed || line.ends_with(['：', ':'])) && line.chars().count() <= LEAD
}

/// A line that leads others is no longer than this, in characters.
const LEAD: usize = 24;

/// Words of a heading that tell of other work.
const OTHER_WORK: [&str; 7] = [
    "建议提案",
    "议案提案",
    "提案办理",
    "建议办理",
    "热线",
    "信访",
    "应诉",
];
