//! Dollar signs, which other preprocessors take for mathematics: mdbook-katex reads every chapter behind us.

use std::borrow::Cow;

use super::{html, markdown};

/// Way to write a dollar sign in a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Dollar {
    /// `&#36;`, for mdBook's own pages.
    Reference,
    /// `\\$`, for other renderers.
    #[default]
    Backslash,
    /// As it is: `$…$` in values is mathematics, the setting `math`.
    Kept,
}

impl Dollar {
    /// A plain text as HTML.
    pub(crate) fn in_html(self, value: &str) -> Cow<'_, str> {
        let escaped = html::escape(value);
        match self {
            Dollar::Kept if escaped.contains(html::DOLLAR) => {
                escaped.replace(html::DOLLAR, "$").into()
            }
            _ => escaped,
        }
    }

    /// A plain text as Markdown. Mathematics that is kept is as it is written.
    pub(crate) fn in_markdown(self, value: &str) -> String {
        match self {
            Dollar::Kept => {
                let mut written = String::new();
                for (number, part) in parts(value).into_iter().enumerate() {
                    if number % 2 == 0 {
                        written.push_str(&markdown::text(part));
                    } else {
                        written.push_str(part);
                    }
                }
                written
            }
            _ => self.escaped(markdown::text(value)),
        }
    }

    /// Markdown of ours, in which a backslash stands before each dollar sign.
    pub(crate) fn escaped(self, markdown: String) -> String {
        match self {
            Dollar::Reference if markdown.contains('$') => markdown.replace("\\$", html::DOLLAR),
            _ => markdown,
        }
    }

    /// HTML of ours, whose text and attributes may hold dollar signs.
    pub(crate) fn referenced(self, html: String) -> String {
        match self {
            Dollar::Reference if html.contains('$') => html.replace('$', html::DOLLAR),
            _ => html,
        }
    }
}

/// Parts of a text: words, mathematics with its dollar signs, words, and so on.
fn parts(value: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = value;
    while let Some(start) = rest.find('$') {
        let length = if rest[start..].starts_with("$$") { 2 } else { 1 };
        let sign = &rest[start..start + length];
        let Some(end) = rest[start + length..].find(sign) else { break };
        let end = start + length + end + length;
        parts.extend([&rest[..start], &rest[start..end]]);
        rest = &rest[end..];
    }
    parts.push(rest);
    parts
}
