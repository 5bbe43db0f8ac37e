//! One catalogue from one or several files: ids, what a later file adds and overrides, and the names that
//! have to lead somewhere.
//!
//! Files are layers. A topic of a later one is the same as an earlier one that has its `id`, or, where it
//! gives none, its title under the same parent. A resource is the same where it gives the `id`, or where
//! title and URL are the same; otherwise two resources with one title are two.

mod prerequisites;
mod tree;
mod urls;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::catalogue::authors::Authors;
use crate::catalogue::draft::{AuthorDraft, Draft, KindDraft, ResourceDraft, TopicDraft};
use crate::catalogue::ids::Ids;
use crate::catalogue::kind::{self, Kind};
use crate::catalogue::slug::slug;
use crate::catalogue::{Author, Catalogue, Resource, Topic};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::suggest::Index;
use crate::value::{Spanned, placed};
use tree::Flat;

/// What is wrong with each of the layers.
pub(super) type Diagnostics = Vec<Vec<Diagnostic>>;

/// Makes a catalogue of drafts, the first layer first, each with what stands before its relative URLs.
pub(super) fn assemble(drafts: Vec<(Draft, &str)>) -> (Catalogue, Diagnostics) {
    let mut assembly = Assembly::new(drafts.len());
    for (layer, (draft, base)) in drafts.into_iter().enumerate() {
        assembly.layer = layer;
        assembly.base = base.into();
        assembly.add(draft);
    }
    assembly.finish()
}

/// A place in one of the layers.
type Place = (usize, Option<Range<usize>>);

/// The topics' tree as it grows. The first node is its root, whose resources stand in no topic.
struct Assembly {
    layer: usize,
    base: Arc<str>,
    diagnostics: Diagnostics,
    title: String,
    description: Option<String>,
    kinds: Vec<Kind>,
    /// A kind by its id.
    kind_positions: HashMap<String, usize>,
    /// The ids of all kinds; made when the first one is unknown.
    kind_ids: Option<Index>,
    authors: Authors,
    nodes: Vec<TopicNode>,
    resources: Vec<ResourceNode>,
    topic_ids: Ids,
    resource_ids: Ids,
    /// A topic by its parent and the slug of its title.
    by_title: HashMap<(usize, String), usize>,
}

struct TopicNode {
    layer: usize,
    topic: Topic,
    /// Where each of its prerequisites is named.
    after: Vec<(String, Place)>,
    resources: Vec<usize>,
    parts: Vec<usize>,
}

struct ResourceNode {
    layer: usize,
    resource: Resource,
    /// Where its URL is written.
    url: Place,
}

impl Assembly {
    fn new(layers: usize) -> Self {
        let root = TopicNode {
            layer: 0,
            topic: Topic::named(String::new(), String::new()),
            after: Vec::new(),
            resources: Vec::new(),
            parts: Vec::new(),
        };
        let kinds = kind::builtin();
        let kind_positions = (0..).zip(&kinds).map(|(at, kind)| (kind.id.clone(), at)).collect();
        Assembly {
            layer: 0,
            base: Arc::default(),
            diagnostics: vec![Vec::new(); layers],
            title: String::new(),
            description: None,
            kinds,
            kind_positions,
            kind_ids: None,
            authors: Authors::default(),
            nodes: vec![root],
            resources: Vec::new(),
            topic_ids: Ids::default(),
            resource_ids: Ids::default(),
            by_title: HashMap::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics[self.layer].push(diagnostic);
    }

    fn add(&mut self, draft: Draft) {
        if let Some(title) = draft.title {
            self.title = title;
        }
        self.description = draft.description.or(self.description.take());
        self.add_kinds(draft.kinds);
        for entry in draft.authors {
            let duplicate = self.authors.add(entry, self.layer);
            self.diagnostics[self.layer].extend(duplicate);
        }
        // Explicit ids go first, so that a derived one never takes the name of one that comes later.
        self.topic_ids.enter_layer();
        self.resource_ids.enter_layer();
        self.reserve_resources(&draft.resources);
        self.reserve(&draft.topics);
        for resource in draft.resources {
            self.add_resource(resource, 0);
        }
        for topic in draft.topics {
            self.add_topic(topic, 0);
        }
    }

    fn add_kinds(&mut self, kinds: Vec<KindDraft>) {
        let mut own: HashSet<String> = HashSet::new();
        for KindDraft { id: (id, span), label, plural, icon } in kinds {
            if !own.insert(id.clone()) {
                let message = format!("two kinds have the id `{id}`");
                self.report(placed(Diagnostic::error(Code::DuplicateId, message), span));
                continue;
            }
            let label = label.unwrap_or_else(|| id.clone());
            let plural = plural.unwrap_or_else(|| label.clone());
            let kind = Kind { id, label, plural, icon };
            match self.kind_positions.get(&kind.id) {
                Some(&known) => self.kinds[known] = kind,
                None => {
                    self.kind_positions.insert(kind.id.clone(), self.kinds.len());
                    self.kinds.push(kind);
                }
            }
        }
        self.kind_ids = None;
    }

    fn reserve(&mut self, topics: &[TopicDraft]) {
        for topic in topics {
            let collision = self.topic_ids.reserve(topic.id.as_ref());
            self.diagnostics[self.layer].extend(collision);
            self.reserve_resources(&topic.resources);
            self.reserve(&topic.topics);
        }
    }

    fn reserve_resources(&mut self, resources: &[ResourceDraft]) {
        for resource in resources {
            let collision = self.resource_ids.reserve(resource.id.as_ref());
            self.diagnostics[self.layer].extend(collision);
        }
    }

    fn add_topic(&mut self, mut draft: TopicDraft, parent: usize) {
        let resources = std::mem::take(&mut draft.resources);
        let parts = std::mem::take(&mut draft.topics);
        let Some(at) = self.same_topic(&draft, parent).or_else(|| self.new_topic(&draft, parent))
        else {
            return;
        };
        let place = |span| (self.layer, span);
        let node = &mut self.nodes[at];
        if let Some(after) = draft.after {
            node.topic.after = after.iter().map(|(id, _)| id.clone()).collect();
            node.after = after.into_iter().map(|(id, span)| (id, place(span))).collect();
        }
        let topic = &mut node.topic;
        override_with(&mut topic.title, draft.title);
        override_with(&mut topic.aliases, draft.aliases);
        topic.icon = draft.icon.or(topic.icon.take());
        topic.introduction = draft.introduction.or(topic.introduction.take());
        for resource in resources {
            self.add_resource(resource, at);
        }
        for part in parts {
            self.add_topic(part, at);
        }
    }

    /// The topic of an earlier layer that this one adds to.
    fn same_topic(&self, draft: &TopicDraft, parent: usize) -> Option<usize> {
        let found = match (&draft.id, &draft.title) {
            (Some((id, _)), _) => self.topic_ids.get(id),
            (None, Some(title)) => self.by_title.get(&(parent, slug(title))).copied(),
            (None, None) => None,
        };
        found.filter(|at| self.nodes[*at].layer < self.layer)
    }

    fn new_topic(&mut self, draft: &TopicDraft, parent: usize) -> Option<usize> {
        let Some(title) = &draft.title else {
            self.incomplete("a topic", "title", draft.id.as_ref(), draft.span.clone());
            return None;
        };
        let at = self.nodes.len();
        let id = self.topic_ids.take(draft.id.as_ref(), title, "topic", at);
        self.by_title.entry((parent, slug(title))).or_insert(at);
        self.nodes[parent].parts.push(at);
        self.nodes.push(TopicNode {
            layer: self.layer,
            topic: Topic::named(id, title.clone()),
            after: Vec::new(),
            resources: Vec::new(),
            parts: Vec::new(),
        });
        Some(at)
    }

    /// An entry with an id that changes nothing and is nothing by itself.
    fn incomplete(
        &mut self,
        what: &str,
        missing: &str,
        id: Option<&Spanned<String>>,
        span: Option<Range<usize>>,
    ) {
        let diagnostic = match id {
            Some((id, id_span)) if self.layer > 0 => placed(
                Diagnostic::warning(
                    Code::UnusedOverride,
                    format!("no earlier catalogue has {what} `{id}` to change"),
                )
                .help(format!("to add one, give it a `{missing}`")),
                id_span.clone(),
            ),
            _ => {
                let message = format!("{what} needs a `{missing}`");
                placed(Diagnostic::error(Code::InvalidCatalogue, message), span)
            }
        };
        self.report(diagnostic);
    }

    fn add_resource(&mut self, draft: ResourceDraft, topic: usize) {
        let same = self.same_resource(&draft);
        let Some(at) = same.or_else(|| self.new_resource(&draft, topic)) else { return };
        let authors = draft.authors.map(|authors| self.resolve(authors));
        let kind = draft.kind.and_then(|kind| self.kind_named(kind));
        let node = &mut self.resources[at];
        if let Some((url, span)) = draft.url {
            node.resource.url = url;
            node.resource.base = Arc::clone(&self.base);
            node.url = (self.layer, span);
        }
        let resource = &mut node.resource;
        override_with(&mut resource.title, draft.title);
        override_with(&mut resource.authors, authors);
        override_with(&mut resource.kind, kind);
        override_with(&mut resource.tags, draft.tags);
        override_with(&mut resource.dead, draft.dead);
        override_with(&mut resource.parts, draft.parts);
        resource.description = draft.description.or(resource.description.take());
        resource.year = draft.year.or(resource.year);
        resource.language = draft.language.or(resource.language.take());
        resource.access = draft.access.or(resource.access);
        resource.level = draft.level.or(resource.level);
        resource.archived = draft.archived.or(resource.archived.take());
    }

    /// The resource of an earlier layer that this one changes.
    fn same_resource(&self, draft: &ResourceDraft) -> Option<usize> {
        let earlier = |at: &usize| self.resources[*at].layer < self.layer;
        match (&draft.id, &draft.title, &draft.url) {
            (Some((id, _)), ..) => self.resource_ids.get(id).filter(earlier),
            (None, Some(title), Some((url, _))) => self
                .resource_ids
                .get(&slug(title))
                .filter(earlier)
                .filter(|at| self.resources[*at].resource.url == *url),
            _ => None,
        }
    }

    fn new_resource(&mut self, draft: &ResourceDraft, topic: usize) -> Option<usize> {
        let missing = if draft.title.is_none() { "title" } else { "url" };
        let (Some(title), Some(_)) = (&draft.title, &draft.url) else {
            self.incomplete("a resource", missing, draft.id.as_ref(), draft.span.clone());
            return None;
        };
        let at = self.resources.len();
        let id = self.resource_ids.take(draft.id.as_ref(), title, "resource", at);
        self.nodes[topic].resources.push(at);
        let default = self.kind_positions.get(kind::DEFAULT).copied().unwrap_or(0);
        let kind = self.kinds[default].clone();
        self.resources.push(ResourceNode {
            layer: self.layer,
            resource: Resource::new(id, kind),
            url: (self.layer, None),
        });
        Some(at)
    }

    fn kind_named(&mut self, (id, span): Spanned<String>) -> Option<Kind> {
        let found = self.kind_positions.get(&id).map(|at| self.kinds[*at].clone());
        if found.is_none() {
            let ids = self.kinds.iter().map(|kind| &*kind.id);
            let ids = self.kind_ids.get_or_insert_with(|| Index::new(ids));
            let message = format!("`{id}` is not a known `kind` of a resource");
            let diagnostic =
                Diagnostic::error(Code::InvalidCatalogue, message).help_known(ids.help(&id));
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
                AuthorDraft::Named((name, span)) => match self.authors.named(&name) {
                    Ok(author) => resolved.push(author),
                    Err(diagnostic) => self.report(placed(diagnostic, span)),
                },
            }
        }
        resolved
    }

    fn finish(mut self) -> (Catalogue, Diagnostics) {
        self.check_prerequisites();
        self.check_urls();
        self.check_bases();
        let mut flat = Flat { nodes: &self.nodes, topics: Vec::new(), order: Vec::new() };
        if !self.nodes[0].resources.is_empty() {
            let title = if self.title.is_empty() { UNTITLED } else { &self.title };
            let id = self.topic_ids.take(None, title, "topic", 0);
            flat.add_root(Topic { is_root: true, ..Topic::named(id, title.to_owned()) });
        }
        for part in &self.nodes[0].parts {
            flat.add(*part, None);
        }
        let Flat { topics, order, .. } = flat;
        // A later layer can have changed a kind that resources of an earlier one are of.
        for ResourceNode { resource, .. } in &mut self.resources {
            if let Some(at) = self.kind_positions.get(&resource.kind.id) {
                resource.kind.clone_from(&self.kinds[*at]);
            }
        }
        let mut nodes: Vec<Option<ResourceNode>> = self.resources.into_iter().map(Some).collect();
        let resources = order.into_iter().filter_map(|(at, topic)| {
            let node = nodes[at].take()?;
            Some(Resource { topic, ..node.resource })
        });
        let resources: Vec<Resource> = resources.collect();
        for diagnostics in &mut self.diagnostics {
            diagnostic::sort(diagnostics);
        }
        let Assembly { title, description, kinds, diagnostics, .. } = self;
        (Catalogue::new(title, description, kinds, topics, resources), diagnostics)
    }
}

/// What stands for the title of resources outside all topics where the catalogue has none.
const UNTITLED: &str = "Resources";

fn override_with<T>(value: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *value = new;
    }
}
