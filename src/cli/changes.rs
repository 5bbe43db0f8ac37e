//! Changes of a `book.toml` that a command makes: told, agreed to, written.

use std::path::Path;

use super::edit::Edited;
use super::streams::ask;
use crate::config::BOOK_TOML;
use crate::diagnostic::Findings;
use crate::files;

/// The changes, one a line.
pub(super) fn described(book_toml: &Edited) -> String {
    book_toml.changes.iter().flat_map(|change| [BOOK_TOML, ": ", change, "\n"]).collect()
}

/// Returns whether changes may be made, given one a line: all may with `yes`, and where nobody can be asked.
pub(super) fn are_agreed(mut described: String, yes: bool) -> anyhow::Result<bool> {
    if yes || described.is_empty() {
        return Ok(true);
    }
    described.push_str("Make these changes?");
    Ok(ask(&described)?.unwrap_or(true))
}

/// Writes the changes, if there are any. `None`, and a finding, if the file cannot be written.
pub(super) fn write(root: &Path, book_toml: &Edited, findings: &mut Findings) -> Option<()> {
    let Edited { before, text, changes } = book_toml;
    if changes.is_empty() {
        return Some(());
    }
    let written = files::write::replace(&root.join(BOOK_TOML), before, text);
    written.map_err(|error| findings.add_for_file(BOOK_TOML, error)).ok()
}
