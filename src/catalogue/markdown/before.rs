//! What stands before the link that a line is about: nothing that matters, a label, names, or the title.

use super::facts;
use super::inline::{has_letters, has_words, is_emoji, plain, says_something, without_shortcodes};
use super::likeness::{self, Likeness};
use super::links::is_url;
use super::name;
use super::names;
use super::reference;
use super::tree::{Inline, InlineKind};
use super::words::{self, LinkText, leads_on, link_text};

/// Where a line of text stands: this decides which links are resources.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LineContext {
    Item,
    /// An item of a list whose items have their titles before their links.
    TitledItem,
    Paragraph,
    /// A paragraph before the first topic, where lists describe themselves.
    Preamble,
}

impl LineContext {
    pub(super) fn is_item(self) -> bool {
        matches!(self, LineContext::Item | LineContext::TitledItem)
    }
}

/// The longest label, in characters.
pub(super) const MAX_LABEL: usize = 24;
/// The longest label, in words.
const MAX_LABEL_WORDS: usize = 4;
/// The longest title outside a link, in characters.
pub(super) const MAX_TITLE: usize = 300;
/// The longest list of names before a link, in bytes.
const MAX_NAMES: usize = 300;
/// Marks between names and the link that they stand before.
const PARTING: [char; 6] = [':', '：', ',', '-', '–', '—'];

/// Whether a text can stand before the link that a line is about: punctuation, numbers, a label, names.
pub(super) fn can_precede(before: &str) -> bool {
    if !has_letters(before) {
        return true;
    }
    let before = without_shortcodes(before);
    let text = before.trim();
    let is_short = text.chars().count() <= MAX_LABEL && text.split(' ').count() <= MAX_LABEL_WORDS;
    let is_label = text.ends_with([':', '：', '-', '–', '—', '|', '→', '>']);
    let is_bracketed = text.starts_with(['[', '(', '【', '（', '「'])
        && text.ends_with([']', ')', '】', '）', '」']);
    // "Канал [LearnCode](…)"
    let is_kind = !text.contains(' ') && words::kind(text).is_some();
    is_short && (is_label || is_kind || is_bracketed || words::owner(text).is_some())
        || are_names(text)
}

/// Whether a text before a link is the name of a university: "CMU [Loaves](…)".
pub(super) fn is_university(text: &str) -> bool {
    words::is_institution(text) && name::is_name(text)
}

/// Whether a text before a link is names and nothing else.
pub(super) fn are_names(text: &str) -> bool {
    let is_parted = text.ends_with(PARTING) || before_quote(text).is_some();
    text.len() <= MAX_NAMES
        && (of_reference(text).is_some()
            || is_parted && {
                let is_mark = |c| PARTING.contains(&c) || matches!(c, ' ' | '"' | '“');
                let names = text.trim_end_matches(is_mark);
                likeness::likeness(names, &words::is_common) >= Likeness::Likely
                    && names::of_reference(names).is_some()
            })
}

/// The names before the title of a reference: "Miller, Ada. “[On bread](…)”", "Miller, Ada. [On bread](…)".
pub(super) fn of_reference(text: &str) -> Option<&str> {
    let names = before_quote(text).or_else(|| Some(text).filter(|text| text.ends_with('.')))?;
    // "Miller, Ada. 2017. “[On bread](…)”"
    let names = match names.rsplit_once(' ') {
        Some((names, last)) if facts::year(last).is_some() => names,
        _ => names,
    };
    let are_turned = || names::of_reference(names).is_some_and(|found| found.are_turned);
    (names.len() <= MAX_NAMES && are_turned()).then_some(names)
}

/// The names that a text before a link can be, if the list has names there: "Miller -".
pub(super) fn possible_names(text: &str) -> Option<&str> {
    // "📰 Andrew Miller: [Loaves](…)"
    let text = text.trim_start_matches(|c: char| is_emoji(c) || c == ' ');
    let names = text.trim_end_matches(|c| PARTING.contains(&c) || c == ' ');
    let is_names = || words::kind(names).is_none() && names::of_reference(names).is_some();
    (names.len() < text.len() && text.len() <= MAX_NAMES && is_names()).then_some(names)
}

/// How much what stands before a link looks like names, where the list can have names there.
pub(super) fn likeness(label: &str) -> Likeness {
    match possible_names(label) {
        // "Editor: [Loaf](…)"
        Some(names) if label.ends_with([':', '：']) && !names.contains(' ') => Likeness::No,
        Some(names) => likeness::likeness(names, &words::is_common),
        None => Likeness::No,
    }
}

/// What stands before the quotation mark that opens a title: "Ada Miller. “[On bread](…)”".
pub(super) fn before_quote(text: &str) -> Option<&str> {
    let before = text.strip_suffix(['"', '“'])?.trim_end();
    before.ends_with(['.', ',', ':']).then_some(before)
}

/// Whether the title stands before links that only name a format: `Title [[pdf]](…)`.
/// Emphasis, or a mark, parts it from the link.
pub(super) fn is_title_before(
    before: &str,
    is_emphasised: bool,
    link: &str,
    context: LineContext,
) -> bool {
    if context == LineContext::Preamble || before.len() > 4 * MAX_TITLE || !has_letters(before) {
        return false;
    }
    let on_own_line = before.ends_with('\n');
    let before = without_shortcodes(before);
    let before = before.trim();
    let is_bracketed = before.ends_with('[') || link.starts_with('[');
    let is_citation = before.ends_with(['.', ':', ',', '?', '!', '"', '”'])
        && reference::citation(link).is_some();
    // "Andrew Miller: [podcast](…)"
    let names_kind = before.ends_with(':') && words::is_kind_alone(link);
    let is_form = is_bracketed
        || names_kind
        || context == LineContext::TitledItem
        || is_citation
        || is_url(link)
        || is_abbreviation(link, before)
        || !has_letters(link)
        || link_text(link) != LinkText::Title;
    if !is_form || link_text(before) != LinkText::Title || before.chars().count() > MAX_TITLE {
        return false;
    }
    let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, ')' | '"' | '”' | '’' | '?' | '!');
    let is_parted = on_own_line || before.ends_with(is_mark) || link.starts_with(['[', '(']);
    let title = reference::trimmed(before);
    let is_title = match context {
        LineContext::Item => {
            is_parted || is_emphasised || link_text(link) != LinkText::Generic && !goes_on(title)
        }
        LineContext::TitledItem => is_parted || !goes_on(title),
        _ => is_bracketed || is_parted && !title.contains(". "),
    };
    is_title && has_letters(title)
}

/// Whether a title goes on with the next word: "Notes on", but not "What Bakers Do".
fn goes_on(title: &str) -> bool {
    let last = title.rsplit(' ').next().unwrap_or_default();
    !last.starts_with(char::is_uppercase) && leads_on(last)
}

/// Whether a line is a text that is no name, with one link at its end: "How dough rises [Bakers' Press](…)".
pub(super) fn is_titled(line: &[Inline]) -> bool {
    let Some(at) = line.iter().position(Inline::is_link) else { return false };
    let (before, after) = line.split_at(at);
    let text = plain(before);
    let title = text.trim();
    let is_text = |inline: &Inline| matches!(inline.kind, InlineKind::Text(_));
    before.iter().all(is_text)
        && !after[1..]
            .iter()
            .any(|inline| inline.is_link() || says_something(std::slice::from_ref(inline)))
        && title.contains(' ')
        && title.ends_with(char::is_alphanumeric)
        && title.starts_with(|c: char| !c.is_lowercase())
        && !title.contains(". ")
        && !goes_on(title)
        && !name::is_name(title)
}

/// Whether a text before a link is the title of several: "On bread - [Bakers' Press](…), [HTML](…)".
pub(super) fn names_links(before: &str, after: &[Inline]) -> bool {
    let Some(title) = before.trim_end().strip_suffix(['-', '–', '—']) else { return false };
    let is_part = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => !has_words(text) || words::is_and(text.trim()),
        kind => !matches!(kind, InlineKind::Code(_)),
    };
    let has_small_word = title.split(' ').any(|word| word.starts_with(char::is_lowercase));
    title.trim().contains(' ')
        && has_letters(title)
        && !title.trim().starts_with(char::is_lowercase)
        && words::kind(title).is_none()
        && (has_small_word || !are_names(before.trim()))
        && after.iter().any(Inline::is_link)
        && after.iter().all(is_part)
}

/// Whether a link's text abbreviates what stands before it: "Bread and Oven Research Network ([BORN](…))".
fn is_abbreviation(link: &str, before: &str) -> bool {
    let first = before.chars().next();
    let is_short = link.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    before.ends_with('(') && is_short && link.len() > 1 && link.chars().next() == first
}
