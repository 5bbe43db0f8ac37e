//! Ids of generated headings and of resources.

use crate::catalogue::slug;
use crate::coverage::Link;
use crate::unique::UniqueIds;

/// Ids of generated headings and of resources, no two alike in the whole book.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    chapter: String,
    /// `None` for a text that is in no book.
    path: Option<String>,
    taken: UniqueIds,
}

impl Anchors {
    /// Goes on to a chapter, given as a slug and as its path relative to `src`.
    pub(crate) fn enter(&mut self, chapter: &str, path: Option<&str>) {
        chapter.clone_into(&mut self.chapter);
        self.path = path.map(|path| path.replace('\\', "/"));
    }

    /// The id of a heading for the topic, kind or author that `key` stands for: `resources-CHAPTER-TOPIC`.
    pub(super) fn take(&mut self, key: &str) -> String {
        self.taken.take(&format!("resources-{}-{}", self.chapter, slug(key)))
    }

    /// The id of a resource: `resource-ID` in the chapter that presents it, `resource-CHAPTER-ID` in others.
    pub(super) fn take_resource(&mut self, id: &str, presented: Option<&Link>) -> String {
        let is_here = presented.is_none_or(|link| Some(&link.path) == self.path.as_ref());
        let base = if is_here { id.to_owned() } else { format!("{}-{id}", self.chapter) };
        self.taken.take(&format!("resource-{base}"))
    }
}
