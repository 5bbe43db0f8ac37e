//! The topics of a section, in an order one can study in.

use crate::catalogue::{Catalogue, Kind, Topic};
use crate::presented::Link;
use crate::section::{Setting, group};

/// A topic as an overview shows it.
#[derive(Debug)]
pub(crate) struct TopicEntry<'c> {
    pub(crate) topic: &'c Topic,
    /// The chapter that shows it first.
    pub(crate) chapter: Option<Link>,
    /// Ids of the section's resources in it.
    pub(crate) resources: Vec<&'c str>,
    /// How many of the section's resources are of which kind.
    pub(crate) kinds: Vec<(&'c Kind, usize)>,
    /// Those of its prerequisites that the overview shows too.
    pub(crate) after: Vec<(&'c Topic, Option<Link>)>,
}

/// The topics in which the selected resources stand.
pub(super) fn topics<'c>(setting: &Setting<'c, '_>, selected: &[usize]) -> Vec<TopicEntry<'c>> {
    let catalogue = setting.catalogue;
    let members = group::members(catalogue, selected);
    let shown: Vec<usize> = members.keys().copied().collect();
    let chapter = |topic| setting.presented.and_then(|p| p.of_topic(catalogue, topic));
    let entry = |position: usize| {
        let topic = &catalogue.topics()[position];
        let is_before = |other: &usize| topic.after.contains(&catalogue.topics()[*other].id);
        let before = shown.iter().copied().filter(is_before);
        TopicEntry {
            topic,
            chapter: chapter(position),
            resources: members[&position]
                .iter()
                .map(|at| &*catalogue.resources()[*at].id)
                .collect(),
            kinds: count(catalogue, &members[&position]),
            after: before.map(|other| (&catalogue.topics()[other], chapter(other))).collect(),
        }
    };
    study_order(catalogue, &shown).into_iter().map(entry).collect()
}

fn count<'c>(catalogue: &'c Catalogue, members: &[usize]) -> Vec<(&'c Kind, usize)> {
    let of_kind = |kind: &Kind| {
        members.iter().filter(|&&member| catalogue.resources()[member].kind.id == kind.id).count()
    };
    let counted = catalogue.kinds().iter().map(|kind| (kind, of_kind(kind)));
    counted.filter(|(_, count)| *count > 0).collect()
}

/// The topics, each after those it builds on, otherwise as the catalogue has them.
fn study_order(catalogue: &Catalogue, shown: &[usize]) -> Vec<usize> {
    let topics = catalogue.topics();
    let mut waiting = shown.to_vec();
    let mut order = Vec::with_capacity(shown.len());
    while !waiting.is_empty() {
        let waits = |topic: &usize| {
            waiting.iter().any(|other| topics[*topic].after.contains(&topics[*other].id))
        };
        // A catalogue has no cycles, so there is always one that does not wait.
        let next = waiting.iter().position(|topic| !waits(topic)).unwrap_or(0);
        order.push(waiting.remove(next));
    }
    order
}
