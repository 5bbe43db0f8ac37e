//! The authors that a catalogue names once, and how resources refer to them.

use std::collections::HashMap;

use super::Author;
use super::draft::AuthorEntry;
use super::slug::normalise;
use crate::diagnostic::{Code, Diagnostic};
use crate::suggest::{self, Index};
use crate::text::collapse_whitespace;
use crate::value::placed;

/// The authors whom resources can name, by folded id and name.
#[derive(Default)]
pub(super) struct Authors {
    all: Vec<(usize, Author)>,
    ids: HashMap<String, usize>,
    names: HashMap<String, usize>,
    unknown: Unknown,
}

/// So many names are compared sooner than put into an index.
const FEW: usize = 64;

/// What is known of names that are nobody's.
#[derive(Default)]
struct Unknown {
    /// All names of authors; made when the first name is unknown, if these are more than a few.
    index: Option<Index>,
    /// For each unknown name the one that is near: most resources of a list can be by one author.
    nearest: HashMap<String, Option<String>>,
}

impl Authors {
    /// Adds one; those of an earlier layer can be changed.
    pub(super) fn add(&mut self, entry: AuthorEntry, layer: usize) -> Option<Diagnostic> {
        let AuthorEntry { id: (id, span), author } = entry;
        let known = self.ids.get(&id).copied();
        if known.is_some_and(|at| self.all[at].0 == layer) {
            let message = format!("two authors have the id `{id}`");
            return Some(placed(Diagnostic::error(Code::DuplicateId, message), span));
        }
        let at = self.all.len();
        self.names.insert(normalise(&author.name), at);
        self.ids.insert(id, at);
        self.all.push((layer, author));
        self.unknown = Unknown::default();
        None
    }

    /// Whether there is one of this id or name.
    pub(super) fn knows(&self, id: &str, name: &str) -> bool {
        self.ids.contains_key(id) || self.names.contains_key(&normalise(name))
    }

    /// The author of this id or name; somebody unknown is a name only.
    pub(super) fn named(&mut self, name: &str) -> Result<Author, Diagnostic> {
        let folded = normalise(name);
        if let Some(at) = self.ids.get(&folded).or_else(|| self.names.get(&folded)) {
            return Ok(self.all[*at].1.clone());
        }
        match self.nearest(name) {
            Some(near) => {
                let message = format!("`{name}` is not in `authors`, but a name like it is");
                Err(Diagnostic::error(Code::InvalidCatalogue, message).help(format!(
                    "did you mean `{near}`? If this is someone else, add them to `authors`"
                )))
            }
            None => Ok(Author {
                name: collapse_whitespace(name).into_owned(),
                url: None,
                affiliation: None,
            }),
        }
    }

    fn nearest(&mut self, name: &str) -> Option<&str> {
        let Unknown { index, nearest } = &mut self.unknown;
        if !nearest.contains_key(name) {
            let names = self.all.iter().map(|(_, author)| &*author.name);
            let near = if self.all.len() <= FEW {
                suggest::nearest(name, names)
            } else {
                index.get_or_insert_with(|| Index::new(names)).nearest(name)
            };
            nearest.insert(name.to_owned(), near.map(str::to_owned));
        }
        nearest.get(name)?.as_deref()
    }
}
