//! One section in the lines around its directive.
//!
//! The author's own lines come back byte for byte; what is written here are the prefixes, line ends and
//! blank lines of the section, and only those that Markdown needs to keep the surroundings as they were.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Patch, SEPARATOR};
use crate::diagnostic::{Code, Diagnostic};
use crate::directive::{Placement, Site};
use crate::markdown::prefix::{Line, MAX_INDENT, continuation, line_at, line_end, next_line};
use crate::render::{ChapterAssets, Rendered};

/// Section with the lines that it brings.
pub(super) struct Slot {
    range: Range<usize>,
    /// The section, and what stands before it.
    text: String,
    /// Byte of the text at which the section begins.
    section: usize,
    /// Line end and prefix of the containers.
    line_break: String,
    /// The ways to end it that are not tried yet; the first is tried now.
    endings: VecDeque<Ending>,
    /// True if style and script can stand before it.
    pub(super) takes_assets: bool,
}

/// Ending of a section before the text that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Touching,
    BlankLine,
    /// A comment, which ends a list.
    Separator,
}

impl Slot {
    /// Puts a section in the place of its directive; `is_followed` says whether another section takes the next line.
    ///
    /// # Errors
    /// If the section could not be read as what it is there.
    pub(super) fn new(
        chapter: &str,
        site: &Site,
        rendered: &Rendered,
        is_followed: bool,
    ) -> Result<Self, Diagnostic> {
        let takes_assets = rendered.parts.is_some();
        let slot = match &site.placement {
            Placement::Block { line } if !rendered.is_inline => {
                BlockLines { chapter, site, line: *line }.slot(&rendered.text, is_followed)?
            }
            _ => Self::on_a_line(chapter, site, &rendered.text),
        };
        Ok(Slot { takes_assets, ..slot })
    }

    fn on_a_line(chapter: &str, site: &Site, section: &str) -> Self {
        // A link behind one of these would be an image, belong to another link, or be what that one leads to.
        let before = &chapter[..site.span.start];
        let own = &chapter[site.surroundings.block.start.min(site.span.start)..site.span.start];
        let is_glued = before.ends_with(['!', ']']) || begins_definition(own);
        let separator = if is_glued && !section.is_empty() { SEPARATOR } else { "" };
        Slot {
            range: site.span.clone(),
            text: format!("{separator}{section}"),
            section: 0,
            line_break: String::new(),
            endings: [Ending::Touching].into(),
            takes_assets: false,
        }
    }

    /// The patch with the ending that is tried now, and with style and script before the section, if it gets them.
    pub(super) fn patch(&self, assets: Option<&ChapterAssets>) -> Patch {
        let (above, section) = self.text.split_at(self.section);
        let assets = assets.map(|assets| assets.lines(&self.line_break)).unwrap_or_default();
        let mut text = [above, &assets, section].concat();
        match self.endings.front() {
            None | Some(Ending::Touching) => {}
            Some(Ending::BlankLine) => text.push_str(self.line_break.trim_end_matches([' ', '\t'])),
            Some(Ending::Separator) => text.extend([&self.line_break, SEPARATOR]),
        }
        Patch { range: self.range.clone(), text }
    }

    /// Goes on to the next ending; returns whether there is one.
    pub(super) fn next_ending(&mut self) -> bool {
        self.endings.pop_front();
        !self.endings.is_empty()
    }

    /// Ends without touching what follows: a section there has given way to a notice.
    pub(super) fn keep_apart(&mut self) {
        if self.endings.len() > 1 && self.endings[0] == Ending::Touching {
            self.endings.pop_front();
        }
    }
}

/// Returns whether a text is the label of a link definition, and at most a word behind it; mdBook 0.4 reads one behind a task box,
/// too.
fn begins_definition(text: &str) -> bool {
    let boxed = ["[ ]", "[x]", "[X]"].iter().find_map(|task| text.trim_start().strip_prefix(task));
    let label = boxed.unwrap_or(text).trim_start().strip_prefix('[');
    let behind = label.and_then(|label| label.split_once("]:")).map(|(_, behind)| behind);
    behind.is_some_and(|behind| behind.split_whitespace().count() <= 1)
}

/// The lines around a directive that stands on lines of its own.
struct BlockLines<'t> {
    chapter: &'t str,
    site: &'t Site,
    /// The line that the directive opens on.
    line: Line,
}

impl BlockLines<'_> {
    fn slot(&self, section: &str, is_followed: bool) -> Result<Slot, Diagnostic> {
        let Site { span, surroundings, .. } = self.site;
        let start = if self.line.indent > MAX_INDENT { self.line.content } else { span.start };
        let prefix = continuation(self.chapter, &surroundings.containers, &self.line, start);
        let line_break = format!("{}{prefix}", self.line_ending());
        let empty_line = format!("{}{}", self.line_ending(), prefix.trim_end());
        let section = if surroundings.tight { self.compact(section)? } else { section.into() };
        if self.continues_paragraph() && self.follows_hard_break() {
            return Err(self.error(
                "the backslash before this directive would be shown",
                "remove the backslash: the section starts on a new line without it",
            ));
        }
        let mut text = String::with_capacity(section.len() + line_break.len() + empty_line.len());
        if !surroundings.tight && self.touches_above() {
            text.push_str(&line_break);
        } else if self.continues_paragraph() && !interrupts_paragraph(&section) {
            return Err(blank_line_error(span, "before"));
        }
        let section_start = text.len();
        if line_break == "\n" && !section.contains('\r') {
            text.push_str(&section);
        } else {
            push_lines(&mut text, &section, &line_break, &empty_line);
        }
        let endings = if is_followed {
            [Ending::Touching, Ending::BlankLine, Ending::Separator].into()
        } else if self.touches_below() && !surroundings.tight {
            [Ending::BlankLine, Ending::Touching, Ending::Separator].into()
        } else {
            [Ending::Touching, Ending::Separator].into()
        };
        let range = start..span.end;
        Ok(Slot { range, text, section: section_start, line_break, endings, takes_assets: false })
    }

    /// The section without its blank lines, which would loosen the list that it stands in.
    fn compact<'s>(&self, section: &'s str) -> Result<Cow<'s, str>, Diagnostic> {
        let lines: Vec<&str> = section.lines().collect();
        if !lines.contains(&"") {
            return Ok(section.into());
        }
        let filled: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        let compact = filled.join("\n");
        if blocks(&compact) == blocks(section) {
            return Ok(compact.into());
        }
        Err(self.error(
            "this format writes blank lines, which would make the list around it a loose one",
            "put a blank line before the directive, or between the items",
        ))
    }

    /// Returns whether text of its own paragraph, or of its tight item, stands on the lines above.
    fn continues_paragraph(&self) -> bool {
        self.site.surroundings.block.start < self.line.start
    }

    /// Returns whether the line above, in the same containers, is not blank.
    fn touches_above(&self) -> bool {
        if self.line.start == 0 || self.line.opens.is_some() {
            return false;
        }
        let before = &self.chapter[..self.line.start];
        let ending = ["\r\n", "\n", "\r"].into_iter().find(|ending| before.ends_with(ending));
        let end = before.len() - ending.map_or(0, str::len);
        let above = line_at(self.chapter, &self.site.surroundings.containers, end);
        above.lazy.is_none() && !self.chapter[above.content.min(end)..end].trim().is_empty()
    }

    /// Returns whether the line below, in the same containers, is not blank.
    fn touches_below(&self) -> bool {
        let next = next_line(self.chapter, line_end(self.chapter, self.site.span.end));
        if next == self.chapter.len() {
            return false;
        }
        let below = line_at(self.chapter, &self.site.surroundings.containers, next);
        let end = line_end(self.chapter, below.content);
        below.lazy.is_none() && !self.chapter[below.content..end].trim().is_empty()
    }

    fn line_ending(&self) -> &'static str {
        let bytes = self.chapter.as_bytes();
        let end = match line_end(self.chapter, self.site.span.end) {
            end if end < bytes.len() => end,
            // On the last line: as the line before ends.
            _ => self
                .chapter
                .find('\n')
                .map_or(bytes.len(), |at| at - usize::from(bytes[..at].ends_with(b"\r"))),
        };
        if bytes[end..].starts_with(b"\r\n") { "\r\n" } else { "\n" }
    }

    /// Returns whether the line before ends in a backslash, which breaks lines only within a paragraph.
    fn follows_hard_break(&self) -> bool {
        let before = self.chapter[..self.line.start].trim_end_matches(['\r', '\n']);
        before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
    }

    fn error(&self, message: &str, help: &str) -> Diagnostic {
        let error = Diagnostic::error(Code::MisplacedDirective, message);
        error.at(self.site.span.clone()).help(help)
    }
}

/// The error of a directive that would change the line of text that it stands in.
pub(super) fn changes_line(site: &Site) -> Diagnostic {
    let message = "this directive would change how Markdown reads the text around it";
    let error = Diagnostic::error(Code::MisplacedDirective, message);
    error
        .at(site.span.clone())
        .help("put the directive on a line of its own, with blank lines around it")
}

/// The error of a directive that would change the text below it, whatever its section ends with.
pub(super) fn changes_below(chapter: &str, site: &Site) -> Diagnostic {
    let next = next_line(chapter, line_end(chapter, site.span.end));
    let line = line_at(chapter, &site.surroundings.containers, next);
    if next < site.surroundings.block.end && line.lazy.is_some() {
        let message =
            "the text after this directive would no longer belong to its quote or list item";
        let help =
            "start its line in the same way as the directive's line, or put a blank line before it";
        let error = Diagnostic::error(Code::MisplacedDirective, message);
        return error.at(site.span.clone()).help(help);
    }
    blank_line_error(&site.span, "after")
}

pub(super) fn blank_line_error(span: &Range<usize>, side: &str) -> Diagnostic {
    let message = format!("this directive would change how Markdown reads the text {side} it");
    let error = Diagnostic::error(Code::MisplacedDirective, message);
    error.at(span.clone()).help(format!("put a blank line {side} it"))
}

/// Adds the lines of a section, of which the empty ones end without blanks.
fn push_lines(text: &mut String, section: &str, line_break: &str, empty_line: &str) {
    for (number, line) in section.lines().enumerate() {
        match (number, line) {
            (0, _) => {}
            (_, "") => text.push_str(empty_line),
            _ => text.push_str(line_break),
        }
        text.push_str(line);
    }
}

/// The blocks and inline elements of a text, in order.
fn blocks(text: &str) -> Vec<Tag<'_>> {
    let tags = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(tag) => Some(tag),
        _ => None,
    });
    tags.collect()
}

/// Returns whether the section's first block can follow a line of text at once.
fn interrupts_paragraph(section: &str) -> bool {
    let text = format!("x\n{section}");
    let first = Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter().find_map(
        |(event, range)| matches!(event, Event::End(TagEnd::Paragraph)).then_some(range.end),
    );
    first == Some(2)
}
