//! Reads a line of a list as a resource: its link, its authors and its description.

use std::ops::Range;

use super::authors::authors;
use super::doubtful;
use super::inline::{has_letters, has_words, markdown, plain, without_shortcodes};
use super::lead::{LeadingLink, LineContext, leading_link};
use super::links::{has_link, is_format_link, parts, usable};
use super::tree::{Inline, InlineKind};
use super::words::{LinkText, link_text};
use crate::catalogue::{Author, Part};
use crate::diagnostic::Diagnostic;
use crate::text::collapse_whitespace;

/// A resource, as one line describes it.
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
    /// Links that are not resources: within a sentence, or about the list itself.
    Other,
    /// Text without a link.
    Text,
}

/// Reads a list item's first line, a paragraph or a table cell.
pub(super) fn line(
    inlines: &[Inline],
    context: LineContext,
    diagnostics: &mut Vec<Diagnostic>,
) -> Line {
    let Some(lead) = leading_link(inlines, context, diagnostics) else {
        let is_link = |inline: &Inline| matches!(inline.kind, InlineKind::Link { .. });
        return if inlines.iter().any(is_link) { Line::Other } else { Line::Text };
    };
    let is_no_entry = match context {
        LineContext::Item => false,
        LineContext::Paragraph => lead.is_navigation(),
        LineContext::Preamble => {
            lead.is_navigation() || lead.is_sentence() || link_text(&lead.title) != LinkText::Title
        }
    };
    if is_no_entry {
        return Line::Other;
    }
    let LeadingLink { title, url, span, label, icons, rest } = lead;
    let mut entry = Entry { title, span, label, ..Entry::default() };
    entry.parts = parts(icons).into_iter().filter(|part| part.url != url).collect();
    entry.url = url;
    let rest = authors(rest, &mut entry.authors, diagnostics);
    entry.describe(&rest);
    Line::Entry(entry)
}

/// Reads a table row: the link of its first cell, or the first cell's text with the row's first link.
pub(super) fn row(cells: &[Vec<Inline>], diagnostics: &mut Vec<Diagnostic>) -> Option<Entry> {
    // Numbers, dates and flags stand before what a row is about.
    let says = |cell: &&Vec<Inline>| has_letters(&plain(cell)) || has_link(cell);
    let first = cells.iter().position(|cell| says(&cell))?;
    let cell = &cells[first];
    let others: Vec<&Vec<Inline>> =
        cells.iter().enumerate().filter(|(at, _)| *at != first).map(|(_, cell)| cell).collect();
    let mut entry = match line(cell, LineContext::Item, diagnostics) {
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
    let words = |cell: &&&Vec<Inline>| plain(cell).split(' ').count();
    if let Some(longest) = others.iter().max_by_key(words).filter(|cell| words(cell) > 3) {
        entry.add_text((*longest).clone());
    }
    Some(entry)
}

impl Entry {
    /// Adds a further line: its links to the parts, its text to the description.
    pub(super) fn describe(&mut self, inlines: &[Inline]) {
        let url = &self.url;
        self.parts.extend(parts(inlines).into_iter().filter(|part| part.url != *url));
        self.add_text(without_format_links(inlines));
    }

    fn add_text(&mut self, mut inlines: Vec<Inline>) {
        trim(&mut inlines);
        let text = plain(&inlines);
        if let Some(year) = year(&text).filter(|_| self.description.is_empty()) {
            self.year = Some(year);
            return;
        }
        if !has_words(&text) {
            return;
        }
        let blank = if self.description.is_empty() { "" } else { " " };
        self.description.extend([blank, &*markdown(&inlines)]);
    }
}

/// Leaves out emphasis and links that only name a format, and joins the texts that then touch.
fn without_format_links(inlines: &[Inline]) -> Vec<Inline> {
    let mut kept: Vec<Inline> = Vec::with_capacity(inlines.len());
    for (at, inline) in inlines.iter().enumerate() {
        match (&inline.kind, kept.last_mut().map(|last| &mut last.kind)) {
            (InlineKind::OpenEmphasis | InlineKind::CloseEmphasis | InlineKind::Image, _) => {}
            (InlineKind::Link { .. }, _) if is_format_link(inlines, at) => {}
            (InlineKind::Text(text), Some(InlineKind::Text(before))) => before.push_str(text),
            _ => kept.push(inline.clone()),
        }
    }
    kept
}

/// The year, if the text is only that: "(2019)".
fn year(text: &str) -> Option<i64> {
    let text = text.trim_matches(['(', ')', ',', '.', ' ']);
    let year: i64 = text.parse().ok().filter(|_| text.len() == 4)?;
    (1500..2100).contains(&year).then_some(year)
}

/// Takes off the punctuation around a description, and empty brackets that are left over from links.
fn trim(inlines: &mut [Inline]) {
    let is_mark = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '–' | '—' | ':' | '：' | ',' | '，' | '、' | '|' | '·' | '•' | '/' | ';'
            )
    };
    let mut at_start = true;
    for inline in inlines.iter_mut() {
        let InlineKind::Text(text) = &mut inline.kind else {
            at_start &= !matches!(inline.kind, InlineKind::Code(_) | InlineKind::Link { .. });
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
    for inline in inlines.iter_mut().rev() {
        match &mut inline.kind {
            InlineKind::Text(text) => {
                *text = text.trim_end_matches(is_mark).to_owned();
                if !text.is_empty() {
                    return;
                }
            }
            InlineKind::Code(_) | InlineKind::Link { .. } => return,
            _ => {}
        }
    }
}

/// The warning about an item that is left out although it has a link.
pub(super) fn left_out(inlines: &[Inline]) -> Option<Diagnostic> {
    let (_, span) = inlines.iter().find_map(usable)?;
    Some(doubtful(span, "this item is left out, because it does not begin with its link"))
}
