//! Patterns, by which a list says how its entries are written.
//!
//! A pattern is an entry in Markdown, with the names of fields in place of what they name, parsed by the parser of
//! lists: `[title](url) - authors{ (...)}`. The manual has its rules: `book/src/manual/patterns.md`.

use std::ops::Range;

use super::markdown;
use super::text::Text;
use super::tokens::{Mark, Token, Tokens};
use crate::catalogue::fields::{FIELDS, Field};
use crate::suggest;

/// Step of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Token(Token),
    Field(Field),
    /// `...`
    Anything,
    /// The link that is open here has the URL of the resource.
    Url,
    /// Optional steps up to this one.
    Optional(usize),
}

/// Form of an entry, a text below it or a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(super) source: String,
    pub(super) steps: Vec<Step>,
    /// True if emphasis counts.
    pub(super) has_emphasis: bool,
}

/// Error in a pattern, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PatternError {
    pub(crate) message: String,
    /// Bytes of the pattern.
    pub(crate) place: Range<usize>,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The first mistake in it.
    pub(crate) fn parse(pattern: &str) -> Result<Pattern, PatternError> {
        let mut warnings = Vec::new();
        let lines = markdown::lines(pattern, 0, None, &mut warnings);
        let Some(line) = lines.all.first() else {
            return Err(PatternError {
                message: "this pattern is empty".to_owned(),
                place: 0..pattern.len(),
            });
        };
        if let Some(second) = lines.all.get(1) {
            let message = "a pattern is one line of Markdown".to_owned();
            return Err(PatternError { message, place: lines.place(second) });
        }
        let text = lines.text(line);
        let steps =
            Parser { text, tokens: Tokens::of(text, true), steps: Vec::new(), open: Vec::new() }
                .parse()?;
        let is_emphasis =
            |step: &Step| matches!(step, Step::Token(Token::Open(mark)) if *mark != Mark::Link);
        let has_emphasis = steps.iter().any(is_emphasis);
        Ok(Pattern { source: pattern.to_owned(), steps, has_emphasis })
    }

    /// Returns whether it names a field.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.steps.contains(&Step::Field(field))
    }
}

/// Parser of a pattern.
struct Parser<'p, 't> {
    text: Text<'p, 't>,
    tokens: Tokens,
    steps: Vec<Step>,
    /// Tokens and steps at which a `{` is open.
    open: Vec<(usize, usize)>,
}

impl Parser<'_, '_> {
    fn parse(mut self) -> Result<Vec<Step>, PatternError> {
        let mut at = 0;
        // Where the last field ends, if nothing stands behind it yet.
        let mut field_before = false;
        while at < self.tokens.tokens.len() {
            let before = self.steps.len();
            let length = self.step(at)?;
            let is_field = self.steps[before..].iter().any(is_free);
            if is_field && field_before && self.steps.len() == before + 1 {
                return Err(self.error("two fields have nothing between them", at..at + length));
            }
            let is_bracket = matches!(self.tokens.tokens[at], Token::Character('{' | '}'));
            field_before = if is_bracket { field_before } else { is_field };
            at += length;
        }
        match self.open.first() {
            Some((at, _)) => Err(self.error("a `{` without a `}`", *at..*at + 1)),
            None => Ok(self.steps),
        }
    }

    /// Reads the step at a token; returns how many tokens it has.
    fn step(&mut self, at: usize) -> Result<usize, PatternError> {
        let rest = &self.tokens.tokens[at..];
        let starts_with = |text: &str| {
            let mut chars = text.chars().enumerate();
            chars.all(|(offset, c)| rest.get(offset) == Some(&Token::Character(c)))
        };
        match rest[0] {
            Token::Character('{') => {
                self.open.push((at, self.steps.len()));
                self.steps.push(Step::Optional(0));
            }
            Token::Character('}') => {
                let Some((_, start)) = self.open.pop() else {
                    return Err(self.error("a `}` without a `{`", at..at + 1));
                };
                self.steps[start] = Step::Optional(self.steps.len());
            }
            Token::Character('\'') => {
                let Some(end) = rest[1..].iter().position(|token| *token == rest[0]) else {
                    return Err(self.error("a quotation mark `'` that is not closed", at..at + 1));
                };
                let word: Vec<Step> =
                    rest[1..=end].iter().map(|token| Step::Token(*token)).collect();
                self.steps.extend(word);
                return Ok(end + 2);
            }
            _ if starts_with("...") => {
                self.steps.push(Step::Anything);
                return Ok(3);
            }
            Token::Character('…') => self.steps.push(Step::Anything),
            Token::Character(c) if c.is_alphanumeric() => return self.field(at),
            token => {
                self.steps.push(Step::Token(token));
                if token == Token::Open(Mark::Link) {
                    self.link(at)?;
                }
            }
        }
        Ok(1)
    }

    /// Reads the word at a token, which names a field.
    fn field(&mut self, at: usize) -> Result<usize, PatternError> {
        let letters = self.tokens.tokens[at..].iter().map_while(|token| match token {
            Token::Character(c) if c.is_alphanumeric() => Some(*c),
            _ => None,
        });
        let name: String = letters.collect();
        let length = name.chars().count();
        match FIELDS.iter().find(|(known, _)| *known == name) {
            Some((_, Field::Url)) => self.steps.extend([
                Step::Token(Token::Open(Mark::Link)),
                Step::Url,
                Step::Anything,
                Step::Token(Token::Close(Mark::Link)),
            ]),
            Some((_, field)) => self.steps.push(Step::Field(*field)),
            None => return Err(self.error(&unknown(&name), at..at + length)),
        }
        Ok(length)
    }

    /// Reads where the link that opens at a token leads.
    fn link(&mut self, at: usize) -> Result<(), PatternError> {
        let start = self.tokens.places[at];
        let links = self.text.links();
        let link = links.iter().find(|link| link.range.start == start);
        match link.map(|link| link.url) {
            Some("url") => self.steps.push(Step::Url),
            Some("...") => {}
            _ => {
                let message = "a link of a pattern ends in `(url)` or in `(...)`";
                let end = link.map_or(at + 1, |link| {
                    self.tokens
                        .places
                        .iter()
                        .position(|place| *place >= link.range.end)
                        .unwrap_or(at + 1)
                });
                return Err(self.error(message, at..end));
            }
        }
        Ok(())
    }

    fn error(&self, message: &str, tokens: Range<usize>) -> PatternError {
        let (start, end) = (self.tokens.places[tokens.start], self.tokens.places[tokens.end]);
        PatternError { message: message.to_owned(), place: self.text.slice(start..end).place() }
    }
}

/// Message about a word that names no field.
fn unknown(name: &str) -> String {
    let known = FIELDS.iter().map(|(known, _)| *known);
    match suggest::nearest(name, known) {
        Some(meant) => format!("`{name}` is no field: `{meant}`"),
        None => {
            format!("`{name}` is no field; a word of the list itself stands in quotes: `'{name}'`")
        }
    }
}

/// Returns whether a step ends only where the next one begins.
fn is_free(step: &Step) -> bool {
    matches!(step, Step::Anything) || matches!(step, Step::Field(field) if *field != Field::Year)
}
