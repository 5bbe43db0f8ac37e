//! What an entry looks like, before anything is said of what that means: its link, and the form of what stands after
//! it.

use std::rc::Rc;

use super::facts::Facts;
use super::inline::{has_words, is_emoji, is_mark, shortcode};
use super::lead::Lead;
use super::likeness::{Likeness, likeness};
use super::names::handle;
use super::tree::{Inline, InlineKind};
use super::words::{self, LinkText, link_text};
use crate::catalogue::{Author, Part};

/// An entry as it is written.
#[derive(Debug)]
pub(super) struct Shape<'b> {
    pub(super) lead: Lead<'b>,
    pub(super) tail: Tail,
    /// Further lines: paragraphs, and items without a link below it.
    pub(super) more: Vec<Further<'b>>,
    /// Cells of a table that describe it.
    pub(super) descriptions: Vec<&'b [Inline<'b>]>,
    pub(super) parts: Vec<Part>,
    /// A tag for each item without a link that it is nested in.
    pub(super) tags: Rc<[String]>,
    /// What the cells of a table say.
    pub(super) facts: Facts,
    pub(super) authors: Vec<Author>,
    /// What a table says of its form: "Video".
    pub(super) form: String,
    /// What a table's head calls its resources.
    pub(super) header: Option<Rc<str>>,
}

/// A line below the one with the title, or between a heading and its first link.
#[derive(Clone, Copy, Debug)]
pub(super) struct Further<'b> {
    pub(super) content: &'b [Inline<'b>],
    pub(super) form: FurtherForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FurtherForm {
    /// It can hold names.
    Line,
    /// An item of a list that the text before leads to: "It has:".
    Listed,
    /// An item of another list without links: part of what describes a resource, but no introduction of a topic.
    Point,
}

impl<'b> Further<'b> {
    /// What the line looks like.
    pub(super) fn tail(&self, is_common: &impl Fn(&str) -> bool) -> Tail {
        let mut text = String::new();
        flatten(self.content, &mut text);
        // In a script without capitals, "Ways of baking" looks like a name.
        let most = if text.contains(char::is_uppercase) { Likeness::Sure } else { Likeness::Maybe };
        let likeness = names_in(text.trim_start(), is_common).min(most);
        let has_text = text.contains(char::is_alphanumeric);
        Tail { separator: Separator::Line, likeness, has_text }
    }

    pub(super) fn line(content: &'b [Inline<'b>]) -> Self {
        Further { content, form: FurtherForm::Line }
    }
}

/// The form of what stands after a title.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tail {
    pub(super) separator: Separator,
    /// How much the text up to the next mark looks like names.
    pub(super) likeness: Likeness,
    /// Whether there is any text.
    pub(super) has_text: bool,
}

/// The mark after a title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Separator {
    #[default]
    None,
    Dash,
    Comma,
    Colon,
    Bar,
    Slash,
    /// The next line.
    Line,
    /// What stands before the title.
    Before,
    /// Brackets around all of a text.
    Bracket,
    /// What a title begins with, up to a full stop: "[Ada Miller. On bread](…)".
    TitleStart,
    /// What a title ends with, after a dash: "[On bread - Ada Miller](…)".
    TitleEnd,
    /// What a title ends with, after a bar: "[On bread | ada](…)".
    TitleBar,
}

impl Separator {
    /// Whether the names stand before the end of a title.
    pub(super) fn is_before_end(self) -> bool {
        matches!(self, Separator::Before | Separator::TitleStart | Separator::TitleEnd)
    }

    pub(super) const COUNT: usize = 12;

    /// The mark that a text begins with, and what follows.
    pub(super) fn at_start(text: &str) -> (Separator, &str) {
        let rest = text.trim_start_matches([' ', '\u{a0}', '\u{200e}', '\u{200f}']);
        let mut chars = rest.chars();
        let separator = match chars.next() {
            Some('-' | '–' | '—' | '―' | '−') => Separator::Dash,
            Some(',' | '，' | '、' | '،') => Separator::Comma,
            Some(':' | '：') => Separator::Colon,
            Some('|' | '｜') => Separator::Bar,
            Some('/') => Separator::Slash,
            Some('\n') => Separator::Line,
            _ => return (Separator::None, rest),
        };
        (separator, chars.as_str())
    }
}

/// The most of a tail that is looked at, in bytes.
const MAX_TAIL: usize = 400;

impl<'b> Shape<'b> {
    pub(super) fn new(lead: Lead<'b>, is_common: &impl Fn(&str) -> bool) -> Self {
        let tail = Tail::of(&lead, is_common);
        Shape {
            lead,
            tail,
            more: Vec::new(),
            descriptions: Vec::new(),
            parts: Vec::new(),
            tags: Rc::default(),
            facts: Facts::default(),
            authors: Vec::new(),
            form: String::new(),
            header: None,
        }
    }
}

impl Tail {
    fn of(lead: &Lead, is_common: &impl Fn(&str) -> bool) -> Tail {
        let after = lead.reference.as_ref().map_or("", |reference| &reference.after);
        let mut flat = after.to_owned();
        flatten(lead.rest, &mut flat);
        let (mut separator, mut text) = after_title(&flat);
        if lead.reference.as_ref().is_some_and(|reference| reference.has_slash) {
            separator = Separator::Slash;
        }
        if let Some(inner) = in_brackets(text) {
            (separator, text) = (Separator::Bracket, inner);
        }
        let has_text = text.contains(char::is_alphanumeric);
        let likeness = match names_in(text, is_common) {
            // "On bread / Ada Miller [PDF](…)": a slash is for names, but "/ Bakers' podcast" says what it is.
            _ if is_alternative(lead, separator) => Likeness::No,
            Likeness::Likely if separator == Separator::Slash && !words::ends_with_form(text) => {
                Likeness::Sure
            }
            likeness => likeness,
        };
        Tail { separator, likeness, has_text }
    }
}

/// Whether a link follows a slash: "[Rye](…) / [Wheat](…)" are two things.
fn is_alternative(lead: &Lead, separator: Separator) -> bool {
    let is_said = |inline: &&Inline| match &inline.kind {
        InlineKind::Text(text) => has_words(text),
        kind => matches!(kind, InlineKind::Link { .. } | InlineKind::Code(_)),
    };
    separator == Separator::Slash && lead.rest.iter().find(is_said).is_some_and(Inline::is_link)
}

/// The mark after a title, and what follows it without what decorates it: "[On bread](…). (2013) - Ada Miller".
pub(super) fn after_title(text: &str) -> (Separator, &str) {
    let (separator, rest) = Separator::at_start(undecorated(text).trim_start_matches('.'));
    (separator, undecorated(rest).trim_start())
}

/// What stands in the bracket that a text is, before other brackets: "(Ada Miller)", "(Ada Miller) (PDF)".
pub(super) fn in_brackets(text: &str) -> Option<&str> {
    let (inner, after) = text.strip_prefix('(')?.split_once(')')?;
    let after = after.trim_matches(is_mark);
    let is_whole = after.is_empty() || after.starts_with(['(', '[', '{']);
    (is_whole && !inner.contains('(')).then_some(inner)
}

/// How much the beginning of a text looks like names.
pub(super) fn names_in(text: &str, is_common: &impl Fn(&str) -> bool) -> Likeness {
    if handle(text).is_some() {
        return Likeness::Maybe;
    }
    let starts = text.starts_with(|c: char| c == '@' || c.is_alphabetic());
    if !starts {
        return Likeness::No;
    }
    // Most descriptions go on in small letters after their first word.
    let mut words = text.split([' ', '\n']);
    let is_first_whole =
        words.next().is_some_and(|first| !first.ends_with([',', ';', ':', '.', ')', '|']));
    let is_small =
        |second: &str| second.starts_with(char::is_lowercase) && !words::stands_in_names(second);
    if is_first_whole && words.next().is_some_and(is_small) {
        return Likeness::No;
    }
    let found = likeness(text, is_common);
    let first = text.split([',', '(', '[', '.']).next().unwrap_or_default();
    if found < Likeness::Likely && link_text(first) != LinkText::Title {
        Likeness::No
    } else {
        found
    }
}

/// The beginning of a line as text.
pub(super) fn flatten(inlines: &[Inline], flat: &mut String) {
    let mut has_emphasis = false;
    for inline in inlines {
        match &inline.kind {
            _ if flat.len() > MAX_TAIL => return,
            InlineKind::Text(text) => {
                let end = text.char_indices().map(|(at, _)| at).find(|at| *at > MAX_TAIL);
                flat.push_str(&text[..end.unwrap_or(text.len())]);
            }
            InlineKind::Link { content, .. } => flatten(content, flat),
            // "Ada Miller, *On bread*, 2019": what is emphasised after names is none of them.
            InlineKind::Open(_) if !has_emphasis && has_words(flat) => flat.push('\u{1}'),
            InlineKind::Open(_) => has_emphasis = true,
            InlineKind::Close(_) | InlineKind::Image => {}
            // Something that is no name.
            InlineKind::Code(_) => flat.push('\u{1}'),
            InlineKind::Break => flat.push('\n'),
        }
    }
}

/// A text without what decorates its beginning: emoji, shortcodes, a year or a duration in brackets.
pub(super) fn undecorated(text: &str) -> &str {
    let mut rest = text;
    loop {
        let start = rest.trim_start_matches(|c: char| c == ' ' || is_emoji(c));
        let after = match start.chars().next() {
            Some(':') => shortcode(start).map(|length| &start[length..]),
            Some(open @ ('(' | '[')) => after_figure(start, open),
            _ => None,
        };
        match after {
            Some(after) => rest = after,
            None => {
                return if start.len() < rest.len() && !rest.starts_with(' ') {
                    start
                } else {
                    rest
                };
            }
        }
    }
}

/// What follows "(2019)", "[1:02:30]", "[$]" or an empty bracket.
fn after_figure(text: &str, open: char) -> Option<&str> {
    let close = if open == '(' { ')' } else { ']' };
    let (inner, after) = text[1..].split_once(close)?;
    inner
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ':' | ' ' | '.' | '-' | '–' | '$' | '€'))
        .then_some(after)
}
