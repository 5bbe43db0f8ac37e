//! The text of a directive without what Markdown puts between its lines.

use std::ops::Range;

use super::CLOSER;
use crate::markdown::prefix::{ContainerKind, line_at, next_line};
use crate::markdown::structure::Surroundings;

/// Source text with the container prefixes of its further lines taken off, and in a table cell with
/// `\|` read as `|`; and the way back to the chapter.
#[derive(Debug)]
pub(super) struct Logical {
    pub(super) text: String,
    /// Where pieces that lie together in the chapter begin: in the text, and in the chapter.
    pieces: Vec<(usize, usize)>,
    /// A further line that does without the prefix of a container: its start in the text, and the
    /// container.
    pub(super) lazy: Option<(usize, ContainerKind)>,
}

impl Logical {
    /// No text at all: for a directive that is known to have no end.
    pub(super) fn empty() -> Self {
        Logical { text: String::new(), pieces: Vec::new(), lazy: None }
    }

    /// The rest of the block that `surroundings` describe, from `start` on, up to the line on which `complete`
    /// says that no more is needed.
    pub(super) fn new(
        chapter: &str,
        surroundings: &Surroundings,
        start: usize,
        complete: impl Fn(&str) -> bool,
    ) -> Self {
        let mut logical = Logical::empty();
        let end = surroundings.block.end;
        if surroundings.cell {
            logical.push_cell(chapter, start..end);
            return logical;
        }
        let mut from = start;
        while from < end {
            // A directive that is closed must not cost the rest of a long line or paragraph.
            let stop = closer_or_line_end(&chapter[from..end]);
            let closer = stop.filter(|at| chapter[from + at..].starts_with(CLOSER));
            let to = match (closer, stop) {
                (Some(at), _) => from + at + CLOSER.len(),
                (None, Some(at)) => next_line(chapter, from + at).min(end),
                (None, None) => end,
            };
            logical.push(chapter, from..to);
            from = to;
            if closer.is_some() {
                if complete(&logical.text) {
                    break;
                }
            } else if to < end {
                from = logical.next_line(chapter, surroundings, to);
            }
        }
        logical
    }

    /// Passes over the prefixes of the line that begins at `start`.
    fn next_line(&mut self, chapter: &str, surroundings: &Surroundings, start: usize) -> usize {
        let line = line_at(chapter, &surroundings.containers, start);
        if let (Some(kind), None) = (line.lazy, self.lazy) {
            self.lazy = Some((self.text.len(), kind));
        }
        line.content.clamp(start, surroundings.block.end)
    }

    fn push_cell(&mut self, chapter: &str, range: Range<usize>) {
        let mut from = range.start;
        for (at, _) in chapter[range.clone()].match_indices("\\|") {
            self.push(chapter, from..range.start + at);
            from = range.start + at + 1;
        }
        self.push(chapter, from..range.end);
    }

    fn push(&mut self, chapter: &str, range: Range<usize>) {
        self.pieces.push((self.text.len(), range.start));
        self.text.push_str(&chapter[range]);
    }

    /// The place in the chapter of a byte of the text; `end` is the place after it.
    pub(super) fn source(&self, span: Range<usize>) -> Range<usize> {
        let start = self.offset(span.start);
        if span.is_empty() { start..start } else { start..self.offset(span.end - 1) + 1 }
    }

    fn offset(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(0, |(start, source)| source + (at - start))
    }
}

/// Where the first closer or line end stands.
fn closer_or_line_end(text: &str) -> Option<usize> {
    let is_stop = |at: &usize| !text[*at..].starts_with('>') || text[*at..].starts_with(CLOSER);
    memchr::memchr3_iter(b'\n', b'\r', b'>', text.as_bytes()).find(is_stop)
}
