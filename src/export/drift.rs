//! Where a list and the catalogue that was once made of it say different things.

use std::collections::HashMap;
use std::ops::Range;

use crate::catalogue::{Catalogue, Resource};
use crate::export::document::{self, Value};

/// Difference, with its places in the list and in the catalogue.
pub(crate) struct Drift {
    /// In one clause.
    pub(crate) message: String,
    /// Value in the catalogue.
    pub(crate) instead: Option<String>,
    pub(crate) in_list: Option<Range<usize>>,
    pub(crate) in_catalogue: Option<Range<usize>>,
}

/// Compares a list with a catalogue, which may say more of each resource. `names` are those of their files.
pub(crate) fn compare(list: &Catalogue, catalogue: &Catalogue, names: [&str; 2]) -> Vec<Drift> {
    let [list_name, name] = names;
    let mut found = Vec::new();
    let (listed, kept) = (document::of_resources(list), document::of_resources(catalogue));
    let pairs = pairs(list, catalogue);
    let mut is_listed = vec![false; kept.len()];
    for (at, resource) in list.resources().iter().enumerate() {
        let title = &resource.title;
        let Some(other) = pairs[at] else {
            found.push(Drift {
                message: format!("`{title}` is not in {name}"),
                instead: None,
                in_list: place(resource),
                in_catalogue: None,
            });
            continue;
        };
        is_listed[other] = true;
        let counterpart = &catalogue.resources()[other];
        let mut differ = |what: &str, instead: Option<String>| {
            found.push(Drift {
                message: match instead {
                    Some(_) => format!("the `{what}` of `{title}` is different in {name}"),
                    None => format!("the `{what}` of `{title}` is missing in {name}"),
                },
                instead,
                in_list: place(resource),
                in_catalogue: place(counterpart),
            });
        };
        for (key, value) in &listed[at].0 {
            let there = kept[other].0.iter().find(|(known, _)| known == key);
            let there = there.map(|(_, value)| value);
            if !IGNORED.contains(key) && there != Some(value) {
                differ(key, there.map(Value::to_toml));
            }
        }
        let path = |catalogue: &Catalogue, resource: &Resource| {
            catalogue.titles_above(resource.topic()).join(" / ")
        };
        let there = path(catalogue, counterpart);
        if path(list, resource) != there {
            differ("topic", Some(format!("`{there}`")).filter(|_| !there.is_empty()));
        }
    }
    for (resource, _) in catalogue.resources().iter().zip(is_listed).filter(|(_, is)| !is) {
        found.push(Drift {
            message: format!("`{}` is not in {list_name}", resource.title),
            instead: None,
            in_list: None,
            in_catalogue: place(resource),
        });
    }
    found
}

/// Document that follow from others, or that are compared in another way.
const IGNORED: [&str; 2] = ["id", "also"];

/// For each resource of the list the one in the catalogue: of the same URL, or else of the same id.
fn pairs(list: &Catalogue, catalogue: &Catalogue) -> Vec<Option<usize>> {
    let mut by_url: HashMap<&str, usize> = HashMap::new();
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (at, resource) in catalogue.resources().iter().enumerate() {
        if let Some(url) = &resource.url {
            by_url.entry(url).or_insert(at);
        }
        by_id.insert(&resource.id, at);
    }
    let mut is_taken = vec![false; catalogue.resources().len()];
    let mut take = |found: Option<&usize>| {
        let at = *found.filter(|at| !is_taken[**at])?;
        is_taken[at] = true;
        Some(at)
    };
    // What has its URL goes first, so that no other one takes its place.
    let resources = list.resources();
    let mut pairs: Vec<Option<usize>> =
        resources.iter().map(|resource| take(by_url.get(resource.url.as_deref()?))).collect();
    for (pair, resource) in pairs.iter_mut().zip(resources) {
        *pair = pair.or_else(|| take(by_id.get(&*resource.id)));
    }
    pairs
}

/// Where a resource stands in its file.
fn place(resource: &Resource) -> Option<Range<usize>> {
    resource.origins.first().and_then(|origin| origin.span.clone())
}
