//! Readers of catalogue files: a file or a folder for each type, and what several of them use.
//!
//! Each reads its file into a [`Draft`](crate::draft::Draft); [`read`] makes one catalogue of one or several.

pub(crate) mod bibtex;
mod bookmarks;
mod cells;
mod csl_json;
mod csv;
pub(crate) mod dates;
pub(crate) mod encoding;
mod entries;
mod file_type;
mod foreign;
mod html;
pub(crate) mod kinds;
pub(crate) mod list;
pub(crate) mod people;
mod references;
mod table;
mod values;

use std::sync::OnceLock;

pub(crate) use file_type::FileType;

use crate::catalogue::{Catalogue, CatalogueError};
use crate::diagnostic::{self, Code, Diagnostic, Severity, Source};
use crate::draft::assemble;
use crate::value::Node;
use bibtex::Abbreviations;
use file_type::ReadContext;
use list::{Declared, Shapes};

/// The catalogue that ships, as a file.
pub(crate) const BUILTIN_TOML: &str = include_str!("../catalogue/builtin.toml");

/// Result of reading one or several files.
pub(crate) struct Reading {
    /// For each file how its entries are written, if it is a list.
    pub(crate) shapes: Vec<Option<Shapes>>,
    /// `None` if there is an error in one of them.
    pub(crate) catalogue: Option<Catalogue>,
    /// For each file what is wrong with it.
    pub(crate) diagnostics: Vec<Vec<Diagnostic>>,
}

/// Tables of a catalogue in TOML or JSON with their places; `None` for other types, and for what is neither.
pub(crate) fn tree(file: &Source) -> Option<Node> {
    match FileType::of_name(&file.name).ok()? {
        FileType::Toml => Node::from_toml(&file.text, Code::InvalidCatalogue).ok(),
        FileType::Json => Node::from_json_text(&file.text, Code::InvalidCatalogue).ok(),
        _ => None,
    }
}

/// A catalogue file.
#[derive(Clone, Debug)]
pub(crate) struct CatalogueFile<'t> {
    pub(crate) file_type: FileType,
    pub(crate) text: &'t str,
    /// Form of a list, as far as the book declares it.
    pub(crate) declared: Declared,
    /// Stands before its relative URLs, to make them relative to the book's `src`.
    pub(crate) base: String,
}

impl<'t> CatalogueFile<'t> {
    /// A file by itself, without a book.
    pub(crate) fn new(file_type: FileType, text: &'t str) -> Self {
        CatalogueFile { file_type, text, declared: Declared::default(), base: String::new() }
    }
}

/// Reads catalogue files, of which later ones add to and override earlier ones. With `counts_shapes`, it is counted
/// how the entries of lists are written; a note says what their author could declare.
pub(crate) fn read(files: &[CatalogueFile], counts_shapes: bool) -> Reading {
    let mut diagnostics = vec![Vec::new(); files.len()];
    let counted = |file: &CatalogueFile| counts_shapes && file.file_type == FileType::Markdown;
    let mut shapes: Vec<Option<Shapes>> =
        files.iter().map(|file| counted(file).then(Shapes::default)).collect();
    let mut drafts = Vec::with_capacity(files.len());
    let mut abbreviations = Abbreviations::new();
    for ((file, shapes), diagnostics) in files.iter().zip(&mut shapes).zip(&mut diagnostics) {
        let mut context =
            ReadContext { shapes: shapes.as_mut(), abbreviations: &mut abbreviations, diagnostics };
        let mut draft = file.file_type.read(file, &mut context);
        let is_alone = files.len() == 1;
        if diagnostics.is_empty() && if is_alone { draft.has_no_topics() } else { draft.is_empty() }
        {
            diagnostics.push(empty(is_alone));
        }
        draft.clean();
        drafts.push((draft, &*file.base));
    }
    let (catalogue, found) = assemble(drafts);
    for (diagnostics, found) in diagnostics.iter_mut().zip(found) {
        diagnostics.extend(found);
        diagnostic::sort(diagnostics);
    }
    for (shapes, diagnostics) in shapes.iter().zip(&mut diagnostics) {
        let proposal = shapes.as_ref().and_then(Shapes::proposal);
        diagnostics
            .extend(proposal.map(|proposal| Diagnostic::note(Code::PossibleAuthors, proposal)));
    }
    let is_sound = diagnostics.iter().flatten().all(|d| d.severity < Severity::Error);
    Reading { shapes, catalogue: is_sound.then_some(catalogue), diagnostics }
}

/// Diagnostic about an empty file: alone, it is no catalogue.
fn empty(is_alone: bool) -> Diagnostic {
    let message = "this catalogue is empty";
    if is_alone {
        Diagnostic::error(Code::InvalidCatalogue, message)
            .help("the manual has an example to start with")
    } else {
        Diagnostic::warning(Code::UnusedOverride, message)
    }
}

/// Ways in.
impl Catalogue {
    /// The catalogue that ships: mathematics for machine learning.
    ///
    /// # Panics
    /// Never: a test reads it.
    pub fn builtin() -> &'static Catalogue {
        static BUILTIN: OnceLock<Catalogue> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            Catalogue::from_toml(BUILTIN_TOML)
                .unwrap_or_else(|errors| panic!("the built-in catalogue is broken: {errors:?}"))
        })
    }

    /// Reads a catalogue in the TOML format that the manual describes.
    ///
    /// ```
    /// use mdbook_resources::Catalogue;
    ///
    /// let catalogue = Catalogue::from_toml(
    ///     r#"
    ///     [[topics]]
    ///     title = "Sourdough"
    ///
    ///     [[topics.resources]]
    ///     title = "The first loaf"
    ///     url = "https://example.com/loaf"
    ///     kind = "video"
    ///     "#,
    /// )
    /// .unwrap();
    /// assert_eq!(catalogue.topics()[0].id, "sourdough");
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place in `text`.
    pub fn from_toml(text: &str) -> Result<Catalogue, CatalogueError> {
        Catalogue::from_file(FileType::Toml, text)
    }

    /// Reads a catalogue in JSON of the same shape.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place in `text`.
    pub fn from_json(text: &str) -> Result<Catalogue, CatalogueError> {
        Catalogue::from_file(FileType::Json, text)
    }

    /// Reads a list of links as a catalogue: a post, an "awesome list".
    ///
    /// # Errors
    /// If there are no resources in it.
    pub fn from_markdown(text: &str) -> Result<Catalogue, CatalogueError> {
        Catalogue::from_file(FileType::Markdown, text)
    }

    fn from_file(file_type: FileType, text: &str) -> Result<Catalogue, CatalogueError> {
        let Reading { catalogue, diagnostics, .. } =
            read(&[CatalogueFile::new(file_type, text)], false);
        let diagnostics: Vec<Diagnostic> = diagnostics.into_iter().flatten().collect();
        match catalogue {
            Some(catalogue) => Ok(catalogue.with_warnings(diagnostics)),
            None => Err(CatalogueError(diagnostics)),
        }
    }

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
