//! The authors of a resource: "by NAME", "Author: NAME", and a name where the list's [convention](super::convention)
//! has one.

use std::borrow::Cow;

use super::doubtful;
use super::facts::{labelled, year};
use super::inline::{has_letters, has_words, is_mark, plain};
use super::name;
use super::names::{self, Names};
use super::shape::{after_title, in_brackets};
use super::tree::{Inline, InlineKind};
use super::words::{self, LinkText, link_text};
use crate::catalogue::Author;
use crate::diagnostic::Diagnostic;
use crate::language::Field;
use crate::text::collapse_whitespace;
use crate::url;

/// What is taken for authors at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// Names after a word that says so: "by", "Author:".
    Said,
    /// Names without such a word, too.
    Names,
}

/// Takes the authors off the front of a line; `None` if it names none there.
pub(super) fn take<'b>(
    line: &[Inline<'b>],
    expected: Expected,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Vec<Author>, Vec<Inline<'b>>)> {
    let mut inlines = match labelled(line) {
        Some((Field::Author, rest)) => rest,
        Some(_) => return None,
        None => {
            let mut inlines = line.to_vec();
            start(&mut inlines, expected)?;
            inlines
        }
    };
    let mut reader = Reader {
        authors: Vec::new(),
        is_parted: true,
        opened: Opened::Nothing,
        takes_handles: expected == Expected::Names,
        diagnostics,
    };
    let mut at = 0;
    let mut is_emphasised = false;
    while let Some(inline) = inlines.get_mut(at) {
        let goes_on = match &mut inline.kind {
            // "Ada Miller, *On bread*": names are emphasised from the first on.
            InlineKind::Open(_) => reader.authors.is_empty() || is_emphasised,
            InlineKind::Close(_) => {
                is_emphasised |= !reader.authors.is_empty();
                true
            }
            InlineKind::Link { url, content } => reader.link(url, content),
            InlineKind::Text(text) => reader.text(text, inline.span.clone()),
            InlineKind::Code(_) | InlineKind::Image | InlineKind::Break => false,
        };
        if goes_on {
            at += 1;
            continue;
        }
        let InlineKind::Text(text) = &mut inline.kind else { break };
        if !reader.affiliation(text) {
            break;
        }
    }
    let authors = reader.authors;
    if authors.is_empty() {
        return None;
    }
    Some((authors, inlines.split_off(at)))
}

/// Takes off what stands before the names; `None` if no names are expected here.
fn start(inlines: &mut Vec<Inline>, expected: Expected) -> Option<()> {
    let is_blank = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        InlineKind::Image => true,
        _ => inline.is_emphasis(),
    };
    let first = inlines.iter().position(|inline| !is_blank(inline))?;
    inlines.drain(..first);
    let Some(InlineKind::Text(text)) = inlines.first_mut().map(|inline| &mut inline.kind) else {
        return (expected == Expected::Names).then_some(());
    };
    let (_, rest) = after_title(text);
    let words = rest.trim_start_matches(['(', '（', ' ', '\n']);
    let after = words::after_by(words)
        .map(|after| after.trim_start_matches([' ', '\u{a0}', ':', '：', '\n']));
    let kept = match after {
        Some(after) => after,
        None if expected == Expected::Names => in_brackets(rest).map_or(rest, |_| &rest[1..]),
        None => return None,
    };
    *text = Cow::Owned(kept.to_owned());
    Some(())
}

/// The page of an author, if a link can go there.
pub(super) fn page(url: &str) -> Option<String> {
    (url::is_allowed(url) && !url::is_anchor(url)).then(|| url.to_owned())
}

/// What stands between a name and the link to the page of whom it names.
#[derive(Default, PartialEq, Eq)]
enum Opened {
    #[default]
    Nothing,
    /// "Ada Miller @[ada](…)"
    Handle,
    /// "Ada Miller ([@ada](…))"
    Bracket,
}

struct Reader<'d> {
    authors: Vec<Author>,
    /// Whether a mark parts what comes next from the name before.
    is_parted: bool,
    opened: Opened,
    /// Whether a word in small letters is a name.
    takes_handles: bool,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Reads a link as a name, or as the page of the one before: "Ada Miller @[ada](…)". Returns whether it is one.
    fn link(&mut self, url: &str, content: &[Inline]) -> bool {
        let name = plain(content);
        let page = || page(url);
        let is_page = match std::mem::take(&mut self.opened) {
            Opened::Nothing => false,
            Opened::Handle => true,
            Opened::Bracket => name.starts_with('@'),
        };
        if is_page {
            self.authors.iter_mut().rev().take(1).for_each(|author| author.url = page());
            return true;
        }
        if !self.is_parted {
            return false;
        }
        // "[On bread](…), [Rye Code](…)": a form of it, and nobody's name.
        let is_form =
            self.takes_handles && !words::is_institution(&name) && words::ends_with_form(&name);
        if !has_words(&name) || link_text(&name) != LinkText::Title || is_form {
            return false;
        }
        self.authors.push(Author { name: name.into_owned(), url: page(), affiliation: None });
        self.is_parted = false;
        true
    }

    /// Reads where the last author is from. Returns whether other names follow: "Ada Miller (MIT) and Ben Baker".
    fn affiliation(&mut self, text: &mut Cow<str>) -> bool {
        if self.authors.len() > MAX_WITH_AFFILIATION {
            return false;
        }
        let Some(last) = self.authors.last_mut() else { return false };
        let Some((affiliation, after)) = affiliation(text) else { return false };
        last.affiliation = Some(affiliation);
        let next = after_mark(after).filter(|next| begins_with_person(next));
        self.is_parted = next.is_some();
        *text = Cow::Owned(next.unwrap_or(after).to_owned());
        self.is_parted
    }

    /// Reads names in a text. Returns whether all of the text is read.
    fn text(&mut self, text: &mut Cow<str>, span: std::ops::Range<usize>) -> bool {
        if text.trim().is_empty() {
            return true;
        }
        if !self.is_parted {
            let closed = text.strip_prefix(')').map(str::trim_start);
            let Some(after) = after_mark(closed.unwrap_or(text)) else { return false };
            let after = after.to_owned();
            self.is_parted = true;
            if after.trim().is_empty() {
                return true;
            }
            // A description begins after the mark, if no name does.
            if names::names(&after).list.is_empty() {
                return words::others(after.trim_start()).is_some() && {
                    *text = Cow::Owned(after);
                    false
                };
            }
            *text = Cow::Owned(after);
        }
        if let Some((name, more)) = broken_link(text) {
            let message = format!("the link of the author `{name}` is broken");
            self.diagnostics.push(doubtful(span, message));
            self.authors.push(Author { name, url: None, affiliation: None });
            *text = Cow::Owned(more);
            return false;
        }
        // "by Dr. [Andrew Miller](…)"
        if name::is_title(text.trim()) {
            return true;
        }
        let Names { list: mut names, mut end, .. } = names::names(text);
        if names.is_empty()
            && self.takes_handles
            && let Some(handle) = names::handle(text)
        {
            (names, end) = (vec![handle.to_owned()], handle.len());
        }
        if names.is_empty() {
            return false;
        }
        let author = |name| Author { name, url: None, affiliation: None };
        self.authors.extend(names.into_iter().map(author));
        let rest = &text[end..];
        // The bracket that "(by" began with is closed after the names.
        let rest = rest.strip_prefix([')', '）']).unwrap_or(rest);
        self.is_parted = after_mark(rest).is_some_and(|after| after.trim().is_empty());
        self.opened = match rest.trim() {
            "@" | "(@" => Opened::Handle,
            "(" => Opened::Bracket,
            _ => Opened::Nothing,
        };
        if rest.trim().is_empty() || self.is_parted || self.opened != Opened::Nothing {
            return true;
        }
        *text = Cow::Owned(rest.to_owned());
        false
    }
}

/// What follows "and", a comma or the like.
fn after_mark(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let after_comma = text.strip_prefix(names::COMMAS);
    let rest = after_comma.unwrap_or(text).trim_start();
    let word = rest.split(char::is_whitespace).next().unwrap_or_default();
    if words::is_and(word) { Some(&rest[word.len()..]) } else { after_comma }
}

/// Whether a text begins with a name of several words.
fn begins_with_person(text: &str) -> bool {
    names::names(text.trim_start()).list.first().is_some_and(|name| name.contains(' '))
}

/// `[NAME](no URL) …`: the name, and what follows.
fn broken_link(text: &str) -> Option<(String, String)> {
    let (name, rest) = text.trim_start().strip_prefix('[')?.split_once("](")?;
    let (_, rest) = rest.split_once(')')?;
    has_words(name).then(|| (collapse_whitespace(name).into_owned(), rest.to_owned()))
}

/// The most authors whose affiliations are read: each costs a copy of the text.
const MAX_WITH_AFFILIATION: usize = 50;

/// The longest affiliation, in bytes.
const MAX_AFFILIATION: usize = 100;

/// Where the last author is from, and what follows: "@ MIT", "at MIT", "(University of Trento)".
fn affiliation(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('(') {
        let (inner, after) = rest.split_once(')')?;
        let is_name = inner.len() <= MAX_AFFILIATION && name::is_name(inner);
        // At the end of the line it can be nothing else: "(Georgia Tech)".
        let end = after.trim_matches(is_mark);
        let is_last = end.is_empty()
            || year(end).is_some()
            || after_mark(after).is_some_and(begins_with_person);
        let is_last = is_last && !words::is_common_aside(inner);
        let is_affiliation = is_name && (is_last || words::is_institution(inner));
        return is_affiliation.then(|| (collapse_whitespace(inner).into_owned(), after));
    }
    let rest = match text.strip_prefix("@ ") {
        Some(rest) => rest,
        None => words::after_names(text)?,
    };
    let end = rest.find(['(', ',', '.', '|', '\n', ';', ':', '[']).unwrap_or(rest.len());
    let end = rest[..end].find(" - ").unwrap_or(end);
    let name = rest[..end].trim();
    (name.len() <= MAX_AFFILIATION && name::is_name(name))
        .then(|| (collapse_whitespace(name).into_owned(), &rest[end..]))
}

/// Takes out a name in backticks before a year in others: "`Bakers' Union` `2022`".
pub(super) fn in_code(line: &mut Vec<Inline>) -> Option<String> {
    let at = line.iter().position(|inline| matches!(inline.kind, InlineKind::Code(_)))?;
    let is_blank = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => !has_words(text),
        _ => inline.is_link(),
    };
    let [Inline { kind: InlineKind::Code(name), .. }, after @ ..] = &line[at..] else {
        return None;
    };
    let next = after.iter().find(|inline| !is_blank(inline))?;
    let is_dated = matches!(&next.kind, InlineKind::Code(code) if year(code).is_some());
    let is_said = line[..at].iter().all(is_blank) && is_dated && !words::is_common_aside(name);
    if !is_said || !name::is_name(name) {
        return None;
    }
    let name = name.to_string();
    line.remove(at);
    Some(name)
}

/// The few words that a line is, if they can be the name of somebody: "K team (2019)"; and what follows them.
pub(super) fn nickname(line: &[Inline]) -> Option<(String, String)> {
    let [Inline { kind: InlineKind::Text(text), .. }] = line else { return None };
    let text = text.trim_matches(is_mark);
    let (name, rest) = text.split_at(text.find(['(', '[', '（']).unwrap_or(text.len()));
    let name = name.trim_end();
    let is_name = name.chars().count() <= MAX_NICKNAME
        && has_letters(name)
        && name.chars().filter(char::is_ascii_digit).count() < "2019".len()
        && !name.contains(['.', ',', ':', '"', '。', '、'])
        && !words::is_common_aside(name)
        && !words::leads_on(name)
        && words::kind(name).is_none();
    is_name.then(|| (name.to_owned(), rest.to_owned()))
}

/// A name without the country or the dynasty that Chinese lists have before it: "[美] 安琪拉".
pub(super) fn without_country(name: &str) -> &str {
    let inner = name.strip_prefix(['[', '【', '（', '〔']);
    let parted = inner.and_then(|inner| inner.split_once([']', '】', '）', '〕']));
    match parted {
        Some((country, name)) if country.chars().count() <= 3 && has_words(name) => name,
        _ => name,
    }
}

/// The longest name that has no form of one, in characters.
const MAX_NICKNAME: usize = 30;

/// The authors that a description names as those of a work: "A free textbook by Ada Miller.", "Ada Miller's guide to
/// bread.". It goes on to say it, and "maintained by" and "inspired by" say something else. `is_common` knows the words
/// that the list uses in its sentences; `title` is the resource's.
pub(super) fn in_sentence(
    text: &str,
    title: &str,
    is_common: &impl Fn(&str) -> bool,
) -> Vec<String> {
    let words = |name: &str| name.split(' ').count();
    let is_person = |name: &str| (2..=4).contains(&words(name)) || name.starts_with('@');
    let is_capital = |name: &str| name.split(' ').all(|word| word.starts_with(char::is_uppercase));
    if let Some((name, after)) = words::genitive(text)
        && name::is_name(name)
        && is_person(name)
        && is_capital(name)
        && !name::begins_with_article(name)
        && !name::has_common_word(name.split(' '))
    {
        let next: Vec<&str> = after.split(' ').take(MAX_BEFORE_WORK).collect();
        return if words::has_work(&next.join(" ")) { vec![name.to_owned()] } else { Vec::new() };
    }
    // "Ada Miller and Ben Baker describe how dough rises", but not "Dough Nets shows how" of Dough Nets
    let first = names::names(text);
    if !first.list.is_empty()
        && words::begins_with_telling(&text[first.end..])
        && first.list.iter().all(|name| {
            is_person(name)
                && is_capital(name)
                && name::says_who(name, is_common)
                && !title.contains(&**name)
        })
    {
        return first.list;
    }
    let Some((at, by)) = words::last_by(text) else { return Vec::new() };
    let after = text[at + by..].trim_start_matches([' ', '[']);
    let Names { list: names, end, .. } = names::names(after);
    let before = text[..at].trim_end();
    // "By [Ada Miller](…)."
    let rest = after[end..].strip_prefix("](").and_then(|link| link.split_once(')'));
    let is_last = rest.map_or(&after[end..], |(_, rest)| rest).trim_matches(is_mark).is_empty();
    let is_new = |name: &String| name::says_who(name, is_common);
    // "A course on bread by Ada Miller", but not "A course on bread recommended by Ada Miller".
    let names_work = words::names_work(before);
    // "A course by BakersUnion"
    let is_group = |name: &String| names_work && is_last && is_new(name);
    let is_work = names_work
        || is_last
            && !PARTICIPLES.iter().any(|ending| before.ends_with(ending))
            && (words::has_work(before) || names.iter().all(is_new));
    let are_names = names.iter().all(|name| is_person(name) || is_group(name));
    if are_names && is_work { names } else { Vec::new() }
}

/// Endings of what was done with a work, and not of what it is: "recommended by", "recomendado por".
const PARTICIPLES: [&str; 7] = ["ed", "ado", "ada", "ato", "ata", "é", "ée"];

/// The most words between a name and a word for their work.
const MAX_BEFORE_WORK: usize = 5;
