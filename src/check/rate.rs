//! 办结率, 答复率: a rate of handling follows from the counts beside it, or from the table.

use rust_decimal::Decimal;

use super::Verdict;
use super::run::{Fit, Run, ends, ends_sentence, stands_for};
use super::share;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::{Class, Quantity};
use crate::report::{Cell, Report};

/// What may stand before the name of a rate of the applications.
const OWN: [&str; 7] = [
    "",
    "申请",
    "依申请公开",
    "依申请公开申请",
    "政府信息公开申请",
    "依申请",
    "总",
];
const HELP: &str = "按现在的数重算；分母若不是这个数，请在句中写明";
/// A rate, the words of its upper count and those of its base.
const RATES: [(&str, &[&str], &[&str]); 5] = [
    (
        "办结率",
        &["办结", "办理完毕"],
        &["收到", "受理", "新收", "接收", "申请"],
    ),
    (
        "答复率",
        &["答复", "回复"],
        &["收到", "受理", "新收", "接收", "申请"],
    ),
    ("办复率", &["办复", "答复"], &["收到", "承办", "受理"]),
    ("回复率", &["回复", "答复"], &["收到", "受理"]),
    ("办理率", &["办理", "办结"], &["收到", "受理"]),
];

/// Rates and the rows that they follow from: the upper count, and the bases that may be meant, each a sum.
type Rows = (
    &'static [&'static str],
    &'static str,
    &'static [&'static [&'static str]],
);
const ROWS: [Rows; 4] = [
    (
        &["按时办结率", "按期办结率"],
        "按时办结数",
        &[&["申请办结数"], &["收到申请数"]],
    ),
    (&["办结率"], "申请办结数", &[&["收到申请数"]]),
    (
        &["答复率", "办复率", "回复率"],
        "申请答复数",
        &[&["申请办结数"], &["收到申请数"]],
    ),
    (
        &["办结率", "答复率", "办复率"],
        "总计",
        &[
            &["本年新收政府信息公开申请数量"],
            &[
                "本年新收政府信息公开申请数量",
                "上年结转政府信息公开申请数量",
            ],
        ],
    ),
];
/// The rows that the applications of a year are counted in.
pub(super) const APPLICATIONS: [&str; 2] = ["收到申请数", "本年新收政府信息公开申请数量"];
/// Cases that are not due leave a rate as it is.
const PENDING: [&str; 9] = [
    "延期",
    "延长",
    "结转",
    "未到期",
    "尚未",
    "正在办理",
    "在办",
    "期限内",
    "应办",
];

/// Checks every rate of a passage: against the counts of the sentence, else against the cells of the table that it speaks of.
pub(super) fn check(
    report: &Report,
    run: &Run<'_>,
    verdicts: &mut [Verdict],
    findings: &mut Vec<Diagnostic>,
) {
    by_counts(run, verdicts, findings);
    for share in (1..run.len()).filter(|n| run.class(*n) == Class::Percent) {
        if verdicts[run.places[share]] == Verdict::None {
            by_cells(report, run, share, verdicts, findings);
        }
    }
}

/// A rate of the applications that were stated right before, and the rows that it may follow from.
struct OfCells<'r> {
    clause: &'r str,
    ways: Vec<Way>,
}

/// Rows that a rate may follow from.
pub(super) struct Way {
    pub(super) fit: Fit,
    pub(super) upper: Cell,
    pub(super) bases: Vec<Cell>,
    part: Decimal,
    whole: Decimal,
}

/// What of the table a rate may follow from.
fn ways<'r>(report: &Report, run: &'r Run<'_>, share: usize) -> Option<OfCells<'r>> {
    let gap = run.gaps[share].trim_end_matches(['为', '达', '到', '均', '是']);
    let (before, clause) = gap.rsplit_once([',', '(', '、'])?;
    let text = run.passage.passage.text.text();
    if ends_sentence(gap) || PENDING.iter().any(|word| text.contains(word)) {
        return None;
    }
    // 办结率100%,按时办结率98%: the applications stand before the first of the rates.
    let rate = |n: &usize| run.class(*n) == Class::Percent && run.gaps[*n].contains('率');
    let rates = (1..share).rev().take_while(rate).count();
    let first = (share - 1).checked_sub(rates)?;
    if !run.one_sentence(first, share) {
        return None;
    }
    let head = run.linked(first);
    let table = head.claim.as_ref()?.cells.first()?.table;
    let form = &report.form;
    let applications = |cell: &Cell| {
        let (grid, row) = (cell.address.grid, cell.address.row);
        APPLICATIONS.iter().any(|name| {
            form.find_row(name)
                .is_ok_and(|(g, r)| g == grid && form.part(g, r) == form.part(grid, row))
        })
    };
    // Between the applications and the rate nothing else is named.
    let plain = before.split([',', '、', '(', ')']).all(|clause| {
        clause.is_empty()
            || ["办结", "答复", "办理", "回复", "申请"]
                .iter()
                .any(|word| clause.contains(word))
    });
    let counted = head.figure.class == Class::Count && !head.other_year;
    if !plain || !counted || !head.claim.as_ref()?.cells.iter().all(applications) {
        return None;
    }
    let cell = |name: &str| {
        let address = form.find(name).ok()?;
        Some(Cell { table, address })
    };
    let stated = run.quantity(share)?;
    // All that was due: what is carried over was not.
    let carried = cell("结转下年度继续办理").and_then(|cell| report.value(cell));
    if carried.is_some_and(|carried| !carried.is_zero()) && stated.value == Decimal::ONE_HUNDRED {
        return None;
    }
    let mut ways = Vec::new();
    for (names, upper, bases) in ROWS {
        let named = names.iter().any(|name| {
            clause
                .strip_suffix(name)
                .is_some_and(|rest| OWN.contains(&rest))
        });
        let Some(upper) = cell(upper).filter(|_| named) else {
            continue;
        };
        let Some(part) = report.value(upper) else {
            continue;
        };
        for base in bases {
            let cells: Option<Vec<Cell>> = base.iter().map(|name| cell(name)).collect();
            let Some(bases) = cells else { continue };
            let whole: Option<Decimal> = bases.iter().map(|cell| report.value(*cell)).sum();
            let Some(whole) = whole.filter(|whole| *whole > Decimal::ZERO) else {
                continue;
            };
            let rate = percent(part, whole)?;
            ways.push(Way {
                fit: stands_for(stated, run.place(share), rate, rate),
                upper,
                bases,
                part,
                whole,
            });
        }
    }
    Some(OfCells { clause, ways })
}

/// The rows that a rate follows from whose base is nothing but cases that were due: 按时办结率.
pub(super) fn follows_from(report: &Report, run: &Run<'_>, share: usize) -> Vec<Way> {
    let ways = ways(report, run, share).map(|of| of.ways);
    let due = |way: &Way| report.form.indicator(way.upper.address) == ROWS[0].1;
    let ways = ways.into_iter().flatten();
    ways.filter(|way| way.fit > Fit::Wrong && due(way))
        .collect()
}

/// 收到213件，已全部办结，按时办结率100%: the rows of the applications that were stated right before.
fn by_cells(
    report: &Report,
    run: &Run<'_>,
    share: usize,
    verdicts: &mut [Verdict],
    findings: &mut Vec<Diagnostic>,
) -> Option<()> {
    let OfCells { clause, ways } = ways(report, run, share)?;
    // Of several that fit alike the first.
    let best = ways.into_iter().rev().max_by_key(|way| way.fit)?;
    if best.fit > Fit::Wrong {
        verdicts[run.places[share]] = Verdict::Agree;
        return None;
    }
    verdicts[run.places[share]] = Verdict::Differ;
    let message = format!(
        "「{clause}{}」与表不符：{}÷{} 是 {}%",
        run.words(share),
        best.part.normalize(),
        best.whole.normalize(),
        percent(best.part, best.whole)?.round_dp(2).normalize()
    );
    let finding = Diagnostic::warning(Code::ShareMismatch, message)
        .at(run.span(share), "比率")
        .beside(
            report.place(best.upper),
            format!("{}：{}", report.name(best.upper), report.state(best.upper)),
        );
    findings.push(finding.with_help("按表重算；还在办理期限内的不算在内的，在句中写明"));
    None
}

/// How many per cent of a whole a part is.
pub(super) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// 收到15件,办结14件,办结率100%.
fn by_counts(run: &Run<'_>, verdicts: &mut [Verdict], findings: &mut Vec<Diagnostic>) {
    for share in (1..run.len()).filter(|n| run.class(*n) == Class::Percent) {
        let gap = run.gaps[share].trim_end_matches(['为', '达', '到', '均', '是']);
        let Some((rate, upper, lower)) = RATES.iter().find(|(rate, ..)| gap.ends_with(rate)) else {
            continue;
        };
        let head = gap.trim_end_matches(rate);
        // 按时办结率: the base is what was to be handled, and the upper count is that of what was on time.
        if head.ends_with(['时', '期', '限'])
            || !head.ends_with([',', '。', ';', '(', '、'])
            || ends_sentence(head)
        {
            continue;
        }
        let within = |n: &usize| run.one_sentence(*n, share);
        let counts = || {
            (0..share)
                .rev()
                .take_while(within)
                .filter(|n| run.count(*n).is_some())
        };
        let says = |n: usize, words: &[&str]| words.iter().any(|word| run.gaps[n].contains(word));
        let part = counts().find(|n| says(*n, upper));
        let whole = part.and_then(|part| {
            counts().find(|n| *n < part && says(*n, lower) && run.same_unit(*n, part))
        });
        let (Some(part), Some(whole)) = (part, whole) else {
            continue;
        };
        let carried =
            (0..=share + 1).any(|n| run.gaps[n].contains("结转") || run.gaps[n].contains("未到期"));
        if carried || counts().count() > 2 {
            continue;
        }
        let fits = || {
            let (low, high) = ends(run.count(part)?)?;
            let (base_low, base_high) = ends(run.count(whole)?)?;
            let stated: &Quantity = run.quantity(share)?;
            Some(stands_for(
                stated,
                run.place(share),
                percent(low, base_high)?,
                percent(high, base_low)?,
            ))
        };
        let Some(fit) = fits() else { continue };
        verdicts[run.places[share]] = match fit {
            Fit::Wrong => Verdict::Differ,
            Fit::Cut | Fit::Right => Verdict::Agree,
        };
        if fit == Fit::Wrong {
            let finding = share::mismatch(run, share, part, whole, Severity::Warning);
            findings.extend(finding.map(|finding| finding.with_help(HELP)));
        }
    }
}
