//! Text of HTML, and bounds of html5gum, its tokenizer.

use std::collections::HashSet;
use std::ops::Range;

use html5gum::{Token, Tokenizer};

use crate::text::line_of;

/// Signs between the attributes of a tag, at most: the tokenizer calls itself for each of its attributes.
const MAX_IN_TAG: usize = 2_000;

/// Where a tag with too many attributes begins.
pub(super) fn crowded_tag(fragment: &str) -> Option<usize> {
    let (mut start, mut count) = (None, 0);
    let (mut quote, mut before) = (None, b' ');
    for (at, byte) in fragment.bytes().enumerate() {
        match (start, quote, byte) {
            (None, _, b'<') => (start, count) = (Some(at), 0),
            (None, ..) => continue,
            (_, Some(open), byte) if byte == open => quote = None,
            (_, None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (_, None, b'<') => (start, count) = (Some(at), 0),
            (_, None, b'>') => start = None,
            _ => {}
        }
        count +=
            usize::from(matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'=' | b'/' | b'"' | b'\''));
        if count > MAX_IN_TAG && start.is_some() && quote.is_none() {
            return start;
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}

/// The line on which the content begins that a tag or comment without an end takes with it; `end` is where the last
/// complete token ends. `None` if there is no content.
pub(super) fn lost_line(text: &str, end: usize) -> Option<Range<usize>> {
    // The tokenizer counts bytes, and can stop inside a character.
    let end = (end..text.len()).find(|at| text.is_char_boundary(*at))?;
    let start = text.len() - text[end..].trim_start().len();
    (start < text.len()).then(|| line_of(text, start))
}

/// Tags within a line of text: of the Citation Style Language, and of HTML in abstracts.
const IN_LINES: [&str; 13] =
    ["a", "b", "bold", "em", "i", "italic", "sc", "scp", "span", "strong", "sub", "sup", "u"];

/// Tags of texts with lines of their own.
const OF_LINES: [&str; 9] = ["br", "div", "h4", "li", "list-item", "p", "sec", "title", "ul"];

/// A text without markup: `<i>E. coli</i>`, `&amp;`, and the tags of JATS and `MathML` that abstracts come with. A tag that is
/// not closed is text: "The <div> element", "a < b".
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    // Many abstracts were escaped twice.
    let mut decoded = text_of(&text.replace('<', "&lt;"));
    if decoded.contains('&') {
        decoded = text_of(&decoded.replace('<', "&lt;"));
    }
    // A heading that says nothing, and marks around text.
    for mark in ["<jats:title>Abstract</jats:title>", "<![CDATA[", "]]>"] {
        decoded = decoded.replace(mark, "");
    }
    let closed = decoded.split("</").skip(1).filter_map(|rest| Some(rest.split_once('>')?.0));
    let closed: HashSet<String> = closed.map(str::to_ascii_lowercase).collect();
    let mut parts = decoded.split('<');
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let tag = part.split_once('>').and_then(|(tag, rest)| Some((mark_of(tag, &closed)?, rest)));
        match tag {
            Some((mark, rest)) => kept.extend([mark, rest]),
            None => kept.extend(["<", part]),
        }
    }
    kept
}

/// The text that stands for a tag; `None` if it is text.
fn mark_of(tag: &str, closed: &HashSet<String>) -> Option<&'static str> {
    let name = tag.trim_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
    let local = name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
    if !closed.contains(&name.to_ascii_lowercase()) && local != "br" {
        return None;
    }
    if OF_LINES.contains(&&*local) {
        return Some(" ");
    }
    let is_foreign = ["jats:", "mml:", "m:"].iter().any(|prefix| name.starts_with(prefix));
    (is_foreign || IN_LINES.contains(&&*local)).then_some("")
}

/// The text of HTML without tags, its character references read: `Bread &amp; butter`.
fn text_of(references: &str) -> String {
    let mut text = String::with_capacity(references.len());
    for token in Tokenizer::new(references).flatten() {
        if let Token::String(string) = token {
            text.push_str(&String::from_utf8_lossy(&string));
        }
    }
    text
}
