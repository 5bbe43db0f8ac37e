//! The order of resources within a group.

use std::cmp::Reverse;

use crate::catalogue::{Catalogue, Membership};

/// The order of resources within a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sort {
    pub(super) by: SortBy,
    pub(super) reversed: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Sort { by: SortBy::Catalogue, reversed: false }
    }
}

/// Keys that resources are ordered by; those without one come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SortBy {
    Catalogue,
    Title,
    /// The first author's name.
    Author,
    /// The catalogue's order of kinds.
    Kind,
    Year,
}

impl SortBy {
    pub(super) const ALL: [(&'static str, SortBy); 5] = [
        ("catalogue", SortBy::Catalogue),
        ("title", SortBy::Title),
        ("author", SortBy::Author),
        ("kind", SortBy::Kind),
        ("year", SortBy::Year),
    ];
}

impl Sort {
    /// Sorts resources with their places; what is equal stays in the catalogue's order.
    pub(super) fn apply(self, catalogue: &Catalogue, places: &mut [(usize, Membership)]) {
        let resource = |position: usize| &catalogue.resources()[position];
        places.sort_unstable_by_key(|(_, membership)| *membership);
        match self.by {
            SortBy::Catalogue if self.reversed => places.reverse(),
            SortBy::Catalogue => {}
            SortBy::Title => self.by_key(places, |at| Some(&catalogue.folded()[at].title)),
            SortBy::Author => self.by_key(places, |at| catalogue.folded()[at].authors.first()),
            SortBy::Kind => {
                self.by_key(places, |at| catalogue.kind_position(&resource(at).kind.id));
            }
            SortBy::Year => self.by_key(places, |at| resource(at).facts.year),
        }
    }

    /// Resources without a key come last in both directions.
    fn by_key<K: Ord>(self, places: &mut [(usize, Membership)], key: impl Fn(usize) -> Option<K>) {
        let ranked = |(at, _): &(usize, Membership)| {
            let key = key(*at);
            (key.is_none(), key)
        };
        if self.reversed {
            places.sort_by_cached_key(|at| {
                let (is_missing, key) = ranked(at);
                (is_missing, Reverse(key))
            });
        } else {
            places.sort_by_cached_key(ranked);
        }
    }
}
