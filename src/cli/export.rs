//! `export --format NAME [SELECTION OPTION=VALUE …]`: the catalogue in another format.

use super::answer;
use super::arguments::CatalogueArgument;
use super::list::selected;
use crate::diagnostic::{FailOn, Findings};
use crate::export::Export;
use crate::export::FORMATS as EXPORTS;
use crate::setup::Setup;

/// Writes what is selected. Returns whether the selection could be read.
pub(super) fn run(
    words: &[String],
    format: &str,
    catalogue: &CatalogueArgument,
) -> anyhow::Result<bool> {
    let export = EXPORTS.iter().find(|(name, _)| *name == format).map(|(_, export)| *export);
    // A warning about the catalogue is for the book to stop at.
    answer(catalogue, Some(FailOn::Error), |setup, findings| {
        Ok(export.and_then(|export| exported(setup, words, export, findings)))
    })
}

fn exported(
    setup: &Setup,
    words: &[String],
    export: Export,
    findings: &mut Findings,
) -> Option<String> {
    let catalogue = setup.catalogue()?;
    let selected = selected(setup, words, findings)?;
    Some(if words.is_empty() {
        export(catalogue)
    } else {
        export(&catalogue.subset(selected.in_topics(catalogue)))
    })
}
