//! Reading a catalogue's nodes: the shape is the same for every file format that has tables.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::kind::{self, Kind};
use super::names::Names;
use super::slug::{fold, slug};
use super::{Access, Author, Catalogue, Level, Part, Resource, Topic};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::markdown::write;
use crate::node::{Codes, Fields, Node, Spanned, placed};
use crate::{suggest, url};

const CODES: Codes = Codes { invalid: Code::InvalidCatalogue, unknown_key: Code::InvalidCatalogue };

pub(super) fn toml(text: &str) -> Result<Catalogue, Vec<Diagnostic>> {
    let node = Node::from_toml(text, Code::InvalidCatalogue).map_err(|error| vec![error])?;
    let mut diagnostics = Vec::new();
    let catalogue = Reader::default().catalogue(&node, &mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    if diagnostics.is_empty() { Ok(catalogue) } else { Err(diagnostics) }
}

#[derive(Default)]
struct Reader {
    authors: Vec<(String, Author)>,
    kinds: Vec<Kind>,
    /// Ids of those that the catalogue declares.
    own_kinds: Vec<String>,
    topics: Vec<Topic>,
    resources: Vec<Resource>,
    topic_ids: Ids,
    resource_ids: Ids,
    /// Topics that other topics name as prerequisites, to look up when all are known.
    prerequisites: Vec<Spanned<String>>,
}

impl Reader {
    fn catalogue(mut self, node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Catalogue {
        self.kinds = kind::builtin();
        let Some(mut fields) = Fields::of("a catalogue", node, CODES, diagnostics) else {
            return self.finish(String::new(), diagnostics);
        };
        let title = plain(fields.string("title"));
        for node in fields.items("authors") {
            self.author(node, fields.diagnostics);
        }
        for node in fields.items("kinds") {
            self.kind(node, fields.diagnostics);
        }
        let topics = fields.items("topics");
        if topics.is_empty() {
            fields.error_with_help(
                "this catalogue has no topics".to_owned(),
                None,
                Some("a topic begins with a line `[[topics]]`".to_owned()),
            );
        }
        fields.finish();
        self.reserve_ids(&topics);
        for node in topics {
            self.topic(node, None, diagnostics);
        }
        self.finish(title, diagnostics)
    }

    fn finish(mut self, title: String, diagnostics: &mut Vec<Diagnostic>) -> Catalogue {
        let ids: Vec<&str> = self.topics.iter().map(|topic| &*topic.id).collect();
        for (id, span) in &self.prerequisites {
            if !ids.contains(&&**id) {
                let message = format!("`after` names `{id}`, which is no topic's id");
                let mut diagnostic = Diagnostic::error(CODES.invalid, message);
                diagnostic.help = suggest::help(id, &ids);
                diagnostics.push(placed(diagnostic, span.clone()));
            }
        }
        diagnostics.extend(cycle(&self.topics, &self.prerequisites));
        diagnostics.append(&mut self.topic_ids.collisions);
        diagnostics.append(&mut self.resource_ids.collisions);
        let names = Names::new(&self.topics, &self.resources);
        let Reader { kinds, topics, resources, .. } = self;
        Catalogue { title, kinds, topics, resources, names }
    }

    /// Explicit ids go first, so that a derived one never takes the name of one that comes later.
    fn reserve_ids(&mut self, topics: &[&Node]) {
        for topic in topics {
            self.topic_ids.reserve(topic);
            for resource in children(topic, "resources") {
                self.resource_ids.reserve(resource);
            }
            self.reserve_ids(&children(topic, "topics").collect::<Vec<_>>());
        }
    }

    fn author(&mut self, node: &Node, diagnostics: &mut Vec<Diagnostic>) {
        let Some(mut fields) = Fields::of("an author", node, CODES, diagnostics) else { return };
        let name = fields.required("name");
        let id = checked_id(&mut fields);
        let url = fields.string("url").and_then(|url| checked_url(url, &mut fields));
        let affiliation = fields.string("affiliation").map(|value| write::fold(&value.0));
        fields.finish();
        let Some((name, span)) = name else { return };
        let name = write::fold(&name);
        let (id, span) = id.unwrap_or_else(|| (slug(&name), span));
        if self.authors.iter().any(|(known, _)| *known == id) {
            let message = format!("two authors have the id `{id}`");
            diagnostics.push(placed(Diagnostic::error(Code::DuplicateId, message), span));
            return;
        }
        self.authors.push((id, Author { name, url, affiliation }));
    }

    fn kind(&mut self, node: &Node, diagnostics: &mut Vec<Diagnostic>) {
        let Some(mut fields) = Fields::of("a kind", node, CODES, diagnostics) else { return };
        fields.required("id");
        let id = checked_id(&mut fields);
        let label = fields.string("label");
        let plural = fields.string("plural");
        let icon = fields.string("icon").map(|icon| write::fold(&icon.0));
        fields.finish();
        let Some((id, span)) = id else { return };
        if self.own_kinds.contains(&id) {
            let message = format!("two kinds have the id `{id}`");
            diagnostics.push(placed(Diagnostic::error(Code::DuplicateId, message), span));
            return;
        }
        self.own_kinds.push(id.clone());
        let label = label.map_or_else(|| id.clone(), |label| write::fold(&label.0));
        let plural = plural.map_or_else(|| label.clone(), |plural| write::fold(&plural.0));
        let kind = Kind { id, label, plural, icon };
        match self.kinds.iter_mut().find(|known| known.id == kind.id) {
            Some(known) => *known = kind,
            None => self.kinds.push(kind),
        }
    }

    fn topic(&mut self, node: &Node, parent: Option<usize>, diagnostics: &mut Vec<Diagnostic>) {
        let Some(mut fields) = Fields::of("a topic", node, CODES, diagnostics) else { return };
        let title = plain(fields.required("title"));
        let after = fields.strings("after");
        let topic = Topic {
            id: self.topic_ids.take(checked_id(&mut fields), &title, "topic"),
            icon: fields.string("icon").map(|icon| write::fold(&icon.0)),
            aliases: fields.strings("aliases").into_iter().map(|alias| alias.0).collect(),
            after: after.iter().map(|(id, _)| id.clone()).collect(),
            introduction: fields.string("introduction").map(|text| write::fold(&text.0)),
            title,
            parent,
            resources: 0..0,
            end: 0,
        };
        let resources = fields.items("resources");
        let parts = fields.items("topics");
        fields.finish();
        self.prerequisites.extend(after);
        let position = self.topics.len();
        self.topics.push(topic);
        let first = self.resources.len();
        for resource in resources {
            self.resource(resource, position, diagnostics);
        }
        self.topics[position].resources = first..self.resources.len();
        for part in parts {
            self.topic(part, Some(position), diagnostics);
        }
        self.topics[position].end = self.topics.len();
    }

    fn resource(&mut self, node: &Node, topic: usize, diagnostics: &mut Vec<Diagnostic>) {
        let Some(mut fields) = Fields::of("a resource", node, CODES, diagnostics) else { return };
        let title = plain(fields.required("title"));
        let url = fields.required("url").and_then(|url| checked_url(url, &mut fields));
        let authors = fields.items("authors");
        let parts = fields.items("parts");
        let resource = Resource {
            id: self.resource_ids.take(checked_id(&mut fields), &title, "resource"),
            title,
            url: url.unwrap_or_default(),
            authors: Vec::new(),
            kind: self.kind_named(&mut fields),
            description: fields.string("description").map(|text| write::fold(&text.0)),
            year: fields.integer("year").map(|year| year.0),
            language: fields.string("language").map(|language| language.0),
            access: fields.word("access", &Access::ALL),
            level: fields.word("level", &Level::ALL),
            tags: fields.strings("tags").into_iter().map(|tag| tag.0).collect(),
            archived: fields.string("archived").and_then(|url| checked_url(url, &mut fields)),
            dead: fields.word("status", &[("alive", false), ("dead", true)]).unwrap_or(false),
            parts: Vec::new(),
            topic,
        };
        fields.finish();
        let authors = authors.iter().filter_map(|node| self.author_of(node, diagnostics)).collect();
        let parts = parts.iter().filter_map(|node| part(node, diagnostics)).collect();
        self.resources.push(Resource { authors, parts, ..resource });
    }

    fn kind_named(&self, fields: &mut Fields) -> Kind {
        let words: Vec<(&str, usize)> =
            self.kinds.iter().enumerate().map(|(at, kind)| (&*kind.id, at)).collect();
        let default = self.kinds.iter().position(|kind| kind.id == kind::DEFAULT).unwrap_or(0);
        self.kinds[fields.word("kind", &words).unwrap_or(default)].clone()
    }

    /// An author of a resource: one of the catalogue's own by id or name, a bare name, or a table.
    fn author_of(&self, node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Author> {
        if let crate::node::Value::String(name) = &node.value {
            let folded = fold(name);
            let known = self
                .authors
                .iter()
                .find(|(id, author)| *id == folded || fold(&author.name) == folded);
            if let Some((_, author)) = known {
                return Some(author.clone());
            }
            let names = self.authors.iter().map(|(_, author)| &*author.name);
            if let Some(near) = suggest::nearest(name, names) {
                let message = format!("`{name}` is almost, but not quite, one of `authors`");
                let diagnostic = Diagnostic::error(CODES.invalid, message).help(format!(
                    "did you mean `{near}`? Someone else needs an entry of their own"
                ));
                diagnostics.push(placed(diagnostic, node.span.clone()));
                return None;
            }
            return Some(Author { name: write::fold(name), url: None, affiliation: None });
        }
        let mut fields = Fields::of("an author", node, CODES, diagnostics)?;
        let name = fields.required("name");
        let url = fields.string("url").and_then(|url| checked_url(url, &mut fields));
        let affiliation = fields.string("affiliation").map(|value| write::fold(&value.0));
        fields.finish();
        Some(Author { name: write::fold(&name?.0), url, affiliation })
    }
}

/// Topics that come before one another in a circle, if there are any.
fn cycle(topics: &[Topic], prerequisites: &[Spanned<String>]) -> Option<Diagnostic> {
    let mut left: Vec<&Topic> = topics.iter().collect();
    // Whatever does not wait for another of those that are left can be studied, and waits no more.
    loop {
        let ids: HashSet<&str> = left.iter().map(|topic| &*topic.id).collect();
        let before = left.len();
        left.retain(|topic| topic.after.iter().any(|id| ids.contains(&**id)));
        if left.len() == before {
            break;
        }
    }
    // Follow one that is left until it comes round.
    let mut path: Vec<&str> = Vec::new();
    let mut here = *left.first()?;
    while !path.contains(&&*here.id) {
        path.push(&here.id);
        here = left.iter().find(|topic| here.after.contains(&topic.id))?;
    }
    path.drain(..path.iter().position(|id| *id == here.id)?);
    let span = prerequisites.iter().find(|(id, _)| *id == here.id)?.1.clone();
    let message = format!("each of {} comes after the other", suggest::listed(&path));
    let message =
        if path.len() == 1 { format!("`{}` comes after itself", path[0]) } else { message };
    let diagnostic = Diagnostic::error(CODES.invalid, message);
    Some(placed(diagnostic.help("leave out one `after`, so that there is one to begin with"), span))
}

fn part(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Part> {
    let mut fields = Fields::of("a part", node, CODES, diagnostics)?;
    let title = fields.required("title");
    let url = fields.required("url").and_then(|url| checked_url(url, &mut fields));
    fields.finish();
    Some(Part { title: plain(title), url: url? })
}

/// An id of the author's own.
fn checked_id(fields: &mut Fields) -> Option<Spanned<String>> {
    let (id, span) = fields.string("id")?;
    let slug = slug(&id);
    if slug == id && !id.is_empty() {
        return Some((id, span));
    }
    let message = format!("`{id}` cannot be an id");
    let instead = if slug.is_empty() { String::new() } else { format!(": `{slug}`") };
    let help = format!("ids are lower-case letters, digits and dashes{instead}");
    fields.error_with_help(message, span, Some(help));
    None
}

fn plain(value: Option<Spanned<String>>) -> String {
    value.map(|(text, _)| write::fold(&text)).unwrap_or_default()
}

fn checked_url((written, span): Spanned<String>, fields: &mut Fields) -> Option<String> {
    let written = written.trim().to_owned();
    if written.starts_with("www.") {
        let help = format!("write `https://{written}`");
        fields.error_with_help("this URL has no scheme".to_owned(), span, Some(help));
        return None;
    }
    if url::is_allowed(&written) && !written.is_empty() {
        return Some(written);
    }
    let message = match url::scheme(&written) {
        Some(scheme) => format!("a page cannot link to `{scheme}:` URLs"),
        None => "this URL is empty".to_owned(),
    };
    let help = "URLs are http, https, mailto, or relative to the book's `src` folder";
    fields.error_with_help(message, span, Some(help.to_owned()));
    None
}

fn children<'n>(node: &'n Node, name: &str) -> impl Iterator<Item = &'n Node> {
    let items = match node.get(&[name]) {
        Some(Node { value: crate::node::Value::Array(items), .. }) => items.as_slice(),
        _ => &[],
    };
    items.iter()
}

/// Ids in use, and where the explicit ones stand.
#[derive(Default)]
struct Ids {
    explicit: HashMap<String, Option<Range<usize>>>,
    derived: HashMap<String, usize>,
    collisions: Vec<Diagnostic>,
}

impl Ids {
    fn reserve(&mut self, node: &Node) {
        let Some(node) = node.get(&["id"]) else { return };
        let crate::node::Value::String(id) = &node.value else { return };
        if let Some(first) = self.explicit.insert(id.clone(), node.span.clone()) {
            let mut diagnostic =
                Diagnostic::error(Code::DuplicateId, format!("the id `{id}` is taken"));
            if let (Some(first), Some(second)) = (first, node.span.clone()) {
                diagnostic = diagnostic.labelled(second, "here again").related(first, "first here");
            }
            self.collisions.push(diagnostic);
        }
    }

    /// The explicit id, or one made from the title: with `-2`, `-3`, … where that is taken.
    fn take(&mut self, id: Option<Spanned<String>>, title: &str, fallback: &str) -> String {
        if let Some((id, _)) = id {
            return id;
        }
        let base = match slug(title) {
            empty if empty.is_empty() => fallback.to_owned(),
            slug => slug,
        };
        loop {
            let count = self.derived.entry(base.clone()).or_insert(0);
            *count += 1;
            let id = if *count == 1 { base.clone() } else { format!("{base}-{count}") };
            let free =
                !self.explicit.contains_key(&id) && (id == base || !self.derived.contains_key(&id));
            if free {
                self.derived.entry(id.clone()).or_insert(1);
                return id;
            }
        }
    }
}
