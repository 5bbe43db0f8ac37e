//! A resource of a catalogue.

use std::ops::Range;
use std::sync::Arc;

use super::fact_table::Facts;
use super::facts::Role;
use super::kind::Kind;

/// Something to learn from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Resource {
    /// Unique among the resources.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// As written: absolute, or relative to the book's `src`; in a Markdown list, relative to that. `None` for a book on
    /// paper.
    pub url: Option<String>,
    /// In the order of the file.
    pub authors: Vec<Author>,
    /// Kind.
    pub kind: Kind,
    /// Facts.
    pub facts: Facts,
    /// Words of the catalogue's author, for the option `tag`.
    pub tags: Vec<String>,
    /// Ids that it had before: what readers have ticked under them counts for it.
    pub former_ids: Vec<String>,
    /// True if another resource of the catalogue has its URL, which then does not tell which of them is meant.
    pub(crate) shares_url: bool,
    /// The courses of a specialization, the volumes of a work.
    pub parts: Vec<Part>,
    /// The topics that it stands in: its own first, then those that show it too.
    pub(crate) memberships: Vec<Membership>,
    /// Which entry gave each of its fields.
    pub(crate) origins: Vec<Origin>,
    /// Stands before its relative URLs, to make them relative to the book's `src`.
    pub(crate) base: Arc<str>,
}

/// A topic that a resource stands in, and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Membership {
    /// The topic's position.
    pub(crate) topic: usize,
    /// Its number among the topic's resources: the topic's own come first.
    pub(crate) rank: usize,
}

/// The entry of a file that says something of a topic or resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The field that it gives, as catalogues call it.
    pub(crate) field: &'static str,
    /// The file's number among those that were read.
    pub(crate) layer: usize,
    /// Where the entry stands, in bytes.
    pub(crate) span: Option<Range<usize>>,
}

impl Origin {
    /// The one that gives a field.
    pub(crate) fn of<'o>(field: &str, origins: &'o [Origin]) -> Option<&'o Origin> {
        origins.iter().find(|origin| origin.field == field)
    }
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

/// A URL that a resource has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ResourceUrl<'r> {
    pub(crate) url: &'r str,
    /// The field that gives it, as catalogues call it.
    pub(crate) field: &'static str,
    /// The author whose page it is, or the title of the part.
    pub(crate) of: Option<&'r str>,
}

impl Resource {
    /// A resource of which no more is known.
    pub(crate) fn new(id: String, kind: Kind) -> Self {
        Resource {
            id,
            title: String::new(),
            url: None,
            authors: Vec::new(),
            kind,
            facts: Facts::default(),
            tags: Vec::new(),
            former_ids: Vec::new(),
            shares_url: false,
            parts: Vec::new(),
            memberships: Vec::new(),
            origins: Vec::new(),
            base: Arc::default(),
        }
    }

    /// All its URLs: its own, that of the copy, those of its parts and authors.
    pub(crate) fn urls(&self) -> impl Iterator<Item = ResourceUrl<'_>> {
        let own = self.url.as_deref();
        let own = own.map(|url| ResourceUrl { url, field: "url", of: None });
        let archived = self.facts.archived.as_deref();
        let archived = archived.map(|url| ResourceUrl { url, field: "archived", of: None });
        let parts = self.parts.iter().map(|Part { title, url }| ResourceUrl {
            url,
            field: "parts",
            of: Some(title),
        });
        let authors = self.authors.iter().filter_map(|Author { name, url, .. }| {
            Some(ResourceUrl { url: url.as_deref()?, field: "authors", of: Some(name) })
        });
        own.into_iter().chain(archived).chain(parts).chain(authors)
    }

    /// Importance in its topics.
    pub fn role(&self) -> Role {
        self.facts.role.unwrap_or_default()
    }

    /// True if its original can no longer be reached.
    pub fn is_dead(&self) -> bool {
        self.facts.dead == Some(true)
    }

    /// The position of the topic that it is in before all others.
    pub(crate) fn topic(&self) -> usize {
        self.memberships.first().map_or(0, |membership| membership.topic)
    }
}
