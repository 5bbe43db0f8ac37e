//! Resources in groups: by topic, kind or author.

use std::collections::{BTreeMap, HashMap};

use super::{Anchors, Group, GroupTitle, Joined, Shown};
use crate::catalogue::{Catalogue, Kind, normalise};
use crate::context::BookContext;
use crate::coverage::Coverage;
use crate::directive::Site;
use crate::query::{GroupBy, Heading, Query, Selected, Target};
use crate::text::capitalised;
use crate::words::Words;

/// A group before it is known whether it gets a heading.
struct Members {
    title: String,
    /// Number of topics that it is a part of.
    depth: u8,
    icon: Option<String>,
    kind: Option<Kind>,
    introduction: Option<String>,
    /// Key of the heading's id.
    key: String,
    resources: Vec<usize>,
}

/// Puts resources into groups, each in the order that the resources have. Also returns what headings name, if there are
/// any.
pub(super) fn groups(
    selected: &Selected,
    site: &Site,
    BookContext { catalogue, settings, .. }: &BookContext,
    coverage: &Coverage,
    mut anchors: Option<&mut Anchors>,
) -> (GroupBy, Vec<Group>) {
    let words = &settings.words;
    let Selected { query, resources, .. } = selected;
    let topics = selected.in_topics(catalogue);
    let has_topics = topics.len() > 1;
    let by = query.group.unwrap_or(if has_topics { GroupBy::Topic } else { GroupBy::None });
    let mut groups = match by {
        GroupBy::Topic | GroupBy::None => by_topic(catalogue, topics),
        GroupBy::Kind => by_kind(catalogue, resources, words),
        GroupBy::Author => by_author(catalogue, resources, words),
    };
    let level = level(query, site.surroundings.heading, groups.len());
    // A list of several topics has no title.
    let level = level.filter(|_| by != GroupBy::None || !has_topics);
    if level.is_none() {
        // Without headings between them, groups are one list.
        groups.truncate(1);
        for group in &mut groups {
            group.resources.clone_from(resources);
        }
    }
    // A heading brings the introduction of its topic; without one, a topic that is named by itself does, but
    // there is no room for a paragraph in the text of a tight item.
    let names_topic = query.targets.iter().any(|target| matches!(target, Target::Topic(_)));
    let is_introduced = level.is_some() || !has_topics && names_topic && !site.surroundings.tight;
    // The topmost of the topics stands where its heading was asked for, its parts below it.
    let top = groups.iter().map(|group| group.depth).min().unwrap_or(0);
    let is_index = matches!(by, GroupBy::Kind | GroupBy::Author) && has_topics;
    let mut group = |group: Members| Group {
        title: level.map(|level| GroupTitle {
            level: (level + group.depth - top).min(6),
            anchor: anchors.as_mut().map(|anchors| anchors.take(&group.key)),
            title: group.title,
            icon: group.icon,
            kind: group.kind,
        }),
        introduction: group.introduction.filter(|_| is_introduced),
        resources: shown(&group.resources, catalogue, coverage, is_index, anchors.as_deref_mut()),
    };
    let grouped_by = if level.is_some() { by } else { GroupBy::None };
    (grouped_by, groups.into_iter().map(&mut group).collect())
}

/// The resources of a group, linked to the chapters that present them if it stands in an index.
fn shown(
    resources: &[usize],
    catalogue: &Catalogue,
    coverage: &Coverage,
    is_index: bool,
    mut anchors: Option<&mut Anchors>,
) -> Vec<Shown> {
    let key = |position: &usize| catalogue.alternatives(&catalogue.resources()[*position]);
    let keys: Vec<Option<String>> = resources.iter().map(key).collect();
    let shown = |(at, &position): (usize, &usize)| {
        let is_same = |other| keys[at].is_some() && keys.get(other) == Some(&keys[at]);
        let joined = if at.checked_sub(1).is_some_and(is_same) {
            Some(Joined::Next)
        } else {
            is_same(at + 1).then_some(Joined::First)
        };
        let chapter = coverage.of_resource(catalogue, position);
        let anchor = anchors.as_mut().map(|anchors| {
            anchors.take_resource(&catalogue.resources()[position].id, chapter.as_ref())
        });
        Shown { position, chapter: chapter.filter(|_| is_index), anchor, joined }
    };
    resources.iter().enumerate().map(shown).collect()
}

/// The level of the groups' headings; `None` if they get none.
fn level(query: &Query, heading_above: Option<u8>, groups: usize) -> Option<u8> {
    match query.heading {
        Heading::None => None,
        Heading::Level(level) => Some(level),
        Heading::Auto if groups <= 1 => None,
        Heading::Auto => Some(heading_above.map_or(2, |above| (above + 1).min(6))),
    }
}

fn by_topic(catalogue: &Catalogue, topics: &BTreeMap<usize, Vec<usize>>) -> Vec<Members> {
    let group = |(&position, resources): (&usize, &Vec<usize>)| {
        let topic = &catalogue.topics()[position];
        Members {
            title: topic.title.clone(),
            depth: catalogue.depth(position),
            icon: topic.icon.clone(),
            kind: None,
            introduction: topic.introduction.clone(),
            key: topic.id.clone(),
            resources: resources.clone(),
        }
    };
    topics.iter().map(group).collect()
}

fn by_kind(catalogue: &Catalogue, resources: &[usize], words: &Words) -> Vec<Members> {
    let mut of_kind = vec![Vec::new(); catalogue.kinds().len()];
    for &position in resources {
        if let Some(kind) = catalogue.kind_position(&catalogue.resources()[position].kind.id) {
            of_kind[kind].push(position);
        }
    }
    let kinds = catalogue.kinds().iter().zip(of_kind).filter(|(_, members)| !members.is_empty());
    let group = |(kind, resources): (&Kind, Vec<usize>)| Members {
        title: capitalised(words.kind(kind).1),
        depth: 0,
        icon: kind.icon.clone(),
        kind: Some(kind.clone()),
        introduction: None,
        key: kind.id.clone(),
        resources,
    };
    kinds.map(group).collect()
}

/// A resource stands under each of its authors; those without one come last.
fn by_author(catalogue: &Catalogue, resources: &[usize], words: &Words) -> Vec<Members> {
    let group = |title: &str, key: &str| Members {
        title: title.to_owned(),
        depth: 0,
        icon: None,
        kind: None,
        introduction: None,
        key: key.to_owned(),
        resources: Vec::new(),
    };
    let mut groups: Vec<Members> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut anonymous = group(&words.no_author, "no-author");
    for &position in resources {
        let authors = &catalogue.resources()[position].authors;
        if authors.is_empty() {
            anonymous.resources.push(position);
        }
        for author in authors {
            let at = *known.entry(&author.name).or_insert_with(|| {
                groups.push(group(&author.name, &author.name));
                groups.len() - 1
            });
            if groups[at].resources.last() != Some(&position) {
                groups[at].resources.push(position);
            }
        }
    }
    groups.sort_by_cached_key(|group| normalise(&group.title));
    if !anonymous.resources.is_empty() {
        groups.push(anonymous);
    }
    groups
}
