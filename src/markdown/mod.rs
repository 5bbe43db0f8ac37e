//! Markdown: how mdBook reads it ([`Dialect`]), what stands where in it ([`structure`]), which part
//! of a line belongs to the quotes and list items around it ([`prefix`]).

pub(crate) mod blocks;
pub(crate) mod parse;
pub(crate) mod prefix;
pub(crate) mod structure;

use pulldown_cmark::Options;

/// The extensions that mdBook switches on, as far as a book can choose them.
///
/// The rest are fixed, see [mdBook's own list][1].
///
/// [1]: https://docs.rs/mdbook-markdown/0.5.4/src/mdbook_markdown/lib.rs.html
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// `output.html.smart-punctuation`
    pub(crate) smart_punctuation: bool,
    /// `output.html.definition-lists`, since mdBook 0.5.
    pub(crate) definition_lists: bool,
    /// `output.html.admonitions`, since mdBook 0.5.
    pub(crate) admonitions: bool,
}

impl Default for Dialect {
    /// mdBook 0.5 with nothing set.
    fn default() -> Self {
        Dialect { smart_punctuation: true, definition_lists: true, admonitions: true }
    }
}

impl Dialect {
    pub(crate) fn options(self) -> Options {
        let mut options = FIXED;
        options.set(Options::ENABLE_SMART_PUNCTUATION, self.smart_punctuation);
        options.set(Options::ENABLE_DEFINITION_LIST, self.definition_lists);
        options.set(Options::ENABLE_GFM, self.admonitions);
        options
    }
}

pub(crate) const FIXED: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);
