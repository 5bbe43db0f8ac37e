//! The catalogue that ships.

use std::collections::HashSet;
use std::fmt::Write;

use mdbook_resources::{Catalogue, Resource};

#[test]
fn it_holds_what_the_post_holds() {
    let catalogue = Catalogue::builtin();
    let mut lines = String::new();
    for topic in catalogue.topics() {
        let icon = topic.icon.as_deref().unwrap_or("-");
        writeln!(lines, "{icon} {}", topic.title).unwrap();
        for resource in catalogue.resources_of(topic) {
            lines.push_str(&line(resource));
            for part in &resource.parts {
                writeln!(lines, "    {} <{}>", part.title, part.url).unwrap();
            }
        }
    }
    assert_eq!(lines, include_str!("builtin.txt"));
    assert_eq!((catalogue.topics().len(), catalogue.resources().len()), (11, 34));
}

fn line(resource: &Resource) -> String {
    let author = |author: &mdbook_resources::Author| match &author.url {
        Some(url) => format!("{} <{url}>", author.name),
        None => author.name.clone(),
    };
    let authors: Vec<String> = resource.authors.iter().map(author).collect();
    format!(
        "  {}: {} <{}> {}\n",
        resource.kind.id,
        resource.title,
        resource.url.as_deref().unwrap_or_default(),
        authors.join(", ")
    )
}

/// Readers may have ticked what has ever been in `ticked.txt`: no line of it goes.
#[test]
fn what_readers_may_have_ticked_is_there() {
    let resources = Catalogue::builtin().resources();
    let has = |id: &str, resource: &Resource| {
        resource.id == id || resource.former_ids.iter().any(|former| former == id)
    };
    let ticked: Vec<&str> = include_str!("ticked.txt").lines().collect();
    for id in &ticked {
        assert!(resources.iter().any(|resource| has(id, resource)), "{id}");
    }
    for resource in resources {
        assert!(ticked.contains(&&*resource.id), "{} is new: add it to ticked.txt", resource.id);
    }
}

#[test]
fn every_description_is_there_and_short() {
    for resource in Catalogue::builtin().resources() {
        let description = resource.facts.description.as_ref().unwrap();
        let length = description.chars().count();
        assert!((80..=220).contains(&length), "{}: {length}", resource.title);
    }
    for topic in Catalogue::builtin().topics() {
        assert!(topic.introduction.is_some(), "{}", topic.title);
    }
}

#[test]
fn tags_are_topics_and_aliases_are_not() {
    let topics = Catalogue::builtin().topics();
    let ids: HashSet<&str> = topics.iter().map(|topic| &*topic.id).collect();
    for tag in Catalogue::builtin().resources().iter().flat_map(|resource| &resource.tags) {
        assert!(ids.contains(&**tag), "{tag}");
    }
    let mut names: HashSet<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    for alias in topics.iter().flat_map(|topic| &topic.aliases) {
        assert!(names.insert(alias.replace(' ', "-")), "{alias}");
    }
}
