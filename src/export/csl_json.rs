//! References in CSL-JSON, for citation programs.

use serde::Serialize;

use crate::catalogue::{Catalogue, Resource};
use crate::write::prose;

#[derive(Serialize)]
struct CslItem<'c> {
    id: &'c str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'c str,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'c str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keyword: Option<String>,
}

/// A name as it is spoken: which part of it is the family's is not known.
#[derive(Serialize)]
struct Name<'c> {
    literal: &'c str,
}

#[derive(Serialize)]
struct Date {
    #[serde(rename = "date-parts")]
    parts: [Vec<i64>; 1],
}

/// The type of reference for each kind; everything else is a page.
const TYPES: [(&str, &str); 6] = [
    ("article", "post-weblog"),
    ("book", "book"),
    ("paper", "article"),
    ("repository", "software"),
    ("tool", "software"),
    ("video", "motion_picture"),
];

/// Writes a list of references.
pub(super) fn write(catalogue: &Catalogue) -> String {
    let references: Vec<CslItem> = catalogue.resources().iter().map(reference).collect();
    // Texts and numbers can always be written.
    serde_json::to_string_pretty(&references).unwrap_or_default() + "\n"
}

fn reference(resource: &Resource) -> CslItem<'_> {
    let known = TYPES.iter().find(|(kind, _)| *kind == resource.kind.id);
    let keyword = resource.tags.join(", ");
    CslItem {
        id: &resource.id,
        kind: known.map_or("webpage", |(_, kind)| kind),
        title: &resource.title,
        url: resource.url.as_deref(),
        author: resource.authors.iter().map(|author| Name { literal: &author.name }).collect(),
        issued: resource.facts.year.map(|year| Date { parts: [vec![year]] }),
        description: resource.facts.description.as_deref().map(prose::to_text),
        language: resource.facts.language.as_deref(),
        keyword: Some(keyword).filter(|keyword| !keyword.is_empty()),
    }
}
