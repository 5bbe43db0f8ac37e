//! The authors of a resource: "by NAME" after its link.

use super::doubtful;
use super::inline::{has_words, plain};
use super::tree::{Inline, InlineKind};
use super::words::{self, LinkText, link_text};
use crate::catalogue::Author;
use crate::diagnostic::Diagnostic;
use crate::text::collapse_whitespace;
use crate::url;

/// Takes "by NAME" or "by [NAME](url)" off the front of what follows a link.
pub(super) fn authors(
    rest: &[Inline],
    authors: &mut Vec<Author>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Inline> {
    let mut inlines = rest.to_vec();
    let Some(mut at) = after_by(&mut inlines) else { return inlines };
    while let Some(inline) = inlines.get_mut(at) {
        match &mut inline.kind {
            InlineKind::OpenEmphasis | InlineKind::CloseEmphasis => at += 1,
            InlineKind::Link { url, content } => {
                let name = plain(content);
                if !has_words(&name) || link_text(&name) != LinkText::Title {
                    break;
                }
                let url = url::is_allowed(url).then(|| url.clone());
                let url = url.filter(|url| !url.is_empty() && !url::is_anchor(url));
                authors.push(Author { name, url, affiliation: None });
                at += 1;
            }
            InlineKind::Text(text) if text.trim().is_empty() => at += 1,
            // After one author, another one follows or the description does.
            InlineKind::Text(text) if !authors.is_empty() => {
                if !is_between_names(text) {
                    break;
                }
                at += 1;
            }
            InlineKind::Text(text) => {
                let (names, more) = match broken_link(text) {
                    Some((name, more)) => {
                        let message = format!("the link of the author `{name}` is broken");
                        diagnostics.push(doubtful(inline.span.clone(), message));
                        (vec![name], more)
                    }
                    None => names(text),
                };
                if names.is_empty() {
                    break;
                }
                let author = |name| Author { name, url: None, affiliation: None };
                authors.extend(names.into_iter().map(author));
                *text = more;
                break;
            }
            _ => break,
        }
    }
    if authors.is_empty() { rest.to_vec() } else { inlines.split_off(at) }
}

/// Takes off "by", and returns the position of what follows.
fn after_by(inlines: &mut [Inline]) -> Option<usize> {
    let at = inlines.iter().position(|inline| match &inline.kind {
        InlineKind::Text(text) => !text.trim().is_empty(),
        InlineKind::OpenEmphasis | InlineKind::CloseEmphasis => false,
        _ => true,
    })?;
    let InlineKind::Text(text) = &mut inlines[at].kind else { return None };
    let start = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | ',' | '，' | '、' | '(' | '（')
    });
    let after = words::after_by(start)?;
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ':' | '：');
    *text = after.trim_start_matches(is_mark).to_owned();
    Some(at)
}

/// Marks between names.
const COMMAS: [char; 4] = [',', '，', '、', '،'];

/// Whether a text is "and", a comma or the like.
fn is_between_names(text: &str) -> bool {
    let text = text.trim();
    let after_comma = text.strip_prefix(COMMAS);
    let word = after_comma.unwrap_or(text).trim();
    words::is_and(word) || word.is_empty() && after_comma.is_some()
}

/// `[NAME](no URL) …`: the name, and what follows.
fn broken_link(text: &str) -> Option<(String, String)> {
    let (name, rest) = text.trim_start().strip_prefix('[')?.split_once("](")?;
    let (_, rest) = rest.split_once(')')?;
    has_words(name).then(|| (collapse_whitespace(name), rest.to_owned()))
}

/// The names that a text begins with, and what follows.
fn names(text: &str) -> (Vec<String>, String) {
    const ENDS: [&str; 13] =
        ["\n", " - ", " – ", " — ", ". ", "(", ")", ";", ": ", "|", "。", "（", "）"];
    let marks = ENDS.iter().filter_map(|mark| text.find(mark));
    let end = marks.chain(words::end_of_names(text)).min().unwrap_or(text.len());
    let mut names = Vec::new();
    let mut at = 0;
    for part in text[..end].split_inclusive(COMMAS) {
        let several = around_and(part.trim_end_matches(COMMAS));
        if !several.iter().all(|name| is_name(name)) {
            break;
        }
        names.extend(several.iter().map(|name| collapse_whitespace(name)));
        at += part.len();
    }
    // The bracket that "(by" began with is closed after the names.
    let more = &text[at..];
    (names, more.strip_prefix([')', '）']).unwrap_or(more).to_owned())
}

/// Splits a text at "and"; an "and" at the beginning follows a comma and is left out.
fn around_and(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = match &words[..] {
        [first, rest @ ..] if words::is_and(first) => rest,
        words => words,
    };
    let names = words.split(|word| words::is_and(word));
    names.map(|name| name.join(" ").trim_end_matches('.').to_owned()).collect()
}

/// Whether a text looks like a person's or an institution's name.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_proper = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
            || word.starts_with('@')
            || words::is_name_particle(word)
    };
    (1..=5).contains(&words.len())
        && words.iter().all(is_proper)
        && !words::is_name_particle(words[0])
}
