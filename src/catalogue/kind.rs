//! Kinds of resources.
//!
//! To add one: add a line to [`BUILTIN`], and to the table in `book/src/manual/catalogue.md`.

/// What a resource is: a word and an icon, shown beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The word that a catalogue and a directive use.
    pub id: String,
    /// The word that a reader sees.
    pub label: String,
    /// The same for several.
    pub plural: String,
    /// The icon that a reader sees.
    pub icon: Option<String>,
}

/// The kind of a resource that does not say.
pub(super) const DEFAULT: &str = "website";

/// Id, plural and icon; the label is the id.
const BUILTIN: [(&str, &str, &str); 12] = [
    ("video", "videos", "🎬"),
    ("playlist", "playlists", "🎞️"),
    ("course", "courses", "🎓"),
    ("lectures", "lectures", "🏫"),
    ("book", "books", "📖"),
    ("article", "articles", "📰"),
    ("paper", "papers", "📄"),
    ("website", "websites", "🌐"),
    ("tool", "tools", "🛠️"),
    ("channel", "channels", "📺"),
    ("podcast", "podcasts", "🎙️"),
    ("repository", "repositories", "📦"),
];

pub(super) fn builtin() -> Vec<Kind> {
    let kind = |(id, plural, icon): (&str, &str, &str)| Kind {
        id: id.to_owned(),
        label: id.to_owned(),
        plural: plural.to_owned(),
        icon: Some(icon.to_owned()),
    };
    BUILTIN.into_iter().map(kind).collect()
}
