//! The shapes of charts, in pt.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Item, WIDTH};

/// 五号 for labels and values.
pub(super) const TYPE: f64 = 10.5;
const LINE: f64 = 14.0;
/// Widest label in front of a bar.
const LABEL: f64 = 15.0 * TYPE;
const SWATCH: f64 = 12.0;
const PADDING: f64 = 6.0;
/// More bars than this do not fit a page.
pub(super) const MOST_BARS: usize = 24;
/// Fills that can be told apart in black and white.
pub(super) const FILLS: [Fill; 8] = [
    Fill::Grey("#333"),
    Fill::Lines(&[Slope::Rising]),
    Fill::Grey("#ccc"),
    Fill::Lines(&[Slope::Level]),
    Fill::Grey("#fff"),
    Fill::Lines(&[Slope::Level, Slope::Upright]),
    Fill::Grey("#888"),
    Fill::Lines(&[Slope::Upright]),
];

/// How an area is told from its neighbours.
#[derive(Clone, Copy)]
pub(super) enum Fill {
    /// One shade.
    Grey(&'static str),
    /// Lines on white.
    Lines(&'static [Slope]),
}

/// The direction of hatching.
#[derive(Clone, Copy)]
pub(super) enum Slope {
    Rising,
    Level,
    Upright,
}

/// Distance of the lines of a hatch.
const HATCH: f64 = 4.0;

impl Slope {
    /// Lines of this direction across the box.
    fn across(self, [left, top, right, bottom]: [f64; 4]) -> String {
        let mut path = String::new();
        let mut line = |x1: f64, y1: f64, x2: f64, y2: f64| {
            write!(path, "M{x1:.2} {y1:.2}L{x2:.2} {y2:.2}").expect("writing to a string");
        };
        let high = bottom - top;
        // Counted from the box, so that a swatch shows what the bar beside it shows.
        let (mut at, end) = match self {
            Self::Rising => (left - high, right),
            Self::Level => (top, bottom),
            Self::Upright => (left, right),
        };
        at += HATCH / 2.0;
        while at < end {
            match self {
                Self::Rising => line(at, bottom, at + high, top),
                Self::Level => line(left, at, right, at),
                Self::Upright => line(at, top, at, bottom),
            }
            at += HATCH;
        }
        path
    }
}

/// A drawing in the making.
#[derive(Default)]
pub(super) struct Sketch {
    pub(super) body: String,
    pub(super) height: f64,
    hatched: usize,
}

impl Sketch {
    fn push(&mut self, element: &str) {
        self.body.push_str(element);
    }

    /// Text whose middle is at height `y`.
    fn text(&mut self, x: f64, y: f64, anchor: &str, text: &str) {
        let y = y + 0.36 * TYPE;
        let text = escape(text);
        write!(
            self.body,
            "<text x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"{anchor}\">{text}</text>"
        )
        .expect("writing to a string");
    }

    fn area(&mut self, x: f64, y: f64, width: f64, height: f64, fill: Fill) {
        let path = format!("M{x:.2} {y:.2}h{width:.2}v{height:.2}h-{width:.2}z");
        self.fill(&path, [x, y, x + width, y + height], fill);
    }

    /// Fills a closed path that lies within `bounds`: left, top, right, bottom.
    fn fill(&mut self, path: &str, bounds: [f64; 4], fill: Fill) {
        let outline = "stroke=\"#000\" stroke-width=\".7\"";
        let colour = match fill {
            Fill::Grey(colour) => colour,
            Fill::Lines(slopes) => {
                let lines: String = slopes.iter().map(|slope| slope.across(bounds)).collect();
                self.hatched += 1;
                let id = self.hatched;
                self.push(&format!(
                    "<clipPath id=\"h{id}\"><path d=\"{path}\"/></clipPath><path clip-path=\"url(#h{id})\" \
                     d=\"{lines}\" stroke=\"#000\" stroke-width=\".8\"/>"
                ));
                "none"
            }
        };
        self.push(&format!("<path d=\"{path}\" fill=\"{colour}\" {outline}/>"));
    }

    fn stroke(&mut self, path: &str, colour: &str, width: f64) {
        write!(
            self.body,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>"
        )
        .expect("writing to a string");
    }

    /// Swatch, label, value and share of each part, from `top` on; returns where it ends.
    fn legend(&mut self, items: &[Item], sum: Decimal, left: f64, top: f64) -> f64 {
        let room = WIDTH - left - SWATCH - 8.0;
        let mut y = top;
        for (item, fill) in items.iter().zip(FILLS) {
            let said = format!(
                "{}  {}（{}）",
                item.label,
                item.text,
                share(item.value, sum)
            );
            self.area(left, y + (LINE - SWATCH) / 2.0 + 2.0, SWATCH, SWATCH, fill);
            for piece in wrap(&said, room) {
                self.text(left + SWATCH + 6.0, y + LINE / 2.0 + 2.0, "start", &piece);
                y += LINE;
            }
            y += 4.0;
        }
        y
    }
}

/// One bar a cell, its label in front of it and its value behind.
pub(super) fn bars(items: &[Item]) -> Sketch {
    let mut sketch = Sketch::default();
    let widest = |text: &dyn Fn(&Item) -> String| {
        items
            .iter()
            .map(|item| width(&text(item)))
            .fold(0.0, f64::max)
    };
    let label = widest(&|item| item.label.clone()).min(LABEL) + TYPE / 2.0;
    let value = widest(&|item| item.text.clone());
    let room = WIDTH - label - value - 12.0;
    let most = items
        .iter()
        .map(|item| item.value)
        .max()
        .unwrap_or_default();
    let mut y = PADDING;
    for item in items {
        let lines = wrap(&item.label, LABEL);
        let height = (count(lines.len()) * LINE + 8.0).max(22.0);
        let middle = y + height / 2.0;
        let mut at = middle - (count(lines.len()) - 1.0) * LINE / 2.0;
        for piece in &lines {
            sketch.text(label - TYPE / 2.0, at, "end", piece);
            at += LINE;
        }
        let long = ratio(item.value, most) * room;
        if long > 0.0 {
            sketch.area(label, middle - 6.5, long, 13.0, Fill::Grey("#777"));
        }
        sketch.text(label + long + 5.0, middle, "start", &item.text);
        y += height;
    }
    sketch.stroke(
        &format!("M{label:.2} {:.2}V{y:.2}", PADDING / 2.0),
        "#000",
        0.7,
    );
    sketch.height = y + PADDING;
    sketch
}

/// One bar, cells stacked, with a legend.
pub(super) fn stacked(items: &[Item], sum: Decimal) -> Sketch {
    let mut sketch = Sketch::default();
    let (left, room, high) = (1.0, WIDTH - 2.0, 30.0);
    let mut x = left;
    for (item, fill) in items.iter().zip(FILLS) {
        let long = ratio(item.value, sum) * room;
        if long > 0.0 {
            sketch.area(x, PADDING, long, high, fill);
        }
        x += long;
    }
    sketch.height = sketch.legend(items, sum, left, PADDING + high + 8.0) + PADDING;
    sketch
}

/// Sectors of a circle, with a legend.
pub(super) fn shares(items: &[Item], sum: Decimal) -> Sketch {
    let mut sketch = Sketch::default();
    let radius = 70.0;
    let legend_height = sketch.legend(items, sum, 2.0 * radius + 40.0, 0.0);
    // Once more in its place: the circle may be higher than the legend.
    let height = legend_height.max(2.0 * radius) + 2.0 * PADDING;
    sketch = Sketch::default();
    let top = (height - legend_height) / 2.0;
    sketch.legend(items, sum, 2.0 * radius + 40.0, top);
    let (cx, cy) = (radius + PADDING, height / 2.0);
    let mut turn = 0.0;
    for (item, fill) in items.iter().zip(FILLS) {
        let part = ratio(item.value, sum);
        let at = |turn: f64| {
            let angle = turn * std::f64::consts::TAU;
            (cx + radius * angle.sin(), cy - radius * angle.cos())
        };
        let bounds = [cx - radius, cy - radius, cx + radius, cy + radius];
        let arc =
            |large: u8, (x, y): (f64, f64)| format!("A{radius} {radius} 0 {large} 1 {x:.2} {y:.2}");
        let ((x1, y1), end) = (at(turn), at(turn + part));
        if part > 0.9999 {
            // An arc cannot end where it begins.
            let half = at(turn + 0.5);
            let circle = format!("M{x1:.2} {y1:.2}{}{}z", arc(0, half), arc(0, end));
            sketch.fill(&circle, bounds, fill);
        } else if part > 0.0 {
            let arc = arc(u8::from(part > 0.5), end);
            let sector = format!("M{cx:.2} {cy:.2}L{x1:.2} {y1:.2}{arc}z");
            sketch.fill(&sector, bounds, fill);
        }
        turn += part;
    }
    sketch.height = height;
    sketch
}

/// A line over years.
pub(super) fn line(years: &BTreeMap<i32, Decimal>, unit: &str) -> Sketch {
    let mut sketch = Sketch::default();
    let most = years.values().copied().max().unwrap_or_default();
    let step = step(most);
    let mut top = step;
    while top < most {
        top += step;
    }
    let (left, right) = (width(&top.to_string()) + 12.0, WIDTH - 40.0);
    let (high, low) = (26.0, 176.0);
    let y = |value: Decimal| low - ratio(value, top) * (low - high);
    sketch.text(left, high - 18.0, "middle", &format!("（{unit}）"));
    let mut tick = Decimal::ZERO;
    while tick <= top {
        let at = y(tick);
        let colour = if tick.is_zero() { "#000" } else { "#bbb" };
        sketch.stroke(
            &format!("M{left:.2} {at:.2}H{:.2}", right + 24.0),
            colour,
            0.6,
        );
        sketch.text(left - 6.0, at, "end", &tick.normalize().to_string());
        tick += step;
    }
    let first = years.keys().next().copied().unwrap_or_default();
    let last = years.keys().next_back().copied().unwrap_or_default();
    let span = f64::from((last - first).max(1));
    let x = |year: i32| left + 30.0 + f64::from(year - first) / span * (right - left - 30.0);
    let mut path = String::new();
    for (year, value) in years {
        let letter = if path.is_empty() { 'M' } else { 'L' };
        write!(path, "{letter}{:.2} {:.2}", x(*year), y(*value)).expect("writing to a string");
    }
    sketch.stroke(&path, "#000", 1.5);
    for (year, value) in years {
        let (x, y) = (x(*year), y(*value));
        sketch.push(&format!(
            "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"3\" fill=\"#000\"/>"
        ));
        sketch.text(x, y - 11.0, "middle", &value.to_string());
        sketch.text(x, low + 12.0, "middle", &format!("{year}年"));
    }
    sketch.height = low + 24.0;
    sketch
}

/// The distance of grid lines: 1, 2 or 5 times a power of ten, such that there are at most six.
fn step(most: Decimal) -> Decimal {
    let mut power = Decimal::new(1, 4);
    if most.is_zero() {
        return Decimal::ONE;
    }
    loop {
        for digit in [1, 2, 5] {
            let step = power * Decimal::from(digit);
            if step * Decimal::from(6) >= most {
                return step.normalize();
            }
        }
        power *= Decimal::TEN;
    }
}

fn share(value: Decimal, sum: Decimal) -> String {
    let percent = value * Decimal::ONE_HUNDRED / sum;
    let rounded = percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    format!("{rounded:.1}%")
}

fn ratio(part: Decimal, whole: Decimal) -> f64 {
    if whole.is_zero() {
        return 0.0;
    }
    (part / whole).to_f64().unwrap_or_default().clamp(0.0, 1.0)
}

/// How wide a text is set in [`TYPE`], about.
fn width(text: &str) -> f64 {
    let em: f64 = text
        .chars()
        .map(|c| if c.is_ascii() { 0.56 } else { 1.0 })
        .sum();
    em * TYPE
}

/// Lines no wider than `room`.
fn wrap(text: &str, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for c in text.chars() {
        let line = lines.last_mut().expect("there is a line");
        let mut longer = line.clone();
        longer.push(c);
        let closing = "，。、：；）》”".contains(c);
        if width(&longer) > room && !line.is_empty() && !closing {
            lines.push(c.to_string());
        } else {
            *line = longer;
        }
    }
    lines
}

fn count(lines: usize) -> f64 {
    f64::from(u32::try_from(lines).unwrap_or(u32::MAX))
}

/// A text as it stands in XML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grid_lines_are_round() {
        let cases = [
            ("92068", "20000"),
            ("8", "2"),
            ("166", "50"),
            ("1", "0.2"),
            ("0", "1"),
            ("37", "10"),
        ];
        for (most, wanted) in cases {
            let most: Decimal = most.parse().expect("a number");
            let step = step(most);
            let lines = (most / step).ceil();
            assert_eq!(step.to_string(), wanted, "{most}: {lines} lines");
        }
    }

    #[test]
    fn shares_are_rounded_half_up() {
        let share = |a: i64, b: i64| share(Decimal::from(a), Decimal::from(b));
        assert_eq!(share(1, 3), "33.3%");
        assert_eq!(share(1, 1), "100.0%");
        assert_eq!(share(125, 100_000), "0.1%");
        assert_eq!(share(5, 1000), "0.5%");
    }

    #[test]
    fn labels_wrap_without_a_mark_at_the_start() {
        let room = 4.0 * TYPE;
        assert_eq!(wrap("一二三四、五六七八", room), ["一二三四、", "五六七八"]);
        assert_eq!(wrap("", room), [""]);
    }
}
