//! Bounds of html5gum, the tokenizer of HTML.

use std::ops::Range;

use crate::text::line_of;

/// Signs between the attributes of a tag, at most: the tokenizer calls itself for each of its attributes.
const MAX_IN_TAG: usize = 2_000;

/// Where a tag with too many attributes begins.
pub(super) fn crowded_tag(fragment: &str) -> Option<usize> {
    let (mut start, mut count) = (0, 0);
    for (at, byte) in fragment.bytes().enumerate() {
        match byte {
            b'<' | b'>' => (start, count) = (at, 0),
            b' ' | b'\t' | b'\n' | b'\r' | b'=' | b'/' | b'"' | b'\'' => count += 1,
            _ => {}
        }
        if count > MAX_IN_TAG && fragment.as_bytes()[start] == b'<' {
            return Some(start);
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
