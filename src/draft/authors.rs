//! The authors that a catalogue names once, and how resources refer to them.

use std::collections::HashMap;

use crate::catalogue::Author;
use crate::catalogue::slug::normalise;
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::AuthorEntry;
use crate::suggest::{self, Comparisons};
use crate::text::collapse_whitespace;
use crate::value::placed;

/// The authors whom resources can name, by folded id and name.
#[derive(Default)]
pub(crate) struct Authors {
    all: Vec<(usize, Author)>,
    ids: HashMap<String, usize>,
    names: HashMap<String, usize>,
    comparisons: Comparisons,
}

impl Authors {
    /// Adds one; those of an earlier layer can be changed.
    pub(crate) fn add(&mut self, entry: AuthorEntry, layer: usize) -> Option<Diagnostic> {
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
        None
    }

    /// Returns whether there is one of this id or name.
    pub(crate) fn knows(&self, id: &str, name: &str) -> bool {
        self.ids.contains_key(id) || self.names.contains_key(&normalise(name))
    }

    /// The author of this id or name; somebody unknown is a name only, with a warning if a known name is like it.
    pub(crate) fn named(&self, name: &str) -> (Author, Option<Diagnostic>) {
        let folded = normalise(name);
        if let Some(at) = self.ids.get(&folded).or_else(|| self.names.get(&folded)) {
            return (self.all[*at].1.clone(), None);
        }
        let name = collapse_whitespace(name).into_owned();
        let warning = self.nearest(&name).map(|near| {
            let message = format!("`{name}` is not in `authors`, but a name like it is");
            Diagnostic::warning(Code::DoubtfulEntry, message).help(format!(
                "did you mean `{near}`? If this is someone else, add them to `authors`"
            ))
        });
        (Author { name, url: None, affiliation: None }, warning)
    }

    fn nearest(&self, name: &str) -> Option<&str> {
        let names = self.all.iter().map(|(_, author)| &*author.name);
        self.comparisons.may_compare(self.all.len()).then(|| suggest::nearest(name, names))?
    }
}
