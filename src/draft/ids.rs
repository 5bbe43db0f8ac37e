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
    /// The explicit ids of this layer.
    explicit: HashMap<String, Explicit>,
    taken: UniqueIds,
}

/// An id that a layer gives.
struct Explicit {
    span: Option<Range<usize>>,
    /// True if the title of the same entry makes the id, too.
    is_made: bool,
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
    pub(crate) fn reserve(
        &mut self,
        id: Option<&Spanned<String>>,
        title: Option<&str>,
    ) -> Option<Diagnostic> {
        let (id, span) = id?;
        self.taken.insert(id);
        let is_made = title.is_some_and(|title| slug(title) == *id);
        let explicit = Explicit { span: span.clone(), is_made };
        let first = self.explicit.insert(id.clone(), explicit)?.span;
        let diagnostic =
            Diagnostic::error(Code::DuplicateId, format!("the id `{id}` is used twice"));
        Some(repeated(diagnostic, span.clone(), first))
    }

    /// Where this layer gives the id that a title makes to something else.
    pub(crate) fn given_elsewhere(&self, title: &str) -> Option<(String, Option<Range<usize>>)> {
        let (id, explicit) = self.explicit.get_key_value(&slug(title))?;
        (!explicit.is_made).then(|| (id.clone(), explicit.span.clone()))
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
