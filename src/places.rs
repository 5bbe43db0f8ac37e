//! The places of a chapter's diagnostics in the author's own files.
//!
//! mdBook hands over chapters whose `{{#include}}`s are expanded already, so a place in the text that was
//! received is not always the place in the file.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::chapter::Chapter;
use crate::config::{BookConfig, Build};
use crate::diagnostic::{Diagnostic, Finding, Findings, Source};
use crate::files;
use crate::includes::Replayed;
use crate::text::offset_in;

const APPROXIMATE: &str =
    "this place is approximate: another preprocessor changed the chapter first";

/// Adds each diagnostic at the best place that is known for it.
pub(crate) fn add(
    chapter: &Chapter,
    diagnostics: Vec<Diagnostic>,
    Build { root, config, .. }: &Build,
    findings: &mut Findings,
) {
    if diagnostics.is_empty() {
        return;
    }
    let read = |name: &str| files::read(root, name).ok();
    let file = chapter.source_path.as_ref().and_then(|path| read(&config.in_src(path)));
    let replayed = file.map(|file| Replayed::matching(&chapter.content, file, &read));
    let received = Source::new(file_name(chapter, config), &*chapter.content);
    let moves = replayed.as_ref().filter(|replayed| !replayed.is_exact());
    let moves = moves.map(|replayed| Moves::new(&chapter.content, replayed.text()));
    for diagnostic in diagnostics {
        let place = replayed.as_ref().and_then(|file| in_file(&diagnostic, moves.as_ref(), file));
        let is_moved = replayed.is_some() && diagnostic.place.is_some();
        let finding = match place {
            Some((file, diagnostic)) => Finding::in_source(&file, diagnostic),
            None => {
                Finding::in_source(&received, diagnostic).noted(is_moved.then_some(APPROXIMATE))
            }
        };
        findings.push(finding.in_chapter());
    }
}

/// What the author calls the chapter.
fn file_name(chapter: &Chapter, config: &BookConfig) -> String {
    match chapter.source_path.as_ref().or(chapter.path.as_ref()) {
        Some(path) => config.in_src(path),
        None => chapter.name.to_string(),
    }
}

/// The diagnostic with its places in the author's file; `None` if these are not certain.
fn in_file(
    diagnostic: &Diagnostic,
    moves: Option<&Moves>,
    replayed: &Replayed,
) -> Option<(Arc<Source>, Diagnostic)> {
    let mut diagnostic = diagnostic.clone();
    let mut file: Option<Arc<Source>> = None;
    for mark in diagnostic.own_marks() {
        let span = match moves {
            None => mark.span.clone(),
            Some(moves) => moves.moved(&mark.span)?,
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

/// From places in one text to the same places in another.
struct Moves<'t> {
    from: LinesOf<'t>,
    to: LinesOf<'t>,
}

impl<'t> Moves<'t> {
    fn new(from: &'t str, to: &'t str) -> Self {
        Moves { from: LinesOf::new(from), to: LinesOf::new(to) }
    }

    /// The same place in the other text, if the lines around it occur once in both.
    fn moved(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let from = self.from.text;
        let start = from[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = from[span.end..].find('\n').map_or(from.len(), |at| span.end + at);
        let lines = &from[start..end];
        self.from.only(lines)?;
        let at = self.to.only(lines)?;
        Some(at + span.start - start..at + span.end - start)
    }
}

/// A text by its lines.
struct LinesOf<'t> {
    text: &'t str,
    /// Where each line, without its end, stands.
    places: HashMap<&'t str, Vec<usize>>,
}

impl<'t> LinesOf<'t> {
    fn new(text: &'t str) -> Self {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for line in text.split('\n') {
            places.entry(without_return(line)).or_default().push(offset_in(text, line));
        }
        LinesOf { text, places }
    }

    /// Where these whole lines stand in the text, if it has them once.
    fn only(&self, lines: &str) -> Option<usize> {
        let (mut rarest, mut before): (&[usize], usize) = (&[], 0);
        for line in lines.split('\n') {
            let places = self.places.get(without_return(line))?;
            if rarest.is_empty() || places.len() < rarest.len() {
                (rarest, before) = (places, offset_in(lines, line));
            }
        }
        let are_here = |at: &usize| {
            let rest = self.text.get(*at..).and_then(|text| text.strip_prefix(lines));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['\r', '\n']))
        };
        let mut found = rarest.iter().filter_map(|at| at.checked_sub(before)).filter(are_here);
        let at = found.next()?;
        found.next().is_none().then_some(at)
    }
}

/// A line without the first half of its end in Windows' texts.
fn without_return(line: &str) -> &str {
    line.strip_suffix('\r').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::Moves;

    #[test]
    fn places_move_with_lines_that_occur_once() {
        let from = "one\ntwo\n\nagain\nmore\nagain\nlast";
        let to = "new\n\none\ntwo\r\n\nagain\nmore\nagain\nlast\nlast line";
        let moves = Moves::new(from, to);
        let found = |text: &str| {
            let (before, _) = from.split_once(text)?;
            let at = before.len();
            moves.moved(&(at..at + text.len())).map(|span| &to[span])
        };
        for text in ["one", "w", "last", "more\nag", "again\nm"] {
            assert_eq!(found(text), Some(text), "{text}");
        }
        for text in ["again", "two\n"] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn lines_that_are_in_the_middle_of_another_are_not_these() {
        let moves = Moves::new("a\nb", "xa\nb\na\nbx\nb");
        assert_eq!(moves.moved(&(0..3)), None);
        assert_eq!(moves.moved(&(0..1)), Some(5..6));
    }
}
