//! Adds up the tables of departments and counties, cell by cell. Blank is never 0, and `/` adds nothing.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::form::{Address, Form};
use crate::report::State;

/// The table of one department or county.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// The cells that it gives; absent means 未填.
    pub cells: BTreeMap<Address, State>,
}

impl Unit {
    /// The state of a cell.
    #[must_use]
    pub fn state(&self, address: Address) -> State {
        self.cells
            .get(&address)
            .copied()
            .unwrap_or(State::NotFilled)
    }
}

/// What the units make of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sum {
    /// Their sum; `/` where it applies to none of them.
    Of(State),
    /// Some have filled it in and these have not: the sum is not known.
    Open(Vec<String>),
    /// None has filled it in, or it is none that adds up.
    None,
}

/// Adds up one cell; with `blank_is_zero` the caller has decided that who says nothing has none.
#[must_use]
pub fn add_up(form: &Form, units: &[Unit], address: Address, blank_is_zero: bool) -> Sum {
    if !form.row(address).additive {
        return Sum::None;
    }
    let blank = |unit: &&Unit| unit.state(address) == State::NotFilled;
    let blanks: Vec<String> = units
        .iter()
        .filter(blank)
        .map(|unit| unit.name.clone())
        .collect();
    if blanks.len() == units.len() {
        return Sum::None;
    }
    if !blanks.is_empty() && !blank_is_zero {
        return Sum::Open(blanks);
    }
    let numbers: Vec<Decimal> = units
        .iter()
        .filter_map(|unit| match unit.state(address) {
            State::Number(number) => Some(number),
            State::NotApplicable | State::NotFilled => None,
        })
        .collect();
    if numbers.is_empty() && blanks.is_empty() {
        return Sum::Of(State::NotApplicable);
    }
    let sum: Decimal = numbers.iter().sum();
    Sum::Of(State::Number(sum))
}

/// The names of `expected` that no unit has, and those of units that are not expected.
#[must_use]
pub fn roll_call(expected: &[String], units: &[Unit]) -> (Vec<String>, Vec<String>) {
    let there = |name: &&String| units.iter().any(|unit| unit.name == **name);
    let missing = expected.iter().filter(|name| !there(name)).cloned();
    let names = units.iter().map(|unit| unit.name.clone());
    (
        missing.collect(),
        names.filter(|name| !expected.contains(name)).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(cells: &[Option<State>]) -> (std::sync::Arc<Form>, Vec<Unit>, Address) {
        let form = Form::embedded("2014").expect("the form");
        let address = form.find("收到申请数").expect("a cell");
        let unit = |(n, state): (usize, &Option<State>)| Unit {
            name: format!("单位{n}"),
            cells: state.iter().map(|state| (address, *state)).collect(),
        };
        let units = cells.iter().enumerate().map(unit).collect();
        (form, units, address)
    }

    fn sum(cells: &[Option<State>], blank_is_zero: bool) -> Sum {
        let (form, units, address) = units(cells);
        add_up(&form, &units, address, blank_is_zero)
    }

    #[test]
    fn blanks_stay_blanks_and_strokes_add_nothing() {
        let number = |n: i64| Some(State::Number(Decimal::from(n)));
        let stroke = Some(State::NotApplicable);
        let of = |n: i64| Sum::Of(State::Number(Decimal::from(n)));
        assert_eq!(sum(&[number(3), number(4)], false), of(7));
        assert_eq!(sum(&[number(3), stroke], false), of(3));
        assert_eq!(sum(&[stroke, stroke], false), Sum::Of(State::NotApplicable));
        assert_eq!(
            sum(&[number(3), None], false),
            Sum::Open(vec!["单位1".to_owned()])
        );
        assert_eq!(sum(&[number(3), None], true), of(3));
        assert_eq!(sum(&[None, None], true), Sum::None);
    }
}
