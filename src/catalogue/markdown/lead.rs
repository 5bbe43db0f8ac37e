//! Finds the title and the link of a line: "[Title](…) …", "1. [Title](…)", "Title [[pdf]](…)".

use std::borrow::Cow;
use std::ops::Range;

use super::before::{
    LineContext, MAX_LABEL, MAX_TITLE, are_names, can_precede, is_title_before, is_university,
    names_links,
};
use super::inline::{has_letters, has_words, plain};
use super::likeness::{self, Likeness};
use super::links::{is_resource, is_url, usable};
use super::name;
use super::names;
use super::reference::{self, Reference};
use super::tree::{Inline, InlineKind};
use super::words::{self, LinkText, is_by, leads_on, link_text};
use crate::url;

/// The link that a line is about, and what stands around it.
#[derive(Debug)]
pub(super) struct Lead<'b> {
    pub(super) title: Cow<'b, str>,
    pub(super) url: Cow<'b, str>,
    pub(super) span: Range<usize>,
    /// What stands before the link, if that is not the title.
    pub(super) label: String,
    /// What stands around the title, if that is before the link.
    pub(super) reference: Option<Box<Reference>>,
    /// Links before it that show only an icon.
    pub(super) icons: &'b [Inline<'b>],
    pub(super) rest: &'b [Inline<'b>],
}

impl<'b> Lead<'b> {
    /// A link whose title stands beside it, and nothing else that belongs to it.
    pub(super) fn of(reference: Reference, url: &'b str, span: Range<usize>) -> Self {
        Lead {
            title: reference.title.clone().into(),
            url: url.into(),
            span,
            label: String::new(),
            reference: Some(Box::new(reference)),
            icons: &[],
            rest: &[],
        }
    }

    /// Whether the text of the link is the title, and names no form.
    pub(super) fn is_titled(&self) -> bool {
        self.reference.is_none() && link_text(&self.title) == LinkText::Title
    }

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

    /// Whether the line has text of its own besides links and forms such as "(PDF)".
    pub(super) fn has_text(&self) -> bool {
        let of_inline = |inline: &Inline| match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => {
                has_words(text) && !words::is_only_form(text.trim())
            }
            _ => false,
        };
        has_letters(&self.label) && are_names(self.label.trim())
            || self.reference.as_ref().is_some_and(|reference| has_words(&reference.after))
            || self.rest.iter().any(of_inline)
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
pub(super) fn leading_link<'b>(
    inlines: &'b [Inline<'b>],
    context: LineContext,
) -> Option<Lead<'b>> {
    if let Some(lead) = titled_line(inlines, context) {
        return Some(lead);
    }
    let mut line = Line::default();
    for (at, inline) in inlines.iter().enumerate() {
        match &inline.kind {
            InlineKind::Code(code)
                if code.chars().count() <= MAX_LABEL && !has_letters(&line.text) => {}
            InlineKind::Link { url, content } => {
                let text = plain(content);
                if has_words(&text) {
                    return first_link(inlines, at, (url, text), line, context);
                }
            }
            kind => line.push(kind),
        }
    }
    icon_link(inlines, context)
}

/// The lead of a line whose first link with words stands `at` this place; `written` is the text before it.
fn first_link<'b>(
    inlines: &'b [Inline<'b>],
    at: usize,
    (url, text): (&'b str, Cow<'b, str>),
    written: Line,
    context: LineContext,
) -> Option<Lead<'b>> {
    let (icons, link, rest) = (&inlines[..at], &inlines[at], &inlines[at + 1..]);
    let before = &written.text;
    if url::is_anchor(url) {
        return None;
    }
    if let Some((title, authors)) = named_by(before, &text) {
        let title = title.to_owned();
        let reference = Reference { title, authors, ..Reference::default() };
        let lead = Lead::of(reference, url, link.span.clone());
        return is_resource(url).then_some(Lead { icons, rest, ..lead });
    }
    if is_title_before(before, written.is_emphasised(), &text, context)
        || context.is_item() && names_links(before, rest)
    {
        let mut reference = reference::read(before, &written.emphasised);
        if is_url(&text) {
            reference.part_description();
        }
        if let Some((names, year)) = reference::citation(&text) {
            reference.authors = names.list;
            reference.after = format!("({year})");
        } else if words::names_form(&text) || words::is_kind_alone(&text) {
            reference.link_text = text.into_owned();
        } else if context == LineContext::TitledItem && reference.after.is_empty() && !is_url(&text)
        {
            // "How dough rises [Bakers' Press](…)"
            reference.after = text.into_owned();
        }
        let lead = Lead::of(reference, url, link.span.clone());
        return is_resource(url).then_some(Lead { icons, rest, ..lead });
    }
    let is_of_university = || link_text(&text) == LinkText::Title && is_university(before.trim());
    if !can_precede(before) && !is_of_university() {
        let is_pointer = context.is_item() && is_pointer(before, &text, rest);
        return if is_pointer { pointer(before, link) } else { None };
    }
    if !is_resource(url) {
        return None;
    }
    if !has_letters(before)
        && let Some(reference) = reference_in(link)
    {
        return Some(Lead { icons, rest, ..Lead::of(reference, url, link.span.clone()) });
    }
    if is_url(&text)
        && !has_letters(before)
        && let Some(lead) = url_first(&inlines[at..], context)
    {
        return Some(lead);
    }
    let (title, rest) = adjacent(url, text, rest);
    let (url, span) = (url.into(), link.span.clone());
    Some(Lead { title, url, span, label: written.text, reference: None, icons, rest })
}

/// The title before the link to whom it is by, and who that is: "Sour Dough - [Prof. Miller, Ph.D.](…)".
fn named_by<'t>(before: &'t str, link: &str) -> Option<(&'t str, Vec<String>)> {
    let title = before.trim().strip_suffix(['-', '–', '—'])?.trim_end();
    let mut names = names::names(link).list;
    names.retain(|name| name.contains(' '));
    let are_people = !names.is_empty() && names.iter().all(|name| name::is_called_so(name));
    let is_title = has_letters(title)
        && words::kind(title).is_none()
        && !(title.contains(' ')
            && name::is_name(title)
            && name::says_who(title, &words::is_common))
        && title.chars().count() <= MAX_TITLE;
    (are_people && is_title).then_some((title, names))
}

/// "[Ada Miller: **On bread**](…)": the names and the title in one link.
fn reference_in(link: &Inline) -> Option<Reference> {
    let InlineKind::Link { content, .. } = &link.kind else { return None };
    // "[**Rye**: *a bread*](…)" begins with what it is about.
    if content.first().is_none_or(Inline::is_emphasis) || !content.iter().any(Inline::is_emphasis) {
        return None;
    }
    let written = Line::of(content);
    let reference = reference::read(&written.text, &written.emphasised);
    let names = reference.before.strip_suffix(':')?;
    let is_whole = reference.after.is_empty()
        && names::of_reference(names).is_some()
        && likeness::likeness(names, &words::is_common) >= Likeness::Likely;
    is_whole.then_some(reference)
}

/// "Miller, Ada: **On bread**, Rye 2001", with links in further lines of the item: a title of a bibliography stands on a
/// line of its own.
fn titled_line<'b>(inlines: &'b [Inline<'b>], context: LineContext) -> Option<Lead<'b>> {
    if !context.is_item() {
        return None;
    }
    let end = inlines.iter().position(Inline::is_break)?;
    let (first, rest) = inlines.split_at(end);
    if first.iter().any(Inline::is_link) {
        return None;
    }
    let written = Line::of(first);
    let reference = reference::read(&written.text, &written.emphasised);
    let has_names =
        !reference.before.is_empty() && names::of_reference(&reference.before).is_some();
    if !has_names && !written.is_emphasised() {
        return None;
    }
    let at = rest.iter().position(|inline| usable(inline).is_some())?;
    let (url, span) = usable(&rest[at])?;
    // "▶ [page of the book](…)": the link says nothing that the title does not.
    let is_first = !has_words(&Line::of(&rest[..at]).text);
    let rest = if is_first { &rest[at + 1..] } else { rest };
    Some(Lead { rest, ..Lead::of(reference, url, span) })
}

/// `[🔗](url) Title`: only an icon is linked.
fn icon_link<'b>(inlines: &'b [Inline<'b>], context: LineContext) -> Option<Lead<'b>> {
    let at = inlines.iter().position(Inline::is_link)?;
    let InlineKind::Link { content, .. } = &inlines[at].kind else { return None };
    let has_image = content.iter().any(|inline| matches!(inline.kind, InlineKind::Image));
    titled_after(&inlines[at..], context).filter(|_| !has_image)
}

/// `https://… : Title`: the text of the link is its URL, and a short text that looks like a title follows it.
fn url_first<'b>(inlines: &'b [Inline<'b>], context: LineContext) -> Option<Lead<'b>> {
    let is_alone = !inlines[1..].iter().any(Inline::is_link);
    let is_title = |title: &str| {
        title.starts_with(char::is_uppercase)
            && title.chars().count() <= MAX_NAME
            && !title.contains(". ")
            && !title.ends_with('.')
    };
    titled_after(inlines, context).filter(|lead| is_alone && is_title(&lead.title))
}

/// The lead of a link whose title is the text after it, up to a mark.
fn titled_after<'b>(inlines: &'b [Inline<'b>], context: LineContext) -> Option<Lead<'b>> {
    let (link, rest) = inlines.split_first()?;
    let InlineKind::Link { url, .. } = &link.kind else { return None };
    let text = plain(rest);
    // "https://crumbs.example (MIT)"
    if text.trim_start().starts_with(['(', '[']) {
        return None;
    }
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = [" - ", " – ", " — ", ": "].iter().filter_map(|mark| text.find(mark)).min();
    let title = text[..end.unwrap_or(text.len())].trim().to_owned();
    let is_title = has_letters(&title) && title.chars().count() <= MAX_TITLE;
    if !context.is_item() || !is_title || !is_resource(url) {
        return None;
    }
    let after = text[end.unwrap_or(text.len())..].to_owned();
    let reference = Reference { title, after, ..Reference::default() };
    Some(Lead::of(reference, url, link.span.clone()))
}

/// Whether an item only says what its one link is about: "Public datasets [bread-data](…).".
fn is_pointer(before: &str, link: &str, rest: &[Inline]) -> bool {
    let before = before.trim();
    let is_short = before.split(' ').count() <= MAX_POINTER_WORDS && !before.contains(['.', ':']);
    let is_last = rest.iter().all(|inline| {
        inline.is_emphasis() || matches!(&inline.kind, InlineKind::Text(text) if !has_words(text))
    });
    is_short && is_last && link_text(link) == LinkText::Title && !leads_on(before)
}

/// The most words before the link of an item that only says what it is about.
const MAX_POINTER_WORDS: usize = 4;

/// The lead of an item that only says what its one link is about.
fn pointer<'b>(before: &str, link: &'b Inline<'b>) -> Option<Lead<'b>> {
    let InlineKind::Link { url, content } = &link.kind else { return None };
    let title = plain(content);
    let reference = Reference { after: before.trim().to_owned(), ..Reference::default() };
    is_resource(url).then(|| Lead { title, ..Lead::of(reference, url, link.span.clone()) })
}

/// Joins links to the same URL that stand side by side: the joined text, and what follows them.
fn adjacent<'b>(
    url: &str,
    text: Cow<'b, str>,
    inlines: &'b [Inline<'b>],
) -> (Cow<'b, str>, &'b [Inline<'b>]) {
    let mut texts = vec![text];
    let mut end = 0;
    for (at, inline) in inlines.iter().enumerate() {
        match &inline.kind {
            InlineKind::Open(_) | InlineKind::Close(_) => {}
            InlineKind::Text(text) if text.trim().is_empty() => {}
            InlineKind::Link { url: other, content } if other == url => {
                texts.push(plain(content));
                end = at + 1;
            }
            _ => break,
        }
    }
    if end == 0 {
        return (texts.remove(0), inlines);
    }
    texts.dedup();
    texts.retain(|text| !text.is_empty());
    (Cow::Owned(texts.join(" ")), &inlines[end..])
}

/// The lead of a resource that a text names, with a link that stands below it; `None` if the text is no name.
pub(super) fn named<'b>(name: &'b [Inline<'b>], link: &'b Inline<'b>) -> Option<Lead<'b>> {
    let InlineKind::Link { url, content } = &link.kind else { return None };
    let written = Line::of(name);
    let mut reference = reference::read(&written.text, &written.emphasised);
    reference.link_text = Some(plain(content))
        .filter(|text| words::names_form(text))
        .unwrap_or_default()
        .into_owned();
    let is_whole = reference.after.is_empty();
    let title = &reference.title;
    let is_name = has_letters(title)
        && link_text(title) == LinkText::Title
        && title.chars().count() <= MAX_NAME
        && !(is_whole && written.text.trim_end().ends_with([':', '.', '：', '。']));
    if !is_name || !is_resource(url) {
        return None;
    }
    Some(Lead::of(reference, url, link.span.clone()))
}

/// The text of a line without its links.
#[derive(Default)]
struct Line {
    text: String,
    /// The places in it of what is emphasised.
    emphasised: Vec<Range<usize>>,
    /// Where emphasis has begun that is open.
    open: Option<usize>,
}

impl Line {
    fn of(inlines: &[Inline]) -> Self {
        let mut line = Line::default();
        for inline in inlines {
            line.push(&inline.kind);
        }
        line
    }

    /// Whether all words are one stretch of emphasis.
    fn is_emphasised(&self) -> bool {
        matches!(&self.emphasised[..], [only] if has_letters(&self.text[only.clone()])
            && !has_words(&self.text[..only.start])
            && !has_words(&self.text[only.end..]))
    }

    fn push(&mut self, kind: &InlineKind) {
        match kind {
            InlineKind::Open(_) => self.open = self.open.or(Some(self.text.len())),
            InlineKind::Close(_) => {
                self.emphasised.extend(self.open.take().map(|start| start..self.text.len()));
            }
            InlineKind::Text(text) | InlineKind::Code(text) => self.text.push_str(text),
            InlineKind::Break => self.text.push(' '),
            InlineKind::Image | InlineKind::Link { .. } => {}
        }
    }
}

/// The longest text that names what the links below it are forms of, in characters.
const MAX_NAME: usize = 120;
