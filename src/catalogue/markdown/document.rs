//! A Markdown text as a tree of blocks, with the HTML in it read along, as far as lists of links have any.

use std::ops::Range;

use pulldown_cmark::{
    BrokenLink, Event, HeadingLevel, LinkType, MetadataBlockKind, Options, Parser, Tag, TagEnd,
    TextMergeWithOffset,
};

use super::encoding::Encoding;
use super::html::{self, Token};
use super::urls;

/// Lists within lists, at most; what is nested deeper is read as one level.
const MAX_DEPTH: usize = 32;

#[derive(Debug)]
pub(super) struct Document {
    pub(super) blocks: Vec<Block>,
    pub(super) front_matter: Option<String>,
    /// `[text][label]` without a definition: where, and the label.
    pub(super) undefined: Vec<(Range<usize>, String)>,
}

#[derive(Debug)]
pub(super) enum Block {
    Heading {
        level: u8,
        content: Vec<Piece>,
        span: Range<usize>,
    },
    Paragraph(Vec<Piece>),
    List(Vec<Item>),
    /// The header is the first row.
    Table(Vec<Row>),
    /// What is never read: quotes, code.
    Other,
}

#[derive(Debug)]
pub(super) struct Item {
    pub(super) blocks: Vec<Block>,
}

pub(super) type Row = Vec<Vec<Piece>>;

/// Inline content, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    pub(super) span: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum PieceKind {
    Text(String),
    Code(String),
    Link {
        url: String,
        content: Vec<Piece>,
    },
    Image,
    OpenEmphasis,
    CloseEmphasis,
    /// A hard line break.
    Break,
}

impl Document {
    pub(super) fn parse(text: &str, encoding: Option<Encoding>) -> Document {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
        let mut undefined = Vec::new();
        let mut note = |link: BrokenLink| {
            if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
                undefined.push((link.span.clone(), link.reference.to_string()));
            }
            None
        };
        let parser = Parser::new_with_broken_link_callback(text, options, Some(&mut note));
        let mut builder = Builder::new(text, encoding);
        for (event, range) in TextMergeWithOffset::new(parser.into_offset_iter()) {
            builder.event(event, range);
        }
        let (blocks, front_matter) = builder.finish();
        Document { blocks, front_matter, undefined }
    }
}

/// A block that is open.
enum Open {
    /// The document, or an item.
    Blocks(Vec<Block>),
    List(Vec<Item>),
    Table(Vec<Row>),
    Row(Row),
}

/// Inline content that is open: a text block, or a link in it.
enum OpenInline {
    Paragraph,
    Heading(u8, Range<usize>),
    Cell,
    Link { url: String, span: Range<usize>, from_html: bool },
}

struct Builder<'t> {
    text: &'t str,
    encoding: Option<Encoding>,
    blocks: Vec<Open>,
    inline: Vec<(OpenInline, Vec<Piece>)>,
    /// How deep we are in what is not read.
    skipped: usize,
    /// The HTML element whose content is not read.
    skipped_element: Option<String>,
    /// Whether the front matter is being read.
    in_front_matter: bool,
    front_matter: Option<String>,
    /// Lists that are open but not in `blocks`, because they are too deep.
    flattened: usize,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, encoding: Option<Encoding>) -> Self {
        Builder {
            text,
            encoding,
            blocks: vec![Open::Blocks(Vec::new())],
            inline: Vec::new(),
            skipped: 0,
            skipped_element: None,
            in_front_matter: false,
            front_matter: None,
            flattened: 0,
        }
    }

    fn finish(mut self) -> (Vec<Block>, Option<String>) {
        self.close_to(1);
        let blocks = match self.blocks.pop() {
            Some(Open::Blocks(blocks)) => blocks,
            _ => Vec::new(),
        };
        (blocks, self.front_matter)
    }

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
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                let code = self.repaired(&code);
                self.push(PieceKind::Code(code), range);
            }
            Event::SoftBreak => self.push(PieceKind::Text("\n".to_owned()), range),
            Event::HardBreak => self.push(PieceKind::Break, range),
            Event::InlineHtml(_) => self.html(range),
            Event::Rule => {
                self.close_text();
                self.add(Block::Other);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open_inline(OpenInline::Paragraph),
            Tag::Heading { level, .. } => self.open_inline(OpenInline::Heading(rank(level), range)),
            Tag::List(_) => self.open_list(),
            Tag::Item => self.open_item(),
            Tag::Table(_) => self.open(Open::Table(Vec::new())),
            Tag::TableHead | Tag::TableRow => self.open(Open::Row(Vec::new())),
            Tag::TableCell => self.open_inline(OpenInline::Cell),
            Tag::Link { dest_url, .. } => {
                let url = dest_url.into_string();
                self.open_link(OpenInline::Link { url, span: range, from_html: false });
            }
            Tag::Image { .. } => {
                self.push(PieceKind::Image, range);
                self.skipped = 1;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                self.push(PieceKind::OpenEmphasis, range);
            }
            Tag::HtmlBlock => {
                self.close_text();
                let depth = self.blocks.len();
                self.html(range);
                self.close_to(depth);
                self.skipped_element = None;
                self.skipped = 1;
            }
            Tag::MetadataBlock(kind) => {
                self.in_front_matter =
                    kind == MetadataBlockKind::YamlStyle || kind == MetadataBlockKind::PlusesStyle;
                self.skipped = 1;
            }
            _ => {
                self.close_text();
                self.add(Block::Other);
                self.skipped = 1;
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.close_text(),
            TagEnd::List(_) => self.close_list(),
            TagEnd::Item if self.flattened == 0 => self.close_item(),
            TagEnd::Table => self.close(|open| matches!(open, Open::Table(_))),
            TagEnd::TableHead | TagEnd::TableRow => self.close(|open| matches!(open, Open::Row(_))),
            TagEnd::Link => self.close_link(false),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.push(PieceKind::CloseEmphasis, 0..0);
            }
            _ => {}
        }
    }

    /// Text, with the URLs in it as links.
    fn text(&mut self, text: &str, range: Range<usize>) {
        let text = self.repaired(text);
        let in_link = self.inline.iter().any(|(open, _)| matches!(open, OpenInline::Link { .. }));
        // Places within a text are only known where it stands in the source as it is.
        let is_literal = self.text.get(range.clone()) == Some(&*text);
        let mut at = 0;
        for url in if in_link { Vec::new() } else { urls::bare(&text) } {
            let place = |within: Range<usize>| {
                if is_literal {
                    range.start + within.start..range.start + within.end
                } else {
                    range.clone()
                }
            };
            if at < url.start {
                self.push(PieceKind::Text(text[at..url.start].to_owned()), place(at..url.start));
            }
            let span = place(url.clone());
            let written = &text[url.clone()];
            let content =
                vec![Piece { kind: PieceKind::Text(written.to_owned()), span: span.clone() }];
            let scheme = if written.starts_with("www.") { "http://" } else { "" };
            self.push(PieceKind::Link { url: format!("{scheme}{written}"), content }, span);
            at = url.end;
        }
        if at < text.len() {
            let start = if is_literal { range.start + at } else { range.start };
            self.push(PieceKind::Text(text[at..].to_owned()), start..range.end);
        }
    }

    fn repaired(&self, text: &str) -> String {
        self.encoding.map_or_else(|| text.to_owned(), |encoding| encoding.repair(text))
    }

    fn push(&mut self, kind: PieceKind, span: Range<usize>) {
        if self.inline.is_empty() {
            let is_blank = matches!(&kind, PieceKind::Text(text) if text.trim().is_empty());
            if is_blank || !matches!(self.blocks.last(), Some(Open::Blocks(_))) {
                return;
            }
            self.inline.push((OpenInline::Paragraph, Vec::new()));
        }
        if let Some((_, pieces)) = self.inline.last_mut() {
            pieces.push(Piece { kind, span });
        }
    }

    fn add(&mut self, block: Block) {
        if let Some(Open::Blocks(blocks)) = self.blocks.last_mut() {
            blocks.push(block);
        }
    }

    fn open_inline(&mut self, open: OpenInline) {
        self.close_text();
        self.inline.push((open, Vec::new()));
    }

    fn open_link(&mut self, link: OpenInline) {
        if self.inline.is_empty() {
            self.inline.push((OpenInline::Paragraph, Vec::new()));
        }
        self.inline.push((link, Vec::new()));
    }

    fn close_link(&mut self, html: bool) {
        let is_open = matches!(
            self.inline.last(),
            Some((OpenInline::Link { from_html, .. }, _)) if *from_html == html
        );
        if let (true, Some((OpenInline::Link { url, span, .. }, content))) =
            (is_open, is_open.then(|| self.inline.pop()).flatten())
        {
            self.push(PieceKind::Link { url, content }, span);
        }
    }

    /// Ends the text block that is open, with the links in it.
    fn close_text(&mut self) {
        while let Some((open, content)) = self.inline.pop() {
            match open {
                OpenInline::Link { url, span, .. } => {
                    self.push(PieceKind::Link { url, content }, span);
                }
                OpenInline::Heading(level, span) => {
                    // Headings stand outside of items, whatever the HTML around them says.
                    self.add(Block::Heading { level, content, span });
                }
                OpenInline::Paragraph => self.add(Block::Paragraph(content)),
                OpenInline::Cell => {
                    if let Some(Open::Row(cells)) = self.blocks.last_mut() {
                        cells.push(content);
                    }
                }
            }
        }
    }

    fn open(&mut self, open: Open) {
        self.close_text();
        self.blocks.push(open);
    }

    fn open_list(&mut self) {
        self.close_text();
        if self.blocks.len() >= 2 * MAX_DEPTH || self.flattened > 0 {
            self.flattened += 1;
        } else {
            self.blocks.push(Open::List(Vec::new()));
        }
    }

    fn close_list(&mut self) {
        self.close_text();
        if self.flattened > 0 {
            self.flattened -= 1;
        } else {
            self.close(|open| matches!(open, Open::List(_)));
        }
    }

    fn open_item(&mut self) {
        self.close_text();
        if self.flattened == 0 {
            if !matches!(self.blocks.last(), Some(Open::List(_))) {
                self.blocks.push(Open::List(Vec::new()));
            }
            self.blocks.push(Open::Blocks(Vec::new()));
        }
    }

    /// Ends the item that is open, with all that is open in it.
    fn close_item(&mut self) {
        let is_item = |pair: &[Open]| matches!(pair, [Open::List(_), Open::Blocks(_)]);
        if let Some(at) = self.blocks.windows(2).rposition(is_item) {
            self.close_to(at + 1);
        }
    }

    /// Ends the innermost block of this kind, with all that is open in it.
    fn close(&mut self, is_it: impl Fn(&Open) -> bool) {
        self.close_text();
        if let Some(at) = self.blocks.iter().rposition(is_it).filter(|at| *at > 0) {
            self.close_to(at);
        }
    }

    /// Ends blocks until so many are open.
    fn close_to(&mut self, depth: usize) {
        self.close_text();
        while self.blocks.len() > depth.max(1) {
            match (self.blocks.pop(), self.blocks.last_mut()) {
                (Some(Open::Blocks(blocks)), Some(Open::List(items))) => {
                    items.push(Item { blocks });
                }
                (Some(Open::List(items)), Some(Open::Blocks(blocks))) => {
                    blocks.push(Block::List(items));
                }
                (Some(Open::Row(cells)), Some(Open::Table(rows))) => rows.push(cells),
                (Some(Open::Table(rows)), Some(Open::Blocks(blocks))) => {
                    blocks.push(Block::Table(rows));
                }
                _ => {}
            }
        }
    }

    fn html(&mut self, range: Range<usize>) {
        let text = self.text;
        for (token, span) in html::tokens(&text[range.clone()]) {
            let span = range.start + span.start..range.start + span.end;
            match (token, &self.skipped_element) {
                (Token::Close { name }, Some(skipped)) if name == *skipped => {
                    self.skipped_element = None;
                }
                (_, Some(_)) => {}
                (Token::Open { name, tag }, None) => self.open_tag(&name, tag, span),
                (Token::Close { name }, None) => self.close_tag(&name),
                (Token::Text(written), None) => {
                    let words: Vec<&str> = written.split_whitespace().collect();
                    let blank = |there: bool| if there { " " } else { "" };
                    let before = blank(written.starts_with(char::is_whitespace));
                    let after = blank(written.ends_with(char::is_whitespace) && !words.is_empty());
                    let text = html::unescape(&words.join(" "));
                    self.text(&format!("{before}{text}{after}"), span);
                }
            }
        }
    }

    fn open_tag(&mut self, name: &str, tag: &str, span: Range<usize>) {
        match name {
            "a" => {
                if let Some(url) = html::attribute(tag, "href") {
                    self.open_link(OpenInline::Link { url, span, from_html: true });
                }
            }
            "img" | "svg" | "picture" => {
                self.push(PieceKind::Image, span);
                self.skipped_element = (name != "img").then(|| name.to_owned());
            }
            "br" => self.push(PieceKind::Break, span),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                self.open_inline(OpenInline::Heading(level, span));
            }
            "ul" | "ol" => self.open_list(),
            "li" => {
                let in_item = matches!(self.blocks[..], [.., Open::List(_), Open::Blocks(_)]);
                if in_item && self.flattened == 0 {
                    self.close_item();
                }
                self.open_item();
            }
            "table" => self.open(Open::Table(Vec::new())),
            "tr" => {
                self.close(|open| matches!(open, Open::Row(_)));
                if !matches!(self.blocks.last(), Some(Open::Table(_))) {
                    self.open(Open::Table(Vec::new()));
                }
                self.open(Open::Row(Vec::new()));
            }
            "td" | "th" => {
                self.close_text();
                if matches!(self.blocks.last(), Some(Open::Row(_))) {
                    self.open_inline(OpenInline::Cell);
                }
            }
            "pre" | "script" | "style" | "blockquote" | "title" => {
                self.close_text();
                self.skipped_element = Some(name.to_owned());
            }
            _ if is_inline(name) => {}
            _ if matches!(self.inline.first(), Some((OpenInline::Cell, _))) => {}
            _ => self.close_text(),
        }
    }

    fn close_tag(&mut self, name: &str) {
        match name {
            "a" => self.close_link(true),
            "ul" | "ol" => self.close_list(),
            "li" if self.flattened == 0 => self.close_item(),
            "tr" => self.close(|open| matches!(open, Open::Row(_))),
            "table" => self.close(|open| matches!(open, Open::Table(_))),
            _ if is_inline(name) => {}
            "p" | "div" if matches!(self.inline.first(), Some((OpenInline::Cell, _))) => {}
            _ => self.close_text(),
        }
    }
}

/// Whether an HTML element stands within a line of text.
fn is_inline(name: &str) -> bool {
    const INLINE: &[&str] = &[
        "b", "i", "em", "strong", "u", "s", "del", "ins", "sub", "sup", "small", "big", "code",
        "kbd", "span", "font", "mark", "abbr", "cite", "q", "var", "samp",
    ];
    INLINE.contains(&name)
}

fn rank(level: HeadingLevel) -> u8 {
    level as u8
}
