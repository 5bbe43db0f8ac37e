//! From the names that people write to topics and resources.
//!
//! Ranks, best first: a topic's id, title, alias; a resource's id, title. The whole text is tried
//! before it is split on `/` as a path, so that `TCP/IP` can be a title.

use std::collections::HashMap;

use super::slug::{normalise, slug};
use super::{Catalogue, Resource, Topic};
use crate::suggest::{self, Comparisons, MAX_LISTED};

/// Topic or resource of a name, as a position in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hit {
    Topic(usize),
    Resource(usize),
}

/// Why a name cannot be resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Miss {
    Unknown {
        nearest: Option<String>,
    },
    /// The paths of all that have this name, or, if they are more than a help lists, of some.
    Ambiguous {
        paths: Vec<String>,
    },
}

/// Each normalised name with what it stands for.
#[derive(Debug, Default)]
pub(super) struct Names {
    ranks: [HashMap<String, Vec<Hit>>; 6],
    comparisons: Comparisons,
}

impl Names {
    pub(super) fn new(topics: &[Topic], resources: &[Resource]) -> Self {
        let mut names = Names::default();
        for (position, topic) in topics.iter().enumerate() {
            let hit = Hit::Topic(position);
            names.add(0, &topic.id, hit);
            names.add(1, &topic.title, hit);
            for alias in &topic.aliases {
                names.add(2, alias, hit);
            }
        }
        for (position, resource) in resources.iter().enumerate() {
            let hit = Hit::Resource(position);
            names.add(3, &resource.id, hit);
            names.add(4, &resource.title, hit);
            // The id that the title makes, where the resource has another one.
            names.add(4, &slug(&resource.title), hit);
            for id in &resource.former_ids {
                names.add(5, id, hit);
            }
        }
        names
    }

    fn add(&mut self, rank: usize, name: &str, hit: Hit) {
        let hits = self.ranks[rank].entry(normalise(name)).or_default();
        // A topic may give an alias twice; whatever has one name comes in order.
        if hits.last() != Some(&hit) {
            hits.push(hit);
        }
    }

    pub(super) fn find(&self, catalogue: &Catalogue, name: &str) -> Result<Hit, Miss> {
        match self.among(catalogue, name, |_| true) {
            Some(found) => found,
            None => self
                .find_path(catalogue, name)
                .unwrap_or_else(|| Err(Miss::Unknown { nearest: self.nearest(name) })),
        }
    }

    /// The best rank at which anything that passes `filter` has this name.
    fn among(
        &self,
        catalogue: &Catalogue,
        name: &str,
        filter: impl Fn(Hit) -> bool,
    ) -> Option<Result<Hit, Miss>> {
        let name = normalise(name);
        self.ranks.iter().find_map(|rank| {
            let hits = rank.get(&name)?.iter().copied().filter(|&hit| filter(hit));
            match *hits.take(MAX_LISTED + 1).collect::<Vec<_>>() {
                [] => None,
                [hit] => Some(Ok(hit)),
                ref hits => {
                    let path = |&hit: &Hit| match hit {
                        Hit::Topic(topic) => catalogue.topic_path(topic),
                        Hit::Resource(resource) => catalogue.resource_path(resource),
                    };
                    Some(Err(Miss::Ambiguous { paths: hits.iter().map(path).collect() }))
                }
            }
        })
    }

    /// A path: topics, each a direct part of the one before, and a topic or resource at its end.
    fn find_path(&self, catalogue: &Catalogue, name: &str) -> Option<Result<Hit, Miss>> {
        let (first, rest) = name.split_once('/')?;
        let topics_only = |hit| matches!(hit, Hit::Topic(_));
        let mut here = self.among(catalogue, first, topics_only)?;
        for segment in rest.split('/') {
            let Ok(Hit::Topic(topic)) = here else { return None };
            here = self.among(catalogue, segment, |hit| match hit {
                Hit::Topic(part) => catalogue.topics()[part].parent == Some(topic),
                Hit::Resource(resource) => {
                    let mut topics = catalogue.resources()[resource].memberships.iter();
                    topics.any(|membership| membership.topic == topic)
                }
            })?;
        }
        Some(here)
    }

    /// The name that is most like an unknown one, of the best rank.
    fn nearest(&self, name: &str) -> Option<String> {
        if !self.comparisons.may_compare(self.ranks.iter().map(HashMap::len).sum()) {
            return None;
        }
        let name = normalise(name);
        let all: Vec<&str> = self
            .ranks
            .iter()
            .flat_map(|rank| {
                let mut names: Vec<&str> = rank.keys().map(String::as_str).collect();
                names.sort_unstable();
                names
            })
            .collect();
        let containing = suggest::containing(&name, all.iter().copied());
        let found = containing.first().copied();
        found.or_else(|| suggest::nearest(&name, all.iter().copied())).map(str::to_owned)
    }
}
