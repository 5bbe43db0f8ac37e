//! `init [BOOK]`: the preprocessor's table in `book.toml`, and a catalogue to start from.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value as Json;

use super::edit::{self, Edited};
use super::streams::print;
use super::table::OwnTable;
use super::{SCHEMA, book, changes};
use crate::config::{BOOK_TOML, BookConfig};
use crate::diagnostic::{Code, Diagnostic, Findings, Policy, Source};
use crate::files;
use crate::files::write::NewFiles;
use crate::read::FileType;
use crate::report::Report;
use crate::setup::BUILTIN;
use crate::value::Node;

/// The file of the catalogue to start from, if none is given.
const EXAMPLE: &str = "catalogue/resources.toml";

/// A catalogue to start from, with comments.
const STARTER: &str = include_str!("starter.toml");

/// Options of the command.
pub(super) struct Options {
    pub(super) catalogue: Option<String>,
    /// True if to write a catalogue to start from.
    pub(super) example: bool,
    /// True if not to ask.
    pub(super) yes: bool,
}

/// Adds the preprocessor to a book. Returns whether the book has it now.
pub(super) fn run(book: Option<&Path>, options: &Options) -> anyhow::Result<bool> {
    let root = book::root(book);
    let mut findings = Findings::default();
    let plan = Plan::new(&root, options, &mut findings);
    let done = match plan {
        Some(plan) if changes::are_agreed(plan.described(), options.yes)? => {
            plan.carry_out(&mut findings)
        }
        Some(_) => Some("Nothing was changed.\n".to_owned()),
        None => None,
    };
    Report::new(findings, &Policy::default()).print()?;
    let Some(done) = done else { return Ok(false) };
    print(&done)?;
    Ok(true)
}

/// Planned changes.
struct Plan {
    root: PathBuf,
    book_toml: Edited,
    /// The file to write a catalogue to.
    example: Option<String>,
    /// Next steps when the book has all of it.
    next: String,
}

impl Plan {
    /// `None`, and findings, if it cannot be done.
    fn new(root: &Path, options: &Options, findings: &mut Findings) -> Option<Self> {
        if !files::exists(root, BOOK_TOML) {
            let path = root.strip_prefix(".").unwrap_or(root).join(BOOK_TOML);
            let message = format!("there is no book: `{}` is missing", path.display());
            let help = "`mdbook init` makes a book; for one that is elsewhere, give its folder";
            findings.add_general(Diagnostic::error(Code::UnreadableFile, message).help(help));
            return None;
        }
        let config = BookConfig::read(root, findings)?;
        let source = files::read(root, BOOK_TOML).ok()?;
        let planned = planned(root, options, &config, &source);
        let report = |error: Diagnostic| match error.place {
            Some(_) => findings.add(&source, error),
            None => findings.add_general(error),
        };
        planned.map_err(report).ok()
    }

    /// The schema that goes beside the example; `None` if there is one.
    fn schema(&self) -> Option<String> {
        let beside = Path::new(self.example.as_deref()?).with_file_name("schema.json");
        let name = beside.to_string_lossy().replace('\\', "/");
        (!files::exists(&self.root, &name)).then_some(name)
    }

    /// The changes, one a line.
    fn described(&self) -> String {
        let mut text = changes::described(&self.book_toml);
        if let Some(example) = &self.example {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{example}: new file, a catalogue to start from");
            if let Some(schema) = self.schema() {
                let _ = writeln!(text, "{schema}: new file, by which editors check it");
            }
        }
        text
    }

    /// Writes the files. Returns what to say of it; `None`, and a finding, if a file cannot be written.
    fn carry_out(&self, findings: &mut Findings) -> Option<String> {
        let described = self.described();
        // A book never names a catalogue that is not there.
        let example = self.example.as_ref().map(|example| (example, STARTER));
        let schema = self.schema();
        let schema = schema.as_ref().map(|schema| (schema, SCHEMA));
        let mut new = NewFiles::default();
        for (name, text) in example.into_iter().chain(schema) {
            let written = new.create(&self.root.join(name), text);
            written.map_err(|error| findings.add_for_file(name, error)).ok()?;
        }
        changes::write(&self.root, &self.book_toml, findings)?;
        new.keep();
        let nothing = "This book has all of it already: nothing was changed.\n";
        let done = if described.is_empty() { nothing } else { &*described };
        Some(format!("{done}\n{}", self.next))
    }
}

/// # Errors
/// Why it cannot be done, with the place in `book.toml`.
fn planned(
    root: &Path,
    options: &Options,
    config: &BookConfig,
    book_toml: &Arc<Source>,
) -> Result<Plan, Diagnostic> {
    let node = Node::from_toml(&book_toml.text, Code::InvalidSetting)?;
    let own_table = OwnTable::of(&node);
    if let (OwnTable::Misspelt { .. }, Some(error)) = (&own_table, own_table.error(None)) {
        return Err(error);
    }
    let catalogue = catalogue(options, config)?;
    let mut example = None;
    if let Some(catalogue) = catalogue.as_deref().filter(|name| *name != BUILTIN) {
        let is_there = files::exists(root, catalogue);
        example = (options.example && !is_there).then(|| catalogue.to_owned());
        if !is_there && !options.example {
            let message = format!("there is no catalogue `{catalogue}` in the book's folder");
            let help = "`--example` writes one to start from";
            return Err(Diagnostic::error(Code::UnreadableFile, message).help(help));
        }
    }
    let topic = if example.is_some() { "sourdough" } else { "calculus" };
    let has_own = catalogue.is_some() || named_catalogues(config).next().is_some();
    let topic = if has_own && example.is_none() { "all" } else { topic };
    let next = format!(
        "Next: write `<<#resources {topic}>>` on a line of its own in a chapter, and run `mdbook build`.\n\
         `mdbook-resources list` shows what there is to write, and `mdbook-resources check` what is wrong.\n"
    );
    let book_toml = edit::book_toml(&book_toml.text, config, catalogue.as_deref())?;
    Ok(Plan { root: root.to_owned(), book_toml, example, next })
}

/// The catalogue to set; `None` if the book's own stays.
///
/// # Errors
/// If its name says that it is no catalogue, or there is another one already and none was named.
fn catalogue(options: &Options, config: &BookConfig) -> Result<Option<String>, Diagnostic> {
    if let Some(name) = &options.catalogue {
        let name = name.replace('\\', "/");
        let name = name.strip_prefix("./").unwrap_or(&name).to_owned();
        if name == BUILTIN {
            return Ok(Some(name));
        }
        let file_type = FileType::of_name(&name).map_err(|error| {
            let message = format!("`{name}`: {}", error.message);
            Diagnostic { message, ..error }
        })?;
        if options.example && file_type != FileType::Toml {
            let message = "a catalogue to start from is written in TOML";
            let help = "give it a name that ends in `.toml`";
            return Err(Diagnostic::error(Code::UnreadableFile, message).help(help));
        }
        return Ok(Some(name));
    }
    if !options.example {
        return Ok(None);
    }
    match named_catalogues(config).next() {
        Some(first) if named_catalogues(config).all(|name| name != EXAMPLE) => {
            let message = format!("this book has a catalogue already: `{first}`");
            let help = "to add one more, name its file: `--example --catalogue more.toml`";
            Err(Diagnostic::error(Code::InvalidSetting, message).help(help))
        }
        _ => Ok(Some(EXAMPLE.to_owned())),
    }
}

/// The files that the setting `catalogue` names.
fn named_catalogues(config: &BookConfig) -> impl Iterator<Item = &str> {
    let value = config.resources.as_ref().and_then(|table| table.get("catalogue"));
    let items = value.map(|value| match value {
        Json::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    });
    let items = items.unwrap_or_default().iter();
    items.filter_map(|item| item.get("file").unwrap_or(item).as_str())
}
