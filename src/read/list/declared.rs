//! Declarations of how a list is written: in its front matter, in `book.toml`, or on the command line.

use super::icons::without_icons;
use super::pattern::{Pattern, PatternError};
use crate::catalogue::fields::Field;
use crate::catalogue::slug::normalise;

/// Key of the patterns of entries, and what stands before a heading in the key of those below it.
const ENTRY: &str = "entry";
const ENTRY_IN: &str = "entry in ";
const BELOW: &str = "below";
const COLUMNS: &str = "columns";

/// Patterns that are declared for a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Declared {
    /// Patterns of entries, with the heading below which they hold; none for those that hold everywhere.
    entries: Vec<(Option<String>, Vec<Pattern>)>,
    /// Patterns of the lines and items below an entry.
    pub(super) below: Vec<Pattern>,
    /// Patterns of the cells of a row.
    pub(super) columns: Vec<Columns>,
}

/// Patterns of the cells of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(super) source: String,
    pub(super) cells: Vec<Pattern>,
}

impl Declared {
    /// Keys whose names are fixed.
    pub(crate) const KEYS: [&'static str; 3] = [ENTRY, BELOW, COLUMNS];

    /// Returns whether a key of front matter or of a table declares patterns.
    pub(crate) fn is_key(key: &str) -> bool {
        Self::KEYS.contains(&key) || key.starts_with(ENTRY_IN)
    }

    /// Adds a pattern under a key.
    ///
    /// # Errors
    /// The mistake in the pattern.
    pub(crate) fn add(&mut self, key: &str, pattern: &str) -> Result<(), PatternError> {
        if key == COLUMNS {
            let mut cells = Vec::new();
            let mut at = 0;
            for cell in pattern.split('|') {
                let blank = cell.len() - cell.trim_start().len();
                let parsed =
                    Pattern::parse(cell.trim()).map_err(|PatternError { message, place }| {
                        let start = at + blank;
                        PatternError { message, place: start + place.start..start + place.end }
                    });
                cells.push(parsed?);
                at += cell.len() + 1;
            }
            self.columns.push(Columns { source: pattern.to_owned(), cells });
            return Ok(());
        }
        let pattern = Pattern::parse(pattern)?;
        if key == BELOW {
            self.below.push(pattern);
            return Ok(());
        }
        let heading = key.strip_prefix(ENTRY_IN).map(heading);
        match self.entries.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, patterns)) => patterns.push(pattern),
            None => self.entries.push((heading, vec![pattern])),
        }
        Ok(())
    }

    /// Adds the patterns of another declaration where this one has none: a list's own word is stronger than a book's.
    pub(crate) fn or(mut self, other: &Declared) -> Declared {
        for (heading, patterns) in &other.entries {
            if !self.entries.iter().any(|(known, _)| known == heading) {
                self.entries.push((heading.clone(), patterns.clone()));
            }
        }
        if self.below.is_empty() {
            self.below.clone_from(&other.below);
        }
        if self.columns.is_empty() {
            self.columns.clone_from(&other.columns);
        }
        self
    }

    /// The patterns of entries below headings, which come outermost first: those of the nearest heading first.
    pub(super) fn entries<'d>(&'d self, path: &[&str]) -> Vec<&'d Pattern> {
        let of = |wanted: Option<&str>| {
            let found = self.entries.iter().find(|(known, _)| known.as_deref() == wanted);
            found.map_or(&[][..], |(_, patterns)| patterns)
        };
        let path: Vec<String> = path.iter().rev().map(|name| heading(name)).collect();
        path.iter().flat_map(|name| of(Some(name))).chain(of(None)).collect()
    }

    /// All patterns as they are written; those of a table as one.
    pub(super) fn patterns(&self) -> impl Iterator<Item = &str> {
        let entries = self.entries.iter().flat_map(|(_, patterns)| patterns).chain(&self.below);
        let columns = self.columns.iter().map(|columns| &*columns.source);
        entries.map(|pattern| &*pattern.source).chain(columns)
    }

    /// Returns whether it says of any entries that a text of theirs is the description.
    pub(super) fn has_description(&self) -> bool {
        self.entries
            .iter()
            .flat_map(|(_, patterns)| patterns)
            .any(|pattern| pattern.has(Field::Description))
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Declared::default()
    }
}

/// A heading as it is compared: in any case, without icons.
fn heading(text: &str) -> String {
    normalise(&without_icons(text).0)
}
