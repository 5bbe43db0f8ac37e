//! Calls of the Markdown parser, which panics on some texts: mdBook would end, and we name the chapter.

use std::ops::Range;
use std::panic::{self, AssertUnwindSafe};

use pulldown_cmark::{Event, Options, Parser};

/// Events of a parser, with their places in the text.
pub(crate) type Events<'t> = Vec<(Event<'t>, Range<usize>)>;

/// Parses a text; `None` if the parser panics.
pub(crate) fn parse(text: &str, options: Options) -> Option<Events<'_>> {
    catch_parser_panic(|| Parser::new_ext(text, options).into_offset_iter().collect())
}

/// Calls the parser; `None` if it panics. Nothing of ours may be called in it: a panic of ours is a bug.
pub(crate) fn catch_parser_panic<T>(parser: impl FnOnce() -> T) -> Option<T> {
    panic::catch_unwind(AssertUnwindSafe(parser)).ok()
}
