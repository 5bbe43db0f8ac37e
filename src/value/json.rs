//! JSON.

use std::collections::HashSet;
use std::ops::Range;

use serde_json::value::RawValue;

use super::{Key, MAX_DEPTH, Node, Table, Value, slips, too_deep};
use crate::diagnostic::{Code, Diagnostic};

impl Node {
    /// A JSON document.
    ///
    /// # Errors
    /// The parser's message with its place, a key that is there twice, or that it is nested too
    /// deeply.
    pub(crate) fn from_json_text(text: &str, code: Code) -> Result<Node, Diagnostic> {
        let (node, repeated) = Node::from_json_with_repeats(text, code)?;
        match repeated.first() {
            Some(key) => Err(key.error(code)),
            None => Ok(node),
        }
    }

    /// A JSON document, and its keys that are there twice, of which the last value counts.
    ///
    /// # Errors
    /// The parser's message with its place, or that it is nested too deeply.
    pub(crate) fn from_json_with_repeats(
        text: &str,
        code: Code,
    ) -> Result<(Node, Vec<RepeatedKey>), Diagnostic> {
        // This looks at all of it without calling itself, so that no depth is too much for it.
        serde_json::from_str::<&RawValue>(text).map_err(|error| {
            let at = offset(text, error.line(), error.column());
            not_json(code, at..at, &error).help_known(slips::in_json(text, at))
        })?;
        let mut walk = Walk { text, at: 0, code, repeated: Vec::new() };
        let node = walk.node(0)?;
        Ok((node, walk.repeated))
    }
}

/// Key that its table has before.
pub(crate) struct RepeatedKey {
    pub(crate) name: String,
    pub(crate) span: Range<usize>,
}

impl RepeatedKey {
    /// Error about it: most programs do not write this.
    pub(crate) fn error(&self, code: Code) -> Diagnostic {
        let message = format!("this is not JSON: the key `{}` is used twice", self.name);
        Diagnostic::error(code, message).at(self.span.clone())
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

fn not_json(code: Code, span: Range<usize>, error: &serde_json::Error) -> Diagnostic {
    let message = error.to_string();
    // The parser adds the place, which is shown anyway.
    let message = message.split(" at line ").next().unwrap_or_default();
    Diagnostic::error(code, format!("this is not JSON: {message}")).at(span)
}

/// A walk through a text that is known to be JSON.
struct Walk<'t> {
    text: &'t str,
    at: usize,
    code: Code,
    repeated: Vec<RepeatedKey>,
}

impl Walk<'_> {
    /// The value that comes next, inside so many others.
    fn node(&mut self, depth: usize) -> Result<Node, Diagnostic> {
        let opening = self.next();
        let start = self.at;
        if matches!(opening, b'{' | b'[') && depth == MAX_DEPTH {
            return Err(too_deep(self.code, start));
        }
        let value = match opening {
            b'{' => Value::Table(self.table(depth)?),
            b'[' => Value::Array(self.array(depth)?),
            b'"' => Value::String(self.string()?.0),
            _ => self.literal(),
        };
        Ok(Node { span: Some(start..self.at), value })
    }

    fn table(&mut self, depth: usize) -> Result<Table, Diagnostic> {
        let mut entries = Vec::new();
        while self.enters(b'}') {
            let (name, span) = self.string()?;
            self.next();
            self.at += 1;
            let node = self.node(depth + 1)?;
            entries.push((Key { name, span: Some(span) }, node));
        }
        let table = Table::new(entries);
        let Some(key) = table.repeated() else { return Ok(table) };
        let span = key.span.clone().unwrap_or_default();
        self.repeated.push(RepeatedKey { name: key.name.clone(), span });
        let mut known = HashSet::new();
        let mut entries = table.entries;
        entries.reverse();
        entries.retain(|(key, _)| known.insert(key.name.clone()));
        entries.reverse();
        Ok(Table::new(entries))
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Node>, Diagnostic> {
        let mut items = Vec::new();
        while self.enters(b']') {
            items.push(self.node(depth + 1)?);
        }
        Ok(items)
    }

    /// Goes over a bracket or comma to the next item, or over the closing bracket.
    fn enters(&mut self, closing: u8) -> bool {
        if self.next() != closing {
            self.at += 1;
        }
        let is_item = self.next() != closing;
        self.at += usize::from(!is_item);
        is_item
    }

    fn string(&mut self) -> Result<(String, Range<usize>), Diagnostic> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut end = start + 1;
        while !matches!(bytes.get(end), Some(b'"') | None) {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        let span = start..end + 1;
        self.at = span.end;
        match serde_json::from_str(&self.text[span.clone()]) {
            Ok(string) => Ok((string, span)),
            // Half a character, as `\ud800` is.
            Err(error) => Err(not_json(self.code, span, &error)),
        }
    }

    fn literal(&mut self) -> Value {
        let rest = &self.text[self.at..];
        let end = rest.find([',', ']', '}', ' ', '\n', '\r', '\t']).unwrap_or(rest.len());
        self.at += end;
        match &rest[..end] {
            "true" => Value::Boolean(true),
            "false" => Value::Boolean(false),
            "null" => Value::Other("null"),
            number if number.contains(['.', 'e', 'E']) => Value::Other("a number with a fraction"),
            number => number.parse().map_or(Value::Other("a number out of range"), Value::Integer),
        }
    }

    /// Skips white space; the byte after it.
    fn next(&mut self) -> u8 {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\n', '\r', '\t']).len();
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }
}
