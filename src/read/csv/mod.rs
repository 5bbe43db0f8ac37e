//! Tables with a header row: CSV, TSV, and the exports of programs in them.
//!
//! [`syntax`] finds the cells, [`columns`] says what they are; this file knows what their values mean.

mod columns;
mod syntax;

use std::collections::HashMap;
use std::ops::Range;

use crate::catalogue::{Access, Author, Duration, Facts, Kind, Level, Part, Role, kind, slug};
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::Draft;
use crate::read::cells::{bracketed, words};
use crate::read::entries::{Entries, Entry, ROOT};
use crate::read::{dates, html, kinds, people, values};
use crate::suggest;
use crate::url;
use crate::words::list;
use columns::{Column, Header, NAMES, head};
use syntax::{Cell, Rows};

/// Types of references that Zotero has, and what they are.
const ZOTERO_KINDS: [(&str, &str); 18] = [
    ("blogpost", "article"),
    ("book", "book"),
    ("booksection", "book"),
    ("computerprogram", "tool"),
    ("conferencepaper", "paper"),
    ("dictionaryentry", "article"),
    ("encyclopediaarticle", "article"),
    ("film", "video"),
    ("journalarticle", "paper"),
    ("magazinearticle", "article"),
    ("newspaperarticle", "article"),
    ("podcast", "podcast"),
    ("preprint", "paper"),
    ("presentation", "video"),
    ("report", "paper"),
    ("thesis", "paper"),
    ("tvbroadcast", "video"),
    ("videorecording", "video"),
];

/// The words for each kind: those of this program, and Zotero's. Lists know more.
fn kind_words() -> HashMap<String, String> {
    let mut kinds: HashMap<String, String> =
        ZOTERO_KINDS.iter().map(|(word, id)| ((*word).to_owned(), (*id).to_owned())).collect();
    for Kind { id, label, plural, .. } in kind::builtin() {
        kinds.extend([&label, &plural, &id].map(|word| (slug(word), id.clone())));
    }
    kinds
}

/// Reads a table.
pub(super) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let mut rows = Rows::new(text);
    let mut entries = Entries::new(text, diagnostics);
    let cells = match rows.next() {
        Ok(cells) => cells.unwrap_or_default(),
        Err(error) => {
            entries.diagnostics.push(error);
            return Draft::default();
        }
    };
    let header = Header::read(&cells);
    if ![Column::Title, Column::Url, Column::Doi].into_iter().any(|column| header.has(column)) {
        let span = cells.first().map_or(0, |cell| cell.span.start)
            ..cells.last().map_or(0, |cell| cell.span.end);
        let message = "none of these columns has the titles or the URLs";
        entries.diagnostics.push(
            Diagnostic::error(Code::InvalidCatalogue, message)
                .at(span)
                .help("the first row names the columns, such as `title` and `url`"),
        );
        return Draft::default();
    }
    name_unknown(&header, &cells, &mut entries);
    let table = Table { header, kinds: kind_words() };
    loop {
        match rows.next() {
            Ok(Some(row)) => add(&table, &row, &mut entries),
            Ok(None) => return entries.finish(),
            Err(warning) => entries.diagnostics.push(warning),
        }
    }
}

/// Says which columns are not read, if it is no program's table whose other columns are known to be of no use.
fn name_unknown(header: &Header, cells: &[Cell], entries: &mut Entries) {
    let unknown = header.unknown();
    let Some(first) = unknown.first().filter(|_| header.known_program.is_none()) else { return };
    let names: Vec<&str> = unknown.iter().map(|at| &*cells[*at].text).collect();
    let shown = suggest::listed(&names[..names.len().min(suggest::MAX_LISTED)]);
    let columns = if names.len() == 1 { "this column is" } else { "these columns are" };
    entries.warn(cells[*first].span.clone(), format!("{columns} not read: {shown}"));
    let known = NAMES.iter().flat_map(|(_, _, names, _)| *names).copied();
    let mut meant =
        names.iter().filter_map(|name| Some((name, suggest::nearest(&head(name), known.clone())?)));
    let meant = meant.next();
    if let (Some((name, meant)), Some(warning)) = (meant, entries.diagnostics.last_mut()) {
        warning.help = Some(format!("instead of `{}`, did you mean `{meant}`?", name.trim()));
    }
}

/// Context of all rows.
struct Table {
    header: Header,
    /// Ids of kinds by the words for them.
    kinds: HashMap<String, String>,
}

struct CsvRow<'r> {
    table: &'r Table,
    /// Columns in order, the better of two for one field first.
    cells: Vec<(Column, &'r Cell)>,
    span: Range<usize>,
}

impl<'r> CsvRow<'r> {
    fn new(table: &'r Table, cells: &'r [Cell]) -> Self {
        let known = table.header.known(cells);
        let first = cells.first().map_or(0..0, |cell| cell.span.clone());
        let mut row = CsvRow { table, cells: known, span: first };
        // A row is known by its title.
        let named = [Column::Title, Column::Url].into_iter().find_map(|name| row.all(name).next());
        row.span = named.map_or(row.span, |cell| cell.span.clone());
        row
    }

    /// The cells of a meaning, the best first.
    fn all(&self, wanted: Column) -> impl Iterator<Item = &'r Cell> {
        let cells = self.cells.iter().filter(move |(column, _)| *column == wanted);
        cells.map(|(_, cell)| *cell)
    }

    /// The value of a meaning; what is none is told, once for all rows.
    fn read<T>(
        &self,
        wanted: Column,
        entries: &mut Entries,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let cell = self.all(wanted).next()?;
        let field = NAMES.iter().find(|(column, ..)| *column == wanted).map_or("", |row| row.1);
        entries.read(field, &cell.text, &cell.span, read)
    }

    fn text(&self, wanted: Column) -> String {
        self.all(wanted).next().map(|cell| cell.text.clone()).unwrap_or_default()
    }
}

fn add(table: &Table, cells: &[Cell], entries: &mut Entries) {
    let row = CsvRow::new(table, cells);
    let width = table.header.width();
    if cells.iter().skip(width).any(|cell| !cell.text.is_empty()) {
        let count = cells.len();
        let message =
            format!("this row has {count} values, the head {width}; the others are left out");
        entries.warn(cells[width].span.clone(), message);
    }
    let link = row.all(Column::Url).next();
    let doi = row.text(Column::Doi);
    let entry = Entry {
        title: html::plain(&row.text(Column::Title)),
        url: link.map(|cell| (first_url(&cell.text).to_owned(), Some(cell.span.clone()))),
        doi: Some(doi),
        authors: authors(&row),
        kind: kind(&row, entries),
        description: html::plain(&row.text(Column::Description)),
        tags: row.all(Column::Tags).flat_map(|cell| words(&cell.text)).collect(),
        parts: parts(&row, entries),
        span: row.span.clone(),
        facts: facts(&row, entries),
        ..Entry::default()
    };
    let folder = folder(&row, entries);
    entries.add(folder, entry);
}

/// The first URL of a cell: one of several, that of a link in Markdown, or of a formula.
fn first_url(cell: &str) -> &str {
    let begins = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    let mut starts = cell.match_indices("http").map(|(at, _)| at).filter(|at| begins(&cell[*at..]));
    let Some(start) = starts.next() else { return cell };
    let is_parted =
        |at: &usize| cell[..*at].ends_with(|c: char| c.is_whitespace() || ",;".contains(c));
    match cell[..start].chars().next_back() {
        None => {
            let end = starts.find(is_parted).unwrap_or(cell.len());
            cell[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;".contains(c))
        }
        Some('(') => {
            let mut depth = 0_usize;
            let closes = |c: char| match c {
                '(' => {
                    depth += 1;
                    false
                }
                ')' if depth > 0 => {
                    depth -= 1;
                    false
                }
                c => c == ')',
            };
            let rest = &cell[start..];
            &rest[..rest.find(closes).unwrap_or(rest.len())]
        }
        Some('"') => cell[start..].split('"').next().unwrap_or(cell),
        Some(_) => cell,
    }
}

fn authors(row: &CsvRow) -> Vec<Author> {
    let is_family_first = row.table.header.program().is_family_first;
    let cells = row.all(Column::Authors).take(1).chain(row.all(Column::MoreAuthors));
    cells.flat_map(|cell| people::listed(&cell.text, is_family_first)).collect()
}

/// The folder that a row names, from the outermost on.
fn folder(row: &CsvRow, entries: &mut Entries) -> usize {
    let Some(cell) = row.all(Column::Topic).next() else { return ROOT };
    // A title can have a `/` in it: "TCP/IP".
    let separator = row.table.header.program().separator;
    let titles = bracketed(&cell.text)
        .unwrap_or_else(|| cell.text.split(separator).map(str::to_owned).collect());
    titles.iter().fold(ROOT, |folder, title| entries.folder(folder, title, cell.span.clone()))
}

/// Kind that a row gives.
fn kind(row: &CsvRow, entries: &mut Entries) -> Option<String> {
    let cell = row.all(Column::Kind).next()?;
    let found = row.table.kinds.get(&slug(&cell.text)).cloned();
    let found = found.or_else(|| kinds::of_label(&cell.text).map(str::to_owned));
    // Most of Zotero's types are documents of which only the URL tells more.
    if found.is_none() && row.table.header.known_program.is_none() {
        entries.unread("kind", &cell.text, cell.span.clone());
    }
    found
}

fn facts(row: &CsvRow, entries: &mut Entries) -> Facts {
    let access = |text: &str| match &*slug(text) {
        "0" | "no-cost" => Some(Access::Free),
        "free-to-audit" => Some(Access::Audit),
        // A price.
        word if word.bytes().any(|byte| byte.is_ascii_digit()) => Some(Access::Paid),
        _ => list::access(text),
    };
    let dead = |text: &str| match &*slug(text) {
        "dead" => Some(true),
        "alive" => Some(false),
        _ => None,
    };
    let role = |text: &str| {
        Role::ALL.iter().find(|(known, _)| *known == slug(text)).map(|(_, role)| *role)
    };
    let text = |column| row.all(column).next().map(|cell| cell.text.trim().to_owned());
    Facts {
        year: row.read(Column::Year, entries, dates::year),
        language: row.read(Column::Language, entries, values::language),
        access: row.read(Column::Access, entries, access),
        level: row.read(Column::Level, entries, level),
        dead: row.read(Column::Status, entries, dead),
        role: row.read(Column::Role, entries, role),
        duration: row.read(Column::Duration, entries, duration),
        choice: text(Column::Choice),
        // A note on rights is seldom the name of a licence.
        license: values::license(&row.text(Column::License)),
        added: row.read(Column::Added, entries, dates::day),
        checked: row.read(Column::Checked, entries, dates::day),
        archived: row.read(Column::Archived, entries, |url| {
            Some(url.to_owned()).filter(|url| url::is_allowed(url))
        }),
        ..Facts::default()
    }
}

fn level(text: &str) -> Option<Level> {
    let word = slug(text);
    let known = Level::ALL.iter().find(|(known, _)| *known == word).map(|(_, level)| *level);
    known.or_else(|| list::level(text))
}

/// A time; a film's running time in Zotero is often a clock's.
fn duration(text: &str) -> Option<Duration> {
    let parts: Vec<&str> = text.split(':').collect();
    Duration::parse(text).or_else(|| match parts[..] {
        [hours, minutes, _] => Duration::parse(&format!("{hours}h {minutes}m")),
        [minutes, _] => Duration::parse(&format!("{minutes}m")),
        _ => None,
    })
}

/// Parts, each on a line of its own: `Title <URL>`.
fn parts(row: &CsvRow, entries: &mut Entries) -> Vec<Part> {
    let mut parts = Vec::new();
    for cell in row.all(Column::Parts) {
        for line in cell.text.lines().filter(|line| !line.trim().is_empty()) {
            let written = line.trim().strip_suffix('>').and_then(|line| line.rsplit_once('<'));
            match written.filter(|(_, url)| url::is_allowed(url)) {
                Some((title, url)) => {
                    parts.push(Part { title: title.trim().to_owned(), url: url.to_owned() });
                }
                None => {
                    entries.warn(cell.span.clone(), "a part is written `Title <URL>`".to_owned());
                }
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::first_url;

    #[test]
    fn one_url_of_a_cell() {
        for (cell, expected) in [
            (
                "https://web.archive.org/web/2020/https://x.example/p",
                "https://web.archive.org/web/2020/https://x.example/p",
            ),
            (
                "https://httpbin.example/get?next=http%3A%2F%2Fb",
                "https://httpbin.example/get?next=http%3A%2F%2Fb",
            ),
            ("http://a.example https://b.example", "http://a.example"),
            ("https://a.example, https://b.example", "https://a.example"),
            ("[x](https://x.example/Rust_(lang))", "https://x.example/Rust_(lang)"),
            ("=HYPERLINK(\"https://x.example/a\",\"A\")", "https://x.example/a"),
            ("https://x.example/a b", "https://x.example/a b"),
            ("n/a", "n/a"),
        ] {
            assert_eq!(first_url(cell), expected);
        }
    }
}
