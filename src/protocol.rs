//! What mdBook writes to a preprocessor, and what it reads back: [the JSON][1] of a book.
//!
//! Only what is needed is typed. The book itself goes back byte for byte, but for the `content` of
//! chapters that have changed: whatever a generation of mdBook puts into it stays as it was.
//!
//! [1]: https://rust-lang.github.io/mdBook/for_developers/preprocessors.html

use std::ops::Range;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::chapter::Chapter;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::offset_in;

/// Chapters within chapters, at most; mdBook itself cannot read a book that is nested deeper.
const MAX_DEPTH: usize = 64;

/// `[context, book]`
pub(crate) struct Input<'i> {
    pub(crate) context: Context,
    /// The book object, as it came.
    book: &'i str,
    pub(crate) chapters: Vec<Chapter<'i>>,
    /// Where the content of each chapter stands in the book object, with its quotes.
    contents: Vec<Range<usize>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Context {
    pub(crate) root: PathBuf,
    pub(crate) config: serde_json::Value,
    pub(crate) renderer: String,
    pub(crate) mdbook_version: String,
}

#[derive(Deserialize)]
struct Message<'i>(Context, #[serde(borrow)] &'i RawValue);

/// mdBook 0.4 calls its items `sections`.
#[derive(Deserialize)]
struct Book<'i> {
    #[serde(borrow, alias = "sections")]
    items: Vec<&'i RawValue>,
}

#[derive(Deserialize)]
struct Item<'i> {
    #[serde(borrow, rename = "Chapter")]
    chapter: Option<ChapterItem<'i>>,
}

#[derive(Deserialize)]
struct ChapterItem<'i> {
    name: String,
    #[serde(borrow)]
    content: &'i RawValue,
    #[serde(borrow, default)]
    sub_items: Vec<&'i RawValue>,
    #[serde(default)]
    path: Option<String>,
    #[serde(default)]
    source_path: Option<String>,
}

impl<'i> Input<'i> {
    /// Reads what mdBook wrote.
    ///
    /// # Errors
    /// Why this is not a book.
    pub(crate) fn parse(bytes: &'i [u8]) -> Result<Self, Diagnostic> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            invalid(format!("standard input is not UTF-8: see byte {}", error.valid_up_to()))
        })?;
        if text.trim().is_empty() {
            return Err(invalid("standard input is empty".to_owned()));
        }
        let Message(context, book) = serde_json::from_str(text).map_err(|e| unreadable(&e))?;
        let book = book.get();
        let mut input = Input { context, book, chapters: Vec::new(), contents: Vec::new() };
        let items = serde_json::from_str::<Book>(book).map_err(|e| unreadable(&e))?.items;
        input.read_items(&items, 0)?;
        Ok(input)
    }

    fn read_items(&mut self, items: &[&'i RawValue], depth: usize) -> Result<(), Diagnostic> {
        if depth > MAX_DEPTH {
            let message =
                format!("standard input is a book with more than {MAX_DEPTH} levels of chapters");
            return Err(invalid(message));
        }
        // Separators are strings; what is no chapter is none of our business.
        for item in items.iter().filter(|item| item.get().starts_with('{')) {
            let item: Item = serde_json::from_str(item.get()).map_err(|e| unreadable(&e))?;
            let Some(chapter) = item.chapter else { continue };
            let raw = chapter.content.get();
            let content: String = serde_json::from_str(raw).map_err(|e| unreadable(&e))?;
            let start = offset_in(self.book, raw);
            self.contents.push(start..start + raw.len());
            self.chapters.push(Chapter {
                name: chapter.name.into(),
                path: chapter.path.map(Into::into),
                source_path: chapter.source_path.map(Into::into),
                content: content.into(),
            });
            self.read_items(&chapter.sub_items, depth + 1)?;
        }
        Ok(())
    }

    /// The book object with new contents for the chapters that have one.
    pub(crate) fn book_with(&self, contents: &[Option<String>]) -> String {
        let added: usize = contents.iter().flatten().map(String::len).sum();
        let mut book = String::with_capacity(self.book.len() + added + added / 8);
        let mut at = 0;
        for (span, content) in self.contents.iter().zip(contents) {
            let Some(content) = content else { continue };
            book.push_str(&self.book[at..span.start]);
            book.push_str(&serde_json::Value::from(content.as_str()).to_string());
            at = span.end;
        }
        book.push_str(&self.book[at..]);
        book
    }
}

fn invalid(message: String) -> Diagnostic {
    Diagnostic::error(Code::InvalidInput, message).help(
        "mdBook runs this program by itself: add `[preprocessor.resources]` to `book.toml`, then run \
         `mdbook build`",
    )
}

fn unreadable(error: &serde_json::Error) -> Diagnostic {
    invalid(format!("standard input is not a book as mdBook sends it: {error}"))
}
