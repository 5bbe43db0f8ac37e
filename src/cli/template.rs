//! `template NAME`: a template that ships, to start one's own from.

use super::streams::print;
use crate::format::shipped_templates;

/// Names that can be printed: files, and formats for the first of their files.
pub(super) fn names() -> Vec<String> {
    let files: Vec<String> = shipped_templates().map(|(name, _)| name).collect();
    let mut formats: Vec<String> = files
        .iter()
        .filter(|name| !name.starts_with('_'))
        .filter_map(|name| name.rsplit_once('.').map(|(format, _)| format.to_owned()))
        .collect();
    formats.dedup();
    formats.into_iter().chain(files).collect()
}

/// Prints a template. Returns whether there is one of this name.
pub(super) fn run(name: &str) -> anyhow::Result<bool> {
    let is_named = |file: &str| file == name || file.rsplit_once('.').map(|(f, _)| f) == Some(name);
    let Some((_, text)) = shipped_templates().find(|(file, _)| is_named(file)) else {
        return Ok(false);
    };
    print(text)?;
    Ok(true)
}
