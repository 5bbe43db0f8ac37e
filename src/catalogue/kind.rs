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

/// Id, label, plural and icon.
const BUILTIN: [[&str; 4]; 12] = [
    ["video", "video", "videos", "🎬"],
    ["playlist", "playlist", "playlists", "🎞️"],
    ["course", "course", "courses", "🎓"],
    ["lectures", "lecture series", "lecture series", "🏫"],
    ["book", "book", "books", "📖"],
    ["article", "article", "articles", "📰"],
    ["paper", "paper", "papers", "📄"],
    ["website", "website", "websites", "🌐"],
    ["tool", "tool", "tools", "🛠️"],
    ["channel", "channel", "channels", "📺"],
    ["podcast", "podcast", "podcasts", "🎙️"],
    ["repository", "repository", "repositories", "📦"],
];

pub(super) fn builtin() -> Vec<Kind> {
    let kind = |words: [&str; 4]| {
        let [id, label, plural, icon] = words.map(str::to_owned);
        Kind { id, label, plural, icon: Some(icon) }
    };
    BUILTIN.into_iter().map(kind).collect()
}
