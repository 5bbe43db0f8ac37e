//! What the words of a list mean, in any of the [languages](crate::language) that are known.

use std::borrow::Cow;

use super::vocabulary::{COMMON, GIVEN_NAMES, VOCABULARY};
pub(super) use super::vocabulary::{LinkText, SectionRole};
use crate::language::{Field, LANGUAGES};

/// The words of a text.
fn written(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    words.filter(|word| !word.is_empty())
}

/// A text in lower case, word by word.
fn words(text: &str) -> impl DoubleEndedIterator<Item = Cow<'_, str>> {
    written(text).map(lower)
}

fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// A text in lower case, with one blank between its words.
fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for word in words(text) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(&word);
    }
    joined
}

/// What a heading stands above.
pub(super) fn section_role(heading: &str) -> SectionRole {
    VOCABULARY.headings.get(&*joined(heading)).copied().unwrap_or_default()
}

/// Whether a first heading can only be the title of a list: "Awesome Bread".
pub(super) fn names_list(heading: &str) -> bool {
    words(heading).any(|word| word == "awesome")
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
        let mut words = words(text).peekable();
        words.peek().is_some() && words.all(|word| is_form(&word) || is_kind(&word))
    };
    // "mit" is German for "with", and "MIT" a university.
    let may_be = text.len() <= MAX_FORM && !has_university(text);
    may_be && (text.starts_with(['(', '[', '（', '【']) || is_short()) && is_known()
}

/// Whether a word names kinds and nothing else.
fn is_kind(word: &str) -> bool {
    let kinds = &VOCABULARY.kinds;
    kinds.get(word).is_some() || !word.is_ascii() && kinds.segments(word).is_some()
}

/// Whether a text begins with a word that says that something is something: "is".
pub(super) fn begins_with_copula(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let first = word.chars().next().map_or(0, char::len_utf8);
    VOCABULARY.copulas.contains(word)
        || !word.is_ascii() && VOCABULARY.copulas.contains(&word[..first])
}

/// Whether the beginning of a sentence ends with a word for a book or the like.
pub(super) fn names_work(text: &str) -> bool {
    let last = text.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    last.is_some_and(|last| is_work(&lower(last)))
}

/// Whether a text has a word for a book or the like.
pub(super) fn has_work(text: &str) -> bool {
    words(text).any(|word| is_work(&word))
}

fn is_work(word: &str) -> bool {
    let kind = VOCABULARY.kinds.get(word);
    kind.is_some_and(|kind| !matches!(kind, "tool" | "website")) || VOCABULARY.works.contains(word)
}

/// Whether a text begins with what an author does: "describes".
pub(super) fn begins_with_telling(text: &str) -> bool {
    let word = text.trim_start().split(' ').next().unwrap_or_default();
    VOCABULARY.tells.contains(word)
}

/// The text before the ending of a name that something of theirs follows, and what follows: "Ada Miller's guide".
pub(super) fn genitive(text: &str) -> Option<(&str, &str)> {
    if !text.contains(['\'', '’']) {
        return None;
    }
    let endings = VOCABULARY.genitives.iter();
    let parts = endings.filter_map(|ending| text.split_once(ending));
    parts.filter(|(_, after)| after.starts_with(' ')).min_by_key(|(name, _)| name.len())
}

/// The name before the ending that says that something of theirs follows: "Ada Miller's".
pub(super) fn owner(text: &str) -> Option<&str> {
    VOCABULARY.genitives.iter().find_map(|ending| text.strip_suffix(ending))
}

/// Whether a name has a word for a meeting: "`JSConf` EU", "Strange Summit".
pub(super) fn names_event(name: &str) -> bool {
    words(name).any(|word| VOCABULARY.events.iter().any(|event| word.ends_with(event)))
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

/// Whether a text has no words but those that lead on to others: "also", "see".
pub(super) fn are_small(text: &str) -> bool {
    !has_university(text)
        && words(text).all(|word| is_and(&word) || VOCABULARY.leading_on.get(&word).is_some())
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
    if text.is_empty() {
        return None;
    }
    let lower = text.to_lowercase();
    let mut words = lower.rsplit(|c: char| !c.is_alphanumeric());
    let kinds = &VOCABULARY.kinds;
    words.find_map(|word| kinds.get(word).or_else(|| kinds.last_within(word)))
}

/// Whether a text is one word for a kind: "podcast".
pub(super) fn is_kind_alone(text: &str) -> bool {
    text.chars().all(char::is_alphabetic) && is_kind(&lower(text))
}

/// What follows the words for "by" that a text begins with.
pub(super) fn after_by(text: &str) -> Option<&str> {
    let first = text.chars().next()?.to_lowercase().next()?;
    VOCABULARY.by.get(&first)?.iter().find_map(|by| {
        let is_by = |head: &&str| {
            if by.is_ascii() { head.eq_ignore_ascii_case(by) } else { head.to_lowercase() == *by }
        };
        let head = text.get(..by.len()).filter(is_by)?;
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

/// Whether a word in lower case can follow the first word of names: "van", "and", "et al.".
pub(super) fn stands_in_names(word: &str) -> bool {
    let first = |words: &&str| words.split(' ').next() == Some(word.trim_end_matches(['.', ',']));
    is_name_particle(word)
        || is_and(word)
        || ends_names(&format!("{word} "))
        || VOCABULARY.others.iter().any(first)
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

/// Whether a word in lower case is one of sentences, and of no names.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.contains(word)
}

/// A name without what follows it in Chinese: "李华教授".
pub(super) fn without_honorific(name: &str) -> &str {
    VOCABULARY.honorifics.iter().find_map(|after| name.strip_suffix(after)).unwrap_or(name)
}

/// Whether a title, and no name, can begin with a word: "In".
pub(super) fn starts_phrase(word: &str) -> bool {
    VOCABULARY.phrase_starts.contains(word)
}

/// Whether a year after a word ends a time, or begins one: "since".
pub(super) fn is_before_span(word: &str) -> bool {
    VOCABULARY.before_spans.contains(word)
}

/// Whether a word names a month: "May", "Feb".
pub(super) fn is_month(word: &str) -> bool {
    VOCABULARY.months.contains(&*lower(word))
}

/// Whether many people are called so: "Andrew".
pub(super) fn is_given_name(word: &str) -> bool {
    GIVEN_NAMES.contains(word)
}

/// Whether a text begins with what names do in a language without capitals.
pub(super) fn begins_with_surname(text: &str) -> bool {
    text.chars().next().is_some_and(|first| {
        LANGUAGES.iter().any(|language| language.list.surnames.contains(first))
    })
}

/// Whether the last of several words names a form or a kind: "Rye code", "another article".
pub(super) fn ends_with_form(text: &str) -> bool {
    let mut words = words(text);
    let last = words.next_back().filter(|_| words.next().is_some());
    last.is_some_and(|last| is_form(&last) || is_kind(&last))
}

/// Whether a text names a university or the like.
pub(super) fn is_institution(text: &str) -> bool {
    let institutions = &VOCABULARY.institutions;
    has_university(text)
        || words(text).any(|word| {
            institutions.get(&word).or_else(|| institutions.last_within(&word)).is_some()
        })
}

/// Universities that lists name in one word.
const UNIVERSITIES: [&str; 18] = [
    "Berkeley",
    "CMU",
    "Caltech",
    "Cambridge",
    "Cornell",
    "EPFL",
    "ETH",
    "Harvard",
    "KAIST",
    "MIT",
    "NYU",
    "Oxford",
    "Princeton",
    "Stanford",
    "UCLA",
    "UCSB",
    "UCSD",
    "UIUC",
];

fn has_university(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| UNIVERSITIES.contains(&word))
}

/// Whether a text says something of the form, the language, the level or the price.
pub(super) fn is_common_aside(text: &str) -> bool {
    words(text).all(|word| is_form(&word) || kind(&word).is_some())
        || language(text).is_some()
        || level(text).is_some()
        || price(text).is_some()
}

/// What the head of a column, or a label, says about what follows.
pub(super) fn field(label: &str) -> Option<Field> {
    let label = label.split(['(', '/', '（']).next().unwrap_or_default();
    VOCABULARY.fields.get(&*joined(label)).copied()
}

/// The level that a text names.
pub(super) fn level(text: &str) -> Option<&'static str> {
    words(text).find_map(|word| VOCABULARY.levels.get(&*word)).copied()
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
    words(text).find_map(|word| VOCABULARY.prices.get(&*word)).copied()
}

/// The kind that a heading gives to all below it: one that says nothing else, such as "Free Online Courses". A
/// heading such as "Video" can be a subject too.
pub(super) fn kind_of_section(heading: &str) -> Option<&'static str> {
    let kinds = &VOCABULARY.kinds;
    let mut found = None;
    let mut is_about = false;
    for word in words(heading) {
        let word = &*word;
        match kinds.get(word).or_else(|| kinds.at_end(word)) {
            // "Video" of "Video Courses" only says more of the courses.
            Some(_) if is_singular(word) => {}
            Some(kind) if found.is_none_or(|found| found == kind) => found = Some(kind),
            Some(_) => return None,
            // "Books and videos" are of two kinds.
            None if is_and(word) => {}
            // "Books on Python" are books, "Where to find books" is no heading of some.
            None if found.is_some() && VOCABULARY.leading_on.get(word).is_some() => {
                return found.filter(|_| !is_about);
            }
            None if is_form(word) => {}
            None if VOCABULARY.leading_on.get(word).is_some() => return None,
            // "Python Books" are books, "Books of Python" are not said to be.
            None if found.is_some() => return None,
            None => is_about = true,
        }
    }
    // "Machine learning tools" can be about tools.
    found.filter(|kind| !is_about || *kind != "tool")
}

/// Whether an English word for a kind names one thing. Other languages have no sign of that which all words share, and
/// their headings are most often of several.
fn is_singular(word: &str) -> bool {
    let english = LANGUAGES.iter().find(|language| language.code == "en");
    let mut kinds = english.into_iter().flat_map(|english| english.list.kinds);
    !word.ends_with('s') && kinds.any(|(_, words)| words.contains(&word))
}

/// The kind that a description says: with the last word of what it calls the resource, before a small word ("A free
/// course on bread").
pub(super) fn kind_of_description(text: &str) -> Option<&'static str> {
    let end = text.find(['.', ',', ':', ';', '(', '[', '*', '`']).unwrap_or(text.len());
    let is_small = |word: &&str| {
        let word = lower(word);
        is_and(&word) || VOCABULARY.leading_on.get(&word).is_some()
    };
    let named: Vec<&str> = written(&text[..end]).skip_while(is_small).take(MAX_NAMED).collect();
    let count = named.iter().position(is_small).unwrap_or(named.len());
    // "Grades books, films and shows" calls it nothing.
    let is_list = count == named.len() && text[end..].starts_with(',');
    let last = named[..count].last().filter(|_| !is_list)?;
    let kind = VOCABULARY.kinds.get(&lower(last))?;
    // "Old Manuscript Library of Rye" is a name.
    let is_name =
        count > 2 && named[..count].iter().all(|word| word.starts_with(char::is_uppercase));
    (kind != "tool" || !is_name).then_some(kind)
}

/// The most words by which a description calls a resource.
const MAX_NAMED: usize = 8;

/// The kind that the title of a list gives to all in it: "Free programming books".
pub(super) fn kind_of_list(title: &str) -> Option<&'static str> {
    let kinds = &VOCABULARY.kinds;
    let is_plural = |word: &Cow<str>| !is_singular(word);
    let mut found = words(title)
        .filter(is_plural)
        .filter_map(|word| kinds.get(&word).or_else(|| kinds.last_within(&word)));
    let first = found.next()?;
    found.all(|kind| kind == first).then_some(first)
}

/// The kind that a title says: with its last word, before a mark or a small word ("The Bread Book: an introduction"), or
/// with its first, before a small word ("Curso de pan").
pub(super) fn kind_of_title(title: &str) -> Option<&'static str> {
    let lower = title.to_lowercase();
    let kinds = &VOCABULARY.kinds;
    let mut segments = lower.split([':', '(', ')', '[', ']', '|', ',', '–', '—', '：', '（', '）']);
    segments.find_map(|segment| {
        let mut words = segment.split_whitespace().peekable();
        let mut is_first = true;
        while let Some(word) = words.next() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let kind = kinds.get(word).or_else(|| kinds.at_end(word));
            let is_small = |next: &&str| {
                *next == "-" || is_and(next) || VOCABULARY.leading_on.get(next).is_some()
            };
            // "Video" in "How to Add Videos to a Page" is what the title is about.
            let is_end = match words.peek() {
                Some(next) => {
                    is_small(next) && (is_first || !word.is_ascii() || !word.ends_with('s'))
                        // "Curso Pan", but not "Course Hero": where adjectives follow, what it is stands first.
                        || is_first && kind == Some("course") && word != "course"
                }
                None => true,
            };
            is_first = false;
            if let Some(kind) = kind.filter(|kind| is_end && *kind != "tool") {
                return Some(kind);
            }
        }
        None
    })
}
