//! A title that stands before its link, as bibliographies have it: `A. Miller. "On bread." 2001. [PDF](…)`,
//! `**On bread** (2001), A. Miller [[pdf]](…)`.

use std::ops::Range;

use super::facts;
use super::inline::{has_letters, without_shortcodes};
use super::name;
use super::names::{self, Names};
use super::words::{self, LinkText, link_text};
use crate::text::collapse_whitespace;

/// A title, and what stands around it.
#[derive(Debug, Default)]
pub(super) struct Reference {
    pub(super) title: String,
    pub(super) before: String,
    pub(super) after: String,
    /// Who a link such as "[Miller, Baker (1972)](…)" names.
    pub(super) authors: Vec<String>,
    /// The text of the link, which only names a form: "Video".
    pub(super) link_text: String,
    /// Whether a "/" stands between the title and what follows.
    pub(super) has_slash: bool,
}

impl Reference {
    /// Parts a long title from what is said of it: "Loafnet - a network of all who bake loaves. https://…".
    pub(super) fn part_description(&mut self) {
        let marks = [" - ", " – ", " — "].iter();
        let parted = marks.filter_map(|mark| self.title.split_once(mark));
        let Some((title, said)) = parted.min_by_key(|(title, _)| title.len()) else { return };
        let first = said.split(' ').next().unwrap_or_default();
        let is_sentence = said.split(' ').count() >= MIN_SENTENCE
            && !first.starts_with(char::is_uppercase)
            && !words::is_and(first)
            && first != "for";
        if is_sentence && has_letters(title) && self.after.is_empty() {
            (self.title, self.after) = (title.to_owned(), format!("- {said}"));
        }
    }
}

/// The fewest words of a sentence that is no part of a title.
const MIN_SENTENCE: usize = 4;

/// Finds the title in the text before a link; `emphasised` are the places in it that are.
pub(super) fn read(text: &str, emphasised: &[Range<usize>]) -> Reference {
    let text = without_open_form(text);
    // "Ada Miller. “On bread”. *Journal of Baking*"
    let place = match (of_emphasis(text, emphasised), of_quotes(text)) {
        (Some(emphasis), Some(quotes)) if quotes.end <= emphasis.start => Some(quotes),
        (emphasis, quotes) => emphasis.or(quotes),
    };
    let place = place.or_else(|| after_names(text)).or_else(|| before_year(text));
    // "On bread | [BREAD' 14]"
    let place = place.or_else(|| {
        text.find("| [").map(|end| 0..end).filter(|place| has_letters(&text[place.clone()]))
    });
    let (before, title, after) = match place {
        Some(Range { start, end }) => (&text[..start], &text[start..end], &text[end..]),
        None => ("", text, ""),
    };
    let (title, names) = match title.split_once(" / ").filter(|_| after.is_empty()) {
        Some((title, names))
            if has_letters(title) && (name::is_name(trimmed(names)) || names.contains(',')) =>
        {
            (title, Some(names))
        }
        _ => (title, None),
    };
    let is_quote = |c: char| matches!(c, '"' | '”' | '.' | ' ' | '*');
    let cleaned = |text: &str| collapse_whitespace(&without_shortcodes(text)).into_owned();
    Reference {
        title: cleaned(trimmed(title)),
        before: cleaned(without_number(before).trim_end_matches(['"', '“', ' ', '\''])),
        after: cleaned(
            names.unwrap_or(after).trim_start_matches(is_quote).trim_end_matches(['[', '(', ' ']),
        ),
        authors: Vec::new(),
        link_text: String::new(),
        has_slash: names.is_some(),
    }
}

/// The text without the beginning of a link that has a blank too many: "On bread [[Paper] (https://…)]".
fn without_open_form(text: &str) -> &str {
    let opened = text.trim_end().strip_suffix('(').map(str::trim_end);
    let parted = opened.and_then(|text| text.strip_suffix(']')?.rsplit_once('['));
    match parted {
        Some((before, form)) if link_text(form) != LinkText::Title && has_letters(before) => {
            before.trim_end_matches('[')
        }
        _ => text,
    }
}

/// The names and the year in brackets that a link's text is: "Miller, Baker (1972)", "Miller et al (1986)".
pub(super) fn citation(link: &str) -> Option<(Names, &str)> {
    let (names, year) = link.strip_suffix(')')?.rsplit_once('(')?;
    let found = names::names(names.trim_end());
    let is_whole = !found.list.is_empty() && names[found.end..].trim().is_empty();
    (is_whole && facts::year(year).is_some()).then_some((found, year))
}

/// The title without the marks around it.
pub(super) fn trimmed(title: &str) -> &str {
    let is_end = |c: char| {
        !c.is_alphanumeric() && !matches!(c, ')' | '"' | '”' | '’' | '?' | '!' | '+' | '#')
    };
    let is_start = |c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | '•' | '*' | '[' | ':' | ',' | '/')
    };
    let title = title.trim_end_matches(is_end);
    let trimmed = title.trim_start_matches(is_start);
    // "[BREAD] Loaves and rolls": the bracket has its end in the title.
    let start = title.len() - trimmed.len();
    let is_closed = trimmed.find([']', '[']).is_some_and(|at| trimmed[at..].starts_with(']'));
    if is_closed && title[..start].ends_with('[') { &title[start - 1..] } else { trimmed }
}

/// The text without a number such as "[12]" before it.
fn without_number(text: &str) -> &str {
    let text = text.trim_start();
    let inner = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match inner {
        Some((number, rest)) if !number.contains(char::is_alphabetic) => rest,
        _ => text,
    }
}

fn of_emphasis(text: &str, emphasised: &[Range<usize>]) -> Option<Range<usize>> {
    let is_title = |place: &&Range<usize>| {
        let text = &text[(*place).clone()];
        // "**[BREAD' 14]**" is where it was published.
        let is_label = text.starts_with('[') && text.ends_with(']');
        has_letters(text) && link_text(text) == LinkText::Title && !is_label
    };
    // Emphasis can stand in what was taken off the end.
    let mut titles = emphasised.iter().filter(|place| place.end <= text.len()).filter(is_title);
    let first = titles.next()?;
    // "**Ada Miller**. *How dough rises*": who wrote it stands before it.
    let is_author = |place: &Range<usize>| {
        let found = names::names(&text[place.clone()]);
        matches!(&found.list[..], [name] if is_full_name(name)) && found.end == place.len()
    };
    let is_sentence = |place: &&Range<usize>| {
        let text = &text[(*place).clone()];
        text.split(' ').count() >= MIN_TITLE && names::names(text).end < text.len()
    };
    let next = titles.next().filter(is_sentence).filter(|_| is_author(first));
    Some(next.unwrap_or(first).clone())
}

/// The title in quotes: `Ada Miller. "On bread." Journal of Baking, 2001.`
fn of_quotes(text: &str) -> Option<Range<usize>> {
    let pairs = [('"', '"'), ('“', '”'), ('「', '」'), ('『', '』')];
    pairs.iter().find_map(|(open, close)| {
        let start = text.find(*open)? + open.len_utf8();
        let end = start + text[start..].find(*close)?;
        let title = text[start..end].trim_end_matches(['.', ',', ' ']);
        (title.contains(' ') && has_letters(title)).then_some(start..start + title.len())
    })
}

/// A title between names and where it was published: "Ada Miller, Ben Baker, On bread, ICB, 2014.", "…, On bread
/// (ICB 2014)".
fn after_names(text: &str) -> Option<Range<usize>> {
    let is_end = |c: char| matches!(c, '.' | ',' | ' ' | '[' | '(');
    let whole = text.trim_end_matches(is_end);
    let end = match whole.strip_suffix(')').and_then(|rest| rest.rfind(" (")) {
        Some(at) => facts::year_within(&whole[at..]).map(|_| at)?,
        None => {
            let (before, year) = whole.rsplit_once(", ")?;
            facts::year(year)?;
            // The venue is a part of its own, if there is one.
            before.rfind(", ").filter(|at| before[*at..].split(' ').count() <= MAX_VENUE)?
        }
    };
    let mut start = 0;
    let mut names = 0;
    while let Some((part, _)) = text[start..end].split_once(", ") {
        let people = part.trim_start().trim_start_matches("and ").split(" and ");
        if !people.clone().all(is_full_name) {
            break;
        }
        names += people.count();
        start += part.len() + ", ".len();
    }
    let title = &text[start..end];
    let is_title = title.split(' ').count() >= MIN_TITLE && has_letters(title);
    (names >= 2 && is_title).then_some(start..end)
}

/// Whether a text is a given and a family name: "Ada Miller", "J. Andrew Bagnell".
fn is_full_name(text: &str) -> bool {
    (2..=4).contains(&text.split(' ').count()) && name::is_name(text)
}

/// The most words of a place where something was published, with the comma before it.
const MAX_VENUE: usize = 6;

/// The fewest words of a title after names: three could be one more of them.
const MIN_TITLE: usize = 4;

/// A title ends before a year in brackets: `On bread (2001), A. Miller`.
fn before_year(text: &str) -> Option<Range<usize>> {
    let at = text.match_indices(" (").map(|(at, _)| at).find(|at| {
        let rest = &text[at + 2..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits == 4 && rest[4..].starts_with(')')
    })?;
    has_letters(&text[..at]).then_some(0..at)
}
