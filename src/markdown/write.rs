//! Plain values as Markdown: whatever a title, a name or a URL holds, it is read back as itself, in a
//! paragraph, a heading, a list item and a table cell, by both generations' parsers.
//!
//! `pulldown-cmark-to-cmark` does the escaping; [`mend`] closes the gaps that it has in headings and
//! table cells.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html};
use pulldown_cmark_to_cmark::cmark;

use super::FIXED;
use crate::text::collapse_whitespace;
use crate::url;

/// Everything that could give a character a meaning, so that it is escaped in any dialect.
const WRITTEN_FOR: Options =
    FIXED.union(Options::ENABLE_DEFINITION_LIST).union(Options::ENABLE_GFM);

/// A plain text as Markdown. A blank at either end stays: templates print those between values.
pub(crate) fn text(value: &str) -> String {
    if is_only_words(value) {
        return value.to_owned();
    }
    let folded = collapse_whitespace(value);
    let events = [Event::Text(folded.as_str().into())];
    let written = mend(&paragraph(events).unwrap_or_else(|| escape_all(&folded)));
    let blank = |there: bool| if there { " " } else { "" };
    let (before, after) = (value.starts_with(' '), value.ends_with(' '));
    format!("{}{written}{}", blank(before), blank(after && !folded.is_empty()))
}

/// Whether a text has nothing in it that could need an escape: most have not, and need no serializer.
fn is_only_words(value: &str) -> bool {
    let mut before = '.';
    value.chars().all(|c| {
        let is_word = c.is_alphanumeric() || matches!(c, ',' | ';' | '?' | '\'' | '’');
        // Line ends and runs of blanks are folded, and `1.` begins a list.
        let is_plain = is_word || c == ' ' && before != ' ' || c == '.' && before.is_alphabetic();
        before = c;
        is_plain
    })
}

/// A link with a plain text, to a URL as it is written.
pub(crate) fn link(text: &str, url: &str) -> String {
    let text = collapse_whitespace(text);
    let events = [
        Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url: url.into(),
            title: "".into(),
            id: "".into(),
        }),
        Event::Text(text.as_str().into()),
        Event::End(TagEnd::Link),
    ];
    let written = paragraph(events)
        .unwrap_or_else(|| format!("[{}](<{}>)", escape_all(&text), escape_all(url)));
    mend(&written)
}

/// A description's inline Markdown, put right so that it stays inline wherever it is put: raw HTML is
/// text, links go where `resolve` says.
pub(crate) fn inline(source: &str, resolve: impl Fn(&str) -> String) -> String {
    paragraph(inline_events(source, false, resolve)).map_or_else(|| text(source), without_helpers)
}

/// Escapes every `{{` in the text of inline Markdown, for mdBook's own `{{#include …}}`.
fn without_helpers(written: String) -> String {
    if !written.contains("{{") {
        return written;
    }
    let mut escaped = String::with_capacity(written.len() + 2);
    let mut at = 0;
    for (event, range) in Parser::new_ext(&written, WRITTEN_FOR).into_offset_iter() {
        if matches!(event, Event::Text(_)) {
            escaped.push_str(&written[at..range.start]);
            escaped.push_str(&written[range.clone()].replace("{{", "{\\{"));
            at = range.end;
        }
    }
    escaped.push_str(&written[at..]);
    escaped
}

/// Inline Markdown for a table cell, where a `|` ends the cell even in code.
pub(crate) fn cell(markdown: &str) -> String {
    let mut written = String::with_capacity(markdown.len());
    let mut escaped = false;
    for c in markdown.chars() {
        if c == '|' && !escaped {
            written.push('\\');
        }
        written.push(c);
        escaped = c == '\\' && !escaped;
    }
    written
}

/// The same as HTML, with curly quotes where the book has them.
pub(crate) fn inline_html(
    source: &str,
    smart_punctuation: bool,
    resolve: impl Fn(&str) -> String,
) -> String {
    let mut written = String::new();
    html::push_html(&mut written, inline_events(source, smart_punctuation, resolve).into_iter());
    written
}

/// A plain text with curly quotes and dashes, as the parser makes them of the author's own text.
pub(crate) fn curled(value: &str) -> String {
    if !value.contains(['"', '\'']) && !value.contains("--") && !value.contains("...") {
        return value.to_owned();
    }
    let markdown = text(value);
    let events = Parser::new_ext(&markdown, FIXED | Options::ENABLE_SMART_PUNCTUATION);
    let texts = events.filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    texts.collect()
}

fn paragraph<'e>(events: impl IntoIterator<Item = Event<'e>>) -> Option<String> {
    let events = [Event::Start(Tag::Paragraph)]
        .into_iter()
        .chain(events)
        .chain([Event::End(TagEnd::Paragraph)]);
    let mut written = String::new();
    cmark(events, &mut written, WRITTEN_FOR).ok()?;
    (!written.contains('\n')).then_some(written)
}

fn inline_events(
    source: &str,
    smart_punctuation: bool,
    resolve: impl Fn(&str) -> String,
) -> Vec<Event<'static>> {
    // A word in front keeps a leading `-` or `#` from opening a block.
    const GUARD: &str = "x ";
    let guarded = format!("{GUARD}{}", collapse_whitespace(source));
    let mut options = Options::ENABLE_STRIKETHROUGH;
    options.set(Options::ENABLE_SMART_PUNCTUATION, smart_punctuation);
    let events = Parser::new_ext(&guarded, options);
    // For each link and image that is open, whether it stays.
    let mut open = Vec::new();
    let moved = |open: &mut Vec<bool>, link_type, dest_url: &str| {
        let stays = url::is_allowed(dest_url);
        open.push(stays);
        // An autolink has no other spelling for a URL that was moved.
        let link_type = match link_type {
            LinkType::Autolink | LinkType::Email => link_type,
            _ => LinkType::Inline,
        };
        stays.then(|| (link_type, resolve(dest_url).into()))
    };
    let events = events.filter_map(|event| match event {
        Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => None,
        Event::InlineHtml(html) => Some(Event::Text(html)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let (link_type, dest_url) = moved(&mut open, link_type, &dest_url)?;
            Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let (link_type, dest_url) = moved(&mut open, link_type, &dest_url)?;
            Some(Event::Start(Tag::Image { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link | TagEnd::Image) => open.pop().unwrap_or(true).then_some(event),
        event => Some(event),
    });
    let mut events: Vec<_> = TextMergeStream::new(events).map(Event::into_static).collect();
    if let Some(Event::Text(first)) = events.first_mut() {
        *first = first.strip_prefix(GUARD).unwrap_or(first).to_owned().into();
    }
    events
}

/// Escapes what the serializer leaves because it stands in a paragraph: a `#` or `{…}` at a heading's
/// end, a `|` in a URL and a backslash at the end of a table cell, a `!` before a link.
///
/// A `{{` is escaped for mdBook's own `{{#include …}}`, which an author can have run after us.
fn mend(written: &str) -> String {
    // A `&` before a blank cannot begin a character reference.
    let written = written.replace("&amp; ", "& ");
    if !written.contains(['{', '#', '|', '!', '\\', '}']) {
        return written;
    }
    let mut mended = String::with_capacity(written.len() + 8);
    let mut escaped = false;
    let mut chars = written.chars().peekable();
    while let Some(c) = chars.next() {
        let needs_escape = match c {
            '|' => true,
            '{' => chars.peek() == Some(&'{'),
            '#' => mended.ends_with(' '),
            '!' => chars.peek().is_none(),
            _ => false,
        };
        if needs_escape && !escaped {
            mended.push('\\');
        }
        match c {
            // These two keep their meaning behind a backslash.
            '}' if chars.peek().is_none() => mended.push_str("&#125;"),
            '\\' if escaped && chars.peek().is_none() => {
                mended.pop();
                mended.push_str("&#92;");
            }
            _ => mended.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    mended
}

fn escape_all(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len() * 2);
    for c in value.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
