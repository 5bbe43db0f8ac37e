//! A part of a catalogue, as a catalogue of its own.

use std::collections::{BTreeMap, HashSet};

use super::{Catalogue, Resource, Topic};

impl Catalogue {
    /// The catalogue without all but these topics' resources, each in the order that is given; topics without any
    /// resources go too.
    pub(crate) fn subset(&self, members: &BTreeMap<usize, Vec<usize>>) -> Catalogue {
        let new_topics = self.kept_topics(members);
        let own = self.own_topics(members);
        let mut topics: Vec<Topic> = Vec::new();
        let mut order: Vec<usize> = Vec::new();
        for (at, topic) in self.topics().iter().enumerate() {
            if new_topics[at].is_none() {
                continue;
            }
            let first = order.len();
            let all = members.get(&at).map_or(&[][..], Vec::as_slice);
            order.extend(all.iter().filter(|resource| own[**resource] == Some(at)));
            let parent = topic.parent.and_then(|parent| new_topics[parent]);
            let end = new_topics[at + 1..topic.end].iter().flatten().count() + topics.len() + 1;
            let (own, resources) = (first..order.len(), Vec::new());
            topics.push(Topic { parent, own, resources, end, ..topic.clone() });
        }
        let ids: HashSet<String> = topics.iter().map(|topic| topic.id.clone()).collect();
        let mut resources: Vec<Resource> = Vec::new();
        let mut positions = vec![None; self.resources().len()];
        for at in order {
            positions[at] = Some(resources.len());
            resources.push(self.resources()[at].clone());
        }
        for (at, all) in members {
            let Some(position) = new_topics[*at] else { continue };
            let topic = &mut topics[position];
            let others = all.iter().filter(|resource| own[**resource] != Some(*at));
            let others = others.filter_map(|resource| positions[*resource]);
            topic.resources = topic.own.clone().chain(others).collect();
        }
        for topic in &mut topics {
            topic.prerequisites.retain(|id| ids.contains(id));
        }
        let title = self.title().to_owned();
        let description = self.description().map(str::to_owned);
        Catalogue::new(title, description, self.kinds().to_vec(), topics, resources)
    }

    /// For each topic its position among those that stay: with resources, or around a topic that has some.
    fn kept_topics(&self, members: &BTreeMap<usize, Vec<usize>>) -> Vec<Option<usize>> {
        let mut stays = vec![false; self.topics().len()];
        for topic in members.keys() {
            let mut at = Some(*topic);
            while let Some(topic) = at.filter(|topic| !stays[*topic]) {
                stays[topic] = true;
                at = self.topics()[topic].parent;
            }
        }
        let mut count = 0;
        let numbered = stays.into_iter().map(|stays| {
            count += usize::from(stays);
            stays.then(|| count - 1)
        });
        numbered.collect()
    }

    /// For each resource the topic that comes first for it, of those that stay.
    fn own_topics(&self, members: &BTreeMap<usize, Vec<usize>>) -> Vec<Option<usize>> {
        let mut own: Vec<Option<usize>> = vec![None; self.resources().len()];
        for (topic, resources) in members {
            for resource in resources {
                let is_own = self.resources()[*resource].topic() == *topic;
                if is_own || own[*resource].is_none() {
                    own[*resource] = Some(*topic);
                }
            }
        }
        own
    }
}
