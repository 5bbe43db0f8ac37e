//! `check [BOOK]`: everything that is wrong with a book, without building it, and what it leaves out.

mod targets;

use std::path::{Path, PathBuf};

use mdbook_summary::{Summary, SummaryItem, parse_summary};
use serde_json::Value as Json;

use super::arguments::ReportFormat;
use super::streams::print;
use crate::book;
use crate::catalogue::{Catalogue, Resource};
use crate::chapter::Chapter;
use crate::config::{self, Build, src};
use crate::coverage::Coverage;
use crate::diagnostic::{Code, Diagnostic, Findings, Policy};
use crate::files;
use crate::includes::Replayed;
use crate::report::Report;
use crate::settings::Settings;
use crate::setup::{BUILTIN, Setup};
use crate::suggest;
use crate::watch::{self, EXTRA_WATCH_DIRS};
use targets::Targets;

/// Checks a book. Returns whether its `fail-on` stops at nothing.
pub(super) fn run(argument: Option<&Path>, format: ReportFormat) -> anyhow::Result<bool> {
    let root = &super::book::root(argument);
    let mut findings = Findings::default();
    let book = read(root, &mut findings);
    let policy = match &book {
        Some(book) => book.check(root, &mut findings),
        None => Policy::default(),
    };
    let report = Report::new(findings, &policy);
    match format {
        ReportFormat::Text => report.print()?,
        ReportFormat::Json => print(&report.json(root))?,
        ReportFormat::Github => print(&report.github(root))?,
    }
    Ok(!report.stops())
}

/// A book as its files have it.
struct Book {
    config: Json,
    /// With their includes, as mdBook would hand them over.
    chapters: Vec<Chapter<'static>>,
}

impl Book {
    /// Adds what is wrong, and returns what of it stops a build.
    fn check(&self, root: &Path, findings: &mut Findings) -> Policy {
        let build = Build { root, renderer: "html", mdbook_version: None, config: &self.config };
        let setup = Setup::for_build(&build, findings);
        let (_, coverage) = book::expand(&build, &setup, &self.chapters, findings);
        if let Some(warning) = unwatched(root, &setup.settings, &self.config) {
            findings.add_general(warning);
        }
        if let Some(catalogue) = setup.catalogue() {
            Targets::new(root, src(&self.config), &self.chapters)
                .check(&setup, catalogue, findings);
            for warning in left_out(catalogue, &coverage) {
                findings.add_general(warning);
            }
        }
        setup.settings.policy
    }
}

/// Catalogues and templates for whose changes `mdbook serve` does not wait.
fn unwatched(root: &Path, settings: &Settings, config: &Json) -> Option<Diagnostic> {
    let templates = settings.templates.iter().map(|template| &template.file);
    let catalogues = settings.catalogues.iter().map(|catalogue| &catalogue.file);
    let files = catalogues.chain(templates).map(|file| &*file.path);
    let missed: Vec<&str> = files
        .filter(|path| *path != BUILTIN && files::exists(root, path))
        .filter(|path| !watch::is_watched(config, path))
        .collect();
    let folder = watch::to_add(missed.first()?);
    let message = format!("`mdbook serve` does not notice changes to {}", suggest::listed(&missed));
    Some(Diagnostic::warning(Code::Unwatched, message).help(format!(
        "add the file or its folder to `book.toml`: `build.{EXTRA_WATCH_DIRS} = [\"{folder}\"]`"
    )))
}

/// Topics of which no chapter shows anything, and resources that are missing from the others.
fn left_out(catalogue: &Catalogue, coverage: &Coverage) -> Vec<Diagnostic> {
    let members = |topic: usize| {
        catalogue.topics_under(topic).flat_map(|topic| &catalogue.topics()[topic].resources)
    };
    let shows_topic = |topic: usize| members(topic).any(|resource| coverage.shows(*resource));
    let topics: Vec<&str> = (0..catalogue.topics().len())
        .filter(|topic| members(*topic).next().is_some() && !shows_topic(*topic))
        .map(|topic| &*catalogue.topics()[topic].id)
        .collect();
    let is_missing = |&(position, resource): &(usize, &Resource)| {
        !coverage.shows(position) && shows_topic(resource.topic())
    };
    let resources: Vec<&str> = catalogue
        .resources()
        .iter()
        .enumerate()
        .filter(is_missing)
        .map(|(_, resource)| &*resource.id)
        .collect();
    let warning = |what: &str, names: &[&str]| {
        let plural = if names.len() == 1 { "" } else { "s" };
        let message = format!("no chapter shows the {what}{plural} {}", suggest::listed(names));
        (!names.is_empty()).then(|| Diagnostic::warning(Code::Unshown, message))
    };
    [warning("topic", &topics), warning("resource", &resources)].into_iter().flatten().collect()
}

fn read(root: &Path, findings: &mut Findings) -> Option<Book> {
    let config = config::read_config(root, findings)?;
    let src = src(&config).to_owned();
    let name = format!("{src}/SUMMARY.md");
    let summary = files::read(root, &name).and_then(|source| {
        parse_summary(&source.text).map_err(|error| {
            Diagnostic::error(Code::InvalidSummary, format!("mdBook cannot read this: {error:#}"))
        })
    });
    let summary = summary.map_err(|diagnostic| findings.add_for_file(name, diagnostic)).ok()?;
    let mut book = Book { config, chapters: Vec::new() };
    let Summary { prefix_chapters, numbered_chapters, suffix_chapters, .. } = summary;
    for items in [prefix_chapters, numbered_chapters, suffix_chapters] {
        book.add(&items, root, &src);
    }
    Some(book)
}

impl Book {
    fn add(&mut self, items: &[SummaryItem], root: &Path, src: &str) {
        for item in items {
            let SummaryItem::Link(link) = item else { continue };
            if let Some(location) = &link.location {
                let source_path = location.to_string_lossy().replace('\\', "/");
                let read = |name: &str| files::read(root, name).ok();
                // mdBook makes a chapter of its own where the file is missing.
                if let Some(source) = read(&format!("{src}/{source_path}")) {
                    let content = Replayed::new(source, &read).text().to_owned();
                    self.chapters.push(Chapter {
                        name: link.name.clone().into(),
                        path: Some(page_path(location).into()),
                        source_path: Some(source_path.into()),
                        content: content.into(),
                    });
                }
            }
            self.add(&link.nested_items, root, src);
        }
    }
}

/// Where a chapter will stand: a README becomes its folder's index.
fn page_path(location: &Path) -> String {
    let is_readme = location.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    let path =
        if is_readme { location.with_file_name("index.md") } else { PathBuf::from(location) };
    path.to_string_lossy().replace('\\', "/")
}
