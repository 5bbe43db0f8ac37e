//! A chapter, and the place of a diagnostic in the author's own file.
//!
//! mdBook hands over chapters whose `{{#include}}`s are expanded already, so a place in the text that was
//! received is not always the place in the file.

use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::files;
use crate::includes::Replayed;
use crate::report::{Report, Source};

const APPROXIMATE: &str = "about here: another preprocessor has changed the chapter before";

/// A chapter as mdBook hands it over.
pub(crate) struct Chapter<'b> {
    pub(crate) name: &'b str,
    /// Where it will stand, relative to `src`; nothing for a draft.
    pub(crate) path: Option<&'b str>,
    /// The file it came from, relative to `src`; nothing for one that a preprocessor made.
    pub(crate) source_path: Option<&'b str>,
    pub(crate) content: &'b str,
}

impl Chapter<'_> {
    /// Reports each diagnostic at the best place that is known for it, in the book at `root` whose
    /// chapters stand in its folder `src`.
    pub(crate) fn report(
        &self,
        diagnostics: Vec<Diagnostic>,
        root: &Path,
        src: &str,
        report: &mut Report,
    ) {
        let read = |name: &str| files::read(root, name).ok();
        let file = self.source_path.and_then(|path| read(&format!("{src}/{path}")));
        let replayed = file.map(|file| Replayed::new(Rc::new(file), &read));
        let received = Rc::new(Source { name: self.file_name(src), text: self.content.to_owned() });
        for diagnostic in diagnostics {
            let place = replayed.as_ref().and_then(|file| in_file(&diagnostic, self.content, file));
            if let Some((file, diagnostic)) = place {
                report.add(&file, diagnostic);
            } else {
                report.add_noted(&received, diagnostic, replayed.is_some().then_some(APPROXIMATE));
            }
        }
    }

    /// What the author calls the chapter.
    fn file_name(&self, src: &str) -> String {
        match self.source_path.or(self.path) {
            Some(path) => format!("{src}/{path}"),
            None => self.name.to_owned(),
        }
    }
}

/// The diagnostic with its places in the author's file, where these are certain.
fn in_file(
    diagnostic: &Diagnostic,
    received: &str,
    replayed: &Replayed,
) -> Option<(Rc<Source>, Diagnostic)> {
    let exact = replayed.text() == received;
    let mut diagnostic = diagnostic.clone();
    let mut file: Option<Rc<Source>> = None;
    for mark in [&mut diagnostic.place, &mut diagnostic.related].into_iter().flatten() {
        let span =
            if exact { mark.span.clone() } else { moved(received, replayed.text(), &mark.span)? };
        let (source, span) = replayed.locate(&span)?;
        if file.as_ref().is_some_and(|file| file.name != source.name) {
            return None;
        }
        file = Some(Rc::clone(source));
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
