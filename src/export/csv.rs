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
    let authors: Vec<&str> = resource.authors.iter().map(|author| &*author.name).collect();
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
        catalogue.topic_titles(resource).join(" / "),
        authors.join("; "),
        resource.kind.id.clone(),
    ]
    .into_iter()
    .chain(FACTS.iter().map(fact))
    .chain([resource.tags.join("; "), parts.join("\n")])
}

fn row(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|cell| quoted(&cell)).collect();
    cells.join(",") + "\n"
}

/// A value, in quotes where it needs them.
fn quoted(value: &str) -> String {
    let is_plain = !value.contains([',', '"', '\n', ';', '\t']) && value.trim() == value;
    if is_plain { value.to_owned() } else { format!("\"{}\"", value.replace('"', "\"\"")) }
}
