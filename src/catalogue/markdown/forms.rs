//! Lines and items whose links only name forms of what stands above: "[PDF](…), [Code](…)".

use super::before::LineContext;
use super::inline::{has_words, is_mark, plain, says_something};
use super::lead::leading_link;
use super::links;
use super::tree::{Block, Inline, InlineKind, Item};
use super::words;
use crate::language::Field;

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

/// Whether the links of some items only name forms of one thing: "GitHub", "PDF", or one bare URL. Other items can say
/// more of it.
pub(super) fn are_forms(items: &[Item]) -> bool {
    let has_list =
        |item: &Item| item.blocks.iter().skip(1).any(|block| matches!(block, Block::List(_)));
    let mut linked = items.iter().map(first_line).filter(|line| line.iter().any(Inline::is_link));
    let Some(first) = linked.next() else { return false };
    let are_forms = match linked.next() {
        None => is_bare_url(first) || links_forms(first),
        Some(second) => links_forms(first) && links_forms(second) && linked.all(links_forms),
    };
    are_forms && !items.iter().any(has_list)
}

/// Whether some items say what their heading names: its URL first, and then texts that begin with no link.
pub(super) fn describe_url(items: &[Item]) -> bool {
    let [first, others @ ..] = items else { return false };
    let begins_with_text = |item: &Item| {
        let first =
            first_line(item).iter().find(|inline| says_something(std::slice::from_ref(*inline)));
        first.is_some_and(|first| !first.is_link())
    };
    is_bare_url(first_line(first)) && !others.is_empty() && others.iter().all(begins_with_text)
}

/// Whether a line is one bare URL, with no words but a label for it: "**URL:** https://…".
pub(super) fn is_bare_url(line: &[Inline]) -> bool {
    let mut links = line.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Link { content, .. } => Some(plain(content)),
        _ => None,
    });
    let is_only = links.next().is_some_and(|text| links::is_url(&text)) && links.next().is_none();
    let label: String = line
        .iter()
        .filter_map(|inline| match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => Some(&**text),
            _ => None,
        })
        .collect();
    let label = label.trim_matches(is_mark);
    is_only && (!has_words(label) || words::field(label) == Some(Field::Link))
}

/// Whether a line has links, and all of them only name a form of something that stands elsewhere.
fn links_forms(line: &[Inline]) -> bool {
    let mut links = line.iter().filter(|inline| inline.is_link()).peekable();
    // "Ada Miller, *On bread* [[pdf]](…)" has a title of its own.
    let has_title =
        || leading_link(line, LineContext::Item).is_some_and(|lead| lead.reference.is_some());
    links.peek().is_some()
        && links.all(|link| {
            let InlineKind::Link { content, .. } = &link.kind else { return false };
            words::names_form(&plain(content))
        })
        && !has_title()
}

/// Whether a line has nothing but such links: "[PDF](…), [Code](…)".
pub(super) fn is_of_forms(line: &[Inline]) -> bool {
    let is_mark = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => !has_words(text),
        kind => !matches!(kind, InlineKind::Code(_)),
    };
    line.iter().all(is_mark) && links_forms(line)
}
