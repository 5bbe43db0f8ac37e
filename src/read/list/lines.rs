//! A list as lines: its headings, items, paragraphs and rows, flat, in the order of the file.

use std::ops::Range;

use super::text::{Piece, Text, place_of};

/// Role of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Heading(u8),
    /// First text of a list item.
    Item,
    Paragraph,
    /// Text in a quote.
    Quote,
    /// Head of a table.
    Head,
    Row,
    /// Text before a foldable part, and the end of that part.
    Summary,
    SummaryEnd,
}

/// Line of a list.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) role: Role,
    /// List items that it stands in.
    pub(super) depth: usize,
    pub(super) is_html: bool,
    /// Its texts, as positions in [`Lines::ends`]: one for each cell of a row, elsewhere one.
    pub(super) cells: Range<usize>,
}

/// All lines of a list.
#[derive(Debug, Default)]
pub(super) struct Lines<'t> {
    pub(super) all: Vec<Line>,
    pub(super) pieces: Vec<Piece<'t>>,
    /// Position behind the last piece of each cell.
    pub(super) ends: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The text of a line; the first cell of a row.
    pub(super) fn text<'p>(&'p self, line: &Line) -> Text<'p, 't> {
        self.cells(line).next().unwrap_or_default()
    }

    /// The cells of a line.
    pub(super) fn cells<'p>(&'p self, line: &Line) -> impl Iterator<Item = Text<'p, 't>> {
        line.cells.clone().map(|cell| {
            let start = cell.checked_sub(1).map_or(0, |before| self.ends[before]);
            Text::new(&self.pieces[start..self.ends[cell]])
        })
    }

    /// Bytes of the file that a line stands in.
    pub(super) fn place(&self, line: &Line) -> Range<usize> {
        place_of(self.cells(line))
    }
}
