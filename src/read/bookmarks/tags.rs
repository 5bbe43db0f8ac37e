//! Tags and the texts between them, with their places.
//!
//! Bookmark files are HTML that no two programs write alike, and a bookmark can bring its picture in a tag of many
//! kilobytes. So tags are read here, and html5gum decodes the character references in what they hold.

use std::ops::Range;

use html5gum::{Token as HtmlToken, Tokenizer};
use memchr::memmem;

use crate::text::collapse_whitespace;

/// A piece of a page.
pub(super) enum Token<'t> {
    Text(&'t str),
    Open(Tag<'t>),
    /// The name of an element that ends, in lower case.
    Close(String),
}

/// A start tag.
pub(super) struct Tag<'t> {
    /// In lower case.
    pub(super) name: String,
    /// Text between the name and the end.
    inside: &'t str,
    /// Where that begins.
    start: usize,
    pub(super) span: Range<usize>,
}

/// The tokens of a page, one after another.
pub(super) struct Tags<'t> {
    text: &'t str,
    at: usize,
    unclosed: Option<Range<usize>>,
}

impl<'t> Tags<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Tags { text, at: 0, unclosed: None }
    }

    /// The beginning of a tag that has no end.
    pub(super) fn unclosed(self) -> Option<Range<usize>> {
        self.unclosed
    }

    /// The next token. What is no tag, although it looks like one at first, is text.
    pub(super) fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let rest = &self.text[self.at..];
            if rest.is_empty() {
                return None;
            }
            if !begins_tag(rest) {
                let first = rest.chars().next().map_or(0, char::len_utf8);
                let length = rest[first..].find('<').map_or(rest.len(), |end| first + end);
                self.at += length;
                return Some(Token::Text(&rest[..length]));
            }
            let start = self.at;
            let length = if rest.starts_with("<!--") {
                memmem::find(&rest.as_bytes()[4..], b"-->").map(|end| end + 4 + 3)
            } else {
                end_of_tag(rest).map(|end| end + 1)
            };
            let Some(length) = length else {
                self.unclosed = Some(start..start + rest.lines().next().map_or(0, str::len));
                self.at = self.text.len();
                return None;
            };
            self.at += length;
            let tag = &rest[1..length - 1];
            if let Some(name) = tag.strip_prefix('/') {
                return Some(Token::Close(name.trim().to_ascii_lowercase()));
            }
            if tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let name = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
                return Some(Token::Open(Tag {
                    name: tag[..name].to_ascii_lowercase(),
                    inside: &tag[name..],
                    start: start + 1 + name,
                    span: start..start + length,
                }));
            }
        }
    }
}

/// Returns whether a `<` begins a tag, a comment or a declaration.
fn begins_tag(text: &str) -> bool {
    let mut chars = text.chars();
    let is_open = chars.next() == Some('<');
    is_open && chars.next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

/// Where the `>` is that ends a tag: not in an attribute's quotes.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return Some(at),
            (b'"' | b'\'', None) if before == b'=' => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}

impl<'t> Tag<'t> {
    /// An attribute's value as it is written, and its place.
    pub(super) fn attribute(&self, wanted: &str) -> Option<(&'t str, Range<usize>)> {
        let mut rest = self.inside;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            // A name can begin with anything, so that each step gets further.
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let end = rest[first..].find(|c: char| c.is_whitespace() || matches!(c, '=' | '/'));
            let (name, after) = rest.split_at(end.map_or(rest.len(), |end| first + end));
            let value = after.trim_start().strip_prefix('=').map(str::trim_start);
            let Some(value) = value else {
                rest = after;
                continue;
            };
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    value[1..].split_once(quote).unwrap_or((&value[1..], ""))
                }
                _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if name.eq_ignore_ascii_case(wanted) {
                let start = self.start + crate::text::offset_in(self.inside, value);
                return Some((value, start..start + value.len()));
            }
            rest = after;
        }
    }
}

/// A text with its character references decoded, on one line.
pub(super) fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return collapse_whitespace(text).into_owned();
    }
    // Without the beginning of a tag there is none.
    let text = text.replace('<', "&lt;");
    let mut decoded = String::with_capacity(text.len());
    for token in Tokenizer::new(&text).flatten() {
        if let HtmlToken::String(part) = token {
            decoded.push_str(&String::from_utf8_lossy(&part));
        }
    }
    collapse_whitespace(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Tags, Token, decoded};

    fn tag(text: &str) -> super::Tag<'_> {
        match Tags::new(text).next() {
            Some(Token::Open(tag)) => tag,
            _ => panic!("{text}"),
        }
    }

    #[test]
    fn attributes() {
        let text = "<A FOLDED ICON=\"a>b\" href = 'x&amp;y' TAGS=one,two / empty=\"\">";
        let tag = tag(text);
        assert_eq!((&*tag.name, tag.span.clone()), ("a", 0..text.len()));
        let value = |name| tag.attribute(name).map(|(value, span)| (value, &text[span]));
        assert_eq!(value("HREF"), Some(("x&amp;y", "x&amp;y")));
        assert_eq!(value("tags"), Some(("one,two", "one,two")));
        assert_eq!(value("empty"), Some(("", "")));
        assert_eq!((value("folded"), value("none")), (None, None));
    }

    #[test]
    fn what_is_no_tag_is_text() {
        let mut tags = Tags::new("1 < 2 <b>x</B ><!-- > --><p");
        let mut found = Vec::new();
        while let Some(token) = tags.next() {
            found.push(match token {
                Token::Text(text) => text.to_owned(),
                Token::Open(tag) => format!("<{}>", tag.name),
                Token::Close(name) => format!("</{name}>"),
            });
        }
        assert_eq!(found, ["1 ", "< 2 ", "<b>", "x", "</b>"]);
        assert_eq!(tags.unclosed(), Some(25..27));
    }

    #[test]
    fn references() {
        assert_eq!(
            decoded("a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#x27; <e>"),
            "a <b> & \"c\" 'd' <e>"
        );
    }
}
