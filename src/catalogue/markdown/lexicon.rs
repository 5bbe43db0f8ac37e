//! The words that a list uses in its sentences and headings: "Text Editor" is no name in a list that says "a fast text
//! editor".

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;

use super::inline::plain;
use super::tree::{Block, Inline, InlineKind};
use super::words;

/// Made when the first word is asked for: many lists have nothing that looks like a name.
pub(super) struct Lexicon<'b> {
    blocks: &'b [Block<'b>],
    words: OnceCell<HashSet<Cow<'b, str>>>,
}

impl<'b> Lexicon<'b> {
    pub(super) fn new(blocks: &'b [Block<'b>]) -> Self {
        Lexicon { blocks, words: OnceCell::new() }
    }

    /// Whether a word, given in lower case, is a common one, in this list or in any.
    pub(super) fn knows(&self, word: &str) -> bool {
        if words::is_common(word) {
            return true;
        }
        let words = self.words.get_or_init(|| {
            let mut words = HashSet::new();
            add_blocks(self.blocks, &mut words);
            words
        });
        words.contains(word)
    }
}

fn add_blocks<'b>(blocks: &'b [Block<'b>], words: &mut HashSet<Cow<'b, str>>) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Summary(content) => add(content, words),
            // The builder bounds how deep lists are nested.
            Block::List(items) => items.iter().for_each(|item| add_blocks(&item.blocks, words)),
            Block::Table(rows) => rows.iter().flatten().for_each(|cell| add(cell, words)),
            // What a list is about is no name in it either: "Text Editors".
            Block::Heading(heading) => {
                let title = plain(&heading.content).to_lowercase();
                let found = title.split(|c: char| !c.is_alphanumeric());
                words
                    .extend(found.filter(|word| word.len() > 2).map(|word| word.to_owned().into()));
            }
            Block::Other => {}
        }
    }
}

fn add<'b>(inlines: &'b [Inline<'b>], words: &mut HashSet<Cow<'b, str>>) {
    for inline in inlines {
        let InlineKind::Text(text) = &inline.kind else { continue };
        let found = text.split(|c: char| !c.is_alphanumeric());
        let is_small = |word: &&str| word.len() > 2 && word.starts_with(char::is_lowercase);
        words.extend(found.filter(is_small).map(Cow::Borrowed));
    }
}
