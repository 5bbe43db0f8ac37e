//! Ways out: a catalogue as a file of another format. What a format has no place for is in the manual.
//!
//! To add a format: give it a file and a row in [`FORMATS`], describe it in `book/src/manual/commands.md`, and add a
//! case to `tests/cases/export/`.

mod csl_json;
mod csv;
mod document;
mod drift;
mod json;
mod markdown;
mod toml;

pub(crate) use drift::compare;

use crate::catalogue::{Catalogue, Hit, Resource};

/// Writes a catalogue in a format.
pub(crate) type Export = fn(&Catalogue) -> String;

/// Each format with its name.
pub(crate) const FORMATS: [(&str, Export); 5] = [
    ("toml", Catalogue::to_toml),
    ("json", Catalogue::to_json),
    ("csl-json", csl_json::write),
    ("csv", Catalogue::to_csv),
    ("markdown", Catalogue::to_markdown),
];

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

    /// Document of one topic or resource, in TOML.
    pub(crate) fn fields(&self, hit: Hit) -> String {
        toml::write(&document::entry(self, hit))
    }

    /// The catalogue in JSON of the same shape.
    pub fn to_json(&self) -> String {
        json::write(&document::of(self))
    }

    /// The catalogue as a table, with a row for each resource.
    pub fn to_csv(&self) -> String {
        csv::write(self)
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
