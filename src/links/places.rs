//! Where a catalogue writes its URLs.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::catalogue::{Catalogue, Origin, Resource, ResourceUrl};
use crate::diagnostic::Source;
use crate::read;
use crate::url;
use crate::value::{Node, Value};

/// A URL of a catalogue, at one of its places.
#[derive(Debug)]
pub(crate) struct Link<'c> {
    /// As the catalogue has it.
    pub(crate) url: &'c str,
    /// Target, as messages call it.
    pub(crate) what: String,
    /// True if it is the resource's own, and not one of a part, an author or a copy.
    pub(crate) is_own: bool,
    /// True if readers are told that it is dead, and where a copy is.
    pub(crate) has_copy: bool,
    /// The number of its file.
    pub(crate) layer: usize,
    pub(crate) place: UrlPlace,
}

/// Exactness of a URL's place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum UrlPlace {
    /// Where the string is, with its quotes.
    String(Range<usize>),
    /// Where the entry is that has it.
    Entry(Option<Range<usize>>),
}

impl UrlPlace {
    pub(crate) fn span(&self) -> Option<Range<usize>> {
        match self {
            UrlPlace::String(span) => Some(span.clone()),
            UrlPlace::Entry(span) => span.clone(),
        }
    }
}

/// All URLs of a catalogue, each at each of its places once. `file` gives the file of a layer.
pub(crate) fn links<'c, 's>(
    catalogue: &'c Catalogue,
    file: impl Fn(usize) -> &'s Source,
) -> Vec<Link<'c>> {
    let mut files: HashMap<usize, Strings> = HashMap::new();
    let mut seen: HashSet<(usize, UrlPlace, &str)> = HashSet::new();
    let mut links = Vec::new();
    for resource in catalogue.resources() {
        // A part can have the URL of the resource: each is at a place of its own.
        let mut taken: HashMap<&str, usize> = HashMap::new();
        for written in resource.urls() {
            let ResourceUrl { url, field, .. } = written;
            let origin = Origin::of(field, &resource.origins);
            let Some(Origin { layer, span, .. }) = origin else { continue };
            let strings = files.entry(*layer).or_insert_with(|| strings(file(*layer)));
            let after = span.as_ref().map_or(0, |span| span.start);
            let before = taken.entry(url).or_default();
            let place = strings.place(url, after, *before).map(UrlPlace::String);
            *before += 1;
            let place = place.unwrap_or_else(|| UrlPlace::Entry(span.clone()));
            if seen.insert((*layer, place.clone(), url)) {
                let is_own = field == "url";
                let has_copy = is_own && resource.is_dead() && resource.facts.archived.is_some();
                let what = target(resource, written);
                links.push(Link { url, what, is_own, has_copy, layer: *layer, place });
            }
        }
    }
    links
}

/// Target of a URL of a resource.
fn target(resource: &Resource, ResourceUrl { field, of, .. }: ResourceUrl) -> String {
    let (id, of) = (&resource.id, of.unwrap_or_default());
    match field {
        "archived" => format!("the archived copy of `{id}`"),
        "authors" => format!("the page of `{of}`"),
        "parts" => format!("the part `{of}` of `{id}`"),
        _ => format!("`{id}`"),
    }
}

/// The URLs of a TOML or JSON file, with the places of their strings in the order of the file.
#[derive(Default)]
struct Strings(HashMap<String, Vec<Range<usize>>>);

impl Strings {
    /// The place of a URL behind an offset, after so many others; the first of all if there is none.
    fn place(&self, url: &str, after: usize, before: usize) -> Option<Range<usize>> {
        let places = self.0.get(url)?;
        let next = places.partition_point(|place| place.start < after);
        places.get(next + before).or(places.first()).cloned()
    }
}

fn strings(file: &Source) -> Strings {
    let mut strings = Strings::default();
    let tree = read::tree(file);
    let mut left: Vec<&Node> = tree.iter().collect();
    while let Some(node) = left.pop() {
        match &node.value {
            Value::Array(items) => left.extend(items),
            Value::Table(table) => {
                for (key, node) in table.entries() {
                    match (&node.value, &node.span) {
                        (Value::String(text), Some(span)) if ["url", "archived"].contains(&key) => {
                            let places = strings
                                .0
                                .entry(url::encoded(text.trim()).into_owned())
                                .or_default();
                            places.push(span.clone());
                        }
                        _ => left.push(node),
                    }
                }
            }
            _ => {}
        }
    }
    for places in strings.0.values_mut() {
        places.sort_by_key(|place| place.start);
    }
    strings
}
