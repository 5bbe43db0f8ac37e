//! Fields of a resource that a list names: in patterns, in labels, in the heads of tables.
//!
//! To add one: add it here, let `read/list/fill.rs` fill it, give its words to the table `fields` of `src/words/*.toml`, and
//! name it in `book/src/manual/patterns.md`.

/// Field of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Authors,
    /// Authors where the text has no word in small letters; any other text does not fit.
    Names,
    Year,
    Kind,
    Description,
    Url,
    Tags,
    Duration,
    Level,
    Language,
    License,
    Access,
}

/// Fields by their names.
pub(crate) const FIELDS: [(&str, Field); 13] = [
    ("title", Field::Title),
    ("authors", Field::Authors),
    ("names", Field::Names),
    ("year", Field::Year),
    ("kind", Field::Kind),
    ("description", Field::Description),
    ("url", Field::Url),
    ("tags", Field::Tags),
    ("duration", Field::Duration),
    ("level", Field::Level),
    ("language", Field::Language),
    ("license", Field::License),
    ("access", Field::Access),
];
