//! The topics of a section as a map: where they stand, and what leads to what.

use std::collections::HashMap;

use super::TopicEntry;
use crate::catalogue::Catalogue;
use crate::map::{self, Drawing};

/// A drawing of topics, with the topics in its order.
#[derive(Debug)]
pub(crate) struct StudyMap {
    /// The topics; their numbers in the drawing lead nowhere else.
    pub(crate) topics: Vec<TopicEntry>,
    pub(crate) drawing: Drawing,
}

/// Draws topics, which are in an order one can study in.
pub(super) fn study_map(catalogue: &Catalogue, topics: Vec<TopicEntry>) -> StudyMap {
    let numbers: HashMap<usize, usize> =
        topics.iter().enumerate().map(|(number, entry)| (entry.topic, number)).collect();
    let topic = |entry: &TopicEntry| {
        let topic = &catalogue.topics()[entry.topic];
        // As wide as the title with its icon.
        let icon = topic.icon.as_ref().map(|icon| format!("{icon}\u{a0}"));
        map::Topic {
            width: map::box_width(&(icon.unwrap_or_default() + &topic.title)),
            after: entry
                .after
                .iter()
                .filter_map(|other| numbers.get(&other.topic))
                .copied()
                .collect(),
        }
    };
    let drawing = map::draw(&topics.iter().map(topic).collect::<Vec<_>>());
    let mut entries: Vec<Option<TopicEntry>> = topics.into_iter().map(Some).collect();
    let topics = drawing.boxes.iter().filter_map(|placed| entries[placed.topic].take()).collect();
    StudyMap { topics, drawing }
}
