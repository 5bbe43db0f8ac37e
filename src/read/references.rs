//! Fields of references, by their names in BibTeX and in CSL-JSON.

type Names = &'static [&'static str];

/// Field of a catalogue, its names in BibTeX and in CSL-JSON, of which the first that is there is read, and what stands in
/// it, for the manual.
type FieldRow = (&'static str, Names, Names, &'static str);

const FIELDS: [FieldRow; 11] = [
    (
        "title",
        &["title"],
        &["title"],
        "without markup: `{\\\"o}` is ö, `\\emph{…}`, `<i>` and `&amp;` go; in BibTeX with `subtitle`",
    ),
    (
        "url",
        &["url", "ee", "bdsk-url-1", "link", "pdf"],
        &["URL", "url", "link", "href"],
        "in BibTeX also in `howpublished`, in notes, and numbers of arXiv",
    ),
    ("doi", &["doi"], &["DOI"], "the URL, if there is no other"),
    (
        "authors",
        &["author", "editor", "organization", "institution"],
        &["author", "director", "guest", "editor", "collection-editor"],
        "\"Last, First\" is turned round; `{An Institution}` stays; `family=Last, given=First` is one name",
    ),
    (
        "description",
        &["abstract", "annotation", "annote", "note", "addendum"],
        &["abstract", "note"],
        "",
    ),
    (
        "year",
        &["date", "year"],
        &["issued", "published", "published-print", "published-online"],
        "",
    ),
    ("added", &["timestamp", "date-added", "creationdate"], &[], "a day"),
    ("checked", &["urldate", "lastchecked", "accessed"], &["accessed"], "a day"),
    (
        "tags",
        &["keywords", "keyword", "mendeley-tags", "groups", "tags"],
        &["keyword", "keywords", "tags"],
        "all of them",
    ),
    ("language", &["language", "langid"], &["language"], "`de`, `ngerman`"),
    ("license", &["copyright", "license"], &["license"], "the name of one: `MIT`, `CC BY 4.0`"),
];

/// Names of a field in BibTeX.
pub(super) fn bibtex(field: &str) -> &'static [&'static str] {
    FIELDS.iter().find(|(known, ..)| *known == field).map_or(&[], |row| row.1)
}

/// Names of a field in CSL-JSON.
pub(super) fn csl(field: &str) -> &'static [&'static str] {
    FIELDS.iter().find(|(known, ..)| *known == field).map_or(&[], |row| row.2)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics fails")]
mod tests {
    use std::fmt::Write;

    use super::FIELDS;
    use crate::manual::{check_table, listed};

    /// The manual has the table that the fields make.
    #[test]
    fn the_table_of_the_manual_is_that_of_the_fields() {
        const HEAD: &str = "| field | in BibTeX | in CSL-JSON | holds |\n|---|---|---|---|\n";
        let mut rows = String::new();
        for (field, bibtex, csl, holds) in FIELDS {
            writeln!(rows, "| `{field}` | {} | {} | {holds} |", listed(bibtex), listed(csl))
                .unwrap();
        }
        check_table("book/src/manual/exchange.md", HEAD, &rows);
    }
}
