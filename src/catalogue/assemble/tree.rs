//! The tree of topics, laid out in a row.

use super::TopicNode;
use crate::catalogue::Topic;

/// The tree laid out, each topic before its sub-topics.
pub(super) struct Flat<'a> {
    pub(super) nodes: &'a [TopicNode],
    pub(super) topics: Vec<Topic>,
    /// Each resource with the position of its topic.
    pub(super) order: Vec<(usize, usize)>,
}

impl Flat<'_> {
    pub(super) fn add_root(&mut self, topic: Topic) {
        self.order.extend(self.nodes[0].resources.iter().map(|at| (*at, 0)));
        self.topics.push(Topic { resources: 0..self.order.len(), end: 1, ..topic });
    }

    pub(super) fn add(&mut self, node: usize, parent: Option<usize>) {
        let TopicNode { topic, resources, parts, .. } = &self.nodes[node];
        let position = self.topics.len();
        let first = self.order.len();
        self.order.extend(resources.iter().map(|at| (*at, position)));
        let resources = first..self.order.len();
        self.topics.push(Topic { parent, resources, ..topic.clone() });
        for part in parts {
            self.add(*part, Some(position));
        }
        self.topics[position].end = self.topics.len();
    }
}
