//! 占X%: a share follows from the counts beside it, or nobody can say.

use rust_decimal::Decimal;

use super::Verdict;
use super::rate::APPLICATIONS;
use super::run::{Fit, Run, cut, ends, stands_for};
use super::sum::Group;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::Class;
use crate::form::Axis;
use crate::report::{Cell, Report};

/// Words between 占 and its percentage that name the whole that was spoken of.
const WHOLE: [&str; 34] = [
    "申请总数",
    "申请总量",
    "总申请量",
    "申请量",
    "全部",
    "所有",
    "总数",
    "总量",
    "总体",
    "申请",
    "公开",
    "信息",
    "主动",
    "政府",
    "办结",
    "答复",
    "收到",
    "受理",
    "新收",
    "全年",
    "本年度",
    "总",
    "数量",
    "数",
    "量",
    "件",
    "的",
    "比例",
    "比重",
    "比",
    "为",
    "达",
    "约",
    "到",
];
/// Checks every share of a passage; what can be checked gets a verdict.
pub(super) fn check(
    report: &Report,
    run: &Run<'_>,
    groups: &[Group],
    verdicts: &mut [Verdict],
    findings: &mut Vec<Diagnostic>,
) {
    let claims: Vec<Claim> = claims(run);
    let judged: Vec<Option<Fit>> = claims
        .iter()
        .map(|claim| judge(report, run, groups, claim))
        .collect();
    for (claim, fit) in claims.iter().zip(&judged) {
        let common = common(run, groups, &claims, &judged, claim).filter(|_| fit.is_none());
        let Some(fit) = fit.or(common.map(|_| Fit::Wrong)) else {
            continue;
        };
        let place = run.places[claim.share];
        verdicts[place] = match fit {
            Fit::Wrong => Verdict::Differ,
            Fit::Cut | Fit::Right => Verdict::Agree,
        };
        let head = bases(report, run, claim)
            .first()
            .copied()
            .or(head(groups, claim))
            .or(claim.base)
            .or(common);
        if fit != Fit::Wrong {
            let of_head = head.and_then(|whole| {
                let fit = fits(run, groups, claim, ends(run.count(whole)?)?)?;
                Some((fit, percent(run, claim.part, whole)?))
            });
            if let (Fit::Cut, Some((Fit::Cut, right))) = (fit, of_head) {
                let (words, place) = (run.words(claim.share), run.place(claim.share));
                let at = run.span(claim.share);
                findings.push(cut(Code::ShareMismatch, words, place, right, at));
            }
            continue;
        }
        let beside = claims.iter().zip(&judged).any(|(other, fit)| {
            other.share != claim.share
                && fit.is_some_and(|fit| fit > Fit::Wrong)
                && head.is_some()
                && self::head(groups, other) == head
        });
        let severity = if claim.base.is_some() || beside {
            Severity::Error
        } else {
            Severity::Warning
        };
        if let Some(finding) = finding(run, claim, head, severity) {
            findings.push(finding);
        } else {
            verdicts[place] = Verdict::None;
        }
    }
}

/// A share and what it is a share of.
pub(super) struct Claim {
    share: usize,
    part: usize,
    /// The base that the words name: 占234件的60.7%.
    base: Option<usize>,
    /// The doing whose total the words name: 占办结总数的55.2%.
    named: Option<&'static str>,
}

fn head(groups: &[Group], claim: &Claim) -> Option<usize> {
    let group = groups
        .iter()
        .rev()
        .find(|group| group.parts.contains(&claim.part))?;
    Some(group.head)
}

/// Every share of a passage.
pub(super) fn claims(run: &Run<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for share in (1..run.len()).filter(|n| run.class(*n) == Class::Percent) {
        if run.quantity(share).is_none() {
            continue;
        }
        let gap = &run.gaps[share];
        let Some(at) = gap.rfind('占') else {
            // 占234件的60.7%
            let of = run.gaps[share - 1]
                .rfind('占')
                .filter(|_| share > 1 && run.count(share - 1).is_some());
            if let Some(at) = of
                && known(gap)
                && known(&run.gaps[share - 1][at + '占'.len_utf8()..])
                && let Some(part) = before(run, share - 1, &run.gaps[share - 1][..at])
            {
                claims.push(Claim {
                    share,
                    part,
                    base: Some(share - 1),
                    named: None,
                });
            }
            continue;
        };
        if !known(&gap[at + '占'.len_utf8()..]) {
            continue;
        }
        let head = &gap[..at];
        // 902件、877件、206件，共占21.7%: of all of them together.
        if ["共", "合计", "合"].iter().any(|all| head.ends_with(all)) {
            continue;
        }
        let named = named(&gap[at..]);
        let list = listed(run, share);
        if list > 1 || head.ends_with("分别") {
            // a、b、c件,占40%、30%、30%
            let counts: Vec<usize> = (0..share)
                .rev()
                .take_while(|n| run.count(*n).is_some())
                .take(list)
                .collect();
            if counts.len() == list {
                claims.extend(counts.iter().rev().enumerate().map(|(n, part)| Claim {
                    share: share + n,
                    part: *part,
                    base: None,
                    named,
                }));
            }
        } else if let Some(part) = before(run, share, head) {
            claims.push(Claim {
                share,
                part,
                base: None,
                named,
            });
        }
    }
    claims
}

/// The doing whose total the words after 占 name.
fn named(words: &str) -> Option<&'static str> {
    let total = ["总数", "总量", "申请量", "件数"]
        .iter()
        .any(|word| words.contains(word));
    let doings = ["办结", "答复", "申请"];
    let doing = doings.into_iter().find(|doing| words.contains(doing));
    doing.filter(|_| total)
}

/// How many percentages stand in a list from `share` on.
fn listed(run: &Run<'_>, share: usize) -> usize {
    let joined = |n: &usize| {
        run.class(*n) == Class::Percent
            && matches!(run.gaps[*n].as_str(), "、" | "和" | "及" | "," | "、和")
    };
    1 + (share + 1..run.len()).take_while(joined).count()
}

/// The count that a share is said of: right before it, or named again by its own words.
fn before(run: &Run<'_>, share: usize, words: &str) -> Option<usize> {
    let subject = words
        .rsplit([',', '。', ';', '(', ':', '、'])
        .next()
        .unwrap_or(words);
    let subject = subject
        .trim_start_matches("其中")
        .trim_end_matches(['约', '各', '均', '共']);
    if subject.is_empty() {
        let part = share - 1;
        let adjacent = matches!(words, "" | "," | "(" | ",约" | ",其中" | ",各" | ",共");
        return (adjacent && run.count(part).is_some()).then_some(part);
    }
    if subject.chars().count() < 2 {
        return None;
    }
    // 网络78件……网络申请占39.5%, 同意公开14件……同意公开的占27.6%.
    let subject = subject.strip_suffix('的').unwrap_or(subject);
    let short = subject
        .strip_suffix("申请")
        .filter(|short| !short.is_empty());
    let named = |n: &usize, name: &str| run.count(*n).is_some() && run.gaps[*n].ends_with(name);
    let find = |name: &str| (0..share).rev().find(|n| named(n, name));
    find(subject).or_else(|| find(short?))
}

/// Whether words say no more than the whole.
fn known(words: &str) -> bool {
    let mut rest = words.to_owned();
    for word in WHOLE {
        rest = rest.replace(word, "");
    }
    rest.is_empty()
}

/// What a share may be that of: its part, and where several parts stand right before it, these together (政策120条、解读85条,占8.9%).
fn tops(run: &Run<'_>, groups: &[Group], claim: &Claim) -> Vec<(Decimal, Decimal)> {
    let Some(single) = run.count(claim.part).and_then(ends) else {
        return Vec::new();
    };
    let mut tops = vec![single];
    if let Some(group) = groups
        .iter()
        .find(|group| group.parts.contains(&claim.part))
    {
        let before = group.parts.iter().rev().skip_while(|n| **n >= claim.part);
        let joined = before.take_while(|n| (**n..claim.share).all(|m| run.count(m).is_some()));
        let mut sum = single;
        for (low, high) in joined.filter_map(|n| ends(run.count(*n)?)) {
            sum = (sum.0 + low, sum.1 + high);
            tops.push(sum);
        }
    }
    tops
}

/// How a share follows from one whole.
fn fits(run: &Run<'_>, groups: &[Group], claim: &Claim, whole: (Decimal, Decimal)) -> Option<Fit> {
    let stated = run.quantity(claim.share)?;
    let hundredfold = |part: Decimal| part.checked_mul(Decimal::ONE_HUNDRED);
    let fit = |part: (Decimal, Decimal)| {
        let low = hundredfold(part.0)?.checked_div(whole.1)?;
        let high = hundredfold(part.1)?.checked_div(whole.0)?;
        Some(stands_for(stated, run.place(claim.share), low, high))
    };
    let fits = tops(run, groups, claim).into_iter().map(fit);
    fits.collect::<Option<Vec<Fit>>>()?.into_iter().max()
}

/// The whole that every other share of the sentence is one of, where it is stated: 予以公开216件,占办结总数的40.6%;部分公开37件,占7.0%.
fn common(
    run: &Run<'_>,
    groups: &[Group],
    claims: &[Claim],
    judged: &[Option<Fit>],
    claim: &Claim,
) -> Option<usize> {
    let within = |a: usize, b: usize| run.one_sentence(a.min(b), a.max(b));
    let others: Vec<&Claim> = claims
        .iter()
        .zip(judged)
        .filter(|(other, fit)| {
            fit.is_some_and(|fit| fit > Fit::Wrong)
                && within(other.share, claim.share)
                && run.same_unit(other.part, claim.part)
        })
        .map(|(other, _)| other)
        .collect();
    let whole = |n: &usize| {
        let part = claims.iter().any(|claim| claim.part == *n);
        let Some(value) = run.count(*n).and_then(ends).filter(|_| !part) else {
            return false;
        };
        let fits = |other: &&Claim| fits(run, groups, other, value) > Some(Fit::Wrong);
        run.same_unit(*n, claim.part) && value.0 > Decimal::ZERO && others.iter().all(fits)
    };
    (others.len() > 1)
        .then(|| (0..claim.share).rev().find(whole))
        .flatten()
}

/// Whether a share follows from any whole that may be meant; nothing where no whole is known.
fn judge(report: &Report, run: &Run<'_>, groups: &[Group], claim: &Claim) -> Option<Fit> {
    let fits = |whole: (Decimal, Decimal)| self::fits(run, groups, claim, whole);
    if let Some(base) = claim.base {
        return fits(ends(run.count(base)?)?);
    }
    let bases = bases(report, run, claim);
    if !bases.is_empty() {
        return named_fit(run, groups, claim, &bases);
    }
    let wholes = wholes(report, run, claim).into_iter();
    let mut wholes: Vec<(Decimal, Decimal)> = wholes.map(|(_, value)| value).collect();
    if let Some(group) = groups
        .iter()
        .find(|group| group.parts.contains(&claim.part))
    {
        let sum = group.parts.iter().filter_map(|n| ends(run.count(*n)?));
        wholes.push(sum.fold((Decimal::ZERO, Decimal::ZERO), |sum, part| {
            (sum.0 + part.0, sum.1 + part.1)
        }));
    }
    // 47件……占48.4% after 除3件结转下年外: what is less than the part is not its whole.
    let value = |n: usize| run.count(n).and_then(ends);
    let part = value(claim.part);
    let known = head(groups, claim)
        .and_then(value)
        .zip(part)
        .is_some_and(|(whole, part)| whole.1 >= part.0);
    let best = wholes
        .into_iter()
        .filter(|whole| whole.0 > Decimal::ZERO)
        .filter_map(fits)
        .max()
        .unwrap_or(Fit::Wrong);
    (best > Fit::Wrong || known).then_some(best)
}

/// What a share may be taken of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whole {
    /// A figure of the passage.
    Figure(usize),
    /// A cell that the part's is a part of.
    Cell(Cell),
}

/// Everything of known value that a share may be taken of where its words name nothing.
fn wholes(report: &Report, run: &Run<'_>, claim: &Claim) -> Vec<(Whole, (Decimal, Decimal))> {
    let counts = (0..run.len())
        .filter(|n| *n != claim.part && run.count(*n).is_some() && run.same_unit(*n, claim.part));
    let counts = counts.filter_map(|n| Some((Whole::Figure(n), ends(run.count(n)?)?)));
    let linked = run.linked(claim.part).claim.as_ref();
    let cells = linked.into_iter().flat_map(|claim| &claim.cells);
    let cells = cells.flat_map(|cell| above(report, *cell));
    let cells = cells.filter_map(|cell| {
        let value = report.value(cell)?;
        Some((Whole::Cell(cell), (value, value)))
    });
    counts.chain(cells).collect()
}

/// The part of a share, and every whole that the share follows from.
pub(super) fn follows_from(
    report: &Report,
    run: &Run<'_>,
    claims: &[Claim],
    share: usize,
) -> Option<(usize, Vec<Whole>)> {
    let claim = claims.iter().find(|claim| claim.share == share)?;
    let named = match claim.base {
        Some(base) => vec![base],
        None => bases(report, run, claim),
    };
    let of_figures = |n: usize| Some((Whole::Figure(n), ends(run.count(n)?)?));
    let wholes = if named.is_empty() {
        wholes(report, run, claim)
    } else {
        named.into_iter().filter_map(of_figures).collect()
    };
    let follows = |(_, whole): &(Whole, (Decimal, Decimal))| {
        whole.0 > Decimal::ZERO && fits(run, &[], claim, *whole) > Some(Fit::Wrong)
    };
    let wholes = wholes.into_iter().filter(follows);
    Some((claim.part, wholes.map(|(whole, _)| whole).collect()))
}

/// The figures of the passage that state the total which a share names.
fn bases(report: &Report, run: &Run<'_>, claim: &Claim) -> Vec<usize> {
    let Some(doing) = claim.named else {
        return Vec::new();
    };
    let text = run.passage.passage.text.text();
    let states = |n: &usize| {
        let stated = run.linked(*n).claim.as_ref();
        stated.is_some_and(|stated| {
            let words = &text[stated.words.clone()];
            let done = words.contains("办结") || words.contains("答复");
            let says = if doing == "申请" {
                let all = |address| stated.cells.iter().any(|cell| cell.address == address);
                // 网络申请160件 is no total.
                let total = APPLICATIONS
                    .iter()
                    .any(|name| report.form.find(name).is_ok_and(all));
                let says = ["申请", "收", "受理"];
                total && !done && says.iter().any(|word| words.contains(word))
            } else {
                words.contains(doing)
            };
            says && run.same_unit(*n, claim.part) && stated.is_certain()
        })
    };
    (0..run.len())
        .filter(|n| *n != claim.part && run.count(*n).is_some() && states(n))
        .collect()
}

/// How a share follows from one of the figures that its words name, or from one and what was left over from last year.
fn named_fit(run: &Run<'_>, groups: &[Group], claim: &Claim, bases: &[usize]) -> Option<Fit> {
    let text = run.passage.passage.text.text();
    let left_over = (0..run.len()).filter(|n| {
        let stated = run.linked(*n).claim.as_ref();
        stated.is_some_and(|stated| text[stated.words.clone()].contains("结转"))
    });
    let zero = (Decimal::ZERO, Decimal::ZERO);
    let more: Vec<_> = left_over
        .filter_map(|n| ends(run.count(n)?))
        .chain([zero])
        .collect();
    let wholes = bases.iter().filter_map(|n| ends(run.count(*n)?));
    let wholes = wholes.flat_map(|whole| {
        more.iter()
            .map(move |more| (whole.0 + more.0, whole.1 + more.1))
    });
    wholes
        .filter(|whole| whole.0 > Decimal::ZERO)
        .filter_map(|whole| fits(run, groups, claim, whole))
        .max()
}

/// The cells that a cell is a part of.
fn above(report: &Report, cell: Cell) -> Vec<Cell> {
    let form = &report.form;
    let mut wholes = Vec::new();
    for identity in form
        .identities
        .iter()
        .filter(|identity| identity.left.len() == 1)
    {
        let left = &identity.left[0];
        match identity.axis {
            Axis::Rows => {
                let names = |term: &String| {
                    form.find_row(term).ok() == Some((cell.address.grid, cell.address.row))
                };
                if identity.right.iter().any(names)
                    && let Ok((grid, row)) = form.find_row(left)
                {
                    let address = crate::form::Address {
                        grid,
                        row,
                        ..cell.address
                    };
                    if cell.address.column < form.grids[grid].columns.len() {
                        wholes.push(Cell { address, ..cell });
                    }
                }
            }
            Axis::Columns => {
                let columns = &form.grids[cell.address.grid].columns;
                let own = &columns[cell.address.column].name;
                if identity.right.contains(own)
                    && let Some(column) = columns.iter().position(|column| column.name == *left)
                {
                    let address = crate::form::Address {
                        column,
                        ..cell.address
                    };
                    wholes.push(Cell { address, ..cell });
                }
            }
        }
    }
    wholes
}

/// How many per cent of a whole a part is.
fn percent(run: &Run<'_>, part: usize, whole: usize) -> Option<Decimal> {
    let part = run.count(part)?.value;
    let hundredfold = part.checked_mul(Decimal::ONE_HUNDRED)?;
    hundredfold.checked_div(run.count(whole)?.value)
}

fn finding(
    run: &Run<'_>,
    claim: &Claim,
    head: Option<usize>,
    severity: Severity,
) -> Option<Diagnostic> {
    let finding = mismatch(run, claim.share, claim.part, head?, severity)?;
    Some(finding.with_help("按现在的数重算；分母若不是这个数，请在句中写明，如「占……总数的」"))
}

/// A percentage that does not follow from two counts beside it.
pub(super) fn mismatch(
    run: &Run<'_>,
    share: usize,
    part: usize,
    whole: usize,
    severity: Severity,
) -> Option<Diagnostic> {
    let shown = percent(run, part, whole)?.round_dp(2).normalize();
    let message = format!(
        "占比「{}」算不出来：{}÷{} 是 {shown}%",
        run.words(share),
        run.words(part),
        run.words(whole)
    );
    let finding = Diagnostic::new(Code::ShareMismatch, severity, message)
        .at(run.span(share), "占比")
        .beside(run.span(part), "分子")
        .beside(run.span(whole), "分母");
    Some(finding)
}
