//! The places of a chapter's diagnostics in the author's own files.
//!
//! mdBook hands over chapters whose `{{#include}}`s are expanded already, so a place in the text that was
//! received is not always the place in the file.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::chapter::Chapter;
use crate::diagnostic::{Diagnostic, Finding, Findings, Source};
use crate::files;
use crate::includes::Replayed;

const APPROXIMATE: &str =
    "this place is approximate: another preprocessor changed the chapter first";

/// Adds each diagnostic at the best place that is known for it, in the book at `root` whose chapters are in its
/// folder `src`.
pub(crate) fn add(
    chapter: &Chapter,
    diagnostics: Vec<Diagnostic>,
    root: &Path,
    src: &str,
    findings: &mut Findings,
) {
    if diagnostics.is_empty() {
        return;
    }
    let read = |name: &str| files::read(root, name).ok();
    let file = chapter.source_path.as_ref().and_then(|path| read(&format!("{src}/{path}")));
    let replayed = file.map(|file| Replayed::matching(&chapter.content, file, &read));
    let received = Source::new(file_name(chapter, src), &*chapter.content);
    for diagnostic in diagnostics {
        let place = replayed.as_ref().and_then(|file| in_file(&diagnostic, &chapter.content, file));
        let finding = match place {
            Some((file, diagnostic)) => Finding::in_source(&file, diagnostic),
            None => Finding::in_source(&received, diagnostic)
                .noted(replayed.is_some().then_some(APPROXIMATE)),
        };
        findings.push(finding.in_chapter());
    }
}

/// What the author calls the chapter.
fn file_name(chapter: &Chapter, src: &str) -> String {
    match chapter.source_path.as_ref().or(chapter.path.as_ref()) {
        Some(path) => format!("{src}/{path}"),
        None => chapter.name.to_string(),
    }
}

/// The diagnostic with its places in the author's file; `None` if these are not certain.
fn in_file(
    diagnostic: &Diagnostic,
    received: &str,
    replayed: &Replayed,
) -> Option<(Arc<Source>, Diagnostic)> {
    let mut diagnostic = diagnostic.clone();
    let mut file: Option<Arc<Source>> = None;
    for mark in diagnostic.own_marks() {
        let span = if replayed.is_exact() {
            mark.span.clone()
        } else {
            moved(received, replayed.text(), &mark.span)?
        };
        let (source, span) = replayed.locate(&span)?;
        if file.as_ref().is_some_and(|file| file.name != source.name) {
            return None;
        }
        file = Some(Arc::clone(source));
        mark.span = span;
    }
    Some((file?, diagnostic))
}

/// The same place in another text, if the lines around it occur once in both.
fn moved(from: &str, to: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let start = from[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = from[span.end..].find('\n').map_or(from.len(), |at| span.end + at);
    let lines = &from[start..end];
    only_lines(from, lines)?;
    let at = only_lines(to, lines)?;
    Some(at + span.start - start..at + span.end - start)
}

/// Where these whole lines stand in a text that has them once.
fn only_lines(text: &str, lines: &str) -> Option<usize> {
    let are_whole = |at: usize| {
        let end = at + lines.len();
        (at == 0 || text[..at].ends_with('\n'))
            && (end == text.len() || text[end..].starts_with(['\r', '\n']))
    };
    let mut places = text.match_indices(lines).map(|(at, _)| at).filter(|at| are_whole(*at));
    let at = places.next()?;
    places.next().is_none().then_some(at)
}
