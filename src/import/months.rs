//! Columns of months, quarters and halves: which of them make up a year, and what they come to.

use rust_decimal::Decimal;

use crate::form::{Address, Form};
use crate::report::State;

/// First and last month.
pub(super) type Months = (usize, usize);

/// The columns that make up one year, each month once: the single months, else the quarters, else the halves.
pub(super) fn year(
    columns: &(impl Iterator<Item = (usize, Months)> + Clone),
) -> Option<Vec<usize>> {
    [1, 3, 6].into_iter().find_map(|length| {
        let of_length = columns
            .clone()
            .filter(|(_, (first, last))| last + 1 == first + length);
        let mut parts: Vec<_> = of_length.map(|(at, (first, _))| (first, at)).collect();
        parts.sort_unstable();
        let starts = parts.iter().map(|(first, _)| *first);
        let whole = starts.eq((1..=12).step_by(length));
        whole.then(|| parts.into_iter().map(|(_, at)| at).collect())
    })
}

/// What months come to; `None` where one of them is not filled in.
pub(super) fn sum(months: impl Iterator<Item = Option<State>>) -> Option<State> {
    let mut sum = None;
    for month in months {
        match month? {
            State::Number(number) => *sum.get_or_insert(Decimal::ZERO) += number,
            State::NotApplicable => {}
            State::NotFilled => return None,
        }
    }
    Some(sum.map_or(State::NotApplicable, State::Number))
}

/// Whether a cell tells what there is at a time (staff, offices, files in force, what is carried over), which months do not add up to.
pub(super) fn is_stock(form: &Form, address: Address) -> bool {
    let name = form.name(address);
    let words = ["结转", "有效", "尚未审结"];
    matches!(form.unit(address), "个" | "人")
        || !form.row(address).additive
        || words.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_every_month_once() {
        let year = |months: &[Months]| year(&months.iter().copied().enumerate());
        let single: Vec<Months> = (1..=12).map(|n| (n, n)).collect();
        assert_eq!(year(&single), Some((0..12).collect()));
        assert_eq!(year(&single[..11]), None);
        assert_eq!(year(&[(7, 12), (1, 6)]), Some(vec![1, 0]));
        assert_eq!(year(&[(1, 6), (1, 6)]), None);
        let quarters = [(1, 3), (4, 6), (1, 6), (7, 9), (10, 12)];
        assert_eq!(year(&quarters), Some(vec![0, 1, 3, 4]));
    }
}
