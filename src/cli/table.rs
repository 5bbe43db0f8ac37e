//! The table in `book.toml` that makes mdBook run the preprocessor.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::suggest;
use crate::text::counted;
use crate::value::{Node, Value};

/// The table `[preprocessor.resources]` of a `book.toml`.
pub(super) enum OwnTable {
    There,
    Missing,
    /// There is one whose name looks like it.
    Misspelt {
        name: String,
        span: Option<Range<usize>>,
    },
}

impl OwnTable {
    pub(super) fn of(book_toml: &Node) -> Self {
        if book_toml.get(&["preprocessor", "resources"]).is_some() {
            return OwnTable::There;
        }
        let misspelt = tables(book_toml).find_map(|(outer, node)| {
            if is_like(outer, "resources") || outer == "preprocessor.resources" {
                return Some((outer.to_owned(), node));
            }
            let is_outer = is_like(outer, "preprocessor") || outer == "output";
            let is_ours = |name: &str| is_like(name, "resources") || name == "mdbook-resources";
            let inner = tables(node).find(|(inner, _)| is_outer && is_ours(inner));
            inner.map(|(inner, node)| (format!("{outer}.{inner}"), node))
        });
        match misspelt {
            Some((name, node)) => OwnTable::Misspelt { name, span: node.span.clone() },
            None => OwnTable::Missing,
        }
    }

    /// Error about the table; `None` if it is there. `directives` is how many the chapters hold, if that is known.
    pub(super) fn error(&self, directives: Option<usize>) -> Option<Diagnostic> {
        let so = directives.map(|directives| {
            let (stay, they) =
                if directives == 1 { ("stays", "it is") } else { ("stay", "they are") };
            format!(
                ", so {} {stay} on the pages as {they} written",
                counted(directives, "directive")
            )
        });
        let so = so.unwrap_or_default();
        let error = |message: String| Diagnostic::error(Code::MissingTable, message);
        match self {
            OwnTable::There => None,
            OwnTable::Missing => {
                let message = format!("there is no table `[preprocessor.resources]`{so}");
                Some(error(message).help("`mdbook-resources init` adds it"))
            }
            OwnTable::Misspelt { name, span } => {
                let error = error(format!("mdBook does not know the table `[{name}]`{so}"));
                let error = error.at_known(span.clone());
                Some(error.help("name it `[preprocessor.resources]`"))
            }
        }
    }
}

/// The tables in a table, with their names.
fn tables(node: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let entries = match &node.value {
        Value::Table(table) => Some(table.entries()),
        _ => None,
    };
    entries.into_iter().flatten().filter(|(_, node)| matches!(node.value, Value::Table(_)))
}

/// Returns whether a name is this one, or a slip of the hand away from it.
fn is_like(name: &str, meant: &str) -> bool {
    suggest::nearest(name, [meant]).is_some()
}
