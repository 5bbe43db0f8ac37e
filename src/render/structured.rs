//! Structured data of a chapter: an `ItemList` of `LearningResource`s in the vocabulary of [schema.org][1].
//!
//! [1]: https://schema.org/LearningResource

use serde_json::{Map, Value, json};

use crate::catalogue::{Access, Author, Catalogue, Duration, Level, Resource};
use crate::url;
use crate::write::{prose, script};

/// The list of these resources, given by their positions, as JSON-LD on one line.
pub(crate) fn item_list(catalogue: &Catalogue, resources: &[usize]) -> String {
    let item = |(number, position): (usize, &usize)| {
        let item = learning_resource(&catalogue.resources()[*position]);
        json!({ "@type": "ListItem", "position": number + 1, "item": item })
    };
    let items: Vec<Value> = resources.iter().enumerate().map(item).collect();
    let list = json!({
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": items,
    });
    script::json(&list)
}

fn learning_resource(resource: &Resource) -> Value {
    let mut fields = Map::new();
    let mut set = |name: &str, value: Option<Value>| {
        fields.extend(value.map(|value| (name.to_owned(), value)));
    };
    set("@type", Some("LearningResource".into()));
    set("name", Some(resource.title.as_str().into()));
    // A relative URL means something on its page only.
    set("url", resource.url.as_deref().and_then(absolute));
    let authors: Vec<Value> = resource.authors.iter().map(author).collect();
    set("author", (!authors.is_empty()).then(|| authors.into()));
    set(
        "description",
        resource.facts.description.as_deref().map(|text| prose::to_text(text).into()),
    );
    set("datePublished", resource.facts.year.map(|year| year.to_string().into()));
    set("timeRequired", resource.facts.duration.map(|duration| iso_8601(duration).into()));
    set("educationalLevel", resource.facts.level.map(|level| educational_level(level).into()));
    set("inLanguage", resource.facts.language.as_deref().map(Value::from));
    set("license", resource.facts.license.as_deref().and_then(license));
    set("isAccessibleForFree", resource.facts.access.and_then(is_free));
    Value::Object(fields)
}

/// Returns whether an author is a person or an organization is not known.
fn author(author: &Author) -> Value {
    let mut fields = Map::new();
    fields.insert("name".to_owned(), author.name.as_str().into());
    let url = author.url.as_deref().and_then(absolute);
    fields.extend(url.map(|url| ("url".to_owned(), url)));
    Value::Object(fields)
}

fn absolute(written: &str) -> Option<Value> {
    (!url::is_relative(written)).then(|| written.into())
}

/// A time as `PT3H20M`.
fn iso_8601(duration: Duration) -> String {
    format!("PT{}", duration.to_string().to_uppercase().replace(' ', ""))
}

fn educational_level(level: Level) -> &'static str {
    match level {
        Level::Introductory => "Beginner",
        Level::Intermediate => "Intermediate",
        Level::Advanced => "Advanced",
    }
}

/// The page of one licence; an expression of several has none, and neither has one that is not in the list of SPDX.
fn license(expression: &str) -> Option<Value> {
    let is_one = !expression.contains([' ', '(', '+', ':']);
    let is_listed = is_one && !expression.starts_with("LicenseRef-");
    is_listed.then(|| format!("https://spdx.org/licenses/{expression}").into())
}

/// Resources that are free to audit are neither.
fn is_free(access: Access) -> Option<Value> {
    match access {
        Access::Free => Some(true.into()),
        Access::Paid => Some(false.into()),
        Access::Audit => None,
    }
}
