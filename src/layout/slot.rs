//! One section of blocks in the lines around its directive.
//!
//! The author's own lines come back byte for byte; what is written here are the prefixes, line ends and
//! blank lines of the section, and only those that Markdown needs to keep the surroundings as they were.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::Dialect;
use crate::markdown::prefix::{Line, MAX_INDENT, continuation, line_at, line_end, next_line};
use crate::markdown::structure::Surroundings;

use super::{Fitted, Patch, SEPARATOR};

/// A directive that stands on lines of its own.
pub(super) struct Slot<'t> {
    pub(super) chapter: &'t str,
    pub(super) span: Range<usize>,
    pub(super) surroundings: &'t Surroundings,
    /// The line it opens on.
    pub(super) line: Line,
    /// Whether another section takes the place of the next line.
    pub(super) followed_by_section: bool,
    /// How the book's Markdown is read.
    pub(super) dialect: Dialect,
}

/// Lines that the opening of a block takes: a table's head and its rule.
const OPENING: usize = 2;

/// Lines that a link definition can take; a longer one is found out by a look at the result.
const MAX_OPENING: usize = 16;

/// Columns from a list's bullet to the text of its items.
const LIST_INDENT: usize = 2;

impl Slot<'_> {
    /// Puts a section of blocks in the directive's place.
    ///
    /// # Errors
    /// Where no spelling leaves the author's own text as it is.
    pub(super) fn fill(&self, section: &str) -> Result<Fitted, Diagnostic> {
        let start = if self.line.indent > MAX_INDENT { self.line.content } else { self.span.start };
        let containers = &self.surroundings.containers;
        let prefix = continuation(self.chapter, containers, &self.line, start);
        let line_break = format!("{}{prefix}", self.line_ending());
        let empty_line = format!("{}{}", self.line_ending(), prefix.trim_end());

        let section = if self.surroundings.tight { self.compact(section)? } else { section.into() };
        if self.continues_paragraph() && self.follows_hard_break() {
            return Err(self.error(
                "the backslash before this directive would be shown",
                "remove the backslash: the section starts on a new line without it",
            ));
        }
        let mut text = String::with_capacity(section.len() + line_break.len() + empty_line.len());
        if !self.surroundings.tight && self.touches_above() {
            text.push_str(&line_break);
        } else if self.continues_paragraph() && !interrupts_paragraph(&section) {
            return Err(self.blank_line_error("before"));
        }
        let section_start = text.len();
        if line_break == "\n" && !section.contains('\r') {
            text.push_str(&section);
        } else {
            push_lines(&mut text, &section, &line_break, &empty_line);
        }
        match self.seam_below(&section)? {
            Seam::Touching => {}
            Seam::BlankLine => text.push_str(&empty_line),
            Seam::Separator => text.extend([&*line_break, SEPARATOR]),
        }
        let patch = Patch { range: start..self.span.end, text };
        Ok(Fitted {
            patch,
            section: section_start,
            line_break,
            is_notice: false,
            takes_assets: false,
        })
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

    /// Whether text of its own paragraph, or of its tight item, stands on the lines above.
    fn continues_paragraph(&self) -> bool {
        self.surroundings.block.start < self.line.start
    }

    /// Whether the line above, in the same containers, is not blank.
    fn touches_above(&self) -> bool {
        if self.line.start == 0 || self.line.opens.is_some() {
            return false;
        }
        let before = &self.chapter[..self.line.start];
        let ending = ["\r\n", "\n", "\r"].into_iter().find(|ending| before.ends_with(ending));
        let end = before.len() - ending.map_or(0, str::len);
        let above = line_at(self.chapter, &self.surroundings.containers, end);
        above.lazy.is_none() && !self.chapter[above.content.min(end)..end].trim().is_empty()
    }

    /// What has to stand between the section and what follows it.
    fn seam_below(&self, section: &str) -> Result<Seam, Diagnostic> {
        let tight = self.surroundings.tight;
        match self.following() {
            Following::Nothing => Ok(Seam::Touching),
            Following::LazyText => Err(self.error(
                "the text after this directive would no longer belong to its quote or list item",
                "start its line in the same way as the directive's line, or put a blank line before it",
            )),
            Following::Text(rest) => {
                if tight || !self.is_paragraph(&rest) || self.reaches_into(section, &rest) {
                    return Err(self.blank_line_error("after"));
                }
                Ok(Seam::BlankLine)
            }
            Following::Block { is_indented: true, .. } if ends_in_list(section) => {
                Ok(Seam::Separator)
            }
            Following::Block { is_touching: false, .. } => Ok(Seam::Touching),
            Following::Block { .. } if !tight => Ok(Seam::BlankLine),
            Following::Block { rest, .. } if self.begins_block(section, &rest) => {
                Ok(Seam::Touching)
            }
            Following::Block { .. } => Err(self.blank_line_error("after")),
        }
    }

    fn line_ending(&self) -> &'static str {
        let bytes = self.chapter.as_bytes();
        let end = match line_end(self.chapter, self.span.end) {
            end if end < bytes.len() => end,
            // On the last line: as the line before ends.
            _ => self
                .chapter
                .find('\n')
                .map_or(bytes.len(), |at| at - usize::from(bytes[..at].ends_with(b"\r"))),
        };
        if bytes[end..].starts_with(b"\r\n") { "\r\n" } else { "\n" }
    }

    /// What the section must not swallow.
    fn following(&self) -> Following {
        let next = next_line(self.chapter, line_end(self.chapter, self.span.end));
        if next < self.surroundings.block.end && !self.followed_by_section {
            let line = line_at(self.chapter, &self.surroundings.containers, next);
            return match line.lazy {
                Some(_) => Following::LazyText,
                None => Following::Text(self.opening(next, self.surroundings.block.end)),
            };
        }
        let mut at = next;
        while at < self.chapter.len() {
            let line = line_at(self.chapter, &self.surroundings.containers, at);
            let end = line_end(self.chapter, line.content);
            if line.lazy.is_some() {
                break;
            }
            if !self.chapter[line.content..end].trim().is_empty() {
                let is_indented = line.indent >= self.own_indent() + LIST_INDENT;
                let is_touching = at == next && !self.followed_by_section;
                let rest = self.opening(at, self.chapter.len());
                return Following::Block { rest, is_indented, is_touching };
            }
            at = next_line(self.chapter, end);
        }
        Following::Nothing
    }

    /// Whether a block still begins where it does when the section stands on the lines before.
    fn begins_block(&self, section: &str, block: &str) -> bool {
        let text = format!("{section}\n{block}");
        let start = section.len() + 1;
        let mut depth = 0;
        for (event, range) in Parser::new_ext(&text, self.dialect.options()).into_offset_iter() {
            match event {
                Event::Start(_) if depth == 0 && range.start >= start => return true,
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Rule if depth == 0 && range.start >= start => return true,
                _ => {}
            }
        }
        false
    }

    /// Whether the last item of a list would take in a text that is indented like this.
    fn reaches_into(&self, section: &str, rest: &str) -> bool {
        let indent = rest.len() - rest.trim_start().len();
        indent >= self.own_indent() + LIST_INDENT && ends_in_list(section)
    }

    /// Whether the line before ends in a backslash, which breaks lines only within a paragraph.
    fn follows_hard_break(&self) -> bool {
        let before = self.chapter[..self.line.start].trim_end_matches(['\r', '\n']);
        before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
    }

    /// Columns that the section keeps before its own lines, inside the containers.
    fn own_indent(&self) -> usize {
        if self.line.indent > MAX_INDENT { 0 } else { self.line.indent }
    }

    /// The lines that begin there, up to `limit`, as they would stand outside their containers: as many as
    /// can decide which block they begin.
    fn opening(&self, from: usize, limit: usize) -> String {
        let mut rest = String::new();
        let mut at = from;
        let mut lines = 0;
        while at < limit && lines < MAX_OPENING {
            // Only a link definition, with its title, can take more lines.
            if lines >= OPENING && !rest.trim_start().starts_with('[') {
                break;
            }
            lines += 1;
            let line = line_at(self.chapter, &self.surroundings.containers, at);
            let end = line_end(self.chapter, line.content);
            // The indentation decides what the line would start.
            rest.push_str(&" ".repeat(line.indent));
            rest.push_str(self.chapter[line.content..end].trim_start());
            rest.push('\n');
            at = next_line(self.chapter, end);
        }
        rest
    }

    /// Whether a text begins as a paragraph and is nothing else.
    fn is_paragraph(&self, text: &str) -> bool {
        let mut blocks = Parser::new_ext(text, self.dialect.options())
            .into_offset_iter()
            .filter(|(event, _)| matches!(event, Event::Start(Tag::Paragraph)));
        blocks.next().is_some_and(|(_, range)| {
            text[..range.start].trim().is_empty() && text[range.end..].trim().is_empty()
        })
    }

    fn blank_line_error(&self, side: &str) -> Diagnostic {
        let message = format!("this directive would change how Markdown reads the text {side} it");
        self.error(&message, &format!("put a blank line {side} it"))
    }

    fn error(&self, message: &str, help: &str) -> Diagnostic {
        Diagnostic::error(Code::MisplacedDirective, message).at(self.span.clone()).help(help)
    }
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

enum Following {
    /// Nothing that a section could change.
    Nothing,
    /// More text of the same paragraph.
    Text(String),
    /// The same, on a line that does without the prefix of a container.
    LazyText,
    /// Another block.
    Block {
        /// As much of it as decides which block it is.
        rest: String,
        /// Whether it is indented so far that the last item of a list would take it in.
        is_indented: bool,
        /// Whether it begins on the next line.
        is_touching: bool,
    },
}

/// What stands between a section and what follows it.
enum Seam {
    Touching,
    BlankLine,
    /// A comment, which ends a list.
    Separator,
}

/// The blocks and inline elements of a text, in order.
fn blocks(text: &str) -> Vec<Tag<'_>> {
    let tags = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(tag) => Some(tag),
        _ => None,
    });
    tags.collect()
}

/// Whether the section's first block can follow a line of text at once.
fn interrupts_paragraph(section: &str) -> bool {
    let text = format!("x\n{section}");
    let first = Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter().find_map(
        |(event, range)| matches!(event, Event::End(TagEnd::Paragraph)).then_some(range.end),
    );
    first == Some(2)
}

/// Whether the section's last block is a list, whose last item would take in what is indented.
fn ends_in_list(section: &str) -> bool {
    let last = Parser::new_ext(section, Options::ENABLE_TABLES)
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::End(TagEnd::List(_))))
        .map(|(_, range)| range.end)
        .last();
    last.is_some_and(|end| section[end..].trim().is_empty())
}
