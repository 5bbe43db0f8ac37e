//! One build of a book for one renderer: settings, catalogue, then chapter by chapter.
//!
//! Both the command, which speaks mdBook's JSON, and the library's [`Preprocessor`] come through here.
//!
//! [`Preprocessor`]: crate::Resources

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
use crate::node::Node;
use crate::presented::{Link, Presented};
use crate::report::{Report, Source};
use crate::section::Anchors;
use crate::settings::{self, Reference, Settings};

const BOOK_TOML: &str = "book.toml";

/// What mdBook says about a build.
pub(crate) struct Build<'b> {
    /// The folder of `book.toml`.
    pub(crate) root: &'b Path,
    pub(crate) renderer: &'b str,
    pub(crate) mdbook_version: &'b str,
    /// All of the book's configuration.
    pub(crate) config: &'b Json,
}

/// What has become of a book.
pub(crate) struct Outcome {
    pub(crate) report: Report,
    /// For each chapter its new text, where that is another; nothing where the build has to stop.
    pub(crate) contents: Option<Vec<Option<String>>>,
}

/// Expands all chapters of a book.
pub(crate) fn expand(build: &Build, chapters: &[Chapter]) -> Outcome {
    let mut report = Report::default();
    let (dialect, untried) = settings::dialect(build.config, build.mdbook_version);
    if let Some(warning) = untried {
        report.add_general(warning);
    }
    let Some(Prepared { settings, catalogue, formats }) = prepare(build, &mut report) else {
        return Outcome { report, contents: None };
    };
    let mut expander = Expander {
        catalogue: catalogue.as_ref().unwrap_or_else(|| Catalogue::builtin()),
        formats,
        defaults: settings.options,
        dialect,
        html: build.renderer == "html",
        presented: None,
        anchors: Anchors::default(),
    };
    // The whole book is read before any of it is written: overviews link to chapters that come later.
    let scanned: Vec<Scanned> =
        chapters.iter().map(|chapter| scan(chapter.content, dialect)).collect();
    expander.presented = Some(presented(expander.catalogue, chapters, &scanned));
    let src = src(build.config);
    let mut found = Report::default();
    let mut contents = Vec::with_capacity(chapters.len());
    for (chapter, scanned) in chapters.iter().zip(scanned) {
        let path = chapter.path.unwrap_or_default();
        let expansion = expander.chapter(path, chapter.content, scanned);
        if !expansion.diagnostics.is_empty() {
            chapter.report(expansion.diagnostics, build.root, src, &mut found);
        }
        contents.push(expansion.text);
    }
    let stops = found.worst().is_some_and(|severity| settings.fail_on.stops_at(severity));
    report.extend(found);
    Outcome { report, contents: (!stops).then_some(contents) }
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

fn src(config: &Json) -> &str {
    let src = config.get("book").and_then(|book| book.get("src"));
    src.and_then(Json::as_str).unwrap_or("src")
}

/// What has to be right before a chapter is looked at.
struct Prepared {
    settings: Settings,
    /// Nothing for the built-in one.
    catalogue: Option<Catalogue>,
    formats: Formats,
}

fn prepare(build: &Build, report: &mut Report) -> Option<Prepared> {
    // mdBook has read the file already; without it, or with one that does not parse, places are lost.
    let book_toml = files::read(build.root, BOOK_TOML)
        .unwrap_or_else(|_| Source { name: BOOK_TOML.to_owned(), text: String::new() });
    let book_toml = Rc::new(book_toml);
    let written = Node::from_toml(&book_toml.text, Code::InvalidSetting).ok();
    let mut formats = Formats::builtin();
    let (settings, diagnostics) = settings::read(build.config, written.as_ref(), formats.names());
    let mut config = Report::default();
    for diagnostic in diagnostics {
        let note = diagnostic.place.is_none().then_some(
            "`book.toml` does not say this itself: look for an environment variable \
             `MDBOOK_PREPROCESSOR__RESOURCES__…`",
        );
        config.add_noted(&book_toml, diagnostic, note);
    }
    let mut reader = Reader { root: build.root, book_toml, report: &mut config };
    let catalogue = settings.catalogue.as_ref().and_then(|file| reader.catalogue(file));
    for format in &settings.formats {
        reader.format(format, &mut formats);
    }
    let broken = config.worst() == Some(Severity::Error);
    report.extend(config);
    (!broken).then_some(Prepared { settings, catalogue, formats })
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
