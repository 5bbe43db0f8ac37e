//! Functions for any text.

use std::borrow::Cow;
use std::ops::Range;

/// Where `part`, a slice of `text`, begins in it, in bytes.
pub(crate) fn offset_in(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Line ends, control characters and runs of blanks become one blank: a value never breaks a line.
pub(crate) fn collapse_whitespace(value: &str) -> Cow<'_, str> {
    if is_collapsed(value) {
        return Cow::Borrowed(value);
    }
    let mut collapsed = String::with_capacity(value.len());
    let words = value.split(is_break);
    for word in words.filter(|word| !word.is_empty()) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    Cow::Owned(collapsed)
}

/// Returns whether a text has single blanks between its words and no line end: most values are so.
fn is_collapsed(value: &str) -> bool {
    let mut before = b' ';
    let fits = |byte| {
        let fits = match byte {
            b' ' => before != b' ',
            byte => byte.is_ascii_graphic() || !byte.is_ascii(),
        };
        before = byte;
        fits
    };
    let is_collapsed = value.bytes().all(fits) && (before != b' ' || value.is_empty());
    is_collapsed && (value.is_ascii() || !value.contains(|c: char| !c.is_ascii() && is_break(c)))
}

/// Characters that part words, or cannot be seen.
fn is_break(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Runs of blanks become one blank; those at the ends stay, one of each.
pub(crate) fn squeeze_blanks(value: &str) -> Cow<'_, str> {
    if !value.contains("  ") {
        return value.into();
    }
    let mut squeezed = String::with_capacity(value.len());
    for c in value.chars() {
        if !(c == ' ' && squeezed.ends_with(' ')) {
            squeezed.push(c);
        }
    }
    squeezed.into()
}

/// Line ends and control characters become blanks: for a text whose own blanks matter.
pub(crate) fn without_line_ends(value: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if !value.contains(breaks) {
        return value.into();
    }
    value.chars().map(|c| if breaks(c) { ' ' } else { c }).collect::<String>().into()
}

/// The byte offset of a line and a column, both from 1; columns are bytes. Places beyond the text are its end.
pub(crate) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.max(1) - 1).map(str::len).sum();
    let mut at = (before + column.max(1) - 1).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The bytes of a line, from 1, without its line end.
pub(crate) fn line_span(text: &str, line: usize) -> Range<usize> {
    let start = offset_of(text, line, 1);
    let length = text[start..].lines().next().map_or(0, str::len);
    start..start + length
}

/// The rest of the line that holds a byte, from there on, without its line end.
pub(crate) fn line_of(text: &str, at: usize) -> Range<usize> {
    let length = text[at..].lines().next().map_or(0, |line| line.trim_end().len());
    at..at + length
}

/// `1 word`, `2 words`
pub(crate) fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
