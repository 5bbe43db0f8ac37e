//! The syntax of BibTeX: entries, their fields, and the abbreviations that values can be made of.

use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};

/// Bytes of an abbreviation, at most: one that is used often must not make a short file long.
const MAX_ABBREVIATION: usize = 200;

/// Abbreviations that BibTeX knows by itself; only the year of a date is read.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// An entry.
pub(super) struct BibEntry {
    /// In lower case.
    pub(super) entry_type: String,
    /// Citation key; empty if there is none.
    pub(super) key: String,
    fields: Vec<Field>,
    /// Its type and key.
    pub(super) span: Range<usize>,
}

/// A field of an entry.
pub(super) struct Field {
    /// In lower case.
    name: String,
    /// As LaTeX.
    pub(super) value: String,
    pub(super) span: Range<usize>,
}

impl BibEntry {
    /// Keys of the entries whose fields hold for this one, too.
    pub(super) fn parents(&self) -> impl Iterator<Item = &str> {
        let fields =
            ["crossref", "xref", "xdata"].into_iter().filter_map(|name| self.first(&[name]));
        fields.flat_map(|field| field.value.split(',')).map(str::trim)
    }

    /// The first of these fields that is there and not empty.
    pub(super) fn first(&self, names: &[&str]) -> Option<&Field> {
        names.iter().find_map(|name| {
            self.fields.iter().find(|field| field.name == *name && !field.value.trim().is_empty())
        })
    }
}

/// Returns whether a text begins with `@word{` or `@word(`.
fn begins_entry(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('@') else { return false };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    after.len() < rest.len() && after.trim_start_matches([' ', '\t']).starts_with(['{', '('])
}

/// Reads the entries of a file; what stands between them is a comment.
pub(super) fn parse(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<BibEntry> {
    let mut parser = Parser { text, at: 0, end: text.len(), abbreviations: HashMap::new() };
    let mut references = Vec::new();
    // An entry that is not closed ends where a line begins another one.
    let mut starts = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if begins_entry(&line[indent..]) {
            starts.push(start + indent);
        }
        start += line.len();
    }
    let mut next = starts.into_iter().peekable();
    while let Some(found) = memchr::memchr(b'@', &text.as_bytes()[parser.at..]) {
        parser.at += found;
        while next.peek().is_some_and(|start| *start <= parser.at) {
            next.next();
        }
        parser.end = next.peek().copied().unwrap_or(text.len());
        if !begins_entry(&text[parser.at..parser.end]) {
            parser.at += 1;
            continue;
        }
        match parser.entry() {
            Ok(reference) => references.extend(reference),
            Err(error) => {
                diagnostics.push(error);
                parser.at = parser.end;
            }
        }
    }
    references
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    /// Where the entry ends at the latest.
    end: usize,
    abbreviations: HashMap<String, String>,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    /// Goes over blanks; the character behind them.
    fn next(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.rest().chars().next()
    }

    fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let ends = |c: char| c.is_whitespace() || "{}(),=#\"%'".contains(c);
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn error(message: impl Into<String>, span: Range<usize>) -> Diagnostic {
        let message = format!("this is not BibTeX: {}", message.into());
        Diagnostic::error(Code::InvalidCatalogue, message).at(span)
    }

    /// Reads an entry, which begins with `@`; nothing, if it is no reference.
    fn entry(&mut self) -> Result<Option<BibEntry>, Diagnostic> {
        let start = self.at;
        self.at += 1;
        let entry_type = self.word().to_ascii_lowercase();
        let closing = if self.next() == Some('(') { ')' } else { '}' };
        if matches!(&*entry_type, "comment" | "preamble") {
            // What is not closed is a comment as well.
            let braces = self.braces();
            self.at = if closing == '}' {
                braces.map_or(self.end, |span| span.end + 1)
            } else {
                self.end
            };
            return Ok(None);
        }
        self.at += 1;
        if entry_type == "string" {
            let fields = self.fields(closing, start)?;
            for field in fields {
                if field.value.len() > MAX_ABBREVIATION {
                    let message = format!("an abbreviation has at most {MAX_ABBREVIATION} bytes");
                    return Err(Parser::error(message, field.span));
                }
                self.abbreviations.insert(field.name, field.value);
            }
            return Ok(None);
        }
        self.next();
        let rest = self.rest();
        let key = &rest[..rest.find([',', '\n', closing]).unwrap_or(rest.len())];
        // An entry without a key begins with its first field.
        let key = if key.contains('=') { "" } else { key };
        self.at += key.len();
        let span = start..start + self.text[start..self.at].trim_end().len();
        let fields = self.fields(closing, start)?;
        Ok(Some(BibEntry { entry_type, key: key.trim().to_owned(), fields, span }))
    }

    /// The fields up to the end of an entry, which has begun at `start`.
    fn fields(&mut self, closing: char, start: usize) -> Result<Vec<Field>, Diagnostic> {
        let mut fields = Vec::new();
        loop {
            match self.next() {
                Some(',') => self.at += 1,
                Some(c) if c == closing => {
                    self.at += 1;
                    return Ok(fields);
                }
                None => return Err(self.unclosed(start)),
                Some(_) => fields.push(self.field()?),
            }
        }
    }

    /// Error about an entry that ends too early.
    fn unclosed(&self, start: usize) -> Diagnostic {
        let line = self.text[start..].lines().next().unwrap_or_default();
        Parser::error("this entry is not closed", start..start + line.trim_end().len())
    }

    fn field(&mut self) -> Result<Field, Diagnostic> {
        let start = self.at;
        let name = self.word().to_lowercase();
        if name.is_empty() || self.next() != Some('=') {
            let length = self.rest().chars().next().map_or(0, char::len_utf8);
            let end = if name.is_empty() { start + length } else { start + name.len() };
            return Err(Parser::error("a field is `name = {value}`", start..end.min(self.end)));
        }
        self.at += 1;
        let mut value = String::new();
        self.next();
        let mut span = self.at..self.at;
        loop {
            let part = self.value()?;
            value.push_str(&part);
            span.end = self.at;
            if self.next() != Some('#') {
                return Ok(Field { name, value, span });
            }
            self.at += 1;
            self.next();
        }
    }

    /// A part of a value: in braces, in quotes, a number or an abbreviation.
    fn value(&mut self) -> Result<String, Diagnostic> {
        let start = self.at;
        match self.next() {
            Some('{') => {
                let Some(inner) = self.braces() else { return Err(self.open_value(start)) };
                self.at = inner.end + 1;
                Ok(self.text[inner].to_owned())
            }
            Some('"') => {
                let Some(inner) = self.quotes() else { return Err(self.open_value(start)) };
                self.at = inner.end + 1;
                Ok(self.text[inner].to_owned())
            }
            _ => {
                let word = self.word();
                let known = self.abbreviations.get(&word.to_lowercase());
                let is_plain = |word: &str| {
                    word.bytes().all(|byte| byte.is_ascii_digit())
                        || MONTHS.contains(&&*word.to_ascii_lowercase())
                };
                match known {
                    Some(value) => Ok(value.clone()),
                    None if !word.is_empty() && is_plain(word) => Ok(word.to_owned()),
                    None if word.is_empty() => {
                        let end = self.rest().chars().next().map_or(0, char::len_utf8);
                        Err(Parser::error("a value is missing here", start..start + end))
                    }
                    None => {
                        let message = format!("there is no `@string` for `{word}`");
                        let help = format!("a text stands in braces: `{{{word}}}`");
                        Err(Parser::error(message, start..self.at).help(help))
                    }
                }
            }
        }
    }

    fn open_value(&self, start: usize) -> Diagnostic {
        let line = self.text[start..self.end].lines().next().unwrap_or_default();
        Parser::error("this value is not closed", start..start + line.trim_end().len())
    }

    /// Text between the brace here and the one that closes it.
    fn braces(&self) -> Option<Range<usize>> {
        let mut depth = 0usize;
        for (at, byte) in self.rest().bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(self.at + 1..self.at + at);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Text between the quote here and the next one outside braces.
    fn quotes(&self) -> Option<Range<usize>> {
        let mut depth = 0usize;
        for (at, byte) in self.rest().bytes().enumerate().skip(1) {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.checked_sub(1)?,
                b'"' if depth == 0 => return Some(self.at + 1..self.at + at),
                _ => {}
            }
        }
        None
    }
}
