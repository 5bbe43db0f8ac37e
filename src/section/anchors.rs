//! Ids of generated headings.

use crate::catalogue::slug;
use crate::unique::UniqueIds;

/// Ids of generated headings: `resources-CHAPTER-TOPIC`, no two alike in the whole book.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    chapter: String,
    taken: UniqueIds,
}

impl Anchors {
    /// Goes on to a chapter, given as a slug.
    pub(crate) fn enter(&mut self, chapter: &str) {
        chapter.clone_into(&mut self.chapter);
    }

    /// The id of a heading for the topic, kind or author that `key` stands for.
    pub(super) fn take(&mut self, key: &str) -> String {
        self.taken.take(&format!("resources-{}-{}", self.chapter, slug(key)))
    }
}
