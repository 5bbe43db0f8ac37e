//! Study path: the topics of each chapter, and the next one in an order one can study in, which a reader at the end of a
//! chapter goes on with.

use std::collections::HashMap;

use super::{TopicEntry, overview};
use crate::catalogue::Catalogue;
use crate::coverage::Coverage;

/// The topics of a book that have a chapter, in an order one can study in.
#[derive(Debug, Default)]
pub(crate) struct StudyPath {
    topics: Vec<TopicEntry>,
    /// The places of each chapter's topics among them.
    places: HashMap<String, Vec<usize>>,
}

impl StudyPath {
    pub(crate) fn new(catalogue: &Catalogue, coverage: &Coverage) -> Self {
        let topics = catalogue.topics().iter().enumerate();
        let shown = topics.filter(|(at, topic)| {
            !topic.resources.is_empty() && coverage.of_topic(catalogue, *at).is_some()
        });
        let members = shown.map(|(at, topic)| (at, topic.resources.clone())).collect();
        let topics = overview::topics(catalogue, coverage, &members);
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, topic) in topics.iter().enumerate() {
            if let Some(chapter) = &topic.chapter {
                places.entry(chapter.path.clone()).or_default().push(place);
            }
        }
        StudyPath { topics, places }
    }

    /// The topics that a chapter presents, and the one after them; the chapter is given by its path relative to `src`.
    pub(crate) fn of_chapter(&self, path: &str) -> Vec<TopicEntry> {
        let own = self.places.get(&path.replace('\\', "/")).map_or(&[][..], Vec::as_slice);
        let next = own.last().map(|last| last + 1);
        let shown = own.iter().copied().chain(next);
        shown.filter_map(|place| self.topics.get(place).cloned()).collect()
    }
}
