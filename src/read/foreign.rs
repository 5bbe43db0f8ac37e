//! JSON files of other programs that are no references: each has a message that says what to export in its place.

use crate::diagnostic::{Code, Diagnostic};
use crate::value::{Node, Value};

/// A program whose JSON is not read.
struct Program {
    /// Keys that its file has, or the first entry of the file.
    keys: &'static [&'static str],
    file: &'static str,
    instead: &'static str,
}

const HTML: &str = "export the bookmarks as HTML, and read that";

const PROGRAMS: [Program; 10] = [
    Program { keys: &["guid", "children"], file: "Firefox's backup", instead: HTML },
    Program { keys: &["roots", "version"], file: "Chrome's own file of bookmarks", instead: HTML },
    Program { keys: &["href", "extended"], file: "Pinboard's backup", instead: HTML },
    Program { keys: &["collections"], file: "Linkwarden's backup", instead: HTML },
    Program { keys: &["bookmarks", "lists"], file: "Karakeep's backup", instead: HTML },
    Program {
        keys: &["is_archived", "is_starred"],
        file: "Wallabag's export",
        instead: "export CSV, and read that",
    },
    Program {
        keys: &["itemType"],
        file: "Zotero's own JSON",
        instead: "export CSL JSON, and read that",
    },
    Program {
        keys: &["dateAdded", "parentId"],
        file: "a program's tree of bookmarks",
        instead: HTML,
    },
    Program { keys: &["bookmarks"], file: "a backup of bookmarks", instead: HTML },
    Program {
        keys: &["library", "data"],
        file: "an answer of Zotero's API",
        instead: "export CSL JSON, and read that",
    },
];

/// Error about a file of another program; `None` if it can be a catalogue or references.
pub(super) fn refusal(root: &Node) -> Option<Diagnostic> {
    let inside = |node: &Node, key: &str| match node.get(&[key]).map(|node| &node.value) {
        Some(Value::Array(items)) => items.first().cloned(),
        _ => None,
    };
    let first = match &root.value {
        Value::Array(items) => items.first().cloned(),
        _ => inside(root, "items"),
    };
    let nodes = [Some(root), first.as_ref()];
    let has =
        |node: &Node, program: &Program| program.keys.iter().all(|key| node.get(&[key]).is_some());
    let mut programs = PROGRAMS.iter();
    let found = programs.find(|program| nodes.iter().flatten().any(|node| has(node, program)))?;
    let message = format!("this is {}, which is not read", found.file);
    let error = Diagnostic::error(Code::InvalidCatalogue, message);
    Some(
        error
            .at_known(first.unwrap_or_else(|| root.clone()).span.map(|span| span.start..span.start))
            .help(found.instead),
    )
}
