//! Words by which a list of links says something of its form, in all languages at once: lists mix languages, and few
//! say which one they are in.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use ::toml::de::{DeTable, DeValue};

use super::{BETWEEN, LANGUAGES, table};
use crate::catalogue::facts::{Access, Level};
use crate::catalogue::fields::{FIELDS, Field};
use crate::catalogue::kind;

/// Meaning of a word in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Heading of a table of contents.
    Contents,
    /// Heading of a section about the list itself: "License".
    About,
    /// Stands before the names of authors: "by".
    By,
    /// Stands between two names or links: "and".
    And,
    /// Word in small letters that is a part of names: "van".
    Particle,
    /// Verb by which a title begins a sentence: "is".
    Is,
    /// Form of a resource: "PDF", "slides", "here".
    Form,
    /// Label before a value, or head of a column.
    Field(Field),
    Kind(&'static str),
    Level(Level),
    Access(Access),
    /// Name of a language, by its code.
    Language(&'static str),
}

/// Words of a language file that stand in lists of their own, with their keys.
const LISTS: [(&str, Meaning); 7] = [
    ("contents", Meaning::Contents),
    ("about", Meaning::About),
    ("by", Meaning::By),
    ("and", Meaning::And),
    ("particles", Meaning::Particle),
    ("is", Meaning::Is),
    ("forms", Meaning::Form),
];

/// Longest phrase of a language file, in bytes.
const LONGEST: usize = 60;

type Words = HashMap<Cow<'static, str>, Vec<Meaning>>;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::new();
    for (code, text) in LANGUAGES {
        let start = text.find(BETWEEN).unwrap_or(0);
        let list = table(&text[start..], "list");
        for (key, meaning) in LISTS {
            add(&mut words, &list, key, meaning);
        }
        add(&mut words, &list, "names", Meaning::Language(code));
        for (key, meanings) in tables() {
            let Some(DeValue::Table(table)) = list.get(key).map(::toml::Spanned::get_ref) else {
                continue;
            };
            for (name, meaning) in meanings {
                add(&mut words, table, name, meaning);
            }
        }
    }
    words
});

/// Tables of words within the table of lists: each word list of them has a key and a meaning.
fn tables() -> [(&'static str, Vec<(&'static str, Meaning)>); 4] {
    [
        ("fields", FIELDS.iter().map(|(name, field)| (*name, Meaning::Field(*field))).collect()),
        ("kinds", kind::ids().map(|id| (id, Meaning::Kind(id))).collect()),
        ("levels", Level::ALL.iter().map(|(id, level)| (*id, Meaning::Level(*level))).collect()),
        (
            "access",
            Access::ALL.iter().map(|(id, access)| (*id, Meaning::Access(*access))).collect(),
        ),
    ]
}

/// Adds the words of a key.
fn add(words: &mut Words, table: &DeTable<'static>, key: &str, meaning: Meaning) {
    let Some(DeValue::Array(values)) = table.get(key).map(::toml::Spanned::get_ref) else { return };
    for value in values {
        if let DeValue::String(word) = value.get_ref() {
            words.entry(word.clone()).or_default().push(meaning);
        }
    }
}

/// Meanings of a word or phrase, in any case and with any punctuation around it; none if it is not known.
pub(crate) fn meanings(text: &str) -> &'static [Meaning] {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    if text.is_empty() || text.len() > LONGEST {
        return &[];
    }
    let is_small = text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    let found = if is_small { WORDS.get(text) } else { WORDS.get(&*text.to_lowercase()) };
    found.map_or(&[], Vec::as_slice)
}

/// Returns whether a word or phrase has a meaning.
pub(crate) fn means(text: &str, meaning: Meaning) -> bool {
    meanings(text).contains(&meaning)
}

/// The field that a label or the head of a column names.
pub(crate) fn field(text: &str) -> Option<Field> {
    meanings(text).iter().find_map(|meaning| match meaning {
        Meaning::Field(field) => Some(*field),
        _ => None,
    })
}

/// The kind that a word or phrase names.
pub(crate) fn kind(text: &str) -> Option<&'static str> {
    meanings(text).iter().find_map(|meaning| match meaning {
        Meaning::Kind(kind) => Some(*kind),
        _ => None,
    })
}

/// The level that a word names.
pub(crate) fn level(text: &str) -> Option<Level> {
    meanings(text).iter().find_map(|meaning| match meaning {
        Meaning::Level(level) => Some(*level),
        _ => None,
    })
}

/// The access that a word names.
pub(crate) fn access(text: &str) -> Option<Access> {
    meanings(text).iter().find_map(|meaning| match meaning {
        Meaning::Access(access) => Some(*access),
        _ => None,
    })
}

/// The code of the language that a text names.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let code = LANGUAGES.iter().map(|(code, _)| *code).find(|code| *code == text);
    code.or_else(|| {
        meanings(text).iter().find_map(|meaning| match meaning {
            Meaning::Language(code) => Some(*code),
            _ => None,
        })
    })
}

/// Returns whether each word of a text names a form, or is a number: "PDF", "Video 2".
pub(crate) fn is_form(text: &str) -> bool {
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words = words.filter(|word| !is_number(word)).peekable();
    words.peek().is_some() && words.all(is_form_word)
}

/// Returns whether a word names a form. Where a script has no blanks, it can be several that do: 点击这里下载.
fn is_form_word(word: &str) -> bool {
    if means(word, Meaning::Form) {
        return true;
    }
    let is_unspaced = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    if word.len() > LONGEST || !word.chars().all(is_unspaced) {
        return false;
    }
    // The beginnings of the word that can be parted into forms.
    let mut ends = vec![0];
    for (at, c) in word.char_indices() {
        let end = at + c.len_utf8();
        if ends.iter().any(|start| means(&word[*start..end], Meaning::Form)) {
            ends.push(end);
        }
    }
    ends.last() == Some(&word.len())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use ::toml::de::{DeTable, DeValue};

    use super::{LISTS, Meaning, WORDS, table, tables};
    use crate::words::LANGUAGES;

    fn assert_words(code: &str, table: &DeTable, keys: &[&str]) {
        for (key, value) in table {
            let key = key.get_ref().as_ref();
            assert!(keys.contains(&key), "{code}: {key}");
            let DeValue::Array(words) = value.get_ref() else { continue };
            let mut known = HashSet::new();
            for word in words {
                let DeValue::String(word) = word.get_ref() else { panic!("{code}: {key}") };
                assert_eq!(word.to_lowercase(), **word, "{code}: {key}");
                assert!(known.insert(word.clone()), "{code}: {key}: {word} is there twice");
            }
        }
    }

    #[test]
    fn each_language_has_words_for_lists() {
        for (code, text) in LANGUAGES {
            let list = table(text, "list");
            let mut keys: Vec<&str> = LISTS.iter().map(|(key, _)| *key).collect();
            keys.push("names");
            for (name, inner) in tables() {
                let Some(DeValue::Table(table)) = list.get(name).map(::toml::Spanned::get_ref)
                else {
                    panic!("{code}: {name}");
                };
                let inner: Vec<&str> = inner.iter().map(|(name, _)| *name).collect();
                assert_words(code, table, &inner);
                keys.push(name);
            }
            assert_words(code, &list, &keys);
            for key in ["names", "about", "by", "forms"] {
                assert!(list.contains_key(key), "{code}: {key}");
            }
        }
    }

    #[test]
    fn a_word_names_one_kind_and_one_field() {
        for (word, meanings) in WORDS.iter() {
            let groups: [fn(&Meaning) -> bool; 2] =
                [|one| matches!(one, Meaning::Kind(_)), |one| matches!(one, Meaning::Field(_))];
            for is_in in groups {
                let names = meanings.iter().filter(|one| is_in(one)).map(|one| format!("{one:?}"));
                let names: HashSet<_> = names.collect();
                assert!(names.len() < 2, "{word}: {names:?}");
            }
        }
    }
}
