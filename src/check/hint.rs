//! What probably happened: coincidences of a wrong figure with other values. They write hints, never links.

use rust_decimal::Decimal;

use super::previous::Previous;
use crate::report::{Cell, Report};

/// Hints for a figure `stated` where the table says `value` for `cells`.
pub(super) fn likely(
    report: &Report,
    previous: Option<Previous<'_>>,
    stated: Decimal,
    cells: &[Cell],
    value: Decimal,
) -> Vec<String> {
    let mut hints = Vec::new();
    let cell = cells[0];
    // Small numbers equal each other by chance.
    if let ([one], Some(previous)) = (cells, previous)
        && stated > Decimal::TEN
        && previous.value(*one) == Some(stated)
    {
        hints.push(format!(
            "它等于上一年（{} 年度）的「{}」，是否沿用了旧稿？",
            previous.report().year,
            report.name(*one)
        ));
    }
    let other_scope = (0..report.tables.len()).filter(|table| *table != cell.table);
    let mut twins = other_scope.map(|table| Cell { table, ..cell });
    if let Some(twin) = twins.find(|twin| report.value(*twin) == Some(stated)) {
        hints.push(format!("它等于「{}」，是否用错了口径？", report.name(twin)));
    }
    let part = report.form.part(cell.address.grid, cell.address.row);
    let neighbours = report.form.addresses().filter(|address| {
        address.grid == cell.address.grid
            && *address != cell.address
            && report.form.part(address.grid, address.row) == part
    });
    let mut neighbours = neighbours.map(|address| Cell { address, ..cell });
    if stated > Decimal::TEN
        && let Some(neighbour) = neighbours.find(|other| report.value(*other) == Some(stated))
    {
        hints.push(format!(
            "它等于「{}」，是否两处互换了？",
            report.name(neighbour)
        ));
    }
    if stated * Decimal::from(10_000) == value || value * Decimal::from(10_000) == stated {
        hints.push("两者正好相差一万倍，是否「万」字有误？".to_owned());
    }
    hints.extend(digits(
        &stated.normalize().to_string(),
        &value.normalize().to_string(),
    ));
    hints
}

fn digits(stated: &str, value: &str) -> Option<String> {
    let (a, b): (Vec<char>, Vec<char>) = (stated.chars().collect(), value.chars().collect());
    if a.len() == b.len() && a.len() > 1 {
        let differing: Vec<_> = (0..a.len()).filter(|n| a[*n] != b[*n]).collect();
        return match differing[..] {
            [_] if a.len() > 2 => Some("只有一位数字不同，可能是笔误".to_owned()),
            [n, m] if m == n + 1 && a[n] == b[m] && a[m] == b[n] => {
                Some("相邻两位数字颠倒了".to_owned())
            }
            _ => None,
        };
    }
    let (long, short) = if a.len() > b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    if long.len() == short.len() + 1 && short.len() > 1 {
        let dropped =
            (0..long.len()).any(|n| long[..n].iter().chain(&long[n + 1..]).eq(short.iter()));
        return dropped.then(|| "多了或少了一位数字".to_owned());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn slips_of_digits_are_named() {
        assert_eq!(
            digits("92068", "92168").as_deref(),
            Some("只有一位数字不同，可能是笔误")
        );
        assert_eq!(
            digits("92608", "92068").as_deref(),
            Some("相邻两位数字颠倒了")
        );
        assert_eq!(
            digits("9208", "92068").as_deref(),
            Some("多了或少了一位数字")
        );
        assert_eq!(digits("12", "98"), None);
    }
}
