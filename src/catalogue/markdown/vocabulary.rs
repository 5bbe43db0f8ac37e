//! The words of all [languages](crate::language) in tables, so that looking one up costs the same for any number of
//! languages. What is asked of them is in [`words`](super::words).

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use crate::language::{Field, LANGUAGES, Language, Words};

/// What a heading stands above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum SectionRole {
    #[default]
    Topic,
    /// A table of contents; real topics can stand below it.
    Contents,
    /// About the list itself: contributing, licence, credits.
    AboutList,
}

/// How much a link's text says of where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkText {
    /// "Link to Course", "Download here": nothing that could be a title.
    Generic,
    /// "PDF", "Lecture notes": a form of something that is named elsewhere, or a plain title.
    Format,
    Title,
}

/// Hashes words by FNV-1a: a list looks up each of its words several times, and
/// all that is ever stored are the words of the languages.
pub(super) struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> Self {
        WordHasher(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type Map<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;
type Set<K> = HashSet<K, BuildHasherDefault<WordHasher>>;

/// The words of all languages, to be looked up.
pub(super) struct Vocabulary {
    pub(super) headings: Map<&'static str, SectionRole>,
    pub(super) link_words: Lookup<LinkText>,
    pub(super) leading_on: Lookup<()>,
    pub(super) kinds: Lookup<&'static str>,
    /// By their first character, the longest first, so that "von" is not found where "von Hand" stands.
    pub(super) by: Map<char, Vec<&'static str>>,
    pub(super) and: Set<&'static str>,
    pub(super) name_particles: Set<&'static str>,
    pub(super) after_names: Vec<&'static str>,
    pub(super) others: Vec<&'static str>,
    pub(super) events: Vec<&'static str>,
    pub(super) works: Set<&'static str>,
    pub(super) tells: Set<&'static str>,
    pub(super) genitives: Vec<&'static str>,
    pub(super) copulas: Set<&'static str>,
    pub(super) institutions: Lookup<()>,
    pub(super) honorifics: Vec<&'static str>,
    pub(super) phrase_starts: Set<&'static str>,
    pub(super) before_spans: Set<&'static str>,
    pub(super) months: Set<&'static str>,
    pub(super) fields: Map<&'static str, Field>,
    pub(super) levels: Map<&'static str, &'static str>,
    pub(super) prices: Map<&'static str, &'static str>,
}

/// The common words of all languages. Many lists have nothing that looks like a name, and need none of them.
pub(super) static COMMON: LazyLock<Set<&'static str>> = LazyLock::new(|| {
    LANGUAGES.iter().flat_map(|language| language.list.common.split_whitespace()).collect()
});

/// Names by which many people are called.
pub(super) static GIVEN_NAMES: LazyLock<Set<&'static str>> =
    LazyLock::new(|| crate::language::GIVEN_NAMES.split_whitespace().collect());

pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let lists = || LANGUAGES.iter().map(|language| &language.list);
    let mut headings = Map::default();
    for list in lists() {
        headings
            .extend(list.about_list_headings.iter().map(|text| (*text, SectionRole::AboutList)));
        headings.extend(list.contents_headings.iter().map(|text| (*text, SectionRole::Contents)));
    }
    let mut link_words = Lookup::default();
    let mut leading_on = Lookup::default();
    let mut kinds = Lookup::default();
    for language in LANGUAGES {
        link_words.add(language, language.list.formats, LinkText::Format);
        leading_on.add(language, language.list.leading_on, ());
        for (kind, words) in language.list.kinds {
            kinds.add(language, words, *kind);
        }
    }
    // A word that is generic in one language is so in all.
    for language in LANGUAGES {
        link_words.add(language, language.list.generic, LinkText::Generic);
    }
    let mut institutions = Lookup::default();
    for language in LANGUAGES {
        institutions.add(language, language.list.institutions, ());
    }
    let mut by: Map<char, Vec<&str>> = Map::default();
    for words in lists().flat_map(|list| list.by).copied() {
        by.entry(words.chars().next().unwrap_or_default()).or_default().push(words);
    }
    for words in by.values_mut() {
        words.sort_by_key(|words| std::cmp::Reverse(words.len()));
    }
    Vocabulary {
        headings,
        link_words,
        leading_on,
        kinds,
        by,
        and: lists().flat_map(|list| list.and).copied().collect(),
        name_particles: lists().flat_map(|list| list.name_particles).copied().collect(),
        after_names: lists().flat_map(|list| list.after_names).copied().collect(),
        honorifics: lists().flat_map(|list| list.honorifics).copied().collect(),
        phrase_starts: lists().flat_map(|list| list.phrase_starts).copied().collect(),
        before_spans: lists().flat_map(|list| list.before_spans).copied().collect(),
        months: lists().flat_map(|list| list.months).copied().collect(),
        others: lists().flat_map(|list| list.others).copied().collect(),
        works: lists().flat_map(|list| list.works).copied().collect(),
        tells: lists().flat_map(|list| list.tells).copied().collect(),
        genitives: lists().flat_map(|list| list.genitives).copied().collect(),
        copulas: lists().flat_map(|list| list.copulas).copied().collect(),
        events: lists().flat_map(|list| list.events).copied().collect(),
        institutions,
        fields: meanings(lists().map(|list| list.fields)),
        levels: meanings(lists().map(|list| list.levels)),
        prices: meanings(lists().map(|list| list.prices)),
    }
});

/// Each word with what it means.
fn meanings<T: Copy + 'static>(
    lists: impl Iterator<Item = &'static [(T, Words)]>,
) -> Map<&'static str, T> {
    let pairs = lists.flatten();
    pairs.flat_map(|(meaning, words)| words.iter().map(|word| (*word, *meaning))).collect()
}

/// Words with what they mean. Those of languages without spaces are also found inside longer texts.
pub(super) struct Lookup<T> {
    pub(super) words: Map<&'static str, T>,
    /// The words of languages without spaces by their first character, the longest first.
    pub(super) unspaced: Map<char, Vec<(&'static str, T)>>,
}

impl<T> Default for Lookup<T> {
    fn default() -> Self {
        Lookup { words: Map::default(), unspaced: Map::default() }
    }
}

impl<T: Copy> Lookup<T> {
    fn add(&mut self, language: &Language, words: Words, meaning: T) {
        for word in words {
            self.words.insert(word, meaning);
            let Some(first) = word.chars().next().filter(|_| !language.has_spaces) else {
                continue;
            };
            let same_start = self.unspaced.entry(first).or_default();
            same_start.retain(|(other, _)| other != word);
            let at = same_start.partition_point(|(other, _)| other.len() >= word.len());
            same_start.insert(at, (word, meaning));
        }
    }

    pub(super) fn get(&self, word: &str) -> Option<T> {
        self.words.get(word).copied()
    }

    /// The longest word without spaces that a text begins with: its length and what it means.
    pub(super) fn at_start(&self, text: &str) -> Option<(usize, T)> {
        let same_start = self.unspaced.get(&text.chars().next()?)?;
        let found = same_start.iter().find(|(word, _)| text.starts_with(word));
        found.map(|(word, meaning)| (word.len(), *meaning))
    }

    /// What the words mean of which a text without spaces is made, if it is made of nothing else.
    pub(super) fn segments(&self, text: &str) -> Option<Vec<T>> {
        let mut meanings = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (length, meaning) = self.at_start(rest)?;
            meanings.push(meaning);
            rest = &rest[length..];
        }
        Some(meanings)
    }

    /// What the word without spaces means that a text ends with.
    pub(super) fn at_end(&self, text: &str) -> Option<T> {
        if text.is_ascii() {
            return None;
        }
        let mut rests = text.char_indices().map(|(at, _)| &text[at..]);
        rests.find_map(|rest| {
            let (length, meaning) = self.at_start(rest)?;
            (length == rest.len()).then_some(meaning)
        })
    }

    /// What the last known word in a text without spaces means.
    pub(super) fn last_within(&self, text: &str) -> Option<T> {
        let mut last = None;
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let found = self.at_start(&text[at..]);
            last = found.map(|(_, meaning)| meaning).or(last);
            at += found.map_or(first.len_utf8(), |(length, _)| length);
        }
        last
    }
}
