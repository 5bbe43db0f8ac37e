//! References in BibTeX and BibLaTeX, as Zotero and other citation programs export them.
//!
//! [`syntax`] finds the entries and their fields, [`library`] adds those of their parents, [`latex`] makes plain text of a
//! field's value; this file knows what the fields mean. Fields that a catalogue has no place for are passed over.

mod latex;
mod library;
mod names;
mod syntax;

pub(super) use syntax::Abbreviations;

use crate::catalogue::{Author, Facts};
use crate::diagnostic::Diagnostic;
use crate::draft::Draft;
use crate::read::cells::words;
use crate::read::entries::{Entries, Entry, ROOT};
use crate::read::references::bibtex;
use crate::read::{dates, html, values};
use crate::value::Spanned;
use latex::Unknown;
use library::Library;
use syntax::{BibEntry, Field};

/// Types of entries that are of one kind, whatever their URL is.
const KINDS: [(&str, &str); 26] = [
    ("article", "paper"),
    ("book", "book"),
    ("booklet", "book"),
    ("codefragment", "tool"),
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
    ("review", "article"),
    ("softwaremodule", "tool"),
    ("softwareversion", "tool"),
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
    let mut reader = BibReader {
        library,
        unknown: Unknown::default(),
        missing: Unknown::default(),
        repeated: Unknown::default(),
    };
    let mut entries = Entries::new(text, diagnostics);
    for reference in &references {
        // Fields for others, and a parent that nobody can open, are no resources.
        let is_parent = reader.library.is_parent(reference) && !reader.has_url(reference);
        if !matches!(&*reference.entry_type, "xdata" | "set") && !is_parent {
            let entry = reader.entry(reference, &mut entries);
            entries.add(ROOT, entry);
        }
    }
    let BibReader { unknown, missing, repeated, .. } = reader;
    unknown.warn("LaTeX commands that are not known are left out", &mut entries);
    missing.warn(
        &format!("there is no `@string` of {} bytes at most for", syntax::MAX_ABBREVIATION),
        &mut entries,
    );
    repeated.warn("fields that an entry has twice, of which the first counts", &mut entries);
    entries.finish()
}

struct BibReader<'r> {
    library: Library<'r>,
    /// Commands of LaTeX.
    unknown: Unknown,
    /// Abbreviations.
    missing: Unknown,
    /// Fields that are there twice.
    repeated: Unknown,
}

impl BibReader<'_> {
    /// The first of these fields that an entry has, itself or from its parents.
    fn field(&mut self, reference: &BibEntry, names: &[&str]) -> Option<Field> {
        let field = self.library.field(reference, names).cloned();
        for (name, place) in reference.missing(names).chain(field.iter().flat_map(|f| &f.missing)) {
            self.missing.add(name, place);
        }
        if let Some(second) = field.as_ref().and_then(|field| reference.all(&field.name).nth(1)) {
            self.repeated.add(&second.name, &second.span);
        }
        field
    }

    fn text_of(&mut self, field: &Field) -> String {
        html::plain(&latex::text(&field.value, &field.span, &mut self.unknown))
    }

    fn text(&mut self, reference: &BibEntry, names: &[&str]) -> String {
        self.field(reference, names).map(|field| self.text_of(&field)).unwrap_or_default()
    }

    /// A value, and what is none is told.
    fn read<T>(
        &mut self,
        reference: &BibEntry,
        names: &[&str],
        field: &'static str,
        entries: &mut Entries,
        read: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let found = self.field(reference, names)?;
        entries.read(field, &self.text_of(&found), &found.span, read)
    }

    fn entry(&mut self, reference: &BibEntry, entries: &mut Entries) -> Entry {
        let title = self.text(reference, bibtex("title"));
        // A title from elsewhere has its own subtitle.
        let subtitle = reference.first(&["subtitle"]).map(|field| self.text_of(field));
        let subtitle = subtitle.filter(|subtitle| !subtitle.is_empty());
        let title = subtitle.map_or(title.clone(), |subtitle| format!("{title}: {subtitle}"));
        let url = self.url(reference);
        let abstracts: Vec<&str> =
            bibtex("description").iter().copied().filter(|name| !NOTES.contains(name)).collect();
        let description = self.text(reference, &abstracts);
        let mut description = values::note(&description);
        if description.is_empty() {
            let note = values::note(&self.text(reference, &NOTES));
            // A note can be nothing but the URL.
            let rest = url.as_ref().map_or(note.clone(), |(url, _)| note.replace(&**url, ""));
            description = if rest.contains(char::is_alphabetic) { note } else { String::new() };
        }
        let mut tags = Vec::new();
        for name in bibtex("tags") {
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
        let doi = self.field(reference, bibtex("doi")).map(|field| latex::verbatim(&field.value));
        let facts = Facts {
            year: self.read(reference, bibtex("year"), "year", entries, dates::year),
            language: self.read(
                reference,
                bibtex("language"),
                "language",
                entries,
                values::language,
            ),
            added: self.read(reference, bibtex("added"), "added", entries, dates::day),
            checked: self.read(reference, bibtex("checked"), "checked", entries, dates::day),
            license: values::license(&self.text(reference, bibtex("license"))),
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
        self.url(reference).is_some() || self.field(reference, bibtex("doi")).is_some()
    }

    /// The URL: of its own field, in "how published", of a preprint, or in a note.
    fn url(&mut self, reference: &BibEntry) -> Option<Spanned<String>> {
        if let Some(field) =
            self.field(reference, bibtex("url")).filter(|field| field.missing.is_empty())
        {
            return Some((latex::verbatim(&field.value), Some(field.span)));
        }
        // A DOI is better than what follows.
        if self.field(reference, bibtex("doi")).is_some() {
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
    fn preprint(&self, reference: &BibEntry) -> Option<Spanned<String>> {
        // Google Scholar has the number in the journal, DBLP in the volume.
        for name in ["eprint", "journal", "volume"] {
            let Some(field) = self.library.field(reference, &[name]) else { continue };
            let value = latex::verbatim(&field.value);
            let number = ["arXiv:", "abs/"].iter().find_map(|mark| value.split_once(mark));
            let number = number.and_then(|(_, number)| number.split(char::is_whitespace).next());
            let archive = || {
                let archive = self.library.field(reference, &["archiveprefix", "eprinttype"])?;
                latex::verbatim(&archive.value).eq_ignore_ascii_case("arxiv").then_some(&*value)
            };
            let number = number
                .or_else(|| Some(name).filter(|name| *name == "eprint").and_then(|_| archive()));
            if let Some(number) =
                number.filter(|number| number.contains(|c: char| c.is_ascii_digit()))
            {
                return Some((format!("https://arxiv.org/abs/{number}"), Some(field.span.clone())));
            }
        }
        None
    }

    fn people(&mut self, reference: &BibEntry, entries: &mut Entries) -> Vec<Author> {
        let field = self.field(reference, bibtex("authors"));
        let field = field.filter(|field| !field.value.trim().is_empty());
        field.map(|field| names::people(&field, &mut self.unknown, entries)).unwrap_or_default()
    }
}

fn kind(entry_type: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| *known == entry_type).map(|(_, kind)| *kind)
}
