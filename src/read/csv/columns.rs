//! Columns of a table, by the names in its header.

use super::syntax::Cell;
use crate::catalogue::normalise;

/// Field that a column gives.
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
    /// For each column its row of [`NAMES`], if it says something to us.
    ranks: Vec<Option<usize>>,
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
        let rank = |name: &String| {
            let known = NAMES.iter().position(|(known, _)| known == name);
            known.filter(|_| program.means(name))
        };
        Header { program, ranks: names.iter().map(rank).collect() }
    }

    /// Returns whether there is a column of this meaning.
    pub(super) fn has(&self, wanted: Column) -> bool {
        self.ranks.iter().flatten().any(|rank| NAMES[*rank].1 == wanted)
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.ranks.len()
    }

    /// Positions of columns that say nothing to us.
    pub(super) fn unknown(&self) -> Vec<usize> {
        (0..self.width()).filter(|at| self.ranks[*at].is_none()).collect()
    }

    /// The cells of a row that say something, with what it is; the better of two comes first.
    pub(super) fn known<'r>(&self, row: &'r [Cell]) -> Vec<(Column, &'r Cell)> {
        let cells = self.ranks.iter().zip(row).filter_map(|(rank, cell)| Some(((*rank)?, cell)));
        let mut cells: Vec<(usize, &Cell)> =
            cells.filter(|(_, cell)| !cell.text.trim().is_empty()).collect();
        cells.sort_by_key(|(rank, _)| *rank);
        cells.into_iter().map(|(rank, cell)| (NAMES[rank].1, cell)).collect()
    }
}

impl Program {
    /// Returns whether a column of this name means what it does elsewhere: Zotero has columns for films, bills and archives.
    fn means(self, name: &str) -> bool {
        match self {
            Program::Zotero => !matches!(name, "type" | "status" | "section" | "notes"),
            Program::Raindrop | Program::Other => true,
        }
    }
}
