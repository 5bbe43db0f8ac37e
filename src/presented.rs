//! Which chapter presents which topic: what overviews and indexes link to.
//!
//! A topic is presented by the first chapter with a block that names it, and so is a resource that is
//! named by itself. `all`, overviews, indexes and links in a sentence only mention.

use std::collections::HashMap;

use crate::catalogue::{Catalogue, Hit};
use crate::directive::{Directive, Found, INLINE, OVERVIEW, Standing};

/// A chapter to link to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) title: String,
    /// Relative to the book's `src`.
    pub(crate) path: String,
}

/// Where a book presents the topics and resources of its catalogue, by position.
#[derive(Debug, Default)]
pub(crate) struct Presented {
    topics: HashMap<usize, Link>,
    resources: HashMap<usize, Link>,
}

impl Presented {
    /// Takes note of what a chapter presents; chapters come in the book's order.
    pub(crate) fn note(&mut self, catalogue: &Catalogue, found: &[Found], chapter: &Link) {
        let directives = found.iter().filter_map(|found| match &found.site.standing {
            Standing::Block { .. } => found.outcome.as_ref().ok(),
            Standing::Inline => None,
        });
        for name in directives.filter(|directive| presents(directive)).flat_map(|d| &d.selection) {
            if name.is_all() {
                continue;
            }
            match catalogue.find(&name.text) {
                Ok(Hit::Topic(topic)) => {
                    self.topics.entry(topic).or_insert_with(|| chapter.clone());
                }
                Ok(Hit::Resource(resource)) => {
                    self.resources.entry(resource).or_insert_with(|| chapter.clone());
                }
                Err(_) => {}
            }
        }
    }

    /// The chapter of a topic, or of the topic that it is a part of.
    pub(crate) fn of_topic(&self, catalogue: &Catalogue, topic: usize) -> Option<Link> {
        let link = self.topics.get(&topic).cloned();
        link.or_else(|| self.of_topic(catalogue, catalogue.topics()[topic].parent?))
    }

    /// The chapter of a resource: its topic's, or one that names it by itself.
    pub(crate) fn of_resource(&self, catalogue: &Catalogue, resource: usize) -> Option<Link> {
        let topic = catalogue.resources()[resource].topic;
        self.of_topic(catalogue, topic).or_else(|| self.resources.get(&resource).cloned())
    }
}

fn presents(directive: &Directive) -> bool {
    let value = |key: &str| {
        let option = directive.options.iter().find(|option| option.key.text == key);
        option.and_then(|option| option.values.first()).map(|value| &*value.text)
    };
    !matches!(value("format"), Some(INLINE | OVERVIEW))
        && !matches!(value("group"), Some("author" | "kind"))
}
