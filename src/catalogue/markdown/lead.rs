//! Finds the title and the link of a line: "[Title](…) …", "1. [Title](…)", "Title [[pdf]](…)".

use std::ops::Range;

use super::inline::{has_letters, has_words, plain, without_shortcodes};
use super::links::{is_resource, is_url};
use super::tree::{Inline, InlineKind};
use super::words::{LinkText, is_by, leads_on, link_text};
use crate::diagnostic::Diagnostic;
use crate::text::collapse_whitespace;
use crate::url;

/// Where a line of text stands: this decides which links are resources.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LineContext {
    Item,
    Paragraph,
    /// A paragraph before the first topic, where lists describe themselves.
    Preamble,
}

/// The link that a line is about.
pub(super) struct LeadingLink<'p> {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) span: Range<usize>,
    pub(super) label: String,
    /// Links before it that show only an icon.
    pub(super) icons: &'p [Inline],
    pub(super) rest: &'p [Inline],
}

impl LeadingLink<'_> {
    /// Whether a paragraph is a row of links: `[English](…) | [日本語](…)`.
    pub(super) fn is_navigation(&self) -> bool {
        let mut between = String::new();
        let mut links = 0;
        for inline in self.rest {
            match &inline.kind {
                InlineKind::Text(text) => between.push_str(text),
                InlineKind::Link { .. } => links += 1,
                _ => {}
            }
        }
        links > 0 && !has_words(&between) && between.contains(['|', '·', '•', '/', '｜'])
    }

    /// Whether the line is a sentence that begins with a link.
    pub(super) fn is_sentence(&self) -> bool {
        let text = plain(self.rest);
        let by = text.split(' ').next().is_some_and(is_by);
        !by && text.starts_with(|c: char| c.is_lowercase()) && text.split(' ').count() > 4
    }
}

/// Finds the link that a line is about, with the title from its own text or from the text before it.
///
/// `None` if the line has no such link.
pub(super) fn leading_link<'p>(
    inlines: &'p [Inline],
    context: LineContext,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<LeadingLink<'p>> {
    let mut before = String::new();
    // Emphasis before the link, which can be the title.
    let mut emphasized: Option<String> = None;
    let mut emphasis = None;
    for (at, inline) in inlines.iter().enumerate() {
        match &inline.kind {
            InlineKind::OpenEmphasis => emphasis = emphasis.or(Some(before.len())),
            InlineKind::CloseEmphasis => {
                let text = emphasis.take().map(|start| collapse_whitespace(&before[start..]));
                let is_title =
                    |text: &String| has_letters(text) && link_text(text) == LinkText::Title;
                emphasized = emphasized.or(text.filter(is_title));
            }
            InlineKind::Text(text) => before.push_str(text),
            InlineKind::Code(code) if code.chars().count() <= MAX_LABEL => {}
            InlineKind::Code(code) => before.push_str(code),
            InlineKind::Break => before.push(' '),
            InlineKind::Image => {}
            InlineKind::Link { url, content } => {
                let text = plain(content);
                if url::is_anchor(url) && has_words(&text) {
                    return None;
                }
                if !has_words(&text) {
                    continue;
                }
                let title = title_before(&before, &text, context);
                if title.is_none() && !can_precede(&before) {
                    return None;
                }
                if !is_resource(url, inline, diagnostics) {
                    return None;
                }
                let (joined, rest) = adjacent(url, text, &inlines[at + 1..]);
                let label = if title.is_some() { String::new() } else { before };
                let title =
                    title.map(|title| emphasized.or_else(|| quoted(&title)).unwrap_or(title));
                return Some(LeadingLink {
                    title: title.unwrap_or(joined),
                    url: url.clone(),
                    span: inline.span.clone(),
                    label,
                    icons: &inlines[..at],
                    rest,
                });
            }
        }
    }
    icon_link(inlines, context, diagnostics)
}

/// `[🔗](url) Title`: only an icon is linked.
fn icon_link<'p>(
    inlines: &'p [Inline],
    context: LineContext,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<LeadingLink<'p>> {
    let at = inlines.iter().position(|inline| matches!(&inline.kind, InlineKind::Link { .. }))?;
    let InlineKind::Link { url, content } = &inlines[at].kind else { return None };
    let has_image = content.iter().any(|inline| matches!(inline.kind, InlineKind::Image));
    let text = plain(&inlines[at + 1..]);
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = [" - ", " – ", " — ", ": "].iter().filter_map(|mark| text.find(mark)).min();
    let title = text[..end.unwrap_or(text.len())].trim().to_owned();
    let is_title = !has_image && has_letters(&title) && title.chars().count() <= MAX_TITLE;
    if context != LineContext::Item || !is_title || !is_resource(url, &inlines[at], diagnostics) {
        return None;
    }
    Some(LeadingLink {
        title,
        url: url.clone(),
        span: inlines[at].span.clone(),
        label: String::new(),
        icons: &[],
        rest: &[],
    })
}

/// The longest label, in characters.
const MAX_LABEL: usize = 24;
/// The longest label, in words.
const MAX_LABEL_WORDS: usize = 4;
/// The longest title outside a link, in characters.
const MAX_TITLE: usize = 300;

/// Whether a text can stand before the link that a line is about: punctuation, numbers, a label.
fn can_precede(before: &str) -> bool {
    let before = without_shortcodes(before);
    let text = before.trim();
    let is_short = text.chars().count() <= MAX_LABEL && text.split(' ').count() <= MAX_LABEL_WORDS;
    let is_label = text.ends_with([':', '：', '-', '–', '—', '|', '→', '>']);
    let is_bracketed = text.starts_with(['[', '(', '【', '（', '「'])
        && text.ends_with([']', ')', '】', '）', '」']);
    !has_letters(text) || is_short && (is_label || is_bracketed)
}

/// The title before links that only name a format: `Title [[pdf]](…)`.
fn title_before(before: &str, link: &str, context: LineContext) -> Option<String> {
    let on_own_line = before.ends_with('\n');
    let before = collapse_whitespace(&without_shortcodes(before));
    let is_bracketed = before.ends_with('[') || link.starts_with('[');
    let is_form = is_bracketed || is_url(link) || link_text(link) != LinkText::Title;
    let names = has_letters(&before) && link_text(&before) == LinkText::Title;
    if !is_form || !names || before.chars().count() > MAX_TITLE || context == LineContext::Preamble
    {
        return None;
    }
    let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, ')' | '"' | '”' | '’' | '?' | '!');
    let is_parted = on_own_line || before.ends_with(is_mark) || link.starts_with(['[', '(']);
    let title = before.trim_end_matches(is_mark).trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | '•' | '*' | '[' | ':' | ',')
    });
    let is_title = match context {
        LineContext::Item => is_parted || link_text(link) != LinkText::Generic && !leads_on(title),
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

/// Joins links to the same URL that stand side by side: the joined text, and what follows them.
fn adjacent<'p>(url: &str, text: String, inlines: &'p [Inline]) -> (String, &'p [Inline]) {
    let mut texts = vec![text];
    let mut end = 0;
    for (at, inline) in inlines.iter().enumerate() {
        match &inline.kind {
            InlineKind::OpenEmphasis | InlineKind::CloseEmphasis => {}
            InlineKind::Text(text) if text.trim().is_empty() => {}
            InlineKind::Link { url: other, content } if other == url => {
                texts.push(plain(content));
                end = at + 1;
            }
            _ => break,
        }
    }
    texts.dedup();
    texts.retain(|text| !text.is_empty());
    (texts.join(" "), &inlines[end..])
}
