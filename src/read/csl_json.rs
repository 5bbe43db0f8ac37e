//! References in CSL-JSON, the exchange format of citation programs such as Zotero: a list of tables.
//!
//! The names of the fields are those of the [schema of the Citation Style Language][1]. Fields that a catalogue has no
//! place for are passed over.
//!
//! [1]: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables

use std::ops::Range;

use crate::catalogue::{Author, Facts};
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::Draft;
use crate::read::cells::words;
use crate::read::entries::{Entries, Entry, ROOT};
use crate::read::references::csl;
use crate::read::{dates, html, people, values};
use crate::value::{Node, Spanned, Value};

/// Types of references that are of one kind, whatever their URL is.
const KINDS: [(&str, &str); 18] = [
    ("article", "paper"),
    ("article-journal", "paper"),
    ("article-magazine", "article"),
    ("article-newspaper", "article"),
    ("book", "book"),
    ("chapter", "book"),
    ("classic", "book"),
    ("entry", "article"),
    ("entry-dictionary", "article"),
    ("entry-encyclopedia", "article"),
    ("manuscript", "paper"),
    ("motion_picture", "video"),
    ("paper-conference", "paper"),
    ("post-weblog", "article"),
    ("report", "paper"),
    ("review", "article"),
    ("review-book", "article"),
    ("thesis", "paper"),
];

/// Those whose URL tells more, and what they are if it does not.
const LIKELY: [(&str, &str); 2] = [("software", "tool"), ("speech", "video")];

/// Reads a list of references in a text; one reference alone will do.
pub(super) fn read(text: &str, root: &Node, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    // Some put the list, or the one reference, into a table, and that into another one.
    let inner =
        |node| ["message", "items", "references"].iter().find_map(|key| Node::get(node, &[key]));
    let outer = inner(root).unwrap_or(root);
    let root = inner(outer).unwrap_or(outer);
    let items = match &root.value {
        Value::Array(items) => &items[..],
        Value::Table(_) => std::slice::from_ref(root),
        _ => {
            let message = format!("references are a list of tables, not {}", root.kind());
            let error = Diagnostic::error(Code::InvalidCatalogue, message);
            diagnostics.push(error.at_known(root.span.clone()));
            return Draft::default();
        }
    };
    let mut entries = Entries::new(text, diagnostics);
    for item in items {
        match &item.value {
            Value::Table(_) => {
                let entry = entry(item, &mut entries);
                entries.add(ROOT, entry);
            }
            _ => {
                let message =
                    format!("a reference is a table, not {}; it is left out", item.kind());
                entries.warn(item.span.clone().unwrap_or_default(), message);
            }
        }
    }
    entries.finish()
}

fn entry(item: &Node, entries: &mut Entries) -> Entry {
    let text = |key: &str| string(item, key).map(|(text, _)| text).unwrap_or_default();
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let creators = csl("authors").iter().map(|role| people(item.get(&[role])));
    let reference_type = text("type");
    let mut entry = Entry {
        id: string(item, "id").filter(|(id, _)| !id.contains("://")),
        title: html::plain(&text("title")),
        url: csl("url").iter().find_map(|key| string(item, key)),
        doi: some(text("DOI")),
        authors: creators.into_iter().find(|authors| !authors.is_empty()).unwrap_or_default(),
        kind: of_type(&KINDS, &reference_type).map(str::to_owned),
        description: html::plain(&text("abstract")),
        tags: csl("tags").iter().flat_map(|key| keywords(item.get(&[key]))).collect(),
        span: beginning(item),
        facts: Facts {
            year: date(item, csl("year"), "year", entries, dates::year),
            language: entries.read(
                "language",
                &text("language"),
                &beginning(item),
                values::language,
            ),
            checked: date(item, csl("checked"), "checked", entries, dates::day),
            license: values::license(&text("license")),
            ..Facts::default()
        },
        ..Entry::default()
    };
    if entry.description.is_empty() {
        entry.description = html::plain(&values::note(&text("note")));
    }
    entry.likely_kind = of_type(&LIKELY, &reference_type);
    entry
}

fn of_type(kinds: &[(&str, &'static str)], reference_type: &str) -> Option<&'static str> {
    kinds.iter().find(|(known, _)| *known == reference_type).map(|(_, kind)| *kind)
}

/// Where an entry stands: a warning shows its first line.
fn beginning(item: &Node) -> Range<usize> {
    let title = item.get(&["title"]).or_else(|| item.get(&["id"])).unwrap_or(item);
    title.span.clone().or_else(|| item.span.clone()).unwrap_or_default()
}

/// A text, or a number in its place.
fn string(item: &Node, key: &str) -> Option<Spanned<String>> {
    let node = item.get(&[key])?;
    text_of(node).map(|text| (text, node.span.clone()))
}

/// A text, of a list the first: Crossref has lists of one.
fn text_of(node: &Node) -> Option<String> {
    match &node.value {
        Value::Array(items) => items.first().and_then(text_of),
        _ => scalar(node),
    }
}

fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The names of persons and institutions: a list, or one alone.
fn people(node: Option<&Node>) -> Vec<Author> {
    match node {
        Some(Node { value: Value::Array(people), .. }) => {
            people.iter().filter_map(person).collect()
        }
        Some(Node { value: Value::String(names), .. }) => {
            people::listed(&html::plain(names), false)
        }
        node => node.and_then(person).into_iter().collect(),
    }
}

fn person(node: &Node) -> Option<Author> {
    if let Value::String(name) = &node.value {
        return people::inverted(&html::plain(name));
    }
    let part = |keys: &[&str]| {
        let text = keys.iter().find_map(|key| string(node, key)).unwrap_or_default().0;
        html::plain(&text)
    };
    let whole = part(&["literal", "name", "raw"]);
    if !whole.is_empty() {
        return people::named(&whole);
    }
    let keys: [&[&str]; 4] = [
        &["given", "first", "firstName"],
        &["dropping-particle"],
        &["non-dropping-particle"],
        &["family", "last", "lastName"],
    ];
    let name = keys.map(part).join(" ");
    let suffix = part(&["suffix"]);
    let comma = if suffix.is_empty() || name.trim().is_empty() { "" } else { ", " };
    people::named(&format!("{}{comma}{suffix}", name.trim_end()))
}

/// Value of a field with a date; what is none is told.
fn date<T>(
    item: &Node,
    keys: &[&str],
    field: &'static str,
    entries: &mut Entries,
    read: fn(&str) -> Option<T>,
) -> Option<T> {
    let node = keys.iter().find_map(|key| item.get(&[key]))?;
    let text = date_text(node).unwrap_or_default();
    entries.read(field, &text, &node.span.clone().unwrap_or_default(), read)
}

/// A date as a text that begins with its year, in the forms of the schema, of pandoc and of others: a list of numbers, or of
/// dates of which the first counts, a table with `date-parts` or a `year`, a text.
fn date_text(node: &Node) -> Option<String> {
    if let Value::Array(items) = &node.value {
        let is_number = |text: &String| {
            matches!(text.len(), 1..=4) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let numbers: Option<Vec<String>> =
            items.iter().map(|item| scalar(item).filter(is_number)).collect();
        let Some(numbers) = numbers else { return date_text(items.first()?) };
        return Some(joined(numbers));
    }
    let parts = ["year", "month", "day"].map(|key| string(node, key).map(|(text, _)| text));
    if parts[0].is_some() {
        return Some(joined(parts.into_iter().map_while(|part| part)));
    }
    let keys = ["date-parts", "raw", "literal", "edtf", "date-time"];
    let written = keys.into_iter().find_map(|key| node.get(&[key]));
    written.and_then(date_text).or_else(|| text_of(node))
}

/// `2024-02-03`, of its numbers.
fn joined(numbers: impl IntoIterator<Item = String>) -> String {
    let padded = numbers.into_iter().map(|number| format!("{number:0>2}"));
    padded.collect::<Vec<_>>().join("-")
}

/// Words between commas or semicolons, or a list of words.
fn keywords(node: Option<&Node>) -> Vec<String> {
    let Some(node) = node else { return Vec::new() };
    match &node.value {
        Value::Array(words) => words.iter().filter_map(text_of).collect(),
        _ => words(&text_of(node).unwrap_or_default()),
    }
}
