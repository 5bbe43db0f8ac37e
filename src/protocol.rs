//! [JSON][1] of a book: from mdBook, and back.
//!
//! The book is gone through once, and only what is needed of it is typed. The contents of chapters are looked through
//! as they stand in the JSON; only those that can hold a directive are decoded and handed over. The book goes back
//! byte for byte, but for the `content` of chapters that have changed: whatever a generation of mdBook puts into it
//! stays as it was.
//!
//! [1]: https://rust-lang.github.io/mdBook/for_developers/preprocessors.html

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};
use std::marker::PhantomData;
use std::ops::Range;
use std::path::PathBuf;

use memchr::memmem;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, IgnoredAny, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::chapter::Chapter;
use crate::diagnostic::{Code, Diagnostic};
use crate::directive;
use crate::text::offset_in;

/// `[context, book]`
pub(crate) struct Input<'i> {
    pub(crate) context: Context,
    /// The book object, as it came.
    book: &'i str,
    /// The chapters that can hold a directive, each before those inside it.
    pub(crate) chapters: Vec<Chapter<'i>>,
    /// Where the content of each of them stands in the book object, with its quotes.
    contents: Vec<Range<usize>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Context {
    pub(crate) root: PathBuf,
    pub(crate) config: Value,
    pub(crate) renderer: String,
    pub(crate) mdbook_version: String,
}

#[derive(Deserialize)]
struct Message<'i>(Context, #[serde(borrow)] Book<'i>);

/// mdBook 0.4 calls its items `sections`.
#[derive(Deserialize)]
struct Book<'i> {
    #[serde(borrow, alias = "sections")]
    items: Vec<Item<'i>>,
}

/// Item of a book, as far as it is a chapter: the rest is none of our business.
struct Item<'i>(Option<ChapterItem<'i>>);

#[derive(Deserialize)]
struct ItemObject<'i> {
    #[serde(borrow, rename = "Chapter")]
    chapter: Option<ChapterItem<'i>>,
}

#[derive(Deserialize)]
struct ChapterItem<'i> {
    #[serde(borrow)]
    name: Cow<'i, str>,
    #[serde(borrow)]
    content: RawText<'i>,
    #[serde(borrow, default)]
    sub_items: Vec<Item<'i>>,
    #[serde(borrow, default)]
    path: Option<Text<'i>>,
    #[serde(borrow, default)]
    source_path: Option<Text<'i>>,
}

#[derive(Deserialize)]
struct Text<'i>(#[serde(borrow)] Cow<'i, str>);

/// A string as it stands in the JSON, with its quotes.
struct RawText<'i>(&'i str);

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
        let Message(context, Book { items }) =
            serde_json::from_str(text).map_err(|error| unreadable(&error))?;
        let book = book_in(text).ok_or_else(|| invalid("standard input has no book".to_owned()))?;
        let mut input = Input { context, book, chapters: Vec::new(), contents: Vec::new() };
        // mdBook itself writes escapes of this kind for control characters alone: most books have none.
        let has_escapes = holds_escape(book);
        input.take_chapters(items, has_escapes).map_err(|error| unreadable(&error))?;
        Ok(input)
    }

    /// Takes the chapters that can hold a directive, which an escape can hide.
    fn take_chapters(
        &mut self,
        items: Vec<Item<'i>>,
        has_escapes: bool,
    ) -> Result<(), serde_json::Error> {
        for chapter in items.into_iter().filter_map(|Item(chapter)| chapter) {
            let ChapterItem { name, content: RawText(raw), sub_items, path, source_path } = chapter;
            if directive::may_contain_directive(raw) || has_escapes && holds_escape(raw) {
                let start = offset_in(self.book, raw);
                self.contents.push(start..start + raw.len());
                self.chapters.push(Chapter {
                    name,
                    path: path.map(|Text(path)| path),
                    source_path: source_path.map(|Text(path)| path),
                    content: serde_json::from_str::<String>(raw)?.into(),
                });
            }
            self.take_chapters(sub_items, has_escapes)?;
        }
        Ok(())
    }

    /// The book object with new contents for the chapters that have one.
    pub(crate) fn output(self, contents: Vec<Option<String>>) -> Output<'i> {
        let changed = self.contents.into_iter().zip(contents);
        let mut changed: Vec<(Range<usize>, String)> =
            changed.filter_map(|(span, content)| Some((span, content?))).collect();
        // The fields of an object are in any order: a chapter's content can stand behind those inside it.
        changed.sort_unstable_by_key(|(span, _)| span.start);
        Output { book: self.book, changed }
    }
}

/// A book that goes back.
pub(crate) struct Output<'i> {
    /// The book object, as it came.
    book: &'i str,
    /// Contents of chapters that have changed, in the order of the book, and the new ones.
    changed: Vec<(Range<usize>, String)>,
}

/// Bytes that are put together before they are written.
const PIECE: usize = 64 * 1024;

impl<'i> Output<'i> {
    /// Writes the JSON, which is never in memory as a whole.
    pub(crate) fn write(self, out: &mut dyn Write) -> io::Result<()> {
        let book = self.book.as_bytes();
        let (mut piece, mut at) = (Vec::new(), 0);
        for (span, content) in self.changed {
            piece.extend_from_slice(&book[at..span.start]);
            serde_json::to_writer(&mut piece, &content)?;
            at = span.end;
            if piece.len() >= PIECE {
                out.write_all(&piece)?;
                piece.clear();
            }
        }
        out.write_all(&piece)?;
        out.write_all(&book[at..])
    }

    /// The JSON, borrowed from the input if nothing has changed.
    pub(crate) fn into_bytes(self) -> Cow<'i, [u8]> {
        if self.changed.is_empty() {
            return self.book.as_bytes().into();
        }
        let mut bytes = Vec::with_capacity(self.book.len());
        // Memory takes whatever is written to it.
        let _ = self.write(&mut bytes);
        bytes.into()
    }
}

/// The book object of a message that has been read: what stands behind the context and its comma.
fn book_in(message: &str) -> Option<&str> {
    let inner = message.trim().strip_prefix('[')?.strip_suffix(']')?;
    let mut values = serde_json::Deserializer::from_str(inner).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    let rest = inner[values.byte_offset()..].trim_start();
    Some(rest.strip_prefix(',')?.trim())
}

/// Returns whether JSON holds an escape such as `\u003c`.
fn holds_escape(json: &str) -> bool {
    memmem::find(json.as_bytes(), b"\\u").is_some()
}

impl<'de: 'i, 'i> Deserialize<'de> for Item<'i> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ItemVisitor(PhantomData))
    }
}

struct ItemVisitor<'i>(PhantomData<&'i str>);

impl<'de: 'i, 'i> Visitor<'de> for ItemVisitor<'i> {
    type Value = Item<'i>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an item of a book")
    }

    /// A separator.
    fn visit_str<E: Error>(self, _: &str) -> Result<Item<'i>, E> {
        Ok(Item(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Item<'i>, A::Error> {
        ItemObject::deserialize(MapAccessDeserializer::new(map)).map(|item| Item(item.chapter))
    }
}

impl<'de: 'i, 'i> Deserialize<'de> for RawText<'i> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        if raw.starts_with('"') {
            return Ok(RawText(raw));
        }
        Err(Error::invalid_type(Unexpected::Other("a value that is no string"), &"a string"))
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
