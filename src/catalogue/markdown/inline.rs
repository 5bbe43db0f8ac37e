//! What can be told of a line of text without knowing where it stands: its plain words, its emoji, the
//! same as a description's Markdown.

use super::document::{Piece, PieceKind};
use crate::markdown::write;
use crate::text::collapse_whitespace;

/// The text as a reader sees it, with that of its links, on one line.
pub(super) fn plain(pieces: &[Piece]) -> String {
    let mut text = String::new();
    collect(pieces, &mut text);
    // Marks of direction that close a title say nothing once it stands by itself.
    collapse_whitespace(text.trim_matches(['\u{200e}', '\u{200f}', ' ']))
}

fn collect(pieces: &[Piece], text: &mut String) {
    for piece in pieces {
        match &piece.kind {
            PieceKind::Text(part) | PieceKind::Code(part) => text.push_str(part),
            PieceKind::Link { content, .. } => collect(content, text),
            PieceKind::Break => text.push(' '),
            PieceKind::Image | PieceKind::OpenEmphasis | PieceKind::CloseEmphasis => {}
        }
    }
}

/// Whether a text says anything: emoji, shortcodes such as `:book:` and punctuation do not.
pub(super) fn has_words(text: &str) -> bool {
    without_shortcodes(text).chars().any(char::is_alphanumeric)
}

/// Whether it has letters, and not only numbers.
pub(super) fn has_letters(text: &str) -> bool {
    without_shortcodes(text).chars().any(char::is_alphabetic)
}

/// The text without GitHub's `:book:`, for which no page shows an emoji.
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
    let start = title.as_ptr() as usize - text.as_ptr() as usize;
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

/// The text as inline Markdown. Links are text in it, because they are a resource's parts; emphasis is left
/// out, because in many lists it is that of the whole line.
pub(super) fn markdown(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match &piece.kind {
            PieceKind::Text(part) => text.push_str(&write::text(&without_shortcodes(part))),
            PieceKind::Code(code) if code.contains('`') => text.push_str(&write::text(code)),
            PieceKind::Code(code) => text.extend(["`", code, "`"]),
            PieceKind::Link { content, .. } => text.push_str(&write::text(&plain(content))),
            PieceKind::Break => text.push(' '),
            PieceKind::Image | PieceKind::OpenEmphasis | PieceKind::CloseEmphasis => {}
        }
    }
    collapse_whitespace(&text)
}
