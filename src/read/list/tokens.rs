//! A text as a row of tokens, in which it is compared with a pattern.

use super::icons::is_icon;
use super::text::{Piece, Style, Text};

/// Mark around a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Code,
    Link,
}

/// Character, or an end of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Character(char),
    Open(Mark),
    Close(Mark),
}

/// Tokens of a text.
#[derive(Debug)]
pub(super) struct Tokens {
    pub(super) tokens: Vec<Token>,
    /// Byte of the text at which each token stands; at last, where the text ends.
    pub(super) places: Vec<usize>,
}

/// Marks with their styles, outermost first; a link stands within emphasis.
const STYLES: [(Style, Mark); 3] =
    [(Style::STRONG, Mark::Strong), (Style::EMPHASIS, Mark::Emphasis), (Style::CODE, Mark::Code)];

impl Tokens {
    /// The tokens of a text: runs of white space as one blank, none at the ends; no icons; emphasis where it counts.
    pub(super) fn of(text: Text, has_emphasis: bool) -> Self {
        let end = text.len();
        let mut all =
            Tokens { tokens: Vec::with_capacity(end + 1), places: Vec::with_capacity(end + 1) };
        let mut open: Vec<Mark> = Vec::new();
        let mut link: Option<&str> = None;
        for part in text.parts().filter(|part| !part.text.is_empty()) {
            let now = marks(part.piece, has_emphasis);
            let url = part.piece.url.as_deref();
            let mut same = open.iter().zip(&now).take_while(|(open, now)| open == now).count();
            if link != url {
                same = same.min(open.iter().take_while(|mark| **mark != Mark::Link).count());
            }
            all.push(open.drain(same..).rev().map(Token::Close), part.at);
            all.push(now[same..].iter().copied().map(Token::Open), part.at);
            (open, link) = (now, url);
            for (offset, c) in part.text.char_indices() {
                all.character(normal(c), part.at + offset);
            }
        }
        all.push(open.into_iter().rev().map(Token::Close), end);
        while all.tokens.last() == Some(&Token::Character(' ')) {
            all.tokens.pop();
        }
        all.places.truncate(all.tokens.len());
        all.places.push(end);
        all
    }

    fn push(&mut self, tokens: impl Iterator<Item = Token>, at: usize) {
        self.tokens.extend(tokens);
        self.places.resize(self.tokens.len(), at);
    }

    fn character(&mut self, c: char, at: usize) {
        let is_further_blank =
            c == ' ' && matches!(self.tokens.last(), None | Some(Token::Character(' ')));
        if !is_further_blank && !is_icon(c) && !matches!(c, '\u{200b}'..='\u{200f}') {
            self.tokens.push(Token::Character(c));
            self.places.push(at);
        }
    }
}

/// The marks around a piece, outermost first.
fn marks(piece: &Piece, has_emphasis: bool) -> Vec<Mark> {
    if !has_emphasis && piece.url.is_none() {
        return Vec::new();
    }
    let styles = STYLES.iter().filter(|(style, _)| has_emphasis && piece.style.has(*style));
    styles.map(|(_, mark)| *mark).chain(piece.url.as_ref().map(|_| Mark::Link)).collect()
}

/// Signs that are written in several ways, as one.
fn normal(c: char) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => '"',
        '’' | '‘' => '\'',
        c => c,
    }
}
