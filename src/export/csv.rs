//! A table with a row for each resource.

use crate::catalogue::{Access, Catalogue, Level, Resource, Role};
use crate::write::prose;

/// The columns, in the order of [`cells`].
const HEADER: [&str; 20] = [
    "title",
    "url",
    "topic",
    "authors",
    "kind",
    "description",
    "year",
    "language",
    "access",
    "level",
    "duration",
    "role",
    "choice",
    "license",
    "added",
    "checked",
    "tags",
    "parts",
    "archived",
    "status",
];

/// Writes a table whose first row names the columns.
pub(super) fn write(catalogue: &Catalogue) -> String {
    let mut table = row(&HEADER.map(str::to_owned));
    for resource in catalogue.resources() {
        table.push_str(&row(&cells(catalogue, resource)));
    }
    table
}

fn cells(catalogue: &Catalogue, resource: &Resource) -> [String; 20] {
    let authors: Vec<&str> = resource.authors.iter().map(|author| &*author.name).collect();
    let parts = resource.parts.iter().map(|part| format!("{} <{}>", part.title, part.url));
    let parts: Vec<String> = parts.collect();
    [
        resource.title.clone(),
        resource.url.clone(),
        catalogue.topic_titles(resource).join(" / "),
        authors.join("; "),
        resource.kind.id.clone(),
        resource.description.as_deref().map(prose::to_text).unwrap_or_default(),
        resource.year.map(|year| year.to_string()).unwrap_or_default(),
        resource.language.clone().unwrap_or_default(),
        resource.access.map(Access::id).unwrap_or_default().to_owned(),
        resource.level.map(Level::id).unwrap_or_default().to_owned(),
        resource.duration.map(|duration| duration.to_string()).unwrap_or_default(),
        Some(resource.role.id())
            .filter(|_| resource.role != Role::default())
            .unwrap_or_default()
            .to_owned(),
        resource.choice.clone().unwrap_or_default(),
        resource.license.clone().unwrap_or_default(),
        resource.added.map(|date| date.to_string()).unwrap_or_default(),
        resource.checked.map(|date| date.to_string()).unwrap_or_default(),
        resource.tags.join("; "),
        parts.join("\n"),
        resource.archived.clone().unwrap_or_default(),
        if resource.dead { "dead".to_owned() } else { String::new() },
    ]
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\n"
}

/// A value, in quotes where it needs them.
fn quoted(value: &str) -> String {
    let is_plain = !value.contains([',', '"', '\n', ';', '\t']) && value.trim() == value;
    if is_plain { value.to_owned() } else { format!("\"{}\"", value.replace('"', "\"\"")) }
}
