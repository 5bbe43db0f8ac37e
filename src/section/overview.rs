//! The topics of a section, in an order one can study in.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::iter;

use crate::catalogue::Catalogue;
use crate::coverage::{Coverage, Link};

/// A topic as an overview shows it.
#[derive(Clone, Debug)]
pub(crate) struct TopicEntry {
    /// Its position in the catalogue.
    pub(crate) topic: usize,
    /// The chapter that presents it.
    pub(crate) chapter: Option<Link>,
    /// Positions of the section's resources in it.
    pub(crate) resources: Vec<usize>,
    /// Number of these of each kind, which is given by its position.
    pub(crate) kinds: Vec<(usize, usize)>,
    /// Topics that the section shows and that come before it, without their own prerequisites.
    pub(crate) after: Vec<TopicEntry>,
}

/// These topics, each with its resources.
pub(super) fn topics(
    catalogue: &Catalogue,
    coverage: &Coverage,
    members: &BTreeMap<usize, Vec<usize>>,
) -> Vec<TopicEntry> {
    let shown: Vec<usize> = members.keys().copied().collect();
    let mut before = prerequisites(catalogue, &shown, true);
    let mut order = study_order(&shown, &before);
    // Where a topic comes after a part of itself, its parts cannot come after what it comes after.
    if order.len() < shown.len() {
        before = prerequisites(catalogue, &shown, false);
        order = study_order(&shown, &before);
    }
    let mut entry = |topic: usize| {
        let resources = members.get(&topic).cloned().unwrap_or_default();
        let named = |topic: usize| TopicEntry {
            topic,
            chapter: coverage.of_topic(catalogue, topic),
            resources: Vec::new(),
            kinds: Vec::new(),
            after: Vec::new(),
        };
        TopicEntry {
            kinds: count(catalogue, &resources),
            resources,
            after: before[&topic].iter().copied().map(named).collect(),
            ..named(topic)
        }
    };
    order.into_iter().map(&mut entry).collect()
}

/// For each of the topics those of the others that come before it, in the catalogue's order: its own prerequisites and
/// those of the topics that it is a part of. In the place of a prerequisite that is not shown stand its own.
fn prerequisites(
    catalogue: &Catalogue,
    shown: &[usize],
    with_parents: bool,
) -> BTreeMap<usize, BTreeSet<usize>> {
    let topics = catalogue.topics();
    let is_shown: HashSet<usize> = shown.iter().copied().collect();
    let own = |topic: usize| catalogue.prerequisites()[topic].iter().copied();
    let before = |topic: &usize| {
        let parent = |at: &usize| topics[*at].parent.filter(|_| with_parents);
        let own_and_above = iter::successors(Some(*topic), parent);
        let mut left: Vec<usize> = own_and_above.flat_map(own).collect();
        let mut seen: HashSet<usize> = left.iter().copied().collect();
        let mut before = BTreeSet::new();
        while let Some(other) = left.pop() {
            if other == *topic {
                continue;
            }
            if is_shown.contains(&other) {
                before.insert(other);
            } else {
                left.extend(own(other).filter(|further| seen.insert(*further)));
            }
        }
        (*topic, before)
    };
    shown.iter().map(before).collect()
}

fn count(catalogue: &Catalogue, resources: &[usize]) -> Vec<(usize, usize)> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for &position in resources {
        if let Some(kind) = catalogue.kind_position(&catalogue.resources()[position].kind.id) {
            *counts.entry(kind).or_default() += 1;
        }
    }
    counts.into_iter().collect()
}

/// The topics, each after its prerequisites, otherwise in the catalogue's order: [Kahn's algorithm][1] with the
/// free topics in order. A catalogue has no cycles.
///
/// [1]: https://doi.org/10.1145/368996.369025
fn study_order(shown: &[usize], before: &BTreeMap<usize, BTreeSet<usize>>) -> Vec<usize> {
    let mut missing: HashMap<usize, usize> =
        before.iter().map(|(topic, before)| (*topic, before.len())).collect();
    let mut unlocks: HashMap<usize, Vec<usize>> = HashMap::new();
    for (topic, before) in before {
        for other in before {
            unlocks.entry(*other).or_default().push(*topic);
        }
    }
    let mut free: BTreeSet<usize> =
        shown.iter().copied().filter(|topic| missing[topic] == 0).collect();
    let mut order = Vec::with_capacity(shown.len());
    while let Some(topic) = free.pop_first() {
        order.push(topic);
        for next in unlocks.remove(&topic).unwrap_or_default() {
            if let Some(count) = missing.get_mut(&next) {
                *count -= 1;
                if *count == 0 {
                    free.insert(next);
                }
            }
        }
    }
    order
}
