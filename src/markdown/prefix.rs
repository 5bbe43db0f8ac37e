//! Container prefixes: the `> `, the bullets and the indentation that a line of Markdown carries for
//! the block quotes and list items it stands in.
//!
//! Columns are counted as [CommonMark counts them][1], a tab reaching to the next multiple of four,
//! so that an item's content is found behind a tab as well as behind blanks.
//!
//! [1]: https://spec.commonmark.org/0.31.2/#tabs

/// Columns that a block's first line can be indented before it is code.
pub(crate) const MAX_INDENT: usize = 3;

/// Kinds of containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContainerKind {
    Quote,
    Item,
    Footnote,
    Definition,
}

/// A container that a line can stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Container {
    pub(crate) kind: ContainerKind,
    /// Byte offset of its first marker.
    pub(crate) start: usize,
    /// Columns by which its content is indented in that of the container around it.
    indent: usize,
}

impl Container {
    /// The container whose first marker stands at `start`, inside `outer`, and the place behind its marker.
    ///
    /// `tip` is that place for the innermost of `outer`: a line of many containers is not taken apart again for each
    /// of them.
    pub(crate) fn new(
        text: &str,
        outer: &[Container],
        tip: Option<Tip>,
        kind: ContainerKind,
        start: usize,
    ) -> (Self, Tip) {
        let line = line_start(text.as_bytes(), start);
        let mut cursor = Cursor::new(text, line);
        match tip.filter(|tip| tip.line == line) {
            Some(tip) => {
                (cursor.offset, cursor.column, cursor.spare) = (tip.offset, tip.column, tip.spare);
            }
            None => outer.iter().for_each(|container| {
                cursor.enter(container, line);
            }),
        }
        let base = cursor.column;
        cursor.skip(usize::MAX);
        cursor.pass_marker(kind);
        let indent = if kind == ContainerKind::Footnote { 4 } else { cursor.column - base };
        let Cursor { offset, column, spare, .. } = cursor;
        (Container { kind, start, indent }, Tip { line, offset, column, spare })
    }
}

/// A place behind the markers of a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tip {
    /// Byte offset of the line's first byte.
    pub(crate) line: usize,
    pub(crate) offset: usize,
    column: usize,
    spare: usize,
}

/// One line of a block, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Byte offset of the line's first byte.
    pub(crate) start: usize,
    /// Byte offset of what follows the prefixes of all containers.
    pub(crate) content: usize,
    /// Columns between the prefixes and the first character that is no blank.
    pub(crate) indent: usize,
    /// The outermost container whose prefix the line does without.
    pub(crate) lazy: Option<ContainerKind>,
    /// The innermost container that starts on this line.
    pub(crate) opens: Option<ContainerKind>,
}

/// Takes apart the line around `offset`, which stands in `containers`, outermost first.
pub(crate) fn line_at(text: &str, containers: &[Container], offset: usize) -> Line {
    let start = line_start(text.as_bytes(), offset);
    let mut cursor = Cursor::new(text, start);
    let mut lazy = None;
    let mut opens = None;
    for container in containers {
        let there = lazy.is_none() && cursor.enter(container, start);
        if !there {
            lazy = lazy.or(Some(container.kind));
        } else if container.start >= start {
            opens = Some(container.kind);
        }
    }
    let content = cursor.offset;
    let indent = cursor.skip(usize::MAX);
    Line { start, content, indent, lazy, opens }
}

/// The prefix with which a further line goes on in the containers of `line`, up to `end`: as the line
/// itself has it, with blanks in the place of markers that may stand only once.
pub(crate) fn continuation(
    text: &str,
    containers: &[Container],
    line: &Line,
    end: usize,
) -> String {
    let mut prefix: Vec<u8> = text.as_bytes()[line.start..end].to_vec();
    // From the end, so that a blank that is put in moves no other marker.
    for container in containers.iter().rev().filter(|c| c.start >= line.start) {
        if container.kind != ContainerKind::Quote {
            let marker = container.start - line.start;
            let width = marker_width(&text.as_bytes()[container.start..], container.kind);
            prefix[marker..marker + width].fill(b' ');
            // A quote's marker takes the blank behind it, which would be missing here: `>* item`.
            if prefix[..marker].last() == Some(&b'>') {
                prefix.insert(marker, b' ');
            }
        }
    }
    // Markers are ASCII but for a footnote's label, which is filled with blanks as a whole.
    String::from_utf8_lossy(&prefix).into_owned()
}

pub(crate) fn line_start(bytes: &[u8], offset: usize) -> usize {
    memchr::memrchr2(b'\n', b'\r', &bytes[..offset]).map_or(0, |at| at + 1)
}

/// Byte offset of the line end at or after `offset`, or of the end of the text.
pub(crate) fn line_end(text: &str, offset: usize) -> usize {
    memchr::memchr2(b'\n', b'\r', &text.as_bytes()[offset..]).map_or(text.len(), |at| offset + at)
}

/// Byte offset of the line after the line end at `end`.
pub(crate) fn next_line(text: &str, end: usize) -> usize {
    let rest = &text.as_bytes()[end..];
    end + match rest {
        [b'\r', b'\n', ..] => 2,
        [_, ..] => 1,
        [] => 0,
    }
}

/// Returns whether `bytes` begin with a marker of this kind of container.
pub(crate) fn is_marker(bytes: &[u8], kind: ContainerKind) -> bool {
    match (kind, bytes) {
        (ContainerKind::Quote, [b'>', ..])
        | (ContainerKind::Footnote, [b'[', b'^', ..])
        | (ContainerKind::Definition, [b':', ..])
        | (ContainerKind::Item, [b'-' | b'*' | b'+', ..]) => true,
        (ContainerKind::Item, _) => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            digits > 0 && matches!(bytes.get(digits), Some(b'.' | b')'))
        }
        _ => false,
    }
}

/// Bytes of the marker that `bytes` begin with.
fn marker_width(bytes: &[u8], kind: ContainerKind) -> usize {
    match kind {
        ContainerKind::Quote | ContainerKind::Definition => 1,
        ContainerKind::Item => bytes.iter().take_while(|b| b.is_ascii_digit()).count() + 1,
        ContainerKind::Footnote => memchr::memmem::find(bytes, b"]:").map_or(1, |at| at + 2),
    }
}

/// A place in a line, and the column it stands at.
struct Cursor<'t> {
    bytes: &'t [u8],
    offset: usize,
    column: usize,
    /// Columns of a tab at hand that are not taken yet; `offset` is behind that tab already.
    spare: usize,
}

impl<'t> Cursor<'t> {
    fn new(text: &'t str, offset: usize) -> Self {
        Cursor { bytes: text.as_bytes(), offset, column: 0, spare: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.offset).copied().filter(|byte| !matches!(byte, b'\n' | b'\r'))
    }

    /// Passes over up to `most` columns of blanks; returns how many there were.
    fn skip(&mut self, most: usize) -> usize {
        let mut passed = 0;
        while passed < most {
            if self.spare == 0 {
                match self.peek() {
                    Some(b' ') => self.spare = 1,
                    Some(b'\t') => self.spare = 4 - self.column % 4,
                    _ => break,
                }
                self.offset += 1;
            }
            let step = self.spare.min(most - passed);
            self.spare -= step;
            self.column += step;
            passed += step;
        }
        passed
    }

    /// Columns of blanks ahead, and whether nothing follows them on the line.
    fn ahead(&self) -> (usize, bool) {
        let mut probe = Cursor { ..*self };
        let columns = probe.skip(usize::MAX);
        (columns, probe.peek().is_none())
    }

    /// Passes over a marker and the blanks that belong to it.
    fn pass_marker(&mut self, kind: ContainerKind) {
        let width = marker_width(&self.bytes[self.offset..], kind);
        self.offset += width;
        self.column += width;
        match (kind, self.ahead()) {
            (ContainerKind::Quote, _) => self.skip(1),
            (ContainerKind::Footnote, _) => self.skip(usize::MAX),
            // An item that begins with an empty line or with indented code begins one column on.
            (_, (_, true) | (5.., _)) => self.skip(1),
            (_, (columns, _)) => self.skip(columns),
        };
    }

    /// Passes over what a line that begins at `line_start` has for a container: its marker where the
    /// container starts on that line, otherwise what a further line begins with, if it is there.
    fn enter(&mut self, container: &Container, line_start: usize) -> bool {
        if container.start >= line_start {
            self.skip(usize::MAX);
            self.pass_marker(container.kind);
            return true;
        }
        if container.kind == ContainerKind::Quote {
            let mut probe = Cursor { ..*self };
            probe.skip(MAX_INDENT);
            let there = probe.spare == 0 && probe.peek() == Some(b'>');
            if there {
                *self = probe;
                self.pass_marker(ContainerKind::Quote);
            }
            return there;
        }
        // Not further than the indentation asked for: a line deep in lists has much of it.
        let mut probe = Cursor { ..*self };
        let is_indented = probe.skip(container.indent) == container.indent;
        let there = is_indented || probe.peek().is_none();
        if there {
            *self = probe;
        }
        there
    }
}
