//! The directive `<<#resources SELECTION OPTION=VALUE …>>`: where it opens in a chapter ([`scan`]), the
//! text it has once quotes, lists and tables are taken off ([`logical`]), and what that says
//! ([`grammar`]).

mod arguments;
mod grammar;
mod logical;
mod scan;

use std::ops::Range;

pub(crate) use arguments::from_arguments;
pub(crate) use scan::{Found, Scanned, Site, Standing, scan};

/// What opens a directive.
pub(crate) const OPENER: &str = "<<#";
/// The directive's name.
pub(crate) const NAME: &str = "resources";
/// What ends it.
pub(crate) const CLOSER: &str = ">>";
/// The format that it has on a line of text, whatever the book's default is.
pub(crate) const INLINE: &str = "inline";
/// The format that shows topics instead of resources.
pub(crate) const OVERVIEW: &str = "overview";

/// A directive as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Directive {
    pub(crate) selection: Vec<Word>,
    pub(crate) options: Vec<OptionWord>,
}

/// A name or value as written, with its place in the chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
    pub(crate) quoted: bool,
}

impl Word {
    /// Whether it stands for the whole catalogue.
    pub(crate) fn is_all(&self) -> bool {
        self.text.eq_ignore_ascii_case("all") && !self.quoted
    }
}

/// `key=value, value`
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OptionWord {
    pub(crate) key: Word,
    pub(crate) values: Vec<Word>,
}
