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
use crate::read::entries::{self, Entries, Entry, ROOT};
use crate::read::{dates, people};
use crate::value::{Node, Spanned, Value};

/// Types of references that are of one kind, whatever their URL is.
const KINDS: [(&str, &str); 17] = [
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
    ("thesis", "paper"),
];

/// Those whose URL tells more, and what they are if it does not.
const LIKELY: [(&str, &str); 2] = [("software", "tool"), ("speech", "video")];

/// Who can stand for the authors, the first of them who is there.
const CREATORS: [&str; 5] = ["author", "director", "guest", "editor", "collection-editor"];

/// Reads a list of references; one reference alone will do.
pub(super) fn read(root: &Node, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let items = match (&root.value, root.get(&["items"]).map(|items| &items.value)) {
        (_, Some(Value::Array(items))) | (Value::Array(items), _) => &items[..],
        (Value::Table(_), _) => std::slice::from_ref(root),
        _ => {
            let message = format!("references are a list of tables, not {}", root.kind());
            let error = Diagnostic::error(Code::InvalidCatalogue, message);
            diagnostics.push(error.at_known(root.span.clone()));
            return Draft::default();
        }
    };
    let mut entries = Entries::new(diagnostics);
    for item in items {
        match &item.value {
            Value::Table(_) => {
                let entry = entry(item);
                entries.add(ROOT, entry);
            }
            _ => {
                let message = format!("a reference is a table, not {}", item.kind());
                let error = Diagnostic::error(Code::InvalidCatalogue, message);
                entries.diagnostics.push(error.at_known(item.span.clone()));
            }
        }
    }
    entries.finish()
}

fn entry(item: &Node) -> Entry {
    let text = |key: &str| string(item, key).map(|(text, _)| text).unwrap_or_default();
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let creators = CREATORS.into_iter().map(|role| people(item.get(&[role])));
    let reference_type = text("type");
    let mut entry = Entry {
        id: string(item, "id").filter(|(id, _)| crate::url::scheme(id).is_none()),
        title: without_tags(&text("title")),
        url: string(item, "URL"),
        doi: some(text("DOI")),
        authors: creators.into_iter().find(|authors| !authors.is_empty()).unwrap_or_default(),
        kind: of_type(&KINDS, &reference_type).map(str::to_owned),
        description: without_tags(&text("abstract")),
        tags: keywords(item.get(&["keyword"])),
        span: beginning(item),
        facts: Facts {
            year: item.get(&["issued"]).and_then(date).and_then(|date| dates::year(&date)),
            language: entries::language(&text("language")),
            checked: item.get(&["accessed"]).and_then(date).and_then(|date| dates::day(&date)),
            license: entries::license(&text("license")),
            ..Facts::default()
        },
        ..Entry::default()
    };
    if entry.description.is_empty() {
        entry.description = entries::note(&text("note"));
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

fn text_of(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The names of persons and institutions.
fn people(node: Option<&Node>) -> Vec<Author> {
    let Some(Node { value: Value::Array(people), .. }) = node else { return Vec::new() };
    people.iter().filter_map(person).collect()
}

fn person(node: &Node) -> Option<Author> {
    let part = |key: &str| string(node, key).map(|(text, _)| text).unwrap_or_default();
    if let Some((name, _)) = string(node, "literal") {
        return people::named(&name);
    }
    let keys = ["given", "dropping-particle", "non-dropping-particle", "family"];
    let name = keys.map(part).join(" ");
    let suffix = part("suffix");
    let comma = if suffix.is_empty() || name.trim().is_empty() { "" } else { ", " };
    people::named(&format!("{}{comma}{suffix}", name.trim_end()))
}

/// A date, as a text that begins with its year.
fn date(node: &Node) -> Option<String> {
    if let Some(Value::Array(dates)) = node.get(&["date-parts"]).map(|parts| &parts.value) {
        // A range has a second date.
        let Value::Array(parts) = &dates.first()?.value else { return None };
        let parts: Vec<String> = parts.iter().filter_map(text_of).collect();
        let padded: Vec<String> = parts.iter().map(|part| format!("{part:0>2}")).collect();
        return Some(padded.join("-"));
    }
    let written = ["raw", "literal"].into_iter().find_map(|key| string(node, key));
    written.map(|(text, _)| text).or_else(|| text_of(node))
}

/// Words between commas or semicolons, or a list of words.
fn keywords(node: Option<&Node>) -> Vec<String> {
    let Some(node) = node else { return Vec::new() };
    match &node.value {
        Value::Array(words) => words.iter().filter_map(text_of).collect(),
        _ => entries::words(&text_of(node).unwrap_or_default()),
    }
}

/// Tags that the Citation Style Language has in a text, and papers have in their abstracts.
const TAGS: [&str; 8] = ["i", "b", "sub", "sup", "sc", "span", "p", "em"];

/// A text without the tags of rich text: `<i>E. coli</i>`.
fn without_tags(text: &str) -> String {
    let mut parts = text.split('<');
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find('>').filter(|end| {
            let name = part[..*end].trim_start_matches('/').split(' ').next().unwrap_or_default();
            // Those of JATS, which abstracts come with, have a prefix.
            TAGS.contains(&name) || name.starts_with("jats:")
        });
        match end {
            Some(end) => kept.push_str(&part[end + 1..]),
            None => kept.extend(["<", part]),
        }
    }
    kept
}
