//! The tree of topics, laid out in a row.

use super::{ROOT, ResourceNode, TopicNode};
use crate::catalogue::{Resource, Topic};

/// The topics, each before its sub-topics, and the resources in the order of their own topics. `root` stands for
/// the resources that are in no topic, if there are any.
pub(super) fn lay_out(
    nodes: &[TopicNode],
    resources: Vec<ResourceNode>,
    root: Option<Topic>,
) -> (Vec<Topic>, Vec<Resource>) {
    let own: Vec<usize> = resources.iter().map(ResourceNode::own_topic).collect();
    let mut layout =
        Layout { nodes, own: &own, topics: Vec::new(), at: Vec::new(), order: Vec::new() };
    if let Some(root) = root {
        layout.add(ROOT, root, None);
    }
    for part in &nodes[ROOT].parts {
        layout.add_all(*part, None);
    }
    let Layout { mut topics, at, order, .. } = layout;
    let mut positions = vec![0; resources.len()];
    for (position, node) in order.iter().enumerate() {
        positions[*node] = position;
    }
    for (topic, node) in at.into_iter().enumerate() {
        let others = nodes[node].resources.iter().filter(|at| node != ROOT && own[**at] != node);
        let mut others: Vec<usize> = others.map(|at| positions[*at]).collect();
        others.sort_unstable();
        // In this order, a catalogue that is written as TOML and read again is the same.
        topics[topic].resources = topics[topic].own.clone().chain(others).collect();
    }
    let mut nodes: Vec<_> = resources.into_iter().map(Some).collect();
    let resources = order.into_iter().filter_map(|at| nodes[at].take());
    (topics, resources.map(|node| node.resource).collect())
}

struct Layout<'a> {
    nodes: &'a [TopicNode],
    /// The node of the topic that each resource is in before all others.
    own: &'a [usize],
    topics: Vec<Topic>,
    /// The node of each topic.
    at: Vec<usize>,
    /// The nodes of the resources.
    order: Vec<usize>,
}

impl Layout<'_> {
    fn add(&mut self, node: usize, topic: Topic, parent: Option<usize>) {
        let first = self.order.len();
        let resources = self.nodes[node].resources.iter().copied();
        self.order.extend(resources.filter(|at| self.own[*at] == node));
        let (own, end) = (first..self.order.len(), self.topics.len() + 1);
        self.topics.push(Topic { parent, own, end, ..topic });
        self.at.push(node);
    }

    /// Adds a topic, and all that are below it.
    fn add_all(&mut self, node: usize, parent: Option<usize>) {
        let position = self.topics.len();
        self.add(node, self.nodes[node].topic.clone(), parent);
        for part in &self.nodes[node].parts {
            self.add_all(*part, Some(position));
        }
        self.topics[position].end = self.topics.len();
    }
}
