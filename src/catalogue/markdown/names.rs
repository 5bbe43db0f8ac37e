//! Names of people and institutions in a text: where a list of them ends.

use super::name::{is_abbreviation, is_event, is_name, is_phrase, is_proper};
use super::words;
use crate::text::collapse_whitespace;

/// The names that a text begins with.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) list: Vec<String>,
    /// Where what follows begins.
    pub(super) end: usize,
    /// Where what follows the name before the last one begins.
    before_last: usize,
    /// Whether "et al." stands at the end.
    pub(super) and_others: bool,
    /// Whether family names stood before given ones: "Miller, Ada".
    pub(super) are_turned: bool,
}

impl Names {
    /// Turns the first name around, if it is the only one whose family name stands first. Returns whether it is.
    fn turn_first(&mut self) -> bool {
        let (head, rest) = self.list.split_at(self.list.len().min(2));
        if !is_turned(head) || !rest.iter().all(|name| name.contains(' ')) {
            return false;
        }
        self.list.splice(..2, [turned(head)]);
        self.are_turned = true;
        true
    }
}

/// Whether two parts of a text are a family name and what stands before it: "Miller", "Ada M.".
fn is_turned(parts: &[String]) -> bool {
    let [family, given] = parts else { return false };
    let is_given =
        |word: &str| words::is_name_particle(word) || word.ends_with('.') || word.len() == 1;
    !family.contains(' ') && !family.ends_with('.') && given.split(' ').skip(1).all(is_given)
}

fn turned(parts: &[String]) -> String {
    parts.iter().rev().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Marks between names.
pub(super) const COMMAS: [char; 5] = [',', '，', '、', '،', ';'];

/// Reads the names at the beginning of a text.
pub(super) fn names(text: &str) -> Names {
    let mut found = people(text);
    // "Miller, Ada, and Ben Baker": one name alone could be two, too.
    let is_word = |name: &String| name.contains(char::is_lowercase) && !words::is_institution(name);
    if found.list.len() > 2 && found.list[..2].iter().all(is_word) {
        found.turn_first();
    }
    found
}

/// The names at the beginning of a text, without the meeting or the place that follows them.
fn people(text: &str) -> Names {
    let mut found = all(text);
    if let Some(turned) = turned_pairs(&text[..found.end], found.list.len()) {
        found.list = turned;
        found.are_turned = true;
        return found;
    }
    // "Ada Miller, BakersConf": where it was is no author.
    let (last, before) = match &found.list[..] {
        [before @ .., last] if !before.is_empty() => (last, before),
        _ => return found,
    };
    // "University of Bread, Oven, Rye": its place is no author either.
    if words::is_institution(&before[0]) && found.list[1..].iter().all(|name| !name.contains(' ')) {
        found.list.truncate(1);
        return found;
    }
    if is_event(last) && before.iter().all(|name| name.contains(' ')) {
        found.end = found.before_last;
        found.and_others = false;
        found.list.pop();
    }
    found
}

/// Names of which each has a comma of its own, so that it is turned around: "Miller, Ada Maria; Baker, Ben", "Miller, Ada
/// and Baker, Ben". `None` if the text is not so; `parts` is how many commas and other marks part it into.
fn turned_pairs(text: &str, parts: usize) -> Option<Vec<String>> {
    if parts < 4 || !parts.is_multiple_of(2) {
        return None;
    }
    let mark = if text.contains(';') { ";" } else { " and " };
    let turned_around = |name: &str| {
        let (family, given) = name.split_once(',')?;
        let (family, given) = (family.trim(), given.trim_start());
        let is_pair = !family.contains(' ') && !given.contains(',');
        // "Miller, Ada et al."
        let given = &given[..chunk_length(given)];
        is_pair.then(|| format!("{} {family}", trimmed(given)))
    };
    let names: Vec<String> = text.split(mark).map(turned_around).collect::<Option<_>>()?;
    (names.len() * 2 == parts).then_some(names)
}

fn all(text: &str) -> Names {
    let mut found = Names::default();
    let mut at = 0;
    let mut is_after_comma = false;
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start().len();
        if let Some(length) = others(&text[at..]).filter(|_| !found.list.is_empty()) {
            found.end = at + length;
            found.and_others = true;
            return found;
        }
        if let Some(length) = and(&text[at..]).filter(|_| !found.list.is_empty()) {
            at += length;
            is_after_comma = false;
            continue;
        }
        let chunk = &text[at..at + chunk_length(&text[at..])];
        let name = without_particle(without_of(trimmed(chunk)));
        // "Ada Miller, Improved Doughs of Bakers for all": a title goes on in small letters.
        let goes_on = || {
            let rest = text[at + chunk.len()..].trim_start();
            name.split(' ').count() > 2
                && !name.contains('.')
                && rest.starts_with(char::is_lowercase)
                && and(rest).is_none()
                && others(rest).is_none()
                && !words::ends_names(rest)
        };
        // "Ada Miller, Deep Learning": several words of sentences are no name.
        let is_phrase = || name.contains(' ') && is_phrase(name, &words::is_common);
        if !is_name(name) || is_after_comma && (goes_on() || is_phrase()) {
            return found;
        }
        // "Ada Miller, Ph.D."
        if found.list.is_empty() || !DEGREES.contains(&name) {
            found.list.push(collapse_whitespace(name).into_owned());
        }
        at += chunk.len();
        found.before_last = found.end;
        found.end = at;
        let rest = text[at..].trim_start();
        let after = rest
            .strip_prefix(COMMAS)
            .or_else(|| rest.strip_prefix("/ ").or_else(|| rest.strip_prefix("| ")));
        match after {
            Some(after) => {
                at = text.len() - after.len();
                is_after_comma = true;
            }
            None if others(rest).is_some() || and(rest).is_some() => {}
            None => return found,
        }
    }
}

/// What stands after a name, and is none.
const DEGREES: [&str; 8] = ["Jr", "M.D", "M.D.", "MD", "MSc", "Ph.D", "Ph.D.", "PhD"];

/// A name without the marks around it.
fn trimmed(chunk: &str) -> &str {
    let name = chunk.trim().trim_end_matches([':', '：']).trim_end();
    let name = name.trim_matches(['\u{200e}', '\u{200f}', '"', '“', '”', ' ']);
    let ends_sentence = name.strip_suffix('.').filter(|name| {
        let last = name.rsplit(' ').next().unwrap_or_default();
        !is_abbreviation(last)
    });
    ends_sentence.unwrap_or(name)
}

/// A name without the "of" of Romance languages before it: "de Dave Rupert", "d'Alexis King", "di Ada Miller".
pub(super) fn without_of(name: &str) -> &str {
    let rest = ["de ", "d'", "d’", "di "].iter().find_map(|of| name.strip_prefix(of));
    let is_full = |rest: &&str| {
        let mut words = rest.split(' ');
        words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
            && words.next().is_some()
    };
    rest.filter(is_full).unwrap_or(name)
}

/// A name without a word that belongs to what follows it: "Ada Miller of".
fn without_particle(name: &str) -> &str {
    let (name_alone, last) = name.rsplit_once(' ').unwrap_or_default();
    if name_alone.contains(' ') && words::is_name_particle(last) { name_alone } else { name }
}

/// The length of what a text begins with up to the first mark or word that ends a name.
fn chunk_length(text: &str) -> usize {
    let mut before = ' ';
    let mut word_start = 0;
    let mut proper_words = 0;
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        let ends = match c {
            c if COMMAS.contains(&c) => true,
            '(' | ')' | '[' | ']' | '|' | '（' | '）' | '。' | '\n' | '…' | '「' | '《' | '》'
            | '<' | '·' | '\u{1}' => true,
            ':' | '：' => true,
            '-' | '–' | '—' | '/' => before == ' ' && after.starts_with(' '),
            '@' => before == ' ' && after.starts_with([' ', '[']),
            '.' if after.starts_with("..") => true,
            '.' => after.starts_with([' ', '\n']) && !is_abbreviation(&text[word_start..at]),
            _ => false,
        };
        if ends {
            return at;
        }
        if before == ' ' && c != ' ' {
            word_start = at;
            let word = text[at..].split([' ', ',', '\n']).next().unwrap_or_default();
            let is_end = and(&text[at..]).is_some()
                || others(&text[at..]).is_some()
                || at > 0 && words::ends_names(&text[at..])
                || proper_words >= 2 && !is_proper(word);
            if is_end {
                return at;
            }
            proper_words += 1;
        }
        before = c;
    }
    text.len()
}

/// The length of the word for "and" that a text begins with.
fn and(text: &str) -> Option<usize> {
    let word = text.split(char::is_whitespace).next().filter(|word| !word.is_empty())?;
    let is_and = words::is_and(word) && text.len() > word.len();
    is_and.then_some(word.len())
}

/// The length of "et al." at the beginning of a text.
fn others(text: &str) -> Option<usize> {
    let length = words::others(text).or_else(|| text.starts_with('…').then_some('…'.len_utf8()));
    let length = length.or_else(|| text.starts_with("...").then_some(3))?;
    Some(length + text[length..].len() - text[length..].trim_start_matches('.').len())
}

/// The one word in small letters that somebody goes by, if a text has no other before a bracket: "ada42 (PDF)".
pub(super) fn handle(text: &str) -> Option<&str> {
    let end = text.find([' ', '(', '[', '（']).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let rest = rest.trim_start();
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let is_word = word.len() > 2 && word.chars().all(is_part) && !words::names_form(word);
    let is_whole = rest.is_empty() || rest.starts_with(['(', '[', '（']);
    (is_word && is_whole && word.contains(|c: char| c.is_ascii_alphabetic())).then_some(word)
}

/// Names as bibliographies write them, the first turned around: "Hinton, Geoffrey E., Simon Osindero, and Yee-Whye
/// Teh". `None` if the text is anything else.
pub(super) fn of_reference(text: &str) -> Option<Names> {
    let text = text.trim().trim_end_matches([',', ':', ' ', '：']);
    let mut found = names(text);
    let is_whole = text[found.end..].trim_matches(['.', ' ']).is_empty();
    if found.list.is_empty() || !is_whole {
        return None;
    }
    if !found.turn_first()
        && found.list.len().is_multiple_of(2)
        && found.list.chunks(2).all(is_turned)
    {
        found.list = found.list.chunks(2).map(turned).collect();
        found.are_turned = true;
    }
    Some(found)
}
