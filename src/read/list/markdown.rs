//! Lines of Markdown.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{
    BrokenLink, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use super::builder::Builder;
use super::html;
use super::lines::{Lines, Role};
use super::text::Style;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::parse::{Events, catch_parser_panic};
use crate::read::encoding::Encoding;

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// The lines of a list that begins at `start` in its file. Code, footnotes and comments are left out.
pub(super) fn lines<'t>(
    source: &'t str,
    start: usize,
    encoding: Option<Encoding>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Lines<'t> {
    let mut builder = Builder::new(source, encoding, diagnostics);
    // Depth in what is left out.
    let mut left_out = 0;
    let (events, undefined) = parsed(&source[start..]);
    let events = events.unwrap_or_else(|| {
        let message = "the Markdown parser fails on this list";
        builder.diagnostics.push(Diagnostic::error(Code::InvalidCatalogue, message));
        Events::new()
    });
    for (event, range) in events {
        let range = start + range.start..start + range.end;
        match event {
            Event::Start(_) if left_out > 0 => left_out += 1,
            Event::End(_) if left_out > 0 => left_out -= 1,
            _ if left_out > 0 => {}
            Event::Start(Tag::Image { .. }) => {
                builder.image(range);
                left_out = 1;
            }
            Event::Start(Tag::CodeBlock(_) | Tag::FootnoteDefinition(_)) => {
                builder.start(Role::Paragraph);
                left_out = 1;
            }
            Event::Start(Tag::HtmlBlock) => {
                html::block(range, &mut builder);
                left_out = 1;
            }
            Event::Start(tag) => open(&mut builder, tag, range),
            Event::End(tag) => close(&mut builder, tag, range),
            Event::Text(text) => builder.text(own(source, text, &range), range),
            Event::Code(code) => {
                builder.set_style(Style::CODE, true);
                builder.text(cow(code), range);
                builder.set_style(Style::CODE, false);
            }
            Event::SoftBreak | Event::HardBreak => builder.line_end(range),
            Event::InlineHtml(_) => html::inline(range, &mut builder),
            Event::Rule => builder.start(Role::Paragraph),
            _ => {}
        }
    }
    let lines = builder.finish();
    for (span, reference) in undefined {
        let message = format!("the link `[{reference}]` is not defined");
        let place = start + span.start..start + span.end;
        diagnostics.push(Diagnostic::warning(Code::DoubtfulEntry, message).at(place));
    }
    lines
}

/// The parser's events, `None` if it fails, and the references of links that nothing defines.
fn parsed(text: &str) -> (Option<Events<'_>>, Vec<(Range<usize>, String)>) {
    let mut undefined = Vec::new();
    let mut on_broken = |link: BrokenLink| {
        if link.link_type == LinkType::Reference {
            undefined.push((link.span, link.reference.into_string()));
        }
        None
    };
    let parser = || {
        let parser = Parser::new_with_broken_link_callback(text, OPTIONS, Some(&mut on_broken));
        parser.into_offset_iter().collect::<Events>()
    };
    (catch_parser_panic(parser), undefined)
}

/// A text as the file's own bytes, where it is the same.
fn own<'t>(source: &'t str, text: CowStr<'t>, range: &Range<usize>) -> Cow<'t, str> {
    match text {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        text if *text == source[range.clone()] => Cow::Borrowed(&source[range.clone()]),
        text => Cow::Owned(text.into_string()),
    }
}

fn cow(text: CowStr<'_>) -> Cow<'_, str> {
    match text {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        text => Cow::Owned(text.into_string()),
    }
}

fn open<'t>(builder: &mut Builder<'t, '_>, tag: Tag<'t>, range: Range<usize>) {
    match tag {
        Tag::Heading { level, .. } => builder.start(Role::Heading(number(level))),
        Tag::Item => builder.open_item(),
        Tag::List(_) | Tag::Table(_) => builder.start(Role::Paragraph),
        Tag::BlockQuote(_) => {
            builder.start(Role::Paragraph);
            builder.quotes += 1;
        }
        Tag::TableHead => builder.start(Role::Head),
        Tag::TableRow => builder.start(Role::Row),
        Tag::Link { dest_url, link_type, .. } => {
            builder.open_mark(range.start);
            builder.set_url(Some(cow(dest_url)));
            builder.is_portable =
                matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email);
        }
        Tag::Strong | Tag::Emphasis | Tag::Strikethrough => {
            builder.open_mark(range.start);
            builder.set_style(style(&tag), true);
        }
        _ => {}
    }
}

fn close(builder: &mut Builder, tag: TagEnd, range: Range<usize>) {
    match tag {
        TagEnd::Item => builder.close_item(),
        TagEnd::TableCell => builder.end_cell(),
        TagEnd::Link => {
            builder.close_mark(range.end);
            builder.set_url(None);
            builder.is_portable = true;
        }
        TagEnd::Strong => end_style(builder, Style::STRONG, range),
        TagEnd::Emphasis => end_style(builder, Style::EMPHASIS, range),
        TagEnd::Strikethrough => end_style(builder, Style::STRUCK, range),
        TagEnd::BlockQuote(_) => {
            builder.start(Role::Paragraph);
            builder.quotes -= 1;
        }
        TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableHead | TagEnd::TableRow => {
            builder.start(Role::Paragraph);
        }
        _ => {}
    }
}

fn end_style(builder: &mut Builder, style: Style, range: Range<usize>) {
    builder.close_mark(range.end);
    builder.set_style(style, false);
}

fn style(tag: &Tag) -> Style {
    match tag {
        Tag::Strong => Style::STRONG,
        Tag::Emphasis => Style::EMPHASIS,
        _ => Style::STRUCK,
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}
