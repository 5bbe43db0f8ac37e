//! A list as lines: its headings, items, paragraphs and rows, flat, in the order of the file.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem::Finder;

use super::text::{Piece, Place, Style, Text, place_of};
use crate::diagnostic::Diagnostic;
use crate::read::encoding::Encoding;

/// What a line is.
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
    cells: Range<usize>,
}

/// All lines of a list.
#[derive(Debug, Default)]
pub(super) struct Lines<'t> {
    pub(super) all: Vec<Line>,
    pieces: Vec<Piece<'t>>,
    /// Position behind the last piece of each cell.
    ends: Vec<usize>,
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

/// List items in one another, at most; what is nested deeper stands in the last of them.
const MAX_DEPTH: usize = 32;

/// Maker of lines, which a parser calls.
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
    /// Whether the Markdown of what is open can stand by itself.
    pub(super) is_portable: bool,
    /// Plain text that is not added yet, because more can stand directly behind it: a URL may go over its end.
    pending: Option<(Cow<'t, str>, Range<usize>)>,
    /// HTML element whose content is left out.
    pub(super) left_out: Option<String>,
    encoding: Option<Encoding>,
    schemes: Finder<'static>,
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
            schemes: Finder::new("://"),
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

    /// Whether the line or cell has a piece.
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
        let place = Place {
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
        while let Some(found) = self.find_url(&text[at..]) {
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

    /// The first bare URL in a text, as [GitHub's autolinks][1] are found.
    ///
    /// [1]: https://github.github.com/gfm/#autolinks-extension-
    fn find_url(&self, text: &str) -> Option<Range<usize>> {
        let start = self.schemes.find_iter(text.as_bytes()).find_map(|at| {
            let scheme =
                ["https", "http"].into_iter().find(|scheme| text[..at].ends_with(scheme))?;
            let start = at - scheme.len();
            let has_host = text[at + 3..].starts_with(char::is_alphanumeric);
            let begins_word = !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
            (has_host && begins_word).then_some(start)
        })?;
        let ends = |c: char| {
            c.is_whitespace()
                || matches!(c, '<' | '>' | '"' | '「' | '」' | '、' | '。' | '，' | '；' | '（')
        };
        let rest = &text[start..];
        let url = &rest[..rest.find(ends).unwrap_or(rest.len())];
        Some(start..start + trimmed(url))
    }
}

/// Length of a URL without the punctuation of the sentence around it.
fn trimmed(url: &str) -> usize {
    let count = |sign: char| url.matches(sign).count();
    let (round, square) = (count('('), count('['));
    let (mut round_end, mut square_end) = (count(')'), count(']'));
    let mut length = url.len();
    for c in url.chars().rev() {
        match c {
            ')' if round_end > round => round_end -= 1,
            ']' if square_end > square => square_end -= 1,
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '’' | '”' | '）'
            | '】' | '|' => {}
            _ => break,
        }
        length -= c.len_utf8();
    }
    length
}
