//! The catalogue: an ordered tree of topics with their resources, and how names find their way in it.
//!
//! A [`Catalogue`] is only made by reading one, keeps the order of its file, and never changes after:
//! ids are unique, and every topic and author that a resource refers to is there.
//!
//! To add a fact to a resource, such as its publisher: add a row to `fact_table.rs`, give it to templates in
//! `render/context/resource.rs`, read it in `read/csv/`, `read/references.rs` and `read/bookmarks.rs` where they have it,
//! and describe it in `schema/`,
//! `book/src/manual/catalogue.md` and `formats.md`, with a case in `tests/cases/catalogue/`. A field with several values, such
//! as `tags`, is a field of `Resource` and `ResourceDraft`; the compiler names the places that leave it out.

mod dead_links;
pub(crate) mod fact_table;
pub(crate) mod facts;
pub(crate) mod fields;
mod folded;
pub(crate) mod kind;
mod names;
pub(crate) mod resource;
pub(crate) mod slug;
mod subset;
mod topic;

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub(crate) use dead_links::DeadLink;
pub use fact_table::Facts;
pub use facts::{Access, Date, Duration, Level, Role};
pub(crate) use folded::Folded;
pub use kind::Kind;
pub(crate) use names::{Hit, Miss};
pub use resource::{Author, Part, Resource};
pub(crate) use resource::{Membership, Origin, ResourceUrl};
pub(crate) use slug::{normalise, slug};
pub use topic::Topic;

use crate::diagnostic::Diagnostic;
use names::Names;

/// A title and an ordered tree of topics. Clones share one copy.
#[derive(Clone, Debug)]
pub struct Catalogue(Arc<Contents>);

#[derive(Debug)]
struct Contents {
    title: String,
    description: Option<String>,
    kinds: Vec<Kind>,
    /// Positions of the kinds by their ids.
    kind_positions: HashMap<String, usize>,
    topics: Vec<Topic>,
    resources: Vec<Resource>,
    /// Made when the first name is looked up.
    names: OnceLock<Names>,
    /// For each resource; made when one is compared.
    folded: OnceLock<Vec<Folded>>,
    /// For each topic the positions of its prerequisites; made when an overview asks.
    prerequisites: OnceLock<Vec<Vec<usize>>>,
    warnings: Vec<Diagnostic>,
}

/// Why a catalogue cannot be read: everything that is wrong with it, each with its place in the text.
///
/// ```
/// use mdbook_resources::Catalogue;
///
/// let error = Catalogue::from_toml("[[topics]]\ntitel = \"Bread\"\n").unwrap_err();
/// assert_eq!(error.diagnostics().len(), 2);
/// assert!(error.to_string().contains("did you mean `title`?"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueError(pub(crate) Vec<Diagnostic>);

impl CatalogueError {
    /// Diagnostics in the order of the text, warnings too.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl IntoIterator for CatalogueError {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(Diagnostic::to_string).collect();
        formatter.write_str(&lines.join("\n"))
    }
}

impl Error for CatalogueError {}

/// Tells each resource the topics in which it stands, from the topics' own lists.
fn set_memberships(topics: &[Topic], resources: &mut [Resource]) {
    for resource in &mut *resources {
        resource.memberships.clear();
    }
    for (position, topic) in topics.iter().enumerate() {
        for (rank, at) in topic.resources.iter().enumerate() {
            // Its own topic comes first, whatever the order of the topics.
            let memberships = &mut resources[*at].memberships;
            let place = if topic.own.contains(at) { 0 } else { memberships.len() };
            memberships.insert(place, Membership { topic: position, rank });
        }
    }
}

impl Catalogue {
    /// A catalogue of topics and resources whose positions lead to one another.
    pub(crate) fn new(
        title: String,
        description: Option<String>,
        kinds: Vec<Kind>,
        topics: Vec<Topic>,
        mut resources: Vec<Resource>,
    ) -> Self {
        set_memberships(&topics, &mut resources);
        let ids = kinds.iter().enumerate();
        let kind_positions = ids.map(|(position, kind)| (kind.id.clone(), position)).collect();
        Catalogue(Arc::new(Contents {
            title,
            description,
            kinds,
            kind_positions,
            topics,
            resources,
            names: OnceLock::new(),
            folded: OnceLock::new(),
            prerequisites: OnceLock::new(),
            warnings: Vec::new(),
        }))
    }

    /// The same catalogue with what is doubtful about its text; without it if there are clones.
    pub(crate) fn with_warnings(mut self, warnings: Vec<Diagnostic>) -> Self {
        if let Some(contents) = Arc::get_mut(&mut self.0) {
            contents.warnings = warnings;
        }
        self
    }

    /// Warnings about the text that the catalogue was read from.
    ///
    /// ```
    /// use mdbook_resources::Catalogue;
    ///
    /// let list = "- [One](https://x.example)\n- [Two](javascript:alert)\n";
    /// let catalogue = Catalogue::from_markdown(list).unwrap();
    /// assert_eq!((catalogue.resources().len(), catalogue.warnings().len()), (1, 1));
    /// ```
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.0.warnings
    }

    /// The catalogue's own title, which can be empty.
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// The catalogue's own description.
    pub fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// All topics, each before its sub-topics, in the order of the file.
    pub fn topics(&self) -> &[Topic] {
        &self.0.topics
    }

    /// All resources, in the order of the file.
    pub fn resources(&self) -> &[Resource] {
        &self.0.resources
    }

    /// Folded fields of each resource, which are compared with names.
    pub(crate) fn folded(&self) -> &[Folded] {
        self.0.folded.get_or_init(|| self.resources().iter().map(Folded::of).collect())
    }

    /// The built-in kinds, and those that the catalogue adds.
    pub fn kinds(&self) -> &[Kind] {
        &self.0.kinds
    }

    /// The position of the kind of this id.
    pub(crate) fn kind_position(&self, id: &str) -> Option<usize> {
        self.0.kind_positions.get(id).copied()
    }

    /// The names of all authors; one who made two resources comes twice.
    pub(crate) fn author_names(&self) -> impl Iterator<Item = &str> {
        self.0.resources.iter().flat_map(|resource| &resource.authors).map(|author| &*author.name)
    }

    /// All tags of all resources.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &str> {
        self.0.resources.iter().flat_map(|resource| &resource.tags).map(String::as_str)
    }

    /// The licenses of all resources, as often as they come.
    pub(crate) fn licenses(&self) -> impl Iterator<Item = &str> {
        self.0.resources.iter().filter_map(|resource| resource.facts.license.as_deref())
    }

    /// The resources that have a topic of this catalogue as their own: neither those of its sub-topics, nor those
    /// of other topics that it shows too.
    pub fn resources_of(&self, topic: &Topic) -> &[Resource] {
        &self.0.resources[topic.own.clone()]
    }

    /// Topics whose resources a topic shows: itself and its sub-topics, as positions.
    pub(crate) fn topics_under(&self, topic: usize) -> Range<usize> {
        topic..self.0.topics[topic].end
    }

    /// For each topic the positions of its prerequisites.
    pub(crate) fn prerequisites(&self) -> &[Vec<usize>] {
        let Contents { topics, prerequisites, .. } = &*self.0;
        prerequisites.get_or_init(|| {
            let positions: HashMap<&str, usize> =
                topics.iter().enumerate().map(|(at, topic)| (&*topic.id, at)).collect();
            let of = |topic: &Topic| {
                let ids = topic.prerequisites.iter();
                ids.filter_map(|id| positions.get(&**id).copied()).collect()
            };
            topics.iter().map(of).collect()
        })
    }

    /// Finds the topic or resource of a name.
    pub(crate) fn find(&self, name: &str) -> Result<Hit, Miss> {
        let Contents { names, topics, resources, .. } = &*self.0;
        names.get_or_init(|| Names::new(topics, resources)).find(self, name)
    }

    /// Key that the alternatives of a topic share, and no other resource has; `None` if there are none.
    pub(crate) fn alternatives(&self, resource: &Resource) -> Option<String> {
        let choice = resource.facts.choice.as_deref()?;
        Some(format!("{}/{}", self.topics()[resource.topic()].id, slug(choice)))
    }

    /// Number of topics that a topic is a part of.
    pub(crate) fn depth(&self, topic: usize) -> u8 {
        self.0.topics[topic].parent.map_or(0, |parent| self.depth(parent).saturating_add(1))
    }

    /// The titles of the topics that this one is a part of, and its own; empty for resources in no topic.
    pub(crate) fn titles_above(&self, topic: usize) -> Vec<&str> {
        let own = &self.0.topics[topic];
        let mut titles = own.parent.map_or_else(Vec::new, |parent| self.titles_above(parent));
        if !own.is_root {
            titles.push(&own.title);
        }
        titles
    }

    /// The id that a resource has now, if a name is one that it had before.
    pub(crate) fn renamed(&self, name: &str, hit: Hit) -> Option<&str> {
        let Hit::Resource(position) = hit else { return None };
        let Resource { id, title, former_ids, .. } = &self.resources()[position];
        let last = name.rsplit('/').next().unwrap_or_default();
        let is_name = |known: &str| [name, last].map(normalise).contains(&normalise(known));
        let is_former = former_ids.iter().any(|former| is_name(former));
        let is_known = || is_name(id) || is_name(title) || is_name(&slug(title));
        (is_former && !is_known()).then_some(id)
    }

    /// A topic's own id after those of the topics it is a part of.
    pub(crate) fn topic_path(&self, topic: usize) -> String {
        let own = &self.0.topics[topic];
        match own.parent {
            Some(parent) => format!("{}/{}", self.topic_path(parent), own.id),
            None => own.id.clone(),
        }
    }

    pub(crate) fn resource_path(&self, resource: usize) -> String {
        let own = &self.0.resources[resource];
        format!("{}/{}", self.topic_path(own.topic()), own.id)
    }
}
