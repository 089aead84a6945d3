//! Changes against another time: 增长12%, 减少3件, 比上年多3件.

use super::lexicon::{AFTER_CHANGE, CHANGE_NOUNS, FALLS, NOT_CHANGES, RISES};
use super::place::Place;

/// Whether a verb of change stands right before; true means a fall.
pub(super) fn before(place: &Place) -> Option<bool> {
    let gap = place.gap();
    let noun = gap.strip_suffix('为');
    if noun.is_some_and(|noun| !CHANGE_NOUNS.ends(noun) && !noun.ends_with(['率', '度'])) {
        return None;
    }
    let mut gap = noun.unwrap_or(gap);
    loop {
        if NOT_CHANGES.ends(gap) {
            return None;
        }
        let rise = RISES.end_of(gap).map_or(0, str::len);
        let fall = FALLS.end_of(gap).map_or(0, str::len);
        if rise > 0 || fall > 0 {
            return Some(fall > rise);
        }
        let Some(filler) = AFTER_CHANGE.end_of(gap) else {
            break;
        };
        gap = &gap[..gap.len() - filler.len()];
    }
    compared(place)
}

/// 比上年多3件, 较上年少3件.
fn compared(place: &Place) -> Option<bool> {
    let gap = place.gap();
    if !place.sentence().contains(['比', '较']) {
        return None;
    }
    let few = ["至少", "最少", "不少"]
        .iter()
        .any(|word| gap.ends_with(word));
    let many = ["至多", "最多", "很多", "许多"]
        .iter()
        .any(|word| gap.ends_with(word));
    if gap.ends_with('多') && !many {
        Some(false)
    } else if gap.ends_with('少') && !few {
        Some(true)
    } else {
        None
    }
}
