//! Names in a text, word by word.

use super::text::{Link, Text, one_line, words};
use crate::catalogue::fields::Field;
use crate::catalogue::resource::Author;
use crate::read::people::is_suffix;
use crate::words::list::{self, Meaning, is_form, means};

/// Words of the longest phrase that stands before names: "this was written by" is none.
const LONGEST: usize = 3;

/// Length of "by" or "written by" at the beginning of a text.
pub(super) fn length_of_by(text: &str) -> Option<usize> {
    let ends = text.match_indices(|c: char| !c.is_alphanumeric()).map(|(at, _)| at).take(LONGEST);
    ends.filter(|end| means(&text[..*end], Meaning::By)).last()
}

/// Length of a label for a field, with its colon, at the beginning of a text.
pub(super) fn length_of_label(text: &str, field: Field) -> Option<usize> {
    let (label, _) = text.split_once([':', '：'])?;
    let colon = text[label.len()..].chars().next()?.len_utf8();
    (list::field(label) == Some(field)).then_some(label.len() + colon)
}

/// Bytes at the beginning of a text that are names: links, words that do not begin in small letters, words such as
/// "van", and brackets behind a name. `None` if the text goes on from a name as a sentence does: "by Ada Miller for all".
pub(super) fn length_of_names(text: Text) -> Option<usize> {
    let raw = text.raw();
    if let Some(end) = broken_link(raw.trim_start()) {
        return Some(raw.len() - raw.trim_start().len() + end);
    }
    let links = text.links();
    let mut reader = NameReader { links: &links, before: Before::Nothing, end: 0 };
    let mut at = 0;
    while at < raw.len() {
        let start = at + raw[at..].len() - raw[at..].trim_start().len();
        let length = word_length(&raw[start..]);
        if length == 0 {
            break;
        }
        match reader.word(&raw[start..start + length], start) {
            Next::Name => at = start + length,
            Next::End => break,
            Next::Sentence => return None,
        }
    }
    Some(reader.end)
}

/// Length of the first word, or of the whole bracket that a text begins with.
fn word_length(text: &str) -> usize {
    let bracket = text.strip_prefix('(').and_then(|inside| inside.find(')')).map(|end| end + 2);
    let rest = bracket.unwrap_or(0);
    rest + text[rest..].find(char::is_whitespace).unwrap_or(text.len() - rest)
}

/// Length of a link that Markdown does not read, because of a blank in its URL: `[Ada Miller](Harvard University)`.
fn broken_link(text: &str) -> Option<usize> {
    let (inside, rest) = text.strip_prefix('[')?.split_once("](")?;
    (!inside.contains(['[', ']']))
        .then(|| text.len() - rest.len() + rest.find(')').map_or(0, |end| end + 1))
}

/// Context before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// Nothing, or a comma or "and".
    Nothing,
    /// A word of a name without a link.
    Word,
    /// The link that begins at a byte.
    Link(usize),
}

/// Continuation behind a word.
enum Next {
    Name,
    End,
    /// The words before were no names.
    Sentence,
}

/// State of reading names word by word.
struct NameReader<'l, 'p> {
    /// Links that are not passed yet.
    links: &'l [Link<'p>],
    before: Before,
    /// Where the last name ends.
    end: usize,
}

impl NameReader<'_, '_> {
    fn word(&mut self, word: &str, start: usize) -> Next {
        while self.links.first().is_some_and(|link| link.range.end <= start) {
            self.links = &self.links[1..];
        }
        let bare = word.trim_end_matches([',', ';', '、', '，']);
        if bare.is_empty() || means(bare, Meaning::And) || bare == "&" {
            self.before = Before::Nothing;
            return Next::Name;
        }
        let is_here = |link: &&Link| link.range.start < start + bare.len();
        if let Some(link) = self.links.first().filter(is_here) {
            if bare.starts_with('(') {
                return Next::End;
            }
            let ends = bare.len() < word.len();
            self.before = if ends { Before::Nothing } else { Before::Link(link.range.start) };
            self.end = link.range.end.min(start + bare.len());
            return Next::Name;
        }
        if !is_of_name(bare, self.end > 0) {
            let is_sentence = self.before == Before::Word && bare.starts_with(char::is_lowercase);
            return if is_sentence { Next::Sentence } else { Next::End };
        }
        if matches!(self.before, Before::Link(_)) && !bare.starts_with('(') {
            return Next::End;
        }
        let is_kept = |c: char| c.is_alphanumeric() || c == ')' && bare.starts_with('(');
        let name = bare.trim_end_matches(|c: char| !is_kept(c));
        let sign = &bare[name.len()..];
        // A full stop after an initial, "Jr." or a title before the name belongs to it.
        let is_title = self.before == Before::Nothing && name.chars().count() <= TITLE;
        let goes_on = sign.is_empty() || sign == "." && (is_title || keeps_stop(name));
        let is_et_al = name == "al" && self.before == Before::Nothing;
        if !means(bare, Meaning::Particle) || is_et_al {
            self.end = start + name.len() + if goes_on { sign.len() } else { 0 };
        }
        self.before = if bare.len() < word.len() { Before::Nothing } else { Before::Word };
        if goes_on { Next::Name } else { Next::End }
    }
}

/// Letters of the longest title before a name: "Prof."
const TITLE: usize = 4;

/// Returns whether a full stop behind a name belongs to it: behind an initial, "Jr." and "al.".
fn keeps_stop(name: &str) -> bool {
    let last = words(name).next_back().unwrap_or_default();
    last.chars().count() == 1 || last == "al" || is_suffix(last)
}

/// Returns whether a word can be a part of a name.
fn is_of_name(word: &str, has_name: bool) -> bool {
    if word.starts_with('(') {
        return has_name && is_affiliation(word);
    }
    if word.starts_with(['-', '–', '—', '|', '/', '[', '"', '“', '«', '.', '#']) {
        return false;
    }
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let is_small = bare.starts_with(char::is_lowercase) && !bare.contains(char::is_uppercase);
    let is_other = matches!(bare, "et" | "al");
    !bare.is_empty()
        && (!is_small || is_other || means(bare, Meaning::Particle) || word.starts_with('@'))
}

/// Returns whether a bracket behind a name says where somebody is from: neither a year nor a form.
fn is_affiliation(bracket: &str) -> bool {
    let inside = bracket.trim_matches(|c: char| !c.is_alphanumeric());
    inside.starts_with(char::is_uppercase) && !is_form(inside)
}

/// Returns whether a text can be names: it has no word in small letters, as a sentence has.
pub(super) fn are_names(text: &str) -> bool {
    let mut words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    words.all(|word| is_of_name(word, true) || means(word, Meaning::And))
}

/// Lengths of the first name in a text, and of what parts it from the next.
pub(super) fn first_name(text: &str) -> (usize, usize) {
    let mut depth = 0_usize;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ',' | ';' | '、' | '，' | '；' | '·' | '&' | '\n' => return (at, c.len_utf8()),
            c if c.is_whitespace() => {
                let rest = chars.as_str();
                let word = rest.split(char::is_whitespace).next().unwrap_or_default();
                if word.len() < rest.len() && means(word, Meaning::And) {
                    return (at, c.len_utf8() + word.len());
                }
            }
            _ => {}
        }
    }
    (text.len(), 0)
}

/// The author of a name with what stands around it: "and Ada Miller (University of Breads) et al."
pub(super) fn author(text: &str, url: Option<String>) -> Option<Author> {
    let text = one_line(text);
    let (name, affiliation) = match broken_link(&text) {
        Some(_) => {
            let inside = text[1..].split("](").next().unwrap_or_default();
            inside.split_once(", ").unwrap_or((inside, ""))
        }
        None => text
            .split_once(" (")
            .map_or((&*text, ""), |(name, rest)| (name, rest.trim_end_matches(')'))),
    };
    let name = name.trim_matches(|c: char| c.is_whitespace() || ",;:：-–—*_|".contains(c));
    let first = name.split(' ').next().filter(|first| means(first, Meaning::And));
    let name = first.map_or(name, |and| name[and.len()..].trim_start());
    let others = name.strip_suffix("et al.").or_else(|| name.strip_suffix("et al"));
    let name = others.unwrap_or(name).trim_end();
    let name = if keeps_stop(name) { name } else { name.trim_end_matches('.') };
    let affiliation = Some(affiliation.to_owned()).filter(|text| is_affiliation(text));
    name.contains(char::is_alphanumeric).then(|| Author { name: name.to_owned(), url, affiliation })
}
