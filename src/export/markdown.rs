//! A list of links in the form of an "awesome list".

use std::collections::HashMap;
use std::fmt::Write;

use crate::catalogue::{Author, Catalogue, Resource, Topic};
use crate::write::markdown::{link, text};
use crate::write::prose;

/// Topics from which on a list has a table of contents.
const LEAST_FOR_CONTENTS: usize = 3;

/// Levels of headings.
const MAX_LEVEL: usize = 6;

/// Writes a list. A resource is a line of its own, with its parts in a bracket at the end.
pub(super) fn write(catalogue: &Catalogue) -> String {
    let mut list = String::new();
    if !catalogue.title().is_empty() {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(list, "# {}\n", text(catalogue.title()));
    }
    if let Some(description) = catalogue.description() {
        let _ = writeln!(list, "{}\n", prose::exported(description));
    }
    // Resources in no topic stand above all headings.
    for topic in catalogue.topics().iter().filter(|topic| topic.is_root) {
        entries(catalogue, topic, &mut list);
    }
    if headed(catalogue).count() >= LEAST_FOR_CONTENTS {
        contents(catalogue, &mut list);
    }
    for (at, topic) in headed(catalogue) {
        let level = usize::from(catalogue.depth(at)) + 2;
        let _ = writeln!(list, "{} {}\n", "#".repeat(level.min(MAX_LEVEL)), heading(topic, text));
        if let Some(introduction) = &topic.introduction {
            let _ = writeln!(list, "{}\n", prose::exported(introduction));
        }
        entries(catalogue, topic, &mut list);
    }
    list.truncate(list.trim_end().len());
    list.push('\n');
    list
}

/// Topics with a heading, at their positions.
fn headed(catalogue: &Catalogue) -> impl Iterator<Item = (usize, &Topic)> {
    catalogue.topics().iter().enumerate().filter(|(_, topic)| !topic.is_root)
}

/// Items of the resources in a topic.
fn entries(catalogue: &Catalogue, topic: &Topic, list: &mut String) {
    for at in &topic.resources {
        let resource = &catalogue.resources()[*at];
        if topic.own.contains(at) {
            entry(resource, list);
        } else {
            // What it is stands where it comes first.
            let _ = writeln!(list, "- {}", title(resource));
        }
    }
    if !topic.resources.is_empty() {
        list.push('\n');
    }
}

/// The title of a topic with its icon.
fn heading(topic: &Topic, title: impl Fn(&str) -> String) -> String {
    let icon = topic.icon.as_deref().map(|icon| format!("{} ", title(icon))).unwrap_or_default();
    format!("{icon}{}", title(&topic.title))
}

/// Links to the topics' headings.
fn contents(catalogue: &Catalogue, list: &mut String) {
    list.push_str("## Contents\n\n");
    // The list's own headings take names as well.
    let mut counts: HashMap<String, usize> = HashMap::new();
    counts.insert(anchor(catalogue.title()), 1);
    counts.insert("contents".to_owned(), 1);
    for (at, topic) in headed(catalogue) {
        let anchor = anchor(&heading(topic, str::to_owned));
        let count = counts.entry(anchor.clone()).or_insert(0);
        let number = if *count == 0 { String::new() } else { format!("-{count}") };
        *count += 1;
        let indent = "  ".repeat(catalogue.depth(at).into());
        let _ = writeln!(list, "{indent}- [{}](#{anchor}{number})", text(&topic.title));
    }
    list.push('\n');
}

/// The name that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// Title of a resource, with its link if it has one.
fn title(resource: &Resource) -> String {
    match &resource.url {
        Some(url) => link(&resource.title, url),
        None => text(&resource.title),
    }
}

fn entry(resource: &Resource, list: &mut String) {
    let _ = write!(list, "- {}", title(resource));
    let authors: Vec<String> = resource.authors.iter().map(author).collect();
    if !authors.is_empty() {
        let _ = write!(list, " by {}", authors.join(", "));
    }
    if let Some(description) = &resource.facts.description {
        let _ = write!(list, " - {}", prose::exported(description));
    }
    let parts: Vec<String> =
        resource.parts.iter().map(|part| link(&part.title, &part.url)).collect();
    if !parts.is_empty() {
        let _ = write!(list, " ({})", parts.join(", "));
    }
    list.push('\n');
}

fn author(author: &Author) -> String {
    match &author.url {
        Some(url) => link(&author.name, url),
        None => text(&author.name),
    }
}
