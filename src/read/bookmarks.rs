//! Bookmarks in the format that Netscape made, and that every browser and bookmark service exports.
//!
//! Folders are topics. `<DT>`, `<DD>` and `<p>` are never closed, so that what opens ends what was open before.

use std::mem;
use std::ops::Range;

use html5gum::{DefaultEmitter, Error, StartTag, Token, Tokenizer};

use crate::catalogue::{Facts, Part};
use crate::diagnostic::Diagnostic;
use crate::draft::Draft;
use crate::read::cells::words;
use crate::read::entries::{Entries, Entry, ROOT};
use crate::read::{dates, html, list};
use crate::text::collapse_whitespace;

/// Elements before which a description ends; what else it has is text of it.
const DESCRIPTION_ENDS: [&str; 4] = ["dd", "dl", "dt", "hr"];

/// The title of the part that is the feed of a bookmark.
const FEED: &str = "Feed";

/// Reads a page of bookmarks.
pub(super) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let mut page = BookmarksPage {
        source: text,
        entries: Entries::new(text, diagnostics),
        title: None,
        open: Vec::new(),
        heading: None,
        entry: None,
        reads: Reads::Nothing,
        text: String::new(),
    };
    let mut lost = html::crowded_tag(text).map(|at| (at, "has too many attributes"));
    let readable = &text[..lost.map_or(text.len(), |(at, _)| at)];
    let mut end = 0;
    for token in Tokenizer::new_with_emitter(readable, DefaultEmitter::new_with_span()).flatten() {
        match token {
            Token::String(text) => {
                end = text.span.end;
                page.text.push_str(&String::from_utf8_lossy(&text.value));
            }
            Token::StartTag(tag) => {
                end = tag.span.end;
                page.opens(&tag);
            }
            Token::EndTag(tag) => {
                end = tag.span.end;
                page.closes(&tag.name, tag.span.start);
            }
            Token::Comment(comment) => end = comment.span.end,
            Token::Error(error) if matches!(error.value, Error::EofInTag | Error::EofInComment) => {
                lost = Some((end, "is not closed"));
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.ends_text(readable.len());
    page.ends_entry();
    if let Some((end, fault)) = lost
        && let Some(line) = html::lost_line(text, end)
    {
        page.entries.warn(line, format!("this tag {fault}; what follows is left out"));
    }
    Draft { title: page.title, ..page.entries.finish() }
}

/// Target of a text.
enum Reads {
    Nothing,
    Heading(u8, Range<usize>),
    Link,
    /// Description that begins at a byte.
    Description(usize),
}

/// A heading that waits for the list below it.
struct Heading {
    level: u8,
    title: String,
    introduction: String,
    span: Range<usize>,
}

struct BookmarksPage<'t, 'd> {
    source: &'t str,
    entries: Entries<'d>,
    title: Option<String>,
    /// For each open list its folder.
    open: Vec<usize>,
    heading: Option<Heading>,
    /// A bookmark that waits for its description.
    entry: Option<Entry>,
    reads: Reads,
    text: String,
}

impl BookmarksPage<'_, '_> {
    fn folder(&self) -> usize {
        self.open.last().copied().unwrap_or(ROOT)
    }

    fn opens(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name);
        let span = tag.span.start..tag.span.end;
        if matches!(self.reads, Reads::Description(_)) && !DESCRIPTION_ENDS.contains(&&*name) {
            self.text.push(' ');
            return;
        }
        match &*name {
            "a" => {
                self.ends_text(span.start);
                self.ends_entry();
                if let Some(url) = attribute(tag, "href") {
                    let place = &tag.attributes[&b"href"[..]].span;
                    if url.is_empty() {
                        let message = "this bookmark has no URL; it is left out".to_owned();
                        return self.entries.warn(span, message);
                    }
                    self.entry = Some(bookmark(tag, url, place.start..place.end));
                    self.reads = Reads::Link;
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.ends_text(span.start);
                self.ends_entry();
                self.ends_heading();
                self.reads = Reads::Heading(tag.name[1] - b'0', span);
            }
            "dd" => {
                self.ends_text(span.start);
                self.reads = Reads::Description(span.end);
            }
            "dl" | "ul" | "ol" => {
                self.ends_text(span.start);
                self.opens_list(name == "dl");
            }
            "dt" | "li" | "hr" => self.ends_text(span.start),
            "br" | "p" => self.text.push(' '),
            _ => {}
        }
    }

    fn closes(&mut self, name: &[u8], at: usize) {
        let is_inside = matches!(self.reads, Reads::Description(_));
        match name {
            b"a" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"li" | b"ul" | b"ol" | b"p"
                if is_inside =>
            {
                self.text.push(' ');
            }
            b"a" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"dd" | b"dt" | b"li" => {
                self.ends_text(at);
            }
            b"dl" | b"ul" | b"ol" => {
                self.ends_text(at);
                self.ends_entry();
                self.heading = None;
                self.open.pop();
            }
            _ => {}
        }
    }

    /// A list opens the folder of the heading above it.
    fn opens_list(&mut self, is_netscape: bool) {
        self.ends_entry();
        let mut folder = self.folder();
        let is_title = |heading: &Heading| heading.level == 1 && is_netscape && folder == ROOT;
        match self.heading.take() {
            Some(heading) if is_title(&heading) => self.title = Some(heading.title),
            Some(heading) => {
                folder = self.entries.folder(folder, &heading.title, heading.span);
                if !heading.introduction.is_empty() {
                    self.entries.introduce(folder, &heading.introduction);
                }
            }
            None => {}
        }
        self.open.push(folder);
    }

    /// Ends the text that is being read, and puts it where it belongs. A description that has a link is kept with it.
    fn ends_text(&mut self, at: usize) {
        let text = collapse_whitespace(&mem::take(&mut self.text)).into_owned();
        match (mem::replace(&mut self.reads, Reads::Nothing), &mut self.entry, &mut self.heading) {
            (Reads::Heading(level, span), ..) => {
                self.heading =
                    Some(Heading { level, title: text, introduction: String::new(), span });
            }
            (Reads::Link, Some(entry), _) => entry.title = text,
            (Reads::Description(start), Some(entry), _) if !text.is_empty() => {
                let html = self.source.get(start..at).unwrap_or_default();
                let has_link = html.to_ascii_lowercase().contains("<a ");
                entry.markdown = has_link.then(|| list::markdown_of_html(html));
                entry.description = text;
            }
            (Reads::Description(_), None, Some(heading)) => heading.introduction.push_str(&text),
            _ => {}
        }
    }

    /// A heading without a list of its own is the title of the page, if it can be.
    fn ends_heading(&mut self) {
        let heading = self.heading.take().filter(|heading| heading.level == 1);
        if let Some(heading) = heading.filter(|_| self.open.is_empty()) {
            self.title = Some(heading.title);
        }
    }

    fn ends_entry(&mut self) {
        if let Some(entry) = self.entry.take() {
            let folder = self.folder();
            self.entries.add(folder, entry);
        }
    }
}

/// Value of an attribute, on one line.
fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(collapse_whitespace(&String::from_utf8_lossy(value)).into_owned())
}

/// Bookmark of an `<a>` with a URL.
fn bookmark(tag: &StartTag<usize>, url: String, place: Range<usize>) -> Entry {
    let text = |name: &str| attribute(tag, name).unwrap_or_default();
    let feed = Some(text("feedurl")).filter(|url| crate::url::is_allowed(url));
    Entry {
        url: Some((url, Some(place.clone()))),
        tags: ["tags", "labels"].into_iter().flat_map(|name| words(&text(name))).collect(),
        description: ["description", "note"]
            .map(text)
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default(),
        parts: feed.map(|url| Part { title: FEED.to_owned(), url }).into_iter().collect(),
        span: place,
        facts: Facts {
            added: ["add_date", "time_added"].into_iter().find_map(|name| dates::day(&text(name))),
            ..Facts::default()
        },
        ..Entry::default()
    }
}
