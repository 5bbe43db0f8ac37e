//! A line of text as a plain string, as a title with an icon, and as Markdown for a description.

use super::tree::{Inline, InlineKind};
use crate::text::{collapse_whitespace, offset_in};
use crate::write;

/// The text as a reader sees it, on one line, with the texts of its links.
pub(super) fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect(inlines, &mut text);
    // Marks of direction that close a title say nothing once it stands by itself.
    collapse_whitespace(text.trim_matches(['\u{200e}', '\u{200f}', ' ']))
}

fn collect(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(part) | InlineKind::Code(part) => text.push_str(part),
            InlineKind::Link { content, .. } => collect(content, text),
            InlineKind::Break => text.push(' '),
            InlineKind::Image | InlineKind::OpenEmphasis | InlineKind::CloseEmphasis => {}
        }
    }
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
pub(super) fn without_shortcodes(text: &str) -> String {
    let is_code = |code: &str| {
        code.len() > 1
            && code
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(&b))
            && code.bytes().any(|b| b.is_ascii_lowercase())
    };
    let mut parts = text.split(':').peekable();
    let mut kept = parts.next().unwrap_or_default().to_owned();
    while let Some(part) = parts.next() {
        if is_code(part) && parts.peek().is_some() {
            // The colon after it is the shortcode's own.
            kept.push_str(parts.next().unwrap_or_default());
        } else {
            kept.push(':');
            kept.push_str(part);
        }
    }
    kept
}

/// A heading's text without the emoji at its ends, and the first of these.
pub(super) fn title_and_icon(text: &str) -> (String, Option<String>) {
    let text = collapse_whitespace(&without_shortcodes(text));
    let is_decoration = |c: char| is_emoji(c) || c == ' ';
    let title = text.trim_matches(is_decoration);
    if title.is_empty() {
        return (text, None);
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

/// The text as inline Markdown. Links become text, because they are parts of the resource; emphasis is left out,
/// because many lists put whole lines in italics.
pub(super) fn markdown(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(part) => {
                text.push_str(&write::markdown::text(&without_shortcodes(part)));
            }
            InlineKind::Code(code) if code.contains('`') => {
                text.push_str(&write::markdown::text(code));
            }
            InlineKind::Code(code) => text.extend(["`", code, "`"]),
            InlineKind::Link { content, .. } => {
                text.push_str(&write::markdown::text(&plain(content)));
            }
            InlineKind::Break => text.push(' '),
            InlineKind::Image | InlineKind::OpenEmphasis | InlineKind::CloseEmphasis => {}
        }
    }
    collapse_whitespace(&text)
}
