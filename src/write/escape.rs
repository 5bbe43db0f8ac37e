//! Characters that HTML gives a meaning, as character references.

use std::borrow::Cow;

/// The reference for a character that HTML gives a meaning, in a text or between quotes.
pub(super) fn reference(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    }
}

/// A value with what `instead` has for its characters.
pub(super) fn escaped(value: &str, instead: impl Fn(char) -> Option<&'static str>) -> Cow<'_, str> {
    let mut escaped = String::new();
    let mut written = 0;
    for (at, c) in value.char_indices() {
        if let Some(reference) = instead(c) {
            escaped.extend([&value[written..at], reference]);
            written = at + c.len_utf8();
        }
    }
    if written == 0 {
        return value.into();
    }
    escaped.push_str(&value[written..]);
    escaped.into()
}
