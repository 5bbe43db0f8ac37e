//! `list --explain NAME`: which file of a catalogue says what of a topic or resource.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use super::answer;
use super::arguments::CatalogueArgument;
use crate::catalogue::{Catalogue, Hit, Origin};
use crate::diagnostic::{Findings, Source};
use crate::directive::Word;
use crate::query;
use crate::read;
use crate::setup::Setup;
use crate::text::shown;
use crate::value::{Node, Value};

/// Writes the fields as TOML, each with its file and line. Returns whether there is such a topic or resource.
pub(super) fn run(name: &str, catalogue: &CatalogueArgument) -> anyhow::Result<bool> {
    answer(catalogue, None, |setup, findings| {
        Ok(explained(setup, name, findings).map(|text| shown(&text).into_owned()))
    })
}

fn explained(setup: &Setup, name: &str, findings: &mut Findings) -> Option<String> {
    let catalogue = setup.catalogue()?;
    let word = Word { text: name.to_owned(), span: 0..name.len(), quoted: true };
    match query::find(&word, catalogue) {
        Ok(hit) => Some(with_origins(catalogue, hit, setup)),
        Err(error) => {
            findings.add(&Source::new("the command's arguments", name), error);
            None
        }
    }
}

fn with_origins(catalogue: &Catalogue, hit: Hit, setup: &Setup) -> String {
    let (path, origins) = match hit {
        Hit::Topic(topic) => (catalogue.topic_path(topic), &catalogue.topics()[topic].origins),
        Hit::Resource(resource) => {
            (catalogue.resource_path(resource), &catalogue.resources()[resource].origins)
        }
    };
    let mut text = format!("# {path}\n");
    let mut trees: HashMap<usize, Option<Node>> = HashMap::new();
    for line in catalogue.fields(hit).lines() {
        let field = line.split_once(" = ").map(|(field, _)| field);
        let origin = field.and_then(|field| Origin::of(field, origins));
        let origin = origin.map(|origin| {
            let file = setup.catalogue_file(origin.layer);
            let tree = trees.entry(origin.layer).or_insert_with(|| read::tree(&file));
            format!("  # {}", place(origin, &file, tree.as_ref()))
        });
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line}{}", origin.unwrap_or_default());
    }
    text
}

/// `more.toml:12`: the field's own line where the file is a table, or else that of its entry.
fn place(Origin { field, span, .. }: &Origin, file: &Source, tree: Option<&Node>) -> String {
    let own = tree.zip(span.as_ref()).and_then(|(tree, entry)| start_of(tree, entry, field));
    let start = own.or(span.as_ref().map(|span| span.start));
    let line = start.map(|start| format!(":{}", file.position(start).line));
    format!("{}{}", file.name, line.unwrap_or_default())
}

/// Where the value of a field begins in the table of an entry, which is found by its place.
fn start_of(tree: &Node, entry: &Range<usize>, field: &str) -> Option<usize> {
    let mut left = vec![tree];
    while let Some(node) = left.pop() {
        match &node.value {
            Value::Table(_) if node.span.as_ref() == Some(entry) => {
                return node.get(&[field])?.span.as_ref().map(|span| span.start);
            }
            Value::Table(table) => left.extend(table.entries().map(|(_, node)| node)),
            Value::Array(items) => left.extend(items),
            _ => {}
        }
    }
    None
}
