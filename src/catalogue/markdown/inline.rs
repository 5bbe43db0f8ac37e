//! A line of text as a plain string, and as a title with an icon.

use std::borrow::Cow;

use super::tree::{Inline, InlineKind};
use crate::text::{collapse_whitespace, offset_in};

/// The text as a reader sees it, on one line, with the texts of its links.
pub(super) fn plain<'i>(inlines: &'i [Inline]) -> Cow<'i, str> {
    if let [Inline { kind: InlineKind::Text(text) | InlineKind::Code(text), .. }] = inlines {
        return collapse_whitespace(without_direction(text));
    }
    let mut text = String::new();
    collect(inlines, &mut text);
    Cow::Owned(collapse_whitespace(without_direction(&text)).into_owned())
}

/// Marks of direction at the ends of a title say nothing once it stands by itself, and neither do characters without
/// a width or for an object.
fn without_direction(text: &str) -> &str {
    text.trim_matches(['\u{200e}', '\u{200f}', '\u{200b}', '\u{feff}', '\u{fffc}', ' '])
}

fn collect(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(part) | InlineKind::Code(part) => text.push_str(part),
            InlineKind::Link { content, .. } => collect(content, text),
            InlineKind::Break => text.push(' '),
            InlineKind::Image | InlineKind::Open(_) | InlineKind::Close(_) => {}
        }
    }
}

/// Whether a line has letters or digits.
pub(super) fn says_something(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => has_words(text),
        InlineKind::Link { content, .. } => says_something(content),
        _ => false,
    })
}

/// The lines of a content that is broken on purpose, without those that say nothing.
pub(super) fn broken<'i, 't>(content: &'i [Inline<'t>]) -> impl Iterator<Item = &'i [Inline<'t>]> {
    content.split(Inline::is_break).filter(|line| says_something(line))
}

/// Whether a text has letters or digits, outside emoji and shortcodes such as `:book:`.
pub(super) fn has_words(text: &str) -> bool {
    without_shortcodes(text).chars().any(char::is_alphanumeric)
}

/// Whether a text has letters, and not only digits.
pub(super) fn has_letters(text: &str) -> bool {
    without_shortcodes(text).chars().any(char::is_alphabetic)
}

/// Takes out GitHub's shortcodes such as `:book:`, which mdBook shows as they are written.
pub(super) fn without_shortcodes(text: &str) -> Cow<'_, str> {
    if !text.contains(':') {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    // Whether a shortcode can begin here: not inside a word such as `std::vec`.
    let mut is_free = true;
    while let Some(at) = rest.find(':') {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        if let Some(c) = before.chars().next_back() {
            is_free = !c.is_alphanumeric();
        }
        // "Bread:star:"
        let is_last = |length: &usize| from.len() == *length;
        match shortcode(from).filter(|length| is_free || is_last(length)) {
            Some(length) => {
                rest = &from[length..];
                is_free = true;
            }
            None => {
                kept.push(':');
                rest = &from[1..];
                is_free = false;
            }
        }
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// The longest shortcode, in bytes.
const MAX_SHORTCODE: usize = 50;

/// The length of the shortcode that a text begins with.
pub(super) fn shortcode(text: &str) -> Option<usize> {
    let code = text.strip_prefix(':')?;
    let is_part = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(b);
    let length = code.bytes().take(MAX_SHORTCODE).take_while(is_part).count();
    let is_code = length > 1
        && code.as_bytes().get(length) == Some(&b':')
        && code[..length].bytes().any(|b| b.is_ascii_lowercase());
    is_code.then_some(length + 2)
}

/// A heading's text without the emoji at its ends, and the first of these.
pub(super) fn title_and_icon(text: &str) -> (String, Option<String>) {
    let text = without_shortcodes(text);
    let text = collapse_whitespace(&text);
    let title = text.trim_matches(|c: char| is_emoji(c) || c == ' ');
    if title.is_empty() {
        return (text.into_owned(), None);
    }
    let start = offset_in(&text, title);
    let decorations = [&text[..start], &text[start + title.len()..]];
    let icon = decorations.iter().find_map(|part| part.split(' ').find(|icon| !icon.is_empty()));
    (title.to_owned(), icon.map(str::to_owned))
}

/// Whether a character is an emoji or a part of one.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{200d}' | '\u{20e3}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2460}'..='\u{24ff}'
        | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}'
        | '\u{fe0e}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{e0020}'..='\u{e007f}')
}

/// Marks that part a line from what follows it.
pub(super) fn is_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '–'
                | '—'
                | '―'
                | '−'
                | ':'
                | '：'
                | ','
                | '，'
                | '、'
                | '|'
                | '｜'
                | '·'
                | '•'
                | '/'
                | ';'
                | '.'
                | '。'
                | '→'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{200b}'
        )
}
