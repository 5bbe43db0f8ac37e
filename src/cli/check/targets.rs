//! Relative links of chapters and of a catalogue that lead to no page and no file of the book.

use std::collections::HashSet;
use std::path::Path;

use pulldown_cmark::{Event, LinkType, Tag};

use super::book::Book;
use crate::catalogue::{Catalogue, Origin, ResourceUrl};
use crate::chapter::Chapter;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::files;
use crate::markdown::parse::parse;
use crate::markdown::{Dialect, FIXED};
use crate::setup::Setup;
use crate::url;

/// Pages that mdBook makes by itself.
const OWN_PAGES: [&str; 4] = ["index.html", "print.html", "404.html", "toc.html"];

/// Where relative URLs of a book can lead.
pub(super) struct Targets<'b> {
    book: &'b Book,
    /// The pages, relative to `src`, as they are and as links of chapters name them.
    pages: HashSet<String>,
    /// The chapters' files, as a catalogue can name them.
    sources: HashSet<String>,
}

impl<'b> Targets<'b> {
    pub(super) fn new(book: &'b Book) -> Self {
        let mut pages: HashSet<String> = OWN_PAGES.map(str::to_owned).into();
        for chapter in &book.chapters {
            let path = chapter.path.as_deref().unwrap_or_default();
            let html = Path::new(path).with_extension("html");
            pages.extend([path, &html.to_string_lossy()].into_iter().filter_map(url::normalised));
        }
        pages.extend(book.config.html.redirects.iter().cloned());
        let sources = book.chapters.iter().filter_map(|chapter| chapter.source_path.as_deref());
        let sources = sources.filter_map(url::normalised).collect();
        Targets { book, pages, sources }
    }

    /// The links and images of a chapter that lead nowhere, at their places in its text.
    pub(super) fn in_chapter(&self, chapter: &Chapter, dialect: Dialect) -> Vec<Diagnostic> {
        let path = chapter.source_path.as_deref().unwrap_or_default();
        let folder = path.rfind('/').map_or("", |at| &path[..=at]);
        // A chapter on which the parser panics has an error of its own.
        let events = parse(&chapter.content, dialect.options()).unwrap_or_default();
        let problem = |(event, span)| match event {
            Event::Start(
                Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. },
            ) if !matches!(link_type, LinkType::Autolink | LinkType::Email) => {
                let problem = self.problem(folder, &dest_url)?;
                let is_readme =
                    self.sources.contains(&url::normalised(&placed(folder, &dest_url))?);
                let help = is_readme.then(|| {
                    "mdBook makes `index.html` of a README: link to `index.md`".to_owned()
                });
                Some(Diagnostic::warning(Code::MissingTarget, problem).at(span).help_known(help))
            }
            _ => None,
        };
        events.into_iter().filter_map(problem).collect()
    }

    /// Reports every resource with a URL that leads nowhere, at its place in the catalogue.
    pub(super) fn in_catalogue(
        &self,
        setup: &Setup,
        catalogue: &Catalogue,
        findings: &mut Findings,
    ) {
        for resource in catalogue.resources() {
            let is_source = |url: &str| {
                let path = url::normalised(&placed(&resource.base, url));
                path.is_some_and(|path| self.sources.contains(&path))
            };
            for ResourceUrl { url, field, .. } in resource.urls().filter(|it| !is_source(it.url)) {
                let Some(problem) = self.problem(&resource.base, url) else { continue };
                let Some(origin) = Origin::of(field, &resource.origins) else { continue };
                let warning = Diagnostic::warning(Code::MissingTarget, problem);
                let warning = warning.at_known(origin.span.clone());
                findings.add(&setup.catalogue_file(origin.layer), warning);
            }
            let text = resource.facts.description.as_deref();
            self.in_text(setup, text, &resource.base, "description", &resource.origins, findings);
        }
        for topic in catalogue.topics() {
            let text = topic.introduction.as_deref();
            self.in_text(setup, text, "", "introduction", &topic.origins, findings);
        }
    }

    /// Reports every link of a description or introduction that leads nowhere.
    fn in_text(
        &self,
        setup: &Setup,
        text: Option<&str>,
        base: &str,
        field: &str,
        origins: &[Origin],
        findings: &mut Findings,
    ) {
        let events = text.and_then(|text| parse(text, FIXED)).unwrap_or_default();
        for (event, _) in events {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event
            else {
                continue;
            };
            let is_source = url::normalised(&placed(base, &dest_url))
                .is_some_and(|path| self.sources.contains(&path));
            let Some(problem) = self.problem(base, &dest_url).filter(|_| !is_source) else {
                continue;
            };
            let Some(origin) = Origin::of(field, origins) else { continue };
            let warning = Diagnostic::warning(Code::MissingTarget, problem);
            let warning = warning.at_known(origin.span.clone());
            findings.add(&setup.catalogue_file(origin.layer), warning);
        }
    }

    /// Problem of a URL that is relative to the folder `base` in `src`; `None` if there is none, or nothing can
    /// be known.
    fn problem(&self, base: &str, written: &str) -> Option<String> {
        if !url::is_relative(written) {
            return None;
        }
        let path = url::normalised(&placed(base, written))?;
        let [is_markdown, is_html] = [".md", ".html"].map(|ending| path.ends_with(ending));
        let is_page = |path: &str| self.pages.contains(path);
        if path.is_empty() || path.ends_with('/') || is_page(&path) {
            return None;
        }
        // Web servers show the page of a folder.
        if is_page(&format!("{path}/index.html")) {
            return None;
        }
        let Book { root, config, .. } = self.book;
        // A host that is written without its scheme is told as one.
        if url::written_host(written).is_some() {
            return None;
        }
        let is_file = files::exists(root, &config.in_src(&path));
        match (is_markdown || is_html, is_file) {
            (true, _) if !is_html || !is_file => {
                Some(format!("`{written}` is not a page of the book"))
            }
            (_, true) => None,
            (_, false) => {
                let src = if config.src.is_empty() { "." } else { &config.src };
                Some(format!("`{written}` is not a file in `{src}`"))
            }
        }
    }
}

/// The path of a URL that is relative to the folder `base`.
fn placed(base: &str, written: &str) -> String {
    url::decoded(url::path(&url::from_depth(base, written, 0)))
}
