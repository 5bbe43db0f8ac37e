//! A catalogue as the tables of a catalogue file: the ids, which last, and else only what reading it would not find out.

use crate::catalogue::fact_table::FactValue;
use crate::catalogue::slug::slug;
use crate::catalogue::{Author, Catalogue, Date, Hit, Kind, Part, Resource, Topic, kind};
use crate::draft::AuthorEntry;
use crate::draft::authors::Authors;

/// A value of a catalogue file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Number(i64),
    Day(Date),
    List(Vec<Value>),
    Table(Document),
    /// Tables with a header of their own.
    Tables(Vec<Document>),
}

impl From<FactValue> for Value {
    fn from(value: FactValue) -> Self {
        match value {
            FactValue::Year(year) => Value::Number(year),
            FactValue::Date(date) => Value::Day(date),
            value => Value::Text(value.to_string()),
        }
    }
}

/// Keys and values, in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Document(pub(crate) Vec<(&'static str, Value)>);

impl Document {
    fn value(&mut self, key: &'static str, value: Value) {
        self.0.push((key, value));
    }

    fn text(&mut self, key: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.value(key, Value::Text(text.to_owned()));
        }
    }

    fn texts(&mut self, key: &'static str, texts: &[String]) {
        if !texts.is_empty() {
            let texts = texts.iter().map(|text| Value::Text(text.clone()));
            self.value(key, Value::List(texts.collect()));
        }
    }

    fn tables(&mut self, key: &'static str, tables: Vec<Document>) {
        if !tables.is_empty() {
            self.value(key, Value::Tables(tables));
        }
    }
}

/// Document of each resource.
pub(crate) fn of_resources(catalogue: &Catalogue) -> Vec<Document> {
    let mut writer = Writer::new(catalogue);
    for author in catalogue.resources().iter().flat_map(|resource| &resource.authors) {
        writer.author(author);
    }
    catalogue.resources().iter().map(|resource| writer.resource(resource)).collect()
}

/// The whole catalogue.
pub(crate) fn of(catalogue: &Catalogue) -> Document {
    let mut writer = Writer::new(catalogue);
    let mut fields = Document::default();
    fields.text("title", Some(catalogue.title()).filter(|title| !title.is_empty()));
    fields.text("description", catalogue.description());
    let builtin = kind::builtin();
    let own = catalogue.kinds().iter().filter(|kind| !builtin.contains(kind));
    fields.tables("kinds", own.map(own_kind).collect());
    let authors = catalogue.resources().iter().flat_map(|resource| &resource.authors);
    let authors = authors.filter_map(|author| writer.author(author)).collect();
    fields.tables("authors", authors);
    let outermost = (0..).zip(catalogue.topics()).filter(|(_, topic)| topic.parent.is_none());
    let (root, topics): (Vec<_>, Vec<_>) = outermost.partition(|(_, topic)| topic.is_root);
    for (_, topic) in root {
        fields.tables("resources", writer.resources(topic));
    }
    fields
        .tables("topics", topics.into_iter().map(|(at, topic)| writer.topic(at, topic)).collect());
    fields
}

/// One topic, without what stands in it, or one resource.
pub(super) fn entry(catalogue: &Catalogue, hit: Hit) -> Document {
    let mut writer = Writer { catalogue, authors: Authors::default(), parts: Vec::new() };
    match hit {
        Hit::Topic(topic) => topic_fields(&catalogue.topics()[topic]),
        Hit::Resource(resource) => writer.resource(&catalogue.resources()[resource]),
    }
}

/// Document of a topic.
fn topic_fields(topic: &Topic) -> Document {
    let mut fields = Document::default();
    fields.text("title", Some(&topic.title));
    fields.text("id", Some(&topic.id));
    fields.text("icon", topic.icon.as_deref());
    fields.texts("aliases", &topic.aliases);
    fields.texts("after", &topic.prerequisites);
    fields.text("introduction", topic.introduction.as_deref());
    fields
}

/// For each topic the positions of its sub-topics.
fn parts(catalogue: &Catalogue) -> Vec<Vec<usize>> {
    let mut parts = vec![Vec::new(); catalogue.topics().len()];
    for (at, topic) in catalogue.topics().iter().enumerate() {
        if let Some(parent) = topic.parent {
            parts[parent].push(at);
        }
    }
    parts
}

fn own_kind(kind: &Kind) -> Document {
    let mut fields = Document::default();
    fields.text("id", Some(&kind.id));
    fields.text("label", Some(&kind.label));
    fields.text("plural", Some(&kind.plural));
    fields.text("icon", kind.icon.as_deref());
    fields
}

/// All that is known of an author.
fn described(author: &Author) -> Document {
    let Author { name, url, affiliation } = author;
    let mut fields = Document::default();
    fields.text("name", Some(name));
    fields.text("url", url.as_deref());
    fields.text("affiliation", affiliation.as_deref());
    fields
}

struct Writer<'c> {
    catalogue: &'c Catalogue,
    /// Those who have an entry of their own.
    authors: Authors,
    parts: Vec<Vec<usize>>,
}

impl<'c> Writer<'c> {
    fn new(catalogue: &'c Catalogue) -> Self {
        Writer { catalogue, authors: Authors::default(), parts: parts(catalogue) }
    }

    /// An entry for an author of whom more is known than the name.
    fn author(&mut self, author: &Author) -> Option<Document> {
        let Author { name, url, affiliation } = author;
        let is_bare = url.is_none() && affiliation.is_none();
        let id = slug(name);
        if is_bare || id.is_empty() || self.authors.knows(&id, name) {
            return None;
        }
        // There is none of this id, so nothing can be wrong.
        self.authors.add(AuthorEntry { id: (id, None), author: author.clone() }, 0);
        Some(described(author))
    }

    /// An author by name, if that is enough.
    fn reference(&mut self, author: &Author) -> Value {
        if self.authors.named(&author.name) == (author.clone(), None) {
            return Value::Text(author.name.clone());
        }
        Value::Table(described(author))
    }

    fn topic(&mut self, at: usize, topic: &Topic) -> Document {
        let mut fields = topic_fields(topic);
        fields.tables("resources", self.resources(topic));
        let parts = std::mem::take(&mut self.parts[at]);
        let catalogue = self.catalogue;
        let parts = parts.into_iter().map(|part| self.topic(part, &catalogue.topics()[part]));
        let parts = parts.collect();
        fields.tables("topics", parts);
        fields
    }

    fn resources(&mut self, topic: &Topic) -> Vec<Document> {
        let resources = self.catalogue.resources_of(topic).iter();
        resources.map(|resource| self.resource(resource)).collect()
    }

    fn resource(&mut self, resource: &Resource) -> Document {
        // All fields, so that none can be forgotten here.
        let Resource {
            id,
            title,
            url,
            authors,
            kind,
            facts,
            tags,
            former_ids,
            parts,
            memberships,
            shares_url: _,
            origins: _,
            base: _,
        } = resource;
        let mut fields = Document::default();
        fields.text("title", Some(title));
        fields.text("id", Some(id));
        fields.text("url", url.as_deref());
        let mut authors: Vec<Value> = authors.iter().map(|author| self.reference(author)).collect();
        match authors.len() {
            0 => {}
            1 => fields.0.extend(authors.pop().map(|author| ("authors", author))),
            _ => fields.value("authors", Value::List(authors)),
        }
        fields.text("kind", Some(&*kind.id).filter(|id| *id != kind::default_of(url.as_deref())));
        fields.0.extend(facts.given().map(|(name, value)| (name, Value::from(value))));
        let others = memberships.iter().skip(1);
        let others = others.map(|other| self.catalogue.topics()[other.topic].id.clone());
        fields.texts("also", &others.collect::<Vec<_>>());
        fields.texts("tags", tags);
        fields.texts("was", former_ids);
        if !parts.is_empty() {
            fields.value("parts", Value::List(parts.iter().map(part).collect()));
        }
        fields
    }
}

fn part(part: &Part) -> Value {
    let Part { title, url } = part;
    let mut fields = Document::default();
    fields.text("title", Some(title));
    fields.text("url", Some(url));
    Value::Table(fields)
}
