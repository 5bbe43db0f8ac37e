//! Types of catalogue files, a row each.
//!
//! To add a type: give it a reader, a variant, a row in [`TYPES`], and a `Catalogue::from_…` in `read/mod.rs`. Describe it in
//! `book/src/manual/exchange.md`. Add cases to `tests/cases/import/`, a target to
//! `tests/attacks/targets.rs`, bombs to `tests/attacks/bombs/doors.rs`, and pieces to `tests/attacks/fuzz/`.

use super::bibtex::Abbreviations;
use super::list::{self, Shapes};
use super::{CatalogueFile, bibtex, bookmarks, csl_json, csv, foreign, table};
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::Draft;
use crate::suggest;
use crate::value::slips::INSTEAD_OF_YAML;
use crate::value::{Node, RepeatedKey, Value};

/// Type of a catalogue file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileType {
    Toml,
    Json,
    /// A list of links.
    Markdown,
    /// References as citation programs exchange them.
    CslJson,
    Bibtex,
    /// Bookmarks of a browser: HTML as Netscape wrote it.
    Bookmarks,
    /// Values separated by commas, semicolons or tabs.
    Csv,
}

/// Context of a reader, besides the file.
pub(super) struct ReadContext<'c> {
    /// Shapes of a list, if they are counted.
    pub(super) shapes: Option<&'c mut Shapes>,
    /// Abbreviations of earlier bibliographies.
    pub(super) abbreviations: &'c mut Abbreviations,
    pub(super) diagnostics: &'c mut Vec<Diagnostic>,
}

/// Reads a file of a type.
type ReadFile = fn(&CatalogueFile, &mut ReadContext) -> Draft;

struct TypeRow {
    file_type: FileType,
    /// The words that name it.
    names: &'static [&'static str],
    /// Of file names, in lower case.
    endings: &'static [&'static str],
    read: ReadFile,
}

/// A JSON file has no ending of its own for references; its content tells.
const TYPES: [TypeRow; 7] = [
    TypeRow { file_type: FileType::Toml, names: &["toml"], endings: &["toml"], read: toml },
    TypeRow { file_type: FileType::Json, names: &["json"], endings: &["json"], read: json },
    TypeRow {
        file_type: FileType::Markdown,
        names: &["markdown"],
        endings: &["md", "markdown"],
        read: list,
    },
    TypeRow { file_type: FileType::CslJson, names: &["csl-json"], endings: &[], read: csl_json },
    TypeRow {
        file_type: FileType::Bibtex,
        names: &["bibtex"],
        endings: &["bib", "bibtex"],
        read: |file, context| bibtex::read(file.text, context.abbreviations, context.diagnostics),
    },
    TypeRow {
        file_type: FileType::Bookmarks,
        names: &["bookmarks"],
        endings: &["html", "htm"],
        read: |file, context| bookmarks::read(file.text, context.diagnostics),
    },
    TypeRow {
        file_type: FileType::Csv,
        names: &["csv", "tsv"],
        endings: &["csv", "tsv", "tab"],
        read: |file, context| csv::read(file.text, context.diagnostics),
    },
];

const YAML_ENDINGS: [&str; 2] = ["yaml", "yml"];

impl FileType {
    /// The words that name a type.
    pub(crate) fn names() -> Vec<(&'static str, FileType)> {
        let names = |row: &'static TypeRow| row.names.iter().map(|name| (*name, row.file_type));
        TYPES.iter().flat_map(names).collect()
    }

    /// The type that a file's name stands for.
    ///
    /// # Errors
    /// An error that lists the known names.
    pub(crate) fn of_name(name: &str) -> Result<Self, Diagnostic> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let ending = ending.unwrap_or_default();
        if YAML_ENDINGS.contains(&&*ending) {
            return Err(yaml());
        }
        let found = TYPES.iter().find(|row| row.endings.contains(&&*ending));
        found.map(|row| row.file_type).ok_or_else(|| {
            let known = TYPES.iter().filter_map(|row| row.endings.first());
            let known: Vec<String> = known.map(|ending| format!(".{ending}")).collect();
            let help = format!(
                "the names of catalogues end in {}; for another, say the type: \
                 `{{ file = \"NAME\", type = \"csv\" }}` in `book.toml`, or `import --from csv`",
                suggest::listed(&known)
            );
            Diagnostic::error(Code::UnreadableFile, "unknown file type").help(help)
        })
    }

    /// Reads a file of this type.
    pub(super) fn read(self, file: &CatalogueFile, context: &mut ReadContext) -> Draft {
        let row = TYPES.iter().find(|row| row.file_type == self);
        row.map(|row| (row.read)(file, context)).unwrap_or_default()
    }
}

fn yaml() -> Diagnostic {
    Diagnostic::error(Code::UnreadableFile, "YAML is not read").help(INSTEAD_OF_YAML)
}

fn toml(file: &CatalogueFile, context: &mut ReadContext) -> Draft {
    match Node::from_toml(file.text, Code::InvalidCatalogue) {
        Ok(root) => table::read(&root, context.diagnostics),
        Err(error) => refused(error, context.diagnostics),
    }
}

/// A catalogue, or references, which are a list.
fn json(file: &CatalogueFile, context: &mut ReadContext) -> Draft {
    match Node::from_json_with_repeats(file.text, Code::InvalidCatalogue) {
        Ok((root, repeated)) => match (foreign::refusal(&root), &root.value, repeated.first()) {
            (Some(error), ..) => refused(error, context.diagnostics),
            (None, Value::Array(_), _) => references(file, &root, &repeated, context.diagnostics),
            (None, _, Some(key)) => refused(key.error(Code::InvalidCatalogue), context.diagnostics),
            (None, _, None) => table::read(&root, context.diagnostics),
        },
        Err(error) => refused(error, context.diagnostics),
    }
}

fn csl_json(file: &CatalogueFile, context: &mut ReadContext) -> Draft {
    match Node::from_json_with_repeats(file.text, Code::InvalidCatalogue) {
        Ok((root, repeated)) => match foreign::refusal(&root) {
            Some(error) => refused(error, context.diagnostics),
            None => references(file, &root, &repeated, context.diagnostics),
        },
        Err(error) => refused(error, context.diagnostics),
    }
}

/// References; a key that is there twice costs only its first value.
fn references(
    file: &CatalogueFile,
    root: &Node,
    repeated: &[RepeatedKey],
    diagnostics: &mut Vec<Diagnostic>,
) -> Draft {
    diagnostics.extend(repeated.iter().map(|RepeatedKey { name, span }| {
        let message = format!("the key `{name}` is used twice; the last value counts");
        Diagnostic::warning(Code::DoubtfulEntry, message).at(span.clone())
    }));
    csl_json::read(file.text, root, diagnostics)
}

fn refused(error: Diagnostic, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    diagnostics.push(error);
    Draft::default()
}

fn list(file: &CatalogueFile, context: &mut ReadContext) -> Draft {
    list::read(file.text, &file.declared, context.shapes.as_deref_mut(), context.diagnostics)
}
