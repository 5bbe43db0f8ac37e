//! Ids that are unique, with `-2`, `-3`, … where a name comes again.

use std::collections::{HashMap, HashSet};

/// Ids that are taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct UniqueIds {
    taken: HashSet<String>,
    /// The last number given to each name that has come again, so that the hundredth of a name needs no hundred attempts.
    counts: HashMap<String, usize>,
}

impl UniqueIds {
    /// Makes room for so many more.
    pub(crate) fn expect(&mut self, count: usize) {
        self.taken.reserve(count);
    }

    /// Keeps an id, so that it is never made from a name.
    pub(crate) fn insert(&mut self, id: &str) {
        self.taken.insert(id.to_owned());
    }

    /// `base`, or the first of `base-2`, `base-3`, … that is free.
    ///
    /// A name that itself ends in a number can have taken one of these.
    pub(crate) fn take(&mut self, base: &str) -> String {
        if self.taken.insert(base.to_owned()) {
            return base.to_owned();
        }
        let count = self.counts.entry(base.to_owned()).or_insert(1);
        loop {
            *count += 1;
            let id = format!("{base}-{count}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}
