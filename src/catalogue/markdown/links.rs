//! Links: which can be a resource's, and which are the parts and forms of one.

use std::ops::Range;

use super::document::{Piece, PieceKind};
use super::inline::{has_words, plain};
use super::urls;
use super::words::{Meaning, leads_on, meaning};
use crate::catalogue::Part;
use crate::url;

/// What is doubtful about a line, and where.
#[derive(Debug)]
pub(super) struct Doubt {
    pub(super) span: Range<usize>,
    pub(super) message: String,
}

/// Whether a link's text is its URL.
pub(super) fn is_url(text: &str) -> bool {
    urls::bare(text).first().is_some_and(|url| url.len() == text.len())
}

/// Whether a link can be a resource's; one that should be and cannot is doubtful.
pub(super) fn is_resource(url: &str, piece: &Piece, doubts: &mut Vec<Doubt>) -> bool {
    let message = match url::scheme(url) {
        _ if urls::is_anchor(url) || urls::is_about_repository(url) => return false,
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto") => return false,
        Some(scheme) if !url::is_allowed(url) => {
            format!("a page cannot link to `{scheme}:` URLs; this entry is left out")
        }
        _ if url.is_empty() => "this link leads nowhere; its entry is left out".to_owned(),
        _ => return true,
    };
    doubts.push(Doubt { span: piece.span.clone(), message });
    false
}

/// The URL of a link that can be a resource's.
pub(super) fn usable(piece: &Piece) -> Option<(&str, Range<usize>)> {
    match &piece.kind {
        PieceKind::Link { url, content }
            if !only_image(content) && is_resource(url, piece, &mut Vec::new()) =>
        {
            Some((url, piece.span.clone()))
        }
        _ => None,
    }
}

pub(super) fn has_link(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| usable(piece).is_some())
}

fn only_image(content: &[Piece]) -> bool {
    let is_image = |piece: &Piece| matches!(piece.kind, PieceKind::Image);
    content.iter().any(is_image) && !has_words(&plain(content))
}

/// Links other than the one that leads.
pub(super) fn parts(pieces: &[Piece]) -> Vec<Part> {
    let part = |piece: &Piece| {
        let (url, _) = usable(piece)?;
        let PieceKind::Link { content, .. } = &piece.kind else { return None };
        let text = plain(content);
        let title = text.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | ':')).trim();
        let title = if title.is_empty() { url } else { title };
        Some(Part { title: title.to_owned(), url: url.to_owned() })
    };
    pieces.iter().filter_map(part).collect()
}

/// Whether a link says in which form something is to be had, which its part says too, and is not what a
/// sentence leads on to.
pub(super) fn is_form_link(pieces: &[Piece], at: usize) -> bool {
    let PieceKind::Link { content, .. } = &pieces[at].kind else { return false };
    let text = plain(content);
    let is_form = !has_words(&text) || is_url(&text) || meaning(&text) != Meaning::Title;
    let before = pieces[..at].iter().rev().find_map(|piece| match &piece.kind {
        PieceKind::Text(text) => Some(text.trim_end()).filter(|text| !text.is_empty()),
        PieceKind::OpenEmphasis | PieceKind::CloseEmphasis => None,
        _ => Some(""),
    });
    is_form && !before.is_some_and(leads_on)
}
