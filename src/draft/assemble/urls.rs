//! Checks of the URLs of resources, and of the ids that they had before.

use std::collections::HashMap;

use super::{Assembly, ResourceNode};
use crate::catalogue::Origin;
use crate::diagnostic::{Code, Diagnostic};
use crate::url;
use crate::value::{placed, repeated};

impl Assembly {
    /// Warns of a URL that two resources have, and marks both.
    pub(super) fn check_urls(&mut self) {
        let mut first: HashMap<String, usize> = HashMap::new();
        for at in 0..self.resources.len() {
            let node = &self.resources[at];
            let Some(written) = node.resource.url.as_ref().filter(|url| !url.is_empty()) else {
                continue;
            };
            let url = url::from_depth(&node.resource.base, written, 0);
            let earlier = *first.entry(url).or_insert(at);
            if earlier == at {
                continue;
            }
            for shared in [earlier, at] {
                self.resources[shared].resource.shares_url = true;
            }
            let (node, earlier) = (&self.resources[at], &self.resources[earlier]);
            let (layer, Some(span)) = &node.url else { continue };
            let message = format!("`{}` has the same URL", earlier.resource.id);
            let warning = Diagnostic::warning(Code::DuplicateUrl, message);
            let (other, first) = earlier.url.clone();
            let first = first.filter(|_| other == *layer);
            self.diagnostics[*layer].push(repeated(warning, Some(span.clone()), first));
        }
    }

    /// Refuses an id that a resource is said to have had before, and that another one has.
    pub(super) fn check_former_ids(&mut self) {
        for (at, ResourceNode { resource, .. }) in self.resources.iter().enumerate() {
            let other = |id: &&String| self.resource_ids.get(id).is_some_and(|other| other != at);
            let Some(id) = resource.former_ids.iter().find(other) else { continue };
            let origin = Origin::of("was", &resource.origins);
            let (layer, span) = origin.map_or((0, None), |o| (o.layer, o.span.clone()));
            let message = format!("`{}` cannot have been `{id}`: another resource is", resource.id);
            let error = Diagnostic::error(Code::InvalidCatalogue, message);
            self.diagnostics[layer].push(placed(error.help("leave out this id of `was`"), span));
        }
    }

    /// Warns of a list whose relative URLs lead to files that the book does not take along.
    pub(super) fn check_bases(&mut self) {
        let mut warned = vec![false; self.diagnostics.len()];
        for ResourceNode { resource, url: (layer, span), .. } in &self.resources {
            let leads_out = resource.base.starts_with("..")
                && resource.url.as_deref().is_some_and(url::is_relative);
            if leads_out && !std::mem::replace(&mut warned[*layer], true) {
                let message = "the relative URLs of this list point outside the book";
                let warning = Diagnostic::warning(Code::InvalidCatalogue, message)
                    .help("move the list into the book's `src` folder, with the files it links to");
                self.diagnostics[*layer].push(placed(warning, span.clone()));
            }
        }
    }
}
