//! Arranging the selected resources: in groups, in order, as many as are wanted.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::catalogue::slug::{fold, slug};
use crate::catalogue::{Catalogue, Resource};
use crate::section::options::{GroupBy, Heading, Options, Read, Sort, SortBy};
use crate::section::{Group, GroupTitle, Setting, Shown};

/// A group before it has a heading.
struct Draft<'c> {
    title: String,
    /// How many topics it is a part of.
    depth: u8,
    icon: Option<&'c str>,
    introduction: Option<&'c str>,
    /// What the heading's id ends in.
    key: String,
    members: Vec<usize>,
}

/// Puts the selected resources into the order asked for, and leaves out what is beyond the limit.
pub(super) fn order(catalogue: &Catalogue, read: &Read, selected: &mut Vec<usize>) {
    sort(catalogue, read.options.sort, selected);
    selected.truncate(read.limit.unwrap_or(usize::MAX));
}

/// Puts resources into groups, each in the order that the resources have.
pub(super) fn arrange<'c>(
    setting: &Setting<'c, '_>,
    options: &Options,
    selected: &[usize],
    mut anchors: Option<&mut Anchors>,
) -> Vec<Group<'c>> {
    let catalogue = setting.catalogue;
    let topics = members(catalogue, selected).len();
    let by = options.group.unwrap_or(if topics > 1 { GroupBy::Topic } else { GroupBy::None });
    let mut drafts = match by {
        GroupBy::Topic | GroupBy::None => by_topic(catalogue, selected),
        GroupBy::Kind => by_kind(catalogue, selected),
        GroupBy::Author => by_author(catalogue, selected),
    };
    let level = level(setting, options, drafts.len());
    // A list of several topics has no title.
    let level = level.filter(|_| by != GroupBy::None || topics == 1);
    if level.is_none() {
        // Without headings between them, groups are one list.
        drafts.truncate(1);
        for draft in &mut drafts {
            draft.members = selected.to_vec();
        }
    }
    // The topmost of the topics stands where its heading was asked for, its parts below it.
    let top = drafts.iter().map(|draft| draft.depth).min().unwrap_or(0);
    let indexed = matches!(by, GroupBy::Kind | GroupBy::Author) && topics > 1;
    let presented = setting.presented.filter(|_| indexed);
    let shown = |&position: &usize| Shown {
        resource: &catalogue.resources()[position],
        chapter: presented.and_then(|presented| presented.of_resource(catalogue, position)),
    };
    let group = |draft: Draft<'c>| Group {
        resources: draft.members.iter().map(shown).collect(),
        title: level.map(|level| GroupTitle {
            level: (level + draft.depth - top).min(6),
            anchor: anchors.as_mut().map(|anchors| anchors.take(&draft.key)),
            title: draft.title,
            icon: draft.icon,
            introduction: draft.introduction,
        }),
    };
    drafts.into_iter().map(group).collect()
}

/// The level of the groups' headings, if they get any.
fn level(setting: &Setting, options: &Options, groups: usize) -> Option<u8> {
    match options.heading {
        Heading::None => None,
        Heading::Level(level) => Some(level),
        Heading::Auto if groups <= 1 => None,
        Heading::Auto => Some(setting.heading.map_or(2, |above| (above + 1).min(6))),
    }
}

/// The topics that the resources stand in, in the catalogue's order, with those in each.
pub(super) fn members(catalogue: &Catalogue, selected: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for position in selected {
        members.entry(catalogue.resources()[*position].topic).or_default().push(*position);
    }
    members
}

fn by_topic<'c>(catalogue: &'c Catalogue, selected: &[usize]) -> Vec<Draft<'c>> {
    let draft = |(position, members): (usize, Vec<usize>)| {
        let topic = &catalogue.topics()[position];
        Draft {
            title: topic.title.clone(),
            depth: catalogue.depth(position),
            icon: topic.icon.as_deref(),
            introduction: topic.introduction.as_deref(),
            key: slug(&topic.id),
            members,
        }
    };
    members(catalogue, selected).into_iter().map(draft).collect()
}

fn by_kind<'c>(catalogue: &'c Catalogue, selected: &[usize]) -> Vec<Draft<'c>> {
    let of_kind = |id: &str| -> Vec<usize> {
        let is = |position: &usize| catalogue.resources()[*position].kind.id == id;
        selected.iter().copied().filter(is).collect()
    };
    let draft = |kind: &'c crate::catalogue::Kind| Draft {
        title: capitalized(&kind.plural),
        depth: 0,
        icon: kind.icon.as_deref(),
        introduction: None,
        key: slug(&kind.id),
        members: of_kind(&kind.id),
    };
    catalogue.kinds().iter().map(draft).filter(|draft| !draft.members.is_empty()).collect()
}

/// A resource stands under each of its authors; those without one come last.
fn by_author<'c>(catalogue: &'c Catalogue, selected: &[usize]) -> Vec<Draft<'c>> {
    let group = |title: String, key: String| Draft {
        title,
        depth: 0,
        icon: None,
        introduction: None,
        key,
        members: Vec::new(),
    };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut nobody = group("No author named".to_owned(), "no-author".to_owned());
    for &position in selected {
        let authors = &catalogue.resources()[position].authors;
        if authors.is_empty() {
            nobody.members.push(position);
        }
        for author in authors {
            let at = *known.entry(&author.name).or_insert_with(|| {
                drafts.push(group(author.name.clone(), slug(&author.name)));
                drafts.len() - 1
            });
            if drafts[at].members.last() != Some(&position) {
                drafts[at].members.push(position);
            }
        }
    }
    drafts.sort_by_cached_key(|draft| fold(&draft.title));
    if !nobody.members.is_empty() {
        drafts.push(nobody);
    }
    drafts
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Sorts stably: what is equal stays in the catalogue's order.
fn sort(catalogue: &Catalogue, sort: Sort, members: &mut [usize]) {
    let resource = |position: &usize| &catalogue.resources()[*position];
    let kind_rank =
        |resource: &Resource| catalogue.kinds().iter().position(|kind| kind.id == resource.kind.id);
    let author = |resource: &Resource| resource.authors.first().map(|author| fold(&author.name));
    members.sort_by(|a, b| {
        let (one, other) = (resource(a), resource(b));
        match sort.by {
            SortBy::Catalogue => directed(sort, Some(a), Some(b)),
            SortBy::Title => directed(sort, Some(fold(&one.title)), Some(fold(&other.title))),
            SortBy::Author => directed(sort, author(one), author(other)),
            SortBy::Kind => directed(sort, kind_rank(one), kind_rank(other)),
            SortBy::Year => directed(sort, one.year, other.year),
        }
    });
}

/// Compares in the direction asked for; what is not known comes last in both.
fn directed<T: Ord>(sort: Sort, a: Option<T>, b: Option<T>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if sort.reversed => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// Ids of generated headings: `resources-CHAPTER-TOPIC`, no two alike in the whole book.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    chapter: String,
    taken: HashSet<String>,
    counts: HashMap<String, usize>,
}

impl Anchors {
    /// Goes on to the chapter with this path.
    pub(crate) fn enter(&mut self, path: &str) {
        self.chapter = slug(path.strip_suffix(".md").unwrap_or(path));
    }

    /// The chapter it is at, as a slug.
    pub(crate) fn chapter(&self) -> &str {
        &self.chapter
    }

    fn take(&mut self, key: &str) -> String {
        let base = format!("resources-{}-{key}", self.chapter);
        loop {
            let count = self.counts.entry(base.clone()).or_insert(0);
            *count += 1;
            let anchor = if *count == 1 { base.clone() } else { format!("{base}-{count}") };
            // A chapter or topic whose own name ends in a number can have taken it.
            if self.taken.insert(anchor.clone()) {
                return anchor;
            }
        }
    }
}
