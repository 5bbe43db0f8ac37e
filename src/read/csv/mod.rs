//! Tables with a header row: CSV, TSV, and the exports of Raindrop and Zotero in them.
//!
//! [`syntax`] finds the cells, [`columns`] says what they are; this file knows what their values mean.

mod columns;
mod syntax;

use std::collections::HashMap;
use std::ops::Range;

use crate::catalogue::{Access, Duration, Facts, Kind, Level, Part, Role, kind, slug};
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::Draft;
use crate::read::entries::{self, Entries, Entry, ROOT};
use crate::read::{dates, people};
use crate::suggest;
use crate::url;
use columns::{Column, Header, Program};
use syntax::{Cell, Rows};

/// Types of references that Zotero has, and what they are.
const ZOTERO_KINDS: [(&str, &str); 17] = [
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
    ("report", "paper"),
    ("thesis", "paper"),
    ("tvbroadcast", "video"),
    ("videorecording", "video"),
];

/// The words for each kind: those of this program, and Zotero's.
fn kinds() -> HashMap<String, String> {
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
    let mut entries = Entries::new(diagnostics);
    let cells = match rows.next() {
        Ok(cells) => cells.unwrap_or_default(),
        Err(error) => {
            entries.diagnostics.push(error);
            return Draft::default();
        }
    };
    let header = Header::read(&cells);
    if !header.has(Column::Url) && !header.has(Column::Doi) {
        let span = cells.first().map_or(0, |cell| cell.span.start)
            ..cells.last().map_or(0, |cell| cell.span.end);
        entries.diagnostics.push(
            Diagnostic::error(Code::InvalidCatalogue, "none of these columns has the URLs")
                .at(span)
                .help("the first row names the columns, one of them `url`"),
        );
        return Draft::default();
    }
    name_unknown(&header, &cells, &mut entries);
    let table = Table { header, kinds: kinds() };
    loop {
        match rows.next() {
            Ok(Some(row)) => add(&table, &row, &mut entries),
            Ok(None) => return entries.finish(),
            Err(error) => {
                entries.diagnostics.push(error);
                return entries.finish();
            }
        }
    }
}

/// Says which columns are not read, if it is no program's table whose other columns are known to be of no use.
fn name_unknown(header: &Header, cells: &[Cell], entries: &mut Entries) {
    let unknown = header.unknown();
    let Some(first) = unknown.first() else { return };
    if header.program == Program::Other {
        let names: Vec<&str> = unknown.iter().map(|at| &*cells[*at].text).collect();
        let shown = suggest::listed(&names[..names.len().min(suggest::MAX_LISTED)]);
        let columns = if names.len() == 1 { "this column is" } else { "these columns are" };
        entries.warn(cells[*first].span.clone(), format!("{columns} not read: {shown}"));
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

    fn text(&self, wanted: Column) -> String {
        self.all(wanted).next().map(|cell| cell.text.clone()).unwrap_or_default()
    }
}

fn add(table: &Table, cells: &[Cell], entries: &mut Entries) {
    let row = CsvRow::new(table, cells);
    if let Some(cell) = cells.get(table.header.width()).filter(|cell| !cell.text.is_empty()) {
        let message = "this row has more values than the header has columns; they are left out";
        entries.warn(cell.span.clone(), message.to_owned());
    }
    let authors = row.text(Column::Authors);
    let link = row.all(Column::Url).next();
    let doi = row.text(Column::Doi);
    let entry = Entry {
        title: row.text(Column::Title),
        url: link.map(|cell| (cell.text.clone(), Some(cell.span.clone()))),
        doi: Some(doi),
        authors: people::listed(&authors),
        kind: kind(&row, entries),
        description: row.text(Column::Description),
        tags: row.all(Column::Tags).flat_map(|cell| entries::words(&cell.text)).collect(),
        parts: parts(&row, entries),
        span: row.span.clone(),
        facts: facts(&row, entries),
        ..Entry::default()
    };
    let folder = folder(&row, entries);
    entries.add(folder, entry);
}

/// The folder that a row names, from the outermost on.
fn folder(row: &CsvRow, entries: &mut Entries) -> usize {
    let Some(cell) = row.all(Column::Topic).next() else { return ROOT };
    // A title can have a `/` in it: "TCP/IP".
    let separator = if row.table.header.program == Program::Raindrop { "/" } else { " / " };
    let titles = cell.text.split(separator);
    titles.fold(ROOT, |folder, title| entries.folder(folder, title, cell.span.clone()))
}

/// Kind that a row gives.
fn kind(row: &CsvRow, entries: &mut Entries) -> Option<String> {
    let cell = row.all(Column::Kind).next()?;
    let found = row.table.kinds.get(&slug(&cell.text)).cloned();
    // Most of Zotero's types are documents of which only the URL tells more.
    if found.is_none() && row.table.header.program == Program::Other {
        let message = format!("`{}` is no kind, so it is left out", cell.text.trim());
        entries.warn(cell.span.clone(), message);
    }
    found
}

fn facts(row: &CsvRow, entries: &mut Entries) -> Facts {
    let access = word(row, Column::Access, entries, |word| match word {
        "free" | "0" | "no-cost" => Some(Access::Free),
        "audit" | "free-to-audit" => Some(Access::Audit),
        word if Access::ALL.iter().any(|(known, _)| *known == word) => Some(Access::Paid),
        // A price.
        word if word.bytes().any(|byte| byte.is_ascii_digit()) => Some(Access::Paid),
        _ => None,
    });
    let level = word(row, Column::Level, entries, |word| match word {
        "beginner" | "easy" | "basic" | "elementary" => Some(Level::Introductory),
        "medium" => Some(Level::Intermediate),
        "hard" | "expert" => Some(Level::Advanced),
        word => Level::ALL.iter().find(|(known, _)| *known == word).map(|(_, level)| *level),
    });
    let dead = word(row, Column::Status, entries, |word| match word {
        "dead" => Some(true),
        "alive" => Some(false),
        _ => None,
    });
    let role = word(row, Column::Role, entries, |word| {
        Role::ALL.iter().find(|(known, _)| *known == word).map(|(_, role)| *role)
    });
    // These say too many things in too many ways to warn of each.
    let day = |column| row.all(column).find_map(|cell| dates::day(&cell.text));
    let text = |column| row.all(column).next().map(|cell| cell.text.trim().to_owned());
    Facts {
        year: dates::year(&row.text(Column::Year)),
        language: entries::language(&row.text(Column::Language)),
        access,
        level,
        dead,
        role,
        duration: duration(row, entries),
        choice: text(Column::Choice),
        license: entries::license(&row.text(Column::License)),
        added: day(Column::Added),
        checked: day(Column::Checked),
        archived: archived(row, entries),
        ..Facts::default()
    }
}

/// A time; a film's running time in Zotero is often a clock's.
fn duration(row: &CsvRow, entries: &mut Entries) -> Option<Duration> {
    let cell = row.all(Column::Duration).next()?;
    let duration = Duration::parse(&cell.text).or_else(|| {
        let parts: Vec<&str> = cell.text.trim().split(':').collect();
        match parts[..] {
            [hours, minutes, _] => Duration::parse(&format!("{hours}h {minutes}m")),
            [minutes, _] => Duration::parse(&format!("{minutes}m")),
            _ => None,
        }
    });
    if duration.is_none() {
        not_known(cell, entries);
    }
    duration
}

/// The URL of a copy.
fn archived(row: &CsvRow, entries: &mut Entries) -> Option<String> {
    let cell = row.all(Column::Archived).next()?;
    let url = cell.text.trim();
    if url::is_allowed(url) {
        return Some(url.to_owned());
    }
    not_known(cell, entries);
    None
}

fn not_known(cell: &Cell, entries: &mut Entries) {
    let message = format!("`{}` is not known here, so it is left out", cell.text.trim());
    entries.warn(cell.span.clone(), message);
}

/// One of a few words; another one is left out, with a warning.
fn word<T>(
    row: &CsvRow,
    column: Column,
    entries: &mut Entries,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let cell = row.all(column).next()?;
    let found = read(&slug(&cell.text));
    if found.is_none() {
        not_known(cell, entries);
    }
    found
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
