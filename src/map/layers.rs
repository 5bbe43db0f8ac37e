//! Layers and rows: a topic stands below all topics that come before it.

use std::collections::BTreeMap;

use super::Topic;
use super::boxes::BOX_GAP;

/// The layer of each topic, from 0: one more than the deepest of those before it. `None` for a topic that nothing
/// comes before or after.
pub(super) fn layers(topics: &[Topic]) -> Vec<Option<usize>> {
    let mut layers = vec![0; topics.len()];
    for (at, topic) in topics.iter().enumerate() {
        layers[at] = topic.after.iter().map(|other| layers[*other] + 1).max().unwrap_or(0);
    }
    // A topic with as many lines below it as above moves down as far as it can: lines get shorter, be it those of the
    // topics that it drags along.
    let mut next = vec![usize::MAX; topics.len()];
    let mut needed_by = vec![0; topics.len()];
    for (at, topic) in topics.iter().enumerate().rev() {
        if needed_by[at] > 0 && needed_by[at] >= topic.after.len() {
            layers[at] = next[at] - 1;
        }
        for other in &topic.after {
            next[*other] = next[*other].min(layers[at]);
            needed_by[*other] += 1;
        }
    }
    let is_joined = |at: usize| needed_by[at] > 0 || !topics[at].after.is_empty();
    layers.into_iter().enumerate().map(|(at, layer)| is_joined(at).then_some(layer)).collect()
}

/// The row of each topic, from 0: a layer takes as many rows of this width, in em, as its boxes need. Topics without a
/// layer come last.
pub(super) fn rows(topics: &[Topic], layers: &[Option<usize>], most_width: f64) -> Vec<usize> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, layer) in layers.iter().enumerate() {
        members.entry(layer.unwrap_or(usize::MAX)).or_default().push(at);
    }
    let mut rows = vec![0; topics.len()];
    let mut row = 0;
    for mut members in members.into_values() {
        // Those that wait longer stand lower, so that their lines are short.
        let above = |at: &usize| topics[*at].after.iter().map(|other| rows[*other]).max();
        members.sort_by_key(above);
        let mut width = 0.0;
        for at in members {
            if width > 0.0 && width + BOX_GAP + topics[at].width > most_width {
                (row, width) = (row + 1, 0.0);
            }
            width += topics[at].width + if width > 0.0 { BOX_GAP } else { 0.0 };
            rows[at] = row;
        }
        row += 1;
    }
    rows
}
