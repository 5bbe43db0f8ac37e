//! Tells links to resources from links to their parts and formats, and from others.

use std::ops::Range;

use super::inline::{has_words, plain, without_shortcodes};
use super::tree::{Inline, InlineKind};
use super::urls;
use super::words::{LinkText, leads_on, link_text};
use crate::catalogue::Part;
use crate::url;

/// Whether a link's text is its URL.
pub(super) fn is_url(text: &str) -> bool {
    urls::bare(text).first().is_some_and(|url| url.len() == text.len()) || is_address(text)
}

/// Whether a text is a URL without its scheme: `docs.example.org/bread`.
fn is_address(text: &str) -> bool {
    let Some((host, _)) = text.split_once('/') else { return false };
    let is_of_host = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let has_labels =
        host.split('.').all(|label| !label.is_empty() && label.chars().all(is_of_host));
    host.contains('.') && has_labels && !text.contains(char::is_whitespace)
}

/// Whether a link can lead to a resource.
pub(super) fn is_resource(url: &str) -> bool {
    let is_mail = || url::scheme(url).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto"));
    is_for_prose(url) && !is_mail()
}

/// The URL and place of a link that can lead to a resource and shows more than a picture.
pub(super) fn usable<'i>(inline: &'i Inline) -> Option<(&'i str, Range<usize>)> {
    leading(inline, |content| !only_image(content))
}

/// The URL and place of a link that can lead to a resource and shows a picture alone.
pub(super) fn badge<'i>(inline: &'i Inline) -> Option<(&'i str, Range<usize>)> {
    leading(inline, only_image)
}

fn leading<'i>(
    inline: &'i Inline,
    shows: impl Fn(&[Inline]) -> bool,
) -> Option<(&'i str, Range<usize>)> {
    match &inline.kind {
        InlineKind::Link { url, content } if shows(content) && is_resource(url) => {
            Some((url, inline.span.clone()))
        }
        _ => None,
    }
}

/// The place of the first link that can lead to a resource.
pub(super) fn first(inlines: &[Inline]) -> Option<Range<usize>> {
    inlines.iter().find_map(usable).map(|(_, span)| span)
}

pub(super) fn has_link(inlines: &[Inline]) -> bool {
    first(inlines).is_some()
}

fn only_image(content: &[Inline]) -> bool {
    let is_image = |inline: &Inline| matches!(inline.kind, InlineKind::Image);
    content.iter().any(is_image) && !has_words(&plain(content))
}

/// A link as a part of a resource, if it can be one.
pub(super) fn part(inline: &Inline) -> Option<Part> {
    let (url, _) = usable(inline)?;
    let InlineKind::Link { content, .. } = &inline.kind else { return None };
    let text = plain(content);
    let words = without_shortcodes(&text);
    let title = words.trim_matches(|c: char| matches!(c, '[' | ']' | ':' | ' '));
    // "(PDF)", but "Order (in German)"
    let is_bracketed = title.starts_with('(') || !title.contains('(');
    let title = if is_bracketed { title.trim_matches(['(', ')', ' ']) } else { title };
    // Of a link with an icon alone, the site says most.
    let host = Some(url::host(url)).filter(|host| !host.is_empty());
    let title = if has_words(title) { title } else { host.unwrap_or(url) };
    Some(Part { title: title.to_owned(), url: url.to_owned() })
}

/// The links of a text as parts of a resource.
pub(super) fn parts(inlines: &[Inline]) -> Vec<Part> {
    inlines.iter().filter_map(part).collect()
}

/// Whether a link of a sentence stays one in a description: it leads somewhere on a page of the book, too.
pub(super) fn is_for_prose(url: &str) -> bool {
    url::is_allowed(url) && !url::is_anchor(url) && !urls::is_about_repository(url)
}

/// Whether a link only names a format ("PDF") and is not part of a sentence ("see the slides"): its part says
/// all of it, so that a description can do without.
pub(super) fn is_format_link(inlines: &[Inline], at: usize) -> bool {
    let InlineKind::Link { content, .. } = &inlines[at].kind else { return false };
    let text = plain(content);
    let is_format = !has_words(&text) || is_url(&text) || link_text(&text) != LinkText::Title;
    let before = inlines[..at].iter().rev().find_map(|inline| match &inline.kind {
        InlineKind::Text(text) => Some(text.trim_end()).filter(|text| !text.is_empty()),
        InlineKind::Open(_) | InlineKind::Close(_) => None,
        _ => Some(""),
    });
    // "check [this video](…)", "an article on it [here](…).": the words of a sentence.
    let is_of_sentence = text.split_once(' ').is_some_and(|(first, _)| leads_on(first))
        || link_text(&text) == LinkText::Generic
            && before.is_some_and(|before| before.ends_with(char::is_alphanumeric))
            && goes_on(&inlines[at + 1..]);
    is_format && !is_of_sentence && !before.is_some_and(leads_on)
}

/// Whether a sentence ends or goes on after a link.
fn goes_on(after: &[Inline]) -> bool {
    let Some(InlineKind::Text(text)) = after.first().map(|inline| &inline.kind) else {
        return false;
    };
    text.starts_with(['.', '。']) || text.trim_start().starts_with(char::is_lowercase)
}
