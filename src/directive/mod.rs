//! The directive `<<#resources SELECTION OPTION=VALUE …>>`: where it opens in a chapter ([`scan`]), the
//! text it has once quotes, lists and tables are taken off ([`logical`]), and what that says
//! ([`grammar`]); directives that another preprocessor has changed on their way ([`rewritten`]).

mod arguments;
mod blocks;
mod grammar;
mod logical;
mod rewritten;
mod scan;

use std::ops::Range;

pub(crate) use arguments::from_arguments;
pub(crate) use blocks::in_blocks_of;
pub(crate) use rewritten::{Restored, restored};
pub(crate) use scan::{Scan, may_contain_directive, scan};

use crate::diagnostic::Diagnostic;
use crate::markdown::prefix::Line;
use crate::markdown::structure::Surroundings;

/// Opener of a directive.
pub(crate) const OPENER: &str = "<<#";
/// The directive's name.
pub(crate) const NAME: &str = "resources";
/// Closer of a directive.
pub(crate) const CLOSER: &str = ">>";

/// A directive in a chapter, and what the passes so far have made of it: first its words, at last its text.
#[derive(Debug)]
pub(crate) struct Occurrence<T> {
    pub(crate) site: Site,
    pub(crate) outcome: Result<T, Vec<Diagnostic>>,
}

impl<T> Occurrence<T> {
    /// The next pass over what the passes before have made. An error without a place of its own is about the
    /// whole directive.
    pub(crate) fn and_then<U>(
        self,
        pass: impl FnOnce(&Site, T) -> Result<U, Vec<Diagnostic>>,
    ) -> Occurrence<U> {
        let Occurrence { site, outcome } = self;
        let outcome = outcome.and_then(|value| pass(&site, value)).map_err(|errors| {
            errors.into_iter().map(|error| error.or_at(site.span.clone())).collect()
        });
        Occurrence { site, outcome }
    }
}

/// Where a directive stands.
#[derive(Debug)]
pub(crate) struct Site {
    /// From `<<#` to `>>`; only the opener if it is not closed.
    pub(crate) span: Range<usize>,
    pub(crate) surroundings: Surroundings,
    pub(crate) placement: Placement,
}

/// Placement of a directive.
#[derive(Clone, Debug)]
pub(crate) enum Placement {
    /// Blocks: it has its source lines to itself.
    Block {
        /// The line it opens on.
        line: Line,
    },
    /// A part of a line of text.
    Inline,
}

impl Site {
    pub(crate) fn is_inline(&self) -> bool {
        matches!(self.placement, Placement::Inline)
    }
}

/// A directive as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Directive {
    pub(crate) selection: Vec<Word>,
    pub(crate) options: Vec<OptionWord>,
}

impl Directive {
    /// The option of this name, if it is given.
    pub(crate) fn option(&self, name: &str) -> Option<&OptionWord> {
        self.options.iter().find(|option| option.key.text == name)
    }
}

/// A name or value as written, with its place in the chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
    pub(crate) quoted: bool,
}

impl Word {
    /// Returns whether it stands for the whole catalogue.
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
