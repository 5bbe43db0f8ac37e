//! What is read before a chapter is looked at: settings, catalogue and formats.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::Value as Json;

use crate::catalogue::{self, BUILTIN_TOML, Catalogue, File, Format, Reading};
use crate::config::{BOOK_TOML, Build, read_config, src};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::expand::Expander;
use crate::files;
use crate::formats::Formats;
use crate::markdown::Dialect;
use crate::node::Node;
use crate::report::{Report, Source};
use crate::section::Anchors;
use crate::settings::{self, Reference, Settings};

/// What `catalogue` calls the catalogue that ships.
pub(crate) const BUILTIN: &str = "builtin";

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
        let src = Some(src(build.config));
        let mut reader = Reader { root: build.root, src, book_toml, report: &mut found };
        let catalogue = match &settings.catalogues[..] {
            [] => Some(Cow::Borrowed(Catalogue::builtin())),
            files => reader.catalogue(files).map(Cow::Owned),
        };
        for format in &settings.formats {
            reader.format(format, &mut formats);
        }
        // Errors outside of chapters stop whatever `fail-on` says.
        let worst = found.worst();
        let is_sound = worst.is_none_or(|worst| {
            worst == Severity::Warning && !settings.fail_on.stops_at(Severity::Warning)
        });
        if !is_sound && worst == Some(Severity::Warning) {
            found.stop_at_warnings();
        }
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

    /// Catalogues without a book; nothing where they do not read.
    pub(crate) fn with_catalogues(files: &[PathBuf], report: &mut Report) -> Option<Self> {
        let mut reader = Reader {
            root: Path::new(""),
            src: None,
            book_toml: Rc::new(Source { name: String::new(), text: String::new() }),
            report,
        };
        let name = |file: &PathBuf| file.to_string_lossy().into_owned();
        let files: Vec<Reference> =
            files.iter().map(|file| Reference { path: name(file), span: None }).collect();
        Some(Prepared {
            settings: Settings::default(),
            dialect: Dialect::default(),
            catalogue: Some(Cow::Owned(reader.catalogue(&files)?)),
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
            html: (renderer == "html").then_some(self.settings.html),
            presented: None,
            anchors: Anchors::default(),
            shown: HashSet::new(),
        })
    }
}

/// Reads the files that settings name.
struct Reader<'r> {
    root: &'r Path,
    /// The book's folder of chapters, where there is a book.
    src: Option<&'r str>,
    book_toml: Rc<Source>,
    report: &'r mut Report,
}

impl Reader<'_> {
    /// One catalogue of these files, the later ones on top.
    fn catalogue(&mut self, files: &[Reference]) -> Option<Catalogue> {
        let sources: Vec<Option<_>> = files.iter().map(|file| self.catalogue_file(file)).collect();
        // Without one of them, the others would be blamed for what it says.
        let sources: Vec<(Format, Rc<Source>)> = sources.into_iter().collect::<Option<_>>()?;
        let read: Vec<File> = sources
            .iter()
            .map(|(format, source)| File {
                format: *format,
                text: &source.text,
                base: self.base(*format, &source.name),
            })
            .collect();
        let Reading { catalogue, diagnostics } = catalogue::read(&read);
        for ((_, source), diagnostics) in sources.iter().zip(diagnostics) {
            for diagnostic in diagnostics {
                self.report.add(source, diagnostic);
            }
        }
        catalogue
    }

    fn catalogue_file(&mut self, file: &Reference) -> Option<(Format, Rc<Source>)> {
        if file.path == BUILTIN {
            let (name, text) = (format!("{BUILTIN}.toml"), BUILTIN_TOML.to_owned());
            return Some((Format::Toml, Rc::new(Source { name, text })));
        }
        let Some(format) = Format::of(&file.path) else {
            let error = Diagnostic::error(Code::UnreadableFile, "this is no catalogue by its name")
                .help("catalogues end in `.toml`, `.json` or `.md`, or are `builtin`");
            self.blame(file, error);
            return None;
        };
        let source = self.read(file)?;
        if format != Format::Markdown && self.in_src(&file.path).is_some() {
            let warning = Diagnostic::warning(
                Code::InvalidSetting,
                "this catalogue stands among the chapters, so that mdBook publishes it",
            );
            self.blame(
                file,
                warning.help("put it beside `book.toml`, or into a folder of its own"),
            );
        }
        Some((format, Rc::new(source)))
    }

    /// What leads from the book's `src` to the folder that a file's relative URLs are relative to.
    fn base(&self, format: Format, path: &str) -> String {
        let folder = |path: &str| path.rfind('/').map_or("", |at| &path[..=at]).to_owned();
        match (format, self.src, self.in_src(path)) {
            (Format::Markdown, Some(_), Some(inside)) => folder(inside),
            (Format::Markdown, Some(src), None) => {
                let depth = src.split('/').filter(|part| !matches!(*part, "" | ".")).count();
                "../".repeat(depth) + &folder(path)
            }
            _ => String::new(),
        }
    }

    /// The rest of a path that leads into the book's folder of chapters.
    fn in_src<'p>(&self, path: &'p str) -> Option<&'p str> {
        let path = path.strip_prefix("./").unwrap_or(path);
        path.strip_prefix(self.src?)?.strip_prefix('/')
    }

    fn format(&mut self, format: &settings::Format, formats: &mut Formats) {
        // A directive that asks for it is not to blame when it does not read.
        formats.declare(&format.name);
        let Some(source) = self.read(&format.file) else { return };
        if let Err(diagnostic) = formats.add(format.template.clone(), source.text.clone()) {
            self.report.add(&Rc::new(source), diagnostic);
        }
    }

    /// The file's text; where it cannot be read, the report says so.
    fn read(&mut self, file: &Reference) -> Option<Source> {
        files::read(self.root, &file.path).map_err(|error| self.blame(file, error)).ok()
    }

    /// Reports what is wrong with a file at the setting that names it.
    fn blame(&mut self, file: &Reference, diagnostic: Diagnostic) {
        match &file.span {
            Some(span) => {
                let message = format!("`{}`: {}", file.path, diagnostic.message);
                let diagnostic = Diagnostic { message, ..diagnostic };
                self.report.add(&self.book_toml, diagnostic.at(span.clone()));
            }
            None => self.report.add_for_file(&*file.path, diagnostic),
        }
    }
}
