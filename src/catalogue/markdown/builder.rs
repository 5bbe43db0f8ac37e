//! Makes the [tree](super::tree) of what opens and closes in a text, in Markdown and in the HTML in it alike.

use std::borrow::Cow;
use std::ops::Range;

use super::doubtful;
use super::encoding::Encoding;
use super::fields::fields;
use super::tree::{Block, Heading, Inline, InlineKind, Item, Row};
use super::turned;
use super::urls;
use crate::diagnostic::Diagnostic;
use crate::url;

/// Lists within lists, at most; what is nested deeper is read as one level.
const MAX_DEPTH: usize = 32;

/// The longest attributes after a link, in bytes.
const MAX_ATTRIBUTES: usize = 200;

/// A block that is open.
enum OpenBlock<'t> {
    /// The document, or an item.
    Blocks(Vec<Block<'t>>),
    List(Vec<Item<'t>>),
    Table(Vec<Row<'t>>),
    Row(Row<'t>),
}

/// Inline content that is open: a text block, or a link in it.
enum OpenInline<'t> {
    Paragraph,
    Summary,
    Heading { level: u8, span: Range<usize>, is_html: bool },
    Cell,
    Link { url: Cow<'t, str>, span: Range<usize>, syntax: Syntax },
}

/// In which language a link is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Markdown,
    Html,
}

pub(super) struct Builder<'t> {
    pub(super) source: &'t str,
    encoding: Option<Encoding>,
    blocks: Vec<OpenBlock<'t>>,
    inline: Vec<(OpenInline<'t>, Vec<Inline<'t>>)>,
    /// The HTML element whose content is not read.
    pub(super) skipped_element: Option<String>,
    /// Lists that are open but not in `blocks`, because they are too deep.
    flattened: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'t> Builder<'t> {
    pub(super) fn new(source: &'t str, encoding: Option<Encoding>) -> Self {
        Builder {
            source,
            encoding,
            blocks: vec![OpenBlock::Blocks(Vec::new())],
            inline: Vec::new(),
            skipped_element: None,
            flattened: 0,
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn finish(mut self) -> (Vec<Block<'t>>, Vec<Diagnostic>) {
        self.close_to(1);
        let blocks = match self.blocks.pop() {
            Some(OpenBlock::Blocks(blocks)) => blocks,
            _ => Vec::new(),
        };
        (blocks, self.diagnostics)
    }

    /// How many blocks are open.
    pub(super) fn depth(&self) -> usize {
        self.blocks.len()
    }

    /// Text, with the URLs in it as links.
    pub(super) fn text(&mut self, text: Cow<'t, str>, range: Range<usize>) {
        let mut text = self.repaired(text);
        if let Some(length) = self.attributes(&text) {
            text = part(&text, length..text.len());
        }
        // Some lists have `&amp;amp;`, which a page would show as `&amp;`.
        if text.contains("&amp;") {
            text = Cow::Owned(text.replace("&amp;", "&"));
        }
        let in_link = self.inline.iter().any(|(open, _)| matches!(open, OpenInline::Link { .. }));
        let urls = if in_link { Vec::new() } else { urls::bare(&text) };
        if urls.is_empty() {
            if !text.is_empty() {
                self.push(InlineKind::Text(text), range);
            }
            return;
        }
        // Places within a text are only known where it stands in the source as it is.
        let is_literal = self.source.get(range.clone()) == Some(&*text);
        let place = |within: Range<usize>| {
            if is_literal {
                range.start + within.start..range.start + within.end
            } else {
                range.clone()
            }
        };
        let mut at = 0;
        for url in urls {
            if at < url.start {
                self.push(InlineKind::Text(part(&text, at..url.start)), place(at..url.start));
            }
            let span = place(url.clone());
            let written = part(&text, url.clone());
            let content =
                vec![Inline { kind: InlineKind::Text(written.clone()), span: span.clone() }];
            let url_written = if written.starts_with("www.") {
                Cow::Owned(format!("http://{written}"))
            } else {
                written
            };
            self.push(InlineKind::Link { url: url_written, content }, span);
            at = url.end;
        }
        if at < text.len() {
            self.push(InlineKind::Text(part(&text, at..text.len())), place(at..text.len()));
        }
    }

    /// The length of the attributes that some Markdown has after a link: `{:target="_blank"}`, `{.external}`.
    fn attributes(&self, text: &str) -> Option<usize> {
        let inner = text.strip_prefix('{')?;
        let (_, content) = self.inline.last()?;
        let end = inner.bytes().take(MAX_ATTRIBUTES).position(|byte| byte == b'}')?;
        let is_attributes = inner.starts_with([':', '.', '#'])
            || inner[..end].contains('=') && !inner.starts_with('{');
        (content.last()?.is_link() && is_attributes).then_some(end + "{}".len())
    }

    pub(super) fn code(&mut self, code: Cow<'t, str>, span: Range<usize>) {
        let code = self.repaired(code);
        self.push(InlineKind::Code(code), span);
    }

    fn repaired(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        match self.encoding {
            Some(encoding) => Cow::Owned(encoding.repair(&text)),
            None => text,
        }
    }

    pub(super) fn push(&mut self, kind: InlineKind<'t>, span: Range<usize>) {
        if self.inline.is_empty() {
            let is_blank = matches!(&kind, InlineKind::Text(text) if text.trim().is_empty());
            if is_blank || !matches!(self.blocks.last(), Some(OpenBlock::Blocks(_))) {
                return;
            }
            self.inline.push((OpenInline::Paragraph, Vec::new()));
        }
        if let Some((_, content)) = self.inline.last_mut() {
            content.push(Inline { kind, span });
        }
    }

    pub(super) fn add(&mut self, block: Block<'t>) {
        self.close_text();
        self.add_block(block);
    }

    fn add_block(&mut self, block: Block<'t>) {
        if let Some(OpenBlock::Blocks(blocks)) = self.blocks.last_mut() {
            blocks.push(block);
        }
    }

    /// Whether the last block is a heading with a link.
    pub(super) fn is_below_linked_heading(&self) -> bool {
        let Some(OpenBlock::Blocks(blocks)) = self.blocks.last() else { return false };
        let heading = blocks.last();
        matches!(heading, Some(Block::Heading(heading)) if heading.content.iter().any(Inline::is_link))
    }

    pub(super) fn open_paragraph(&mut self) {
        self.open_inline(OpenInline::Paragraph);
    }

    pub(super) fn open_summary(&mut self) {
        self.open_inline(OpenInline::Summary);
    }

    pub(super) fn open_heading(&mut self, level: u8, span: Range<usize>, is_html: bool) {
        if !self.in_cell() {
            // Some lists have headings in their items; what stands below them is theirs.
            self.close_to(1);
        }
        self.open_inline(OpenInline::Heading { level, span, is_html });
    }

    /// Opens a table cell, if a row is open.
    pub(super) fn open_cell(&mut self) {
        self.close_text();
        if matches!(self.blocks.last(), Some(OpenBlock::Row(_))) {
            self.inline.push((OpenInline::Cell, Vec::new()));
        }
    }

    pub(super) fn in_cell(&self) -> bool {
        matches!(self.inline.first(), Some((OpenInline::Cell, _)))
    }

    fn open_inline(&mut self, open: OpenInline<'t>) {
        self.close_text();
        self.inline.push((open, Vec::new()));
    }

    pub(super) fn open_link(&mut self, url: Cow<'t, str>, span: Range<usize>, syntax: Syntax) {
        // A link ends where the next one begins, as browsers have it; only Markdown's own can stand in one.
        self.close_link(Syntax::Html);
        if self.inline.is_empty() {
            self.inline.push((OpenInline::Paragraph, Vec::new()));
        }
        // Browsers leave these out wherever they stand in a URL.
        let is_left_out = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r');
        let is_clean = !url.as_bytes().iter().any(is_left_out) && url.trim().len() == url.len();
        let mut url =
            if is_clean { url } else { Cow::Owned(url.trim().replace(['\t', '\n', '\r'], "")) };
        // As for bare URLs: whoever writes `www.` means a host.
        if url.starts_with("www.") {
            url.to_mut().insert_str(0, "http://");
        }
        if let Err(refusal) = url::check(&url) {
            let message = format!("{}; this link is left out", refusal.message());
            self.diagnostics.push(doubtful(span.clone(), message).help(refusal.help()));
        }
        self.inline.push((OpenInline::Link { url, span, syntax }, Vec::new()));
    }

    pub(super) fn close_link(&mut self, wanted: Syntax) {
        let is_wanted = |(open, _): &mut (OpenInline<'t>, Vec<Inline<'t>>)| matches!(open, OpenInline::Link { syntax, .. } if *syntax == wanted);
        if let Some((OpenInline::Link { url, span, .. }, content)) = self.inline.pop_if(is_wanted) {
            self.push(InlineKind::Link { url, content }, span);
        }
    }

    /// Ends the text block that is open, with the links in it.
    pub(super) fn close_text(&mut self) {
        while let Some((open, content)) = self.inline.pop() {
            match open {
                OpenInline::Link { url, span, .. } => {
                    self.push(InlineKind::Link { url, content }, span);
                }
                OpenInline::Heading { level, span, is_html } => {
                    self.add_block(Block::Heading(Heading { level, content, span, is_html }));
                }
                OpenInline::Paragraph if self.is_first_of_item() => {
                    let block = match fields(&content) {
                        Some(row) => Block::Table(vec![row]),
                        None => Block::Paragraph(content),
                    };
                    self.add_block(block);
                }
                OpenInline::Paragraph => self.add_block(Block::Paragraph(content)),
                OpenInline::Summary => self.add_block(Block::Summary(content)),
                OpenInline::Cell => {
                    if let Some(OpenBlock::Row(cells)) = self.blocks.last_mut() {
                        cells.push(content);
                    }
                }
            }
        }
    }

    /// Whether an item is open that has nothing so far.
    fn is_first_of_item(&self) -> bool {
        matches!(&self.blocks[..], [.., OpenBlock::List(_), OpenBlock::Blocks(blocks)] if blocks.is_empty())
    }

    pub(super) fn open_table(&mut self) {
        self.close_text();
        self.blocks.push(OpenBlock::Table(Vec::new()));
    }

    pub(super) fn close_table(&mut self) {
        self.close(|open| matches!(open, OpenBlock::Table(_)));
    }

    pub(super) fn open_row(&mut self) {
        self.close_text();
        if !matches!(self.blocks.last(), Some(OpenBlock::Table(_))) {
            self.open_table();
        }
        self.blocks.push(OpenBlock::Row(Vec::new()));
    }

    pub(super) fn close_row(&mut self) {
        self.close(|open| matches!(open, OpenBlock::Row(_)));
    }

    pub(super) fn open_list(&mut self, span: Range<usize>) {
        self.close_text();
        if self.blocks.len() < 2 * MAX_DEPTH && self.flattened == 0 {
            self.blocks.push(OpenBlock::List(Vec::new()));
            return;
        }
        self.flattened += 1;
        if self.flattened == 1 {
            let line = self.source[span.clone()].lines().next().unwrap_or_default();
            let span = span.start..span.start + line.len();
            let message = format!("lists inside lists are read to a depth of {MAX_DEPTH}");
            self.diagnostics.push(
                doubtful(span, message)
                    .help("what stands deeper down becomes a part of the item above"),
            );
        }
    }

    pub(super) fn close_list(&mut self) {
        self.close_text();
        if self.flattened > 0 {
            self.flattened -= 1;
        } else {
            self.close(|open| matches!(open, OpenBlock::List(_)));
        }
    }

    pub(super) fn open_item(&mut self) {
        self.close_text();
        if self.flattened == 0 {
            if !matches!(self.blocks.last(), Some(OpenBlock::List(_))) {
                self.blocks.push(OpenBlock::List(Vec::new()));
            }
            self.blocks.push(OpenBlock::Blocks(Vec::new()));
        }
    }

    /// Ends the item that is open directly, if there is one: HTML leaves out end tags.
    pub(super) fn close_sibling_item(&mut self) {
        if matches!(self.blocks[..], [.., OpenBlock::List(_), OpenBlock::Blocks(_)]) {
            self.close_item();
        }
    }

    /// Ends the item that is open, with all that is open in it.
    pub(super) fn close_item(&mut self) {
        self.close_text();
        if self.flattened > 0 {
            return;
        }
        let is_item =
            |pair: &[OpenBlock]| matches!(pair, [OpenBlock::List(_), OpenBlock::Blocks(_)]);
        if let Some(at) = self.blocks.windows(2).rposition(is_item) {
            self.close_to(at + 1);
        }
    }

    /// Ends the innermost block of this kind, with all that is open in it.
    fn close(&mut self, is_it: impl Fn(&OpenBlock) -> bool) {
        self.close_text();
        if let Some(at) = self.blocks.iter().rposition(is_it).filter(|at| *at > 0) {
            self.close_to(at);
        }
    }

    /// Ends blocks until so many are open.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.close_text();
        while self.blocks.len() > depth.max(1) {
            match (self.blocks.pop(), self.blocks.last_mut()) {
                (Some(OpenBlock::Blocks(blocks)), Some(OpenBlock::List(items))) => {
                    items.push(Item { blocks });
                }
                (Some(OpenBlock::List(items)), Some(OpenBlock::Blocks(blocks))) => {
                    blocks.push(Block::List(items));
                }
                (Some(OpenBlock::Row(cells)), Some(OpenBlock::Table(rows))) => rows.push(cells),
                (Some(OpenBlock::Table(rows)), Some(OpenBlock::Blocks(blocks))) => {
                    blocks.push(Block::Table(turned::upright(rows)));
                }
                _ => {}
            }
        }
    }
}

/// A part of a text, borrowed if the text is.
pub(super) fn part<'t>(text: &Cow<'t, str>, range: Range<usize>) -> Cow<'t, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
        Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
    }
}
