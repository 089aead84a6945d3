//! The imprint of a PDF: the second file identifier is a digest of the file, so that a later change is recognised.
//!
//! ISO 32000-1, 14.4, wants that identifier to depend on the contents; whatever saves the file again changes one or
//! the other.

use std::ops::Range;

use crate::digest::sha256;

/// Puts the digest of the file into its second identifier.
#[must_use]
pub fn stamp(mut pdf: Vec<u8>) -> Vec<u8> {
    if let Some(place) = identifier(&pdf) {
        let digest = digest(&pdf, &place);
        pdf[place].copy_from_slice(digest.as_bytes());
    }
    pdf
}

/// Whether a file is, byte for byte, one that [`stamp`] has made.
#[must_use]
pub fn is_untouched(pdf: &[u8]) -> bool {
    identifier(pdf).is_some_and(|place| pdf[place.clone()] == *digest(pdf, &place).as_bytes())
}

/// The second string of `/ID [(…) (…)]` in the last trailer.
fn identifier(pdf: &[u8]) -> Option<Range<usize>> {
    let key = b"/ID";
    let at = pdf.windows(key.len()).rposition(|window| window == key)?;
    let strings = &pdf[at..(at + 200).min(pdf.len())];
    let open = strings
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'(')
        .nth(1)?
        .0;
    let length = strings[open..].iter().position(|byte| *byte == b')')?;
    let place = at + open + 1..at + open + length;
    (16..=64).contains(&place.len()).then_some(place)
}

/// As many hexadecimal digits of the SHA-256 of the file, without the identifier itself, as the identifier is long.
fn digest(pdf: &[u8], place: &Range<usize>) -> String {
    let hex = sha256([&pdf[..place.start], &pdf[place.end..]]);
    hex[..place.len()].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_change_is_recognised() {
        let pdf =
            b"%PDF-1.7 text trailer << /ID [(abcdefghijklmnopqrstuv) (abcdefghijklmnopqrstuv)] >>"
                .to_vec();
        assert!(!is_untouched(&pdf));
        let stamped = stamp(pdf.clone());
        assert!(is_untouched(&stamped) && stamped.len() == pdf.len());
        for at in 0..stamped.len() {
            let mut changed = stamped.clone();
            changed[at] ^= 1;
            assert!(!is_untouched(&changed), "byte {at}");
        }
    }
}
