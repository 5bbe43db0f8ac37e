//! What the columns of a table are, by the names in its header.

use super::syntax::Cell;
use crate::catalogue::normalise;

/// What a column says of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Column {
    Title,
    Url,
    Doi,
    Authors,
    Kind,
    Description,
    Year,
    Language,
    Access,
    Level,
    Tags,
    Topic,
    Added,
    Archived,
    Status,
    Parts,
    Duration,
    Role,
    Choice,
    License,
    Checked,
}

/// Names of columns as [`normalise`] has them. Where several columns say one thing, the first in this list that has a
/// value is read, but all tags are.
const NAMES: [(&str, Column); 68] = [
    ("title", Column::Title),
    ("name", Column::Title),
    ("url", Column::Url),
    ("link", Column::Url),
    ("href", Column::Url),
    ("uri", Column::Url),
    ("website", Column::Url),
    ("doi", Column::Doi),
    ("authors", Column::Authors),
    ("author", Column::Authors),
    ("creators", Column::Authors),
    ("creator", Column::Authors),
    ("instructor", Column::Authors),
    ("speaker", Column::Authors),
    ("by", Column::Authors),
    ("kind", Column::Kind),
    ("type", Column::Kind),
    ("item-type", Column::Kind),
    ("format", Column::Kind),
    ("description", Column::Description),
    ("note", Column::Description),
    ("notes", Column::Description),
    ("excerpt", Column::Description),
    ("summary", Column::Description),
    ("abstract", Column::Description),
    ("abstract-note", Column::Description),
    ("year", Column::Year),
    ("publication-year", Column::Year),
    ("date", Column::Year),
    ("published", Column::Year),
    ("language", Column::Language),
    ("lang", Column::Language),
    ("access", Column::Access),
    ("price", Column::Access),
    ("level", Column::Level),
    ("difficulty", Column::Level),
    ("tags", Column::Tags),
    ("tag", Column::Tags),
    ("keywords", Column::Tags),
    ("manual-tags", Column::Tags),
    ("automatic-tags", Column::Tags),
    ("topic", Column::Topic),
    ("topics", Column::Topic),
    ("folder", Column::Topic),
    ("category", Column::Topic),
    ("section", Column::Topic),
    ("collection", Column::Topic),
    ("added", Column::Added),
    ("created", Column::Added),
    ("date-added", Column::Added),
    ("time-added", Column::Added),
    ("checked", Column::Checked),
    ("access-date", Column::Checked),
    ("accessed", Column::Checked),
    ("duration", Column::Duration),
    ("length", Column::Duration),
    ("running-time", Column::Duration),
    ("role", Column::Role),
    ("choice", Column::Choice),
    ("license", Column::License),
    ("licence", Column::License),
    ("rights", Column::License),
    ("archived", Column::Archived),
    ("archive-url", Column::Archived),
    ("status", Column::Status),
    ("parts", Column::Parts),
    ("subject", Column::Topic),
    ("heading", Column::Topic),
];

/// Which program has written a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    Raindrop,
    Zotero,
    Other,
}

/// The header of a table.
pub(super) struct Header {
    pub(super) program: Program,
    /// Each known column, with its position; the better of two comes first.
    pub(super) columns: Vec<(Column, usize)>,
    /// Positions of columns that say nothing to us.
    pub(super) unknown: Vec<usize>,
    pub(super) width: usize,
}

impl Header {
    pub(super) fn read(cells: &[Cell]) -> Self {
        let names: Vec<String> = cells.iter().map(|cell| normalise(&cell.text)).collect();
        let has = |name: &str| names.iter().any(|known| known == name);
        let program = if has("item-type") && has("publication-year") {
            Program::Zotero
        } else if has("excerpt") && has("cover") && has("favorite") {
            Program::Raindrop
        } else {
            Program::Other
        };
        let mut columns = Vec::new();
        let mut unknown = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let known = NAMES.iter().position(|(known, _)| known == name);
            match known.filter(|rank| program.means(NAMES[*rank].0)) {
                Some(rank) => columns.push((rank, at)),
                None => unknown.push(at),
            }
        }
        columns.sort_unstable();
        let columns = columns.into_iter().map(|(rank, at)| (NAMES[rank].1, at)).collect();
        Header { program, columns, unknown, width: cells.len() }
    }

    /// Whether there is a column of this meaning.
    pub(super) fn has(&self, wanted: Column) -> bool {
        self.columns.iter().any(|(column, _)| *column == wanted)
    }
}

impl Program {
    /// Whether a column of this name means what it does elsewhere: Zotero has columns for films, bills and archives.
    fn means(self, name: &str) -> bool {
        match self {
            Program::Zotero => !matches!(name, "type" | "status" | "section" | "notes"),
            Program::Raindrop | Program::Other => true,
        }
    }
}
