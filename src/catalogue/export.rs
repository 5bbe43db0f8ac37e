//! A catalogue as canonical TOML, in the order in which it is read: reading it again gives the same one.

use std::fmt::Write;

use super::authors::Authors;
use super::draft::AuthorEntry;
use super::slug::slug;
use super::{Access, Author, Catalogue, Hit, Kind, Level, Part, Resource, Role, Topic, kind};

impl Catalogue {
    /// The catalogue in the TOML format that the manual describes.
    ///
    /// ```
    /// use mdbook_resources::Catalogue;
    ///
    /// let list = "# Bread\n\n## Sourdough\n\n- [The first loaf](https://example.com/loaf) - In an hour.\n";
    /// let toml = Catalogue::from_markdown(list).unwrap().to_toml();
    /// assert!(toml.contains("[[topics.resources]]\ntitle = \"The first loaf\"\n"));
    /// assert_eq!(Catalogue::from_toml(&toml).unwrap().to_toml(), toml);
    /// ```
    pub fn to_toml(&self) -> String {
        let mut export = Export { toml: String::new(), authors: Authors::default() };
        export.string("title", Some(self.title()).filter(|title| !title.is_empty()));
        export.string("description", self.description());
        let builtin = kind::builtin();
        for kind in self.kinds().iter().filter(|kind| !builtin.contains(kind)) {
            export.kind(kind);
        }
        for author in self.resources().iter().flat_map(|resource| &resource.authors) {
            export.author(author);
        }
        for topic in self.topics() {
            export.topic(self, topic);
        }
        let toml = export.toml;
        toml.trim_start().to_owned()
    }

    /// What the catalogue says of one topic or resource, in the same format.
    pub(crate) fn fields(&self, hit: Hit) -> String {
        let mut export = Export { toml: String::new(), authors: Authors::default() };
        match hit {
            Hit::Topic(topic) => export.topic_fields(&self.topics()[topic]),
            Hit::Resource(resource) => export.resource(self, &self.resources()[resource]),
        }
        export.toml
    }

    /// `[[topics]]` for a topic, `[[topics.topics]]` for one in it.
    fn table_of(&self, topic: &Topic) -> String {
        let outer = topic.parent.map(|parent| self.table_of(&self.topics()[parent]) + ".");
        outer.unwrap_or_default() + "topics"
    }
}

struct Export {
    toml: String,
    /// Those who have an entry of their own.
    authors: Authors,
}

impl Export {
    fn header(&mut self, name: &str) {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(self.toml, "\n[[{name}]]");
    }

    fn value(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.toml, "{key} = {value}");
    }

    fn string(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.value(key, &quoted(value));
        }
    }

    fn strings(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            self.value(key, &array(values.iter().map(|value| quoted(value))));
        }
    }

    fn kind(&mut self, kind: &Kind) {
        self.header("kinds");
        self.string("id", Some(&kind.id));
        self.string("label", Some(&kind.label));
        self.string("plural", Some(&kind.plural));
        self.string("icon", kind.icon.as_deref());
    }

    /// An entry for an author of whom more is known than the name.
    fn author(&mut self, author: &Author) {
        let Author { name, url, affiliation } = author;
        let is_bare = url.is_none() && affiliation.is_none();
        let id = slug(name);
        if is_bare || id.is_empty() || self.authors.knows(&id, name) {
            return;
        }
        self.header("authors");
        self.string("name", Some(name));
        self.string("url", url.as_deref());
        self.string("affiliation", affiliation.as_deref());
        let entry = AuthorEntry { id: (id, None), author: author.clone() };
        // There is none of this id, so nothing can be wrong.
        self.authors.add(entry, 0);
    }

    fn topic_fields(&mut self, topic: &Topic) {
        self.string("title", Some(&topic.title));
        self.id(&topic.id, &topic.title);
        self.string("icon", topic.icon.as_deref());
        self.strings("aliases", &topic.aliases);
        self.strings("after", &topic.after);
        self.string("introduction", topic.introduction.as_deref());
    }

    fn topic(&mut self, catalogue: &Catalogue, topic: &Topic) {
        let table = catalogue.table_of(topic);
        let resources = if topic.is_root { "resources" } else { &format!("{table}.resources") };
        if !topic.is_root {
            self.header(&table);
            self.topic_fields(topic);
        }
        for resource in catalogue.resources_of(topic) {
            self.header(resources);
            self.resource(catalogue, resource);
        }
    }

    fn resource(&mut self, catalogue: &Catalogue, resource: &Resource) {
        // All fields, so that none can be forgotten here.
        let Resource {
            id,
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
            memberships,
            origins: _,
            base: _,
        } = resource;
        self.string("title", Some(title));
        self.id(id, title);
        self.string("url", Some(url));
        let authors = authors.iter().map(|author| self.reference(author));
        let authors: Vec<String> = authors.collect();
        match &authors[..] {
            [] => {}
            [author] => self.value("authors", author),
            _ => self.value("authors", &array(authors.iter().cloned())),
        }
        self.string("kind", Some(&*kind.id).filter(|id| *id != super::kind::DEFAULT));
        self.string("description", description.as_deref());
        if let Some(year) = year {
            self.value("year", &year.to_string());
        }
        self.string("language", language.as_deref());
        self.string("access", access.map(Access::id));
        self.string("level", level.map(Level::label));
        self.string("duration", duration.map(|duration| duration.to_string()).as_deref());
        self.string("role", Some(role.id()).filter(|_| *role != Role::default()));
        self.string("choice", choice.as_deref());
        self.string("license", license.as_deref());
        for (key, date) in [("added", added), ("checked", checked)] {
            if let Some(date) = date {
                self.value(key, &date.to_string());
            }
        }
        let others =
            memberships.iter().skip(1).map(|other| catalogue.topics()[other.topic].id.clone());
        self.strings("also", &others.collect::<Vec<_>>());
        self.strings("tags", tags);
        self.string("archived", archived.as_deref());
        self.string("status", dead.then_some("dead"));
        if !parts.is_empty() {
            let part = |Part { title, url }: &Part| {
                format!("    {{ title = {}, url = {} }},\n", quoted(title), quoted(url))
            };
            let parts: String = parts.iter().map(part).collect();
            self.value("parts", &format!("[\n{parts}]"));
        }
    }

    /// An id that would not be derived from the title.
    fn id(&mut self, id: &str, title: &str) {
        self.string("id", Some(id).filter(|id| *id != slug(title)));
    }

    /// An author by name, if that is enough.
    fn reference(&mut self, author: &Author) -> String {
        let Author { name, url, affiliation } = author;
        if self.authors.named(name).is_ok_and(|named| named == *author) {
            return quoted(name);
        }
        let fields =
            [("name", Some(name)), ("url", url.as_ref()), ("affiliation", affiliation.as_ref())];
        let fields = fields
            .into_iter()
            .filter_map(|(key, value)| value.map(|value| format!("{key} = {}", quoted(value))));
        format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
    }
}

fn quoted(value: &str) -> String {
    toml::Value::from(value).to_string()
}

fn array(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(", "))
}
