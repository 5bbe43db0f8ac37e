//! One build of a book for one renderer: settings, catalogue, then chapter by chapter.
//!
//! Both the command, which speaks mdBook's JSON, and the library's [`Preprocessor`] come through here.
//!
//! [`Preprocessor`]: crate::Resources

use std::collections::HashSet;

use crate::catalogue::Catalogue;
use crate::chapter::Chapter;
use crate::config::{Build, src};
use crate::diagnostic::Severity;
use crate::directive::{Scanned, scan};
use crate::expand::Expansion;
use crate::prepare::Prepared;
use crate::presented::{Link, Presented};
use crate::report::Report;

/// What has become of a book.
pub(crate) struct Outcome {
    pub(crate) report: Report,
    /// For each chapter its new text, where that is another; nothing where the build has to stop.
    pub(crate) contents: Option<Vec<Option<String>>>,
    /// Ids of the resources that are shown somewhere.
    pub(crate) shown: HashSet<String>,
}

/// Expands all chapters of a book.
pub(crate) fn expand(build: &Build, chapters: &[Chapter]) -> Outcome {
    let mut report = Report::default();
    let prepared = Prepared::for_build(build, &mut report);
    let mut outcome = expand_with(build, &prepared, chapters);
    report.extend(std::mem::take(&mut outcome.report));
    Outcome { report, ..outcome }
}

/// Expands all chapters of a book with what has been read for it.
pub(crate) fn expand_with(build: &Build, prepared: &Prepared, chapters: &[Chapter]) -> Outcome {
    let fail_on = prepared.settings.fail_on;
    let src = src(build.config);
    // The whole book is read before any of it is written: overviews link to chapters that come later.
    let scanned: Vec<Scanned> =
        chapters.iter().map(|chapter| scan(chapter.content, prepared.dialect)).collect();
    let mut expander = prepared.expander(build.renderer);
    if let Some(expander) = &mut expander {
        expander.presented = Some(presented(expander.catalogue, chapters, &scanned));
    }
    let mut report = Report::default();
    let mut contents = Vec::with_capacity(chapters.len());
    for (chapter, scanned) in chapters.iter().zip(scanned) {
        let expansion = match &mut expander {
            Some(expander) => {
                expander.chapter(chapter.path.unwrap_or_default(), chapter.content, scanned)
            }
            None => Expansion { text: None, diagnostics: scanned.diagnostics() },
        };
        if !expansion.diagnostics.is_empty() {
            chapter.report(expansion.diagnostics, build.root, src, &mut report);
        }
        contents.push(expansion.text);
    }
    let stops = report.worst().is_some_and(|severity| fail_on.stops_at(severity));
    if stops && report.worst() == Some(Severity::Warning) {
        report.stop_at_warnings();
    }
    let builds = prepared.is_sound && !stops;
    let shown = expander.map(|expander| expander.shown).unwrap_or_default();
    Outcome { report, contents: builds.then_some(contents), shown }
}

fn presented(catalogue: &Catalogue, chapters: &[Chapter], scanned: &[Scanned]) -> Presented {
    let mut presented = Presented::default();
    for (chapter, scanned) in chapters.iter().zip(scanned) {
        let Some(path) = chapter.path else { continue };
        let link = Link { title: chapter.name.to_owned(), path: path.replace('\\', "/") };
        presented.note(catalogue, &scanned.found, &link);
    }
    presented
}
