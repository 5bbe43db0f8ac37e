//! The HTML in a list: tags with their links and pictures, and the text between them.
//!
//! In a line of Markdown it arrives one tag at a time, as a block in one piece.

use std::ops::Range;

use html5gum::{DefaultEmitter, Error, Span, StartTag, State, Token, Tokenizer};

use super::builder::{Builder, Syntax};
use super::doubtful;
use super::tree::InlineKind;
use crate::text::offset_in;

impl Builder<'_> {
    /// Reads an HTML block, with all that opens in it.
    pub(super) fn html_block(&mut self, range: Range<usize>) {
        self.close_text();
        let depth = self.depth();
        self.html(range);
        self.close_to(depth);
        self.skipped_element = None;
    }

    /// Reads a fragment of HTML.
    pub(super) fn html(&mut self, range: Range<usize>) {
        let fragment = &self.source[range.clone()];
        if let Some(tag) = crowded_tag(fragment) {
            let span = range.start + tag.start..range.start + tag.end;
            self.diagnostics
                .push(doubtful(span, "this HTML is left out: a tag has too many attributes"));
            return;
        }
        let in_source = |span: Span| range.start + span.start..range.start + span.end;
        let mut raw_text = RawText::new(fragment);
        let emitter = DefaultEmitter::<usize>::new_with_span();
        let mut tokenizer = Tokenizer::new_with_emitter(fragment, emitter);
        // Where the last token ends.
        let mut end = range.start;
        while let Some(Ok(token)) = tokenizer.next() {
            match token {
                Token::StartTag(tag) => {
                    let span = in_source(tag.span);
                    end = span.end;
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    match raw_text.state(&name, tag.span.end) {
                        Some(state) => tokenizer.set_state(state),
                        None if RawText::is_raw(&name) && span != range => continue,
                        None => {}
                    }
                    if self.skipped_element.is_none() {
                        self.open_tag(&name, &tag, span);
                    }
                }
                Token::EndTag(tag) => {
                    end = in_source(tag.span).end;
                    let name = String::from_utf8_lossy(&tag.name);
                    match &self.skipped_element {
                        Some(skipped) if *skipped == name => self.skipped_element = None,
                        Some(_) => {}
                        None => self.close_tag(&name),
                    }
                }
                Token::String(text) => {
                    let span = in_source(text.span);
                    end = span.end;
                    if self.skipped_element.is_none() {
                        self.html_text(&String::from_utf8_lossy(&text.value), span);
                    }
                }
                Token::Error(error) => self.html_error(error.value, end..range.end),
                Token::Comment(_) | Token::Doctype(_) => {}
            }
        }
    }

    /// Text between tags, in which line ends and several spaces are one space.
    fn html_text(&mut self, text: &str, span: Range<usize>) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let space = |there: bool| if there { " " } else { "" };
        let before = space(text.starts_with(char::is_whitespace));
        let after = space(text.ends_with(char::is_whitespace) && !words.is_empty());
        self.text(format!("{before}{}{after}", words.join(" ")).into(), span);
    }

    /// Warns of an error after which the rest of the fragment is lost.
    fn html_error(&mut self, error: Error, rest: Range<usize>) {
        let what = match error {
            Error::EofInTag => "tag",
            Error::EofInComment => "comment",
            _ => return,
        };
        let line = self.source[rest.clone()].lines().find(|line| !line.trim().is_empty());
        let Some(line) = line else { return };
        let start = offset_in(self.source, line);
        let message = format!("this HTML {what} is not closed; its content is left out");
        self.diagnostics.push(doubtful(start..start + line.trim_end().len(), message));
    }

    fn open_tag(&mut self, name: &str, tag: &StartTag<usize>, span: Range<usize>) {
        match name {
            "a" => {
                if let Some(url) = tag.attributes.get(&b"href"[..]) {
                    let url = String::from_utf8_lossy(url).into_owned();
                    self.open_link(url.into(), span, Syntax::Html);
                }
            }
            "img" | "svg" | "picture" => {
                self.push(InlineKind::Image, span);
                self.skipped_element = (name != "img").then(|| name.to_owned());
            }
            "br" => self.push(InlineKind::Break, span),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                self.open_heading(level, span, true);
            }
            "summary" if !self.in_cell() => self.open_summary(),
            // A list in a cell is its lines.
            "ul" | "ol" if self.in_cell() => {}
            "li" if self.in_cell() => self.push(InlineKind::Break, span),
            "ul" | "ol" => self.open_list(span),
            "li" => {
                self.close_sibling_item();
                self.open_item();
            }
            "table" => self.open_table(),
            "tr" => {
                self.close_row();
                self.open_row();
            }
            "td" | "th" => self.open_cell(),
            "pre" | "blockquote" => {
                self.close_text();
                self.skipped_element = Some(name.to_owned());
            }
            _ if RawText::is_raw(name) => self.skipped_element = Some(name.to_owned()),
            _ if is_inline(name) || self.in_cell() => {}
            _ => self.close_text(),
        }
    }

    fn close_tag(&mut self, name: &str) {
        match name {
            "a" => self.close_link(Syntax::Html),
            "ul" | "ol" | "li" | "p" | "div" if self.in_cell() => {}
            "ul" | "ol" => self.close_list(),
            "li" => self.close_item(),
            "tr" => self.close_row(),
            "table" => self.close_table(),
            _ if is_inline(name) => {}
            _ => self.close_text(),
        }
    }
}

/// Elements of a fragment whose content is text and no HTML.
struct RawText<'t> {
    fragment: &'t str,
    /// The fragment in lower case, once it is needed.
    lower: Option<String>,
    /// Where the last end tag of each element begins.
    last_end: Vec<(String, Option<usize>)>,
}

impl<'t> RawText<'t> {
    fn new(fragment: &'t str) -> Self {
        RawText { fragment, lower: None, last_end: Vec::new() }
    }

    fn is_raw(name: &str) -> bool {
        html5gum::naive_next_state(name.as_bytes()).is_some()
    }

    /// How the tokenizer goes on after a start tag that ends `after` the fragment's beginning: an element that
    /// is never closed would take all that follows.
    fn state(&mut self, name: &str, after: usize) -> Option<State> {
        let state = html5gum::naive_next_state(name.as_bytes())?;
        let known = self.last_end.iter().find(|(known, _)| known == name);
        let last_end = match known {
            Some((_, last_end)) => *last_end,
            None => {
                let lower = self.lower.get_or_insert_with(|| self.fragment.to_ascii_lowercase());
                let last_end = lower.rfind(&format!("</{name}"));
                self.last_end.push((name.to_owned(), last_end));
                last_end
            }
        };
        last_end.is_some_and(|end| end >= after).then_some(state)
    }
}

/// Whether an HTML element stands within a line of text.
fn is_inline(name: &str) -> bool {
    const INLINE: &[&str] = &[
        "b", "i", "em", "strong", "u", "s", "del", "ins", "sub", "sup", "small", "big", "code",
        "kbd", "span", "font", "mark", "abbr", "cite", "q", "var", "samp",
    ];
    INLINE.contains(&name)
}

/// Blanks and `=` in a tag, at most: the tokenizer calls itself for each of its attributes.
const MAX_IN_TAG: usize = 2_000;

/// The beginning of a tag with too many attributes.
fn crowded_tag(fragment: &str) -> Option<Range<usize>> {
    let (mut start, mut count) = (0, 0);
    for (at, byte) in fragment.bytes().enumerate() {
        match byte {
            b'<' | b'>' => (start, count) = (at, 0),
            b' ' | b'\t' | b'\n' | b'\r' | b'=' | b'/' | b'"' | b'\'' => count += 1,
            _ => {}
        }
        if count > MAX_IN_TAG && fragment.as_bytes()[start] == b'<' {
            return Some(start..start + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::Builder;
    use crate::catalogue::markdown::tree::{Block, Heading, Inline, InlineKind};

    const PIECES: &[&str] = &[
        "<a href=\"https://a.example\">",
        "<a href='x",
        "</a>",
        "<li>",
        "<ul>",
        "</ul>",
        "<tr>",
        "<td>",
        "<table>",
        "</table>",
        "<h2>",
        "</h2>",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<svg>",
        "</svg>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<",
        ">",
        "\"",
        "'",
        "&amp;",
        "&notin",
        "&#8217;",
        "&#x1F4DA;",
        "&",
        "é",
        "📚",
        "\r\n",
        "\r",
        "\n",
        "\0",
        "\t",
        " ",
        "text",
        "https://b.example/é",
        "<?x",
        "<!DOCTYPE",
        "/",
        "=",
    ];

    fn check(content: &[Inline], source: &str) {
        for piece in content {
            let written = source.get(piece.span.clone());
            assert!(written.is_some(), "{:?} is no place in {source:?}", piece.span);
            if let InlineKind::Link { content, url } = &piece.kind {
                let tag = written.unwrap_or_default().to_owned();
                assert!(
                    tag.starts_with('<') && tag.ends_with('>') || url.contains("b.example"),
                    "{tag:?}"
                );
                check(content, source);
            }
        }
    }

    fn check_blocks(blocks: &[Block], source: &str) {
        for block in blocks {
            match block {
                Block::Heading(Heading { content, span, .. }) => {
                    assert!(source.get(span.clone()).is_some());
                    check(content, source);
                }
                Block::Paragraph(content) | Block::Summary(content) => check(content, source),
                Block::List(items) => {
                    for item in items {
                        check_blocks(&item.blocks, source);
                    }
                }
                Block::Table(rows) => rows.iter().flatten().for_each(|cell| check(cell, source)),
                Block::Other => {}
            }
        }
    }

    proptest! {
        #[test]
        fn places_lie_in_the_source(pieces in vec(select(PIECES), 0..40)) {
            let source = pieces.concat();
            let mut builder = Builder::new(&source, None);
            builder.html_block(0..source.len());
            let (blocks, diagnostics) = builder.finish();
            check_blocks(&blocks, &source);
            for mark in diagnostics.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
                prop_assert!(source.get(mark.span.clone()).is_some());
            }
        }
    }
}
