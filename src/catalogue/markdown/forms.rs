//! Lines and items whose links only name forms of what stands above: "[PDF](…), [Code](…)".

use super::inline::{has_words, plain};
use super::links;
use super::tree::{Block, Inline, InlineKind, Item};
use super::words;

/// The first line of an item, and what follows.
pub(super) fn split<'b>(item: &'b Item<'b>) -> (&'b [Inline<'b>], &'b [Block<'b>]) {
    match item.blocks.split_first() {
        Some((Block::Paragraph(content), rest)) => (content, rest),
        _ => (&[], &item.blocks),
    }
}

pub(super) fn first_line<'b>(item: &'b Item<'b>) -> &'b [Inline<'b>] {
    split(item).0
}

/// Whether all items are links that only name a form, or one is a bare URL: "GitHub", "PDF".
pub(super) fn are_forms(items: &[Item]) -> bool {
    let is_url = |item: &Item| match first_line(item) {
        [Inline { kind: InlineKind::Link { content, .. }, .. }] => links::is_url(&plain(content)),
        _ => false,
    };
    let has_list =
        |item: &Item| item.blocks.iter().skip(1).any(|block| matches!(block, Block::List(_)));
    match items {
        [only] if is_url(only) => !has_list(only),
        _ => {
            !items.is_empty()
                && items.iter().all(|item| links_forms(first_line(item)) && !has_list(item))
        }
    }
}

/// Whether a line has links, and all of them only name a form.
fn links_forms(line: &[Inline]) -> bool {
    let mut links = line.iter().filter(|inline| inline.is_link()).peekable();
    links.peek().is_some()
        && links.all(|link| {
            let InlineKind::Link { content, .. } = &link.kind else { return false };
            words::names_form(&plain(content))
        })
}

/// Whether a line has nothing but such links: "[PDF](…), [Code](…)".
pub(super) fn is_of_forms(line: &[Inline]) -> bool {
    let is_mark = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => !has_words(text),
        kind => !matches!(kind, InlineKind::Code(_)),
    };
    line.iter().all(is_mark) && links_forms(line)
}
