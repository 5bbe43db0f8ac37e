//! Which resources a query selects.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use super::{Query, Target};
use crate::catalogue::{Catalogue, Membership};

/// A query, and the resources that it selects.
#[derive(Debug)]
pub(crate) struct Selected {
    pub(crate) query: Query,
    /// Positions in the catalogue, each once, sorted, within the limit.
    pub(crate) resources: Vec<usize>,
    /// Scope of the query: the topics that can show a resource which is in several.
    scope: Scope,
    /// See [`Selected::in_topics`].
    in_topics: OnceLock<BTreeMap<usize, Vec<usize>>>,
}

/// Topics and resources, as positions in the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// Topics with their sub-topics: the ranges are in order, and do not overlap.
    topics: Vec<Range<usize>>,
    resources: HashSet<usize>,
}

impl Scope {
    pub(super) fn new(targets: &[Target], catalogue: &Catalogue) -> Self {
        let mut topics: Vec<Range<usize>> = Vec::new();
        let mut resources = HashSet::new();
        for target in targets {
            match *target {
                Target::All => topics.push(0..catalogue.topics().len()),
                Target::Topic(topic) => topics.push(catalogue.topics_under(topic)),
                Target::Resource(resource) => {
                    resources.insert(resource);
                }
            }
        }
        // A topic is either part of another one or stands beside it.
        topics.sort_unstable_by_key(|range| (range.start, Reverse(range.end)));
        topics.dedup_by(|next, range| next.end <= range.end);
        Scope { topics, resources }
    }

    pub(super) fn has_resource(&self, resource: usize) -> bool {
        self.resources.contains(&resource)
    }

    fn has_topic(&self, topic: usize) -> bool {
        let after = self.topics.partition_point(|range| range.start <= topic);
        after.checked_sub(1).is_some_and(|at| self.topics[at].contains(&topic))
    }

    /// All resources in it, each once.
    fn members(&self, catalogue: &Catalogue) -> Vec<usize> {
        let topics = self.topics.iter().cloned().flatten();
        let members = topics.flat_map(|topic| &catalogue.topics()[topic].resources).copied();
        let mut members: Vec<usize> = members.chain(self.resources.iter().copied()).collect();
        members.sort_unstable();
        members.dedup();
        members
    }
}

impl Query {
    /// Selects from the catalogue; nothing twice.
    pub(crate) fn select(self, catalogue: &Catalogue) -> Selected {
        let targets = if self.targets.is_empty() { &[Target::All][..] } else { &self.targets };
        let scope = Scope::new(targets, catalogue);
        let members = scope.members(catalogue);
        let in_topics = OnceLock::new();
        let mut selected = Selected { query: self, resources: Vec::new(), scope, in_topics };
        let Query { filter, sort, limit, .. } = &selected.query;
        // What comes first in the catalogue: the first topic of the selection in which a resource stands.
        let mut places: Vec<(usize, Membership)> = members
            .into_iter()
            .filter(|at| filter.admits(*at, catalogue))
            .filter_map(|at| Some((at, selected.memberships(at, catalogue).min()?)))
            .collect();
        sort.apply(catalogue, &mut places);
        places.truncate(limit.unwrap_or(usize::MAX));
        selected.resources = places.into_iter().map(|(at, _)| at).collect();
        selected
    }

    /// Returns whether it names no topic or resource and filters nothing: `all`, or no words at all.
    pub(crate) fn is_unfiltered(&self) -> bool {
        let names_all = |target: &Target| *target == Target::All;
        self.targets.iter().all(names_all) && !self.filter.is_given() && self.limit.is_none()
    }
}

impl Selected {
    /// The topics that the resources stand in, in the catalogue's order, with the resources of each in the query's
    /// order.
    pub(crate) fn in_topics(&self, catalogue: &Catalogue) -> &BTreeMap<usize, Vec<usize>> {
        self.in_topics.get_or_init(|| self.put_in_topics(catalogue))
    }

    fn put_in_topics(&self, catalogue: &Catalogue) -> BTreeMap<usize, Vec<usize>> {
        let mut topics: BTreeMap<usize, Vec<(usize, Membership)>> = BTreeMap::new();
        for &at in &self.resources {
            for membership in self.memberships(at, catalogue) {
                topics.entry(membership.topic).or_default().push((at, membership));
            }
        }
        let sorted = |(topic, mut places): (usize, Vec<(usize, Membership)>)| {
            self.query.sort.apply(catalogue, &mut places);
            (topic, places.into_iter().map(|(at, _)| at).collect())
        };
        topics.into_iter().map(sorted).collect()
    }

    /// The topics in which a resource is shown: those that the query names and does not except. A resource that is
    /// named by itself is shown in its own topic.
    fn memberships<'c>(
        &'c self,
        resource: usize,
        catalogue: &'c Catalogue,
    ) -> impl Iterator<Item = Membership> + 'c {
        let all = &catalogue.resources()[resource].memberships;
        let excepted = |topic| self.query.filter.except.has_topic(topic);
        let is_named = self.scope.has_resource(resource);
        let own = all.first().map(|own| own.topic);
        all.iter().copied().filter(move |Membership { topic, .. }| {
            let is_shown = self.scope.has_topic(*topic) || is_named && Some(*topic) == own;
            is_shown && !excepted(*topic)
        })
    }
}
