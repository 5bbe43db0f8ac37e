//! Values in HTML.

use std::borrow::Cow;

use super::escape::{escaped, reference};

/// A dollar sign, which other preprocessors would take for mathematics.
pub(super) const DOLLAR: &str = "&#36;";

/// A plain text as text of HTML, or as an attribute's value between quotes.
///
/// `{` is escaped for mdBook's own `{{#include …}}`, which an author can have run after us, and `$` for preprocessors that
/// read mathematics.
pub(crate) fn escape(value: &str) -> Cow<'_, str> {
    escaped(value, |c| match c {
        '{' => Some("&#123;"),
        '$' => Some(DOLLAR),
        c => reference(c),
    })
}
