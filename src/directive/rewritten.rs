//! Directives that another preprocessor has written anew: `\<\<\#resources sourdough>>`.
//!
//! A preprocessor that parses a chapter and writes it again escapes signs, curls quotes, and joins lines. A backslash
//! before a directive can also be the author's own. So the text is compared with the directives of the chapter's file,
//! after both are made alike: of those with the same words, the k-th decides.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;

use super::scan::{Scan, scan};
use super::{CLOSER, NAME, OPENER, Placement, Site};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::Dialect;
use crate::markdown::prefix::{line_at, line_end, next_line};
use crate::markdown::structure::{Surroundings, Within, surroundings};
use crate::text::collapse_whitespace;

/// Chapter with its directives as the author wrote them.
#[derive(Debug, Default)]
pub(crate) struct Restored {
    /// `None` if it is the text that was received.
    pub(crate) text: Option<String>,
    /// Warnings about directives that stay text, at their places in the text that was received.
    pub(crate) warnings: Vec<Diagnostic>,
}

/// Bytes of a directive that are compared, at most.
const LONGEST: usize = 4096;

/// Closers of a directive that are tried, at most: a value can hold some.
const MOST_CLOSERS: usize = 16;

/// Restores the directives of a chapter; `file` gives the chapter's file with its includes, if it has one.
pub(crate) fn restored(
    received: &str,
    file: impl FnOnce() -> Option<String>,
    dialect: Dialect,
) -> Restored {
    let openers: Vec<Opener> = openers(received).collect();
    let is_rewritten = |(at, opener): (usize, &Opener)| {
        // Up to the next one, so that many of them in one line cost no more than the line.
        let end = openers.get(at + 1).map_or(received.len(), |next| next.span.start);
        let line = received[opener.span.end..end].split('\n').next();
        !opener.is_plain || line.is_some_and(|line| line.contains(TYPOGRAPHIC))
    };
    if !openers.iter().enumerate().any(is_rewritten) {
        return Restored::default();
    }
    let openers = in_text(received, openers, dialect);
    let Some(file) = file() else {
        let escaped = openers.iter().filter(|(opener, _)| !opener.is_plain);
        let warnings = escaped.map(|(opener, _)| without_file(opener.span.clone())).collect();
        return Restored { text: None, warnings };
    };
    if file == received {
        return Restored::default();
    }
    let mut known = Known::new(&file, dialect);
    let mut text = String::with_capacity(received.len());
    let mut at = 0;
    for (opener, surroundings) in openers {
        let start = opener.span.start;
        let rest = &received[start..end_of(received, start, surroundings.block.end)];
        let alike = Alike::of(rest);
        let replaced = match known.next(&alike) {
            // The author's own text stands there already.
            Some((length, Some(own)))
                if opener.is_plain
                    && (!rest[..length].contains(TYPOGRAPHIC)
                        || collapse_whitespace(&rest[..length]) == own.text) =>
            {
                None
            }
            Some((length, Some(own))) => Some((length, own)),
            Some((_, None)) => None,
            None if opener.is_plain => None,
            None => translated(rest, &alike)
                .map(|(length, text)| (length, Own { text, is_block: false })),
        };
        if let Some((length, own)) = replaced.filter(|_| start >= at) {
            text.push_str(&received[at..start]);
            text.push_str(&own.text);
            at = start + length;
            // Another preprocessor can put what it makes of a block behind the paragraph above.
            let behind = &received[at..line_end(received, at)];
            if own.is_block && !behind.trim().is_empty() {
                text.push_str("\n\n");
            }
        }
    }
    text.push_str(&received[at..]);
    Restored { text: Some(text).filter(|text| text != received), warnings: Vec::new() }
}

fn without_file(span: Range<usize>) -> Diagnostic {
    let message = "this directive stays text: its signs are escaped, and the chapter has no file";
    Diagnostic::warning(Code::UnexpandedDirective, message).at(span).help(
        "if another preprocessor has made the chapter, let it run after this one: `before = [\"…\"]`",
    )
}

/// Quotes and dashes that smart punctuation makes.
const TYPOGRAPHIC: [char; 7] = ['“', '”', '‘', '’', '–', '—', '…'];

/// `<<#resources`, whose signs can be escaped.
struct Opener {
    span: Range<usize>,
    /// True if no sign is escaped.
    is_plain: bool,
}

/// Openers in a text, wherever they stand.
fn openers(text: &str) -> impl Iterator<Item = Opener> {
    memmem::find_iter(text.as_bytes(), "#resources").filter_map(|at| {
        let end = at + 1 + NAME.len();
        let is_longer = text[end..].starts_with(|c: char| c.is_alphanumeric() || "-_".contains(c));
        let start = sign_before(text, sign_before(text, unescaped(text, at))?)?;
        let is_plain = &text[start..end] == "<<#resources";
        (!is_longer).then_some(Opener { span: start..end, is_plain })
    })
}

/// Beginning of a `<` that ends at a byte, with its backslash; `None` if there is none.
fn sign_before(text: &str, end: usize) -> Option<usize> {
    Some(unescaped(text, text[..end].strip_suffix('<')?.len()))
}

/// Place of a sign, or of the backslash before it.
fn unescaped(text: &str, at: usize) -> usize {
    at - usize::from(text[..at].ends_with('\\'))
}

/// Openers that stand in text, and not in code or HTML, with their surroundings.
fn in_text(text: &str, openers: Vec<Opener>, dialect: Dialect) -> Vec<(Opener, Surroundings)> {
    // The parser's events begin behind a backslash.
    let sign = |start: usize| start + usize::from(text[start..].starts_with('\\'));
    let offsets: Vec<usize> = openers.iter().map(|opener| sign(opener.span.start)).collect();
    let surroundings = surroundings(text, &offsets, dialect).unwrap_or_default();
    let is_text =
        |within| matches!(within, Within::Text | Within::Heading | Within::Link | Within::Image);
    openers.into_iter().zip(surroundings).filter(|(_, around)| is_text(around.within)).collect()
}

/// End of the text that a directive can take.
fn end_of(text: &str, start: usize, block_end: usize) -> usize {
    let mut end = block_end.clamp(start, text.len()).min(start + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// Directive as the author has written it.
#[derive(Clone)]
struct Own {
    text: String,
    /// True if it has its lines to itself, in no container.
    is_block: bool,
}

impl Own {
    fn new(file: &str, site: &Site) -> Self {
        let is_block = matches!(site.placement, Placement::Block { .. });
        Own {
            text: own_text(file, site),
            is_block: is_block && site.surroundings.containers.is_empty(),
        }
    }
}

/// Directives of a chapter's file.
struct Known {
    /// For each text that is made alike, the directives with it in their order; `None` for an escaped one.
    all: HashMap<String, Vec<Option<Own>>>,
    /// Count of each text so far.
    seen: HashMap<String, usize>,
}

impl Known {
    fn new(file: &str, dialect: Dialect) -> Self {
        let Scan { occurrences, .. } = scan(file, dialect);
        let sites: HashMap<usize, &Site> =
            occurrences.iter().map(|found| (found.site.span.start, &found.site)).collect();
        let mut known = Known { all: HashMap::new(), seen: HashMap::new() };
        for (opener, surroundings) in in_text(file, openers(file).collect(), dialect) {
            let start = opener.span.start;
            let own = sites.get(&start).map(|site| Own::new(file, site));
            let rest = &file[start..end_of(file, start, surroundings.block.end)];
            let written = own.as_ref().map_or(rest, |own| &own.text);
            let alike = Alike::of(written);
            let end = if own.is_some() { Some(alike.text.len()) } else { alike.closers().next() };
            if let Some(end) = end {
                known.all.entry(alike.text[..end].to_owned()).or_default().push(own);
            }
        }
        known
    }

    /// The directive that comes next with the words that a text begins with, and how many bytes of the text it takes;
    /// of several that fit, the longest.
    fn next(&mut self, alike: &Alike) -> Option<(usize, Option<Own>)> {
        let ends: Vec<usize> = alike.closers().take(MOST_CLOSERS).collect();
        let end = ends.into_iter().rev().find(|end| self.all.contains_key(&alike.text[..*end]))?;
        let key = &alike.text[..end];
        let seen = self.seen.entry(key.to_owned()).or_default();
        let own = self.all.get(key)?;
        let found = own.get(*seen).or(own.last())?.clone();
        *seen += 1;
        Some((alike.bytes(end), found))
    }
}

/// A directive of a file in one line, without the prefixes of its containers.
fn own_text(file: &str, site: &Site) -> String {
    let mut own = String::new();
    let mut at = site.span.start;
    while at < site.span.end {
        let end = line_end(file, at).min(site.span.end);
        own.extend([if own.is_empty() { "" } else { " " }, file[at..end].trim()]);
        let next = next_line(file, end);
        at = line_at(file, &site.surroundings.containers, next.min(file.len())).content.max(next);
    }
    own
}

/// A text that is made alike with what other preprocessors make of it: without backslashes, references and doubled
/// signs, with one sign for all quotes, dashes and marks of emphasis.
struct Alike {
    text: String,
    /// For each byte of it, the byte of the original behind its sign.
    ends: Vec<usize>,
}

impl Alike {
    fn of(original: &str) -> Self {
        let mut alike = Alike { text: String::new(), ends: Vec::new() };
        let mut at = 0;
        while let Some(c) = original[at..].chars().next() {
            let rest = &original[at..];
            let reference = REFERENCES.iter().find(|(reference, _)| rest.starts_with(reference));
            let (c, length) = match reference {
                Some((reference, c)) => (*c, reference.len()),
                None => (c, c.len_utf8()),
            };
            at += length;
            if c == '\n' {
                // The prefixes of quotes, and the indentation of items.
                at += original[at..].len()
                    - original[at..].trim_start_matches([' ', '\t', '>']).len();
            }
            alike.push(c, at);
        }
        alike
    }

    fn push(&mut self, c: char, end: usize) {
        let c = match c {
            '\\' => return,
            c if c.is_whitespace() => ' ',
            '“' | '”' | '„' | '«' | '»' => '"',
            '‘' | '’' | '‚' => '\'',
            '–' | '—' => '-',
            '…' => '.',
            '*' => '_',
            c => c,
        };
        // Of runs, their lengths differ: `--` and `–`, `...` and `…`, `~~` and `~`, blanks.
        if " -.~_".contains(c) && self.text.ends_with(c) {
            return self.extend(end);
        }
        if self.text.ends_with(' ') && c == '>' {
            self.text.pop();
            self.ends.pop();
        }
        self.text.push(c);
        self.ends.resize(self.text.len(), end);
    }

    /// Makes the last sign reach to a byte of the original.
    fn extend(&mut self, end: usize) {
        if let Some(last) = self.ends.last_mut() {
            *last = end;
        }
    }

    /// Ends of closers in it.
    fn closers(&self) -> impl Iterator<Item = usize> {
        self.text.match_indices(CLOSER).map(|(at, _)| at + CLOSER.len())
    }

    /// Bytes of the original that stand for its beginning.
    fn bytes(&self, end: usize) -> usize {
        end.checked_sub(1).map_or(0, |last| self.ends[last])
    }
}

/// References for signs that a directive can hold.
const REFERENCES: [(&str, char); 5] =
    [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"'), ("&#39;", '\'')];

/// A directive whose words the file does not have, because somebody has translated them: without its escapes, and with
/// plain quotes.
fn translated(rest: &str, alike: &Alike) -> Option<(usize, String)> {
    let length = alike.bytes(alike.closers().next()?);
    let mut plain = String::with_capacity(length);
    let mut chars = rest[..length].chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => {}
            '“' | '”' | '„' | '«' | '»' => plain.push('"'),
            c => plain.push(c),
        }
    }
    for (reference, c) in REFERENCES {
        plain = plain.replace(reference, &c.to_string());
    }
    plain.starts_with(OPENER).then_some((length, plain))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::restored;
    use crate::markdown::Dialect;

    fn text() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(
            &[
                "<<#resources a>>",
                "\\<\\<\\#resources a>>",
                "\\<<#resources a>>",
                "by=“Ä b”",
                "by=\"Ä b\"",
                "\n",
                "\n\n",
                "> ",
                "- ",
                "`",
                "```\n",
                " ",
                "\\",
                ">>",
                "\\<\\<\\#resources ",
                "<<#resources",
                "x",
                "é",
                "| a |\n|---|\n",
            ][..],
        );
        prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
    }

    /// As mdbook-graphviz puts a drawing behind the paragraph above it.
    #[test]
    fn a_block_gets_its_line_back() {
        let file = "<<#resources a>>\n\n```dot\n```\n\n- <<#resources b>>\n";
        let received = "\\<\\<\\#resources a>><div>x</div>\n\n- \\<\\<\\#resources b>> y\n";
        let found = restored(received, || Some(file.to_owned()), Dialect::default());
        let expected = "<<#resources a>>\n\n<div>x</div>\n\n- <<#resources b>> y\n";
        assert_eq!(found.text.as_deref(), Some(expected));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_chapter_as_its_file_stays(text in text(), other in text()) {
            let same = restored(&text, || Some(text.clone()), Dialect::default());
            prop_assert_eq!(same.text, None, "{:?}", text);
            // Any file does, and none.
            restored(&text, || Some(other), Dialect::default());
            prop_assert_eq!(restored(&text, || None, Dialect::default()).text, None);
        }
    }
}
