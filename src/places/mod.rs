//! The places of a chapter's diagnostics in the author's own files.
//!
//! mdBook hands over chapters whose `{{#include}}`s are expanded already, and other preprocessors may have changed them.
//! A line of the text that was received is looked for in the chapter's file with its includes: of several that are
//! alike, the k-th is the k-th.

mod includes;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

pub(crate) use includes::Replayed;

use crate::chapter::Chapter;
use crate::config::{BookConfig, Build};
use crate::diagnostic::{Diagnostic, Finding, Findings, Source};
use crate::files;
use crate::text::offset_in;

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
    let replayed = file.map(|file| Replayed::new(file, &read));
    let received = Source::new(file_name(chapter, config), &*chapter.content);
    let moves = replayed.as_ref().filter(|replayed| replayed.text() != chapter.content);
    let moves = moves.map(|replayed| Moves::new(&chapter.content, replayed.text()));
    for diagnostic in diagnostics {
        let place = replayed.as_ref().and_then(|file| in_file(&diagnostic, moves.as_ref(), file));
        let finding = match (place, &replayed) {
            (Some((file, diagnostic)), _) => Finding::in_source(&file, diagnostic),
            (None, Some(_)) => Finding::in_received(&received, diagnostic),
            (None, None) => Finding::in_source(&received, diagnostic),
        };
        findings.push(finding.in_chapter());
    }
}

/// The text of a chapter's file with its includes; `None` for a chapter without a file.
pub(crate) fn with_includes(chapter: &Chapter, build: &Build) -> Option<String> {
    let read = |name: &str| files::read(build.root, name).ok();
    let file = read(&build.config.in_src(chapter.source_path.as_ref()?))?;
    Some(Replayed::new(file, &read).text().to_owned())
}

/// Name of a chapter's file, or of the chapter.
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

/// From places in the text that was received to the same places in the file with its includes.
struct Moves<'t> {
    from: LinesOf<'t>,
    to: LinesOf<'t>,
}

impl<'t> Moves<'t> {
    fn new(from: &'t str, to: &'t str) -> Self {
        Moves { from: LinesOf::new(from), to: LinesOf::new(to) }
    }

    /// The same place in the other text, if that has as many lines like the first one of the place, or one.
    fn moved(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let from = self.from.text;
        let start = from[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let line = from[start..].split('\n').next().unwrap_or_default();
        let words = words(line);
        let (own, others) = (self.from.places.get(words)?, self.to.places.get(words)?);
        let number = own.binary_search(&offset_in(from, words)).ok()?;
        let number = if others.len() == 1 { 0 } else { number };
        let at = *others.get(number).filter(|_| others.len() == own.len() || others.len() == 1)?;
        let offset = offset_in(from, words);
        let moved = (span.start + at).checked_sub(offset)?..(span.end + at).checked_sub(offset)?;
        (self.to.text.get(moved.clone()) == Some(&from[span.clone()])).then_some(moved)
    }
}

/// A text by its lines.
struct LinesOf<'t> {
    text: &'t str,
    /// Where the words of each line stand.
    places: HashMap<&'t str, Vec<usize>>,
}

impl<'t> LinesOf<'t> {
    fn new(text: &'t str) -> Self {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for line in text.split('\n') {
            let words = words(line);
            places.entry(words).or_default().push(offset_in(text, words));
        }
        LinesOf { text, places }
    }
}

/// A line without the marks of quotes and list items before it: mdBook after 0.5.4 repeats them before each line of an
/// include.
fn words(line: &str) -> &str {
    let line = line.trim_end();
    line.trim_start_matches(|c: char| {
        c.is_whitespace() || ">-*+.)".contains(c) || c.is_ascii_digit()
    })
}

#[cfg(test)]
mod tests {
    use super::Moves;

    #[test]
    fn a_line_is_the_one_of_the_same_number() {
        let from = "one\ntwo\n\nagain\nmore\nagain\nlast";
        let to = "new\n\n> one\ntwo\r\n\nagain\nmore\nagain\nlast\nlast line";
        let moves = Moves::new(from, to);
        let found = |at: usize, text: &str| {
            assert!(from[at..].starts_with(text));
            moves.moved(&(at..at + text.len())).map(|span| span.start)
        };
        assert_eq!(found(0, "one"), Some(7));
        assert_eq!(found(5, "w"), Some(12));
        assert_eq!(found(9, "again"), Some(17));
        assert_eq!(found(20, "again"), Some(28));
        assert_eq!(found(26, "last"), Some(34));
        // Lines that the other text has once more, or not at all.
        assert_eq!(Moves::new("a\nb\na", "a\na\na").moved(&(4..5)), None);
        assert_eq!(Moves::new("a\nb", "xa\nb").moved(&(0..1)), None);
        assert_eq!(Moves::new("a", "a\n").moved(&(0..1)), Some(0..1));
    }
}
