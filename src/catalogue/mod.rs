//! The catalogue: an ordered tree of topics with their resources, and how names find their way in it.
//!
//! A [`Catalogue`] is only made by reading one, keeps the order of its file, and never changes after:
//! ids are unique, and every topic and author that a resource refers to is there.
//!
//! To add a field to a resource: add it to [`Resource`], read it in [`read`], give it to the templates
//! in [`crate::formats`], and describe it in `book/src/manual/catalogue.md`.

mod kind;
mod names;
mod read;
pub(crate) mod slug;

use std::ops::Range;
use std::sync::OnceLock;

pub use kind::Kind;
pub(crate) use names::{Hit, Miss};

use crate::diagnostic::Diagnostic;
use names::Names;

/// A title and an ordered tree of topics.
#[derive(Clone, Debug)]
pub struct Catalogue {
    title: String,
    kinds: Vec<Kind>,
    topics: Vec<Topic>,
    resources: Vec<Resource>,
    names: Names,
}

/// A topic: a heading under which resources stand.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Unique among the topics.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// An emoji, most often.
    pub icon: Option<String>,
    /// Other names that a directive may use.
    pub aliases: Vec<String>,
    /// Ids of the topics to study before this one.
    pub after: Vec<String>,
    /// Inline Markdown.
    pub introduction: Option<String>,
    /// Position of the topic that this one is a part of.
    pub(crate) parent: Option<usize>,
    /// Its own resources, as positions in the catalogue.
    pub(crate) resources: Range<usize>,
    /// Position after its last sub-topic.
    pub(crate) end: usize,
}

/// Something to learn from.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Unique among the resources.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// As written: absolute, or relative to the book's `src`.
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
    /// What ties it to other topics.
    pub tags: Vec<String>,
    /// A copy that stays.
    pub archived: Option<String>,
    /// Whether the original can no longer be reached.
    pub dead: bool,
    /// The courses of a specialization, the volumes of a work.
    pub parts: Vec<Part>,
    /// Position of its topic.
    pub(crate) topic: usize,
}

/// Who made a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
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
pub struct Part {
    /// Plain text.
    pub title: String,
    /// As written.
    pub url: String,
}

/// What a resource costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing.
    Free,
    /// Money.
    Paid,
    /// Nothing to read along, money for exercises or a certificate.
    Audit,
}

impl Access {
    pub(crate) const ALL: [(&'static str, Access); 3] =
        [("free", Access::Free), ("paid", Access::Paid), ("audit", Access::Audit)];

    /// The word that a catalogue uses.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Access::Free => "free",
            Access::Paid => "paid",
            Access::Audit => "audit",
        }
    }

    /// What a reader sees.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Access::Free => "free",
            Access::Paid => "paid",
            Access::Audit => "free to audit",
        }
    }
}

/// Whom a resource is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Newcomers to the topic.
    Introductory,
    /// Those who know its basics.
    Intermediate,
    /// Those who know it well.
    Advanced,
}

impl Level {
    pub(crate) const ALL: [(&'static str, Level); 3] = [
        ("introductory", Level::Introductory),
        ("intermediate", Level::Intermediate),
        ("advanced", Level::Advanced),
    ];

    /// What a reader sees.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Level::Introductory => "introductory",
            Level::Intermediate => "intermediate",
            Level::Advanced => "advanced",
        }
    }
}

impl Catalogue {
    /// The catalogue that ships: mathematics for machine learning.
    ///
    /// # Panics
    /// Never: a test reads it.
    pub fn builtin() -> &'static Catalogue {
        static BUILTIN: OnceLock<Catalogue> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            Catalogue::from_toml(include_str!("builtin.toml"))
                .unwrap_or_else(|errors| panic!("the built-in catalogue is broken: {errors:?}"))
        })
    }

    /// Reads a catalogue in the TOML format that the manual describes.
    ///
    /// ```
    /// use mdbook_resources::Catalogue;
    ///
    /// let catalogue = Catalogue::from_toml(
    ///     r#"
    ///     [[topics]]
    ///     title = "Sourdough"
    ///
    ///     [[topics.resources]]
    ///     title = "The first loaf"
    ///     url = "https://example.com/loaf"
    ///     kind = "video"
    ///     "#,
    /// )
    /// .unwrap();
    /// assert_eq!(catalogue.topics()[0].id, "sourdough");
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place in `text`.
    pub fn from_toml(text: &str) -> Result<Catalogue, Vec<Diagnostic>> {
        read::toml(text)
    }

    /// The catalogue's own title, which can be empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// All topics, each before its sub-topics, in the order of the file.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// All resources, in the order of the file.
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// The kinds that ship, and those that the catalogue declares.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The names of all authors; one who made two resources comes twice.
    pub(crate) fn author_names(&self) -> impl Iterator<Item = &str> {
        self.resources.iter().flat_map(|resource| &resource.authors).map(|author| &*author.name)
    }

    /// All tags of all resources.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &str> {
        self.resources.iter().flat_map(|resource| &resource.tags).map(String::as_str)
    }

    /// The resources that stand directly in a topic of this catalogue.
    pub fn resources_of(&self, topic: &Topic) -> &[Resource] {
        &self.resources[topic.resources.clone()]
    }

    /// The resources of a topic and of its sub-topics, as positions.
    pub(crate) fn resources_under(&self, topic: usize) -> Range<usize> {
        let topic = &self.topics[topic];
        // Resources are kept in the order of their topics, so those of a subtree stand together.
        topic.resources.start..self.topics[topic.end - 1].resources.end
    }

    /// What a name stands for.
    pub(crate) fn find(&self, name: &str) -> Result<Hit, Miss> {
        self.names.find(self, name)
    }

    /// How many topics a topic is a part of.
    pub(crate) fn depth(&self, topic: usize) -> u8 {
        self.topics[topic].parent.map_or(0, |parent| self.depth(parent).saturating_add(1))
    }

    /// The titles of the topics that this one is a part of, and its own.
    pub(crate) fn titles_above(&self, topic: usize) -> Vec<&str> {
        let own = &self.topics[topic];
        let mut titles = own.parent.map_or_else(Vec::new, |parent| self.titles_above(parent));
        titles.push(&own.title);
        titles
    }

    /// A topic's own id after those of the topics it is a part of.
    pub(crate) fn topic_path(&self, topic: usize) -> String {
        let own = &self.topics[topic];
        match own.parent {
            Some(parent) => format!("{}/{}", self.topic_path(parent), own.id),
            None => own.id.clone(),
        }
    }

    pub(crate) fn resource_path(&self, resource: usize) -> String {
        let own = &self.resources[resource];
        format!("{}/{}", self.topic_path(own.topic), own.id)
    }
}
