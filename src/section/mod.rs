//! A [`Section`] is what takes a directive's place: the resources of a query in groups, with headings and links.
//! It is complete, and all that templates see.

mod anchors;
mod group;
mod overview;
mod study_map;

use std::sync::Arc;

pub(crate) use anchors::Anchors;
pub(crate) use overview::TopicEntry;
pub(crate) use study_map::StudyMap;

use crate::catalogue::Catalogue;
use crate::coverage::{Coverage, Link};
use crate::directive::Site;
use crate::format::{Format, Shape};
use crate::query::Selected;

/// What takes a directive's place.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) format: Arc<Format>,
    /// Whether it stands on a line of text.
    pub(crate) is_inline: bool,
    pub(crate) descriptions: bool,
    pub(crate) groups: Vec<Group>,
    /// Where the positions of resources and topics lead.
    pub(crate) catalogue: Catalogue,
    selected: Selected,
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
}

impl Section {
    /// Arranges the resources that a query selects; `anchors` gives ids to headings, where the renderer has them.
    pub(crate) fn new(
        selected: Selected,
        site: &Site,
        catalogue: &Catalogue,
        coverage: &Arc<Coverage>,
        anchors: Option<&mut Anchors>,
    ) -> Self {
        let is_inline = site.is_inline() || selected.query.format.shape == Shape::Inline;
        let anchors = anchors.filter(|_| !is_inline);
        let groups = group::groups(&selected, site, catalogue, coverage, anchors);
        Section {
            format: Arc::clone(&selected.query.format),
            is_inline,
            descriptions: selected.query.descriptions,
            groups,
            catalogue: catalogue.clone(),
            selected,
            coverage: Arc::clone(coverage),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.selected.resources.is_empty()
    }

    /// The topics of its resources, in an order one can study in.
    pub(crate) fn topics(&self) -> Vec<TopicEntry> {
        overview::topics(&self.catalogue, &self.coverage, &self.selected)
    }

    /// The topics of its resources as a map.
    pub(crate) fn map(&self) -> StudyMap {
        study_map::study_map(&self.catalogue, self.topics())
    }
}
