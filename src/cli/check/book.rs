//! A book as its files have it: its chapters, and which of their files are missing.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mdbook_summary::{Link, Summary, SummaryItem, parse_summary};
use pulldown_cmark::{Event, Parser, Tag};

use crate::chapter::Chapter;
use crate::config::{BOOK_TOML, BookConfig};
use crate::diagnostic::{Code, Diagnostic, Finding, Findings, Source};
use crate::files;
use crate::places::Replayed;
use crate::url;
use crate::value::Node;

/// A book, read without mdBook.
pub(super) struct Book {
    pub(super) root: PathBuf,
    pub(super) toml: Arc<Source>,
    /// Tree of `book.toml`, with places.
    pub(super) settings: Node,
    pub(super) config: BookConfig,
    /// With their includes, as mdBook would hand them over.
    pub(super) chapters: Vec<Chapter<'static>>,
}

impl Book {
    /// `None`, and findings, if `book.toml` or `SUMMARY.md` cannot be read.
    pub(super) fn read(root: &Path, findings: &mut Findings) -> Option<Self> {
        let config = BookConfig::read(root, findings)?;
        let toml = files::read(root, BOOK_TOML).ok()?;
        let settings = Node::from_toml(&toml.text, Code::InvalidSetting).ok()?;
        let (root, chapters) = (root.to_owned(), Vec::new());
        let mut book = Book { root, toml, settings, config, chapters };
        let name = book.config.in_src("SUMMARY.md");
        let source = files::read(&book.root, &name);
        let source = source.map_err(|error| findings.add_for_file(&*name, error)).ok()?;
        let summary = parse_summary(&source.text).map_err(|error| {
            let message = format!("mdBook cannot read this: {error:#}");
            findings.add_for_file(name, Diagnostic::error(Code::InvalidSummary, message));
        });
        let Summary { prefix_chapters, numbered_chapters, suffix_chapters, .. } = summary.ok()?;
        let places = link_places(&source.text);
        let mut reader = SummaryReader { places, summary: source, book: &mut book, findings };
        for items in [prefix_chapters, numbered_chapters, suffix_chapters] {
            reader.add(&items);
        }
        Some(book)
    }
}

struct SummaryReader<'r> {
    summary: Arc<Source>,
    /// Where each chapter is named there.
    places: HashMap<PathBuf, Range<usize>>,
    book: &'r mut Book,
    findings: &'r mut Findings,
}

impl SummaryReader<'_> {
    fn add(&mut self, items: &[SummaryItem]) {
        for item in items {
            let SummaryItem::Link(link) = item else { continue };
            if let Some(location) = &link.location {
                self.add_chapter(link, location);
            }
            self.add(&link.nested_items);
        }
    }

    fn add_chapter(&mut self, link: &Link, location: &Path) {
        let source_path = location.to_string_lossy().replace('\\', "/");
        // `mdbook init` writes `./chapter_1.md`.
        let source_path = url::normalised(&source_path).unwrap_or(source_path);
        let name = self.book.config.in_src(&source_path);
        let source = match files::read(&self.book.root, &name) {
            Ok(source) => source,
            Err(_) if !files::exists(&self.book.root, &name) => {
                return self.missing(location, &name);
            }
            Err(error) => return self.findings.add_for_file(name, error),
        };
        let root = &self.book.root;
        let replayed = Replayed::new(source, &|name: &str| files::read(root, name).ok());
        for (source, span, name) in replayed.missing() {
            let reason = files::read(root, name).err().map(|error| error.message);
            let message = format!("`{name}` is not included: {}", reason.unwrap_or_default());
            let error = Diagnostic::error(Code::MissingInclude, message).at(span);
            self.findings.push(Finding::in_source(source, error).in_chapter());
        }
        let content = replayed.text().to_owned();
        self.book.chapters.push(Chapter {
            name: link.name.clone().into(),
            path: Some(page_path(location).into()),
            source_path: Some(source_path.into()),
            content: content.into(),
        });
    }

    /// Reports a chapter without a file.
    fn missing(&mut self, location: &Path, name: &str) {
        let message = format!("there is no chapter `{name}`");
        let diagnostic = if self.book.config.creates_missing {
            Diagnostic::warning(Code::MissingChapter, message)
                .help("mdBook makes an empty chapter of it")
        } else {
            Diagnostic::error(Code::MissingChapter, message)
        };
        let place = self.places.get(location).cloned();
        self.findings.add(&self.summary, diagnostic.at_known(place));
    }
}

/// Where a summary names each file for the first time.
fn link_places(summary: &str) -> HashMap<PathBuf, Range<usize>> {
    let mut places = HashMap::new();
    for (event, span) in Parser::new(summary).into_offset_iter() {
        if let Event::Start(Tag::Link { dest_url, .. }) = event {
            // As mdBook decodes it.
            places.entry(PathBuf::from(dest_url.replace("%20", " "))).or_insert(span);
        }
    }
    places
}

/// Where a chapter will stand: a README becomes its folder's index.
fn page_path(location: &Path) -> String {
    let is_readme = location.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    let path =
        if is_readme { location.with_file_name("index.md") } else { PathBuf::from(location) };
    path.to_string_lossy().replace('\\', "/")
}
