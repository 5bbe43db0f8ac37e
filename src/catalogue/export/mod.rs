//! Ways out: a catalogue as a file of another format. What a format has no place for is in the manual.
//!
//! To add a format: give it a file and a row in [`FORMATS`], describe it in `book/src/manual/exchange.md`, and add a
//! case to `tests/cases/export/`.

mod atom;
mod csl_json;
mod csv;
mod document;
mod feeds;
mod json;
mod markdown;
mod opml;
mod toml;

use super::{Catalogue, Hit, Resource};

/// A catalogue in another format.
#[derive(Debug, Default)]
pub(crate) struct Exported {
    pub(crate) text: String,
    /// Ids of resources that the format has no place for, though they are of a kind that it is about.
    pub(crate) left_out: Vec<String>,
    /// Why they are left out.
    pub(crate) reason: &'static str,
}

pub(crate) type Export = fn(&Catalogue) -> Exported;

/// Each format with its name.
pub(crate) const FORMATS: [(&str, Export); 7] = [
    ("toml", |catalogue| Exported::whole(catalogue.to_toml())),
    ("json", |catalogue| Exported::whole(catalogue.to_json())),
    ("csl-json", |catalogue| Exported::whole(csl_json::write(catalogue))),
    ("csv", |catalogue| Exported::whole(csv::write(catalogue))),
    ("markdown", |catalogue| Exported::whole(catalogue.to_markdown())),
    ("atom", atom::write),
    ("opml", opml::write),
];

impl Exported {
    /// A format that has a place for every resource.
    fn whole(text: String) -> Self {
        Exported { text, ..Exported::default() }
    }
}

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
        toml::write(&document::of(self))
    }

    /// What the catalogue says of one topic or resource, in TOML.
    pub(crate) fn fields(&self, hit: Hit) -> String {
        toml::write(&document::entry(self, hit))
    }

    /// The catalogue in JSON of the same shape.
    pub fn to_json(&self) -> String {
        json::write(&document::of(self))
    }

    /// The catalogue as a list of links in Markdown, in the form of an "awesome list".
    pub fn to_markdown(&self) -> String {
        markdown::write(self)
    }

    /// The titles of the topics that a resource is in, from the outermost on; none for a resource in no topic.
    fn topic_titles(&self, resource: &Resource) -> Vec<&str> {
        self.titles_above(resource.topic())
    }
}
