//! Fields of resources that are compared with names that people write, folded once for a catalogue.

use super::Resource;
use super::slug::normalise;

/// Names of a resource as [`normalise`] has them.
#[derive(Debug)]
pub(crate) struct Folded {
    pub(crate) title: String,
    /// In the order of the authors.
    pub(crate) authors: Vec<String>,
    /// The kind's id.
    pub(crate) kind: String,
    pub(crate) tags: Vec<String>,
    pub(crate) language: Option<String>,
    pub(crate) license: Option<String>,
}

impl Folded {
    pub(super) fn of(resource: &Resource) -> Self {
        Folded {
            title: normalise(&resource.title),
            authors: resource.authors.iter().map(|author| normalise(&author.name)).collect(),
            kind: normalise(&resource.kind.id),
            tags: resource.tags.iter().map(|tag| normalise(tag)).collect(),
            language: resource.facts.language.as_deref().map(normalise),
            license: resource.facts.license.as_deref().map(normalise),
        }
    }
}
