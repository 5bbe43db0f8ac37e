//! A chapter, and the place of a diagnostic in the author's own file.
//!
//! mdBook hands over chapters whose `{{#include}}`s are expanded already, so a place in the text that was
//! received is not always the place in the file.

use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::files;
use crate::report::{Report, Source};

const APPROXIMATE: &str =
    "the line is that of the chapter after its includes and other preprocessors";

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
        let file = self
            .source_path
            .and_then(|path| files::read(root, &format!("{src}/{path}")).ok())
            .map(Rc::new);
        let received = Rc::new(Source { name: self.file_name(src), text: self.content.to_owned() });
        for diagnostic in diagnostics {
            let in_file = file.as_ref().and_then(|file| {
                let moved = in_text(&diagnostic, &received.text, &file.text)?;
                Some((file, moved))
            });
            if let Some((file, diagnostic)) = in_file {
                report.add(file, diagnostic);
            } else {
                let remark = file.is_some().then_some(APPROXIMATE);
                report.add_noted(&received, diagnostic, remark);
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

/// The diagnostic with its places in another text, where these are certain.
fn in_text(diagnostic: &Diagnostic, from: &str, to: &str) -> Option<Diagnostic> {
    let mut diagnostic = diagnostic.clone();
    if from != to {
        let marks = [&mut diagnostic.place, &mut diagnostic.related];
        for mark in marks.into_iter().flatten() {
            mark.span = moved(from, to, &mark.span)?;
        }
    }
    Some(diagnostic)
}

/// The same place in another text, if the lines around it occur there once.
fn moved(from: &str, to: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let start = from[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = from[span.end..].find('\n').map_or(from.len(), |at| span.end + at);
    let lines = &from[start..end];
    let mut matches = to.match_indices(lines);
    let (at, _) = matches.next()?;
    let unique = matches.next().is_none();
    unique.then(|| at + span.start - start..at + span.end - start)
}
