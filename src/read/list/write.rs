//! Text of a list as inline Markdown, for descriptions and introductions.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Tag, TagEnd};

use super::text::{Piece, Style, Text, one_line};
use crate::read::encoding::Encoding;

/// The file of a list.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    pub(super) text: &'t str,
    pub(super) encoding: Option<Encoding>,
}

impl Source<'_> {
    /// A text as Markdown: the file's own where it can stand by itself, otherwise written anew. Marks around the whole
    /// text are left out, for they only say where it is.
    pub(super) fn markdown(self, text: Text) -> String {
        let whole = whole_style(text);
        let own = text.own_markdown(self.text).filter(|_| whole.is_plain());
        let written = match own {
            Some(range) => self.text[range].to_owned(),
            None => written(text, whole),
        };
        let written = match self.encoding {
            Some(encoding) if !written.is_ascii() => encoding.repair(&written),
            _ => written,
        };
        one_line(&written)
    }
}

/// The marks of emphasis that all of a text has.
fn whole_style(text: Text) -> Style {
    let mut whole = Style::default();
    for style in [Style::STRONG, Style::EMPHASIS] {
        let has = |piece: &Piece| piece.style.has(style);
        let is = text.parts().all(|part| has(part.piece) || part.text.trim().is_empty());
        whole.set(style, is);
    }
    whole
}

/// A text, written as Markdown without these marks.
fn written(text: Text, without: Style) -> String {
    let mut events: Vec<Event> = vec![Event::Start(Tag::Paragraph)];
    let mut open: Vec<TagEnd> = Vec::new();
    let mut before: (Style, Option<&str>) = Default::default();
    // Texts side by side are one: a blank at the end of one would be written as a reference.
    let mut content = String::new();
    for part in text.parts().filter(|part| !part.text.is_empty()) {
        let now = (part.piece.style, part.piece.url.as_deref());
        if now != before {
            push(&mut events, &mut content, before.0);
            events.extend(open.drain(..).rev().map(Event::End));
            for tag in tags(now.0, now.1, without) {
                open.push(tag.to_end());
                events.push(Event::Start(tag));
            }
            before = now;
        }
        content.push_str(part.text);
    }
    push(&mut events, &mut content, before.0);
    events.extend(open.drain(..).rev().map(Event::End));
    events.push(Event::End(TagEnd::Paragraph));
    let mut written = String::new();
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_to_cmark::cmark(events, &mut written, Options::empty());
    written
}

/// Adds a text to the events.
fn push(events: &mut Vec<Event<'_>>, content: &mut String, style: Style) {
    if !content.is_empty() {
        let text = CowStr::from(one_blank(&std::mem::take(content)));
        events.push(if style.has(Style::CODE) { Event::Code(text) } else { Event::Text(text) });
    }
}

/// A text with one blank for each run of white space, those at the ends too.
fn one_blank(text: &str) -> String {
    let line = one_line(text);
    let blank = |is: bool| if is { " " } else { "" };
    let before = blank(text.starts_with(char::is_whitespace));
    let behind = blank(text.ends_with(char::is_whitespace) && !line.is_empty());
    format!("{before}{line}{behind}")
}

/// The tags around a piece, outermost first.
fn tags(style: Style, url: Option<&str>, without: Style) -> impl Iterator<Item = Tag<'_>> {
    let link = url.map(|url| Tag::Link {
        link_type: LinkType::Inline,
        dest_url: url.into(),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    });
    let marks = [
        (Style::STRONG, Tag::Strong),
        (Style::EMPHASIS, Tag::Emphasis),
        (Style::STRUCK, Tag::Strikethrough),
    ];
    let marks = marks.into_iter().filter(move |(mark, _)| style.has(*mark) && !without.has(*mark));
    link.into_iter().chain(marks.map(|(_, tag)| tag))
}
