//! Values in XML: feeds and outlines.

use std::borrow::Cow;

use super::escape::{escaped, reference};

/// A plain text as text of XML, or as an attribute's value between quotes. Characters that XML cannot have at all
/// become the sign for a character that is unknown.
fn escape(value: &str) -> Cow<'_, str> {
    escaped(value, |c| if is_allowed(c) { reference(c) } else { Some(UNKNOWN) })
}

/// The replacement character.
const UNKNOWN: &str = "\u{fffd}";

/// Whether XML 1.0 has the character.
fn is_allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// An element with a text, on a line of its own.
pub(crate) fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>\n", escape(text))
}

/// An attribute with the blank before it.
pub(crate) fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{}\"", escape(value))
}
