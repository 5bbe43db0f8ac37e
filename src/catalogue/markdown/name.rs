//! One name: whether a text has the form of one, and whether it is that of a person.

use super::facts;
use super::words;

/// Whether a word can stand in a name.
pub(super) fn is_proper(word: &str) -> bool {
    let word = word.trim_start_matches(['"', '“', '\'', '\u{200e}', '\u{200f}']);
    word.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
        || word.starts_with('@') && word.len() > 1
        || words::is_name_particle(word.trim_end_matches('.'))
        || is_title(word)
        || word
            .split_once(['\'', '’', '-'])
            .is_some_and(|(_, rest)| rest.starts_with(char::is_uppercase))
}

/// Whether a text has the form of a person's or an institution's name.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(first) = words.first() else { return false };
    let length = text.chars().count();
    let is_unspaced = words.len() == 1 && first.chars().all(|c| !c.is_ascii());
    let starts = !words::is_name_particle(first)
        || first.starts_with(char::is_uppercase)
        || words.len() > 1 && words[1].starts_with(char::is_uppercase);
    words.len() <= MAX_WORDS
        && length <= if is_unspaced { MAX_UNSPACED_NAME } else { MAX_NAME }
        && starts
        && words.iter().all(|word| is_proper(word))
        && !words.last().is_some_and(|last| words::is_name_particle(last))
        && (text.is_ascii() || length <= MAX_IDEOGRAPHS || !words::is_unspaced_sentence(text))
        && !words::begins_with_copula(text)
        && (words.len() > 1 || text.is_ascii() || !words::names_form(text))
        && text.chars().any(char::is_alphabetic)
        && !text.contains(['=', '{', '}', '*', '?', '!', '`', '+', '#', '%'])
}

/// The most words of a name.
const MAX_WORDS: usize = 6;
/// The longest name, in characters; and one of a language without spaces between words.
pub(super) const MAX_NAME: usize = 60;
const MAX_UNSPACED_NAME: usize = 14;

/// The most characters of a part of a name in Chinese or Japanese.
const MAX_IDEOGRAPHS: usize = 5;

/// Whether a character is of a script that has no spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
}

/// "Prof", "Dr", "Jr", and initials: what a full stop belongs to.
pub(super) fn is_abbreviation(word: &str) -> bool {
    let mut chars = word.chars();
    let is_initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    is_initial || word.contains('.') || ABBREVIATIONS.contains(&word)
}

/// What stands before names, and after them, for short.
const ABBREVIATIONS: [&str; 19] = [
    "Dipl", "Doc", "Dr", "Ing", "Jr", "Mag", "Mgr", "Mr", "Mrs", "Ms", "Ph", "PhDr", "Prof",
    "RNDr", "Sr", "St", "doc", "prof", "Проф",
];

/// Whether a text is what stands before the name of a professor or the like: "Dr.", "Prof. Dr.".
pub(super) fn is_title(text: &str) -> bool {
    let is_abbreviation = |word: &str| {
        let word = word.strip_suffix('.').filter(|word| word.len() > 1);
        word.is_some_and(|word| word.chars().all(char::is_alphabetic) && is_abbreviation(word))
    };
    !text.is_empty() && text.split(' ').all(is_abbreviation)
}

/// Whether one name has the form of a person's: two to four words, or few characters of a script without capitals.
pub(super) fn is_person(name: &str) -> bool {
    if begins_with_article(name) {
        return false;
    }
    let words = name.split(' ').count();
    // "李华教授"
    let name = words::without_honorific(name);
    let is_unspaced = words == 1 && name.chars().all(|c| !c.is_ascii());
    let is_script =
        |range: std::ops::RangeInclusive<char>| name.chars().all(|c| range.contains(&c));
    let is_short = (2..=4).contains(&name.chars().count());
    match words {
        1 if is_unspaced => {
            // Four of them are a Japanese name, fewer are a Chinese one if they begin as one.
            let is_han = || {
                is_script('\u{4e00}'..='\u{9fff}')
                    && (name.chars().count() == 4 || words::begins_with_surname(name))
            };
            is_short && (is_han() || is_script(HANGUL)) || name.contains('・')
        }
        1 => name.starts_with('@'),
        2..=4 => {
            // A word of a language without spaces is a whole name, or a sentence.
            let is_unspaced = |word: &str| word.chars().any(self::is_unspaced);
            let is_word = |word: &str| !is_unspaced(word) || word.chars().count() <= MAX_IDEOGRAPHS;
            // A Korean name is one word.
            !name.chars().any(|c| c.is_ascii_digit() || HANGUL.contains(&c))
                && name.split(' ').all(is_word)
        }
        _ => false,
    }
}

/// The syllables of Korean.
const HANGUL: std::ops::RangeInclusive<char> = '\u{ac00}'..='\u{d7a3}';

/// Whether several words are no name because one of them is Korean: "Docker 공식 문서".
pub(super) fn is_korean_phrase(name: &str) -> bool {
    name.contains(' ') && name.contains(|c| HANGUL.contains(&c))
}

/// "The Bakers' Federation", "A Short History"
pub(super) fn begins_with_article(name: &str) -> bool {
    ["The ", "A ", "An "].iter().any(|article| name.starts_with(article))
}

/// Whether a name has a word that is not one of the list's sentences or of forms ("Online Course").
pub(super) fn says_who(name: &str, is_common: &impl Fn(&str) -> bool) -> bool {
    // "Bread Bread" is nobody.
    let is_repeated = name.split_once(' ').is_some_and(|(first, rest)| rest.ends_with(first));
    !is_repeated && !is_phrase(name, is_common)
}

/// Whether a text in capitals has no word that only a name has: "Deep Learning", "Exploiting Old Doughs".
pub(super) fn is_phrase(name: &str, is_common: &impl Fn(&str) -> bool) -> bool {
    if begins_phrase(name) || names_form(name) {
        return true;
    }
    let is_known = |word: &&str| {
        let lower = word.to_lowercase();
        words::is_form(&lower) || words::kind(&lower).is_some() || is_common(&lower)
    };
    let words = || name.split(' ').filter(|word| word.chars().count() > 2);
    let known = words().filter(is_known).count();
    let most = match words().count() {
        0 => return false,
        // "Neural Type System Evolution"
        count if count > 3 => count - 1,
        count => count,
    };
    known >= most && !has_initial(name)
}

/// Whether a text begins with what somebody does, or with a word that leads on: "Exploiting Old Doughs", "In Rye".
pub(super) fn begins_phrase(text: &str) -> bool {
    let Some((first, rest)) = text.split_once(' ') else { return false };
    // "Jingjing Xu" is a name.
    let is_doing = first.strip_suffix("ing").is_some_and(|stem| {
        let stem = stem.to_lowercase();
        words::is_common(&stem)
            || words::is_common(&format!("{stem}e"))
            || first.len() >= "Teaching".len() && rest.contains(' ')
    });
    is_doing || words::starts_phrase(first)
}

/// Whether a name is one of a work: "Fraud Detection Papers", "Andrew Miller Essays", but not "Victor Fonte", whose last
/// word is one for a source in Portuguese.
fn names_form(name: &str) -> bool {
    let mut words = name.split(' ');
    let is_called = words.next().is_some_and(words::is_given_name);
    if is_called && words.nth(1).is_none() {
        return false;
    }
    let is_long = name.rsplit(' ').next().is_some_and(|last| last.chars().count() > 3);
    let is_work = || name.split(' ').count() > 2 && words::names_work(name);
    is_long && (words::ends_with_form(name) || is_work()) && !words::is_institution(name)
}

/// Whether a name is that of a person, and begins as those of many people do: "Andrew Miller", "Prof. Andrew A. Miller".
pub(super) fn is_called_so(name: &str) -> bool {
    let titles = name.split(' ').take_while(|word| is_title(word)).count();
    let mut words = name.split(' ').skip(titles).peekable();
    let is_known = |first: &&str| words::is_given_name(first) || titles > 0 && is_proper(first);
    let has_given_name = words.peek().is_some_and(is_known);
    // "Andrew Miller's", "Andrew Miller Essays", "Andrew Miller교수님"
    let is_more = || {
        words::genitive(&format!("{name} ")).is_some()
            || words::names_work(name)
            || names_form(name)
            || name.contains(['"', '“', '«'])
            || name.split(' ').count() > 2 && has_common_word(name.split(' ').skip(1))
            || name.contains(|c: char| c.is_ascii_alphabetic()) && name.contains(has_no_case)
    };
    has_given_name && (2..=4).contains(&words.count()) && !is_more()
}

/// Whether a word of a name is one of sentences: "Adam Optimization Algorithm".
pub(super) fn has_common_word<'n>(mut words: impl Iterator<Item = &'n str>) -> bool {
    words.any(|word| words::is_common(&word.to_lowercase()))
}

/// Whether a letter is of a script without capitals.
fn has_no_case(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// Whether a name of several words has an initial: "J. May".
pub(super) fn has_initial(name: &str) -> bool {
    name.contains(' ') && name.split(' ').any(|word| word.len() == 2 && word.ends_with('.'))
}

/// Whether a name is that of a meeting: "`JSConf` EU", "ICML 2019".
pub(super) fn is_event(name: &str) -> bool {
    let is_short =
        |word: &str| (2..9).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    let is_yearly =
        name.trim().trim_end_matches('.').rsplit_once(' ').is_some_and(|(meeting, year)| {
            facts::year(year).is_some() && meeting.split(['/', ' ', '-']).all(is_short)
        });
    is_yearly || words::names_event(name)
}
