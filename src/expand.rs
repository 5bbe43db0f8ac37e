//! From chapters to chapters, pass by pass: scan → read → select → arrange → render → fit → splice. Text in, text
//! and diagnostics out.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::chapter::Chapter;
use crate::config::{BookConfig, Target};
use crate::context::BookContext;
use crate::coverage::Coverage;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::directive::{Occurrence, Scan, scan};
use crate::layout;
use crate::markdown::Dialect;
use crate::query::Selected;
use crate::render::{Assets, Page, Renderer, item_list};
use crate::section::{Anchors, Section, StudyPath};
use crate::settings::Settings;

/// A chapter's text after expansion, and what was wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Expansion {
    /// `None` if the chapter holds no directive. A directive that could not be expanded is there as text, with
    /// what was wrong with it.
    pub text: Option<String>,
    /// Places are byte ranges of the chapter as it was given.
    pub diagnostics: Vec<Diagnostic>,
}

/// Expands the chapters of a book, in its order, and says what they show.
pub(crate) fn chapters(
    book: &Arc<BookContext>,
    renderer: &Renderer,
    chapters: &[Chapter],
) -> (Vec<Expansion>, Arc<Coverage>) {
    // The whole book is read before any of it is written: overviews link to chapters that come later.
    let read: Vec<_> = chapters.iter().map(|chapter| read(book, chapter)).collect();
    let shown = chapters.iter().zip(read.iter().map(|(selected, _)| &**selected));
    let coverage = Arc::new(Coverage::of(shown));
    let settings = &book.settings;
    let study_path = if book.is_html() && settings.html.progress {
        StudyPath::new(&book.catalogue, &coverage)
    } else {
        StudyPath::default()
    };
    let assets = book.is_html().then(|| Assets::new(&book.config.title, settings));
    let anchors = Anchors::default();
    let mut writer =
        Writer { book, renderer, coverage: Arc::clone(&coverage), study_path, assets, anchors };
    let write = |(chapter, (selected, diagnostics))| writer.write(chapter, selected, diagnostics);
    (chapters.iter().zip(read).map(write).collect(), coverage)
}

/// Reads the directives of a chapter, and selects their resources.
fn read(book: &BookContext, chapter: &Chapter) -> (Vec<Occurrence<Selected>>, Vec<Diagnostic>) {
    let BookContext { settings, catalogue, .. } = book;
    let Scan { occurrences, warnings: mut diagnostics } = scan(&chapter.content, book.dialect);
    let read = |occurrence: Occurrence<_>| {
        occurrence.and_then(|site, directive| {
            let query = settings.defaults.read(&directive, site, &settings.formats, catalogue)?;
            Ok(query.select(catalogue))
        })
    };
    let selected: Vec<Occurrence<Selected>> = occurrences.into_iter().map(read).collect();
    let queries = selected.iter().filter_map(|found| found.outcome.as_ref().ok());
    diagnostics.extend(queries.flat_map(|selected| selected.query.warnings.clone()));
    diagnostics.extend(selected.iter().filter_map(empty));
    (selected, diagnostics)
}

/// Writer of chapters, one after the other.
struct Writer<'b> {
    book: &'b Arc<BookContext>,
    renderer: &'b Renderer,
    coverage: Arc<Coverage>,
    study_path: StudyPath,
    /// `None` for another renderer than mdBook's own.
    assets: Option<Assets<'b>>,
    anchors: Anchors,
}

impl Writer<'_> {
    /// The chapter with what its directives ask for in their places.
    fn write(
        &mut self,
        chapter: &Chapter,
        selected: Vec<Occurrence<Selected>>,
        mut diagnostics: Vec<Diagnostic>,
    ) -> Expansion {
        if selected.is_empty() {
            return Expansion { text: None, diagnostics };
        }
        let (text, dialect) = (&*chapter.content, self.book.dialect);
        let page = Page::new(self.book, chapter.path.as_deref().unwrap_or_default());
        self.anchors.enter(&page.chapter, chapter.path.as_deref());
        let markers = layout::markers(text, &selected);
        let last = selected.iter().rposition(|occurrence| block_of_resources(occurrence).is_some());
        let is_block = |occurrence: &Occurrence<Selected>| {
            let selected = occurrence.outcome.as_ref();
            selected
                .is_ok_and(|selected| !selected.query.is_inline && !selected.resources.is_empty())
        };
        let first = selected.iter().position(is_block);
        let mut introduced = HashSet::new();
        let structured_data = self.structured_data(&selected);
        let mut rendered: Vec<Occurrence<_>> = Vec::with_capacity(selected.len());
        for (at, (occurrence, markers)) in selected.into_iter().zip(markers).enumerate() {
            let next = (Some(at) == last)
                .then(|| self.study_path.of_chapter(chapter.path.as_deref().unwrap_or_default()));
            rendered.push(occurrence.and_then(|site, selected| {
                let anchors = self.book.is_html().then_some(&mut self.anchors);
                let has_head = Some(at) == first;
                let mut section = Section::new(
                    selected,
                    site,
                    self.book,
                    &self.coverage,
                    anchors,
                    has_head,
                    next,
                );
                section.introduce_once(&mut introduced);
                self.renderer.render(section, &page, markers).map_err(|error| vec![error])
            }));
        }
        let sections = rendered.iter().filter_map(|occurrence| occurrence.outcome.as_ref().ok());
        let parts: BTreeSet<_> =
            sections.filter_map(|rendered| rendered.parts.clone()).flatten().collect();
        let assets = self.assets.as_ref();
        let assets =
            assets.and_then(|assets| assets.of_chapter(&page.chapter, &parts, &structured_data));
        let text = layout::fit(text, rendered, assets.as_ref(), dialect, &mut diagnostics);
        diagnostic::sort(&mut diagnostics);
        Expansion { text: Some(text), diagnostics }
    }

    /// Structured data of a chapter; empty if that is not wanted.
    fn structured_data(&self, selected: &[Occurrence<Selected>]) -> String {
        let BookContext { settings, catalogue, .. } = &**self.book;
        let is_wanted = self.book.is_html() && settings.html.structured_data;
        let mut seen = HashSet::new();
        let shown = selected.iter().filter(|_| is_wanted).filter_map(block_of_resources);
        let shown = shown.flat_map(|selected| selected.resources.iter().copied());
        let resources: Vec<usize> = shown.filter(|position| seen.insert(*position)).collect();
        if resources.is_empty() { String::new() } else { item_list(catalogue, &resources) }
    }
}

/// Selection of a directive, if it is a block that shows resources, and not topics.
fn block_of_resources(occurrence: &Occurrence<Selected>) -> Option<&Selected> {
    let selected = occurrence.outcome.as_ref().ok()?;
    (!selected.query.is_inline && selected.query.format.has_groups()).then_some(selected)
}

/// A warning about a directive that selects nothing.
fn empty(occurrence: &Occurrence<Selected>) -> Option<Diagnostic> {
    let is_empty = occurrence.outcome.as_ref().is_ok_and(|selected| selected.resources.is_empty());
    is_empty.then(|| {
        let message = "this directive selects no resources";
        Diagnostic::warning(Code::EmptySection, message).at(occurrence.site.span.clone())
    })
}

/// Checks the directives of chapters, whatever the catalogue has: for a book whose catalogue cannot be
/// read.
pub(crate) fn check(chapters: &[Chapter], dialect: Dialect) -> Vec<Expansion> {
    let check = |chapter: &Chapter| {
        let Scan { occurrences, warnings: mut diagnostics } = scan(&chapter.content, dialect);
        diagnostics.extend(occurrences.into_iter().filter_map(|o| o.outcome.err()).flatten());
        diagnostic::sort(&mut diagnostics);
        Expansion { text: None, diagnostics }
    };
    chapters.iter().map(check).collect()
}

/// Expands the directives of one chapter as plain Markdown, with the settings of a book that sets none.
///
/// ```
/// use mdbook_resources::{Catalogue, expand};
///
/// let expansion = expand("<<#resources imaginary-numbers-are-real>>\n", Catalogue::builtin());
/// let text = expansion.text.unwrap();
/// assert!(text.starts_with("- **[Imaginary Numbers are Real]("));
/// assert!(expansion.diagnostics.is_empty());
/// ```
pub fn expand(chapter: &str, catalogue: &Catalogue) -> Expansion {
    ExpandOptions::new().expand(chapter, catalogue)
}

/// Settings of a chapter that is in no book.
///
/// ```
/// use mdbook_resources::{Catalogue, ExpandOptions};
///
/// let options = ExpandOptions::new().renderer("html").path("guide/start.md");
/// let expansion = options.expand("<<#resources essence-of-calculus>>\n", Catalogue::builtin());
/// assert!(expansion.text.unwrap().contains("<ul class=\"resources-list\""));
/// ```
#[derive(Clone, Debug, Default)]
pub struct ExpandOptions {
    target: Target,
    path: Option<String>,
}

impl ExpandOptions {
    /// For a renderer that takes Markdown, and a chapter at the top of its book.
    pub fn new() -> Self {
        ExpandOptions::default()
    }

    /// The renderer, as mdBook calls it: `html` gets sections in HTML.
    #[must_use]
    pub fn renderer(self, renderer: &str) -> Self {
        ExpandOptions { target: Target::of(renderer), ..self }
    }

    /// Where the chapter stands, relative to the book's `src`: relative URLs are written from there.
    #[must_use]
    pub fn path(self, path: impl Into<String>) -> Self {
        ExpandOptions { path: Some(path.into()), ..self }
    }

    /// Expands the directives of one chapter.
    pub fn expand(&self, chapter: &str, catalogue: &Catalogue) -> Expansion {
        let config = BookConfig::default();
        let book = BookContext {
            target: self.target,
            dialect: Dialect::default(),
            settings: Settings::new(&config.language),
            config,
            catalogue: catalogue.clone(),
        };
        let path = self.path.as_deref().map(Into::into);
        let chapter = Chapter { path, ..Chapter::of_text(chapter) };
        let renderer = Renderer::shipped(book.dollar());
        one(&Arc::new(book), &renderer, &chapter)
    }
}

/// Expands a chapter that is in no book.
pub(crate) fn one(book: &Arc<BookContext>, renderer: &Renderer, chapter: &Chapter) -> Expansion {
    let (mut expansions, _) = chapters(book, renderer, std::slice::from_ref(chapter));
    // One chapter in, one expansion out.
    expansions.swap_remove(0)
}
