//! Hands the events of the Markdown parser to the [builder](super::builder).

use std::ops::Range;

use std::borrow::Cow;

use pulldown_cmark::{
    BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
};

use super::builder::{Builder, Syntax};
use super::doubtful;
use super::encoding::Encoding;
use super::spacing::Spaced;
use super::tree::{Block, Emphasis, InlineKind};
use crate::diagnostic::Diagnostic;

/// The extensions of Markdown that lists use.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// A list with the blanks and blank lines that its headings and items need.
pub(super) fn spaced(list: &str) -> Spaced<'_> {
    Spaced::new(list, OPTIONS)
}

/// Parses a list that begins at `start` in its file.
pub(super) fn parse<'t>(
    text: &'t str,
    start: usize,
    list: &'t Spaced<'_>,
    encoding: Option<Encoding>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block<'t>> {
    let moved = |range: Range<usize>| {
        let range = list.written(range);
        range.start + start..range.end + start
    };
    diagnostics.extend(list.warnings(text, start));
    let mut note = |link: BrokenLink| {
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            let message = format!("the link `[{}]` is not defined", link.reference);
            diagnostics.push(doubtful(moved(link.span), message));
        }
        None
    };
    let parser = Parser::new_with_broken_link_callback(&list.text, OPTIONS, Some(&mut note));
    let mut reader = Reader { builder: Builder::new(text, encoding), skipped: 0 };
    for (event, range) in TextMergeWithOffset::new(parser.into_offset_iter()) {
        reader.event(event, moved(range));
    }
    let (blocks, found) = reader.builder.finish();
    diagnostics.extend(found);
    blocks
}

/// The text of an event, borrowed where it stands in the list as it is.
fn cow(text: CowStr<'_>) -> Cow<'_, str> {
    match text {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        text => Cow::Owned(text.into_string()),
    }
}

struct Reader<'t> {
    builder: Builder<'t>,
    /// How many tags are open whose content is not read.
    skipped: usize,
}

impl<'t> Reader<'t> {
    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        if self.builder.skipped_element.is_some() {
            match event {
                // The link can have begun before the element.
                Event::End(TagEnd::Link) => return self.builder.close_link(Syntax::Markdown),
                ref event if is_inline(event) => return,
                Event::InlineHtml(_) => {}
                // An element that was left open in a line ends with it.
                _ => self.builder.skipped_element = None,
            }
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.builder.text(cow(text), range),
            Event::Code(code) => self.builder.code(cow(code), range),
            Event::SoftBreak => self.builder.push(InlineKind::Text("\n".into()), range),
            Event::HardBreak => self.builder.push(InlineKind::Break, range),
            Event::InlineHtml(_) => self.builder.html(range),
            Event::Rule => self.builder.add(Block::Other),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'t>, range: Range<usize>) {
        let builder = &mut self.builder;
        match tag {
            Tag::Paragraph => builder.open_paragraph(),
            Tag::Heading { level, .. } => builder.open_heading(level as u8, range, false),
            Tag::List(_) => builder.open_list(range),
            Tag::Item => builder.open_item(),
            Tag::Table(_) => builder.open_table(),
            Tag::TableHead | Tag::TableRow => builder.open_row(),
            Tag::TableCell => builder.open_cell(),
            Tag::Link { dest_url, .. } => builder.open_link(cow(dest_url), range, Syntax::Markdown),
            Tag::Image { .. } => {
                builder.push(InlineKind::Image, range);
                self.skipped = 1;
            }
            Tag::Emphasis => builder.push(InlineKind::Open(Emphasis::Light), range),
            Tag::Strong => builder.push(InlineKind::Open(Emphasis::Strong), range),
            Tag::Strikethrough => builder.push(InlineKind::Open(Emphasis::Struck), range),
            Tag::HtmlBlock => {
                builder.html_block(range);
                self.skipped = 1;
            }
            Tag::BlockQuote(_) if quotes_url(&builder.source[range.clone()]) => {}
            Tag::BlockQuote(None)
                if builder.is_below_linked_heading()
                    && !has_link(&builder.source[range.clone()]) => {}
            _ => {
                builder.add(Block::Other);
                self.skipped = 1;
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let builder = &mut self.builder;
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => builder.close_text(),
            TagEnd::List(_) => builder.close_list(),
            TagEnd::Item => builder.close_item(),
            TagEnd::Table => builder.close_table(),
            TagEnd::TableHead | TagEnd::TableRow => builder.close_row(),
            TagEnd::Link => {
                builder.close_link(Syntax::Html);
                builder.close_link(Syntax::Markdown);
            }
            TagEnd::Emphasis => builder.push(InlineKind::Close(Emphasis::Light), 0..0),
            TagEnd::Strong => builder.push(InlineKind::Close(Emphasis::Strong), 0..0),
            TagEnd::Strikethrough => builder.push(InlineKind::Close(Emphasis::Struck), 0..0),
            _ => {}
        }
    }
}

/// Whether a quote begins with a bare URL, as some lists have it below the title of a resource: `> https://…`.
fn quotes_url(quote: &str) -> bool {
    let text = quote.trim_start_matches(['>', ' ', '<']);
    text.starts_with("https://") || text.starts_with("http://")
}

/// Whether a quote has links. Below a heading that is a resource, one without them says what that is.
fn has_link(quote: &str) -> bool {
    ["](", "][", "://", "<a ", "www."].iter().any(|mark| quote.contains(mark))
}

/// Whether an event is content of a line of text, and not HTML.
fn is_inline(event: &Event) -> bool {
    match event {
        Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak => true,
        Event::Start(tag) => is_inline_tag(tag.to_end()),
        Event::End(tag) => is_inline_tag(*tag),
        _ => false,
    }
}

fn is_inline_tag(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}
