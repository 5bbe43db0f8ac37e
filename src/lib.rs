//! Curated learning resources in an mdBook: an author writes `<<#resources calculus>>`, readers get a
//! study guide.
//!
//! This is the library behind the [`mdbook-resources`](https://crates.io/crates/mdbook-resources) command,
//! for programs that drive mdBook themselves ([`Resources`]) or have Markdown without mdBook
//! ([`expand()`]). `ARCHITECTURE.md` in the repository shows the way through it.

#![warn(clippy::unwrap_used)]
#![cfg_attr(
    not(feature = "cli"),
    allow(dead_code, unused_imports, reason = "only the commands need some of it")
)]

mod book;
mod catalogue;
mod chapter;
#[cfg(feature = "cli")]
mod cli;
mod config;
mod context;
mod coverage;
mod diagnostic;
mod directive;
mod draft;
mod expand;
mod export;
mod files;
mod format;
mod layout;
mod links;
#[cfg(test)]
mod manual;
mod map;
mod markdown;
mod places;
mod preprocessor;
mod protocol;
mod query;
mod read;
mod render;
mod report;
mod section;
mod settings;
mod setup;
mod suggest;
mod text;
mod unique;
mod url;
mod value;
mod words;
mod write;

pub use catalogue::{
    Access, Author, Catalogue, CatalogueError, Date, Duration, Facts, Kind, Level, Part, Resource,
    Role, Topic,
};
#[cfg(feature = "cli")]
#[doc(hidden)]
pub use cli::{command, run};
pub use diagnostic::{Code, Diagnostic, Finding, Mark, Position, Severity, Source};
pub use expand::{ExpandOptions, Expansion, expand};
pub use preprocessor::{Resources, preprocess};
pub use report::Report;
