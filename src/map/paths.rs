//! The lines of a drawing as data of SVG paths, row by row.

use super::PATH_WIDTH;
use super::order::Items;

/// The space above the boxes of a row in pixels, in which lines run from side to side.
pub(crate) const CHANNEL: usize = 44;

/// A length that is more than the height of any row: the row cuts off what is below it.
const DOWN: usize = 9999;

/// The piece of a line that is drawn in one row.
#[derive(Debug)]
pub(crate) struct Line {
    /// The topics that it joins, by their numbers: the one that it comes from, and those that it leads to.
    pub(crate) topics: Vec<usize>,
    /// Data of an SVG path, which is [`PATH_WIDTH`] wide, and begins [`CHANNEL`] above the boxes of the row.
    pub(crate) path: String,
}

/// The pieces of lines that end in each row or pass it, in a drawing of this width in em.
pub(super) fn rows(items: &Items, centres: &[f64], width: f64) -> Vec<Vec<Line>> {
    let x = |item: usize| (centres[item] / width * f64::from(PATH_WIDTH)).round().to_string();
    let path = |item: usize, other: usize| {
        let (from, to, half) = (x(other), x(item), CHANNEL / 2);
        let down = if items.is_trunk(item) { DOWN } else { CHANNEL };
        if from == to {
            format!("M{from} 0V{down}")
        } else {
            let on = if items.is_trunk(item) { format!("V{DOWN}") } else { String::new() };
            format!("M{from} 0C{from} {half} {to} {half} {to} {CHANNEL}{on}")
        }
    };
    let line = |item: usize, other: usize| {
        let mut topics = vec![items.source(other)];
        items.targets(item, &mut topics);
        Line { topics, path: path(item, other) }
    };
    let lines = |row: &Vec<usize>| {
        let ends =
            row.iter().flat_map(|item| items.above[*item].iter().map(|above| (*item, *above)));
        ends.map(|(item, above)| line(item, above)).collect()
    };
    items.rows.iter().map(lines).collect()
}
