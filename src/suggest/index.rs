//! The name that is near a word, out of many, without a comparison of each word with each name.
//!
//! Of two words that are few edits apart, one half is even fewer edits apart, and two texts that are few edits
//! apart become the same when as many characters are left out of both. So each name is kept under the keys of
//! its halves with up to two characters left out, and a word is compared with those names alone that have a
//! key with it in common.

use std::collections::HashMap;

use super::distance::{self, Letters};
use super::{MAX_ASKED, MAX_LISTED, allowed, asked, listing, lower};

/// Characters of a half that count: long names begin or end alike.
const MAX_HALF: usize = 12;

/// Characters of a name that is kept as a whole, too.
const MAX_WHOLE: usize = 65;

/// Names compared for one key, at most. Only a list that is much longer has a first name so often, and no other
/// end: with it the time for one word does not grow with the list.
const MAX_SHARED: usize = 200;

/// Many names.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    /// As they are written, and as they are compared.
    names: Vec<(String, Vec<char>)>,
    letters: Vec<Letters>,
    keys: Keys,
    /// The names that have each word, as positions: one more than a help asks for, at most.
    words: HashMap<String, Vec<usize>>,
}

impl Index {
    pub(crate) fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let names = names.into_iter().map(|name| (name.to_owned(), lower(name)));
        let names: Vec<(String, Vec<char>)> = names.collect();
        let mut keys = Vec::new();
        let mut words: HashMap<String, Vec<usize>> = HashMap::new();
        let mut own = Vec::new();
        for (at, (name, lower)) in names.iter().enumerate() {
            Part::Whole.add_keys(
                Some(&lower[..]).filter(|name| name.len() <= MAX_WHOLE),
                1,
                &mut own,
            );
            let middle = lower.len() / 2;
            Part::Front.add_keys(Some(&lower[..middle.min(MAX_HALF)]), 2, &mut own);
            let back = lower.len() - (lower.len() - middle).min(MAX_HALF);
            Part::Back.add_keys(Some(&lower[back..]), 2, &mut own);
            own.sort_unstable();
            own.dedup();
            keys.extend(own.drain(..).map(|key| (key, at)));
            for word in name.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
                let having = words.entry(word.to_owned()).or_default();
                if having.len() <= MAX_ASKED && having.last() != Some(&at) {
                    having.push(at);
                }
            }
        }
        let letters = names.iter().map(|(_, name)| Letters::of(name)).collect();
        Index { names, letters, keys: Keys::new(keys), words }
    }

    /// The name that `word` most likely stands for, as [`super::nearest`] finds it.
    pub(crate) fn nearest(&self, word: &str) -> Option<&str> {
        let (_, at) = self.search(&lower(word)).best?;
        Some(&self.names[at].0)
    }

    fn search<'i>(&'i self, word: &'i [char]) -> Search<'i> {
        let most = allowed(word.len());
        let mut search = Search {
            index: self,
            word,
            most,
            best: None,
            seen: vec![0; self.names.len().div_ceil(64)],
        };
        let mut keys = Vec::new();
        Part::Whole.add_keys(Some(word).filter(|word| word.len() < MAX_WHOLE), 1, &mut keys);
        search.compare(&mut keys);
        // Whatever is one edit away has been found by now.
        if most > 1 && search.best.is_none_or(|(edits, _)| edits > 1) {
            // An exchange across the middle counts in both halves.
            let left_out = most.div_ceil(2);
            let shortest = (word.len().saturating_sub(most) / 2).min(MAX_HALF);
            let longest = (word.len() + most).div_ceil(2).min(MAX_HALF);
            let lengths = shortest.saturating_sub(left_out)..=(longest + left_out).min(word.len());
            for length in lengths {
                Part::Front.add_keys(word.get(..length), left_out, &mut keys);
                Part::Back.add_keys(word.get(word.len() - length..), left_out, &mut keys);
            }
            search.compare(&mut keys);
        }
        search
    }

    /// The names of which `word` is a whole word: one more than a help asks for, at most.
    pub(crate) fn containing(&self, word: &str) -> Vec<&str> {
        let having = self.words.get(&word.to_lowercase()).into_iter().flatten();
        having.map(|at| &*self.names[*at].0).collect()
    }

    /// The help for a word that is none of the names, as [`super::help`] gives it.
    pub(crate) fn help(&self, word: &str) -> Option<String> {
        asked(self.nearest(word), &self.containing(word)).or_else(|| {
            let names = self.names.iter().take(MAX_LISTED + 1);
            listing(&names.map(|(name, _)| &**name).collect::<Vec<&str>>())
        })
    }
}

/// A search for the name that is nearest a word: of those that are equally near, the first.
struct Search<'i> {
    index: &'i Index,
    word: &'i [char],
    most: usize,
    best: Option<(usize, usize)>,
    /// A bit for each name: near ones have many keys in common with the word.
    seen: Vec<u64>,
}

impl Search<'_> {
    /// Compares the word with all names that have one of these keys.
    fn compare(&mut self, keys: &mut Vec<u64>) {
        keys.sort_unstable();
        keys.dedup();
        let letters = Letters::of(self.word);
        for key in keys.drain(..) {
            for &(_, at) in self.index.keys.of(key) {
                let (seen, bit) = (&mut self.seen[at / 64], 1 << (at % 64));
                let is_new = *seen & bit == 0;
                *seen |= bit;
                let most = self.best.map_or(self.most, |(edits, _)| edits);
                if !is_new || !self.index.letters[at].are_within(&letters, most) {
                    continue;
                }
                if let Some(edits) = distance::within(self.word, &self.index.names[at].1, most) {
                    let found = (edits, at);
                    self.best = Some(self.best.map_or(found, |best| best.min(found)));
                }
            }
        }
    }
}

/// The part of a name that a key is made of; keys of different parts are not to be the same.
#[derive(Clone, Copy)]
enum Part {
    Whole = 1,
    Front,
    Back,
}

impl Part {
    /// Adds the keys of a text, if there is one, with up to so many characters left out.
    fn add_keys(self, text: Option<&[char]>, left_out: usize, keys: &mut Vec<u64>) {
        if let Some(text) = text {
            add_keys(mixed(0, self as u32), text, left_out, keys);
        }
    }
}

fn add_keys(key: u64, text: &[char], left_out: usize, keys: &mut Vec<u64>) {
    let Some((first, rest)) = text.split_first() else {
        keys.push(key);
        return;
    };
    add_keys(mixed(key, u32::from(*first)), rest, left_out, keys);
    if left_out > 0 {
        add_keys(key, rest, left_out - 1, keys);
    }
}

/// A key with one more character. Keys that are the same by chance cost a comparison and no more.
fn mixed(key: u64, next: u32) -> u64 {
    let key = (key.rotate_left(5) ^ u64::from(next)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    key ^ key >> 32
}

/// Keys with the positions of their names, in order.
#[derive(Clone, Debug)]
struct Keys {
    sorted: Vec<(u64, usize)>,
    /// Where the keys begin that have the same first bits: as many bits as there are keys to tell apart.
    starts: Vec<usize>,
    shift: u32,
}

impl Keys {
    fn new(mut keys: Vec<(u64, usize)>) -> Self {
        keys.sort_unstable();
        let bits = keys.len().max(2).ilog2();
        let shift = u64::BITS - bits;
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        for (at, (key, _)) in keys.iter().enumerate() {
            while starts.len() as u64 <= key >> shift {
                starts.push(at);
            }
        }
        starts.resize((1 << bits) + 1, keys.len());
        Keys { sorted: keys, starts, shift }
    }

    /// The first names of this key.
    fn of(&self, key: u64) -> &[(u64, usize)] {
        // At most 32 of its bits are left.
        let first = usize::try_from(key >> self.shift).unwrap_or_default();
        let alike = &self.sorted[self.starts[first]..self.starts[first + 1]];
        let alike = &alike[alike.partition_point(|(other, _)| *other < key)..];
        let end = alike.partition_point(|(other, _)| *other == key);
        &alike[..end.min(MAX_SHARED)]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{containing, help, lower, nearest};
    use super::Index;

    #[test]
    fn a_word_is_compared_with_few_of_many_names() {
        let compared = |names: usize, word: &str| {
            let names: Vec<String> = (0..names).map(|n| format!("Author Number {n}")).collect();
            let index = Index::new(names.iter().map(String::as_str));
            let seen = index.search(&lower(word)).seen;
            seen.iter().map(|bits| bits.count_ones() as usize).sum::<usize>()
        };
        // Nothing alike, one slip, one half that all names have, and a name that all are near.
        for word in ["Somebody Else 17", "Auhtor Number 17", "Author Abcdefg 17", "Author Number x"]
        {
            let [few, many] = [2_000, 8_000].map(|names| compared(names, word));
            assert!(many < 2_000, "{word}: {few}, {many}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn finds_what_a_comparison_with_all_finds(
            names in prop::collection::vec("[abA ]{0,14}|[ab]{60,68}", 0..60),
            word in "[abB ]{0,14}|[ab]{60,68}",
        ) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let index = Index::new(names.iter().copied());
            prop_assert_eq!(index.nearest(&word), nearest(&word, names.iter().copied()));
            let few = index.containing(&word);
            prop_assert!(containing(&word, names.iter().copied()).starts_with(&few), "{:?}", few);
            prop_assert_eq!(index.help(&word), help(&word, &names));
        }

        #[test]
        fn finds_every_slip(
            name in "[a-f]{6,30}",
            others in prop::collection::vec("[a-f]{6,30}", 0..20),
            slips in prop::collection::vec((any::<prop::sample::Index>(), 0..4, prop::char::range('a', 'f')), 0..4),
        ) {
            let mut word: Vec<char> = name.chars().collect();
            for (at, what, letter) in slips {
                let at = at.index(word.len());
                match what {
                    0 => word.insert(at, letter),
                    1 => drop(word.remove(at)),
                    2 => word[at] = letter,
                    _ => word.swap(at, at.saturating_sub(1)),
                }
            }
            let word = String::from_iter(word);
            let names: Vec<&str> = others.iter().map(String::as_str).chain([&*name]).collect();
            let index = Index::new(names.iter().copied());
            prop_assert_eq!(index.nearest(&word), nearest(&word, names));
        }
    }
}
