//! Closed lists of words, looked up at the start or the end of a text.

/// A closed list of words.
pub(super) struct Words {
    sorted: Vec<&'static str>,
    /// Characters of the longest.
    reach: usize,
}

impl Words {
    /// The list that a text with spaces between its words gives.
    pub fn new(list: &'static str) -> Self {
        let mut sorted: Vec<_> = list.split_whitespace().collect();
        sorted.sort_unstable();
        let reach = sorted
            .iter()
            .map(|word| word.chars().count())
            .max()
            .unwrap_or(0);
        Self { sorted, reach }
    }

    /// The entry that is this very word.
    pub fn get(&self, word: &str) -> Option<&'static str> {
        let found = self.sorted.binary_search(&word).ok()?;
        self.sorted.get(found).copied()
    }

    /// Whether the word is in the list.
    pub fn has(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// The longest entry that the text begins with.
    pub fn start_of(&self, text: &str) -> Option<&'static str> {
        let mut ends: Vec<usize> = text
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .take(self.reach)
            .collect();
        ends.reverse();
        ends.into_iter().find_map(|end| self.get(&text[..end]))
    }

    /// Whether the text begins with an entry.
    pub fn starts(&self, text: &str) -> bool {
        self.start_of(text).is_some()
    }

    /// The longest entry that the text ends with.
    pub fn end_of(&self, text: &str) -> Option<&'static str> {
        let mut starts: Vec<usize> = text
            .char_indices()
            .rev()
            .map(|(at, _)| at)
            .take(self.reach)
            .collect();
        starts.reverse();
        starts
            .into_iter()
            .find_map(|start| self.get(&text[start..]))
    }

    /// Whether the text ends with an entry.
    pub fn ends(&self, text: &str) -> bool {
        self.end_of(text).is_some()
    }

    /// Every entry.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.sorted.iter().copied()
    }
}
