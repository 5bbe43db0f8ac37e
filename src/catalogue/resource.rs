//! A resource of a catalogue.

use std::sync::Arc;

use super::Kind;
use super::facts::{Access, Level};

/// Something to learn from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Resource {
    /// Unique among the resources.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// As written: absolute, or relative to the book's `src`; in a Markdown list, relative to that.
    pub url: String,
    /// In the order of the file.
    pub authors: Vec<Author>,
    /// What it is.
    pub kind: Kind,
    /// Inline Markdown.
    pub description: Option<String>,
    /// When it was published.
    pub year: Option<i64>,
    /// A [BCP 47](https://www.rfc-editor.org/info/bcp47) tag.
    pub language: Option<String>,
    /// What it costs.
    pub access: Option<Access>,
    /// Whom it is for.
    pub level: Option<Level>,
    /// Words of the catalogue's author, for the option `tag`.
    pub tags: Vec<String>,
    /// The URL of a copy.
    pub archived: Option<String>,
    /// Whether the original can no longer be reached.
    pub dead: bool,
    /// The courses of a specialization, the volumes of a work.
    pub parts: Vec<Part>,
    /// Position of its topic.
    pub(crate) topic: usize,
    /// Stands before its relative URLs, to make them relative to the book's `src`.
    pub(crate) base: Arc<str>,
}

/// Who made a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Author {
    /// Plain text.
    pub name: String,
    /// Where to find them.
    pub url: Option<String>,
    /// Where they work; not part of the name.
    pub affiliation: Option<String>,
}

/// A part of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// Plain text.
    pub title: String,
    /// As written.
    pub url: String,
}

impl Resource {
    /// A resource of which no more is known.
    pub(super) fn new(id: String, kind: Kind) -> Self {
        Resource {
            id,
            title: String::new(),
            url: String::new(),
            authors: Vec::new(),
            kind,
            description: None,
            year: None,
            language: None,
            access: None,
            level: None,
            tags: Vec::new(),
            archived: None,
            dead: false,
            parts: Vec::new(),
            topic: 0,
            base: Arc::default(),
        }
    }
}
