//! From chapters to chapters, pass by pass: scan → read → select → arrange → render → fit → splice. Text in, text
//! and diagnostics out.

use std::collections::HashSet;
use std::sync::Arc;

use crate::catalogue::{Catalogue, slug};
use crate::chapter::Chapter;
use crate::coverage::Coverage;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::directive::{Occurrence, Scan, scan};
use crate::format::Formats;
use crate::layout;
use crate::markdown::Dialect;
use crate::markdown::guard::guarded;
use crate::query::{Query, Selected};
use crate::render::{Assets, Page, Renderer, item_list};
use crate::section::{Anchors, Section, StudyPath};
use crate::settings::HtmlSettings;
use crate::words::Words;

/// What chapters are expanded with: the same for all chapters of a book.
#[derive(Debug)]
pub(crate) struct Expander<'b> {
    pub(crate) catalogue: &'b Catalogue,
    pub(crate) formats: &'b Formats,
    pub(crate) renderer: &'b Renderer,
    /// What a directive without options asks for.
    pub(crate) defaults: &'b Query,
    /// How the book's Markdown is read.
    pub(crate) dialect: Dialect,
    /// Whether pages run `MathJax`.
    pub(crate) mathjax: bool,
    /// What comes with the sections of mdBook's `html`; `None` for another renderer.
    pub(crate) html: Option<&'b Arc<HtmlSettings>>,
    /// Whether the renderer takes links to HTML files for links to chapters.
    pub(crate) has_html_files: bool,
    /// What is written on pages.
    pub(crate) words: &'b Arc<Words>,
    /// The book's language, if it says one.
    pub(crate) language: Option<&'b str>,
}

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

impl Expander<'_> {
    /// Expands the chapters of a book, in its order, and says what they show.
    pub(crate) fn expand(&self, chapters: &[Chapter]) -> (Vec<Expansion>, Arc<Coverage>) {
        // The whole book is read before any of it is written: overviews link to chapters that come later.
        let scans = chapters.iter().map(|chapter| scan_guarded(chapter, self.dialect));
        let read: Vec<_> = scans.map(|scan| self.read(scan)).collect();
        let shown = chapters.iter().zip(read.iter().map(|(selected, _)| &**selected));
        let coverage = Arc::new(Coverage::of(shown));
        let follows = self.html.is_some_and(|html| html.progress);
        let path =
            if follows { StudyPath::new(self.catalogue, &coverage) } else { StudyPath::default() };
        let mut anchors = Anchors::default();
        let assets = self.html.map(|html| Assets::new(html, self.words));
        let expand = |(chapter, read)| {
            let write =
                || self.write(chapter, read, &coverage, &path, &mut anchors, assets.as_ref());
            let unreadable = || Expansion { text: None, diagnostics: vec![unreadable()] };
            guarded(write).unwrap_or_else(unreadable)
        };
        (chapters.iter().zip(read).map(expand).collect(), Arc::clone(&coverage))
    }

    /// What the directives of a chapter ask for, and what the catalogue has of it.
    fn read(&self, scan: Scan) -> (Vec<Occurrence<Selected>>, Vec<Diagnostic>) {
        let Scan { occurrences, warnings: mut diagnostics } = scan;
        let read = |occurrence: Occurrence<_>| {
            occurrence.and_then(|site, directive| {
                let query = self.defaults.read(&directive, site, self.formats, self.catalogue)?;
                Ok(query.select(self.catalogue))
            })
        };
        let selected: Vec<Occurrence<Selected>> = occurrences.into_iter().map(read).collect();
        diagnostics.extend(selected.iter().filter_map(empty));
        (selected, diagnostics)
    }

    /// The chapter with what its directives ask for in their places.
    fn write(
        &self,
        chapter: &Chapter,
        (selected, mut diagnostics): (Vec<Occurrence<Selected>>, Vec<Diagnostic>),
        coverage: &Arc<Coverage>,
        study_path: &StudyPath,
        anchors: &mut Anchors,
        assets: Option<&Assets>,
    ) -> Expansion {
        if selected.is_empty() {
            return Expansion { text: None, diagnostics };
        }
        let (text, page) = (&*chapter.content, self.page(chapter));
        anchors.enter(&page.chapter, chapter.path.as_deref());
        let markers = layout::markers(text, &selected);
        let last = last_block(&selected);
        let structured_data = self.structured_data(&selected);
        let rendered =
            selected.into_iter().zip(markers).enumerate().map(|(at, (occurrence, markers))| {
                occurrence.and_then(|site, selected| {
                    let anchors = page.html.is_some().then_some(&mut *anchors);
                    let mut section =
                        Section::new(selected, site, self.catalogue, coverage, self.words, anchors);
                    section.is_last = Some(at) == last;
                    if let Some(path) = chapter.path.as_deref().filter(|_| section.is_last) {
                        section.study_path = study_path.of_chapter(path);
                    }
                    self.renderer.render(section, &page, markers).map_err(|error| vec![error])
                })
            });
        let rendered: Vec<Occurrence<_>> = rendered.collect();
        let spans: Vec<_> =
            rendered.iter().map(|occurrence| occurrence.site.span.clone()).collect();
        let sections = rendered.iter().filter_map(|occurrence| occurrence.outcome.as_ref().ok());
        let sections = sections.map(|rendered| &*rendered.text);
        let assets = assets.and_then(|assets| assets.of_chapter(&page, sections, &structured_data));
        let patches = layout::fit(text, rendered, assets.as_ref(), self.dialect, &mut diagnostics);
        let text = layout::splice_checked(text, patches, &spans, self.dialect, &mut diagnostics);
        diagnostic::sort(&mut diagnostics);
        Expansion { text: Some(text), diagnostics }
    }

    /// What the chapter shows, for machines; empty if that is not wanted.
    fn structured_data(&self, selected: &[Occurrence<Selected>]) -> String {
        let is_wanted = self.html.is_some_and(|html| html.structured_data);
        let mut seen = HashSet::new();
        let shown = selected.iter().filter(|_| is_wanted).filter_map(block_of_resources);
        let shown = shown.flat_map(|selected| selected.resources.iter().copied());
        let resources: Vec<usize> = shown.filter(|position| seen.insert(*position)).collect();
        if resources.is_empty() { String::new() } else { item_list(self.catalogue, &resources) }
    }

    fn page(&self, chapter: &Chapter) -> Page {
        let path = chapter.path.as_deref().unwrap_or_default();
        Page {
            html: self.html.cloned(),
            language: self.language.map(str::to_owned),
            words: Arc::clone(self.words),
            smart_punctuation: self.dialect.smart_punctuation,
            mathjax: self.mathjax && self.html.is_some(),
            has_html_files: self.has_html_files,
            chapter: slug(path.strip_suffix(".md").unwrap_or(path)),
            depth: path.matches(['/', '\\']).count(),
        }
    }
}

/// The last block of a chapter that shows resources: the place to say what to go on with.
fn last_block(selected: &[Occurrence<Selected>]) -> Option<usize> {
    selected.iter().rposition(|occurrence| block_of_resources(occurrence).is_some())
}

/// What a directive selects, if it is a block that shows resources, and not topics.
fn block_of_resources(Occurrence { site, outcome }: &Occurrence<Selected>) -> Option<&Selected> {
    let selected = outcome.as_ref().ok().filter(|_| !site.is_inline())?;
    selected.query.format.has_groups().then_some(selected)
}

/// The directives of a chapter, or an error if the parser panics on it.
fn scan_guarded(chapter: &Chapter, dialect: Dialect) -> Scan {
    guarded(|| scan(&chapter.content, dialect))
        .unwrap_or_else(|| Scan { occurrences: Vec::new(), warnings: vec![unreadable()] })
}

fn unreadable() -> Diagnostic {
    let message = "the Markdown parser fails on this chapter, and mdBook's own does, too";
    Diagnostic::error(Code::UnreadableChapter, message).help(
        "leave out half of the chapter, then half of that, to find the lines that it fails on",
    )
}

/// A warning about a directive that selects nothing.
fn empty(occurrence: &Occurrence<Selected>) -> Option<Diagnostic> {
    let is_empty = occurrence.outcome.as_ref().is_ok_and(|selected| selected.resources.is_empty());
    is_empty.then(|| {
        let message = "this directive selects no resources";
        Diagnostic::warning(Code::EmptySection, message).at(occurrence.site.span.clone())
    })
}

/// What is wrong with the directives of chapters, whatever the catalogue has: for a book whose catalogue cannot be
/// read.
pub(crate) fn check(chapters: &[Chapter], dialect: Dialect) -> Vec<Expansion> {
    let check = |chapter: &Chapter| {
        let Scan { occurrences, warnings: mut diagnostics } = scan_guarded(chapter, dialect);
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

/// How a chapter is expanded that is in no book.
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
    is_html: bool,
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
        ExpandOptions { is_html: renderer == HTML, ..self }
    }

    /// Where the chapter stands, relative to the book's `src`: relative URLs are written from there.
    #[must_use]
    pub fn path(self, path: impl Into<String>) -> Self {
        ExpandOptions { path: Some(path.into()), ..self }
    }

    /// Expands the directives of one chapter.
    pub fn expand(&self, chapter: &str, catalogue: &Catalogue) -> Expansion {
        let formats = Formats::builtin();
        let (html, words) = (Arc::default(), Arc::default());
        let expander = Expander {
            catalogue,
            formats: &formats,
            renderer: &Renderer::default(),
            defaults: &Query::new(&formats),
            dialect: Dialect::default(),
            mathjax: false,
            html: self.is_html.then_some(&html),
            has_html_files: false,
            words: &words,
            language: None,
        };
        let path = self.path.as_deref().map(Into::into);
        expander.expand_one(&Chapter { path, ..Chapter::of_text(chapter) })
    }
}

/// The renderer that makes HTML files of chapters, and leaves links to them as they are.
pub(crate) const EPUB: &str = "epub";

/// The renderer of mdBook that sections have HTML of their own for.
pub(crate) const HTML: &str = "html";

impl Expander<'_> {
    /// Expands a chapter that is in no book.
    pub(crate) fn expand_one(&self, chapter: &Chapter) -> Expansion {
        let (mut expansions, _) = self.expand(std::slice::from_ref(chapter));
        // One chapter in, one expansion out.
        expansions.swap_remove(0)
    }
}
