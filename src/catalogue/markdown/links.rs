//! Tells links to resources from links to their parts and formats, and from others.

use std::ops::Range;

use super::inline::{has_words, plain};
use super::tree::{Inline, InlineKind};
use super::words::{LinkText, leads_on, link_text};
use super::{doubtful, urls};
use crate::catalogue::Part;
use crate::diagnostic::Diagnostic;
use crate::url;

/// Whether a link's text is its URL.
pub(super) fn is_url(text: &str) -> bool {
    urls::bare(text).first().is_some_and(|url| url.len() == text.len())
}

/// Whether a link can lead to a resource; warns if only its URL is in the way.
pub(super) fn is_resource(url: &str, inline: &Inline, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let is_address = url::scheme(url).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto"));
    if is_address || url::is_anchor(url) || urls::is_about_repository(url) {
        return false;
    }
    let Err(refusal) = url::check(url) else { return true };
    let message = format!("{}; this entry is left out", refusal.message());
    diagnostics.push(doubtful(inline.span.clone(), message).help(refusal.help()));
    false
}

/// The URL and place of a link that can lead to a resource.
pub(super) fn usable<'i>(inline: &'i Inline) -> Option<(&'i str, Range<usize>)> {
    match &inline.kind {
        InlineKind::Link { url, content }
            if !only_image(content) && is_resource(url, inline, &mut Vec::new()) =>
        {
            Some((url, inline.span.clone()))
        }
        _ => None,
    }
}

pub(super) fn has_link(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| usable(inline).is_some())
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
    let title = text.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | ':')).trim();
    let title = if title.is_empty() { url } else { title };
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
    is_format && !before.is_some_and(leads_on)
}
