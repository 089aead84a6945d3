//! Charts of table cells as SVG: bars, one stacked bar, shares, a line over years. Legible in black and white print:
//! greys and hatches, outlines, every value written out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Canvas, Drawn, Fault};
use crate::report::{Cell, Chart, Report, State};

/// Printed width in mm, and the same in pt, in which everything here is measured.
const WIDTH_MM: f64 = 150.0;
const PT: f64 = 72.0 / 25.4;
const WIDTH: f64 = WIDTH_MM * PT;
/// 五号 for labels and values.
const TYPE: f64 = 10.5;
const LINE: f64 = 14.0;
/// Widest label in front of a bar.
const LABEL: f64 = 15.0 * TYPE;
const SWATCH: f64 = 12.0;
const PADDING: f64 = 6.0;
/// More bars than this do not fit a page.
const MOST_BARS: usize = 24;
/// Fills that can be told apart in black and white.
const FILLS: [&str; 8] = [
    "#333", "url(#a)", "#ccc", "url(#b)", "#fff", "url(#c)", "#888", "url(#d)",
];
const PATTERNS: &str = concat!(
    "<defs>",
    "<pattern id=\"a\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 0h5v5h-5z\" fill=\"#fff\"/>",
    "<path d=\"M-1 6L6 -1M-1 1L1 -1M4 6L6 4\" stroke=\"#000\"/></pattern>",
    "<pattern id=\"b\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 0h4v4h-4z\" fill=\"#fff\"/>",
    "<path d=\"M0 2h4\" stroke=\"#000\"/></pattern>",
    "<pattern id=\"c\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 0h6v6h-6z\" fill=\"#fff\"/>",
    "<path d=\"M0 3h6M3 0v6\" stroke=\"#000\" stroke-width=\".8\"/></pattern>",
    "<pattern id=\"d\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 0h5v5h-5z\" fill=\"#fff\"/>",
    "<path d=\"M1.5 1.5h2v2h-2z\" fill=\"#000\"/></pattern>",
    "</defs>"
);

/// What one bar, part or point shows.
struct Item {
    label: String,
    value: Decimal,
    /// As written: 166件, or `/`.
    text: String,
    unit: String,
}

/// Draws a chart of cells.
pub(super) fn draw(
    report: &Report,
    chart: Chart,
    cells: &[Cell],
    history: &BTreeMap<i32, Decimal>,
    canvas: &Canvas,
) -> Drawn {
    let items = items(report, cells)?;
    let help = "请改用条形图（kind = \"bar\"），或调整 cells";
    if items.is_empty() {
        return Err(Fault::error("图中没有指标", "请在 cells 中写出指标"));
    }
    let mut faults = Vec::new();
    let one_unit = items.iter().all(|item| item.unit == items[0].unit);
    let sum: Decimal = items.iter().map(|item| item.value).sum();
    let drawn = match chart {
        Chart::Bar if items.len() > MOST_BARS => {
            let message = format!("条形图有 {} 个指标，超过 {MOST_BARS} 个", items.len());
            return Err(Fault::error(message, "请分成几幅图"));
        }
        Chart::Bar => {
            if !one_unit {
                let message = "条形图中各指标的计量单位不同，长短不能相比";
                faults.push(Fault::warning(message, "请按计量单位分成几幅图"));
            }
            bars(&items)
        }
        Chart::Stacked | Chart::Share => {
            if !one_unit {
                let message = "各指标的计量单位不同，不能合计";
                return Err(Fault::error(message, help));
            }
            if items.len() > FILLS.len() {
                let message = format!("图中有 {} 部分，黑白印刷时难以区分", items.len());
                return Err(Fault::error(message, help));
            }
            if sum.is_zero() {
                return Err(Fault::error("各指标合计为 0，没有占比可言", help));
            }
            if chart == Chart::Stacked {
                stacked(&items, sum)
            } else {
                shares(&items, sum)
            }
        }
        Chart::Line => {
            let [item] = items.as_slice() else {
                let message = "折线图只能有一个指标";
                return Err(Fault::error(message, "请在 cells 中只写一个指标"));
            };
            if history.is_empty() {
                let message = "折线图没有往年的数据";
                return Err(Fault::error(
                    message,
                    "请在 history 中写出往年的数据，如 history = { \"2017\" = 81566 }",
                ));
            }
            let mut years = history.clone();
            years.insert(report.year, item.value);
            line(&years, &item.unit)
        }
    };
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH:.2}\" height=\"{height:.2}\" \
         viewBox=\"0 0 {WIDTH:.2} {height:.2}\" font-family=\"{}\" font-size=\"{TYPE}\">{PATTERNS}{}</svg>",
        escape(canvas.family()),
        drawn.body,
        height = drawn.height,
    );
    let drawing = canvas.draw(&svg, WIDTH_MM, drawn.height / PT)?;
    Ok((drawing, faults))
}

fn items(report: &Report, cells: &[Cell]) -> Result<Vec<Item>, Fault> {
    let labels = labels(report, cells);
    let item = |(cell, label): (&Cell, String)| {
        let unit = report.form.unit(cell.address).to_owned();
        let state = report.state(*cell);
        let (value, text) = match state {
            State::Number(value) => (value, format!("{state}{unit}")),
            State::NotApplicable => (Decimal::ZERO, state.to_string()),
            State::NotFilled => {
                return Err(Fault::error(
                    format!("图中的「{}」未填", report.name(*cell)),
                    "请先填写这一格，或从图中去掉它",
                ));
            }
        };
        Ok(Item {
            label,
            value,
            text,
            unit,
        })
    };
    cells.iter().zip(labels).map(item).collect()
}

/// What tells the cells apart: of scope, indicator and column, those in which they differ.
fn labels(report: &Report, cells: &[Cell]) -> Vec<String> {
    let parts: Vec<[String; 3]> = cells
        .iter()
        .map(|cell| {
            let scope = report.tables[cell.table].scope.value.clone();
            let key = report.form.indicator(cell.address);
            let column = report.form.column(cell.address).unwrap_or_default();
            [scope, key.to_owned(), column.to_owned()]
        })
        .collect();
    let differs = |n: usize| parts.iter().any(|part| part[n] != parts[0][n]);
    let (scope, mut indicator, column) = (differs(0), differs(1), differs(2));
    indicator |= !scope && !column;
    // 维持具体行政行为数 stands under two parents: then the parent is said too.
    let short = |key: &str| key.rsplit('/').next().unwrap_or(key).to_owned();
    let clear = |key: &str| {
        let same = parts.iter().filter(|part| short(&part[1]) == short(key));
        let mut keys: Vec<_> = same.map(|part| &part[1]).collect();
        keys.dedup();
        if keys.len() > 1 {
            key.replace('/', "：")
        } else {
            short(key)
        }
    };
    parts
        .iter()
        .map(|[s, i, c]| {
            let mut said = Vec::new();
            said.extend(scope.then(|| s.clone()));
            said.extend(indicator.then(|| clear(i)));
            said.extend((column && !c.is_empty()).then(|| c.clone()));
            said.join("·")
        })
        .collect()
}

/// A drawing in the making.
#[derive(Default)]
struct Sketch {
    body: String,
    height: f64,
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

    fn area(&mut self, x: f64, y: f64, width: f64, height: f64, fill: &str) {
        write!(
            self.body,
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" fill=\"{fill}\" stroke=\"#000\" stroke-width=\".7\"/>"
        )
        .expect("writing to a string");
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

fn bars(items: &[Item]) -> Sketch {
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
            sketch.area(label, middle - 6.5, long, 13.0, "#777");
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

fn stacked(items: &[Item], sum: Decimal) -> Sketch {
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

fn shares(items: &[Item], sum: Decimal) -> Sketch {
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
        let style = "stroke=\"#000\" stroke-width=\".7\"";
        if part > 0.9999 {
            sketch.push(&format!(
                "<circle cx=\"{cx:.2}\" cy=\"{cy:.2}\" r=\"{radius}\" fill=\"{fill}\" {style}/>"
            ));
        } else if part > 0.0 {
            let ((x1, y1), (x2, y2)) = (at(turn), at(turn + part));
            let large = u8::from(part > 0.5);
            sketch.push(&format!(
                "<path d=\"M{cx:.2} {cy:.2}L{x1:.2} {y1:.2}A{radius} {radius} 0 {large} 1 {x2:.2} {y2:.2}z\" fill=\"{fill}\" {style}/>"
            ));
        }
        turn += part;
    }
    sketch.height = height;
    sketch
}

fn line(years: &BTreeMap<i32, Decimal>, unit: &str) -> Sketch {
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

fn escape(text: &str) -> String {
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
