//! A catalogue with what link checks have found out about it.

use std::ops::Range;

use super::{Catalogue, Origin};

/// Record of a resource whose original is gone.
pub(crate) struct DeadLink<'r> {
    pub(crate) archived: Option<&'r str>,
    /// Where it is written, in the file of the layer.
    pub(crate) span: Option<Range<usize>>,
}

impl Catalogue {
    /// The catalogue with those resources dead of whose URLs `gone` knows that. An archived copy that the catalogue
    /// knows itself stays. `layer` is the file that says so.
    pub(crate) fn with_dead_links<'r>(
        &self,
        layer: usize,
        gone: impl Fn(&str) -> Option<DeadLink<'r>>,
    ) -> Catalogue {
        let mut resources = self.resources().to_vec();
        for resource in &mut resources {
            let found = resource.url.as_deref().and_then(&gone);
            let Some(DeadLink { archived, span }) = found else { continue };
            if !resource.is_dead() {
                resource.facts.dead = Some(true);
                resource.origins.retain(|origin| origin.field != "status");
                resource.origins.push(Origin { field: "status", layer, span: span.clone() });
            }
            if resource.facts.archived.is_none()
                && let Some(archived) = archived
            {
                resource.facts.archived = Some(archived.to_owned());
                resource.origins.push(Origin { field: "archived", layer, span });
            }
        }
        let title = self.title().to_owned();
        let description = self.description().map(str::to_owned);
        let (kinds, topics) = (self.kinds().to_vec(), self.topics().to_vec());
        Catalogue::new(title, description, kinds, topics, resources)
    }
}
