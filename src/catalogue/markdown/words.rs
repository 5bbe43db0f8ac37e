//! What the words of a list mean, in any of the [languages](crate::language) that are known.
//!
//! The words of all languages are put into tables once, so that looking one up costs the same for any number of
//! languages.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::language::{LANGUAGES, Language, Words};

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

/// The words of all languages, to be looked up.
struct Vocabulary {
    headings: HashMap<&'static str, SectionRole>,
    link_words: Lookup<LinkText>,
    leading_on: Lookup<()>,
    kinds: Lookup<&'static str>,
    by: Vec<&'static str>,
    and: HashSet<&'static str>,
    name_particles: HashSet<&'static str>,
    after_names: Vec<&'static str>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let lists = || LANGUAGES.iter().map(|language| &language.list);
    let mut headings = HashMap::new();
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
    let mut by: Vec<&str> = lists().flat_map(|list| list.by).copied().collect();
    // The longest first, so that "von" is not found where "verfasst von" stands.
    by.sort_by_key(|words| std::cmp::Reverse(words.len()));
    Vocabulary {
        headings,
        link_words,
        leading_on,
        kinds,
        by,
        and: lists().flat_map(|list| list.and).copied().collect(),
        name_particles: lists().flat_map(|list| list.name_particles).copied().collect(),
        after_names: lists().flat_map(|list| list.after_names).copied().collect(),
    }
});

/// Words with what they mean. Those of languages without spaces are also found inside longer texts.
struct Lookup<T> {
    words: HashMap<&'static str, T>,
    /// The words of languages without spaces by their first character, the longest first.
    unspaced: HashMap<char, Vec<(&'static str, T)>>,
}

impl<T> Default for Lookup<T> {
    fn default() -> Self {
        Lookup { words: HashMap::new(), unspaced: HashMap::new() }
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

    fn get(&self, word: &str) -> Option<T> {
        self.words.get(word).copied()
    }

    /// The longest word without spaces that a text begins with: its length and what it means.
    fn at_start(&self, text: &str) -> Option<(usize, T)> {
        let same_start = self.unspaced.get(&text.chars().next()?)?;
        let found = same_start.iter().find(|(word, _)| text.starts_with(word));
        found.map(|(word, meaning)| (word.len(), *meaning))
    }

    /// What the words mean of which a text without spaces is made, if it is made of nothing else.
    fn segments(&self, text: &str) -> Option<Vec<T>> {
        let mut meanings = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (length, meaning) = self.at_start(rest)?;
            meanings.push(meaning);
            rest = &rest[length..];
        }
        Some(meanings)
    }

    /// What the last known word in a text without spaces means.
    fn last_within(&self, text: &str) -> Option<T> {
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

/// A text in lower case, as words.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// What a heading stands above.
pub(super) fn section_role(heading: &str) -> SectionRole {
    let words = words(heading).join(" ");
    VOCABULARY.headings.get(&*words).copied().unwrap_or_default()
}

/// How much a link's text says.
pub(super) fn link_text(text: &str) -> LinkText {
    let mut has_words = false;
    let mut result = LinkText::Format;
    for word in words(text) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        has_words = true;
        let known = &VOCABULARY.link_words;
        let meanings = match known.get(&word) {
            Some(meaning) => vec![meaning],
            None => match known.segments(&word) {
                Some(meanings) => meanings,
                None => return LinkText::Title,
            },
        };
        if meanings.contains(&LinkText::Generic) {
            result = LinkText::Generic;
        }
    }
    if has_words { result } else { LinkText::Title }
}

/// Whether a text goes on with the next word: "see the".
pub(super) fn leads_on(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let leading_on = &VOCABULARY.leading_on;
    let ends_with = |words: &Vec<(&str, ())>| words.iter().any(|(word, ())| last.ends_with(word));
    leading_on.get(&last).is_some()
        || !last.is_ascii() && leading_on.unspaced.values().any(ends_with)
}

/// The kind that the last word says that names one.
pub(super) fn kind(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let mut words = lower.rsplit(|c: char| !c.is_alphanumeric());
    let kinds = &VOCABULARY.kinds;
    words.find_map(|word| kinds.get(word).or_else(|| kinds.last_within(word)))
}

/// What follows the words for "by" that a text begins with.
pub(super) fn after_by(text: &str) -> Option<&str> {
    VOCABULARY.by.iter().find_map(|by| {
        let head = text.get(..by.len()).filter(|head| head.to_lowercase() == *by)?;
        let after = &text[head.len()..];
        let is_whole = after.is_empty() || after.starts_with([' ', ':', '：', '\u{a0}']);
        is_whole.then_some(after)
    })
}

/// Whether a word stands before an author's name.
pub(super) fn is_by(word: &str) -> bool {
    VOCABULARY.by.contains(&word)
}

/// Whether a word stands between two names, or the sign for it does.
pub(super) fn is_and(word: &str) -> bool {
    word == "&" || VOCABULARY.and.contains(word)
}

/// Whether a word in lower case can stand inside a name: "van", "de".
pub(super) fn is_name_particle(word: &str) -> bool {
    VOCABULARY.name_particles.contains(word)
}

/// Where the first word stands that ends a list of names: the space before "from".
pub(super) fn end_of_names(text: &str) -> Option<usize> {
    let spaces = text.match_indices(' ').map(|(at, _)| at);
    let mut ends = spaces.filter(|at| {
        let after = &text[at + 1..];
        VOCABULARY
            .after_names
            .iter()
            .any(|words| after.strip_prefix(words).is_some_and(|rest| rest.starts_with(' ')))
    });
    ends.next()
}
