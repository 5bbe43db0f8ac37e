//! The little that is read of HTML: tags with their links and pictures, and the text between them.

use std::ops::Range;

/// A piece of an HTML fragment.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    Text(&'t str),
    Open { name: String, tag: &'t str },
    Close { name: String },
}

/// Splits a fragment into tags and text, with their places; comments are left out.
pub(super) fn tokens(fragment: &str) -> Vec<(Token<'_>, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < fragment.len() {
        let rest = &fragment[at..];
        let end = match rest.strip_prefix("<!--") {
            Some(comment) => comment.find("-->").map_or(fragment.len(), |end| at + 4 + end + 3),
            None => match tag(rest) {
                Some((token, length)) => {
                    tokens.push((token, at..at + length));
                    at + length
                }
                None => {
                    // The first character is text even where it is a `<`.
                    let first = rest.chars().next().map_or(1, char::len_utf8);
                    let length = rest[first..].find('<').map_or(rest.len(), |end| first + end);
                    tokens.push((Token::Text(&rest[..length]), at..at + length));
                    at + length
                }
            },
        };
        at = end;
    }
    tokens
}

/// The tag that a text begins with, and its length.
fn tag(text: &str) -> Option<(Token<'_>, usize)> {
    let inner = text.strip_prefix('<')?;
    let (inner, closes) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let name_length = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = inner[..name_length].to_ascii_lowercase();
    let mut quote = None;
    let end = text.char_indices().skip(1).find_map(|(at, c)| {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == '>' => return Some(at + 1),
            None => {}
        }
        None
    })?;
    let token =
        if closes { Token::Close { name } } else { Token::Open { name, tag: &text[..end] } };
    Some((token, end))
}

/// The value of an attribute.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = from + lower[from..].find(name)?;
        from = at + name.len();
        let is_whole =
            lower[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        let Some(value) = tag[from..].trim_start().strip_prefix('=').filter(|_| is_whole) else {
            continue;
        };
        let value = value.trim_start();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split(|c: char| c.is_whitespace() || c == '>').next(),
        };
        return value.map(|value| unescape(value.trim()));
    }
}

/// Text without the character references that lists have.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let known =
        [("&nbsp;", "\u{a0}"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")];
    let text = known.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace("&amp;", "&")
}
