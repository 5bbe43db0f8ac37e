//! References in BibTeX and BibLaTeX, as Zotero and other citation programs export them.
//!
//! [`syntax`] finds the entries and their fields, [`library`] adds those of their parents, [`latex`] makes plain text of a
//! field's value; this file knows what the fields mean. Fields that a catalogue has no place for are passed over.

mod latex;
mod library;
mod names;
mod syntax;

pub(super) use syntax::Abbreviations;

use crate::catalogue::{Author, Date, Facts};
use crate::diagnostic::Diagnostic;
use crate::draft::Draft;
use crate::read::cells::words;
use crate::read::entries::{self, Entries, Entry, ROOT};
use crate::read::{dates, html};
use crate::suggest;
use crate::value::Spanned;
use latex::Unknown;
use library::Library;
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

/// Fields with notes on an entry.
const NOTES: [&str; 2] = ["note", "addendum"];

/// Reads a bibliography; abbreviations of earlier files hold, too.
pub(super) fn read(
    text: &str,
    abbreviations: &mut Abbreviations,
    diagnostics: &mut Vec<Diagnostic>,
) -> Draft {
    let references = syntax::parse(text, abbreviations, diagnostics);
    let library = Library::new(&references, diagnostics);
    let mut reader =
        BibReader { library, unknown: Unknown::default(), missing: Unknown::default() };
    let mut entries = Entries::new(text, diagnostics);
    for reference in &references {
        // Fields for others, and a parent that nobody can open, are no resources.
        let is_parent = reader.library.is_parent(reference) && !reader.has_url(reference);
        if reference.entry_type != "xdata" && !is_parent {
            let entry = reader.entry(reference, &mut entries);
            entries.add(ROOT, entry);
        }
    }
    let BibReader { unknown, missing, .. } = reader;
    if let Some(place) = unknown.place {
        let names: Vec<String> = unknown.names.iter().map(|name| format!("\\{name}")).collect();
        let names = suggest::listed(&names);
        entries.warn(place, format!("LaTeX commands that are not known are left out: {names}"));
    }
    if let Some(place) = missing.place {
        let names: Vec<&String> = missing.names.iter().collect();
        let names = suggest::listed(&names);
        let most = syntax::MAX_ABBREVIATION;
        let message = format!("there is no `@string` of at most {most} bytes for {names}");
        entries.warn(place, message);
    }
    entries.finish()
}

struct BibReader<'r> {
    library: Library<'r>,
    /// Commands of LaTeX.
    unknown: Unknown,
    /// Abbreviations.
    missing: Unknown,
}

impl BibReader<'_> {
    /// The first of these fields that an entry has, itself or from its parents.
    fn field(&mut self, reference: &BibEntry, names: &[&str]) -> Option<Field> {
        let field = self.library.field(reference, names).cloned();
        for (name, place) in reference.missing(names).chain(field.iter().flat_map(|f| &f.missing)) {
            self.missing.add(name, place);
        }
        field
    }

    fn text_of(&mut self, field: &Field) -> String {
        html::plain(&latex::text(&field.value, &field.span, &mut self.unknown))
    }

    fn text(&mut self, reference: &BibEntry, names: &[&str]) -> String {
        self.field(reference, names).map(|field| self.text_of(&field)).unwrap_or_default()
    }

    /// A day, and what is none is told.
    fn day(
        &mut self,
        reference: &BibEntry,
        names: &[&str],
        field: &'static str,
        entries: &mut Entries,
    ) -> Option<Date> {
        let found = self.field(reference, names)?;
        entries.read(field, &self.text_of(&found), &found.span, dates::day)
    }

    fn entry(&mut self, reference: &BibEntry, entries: &mut Entries) -> Entry {
        let title = self.text(reference, &["title"]);
        // A title from elsewhere has its own subtitle.
        let subtitle = reference.first(&["subtitle"]).map(|field| self.text_of(field));
        let subtitle = subtitle.filter(|subtitle| !subtitle.is_empty());
        let title = subtitle.map_or(title.clone(), |subtitle| format!("{title}: {subtitle}"));
        let url = self.url(reference);
        let mut description = self.text(reference, &["abstract", "annotation", "annote"]);
        if description.is_empty() {
            let note = entries::note(&self.text(reference, &NOTES));
            // A note can be nothing but the URL.
            let rest = url.as_ref().map_or(note.clone(), |(url, _)| note.replace(&**url, ""));
            description = if rest.contains(char::is_alphabetic) { note } else { String::new() };
        }
        let mut tags = Vec::new();
        for name in ["keywords", "mendeley-tags", "groups"] {
            let own: Vec<Field> = reference.all(name).cloned().collect();
            let fields = if own.is_empty() {
                self.field(reference, &[name]).into_iter().collect()
            } else {
                own
            };
            for field in fields {
                tags.extend(words(&self.text_of(&field)));
            }
        }
        let doi = self.field(reference, &["doi"]).map(|field| latex::verbatim(&field.value));
        let facts = Facts {
            year: dates::year(&self.text(reference, &["date", "year"])),
            language: entries::language(&self.text(reference, &["language", "langid"])),
            added: self.day(reference, &["timestamp", "date-added"], "added", entries),
            checked: self.day(reference, &["urldate"], "checked", entries),
            license: entries::license(&self.text(reference, &["copyright", "license"])),
            ..Facts::default()
        };
        Entry {
            id: Some((reference.key.clone(), Some(reference.span.clone()))),
            title,
            url,
            doi,
            authors: self.people(reference, entries),
            kind: kind(&reference.entry_type).map(str::to_owned),
            likely_kind: (reference.entry_type == "software").then_some("tool"),
            description,
            tags,
            span: reference.span.clone(),
            facts,
            ..Entry::default()
        }
    }

    fn has_url(&mut self, reference: &BibEntry) -> bool {
        self.url(reference).is_some() || self.field(reference, &["doi"]).is_some()
    }

    /// The URL: of its own field, in "how published", of a preprint, or in a note.
    fn url(&mut self, reference: &BibEntry) -> Option<Spanned<String>> {
        if let Some(field) = self.field(reference, &["url"]) {
            return Some((latex::verbatim(&field.value), Some(field.span)));
        }
        // A DOI is better than what follows.
        if self.field(reference, &["doi"]).is_some() {
            return None;
        }
        let published = self.url_in(reference, "howpublished");
        let preprint = published.or_else(|| self.preprint(reference));
        preprint.or_else(|| NOTES.iter().find_map(|name| self.url_in(reference, name)))
    }

    fn url_in(&mut self, reference: &BibEntry, name: &str) -> Option<Spanned<String>> {
        let field = self.field(reference, &[name])?;
        latex::url_in(&field.value).map(|url| (url, Some(field.span)))
    }

    /// The URL of a preprint of arXiv.
    fn preprint(&mut self, reference: &BibEntry) -> Option<Spanned<String>> {
        let archive = self.field(reference, &["archiveprefix", "eprinttype"])?;
        let number = self.field(reference, &["eprint"])?;
        let is_known = latex::verbatim(&archive.value).eq_ignore_ascii_case("arxiv");
        let url = format!("https://arxiv.org/abs/{}", latex::verbatim(&number.value));
        is_known.then(|| (url, Some(number.span.clone())))
    }

    fn people(&mut self, reference: &BibEntry, entries: &mut Entries) -> Vec<Author> {
        let field = self.field(reference, &["author", "editor", "organization", "institution"]);
        let field = field.filter(|field| !field.value.trim().is_empty());
        field.map(|field| names::people(&field, &mut self.unknown, entries)).unwrap_or_default()
    }
}

fn kind(entry_type: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| *known == entry_type).map(|(_, kind)| *kind)
}
