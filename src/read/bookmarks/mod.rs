//! Bookmarks in the format that Netscape made, and that every browser and bookmark service exports.
//!
//! Folders are topics. `<DT>`, `<DD>` and `<p>` are never closed, so that what opens ends what was open before.

mod tags;

use std::mem;
use std::ops::Range;

use crate::catalogue::Part;
use crate::diagnostic::Diagnostic;
use crate::draft::{Draft, ResourceDraft};
use crate::read::dates;
use crate::read::entries::{Entries, Entry, ROOT};
use tags::{Tag, Tags, Token, decoded};

/// The title of the part that is the feed of a bookmark.
const FEED: &str = "Feed";

/// Reads a page of bookmarks.
pub(super) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let mut tags = Tags::new(text);
    let mut page = BookmarksPage {
        entries: Entries::new(diagnostics),
        title: None,
        open: Vec::new(),
        heading: None,
        entry: None,
        reads: Reads::Nothing,
        text: String::new(),
    };
    while let Some(token) = tags.next() {
        match token {
            Token::Text(text) => page.text.push_str(text),
            Token::Open(tag) => page.opens(&tag),
            Token::Close(name) => page.closes(&name),
        }
    }
    page.ends_text();
    page.ends_entry();
    if let Some(rest) = tags.unclosed() {
        page.entries.warn(rest, "this tag is not closed; what follows is left out".to_owned());
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

    fn opens(&mut self, tag: &Tag) {
        match &*tag.name {
            "a" => {
                self.ends_text();
                self.ends_entry();
                if let Some((url, span)) = tag.attribute("href") {
                    self.entry = Some(bookmark(tag, url, span));
                    self.reads = Reads::Link;
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.ends_text();
                self.ends_entry();
                self.ends_heading();
                self.reads = Reads::Heading(tag.name.as_bytes()[1] - b'0', tag.span.clone());
            }
            "dd" => {
                self.ends_text();
                self.reads = Reads::Description;
            }
            "dl" | "ul" | "ol" => self.opens_list(tag.name == "dl"),
            "dt" | "li" | "hr" => self.ends_text(),
            "br" | "p" => self.text.push(' '),
            _ => {}
        }
    }

    fn closes(&mut self, name: &str) {
        match name {
            "a" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dd" | "dt" | "li" => self.ends_text(),
            "dl" | "ul" | "ol" => {
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
        let text = decoded(&mem::take(&mut self.text));
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

/// Attributes of a bookmark.
fn bookmark(tag: &Tag, url: &str, span: Range<usize>) -> Entry {
    let text =
        |name: &str| tag.attribute(name).map(|(value, _)| decoded(value)).unwrap_or_default();
    let tags = text("tags").replace('|', ",");
    let feed = Some(text("feedurl")).filter(|url| crate::url::is_allowed(url));
    Entry {
        url: Some((decoded(url), Some(span.clone()))),
        tags: super::entries::words(&tags),
        parts: feed.map(|url| Part { title: FEED.to_owned(), url }).into_iter().collect(),
        span,
        rest: ResourceDraft {
            added: ["add_date", "time_added"].into_iter().find_map(|name| dates::day(&text(name))),
            ..ResourceDraft::default()
        },
        ..Entry::default()
    }
}
