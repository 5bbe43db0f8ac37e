//! Columns of a table, by the names in its header, and the programs that write tables.

use super::syntax::Cell;
use crate::catalogue::normalise;

/// Field that a column gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Column {
    Title,
    Url,
    Doi,
    Authors,
    /// Authors besides those of another column.
    MoreAuthors,
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

/// Column, its field in a catalogue, its names as [`head`] has them, and what stands in it, for the manual.
type ColumnRow = (Column, &'static str, &'static [&'static str], &'static str);

/// Columns. Where several say one thing, the first name that has a value is read, but all tags are.
pub(super) const NAMES: [ColumnRow; 22] = [
    (
        Column::Title,
        "title",
        &["title", "name", "book name", "course title", "resource name", "resource"],
        "",
    ),
    (
        Column::Url,
        "url",
        &[
            "url",
            "link",
            "href",
            "uri",
            "website",
            "link url",
            "url link",
            "course url",
            "resource url",
            "web address",
        ],
        "empty for a book on paper",
    ),
    (Column::Doi, "url", &["doi"], "`10.1000/x`"),
    (
        Column::Authors,
        "authors",
        &["authors", "author", "creators", "creator", "instructor", "speaker", "by", "author text"],
        "`Ada Miller, Ben Baker`; between semicolons also `Miller, Ada; Baker, Ben`",
    ),
    (
        Column::MoreAuthors,
        "authors",
        &["additional authors", "secondary author"],
        "the same, besides",
    ),
    (
        Column::Kind,
        "kind",
        &["kind", "type", "item type", "format"],
        "`video`, `Textbook`, `blog post`, `journalArticle`",
    ),
    (
        Column::Description,
        "description",
        &[
            "description",
            "note",
            "notes",
            "comments",
            "excerpt",
            "summary",
            "abstract",
            "abstract note",
        ],
        "plain text",
    ),
    (
        Column::Topic,
        "topic",
        &["topic", "topics", "folder", "category", "section", "collection", "subject", "heading"],
        "a topic, or a path of topics: `Bread / Flours`",
    ),
    (
        Column::Year,
        "year",
        &[
            "year",
            "publication year",
            "date",
            "published",
            "publication date",
            "pubdate",
            "pub year",
        ],
        "",
    ),
    (Column::Language, "language", &["language", "lang"], "`de`, `German`"),
    (Column::Access, "access", &["access", "price", "cost"], "`free`, `paid`, `audit`, or a price"),
    (
        Column::Level,
        "level",
        &["level", "difficulty"],
        "also `beginner`, `medium`, `hard` and the like",
    ),
    (
        Column::Tags,
        "tags",
        &[
            "tags",
            "tag",
            "keywords",
            "keyword",
            "manual tags",
            "automatic tags",
            "document tags",
            "labels",
        ],
        "`a|b`, `a; b`, `a, b`",
    ),
    (
        Column::Duration,
        "duration",
        &["duration", "length", "running time", "time"],
        "`3h 20m`, `1:30:00`",
    ),
    (
        Column::Added,
        "added",
        &["added", "created", "created at", "date added", "time added", "saved date", "timestamp"],
        "`2024-02-03`, `Feb 3, 2024`, or a number of seconds",
    ),
    (Column::Checked, "checked", &["checked", "access date", "accessed"], "the same"),
    (Column::License, "license", &["license", "licence", "rights"], "the name of one: `CC BY 4.0`"),
    (Column::Archived, "archived", &["archived", "archive url"], ""),
    (Column::Role, "role", &["role"], ""),
    (Column::Choice, "choice", &["choice"], ""),
    (Column::Status, "status", &["status"], "`dead` or `alive`"),
    (Column::Parts, "parts", &["parts"], "one on each line: `Title <URL>`"),
];

/// Program that writes tables, whose columns are known: those that are not read have no warning.
pub(super) struct Program {
    /// Names of columns by which its tables are known.
    heads: &'static [&'static str],
    /// Columns of its own, or of another meaning than elsewhere: `None` says that they are not read.
    columns: &'static [(&'static str, Option<Column>)],
    pub(super) is_family_first: bool,
    /// Stands between the folders of a path.
    pub(super) separator: &'static str,
}

/// Program that is not known.
const OTHER: Program =
    Program { heads: &[], columns: &[], is_family_first: false, separator: " / " };

/// Programs, in the order in which a header is compared with them.
const PROGRAMS: [(&str, Program); 9] = [
    (
        "Zotero",
        Program {
            heads: &["item type", "publication year"],
            columns: &[("type", None), ("status", None), ("section", None), ("notes", None)],
            is_family_first: true,
            ..OTHER
        },
    ),
    ("Raindrop", Program { heads: &["excerpt", "cover", "favorite"], separator: "/", ..OTHER }),
    ("Pocket", Program { heads: &["time added", "status"], columns: &[("status", None)], ..OTHER }),
    (
        "Instapaper",
        Program {
            heads: &["selection", "folder"],
            columns: &[("selection", Some(Column::Description))],
            ..OTHER
        },
    ),
    ("Readwise Reader", Program { heads: &["document tags", "saved date"], ..OTHER }),
    (
        "Goodreads",
        Program {
            heads: &["exclusive shelf", "bookshelves"],
            columns: &[
                ("original publication year", Some(Column::Year)),
                ("year published", Some(Column::Year)),
                ("bookshelves", Some(Column::Tags)),
            ],
            ..OTHER
        },
    ),
    (
        "LibraryThing",
        Program {
            heads: &["primary author", "collections"],
            columns: &[
                ("primary author", Some(Column::Authors)),
                ("languages", Some(Column::Language)),
                ("comment", Some(Column::Description)),
                ("summary", None),
                ("length", None),
            ],
            is_family_first: true,
            ..OTHER
        },
    ),
    (
        "StoryGraph",
        Program {
            heads: &["read status", "last date read"],
            columns: &[("format", None)],
            ..OTHER
        },
    ),
    (
        "Calibre",
        Program {
            heads: &["author sort", "library name"],
            columns: &[
                ("pubdate", Some(Column::Year)),
                ("languages", Some(Column::Language)),
                ("formats", None),
            ],
            ..OTHER
        },
    ),
];

/// The header of a table.
pub(super) struct Header {
    /// `None` if no program that is known has written the table.
    pub(super) known_program: Option<&'static Program>,
    /// For each column its field, if it says something to us, and its rank among those of the field.
    columns: Vec<Option<(Column, usize)>>,
}

impl Header {
    pub(super) fn read(cells: &[Cell]) -> Self {
        let names: Vec<String> = cells.iter().map(|cell| head(&cell.text)).collect();
        let has = |name: &&str| names.iter().any(|known| known == name);
        let mut programs = PROGRAMS.iter().map(|(_, program)| program);
        let known_program = programs.find(|program| program.heads.iter().all(has));
        let column = |name: &String| {
            let own = known_program.map_or(&[][..], |program| program.columns);
            match own.iter().position(|(known, _)| known == name) {
                Some(rank) => own[rank].1.map(|column| (column, rank)),
                None => NAMES.iter().find_map(|(column, _, names, _)| {
                    let rank = names.iter().position(|known| known == name)?;
                    Some((*column, own.len() + rank))
                }),
            }
        };
        Header { known_program, columns: names.iter().map(column).collect() }
    }

    pub(super) fn program(&self) -> &'static Program {
        self.known_program.unwrap_or(&OTHER)
    }

    /// Returns whether there is a column of this meaning.
    pub(super) fn has(&self, wanted: Column) -> bool {
        self.columns.iter().flatten().any(|(column, _)| *column == wanted)
    }

    /// Number of columns.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Positions of columns that say nothing to us.
    pub(super) fn unknown(&self) -> Vec<usize> {
        (0..self.width()).filter(|at| self.columns[*at].is_none()).collect()
    }

    /// The cells of a row that say something, with what it is; the better of two comes first.
    pub(super) fn known<'r>(&self, row: &'r [Cell]) -> Vec<(Column, &'r Cell)> {
        let cells =
            self.columns.iter().zip(row).filter_map(|(column, cell)| Some(((*column)?, cell)));
        let mut cells: Vec<((Column, usize), &Cell)> =
            cells.filter(|(_, cell)| !cell.text.trim().is_empty()).collect();
        cells.sort_by_key(|(column, _)| *column);
        cells.into_iter().map(|((column, _), cell)| (column, cell)).collect()
    }
}

/// The name of a column as it is compared: in small letters, with a blank for each sign; `(s)` is `s`.
pub(super) fn head(name: &str) -> String {
    let name = name.replace("(s)", "s").replace(|c: char| !c.is_alphanumeric(), " ");
    normalise(&name).replace('-', " ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use std::fmt::Write;

    use super::{NAMES, PROGRAMS};
    use crate::manual::{check_table, listed};

    /// The manual has the tables that the columns and the programs make.
    #[test]
    fn the_tables_of_the_manual_are_those_of_the_columns() {
        const COLUMNS: &str = "| column | is called | and holds |\n|---|---|---|\n";
        const KNOWN: &str = "| program | known by | columns of its own |\n|---|---|---|\n";
        let (mut columns, mut programs) = (String::new(), String::new());
        for (_, field, names, holds) in NAMES {
            writeln!(columns, "| `{field}` | {} | {} |", listed(names), holds.replace('|', "\\|"))
                .unwrap();
        }
        for (name, program) in PROGRAMS {
            let own = program.columns.iter().map(|(name, column)| {
                let field = NAMES.iter().find(|(known, ..)| Some(*known) == *column);
                let field =
                    field.map_or("not read".to_owned(), |(_, field, ..)| format!("`{field}`"));
                format!("`{name}`: {field}")
            });
            let own = own.collect::<Vec<_>>().join(", ");
            writeln!(programs, "| {name} | {} | {own} |", listed(program.heads)).unwrap();
        }
        check_table("book/src/manual/exchange.md", COLUMNS, &columns);
        check_table("book/src/manual/exchange.md", KNOWN, &programs);
    }
}
