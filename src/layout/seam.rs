//! Comparison of a chapter before and after sections stand in it: the author's own text has to mean the same.
//!
//! Both texts are parsed, and what lies outside of the patches is compared: which elements begin where, and in which
//! elements each piece of text stands. What is a block by itself in any text needs no parser.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Patch;
use crate::markdown::Dialect;
use crate::markdown::parse::parse;

/// The gaps between patches whose text means something else in the new text, by the number of the patch behind each.
pub(super) fn broken(before: &str, after: &str, patches: &[Patch], dialect: Dialect) -> Vec<usize> {
    if patches.iter().all(|patch| stands_alone(before, patch)) {
        return Vec::new();
    }
    // A text on which the parser panics is changed everywhere.
    changed(before, after, patches, dialect).unwrap_or_else(|| (0..=patches.len()).collect())
}

fn changed(before: &str, after: &str, patches: &[Patch], dialect: Dialect) -> Option<Vec<usize>> {
    let map = Map::new(patches);
    let (old, old_containers) = outside(before, &map.old, dialect)?;
    let old = map.in_gaps(old.iter().map(|piece| map.moved(piece)));
    let (new, new_containers) = outside(after, &map.new, dialect)?;
    let new = map.in_gaps(new);
    // A patch that shows nothing stands nowhere.
    let is_moved = |at: usize| match (old_containers.get(at), new_containers.get(at)) {
        (Some(Some(old)), Some(Some(new))) => old != new,
        _ => false,
    };
    Some((0..=patches.len()).filter(|gap| old[*gap] != new[*gap] || is_moved(*gap)).collect())
}

/// Returns whether a patch is one block of HTML at the margin, between blank lines. Such a block ends at the next blank line
/// whatever is in it ([CommonMark][1], the sixth kind), so that the text around it is read as before.
///
/// [1]: https://spec.commonmark.org/0.31.2/#html-blocks
fn stands_alone(text: &str, Patch { range, text: section }: &Patch) -> bool {
    let is_blank = |line: &str| line.trim_matches([' ', '\t', '\r']).is_empty();
    let block = section.trim_matches(['\r', '\n']);
    let (above, below) = (&text[..range.start], &text[range.end..]);
    let follows_blank = above.is_empty()
        || above.strip_suffix('\n').is_some_and(|above| {
            section.starts_with(['\r', '\n'])
                || is_blank(above.rsplit('\n').next().unwrap_or_default())
        });
    let mut below = below.split('\n');
    let ends_line = below.next().is_none_or(is_blank);
    let is_followed_by_blank = below.next().is_none_or(is_blank);
    (block.starts_with("<div>") || block.starts_with("<div "))
        && !has_blank_line(block.as_bytes())
        && follows_blank
        && ends_line
        && is_followed_by_blank
}

fn has_blank_line(block: &[u8]) -> bool {
    memchr::memchr_iter(b'\n', block).any(|end| {
        let mut next = block[end + 1..].iter();
        next.find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).is_none_or(|byte| *byte == b'\n')
    })
}

/// Where the patches stand, in the old text and in the new one.
struct Map {
    old: Vec<Range<usize>>,
    new: Vec<Range<usize>>,
}

impl Map {
    fn new(patches: &[Patch]) -> Self {
        let mut map = Map { old: Vec::new(), new: Vec::new() };
        let mut end = (0, 0);
        for Patch { range, text } in patches {
            let start = end.1 + range.start - end.0;
            map.old.push(range.clone());
            map.new.push(start..start + text.len());
            end = (range.end, start + text.len());
        }
        map
    }

    /// A piece of the old text, where it stands in the new one.
    fn moved(&self, piece: &Piece) -> Piece {
        let before = self.old.partition_point(|patch| patch.end <= piece.range.start);
        let (old, new) = match before.checked_sub(1) {
            Some(at) => (self.old[at].end, self.new[at].end),
            None => (0, 0),
        };
        let move_to = |at: usize| at - old + new;
        Piece {
            range: move_to(piece.range.start)..move_to(piece.range.end),
            meaning: piece.meaning,
        }
    }

    /// Pieces of the new text, by the gaps between patches that they stand in.
    fn in_gaps(&self, pieces: impl IntoIterator<Item = Piece>) -> Vec<Vec<Piece>> {
        let mut gaps = vec![Vec::new(); self.new.len() + 1];
        for piece in pieces {
            gaps[self.new.partition_point(|patch| patch.end <= piece.range.start)].push(piece);
        }
        gaps
    }
}

/// A piece of a text that stands outside of all patches.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    range: Range<usize>,
    /// Hash of its kind and of the elements around it.
    meaning: u64,
}

/// Pieces outside of these ranges, in order, and the containers that each range begins in; `None` if the parser
/// panics.
fn outside(
    text: &str,
    ranges: &[Range<usize>],
    dialect: Dialect,
) -> Option<(Vec<Piece>, Vec<Option<u64>>)> {
    let mut walk = Outside {
        text,
        ranges,
        next: 0,
        path: vec![0],
        containers: vec![0],
        pieces: Vec::new(),
        begun: Vec::new(),
    };
    for (event, range) in parse(text, dialect.options())? {
        walk.event(&event, range);
    }
    walk.begun.resize(ranges.len(), None);
    Some((walk.pieces, walk.begun))
}

struct Outside<'t> {
    text: &'t str,
    ranges: &'t [Range<usize>],
    /// The first of the ranges that does not end before the text at hand.
    next: usize,
    /// The meaning of each element that is open.
    path: Vec<u64>,
    /// The same, without paragraphs: a section parts the one that it stands in.
    containers: Vec<u64>,
    pieces: Vec<Piece>,
    /// For each range that has begun, the containers that its first element or text stands in.
    begun: Vec<Option<u64>>,
}

impl Outside<'_> {
    fn event(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                let kind = kind(tag);
                let meaning = self.meaning(&kind);
                self.path.push(meaning);
                let mut container = self.containers.last().copied();
                // How lists stand shows in their texts.
                if !matches!(tag, Tag::Paragraph) {
                    let start = self.element(range.start, meaning);
                    self.begin(start, start);
                    container = Some(hash(&(container, kind)));
                }
                self.containers.extend(container);
            }
            Event::End(_) => {
                self.path.pop();
                self.containers.pop();
            }
            Event::SoftBreak | Event::HardBreak => {}
            Event::Rule => {
                let start = self.element(range.start, self.meaning(&"rule"));
                self.begin(start, start);
            }
            Event::Text(_) => self.leaf(range, self.meaning(&"text")),
            other => self.leaf(range, self.meaning(&std::mem::discriminant(other))),
        }
    }

    /// Hash of something inside the elements that are open.
    fn meaning(&self, of: &impl Hash) -> u64 {
        hash(&(self.path.last(), of))
    }

    /// Notes the containers of the ranges that begin with an element, or in a text that goes on up to `end`.
    fn begin(&mut self, start: usize, end: usize) {
        while let Some(range) = self.ranges.get(self.begun.len()) {
            if start.max(end) <= range.start && start != range.start {
                return;
            }
            let is_here = start < range.end;
            self.begun.push(is_here.then(|| self.containers.last().copied()).flatten());
        }
    }

    /// Adds an element that begins outside of all patches. Returns where it begins.
    ///
    /// The parser's range begins as many *bytes* before a list's marker as that is indented by *columns*, so behind
    /// a tab it can begin on the line before, and even inside a character.
    fn element(&mut self, start: usize, meaning: u64) -> usize {
        let bytes = &self.text.as_bytes()[start..];
        let is_blank = |byte: &&u8| byte.is_ascii_whitespace() || **byte & 0xc0 == 0x80;
        let start = start + bytes.iter().take_while(is_blank).count();
        let is_inside = |range: &Range<usize>| range.start <= start && start < range.end;
        let at = self.ranges.partition_point(|range| range.end <= start);
        if !self.ranges.get(at).is_some_and(is_inside) {
            self.pieces.push(Piece { range: start..start, meaning });
        }
        start
    }

    /// Adds the pieces of a leaf that no patch takes.
    fn leaf(&mut self, range: Range<usize>, meaning: u64) {
        self.begin(range.start, range.end);
        while self.ranges.get(self.next).is_some_and(|taken| taken.end <= range.start) {
            self.next += 1;
        }
        let mut from = range.start;
        for taken in self.ranges[self.next..].iter().take_while(|taken| taken.start < range.end) {
            self.add(from..taken.start.max(from), meaning);
            from = taken.end.max(from);
        }
        self.add(from..range.end.max(from), meaning);
    }

    fn add(&mut self, range: Range<usize>, meaning: u64) {
        // Blanks at the end of a line count for nothing, and patches stand at its end.
        let piece = &self.text[range.clone()];
        let start = range.start + piece.len() - piece.trim_start().len();
        let range = start..start + piece.trim().len();
        if range.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.meaning == meaning && last.range.end == range.start => {
                last.range.end = range.end;
            }
            _ => self.pieces.push(Piece { range, meaning }),
        }
    }
}

fn hash(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// Kind of an element, without its content.
fn kind(tag: &Tag) -> (std::mem::Discriminant<Tag<'static>>, String) {
    let detail = match tag {
        Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => dest_url.to_string(),
        Tag::Heading { level, id, .. } => format!("{level} {id:?}"),
        Tag::FootnoteDefinition(label) => label.to_string(),
        _ => String::new(),
    };
    (std::mem::discriminant(&tag.clone().into_static()), detail)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{changed, stands_alone};
    use crate::directive::{Placement, scan};
    use crate::layout::{Patch, splice};
    use crate::markdown::Dialect;

    const DIRECTIVE: &str = "<<#resources all>>";

    /// Lines that begin, go on with or end what Markdown has.
    const LINES: [&str; 28] = [
        "",
        "",
        "",
        " ",
        "a",
        "*a",
        "a*",
        "`a",
        "- a",
        "  a",
        "1. a",
        "    a",
        "> a",
        ">",
        "# a",
        "===",
        "---",
        "```",
        "<!--",
        "-->",
        "<div>",
        "<b>",
        "| a |",
        "|---|",
        ": a",
        "[a]: b",
        "[^1]: a",
        "[a][a] [^1]",
    ];

    fn line() -> impl Strategy<Value = &'static str> {
        prop_oneof![4 => prop::sample::select(&LINES[..]), 1 => Just(DIRECTIVE)]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_stands_alone_changes_nothing(
            lines in prop::collection::vec(line(), 1..9),
            above in prop::sample::select(&["", "\n"][..]),
            below in prop::sample::select(&["", "\n"][..]),
            ending in prop::sample::select(&["\n", "\r\n"][..]),
        ) {
            let (text, dialect) = (lines.join(ending), Dialect::default());
            let is_block = |placement: &Placement| matches!(placement, Placement::Block { .. });
            let found = scan(&text, dialect).occurrences.into_iter();
            let found = found.filter(|found| found.outcome.is_ok() && is_block(&found.site.placement));
            for found in found {
                let section = format!("{above}<div class=\"x\">\n<p>- a</p>\n</div>{below}");
                let patches = [Patch { range: found.site.span, text: section }];
                if stands_alone(&text, &patches[0]) {
                    let after = splice(&text, &patches);
                    prop_assert_eq!(changed(&text, &after, &patches, dialect), Some(Vec::new()), "{:?}", text);
                }
            }
        }
    }
}
