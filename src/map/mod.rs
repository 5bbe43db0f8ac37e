//! The layout of a study map: topics and what comes before them in, places and lines out.
//!
//! There are two drawings of the same topics in the same order:
//!
//! - the wide one has layers: a topic stands below all topics that come before it, and a layer of many topics takes
//!   several rows ([`layers`]); few lines cross ([`order`]), and most of them are nearly straight ([`place`]);
//! - the narrow one has one topic a row, and its lines run on rails beside the topics ([`rails`]).
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
mod rails;
#[cfg(test)]
mod tests;

pub(crate) use boxes::box_width;
pub(crate) use paths::CHANNEL;

use boxes::MOST_BOXES_WIDTHS;
use lines::DrawnLines;
use order::Items;

/// The width of the wide drawing, in em.
pub(crate) const WIDTH: f64 = 46.0;

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
    /// For each row of the wide drawing the lines that end in it or pass it: data of an SVG path, which is empty
    /// where there are no lines. It is [`PATH_WIDTH`] wide, and begins [`CHANNEL`] above the boxes of the row.
    pub(crate) rows: Vec<String>,
    /// The width of the lines beside the narrow drawing, in pixels.
    pub(crate) rail_width: usize,
}

/// The width of a path in the wide drawing, in its own units.
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
    /// Where it begins in the row, in em.
    pub(crate) start: f64,
    /// Its width in em.
    pub(crate) width: f64,
    /// True if a line ends at it.
    pub(crate) has_lines: bool,
    /// True if something comes before it that is too far away for a line.
    pub(crate) is_far: bool,
    /// The lines beside it in the narrow drawing: data of an SVG path in pixels.
    pub(crate) rail: String,
}

/// Draws the topics, which are in an order of study.
pub(crate) fn draw(topics: &[Topic]) -> Drawing {
    let layers = layers::layers(topics);
    let (rows, lines, mut items) = joined(topics, &layers);
    order::sort(&mut items);
    let centres = place::centres(topics, &items);
    let order: Vec<usize> = items.topics().collect();
    let (rails, rail_width) = rails::rails(&order, &lines.before);
    let boxes = order.into_iter().zip(rails).map(|(topic, rail)| Placed {
        topic,
        layer: layers[topic],
        row: rows[topic],
        start: centres[topic] - topics[topic].width / 2.0,
        width: topics[topic].width,
        has_lines: !lines.before[topic].is_empty(),
        is_far: lines.is_far[topic],
        rail,
    });
    Drawing { boxes: boxes.collect(), rows: paths::rows(&items, &centres), rail_width }
}

/// The topics in their rows, with lines and what stands in the rows. Where more trunks than boxes stand there, rows
/// have fewer boxes: they leave the trunks room to go straight down.
fn joined(topics: &[Topic], layers: &[Option<usize>]) -> (Vec<usize>, DrawnLines, Items) {
    let join = |most_width| {
        let rows = layers::rows(topics, layers, most_width);
        let lines = lines::lines(topics, &rows);
        let items = order::items(&rows, &lines);
        (rows, lines, items)
    };
    let [full, spare] = MOST_BOXES_WIDTHS;
    let wide = join(full);
    if wide.2.trunks() > topics.len() { join(spare) } else { wide }
}
