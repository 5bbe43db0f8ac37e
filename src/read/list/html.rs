//! Lines of the HTML in a list: its headings, lists, tables, links, and the text between tags.
//!
//! In a line of Markdown it arrives one tag at a time, as a block in one piece. Tags that a list does not need are
//! passed over.

use std::borrow::Cow;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Error, Span, Tokenizer};

use super::builder::Builder;
use super::lines::Role;
use super::text::Style;
use crate::diagnostic::{Code, Diagnostic};
use crate::read::html;
use crate::text::line_of;

/// Reads an HTML block.
pub(super) fn block(range: Range<usize>, builder: &mut Builder) {
    builder.start(Role::Paragraph);
    builder.is_html = true;
    let depth = builder.depth();
    read(range.clone(), builder, true);
    builder.set_depth(depth);
    builder.set_url(None);
    for style in [Style::STRONG, Style::EMPHASIS, Style::CODE, Style::STRUCK] {
        builder.set_style(style, false);
    }
    builder.is_html = false;
    if let Some(name) = builder.left_out.take() {
        let message = format!("`<{name}>` is not closed; what follows it is left out");
        warn(builder, line_of(builder.source, range.start), message);
    }
}

/// Reads a tag in a line of Markdown.
pub(super) fn inline(range: Range<usize>, builder: &mut Builder) {
    let is_portable = std::mem::take(&mut builder.is_portable);
    read(range, builder, false);
    builder.is_portable = is_portable;
}

fn read(range: Range<usize>, builder: &mut Builder, is_block: bool) {
    let source = builder.source;
    let fragment = &source[range.clone()];
    if let Some(at) = html::crowded_tag(fragment) {
        let at = range.start + at;
        warn(builder, at..at + 1, "this HTML is left out: a tag has too many attributes");
        return;
    }
    let mut reader = TagReader {
        depth: builder.depth(),
        builder,
        fragment,
        start: range.start,
        is_block,
        tag: String::new(),
        url: None,
        is_url: false,
        end: 0,
    };
    let emitter = CallbackEmitter::new(|event: CallbackEvent, span: Span<usize>| -> Option<()> {
        reader.event(&event, span.start..span.end);
        None
    });
    Tokenizer::new_with_emitter(fragment, emitter).for_each(drop);
}

/// Elements whose content is left out.
const LEFT_OUT: [&str; 10] = [
    "blockquote",
    "iframe",
    "noscript",
    "picture",
    "pre",
    "script",
    "style",
    "svg",
    "textarea",
    "title",
];

/// Reader of one fragment.
struct TagReader<'b, 't, 'd> {
    builder: &'b mut Builder<'t, 'd>,
    fragment: &'t str,
    /// Where the fragment begins in the file.
    start: usize,
    is_block: bool,
    /// The start tag that is open, and its `href`.
    tag: String,
    url: Option<String>,
    is_url: bool,
    /// List items around the fragment.
    depth: usize,
    /// Where the last token ends.
    end: usize,
}

impl TagReader<'_, '_, '_> {
    fn event(&mut self, event: &CallbackEvent, span: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = String::from_utf8_lossy(name).into_owned();
                (self.url, self.is_url) = (None, false);
            }
            CallbackEvent::AttributeName { name } => {
                self.is_url = self.tag == "a" && *name == b"href";
            }
            CallbackEvent::AttributeValue { value } if self.is_url && self.url.is_none() => {
                self.url = Some(String::from_utf8_lossy(value).into_owned());
                self.is_url = false;
            }
            CallbackEvent::CloseStartTag { .. } => {
                let tag = std::mem::take(&mut self.tag);
                if self.builder.left_out.is_none() {
                    self.start_tag(&tag, span.clone());
                }
            }
            CallbackEvent::EndTag { name } => {
                let name = String::from_utf8_lossy(name);
                match &self.builder.left_out {
                    Some(left_out) if **left_out == *name => self.builder.left_out = None,
                    Some(_) => {}
                    None => self.end_tag(&name),
                }
            }
            CallbackEvent::String { value } if self.builder.left_out.is_none() => {
                self.text(value, span.clone());
            }
            CallbackEvent::Error(error) => self.error(*error),
            _ => {}
        }
        self.end = self.end.max(span.end);
    }

    /// Text between tags; blanks alone count only within a line.
    fn text(&mut self, value: &[u8], span: Range<usize>) {
        let range = self.start + span.start..self.start + span.end;
        let own = self.fragment.get(span).filter(|own| own.as_bytes() == value);
        let text =
            own.map_or_else(|| String::from_utf8_lossy(value).into_owned().into(), Cow::Borrowed);
        if self.is_block && is_markdown(&text) {
            let line = range.start + text.len() - text.trim_start().len();
            let message = "this Markdown is read as text, because it stands directly below HTML";
            let place = line_of(self.builder.source, line);
            warn(self.builder, place, message).help =
                Some("put an empty line before it".to_owned());
            self.builder.plain_text(text, range);
            return;
        }
        if !text.trim().is_empty() || self.builder.has_text() {
            self.builder.text(text, range);
        }
    }

    fn start_tag(&mut self, name: &str, span: Range<usize>) {
        let at = self.start + span.start..self.start + span.end;
        let in_row = self.builder.is_in_row();
        match name {
            "a" => self.builder.set_url(self.url.take().map(Cow::Owned)),
            "img" => self.builder.image(at),
            "svg" | "picture" => {
                self.builder.image(at);
                self.builder.left_out = Some(name.to_owned());
            }
            _ if LEFT_OUT.contains(&name) => self.builder.left_out = Some(name.to_owned()),
            "b" | "strong" => self.builder.set_style(Style::STRONG, true),
            "i" | "em" => self.builder.set_style(Style::EMPHASIS, true),
            "code" => self.builder.set_style(Style::CODE, true),
            "s" | "del" => self.builder.set_style(Style::STRUCK, true),
            "br" if !self.is_block || in_row || self.builder.has_url() => {
                self.builder.text(Cow::Borrowed("\n"), at);
            }
            "li" if in_row => self.builder.text(Cow::Borrowed("\n"), at),
            _ if !self.is_block => {}
            "summary" => self.builder.start(Role::Summary),
            // A list is what its items stand in: their end tags can be left out.
            "ul" | "ol" => self.builder.set_depth(self.builder.depth() + 1),
            "li" => {
                self.builder.set_depth(self.builder.depth().max(1));
                self.builder.start(Role::Item);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.builder.start(Role::Heading(name.as_bytes()[1] - b'0'));
            }
            "tr" => self.builder.start(Role::Row),
            "th" => self.builder.make_head(),
            "p" | "div" if self.builder.has_url() || in_row => {}
            "p" | "div" | "br" | "table" | "details" | "center" if !in_row => {
                self.builder.start(Role::Paragraph);
            }
            _ => {}
        }
    }

    fn end_tag(&mut self, name: &str) {
        let in_row = self.builder.is_in_row();
        match name {
            "a" => self.builder.set_url(None),
            "b" | "strong" => self.builder.set_style(Style::STRONG, false),
            "i" | "em" => self.builder.set_style(Style::EMPHASIS, false),
            "code" => self.builder.set_style(Style::CODE, false),
            "s" | "del" => self.builder.set_style(Style::STRUCK, false),
            _ if !self.is_block => {}
            "td" | "th" => self.builder.end_cell(),
            "tr" | "table" => self.builder.start(Role::Paragraph),
            _ if in_row => {}
            "ul" | "ol" => {
                let depth = self.builder.depth().saturating_sub(1).max(self.depth);
                self.builder.set_depth(depth);
            }
            "li" => self.builder.start(Role::Paragraph),
            "details" => {
                self.builder.start(Role::SummaryEnd);
                self.builder.start(Role::Paragraph);
            }
            "p" | "div" if self.builder.has_url() => {}
            "p" | "div" | "summary" | "center" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.builder.start(Role::Paragraph);
            }
            _ => {}
        }
    }

    /// Warns of an error by which the rest of the fragment is lost.
    fn error(&mut self, error: Error) {
        let what = match error {
            Error::EofInTag => "tag",
            Error::EofInComment => "comment",
            _ => return,
        };
        if let Some(line) = html::lost_line(self.fragment, self.end) {
            let message = format!("this HTML {what} is not closed; its content is left out");
            warn(self.builder, self.start + line.start..self.start + line.end, message);
        }
    }
}

/// Returns whether a text has marks of Markdown for a link or a heading.
fn is_markdown(text: &str) -> bool {
    text.contains("](") || text.trim_start().starts_with("## ")
}

fn warn<'b>(
    builder: &'b mut Builder,
    place: Range<usize>,
    message: impl Into<String>,
) -> &'b mut Diagnostic {
    let last = builder.diagnostics.len();
    builder.diagnostics.push(Diagnostic::warning(Code::DoubtfulEntry, message).at(place));
    &mut builder.diagnostics[last]
}
