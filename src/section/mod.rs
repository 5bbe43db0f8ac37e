//! A [`Section`] is what takes a directive's place: the resources of a query in groups, with headings and links.
//! It is complete, and all that templates see.

mod anchors;
mod group;
mod overview;
mod study_map;
mod study_path;

use std::collections::HashSet;
use std::sync::Arc;

pub(crate) use anchors::Anchors;
pub(crate) use overview::TopicEntry;
pub(crate) use study_map::StudyMap;
pub(crate) use study_path::StudyPath;

use crate::catalogue::{Catalogue, Kind};
use crate::context::BookContext;
use crate::coverage::{Coverage, Link};
use crate::directive::Site;
use crate::query::{GroupBy, Selected};

/// Marks of a section's lists in Markdown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Markers {
    pub(crate) bullet: char,
    /// Sign behind the numbers of an ordered list.
    pub(crate) delimiter: char,
}

/// Section in a directive's place.
#[derive(Debug)]
pub(crate) struct Section {
    /// True if it stands in a tight item, which has no room for a paragraph.
    pub(crate) is_tight: bool,
    pub(crate) groups: Vec<Group>,
    /// Grouping that the headings between the groups name.
    pub(crate) grouped_by: GroupBy,
    /// True if its page has controls for it.
    pub(crate) controls: bool,
    /// True if it is the first block of its chapter, which has the head for all of them.
    pub(crate) has_head: bool,
    /// In the last block of a chapter that shows resources: the topics that the chapter presents, and the next one.
    pub(crate) next: Option<Vec<TopicEntry>>,
    pub(crate) selected: Selected,
    coverage: Arc<Coverage>,
}

/// Resources that stand together.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) title: Option<GroupTitle>,
    /// Inline Markdown: what its topic says of itself.
    pub(crate) introduction: Option<String>,
    pub(crate) resources: Vec<Shown>,
}

/// A heading of ours.
#[derive(Clone, Debug)]
pub(crate) struct GroupTitle {
    pub(crate) level: u8,
    pub(crate) title: String,
    pub(crate) icon: Option<String>,
    /// The kind that it names.
    pub(crate) kind: Option<Kind>,
    /// The heading's id; `None` if the renderer has no ids.
    pub(crate) anchor: Option<String>,
}

/// A resource in a group.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// Its position in the catalogue.
    pub(crate) position: usize,
    /// In an index: the chapter that presents it.
    pub(crate) chapter: Option<Link>,
    /// Its id on the page; `None` if the renderer has no ids.
    pub(crate) anchor: Option<String>,
    pub(crate) joined: Option<Joined>,
}

/// Place of a resource among alternatives that stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joined {
    First,
    Next,
}

impl Section {
    /// Arranges the resources that a query selects; `anchors` gives ids to headings, where the renderer has them, and
    /// `next` is what the last section of a chapter ends with.
    pub(crate) fn new(
        selected: Selected,
        site: &Site,
        book: &BookContext,
        coverage: &Arc<Coverage>,
        anchors: Option<&mut Anchors>,
        has_head: bool,
        next: Option<Vec<TopicEntry>>,
    ) -> Self {
        let has_groups = selected.query.format.has_groups();
        let anchors = anchors.filter(|_| !selected.query.is_inline && has_groups);
        let (grouped_by, groups) = group::groups(&selected, site, book, coverage, anchors);
        Section {
            is_tight: site.surroundings.tight,
            groups,
            grouped_by,
            controls: has_groups && selected.query.controls.are_shown(selected.resources.len()),
            has_head,
            next,
            selected,
            coverage: Arc::clone(coverage),
        }
    }

    /// Takes away introductions that an earlier section of the chapter has.
    pub(crate) fn introduce_once(&mut self, introduced: &mut HashSet<String>) {
        let query = &self.selected.query;
        if query.is_inline || !query.format.has_groups() {
            return;
        }
        let earlier = introduced.clone();
        for group in &mut self.groups {
            group.introduction = group.introduction.take().filter(|text| !earlier.contains(text));
            introduced.extend(group.introduction.clone());
        }
    }

    /// Returns whether a browser should lay out only what is seen of it.
    pub(crate) fn is_large(&self) -> bool {
        self.selected.resources.len() > 100
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.selected.resources.is_empty()
    }

    /// The topics of its resources, in an order one can study in.
    pub(crate) fn topics(&self, catalogue: &Catalogue) -> Vec<TopicEntry> {
        overview::topics(catalogue, &self.coverage, self.selected.in_topics(catalogue))
    }

    /// The topics of its resources as a map.
    pub(crate) fn map(&self, catalogue: &Catalogue) -> StudyMap {
        study_map::study_map(catalogue, self.topics(catalogue))
    }
}
