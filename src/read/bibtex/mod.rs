//! References in BibTeX and BibLaTeX, as Zotero and other citation programs export them.
//!
//! [`syntax`] finds the entries and their fields, [`latex`] makes plain text of a field's value; this file knows what
//! the fields mean. Fields that a catalogue has no place for are passed over.

mod latex;
mod names;
mod syntax;

use std::collections::HashSet;

use crate::catalogue::{Author, Facts};
use crate::diagnostic::Diagnostic;
use crate::draft::Draft;
use crate::read::dates;
use crate::read::entries::{self, Entries, Entry, ROOT};
use crate::suggest;
use latex::Unknown;
use syntax::{BibEntry, Field};

/// Types of entries that are of one kind, whatever their URL is.
const KINDS: [(&str, &str); 22] = [
    ("article", "paper"),
    ("book", "book"),
    ("booklet", "book"),
    ("collection", "book"),
    ("conference", "paper"),
    ("inbook", "book"),
    ("incollection", "book"),
    ("inproceedings", "paper"),
    ("inreference", "article"),
    ("manual", "book"),
    ("mastersthesis", "paper"),
    ("movie", "video"),
    ("mvbook", "book"),
    ("phdthesis", "paper"),
    ("proceedings", "book"),
    ("reference", "book"),
    ("report", "paper"),
    ("suppbook", "book"),
    ("techreport", "paper"),
    ("thesis", "paper"),
    ("unpublished", "paper"),
    ("video", "video"),
];

/// Reads a bibliography.
pub(super) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let references = syntax::parse(text, diagnostics);
    let mut unknown = Unknown::default();
    let mut entries = Entries::new(diagnostics);
    let parents: HashSet<&str> = references.iter().flat_map(BibEntry::parents).collect();
    for reference in &references {
        // Fields for others, and a parent that nobody can open, are no resources.
        let is_parent = parents.contains(&*reference.key) && !has_url(reference);
        if reference.entry_type != "xdata" && !is_parent {
            entries.add(ROOT, entry(reference, &mut unknown));
        }
    }
    if let Some(place) = unknown.place {
        let names: Vec<String> = unknown.names.iter().map(|name| format!("\\{name}")).collect();
        let names = suggest::listed(&names);
        entries.warn(place, format!("LaTeX commands that are not known are left out: {names}"));
    }
    entries.finish()
}

fn entry(reference: &BibEntry, unknown: &mut Unknown) -> Entry {
    let mut text = |names: &[&str]| {
        let field = reference.first(names);
        field.map(|field| latex::text(&field.value, &field.span, unknown)).unwrap_or_default()
    };
    let title = text(&["title"]);
    let subtitle = text(&["subtitle"]);
    let colon = if subtitle.is_empty() { "" } else { ": " };
    let mut description = text(&["abstract", "annotation", "annote"]);
    if description.is_empty() {
        description = entries::note(&text(&["note", "addendum"]));
    }
    let mut tags = entries::words(&text(&["keywords", "mendeley-tags"]));
    tags.extend(entries::words(&text(&["groups"])));
    let doi = reference.first(&["doi"]).map(|field| latex::verbatim(&field.value));
    let facts = Facts {
        year: dates::year(&text(&["date", "year"])),
        language: entries::language(&text(&["language", "langid"])),
        added: dates::day(&text(&["timestamp", "date-added"])),
        checked: dates::day(&text(&["urldate"])),
        license: entries::license(&text(&["copyright", "license"])),
        ..Facts::default()
    };
    Entry {
        id: Some((reference.key.clone(), Some(reference.span.clone()))),
        title: format!("{title}{colon}{subtitle}"),
        url: url(reference),
        doi,
        authors: people(reference, unknown),
        kind: kind(&reference.entry_type).map(str::to_owned),
        likely_kind: (reference.entry_type == "software").then_some("tool"),
        description,
        tags,
        span: reference.span.clone(),
        facts,
        ..Entry::default()
    }
}

fn kind(entry_type: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| *known == entry_type).map(|(_, kind)| *kind)
}

fn has_url(reference: &BibEntry) -> bool {
    url(reference).is_some() || reference.first(&["doi"]).is_some()
}

/// The URL: of its own field, in "how published", or of a preprint.
fn url(reference: &BibEntry) -> Option<crate::value::Spanned<String>> {
    let placed = |field: &Field, url: String| (url, Some(field.span.clone()));
    if let Some(field) = reference.first(&["url"]) {
        return Some(placed(field, latex::verbatim(&field.value)));
    }
    // A DOI is better than what follows.
    if reference.first(&["doi"]).is_some() {
        return None;
    }
    let published = reference.first(&["howpublished"]).and_then(|field| {
        let text = latex::verbatim(&field.value);
        let start = text.find("http://").or_else(|| text.find("https://"))?;
        let end = text[start..].find(char::is_whitespace).map_or(text.len(), |end| start + end);
        Some(placed(field, text[start..end].trim_end_matches(['.', ',']).to_owned()))
    });
    let preprint = || {
        let archive = reference.first(&["archiveprefix", "eprinttype"])?;
        let number = reference.first(&["eprint"])?;
        let is_known = latex::verbatim(&archive.value).eq_ignore_ascii_case("arxiv");
        let url = format!("https://arxiv.org/abs/{}", latex::verbatim(&number.value));
        is_known.then(|| placed(number, url))
    };
    published.or_else(preprint)
}

fn people(reference: &BibEntry, unknown: &mut Unknown) -> Vec<Author> {
    let field = reference.first(&["author", "editor", "organization", "institution"]);
    field.map(|field| names::people(&field.value, &field.span, unknown)).unwrap_or_default()
}
