//! Resources on their way into their topics.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::merge::LayerEntry;
use super::{Assembly, ROOT, ResourceNode, folded};
use crate::catalogue::kind::{self, Kind};
use crate::catalogue::{Author, Resource};
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::{AuthorDraft, ResourceDraft};
use crate::suggest::nearest;
use crate::url;
use crate::value::{Spanned, placed, repeated};

/// Resources by what tells that an entry is about them: the first of a URL, and of a URL with a title.
#[derive(Default)]
pub(super) struct Known {
    urls: HashMap<String, usize>,
    keys: HashMap<Key, usize>,
}

/// Key of an entry of a list.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    /// Relative to the book's `src`.
    url: String,
    /// Folded.
    title: String,
}

impl Key {
    fn new(base: &str, url: &str, title: &str) -> Self {
        Key { url: url::from_depth(base, url, 0), title: folded(title) }
    }

    /// `None` for a resource without a URL: two of them are never one.
    fn of(resource: &Resource) -> Option<Self> {
        Some(Key::new(&resource.base, resource.url.as_deref()?, &resource.title))
    }
}

impl Known {
    pub(super) fn reserve(&mut self, count: usize) {
        self.urls.reserve(count);
        self.keys.reserve(count);
    }

    fn add(&mut self, at: usize, key: Key) {
        if !self.urls.contains_key(&key.url) {
            self.urls.insert(key.url.clone(), at);
        }
        self.keys.entry(key).or_insert(at);
    }

    fn remove(&mut self, at: usize, key: &Key) {
        if self.urls.get(&key.url) == Some(&at) {
            self.urls.remove(&key.url);
        }
        if self.keys.get(key) == Some(&at) {
            self.keys.remove(key);
        }
    }
}

impl Assembly {
    pub(super) fn add_resource(&mut self, draft: ResourceDraft, topic: usize) {
        let key = match (&draft.title, &draft.url) {
            (Some(title), Some((url, _))) => Some(Key::new(&self.base, url, title)),
            _ => None,
        };
        let same = self.same_resource(&draft, key.as_ref());
        if let Some(at) = same {
            // What it is known by can change.
            if let Some(key) = Key::of(&self.resources[at].resource) {
                self.known.remove(at, &key);
            }
        }
        let Some(at) = same.or_else(|| self.new_resource(&draft)) else { return };
        let url = draft.url.as_ref().and_then(|(_, span)| span.clone());
        self.merge_resource(at, draft);
        let key = key.filter(|_| same.is_none());
        if let Some(key) = key.or_else(|| Key::of(&self.resources[at].resource)) {
            self.known.add(at, key);
        }
        self.place(at, topic, url);
    }

    /// Puts a resource into a topic. In no topic, it stays in those where it is.
    fn place(&mut self, at: usize, topic: usize, url: Option<Range<usize>>) {
        let node = &mut self.resources[at];
        match self.standing.insert((at, topic), self.layer) {
            None if topic == ROOT => self.nodes[ROOT].resources.push(at),
            None => {
                node.topics.push(topic);
                self.nodes[topic].resources.push(at);
            }
            Some(layer) if layer == self.layer && self.is_list => {
                let message = format!("`{}` is here twice", node.resource.id);
                let warning = Diagnostic::warning(Code::DuplicateUrl, message);
                let first = node.url.1.clone();
                self.report(repeated(warning, url, first));
            }
            Some(_) => {}
        }
    }

    fn merge_resource(&mut self, at: usize, mut draft: ResourceDraft) {
        let authors = draft.authors.take().map(|authors| self.resolve(authors));
        let kind = draft.kind.take().and_then(|kind| self.kind_named(kind));
        let also = draft.also.take();
        let (layer, span) = (self.layer, draft.span.clone());
        let ResourceNode { resource, url, also: others, said, .. } = &mut self.resources[at];
        *said = layer;
        let origins = std::mem::take(&mut resource.origins);
        let mut entry = LayerEntry::new(origins, (layer, span.clone()), self.is_list);
        entry.set_list("authors", &mut resource.authors, authors);
        entry.set("kind", &mut resource.kind, kind);
        if let Some((written, span)) = draft.url.take()
            && entry.set("url", &mut resource.url, Some(Some(written)))
        {
            resource.base = Arc::clone(&self.base);
            *url = (layer, span);
        }
        // As with the topics under which its entries stand, none is taken away.
        if let Some(also) = also.filter(|also| !also.is_empty()) {
            entry.add("also");
            others.extend(also.into_iter().map(|(id, span)| (id, (layer, span))));
        }
        entry.set_facts(resource, draft);
        let LayerEntry { origins, refused, .. } = entry;
        resource.origins = origins;
        let id = resource.id.clone();
        self.warn_of_refused(&id, &refused, span);
    }

    /// The resource that this entry is about.
    fn same_resource(&self, draft: &ResourceDraft, key: Option<&Key>) -> Option<usize> {
        if let Some((id, _)) = &draft.id {
            return self.resource_ids.get(id).filter(|at| self.resources[*at].layer < self.layer);
        }
        let key = key?;
        // Another entry of this file is another resource, but for the same entry of a list.
        let is_earlier = |at: &usize| self.resources[*at].said < self.layer;
        let Known { keys, urls } = &self.known;
        let same = keys.get(key).filter(|at| self.is_list || is_earlier(at));
        same.or_else(|| urls.get(&key.url).filter(|at| is_earlier(at))).copied()
    }

    fn new_resource(&mut self, draft: &ResourceDraft) -> Option<usize> {
        let Some(title) = &draft.title else {
            self.incomplete("a resource", "title", draft.id.as_ref(), draft.span.clone());
            return None;
        };
        self.warn_of_near_override(draft);
        self.check_made_id(title, draft);
        let at = self.resources.len();
        let id = self.resource_ids.take(draft.id.as_ref(), title, "resource", at);
        let url = draft.url.as_ref().map(|(url, _)| &**url);
        let default = self.kind_positions.get(kind::default_of(url)).copied().unwrap_or(0);
        let kind = self.kinds[default].clone();
        self.resources.push(ResourceNode {
            layer: self.layer,
            said: self.layer,
            resource: Resource { base: Arc::clone(&self.base), ..Resource::new(id, kind) },
            url: (self.layer, None),
            topics: Vec::new(),
            also: Vec::new(),
        });
        Some(at)
    }

    /// Refuses a title that makes an id which the same file gives to another resource: directives and ticks would go over to
    /// that one.
    fn check_made_id(&mut self, title: &str, draft: &ResourceDraft) {
        if draft.id.is_some() || self.is_list {
            return;
        }
        let Some((id, first)) = self.resource_ids.given_elsewhere(title) else { return };
        // An entry that changes an earlier resource gives its id to nobody.
        if self.resource_ids.get(&id).is_some_and(|at| self.resources[at].layer < self.layer) {
            return;
        }
        let message = format!("the id that this title makes, `{id}`, is given to another resource");
        let error = Diagnostic::error(Code::DuplicateId, message)
            .help("give this resource an `id` of its own, too");
        self.report(repeated(error, draft.span.clone(), first));
    }

    /// Warns of an entry without a URL whose id is near that of an earlier resource: it can be meant to change that one.
    fn warn_of_near_override(&mut self, draft: &ResourceDraft) {
        let Some((id, span)) = draft.id.as_ref().filter(|_| draft.url.is_none()) else { return };
        if self.layer == 0 || !self.comparisons.may_compare(self.resources.len()) {
            return;
        }
        let earlier = self.resources.iter().filter(|node| node.layer < self.layer);
        let Some(near) = nearest(id, earlier.map(|node| &*node.resource.id)) else { return };
        let help = format!("did you mean `{near}`?");
        let message = format!("no earlier catalogue has a resource `{id}`, so this is another one");
        let warning = Diagnostic::warning(Code::UnusedOverride, message).help(help);
        self.report(placed(warning, span.clone()));
    }

    fn kind_named(&mut self, (id, span): Spanned<String>) -> Option<Kind> {
        let found = self.kind_positions.get(&id).map(|at| self.kinds[*at].clone());
        if found.is_none() {
            let ids = self.kinds.iter().map(|kind| &*kind.id);
            let message = format!("`{id}` is not a known `kind` of a resource");
            let own = "; another kind is declared under `[[kinds]]`";
            let with_own = |help: String| if help.ends_with('?') { help } else { help + own };
            let help = self.help(&id, ids).map(with_own);
            let diagnostic = Diagnostic::error(Code::InvalidCatalogue, message).help_known(help);
            self.report(placed(diagnostic, span));
        }
        found
    }

    /// The authors of a resource: those of the catalogue by id or name, others as they are.
    fn resolve(&mut self, authors: Vec<AuthorDraft>) -> Vec<Author> {
        let mut resolved = Vec::new();
        for author in authors {
            match author {
                AuthorDraft::Described(author) => resolved.push(author),
                AuthorDraft::Named((name, span)) => {
                    let (author, warning) = self.authors.named(&name);
                    resolved.push(author);
                    if let Some(warning) = warning {
                        self.report(placed(warning, span));
                    }
                }
            }
        }
        resolved
    }

    /// Puts resources into the topics that they name besides their own.
    pub(super) fn add_to_other_topics(&mut self) {
        for at in 0..self.resources.len() {
            for (id, place) in std::mem::take(&mut self.resources[at].also) {
                match self.topic_ids.get(&id) {
                    Some(topic) if self.standing.insert((at, topic), place.0).is_some() => {}
                    Some(topic) => {
                        self.resources[at].topics.push(topic);
                        self.nodes[topic].resources.push(at);
                    }
                    None => {
                        let error = self.unknown_topic("also", &id, &place);
                        self.diagnostics[place.0].push(error);
                    }
                }
            }
        }
    }
}
