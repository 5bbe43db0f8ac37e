//! Curated learning resources in an mdBook: an author writes `<<#resources calculus>>`, readers get a
//! study guide.
//!
//! This is the library behind the [`mdbook-resources`](https://crates.io/crates/mdbook-resources) command,
//! for programs that drive mdBook themselves ([`Resources`]) or have Markdown without mdBook
//! ([`expand()`]). `ARCHITECTURE.md` in the repository shows the way through it.

#![warn(clippy::unwrap_used)]

mod book;
mod catalogue;
mod chapter;
mod command;
mod config;
mod diagnostic;
mod directive;
mod expand;
mod files;
mod formats;
mod includes;
mod language;
mod layout;
mod markdown;
mod node;
mod prepare;
mod preprocessor;
mod presented;
mod protocol;
mod report;
mod section;
mod settings;
mod suggest;
mod url;

pub use catalogue::{Access, Author, Catalogue, Kind, Level, Part, Resource, Topic};
#[doc(hidden)]
pub use command::run;
pub use diagnostic::{Code, Diagnostic, Mark, Severity};
pub use expand::{Expansion, expand};
pub use preprocessor::Resources;
