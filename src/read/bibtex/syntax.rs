//! The syntax of BibTeX: entries, their fields, and the abbreviations that values can be made of.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};

/// Bytes of an abbreviation, at most: one that is used often must not make a short file long.
pub(super) const MAX_ABBREVIATION: usize = 200;

/// Abbreviations of values, by their names in small letters.
pub(crate) type Abbreviations = HashMap<String, String>;

/// An entry.
pub(super) struct BibEntry {
    /// In lower case.
    pub(super) entry_type: String,
    /// Citation key; empty if there is none.
    pub(super) key: String,
    /// By their names.
    fields: BTreeMap<String, Vec<Field>>,
    /// Its type and key.
    pub(super) span: Range<usize>,
}

/// A field of an entry.
#[derive(Clone)]
pub(super) struct Field {
    /// In lower case.
    pub(super) name: String,
    /// As LaTeX.
    pub(super) value: String,
    pub(super) span: Range<usize>,
    /// Abbreviations in it that are not known, with their places.
    pub(super) missing: Vec<(String, Range<usize>)>,
}

/// Fields that refer to other entries, and whether these hand on all of their fields; `None` if they hand on nothing.
const PARENTS: [(&str, Option<bool>); 3] =
    [("xdata", Some(true)), ("crossref", Some(false)), ("xref", None)];

/// Keys that one field refers to, at most.
const MAX_KEYS: usize = 16;

impl BibEntry {
    /// Keys of other entries, in small letters, the field that refers to them, and whether they hand on all, some or no fields.
    pub(super) fn parents(&self) -> impl Iterator<Item = (String, &Field, Option<bool>)> {
        PARENTS.iter().filter_map(|(name, all)| Some((self.first(&[name])?, *all))).flat_map(
            |(field, all)| {
                let keys =
                    field.value.split(',').take(MAX_KEYS).map(|key| key.trim().to_lowercase());
                keys.map(move |key| (key, field, all))
            },
        )
    }

    /// All fields, by their names.
    pub(super) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.values().flatten()
    }

    /// All fields of a name that are not empty.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &Field> {
        let fields = self.fields.get(name).into_iter().flatten();
        fields.filter(|field| !field.value.trim().is_empty())
    }

    /// Abbreviations that are not known, in fields of these names.
    pub(super) fn missing<'e>(
        &'e self,
        names: &'e [&str],
    ) -> impl Iterator<Item = &'e (String, Range<usize>)> {
        let fields = names.iter().filter_map(|name| self.fields.get(*name)).flatten();
        fields.flat_map(|field| &field.missing)
    }

    /// The first of these fields that is there and not empty.
    pub(super) fn first(&self, names: &[&str]) -> Option<&Field> {
        names.iter().find_map(|name| self.all(name).next())
    }
}

/// Returns whether a text begins with `@word{` or `@word(`.
fn begins_entry(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('@') else { return false };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    after.len() < rest.len() && after.trim_start_matches([' ', '\t']).starts_with(['{', '('])
}

/// Reads the entries of a file, and adds its abbreviations; what stands between entries is a comment.
pub(super) fn parse(
    text: &str,
    abbreviations: &mut Abbreviations,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<BibEntry> {
    let mut parser = Parser { text, at: 0, end: text.len(), abbreviations, diagnostics };
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
                parser.diagnostics.push(error);
                parser.at = parser.end;
            }
        }
    }
    references
}

struct Parser<'t, 'a> {
    text: &'t str,
    at: usize,
    /// Where the entry ends at the latest.
    end: usize,
    abbreviations: &'a mut Abbreviations,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'t> Parser<'t, '_> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    /// Goes over blanks, and comments up to the ends of their lines; the character behind them.
    fn next(&mut self) -> Option<char> {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            if !self.rest().starts_with('%') {
                return self.rest().chars().next();
            }
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        }
    }

    fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let ends = |c: char| c.is_whitespace() || "{}(),=#\"%'".contains(c);
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn error(message: impl Into<String>, span: Range<usize>) -> Diagnostic {
        let message = format!("this is not BibTeX: {}; this entry is left out", message.into());
        Diagnostic::warning(Code::DoubtfulEntry, message).at(span)
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
            let short = fields.into_iter().filter(|field| field.value.len() <= MAX_ABBREVIATION);
            self.abbreviations.extend(short.map(|field| (field.name, field.value)));
            return Ok(None);
        }
        self.next();
        let rest = self.rest();
        let key = &rest[..rest.find([',', '\n', closing]).unwrap_or(rest.len())];
        // An entry without a key begins with its first field.
        let key = if key.contains('=') { "" } else { key };
        self.at += key.len();
        let span = start..start + self.text[start..self.at].trim_end().len();
        let mut fields: BTreeMap<String, Vec<Field>> = BTreeMap::new();
        for field in self.fields(closing, start)? {
            fields.entry(field.name.clone()).or_default().push(field);
        }
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
                Some(_) => match self.field() {
                    Ok(field) => fields.push(field),
                    Err((what, place)) => {
                        let message = format!("this is not BibTeX: {what}; this field is left out");
                        let warning = Diagnostic::warning(Code::DoubtfulEntry, message).at(place);
                        self.diagnostics.push(warning);
                        self.skip_field(closing);
                    }
                },
            }
        }
    }

    fn begins_field(&self) -> bool {
        let rest = self.rest();
        let behind = rest.trim_start_matches(|c: char| c.is_alphanumeric() || "-_+".contains(c));
        behind.len() < rest.len() && behind.trim_start().starts_with('=')
    }

    /// Goes over the rest of a field, up to a comma or the end of the entry.
    fn skip_field(&mut self, closing: char) {
        let mut depth = 0usize;
        let ends = |c: char| {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth == 0 && (c == ',' || c == closing)
        };
        self.at += self.rest().find(ends).unwrap_or(self.rest().len());
    }

    /// Error about an entry that ends too early.
    fn unclosed(&self, start: usize) -> Diagnostic {
        let line = self.text[start..].lines().next().unwrap_or_default();
        Parser::error("this entry is not closed", start..start + line.trim_end().len())
    }

    /// # Errors
    /// The mistake and its place.
    fn field(&mut self) -> Result<Field, (&'static str, Range<usize>)> {
        let start = self.at;
        let name = self.word().to_lowercase();
        if name.is_empty() || self.next() != Some('=') {
            let length = self.rest().chars().next().map_or(0, char::len_utf8);
            let end = if name.is_empty() { start + length } else { start + name.len() };
            return Err(("a field is `name = {value}`", start..end.min(self.end)));
        }
        self.at += 1;
        self.next();
        let span = self.at..self.at;
        let mut field = Field { name, value: String::new(), span, missing: Vec::new() };
        loop {
            match self.value()? {
                Ok(part) => field.value.push_str(&part),
                Err(name) => field.missing.push((name.to_owned(), self.at - name.len()..self.at)),
            }
            field.span.end = self.at;
            match self.next() {
                Some('#') => {}
                Some(',' | '}' | ')') | None => return Ok(field),
                // The comma before the next field is forgotten.
                Some(_) if self.begins_field() => return Ok(field),
                Some(_) => return Err(("a text stands in braces", field.span)),
            }
            self.at += 1;
            self.next();
        }
    }

    /// A part of a value: in braces, in quotes, a number or an abbreviation; the name of an abbreviation that is not known.
    fn value(&mut self) -> Result<Result<String, &'t str>, (&'static str, Range<usize>)> {
        let start = self.at;
        match self.next() {
            Some('{') => {
                let Some(inner) = self.braces() else { return Err(self.open_value(start)) };
                self.at = inner.end + 1;
                Ok(Ok(self.text[inner].to_owned()))
            }
            Some('"') => {
                let Some(inner) = self.quotes() else { return Err(self.open_value(start)) };
                self.at = inner.end + 1;
                Ok(Ok(self.text[inner].to_owned()))
            }
            _ => {
                let word = self.word();
                if word.is_empty() {
                    let end = self.rest().chars().next().map_or(0, char::len_utf8);
                    return Err(("a value is missing here", start..start + end));
                }
                if word.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Ok(Ok(word.to_owned()));
                }
                Ok(self.abbreviations.get(&word.to_lowercase()).cloned().ok_or(word))
            }
        }
    }

    fn open_value(&self, start: usize) -> (&'static str, Range<usize>) {
        let line = self.text[start..self.end].lines().next().unwrap_or_default();
        ("this value is not closed", start..start + line.trim_end().len())
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
