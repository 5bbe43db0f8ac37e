//! The place of a diagnostic in the author's own file.
//!
//! mdBook hands over chapters whose `{{#include}}`s are expanded already, so a place in the text that was
//! received is not always the place in the file.

use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use crate::book::Chapter;
use crate::diagnostic::Diagnostic;
use crate::files;
use crate::report::{Report, Source};

const APPROXIMATE: &str =
    "the line is that of the chapter after its includes and other preprocessors";

/// The file of a chapter, as far as there is one, and the text that was received.
pub(crate) struct ChapterSource {
    received: Rc<Source>,
    file: Option<Rc<Source>>,
}

impl ChapterSource {
    /// `folder` is where the chapter's file is looked for, `src` how the author calls that.
    pub(crate) fn of(chapter: &Chapter, folder: &Path, src: &str) -> Self {
        let named = |path: &str| format!("{src}/{path}");
        let file = chapter.source_path.and_then(|path| files::read(folder, path).ok());
        let name = match (chapter.source_path, chapter.path) {
            (Some(path), _) | (None, Some(path)) => named(path),
            (None, None) => chapter.name.to_owned(),
        };
        let file = file.map(|file| Rc::new(Source { name: name.clone(), text: file.text }));
        let received = Rc::new(Source { name, text: chapter.content.to_owned() });
        ChapterSource { received, file }
    }

    /// Reports each diagnostic at the best place that is known for it.
    pub(crate) fn report(&self, diagnostics: Vec<Diagnostic>, report: &mut Report) {
        for diagnostic in diagnostics {
            match self.in_file(&diagnostic) {
                Some((file, diagnostic)) => report.add(file, diagnostic),
                None => report.add_noted(&self.received, diagnostic, self.remark()),
            }
        }
    }

    /// The diagnostic with its place in the file, where that is certain.
    fn in_file(&self, diagnostic: &Diagnostic) -> Option<(&Rc<Source>, Diagnostic)> {
        let file = self.file.as_ref()?;
        let mut diagnostic = diagnostic.clone();
        if file.text != self.received.text {
            let marks = [&mut diagnostic.place, &mut diagnostic.related];
            for mark in marks.into_iter().flatten() {
                mark.span = moved(&self.received.text, &file.text, &mark.span)?;
            }
        }
        Some((file, diagnostic))
    }

    fn remark(&self) -> Option<&'static str> {
        self.file.is_some().then_some(APPROXIMATE)
    }
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
