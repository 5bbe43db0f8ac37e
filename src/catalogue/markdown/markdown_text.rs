//! Text as inline Markdown, with no more backslashes than it needs: a description is read by people too, in the file
//! that `import` writes.

use memchr::memchr;

use super::tree::{Emphasis, Inline, InlineKind};

/// Which marks of emphasis of a description cannot be any: it has only one of them, or none that could end emphasis.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    /// Stars, underscores and tildes.
    harmless: [bool; 3],
    has_links: bool,
}

impl Marks {
    pub(super) fn of(inlines: &[Inline]) -> Marks {
        let is_light = |inline: &Inline| {
            matches!(inline.kind, InlineKind::Open(Emphasis::Light | Emphasis::Strong))
        };
        let is_struck = |inline: &Inline| matches!(inline.kind, InlineKind::Open(Emphasis::Struck));
        let has_light = inlines.iter().any(is_light);
        let has_struck = inlines.iter().any(is_struck);
        let is_single = |mark: char| count(inlines, mark) < 2;
        Marks {
            harmless: [
                !has_light && is_single('*'),
                is_single('_') || !inlines.iter().any(has_end),
                !has_struck && is_single('~'),
            ],
            has_links: inlines.iter().any(Inline::is_link),
        }
    }
}

fn count(inlines: &[Inline], mark: char) -> usize {
    let of = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.matches(mark).count(),
        InlineKind::Link { content, .. } => count(content, mark),
        _ => 0,
    };
    inlines.iter().map(of).sum()
}

/// Whether a text has an underscore that can end emphasis: after a word, and not within one.
fn has_end(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => text.match_indices('_').any(|(at, _)| {
            let follows = !text[..at].ends_with(char::is_whitespace);
            let goes_on = text[at + 1..].starts_with(|c: char| c.is_alphanumeric());
            follows && !goes_on
        }),
        InlineKind::Link { content, .. } => content.iter().any(has_end),
        _ => false,
    }
}

/// Writes a plain text. Marks of emphasis get a backslash only where they could be some.
pub(super) fn text(value: &str, marks: Marks, written: &mut String) {
    if !value.contains(['\\', '*', '_', '[', ']', '<', '&', '`', '~']) {
        written.push_str(value);
        return;
    }
    let [star, underscore, tilde] = marks.harmless;
    let mut before = ' ';
    for (at, c) in value.char_indices() {
        let after = &value[at + c.len_utf8()..];
        let next = after.chars().next().unwrap_or(' ');
        let is_loose = before.is_whitespace() && next.is_whitespace();
        let needs_backslash = match c {
            '\\' => next.is_ascii_punctuation() || after.is_empty(),
            '*' => !star && !is_loose,
            '_' => !(underscore || is_loose || before.is_alphanumeric() && next.is_alphanumeric()),
            '~' => !tilde && !is_loose,
            // Only `](` makes a link, and a link of the description may not begin in a bracket of its text.
            '[' | ']' => marks.has_links && after.is_empty() || c == ']' && next == '(',
            '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
            '&' => begins_reference(after),
            '`' => true,
            _ => false,
        };
        if needs_backslash {
            written.push('\\');
        }
        written.push(c);
        before = c;
    }
}

/// Whether a `&` before this begins a character reference: `amp;`, `#8217;`.
fn begins_reference(after: &str) -> bool {
    let Some(end) = memchr(b';', &after.as_bytes()[..after.len().min(40)]) else { return false };
    let name = &after[..end];
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, TextMergeStream};

    use crate::catalogue::markdown::description::markdown;
    use crate::catalogue::markdown::tree::Inline;

    fn written(value: &str) -> String {
        markdown(&[Inline::text(value.to_owned())])
    }

    #[test]
    fn backslashes() {
        let cases = [
            ("[a] (b) snake_case C* 2 x < y & z", "[a] (b) snake_case C* 2 x < y & z"),
            ("in _posts and _data", "in _posts and _data"),
            ("*a* _b_ ~c~", "\\*a\\* \\_b\\_ \\~c\\~"),
            ("[a](b)", "[a\\](b)"),
            ("<b> &amp; `c` a\\b \\*", "\\<b> \\&amp; \\`c\\` a\\b \\\\*"),
        ];
        for (plain, expected) in cases {
            assert_eq!(written(plain), expected);
        }
    }

    proptest! {
        #[test]
        fn it_reads_as_it_was(value in "([ab ]|[\\\\*_\\[\\]<>&`~();!#1.-]|amp;|http://a\\.b/){0,20}") {
            let value = crate::text::collapse_whitespace(&value);
            let markdown = format!("x {}", written(&value));
            let events = TextMergeStream::new(Parser::new_ext(&markdown, Options::ENABLE_STRIKETHROUGH));
            let read: Vec<String> = events
                .filter_map(|event| match event {
                    Event::Text(text) => Some(text.into_string()),
                    Event::Start(_) | Event::End(_) => None,
                    event => Some(format!("{event:?}")),
                })
                .collect();
            let expected = format!("x {value}");
            prop_assert_eq!(read.concat(), expected.trim_end());
        }
    }
}
