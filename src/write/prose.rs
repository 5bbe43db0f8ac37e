//! Descriptions and introductions: inline Markdown, which stays inline wherever it is put. Raw HTML is text, an
//! image is a link to it, and links go where the page says.

use std::borrow::Cow;

use memchr::{memchr2, memchr2_iter};
use pulldown_cmark::{
    CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html,
};

use super::Dollar;
use super::markdown::{destination, text};
use crate::markdown::FIXED;
use crate::markdown::parse::parse;
use crate::text::{collapse_whitespace, squeeze_blanks, without_line_ends};
use crate::url;

/// Page that a description stands on.
pub(crate) trait ProsePage {
    /// A URL, as the page has to write it.
    fn url(&self, written: &str) -> String;

    /// A plain text that is no code, with character references decoded.
    fn plain(&self, text: String) -> String;

    /// Way to write dollar signs.
    fn dollar(&self) -> Dollar;
}

/// The description as Markdown.
pub(crate) fn markdown(source: &str, page: &impl ProsePage) -> String {
    let mut written = String::new();
    let mut links = Vec::new();
    for event in events(source, false, page) {
        match event {
            Event::Text(value) => written.push_str(&page.dollar().in_markdown(&value)),
            Event::Code(value) => written.push_str(&code(&value)),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => written.push('*'),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => written.push_str("**"),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => {
                written.push_str("~~");
            }
            Event::Start(Tag::Link { dest_url, title, .. }) => {
                written.push('[');
                links.push((dest_url, title));
            }
            Event::End(TagEnd::Link) => written.extend(links.pop().map(|(url, title)| {
                let title = if title.is_empty() { String::new() } else { quoted(&title) };
                page.dollar().escaped(format!("]({}{title})", destination(&url)))
            })),
            // There are no blocks in a description.
            _ => {}
        }
    }
    without_helpers(written)
}

/// A description whose values stand as they are, on no page.
struct Nowhere;

impl ProsePage for Nowhere {
    fn url(&self, written: &str) -> String {
        written.to_owned()
    }

    fn plain(&self, text: String) -> String {
        text
    }

    fn dollar(&self) -> Dollar {
        Dollar::default()
    }
}

/// A description as Markdown in a file of its own, where its values stand as they are.
pub(crate) fn exported(source: &str) -> String {
    markdown(source, &Nowhere)
}

/// A plain text as a description, with no more backslashes than it needs.
pub(crate) fn of_text(plain: &str) -> String {
    let plain = collapse_whitespace(plain);
    match &events(&plain, false, &Nowhere)[..] {
        [Event::Text(read)] if **read == *plain => plain.into_owned(),
        _ => text(&plain),
    }
}

/// The text of a description, without its markup.
pub(crate) fn to_text(source: &str) -> String {
    let texts = events(source, false, &Nowhere).into_iter().filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.into_string()),
        _ => None,
    });
    collapse_whitespace(&texts.collect::<String>()).into_owned()
}

/// The title of a link, as it stands after the destination.
fn quoted(title: &str) -> String {
    format!(" \"{}\"", text(title).replace('"', "&quot;"))
}

/// A code span, between more backticks than it holds side by side.
pub(crate) fn code(value: &str) -> String {
    let runs = value.split(|c| c != '`').map(str::len);
    let ticks = "`".repeat(runs.max().unwrap_or(0) + 1);
    // The parser takes off one blank at each end, if there is one at both.
    let is_padded = value.starts_with(' ') && value.ends_with(' ') && !value.trim().is_empty();
    let gap = if is_padded || value.starts_with('`') || value.ends_with('`') { " " } else { "" };
    format!("{ticks}{gap}{value}{gap}{ticks}")
}

/// Parts the `{{` of mdBook's own helpers, which are left in code only.
fn without_helpers(written: String) -> String {
    if written.contains("{{") { written.replace("{{", "{\u{2060}{") } else { written }
}

/// The description as HTML, with curly quotes where the book has them.
pub(crate) fn html(source: &str, smart_punctuation: bool, page: &impl ProsePage) -> String {
    let mut written = String::new();
    html::push_html(&mut written, events(source, smart_punctuation, page).into_iter());
    // Tags have none of their own; see `html::escape`.
    if written.contains(['{', '\n']) {
        written = written.replace('{', "&#123;").replace('\n', " ");
    }
    page.dollar().referenced(written)
}

/// A plain text with curly quotes and dashes, as the parser makes them of the author's own text.
pub(crate) fn curled(value: &str) -> Cow<'_, str> {
    if !has_punctuation(value) {
        return value.into();
    }
    let markdown = text(value);
    let events = Parser::new_ext(&markdown, FIXED | Options::ENABLE_SMART_PUNCTUATION);
    let texts = events.filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    texts.collect::<String>().into()
}

/// Returns whether smart punctuation changes a line.
fn has_punctuation(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_run = |at: usize| bytes[at..].starts_with(b"--") || bytes[at..].starts_with(b"...");
    memchr2(b'"', b'\'', bytes).is_some() || memchr2_iter(b'-', b'.', bytes).any(is_run)
}

/// Returns whether the parser can make anything but one text of a line: whether it holds a character that Markdown knows
/// within a line, or smart punctuation.
fn has_markup(line: &str, smart_punctuation: bool) -> bool {
    let is_known = |byte| {
        matches!(
            byte,
            b'\\' | b'`' | b'*' | b'_' | b'~' | b'[' | b']' | b'<' | b'>' | b'!' | b'&' | b'$'
        )
    };
    line.is_empty() || line.bytes().any(is_known) || smart_punctuation && has_punctuation(line)
}

/// Events of a description: texts without line ends, code, emphasis, and links that a page may have. Its source is one
/// line, as all values are.
fn events(source: &str, smart_punctuation: bool, page: &impl ProsePage) -> Vec<Event<'static>> {
    // A word in front keeps a leading `-` or `#` from opening a block.
    const GUARD: &str = "x ";
    if !has_markup(source, smart_punctuation) {
        return vec![Event::Text(page.plain(source.to_owned()).into())];
    }
    let guarded = format!("{GUARD}{source}");
    let mut options = Options::ENABLE_STRIKETHROUGH;
    options.set(Options::ENABLE_SMART_PUNCTUATION, smart_punctuation);
    options.set(Options::ENABLE_MATH, page.dollar() == Dollar::Kept);
    let mut links = Links { open: Vec::new(), page };
    let Some(parsed) = parse(&guarded, options) else {
        return vec![Event::Text(page.plain(source.to_owned()).into())];
    };
    let parsed = parsed.into_iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => None,
        Event::SoftBreak | Event::HardBreak => Some(Event::Text(" ".into())),
        Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => {
            Some(Event::Text(on_one_line(text)))
        }
        Event::Code(code) => Some(Event::Code(on_one_line(code))),
        Event::InlineMath(math) => Some(Event::Text(format!("${math}$").into())),
        Event::DisplayMath(math) => Some(Event::Text(format!("$${math}$$").into())),
        Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
            links.start(link_type, &dest_url, &title)
        }
        Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
            links.start(link_type, &dest_url, &title)
        }
        Event::End(TagEnd::Link | TagEnd::Image) => links.end(),
        event => Some(event),
    });
    let mut guard = Some(GUARD);
    let whole = |event: Event| match event {
        Event::Text(text) => {
            let text = squeeze_blanks(&text);
            let text = guard.take().and_then(|guard| text.strip_prefix(guard)).unwrap_or(&text);
            Event::Text(page.plain(text.to_owned()).into())
        }
        event => event.into_static(),
    };
    TextMergeStream::new(parsed).map(whole).collect()
}

/// A text of the parser's without line ends, as it is if it has none.
fn on_one_line(text: CowStr) -> CowStr {
    let changed = match without_line_ends(&text) {
        Cow::Owned(changed) => Some(changed),
        Cow::Borrowed(_) => None,
    };
    changed.map_or(text, CowStr::from)
}

/// The links of a description.
struct Links<'p, P> {
    /// For each that is open, whether it stays.
    open: Vec<bool>,
    page: &'p P,
}

impl<P: ProsePage> Links<'_, P> {
    fn start(&mut self, link_type: LinkType, url: &str, title: &str) -> Option<Event<'static>> {
        let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
        let url = format!("{scheme}{url}");
        let url = url::encoded(&url);
        // An image in a link is text of the link.
        let is_allowed = url.is_empty() || url::is_allowed(&url);
        let stays = is_allowed && !self.open.contains(&true);
        self.open.push(stays);
        stays.then(|| {
            Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url: self.page.url(&url).into(),
                title: without_line_ends(title).into_owned().into(),
                id: "".into(),
            })
        })
    }

    fn end(&mut self) -> Option<Event<'static>> {
        self.open.pop().unwrap_or(true).then_some(Event::End(TagEnd::Link))
    }
}
