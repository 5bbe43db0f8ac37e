//! Text of a list: pieces in a row, each with its style and the link that it is in.

use std::borrow::Cow;
use std::ops::Range;

/// Marks around a piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style(u8);

impl Style {
    pub(super) const STRONG: Style = Style(1);
    pub(super) const EMPHASIS: Style = Style(2);
    pub(super) const CODE: Style = Style(4);
    pub(super) const STRUCK: Style = Style(8);

    pub(super) fn has(self, other: Style) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn set(&mut self, other: Style, is: bool) {
        self.0 = if is { self.0 | other.0 } else { self.0 & !other.0 };
    }

    pub(super) fn is_plain(self) -> bool {
        self.0 == 0
    }
}

/// Place of a piece in the file, with the marks directly before and behind it.
#[derive(Clone, Debug, Default)]
pub(super) struct SourcePlace {
    pub(super) range: Range<usize>,
    /// Where its text begins, behind the marks.
    pub(super) text: usize,
    /// Marks around it, marks that begin directly before it, marks that end directly behind it.
    pub(super) depth: u8,
    pub(super) opens: u8,
    pub(super) closes: u8,
    /// True if its Markdown can stand by itself, in one line: no HTML, no line end, no link defined elsewhere.
    pub(super) is_portable: bool,
}

/// Run of text in one style. An image in a link is a piece without text.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) style: Style,
    /// Pieces side by side with the same URL are one link.
    pub(super) url: Option<Cow<'t, str>>,
    pub(super) place: SourcePlace,
}

/// Pieces, of which the first and the last may be cut.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Text<'p, 't> {
    pieces: &'p [Piece<'t>],
    /// Bytes of the first piece that are left out.
    before: usize,
    /// Bytes of the last piece that are left out.
    behind: usize,
}

/// Part of a piece, and where it begins in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'p, 't> {
    pub(super) piece: &'p Piece<'t>,
    pub(super) text: &'p str,
    /// Bytes of the text before it.
    pub(super) at: usize,
}

/// Link of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link<'p> {
    pub(super) url: &'p str,
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// Pieces of the text.
    pieces: Range<usize>,
}

impl<'p, 't> Text<'p, 't> {
    pub(super) fn new(pieces: &'p [Piece<'t>]) -> Self {
        Text { pieces, before: 0, behind: 0 }
    }

    pub(super) fn parts(self) -> impl Iterator<Item = Part<'p, 't>> {
        let last = self.pieces.len().wrapping_sub(1);
        let mut at = 0;
        self.pieces.iter().enumerate().map(move |(index, piece)| {
            let text = self.piece(index, last);
            let start = at;
            at += text.len();
            Part { piece, text, at: start }
        })
    }

    /// Returns whether all of it is struck through.
    pub(super) fn is_struck(self) -> bool {
        self.pieces.iter().all(|piece| piece.style.has(Style::STRUCK))
    }

    pub(super) fn len(self) -> usize {
        self.parts().map(|part| part.text.len()).sum()
    }

    fn piece(self, index: usize, last: usize) -> &'p str {
        let text = &*self.pieces[index].text;
        let start = if index == 0 { self.before } else { 0 };
        let end = if index == last { text.len() - self.behind } else { text.len() };
        &text[start..end]
    }

    /// The text without marks.
    pub(super) fn raw(self) -> Cow<'p, str> {
        match self.pieces.len() {
            0 => Cow::Borrowed(""),
            1 => Cow::Borrowed(self.piece(0, 0)),
            _ => {
                let mut raw = String::with_capacity(self.len());
                raw.extend(self.parts().map(|part| part.text));
                raw.into()
            }
        }
    }

    /// The text without marks, in one line.
    pub(super) fn plain(self) -> String {
        one_line(&self.raw())
    }

    /// The text before a number of its bytes, and from there on.
    pub(super) fn split_at(self, bytes: usize) -> (Self, Self) {
        let mut left = bytes;
        for index in 0..self.pieces.len() {
            let length = self.piece(index, self.pieces.len() - 1).len();
            if left < length || left == length && index + 1 == self.pieces.len() {
                let cut = left + if index == 0 { self.before } else { 0 };
                let behind = self.pieces[index].text.len() - cut;
                let keeps = usize::from(left > 0);
                let head = Text {
                    pieces: &self.pieces[..index + keeps],
                    before: self.before,
                    behind: if keeps > 0 { behind } else { 0 },
                };
                let tail = Text { pieces: &self.pieces[index..], before: cut, behind: self.behind };
                return (head.normal(), tail);
            }
            left -= length;
        }
        (self, Text::default())
    }

    /// The first line, and what stands below it.
    pub(super) fn first_line(self) -> (Self, Option<Self>) {
        let end = self.parts().find_map(|part| part.text.find('\n').map(|at| part.at + at));
        let Some(end) = end else { return (self, None) };
        let (line, below) = self.split_at(end);
        (line, Some(below.split_at(1).1))
    }

    /// A cut of a first piece that is not there is none.
    fn normal(self) -> Self {
        if self.pieces.is_empty() { Text::default() } else { self }
    }

    pub(super) fn slice(self, range: Range<usize>) -> Self {
        self.split_at(range.end).0.split_at(range.start).1
    }

    /// The links, in their order.
    pub(super) fn links(self) -> Vec<Link<'p>> {
        let mut links: Vec<Link> = Vec::new();
        for (index, part) in self.parts().enumerate() {
            let Some(url) = &part.piece.url else { continue };
            let end = part.at + part.text.len();
            match links.last_mut() {
                Some(last) if last.pieces.end == index && last.url == *url => {
                    last.range.end = end;
                    last.pieces.end = index + 1;
                }
                _ => links.push(Link { url, range: part.at..end, pieces: index..index + 1 }),
            }
        }
        links
    }

    /// The text of a link.
    pub(super) fn of(self, link: &Link) -> Self {
        let Range { start, end } = link.pieces.clone();
        Text {
            pieces: &self.pieces[start..end],
            before: if start == 0 { self.before } else { 0 },
            behind: if end == self.pieces.len() { self.behind } else { 0 },
        }
    }

    /// Bytes of the file that the text stands in.
    pub(super) fn place(self) -> Range<usize> {
        let start = self.pieces.first().map_or(0, |piece| match self.before {
            0 => piece.place.range.start,
            cut => piece.place.text + cut,
        });
        let end = self.pieces.last().map_or(start, |piece| match self.behind {
            0 => piece.place.range.end,
            cut => (piece.place.text + piece.text.len()).saturating_sub(cut),
        });
        start..end.max(start)
    }

    /// Bytes of the file that are this text in Markdown, if they can stand by themselves.
    pub(super) fn own_markdown(self, source: &str) -> Option<Range<usize>> {
        let (first, last) = (self.pieces.first()?, self.pieces.last()?);
        let is_whole = |piece: &Piece| {
            source.get(piece.place.text..piece.place.text + piece.text.len()) == Some(&*piece.text)
        };
        let is_cut_well =
            |piece: &Piece, cut: usize| cut == 0 || piece.place.depth == 0 && is_whole(piece);
        let is_closed =
            first.place.opens == first.place.depth && last.place.closes == last.place.depth;
        // What stands between two pieces is a backslash at most: a picture or a tag is left out.
        let is_beside = |pair: &[Piece]| {
            let between = source.get(pair[0].place.range.end..pair[1].place.range.start);
            between.is_some_and(|between| matches!(between, "" | "\\"))
        };
        let fits = self.pieces.iter().all(|piece| piece.place.is_portable)
            && self.pieces.windows(2).all(is_beside)
            && is_closed
            && is_cut_well(first, self.before)
            && is_cut_well(last, self.behind);
        let Range { start, end } = self.place();
        // A backslash before the first sign belongs to it.
        let is_escaped = self.before == 0 && source[..start].ends_with('\\');
        fits.then(|| start - usize::from(is_escaped)..end)
    }
}

/// Bytes of the file that texts stand in. An empty cell stands nowhere.
pub(super) fn place_of<'p, 't: 'p>(texts: impl Iterator<Item = Text<'p, 't>>) -> Range<usize> {
    let places = texts.map(Text::place).filter(|place| !place.is_empty());
    places.reduce(|all, place| all.start..place.end).unwrap_or_default()
}

/// A text with one blank between its words.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let is_blank = |c: char| c.is_whitespace() || c == '\u{200b}';
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

pub(super) fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

pub(super) fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}
