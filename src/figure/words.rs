//! Closed lists of words, looked up at the start or the end of a text.

/// A closed list of words.
pub(super) struct Words {
    sorted: Vec<&'static str>,
    /// Every word from its end to its start, with the word.
    reversed: Vec<(String, &'static str)>,
}

impl Words {
    /// The list that a text with spaces between its words gives.
    pub(super) fn new(list: &'static str) -> Self {
        let mut sorted: Vec<_> = list.split_whitespace().collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut reversed: Vec<_> = sorted
            .iter()
            .map(|&word| (word.chars().rev().collect(), word))
            .collect();
        reversed.sort_unstable();
        Self { sorted, reversed }
    }

    /// Whether the word is in the list.
    pub(super) fn has(&self, word: &str) -> bool {
        self.sorted.binary_search(&word).is_ok()
    }

    /// The longest entry that the text begins with.
    pub(super) fn start_of(&self, text: &str) -> Option<&'static str> {
        longest(&self.sorted, |word| word, text.chars()).copied()
    }

    /// Whether the text begins with an entry.
    pub(super) fn starts(&self, text: &str) -> bool {
        self.start_of(text).is_some()
    }

    /// The longest entry that the text ends with.
    pub(super) fn end_of(&self, text: &str) -> Option<&'static str> {
        longest(&self.reversed, |(word, _)| word, text.chars().rev()).map(|&(_, word)| word)
    }

    /// Whether the text ends with an entry.
    pub(super) fn ends(&self, text: &str) -> bool {
        self.end_of(text).is_some()
    }

    /// Every entry.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.sorted.iter().copied()
    }
}

/// The longest of some sorted words that begins a run of characters, by narrowing down the words that begin like it.
fn longest<T>(
    mut words: &[T],
    spelling: impl Fn(&T) -> &str,
    text: impl Iterator<Item = char>,
) -> Option<&T> {
    let mut best = None;
    let mut depth = 0;
    for c in text {
        let mut buffer = [0; 4];
        let next = c.encode_utf8(&mut buffer).as_bytes();
        let end = depth + next.len();
        let part = |word: &T| {
            let bytes = spelling(word).as_bytes();
            bytes
                .get(depth..end.min(bytes.len()))
                .unwrap_or(&[])
                .cmp(next)
        };
        let low = words.partition_point(|word| part(word).is_lt());
        let high = words.partition_point(|word| part(word).is_le());
        words = &words[low..high];
        let Some(first) = words.first() else {
            break;
        };
        if spelling(first).len() == end {
            best = Some(first);
        }
        depth = end;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn finds_the_longest_entry_at_either_end() {
        let words = Words::new("个 个月 人 人次 超 超过 次");
        assert_eq!(words.start_of("个月内"), Some("个月"));
        assert_eq!(words.start_of("个别"), Some("个"));
        assert_eq!(words.start_of("月"), None);
        assert_eq!(words.end_of("已超过"), Some("超过"));
        assert_eq!(words.end_of("人次"), Some("人次"));
        assert_eq!(words.end_of("过"), None);
        assert!(words.has("人") && !words.has("个人"));
    }
}
