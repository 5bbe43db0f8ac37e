//! What is read before a chapter is looked at: settings, catalogue and formats.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;
use std::rc::Rc;

use serde_json::Value as Json;

use crate::book::{BOOK_TOML, Build, read_config};
use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::expand::Expander;
use crate::files;
use crate::formats::Formats;
use crate::markdown::Dialect;
use crate::node::Node;
use crate::report::{Report, Source};
use crate::section::Anchors;
use crate::settings::{self, Reference, Settings};

/// What chapters are expanded with.
pub(crate) struct Prepared {
    pub(crate) settings: Settings,
    /// How the book's Markdown is read.
    pub(crate) dialect: Dialect,
    /// Nothing for one that does not read.
    catalogue: Option<Cow<'static, Catalogue>>,
    formats: Formats,
    /// Whether all of it reads; a book that is not sound is checked as far as it goes, and never built.
    pub(crate) is_sound: bool,
}

impl Prepared {
    /// What a book's settings say.
    pub(crate) fn for_build(build: &Build, report: &mut Report) -> Self {
        let (dialect, untried) = settings::dialect(build.config, build.mdbook_version);
        if let Some(warning) = untried {
            report.add_general(warning);
        }
        // mdBook has read the file already; without it, or with one that does not parse, places are lost.
        let book_toml = files::read(build.root, BOOK_TOML)
            .unwrap_or_else(|_| Source { name: BOOK_TOML.to_owned(), text: String::new() });
        let book_toml = Rc::new(book_toml);
        let written = Node::from_toml(&book_toml.text, Code::InvalidSetting).ok();
        let mut formats = Formats::builtin();
        let (settings, diagnostics) =
            settings::read(build.config, written.as_ref(), formats.names());
        let mut found = Report::default();
        for diagnostic in diagnostics {
            let note = diagnostic.place.is_none().then_some(
                "`book.toml` does not say this itself: look for an environment variable \
                 `MDBOOK_PREPROCESSOR__RESOURCES__…`",
            );
            found.add_noted(&book_toml, diagnostic, note);
        }
        let mut reader = Reader { root: build.root, book_toml, report: &mut found };
        let catalogue = match &settings.catalogue {
            Some(file) => reader.catalogue(file).map(Cow::Owned),
            None => Some(Cow::Borrowed(Catalogue::builtin())),
        };
        for format in &settings.formats {
            reader.format(format, &mut formats);
        }
        let is_sound = found.worst() != Some(Severity::Error);
        report.extend(found);
        Prepared { settings, dialect, catalogue, formats, is_sound }
    }

    /// What the book in a folder says, if there is one; otherwise what holds without a book. Nothing where
    /// that does not read.
    pub(crate) fn for_folder(root: &Path, report: &mut Report) -> Option<Self> {
        let config = match files::read(root, BOOK_TOML) {
            Ok(_) => read_config(root, report)?,
            Err(_) => Json::Null,
        };
        let build = Build { root, renderer: "markdown", mdbook_version: None, config: &config };
        Some(Prepared::for_build(&build, report)).filter(|prepared| prepared.is_sound)
    }

    /// A catalogue without a book; nothing where it does not read.
    pub(crate) fn with_catalogue(file: &Path, report: &mut Report) -> Option<Self> {
        let mut reader = Reader {
            root: Path::new(""),
            book_toml: Rc::new(Source { name: String::new(), text: String::new() }),
            report,
        };
        let file = Reference { path: file.to_string_lossy().into_owned(), span: None };
        Some(Prepared {
            settings: Settings::default(),
            dialect: Dialect::default(),
            catalogue: Some(Cow::Owned(reader.catalogue(&file)?)),
            formats: Formats::builtin(),
            is_sound: true,
        })
    }

    pub(crate) fn catalogue(&self) -> Option<&Catalogue> {
        self.catalogue.as_deref()
    }

    pub(crate) fn expander(&self, renderer: &str) -> Option<Expander<'_>> {
        Some(Expander {
            catalogue: self.catalogue()?,
            formats: &self.formats,
            defaults: &self.settings.options,
            dialect: self.dialect,
            html: renderer == "html",
            presented: None,
            anchors: Anchors::default(),
            shown: HashSet::new(),
        })
    }
}

/// Reads the files that settings name.
struct Reader<'r> {
    root: &'r Path,
    book_toml: Rc<Source>,
    report: &'r mut Report,
}

impl Reader<'_> {
    fn catalogue(&mut self, file: &Reference) -> Option<Catalogue> {
        let source = Rc::new(self.read(file)?);
        match Catalogue::from_toml(&source.text) {
            Ok(catalogue) => Some(catalogue),
            Err(diagnostics) => {
                for diagnostic in diagnostics {
                    self.report.add(&source, diagnostic);
                }
                None
            }
        }
    }

    fn format(&mut self, format: &settings::Format, formats: &mut Formats) {
        // A directive that asks for it is not to blame when it does not read.
        formats.declare(&format.name);
        let Some(source) = self.read(&format.file) else { return };
        if let Err(diagnostic) = formats.add(format.template.clone(), source.text.clone()) {
            self.report.add(&Rc::new(source), diagnostic);
        }
    }

    /// The file's text; where it cannot be read, the report shows the setting that names it.
    fn read(&mut self, file: &Reference) -> Option<Source> {
        let error = match files::read(self.root, &file.path) {
            Ok(source) => return Some(source),
            Err(error) => error,
        };
        match &file.span {
            Some(span) => {
                let message = format!("`{}`: {}", file.path, error.message);
                let error = Diagnostic { message, ..error };
                self.report.add(&self.book_toml, error.at(span.clone()));
            }
            None => self.report.add_for_file(&*file.path, error),
        }
        None
    }
}
