//! A list as a tree: blocks, and the inline content in them, each with its place in the source.

use std::borrow::Cow;
use std::ops::Range;

#[derive(Debug)]
pub(super) enum Block<'t> {
    Heading(Heading<'t>),
    Paragraph(Vec<Inline<'t>>),
    /// HTML's `<summary>`: it names what stands below it.
    Summary(Vec<Inline<'t>>),
    List(Vec<Item<'t>>),
    /// The header, if there is one, is the first row.
    Table(Vec<Row<'t>>),
    /// What is never read: quotes, code.
    Other,
}

#[derive(Debug)]
pub(super) struct Heading<'t> {
    pub(super) level: u8,
    pub(super) content: Vec<Inline<'t>>,
    pub(super) span: Range<usize>,
    pub(super) is_html: bool,
}

#[derive(Debug)]
pub(super) struct Item<'t> {
    pub(super) blocks: Vec<Block<'t>>,
}

pub(super) type Row<'t> = Vec<Vec<Inline<'t>>>;

/// Inline content, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Inline<'t> {
    pub(super) kind: InlineKind<'t>,
    pub(super) span: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum InlineKind<'t> {
    Text(Cow<'t, str>),
    Code(Cow<'t, str>),
    Link {
        url: Cow<'t, str>,
        content: Vec<Inline<'t>>,
    },
    Image,
    Open(Emphasis),
    Close(Emphasis),
    /// A hard line break.
    Break,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Emphasis {
    Light,
    Strong,
    Struck,
}

impl<'t> Inline<'t> {
    /// Text that stands nowhere by itself.
    pub(super) fn text(text: impl Into<Cow<'t, str>>) -> Self {
        Inline { kind: InlineKind::Text(text.into()), span: 0..0 }
    }

    pub(super) fn is_link(&self) -> bool {
        matches!(self.kind, InlineKind::Link { .. })
    }

    pub(super) fn is_break(&self) -> bool {
        matches!(self.kind, InlineKind::Break)
    }

    pub(super) fn is_emphasis(&self) -> bool {
        matches!(self.kind, InlineKind::Open(_) | InlineKind::Close(_))
    }
}
