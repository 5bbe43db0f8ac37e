//! Bare URLs in a text, which Markdown has no mark for, as [GitHub's autolinks][1] are found.
//!
//! [1]: https://github.github.com/gfm/#autolinks-extension-

use std::ops::Range;

use memchr::memmem::Finder;

/// Finder of bare URLs.
pub(super) struct BareUrls(Finder<'static>);

impl BareUrls {
    pub(super) fn new() -> Self {
        BareUrls(Finder::new("://"))
    }

    /// The first URL in a text.
    pub(super) fn first(&self, text: &str) -> Option<Range<usize>> {
        let start = self.0.find_iter(text.as_bytes()).find_map(|at| {
            let scheme =
                ["https", "http"].into_iter().find(|scheme| text[..at].ends_with(scheme))?;
            let start = at - scheme.len();
            let has_host = text[at + 3..].starts_with(char::is_alphanumeric);
            let begins_word = !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
            (has_host && begins_word).then_some(start)
        })?;
        let ends = |c: char| {
            c.is_whitespace()
                || matches!(c, '<' | '>' | '"' | '「' | '」' | '、' | '。' | '，' | '；' | '（')
        };
        let rest = &text[start..];
        let url = &rest[..rest.find(ends).unwrap_or(rest.len())];
        Some(start..start + trimmed(url))
    }
}

/// Length of a URL without the punctuation of the sentence around it.
fn trimmed(url: &str) -> usize {
    let count = |sign: char| url.matches(sign).count();
    let (round, square) = (count('('), count('['));
    let (mut round_end, mut square_end) = (count(')'), count(']'));
    let mut length = url.len();
    for c in url.chars().rev() {
        match c {
            ')' if round_end > round => round_end -= 1,
            ']' if square_end > square => square_end -= 1,
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '’' | '”' | '）'
            | '】' | '|' => {}
            _ => break,
        }
        length -= c.len_utf8();
    }
    length
}
