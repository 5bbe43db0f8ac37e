//! Finding directives in a chapter, and telling where each one stands.

use std::ops::Range;

use memchr::memmem;

use super::grammar::{self, End};
use super::logical::Logical;
use super::{CLOSER, Directive, NAME, OPENER, Occurrence, Placement, Site, Word};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::markdown::Dialect;
use crate::markdown::prefix::{ContainerKind, Line, line_at, line_end, next_line};
use crate::markdown::structure::{Surroundings, Within, surroundings};

/// Other spellings of an opener, each with its closer: mdBook's own helpers, other brackets, a sign too few, a blank too
/// many, HTML's references. They end in the directive's name, by which [`may_contain_directive`] finds them.
const FOREIGN: [(&str, &str); 8] = [
    ("{{#resources", "}}"),
    ("{{resources", "}}"),
    ("[[#resources", "]]"),
    ("<<resources", ">>"),
    ("<#resources", ">"),
    ("<< #resources", ">>"),
    ("< <#resources", ">>"),
    ("&lt;&lt;#resources", "&gt;&gt;"),
];

/// The directives of a chapter.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// In the order of the text.
    pub(crate) occurrences: Vec<Occurrence<Directive>>,
    /// About directives that are left alone, and a chapter that the parser cannot read.
    pub(crate) warnings: Vec<Diagnostic>,
}

/// Returns whether a text can hold a directive, or another spelling of one: a quick look, without a parser.
pub(crate) fn may_contain_directive(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_spelling = |at: usize| {
        let before = &bytes[..at];
        [&b"#"[..], b"<<", b"{{"].iter().any(|sign| before.ends_with(sign))
    };
    memmem::find(bytes, OPENER.as_bytes()).is_some()
        || memmem::find_iter(bytes, NAME).any(is_spelling)
}

/// Finds all directives of a chapter.
pub(crate) fn scan(text: &str, dialect: Dialect) -> Scan {
    let openers = openers(text);
    let offsets: Vec<usize> = openers.iter().map(|opener| opener.span.start).collect();
    let mut scan = Scan::default();
    if offsets.is_empty() {
        return scan;
    }
    let Some(surroundings) = surroundings(text, &offsets, dialect) else {
        scan.warnings.push(unreadable());
        return scan;
    };
    let mut unclosed = Unclosed::default();
    for (opener, surroundings) in openers.into_iter().zip(surroundings) {
        let last = scan.occurrences.last();
        let is_inside_another = last.is_some_and(|last| last.site.span.end > opener.span.start);
        if is_inside_another {
            continue;
        }
        match surroundings.within {
            Within::Code | Within::Comment => {}
            Within::HtmlBlock | Within::HtmlTag | Within::Nothing => {
                scan.warnings.push(left_alone(&opener, surroundings.within));
            }
            _ if opener.is_foreign => scan.warnings.push(foreign(text, &opener)),
            _ => {
                let block = surroundings.block.start;
                let occurrence =
                    read(text, &opener, surroundings, unclosed.is_closed(text, block, &opener));
                unclosed.note(block, &occurrence);
                scan.occurrences.push(occurrence);
            }
        }
    }
    scan
}

fn unreadable() -> Diagnostic {
    let message = "the Markdown parser fails on this chapter, and mdBook's own does, too";
    Diagnostic::error(Code::UnreadableChapter, message).help(
        "leave out half of the chapter, then half of that, to find the lines that it fails on",
    )
}

/// Directives of one block that are never closed.
///
/// Each is looked for up to the end of its block, so that a block of many would be read again for each of them.
#[derive(Default)]
struct Unclosed {
    block: usize,
    count: usize,
    /// The first closer at or after the last opener that was asked about.
    closer: Option<usize>,
}

/// Unclosed directives of one block for which the end is looked for, at most; more are unclosed, too.
const MAX_UNCLOSED: usize = 16;

impl Unclosed {
    /// Returns whether it is worth looking for the end of a directive.
    fn is_closed(&mut self, text: &str, block: usize, opener: &Opener) -> bool {
        if self.closer.is_none_or(|closer| closer < opener.span.end) {
            let rest = &text.as_bytes()[opener.span.end..];
            let next = memmem::find(rest, CLOSER.as_bytes());
            self.closer = Some(next.map_or(usize::MAX, |at| opener.span.end + at));
        }
        let is_there = self.closer.is_some_and(|closer| closer < usize::MAX);
        is_there && (self.block != block || self.count < MAX_UNCLOSED)
    }

    fn note(&mut self, block: usize, occurrence: &Occurrence<Directive>) {
        if self.block != block {
            *self = Unclosed { block, count: 0, closer: self.closer };
        }
        let errors = occurrence.outcome.as_ref().err().into_iter().flatten();
        if errors.into_iter().any(|error| error.code == Code::UnclosedDirective) {
            self.count += 1;
        }
    }
}

/// `<<#` and a word that is `resources`, or nearly.
struct Opener {
    span: Range<usize>,
    misspelt: Option<String>,
    /// True if it is one of the other spellings.
    is_foreign: bool,
}

fn openers(text: &str) -> Vec<Opener> {
    let bytes = text.as_bytes();
    let foreign = FOREIGN.iter().flat_map(|(spelling, _)| {
        let starts = memmem::find_iter(bytes, spelling).filter(|start| {
            let is_inside = text[..*start].ends_with(['<', '{', '[']);
            let rest = &text[start + spelling.len()..];
            let ends_word = !rest.starts_with(|c: char| c.is_alphanumeric() || "-_".contains(c));
            !is_inside && ends_word && !is_escaped(text, *start)
        });
        starts.map(|start| {
            let span = start..start + spelling.len();
            Opener { span, misspelt: None, is_foreign: true }
        })
    });
    let directives = memmem::find_iter(bytes, OPENER)
        .filter(|start| !is_escaped(text, *start))
        .filter_map(|start| opener(text, start));
    let mut openers: Vec<Opener> = directives.chain(foreign).collect();
    openers.sort_by_key(|opener| opener.span.start);
    openers
}

/// Returns whether an odd number of backslashes stands before it.
fn is_escaped(text: &str, start: usize) -> bool {
    text[..start].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

fn opener(text: &str, start: usize) -> Option<Opener> {
    let rest = &text[start + OPENER.len()..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let word = &rest[blanks..];
    // A table cell ends at its `|`, and with it the word.
    let ends_word = |c: char| c.is_whitespace() || matches!(c, '|' | '\\');
    // What is longer than this is no misspelling, and is not looked through for each opener again.
    let most = floor_char_boundary(word, NAME.len() + (MOST_EDITS + 1) * MAX_CHAR);
    let word = &word[..word[..most].find(ends_word).unwrap_or(most)];
    let word = &rest[..blanks + word.find(CLOSER).unwrap_or(word.len())];
    let span = start..start + OPENER.len() + word.len();
    if word == NAME {
        return Some(Opener { span, misspelt: None, is_foreign: false });
    }
    let near = word.starts_with(NAME)
        || word.len() <= NAME.len() + MOST_EDITS * MAX_CHAR
            && strsim::osa_distance(&word.to_lowercase(), NAME) <= MOST_EDITS;
    near.then(|| Opener { span, misspelt: Some(word.to_owned()), is_foreign: false })
}

/// The last character boundary at or before `at`.
fn floor_char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Edits between the directive's name and a word that was meant to be it.
const MOST_EDITS: usize = 2;
/// Bytes of a character, at most.
const MAX_CHAR: usize = 4;

/// A warning about another spelling, with the directive as it should be.
fn foreign(text: &str, opener: &Opener) -> Diagnostic {
    let spelling = &text[opener.span.clone()];
    let closer = FOREIGN.iter().find(|(known, _)| *known == spelling).map_or(CLOSER, |(_, c)| c);
    let rest = &text[opener.span.end..line_end(text, opener.span.end)];
    let words = rest.find(closer).map_or("…", |end| rest[..end].trim());
    let gap = if words.is_empty() { "" } else { " " };
    let message = format!("`{spelling}` is not a directive");
    let error = Diagnostic::error(Code::MisspeltDirective, message);
    // Our own notices are written like this.
    let is_notice = spelling.starts_with('&');
    let severity = if is_notice { Severity::Warning } else { Severity::Error };
    Diagnostic { severity, ..error }.at(opener.span.clone()).help(format!(
        "did you mean `{OPENER}{NAME}{gap}{words}{CLOSER}`? To show it as text, put it in backticks"
    ))
}

fn left_alone(opener: &Opener, within: Within) -> Diagnostic {
    let (message, help) = match within {
        Within::HtmlBlock => (
            "a directive in an HTML block is not expanded",
            "put a blank line before and after it: after a blank line, Markdown begins again",
        ),
        Within::HtmlTag => {
            ("a directive in an HTML attribute is not expanded", "remove it from the attribute")
        }
        _ => (
            "a directive is not expanded where Markdown shows no text",
            "this is part of a link definition, or a table cell beyond the last column",
        ),
    };
    Diagnostic::error(Code::UnexpandedDirective, message).at(opener.span.clone()).help(help)
}

fn read(
    text: &str,
    opener: &Opener,
    surroundings: Surroundings,
    is_closed: bool,
) -> Occurrence<Directive> {
    let closed = |text: &str| matches!(grammar::find_end(text), End::At(_));
    let logical = if is_closed {
        Logical::new(text, &surroundings, opener.span.end, closed)
    } else {
        Logical::empty()
    };
    let (end, parsed) = body(text, opener, &surroundings, &logical);
    let span = opener.span.start..end.unwrap_or(opener.span.end);
    let line = line_at(text, &surroundings.containers, span.start);
    let placement = placement(text, &span, &surroundings, &line);
    let outcome = match misspelt(opener).or(misplaced(opener, &surroundings, &line, &logical, end))
    {
        Some(error) => Err(vec![error]),
        None => parsed.map_err(|error| vec![error]),
    };
    Occurrence { site: Site { span, surroundings, placement }, outcome }
}

/// The end of the directive in the chapter, if it has one, and what it says.
fn body(
    text: &str,
    opener: &Opener,
    surroundings: &Surroundings,
    logical: &Logical,
) -> (Option<usize>, Result<Directive, Diagnostic>) {
    let closed = |at: usize| logical.source(at..at + CLOSER.len()).end;
    match grammar::find_end(&logical.text) {
        End::At(at) => {
            let parsed = grammar::parse(&logical.text[..at]);
            (Some(closed(at)), in_source(parsed, logical))
        }
        End::InQuote(quote) => {
            let error = grammar::unclosed_quote(quote..quote + 1);
            (logical.text.find(CLOSER).map(closed), in_source(Err(error), logical))
        }
        End::Missing => (None, Err(unclosed(text, opener, surroundings))),
    }
}

fn unclosed(text: &str, opener: &Opener, surroundings: &Surroundings) -> Diagnostic {
    let error = Diagnostic::error(Code::UnclosedDirective, "this directive is not closed");
    let after = next_line(text, line_end(text, surroundings.block.end.saturating_sub(1)));
    let next = line_at(text, &surroundings.containers, after.min(text.len()));
    let rest = &text[next.content..line_end(text, next.content)];
    if !surroundings.cell && rest.trim_start().starts_with(CLOSER) {
        let closer = next.content + rest.len() - rest.trim_start().len();
        return error
            .labelled(opener.span.clone(), "opened here")
            .related(closer..closer + CLOSER.len(), "Markdown reads this as a block quote")
            .help("put `>>` on the previous line");
    }
    let scope = if surroundings.cell { "table cell" } else { "paragraph" };
    error.at(opener.span.clone()).help(format!(
        "close it with `>>` in the same {scope}; to show it as text, put it in backticks or write \
         `\\<<#`"
    ))
}

/// Error about the place that it stands at.
fn misplaced(
    opener: &Opener,
    surroundings: &Surroundings,
    line: &Line,
    logical: &Logical,
    end: Option<usize>,
) -> Option<Diagnostic> {
    let error = |message: &str, help: &str| {
        let span = opener.span.start..end.unwrap_or(opener.span.end);
        Some(Diagnostic::error(Code::MisplacedDirective, message).at(span).help(help))
    };
    match surroundings.within {
        Within::Heading => {
            return error(
                "a directive cannot stand in a heading",
                "put it in a paragraph of its own, with a blank line after it",
            );
        }
        Within::Link => {
            return error(
                "a directive cannot stand in a link",
                "links do not nest: put it before or after the link",
            );
        }
        Within::Image => {
            return error(
                "a directive cannot stand in an image's description",
                "put it before or after the image",
            );
        }
        _ => {}
    }
    let further = logical
        .lazy
        .map(|(at, kind)| (logical.source(at..at + 1).start, kind))
        .filter(|(start, _)| end.is_some_and(|end| *start < end))
        .map(|(_, kind)| kind);
    match line.lazy.or(further)? {
        ContainerKind::Quote => error(
            "in a block quote, the line of a directive must start with `>`",
            "start the line with `>`, or put a blank line before it",
        ),
        ContainerKind::Item => error(
            "in a list item, the line of a directive must be indented",
            "indent it like the item's text, or put a blank line before it",
        ),
        ContainerKind::Footnote | ContainerKind::Definition => None,
    }
}

fn misspelt(opener: &Opener) -> Option<Diagnostic> {
    let word = opener.misspelt.as_ref()?;
    let message = format!("there is no directive `{OPENER}{word}`");
    let error = Diagnostic::error(Code::MisspeltDirective, message).at(opener.span.clone());
    let meant =
        match word.strip_prefix(NAME).map(|rest| rest.trim_start_matches([':', ',', '=', '('])) {
            Some(rest) if !rest.is_empty() => format!("{OPENER}{NAME} {rest}"),
            _ => format!("{OPENER}{NAME}"),
        };
    Some(error.help(format!(
        "did you mean `{meant}`? To show it as text, put it in backticks or write `\\{OPENER}`"
    )))
}

/// Returns whether it is all that its lines hold, in a place that can hold blocks.
fn placement(
    text: &str,
    span: &Range<usize>,
    surroundings: &Surroundings,
    line: &Line,
) -> Placement {
    // Markdown takes no other blank for an empty line.
    let blank = [' ', '\t'];
    let before = text[line.content.min(span.start)..span.start].trim_matches(blank);
    let after = text[span.end..].trim_start_matches(blank);
    let ends_line = after.is_empty() || after.starts_with(['\n', '\r']);
    let holds_blocks = !surroundings.cell
        && !surroundings.inline_only
        && line.lazy.is_none()
        && !matches!(line.opens, Some(ContainerKind::Footnote | ContainerKind::Definition));
    if holds_blocks && before.is_empty() && ends_line {
        Placement::Block { line: *line }
    } else {
        Placement::Inline
    }
}

/// Puts the spans of what was read where they are in the chapter.
fn in_source(
    parsed: Result<Directive, Diagnostic>,
    logical: &Logical,
) -> Result<Directive, Diagnostic> {
    let moved = |word: &mut Word| word.span = logical.source(word.span.clone());
    match parsed {
        Ok(mut directive) => {
            directive.selection.iter_mut().for_each(moved);
            for option in &mut directive.options {
                moved(&mut option.key);
                option.values.iter_mut().for_each(moved);
            }
            Ok(directive)
        }
        Err(mut error) => {
            for mark in error.own_marks() {
                mark.span = logical.source(mark.span.clone());
            }
            Err(error)
        }
    }
}
