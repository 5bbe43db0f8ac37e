//! One build of a book for one renderer: settings, catalogue, then chapter by chapter.
//!
//! Both the command, which speaks mdBook's JSON, and the library's [`Preprocessor`] come through here.
//!
//! [`Preprocessor`]: crate::Resources

use std::collections::HashSet;
use std::path::Path;
use std::rc::Rc;

use serde_json::Value as Json;

use crate::catalogue::Catalogue;
use crate::chapter::Chapter;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::directive::{Scanned, scan};
use crate::expand::Expander;
use crate::files;
use crate::formats::Formats;
use crate::markdown::Dialect;
use crate::node::Node;
use crate::presented::{Link, Presented};
use crate::report::{Report, Source};
use crate::section::Anchors;
use crate::settings::{self, Reference, Settings};

/// A book's configuration.
const BOOK_TOML: &str = "book.toml";

/// What mdBook says about a build.
pub(crate) struct Build<'b> {
    /// The folder of `book.toml`.
    pub(crate) root: &'b Path,
    pub(crate) renderer: &'b str,
    /// Nothing where no mdBook is involved.
    pub(crate) mdbook_version: Option<&'b str>,
    /// All of the book's configuration.
    pub(crate) config: &'b Json,
}

/// What has become of a book.
pub(crate) struct Outcome {
    pub(crate) report: Report,
    /// For each chapter its new text, where that is another; nothing where the build has to stop.
    pub(crate) contents: Option<Vec<Option<String>>>,
    /// Ids of the resources that are shown somewhere.
    pub(crate) shown: HashSet<String>,
}

/// Expands all chapters of a book.
pub(crate) fn expand(build: &Build, chapters: &[Chapter]) -> Outcome {
    let mut report = Report::default();
    let Some(prepared) = Prepared::for_build(build, &mut report) else {
        return Outcome { report, contents: None, shown: HashSet::new() };
    };
    let mut outcome = expand_with(build, &prepared, chapters);
    report.extend(std::mem::take(&mut outcome.report));
    Outcome { report, ..outcome }
}

/// Expands all chapters of a book with what has been read for it.
pub(crate) fn expand_with(build: &Build, prepared: &Prepared, chapters: &[Chapter]) -> Outcome {
    let fail_on = prepared.settings.fail_on;
    let src = src(build.config);
    // The whole book is read before any of it is written: overviews link to chapters that come later.
    let scanned: Vec<Scanned> =
        chapters.iter().map(|chapter| scan(chapter.content, prepared.dialect)).collect();
    let mut expander = prepared.expander(build.renderer);
    expander.presented = Some(presented(prepared.catalogue(), chapters, &scanned));
    let mut report = Report::default();
    let mut contents = Vec::with_capacity(chapters.len());
    for (chapter, scanned) in chapters.iter().zip(scanned) {
        let path = chapter.path.unwrap_or_default();
        let expansion = expander.chapter(path, chapter.content, scanned);
        if !expansion.diagnostics.is_empty() {
            chapter.report(expansion.diagnostics, build.root, src, &mut report);
        }
        contents.push(expansion.text);
    }
    let stops = report.worst().is_some_and(|severity| fail_on.stops_at(severity));
    if stops && report.worst() == Some(Severity::Warning) {
        report.stop_at_warnings();
    }
    Outcome { report, contents: (!stops).then_some(contents), shown: expander.shown }
}

fn presented(catalogue: &Catalogue, chapters: &[Chapter], scanned: &[Scanned]) -> Presented {
    let mut presented = Presented::default();
    for (chapter, scanned) in chapters.iter().zip(scanned) {
        let Some(path) = chapter.path else { continue };
        let link = Link { title: chapter.name.to_owned(), path: path.replace('\\', "/") };
        presented.note(catalogue, &scanned.found, &link);
    }
    presented
}

/// The book's folder of chapters, relative to its root.
pub(crate) fn src(config: &Json) -> &str {
    let src = config.get("book").and_then(|book| book.get("src"));
    src.and_then(Json::as_str).unwrap_or("src")
}

/// What has to be right before a chapter is looked at.
pub(crate) struct Prepared {
    pub(crate) settings: Settings,
    /// How the book's Markdown is read.
    pub(crate) dialect: Dialect,
    /// Nothing for the built-in one.
    own_catalogue: Option<Catalogue>,
    formats: Formats,
}

impl Prepared {
    /// What a book's settings say; nothing, and a report, where that does not read.
    pub(crate) fn for_build(build: &Build, report: &mut Report) -> Option<Self> {
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
        let own_catalogue = settings.catalogue.as_ref().and_then(|file| reader.catalogue(file));
        for format in &settings.formats {
            reader.format(format, &mut formats);
        }
        let broken = found.worst() == Some(Severity::Error);
        report.extend(found);
        (!broken).then_some(Prepared { settings, dialect, own_catalogue, formats })
    }

    /// What the book in a folder says, if there is one; otherwise what holds without a book.
    pub(crate) fn for_folder(root: &Path, report: &mut Report) -> Option<Self> {
        let config = match files::read(root, BOOK_TOML) {
            Ok(_) => read_config(root, report)?,
            Err(_) => Json::Null,
        };
        let build = Build { root, renderer: "markdown", mdbook_version: None, config: &config };
        Prepared::for_build(&build, report)
    }

    /// A catalogue without a book.
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
            own_catalogue: Some(reader.catalogue(&file)?),
            formats: Formats::builtin(),
        })
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        self.own_catalogue.as_ref().unwrap_or_else(|| Catalogue::builtin())
    }

    pub(crate) fn expander(&self, renderer: &str) -> Expander<'_> {
        Expander {
            catalogue: self.catalogue(),
            formats: &self.formats,
            defaults: &self.settings.options,
            dialect: self.dialect,
            html: renderer == "html",
            presented: None,
            anchors: Anchors::default(),
            shown: HashSet::new(),
        }
    }
}

/// The configuration in `book.toml`, as mdBook would send it.
pub(crate) fn read_config(root: &Path, report: &mut Report) -> Option<Json> {
    let source = match files::read(root, BOOK_TOML) {
        Ok(source) => Rc::new(source),
        Err(diagnostic) => {
            report.add_for_file(BOOK_TOML, diagnostic);
            return None;
        }
    };
    if let Err(diagnostic) = Node::from_toml(&source.text, Code::InvalidSetting) {
        report.add(&source, diagnostic);
        return None;
    }
    let table: toml::Table = toml::from_str(&source.text).ok()?;
    serde_json::to_value(table).ok()
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
