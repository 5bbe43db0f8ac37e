//! Human languages as data: the words that stand in one place for each language and nowhere else.
//!
//! To add a language:
//!
//! 1. Copy `en.rs` to a file named after the language's code, and write its words in place of the English ones.
//!    Words are in lower case. If the language has no word for something, its list is empty; a field that is
//!    missing does not compile.
//! 2. Register it below, with a `mod` and a line in [`LANGUAGES`]. If the line is missing, the compiler warns of an
//!    unused constant.
//! 3. Add a list in this language to `tests/cases/lists/`, and run `cargo test`: the tests below find words that
//!    mean two things.
//!
//! A list is read with the words of all languages at once: lists mix languages, and few say which one they are
//! in. So a word belongs here only if it means the same, or nothing, in the other languages' lists.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod it;
mod ja;
mod ko;
mod nl;
mod pl;
mod pt;
mod ru;
mod tr;
mod zh;

/// All languages.
pub(crate) static LANGUAGES: &[Language] = &[
    ar::LANGUAGE,
    de::LANGUAGE,
    en::LANGUAGE,
    es::LANGUAGE,
    fr::LANGUAGE,
    it::LANGUAGE,
    ja::LANGUAGE,
    ko::LANGUAGE,
    nl::LANGUAGE,
    pl::LANGUAGE,
    pt::LANGUAGE,
    ru::LANGUAGE,
    tr::LANGUAGE,
    zh::LANGUAGE,
];

/// Names by which many people are called, with blanks between them. They go from one language to another; those that
/// are known as something else, too, are left out: "Julia", "Ruby".
pub(crate) const GIVEN_NAMES: &str = include_str!("given-names.txt");

/// What is known of one language.
#[derive(Debug)]
pub(crate) struct Language {
    /// The language's code, as in `lang="en"`.
    pub(crate) code: &'static str,
    /// Its names, in its own and in other languages.
    pub(crate) names: Words,
    /// Whether there are spaces between words. Without them, words are looked for inside longer texts.
    pub(crate) has_spaces: bool,
    /// Words by which lists of links are read.
    pub(crate) list: ListWords,
}

/// What a column of a table, or a line with a label, says about a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Link,
    Author,
    Year,
    Description,
    /// What a resource is: "type".
    Kind,
    Level,
    Duration,
    Price,
    Language,
    License,
    Tags,
    /// What a catalogue has no field for, and what is no description: "prerequisites".
    Other,
}

/// A list of words, or of several words with single spaces between them.
pub(crate) type Words = &'static [&'static str];

/// The words by which a list of links is read.
#[derive(Debug)]
pub(crate) struct ListWords {
    /// Headings of tables of contents: "contents".
    pub(crate) contents_headings: Words,
    /// Headings of sections about the list itself: "contributing", "license".
    pub(crate) about_list_headings: Words,
    /// Link texts that say nothing about where the link leads: "here", "download".
    pub(crate) generic: Words,
    /// Link texts that name a form of something ("pdf", "slides"), and the small words that stand among them
    /// ("the", "of").
    pub(crate) formats: Words,
    /// Words that lead on to a link within a sentence: "see", "the".
    pub(crate) leading_on: Words,
    /// What stands before an author's name: "by".
    pub(crate) by: Words,
    /// What stands between two names: "and".
    pub(crate) and: Words,
    /// Words in lower case inside names: "van", "de".
    pub(crate) name_particles: Words,
    /// Words that end a list of names: "from", "at".
    pub(crate) after_names: Words,
    /// Words for what somebody is the author of, besides those for kinds: "notes".
    pub(crate) works: Words,
    /// What an author does: "Ada Miller describes how dough rises".
    pub(crate) tells: Words,
    /// Endings of a name that something of theirs follows: "Ada Miller's guide".
    pub(crate) genitives: Words,
    /// Words that say what something is: "is".
    pub(crate) copulas: Words,
    /// Words for names that are left out of a list of names: "et al.".
    pub(crate) others: Words,
    /// What the names of meetings end with.
    pub(crate) events: Words,
    /// Words in the name of a university or the like.
    pub(crate) institutions: Words,
    /// What the words at the head of a column, or before a colon, say about what follows.
    pub(crate) fields: &'static [(Field, Words)],
    /// Words for how much a resource asks of a reader.
    pub(crate) levels: &'static [(&'static str, Words)],
    /// Words for what a resource costs.
    pub(crate) prices: &'static [(&'static str, Words)],
    /// Words of sentences that are no names, with blanks between them: "Early Access" is nobody.
    pub(crate) common: &'static str,
    /// What names of few characters begin with, in a script without capitals.
    pub(crate) surnames: &'static str,
    /// What follows the name of somebody, in a script without capitals: "professor".
    pub(crate) honorifics: Words,
    /// Words in capitals that a title can go on with, and no name begins with: "In".
    pub(crate) phrase_starts: Words,
    /// Words before a year that ends a time, or begins one: "since".
    pub(crate) before_spans: Words,
    /// Months, whole and for short.
    pub(crate) months: Words,
    /// Kinds of resources, each with the words of titles and headings that name it.
    pub(crate) kinds: &'static [(&'static str, Words)],
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::{GIVEN_NAMES, LANGUAGES, ListWords, Words};

    fn word_lists(list: &ListWords) -> Vec<Words> {
        let lists = [
            list.contents_headings,
            list.about_list_headings,
            list.generic,
            list.formats,
            list.leading_on,
            list.by,
            list.and,
            list.name_particles,
            list.after_names,
        ];
        lists.into_iter().chain(list.kinds.iter().map(|(_, words)| *words)).collect()
    }

    #[test]
    fn codes_are_different() {
        let codes: HashSet<&str> = LANGUAGES.iter().map(|language| language.code).collect();
        assert_eq!(codes.len(), LANGUAGES.len());
    }

    #[test]
    fn words_are_written_as_they_are_looked_up() {
        for language in LANGUAGES {
            for words in word_lists(&language.list) {
                for (at, word) in words.iter().enumerate() {
                    assert_eq!(word.to_lowercase(), **word, "{}", language.code);
                    assert_eq!(word.trim(), *word, "{}", language.code);
                    assert!(
                        !words[..at].contains(word),
                        "{}: {word} is there twice",
                        language.code
                    );
                }
            }
        }
    }

    #[test]
    fn words_of_sentences_are_single() {
        for ListWords { generic, formats, leading_on, and, name_particles, kinds, .. } in
            LANGUAGES.iter().map(|language| &language.list)
        {
            let lists = [*generic, *formats, *leading_on, *and, *name_particles];
            for words in lists.into_iter().chain(kinds.iter().map(|(_, words)| *words)) {
                let several = words.iter().find(|word| word.contains(char::is_whitespace));
                assert_eq!(several, None);
            }
        }
    }

    #[test]
    fn a_word_of_a_link_is_generic_or_a_format() {
        let lists = || LANGUAGES.iter().map(|language| &language.list);
        let generic: HashSet<&str> = lists().flat_map(|list| list.generic).copied().collect();
        let formats: HashSet<&str> = lists().flat_map(|list| list.formats).copied().collect();
        let both: Vec<&&str> = generic.intersection(&formats).collect();
        assert!(both.is_empty(), "{both:?}");
    }

    #[test]
    fn names_and_common_words_are_different() {
        let common: HashSet<&str> =
            LANGUAGES.iter().flat_map(|language| language.list.common.split_whitespace()).collect();
        let mut names = HashSet::new();
        for name in GIVEN_NAMES.split_whitespace() {
            assert!(name.starts_with(|c: char| !c.is_lowercase()), "{name}");
            assert!(!common.contains(&*name.to_lowercase()), "{name}");
            assert!(names.insert(name), "{name} is there twice");
        }
        let is_small = |word: &&str| word.to_lowercase() == **word;
        assert!(common.iter().all(is_small));
    }

    #[test]
    fn a_word_names_one_kind() {
        let mut kinds = HashMap::new();
        for (kind, words) in LANGUAGES.iter().flat_map(|language| language.list.kinds) {
            for word in *words {
                let other = kinds.insert(*word, *kind);
                assert!(other.is_none_or(|other| other == *kind), "{word}");
            }
        }
    }
}
