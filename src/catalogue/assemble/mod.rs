//! One catalogue from one or several files: ids, what a later file adds and overrides, and the names that
//! have to lead somewhere.
//!
//! Files are layers. A topic of a later one is the same as an earlier one that has its `id`, or, if it gives none,
//! its title under the same parent. A resource is the same if it gives the `id`, or, if it gives none, the URL.
//! Within one list of links, entries with the same title and URL are one resource, and headings with the same text
//! under the same heading are one topic.

mod merge;
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
use crate::catalogue::slug::{normalise, slug};
use crate::catalogue::{Author, Catalogue, Resource, Topic};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::suggest::{self, Index};
use crate::url;
use crate::value::{Spanned, placed};
use merge::Entry;

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

/// The topic that stands for no topic, above all others.
const ROOT: usize = 0;

/// A place in one of the layers.
type Place = (usize, Option<Range<usize>>);

/// The topics' tree as it grows. The first node is its root, whose resources stand in no topic.
struct Assembly {
    layer: usize,
    /// Whether the layer is a list of links.
    is_list: bool,
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
    /// A topic by its parent and its folded title.
    by_title: HashMap<(usize, String), usize>,
    /// The topics of this layer by their parents and folded titles, and where they stand.
    titles: HashMap<(usize, String), Option<Range<usize>>>,
    /// The first resource of a URL.
    by_url: HashMap<String, usize>,
    /// A resource of a list by its URL and folded title.
    by_title_and_url: HashMap<(String, String), usize>,
    /// The topics of each resource, with the last layer that put it there.
    standing: HashMap<(usize, usize), usize>,
}

struct TopicNode {
    layer: usize,
    topic: Topic,
    /// Where each of its prerequisites is named.
    after: Vec<(String, Place)>,
    /// The resources that it shows, in order.
    resources: Vec<usize>,
    parts: Vec<usize>,
}

struct ResourceNode {
    layer: usize,
    resource: Resource,
    /// Where its URL is written.
    url: Place,
    /// The topics under which it stands in a file; its own first.
    topics: Vec<usize>,
    /// Where each of its other topics is named.
    also: Vec<(String, Place)>,
}

impl ResourceNode {
    fn own_topic(&self) -> usize {
        self.topics.first().copied().unwrap_or(ROOT)
    }
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
            is_list: false,
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
            titles: HashMap::new(),
            by_url: HashMap::new(),
            by_title_and_url: HashMap::new(),
            standing: HashMap::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics[self.layer].push(diagnostic);
    }

    fn add(&mut self, draft: Draft) {
        self.is_list = draft.is_list;
        self.titles.clear();
        self.by_title_and_url.clear();
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
            self.add_resource(resource, ROOT);
        }
        for topic in draft.topics {
            self.add_topic(topic, ROOT);
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
        self.merge_topic(at, draft);
        for resource in resources {
            self.add_resource(resource, at);
        }
        for part in parts {
            self.add_topic(part, at);
        }
    }

    fn merge_topic(&mut self, at: usize, draft: TopicDraft) {
        // All fields, so that none can be forgotten here.
        let TopicDraft {
            id: _,
            title,
            icon,
            aliases,
            after,
            introduction,
            resources: _,
            topics: _,
            span,
        } = draft;
        let place = |span| (self.layer, span);
        let TopicNode { topic, after: places, .. } = &mut self.nodes[at];
        let mut entry = Entry::new(&mut topic.origins, place(span.clone()));
        entry.set("title", &mut topic.title, title);
        entry.set("icon", &mut topic.icon, icon.map(Some));
        entry.set_list("aliases", &mut topic.aliases, aliases);
        let ids = after.as_ref().map(|after| after.iter().map(|(id, _)| id.clone()).collect());
        if entry.set_list("after", &mut topic.after, ids) {
            let after = after.into_iter().flatten();
            *places = after.map(|(id, span)| (id, place(span))).collect();
        }
        entry.set("introduction", &mut topic.introduction, introduction.map(Some));
        let Entry { emptied, refused, .. } = entry;
        let id = topic.id.clone();
        self.warn_of_emptied(&emptied, span.as_ref());
        self.warn_of_refused(&id, &refused, span);
    }

    /// The topic that this entry adds to.
    fn same_topic(&mut self, draft: &TopicDraft, parent: usize) -> Option<usize> {
        let (title, span) = (draft.title.as_ref(), draft.span.clone());
        let key = title.map(|title| (parent, folded(title)));
        let first = key.clone().and_then(|key| self.titles.insert(key, span));
        if let Some((id, _)) = &draft.id {
            return self.topic_ids.get(id).filter(|at| self.nodes[*at].layer < self.layer);
        }
        if let Some(first) = first {
            self.report_twice(draft, first);
        }
        let found = self.by_title.get(&key?).copied()?;
        (self.is_list || self.nodes[found].layer < self.layer).then_some(found)
    }

    /// Reports a topic that stands twice in one file.
    fn report_twice(&mut self, draft: &TopicDraft, first: Option<Range<usize>>) {
        let title = draft.title.as_deref().unwrap_or_default();
        let message = format!("two topics have the title `{title}`");
        let diagnostic = if self.is_list {
            Diagnostic::warning(Code::DoubtfulEntry, message).help("both are read as one topic")
        } else {
            Diagnostic::error(Code::DuplicateId, message)
                .help("put their resources under one of them, or give the second an `id`")
        };
        self.report(twice(diagnostic, draft.span.clone(), first));
    }

    fn new_topic(&mut self, draft: &TopicDraft, parent: usize) -> Option<usize> {
        let Some(title) = &draft.title else {
            self.incomplete("a topic", "title", draft.id.as_ref(), draft.span.clone());
            return None;
        };
        let at = self.nodes.len();
        let id = self.topic_ids.take(draft.id.as_ref(), title, "topic", at);
        self.by_title.entry((parent, folded(title))).or_insert(at);
        self.nodes[parent].parts.push(at);
        self.nodes.push(TopicNode {
            layer: self.layer,
            topic: Topic::named(id, String::new()),
            after: Vec::new(),
            resources: Vec::new(),
            parts: Vec::new(),
        });
        Some(at)
    }

    /// Warns of lists that have nothing in them: they change nothing.
    fn warn_of_emptied(&mut self, fields: &[&str], span: Option<&Range<usize>>) {
        let fields = if self.is_list { &[] } else { fields };
        for field in fields {
            let message = format!("`{field}` is an empty list, which changes nothing");
            let warning = Diagnostic::warning(Code::UnusedOverride, message);
            self.report(placed(warning, span.cloned()));
        }
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
        let Some(at) = same.or_else(|| self.new_resource(&draft)) else { return };
        let url = draft.url.as_ref().and_then(|(_, span)| span.clone());
        self.merge_resource(at, draft);
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
                let first = node.url.clone();
                self.report(twice(Diagnostic::warning(Code::DuplicateUrl, message), url, first.1));
            }
            Some(_) => {}
        }
    }

    fn merge_resource(&mut self, at: usize, draft: ResourceDraft) {
        // All fields, so that none can be forgotten here.
        let ResourceDraft {
            id: _,
            title,
            url,
            authors,
            kind,
            description,
            year,
            language,
            access,
            level,
            duration,
            role,
            choice,
            license,
            added,
            checked,
            tags,
            archived,
            dead,
            parts,
            also,
            span,
        } = draft;
        let authors = authors.map(|authors| self.resolve(authors));
        let kind = kind.and_then(|kind| self.kind_named(kind));
        let layer = self.layer;
        let ResourceNode { resource, url: url_place, also: others, .. } = &mut self.resources[at];
        let mut entry = Entry::new(&mut resource.origins, (layer, span.clone()));
        entry.set("title", &mut resource.title, title);
        if let Some((url, span)) = url {
            let earlier = url::from_depth(&resource.base, &resource.url, 0);
            if entry.set("url", &mut resource.url, Some(url)) {
                resource.base = Arc::clone(&self.base);
                *url_place = (layer, span);
                self.by_url
                    .remove(&earlier)
                    .filter(|known| *known != at)
                    .map(|known| self.by_url.insert(earlier, known));
                let url = url::from_depth(&self.base, &resource.url, 0);
                self.by_url.entry(url).or_insert(at);
            }
        }
        entry.set_list("authors", &mut resource.authors, authors);
        entry.set("kind", &mut resource.kind, kind);
        entry.set("description", &mut resource.description, description.map(Some));
        entry.set("year", &mut resource.year, year.map(Some));
        entry.set("language", &mut resource.language, language.map(Some));
        entry.set("access", &mut resource.access, access.map(Some));
        entry.set("level", &mut resource.level, level.map(Some));
        entry.set("duration", &mut resource.duration, duration.map(Some));
        entry.set("role", &mut resource.role, role);
        entry.set("choice", &mut resource.choice, choice.map(Some));
        entry.set("license", &mut resource.license, license.map(Some));
        entry.set("added", &mut resource.added, added.map(Some));
        entry.set("checked", &mut resource.checked, checked.map(Some));
        entry.set_list("tags", &mut resource.tags, tags);
        entry.set("archived", &mut resource.archived, archived.map(Some));
        entry.set("status", &mut resource.dead, dead);
        entry.set_list("parts", &mut resource.parts, parts);
        let mut named: Vec<String> = others.iter().map(|(id, _)| id.clone()).collect();
        let new = also.as_ref().map(|also| also.iter().map(|(id, _)| id.clone()).collect());
        if entry.set_list("also", &mut named, new) {
            let also = also.into_iter().flatten();
            *others = also.map(|(id, span)| (id, (layer, span))).collect();
        }
        let Entry { emptied, refused, .. } = entry;
        let id = resource.id.clone();
        self.warn_of_emptied(&emptied, span.as_ref());
        self.warn_of_refused(&id, &refused, span);
    }

    /// Warns of what an entry says otherwise than another of the same file.
    fn warn_of_refused(&mut self, id: &str, fields: &[&str], span: Option<Range<usize>>) {
        if !fields.is_empty() {
            let fields = suggest::listed(fields);
            let message = format!("this file has given `{id}` another value of {fields} before");
            let warning = Diagnostic::warning(Code::DoubtfulEntry, message);
            self.report(placed(warning.help("the first value is used"), span));
        }
    }

    /// The resource that this entry is about.
    fn same_resource(&self, draft: &ResourceDraft) -> Option<usize> {
        let earlier = |at: &usize| self.resources[*at].layer < self.layer;
        match (&draft.id, &draft.title, &draft.url) {
            (Some((id, _)), ..) => self.resource_ids.get(id).filter(earlier),
            (None, Some(title), Some((url, _))) => {
                let url = self.placed_url(url);
                self.by_title_and_url
                    .get(&(url.clone(), folded(title)))
                    .or_else(|| self.by_url.get(&url).filter(|at| earlier(at)))
                    .copied()
            }
            _ => None,
        }
    }

    /// A URL of this layer, relative to the book's `src`.
    fn placed_url(&self, url: &str) -> String {
        url::from_depth(&self.base, url, 0)
    }

    fn new_resource(&mut self, draft: &ResourceDraft) -> Option<usize> {
        let missing = if draft.title.is_none() { "title" } else { "url" };
        let (Some(title), Some((url, _))) = (&draft.title, &draft.url) else {
            self.incomplete("a resource", missing, draft.id.as_ref(), draft.span.clone());
            return None;
        };
        let at = self.resources.len();
        let id = self.resource_ids.take(draft.id.as_ref(), title, "resource", at);
        let url = self.placed_url(url);
        if self.is_list {
            self.by_title_and_url.insert((url.clone(), folded(title)), at);
        }
        let default = self.kind_positions.get(kind::DEFAULT).copied().unwrap_or(0);
        let kind = self.kinds[default].clone();
        self.resources.push(ResourceNode {
            layer: self.layer,
            resource: Resource::new(id, kind),
            url: (self.layer, None),
            topics: Vec::new(),
            also: Vec::new(),
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

    /// Puts resources into the topics that they name besides their own.
    fn add_to_other_topics(&mut self) {
        let mut ids = None;
        for (at, node) in self.resources.iter_mut().enumerate() {
            for (id, (layer, span)) in &node.also {
                match self.topic_ids.get(id) {
                    Some(topic) if self.standing.insert((at, topic), *layer).is_some() => {}
                    Some(topic) => {
                        node.topics.push(topic);
                        self.nodes[topic].resources.push(at);
                    }
                    None => {
                        let all = self.nodes[1..].iter().map(|node| &*node.topic.id);
                        let ids: &mut Index = ids.get_or_insert_with(|| Index::new(all));
                        let message = format!("`also`: there is no topic with the id `{id}`");
                        let diagnostic = Diagnostic::error(Code::InvalidCatalogue, message)
                            .help_known(ids.help(id));
                        self.diagnostics[*layer].push(placed(diagnostic, span.clone()));
                    }
                }
            }
        }
    }

    fn finish(mut self) -> (Catalogue, Diagnostics) {
        self.check_prerequisites();
        self.check_urls();
        self.check_bases();
        self.add_to_other_topics();
        // A later layer can have changed a kind that resources of an earlier one are of.
        for ResourceNode { resource, .. } in &mut self.resources {
            if let Some(at) = self.kind_positions.get(&resource.kind.id) {
                resource.kind.clone_from(&self.kinds[*at]);
            }
        }
        let has_loose = self.resources.iter().any(|node| node.topics.is_empty());
        let root = has_loose.then(|| {
            let title = if self.title.is_empty() { UNTITLED } else { &self.title };
            let id = self.topic_ids.take(None, title, "topic", ROOT);
            Topic { is_root: true, ..Topic::named(id, title.to_owned()) }
        });
        let (topics, resources) = tree::lay_out(&self.nodes, self.resources, root);
        for diagnostics in &mut self.diagnostics {
            diagnostic::sort(diagnostics);
        }
        let Assembly { title, description, kinds, diagnostics, .. } = self;
        (Catalogue::new(title, description, kinds, topics, resources), diagnostics)
    }
}

/// What stands for the title of resources outside all topics where the catalogue has none.
const UNTITLED: &str = "Resources";

/// Places what stands in a file for the second time.
fn twice(
    diagnostic: Diagnostic,
    second: Option<Range<usize>>,
    first: Option<Range<usize>>,
) -> Diagnostic {
    match (second, first) {
        (Some(second), Some(first)) => {
            diagnostic.labelled(second, "here again").related(first, "first here")
        }
        (second, _) => placed(diagnostic, second),
    }
}

/// A title as titles are compared.
fn folded(title: &str) -> String {
    let slug = slug(title);
    // Without letters and digits, only the title itself tells it from others.
    if slug.is_empty() { normalise(title) } else { slug }
}
