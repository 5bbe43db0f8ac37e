//! Characters that markup with tags gives a meaning, as character references.

use std::borrow::Cow;

/// The reference for a character that HTML and XML both give a meaning, in a text or between quotes.
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
pub(super) fn escaped(value: &str, instead: fn(char) -> Option<&'static str>) -> Cow<'_, str> {
    if !value.contains(|c| instead(c).is_some()) {
        return value.into();
    }
    let mut escaped = String::with_capacity(value.len() + 16);
    for c in value.chars() {
        match instead(c) {
            Some(instead) => escaped.push_str(instead),
            None => escaped.push(c),
        }
    }
    escaped.into()
}
