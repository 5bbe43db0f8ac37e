//! `check [BOOK]`: everything that is wrong with a book, without building it, and what it leaves out.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use mdbook_summary::{Summary, SummaryItem, parse_summary};
use serde_json::Value as Json;

use super::{ReportFormat, print};
use crate::book::{self, Outcome};
use crate::catalogue::Catalogue;
use crate::chapter::Chapter;
use crate::config::{self, Build, src};
use crate::diagnostic::{Code, Diagnostic};
use crate::files;
use crate::includes::Replayed;
use crate::prepare::{BUILTIN, Prepared};
use crate::report::Report;
use crate::settings::Reference;
use crate::suggest;

/// Checks the book in this folder. Returns whether nothing is as grave as its `fail-on`.
pub(super) fn run(root: &Path, format: ReportFormat) -> anyhow::Result<bool> {
    let mut report = Report::default();
    let succeeded = match read(root, &mut report) {
        Some(book) => book.check(root, &mut report),
        None => false,
    };
    match format {
        ReportFormat::Text => report.print(),
        ReportFormat::Json => print(&report.json(root))?,
        ReportFormat::Github => print(&report.github(root))?,
    }
    Ok(succeeded)
}

/// A book as its files have it.
struct Book {
    config: Json,
    chapters: Vec<FileChapter>,
}

/// A chapter with its includes, as mdBook would hand it over.
struct FileChapter {
    name: String,
    path: String,
    source_path: String,
    content: String,
}

impl Book {
    fn check(&self, root: &Path, report: &mut Report) -> bool {
        let chapters: Vec<Chapter> = self
            .chapters
            .iter()
            .map(|chapter| Chapter {
                name: &chapter.name,
                path: Some(&chapter.path),
                source_path: Some(&chapter.source_path),
                content: &chapter.content,
            })
            .collect();
        let build = Build { root, renderer: "html", mdbook_version: None, config: &self.config };
        let prepared = Prepared::for_build(&build, report);
        let fail_on = prepared.settings.fail_on;
        let Outcome { report: found, shown, .. } = book::expand_with(&build, &prepared, &chapters);
        report.extend(found);
        if let Some(warning) = unwatched(&prepared.settings.catalogues, &self.config) {
            report.add_general(warning);
        }
        let catalogue = prepared.catalogue().filter(|_| prepared.is_sound);
        for warning in catalogue.iter().flat_map(|catalogue| left_out(catalogue, &shown)) {
            report.add_general(warning);
        }
        prepared.is_sound && !report.worst().is_some_and(|severity| fail_on.stops_at(severity))
    }
}

/// Catalogues for whose changes `mdbook serve` does not wait.
fn unwatched(catalogues: &[Reference], config: &Json) -> Option<Diagnostic> {
    let watched = config.get("build").and_then(|build| build.get("extra-watch-dirs"));
    let watched = watched.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
    let watched: Vec<&str> = [src(config)].into_iter().chain(watched).collect();
    let is_watched = |path: &str| {
        let path = Path::new(path.strip_prefix("./").unwrap_or(path));
        watched.iter().any(|folder| path.starts_with(folder.strip_prefix("./").unwrap_or(folder)))
    };
    let files = catalogues.iter().map(|file| &*file.path);
    let missed: Vec<&str> = files.filter(|path| *path != BUILTIN && !is_watched(path)).collect();
    if missed.is_empty() {
        return None;
    }
    let message = format!("`mdbook serve` does not notice changes of {}", suggest::listed(&missed));
    Some(Diagnostic::warning(Code::Unwatched, message).help(
        "keep catalogues in a folder of their own, and name it in `book.toml`: \
         `build.extra-watch-dirs = [\"catalogue\"]`",
    ))
}

/// Topics of which no chapter shows anything, and resources that are missing from the others.
fn left_out(catalogue: &Catalogue, shown: &HashSet<String>) -> Vec<Diagnostic> {
    let is_shown = |id: &str| shown.contains(id);
    let shown_in = |topic: usize| {
        let mut members = catalogue.resources()[catalogue.resources_under(topic)].iter();
        members.any(|resource| is_shown(&resource.id))
    };
    let topics: Vec<&str> = catalogue
        .topics()
        .iter()
        .enumerate()
        .filter(|(position, _)| !catalogue.resources_under(*position).is_empty())
        .filter(|(position, _)| !shown_in(*position))
        .map(|(_, topic)| &*topic.id)
        .collect();
    let resources: Vec<&str> = catalogue
        .resources()
        .iter()
        .filter(|resource| !is_shown(&resource.id) && shown_in(resource.topic))
        .map(|resource| &*resource.id)
        .collect();
    let warning = |what: &str, names: &[&str]| {
        let plural = if names.len() == 1 { "" } else { "s" };
        let message = format!("no chapter shows the {what}{plural} {}", suggest::listed(names));
        (!names.is_empty()).then(|| Diagnostic::warning(Code::Unshown, message))
    };
    [warning("topic", &topics), warning("resource", &resources)].into_iter().flatten().collect()
}

fn read(root: &Path, report: &mut Report) -> Option<Book> {
    let config = config::read_config(root, report)?;
    let src = src(&config).to_owned();
    let name = format!("{src}/SUMMARY.md");
    let summary = files::read(root, &name).and_then(|source| {
        parse_summary(&source.text).map_err(|error| {
            Diagnostic::error(Code::InvalidSummary, format!("mdBook cannot read this: {error:#}"))
        })
    });
    let summary = summary.map_err(|diagnostic| report.add_for_file(name, diagnostic)).ok()?;
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
                    self.chapters.push(FileChapter {
                        name: link.name.clone(),
                        path: page_path(location),
                        source_path,
                        content: Replayed::new(Rc::new(source), &read).text().to_owned(),
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
