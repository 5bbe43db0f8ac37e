//! Front matter: metadata between two lines `---` (YAML) or `+++` (TOML), at the very beginning of a file.
//!
//! Of YAML, the few forms are read that title, description and patterns have: a quoted string, a list of quoted
//! strings, and for texts plain and folded ones. Other keys are not ours.

use std::ops::Range;

use super::declared::Declared;
use crate::diagnostic::{Code, Diagnostic};
use crate::suggest;
use crate::text::{collapse_whitespace, offset_in};
use crate::value::{Node, Value};

/// Front matter of a list.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) declared: Declared,
    /// Where the list begins behind it.
    pub(super) end: usize,
}

/// A string of a file, and where its text begins if it stands there as it is.
struct Quoted {
    text: String,
    place: Range<usize>,
    start: Option<usize>,
}

/// Reads the front matter of a file, if it has some.
pub(super) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> FrontMatter {
    let Some((inside, end)) = split(text) else { return FrontMatter::default() };
    let mut reader = KeyReader {
        text,
        front_matter: FrontMatter { end, ..FrontMatter::default() },
        diagnostics,
    };
    if text[..inside.start].contains("+++") {
        reader.toml(inside);
    } else {
        reader.yaml(inside);
    }
    reader.front_matter
}

/// The bytes between the marks, and where the list begins.
fn split(text: &str) -> Option<(Range<usize>, usize)> {
    let marks = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = marks.split_inclusive('\n').next()?;
    let mark = first.trim_end();
    if !matches!(mark, "---" | "+++") {
        return None;
    }
    let start = offset_in(text, marks) + first.len();
    // A line across the page has an empty line or a text below it, metadata a field.
    let next = text[start..].lines().next()?;
    if !next.contains([':', '=']) && !next.starts_with('#') {
        return None;
    }
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == mark || line.trim_end() == "..." {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

struct KeyReader<'t, 'd> {
    text: &'t str,
    front_matter: FrontMatter,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'t> KeyReader<'t, '_> {
    fn toml(&mut self, inside: Range<usize>) {
        let moved = |span: &Option<Range<usize>>| {
            span.clone()
                .map_or(inside.clone(), |span| inside.start + span.start..inside.start + span.end)
        };
        let node = match Node::from_toml(&self.text[inside.clone()], Code::InvalidCatalogue) {
            Ok(node) => node,
            Err(mut error) => {
                for mark in error.own_marks() {
                    mark.span = inside.start + mark.span.start..inside.start + mark.span.end;
                }
                self.diagnostics.push(error);
                return;
            }
        };
        let Value::Table(table) = &node.value else { return };
        for (key, node) in table.entries() {
            let items = match &node.value {
                Value::Array(items) => items.iter().collect(),
                _ => vec![node],
            };
            for item in items {
                let place = moved(&item.span);
                match &item.value {
                    Value::String(text) => self.key(key, &quoted(self.text, text.clone(), place)),
                    _ if Declared::is_key(key) => self.error(place, "a pattern is a string", None),
                    _ => {}
                }
            }
        }
    }

    fn yaml(&mut self, inside: Range<usize>) {
        let mut rest = &self.text[inside];
        while let Some(line) = rest.split_inclusive('\n').next() {
            rest = &rest[line.len()..];
            let Some((key, value)) = key_of(line) else { continue };
            let value = value.trim();
            let further =
                rest.split_inclusive('\n').take_while(|line| line.starts_with([' ', '\t', '-']));
            let further = &rest[..further.map(str::len).sum()];
            if Declared::is_key(&key) {
                self.patterns(&key, value, further);
            } else if let Some(quoted) = self.string(value) {
                self.key(&key, &quoted);
            } else {
                let is_folded = value.starts_with(['|', '>']);
                let value = if is_folded { further } else { value };
                let place = offset_in(self.text, value);
                let text = value.to_owned();
                self.key(&key, &Quoted { text, place: place..place + value.len(), start: None });
            }
        }
    }

    /// The patterns of a key: a quoted string, a list of them in brackets, or in the lines below.
    fn patterns(&mut self, key: &str, value: &'t str, further: &'t str) {
        // A pattern that begins with a link, and has no quotes, is no list.
        let list =
            value.strip_prefix('[').filter(|list| list.trim_start().starts_with(['"', '\'', ']']));
        let values: Vec<&str> = if let Some(list) = list {
            parted(list)
        } else if value.is_empty() || value.starts_with('#') {
            further
                .lines()
                .filter_map(|line| line.trim_start().strip_prefix('-'))
                .map(str::trim)
                .collect()
        } else {
            vec![value]
        };
        for value in values {
            if let Some(quoted) = self.string(value) {
                self.key(key, &quoted);
            } else {
                let place = offset_in(self.text, value);
                let line = format!("write `{key}: {}`", in_quotes(value));
                self.error(place..place + value.len(), "a pattern stands in quotes", Some(line));
            }
        }
    }

    /// A string in quotes, which a comment may follow.
    fn string(&self, value: &'t str) -> Option<Quoted> {
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let length = length_of_string(value)?;
        let behind = value[length..].trim_start_matches([',', ']', ' ', '\t']);
        if !behind.is_empty() && !behind.starts_with('#') {
            return None;
        }
        let inside = &value[1..length - 1];
        let text = if quote == '\'' {
            inside.replace("''", "'")
        } else {
            inside.replace("\\\"", "\"").replace("\\\\", "\\")
        };
        let place = offset_in(self.text, value);
        Some(quoted(self.text, text, place..place + length))
    }

    fn key(&mut self, key: &str, value: &Quoted) {
        let text =
            || Some(collapse_whitespace(&value.text).into_owned()).filter(|text| !text.is_empty());
        match key {
            "title" => self.front_matter.title = text(),
            "description" => self.front_matter.description = text(),
            key if Declared::is_key(key) => {
                if let Err(error) = self.front_matter.declared.add(key, &value.text) {
                    let place = value.start.map_or(value.place.clone(), |start| {
                        start + error.place.start..start + error.place.end
                    });
                    self.error(place, &error.message, None);
                }
            }
            key => {
                if let Some(meant) = suggest::nearest(key, Declared::KEYS) {
                    let message = format!("`{key}` is no key of a list: `{meant}`");
                    let warning = Diagnostic::warning(Code::DoubtfulEntry, message);
                    self.diagnostics.push(warning.at(value.place.clone()));
                }
            }
        }
    }

    fn error(&mut self, place: Range<usize>, message: &str, help: Option<String>) {
        let error = Diagnostic::error(Code::InvalidCatalogue, message).at(place);
        self.diagnostics.push(error.help_known(help));
    }
}

/// A string with its quotes at a place of a file.
fn quoted(file: &str, text: String, place: Range<usize>) -> Quoted {
    let is_as_written = file.get(place.start + 1..place.end.saturating_sub(1)) == Some(&*text);
    Quoted { text, start: is_as_written.then_some(place.start + 1), place }
}

/// Key and value of a line that is not indented.
fn key_of(line: &str) -> Option<(String, &str)> {
    if line.starts_with([' ', '\t', '#', '-']) {
        return None;
    }
    let in_quotes = line
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''))
        .and_then(|_| length_of_string(line));
    let start = in_quotes.unwrap_or(0);
    let at = start + line[start..].find(':')?;
    let key = line[..at].trim();
    let key = if in_quotes.is_some() { &key[1..key.len() - 1] } else { key };
    Some((key.to_owned(), &line[at + 1..]))
}

/// Length of the string in quotes that a text begins with.
fn length_of_string(text: &str) -> Option<usize> {
    let quote = text.bytes().next()?;
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            byte if byte == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The values of a list in brackets, up to its end.
fn parted(list: &str) -> Vec<&str> {
    let mut values = Vec::new();
    let mut rest = list.trim_start();
    while !rest.is_empty() && !rest.starts_with([']', '#']) {
        let is_quoted = rest.starts_with(['"', '\'']);
        let length = is_quoted.then(|| length_of_string(rest)).flatten();
        let length = length.unwrap_or_else(|| rest.find([',', ']']).unwrap_or(rest.len()));
        values.push(rest[..length].trim_end());
        rest = rest[length..].trim_start().trim_start_matches(',').trim_start();
    }
    values
}

/// A text in quotes, as YAML and TOML both read it where that can be.
pub(crate) fn in_quotes(text: &str) -> String {
    let text = text.trim_matches('"');
    match (text.contains('\''), text.contains(['"', '\\'])) {
        (false, _) => format!("'{text}'"),
        (true, false) => format!("\"{text}\""),
        (true, true) => format!("'{}'", text.replace('\'', "''")),
    }
}
