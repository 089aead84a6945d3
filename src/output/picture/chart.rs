//! Charts of table cells as SVG: bars, one stacked bar, shares, a line over years. Legible in black and white print:
//! greys and hatches, outlines, every value written out.

mod sketch;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use self::sketch::{FILLS, MOST_BARS, TYPE, bars, escape, line, shares, stacked};
use super::{Canvas, Drawn, Fault};
use crate::report::{Cell, Chart, Report, State};
use crate::style::POINTS_PER_MM;

/// Printed width in mm, and the same in pt, in which everything here is measured.
const WIDTH_MM: f64 = 150.0;
const WIDTH: f64 = WIDTH_MM * POINTS_PER_MM;

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
         viewBox=\"0 0 {WIDTH:.2} {height:.2}\" font-family=\"{}\" font-size=\"{TYPE}\">{}</svg>",
        escape(canvas.family()),
        drawn.body,
        height = drawn.height,
    );
    let drawing = canvas.draw(&svg, WIDTH_MM, drawn.height / POINTS_PER_MM)?;
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
