//! Markdown as a catalogue: a post, a list of bookmarks, an "awesome list", as it stands.
//!
//! Headings are topics. A link at the beginning of a list item, a paragraph or a table row is a resource; the text
//! after it names its authors and describes it.
//!
//! A list is read twice, because one entry alone does not say how it is written:
//!
//! 1. What its entries look like. [`spacing`] adds the blanks that its headings lack; [`events`] and [`html`] give the
//!    parsed text to the [`builder`], which makes a [`tree`] of blocks. [`section`] divides the tree at its headings and
//!    finds the [`lead`] of each entry, its title and link, in lines and in [`table`]s with their [`columns`]; what
//!    stands [`before`] the link, or only names its [`forms`], decides which text is the title. Its [`shape`] says what
//!    stands around them.
//! 2. What that means. The shapes of a section and of the whole list vote for a [`convention`]. With it, [`entry`] reads
//!    each shape: [`title`], [`authors`], [`facts`], [`description`]. [`topics`] makes a tree of topics of the sections.
//!
//! What words mean is in [`words`], what a name looks like in [`names`], what URLs say in [`urls`] and [`guess`].

mod authors;
mod before;
mod blocks;
mod builder;
mod cells;
mod columns;
mod convention;
mod debris;
mod description;
mod encoding;
mod entry;
mod events;
mod facts;
mod fields;
mod forms;
mod front_matter;
mod guess;
mod heading;
mod html;
mod inline;
mod lead;
mod lexicon;
mod likeness;
mod lines;
mod links;
mod markdown_text;
mod name;
mod names;
mod reference;
mod section;
mod shape;
mod spacing;
mod table;
mod title;
mod topics;
mod tree;
mod turned;
mod urls;
mod vocabulary;
mod words;

use std::ops::Range;

use super::draft::Draft;
use crate::diagnostic::{Code, Diagnostic};
pub(crate) use convention::{AfterTitle, Conventions};
use encoding::Encoding;
use lexicon::Lexicon;

/// Reads a list of links; what it says of itself goes before what a book says of it.
pub(super) fn read(
    text: &str,
    conventions: Conventions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Draft {
    let encoding = Encoding::detect(text);
    if let Some(encoding) = encoding {
        diagnostics.push(misread(text, encoding));
    }
    let (front_matter, start) = front_matter::split(text);
    let list = events::spaced(&text[start..]);
    let blocks = events::parse(text, start, &list, encoding, diagnostics);
    let mut draft = Draft::default();
    let mut conventions = conventions;
    if let Some(front_matter) = &front_matter {
        draft.title = front_matter.field("title");
        draft.description = front_matter.field("description");
        conventions = front_matter.conventions(conventions, diagnostics);
    }
    let lexicon = Lexicon::new(&blocks);
    let sections = section::sections(&blocks, &lexicon, diagnostics);
    topics::arrange(sections, conventions, &lexicon, &mut draft, diagnostics);
    if draft.topics.is_empty() && draft.resources.is_empty() {
        diagnostics.push(
            Diagnostic::error(Code::InvalidCatalogue, "there are no resources in this list").help(
                "a resource is a link at the beginning of a list item, a paragraph or a table row",
            ),
        );
    }
    draft
}

/// The kind of a resource outside a list, if its URL or its title tells.
pub(super) fn kind(url: &str, title: &str) -> Option<&'static str> {
    guess::of_link(url, title)
}

/// The code of the language that a text names, if lists can be in that language.
pub(super) fn language(text: &str) -> Option<&'static str> {
    words::language(text)
}

/// A warning about an entry that may not be read as it is meant.
fn doubtful(span: Range<usize>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::warning(Code::DoubtfulEntry, message).at(span)
}

fn misread(text: &str, encoding: Encoding) -> Diagnostic {
    let start = text.find(|c: char| !c.is_ascii()).unwrap_or(0);
    let length = text[start..].find(|c: char| c.is_ascii()).unwrap_or(text.len() - start);
    let message = format!("this file is UTF-8, but its text was once read as {}", encoding.name());
    Diagnostic::warning(Code::MisreadEncoding, message).at(start..start + length).help(
        "the text is repaired when it is read; to repair the file, save it again from the original",
    )
}
