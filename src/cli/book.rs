//! Which book a command is about.

use std::env;
use std::path::{Path, PathBuf};

use crate::config::BOOK_TOML;
use crate::files;

/// The root of the book that an argument names: its folder, or its `book.toml`. Without an argument, the book that
/// the current folder is in.
pub(super) fn root(argument: Option<&Path>) -> PathBuf {
    let Some(path) = argument else { return around() };
    if path.file_name().is_some_and(|name| name == BOOK_TOML) && !path.is_dir() {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        return folder.unwrap_or(Path::new(".")).to_owned();
    }
    path.to_owned()
}

/// The root of the book that the current folder is in; the current folder if it is in none.
pub(super) fn around() -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    let above = here.ancestors().position(|folder| files::exists(folder, BOOK_TOML));
    match above {
        None | Some(0) => PathBuf::from("."),
        Some(levels) => vec![".."; levels].iter().collect(),
    }
}
