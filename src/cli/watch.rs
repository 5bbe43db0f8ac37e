//! Which files `mdbook serve` looks at, to build a book anew when they change.

use std::path::{Component, Path};

use crate::config::BookConfig;

/// The key of the setting for further folders and files, in the table `build`.
pub(super) const EXTRA_WATCH_DIRS: &str = "extra-watch-dirs";

/// Returns whether mdBook looks at a file, given relative to the book's root.
pub(super) fn is_watched(config: &BookConfig, path: &str) -> bool {
    let path = Path::new(plain(path));
    [&config.src]
        .into_iter()
        .chain(&config.extra_watch_dirs)
        .any(|folder| path.starts_with(plain(folder)))
}

/// Entry for the setting, so that mdBook looks at a file: its folder; or the file itself, if that folder holds the build
/// folder, of which each build would begin another.
pub(super) fn to_add(config: &BookConfig, path: &str) -> String {
    let path = plain(path);
    let folder = Path::new(path).parent().map(|folder| folder.to_string_lossy().into_owned());
    folder.filter(|folder| !holds_build(config, folder)).unwrap_or_else(|| path.to_owned())
}

/// Returns whether a folder, given relative to the book's root, holds the build folder.
pub(super) fn holds_build(config: &BookConfig, folder: &str) -> bool {
    let folder = plain(folder.trim_end_matches('/'));
    let leads_out = folder.is_empty()
        || Path::new(folder).components().all(|part| part == Component::ParentDir);
    leads_out || Path::new(&config.build_dir).starts_with(folder)
}

/// A path without the name of the folder that it starts from.
fn plain(path: &str) -> &str {
    if path == "." { "" } else { path.strip_prefix("./").unwrap_or(path) }
}
