//! The layout of a study map: topics and what comes before them in, places and lines out.
//!
//! A drawing has layers: a topic stands below all topics that come before it, and a layer of many topics takes several
//! rows ([`layers`]); few lines cross ([`order`]), and most of them are nearly straight ([`place`]). Its width is that
//! of a chapter's text ([`WIDTH`]), or that of a page ([`WIDE`]); on a phone the boxes of the layers stand in one column.
//!
//! Not every line is drawn ([`lines`]): one that follows from others says nothing new, and nobody can follow one
//! across many rows. All lines from a topic share a trunk as far as they can. So the number of lines beside a row is
//! bounded, and the work grows as the topics do.

mod boxes;
mod layers;
mod lines;
mod order;
mod paths;
mod place;
#[cfg(test)]
mod tests;

pub(crate) use boxes::box_width;
pub(crate) use paths::{CHANNEL, Line};

use lines::DrawnLines;
use order::Items;

/// The width of a drawing that is as wide as a chapter's text, in em.
pub(crate) const WIDTH: f64 = 46.0;

/// The width of a drawing that is as wide as a page, in em.
pub(crate) const WIDE: f64 = 76.0;

/// A topic to draw.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    /// The width of its box in em, as [`box_width`] gives it.
    pub(crate) width: f64,
    /// The topics that come before it, each once, by their numbers, which are smaller than its own.
    pub(crate) after: Vec<usize>,
}

/// Where topics stand, and the lines between them.
#[derive(Debug)]
pub(crate) struct Drawing {
    /// The topics in the order in which they are read: row by row, each row from its start.
    pub(crate) boxes: Vec<Placed>,
    /// For each row the pieces of lines that end in it or pass it.
    pub(crate) rows: Vec<Vec<Line>>,
}

/// The width of a path, in its own units.
pub(crate) const PATH_WIDTH: u16 = 1000;

/// A topic in the drawing.
#[derive(Debug)]
pub(crate) struct Placed {
    /// Its number in the input.
    pub(crate) topic: usize,
    /// The layer it stands in, from 0; `None` if nothing comes before or after it.
    pub(crate) layer: Option<usize>,
    /// The row it stands in, from 0.
    pub(crate) row: usize,
    /// Where it begins in the row, and its width, as shares of the drawing's width.
    pub(crate) start: f64,
    pub(crate) width: f64,
    /// True if a line ends at it.
    pub(crate) has_lines: bool,
    /// True if something comes before it that is too far away for a line.
    pub(crate) is_far: bool,
}

/// Draws the topics, which are in an order of study, in a width in em.
pub(crate) fn draw(topics: &[Topic], width: f64) -> Drawing {
    let layers = layers::layers(topics);
    let (rows, lines, mut items) = joined(topics, &layers, width);
    order::sort(&mut items);
    let centres = place::centres(topics, &items, width);
    let boxes = items.topics().map(|topic| Placed {
        topic,
        layer: layers[topic],
        row: rows[topic],
        start: (centres[topic] - topics[topic].width / 2.0) / width,
        width: topics[topic].width / width,
        has_lines: !lines.before[topic].is_empty(),
        is_far: lines.is_far[topic],
    });
    Drawing { boxes: boxes.collect(), rows: paths::rows(&items, &centres, width) }
}

/// The topics in their rows, with lines and what stands in the rows. Where more trunks than boxes stand there, rows
/// have fewer boxes: they leave the trunks room to go straight down.
fn joined(
    topics: &[Topic],
    layers: &[Option<usize>],
    width: f64,
) -> (Vec<usize>, DrawnLines, Items) {
    let join = |most_width| {
        let rows = layers::rows(topics, layers, most_width);
        let lines = lines::lines(topics, &rows);
        let items = order::items(&rows, &lines);
        (rows, lines, items)
    };
    let full = join(width - boxes::MARGIN);
    if full.2.trunks() > topics.len() { join(width - boxes::WIDE_MARGIN) } else { full }
}
