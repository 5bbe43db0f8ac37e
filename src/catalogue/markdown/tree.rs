//! A list as a tree: blocks, and the inline content in them, each with its place in the source.

use std::ops::Range;

#[derive(Debug)]
pub(super) enum Block {
    Heading {
        level: u8,
        content: Vec<Inline>,
        span: Range<usize>,
    },
    Paragraph(Vec<Inline>),
    List(Vec<Item>),
    /// The header is the first row.
    Table(Vec<Row>),
    /// What is never read: quotes, code.
    Other,
}

#[derive(Debug)]
pub(super) struct Item {
    pub(super) blocks: Vec<Block>,
}

pub(super) type Row = Vec<Vec<Inline>>;

/// Inline content, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Inline {
    pub(super) kind: InlineKind,
    pub(super) span: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum InlineKind {
    Text(String),
    Code(String),
    Link {
        url: String,
        content: Vec<Inline>,
    },
    Image,
    OpenEmphasis,
    CloseEmphasis,
    /// A hard line break.
    Break,
}
