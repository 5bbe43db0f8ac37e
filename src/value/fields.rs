//! A reader of one table's fields.

use std::ops::Range;

use super::{Key, Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::suggest;
use crate::text::collapse_whitespace;

/// Unknown keys of one table that are shown each on its own, at most.
const MAX_UNKNOWN: usize = 20;

/// Keys of a table that a help lists, at most.
const MAX_KEYS: usize = 40;

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
    /// Subject of the table, as messages call it: "a topic".
    subject: &'static str,
    table: &'n Table,
    span: Option<Range<usize>>,
    codes: Codes,
    known: Vec<&'static str>,
    /// Keys that were asked for by what they begin with.
    fitting: Vec<&'n str>,
    pub(crate) diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'n, 'd> Fields<'n, 'd> {
    /// The reader; `None`, and an error, if the node is not a table.
    pub(crate) fn of(
        subject: &'static str,
        node: &'n Node,
        codes: Codes,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let span = node.span.clone();
        if let Value::Table(table) = &node.value {
            return Some(Fields {
                subject,
                table,
                span,
                codes,
                known: Vec::new(),
                fitting: Vec::new(),
                diagnostics,
            });
        }
        let message = format!("{subject} must be a table, not {}", node.kind());
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
            let message = format!("{} has no `{name}`", self.subject);
            self.error(message, self.span.clone());
            return None;
        }
        let (string, span) = self.string(name)?;
        if collapse_whitespace(&string).is_empty() {
            self.error(format!("the `{name}` of {} is empty", self.subject), span);
            return None;
        }
        Some((string, span))
    }

    /// The text of a date, of TOML's own kind or as a string.
    pub(crate) fn date(&mut self, name: &'static str) -> Option<Spanned<String>> {
        let node = self.node(name)?;
        match &node.value {
            Value::String(text) | Value::Date(text) => Some((text.clone(), node.span.clone())),
            _ => {
                self.wrong_kind(name, "a date", node);
                None
            }
        }
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

    /// The strings, or lists of strings, under all keys that fit, each with its key.
    pub(crate) fn strings_where(
        &mut self,
        fits: fn(&str) -> bool,
    ) -> Vec<(String, Spanned<String>)> {
        let keys = self.table.entries.iter().filter(|(key, _)| fits(&key.name));
        let mut strings = Vec::new();
        for (key, node) in keys {
            self.fitting.push(&key.name);
            let items = match &node.value {
                Value::Array(items) => items.iter().collect(),
                _ => vec![node],
            };
            for item in items {
                strings.extend(
                    self.as_string(&key.name, item).map(|string| (key.name.clone(), string)),
                );
            }
        }
        strings
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
        let keys = self.table.entries.iter().map(|(key, _)| key);
        let mut unknown: Vec<&Key> = keys
            .filter(|key| !self.known.contains(&&*key.name) && !self.fitting.contains(&&*key.name))
            .collect();
        unknown.sort_by_key(|key| key.span.as_ref().map(|span| span.start));
        // One more is named by itself, not counted.
        let is_much = unknown.len() > MAX_UNKNOWN + 1;
        let (shown, rest) = unknown.split_at(if is_much { MAX_UNKNOWN } else { unknown.len() });
        for key in shown {
            let message = format!("`{}` is not a known key of {}", key.name, self.subject);
            let mut diagnostic = Diagnostic::error(self.codes.unknown_key, message);
            let help = suggest::help(&key.name, &self.known);
            // What is written in `book.toml` is not what the command `list` shows.
            let all = (self.known.len() <= MAX_KEYS).then(|| suggest::listed(&self.known));
            let all = all.map(|all| format!("choose from {all}"));
            diagnostic.help = help.filter(|help| help != suggest::SEE_ALL).or(all);
            self.diagnostics.push(placed(diagnostic, key.span.clone()));
        }
        if let Some(first) = rest.first() {
            let message = format!(
                "`{}` and {} more are not known keys of {}",
                first.name,
                rest.len() - 1,
                self.subject
            );
            let diagnostic = Diagnostic::error(self.codes.unknown_key, message);
            self.diagnostics.push(placed(diagnostic, first.span.clone()));
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
            format!("the `{name}` of {} must be {expected}, not {}", self.subject, node.kind());
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

/// Places what stands in a file for the second time.
pub(crate) fn repeated(
    diagnostic: Diagnostic,
    second: Option<Range<usize>>,
    first: Option<Range<usize>>,
) -> Diagnostic {
    match (second, first) {
        (Some(second), Some(first)) => {
            diagnostic.labelled(second, "here again").related(first, "first here")
        }
        (second, _) => placed(diagnostic, second),
    }
}

pub(crate) fn placed(diagnostic: Diagnostic, span: Option<Range<usize>>) -> Diagnostic {
    match span {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}
