//! The topics that come before others: they are there, and not in a circle.

use super::{Assembly, LayerSpan, TopicNode};
use crate::diagnostic::{Code, Diagnostic};
use crate::suggest;
use crate::value::placed;

impl Assembly {
    /// Every topic that comes after another has to be able to.
    pub(super) fn check_prerequisites(&mut self) {
        let prerequisites = self.nodes.iter().flat_map(|node| &node.prerequisites);
        let unknown = prerequisites.filter(|(id, _)| self.topic_ids.get(id).is_none());
        let errors: Vec<(usize, Diagnostic)> =
            unknown.map(|(id, place)| (place.0, self.unknown_topic("after", id, place))).collect();
        for (layer, error) in errors {
            self.diagnostics[layer].push(error);
        }
        if let Some((layer, diagnostic)) = self.cycle() {
            self.diagnostics[layer].push(diagnostic);
        }
    }

    /// The error about an id that no topic has.
    pub(super) fn unknown_topic(&self, field: &str, id: &str, (_, span): &LayerSpan) -> Diagnostic {
        let ids = self.nodes[1..].iter().map(|node| &*node.topic.id);
        let message = format!("`{field}`: there is no topic with the id `{id}`");
        let error = Diagnostic::error(Code::InvalidCatalogue, message);
        placed(error.help_known(self.help(id, ids)), span.clone())
    }

    /// Topics that come before one another in a circle, if there are any.
    fn cycle(&self) -> Option<(usize, Diagnostic)> {
        let before: Vec<Vec<usize>> = self.nodes.iter().map(|node| self.before(node)).collect();
        let is_left = left(&before);
        // Follow one that is left until it comes round; each is passed once.
        let mut path = Vec::new();
        let mut here = is_left.iter().position(|left| *left)?;
        let mut steps = vec![None; before.len()];
        while steps[here].is_none() {
            steps[here] = Some(path.len());
            path.push(here);
            here = before[here].iter().copied().find(|other| is_left[*other])?;
        }
        path.drain(..steps[here]?);
        let ids: Vec<&str> = path.iter().map(|at| &*self.nodes[*at].topic.id).collect();
        let message = match ids[..] {
            [id] => format!("`{id}` comes after itself"),
            _ => format!("each of {} comes after the other", suggest::listed(&ids)),
        };
        let names_it = |(id, _): &&(String, LayerSpan)| *id == self.nodes[here].topic.id;
        let (_, (layer, span)) =
            self.nodes.iter().flat_map(|node| &node.prerequisites).find(names_it)?;
        let diagnostic = Diagnostic::error(Code::InvalidCatalogue, message)
            .help("remove one `after`, so that one of them can come first");
        Some((*layer, placed(diagnostic, span.clone())))
    }

    /// The topics that come before this one.
    fn before(&self, node: &TopicNode) -> Vec<usize> {
        node.topic.prerequisites.iter().filter_map(|id| self.topic_ids.get(id)).collect()
    }
}

/// Which topics cannot be studied because they wait for one another, from those that come before each.
fn left(before: &[Vec<usize>]) -> Vec<bool> {
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); before.len()];
    for (at, before) in before.iter().enumerate() {
        for other in before {
            waiting[*other].push(at);
        }
    }
    // Whatever waits for nobody that is left can be studied, and nobody waits for it any more.
    let mut counts: Vec<usize> = before.iter().map(Vec::len).collect();
    let mut free: Vec<usize> = (0..before.len()).filter(|at| counts[*at] == 0).collect();
    while let Some(at) = free.pop() {
        for other in &waiting[at] {
            counts[*other] -= 1;
            if counts[*other] == 0 {
                free.push(*other);
            }
        }
    }
    counts.into_iter().map(|count| count > 0).collect()
}
