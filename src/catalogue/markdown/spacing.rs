//! Headings and items that are no Markdown because a blank or a blank line is missing:
//!
//! ```text
//! <a name="breads" />
//! ## Breads
//!
//! ##Rolls
//! ```
//!
//! For Markdown, [HTML](https://spec.commonmark.org/0.31.2/#html-blocks) goes on up to a blank line, and a
//! [heading](https://spec.commonmark.org/0.31.2/#atx-headings) has a blank after its `#`. But these are meant as headings,
//! and a list that is read without its headings loses its topics.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::doubtful;
use crate::diagnostic::Diagnostic;

/// A list with the blanks and blank lines that its headings and items need.
pub(super) struct Spaced<'t> {
    pub(super) text: Cow<'t, str>,
    /// What was added, and where in the text it stands; each is one byte.
    added: Vec<(usize, Added)>,
}

/// What a list lacks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Added {
    /// Between HTML and the line below it.
    BlankLine,
    /// After the `#` of a heading.
    Blank,
}

impl<'t> Spaced<'t> {
    pub(super) fn new(list: &'t str, options: Options) -> Self {
        let missing = missing(list, options);
        if missing.is_empty() {
            return Spaced { text: list.into(), added: Vec::new() };
        }
        let mut text = String::with_capacity(list.len() + missing.len());
        let mut added = Vec::with_capacity(missing.len());
        let mut written = 0;
        for (at, what) in missing {
            text.push_str(&list[written..at]);
            added.push((text.len(), what));
            text.push(if what == Added::Blank { ' ' } else { '\n' });
            written = at;
        }
        text.push_str(&list[written..]);
        Spaced { text: text.into(), added }
    }

    /// The place in the list as it is written.
    pub(super) fn written(&self, place: Range<usize>) -> Range<usize> {
        let before = |at: usize| self.added.partition_point(|(added, _)| *added < at);
        place.start - before(place.start)..place.end - before(place.end)
    }

    /// A warning for each line that lacks something; the list begins at `start` of its file, which is this text.
    pub(super) fn warnings(&self, text: &str, start: usize) -> impl Iterator<Item = Diagnostic> {
        self.added.iter().enumerate().map(move |(before, (at, what))| {
            let at = start + at - before;
            let length = text[at..].lines().next().unwrap_or_default().trim_end().len();
            let (message, help) = what.explanation();
            doubtful(at..at + length, message).help(help)
        })
    }
}

impl Added {
    fn explanation(self) -> (&'static str, &'static str) {
        match self {
            Added::BlankLine => (
                "no blank line stands between this and the HTML above it",
                "it is read as Markdown; a page shows it as it is written until there is one",
            ),
            Added::Blank => (
                "no blank stands between `#` and this heading",
                "it is read as a heading; a page shows it as text until there is one",
            ),
        }
    }
}

/// A line that is a heading or an item by its form.
struct Candidate {
    start: usize,
    /// Where its text begins.
    text: usize,
    /// Where a blank is missing.
    blank: Option<usize>,
    is_below_tag: bool,
}

/// What a list lacks, in order.
fn missing(list: &str, options: Options) -> Vec<(usize, Added)> {
    let candidates = candidates(list);
    let mut missing = Vec::new();
    if candidates.is_empty() {
        return missing;
    }
    let mut rest = &candidates[..];
    let blank = |candidate: &Candidate| Some((candidate.blank?, Added::Blank));
    for (event, block) in Parser::new_ext(list, options).into_offset_iter() {
        let Event::Start(tag @ (Tag::HtmlBlock | Tag::CodeBlock(_))) = event else { continue };
        let (before, from) = rest.split_at(rest.partition_point(|line| line.text < block.start));
        let (within, after) = from.split_at(from.partition_point(|line| line.text < block.end));
        missing.extend(before.iter().filter_map(blank));
        if tag == Tag::HtmlBlock {
            for line in below_tags(list, block.start, within) {
                missing.push((line.start, Added::BlankLine));
                missing.extend(blank(line));
            }
        }
        rest = after;
    }
    missing.extend(rest.iter().filter_map(blank));
    missing
}

/// Those of the lines of an HTML block that stand directly below a tag, and in no comment.
fn below_tags<'c>(list: &str, block: usize, lines: &'c [Candidate]) -> Vec<&'c Candidate> {
    let written = list[block..].trim_start();
    if WHOLE.iter().any(|tag| written.starts_with(tag)) {
        return Vec::new();
    }
    let mut from = block;
    let mut is_comment = false;
    let mut found = Vec::new();
    for line in lines {
        let between = &list[from..line.start];
        is_comment = match (between.rfind("<!--"), between.rfind("-->")) {
            (Some(open), close) => close.is_none_or(|close| close < open),
            (None, Some(_)) => false,
            (None, None) => is_comment,
        };
        from = line.start;
        if line.is_below_tag && !is_comment {
            found.push(line);
        }
    }
    found
}

/// What begins HTML in which a blank line changes nothing, or too much.
const WHOLE: [&str; 7] = ["<!", "<?", "<pre", "<script", "<style", "<textarea", "<table"];

fn candidates(list: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut is_below_tag = false;
    for line in list.split_inclusive('\n') {
        let text = line.trim_start_matches(' ');
        let text_at = start + line.len() - text.len();
        let blank = unspaced(text).map(|marks| text_at + marks);
        if blank.is_some() || is_below_tag && (is_heading(text) || is_item(text)) {
            found.push(Candidate { start, text: text_at, blank, is_below_tag });
        }
        is_below_tag = text.starts_with('<') && text.trim_end().ends_with('>');
        start += line.len();
    }
    found
}

/// How many `#` a heading has, at most.
const MAX_LEVEL: usize = 6;

/// The number of `#` of a line.
fn marks(line: &str) -> usize {
    line.len() - line.trim_start_matches('#').len()
}

/// "## Breads"
fn is_heading(line: &str) -> bool {
    let marks = marks(line);
    (1..=MAX_LEVEL).contains(&marks) && line[marks..].starts_with([' ', '\t'])
}

/// The number of `#` of "##Breads", after which a blank is missing. One alone can begin a word: "#bread".
fn unspaced(line: &str) -> Option<usize> {
    let marks = marks(line);
    let is_text = |c: char| c.is_alphanumeric() || c == '\u{a0}';
    ((2..=MAX_LEVEL).contains(&marks) && line[marks..].starts_with(is_text)).then_some(marks)
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
