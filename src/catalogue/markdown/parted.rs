//! Markdown directly below HTML, with no blank line between them:
//!
//! ```text
//! <a name="breads" />
//! ## Breads
//! ```
//!
//! For [CommonMark](https://spec.commonmark.org/0.31.2/#html-blocks), HTML goes on up to a blank line, so that this is no
//! heading. But it is meant as one, and a list that is read without its headings loses its topics.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// A list in which a blank line parts HTML from the Markdown below it.
pub(super) struct Parted<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where in it the lines stand that were added.
    added: Vec<usize>,
}

impl<'t> Parted<'t> {
    pub(super) fn new(list: &'t str, options: Options) -> Self {
        let hidden = hidden(list, options);
        if hidden.is_empty() {
            return Parted { text: list.into(), added: Vec::new() };
        }
        let mut text = String::with_capacity(list.len() + hidden.len());
        let mut added = Vec::with_capacity(hidden.len());
        let mut written = 0;
        for line in hidden {
            text.push_str(&list[written..line]);
            added.push(text.len());
            text.push('\n');
            written = line;
        }
        text.push_str(&list[written..]);
        Parted { text: text.into(), added }
    }

    /// The place in the list as it is written.
    pub(super) fn written(&self, place: Range<usize>) -> Range<usize> {
        let before = |at: usize| self.added.partition_point(|added| *added < at);
        place.start - before(place.start)..place.end - before(place.end)
    }

    /// Where the lines begin, in the list as it is written, above which a blank line was added.
    pub(super) fn lines(&self) -> impl Iterator<Item = usize> {
        self.added.iter().enumerate().map(|(before, added)| added - before)
    }
}

/// Where the lines begin that are Markdown by their form, and HTML because of the line above.
fn hidden(list: &str, options: Options) -> Vec<usize> {
    let below_tags = below_tags(list);
    let mut rest = &below_tags[..];
    let mut hidden = Vec::new();
    if rest.is_empty() {
        return hidden;
    }
    for (event, block) in Parser::new_ext(list, options).into_offset_iter() {
        if !matches!(event, Event::Start(Tag::HtmlBlock)) {
            continue;
        }
        let start = rest.partition_point(|line| *line < block.start);
        let end = rest.partition_point(|line| *line < block.end);
        let written = list[block.start..].trim_start();
        let is_element = !WHOLE.iter().any(|tag| written.starts_with(tag));
        let mut from = block.start;
        let mut is_comment = false;
        for line in rest[start..end].iter().filter(|_| is_element) {
            let between = &list[from..*line];
            is_comment = match (between.rfind("<!--"), between.rfind("-->")) {
                (Some(open), close) => close.is_none_or(|close| close < open),
                (None, Some(_)) => false,
                (None, None) => is_comment,
            };
            from = *line;
            if !is_comment {
                hidden.push(*line);
            }
        }
        rest = &rest[end..];
    }
    hidden
}

/// What begins HTML that does not end at a blank line.
const WHOLE: [&str; 7] = ["<!", "<?", "<pre", "<script", "<style", "<textarea", "<table"];

/// Where the lines below a line of tags begin that are a heading, or an item with a link.
fn below_tags(list: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut is_below_tag = false;
    for line in list.split_inclusive('\n') {
        let text = line.trim();
        if is_below_tag && (is_heading(text) || is_item(text)) {
            found.push(at);
        }
        is_below_tag = text.starts_with('<') && text.ends_with('>');
        at += line.len();
    }
    found
}

/// "## Breads"
fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - text.len())) && text.starts_with([' ', '\t'])
}

/// "- [Loaf](…)"
fn is_item(line: &str) -> bool {
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let after_mark = match line.strip_prefix(['-', '*', '+']) {
        None if after_number.len() < line.len() => after_number.strip_prefix(['.', ')']),
        after => after,
    };
    after_mark.is_some_and(|text| text.starts_with([' ', '\t']) && text.contains("]("))
}
