//! Items that are rows without a table: "2017 | On bread | Ada Miller | [PDF](…)".

use std::borrow::Cow;
use std::ops::Range;

use super::builder;
use super::tree::{Inline, InlineKind, Row};

/// The fields of such an item. `None` if it is anything else: what begins with a link has its title there.
pub(super) fn fields<'t>(content: &[Inline<'t>]) -> Option<Row<'t>> {
    const BAR: &str = " |";
    let bars = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.matches(BAR).count(),
        _ => 0,
    };
    if content.first()?.is_link() || content.iter().map(bars).sum::<usize>() < MIN_BARS {
        return None;
    }
    let mut row = vec![Vec::new()];
    for inline in content {
        let InlineKind::Text(text) = &inline.kind else {
            row.last_mut()?.push(inline.clone());
            continue;
        };
        let mut start = 0;
        for (at, _) in text.match_indices(BAR) {
            // Of an empty field, " | | ", one blank is all there is.
            row.last_mut()?.push(part_of(inline, text, start.min(at)..at));
            row.push(Vec::new());
            start = at + BAR.len() + usize::from(text[at + BAR.len()..].starts_with(' '));
        }
        row.last_mut()?.push(part_of(inline, text, start..text.len()));
    }
    let is_blank =
        |inline: &Inline| matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty());
    for cell in &mut row {
        cell.retain(|inline| !is_blank(inline));
    }
    // Of many links, none is that of the row: "[A](…) | [B](…)".
    let linked = row.iter().filter(|cell| cell.iter().any(Inline::is_link)).count();
    let starts = row.first()?.iter().any(Inline::is_link);
    (linked == 1 && !starts).then_some(row)
}

/// The fewest bars in an item of fields.
const MIN_BARS: usize = 2;

/// A part of a text with its place, where that is known.
fn part_of<'t>(inline: &Inline<'t>, text: &Cow<'t, str>, part: Range<usize>) -> Inline<'t> {
    let is_literal = inline.span.len() == text.len();
    let start = inline.span.start;
    let span = if is_literal { start + part.start..start + part.end } else { inline.span.clone() };
    Inline { kind: InlineKind::Text(builder::part(text, part)), span }
}
