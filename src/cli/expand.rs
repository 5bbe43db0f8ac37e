//! `expand [FILE]`: Markdown in, expanded Markdown out.

use std::path::Path;

use super::arguments::CatalogueArgument;
use super::streams::{print, source};
use crate::chapter::Chapter;
use crate::config::Target;
use crate::diagnostic::{Finding, Findings};
use crate::expand;
use crate::report::Report;

/// Expands one file. Returns whether all went well; if not, nothing is written.
pub(super) fn run(
    file: Option<&Path>,
    renderer: &str,
    catalogue: &CatalogueArgument,
) -> anyhow::Result<bool> {
    let mut findings = Findings::default();
    let (name, source) = source(file)?;
    let source = source.map_err(|diagnostic| findings.add_for_file(name, diagnostic)).ok();
    let setup = catalogue.setup(Target::of(renderer), &mut findings);
    let policy = setup.as_ref().map(|setup| setup.book.settings.policy.clone()).unwrap_or_default();
    let setup = setup.as_ref().filter(|setup| setup.catalogue().is_some());
    let text = source.zip(setup).map(|(source, setup)| {
        let chapter = Chapter::of_text(&source.text);
        let expansion = expand::one(&setup.book, &setup.renderer, &chapter);
        for diagnostic in expansion.diagnostics {
            findings.push(Finding::in_source(&source, diagnostic).in_chapter());
        }
        expansion.text.unwrap_or_else(|| source.text.clone())
    });
    let report = Report::new(findings, &policy);
    report.print()?;
    match text.filter(|_| !report.stops()) {
        Some(text) => print(&text).map(|()| true),
        None => Ok(false),
    }
}
