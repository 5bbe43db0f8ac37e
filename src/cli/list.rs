//! `list [SELECTION OPTION=VALUE …]`: what a directive with these words would select.
//!
//! `--format json` is an interface that others script against: `version` is raised if a field changes its
//! meaning or is removed.

use std::collections::HashSet;
use std::fmt::Write;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::answer;
use super::arguments::{CatalogueArgument, OutputFormat, Without};
use crate::catalogue::fact_table::FactValue;
use crate::catalogue::{Author, Catalogue, Facts, Part, Resource};
use crate::diagnostic::{Findings, Source};
use crate::directive::from_arguments;
use crate::query::Selected;
use crate::setup::Setup;
use crate::text::shown;
use crate::url;

/// Lists what is selected. Returns whether the selection could be read.
pub(super) fn run(
    words: &[String],
    format: OutputFormat,
    without: &[Without],
    catalogue: &CatalogueArgument,
) -> anyhow::Result<bool> {
    answer(catalogue, None, |setup, findings| {
        let Some(listing) = Listing::of(setup, words, findings) else { return Ok(None) };
        Ok(Some(match format {
            OutputFormat::Text => shown(&listing.text()).into_owned(),
            OutputFormat::Json => serde_json::to_string_pretty(&listing)? + "\n",
            OutputFormat::Ids => listing.ids(),
            OutputFormat::Urls => listing.urls(without),
        }))
    })
}

/// Selection of the words; `None`, and findings, if they cannot be read.
pub(super) fn selected(
    setup: &Setup,
    words: &[String],
    findings: &mut Findings,
) -> Option<Selected> {
    let catalogue = setup.catalogue()?;
    let settings = &setup.book.settings;
    let (text, directive) = from_arguments(words);
    let query = directive
        .map_err(|error| vec![error])
        .and_then(|words| settings.defaults.for_list(&words, &settings.formats, catalogue));
    match query {
        Ok(query) => Some(query.select(catalogue)),
        Err(errors) => {
            let source = Source::new("the command's arguments", text);
            for error in errors {
                findings.add(&source, error);
            }
            None
        }
    }
}

#[derive(Serialize)]
struct Listing<'c> {
    version: u32,
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'c str>,
    topics: Vec<TopicItem<'c>>,
}

#[derive(Serialize)]
struct TopicItem<'c> {
    id: &'c str,
    /// Titles, from the outermost topic to this one.
    path: Vec<&'c str>,
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'c str>,
    after: &'c [String],
    resources: Vec<ResourceItem<'c>>,
}

#[derive(Serialize)]
struct ResourceItem<'c> {
    id: &'c str,
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'c str>,
    authors: Vec<AuthorItem<'c>>,
    kind: &'c str,
    #[serde(flatten, serialize_with = "facts")]
    facts: &'c Facts,
    parts: Vec<PartItem<'c>>,
    tags: &'c [String],
    #[serde(rename = "was", skip_serializing_if = "<[String]>::is_empty")]
    former_ids: &'c [String],
    /// Ids of its topics, its own first.
    topics: Vec<&'c str>,
}

/// Serializes what is given, a year as a number.
fn facts<S: Serializer>(facts: &Facts, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(facts.given().map(|(name, value)| match value {
        FactValue::Year(year) => (name, Value::from(year)),
        value => (name, Value::from(value.to_string())),
    }))
}

#[derive(Serialize)]
struct AuthorItem<'c> {
    name: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    affiliation: Option<&'c str>,
}

#[derive(Serialize)]
struct PartItem<'c> {
    title: &'c str,
    url: &'c str,
}

impl<'c> Listing<'c> {
    /// Selection of the words; `None`, and findings, if they cannot be read.
    fn of(setup: &'c Setup, words: &[String], findings: &mut Findings) -> Option<Self> {
        let selected = selected(setup, words, findings)?;
        let is_whole = selected.query.is_unfiltered();
        Some(Listing::new(setup.catalogue()?, &selected, is_whole))
    }

    /// The selected resources by topic: all topics if nothing is left out, otherwise those with resources.
    fn new(catalogue: &'c Catalogue, selected: &Selected, is_whole: bool) -> Self {
        let members = selected.in_topics(catalogue);
        let topics = catalogue.topics().iter().enumerate().map(|(position, topic)| {
            let members = members.get(&position).into_iter().flatten();
            let item = |at: &usize| ResourceItem::new(catalogue, &catalogue.resources()[*at]);
            TopicItem {
                id: &topic.id,
                path: catalogue.titles_above(position),
                title: &topic.title,
                icon: topic.icon.as_deref(),
                after: &topic.prerequisites,
                resources: members.map(item).collect(),
            }
        });
        Listing {
            version: 1,
            title: catalogue.title(),
            description: catalogue.description(),
            topics: topics.filter(|topic| is_whole || !topic.resources.is_empty()).collect(),
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for topic in &self.topics {
            // Resources without a topic have no path, and are shown like those of an outermost topic.
            let depth = topic.path.len().max(1);
            let indent = "  ".repeat(depth);
            let _ = writeln!(text, "{}{} ({})", "  ".repeat(depth - 1), topic.title, topic.id);
            for resource in &topic.resources {
                let _ = writeln!(text, "{indent}{} ({})", resource.title, resource.id);
                let _ = writeln!(text, "{indent}  {}", resource.line());
                if let Some(url) = resource.url {
                    let _ = writeln!(text, "{indent}  {url}");
                }
                for part in &resource.parts {
                    let _ = writeln!(text, "{indent}    {}: {}", part.title, part.url);
                }
            }
        }
        text
    }

    /// Each id once: those of topics come first.
    fn ids(&self) -> String {
        let topics = self.topics.iter().map(|topic| topic.id);
        let resources = self.topics.iter().flat_map(|topic| &topic.resources);
        let mut known = HashSet::new();
        let ids = topics.chain(resources.map(|resource| resource.id));
        ids.filter(|id| known.insert(*id)).flat_map(|id| [id, "\n"]).collect()
    }

    /// Each URL once, in the order in which they come. The copy of a resource that is no longer there stands for it.
    fn urls(&self, without: &[Without]) -> String {
        let mut urls: Vec<&str> = Vec::new();
        let mut known = HashSet::new();
        let mut add = |url| {
            let is_wanted = !without.contains(&Without::Relative) || url::scheme(url).is_some();
            if is_wanted && known.insert(url) {
                urls.push(url);
            }
        };
        for resource in self.topics.iter().flat_map(|topic| &topic.resources) {
            let is_dead = resource.facts.dead == Some(true);
            if is_dead && without.contains(&Without::Dead) {
                continue;
            }
            let copy = resource.facts.archived.as_deref().filter(|_| is_dead);
            copy.or(resource.url).into_iter().for_each(&mut add);
            resource.parts.iter().for_each(|part| add(part.url));
            resource.authors.iter().filter_map(|author| author.url).for_each(&mut add);
        }
        urls.iter().flat_map(|url| [url, "\n"]).collect()
    }
}

/// Facts that the text shows, in its order.
const SHOWN: [&str; 8] =
    ["role", "year", "level", "duration", "access", "language", "license", "status"];

impl ResourceItem<'_> {
    fn line(&self) -> String {
        let authors: Vec<&str> = self.authors.iter().map(|author| author.name).collect();
        let by =
            if authors.is_empty() { String::new() } else { format!(" by {}", authors.join(", ")) };
        let given: Vec<(&str, FactValue)> = self.facts.given().collect();
        let shown = SHOWN.iter().filter_map(|name| given.iter().find(|(known, _)| known == name));
        shown.fold(format!("{}{by}", self.kind), |text, (_, fact)| format!("{text}, {fact}"))
    }
}

impl<'c> ResourceItem<'c> {
    fn new(catalogue: &'c Catalogue, resource: &'c Resource) -> Self {
        // All fields, so that none can be forgotten here.
        let Resource {
            id,
            title,
            url,
            authors,
            kind,
            facts,
            tags,
            former_ids,
            parts,
            memberships,
            origins: _,
            shares_url: _,
            base: _,
        } = resource;
        let topics = memberships.iter().map(|membership| &catalogue.topics()[membership.topic]);
        ResourceItem {
            id,
            title,
            url: url.as_deref(),
            authors: authors.iter().map(AuthorItem::from).collect(),
            kind: &kind.id,
            facts,
            parts: parts.iter().map(PartItem::from).collect(),
            tags,
            former_ids,
            topics: topics.filter(|topic| !topic.is_root).map(|topic| &*topic.id).collect(),
        }
    }
}

impl<'c> From<&'c Author> for AuthorItem<'c> {
    fn from(author: &'c Author) -> Self {
        let Author { name, url, affiliation } = author;
        AuthorItem { name, url: url.as_deref(), affiliation: affiliation.as_deref() }
    }
}

impl<'c> From<&'c Part> for PartItem<'c> {
    fn from(part: &'c Part) -> Self {
        PartItem { title: &part.title, url: &part.url }
    }
}
