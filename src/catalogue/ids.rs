//! Ids in use: those that are given, and those that are made from titles.

use std::collections::HashMap;
use std::ops::Range;

use super::slug::slug;
use crate::diagnostic::{Code, Diagnostic};
use crate::node::Spanned;

/// Ids in use.
#[derive(Default)]
pub(super) struct Ids {
    /// What has each id, as a position.
    taken: HashMap<String, usize>,
    /// The explicit ids of this layer, and where they stand.
    explicit: HashMap<String, Option<Range<usize>>>,
    counts: HashMap<String, usize>,
}

impl Ids {
    pub(super) fn enter_layer(&mut self) {
        self.explicit.clear();
    }

    pub(super) fn get(&self, id: &str) -> Option<usize> {
        self.taken.get(id).copied()
    }

    /// Keeps an explicit id, and says where it has been kept before.
    pub(super) fn reserve(&mut self, id: Option<&Spanned<String>>) -> Option<Diagnostic> {
        let (id, span) = id?;
        let first = self.explicit.insert(id.clone(), span.clone())?;
        let diagnostic = Diagnostic::error(Code::DuplicateId, format!("the id `{id}` is taken"));
        Some(match (first, span.clone()) {
            (Some(first), Some(second)) => {
                diagnostic.labelled(second, "here again").related(first, "first here")
            }
            _ => diagnostic,
        })
    }

    /// The explicit id, or one made from the title: with `-2`, `-3`, … where that is taken.
    pub(super) fn take(
        &mut self,
        id: Option<&Spanned<String>>,
        title: &str,
        fallback: &str,
        at: usize,
    ) -> String {
        let id = id.map_or_else(|| self.derive(title, fallback), |(id, _)| id.clone());
        self.taken.insert(id.clone(), at);
        id
    }

    fn derive(&mut self, title: &str, fallback: &str) -> String {
        let base = match slug(title) {
            empty if empty.is_empty() => fallback.to_owned(),
            slug => slug,
        };
        loop {
            let count = self.counts.entry(base.clone()).or_insert(0);
            *count += 1;
            let id = if *count == 1 { base.clone() } else { format!("{base}-{count}") };
            if !self.explicit.contains_key(&id) && !self.taken.contains_key(&id) {
                return id;
            }
        }
    }
}
