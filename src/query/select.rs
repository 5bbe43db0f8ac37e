//! Which resources a query selects.

use super::{Query, Target};
use crate::catalogue::Catalogue;

/// A query, and the resources that it selects.
#[derive(Debug)]
pub(crate) struct Selected {
    pub(crate) query: Query,
    /// Positions in the catalogue, sorted, within the limit.
    pub(crate) resources: Vec<usize>,
}

impl Query {
    /// Selects from the catalogue; nothing twice.
    pub(crate) fn select(self, catalogue: &Catalogue) -> Selected {
        let targets = if self.targets.is_empty() { &[Target::All][..] } else { &self.targets };
        let named = targets.iter().flat_map(|target| target.resources(catalogue));
        let mut resources: Vec<usize> = named.collect();
        resources.sort_unstable();
        resources.dedup();
        resources.retain(|&at| self.filter.admits(at, &catalogue.resources()[at]));
        self.sort.apply(catalogue, &mut resources);
        resources.truncate(self.limit.unwrap_or(usize::MAX));
        Selected { query: self, resources }
    }

    /// Whether it names no topic or resource and filters nothing: `all`, or no words at all.
    pub(crate) fn is_unfiltered(&self) -> bool {
        let names_all = |target: &Target| *target == Target::All;
        self.targets.iter().all(names_all) && !self.filter.is_given() && self.limit.is_none()
    }
}
