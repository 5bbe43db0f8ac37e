//! One catalogue from one or several files: ids, what a later file adds and overrides, and the names that
//! have to lead somewhere.
//!
//! Files are layers. A topic of a later one is the same as an earlier one that has its `id`, or, if it gives none,
//! its title under the same parent. A resource is the same if it gives the `id`, or, if it gives none, the URL.
//! Within one list of links, entries with the same title and URL are one resource, and headings with the same text
//! under the same heading are one topic.

mod merge;
mod prerequisites;
mod resources;
mod topics;
mod tree;
mod urls;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::catalogue::kind::{self, Kind};
use crate::catalogue::slug::{normalise, slug};
use crate::catalogue::{Catalogue, Resource, Topic};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::draft::authors::Authors;
use crate::draft::ids::Ids;
use crate::draft::{Draft, KindDraft, ResourceDraft, TopicDraft};
use crate::suggest::{self, Comparisons};
use crate::value::{Spanned, placed};
use resources::Known;

/// Diagnostics of each layer.
pub(super) type Diagnostics = Vec<Vec<Diagnostic>>;

/// Makes a catalogue of drafts, the first layer first, each with what stands before its relative URLs.
pub(crate) fn assemble(drafts: Vec<(Draft, &str)>) -> (Catalogue, Diagnostics) {
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
type LayerSpan = (usize, Option<Range<usize>>);

/// The topics' tree as it grows. The first node is its root, whose resources stand in no topic.
struct Assembly {
    layer: usize,
    /// True if the layer is a list of links.
    is_list: bool,
    base: Arc<str>,
    diagnostics: Diagnostics,
    title: String,
    description: Option<String>,
    kinds: Vec<Kind>,
    /// A kind by its id.
    kind_positions: HashMap<String, usize>,
    comparisons: Comparisons,
    authors: Authors,
    nodes: Vec<TopicNode>,
    resources: Vec<ResourceNode>,
    topic_ids: Ids,
    resource_ids: Ids,
    /// A topic by its parent and its folded title.
    by_title: HashMap<(usize, String), usize>,
    /// The topics of this layer by their parents and folded titles, and where they stand.
    titles: HashMap<(usize, String), Option<Range<usize>>>,
    known: Known,
    /// The topics of each resource, with the last layer that put it there.
    standing: HashMap<(usize, usize), usize>,
}

struct TopicNode {
    layer: usize,
    topic: Topic,
    /// Where each of its prerequisites is named.
    prerequisites: Vec<(String, LayerSpan)>,
    /// The resources that it shows, in order.
    resources: Vec<usize>,
    parts: Vec<usize>,
}

struct ResourceNode {
    /// The first layer that has it.
    layer: usize,
    /// The last layer that says something of it.
    said: usize,
    resource: Resource,
    /// Where its URL is written.
    url: LayerSpan,
    /// The topics under which it stands in a file; its own first.
    topics: Vec<usize>,
    /// Where each of its other topics is named.
    also: Vec<(String, LayerSpan)>,
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
            prerequisites: Vec::new(),
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
            comparisons: Comparisons::default(),
            authors: Authors::default(),
            nodes: vec![root],
            resources: Vec::new(),
            topic_ids: Ids::default(),
            resource_ids: Ids::default(),
            by_title: HashMap::new(),
            titles: HashMap::new(),
            known: Known::default(),
            standing: HashMap::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics[self.layer].push(diagnostic);
    }

    fn add(&mut self, draft: Draft) {
        self.is_list = draft.is_list;
        self.titles.clear();
        let count = draft.count_resources();
        self.known.reserve(count);
        self.standing.reserve(count);
        self.resource_ids.expect(count);
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
    }

    fn reserve(&mut self, topics: &[TopicDraft]) {
        for topic in topics {
            let collision = self.topic_ids.reserve(topic.id.as_ref(), topic.title.as_deref());
            self.diagnostics[self.layer].extend(collision);
            self.reserve_resources(&topic.resources);
            self.reserve(&topic.topics);
        }
    }

    fn reserve_resources(&mut self, resources: &[ResourceDraft]) {
        for resource in resources {
            let collision =
                self.resource_ids.reserve(resource.id.as_ref(), resource.title.as_deref());
            self.diagnostics[self.layer].extend(collision);
        }
    }

    /// The help for an id that is none of the known ones.
    fn help<'i>(&self, id: &str, known: impl Iterator<Item = &'i str>) -> Option<String> {
        let known: Vec<&str> = known.collect();
        if self.comparisons.may_compare(known.len()) { suggest::help(id, &known) } else { None }
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
                let message = format!("{what} has no `{missing}`");
                placed(Diagnostic::error(Code::InvalidCatalogue, message), span)
            }
        };
        self.report(diagnostic);
    }

    fn finish(mut self) -> (Catalogue, Diagnostics) {
        self.check_prerequisites();
        self.check_urls();
        self.check_bases();
        self.check_former_ids();
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
            let id = self.topic_ids.take(None, LOOSE, "topic", ROOT);
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

/// Name of the resources outside all topics, whatever the catalogue's title.
const LOOSE: &str = "no-topic";

/// Title of resources outside all topics where the catalogue has none.
const UNTITLED: &str = "Resources";

/// A title as titles are compared.
fn folded(title: &str) -> String {
    let slug = slug(title);
    // Without letters and digits, only the title itself tells it from others.
    if slug.is_empty() { normalise(title) } else { slug }
}
