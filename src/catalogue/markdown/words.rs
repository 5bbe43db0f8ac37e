//! What the words of a list mean, in any of the [languages](crate::language) that are known.
//!
//! The words of all languages are put into tables once, so that looking one up costs the same for any number of
//! languages.

use std::collections::{HashMap, HashSet};
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

/// The words of all languages, to be looked up.
struct Vocabulary {
    headings: HashMap<&'static str, SectionRole>,
    link_words: Lookup<LinkText>,
    leading_on: Lookup<()>,
    kinds: Lookup<&'static str>,
    /// By their first character, the longest first, so that "von" is not found where "von Hand" stands.
    by: HashMap<char, Vec<&'static str>>,
    and: HashSet<&'static str>,
    name_particles: HashSet<&'static str>,
    after_names: Vec<&'static str>,
    others: Vec<&'static str>,
    events: Vec<&'static str>,
    copulas: HashSet<&'static str>,
    institutions: Lookup<()>,
    fields: HashMap<&'static str, Field>,
    levels: HashMap<&'static str, &'static str>,
    prices: HashMap<&'static str, &'static str>,
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
    let mut institutions = Lookup::default();
    for language in LANGUAGES {
        institutions.add(language, language.list.institutions, ());
    }
    let mut by: HashMap<char, Vec<&str>> = HashMap::new();
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
        others: lists().flat_map(|list| list.others).copied().collect(),
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
) -> HashMap<&'static str, T> {
    let pairs = lists.flatten();
    pairs.flat_map(|(meaning, words)| words.iter().map(|word| (*word, *meaning))).collect()
}

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

    /// What the word without spaces means that a text ends with.
    fn at_end(&self, text: &str) -> Option<T> {
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

/// Whether a link's text names a form of something, or nothing: "GitHub", "Python Reference".
pub(super) fn names_form(text: &str) -> bool {
    link_text(text) != LinkText::Title
}

/// Whether a text only names forms of something: "PDF, ePub".
pub(super) fn is_only_form(text: &str) -> bool {
    // "PDF", but no sentence of one word.
    let is_short = || !text.contains(' ') && !text.contains(char::is_lowercase);
    let is_known = || {
        let words = words(text);
        !words.is_empty() && words.iter().all(|word| is_form(word) || kind(word).is_some())
    };
    text.len() <= MAX_FORM && (text.starts_with(['(', '[', '（', '【']) || is_short()) && is_known()
}

/// Whether a word says that something is something: "is".
pub(super) fn is_copula(word: &str) -> bool {
    VOCABULARY.copulas.contains(word)
}

/// Whether a name is that of a meeting: "`JSConf` EU", "Strange Summit".
pub(super) fn is_event(name: &str) -> bool {
    words(name).iter().any(|word| VOCABULARY.events.iter().any(|event| word.ends_with(event)))
}

/// The longest text that only names forms, in bytes.
const MAX_FORM: usize = 60;

/// Whether a text without spaces has a word of sentences in it, so that it is no name.
pub(super) fn is_unspaced_sentence(text: &str) -> bool {
    let leading_on = &VOCABULARY.leading_on.unspaced;
    text.char_indices().any(|(at, c)| {
        leading_on
            .get(&c)
            .is_some_and(|same| same.iter().any(|(word, ())| text[at..].starts_with(word)))
    })
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
    let first = text.chars().next()?.to_lowercase().next()?;
    VOCABULARY.by.get(&first)?.iter().find_map(|by| {
        let head = text.get(..by.len()).filter(|head| head.to_lowercase() == *by)?;
        let after = &text[head.len()..];
        let is_whole = after.is_empty() || after.starts_with([' ', ':', '：', '\u{a0}', '\n']);
        is_whole.then_some(after)
    })
}

/// Whether a word stands before an author's name.
pub(super) fn is_by(word: &str) -> bool {
    after_by(word) == Some("")
}

/// Whether a word stands between two names, or the sign for it does.
pub(super) fn is_and(word: &str) -> bool {
    word == "&" || VOCABULARY.and.contains(word)
}

/// Whether a word in lower case can stand inside a name: "van", "de".
pub(super) fn is_name_particle(word: &str) -> bool {
    VOCABULARY.name_particles.contains(word)
}

/// Whether a text begins with a word that ends a list of names: "from".
pub(super) fn ends_names(text: &str) -> bool {
    let follows = |words: &&str| text.strip_prefix(words).is_some_and(|rest| rest.starts_with(' '));
    text.starts_with(char::is_lowercase) && VOCABULARY.after_names.iter().any(follows)
}

/// What follows a word that ends a list of names and that a text begins with: "from".
pub(super) fn after_names(text: &str) -> Option<&str> {
    let words = VOCABULARY.after_names.iter();
    words.filter_map(|words| text.strip_prefix(words)).find_map(|rest| rest.strip_prefix(' '))
}

/// Where the last word for "by" stands in a text, after a blank or a bracket: its place and length.
pub(super) fn last_by(text: &str) -> Option<(usize, usize)> {
    let places = text.match_indices([' ', '(']).map(|(at, _)| at + 1);
    let mut found = places.filter_map(|at| {
        let after = after_by(&text[at..])?;
        Some((at, text.len() - at - after.len()))
    });
    found.next_back()
}

/// The length of the words for "and others" that a text begins with.
pub(super) fn others(text: &str) -> Option<usize> {
    let is_first = |c: char| c.is_lowercase() || !c.is_ascii();
    if !text.starts_with(is_first) {
        return None;
    }
    VOCABULARY.others.iter().find_map(|words| {
        let after = text.strip_prefix(words)?;
        let is_whole = !after.starts_with(char::is_alphanumeric);
        is_whole.then_some(words.len())
    })
}

/// Whether a word names a form of something, or says nothing: "pdf", "online".
pub(super) fn is_form(word: &str) -> bool {
    VOCABULARY.link_words.get(word).is_some()
}

/// Whether a text names a university or the like.
pub(super) fn is_institution(text: &str) -> bool {
    let institutions = &VOCABULARY.institutions;
    words(text)
        .iter()
        .any(|word| institutions.get(word).or_else(|| institutions.last_within(word)).is_some())
}

/// What the head of a column, or a label, says about what follows.
pub(super) fn field(label: &str) -> Option<Field> {
    let label = label.split(['(', '/', '（']).next().unwrap_or_default();
    VOCABULARY.fields.get(&*words(label).join(" ")).copied()
}

/// The level that a text names.
pub(super) fn level(text: &str) -> Option<&'static str> {
    words(text).iter().find_map(|word| VOCABULARY.levels.get(&**word)).copied()
}

/// The code of the language that a text names: "German", "de".
pub(super) fn language(text: &str) -> Option<&'static str> {
    let name = text.trim().to_lowercase();
    LANGUAGES
        .iter()
        .find(|language| language.code == name || language.names.contains(&&*name))
        .map(|language| language.code)
}

/// What a resource costs, in a word.
pub(super) fn price(text: &str) -> Option<&'static str> {
    words(text).iter().find_map(|word| VOCABULARY.prices.get(&**word)).copied()
}

/// The kind that a heading gives to all below it: one that says nothing else, such as "Free Online Courses". A
/// heading such as "Video" can be a subject too.
pub(super) fn kind_of_section(heading: &str) -> Option<&'static str> {
    let kinds = &VOCABULARY.kinds;
    let is_singular = |word: &str| word.is_ascii() && !word.ends_with('s');
    let mut found = None;
    for word in &words(heading) {
        match kinds.get(word).or_else(|| kinds.at_end(word)) {
            // "Video" of "Video Courses" only says more of the courses.
            Some(_) if is_singular(word) => {}
            Some(kind) if found.is_none_or(|found| found == kind) => found = Some(kind),
            Some(_) => return None,
            None if is_form(word) => {}
            None => return None,
        }
    }
    found
}

/// The kind that the title of a list gives to all in it: "Free programming books".
pub(super) fn kind_of_list(title: &str) -> Option<&'static str> {
    let is_plural = |word: &&String| !word.is_ascii() || word.ends_with('s');
    let words = words(title);
    let mut kinds = words.iter().filter(is_plural).filter_map(|word| {
        VOCABULARY.kinds.get(word).or_else(|| VOCABULARY.kinds.last_within(word))
    });
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}

/// The kind that a title says: with its last word, before a mark or a small word ("The Bread Book: an introduction"), or
/// with its first, before a small word ("Curso de pan").
pub(super) fn kind_of_title(title: &str) -> Option<&'static str> {
    let lower = title.to_lowercase();
    let kinds = &VOCABULARY.kinds;
    let mut segments = lower.split([':', '(', ')', '[', ']', '|', ',', '–', '—', '：', '（', '）']);
    segments.find_map(|segment| {
        let mut words = segment.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let kind = kinds.get(word).or_else(|| kinds.at_end(word));
            let is_small = |next: &&str| {
                *next == "-" || is_and(next) || VOCABULARY.leading_on.get(next).is_some()
            };
            let is_end = words.peek().is_none_or(is_small);
            if let Some(kind) = kind.filter(|kind| is_end && *kind != "tool") {
                return Some(kind);
            }
        }
        None
    })
}
