//! Values that remember where they stand, and a reader of tables that reports everything it meets.
//!
//! TOML and JSON become the same [`Node`]s, so that a catalogue and the table in `book.toml` are each
//! read once, whatever file they came from, with the same messages.

mod fields;
mod json;
mod places;
pub(crate) mod slips;
mod toml;

use std::ops::Range;

pub(crate) use fields::{Codes, Fields, Spanned, placed, repeated};
pub(crate) use json::RepeatedKey;

use crate::diagnostic::{Code, Diagnostic};

/// Lists and tables in one another, at most: what reads them calls itself for each level.
const MAX_DEPTH: usize = 64;

/// A value and its place, a byte range of the file, where one is known.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Option<Range<usize>>,
    pub(crate) value: Value,
}

#[derive(Clone, Debug)]
pub(crate) enum Value {
    String(String),
    Integer(i64),
    Boolean(bool),
    /// A date or time of TOML, as written.
    Date(String),
    Array(Vec<Node>),
    Table(Table),
    /// A value that no setting can have: a float, null.
    Other(&'static str),
}

/// Keys in the file's order, as far as its parser keeps it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    entries: Vec<(Key, Node)>,
    /// Positions of the entries, in the order of their names.
    by_name: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Key {
    name: String,
    span: Option<Range<usize>>,
}

impl Node {
    /// The node at a path of keys.
    pub(crate) fn get(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, key| match &node.value {
            Value::Table(table) => table.entry(key).map(|(_, node)| node),
            _ => None,
        })
    }

    pub(crate) fn kind(&self) -> &'static str {
        match &self.value {
            Value::String(_) => "a string",
            Value::Integer(_) => "a number",
            Value::Boolean(_) => "a boolean",
            Value::Date(_) => "a date",
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
            Value::Other(kind) => kind,
        }
    }
}

impl Table {
    fn new(entries: Vec<(Key, Node)>) -> Self {
        let mut by_name: Vec<usize> = (0..entries.len()).collect();
        by_name.sort_by_key(|at| &*entries[*at].0.name);
        Table { entries, by_name }
    }

    fn entry(&self, name: &str) -> Option<(&Key, &Node)> {
        let found =
            self.by_name.binary_search_by(|at| (*self.entries[*at].0.name).cmp(name)).ok()?;
        let (key, node) = &self.entries[self.by_name[found]];
        Some((key, node))
    }

    /// The first key that an earlier one has the name of.
    fn repeated(&self) -> Option<&Key> {
        let name = |at: usize| &self.entries[at].0.name;
        // The sort is stable: of equal names, the later one comes second.
        let pairs = self.by_name.windows(2).filter(|pair| name(pair[0]) == name(pair[1]));
        pairs.map(|pair| pair[1]).min().map(|at| &self.entries[at].0)
    }

    /// The keys and values, for tables whose keys are the author's to choose.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.entries.iter().map(|(key, node)| (&*key.name, node))
    }
}

/// Error about a list or table inside too many others.
fn too_deep(code: Code, start: usize) -> Diagnostic {
    let message = format!("this is nested more than {MAX_DEPTH} levels deep");
    Diagnostic::error(code, message).at(start..start)
}
