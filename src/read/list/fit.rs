//! Comparison of a text with a pattern, and the fields that it then has.

use std::ops::Range;

use super::context::Context;
use super::fill;
use super::links;
use super::names;
use super::pattern::{Pattern, Step};
use super::text::Text;
use super::tokens::{Mark, Token, Tokens};
use crate::catalogue::fields::Field;
use crate::draft::ResourceDraft;
use crate::read::kinds;
use crate::url;

/// Longest text that is compared with patterns, in bytes: each step is tried at each of its tokens.
pub(super) const LONGEST: usize = 64 << 10;

/// Fields of a text that fits, each with its bytes.
pub(super) type Found = Vec<(Step, Range<usize>)>;

impl Pattern {
    /// The fields of a text; `None` if it does not fit as a whole, or has no URL where the pattern has one.
    pub(super) fn find(&self, text: Text) -> Option<Found> {
        if text.len() > LONGEST {
            return None;
        }
        let Tokens { tokens, places } = Tokens::of(text, self.has_emphasis);
        let found = Search::new(&self.steps, &tokens).run()?;
        let in_bytes =
            |(step, range): (Step, Range<usize>)| (step, places[range.start]..places[range.end]);
        let found: Found = found.into_iter().map(in_bytes).collect();
        let fits = found.iter().all(|(step, range)| match step {
            Step::Field(Field::Names) => names::are_names(&text.slice(range.clone()).raw()),
            Step::Url => link_at(text, range.start)
                .is_some_and(|link| links::is_live(link) && url::is_allowed(link)),
            _ => true,
        });
        fits.then_some(found)
    }

    /// Fills a resource with what a text says; returns whether the text fits.
    pub(super) fn fill(
        &self,
        text: Text,
        resource: &mut ResourceDraft,
        context: &mut Context,
    ) -> bool {
        let found = self.find(text);
        let fits = found.is_some();
        if let Some(found) = found {
            fill(found, text, resource, context);
        }
        fits
    }
}

/// Fills a resource with the fields that were found in a text.
pub(super) fn fill(found: Found, text: Text, resource: &mut ResourceDraft, context: &mut Context) {
    // The URL comes first, so that no part has it again.
    for (_, range) in found.iter().filter(|(step, _)| *step == Step::Url) {
        let link = link_at(text, range.start).unwrap_or_default();
        resource.url = Some((link.to_owned(), Some(text.place())));
        resource.kind = resource.kind.take().or_else(|| kinds::of_page(link).map(fill::unplaced));
    }
    for (step, range) in found {
        let part = text.slice(range);
        if step == Step::Field(Field::Title) && part.is_struck() {
            resource.facts.dead = Some(true);
        }
        match step {
            Step::Field(field) => fill::set(resource, field, part, context),
            Step::Anything => fill::add_parts(resource, part, context),
            _ => {}
        }
    }
}

/// The URL of the link that covers a byte of a text.
fn link_at<'p>(text: Text<'p, '_>, at: usize) -> Option<&'p str> {
    let part = text.parts().find(|part| (part.at..part.at + part.text.len()).contains(&at))?;
    part.piece.url.as_deref()
}

/// Place in a search: a step, where it began, where it is, and how many fields were found before.
#[derive(Clone, Copy)]
struct Way {
    step: usize,
    start: usize,
    at: usize,
    found: usize,
}

/// Search for the fields of a text: each step is tried once at each token.
struct Search<'s> {
    steps: &'s [Step],
    tokens: &'s [Token],
    found: Found,
    /// A bit for each step at each token, at its beginning and later.
    tried: Vec<u64>,
    ways: Vec<Way>,
}

impl<'s> Search<'s> {
    fn new(steps: &'s [Step], tokens: &'s [Token]) -> Self {
        let bits = (steps.len() + 1) * (tokens.len() + 1) * 2;
        let mut ways = Vec::with_capacity(tokens.len() + 1);
        ways.push(Way { step: 0, start: 0, at: 0, found: 0 });
        Search {
            steps,
            tokens,
            found: Vec::with_capacity(steps.len()),
            tried: vec![0; bits.div_ceil(64)],
            ways,
        }
    }

    fn run(mut self) -> Option<Found> {
        while let Some(way) = self.ways.pop() {
            self.found.truncate(way.found);
            if self.is_tried(&way) {
                continue;
            }
            match self.steps.get(way.step) {
                None if way.at == self.tokens.len() => return Some(self.found),
                None => {}
                Some(Step::Token(token)) if self.tokens.get(way.at) == Some(token) => {
                    self.go(way, way.step + 1, way.at + 1);
                }
                Some(Step::Token(_)) => {}
                Some(Step::Optional(end)) => {
                    self.go(way, *end, way.at);
                    self.go(way, way.step + 1, way.at);
                }
                Some(step) => self.field(*step, way),
            }
        }
        None
    }

    /// Goes on with a later step.
    fn go(&mut self, way: Way, step: usize, at: usize) {
        self.ways.push(Way { step, start: at, at, found: way.found });
    }

    /// Takes as little as possible: what comes later on the stack is tried first.
    fn field(&mut self, step: Step, way: Way) {
        if self.tokens.get(way.at).is_some_and(|token| takes(step, *token)) {
            self.ways.push(Way { at: way.at + 1, ..way });
        }
        if way.start < way.at || matches!(step, Step::Url | Step::Anything) {
            self.found.push((step, way.start..way.at));
            let found = self.found.len();
            self.ways.push(Way { step: way.step + 1, start: way.at, at: way.at, found });
        }
    }

    fn is_tried(&mut self, way: &Way) -> bool {
        let bit =
            (way.step * (self.tokens.len() + 1) + way.at) * 2 + usize::from(way.start < way.at);
        let (word, mask) = (bit / 64, 1 << (bit % 64));
        let is_tried = self.tried[word] & mask != 0;
        self.tried[word] |= mask;
        is_tried
    }
}

/// Returns whether a field can go on with a token.
fn takes(step: Step, token: Token) -> bool {
    match step {
        Step::Url => false,
        Step::Field(Field::Year) => matches!(token, Token::Character(c) if c.is_ascii_digit()),
        Step::Field(
            Field::Authors | Field::Names | Field::Description | Field::Tags | Field::License,
        )
        | Step::Anything => true,
        _ => !matches!(token, Token::Open(Mark::Link) | Token::Close(Mark::Link)),
    }
}
