//! Kinds of resources.
//!
//! To add one: add a line to [`BUILTIN`] and to [`DRAWINGS`], and name it in the table of
//! `book/src/manual/catalogue.md` and in `schema/catalogue.json`. Its words stand in `src/words/`, and the sites that
//! have it in `src/read/kinds.rs`.

/// Kind of a resource: a word and an icon, shown beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
const DEFAULT: &str = "website";

/// Id of the kind of a resource without a URL that gives none.
const DEFAULT_ON_PAPER: &str = "book";

/// Id of the kind of a resource that gives none.
pub(crate) fn default_of(url: Option<&str>) -> &'static str {
    if url.is_some() { DEFAULT } else { DEFAULT_ON_PAPER }
}

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

/// Id and the path of an icon, drawn with a line in a square of 24.
const DRAWINGS: [(&str, &str); 12] = [
    ("video", "M3 5h18v14H3zM10 9l5 3-5 3z"),
    ("playlist", "M3 6h14M3 11h14M3 16h7M14 14l6 3-6 3z"),
    ("course", "M2 9l10-5 10 5-10 5zM6 11v5c3 3 9 3 12 0v-5M22 9v6"),
    ("lectures", "M3 4h18v11H3zM12 15v3M8 21l4-3 4 3M7 8h6"),
    ("book", "M12 6c-2-2-6-2-9-1v14c3-1 7-1 9 1 2-2 6-2 9-1V5c-3-1-7-1-9 1zM12 6v14"),
    ("article", "M5 3h14v18H5zM8 8h8M8 12h8M8 16h5"),
    ("paper", "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"),
    (
        "website",
        "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c4 4 4 14 0 18M12 3c-4 4-4 14 0 18",
    ),
    ("tool", "M20 7a5 5 0 0 1-7 6l-7 7-3-3 7-7a5 5 0 0 1 6-7l-3 3 1 3 3 1z"),
    ("channel", "M3 8h18v12H3zM8 3l4 5 4-5"),
    ("podcast", "M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3M9 21h6"),
    (
        "repository",
        "M7 9v6M7 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM7 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM17 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM17 9c0 5-5 5-8 7",
    ),
];

impl Kind {
    /// The path of an SVG icon, for a kind that ships and whose icon the catalogue has left alone.
    pub(crate) fn drawing(&self) -> Option<&'static str> {
        let ships = BUILTIN
            .iter()
            .any(|[id, _, _, icon]| *id == self.id && self.icon.as_deref() == Some(icon));
        let drawing = DRAWINGS.iter().find(|(id, _)| *id == self.id).filter(|_| ships);
        drawing.map(|(_, path)| *path)
    }
}

impl Kind {
    /// Returns whether the catalogue says what readers see; otherwise the book's language does.
    pub(crate) fn has_own_words(&self) -> bool {
        let ships = |[id, label, plural, _]: &[&str; 4]| {
            *id == self.id && *label == self.label && *plural == self.plural
        };
        !BUILTIN.iter().any(ships)
    }
}

/// The ids of the kinds that ship.
pub(crate) fn ids() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|[id, ..]| *id)
}

pub(crate) fn builtin() -> Vec<Kind> {
    let kind = |words: [&str; 4]| {
        let [id, label, plural, icon] = words.map(str::to_owned);
        Kind { id, label, plural, icon: Some(icon) }
    };
    BUILTIN.into_iter().map(kind).collect()
}
