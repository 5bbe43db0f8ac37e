//! Surroundings of places in a chapter, as far as a directive has to know them.
//!
//! The parser's events give the structure; texts are always taken from the source itself, because
//! events split, unescape and curl what the author wrote.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Dialect;
use super::parse::parse;
use super::prefix::{
    Container, ContainerKind, Tip, is_marker, line_at, line_end, line_start, next_line,
};

/// Element that a byte of a chapter is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    /// Ordinary text of a paragraph, an item, a quote, …
    Text,
    Heading,
    Link,
    Image,
    /// Fenced, indented or inline.
    Code,
    Comment,
    HtmlBlock,
    /// An inline tag, that is to say one of its attributes.
    HtmlTag,
    /// Text that is not shown: a link definition, a table cell too many.
    Nothing,
}

/// The surroundings of one place in a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Surroundings {
    pub(crate) within: Within,
    /// The paragraph, the text of a tight item, or the table cell it stands in.
    pub(crate) block: Range<usize>,
    /// True if that is a table cell.
    pub(crate) cell: bool,
    /// True if it is something else that cannot hold blocks: a defined term, or emphasis.
    pub(crate) inline_only: bool,
    /// True if that text is a direct child of an item, without a paragraph around it.
    pub(crate) tight: bool,
    /// Outermost first.
    pub(crate) containers: Vec<Container>,
    /// Level of the nearest heading before it.
    pub(crate) heading: Option<u8>,
    /// The bullets of the lists directly before and after the block, or the delimiters of their numbers.
    pub(crate) neighbours: [Option<u8>; 2],
}

/// The surroundings of each of `offsets`, which ascend; `None` if the parser panics.
pub(crate) fn surroundings(
    text: &str,
    offsets: &[usize],
    dialect: Dialect,
) -> Option<Vec<Surroundings>> {
    let mut walk = Walk::new(text, offsets);
    for (event, range) in parse(text, dialect.options())? {
        walk.event(&event, range);
    }
    walk.close_run();
    Some(walk.places)
}

/// Blocks side by side in one container.
#[derive(Default)]
struct Frame {
    /// The bullet or delimiter of the block just closed, if that is a list.
    previous: Option<u8>,
    /// Places that wait to hear which block comes next.
    waiting: Range<usize>,
    /// Inline content that has no block of its own, so far: the text of a tight item.
    run: Option<Range<usize>>,
}

struct Walk<'t> {
    text: &'t str,
    offsets: &'t [usize],
    places: Vec<Surroundings>,
    /// Those around the text at hand that hold a directive.
    containers: Vec<Container>,
    /// Number of further open containers, which hold none.
    empty: usize,
    /// The place behind the marker of the innermost container, if that was just opened.
    tip: Option<Tip>,
    /// The bullet or delimiter of each list that is open.
    bullets: Vec<Option<u8>>,
    /// One more than containers: the innermost is where blocks are opened now.
    frames: Vec<Frame>,
    heading: Option<u8>,
    /// True if a block that holds inline content is open, so that its content is no run.
    in_block: bool,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str, offsets: &'t [usize]) -> Self {
        let unseen = Surroundings {
            within: Within::Nothing,
            block: 0..0,
            cell: false,
            inline_only: false,
            tight: false,
            containers: Vec::new(),
            heading: None,
            neighbours: [None, None],
        };
        Walk {
            text,
            offsets,
            places: vec![unseen; offsets.len()],
            containers: Vec::new(),
            empty: 0,
            tip: None,
            bullets: Vec::new(),
            frames: vec![Frame::default()],
            heading: None,
            in_block: false,
        }
    }

    fn event(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag, range),
            Event::Rule => {
                self.open_block(None);
                self.close_block(None);
            }
            _ => self.inline(event, range),
        }
    }

    fn start(&mut self, tag: &Tag, range: Range<usize>) {
        match tag {
            Tag::BlockQuote(_) => self.enter(ContainerKind::Quote, range),
            Tag::Item => self.push(ContainerKind::Item, range),
            Tag::FootnoteDefinition(_) => self.enter(ContainerKind::Footnote, range),
            Tag::DefinitionListDefinition => self.push(ContainerKind::Definition, range),
            Tag::List(_) => {
                let bullet = self.bullet(range);
                self.open_block(bullet);
                self.bullets.push(bullet);
            }
            Tag::Paragraph => self.text_block(range, Within::Text, |_| {}),
            Tag::Heading { .. } => self.text_block(range, Within::Heading, |_| {}),
            Tag::DefinitionListTitle => {
                self.text_block(range, Within::Text, |place| place.inline_only = true);
            }
            Tag::TableCell => self.text_block(range, Within::Text, |place| place.cell = true),
            Tag::CodeBlock(_) => {
                self.open_block(None);
                self.mark(range, Within::Code);
            }
            Tag::HtmlBlock => {
                self.open_block(None);
                self.mark_html(range);
            }
            Tag::Table(_) | Tag::DefinitionList => self.open_block(None),
            Tag::Link { .. } => self.inline_span(range, |place| place.within = Within::Link),
            Tag::Image { .. } => self.inline_span(range, |place| place.within = Within::Image),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                self.inline_span(range, |place| place.inline_only = true);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                self.pop();
                self.close_block(None);
            }
            TagEnd::Item | TagEnd::DefinitionListDefinition => self.pop(),
            TagEnd::List(_) => {
                let bullet = self.bullets.pop().flatten();
                self.close_block(bullet);
            }
            TagEnd::Heading(level) => {
                self.heading = Some(level as u8);
                self.close_text_block(range);
            }
            TagEnd::Paragraph | TagEnd::TableCell | TagEnd::DefinitionListTitle => {
                self.close_text_block(range);
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table | TagEnd::DefinitionList => {
                self.close_block(None);
            }
            _ => {}
        }
    }

    fn inline(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Html(_) => return,
            Event::Code(_) => self.mark(range.clone(), Within::Code),
            Event::InlineHtml(html) if html.starts_with("<!--") => {
                self.mark(range.clone(), Within::Comment);
            }
            Event::InlineHtml(_) => self.mark(range.clone(), Within::HtmlTag),
            _ => {}
        }
        self.extend_run(range);
    }

    fn inline_span(&mut self, range: Range<usize>, change: impl Fn(&mut Surroundings)) {
        self.within(range.clone()).iter_mut().for_each(change);
        self.extend_run(range);
    }

    /// A container that is itself a block among others.
    fn enter(&mut self, kind: ContainerKind, range: Range<usize>) {
        self.open_block(None);
        self.push(kind, range);
    }

    fn push(&mut self, kind: ContainerKind, range: Range<usize>) {
        self.frames.push(Frame::default());
        if self.empty > 0 || self.indices(&range).is_empty() {
            self.empty += 1;
            return;
        }
        let marker = self.marker(kind, range);
        let (container, tip) = Container::new(self.text, &self.containers, self.tip, kind, marker);
        self.containers.push(container);
        self.tip = Some(tip);
    }

    fn pop(&mut self) {
        self.close_run();
        self.frames.pop();
        self.tip = None;
        match self.empty {
            0 => {
                self.containers.pop();
            }
            _ => self.empty -= 1,
        }
    }

    fn frame(&mut self) -> &mut Frame {
        // The first frame is the document's and is never popped.
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// A block begins: what stood before it now knows its neighbour.
    fn open_block(&mut self, bullet: Option<u8>) {
        self.close_run();
        let waiting = std::mem::take(&mut self.frame().waiting);
        for place in &mut self.places[waiting] {
            place.neighbours[1] = bullet;
        }
    }

    fn close_block(&mut self, bullet: Option<u8>) {
        self.frame().previous = bullet;
    }

    fn text_block(
        &mut self,
        range: Range<usize>,
        within: Within,
        change: impl Fn(&mut Surroundings),
    ) {
        self.open_block(None);
        self.in_block = true;
        self.mark(range.clone(), within);
        self.within(range).iter_mut().for_each(change);
    }

    fn close_text_block(&mut self, range: Range<usize>) {
        self.in_block = false;
        self.settle(range, false);
    }

    fn extend_run(&mut self, range: Range<usize>) {
        if !self.in_block {
            if self.frame().run.is_none() {
                self.open_block(None);
            }
            let run = self.frame().run.get_or_insert(range.clone());
            run.end = run.end.max(range.end);
        }
    }

    fn close_run(&mut self) {
        if let Some(range) = self.frame().run.take() {
            for place in self.within(range.clone()) {
                if place.within == Within::Nothing {
                    place.within = Within::Text;
                }
            }
            self.settle(range, true);
        }
    }

    /// Writes down the surroundings of the places in a block of text that is complete now.
    fn settle(&mut self, range: Range<usize>, tight: bool) {
        let indices = self.indices(&range);
        let previous = self.frame().previous.take();
        for index in indices.clone() {
            let place = &mut self.places[index];
            place.block = range.clone();
            place.tight = tight;
            place.containers.clone_from(&self.containers);
            place.heading = self.heading;
            place.neighbours[0] = previous;
        }
        self.frame().waiting = indices;
    }

    fn mark(&mut self, range: Range<usize>, within: Within) {
        for place in self.within(range) {
            place.within = within;
        }
    }

    /// A comment inside an HTML block is a comment.
    fn mark_html(&mut self, range: Range<usize>) {
        let html = &self.text[range.clone()];
        let mut from = 0;
        // Whether a comment is open at `from`.
        let mut commented = false;
        for index in self.indices(&range) {
            let to = self.offsets[index] - range.start;
            while let Some(at) = html[from..to].find(if commented { "-->" } else { "<!--" }) {
                from += at + if commented { 3 } else { 4 };
                commented = !commented;
            }
            from = to;
            self.places[index].within = if commented { Within::Comment } else { Within::HtmlBlock };
        }
    }

    fn indices(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.offsets.partition_point(|&offset| offset < range.start);
        let end = self.offsets.partition_point(|&offset| offset < range.end);
        first..end
    }

    fn within(&mut self, range: Range<usize>) -> &mut [Surroundings] {
        let indices = self.indices(&range);
        &mut self.places[indices]
    }

    /// Where the marker of a container stands.
    ///
    /// The parser's range begins as many *bytes* before it as it is indented by *columns*, so behind a
    /// tab that can be on the line before, and even inside a character.
    fn marker(&self, kind: ContainerKind, range: Range<usize>) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = line_start(bytes, range.start);
        while at < range.end {
            let content = match self.tip.filter(|tip| tip.line == at) {
                Some(tip) => tip.offset,
                None => line_at(self.text, &self.containers, at).content,
            };
            let blanks = bytes[content..].iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
            let first = content + blanks.count();
            if first >= range.start && is_marker(&bytes[first..], kind) {
                return first;
            }
            at = next_line(self.text, line_end(self.text, first));
        }
        range.start
    }

    /// The bullet of the list in this range, if it has one, and if there is a directive that could care.
    fn bullet(&self, range: Range<usize>) -> Option<u8> {
        if self.empty > 0 {
            return None;
        }
        let marker = self.text.as_bytes().get(self.marker(ContainerKind::Item, range)..)?;
        // A number has its delimiter behind it.
        let first = marker.iter().copied().find(|byte| !byte.is_ascii_digit());
        first.filter(|byte| matches!(byte, b'-' | b'*' | b'+' | b'.' | b')'))
    }
}
