//! An Atom feed of what was added, the newest first.
//!
//! Nothing here asks for the time: a feed is as old as its newest entry. Ids are made from URLs, so that an entry whose
//! title is changed stays the same one to feed readers.

use super::super::{Catalogue, Date, Resource};
use super::Exported;
use crate::write::prose;
use crate::write::xml::{attribute, element};

/// Writes a feed.
pub(super) fn write(catalogue: &Catalogue) -> Exported {
    let mut added: Vec<(Date, &Resource)> = Vec::new();
    let mut left_out = Vec::new();
    for resource in catalogue.resources() {
        match resource.added {
            Some(date) => added.push((date, resource)),
            None => left_out.push(resource.id.clone()),
        }
    }
    // The sort is stable: what was added on one day stays in the catalogue's order.
    added.sort_by(|(one, _), (other, _)| other.cmp(one));
    let title = if catalogue.title().is_empty() { "Resources" } else { catalogue.title() };
    // A feed has to have a date; the first day of all is no day on which anything was added.
    let newest = added.first().map_or("1970-01-01".to_owned(), |(date, _)| date.to_string());
    let entries: String = added
        .iter()
        .map(|(date, resource)| entry(catalogue, resource, &date.to_string()))
        .collect();
    let subtitle = catalogue.description().map(|text| element("subtitle", &prose::to_text(text)));
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n{}{}{}{}\
         <author>\n{}</author>\n{entries}</feed>\n",
        element("id", &id(&format!("feed {title}"))),
        element("title", title),
        subtitle.unwrap_or_default(),
        element("updated", &midnight(&newest)),
        element("name", title),
    );
    let reason = "the feed has what was `added` on a day, and these do not say it";
    Exported { text, left_out, reason }
}

fn entry(catalogue: &Catalogue, resource: &Resource, date: &str) -> String {
    let mut fields = vec![
        element("id", &id(&resource.url)),
        element("title", &resource.title),
        format!("<link{}/>\n", attribute("href", &resource.url)),
        element("published", &midnight(date)),
        element("updated", &midnight(date)),
    ];
    for author in &resource.authors {
        fields.push(format!("<author>\n{}</author>\n", element("name", &author.name)));
    }
    for title in catalogue.topic_titles(resource) {
        fields.push(format!("<category{}/>\n", attribute("term", title)));
    }
    if let Some(description) = &resource.description {
        fields.push(element("summary", &prose::to_text(description)));
    }
    format!("<entry>\n{}</entry>\n", fields.concat())
}

fn midnight(date: &str) -> String {
    format!("{date}T00:00:00Z")
}

/// An id that follows from a text: a UUID of version 8, whose bits are free, with the text's FNV-1a hash in them.
fn id(text: &str) -> String {
    let hash = text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    });
    let bits = hash & !(0xf << 76) & !(0x3 << 62) | (8 << 76) | (2 << 62);
    let digits = format!("{bits:032x}");
    let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    format!("urn:uuid:{}", parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn ids_are_of_version_8() {
        for text in ["", "https://a.example", "feed Bread"] {
            let id = id(text);
            let parts: Vec<&str> = id.trim_start_matches("urn:uuid:").split('-').collect();
            assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
            assert!(
                parts[2].starts_with('8') && parts[3].starts_with(['8', '9', 'a', 'b']),
                "{id}"
            );
        }
        assert_ne!(id("https://a.example"), id("https://b.example"));
    }
}
