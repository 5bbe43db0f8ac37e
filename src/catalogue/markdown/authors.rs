//! Who made a resource: "by NAME" after its link.

use super::document::{Piece, PieceKind};
use super::inline::{has_words, plain};
use super::links::Doubt;
use super::urls;
use super::words::{BY, Meaning, meaning};
use crate::catalogue::Author;
use crate::text::collapse_whitespace;
use crate::url;

/// Takes "by NAME" or "by [NAME](url)" off the front of what follows a link.
pub(super) fn authors(
    rest: &[Piece],
    authors: &mut Vec<Author>,
    doubts: &mut Vec<Doubt>,
) -> Vec<Piece> {
    let mut pieces = rest.to_vec();
    let Some(mut at) = after_by(&mut pieces) else { return pieces };
    loop {
        while matches!(
            pieces.get(at).map(|piece| &piece.kind),
            Some(PieceKind::OpenEmphasis | PieceKind::CloseEmphasis)
        ) {
            at += 1;
        }
        let Some(piece) = pieces.get_mut(at) else { break };
        match &mut piece.kind {
            PieceKind::Link { url, content } => {
                let name = plain(content);
                if !has_words(&name) || meaning(&name) != Meaning::Title {
                    break;
                }
                let url = url::is_allowed(url).then(|| url.clone());
                let url = url.filter(|url| !url.is_empty() && !urls::is_anchor(url));
                authors.push(Author { name, url, affiliation: None });
                at += 1;
            }
            PieceKind::Text(text) if text.trim().is_empty() => at += 1,
            PieceKind::Text(text) if !authors.is_empty() => {
                // After one author, another one follows or the description does.
                let Some(more) = after_and(text) else { break };
                *text = more;
            }
            PieceKind::Text(text) => {
                let (names, more) = match broken_link(text) {
                    Some((name, more)) => {
                        let message = format!("the link of the author `{name}` is broken");
                        doubts.push(Doubt { span: piece.span.clone(), message });
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
    if authors.is_empty() { rest.to_vec() } else { pieces.split_off(at) }
}

/// Takes off "by", and says which piece follows.
fn after_by(pieces: &mut [Piece]) -> Option<usize> {
    let at = pieces.iter().position(|piece| match &piece.kind {
        PieceKind::Text(text) => !text.trim().is_empty(),
        PieceKind::OpenEmphasis | PieceKind::CloseEmphasis => false,
        _ => true,
    })?;
    let PieceKind::Text(text) = &mut pieces[at].kind else { return None };
    let start = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | ',' | '(')
    });
    let after = BY.iter().find_map(|by| {
        let head = start.get(..by.len()).filter(|head| head.to_lowercase() == *by)?;
        let after = &start[head.len()..];
        (after.is_empty() || after.starts_with([' ', ':', '\u{a0}'])).then_some(after)
    })?;
    *text = after.trim_start_matches(|c: char| c.is_whitespace() || c == ':').to_owned();
    Some(at)
}

/// What follows "and", a comma or the like.
fn after_and(text: &str) -> Option<String> {
    let rest = text.trim_start();
    let ands = ["and ", "& ", ", and ", ", ", "، ", "、", "و "];
    let after =
        ands.iter().filter_map(|and| rest.strip_prefix(and)).min_by_key(|rest| rest.len())?;
    after.trim().is_empty().then(String::new)
}

/// `[NAME](no URL) …`: the name, and what follows.
fn broken_link(text: &str) -> Option<(String, String)> {
    let (name, rest) = text.trim_start().strip_prefix('[')?.split_once("](")?;
    let (_, rest) = rest.split_once(')')?;
    has_words(name).then(|| (collapse_whitespace(name), rest.to_owned()))
}

/// The names that a text begins with, and what follows.
fn names(text: &str) -> (Vec<String>, String) {
    let end = ["\n", " - ", " – ", " — ", ". ", "(", ";", ": ", "|", " from ", " at "]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min()
        .unwrap_or(text.len());
    let mut names = Vec::new();
    let mut at = 0;
    for part in text[..end].split_inclusive(',') {
        let several: Vec<&str> =
            part.trim_end_matches(',').split(" and ").flat_map(|part| part.split(" & ")).collect();
        let several: Vec<&str> = several
            .iter()
            .map(|name| name.trim().trim_end_matches('.'))
            .map(|name| name.strip_prefix("and ").unwrap_or(name))
            .collect();
        if !several.iter().all(|name| is_name(name)) {
            break;
        }
        names.extend(several.iter().map(|name| collapse_whitespace(name)));
        at += part.len();
    }
    (names, text[at..].to_owned())
}

/// Whether a text looks like a person's or an institution's name.
fn is_name(text: &str) -> bool {
    let is_small = |word: &str| {
        matches!(
            word,
            "de" | "van" | "von" | "der" | "den" | "la" | "di" | "da" | "of" | "bin" | "al"
        )
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_proper = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
            || word.starts_with('@')
            || is_small(word)
    };
    (1..=5).contains(&words.len()) && words.iter().all(is_proper) && !is_small(words[0])
}
