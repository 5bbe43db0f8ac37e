//! Which link leads a line, or which text with links to its forms does.

use std::ops::Range;

use super::document::{Piece, PieceKind};
use super::inline::{has_letters, has_words, plain, without_shortcodes};
use super::links::{Doubt, is_resource, is_url};
use super::urls;
use super::words::{BY, Meaning, leads_on, meaning};
use crate::text::collapse_whitespace;

/// Where a line of text stands, as far as it decides what is a resource.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    Item,
    Paragraph,
    /// A paragraph before all topics: where a list speaks of itself.
    Preamble,
}

/// The link that leads a line.
pub(super) struct Lead<'p> {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) span: Range<usize>,
    pub(super) label: String,
    /// Links before it that are nothing but an icon.
    pub(super) icons: &'p [Piece],
    pub(super) rest: &'p [Piece],
}

impl Lead<'_> {
    /// Whether a paragraph is a row of links: `[English](…) | [日本語](…)`.
    pub(super) fn is_navigation(&self) -> bool {
        let mut between = String::new();
        let mut links = 0;
        for piece in self.rest {
            match &piece.kind {
                PieceKind::Text(text) => between.push_str(text),
                PieceKind::Link { .. } => links += 1,
                _ => {}
            }
        }
        links > 0 && !has_words(&between) && between.contains(['|', '·', '•', '/', '｜'])
    }

    /// Whether the line is a sentence that happens to begin with a link.
    pub(super) fn goes_on(&self) -> bool {
        let text = plain(self.rest);
        let by = text.split(' ').next().is_some_and(|word| BY.contains(&word));
        !by && text.starts_with(|c: char| c.is_lowercase()) && text.split(' ').count() > 4
    }
}

/// Finds the link that leads, or the text that does with a link to it.
pub(super) fn lead<'p>(
    pieces: &'p [Piece],
    site: Site,
    doubts: &mut Vec<Doubt>,
) -> Option<Lead<'p>> {
    let mut before = String::new();
    // Emphasis before the link, which can be the title.
    let mut emphasized: Option<String> = None;
    let mut emphasis = None;
    for (at, piece) in pieces.iter().enumerate() {
        match &piece.kind {
            PieceKind::OpenEmphasis => emphasis = emphasis.or(Some(before.len())),
            PieceKind::CloseEmphasis => {
                let text = emphasis.take().map(|start| collapse_whitespace(&before[start..]));
                let is_title = |text: &String| has_letters(text) && meaning(text) == Meaning::Title;
                emphasized = emphasized.or(text.filter(is_title));
            }
            PieceKind::Text(text) => before.push_str(text),
            PieceKind::Code(code) if code.chars().count() <= MAX_LABEL => {}
            PieceKind::Code(code) => before.push_str(code),
            PieceKind::Break => before.push(' '),
            PieceKind::Image => {}
            PieceKind::Link { url, content } => {
                let text = plain(content);
                if urls::is_anchor(url) && has_words(&text) {
                    return None;
                }
                if !has_words(&text) {
                    continue;
                }
                let title = title_before(&before, &text, site);
                if title.is_none() && !can_precede(&before) {
                    return None;
                }
                if !is_resource(url, piece, doubts) {
                    return None;
                }
                let (joined, rest) = adjacent(url, text, &pieces[at + 1..]);
                let label = if title.is_some() { String::new() } else { before };
                let title =
                    title.map(|title| emphasized.or_else(|| quoted(&title)).unwrap_or(title));
                return Some(Lead {
                    title: title.unwrap_or(joined),
                    url: url.clone(),
                    span: piece.span.clone(),
                    label,
                    icons: &pieces[..at],
                    rest,
                });
            }
        }
    }
    icon_lead(pieces, site, doubts)
}

/// `[🔗](url) Title`: nothing but the picture is linked.
fn icon_lead<'p>(pieces: &'p [Piece], site: Site, doubts: &mut Vec<Doubt>) -> Option<Lead<'p>> {
    let at = pieces.iter().position(|piece| matches!(&piece.kind, PieceKind::Link { .. }))?;
    let PieceKind::Link { url, content } = &pieces[at].kind else { return None };
    let has_image = content.iter().any(|piece| matches!(piece.kind, PieceKind::Image));
    let text = plain(&pieces[at + 1..]);
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = [" - ", " – ", " — ", ": "].iter().filter_map(|mark| text.find(mark)).min();
    let title = text[..end.unwrap_or(text.len())].trim().to_owned();
    let is_title = !has_image && has_letters(&title) && title.chars().count() <= MAX_TITLE;
    if site != Site::Item || !is_title || !is_resource(url, &pieces[at], doubts) {
        return None;
    }
    Some(Lead {
        title,
        url: url.clone(),
        span: pieces[at].span.clone(),
        label: String::new(),
        icons: &[],
        rest: &[],
    })
}

/// Characters of a label, at most.
const MAX_LABEL: usize = 24;
/// Words of a label, at most.
const MAX_LABEL_WORDS: usize = 4;
/// Characters of a title that is not a link's text, at most.
const MAX_TITLE: usize = 300;

/// Whether a link leads its line with this before it: punctuation, numbers, a label.
fn can_precede(before: &str) -> bool {
    let before = without_shortcodes(before);
    let text = before.trim();
    let is_short = text.chars().count() <= MAX_LABEL && text.split(' ').count() <= MAX_LABEL_WORDS;
    let is_label = text.ends_with([':', '：', '-', '–', '—', '|', '→', '>']);
    let is_bracketed = text.starts_with(['[', '(', '【', '（', '「'])
        && text.ends_with([']', ')', '】', '）', '」']);
    !has_letters(text) || is_short && (is_label || is_bracketed)
}

/// The title that stands as text before links to its forms: `Title [[pdf]](…)`.
fn title_before(before: &str, link: &str, site: Site) -> Option<String> {
    let on_own_line = before.ends_with('\n');
    let before = collapse_whitespace(&without_shortcodes(before));
    let is_bracketed = before.ends_with('[') || link.starts_with('[');
    let is_form = is_bracketed || is_url(link) || meaning(link) != Meaning::Title;
    let names = has_letters(&before) && meaning(&before) == Meaning::Title;
    if !is_form || !names || before.chars().count() > MAX_TITLE || site == Site::Preamble {
        return None;
    }
    let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, ')' | '"' | '”' | '’' | '?' | '!');
    let is_parted = on_own_line || before.ends_with(is_mark) || link.starts_with(['[', '(']);
    let title = before.trim_end_matches(is_mark).trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | '•' | '*' | '[' | ':' | ',')
    });
    let is_title = match site {
        Site::Item => is_parted || meaning(link) != Meaning::Mere && !leads_on(title),
        _ => is_bracketed || is_parted && !title.contains(". "),
    };
    (is_title && has_letters(title)).then(|| title.to_owned())
}

/// The title in quotes in a reference: `Ada Miller. "On bread." Journal of Baking, 2001.`
fn quoted(text: &str) -> Option<String> {
    let pairs = [('"', '"'), ('“', '”'), ('「', '」'), ('『', '』')];
    let title = pairs.iter().find_map(|(open, close)| {
        let (_, rest) = text.split_once(*open)?;
        rest.split_once(*close).map(|(title, _)| title)
    })?;
    let title = title.trim_end_matches(['.', ',', ' ']);
    (title.contains(' ') && has_letters(title)).then(|| title.to_owned())
}

/// Links side by side that lead to one URL are one: the whole text, and what follows.
fn adjacent<'p>(url: &str, text: String, pieces: &'p [Piece]) -> (String, &'p [Piece]) {
    let mut texts = vec![text];
    let mut end = 0;
    for (at, piece) in pieces.iter().enumerate() {
        match &piece.kind {
            PieceKind::OpenEmphasis | PieceKind::CloseEmphasis => {}
            PieceKind::Text(text) if text.trim().is_empty() => {}
            PieceKind::Link { url: other, content } if other == url => {
                texts.push(plain(content));
                end = at + 1;
            }
            _ => break,
        }
    }
    texts.dedup();
    texts.retain(|text| !text.is_empty());
    (texts.join(" "), &pieces[end..])
}
