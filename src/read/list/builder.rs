//! Maker of lines: what a parser of Markdown or HTML calls.

use std::borrow::Cow;
use std::ops::Range;

use super::lines::{Line, Lines, Role};
use super::text::{Piece, SourcePlace, Style};
use super::urls::BareUrls;
use crate::diagnostic::Diagnostic;
use crate::read::encoding::Encoding;

/// List items in one another, at most; what is nested deeper stands in the last of them.
const MAX_DEPTH: usize = 32;

/// Maker of lines.
pub(super) struct Builder<'t, 'd> {
    pub(super) source: &'t str,
    lines: Lines<'t>,
    role: Role,
    depth: usize,
    /// Position of the line's first cell.
    first: usize,
    pub(super) quotes: usize,
    style: Style,
    url: Option<Cow<'t, str>>,
    pub(super) is_html: bool,
    /// Marks that are open, and how many of them, from where on, stand directly before the next piece.
    depth_of_marks: u8,
    opened: u8,
    opened_at: Option<usize>,
    /// True if the Markdown of what is open can stand by itself.
    pub(super) is_portable: bool,
    /// Plain text that is not added yet, because more can stand directly behind it: a URL may go over its end.
    pending: Option<(Cow<'t, str>, Range<usize>)>,
    /// HTML element whose content is left out.
    pub(super) left_out: Option<String>,
    encoding: Option<Encoding>,
    urls: BareUrls,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'t, 'd> Builder<'t, 'd> {
    pub(super) fn new(
        source: &'t str,
        encoding: Option<Encoding>,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Self {
        Builder {
            source,
            lines: Lines::default(),
            role: Role::Paragraph,
            depth: 0,
            first: 0,
            quotes: 0,
            style: Style::default(),
            url: None,
            is_html: false,
            depth_of_marks: 0,
            opened: 0,
            opened_at: None,
            is_portable: true,
            pending: None,
            left_out: None,
            encoding,
            urls: BareUrls::new(),
            diagnostics,
        }
    }

    pub(super) fn finish(mut self) -> Lines<'t> {
        self.start(Role::Paragraph);
        self.lines
    }

    /// Ends the line, and begins another.
    pub(super) fn start(&mut self, role: Role) {
        self.flush();
        if !matches!(self.role, Role::Head | Role::Row) && self.has_text() {
            self.end_cell();
        }
        let end = self.lines.ends.len();
        if end > self.first || self.role == Role::SummaryEnd {
            let role = match self.role {
                Role::Item | Role::Paragraph if self.quotes > 0 => Role::Quote,
                role => role,
            };
            let (depth, is_html) = (self.depth.min(MAX_DEPTH), self.is_html);
            self.lines.all.push(Line { role, depth, is_html, cells: self.first..end });
        }
        self.first = end;
        self.role = role;
    }

    pub(super) fn end_cell(&mut self) {
        self.flush();
        self.lines.ends.push(self.lines.pieces.len());
    }

    pub(super) fn is_in_row(&self) -> bool {
        matches!(self.role, Role::Head | Role::Row)
    }

    /// Makes the row that is open the head of its table, if it has no cell yet.
    pub(super) fn make_head(&mut self) {
        if self.role == Role::Row && self.lines.ends.len() == self.first {
            self.role = Role::Head;
        }
    }

    /// Begins a list item, which lines up to its end stand in.
    pub(super) fn open_item(&mut self) {
        self.start(Role::Item);
        self.depth += 1;
    }

    pub(super) fn close_item(&mut self) {
        self.start(Role::Paragraph);
        self.depth = self.depth.saturating_sub(1);
    }

    /// Number of list items that lines stand in.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Ends the line, and goes back to a number of list items.
    pub(super) fn set_depth(&mut self, depth: usize) {
        self.start(Role::Paragraph);
        self.depth = depth;
    }

    pub(super) fn has_url(&self) -> bool {
        self.url.is_some()
    }

    /// Returns whether the line or cell has a piece.
    pub(super) fn has_text(&self) -> bool {
        self.pending.is_some()
            || self.lines.pieces.len() > self.lines.ends.last().copied().unwrap_or(0)
    }

    /// Begins a mark around the pieces that follow.
    pub(super) fn open_mark(&mut self, at: usize) {
        self.flush();
        self.depth_of_marks = self.depth_of_marks.saturating_add(1);
        self.opened = self.opened.saturating_add(1);
        self.opened_at.get_or_insert(at);
    }

    /// Ends a mark around the pieces before.
    pub(super) fn close_mark(&mut self, end: usize) {
        self.flush();
        self.depth_of_marks = self.depth_of_marks.saturating_sub(1);
        // A mark around nothing belongs to no piece.
        if self.opened > 0 {
            self.opened -= 1;
        } else if let Some(piece) = self.lines.pieces.last_mut() {
            piece.place.closes = piece.place.closes.saturating_add(1);
            piece.place.range.end = end;
        }
        if self.opened == 0 {
            self.opened_at = None;
        }
    }

    /// Adds a text that stands at these bytes of the file, its own marks included.
    pub(super) fn text(&mut self, text: Cow<'t, str>, range: Range<usize>) {
        if self.left_out.is_some() {
            return;
        }
        let is_plain = self.url.is_none() && !self.style.has(Style::CODE);
        if !is_plain {
            self.flush();
            self.push(text, range);
            return;
        }
        let is_own = self.source.get(range.clone()) == Some(&*text);
        match &mut self.pending {
            Some((before, place)) if place.end == range.start && self.is_portable => {
                if is_own && before.len() == place.len() {
                    *before = Cow::Borrowed(&self.source[place.start..range.end]);
                    place.end = range.end;
                    return;
                }
                // A character reference in a URL: what stands before and behind it is one URL.
                let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
                if word.contains("://") {
                    before.to_mut().push_str(&text);
                    place.end = range.end;
                    return;
                }
            }
            _ => {}
        }
        self.flush();
        self.pending = Some((text, range));
    }

    /// Adds an end of a line: Markdown that goes over it cannot stand in one line.
    pub(super) fn line_end(&mut self, range: Range<usize>) {
        let is_portable = std::mem::take(&mut self.is_portable);
        self.text(Cow::Borrowed("\n"), range);
        self.is_portable = is_portable;
    }

    /// Adds a text in which URLs are no links.
    pub(super) fn plain_text(&mut self, text: Cow<'t, str>, range: Range<usize>) {
        self.flush();
        self.push(text, range);
    }

    /// Adds the text that waits for more.
    fn flush(&mut self) {
        if let Some((text, range)) = self.pending.take() {
            self.text_with_urls(text, range);
        }
    }

    /// Begins or ends a style.
    pub(super) fn set_style(&mut self, style: Style, is: bool) {
        self.flush();
        self.style.set(style, is);
    }

    /// Begins or ends a link.
    pub(super) fn set_url(&mut self, url: Option<Cow<'t, str>>) {
        self.flush();
        // Browsers leave out tabs and line ends of a URL.
        self.url = url.map(|url| match url {
            Cow::Borrowed(url) => Cow::Borrowed(url.trim()),
            Cow::Owned(url) => Cow::Owned(url.trim().replace(['\t', '\n', '\r'], "")),
        });
    }

    /// Adds an image; it counts only as what a link is made of.
    pub(super) fn image(&mut self, range: Range<usize>) {
        if self.url.is_some() {
            self.push(Cow::Borrowed(""), range);
        }
    }

    fn push(&mut self, text: Cow<'t, str>, range: Range<usize>) {
        let text = match self.encoding {
            Some(encoding) if !text.is_ascii() => Cow::Owned(encoding.repair(&text)),
            _ => text,
        };
        let start = self.opened_at.take().unwrap_or(range.start);
        // Code has its marks inside its range.
        let inside = (range.len().saturating_sub(text.len())) / 2;
        let place = SourcePlace {
            range: start..range.end,
            text: range.start + inside,
            depth: self.depth_of_marks,
            opens: std::mem::take(&mut self.opened),
            closes: 0,
            is_portable: self.is_portable && !self.is_html,
        };
        self.lines.pieces.push(Piece { text, style: self.style, url: self.url.clone(), place });
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "parts of a borrowed text are borrowed as long as it"
    )]
    /// Adds a text in which URLs are links, although Markdown has no mark for them.
    fn text_with_urls(&mut self, text: Cow<'t, str>, range: Range<usize>) {
        let part = |part: Range<usize>| match &text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[part]),
            Cow::Owned(text) => Cow::Owned(text[part].to_owned()),
        };
        let is_own = text.len() == range.len();
        let place = |part: &Range<usize>| {
            if is_own { range.start + part.start..range.start + part.end } else { range.clone() }
        };
        let mut at = 0;
        while let Some(found) = self.urls.first(&text[at..]) {
            let found = at + found.start..at + found.end;
            if found.start > at {
                self.push(part(at..found.start), place(&(at..found.start)));
            }
            self.url = Some(part(found.clone()));
            self.push(part(found.clone()), place(&found));
            self.url = None;
            at = found.end;
        }
        if at < text.len() {
            self.push(part(at..text.len()), place(&(at..text.len())));
        }
    }
}
