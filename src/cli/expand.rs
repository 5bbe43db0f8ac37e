//! `expand [FILE]`: Markdown in, expanded Markdown out.

use std::path::Path;

use super::arguments::CatalogueArgument;
use super::streams::{print, source};
use crate::chapter::Chapter;
use crate::diagnostic::{Finding, Findings};
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
    let setup = catalogue.setup(&mut findings);
    let policy = setup.as_ref().map(|setup| setup.settings.policy.clone()).unwrap_or_default();
    let expander = setup.as_ref().and_then(|setup| setup.expander(renderer));
    let text = source.zip(expander).map(|(source, expander)| {
        let expansion = expander.expand_one(&Chapter::of_text(&source.text));
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
