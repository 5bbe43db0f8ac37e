//! Which chapter presents which topic, and which resources a book shows at all: what overviews and indexes link
//! to, and what `check` misses.
//!
//! A topic is presented by the first chapter with a block that names it, and so is a resource that is named by
//! itself. `all`, overviews, indexes and links in a sentence only mention.

use std::collections::{HashMap, HashSet};

use crate::catalogue::Catalogue;
use crate::chapter::Chapter;
use crate::directive::Occurrence;
use crate::format::Subject;
use crate::query::{GroupBy, Query, Selected, Target};

/// A chapter to link to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) title: String,
    /// Relative to the book's `src`.
    pub(crate) path: String,
}

/// Where a book shows the topics and resources of its catalogue, which are given by their positions.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    topics: HashMap<usize, Link>,
    resources: HashMap<usize, Link>,
    shown: HashSet<usize>,
    directives: usize,
}

impl Coverage {
    /// Collects the coverage of chapters, in the book's order.
    pub(crate) fn of<'c>(
        chapters: impl Iterator<Item = (&'c Chapter<'c>, &'c [Occurrence<Selected>])>,
    ) -> Self {
        let mut coverage = Coverage::default();
        for (chapter, occurrences) in chapters {
            coverage.directives += occurrences.len();
            for Occurrence { outcome, .. } in occurrences {
                let Ok(selected) = outcome else { continue };
                // A map of topics shows none of their resources.
                if selected.query.format.subject == Subject::Resources {
                    coverage.shown.extend(&selected.resources);
                }
                if let Some(path) = chapter.path.as_deref().filter(|_| presents(&selected.query)) {
                    coverage.present(&selected.query.targets, &chapter.name, path);
                }
            }
        }
        coverage
    }

    fn present(&mut self, targets: &[Target], title: &str, path: &str) {
        let link = || Link { title: title.to_owned(), path: path.replace('\\', "/") };
        for target in targets {
            match target {
                Target::Topic(topic) => {
                    self.topics.entry(*topic).or_insert_with(link);
                }
                Target::Resource(resource) => {
                    self.resources.entry(*resource).or_insert_with(link);
                }
                Target::All => {}
            }
        }
    }

    /// The chapter of a topic, or of the topic that it is a part of.
    pub(crate) fn of_topic(&self, catalogue: &Catalogue, topic: usize) -> Option<Link> {
        let link = self.topics.get(&topic).cloned();
        link.or_else(|| self.of_topic(catalogue, catalogue.topics()[topic].parent?))
    }

    /// The chapter of a resource: that of its own topic, of the first other one that has a chapter, or one that
    /// names it by itself.
    pub(crate) fn of_resource(&self, catalogue: &Catalogue, resource: usize) -> Option<Link> {
        let topics = catalogue.resources()[resource].memberships.iter();
        let mut links = topics.map(|membership| self.of_topic(catalogue, membership.topic));
        links.find_map(|link| link).or_else(|| self.resources.get(&resource).cloned())
    }

    /// Number of directives in the chapters.
    pub(crate) fn directives(&self) -> usize {
        self.directives
    }

    /// Returns whether any chapter shows a resource.
    pub(crate) fn shows(&self, resource: usize) -> bool {
        self.shown.contains(&resource)
    }
}

fn presents(query: &Query) -> bool {
    !query.is_inline
        && query.format.subject == Subject::Resources
        && !matches!(query.group, Some(GroupBy::Author | GroupBy::Kind))
}
