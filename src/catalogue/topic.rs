//! A topic of a catalogue.

use std::ops::Range;

use super::resource::Origin;

/// A topic: a heading under which resources stand.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Topic {
    /// Unique among the topics.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// Usually an emoji.
    pub icon: Option<String>,
    /// Other names that a directive may use.
    pub aliases: Vec<String>,
    /// Ids of the topics to study before this one.
    pub prerequisites: Vec<String>,
    /// Inline Markdown.
    pub introduction: Option<String>,
    /// True if it stands for the resources that are in no topic; it has no path then.
    pub(crate) is_root: bool,
    /// Position of the topic that this one is a part of.
    pub(crate) parent: Option<usize>,
    /// The resources that it comes first for, as positions in the catalogue.
    pub(crate) own: Range<usize>,
    /// All of its resources in order, its own and others, as positions in the catalogue.
    pub(crate) resources: Vec<usize>,
    /// Which entry gave each of its fields.
    pub(crate) origins: Vec<Origin>,
    /// Position after its last sub-topic.
    pub(crate) end: usize,
}

impl Topic {
    /// A topic of which no more is known.
    pub(crate) fn named(id: String, title: String) -> Self {
        Topic {
            id,
            title,
            icon: None,
            aliases: Vec::new(),
            prerequisites: Vec::new(),
            introduction: None,
            is_root: false,
            parent: None,
            own: 0..0,
            resources: Vec::new(),
            origins: Vec::new(),
            end: 0,
        }
    }
}
