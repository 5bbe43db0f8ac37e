//! From a line of a list to a resource: which link leads it, who made it, and what is said of it.

use std::ops::Range;

use super::authors::authors;
use super::document::{Piece, PieceKind};
use super::inline::{has_letters, has_words, markdown, plain, without_shortcodes};
use super::lead::{Lead, Site, lead};
use super::links::{Doubt, has_link, is_form_link, parts, usable};
use super::words::{Meaning, meaning};
use crate::catalogue::{Author, Part};
use crate::text::collapse_whitespace;

/// A resource as a line names it.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) span: Range<usize>,
    pub(super) authors: Vec<Author>,
    /// Inline Markdown.
    pub(super) description: String,
    pub(super) parts: Vec<Part>,
    /// A label before the link: "Video:".
    pub(super) label: String,
    pub(super) year: Option<i64>,
}

/// What a line holds.
pub(super) enum Line {
    Entry(Entry),
    /// Links that are no resource's: in a sentence, or about the list itself.
    Other,
    /// No link at all.
    Text,
}

/// Reads a list item's first line, a paragraph or a table cell.
pub(super) fn line(pieces: &[Piece], site: Site, doubts: &mut Vec<Doubt>) -> Line {
    let Some(lead) = lead(pieces, site, doubts) else {
        let is_link = |piece: &Piece| matches!(piece.kind, PieceKind::Link { .. });
        return if pieces.iter().any(is_link) { Line::Other } else { Line::Text };
    };
    let is_no_entry = match site {
        Site::Item => false,
        Site::Paragraph => lead.is_navigation(),
        Site::Preamble => {
            lead.is_navigation() || lead.goes_on() || meaning(&lead.title) != Meaning::Title
        }
    };
    if is_no_entry {
        return Line::Other;
    }
    let Lead { title, url, span, label, icons, rest } = lead;
    let mut entry = Entry { title, span, label, ..Entry::default() };
    entry.parts = parts(icons).into_iter().filter(|part| part.url != url).collect();
    entry.url = url;
    let rest = authors(rest, &mut entry.authors, doubts);
    entry.describe(&rest);
    Line::Entry(entry)
}

/// Reads a table row: the link of its first cell, or the first cell's text with the row's first link.
pub(super) fn row(cells: &[Vec<Piece>], doubts: &mut Vec<Doubt>) -> Option<Entry> {
    // Numbers, dates and flags stand before what a row is about.
    let says = |cell: &&Vec<Piece>| has_letters(&plain(cell)) || has_link(cell);
    let first = cells.iter().position(|cell| says(&cell))?;
    let cell = &cells[first];
    let others: Vec<&Vec<Piece>> =
        cells.iter().enumerate().filter(|(at, _)| *at != first).map(|(_, cell)| cell).collect();
    let mut entry = match line(cell, Site::Item, doubts) {
        Line::Entry(entry) => entry,
        Line::Other => return None,
        Line::Text => {
            let (url, span) = others.iter().flat_map(|cell| cell.iter()).find_map(usable)?;
            let title = collapse_whitespace(&without_shortcodes(&plain(cell)));
            Entry { title, url: url.to_owned(), span, ..Entry::default() }
        }
    };
    for cell in &others {
        let parts = parts(cell);
        entry.parts.extend(parts.into_iter().filter(|part| part.url != entry.url));
    }
    // One cell can be a description, the others are figures.
    let words = |cell: &&&Vec<Piece>| plain(cell).split(' ').count();
    if let Some(longest) = others.iter().max_by_key(words).filter(|cell| words(cell) > 3) {
        entry.add_text((*longest).clone());
    }
    Some(entry)
}

impl Entry {
    /// Adds what a further line says: its links as parts, its text to the description.
    pub(super) fn describe(&mut self, pieces: &[Piece]) {
        let url = &self.url;
        self.parts.extend(parts(pieces).into_iter().filter(|part| part.url != *url));
        self.add_text(without_forms(pieces));
    }

    fn add_text(&mut self, mut pieces: Vec<Piece>) {
        trim(&mut pieces);
        let text = plain(&pieces);
        if let Some(year) = year(&text).filter(|_| self.description.is_empty()) {
            self.year = Some(year);
            return;
        }
        if !has_words(&text) {
            return;
        }
        let blank = if self.description.is_empty() { "" } else { " " };
        self.description.extend([blank, &*markdown(&pieces)]);
    }
}

/// The pieces without links to forms of one thing, and without emphasis; texts that touch then are one.
fn without_forms(pieces: &[Piece]) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        match (&piece.kind, kept.last_mut().map(|last| &mut last.kind)) {
            (PieceKind::OpenEmphasis | PieceKind::CloseEmphasis | PieceKind::Image, _) => {}
            (PieceKind::Link { .. }, _) if is_form_link(pieces, at) => {}
            (PieceKind::Text(text), Some(PieceKind::Text(before))) => before.push_str(text),
            _ => kept.push(piece.clone()),
        }
    }
    kept
}

/// A text that is a year and nothing else: "(2019)".
fn year(text: &str) -> Option<i64> {
    let text = text.trim_matches(['(', ')', ',', '.', ' ']);
    let year: i64 = text.parse().ok().filter(|_| text.len() == 4)?;
    (1500..2100).contains(&year).then_some(year)
}

/// Takes off the punctuation that parts a description from what stands before it, and what links that were
/// left out leave behind.
fn trim(pieces: &mut [Piece]) {
    let is_mark = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '–' | '—' | ':' | '：' | ',' | '、' | '|' | '·' | '•' | '/' | ';')
    };
    let mut at_start = true;
    for piece in pieces.iter_mut() {
        let PieceKind::Text(text) = &mut piece.kind else {
            at_start &= !matches!(piece.kind, PieceKind::Code(_) | PieceKind::Link { .. });
            continue;
        };
        for (left_behind, instead) in
            [("[]", ""), ("()", ""), ("[ ]", ""), ("( )", ""), (", .", "."), (" .", ".")]
        {
            *text = text.replace(left_behind, instead);
        }
        if at_start {
            *text = text.trim_start_matches(is_mark).to_owned();
            at_start = text.is_empty();
        }
    }
    for piece in pieces.iter_mut().rev() {
        match &mut piece.kind {
            PieceKind::Text(text) => {
                *text = text.trim_end_matches(is_mark).to_owned();
                if !text.is_empty() {
                    return;
                }
            }
            PieceKind::Code(_) | PieceKind::Link { .. } => return,
            _ => {}
        }
    }
}

/// What is doubtful about an item among resources whose link does not lead it.
pub(super) fn not_leading(pieces: &[Piece]) -> Option<Doubt> {
    let (_, span) = pieces.iter().find_map(usable)?;
    let message = "this item is left out, because its link does not lead it".to_owned();
    Some(Doubt { span, message })
}
