//! A chapter of a book.

use std::borrow::Cow;

/// A chapter as mdBook hands it over.
#[derive(Debug)]
pub(crate) struct Chapter<'b> {
    pub(crate) name: Cow<'b, str>,
    /// Where it will stand, relative to `src`; `None` for a draft.
    pub(crate) path: Option<Cow<'b, str>>,
    /// The file it came from, relative to `src`; `None` for one that a preprocessor made.
    pub(crate) source_path: Option<Cow<'b, str>>,
    pub(crate) content: Cow<'b, str>,
}

impl<'b> Chapter<'b> {
    /// The same chapter, borrowed.
    pub(crate) fn borrowed(&self) -> Chapter<'_> {
        Chapter {
            name: Cow::Borrowed(&self.name),
            path: self.path.as_deref().map(Cow::Borrowed),
            source_path: self.source_path.as_deref().map(Cow::Borrowed),
            content: Cow::Borrowed(&self.content),
        }
    }

    /// A text that is in no book.
    pub(crate) fn of_text(text: &'b str) -> Self {
        let name = Cow::default();
        Chapter { name, path: None, source_path: None, content: text.into() }
    }
}
