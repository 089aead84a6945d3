//! The labels of tables as offices write them, to the rows and columns of a form.
//!
//! A note in brackets behind a label is the form's own, or names a unit; any other changes what is counted, and is no label.

use super::value::{half, unit_in};
use crate::form::{Form, Row, fold};

/// What a label names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// The rows with values; several where paths end alike.
    pub(super) rows: Vec<(usize, usize)>,
    /// The heading row, which has none.
    pub(super) heading: Option<(usize, usize)>,
    /// The unit behind it in brackets.
    pub(super) unit: Option<String>,
}

impl Label {
    /// What a label names; `None` where it is none of the form's.
    pub(super) fn of(text: &str, form: &Form) -> Option<Self> {
        let text: String = half(text).chars().filter(|c| !c.is_whitespace()).collect();
        let note = note(&text);
        let fits = |(g, r): &(usize, usize)| {
            note.is_none_or(|(_, note)| is_own(note, &form.grids[*g].rows[*r]))
        };
        let mut rows = form.rows_named(&text).to_vec();
        if let Some(whole) = form.row_named(&text) {
            rows = vec![whole];
        }
        rows.retain(fits);
        let grids = form.grids.iter().enumerate();
        let mut headings = grids.flat_map(|(g, grid)| {
            let rows = grid.rows.iter().enumerate();
            rows.filter(|(_, row)| row.key.is_none())
                .map(move |(r, _)| (g, r))
        });
        let named = |(g, r): &(usize, usize)| fold(&form.grids[*g].rows[*r].print) == fold(&text);
        let heading = headings.find(|at| named(at) && fits(at));
        if !rows.is_empty() || heading.is_some() {
            let unit = None;
            return Some(Self {
                rows,
                heading,
                unit,
            });
        }
        let (head, note) = note?;
        if let Some(unit) = unit_in(note) {
            let unit = Some(unit);
            return Self::of(head, form).map(|label| Self { unit, ..label });
        }
        // 行政诉讼（未经复议直接起诉） is 行政诉讼/未经复议直接起诉.
        let row = form.row_named(&format!("{head}/{note}"))?;
        Some(Self {
            rows: vec![row],
            ..Self::default()
        })
    }
}

/// The column of a grid that a text names, and the unit behind the name.
pub(super) fn column(text: &str, form: &Form, grid: usize) -> Option<(usize, Option<String>)> {
    let text: String = half(text).chars().filter(|c| !c.is_whitespace()).collect();
    let columns = &form.grids[grid].columns;
    let at = columns
        .iter()
        .position(|own| fold(&own.name) == fold(&text))?;
    let Some((_, said)) = note(&text) else {
        return Some((at, None));
    };
    let own = half(&columns[at].name);
    let same = note(&own).is_some_and(|(_, own)| own == said);
    match unit_in(said) {
        Some(unit) => Some((at, Some(unit))),
        None => same.then_some((at, None)),
    }
}

/// The text before the brackets at the end of a label, and the text within them.
pub(super) fn note(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')')?;
    let mut depth = 1;
    for (at, c) in inner.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (at > 0).then(|| (&inner[..at], &inner[at + 1..]));
        }
    }
    None
}

/// Whether a note is the one that the form prints behind the label, give or take a few characters.
fn is_own(said: &str, row: &Row) -> bool {
    let print: String = half(&row.print);
    let key = row.key.as_deref().map(half).unwrap_or_default();
    [&print, &key].into_iter().any(|own| {
        note(own).is_some_and(|(_, own)| {
            own.starts_with(said) || strsim::normalized_levenshtein(own, said) >= 0.7
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_that_changes_the_meaning_is_no_label() {
        let form = Form::embedded("2014").expect("embedded");
        let rows = |text: &str| Label::of(text, &form).map(|label| label.rows.len());
        for text in [
            "收到申请数",
            "（一）收到申请数（件）",
            "收到申请数（单位：件）",
            "主动公开政府信息数（不同渠道和方式公开相同信息计１条）",
            "主动公开政府信息数（不同渠道公开相同信息计1条）",
        ] {
            assert_eq!(rows(text), Some(1), "{text}");
        }
        for text in [
            "收到申请数（上年结转）",
            "收到申请数（不含上年）",
            "收到申请数（2017年）",
            "收到申请",
        ] {
            assert_eq!(rows(text), None, "{text}");
        }
        assert_eq!(rows("被依法纠错数"), Some(2));
    }

    #[test]
    fn columns_with_their_units() {
        let form = Form::embedded("2021").expect("embedded");
        let fee = form.find("行政事业性收费").expect("a cell").grid;
        let found = |text: &str| column(text, &form, fee);
        let unit = |unit: &str| Some((0, Some(unit.to_owned())));
        assert_eq!(found("本年收费金额（单位：万元）"), unit("万元"));
        assert_eq!(found("本年收费金额（元）"), unit("元"));
        assert_eq!(found("本年收费金额"), Some((0, None)));
        assert_eq!(found("本年收费金额（上年）"), None);
    }
}
