//! Entries of a bibliography by their keys, and the fields that one inherits from others.

use std::collections::{HashMap, HashSet};

use super::syntax::{BibEntry, Field};
use crate::diagnostic::{Code, Diagnostic};

/// Entries that are looked through for one field, at most: parents have parents.
const MAX_PARENTS: usize = 16;

/// Bytes of one value that entries inherit, at most: a short file must not become a long one.
const MAX_INHERITED: usize = 500;

/// Fields that `crossref` does not hand on, since they say where the parent is, or something of it alone. `xdata` hands on all.
const OWN: [&str; 14] = [
    "abstract",
    "addendum",
    "annotation",
    "annote",
    "archiveprefix",
    "date-added",
    "doi",
    "eprint",
    "eprinttype",
    "howpublished",
    "note",
    "timestamp",
    "url",
    "urldate",
];

/// Entries by their keys, in small letters.
pub(super) struct Library<'r> {
    by_key: HashMap<String, &'r BibEntry>,
    /// Keys of entries that others refer to.
    parents: HashSet<String>,
}

impl<'r> Library<'r> {
    /// The entries of a file; a parent that is not there is told once.
    pub(super) fn new(references: &'r [BibEntry], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut library = Library { by_key: HashMap::new(), parents: HashSet::new() };
        for reference in references {
            library.by_key.entry(reference.key.to_lowercase()).or_insert(reference);
        }
        // A set names its members, which stay entries of their own.
        let children = references.iter().filter(|reference| reference.entry_type != "set");
        for (key, field, _) in children.flat_map(BibEntry::parents) {
            if library.parents.insert(key.clone()) && !library.by_key.contains_key(&key) {
                let message =
                    format!("there is no entry `{key}`, so no fields are taken from there");
                let warning = Diagnostic::warning(Code::DoubtfulEntry, message);
                diagnostics.push(warning.at(field.span.clone()));
            }
        }
        for entry in references.iter().filter(|entry| library.is_parent(entry)) {
            let has_all = entry.entry_type == "xdata";
            let inherited = entry.fields().filter(|field| has_all || !OWN.contains(&&*field.name));
            for field in inherited.filter(|field| field.value.len() > MAX_INHERITED) {
                let message = format!(
                    "a value of more than {MAX_INHERITED} bytes is not inherited; here are {}",
                    field.value.len()
                );
                let warning = Diagnostic::warning(Code::DoubtfulEntry, message);
                diagnostics.push(warning.at(field.span.clone()));
            }
        }
        library
    }

    pub(super) fn is_parent(&self, reference: &BibEntry) -> bool {
        self.parents.contains(&reference.key.to_lowercase())
    }

    /// The first of these fields that an entry has, or else one of its parents, or of theirs: those of `xdata` first.
    pub(super) fn field(&self, reference: &'r BibEntry, names: &[&str]) -> Option<&'r Field> {
        let mut left = vec![(reference, true)];
        let mut seen = 0;
        while let Some((entry, has_all)) = left.pop().filter(|_| seen < MAX_PARENTS) {
            seen += 1;
            let names: Vec<&str> =
                names.iter().copied().filter(|name| has_all || !OWN.contains(name)).collect();
            let found = entry.first(&names);
            if found.is_some() {
                let is_own = std::ptr::eq(entry, reference);
                return found.filter(|field| is_own || field.value.len() <= MAX_INHERITED);
            }
            let parents = entry.parents().filter(|(_, _, hands_on)| hands_on.is_some());
            let parents = parents.filter_map(|(key, _, hands_on)| {
                Some((*self.by_key.get(&key)?, has_all && hands_on == Some(true)))
            });
            let mut parents: Vec<_> = parents.collect();
            parents.reverse();
            left.extend(parents);
        }
        None
    }
}
