//! Types of catalogue files, a row each.
//!
//! To add a type: give it a reader, a variant, a row in [`TYPES`], and a `Catalogue::from_…` in `read/mod.rs`. Describe it in
//! `book/src/manual/exchange.md` and under "Settings" of the README. Add cases to `tests/cases/import/`, a target to
//! `tests/attacks/targets.rs`, bombs to `tests/attacks/bombs/doors.rs`, and pieces to `tests/attacks/fuzz/`.

use super::list::{self, Shapes};
use super::{CatalogueFile, bibtex, bookmarks, csl_json, csv, table};
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::Draft;
use crate::suggest;
use crate::value::slips::INSTEAD_OF_YAML;
use crate::value::{Node, Value};

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

/// Reads a file of a type; only lists have shapes.
type ReadFile = fn(&CatalogueFile, Option<&mut Shapes>, &mut Vec<Diagnostic>) -> Draft;

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
        read: |file, _, diagnostics| bibtex::read(file.text, diagnostics),
    },
    TypeRow {
        file_type: FileType::Bookmarks,
        names: &["bookmarks"],
        endings: &["html", "htm"],
        read: |file, _, diagnostics| bookmarks::read(file.text, diagnostics),
    },
    TypeRow {
        file_type: FileType::Csv,
        names: &["csv", "tsv"],
        endings: &["csv", "tsv", "tab"],
        read: |file, _, diagnostics| csv::read(file.text, diagnostics),
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

    /// Reads a file of this type; the shapes of a list are counted if they are asked for.
    pub(super) fn read(
        self,
        file: &CatalogueFile,
        shapes: Option<&mut Shapes>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Draft {
        let row = TYPES.iter().find(|row| row.file_type == self);
        row.map(|row| (row.read)(file, shapes, diagnostics)).unwrap_or_default()
    }
}

fn yaml() -> Diagnostic {
    Diagnostic::error(Code::UnreadableFile, "YAML is not read").help(INSTEAD_OF_YAML)
}

fn toml(file: &CatalogueFile, _: Option<&mut Shapes>, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    of_node(Node::from_toml(file.text, Code::InvalidCatalogue), diagnostics, table::read)
}

/// A catalogue, or references, which are a list.
fn json(file: &CatalogueFile, _: Option<&mut Shapes>, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    of_node(
        Node::from_json_text(file.text, Code::InvalidCatalogue),
        diagnostics,
        |root, diagnostics| match root.value {
            Value::Array(_) => csl_json::read(root, diagnostics),
            _ => table::read(root, diagnostics),
        },
    )
}

fn csl_json(
    file: &CatalogueFile,
    _: Option<&mut Shapes>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Draft {
    of_node(Node::from_json_text(file.text, Code::InvalidCatalogue), diagnostics, csl_json::read)
}

fn of_node(
    node: Result<Node, Diagnostic>,
    diagnostics: &mut Vec<Diagnostic>,
    read: fn(&Node, &mut Vec<Diagnostic>) -> Draft,
) -> Draft {
    match node {
        Ok(root) => read(&root, diagnostics),
        Err(error) => {
            diagnostics.push(error);
            Draft::default()
        }
    }
}

fn list(
    file: &CatalogueFile,
    shapes: Option<&mut Shapes>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Draft {
    list::read(file.text, &file.declared, shapes, diagnostics)
}
