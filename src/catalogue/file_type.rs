//! What a catalogue file is written in: a row for each type.
//!
//! To add a type: give it a reader, a variant and a row in [`TYPES`]. Describe it in `book/src/manual/exchange.md`, add
//! cases to `tests/cases/import/`, a target to `tests/attacks/targets.rs` and bombs to `tests/attacks/bombs/doors.rs`.

use super::draft::Draft;
use super::{Catalogue, CatalogueError, CatalogueFile, bibtex, bookmarks, csl_json, csv, table};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::guard::guarded;
use crate::read::list::{self, Shapes};
use crate::suggest;
use crate::value::slips::INSTEAD_OF_YAML;
use crate::value::{Node, Value};

/// What a catalogue file is written in.
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
type Reader = fn(&CatalogueFile, Option<&mut Shapes>, &mut Vec<Diagnostic>) -> Draft;

struct Row {
    file_type: FileType,
    /// The words that name it.
    names: &'static [&'static str],
    /// Of file names, in lower case.
    endings: &'static [&'static str],
    read: Reader,
}

/// A JSON file has no ending of its own for references; its content tells.
const TYPES: [Row; 7] = [
    Row { file_type: FileType::Toml, names: &["toml"], endings: &["toml"], read: toml },
    Row { file_type: FileType::Json, names: &["json"], endings: &["json"], read: json },
    Row {
        file_type: FileType::Markdown,
        names: &["markdown"],
        endings: &["md", "markdown"],
        read: list,
    },
    Row { file_type: FileType::CslJson, names: &["csl-json"], endings: &[], read: csl_json },
    Row {
        file_type: FileType::Bibtex,
        names: &["bibtex"],
        endings: &["bib", "bibtex"],
        read: |file, _, diagnostics| bibtex::read(file.text, diagnostics),
    },
    Row {
        file_type: FileType::Bookmarks,
        names: &["bookmarks"],
        endings: &["html", "htm"],
        read: |file, _, diagnostics| bookmarks::read(file.text, diagnostics),
    },
    Row {
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
        let names = |row: &'static Row| row.names.iter().map(|name| (*name, row.file_type));
        TYPES.iter().flat_map(names).collect()
    }

    /// The type that a file's name stands for.
    ///
    /// # Errors
    /// What to do about a file of another name.
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

    /// The type that a text without a name has: Markdown, if it looks like nothing else.
    ///
    /// # Errors
    /// If it is YAML.
    pub(crate) fn of_content(text: &str) -> Result<Self, Diagnostic> {
        let start = text.trim_start();
        let first = start.lines().next().unwrap_or_default().trim_end();
        let is_json = |opening: char| {
            start
                .strip_prefix(opening)
                .is_some_and(|rest| rest.trim_start().starts_with(['{', '"', '}', ']']))
        };
        if is_json('[') {
            return Ok(FileType::CslJson);
        }
        if is_json('{') {
            return Ok(FileType::Json);
        }
        if bookmarks::is_like(start) {
            return Ok(FileType::Bookmarks);
        }
        if bibtex::is_like(text) {
            return Ok(FileType::Bibtex);
        }
        if is_toml(start) {
            return Ok(FileType::Toml);
        }
        if csv::is_like(first) {
            return Ok(FileType::Csv);
        }
        if is_yaml(start) { Err(yaml()) } else { Ok(FileType::Markdown) }
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

/// The types that other programs write.
impl Catalogue {
    /// Reads references in CSL-JSON, as Zotero exports them.
    ///
    /// # Errors
    /// Everything that is wrong with them, each with its place in `text`.
    pub fn from_csl_json(text: &str) -> Result<Catalogue, CatalogueError> {
        Catalogue::from_file(FileType::CslJson, text)
    }

    /// Reads references in BibTeX.
    ///
    /// # Errors
    /// Everything that is wrong with them, each with its place in `text`.
    pub fn from_bibtex(text: &str) -> Result<Catalogue, CatalogueError> {
        Catalogue::from_file(FileType::Bibtex, text)
    }

    /// Reads bookmarks as browsers export them: HTML as Netscape wrote it.
    ///
    /// # Errors
    /// If there are no bookmarks in it.
    pub fn from_bookmarks(text: &str) -> Result<Catalogue, CatalogueError> {
        Catalogue::from_file(FileType::Bookmarks, text)
    }

    /// Reads a table with a header row, its values separated by commas, semicolons or tabs.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place in `text`.
    pub fn from_csv(text: &str) -> Result<Catalogue, CatalogueError> {
        Catalogue::from_file(FileType::Csv, text)
    }
}

fn yaml() -> Diagnostic {
    Diagnostic::error(Code::UnreadableFile, "YAML is not read").help(INSTEAD_OF_YAML)
}

/// Whether the first line that says something is a key or a table of TOML.
fn is_toml(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let Some(line) = lines.find(|line| !line.starts_with('#')) else { return false };
    if line.starts_with("[[") && line.ends_with("]]") {
        return true;
    }
    let key = line.split_once('=').map(|(key, _)| key.trim_end());
    key.is_some_and(|key| !key.is_empty() && key.chars().all(is_key_character))
}

/// Whether the first line that says something is a key of YAML, behind `---` or not. Front matter, which ends in a
/// second `---`, is Markdown's.
fn is_yaml(text: &str) -> bool {
    let is_document = text.starts_with("---\n") || text.starts_with("---\r\n");
    let mut lines = text.lines().skip(usize::from(is_document));
    let has_end = is_document && lines.clone().any(|line| line.trim_end() == "---");
    let says = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let Some(line) = lines.find(says).filter(|_| !has_end) else { return false };
    let line = line.trim_start().trim_start_matches("- ").trim_end();
    let key = line.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with(' '));
    let is_key = |key: &str| !key.is_empty() && key.chars().all(is_key_character);
    // "Author: Title" in a list is not lower case.
    key.is_some_and(|(key, _)| is_key(key) && key.starts_with(|c: char| c.is_ascii_lowercase()))
}

fn is_key_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
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
    let mut found = Vec::new();
    let draft = guarded(|| list::read(file.text, &file.declared, shapes, &mut found));
    diagnostics.extend(found);
    draft.unwrap_or_else(|| {
        let message = "the Markdown parser fails on this list";
        diagnostics.push(Diagnostic::error(Code::InvalidCatalogue, message));
        Draft::default()
    })
}

#[cfg(test)]
mod tests {
    use super::FileType;

    #[test]
    fn a_text_without_a_name_has_a_type() {
        let cases = [
            ("title = \"A\"\n", FileType::Toml),
            ("# A comment\n\n[[topics]]\n", FileType::Toml),
            ("{ \"topics\": [] }", FileType::Json),
            ("[\n {\"id\": \"x\"}]", FileType::CslJson),
            ("[]", FileType::CslJson),
            ("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n", FileType::Bookmarks),
            ("Some text.\n@book{knuth,\n", FileType::Bibtex),
            ("Title;URL;Author\n", FileType::Csv),
            ("url\nhttps://x.example\n", FileType::Csv),
            ("[[pdf]](https://x.example)", FileType::Markdown),
            ("# Bread\n\n- [A](https://a.example)\n", FileType::Markdown),
            ("---\ntitle: Bread\n---\n- [A](https://a.example)\n", FileType::Markdown),
            ("- Ada Miller: https://a.example\n", FileType::Markdown),
            ("[A](https://a.example), the url\n", FileType::Markdown),
            ("", FileType::Markdown),
        ];
        for (text, expected) in cases {
            assert_eq!(FileType::of_content(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn yaml_is_known() {
        for text in
            ["---\ntitle: A\n", "topics:\n  - title: A\n", "# c\n- url: https://x.example\n"]
        {
            assert!(FileType::of_content(text).is_err(), "{text}");
        }
        assert!(FileType::of_name("a.YML").is_err());
    }
}
