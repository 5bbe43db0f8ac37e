//! The topics of a section as a map: where they stand, and what leads to what.

use std::collections::HashMap;

use super::TopicEntry;
use crate::catalogue::Catalogue;
use crate::map::{self, Drawing};

/// Drawings of topics, with the topics in the order of the first.
#[derive(Debug)]
pub(crate) struct StudyMap {
    /// The topics; their numbers in the drawing lead nowhere else.
    pub(crate) topics: Vec<TopicEntry>,
    pub(crate) drawing: Drawing,
    /// A drawing as wide as a page, if that takes fewer rows; its boxes are in the order of `topics`.
    pub(crate) wide: Option<Drawing>,
    /// For each number of a topic in a drawing its place in `topics`.
    pub(crate) places: Vec<usize>,
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
    let boxes: Vec<map::Topic> = topics.iter().map(topic).collect();
    let drawing = map::draw(&boxes, map::WIDTH);
    let wide = Some(map::draw(&boxes, map::WIDE));
    let mut wide = wide.filter(|wide| wide.rows.len() < drawing.rows.len());
    let mut places = vec![0; topics.len()];
    for (place, placed) in drawing.boxes.iter().enumerate() {
        places[placed.topic] = place;
    }
    if let Some(wide) = &mut wide {
        wide.boxes.sort_by_key(|placed| places[placed.topic]);
    }
    let mut entries: Vec<Option<TopicEntry>> = topics.into_iter().map(Some).collect();
    let topics = drawing.boxes.iter().filter_map(|placed| entries[placed.topic].take()).collect();
    StudyMap { topics, drawing, wide, places }
}
