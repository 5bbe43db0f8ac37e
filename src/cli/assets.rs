//! `assets [BOOK]`: style and script in two files that all pages load, instead of in each chapter.

use std::fmt::Write;
use std::path::Path;

use super::edit::{self, Edited};
use super::streams::print;
use super::{book, changes};
use crate::config::{BOOK_TOML, BookConfig, Build, Target};
use crate::diagnostic::{Code, Diagnostic, Findings, Policy};
use crate::files;
use crate::files::write::NewFiles;
use crate::render::{AssetFile, Assets, NOTICE, SCRIPT_FILE, STYLE_FILE};
use crate::report::Report;
use crate::setup;

/// Writes the files, and the settings that name them. Returns whether the book has them now.
pub(super) fn run(book: Option<&Path>, yes: bool) -> anyhow::Result<bool> {
    let root = book::root(book);
    let mut findings = Findings::default();
    let plan = Plan::new(&root, &mut findings);
    let report = Report::new(findings, &Policy::default());
    report.print()?;
    let Some(plan) = plan.filter(|_| !report.stops()) else { return Ok(false) };
    if !changes::are_agreed(plan.described(), yes)? {
        print("Nothing was changed.\n")?;
        return Ok(true);
    }
    let mut findings = Findings::default();
    let done = plan.carry_out(&root, &mut findings);
    Report::new(findings, &Policy::default()).print()?;
    let Some(done) = done else { return Ok(false) };
    print(&done)?;
    Ok(true)
}

/// Planned changes.
struct Plan {
    book_toml: Edited,
    /// The files that are not there, or not as they should be, with the text that they have now.
    files: Vec<(AssetFile, Option<String>)>,
}

impl Plan {
    /// `None`, and findings, if it cannot be done.
    fn new(root: &Path, findings: &mut Findings) -> Option<Self> {
        BookConfig::read(root, findings)?;
        let source = files::read(root, BOOK_TOML).ok()?;
        let book_toml = edit::book_toml_with_assets(&source.text, &[STYLE_FILE, SCRIPT_FILE]);
        let book_toml = book_toml.map_err(|error| findings.add(&source, error)).ok()?;
        // The script has what the book sets, once it has the table.
        let config = BookConfig::of_toml(&book_toml.text)?;
        let build = Build { root, target: Target::Html, mdbook_version: None, config: &config };
        let settings = setup::settings(&build, findings);
        let all = Assets::new(&config.title, &settings).files();
        let mut files = Vec::new();
        for file in all {
            match files::read(root, file.name) {
                Ok(old) if file.is_current(&old.text) => {}
                Ok(old) if !old.text.contains(NOTICE) => {
                    let message = "this file is not one that `mdbook-resources assets` has written";
                    let help = "give it another name; it is not changed";
                    let error = Diagnostic::error(Code::UnwritableFile, message).help(help);
                    findings.add_for_file(file.name, error);
                    return None;
                }
                Err(error) if files::exists(root, file.name) => {
                    findings.add_for_file(file.name, error);
                    return None;
                }
                Ok(old) => files.push((file, Some(old.text.clone()))),
                Err(_) => files.push((file, None)),
            }
        }
        Some(Plan { book_toml, files })
    }

    /// The changes, one a line.
    fn described(&self) -> String {
        let mut text = changes::described(&self.book_toml);
        for (file, _) in &self.files {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}: written by this version", file.name);
        }
        text
    }

    /// Returns what to say of it; `None`, and a finding, if a file cannot be written.
    fn carry_out(&self, root: &Path, findings: &mut Findings) -> Option<String> {
        // A book never names a file that is not there.
        let mut new = NewFiles::default();
        for (AssetFile { name, text, .. }, before) in &self.files {
            let path = root.join(name);
            let written = match before {
                Some(before) => files::write::replace(&path, before, text),
                None => new.create(&path, text),
            };
            written.map_err(|error| findings.add_for_file(*name, error)).ok()?;
        }
        changes::write(root, &self.book_toml, findings)?;
        new.keep();
        let described = self.described();
        let nothing = "The files are as they should be: nothing was changed.\n".to_owned();
        Some(if described.is_empty() { nothing } else { described })
    }
}
