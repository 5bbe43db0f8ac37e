//! Boxes of a map: how wide they are, and how many stand in a row.

use unicode_width::UnicodeWidthStr;

use super::WIDE;

/// The least and the largest width of a box in em. The least one holds a count such as "2 of 12 done".
const BOX_WIDTHS: [f64; 2] = [8.6, 12.0];

/// The space between two boxes in em.
pub(super) const BOX_GAP: f64 = 1.4;

/// The width that the boxes of a row leave free for trunks, in em, in a drawing of few trunks, and in one of many.
pub(super) const MARGIN: f64 = 4.0;
pub(super) const WIDE_MARGIN: f64 = 12.0;

/// Boxes in a row, at most.
pub(super) const MOST_BOXES: usize = 7;

#[allow(clippy::cast_precision_loss, reason = "a small number")]
const _: () = {
    let more = MOST_BOXES as f64;
    assert!((more + 1.0) * BOX_WIDTHS[0] + more * BOX_GAP > WIDE - MARGIN);
};

/// The width of a column of text in em; letters of wide scripts have two.
const COLUMN: f64 = 0.55;

/// The width of what is in a box beside its text, in em.
const PADDING: f64 = 1.6;

/// The width of the box of a title in em, so that most titles take one line or two.
pub(crate) fn box_width(title: &str) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a title's columns are few")]
    let width = |text: &str| text.width() as f64 * COLUMN;
    let longest = title.split_whitespace().map(width).fold(0.0, f64::max);
    let [least, most] = BOX_WIDTHS;
    (longest.max(width(title) * 0.6) + PADDING).clamp(least, most)
}
