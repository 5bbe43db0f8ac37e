//! `check [BOOK]`: everything that is wrong with a book, without building it, and what it leaves out.

mod book;
mod resources;
mod targets;

use std::path::Path;

use super::arguments::ReportFormat;
use super::book::root;
use super::print_report;
use super::streams::say;
use super::table::OwnTable;
use super::watch::{self, EXTRA_WATCH_DIRS};
use crate::catalogue::Catalogue;
use crate::config::{Build, Target};
use crate::coverage::Coverage;
use crate::diagnostic::{Code, Diagnostic, Findings, Policy};
use crate::files;
use crate::places;
use crate::read::list::Shapes;
use crate::report::Report;
use crate::settings::Settings;
use crate::setup::{self, BUILTIN, Setup};
use crate::suggest;
use crate::text::counted;
use book::Book;
use targets::Targets;

/// Checks a book. Returns whether its `fail-on` stops at nothing.
pub(super) fn run(argument: Option<&Path>, format: ReportFormat) -> anyhow::Result<bool> {
    let root = &root(argument);
    let mut findings = Findings::default();
    let book = Book::read(root, &mut findings);
    let checked = book.map(|book| check(&book, &mut findings)).unwrap_or_default();
    let report = Report::new(findings, &checked.policy);
    if format == ReportFormat::Text {
        for (name, shapes) in &checked.shapes {
            say(&shapes.report(name))?;
        }
    }
    print_report(&report, format, root)?;
    // What is for programs says it by being empty.
    if report.is_empty() && format != ReportFormat::Json {
        say(&format!("mdbook-resources: {}, no problems", checked.read))?;
    }
    Ok(!report.stops())
}

/// Results of a check that are no findings.
#[derive(Default)]
struct Checked {
    policy: Policy,
    /// Counts of what was read.
    read: String,
    /// Shapes of the entries of lists, each with the name of its file.
    shapes: Vec<(String, Shapes)>,
}

/// Adds what is wrong with a book.
fn check(book: &Book, findings: &mut Findings) -> Checked {
    let Book { root, config, chapters, .. } = book;
    let build = Build { root, target: Target::Html, mdbook_version: None, config };
    let settings = setup::settings(&build, findings);
    let setup = Setup::new(&build, settings, findings);
    let mut in_chapters = Findings::default();
    let (_, coverage) = crate::book::expand(&build, &setup, chapters, &mut in_chapters);
    let table_error = OwnTable::of(&book.settings).error(Some(coverage.directives()));
    match table_error.filter(|_| coverage.directives() > 0) {
        // Whatever else is wrong with directives follows from it.
        Some(error) => findings.add(&book.toml, error),
        None => {
            findings.extend(in_chapters);
            findings.extend_with(unwatched(book, &setup.book.settings));
            findings.extend_with(endless(book));
            if coverage.directives() > 0
                && let Some(warning) = left_on_pages(book)
            {
                findings.add(&book.toml, warning);
            }
            if let Some(catalogue) = setup.catalogue() {
                resources::check(&setup, catalogue, &coverage, findings);
            }
        }
    }
    let targets = Targets::new(book);
    for chapter in chapters {
        let diagnostics = targets.in_chapter(chapter, setup.book.dialect);
        places::add(chapter, diagnostics, &build, findings);
    }
    if let Some(catalogue) = setup.catalogue() {
        targets.in_catalogue(&setup, catalogue, findings);
        resources::check_encoding(&setup, catalogue, findings);
    }
    let read = read(book, setup.catalogue(), &setup, &coverage);
    Checked { policy: setup.book.settings.policy.clone(), read, shapes: setup.shapes }
}

/// `12 chapters, 9 directives, 33 resources`
fn read(book: &Book, catalogue: Option<&Catalogue>, setup: &Setup, coverage: &Coverage) -> String {
    let resources = catalogue.map_or(0, |catalogue| catalogue.resources().len());
    let read = [
        counted(book.chapters.len(), "chapter"),
        counted(coverage.directives(), "directive"),
        counted(resources, "resource"),
    ];
    let read = read.join(", ");
    let unshown = catalogue.map(|catalogue| resources::unshown_builtin(setup, catalogue, coverage));
    match unshown.filter(|unshown| *unshown > 0) {
        Some(unshown) => format!("{read} ({unshown} of the built-in catalogue are not shown)"),
        None => read,
    }
}

/// Warning if mdBook's own pages are built without the preprocessor.
fn left_on_pages(book: &Book) -> Option<Diagnostic> {
    let renderers = book.config.resources.as_ref()?.get("renderers")?.as_array()?;
    if !book.config.builds_pages || renderers.iter().any(|renderer| renderer == "html") {
        return None;
    }
    let message =
        "directives stay on mdBook's pages as they are written: `html` is not among these";
    let place = book.settings.get(&["preprocessor", "resources", "renderers"])?.span.clone();
    Some(Diagnostic::warning(Code::UnexpandedDirective, message).at_known(place))
}

/// Watched folders that hold the build folder.
fn endless(book: &Book) -> impl Iterator<Item = Diagnostic> {
    let config = &book.config;
    let folders = config.extra_watch_dirs.iter().filter(|entry| !files::exists(&book.root, entry));
    folders.filter(|folder| watch::holds_build(config, folder)).map(|folder| {
        let message =
            format!("`mdbook serve` never ends to build: `{folder}` holds the build folder");
        Diagnostic::warning(Code::InvalidSetting, message)
            .help(format!("name files or other folders in `build.{EXTRA_WATCH_DIRS}`"))
    })
}

/// Catalogues and templates for whose changes `mdbook serve` does not wait.
fn unwatched(book: &Book, settings: &Settings) -> Option<Diagnostic> {
    let templates = settings.templates.iter().map(|template| &template.file);
    let catalogues = settings.catalogues.iter().map(|catalogue| &catalogue.file);
    let files = catalogues.chain(templates).map(|file| &*file.path);
    let missed: Vec<&str> = files
        .filter(|path| *path != BUILTIN && files::exists(&book.root, path))
        .filter(|path| !watch::is_watched(&book.config, path))
        .collect();
    let folder = watch::to_add(&book.config, missed.first()?);
    let message = format!("`mdbook serve` does not notice changes to {}", suggest::listed(&missed));
    Some(Diagnostic::warning(Code::UnwatchedFile, message).help(format!(
        "add the file or its folder to `book.toml`: `build.{EXTRA_WATCH_DIRS} = [\"{folder}\"]`"
    )))
}
