//! Values that remember where they stand, and a reader of tables that reports everything it meets.
//!
//! TOML and JSON become the same [`Node`]s, so that a catalogue and the table in `book.toml` are each
//! read once, whatever file they came from, with the same messages.

use std::fmt;
use std::mem;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic};
use crate::suggest;

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
    Array(Vec<Node>),
    Table(Table),
    /// What no setting of ours can be: a float, a date, null.
    Other(&'static str),
}

/// Keys in the file's order, as far as its parser keeps it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    entries: Vec<(Key, Node)>,
}

#[derive(Clone, Debug)]
struct Key {
    name: String,
    span: Option<Range<usize>>,
}

impl Node {
    /// A TOML document.
    ///
    /// # Errors
    /// What the TOML parser has to say, with its place.
    pub(crate) fn from_toml(text: &str, code: Code) -> Result<Node, Diagnostic> {
        match DeTable::parse(text) {
            Ok(table) => {
                let span = table.span();
                Ok(Node { span: Some(span), value: Value::Table(table.into_inner().into()) })
            }
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                Err(Diagnostic::error(code, format!("this is not TOML: {}", error.message()))
                    .at(span))
            }
        }
    }

    /// A JSON document.
    ///
    /// # Errors
    /// What the JSON parser has to say, with its place.
    pub(crate) fn from_json_text(text: &str, code: Code) -> Result<Node, Diagnostic> {
        let failed = |span: Range<usize>, message: String| {
            Diagnostic::error(code, format!("this is not JSON: {message}")).at(span)
        };
        let raw = serde_json::from_str::<&RawValue>(text).map_err(|error| {
            let at = offset(text, error.line(), error.column());
            // The parser adds the place, which is shown anyway.
            let message = error.to_string();
            failed(at..at, message.split(" at line ").next().unwrap_or_default().to_owned())
        })?;
        Raw { text, raw: raw.get() }.node().map_err(|(span, message)| failed(span, message))
    }

    /// A JSON value, with the places of the same keys in a TOML document that it was made from. A value
    /// that is another than in the document has no place there.
    pub(crate) fn from_json(json: &serde_json::Value, written: Option<&Node>) -> Node {
        let value = match json {
            serde_json::Value::String(string) => Value::String(string.clone()),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(integer) => Value::Integer(integer),
                None => Value::Other("a number with a fraction"),
            },
            serde_json::Value::Array(items) => {
                let at = |index| match written.map(|node| &node.value) {
                    Some(Value::Array(nodes)) => nodes.get(index),
                    _ => None,
                };
                let nodes = items.iter().enumerate().map(|(i, item)| Node::from_json(item, at(i)));
                Value::Array(nodes.collect())
            }
            serde_json::Value::Object(map) => {
                let entry = |name: &str| match written.map(|node| &node.value) {
                    Some(Value::Table(table)) => table.entry(name),
                    _ => None,
                };
                let entries = map.iter().map(|(name, value)| {
                    let written = entry(name);
                    let span = written.and_then(|(key, _)| key.span.clone());
                    let node = Node::from_json(value, written.map(|(_, node)| node));
                    (Key { name: name.clone(), span }, node)
                });
                Value::Table(Table { entries: entries.collect() })
            }
            serde_json::Value::Bool(boolean) => Value::Boolean(*boolean),
            serde_json::Value::Null => Value::Other("null"),
        };
        let written = written.filter(|node| match (&node.value, &value) {
            (Value::String(written), Value::String(value)) => written == value,
            (Value::Integer(written), Value::Integer(value)) => written == value,
            (Value::Boolean(written), Value::Boolean(value)) => written == value,
            (written, value) => mem::discriminant(written) == mem::discriminant(value),
        });
        Node { span: written.and_then(|node| node.span.clone()), value }
    }

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
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
            Value::Other(kind) => kind,
        }
    }
}

/// The byte offset of a line and column, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.max(1) - 1).map(str::len).sum();
    let mut at = (before + column.max(1) - 1).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A piece of a JSON document that is known to be well formed.
struct Raw<'t> {
    text: &'t str,
    raw: &'t str,
}

/// The keys and values of a JSON object, with their places in it.
struct Entries<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'de: 't, 't> Deserialize<'de> for Entries<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Vec<(&'de RawValue, &'de RawValue)>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(EntriesVisitor).map(Entries)
    }
}

impl<'t> Raw<'t> {
    fn span(&self) -> Range<usize> {
        let start = self.raw.as_ptr() as usize - self.text.as_ptr() as usize;
        start..start + self.raw.len()
    }

    fn inner(&self, raw: &'t RawValue) -> Raw<'t> {
        Raw { text: self.text, raw: raw.get() }
    }

    fn read<T: Deserialize<'t>>(&self) -> Result<T, (Range<usize>, String)> {
        serde_json::from_str(self.raw).map_err(|error| (self.span(), error.to_string()))
    }

    /// The value; each level is read by itself, because only a raw value knows its place.
    fn node(&self) -> Result<Node, (Range<usize>, String)> {
        let value = match self.raw.as_bytes().first() {
            Some(b'{') => {
                let mut table = Table::default();
                for (key, value) in self.read::<Entries>()?.0 {
                    let key = self.inner(key);
                    let name: String = key.read()?;
                    if table.entry(&name).is_some() {
                        return Err((key.span(), format!("the key `{name}` is there twice")));
                    }
                    let node = self.inner(value).node()?;
                    table.entries.push((Key { name, span: Some(key.span()) }, node));
                }
                Value::Table(table)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = self.read()?;
                let nodes = items.into_iter().map(|item| self.inner(item).node());
                Value::Array(nodes.collect::<Result<_, _>>()?)
            }
            _ => Node::from_json(&self.read()?, None).value,
        };
        Ok(Node { span: Some(self.span()), value })
    }
}

impl From<DeValue<'_>> for Value {
    fn from(value: DeValue<'_>) -> Self {
        match value {
            DeValue::String(string) => Value::String(string.into_owned()),
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
                .map_or(Value::Other("a number out of range"), Value::Integer),
            DeValue::Array(items) => Value::Array(
                items
                    .into_iter()
                    .map(|item| Node { span: Some(item.span()), value: item.into_inner().into() })
                    .collect(),
            ),
            DeValue::Table(table) => Value::Table(table.into()),
            DeValue::Float(_) => Value::Other("a number with a fraction"),
            DeValue::Boolean(boolean) => Value::Boolean(boolean),
            DeValue::Datetime(_) => Value::Other("a date"),
        }
    }
}

impl From<DeTable<'_>> for Table {
    fn from(table: DeTable<'_>) -> Self {
        let entries = table.into_iter().map(|(key, value)| {
            let key = Key { span: Some(key.span()), name: key.into_inner().into_owned() };
            let node = Node { span: Some(value.span()), value: value.into_inner().into() };
            (key, node)
        });
        Table { entries: entries.collect() }
    }
}

impl Table {
    fn entry(&self, name: &str) -> Option<(&Key, &Node)> {
        self.entries.iter().find(|(key, _)| key.name == name).map(|(key, node)| (key, node))
    }

    /// The keys and values, for tables whose keys are the author's to choose.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.entries.iter().map(|(key, node)| (&*key.name, node))
    }
}

/// A value and its place.
pub(crate) type Spanned<T> = (T, Option<Range<usize>>);

/// Which codes a reader gives its diagnostics.
#[derive(Clone, Copy)]
pub(crate) struct Codes {
    pub(crate) invalid: Code,
    pub(crate) unknown_key: Code,
}

/// Reads the fields of one table; what is wrong with them is added to the diagnostics.
///
/// Every field is asked for by name once, and [`Fields::finish`] refuses the keys that nobody asked
/// for: the names that can be suggested are the names that are read.
pub(crate) struct Fields<'n, 'd> {
    /// What the table describes, as messages call it: "a topic".
    subject: &'static str,
    table: &'n Table,
    span: Option<Range<usize>>,
    codes: Codes,
    known: Vec<&'static str>,
    pub(crate) diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'n, 'd> Fields<'n, 'd> {
    /// Nothing, and an error, where the node is not a table.
    pub(crate) fn of(
        subject: &'static str,
        node: &'n Node,
        codes: Codes,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let span = node.span.clone();
        if let Value::Table(table) = &node.value {
            return Some(Fields { subject, table, span, codes, known: Vec::new(), diagnostics });
        }
        let message = format!("{subject} is a table, not {}", node.kind());
        diagnostics.push(placed(Diagnostic::error(codes.invalid, message), span));
        None
    }

    /// The node under a key.
    pub(crate) fn node(&mut self, name: &'static str) -> Option<&'n Node> {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
        self.table.entry(name).map(|(_, node)| node)
    }

    pub(crate) fn string(&mut self, name: &'static str) -> Option<Spanned<String>> {
        let node = self.node(name)?;
        self.as_string(name, node)
    }

    /// A string that has to be there and to have something in it.
    pub(crate) fn required(&mut self, name: &'static str) -> Option<Spanned<String>> {
        if self.node(name).is_none() {
            let message = format!("{} needs a `{name}`", self.subject);
            self.error(message, self.span.clone());
            return None;
        }
        let (string, span) = self.string(name)?;
        if string.trim().is_empty() {
            self.error(format!("the `{name}` of {} is empty", self.subject), span);
            return None;
        }
        Some((string, span))
    }

    pub(crate) fn integer(&mut self, name: &'static str) -> Option<Spanned<i64>> {
        let node = self.node(name)?;
        if let Value::Integer(integer) = node.value {
            return Some((integer, node.span.clone()));
        }
        self.wrong_kind(name, "a number", node);
        None
    }

    pub(crate) fn boolean(&mut self, name: &'static str) -> Option<bool> {
        let node = self.node(name)?;
        if let Value::Boolean(boolean) = node.value {
            return Some(boolean);
        }
        self.wrong_kind(name, "`true` or `false`", node);
        None
    }

    /// A string, or a list of strings.
    pub(crate) fn strings(&mut self, name: &'static str) -> Vec<Spanned<String>> {
        let items = self.items(name);
        items.into_iter().filter_map(|item| self.as_string(name, item)).collect()
    }

    /// The nodes of a list, or the one node that stands in its place.
    pub(crate) fn items(&mut self, name: &'static str) -> Vec<&'n Node> {
        match self.node(name) {
            None => Vec::new(),
            Some(Node { value: Value::Array(items), .. }) => items.iter().collect(),
            Some(node) => vec![node],
        }
    }

    /// One of a few words, or a number that is as good as one.
    pub(crate) fn word<T: Copy>(&mut self, name: &'static str, words: &[(&str, T)]) -> Option<T> {
        let node = self.node(name)?;
        let (word, span) = match node.value {
            Value::Integer(integer) => (integer.to_string(), node.span.clone()),
            Value::String(ref word) => (word.clone(), node.span.clone()),
            _ => {
                let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                let message = format!("the `{name}` of {} cannot be {}", self.subject, node.kind());
                self.error_with_help(message, node.span.clone(), suggest::help("", &words));
                return None;
            }
        };
        let found = words.iter().find(|(known, _)| *known == word);
        if found.is_none() {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let message = format!("`{word}` is not a known `{name}` of {}", self.subject);
            self.error_with_help(message, span, suggest::help(&word, &words));
        }
        found.map(|(_, value)| *value)
    }

    /// Refuses every key that was not asked for.
    pub(crate) fn finish(self) {
        for (key, _) in &self.table.entries {
            if !self.known.contains(&&*key.name) {
                let message = format!("`{}` is not a known key of {}", key.name, self.subject);
                let mut diagnostic = Diagnostic::error(self.codes.unknown_key, message);
                diagnostic.help = suggest::help(&key.name, &self.known);
                self.diagnostics.push(placed(diagnostic, key.span.clone()));
            }
        }
    }

    pub(crate) fn error(&mut self, message: String, span: Option<Range<usize>>) {
        self.error_with_help(message, span, None);
    }

    pub(crate) fn error_with_help(
        &mut self,
        message: String,
        span: Option<Range<usize>>,
        help: Option<String>,
    ) {
        let mut diagnostic = Diagnostic::error(self.codes.invalid, message);
        diagnostic.help = help;
        self.diagnostics.push(placed(diagnostic, span));
    }

    pub(crate) fn wrong_kind(&mut self, name: &str, expected: &str, node: &Node) {
        let message =
            format!("the `{name}` of {} has to be {expected}, not {}", self.subject, node.kind());
        self.error(message, node.span.clone());
    }

    fn as_string(&mut self, name: &str, node: &Node) -> Option<Spanned<String>> {
        if let Value::String(string) = &node.value {
            return Some((string.clone(), node.span.clone()));
        }
        self.wrong_kind(name, "a string", node);
        None
    }
}

pub(crate) fn placed(diagnostic: Diagnostic, span: Option<Range<usize>>) -> Diagnostic {
    match span {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}
