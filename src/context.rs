//! Context of an expansion: the same for all chapters of a book.

use crate::catalogue::Catalogue;
use crate::config::{BookConfig, Target};
use crate::markdown::Dialect;
use crate::settings::Settings;
use crate::write::Dollar;

/// Everything that chapters are expanded with.
#[derive(Debug)]
pub(crate) struct BookContext {
    pub(crate) target: Target,
    /// The Markdown of the book.
    pub(crate) dialect: Dialect,
    pub(crate) config: BookConfig,
    pub(crate) settings: Settings,
    pub(crate) catalogue: Catalogue,
}

impl BookContext {
    /// Way to write dollar signs in values.
    pub(crate) fn dollar(&self) -> Dollar {
        match self.target {
            _ if self.settings.math => Dollar::Kept,
            Target::Html => Dollar::Reference,
            Target::Epub | Target::Markdown => Dollar::Backslash,
        }
    }

    /// Returns whether sections are for mdBook's own pages.
    pub(crate) fn is_html(&self) -> bool {
        self.target == Target::Html
    }
}
