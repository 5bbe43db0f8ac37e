//! The lines of the wide drawing as data of SVG paths, one for each row.

use super::order::Items;
use super::{PATH_WIDTH, WIDTH};

/// The space above the boxes of a row in pixels, in which lines run from side to side.
pub(crate) const CHANNEL: usize = 44;

/// A length that is more than the height of any row: the row cuts off what is below it.
const DOWN: usize = 9999;

/// The lines that end in each row or pass it.
pub(super) fn rows(items: &Items, centres: &[f64]) -> Vec<String> {
    let x = |item: usize| (centres[item] / WIDTH * f64::from(PATH_WIDTH)).round().to_string();
    let line = |item: usize, other: usize| {
        let (from, to, half) = (x(other), x(item), CHANNEL / 2);
        let down = if items.is_trunk(item) { DOWN } else { CHANNEL };
        if from == to {
            format!("M{from} 0V{down}")
        } else {
            let on = if items.is_trunk(item) { format!("V{DOWN}") } else { String::new() };
            format!("M{from} 0C{from} {half} {to} {half} {to} {CHANNEL}{on}")
        }
    };
    let lines = |item: &usize| -> String {
        items.above[*item].iter().map(|other| line(*item, *other)).collect()
    };
    items.rows.iter().map(|row| row.iter().map(lines).collect()).collect()
}
