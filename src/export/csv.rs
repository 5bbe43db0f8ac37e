//! A table with a row for each resource.

use std::collections::HashMap;

use crate::catalogue::fact_table::{FACTS, Fact, FactValue, Form};
use crate::catalogue::{Catalogue, Resource};
use crate::write::prose;

/// Writes a table whose first row names the columns.
pub(super) fn write(catalogue: &Catalogue) -> String {
    let facts = FACTS.iter().map(|fact| fact.name);
    let header = ["title", "url", "topic", "authors", "kind"].into_iter().chain(facts);
    let mut table = row(header.chain(["tags", "parts"]).map(str::to_owned));
    for resource in catalogue.resources() {
        table.push_str(&row(cells(catalogue, resource)));
    }
    table
}

fn cells(catalogue: &Catalogue, resource: &Resource) -> impl Iterator<Item = String> {
    let authors = resource.authors.iter().map(|author| &*author.name);
    let parts = resource.parts.iter().map(|part| format!("{} <{}>", part.title, part.url));
    let parts: Vec<String> = parts.collect();
    let given: HashMap<&str, FactValue> = resource.facts.given().collect();
    let fact = move |Fact { name, form, .. }: &Fact| match given.get(name) {
        Some(FactValue::String(text)) if *form == Form::Prose => prose::to_text(text),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    [
        resource.title.clone(),
        resource.url.clone().unwrap_or_default(),
        listed(catalogue.topic_titles(resource).into_iter(), " / ", &[" / "]),
        listed(authors, "; ", &[",", ";", "|", " and ", " & "]),
        resource.kind.id.clone(),
    ]
    .into_iter()
    .chain(FACTS.iter().map(fact))
    .chain([
        listed(resource.tags.iter().map(|tag| &**tag), "; ", &[",", ";", "|"]),
        parts.join("\n"),
    ])
}

/// Several texts in one value; as a list of JSON, where one of them has a sign that parts them when they are read.
fn listed<'t>(texts: impl Iterator<Item = &'t str>, separator: &str, signs: &[&str]) -> String {
    let texts: Vec<&str> = texts.collect();
    let has_sign =
        |text: &&str| text.starts_with('[') || signs.iter().any(|sign| text.contains(sign));
    if texts.iter().any(has_sign) {
        // Texts can always be written.
        serde_json::to_string(&texts).unwrap_or_default()
    } else {
        texts.join(separator)
    }
}

fn row(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|cell| quoted(&cell)).collect();
    cells.join(",") + "\n"
}

/// A value, in quotes where it needs them. A `'` before signs that begin a formula tells spreadsheets that it is a text.
fn quoted(value: &str) -> String {
    if value.trim_start_matches('\'').starts_with(['=', '+', '-', '@']) {
        return quoted_text(&format!("'{value}"));
    }
    quoted_text(value)
}

fn quoted_text(value: &str) -> String {
    let is_plain = !value.contains([',', '"', '\n', ';', '\t']) && value.trim() == value;
    if is_plain { value.to_owned() } else { format!("\"{}\"", value.replace('"', "\"\"")) }
}
