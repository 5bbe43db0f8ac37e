//! One build of a book for one renderer: what it sets, then its chapters.
//!
//! Every front end that has a book comes through here: mdBook's JSON, the library's [`Preprocessor`], `check`.
//!
//! [`Preprocessor`]: crate::Resources

use std::borrow::Cow;
use std::sync::Arc;

use crate::chapter::Chapter;
use crate::config::Build;
use crate::coverage::Coverage;
use crate::diagnostic::Findings;
use crate::directive::{Restored, in_blocks_of, may_contain_directive, restored};
use crate::expand::{self, Expansion};
use crate::places;
use crate::report::Report;
use crate::setup::{self, Setup};

/// Result of a build: report and new contents of chapters.
pub(crate) struct Outcome {
    pub(crate) report: Report,
    /// For each chapter its new text, or `None` if that is the old one; `None` if the build has to stop.
    pub(crate) contents: Option<Vec<Option<String>>>,
}

/// Expands all chapters of a book.
pub(crate) fn build(build: &Build, chapters: &[Chapter]) -> Outcome {
    let mut findings = Findings::default();
    let settings = setup::settings(build, &mut findings);
    let policy = settings.policy.clone();
    let contents = if chapters.iter().any(|chapter| may_contain_directive(&chapter.content)) {
        let setup = Setup::new(build, settings, &mut findings);
        expand(build, &setup, chapters, &mut findings).0
    } else {
        // Nobody asks for the catalogue or a template: their files stay closed.
        vec![None; chapters.len()]
    };
    let report = Report::new(findings, &policy);
    let contents = (!report.stops()).then_some(contents);
    Outcome { report, contents }
}

/// The new texts of all chapters, and what they show.
pub(crate) fn expand(
    build: &Build,
    setup: &Setup,
    received: &[Chapter],
    findings: &mut Findings,
) -> (Vec<Option<String>>, Arc<Coverage>) {
    let dialect = setup.book.dialect;
    let mut chapters: Vec<Chapter> = Vec::with_capacity(received.len());
    for chapter in received {
        let file = || places::with_includes(chapter, build);
        let Restored { text, warnings } = restored(&chapter.content, file, dialect);
        let mut diagnostics = warnings;
        diagnostics.extend(in_blocks_of(&chapter.content, build.config.behind_us(), dialect));
        places::add(chapter, diagnostics, build, findings);
        let content = text.map_or(Cow::Borrowed(&*chapter.content), Cow::Owned);
        chapters.push(Chapter { content, ..chapter.borrowed() });
    }
    let (expansions, coverage) = match setup.catalogue() {
        Some(_) => expand::chapters(&setup.book, &setup.renderer, &chapters),
        None => (expand::check(&chapters, dialect), Arc::default()),
    };
    let place = |(chapter, Expansion { text, diagnostics })| {
        places::add(chapter, diagnostics, build, findings);
        text
    };
    (chapters.iter().zip(expansions).map(place).collect(), coverage)
}
