//! Hands the events of the Markdown parser to the [builder](super::builder).

use std::ops::Range;

use pulldown_cmark::{
    BrokenLink, Event, LinkType, MetadataBlockKind, Options, Parser, Tag, TagEnd,
    TextMergeWithOffset,
};

use super::builder::{Builder, Syntax};
use super::doubtful;
use super::encoding::Encoding;
use super::tree::{Block, InlineKind};
use crate::diagnostic::Diagnostic;

/// A list as it was parsed.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) blocks: Vec<Block>,
    pub(super) front_matter: Option<String>,
}

impl Document {
    pub(super) fn parse(
        text: &str,
        encoding: Option<Encoding>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Document {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
        let mut note = |link: BrokenLink| {
            if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
                let message = format!("the link `[{}]` is not defined", link.reference);
                diagnostics.push(doubtful(link.span, message));
            }
            None
        };
        let parser = Parser::new_with_broken_link_callback(text, options, Some(&mut note));
        let mut reader = Reader {
            builder: Builder::new(text, encoding),
            skipped: 0,
            in_front_matter: false,
            front_matter: None,
        };
        for (event, range) in TextMergeWithOffset::new(parser.into_offset_iter()) {
            reader.event(event, range);
        }
        let (blocks, found) = reader.builder.finish();
        diagnostics.extend(found);
        Document { blocks, front_matter: reader.front_matter }
    }
}

struct Reader<'t> {
    builder: Builder<'t>,
    /// How many tags are open whose content is not read.
    skipped: usize,
    /// Whether the front matter is being read.
    in_front_matter: bool,
    front_matter: Option<String>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                Event::Text(text) if self.in_front_matter => {
                    self.front_matter = Some(text.into_string());
                }
                _ => {}
            }
            return;
        }
        self.in_front_matter = false;
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
            Event::Text(text) => self.builder.text(&text, range),
            Event::Code(code) => self.builder.code(&code, range),
            Event::SoftBreak => self.builder.push(InlineKind::Text("\n".to_owned()), range),
            Event::HardBreak => self.builder.push(InlineKind::Break, range),
            Event::InlineHtml(_) => self.builder.html(range),
            Event::Rule => self.builder.add(Block::Other),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        let builder = &mut self.builder;
        match tag {
            Tag::Paragraph => builder.open_paragraph(),
            Tag::Heading { level, .. } => builder.open_heading(level as u8, range),
            Tag::List(_) => builder.open_list(range),
            Tag::Item => builder.open_item(),
            Tag::Table(_) => builder.open_table(),
            Tag::TableHead | Tag::TableRow => builder.open_row(),
            Tag::TableCell => builder.open_cell(),
            Tag::Link { dest_url, .. } => builder.open_link(&dest_url, range, Syntax::Markdown),
            Tag::Image { .. } => {
                builder.push(InlineKind::Image, range);
                self.skipped = 1;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                builder.push(InlineKind::OpenEmphasis, range);
            }
            Tag::HtmlBlock => {
                builder.html_block(range);
                self.skipped = 1;
            }
            Tag::MetadataBlock(kind) => {
                self.in_front_matter =
                    kind == MetadataBlockKind::YamlStyle || kind == MetadataBlockKind::PlusesStyle;
                self.skipped = 1;
            }
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
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                builder.push(InlineKind::CloseEmphasis, 0..0);
            }
            _ => {}
        }
    }
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
