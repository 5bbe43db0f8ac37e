//! OPML: the feeds of channels, podcasts and sites, for feed readers.

use super::super::{Catalogue, Resource, Topic};
use super::{Exported, feeds};
use crate::write::xml::{attribute, element};

/// Kinds of which a reader expects a feed.
const EXPECTED: [&str; 2] = ["channel", "podcast"];

/// Writes the topics with the feeds in them.
pub(super) fn write(catalogue: &Catalogue) -> Exported {
    let mut outlines = String::new();
    let mut left_out = Vec::new();
    for (at, topic) in catalogue.topics().iter().enumerate() {
        let mut feeds = String::new();
        for resource in catalogue.resources_of(topic) {
            match feeds::feed(resource) {
                Some(feed) => feeds.push_str(&outline(resource, &feed)),
                None if EXPECTED.contains(&&*resource.kind.id) => {
                    left_out.push(resource.id.clone());
                }
                None => {}
            }
        }
        if !feeds.is_empty() {
            outlines.push_str(&folder(topic, &catalogue.titles_above(at), &feeds));
        }
    }
    let title = if catalogue.title().is_empty() { "Feeds" } else { catalogue.title() };
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head>\n{}</head>\n<body>\n\
         {outlines}</body>\n</opml>\n",
        element("title", title)
    );
    let reason = "no feed is known of these; a part with the title `Feed` would say it";
    Exported { text, left_out, reason }
}

/// A topic is one folder: feed readers show no folder in a folder.
fn folder(topic: &Topic, titles: &[&str], feeds: &str) -> String {
    let title = if titles.is_empty() { topic.title.clone() } else { titles.join(" / ") };
    format!("<outline{}>\n{feeds}</outline>\n", attribute("text", &title))
}

fn outline(resource: &Resource, feed: &str) -> String {
    let attributes = [
        attribute("type", "rss"),
        attribute("text", &resource.title),
        attribute("title", &resource.title),
        attribute("xmlUrl", feed),
        attribute("htmlUrl", &resource.url),
    ];
    format!("  <outline{}/>\n", attributes.concat())
}
