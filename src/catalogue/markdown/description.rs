//! What is left of a line once its title and authors are known: a description in Markdown, and the links that are
//! parts of the resource.

use std::borrow::Cow;

use super::debris;
use super::facts::{Facts, year};
use super::inline::{has_words, plain, says_something, without_shortcodes};
use super::links::{self, is_format_link};
use super::markdown_text::{self, Marks};
use super::tree::{Emphasis, Inline, InlineKind};
use super::words;
use crate::catalogue::{Access, Part};
use crate::text::collapse_whitespace;
use crate::url;
use crate::write::prose;

/// The text of one line.
#[derive(Debug, Default)]
pub(super) struct Description {
    /// Inline Markdown.
    pub(super) text: String,
    pub(super) parts: Vec<Part>,
    /// What it says of the form: "(video)".
    pub(super) form: String,
}

/// Reads the rest of a line.
pub(super) fn read(inlines: &[Inline], facts: &mut Facts) -> Description {
    let mut read = Description::default();
    let mut kept: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut is_last_apart = false;
    for (at, inline) in inlines.iter().enumerate() {
        match &inline.kind {
            InlineKind::Image => {}
            InlineKind::Link { content, .. } if facts.read_license(&plain(content)) => {}
            InlineKind::Link { .. } => {
                is_last_apart = is_apart(inlines, at, is_last_apart);
                if is_last_apart {
                    read.parts.extend(links::part(inline));
                    if is_joining(&kept) {
                        kept.clear();
                    }
                } else {
                    kept.push(inline.clone());
                }
            }
            InlineKind::Code(code) if facts.read_bare(code) => {}
            InlineKind::Code(code) if facts.year.is_none() && year(code).is_some() => {
                facts.year = year(code);
            }
            InlineKind::Code(code) if words::is_only_form(&format!("({code})")) => {
                read.form.push_str(code);
            }
            // A sign such as `⚠` says nothing.
            InlineKind::Code(code) if !has_words(code) && kept.is_empty() => {}
            InlineKind::Text(text) => {
                let mut text = without_shortcodes(text);
                if text.contains(FREE) {
                    facts.access = facts.access.or(Some(Access::Free));
                    text = Cow::Owned(text.replace(FREE, ""));
                }
                push_text(&mut kept, without_times(text, facts));
            }
            InlineKind::Break => push_text(&mut kept, Cow::Borrowed(" ")),
            _ => kept.push(inline.clone()),
        }
    }
    debris::clear(&mut kept);
    for _ in 0..MAX_TIMES {
        let Some(form) = take_form(&mut kept) else { break };
        read.form.push_str(&form);
        debris::clear(&mut kept);
    }
    if !says_something(&kept) {
        return read;
    }
    let text = plain(&kept);
    if is_small(&kept) {
        read.parts.extend(links::parts(&kept));
        return read;
    }
    if words::is_only_form(&text) {
        read.form = text.into_owned();
        return read;
    }
    read.text = markdown(without_bracket(&mut kept));
    read
}

/// A description without the name of its site, which titles of pages end with: "On bread - Vimeo".
pub(super) fn without_site(mut description: String, link: &str) -> String {
    if !description.contains(['-', '|']) {
        return description;
    }
    let label = url::host(link).rsplit_once('.').map_or("", |(before, _)| before);
    let label = label.rsplit('.').next().unwrap_or_default();
    let last = [" - ", " | "].iter().filter_map(|mark| description.rsplit_once(mark));
    let is_site = |(_, last): &(&str, &str)| {
        let letters = last.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        !label.is_empty() && letters.eq(label.chars())
    };
    if let Some((before, _)) = last.min_by_key(|(_, last)| last.len()).filter(is_site) {
        description.truncate(before.len());
    }
    description
}

/// The sign for what costs nothing.
const FREE: &str = "🆓";

/// Takes off the bracket around all of a text: "(Summit 2012)", "{a summit}".
fn without_bracket<'i, 't>(inlines: &'i mut [Inline<'t>]) -> &'i [Inline<'t>] {
    if let [Inline { kind: InlineKind::Text(text), .. }] = inlines {
        let inner = [('(', ')'), ('{', '}')].iter().find_map(|(open, close)| {
            let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
            (!inner.contains([*open, *close])).then_some(inner)
        });
        if let Some(inner) = inner {
            *text = Cow::Owned(inner.to_owned());
        }
    }
    inlines
}

/// Whether a text has no words of its own but those that lead on to its links: "also [On crust](…)".
fn is_small(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match &inline.kind {
        InlineKind::Text(text) => words::are_small(text),
        InlineKind::Code(_) => false,
        _ => true,
    })
}

/// Takes out times and licenses in brackets of their own: "[1:02:30]", "(MIT)".
fn without_times<'t>(mut text: Cow<'t, str>, facts: &mut Facts) -> Cow<'t, str> {
    let mut at = 0;
    // Each costs a copy of the text.
    let mut left = MAX_TIMES;
    while left > 0
        && let Some(start) = text[at..].find(['[', '(']).map(|start| at + start)
    {
        let Some(end) = text[start..].find([']', ')']).map(|end| start + end) else { break };
        if end - start > MAX_TIME || !facts.read_bare(&text[start + 1..end]) {
            at = end + 1;
            continue;
        }
        let blank = if text[..start].trim().is_empty() { "" } else { " " };
        left -= 1;
        at = text[..start].trim_end().len();
        text = Cow::Owned([&text[..at], blank, text[end + 1..].trim_start()].concat());
    }
    text
}

/// The most times, licenses and forms that are taken out of a text.
const MAX_TIMES: usize = 8;

/// The longest time or license, in bytes.
const MAX_TIME: usize = 30;

/// Takes off a bracket at the beginning that only names forms: "(PDF, ePub) *in German*".
fn take_form(inlines: &mut [Inline]) -> Option<String> {
    let Some(Inline { kind: InlineKind::Text(text), .. }) = inlines.first_mut() else {
        return None;
    };
    let end = text.starts_with(['(', '[']).then(|| text.find([')', ']'])).flatten()? + 1;
    let form = text[..end].to_owned();
    if !words::is_only_form(&form) {
        return None;
    }
    *text = Cow::Owned(text[end..].to_owned());
    Some(form)
}

/// Adds text, joined to the text before it.
fn push_text<'i>(kept: &mut Vec<Inline<'i>>, text: Cow<'i, str>) {
    match kept.last_mut().map(|last| &mut last.kind) {
        Some(InlineKind::Text(before)) => before.to_mut().push_str(&text),
        _ => kept.push(Inline::text(text)),
    }
}

/// Whether a link stands by itself, and is no word of a sentence: it only names a form ("PDF"), or marks stand on both
/// sides of it. A comma is such a mark if the link before it stands by itself.
fn is_apart(inlines: &[Inline], at: usize, is_last_apart: bool) -> bool {
    if is_format_link(inlines, at) {
        return true;
    }
    let before = inlines[..at].iter().rev().find(|inline| !inline.is_emphasis());
    // "[On bread](…) and [On crust](…): two books"
    let is_joined = is_joining(&inlines[..at]);
    let opens = is_end(before, |text| {
        let text = text.trim_end();
        text.is_empty()
            || is_joined
            || text.ends_with(|c| OPENING.contains(&c))
            || is_last_apart && text.trim_start().len() == 1 && text.ends_with([',', '、', ';'])
            // "(screencast, [code](…))"
            || text.ends_with(',')
                && text.rfind(['(', '[']).is_some_and(|start| words::is_only_form(&text[start..]))
    });
    let after = inlines[at + 1..].iter().find(|inline| !inline.is_emphasis());
    opens
        && is_end(after, |text| {
            let text = text.trim_start();
            text.is_empty() || text.starts_with(|c| CLOSING.contains(&c))
        })
}

/// Whether all that stands before a link joins it to the one of the title: "and". Every link asks, so nothing that is
/// longer than such a word is read.
fn is_joining(inlines: &[Inline]) -> bool {
    let joins = |text: &str| {
        let word = text.trim();
        matches!(word, "," | "/") || words::is_and(word)
    };
    inlines.len() <= MAX_JOINING
        && inlines.iter().all(|inline| match &inline.kind {
            InlineKind::Text(text) => text.len() <= MAX_AND && joins(text),
            _ => inline.is_emphasis(),
        })
}

/// The most inlines that join two links: a word and its emphasis.
const MAX_JOINING: usize = 8;

/// The longest word that joins two links, in bytes, with the blanks around it.
const MAX_AND: usize = 32;

/// Marks that can stand before a link that stands by itself, and after one.
const OPENING: [char; 13] = ['(', '[', '|', '·', '•', '/', '（', '【', '–', '—', '.', '。', '-'];
const CLOSING: [char; 18] =
    [')', ']', '|', '·', '•', '/', '）', '】', ',', '、', '–', '—', '.', ';', '(', '[', '-', ':'];

/// Whether what stands beside a link parts it from any sentence; `parts` says so of a text.
fn is_end(beside: Option<&Inline>, parts: impl Fn(&str) -> bool) -> bool {
    match beside.map(|inline| &inline.kind) {
        Some(InlineKind::Text(text)) => parts(text),
        Some(InlineKind::Code(_)) => false,
        _ => true,
    }
}

/// A text as inline Markdown, with its links and emphasis.
pub(super) fn markdown(inlines: &[Inline]) -> String {
    let mut written = String::new();
    write(inlines, Marks::of(inlines), &mut written);
    match collapse_whitespace(&written) {
        Cow::Borrowed(_) => written,
        Cow::Owned(collapsed) => collapsed,
    }
}

fn write(inlines: &[Inline], marks: Marks, written: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => {
                markdown_text::text(&without_shortcodes(text), marks, written);
            }
            InlineKind::Code(code) => written.push_str(&prose::code(code)),
            InlineKind::Link { url, content } if links::is_for_prose(url) => {
                let start = written.len();
                written.push('[');
                write(content, marks, written);
                if has_words(&written[start..]) {
                    // A link without text, and of this what follows the text.
                    written.push_str(&crate::write::markdown::link("", url)[1..]);
                } else {
                    written.truncate(start);
                }
            }
            InlineKind::Link { content, .. } => write(content, marks, written),
            InlineKind::Break => written.push(' '),
            InlineKind::Open(emphasis) | InlineKind::Close(emphasis) => {
                written.push_str(match emphasis {
                    Emphasis::Light => "*",
                    Emphasis::Strong => "**",
                    Emphasis::Struck => "~~",
                });
            }
            InlineKind::Image => {}
        }
    }
}
