//! Closed lists of words, looked up at the start, at the end or anywhere in a text.

use std::ops::Range;
use std::sync::OnceLock;

/// A closed list of words.
pub(crate) struct Words<W = &'static str> {
    sorted: Vec<W>,
    first: Firsts,
    /// Every word from its end to its start, with its place in `sorted`.
    reversed: OnceLock<(Vec<(String, usize)>, Firsts)>,
}

impl Words {
    /// The list that a text with spaces between its words gives.
    pub(crate) fn new(list: &'static str) -> Self {
        let mut sorted: Vec<_> = list.split_whitespace().collect();
        sorted.sort_unstable();
        sorted.dedup();
        Self::sorted(sorted)
    }

    /// The list that holds what some lists hold.
    pub(crate) fn joined(lists: &[&Self]) -> Self {
        let mut sorted: Vec<_> = lists.iter().flat_map(|list| list.iter()).collect();
        sorted.sort_unstable();
        sorted.dedup();
        Self::sorted(sorted)
    }

    /// The longest entry that the text begins with.
    pub(crate) fn start_of(&self, text: &str) -> Option<&'static str> {
        self.all_at(text).last().map(|n| self.sorted[n])
    }

    /// The longest entry that the text ends with.
    pub(crate) fn end_of(&self, text: &str) -> Option<&'static str> {
        let (reversed, lasts) = self.reversed.get_or_init(|| {
            let turned = |word: &&str| word.chars().rev().collect();
            let mut reversed: Vec<(String, usize)> =
                self.sorted.iter().map(turned).zip(0..).collect();
            reversed.sort_unstable();
            let lasts = Firsts::new(reversed.iter().map(|(word, _)| word.as_str()));
            (reversed, lasts)
        });
        let ends = prefixes(reversed, lasts, |(word, _)| word, text.chars().rev()).last();
        ends.map(|n| self.sorted[reversed[n].1])
    }

    /// Whether the text ends with an entry.
    pub(crate) fn ends(&self, text: &str) -> bool {
        self.end_of(text).is_some()
    }

    /// Every entry.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.sorted.iter().copied()
    }
}

impl<W: AsRef<str>> Words<W> {
    /// A list that is in order; one word may be there twice.
    pub(crate) fn sorted(sorted: Vec<W>) -> Self {
        Self {
            first: Firsts::new(sorted.iter().map(AsRef::as_ref)),
            sorted,
            reversed: OnceLock::new(),
        }
    }

    /// Whether the word is in the list.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.sorted
            .binary_search_by(|entry| entry.as_ref().cmp(word))
            .is_ok()
    }

    /// Whether the text begins with an entry.
    pub(crate) fn starts(&self, text: &str) -> bool {
        self.all_at(text).next().is_some()
    }

    /// Whether an entry stands anywhere in the text.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        self.overlapping(text).next().is_some()
    }

    /// The places of all entries that the text begins with, the shorter first.
    pub(crate) fn all_at(&self, text: &str) -> impl Iterator<Item = usize> {
        prefixes(&self.sorted, &self.first, AsRef::as_ref, text.chars())
    }

    /// Every entry wherever it stands, in order of start and length, with its place in the list.
    pub(crate) fn overlapping(&self, text: &str) -> impl Iterator<Item = (Range<usize>, usize)> {
        let starts = text.char_indices();
        let starts = starts.filter(|(_, c)| !self.first.places(*c).is_empty());
        starts.flat_map(move |(at, _)| {
            self.all_at(&text[at..])
                .map(move |n| (at..at + self.sorted[n].as_ref().len(), n))
        })
    }

    /// The entries from left to right, of those with one start the longest, none within another.
    pub(crate) fn longest(&self, text: &str) -> impl Iterator<Item = (Range<usize>, usize)> {
        let mut past = 0;
        let mut all = self.overlapping(text).peekable();
        std::iter::from_fn(move || {
            let (mut range, mut n) = all.find(|(range, _)| range.start >= past)?;
            while let Some(longer) = all.next_if(|(other, _)| other.start == range.start) {
                (range, n) = longer;
            }
            past = range.end;
            Some((range, n))
        })
    }

    /// Where the last entry ends.
    pub(crate) fn last_end(&self, text: &str) -> Option<usize> {
        self.overlapping(text).map(|(range, _)| range.end).max()
    }

    /// The text without them.
    pub(crate) fn without(&self, text: &str) -> String {
        let mut rest = String::with_capacity(text.len());
        let mut past = 0;
        for (found, _) in self.longest(text) {
            rest.push_str(&text[past..found.start]);
            past = found.end;
        }
        rest.push_str(&text[past..]);
        rest
    }
}

/// The places of all words in order that begin a run of characters, the shorter first, by narrowing down the words that
/// begin like it.
fn prefixes<T>(
    all: &[T],
    firsts: &Firsts,
    spelling: impl Fn(&T) -> &str,
    mut text: impl Iterator<Item = char>,
) -> impl Iterator<Item = usize> {
    let first = text.next();
    let mut words = first.map_or(0..0, |first| firsts.places(first));
    let mut depth = first.map_or(0, char::len_utf8);
    let mut found = ended(&all[words.clone()], &spelling, depth);
    std::iter::from_fn(move || {
        while found == 0 {
            if words.is_empty() {
                return None;
            }
            let mut buffer = [0; 4];
            let next = text.next()?.encode_utf8(&mut buffer).as_bytes();
            let end = depth + next.len();
            let part = |word: &T| {
                let bytes = spelling(word).as_bytes();
                bytes
                    .get(depth..end.min(bytes.len()))
                    .unwrap_or(&[])
                    .cmp(next)
            };
            let left = &all[words.clone()];
            let low = left.partition_point(|word| part(word).is_lt());
            let high = low + left[low..].partition_point(|word| part(word).is_le());
            words = words.start + low..words.start + high;
            depth = end;
            found = ended(&all[words.clone()], &spelling, depth);
        }
        found -= 1;
        words.next()
    })
}

/// How many of some words, those at their start, are over after `depth` bytes.
fn ended<T>(words: &[T], spelling: impl Fn(&T) -> &str, depth: usize) -> usize {
    let over = words
        .iter()
        .take_while(|word| spelling(word).len() == depth);
    over.count()
}

/// The characters that words in order begin with, and where the words of each begin.
struct Firsts {
    /// Which characters may be among them: a look here settles most.
    bits: [u64; 64],
    starts: Vec<(char, usize)>,
    words: usize,
}

impl Firsts {
    fn new<'w>(words: impl ExactSizeIterator<Item = &'w str>) -> Self {
        let mut firsts = Self {
            bits: [0; 64],
            starts: Vec::new(),
            words: words.len(),
        };
        for (n, word) in words.enumerate() {
            let Some(first) = word.chars().next() else {
                continue;
            };
            if firsts.starts.last().is_none_or(|(last, _)| *last != first) {
                firsts.starts.push((first, n));
                firsts.bits[first as usize / 64 % 64] |= 1 << (first as usize % 64);
            }
        }
        firsts
    }

    /// The places of the words that begin with a character.
    fn places(&self, c: char) -> Range<usize> {
        if self.bits[c as usize / 64 % 64] & 1 << (c as usize % 64) == 0 {
            return 0..0;
        }
        let found = self.starts.binary_search_by_key(&c, |(first, _)| *first);
        found.map_or(0..0, |n| {
            let end = self
                .starts
                .get(n + 1)
                .map_or(self.words, |(_, start)| *start);
            self.starts[n].1..end
        })
    }
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
        assert_eq!(words.start_of(""), None);
        assert_eq!(words.end_of("已超过"), Some("超过"));
        assert_eq!(words.end_of("人次"), Some("人次"));
        assert_eq!(words.end_of("过"), None);
        assert!(words.has("人") && !words.has("个人"));
    }

    #[test]
    fn finds_every_entry_within_a_text() {
        let words = Words::new("信息 政府信息 政府信息公开 公开");
        let text = "主动公开政府信息公";
        let at = |part: &str| text.find(part).expect("a part of the text");
        let all: Vec<_> = words
            .overlapping(text)
            .map(|(range, _)| &text[range])
            .collect();
        assert_eq!(all, ["公开", "政府信息", "信息"]);
        let longest: Vec<_> = words.longest(text).map(|(range, _)| range.start).collect();
        assert_eq!(longest, [at("公开"), at("政府")]);
        assert_eq!(words.without(text), "主动公");
        assert!(words.are_in("的信息") && !words.are_in("信与息"));
    }

    #[test]
    fn one_word_may_be_there_twice() {
        let words = Words::sorted(vec![
            "公开".to_owned(),
            "公开".to_owned(),
            "公开数".to_owned(),
        ]);
        let found: Vec<_> = words.overlapping("公开数").collect();
        assert_eq!(found, [(0..6, 0), (0..6, 1), (0..9, 2)]);
    }
}
