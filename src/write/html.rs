//! Values in HTML.

use std::borrow::Cow;

use super::escape::{escaped, reference};

/// A plain text as text of HTML, or as an attribute's value between quotes.
///
/// `{` is escaped for mdBook's own `{{#include …}}`, which an author can have run after us.
pub(crate) fn escape(value: &str) -> Cow<'_, str> {
    escaped(value, |c| if c == '{' { Some("&#123;") } else { reference(c) })
}

/// A link with a plain text.
pub(crate) fn link(text: &str, url: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(url), escape(text))
}
