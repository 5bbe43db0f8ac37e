//! Relative URLs of a catalogue that lead to no page and no file of the book.

use std::collections::HashSet;
use std::path::Path;

use crate::catalogue::{Catalogue, Resource};
use crate::chapter::Chapter;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::files;
use crate::setup::Setup;
use crate::url;

/// Where relative URLs of a book can lead.
pub(super) struct Targets<'b> {
    root: &'b Path,
    src: &'b str,
    /// The chapters' files and the pages that are made of them, relative to `src`.
    pages: HashSet<String>,
}

impl<'b> Targets<'b> {
    pub(super) fn new(root: &'b Path, src: &'b str, chapters: &[Chapter]) -> Self {
        let mut pages = HashSet::new();
        for chapter in chapters {
            pages.extend(chapter.source_path.as_deref().map(str::to_owned));
            if let Some(path) = &chapter.path {
                pages.insert(Path::new(&**path).with_extension("html").to_string_lossy().into());
            }
        }
        Targets { root, src, pages }
    }

    /// Reports every resource with a URL that leads nowhere, at its place in the catalogue.
    pub(super) fn check(&self, setup: &Setup, catalogue: &Catalogue, findings: &mut Findings) {
        for resource in catalogue.resources() {
            let Some(origin) = resource.origins.iter().find(|origin| origin.field == "url") else {
                continue;
            };
            for problem in urls(resource).filter_map(|written| self.problem(resource, written)) {
                let warning = Diagnostic::warning(Code::MissingTarget, problem);
                let warning = warning.at_known(origin.span.clone());
                findings.add(&setup.catalogue_file(origin.layer), warning);
            }
        }
    }

    /// What is wrong with a URL; `None` if nothing is, or nothing can be known.
    fn problem(&self, resource: &Resource, written: &str) -> Option<String> {
        if !url::is_relative(written) {
            return None;
        }
        let placed = url::decoded(url::path(&url::from_depth(&resource.base, written, 0)));
        let path = url::normalised(&placed)?;
        let [is_markdown, is_html] = [".md", ".html"].map(|ending| path.ends_with(ending));
        if path.is_empty() || path.ends_with('/') || self.pages.contains(&path) {
            return None;
        }
        let is_file = files::exists(self.root, &format!("{}/{path}", self.src));
        match (is_markdown || is_html, is_file) {
            (true, _) if !is_html || !is_file => {
                Some(format!("`{written}` is not a page of the book"))
            }
            (_, true) => None,
            (_, false) => Some(format!("`{written}` is not a file in `{}`", self.src)),
        }
    }
}

/// All that a resource links to.
fn urls(resource: &Resource) -> impl Iterator<Item = &str> {
    let authors = resource.authors.iter().filter_map(|author| author.url.as_deref());
    let parts = resource.parts.iter().map(|part| &*part.url);
    let own = [Some(&*resource.url), resource.archived.as_deref()].into_iter().flatten();
    own.chain(parts).chain(authors)
}
