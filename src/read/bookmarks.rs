//! Bookmarks in the format that Netscape made, and that every browser and bookmark service exports.
//!
//! Folders are topics. `<DT>`, `<DD>` and `<p>` are never closed, so that what opens ends what was open before.

use std::mem;
use std::ops::Range;

use html5gum::{DefaultEmitter, Error, StartTag, Token, Tokenizer};

use crate::catalogue::{Facts, Part};
use crate::diagnostic::Diagnostic;
use crate::draft::Draft;
use crate::read::dates;
use crate::read::entries::{Entries, Entry, ROOT};
use crate::read::html;
use crate::text::collapse_whitespace;

/// The title of the part that is the feed of a bookmark.
const FEED: &str = "Feed";

/// Reads a page of bookmarks.
pub(super) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let mut page = BookmarksPage {
        entries: Entries::new(diagnostics),
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
                page.closes(&tag.name);
            }
            Token::Comment(comment) => end = comment.span.end,
            Token::Error(error) if matches!(error.value, Error::EofInTag | Error::EofInComment) => {
                lost = Some((end, "is not closed"));
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.ends_text();
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
    Description,
}

/// A heading that waits for the list below it.
struct Heading {
    level: u8,
    title: String,
    introduction: String,
    span: Range<usize>,
}

struct BookmarksPage<'d> {
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

impl BookmarksPage<'_> {
    fn folder(&self) -> usize {
        self.open.last().copied().unwrap_or(ROOT)
    }

    fn opens(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name);
        let span = tag.span.start..tag.span.end;
        match &*name {
            "a" => {
                self.ends_text();
                self.ends_entry();
                if let Some(url) = attribute(tag, "href") {
                    let place = &tag.attributes[&b"href"[..]].span;
                    self.entry = Some(bookmark(tag, url, place.start..place.end));
                    self.reads = Reads::Link;
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.ends_text();
                self.ends_entry();
                self.ends_heading();
                self.reads = Reads::Heading(tag.name[1] - b'0', span);
            }
            "dd" => {
                self.ends_text();
                self.reads = Reads::Description;
            }
            "dl" | "ul" | "ol" => self.opens_list(name == "dl"),
            "dt" | "li" | "hr" => self.ends_text(),
            "br" | "p" => self.text.push(' '),
            _ => {}
        }
    }

    fn closes(&mut self, name: &[u8]) {
        match name {
            b"a" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"dd" | b"dt" | b"li" => {
                self.ends_text();
            }
            b"dl" | b"ul" | b"ol" => {
                self.ends_text();
                self.ends_entry();
                self.heading = None;
                self.open.pop();
            }
            _ => {}
        }
    }

    /// A list opens the folder of the heading above it.
    fn opens_list(&mut self, is_netscape: bool) {
        self.ends_text();
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

    /// Ends the text that is being read, and puts it where it belongs.
    fn ends_text(&mut self) {
        let text = collapse_whitespace(&mem::take(&mut self.text)).into_owned();
        match (mem::replace(&mut self.reads, Reads::Nothing), &mut self.entry, &mut self.heading) {
            (Reads::Heading(level, span), ..) => {
                self.heading =
                    Some(Heading { level, title: text, introduction: String::new(), span });
            }
            (Reads::Link, Some(entry), _) => entry.title = text,
            (Reads::Description, Some(entry), _) => entry.description.push_str(&text),
            (Reads::Description, None, Some(heading)) => heading.introduction.push_str(&text),
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
        tags: super::entries::words(&text("tags").replace('|', ",")),
        parts: feed.map(|url| Part { title: FEED.to_owned(), url }).into_iter().collect(),
        span: place,
        facts: Facts {
            added: ["add_date", "time_added"].into_iter().find_map(|name| dates::day(&text(name))),
            ..Facts::default()
        },
        ..Entry::default()
    }
}
