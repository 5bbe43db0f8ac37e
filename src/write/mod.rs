//! Values as text of a page: one function for each place in which a value can stand.
//!
//! | place | function |
//! |---|---|
//! | text of Markdown | [`markdown::text`] |
//! | destination of a link in Markdown | [`markdown::link`] |
//! | text and attributes of HTML | [`html::escape`] |
//! | a description, in either | [`prose::markdown`], [`prose::html`] |
//! | a value in a script | [`script::json`] |
//!
//! Whatever a value holds, it is read back as itself: in a paragraph, a heading, a list item and a table cell, by
//! both generations' parsers, and whatever the author has left open on the line before it.

mod dollar;
mod escape;
pub(crate) mod html;
pub(crate) mod markdown;
pub(crate) mod prose;
pub(crate) mod script;

pub(crate) use dollar::Dollar;
