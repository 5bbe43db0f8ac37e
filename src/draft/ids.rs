//! Ids in use: those that are given, and those that are made from titles.

use std::collections::HashMap;
use std::ops::Range;

use crate::catalogue::slug::slug;
use crate::diagnostic::{Code, Diagnostic};
use crate::unique::UniqueIds;
use crate::value::{Spanned, repeated};

/// Ids in use.
#[derive(Default)]
pub(crate) struct Ids {
    /// Owner of each id, as a position.
    positions: HashMap<String, usize>,
    /// The explicit ids of this layer, and where they stand.
    explicit: HashMap<String, Option<Range<usize>>>,
    taken: UniqueIds,
}

impl Ids {
    pub(crate) fn enter_layer(&mut self) {
        self.explicit.clear();
    }

    /// Makes room for so many more.
    pub(crate) fn expect(&mut self, count: usize) {
        self.positions.reserve(count);
        self.taken.expect(count);
    }

    pub(crate) fn get(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// Keeps an explicit id, and says where it has been kept before.
    pub(crate) fn reserve(&mut self, id: Option<&Spanned<String>>) -> Option<Diagnostic> {
        let (id, span) = id?;
        self.taken.insert(id);
        let first = self.explicit.insert(id.clone(), span.clone())?;
        let diagnostic =
            Diagnostic::error(Code::DuplicateId, format!("the id `{id}` is used twice"));
        Some(repeated(diagnostic, span.clone(), first))
    }

    /// The explicit id, or one made from the title: with `-2`, `-3`, … if that is taken.
    pub(crate) fn take(
        &mut self,
        id: Option<&Spanned<String>>,
        title: &str,
        fallback: &str,
        at: usize,
    ) -> String {
        let id = id.map_or_else(|| self.derive(title, fallback), |(id, _)| id.clone());
        self.positions.insert(id.clone(), at);
        id
    }

    fn derive(&mut self, title: &str, fallback: &str) -> String {
        let slug = slug(title);
        self.taken.take(if slug.is_empty() { fallback } else { &slug })
    }
}
