//! Names of the hidden bookmarks by which a returned Word file finds its way back to the data.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::package::hex;

/// Gives every place of a document a name of its own, in reading order.
#[derive(Default)]
pub(super) struct Anchors {
    taken: BTreeSet<String>,
}

impl Anchors {
    /// The name for a path in the data: `_g_` and eight hexadecimal digits of its digest. Word hides names that begin with `_`.
    /// If two paths meet in one name, the later one takes another, the same one every time.
    pub(super) fn name(&mut self, path: &str) -> String {
        let mut again = String::new();
        loop {
            let digest = Sha256::digest(format!("{path}{again}"));
            let name = format!("_g_{}", hex(&digest[..4]));
            if self.taken.insert(name.clone()) {
                return name;
            }
            again.push('\0');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_and_do_not_change() {
        let name = |path| Anchors::default().name(path);
        assert_eq!(name("preface[0]"), name("preface[0]"));
        assert!(name("preface[0]").len() == 11 && name("preface[0]").starts_with("_g_"));
        let mut anchors = Anchors::default();
        let names: BTreeSet<_> = (0..200_000)
            .map(|n| anchors.name(&format!("section[{n}].heading")))
            .collect();
        // So many that some of them do meet.
        assert_eq!(names.len(), 200_000);
    }
}
