//! Where the items of a row stand: near what they are joined with, and apart from each other.

use unicode_width::UnicodeWidthStr;

use super::order::Items;
use super::{Topic, WIDTH};

/// The least and the largest width of a box in em. The least one holds a count such as "2 of 12 finished".
const BOX_WIDTHS: [f64; 2] = [8.6, 12.0];

/// The space between two boxes in em.
pub(super) const BOX_GAP: f64 = 1.4;

/// The space that a trunk takes, and that on both sides of it, in em.
const TRUNK_WIDTH: f64 = 0.2;
const TRUNK_GAP: f64 = 0.6;

/// The width of all boxes of a row in em, at most, in a drawing of few trunks, and in one of many.
pub(super) const MOST_BOXES_WIDTHS: [f64; 2] = [42.0, 34.0];

/// Boxes in a row, at most.
pub(super) const MOST_BOXES: usize = 4;

#[allow(clippy::cast_precision_loss, reason = "a small number")]
const _: () = {
    let more = MOST_BOXES as f64;
    assert!((more + 1.0) * BOX_WIDTHS[0] + more * BOX_GAP > MOST_BOXES_WIDTHS[0]);
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

/// How often all rows are moved: downwards, then upwards, and so on.
const ROUNDS: usize = 16;

/// The last rounds, in which both directions count.
const LAST_ROUNDS: usize = 4;

/// How much more than a box a trunk resists being moved away from its place.
const STIFFNESS: f64 = 6.0;

/// The middle of each item in em, from the start of the drawing.
pub(super) fn centres(topics: &[Topic], items: &Items) -> Vec<f64> {
    let rows: Vec<Row> = items.rows.iter().map(|row| Row::new(row, topics, items)).collect();
    let mut centres = vec![WIDTH / 2.0; items.above.len()];
    for row in &rows {
        row.settle(&mut centres);
    }
    for round in 0..ROUNDS {
        let is_last = round + LAST_ROUNDS >= ROUNDS;
        let is_down = round % 2 == 0;
        for step in 0..rows.len() {
            let row = &rows[if is_down { step } else { rows.len() - 1 - step }];
            for item in row.items {
                let above = items.above[*item].iter().filter(|_| is_down || is_last);
                let below = items.below[*item].iter().filter(|_| !is_down || is_last);
                centres[*item] =
                    mean(above.chain(below).map(|other| centres[*other])).unwrap_or(centres[*item]);
            }
            row.settle(&mut centres);
        }
    }
    let ends = || rows.iter().flat_map(|row| row.ends(&centres));
    let (start, end) = (ends().fold(WIDTH, f64::min), ends().fold(0.0, f64::max));
    let shift = (WIDTH - start - end) / 2.0;
    centres.iter().map(|centre| centre + shift).collect()
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

/// A row, with what keeps its items apart.
struct Row<'i> {
    items: &'i [usize],
    /// For each item how much it resists being moved.
    weights: Vec<f64>,
    /// The least distance of each item's middle from the start of the drawing, in em.
    least: Vec<f64>,
    /// How far the items can move, all together, in em.
    room: f64,
    /// The widths of the first and the last item, in em.
    outer: [f64; 2],
}

impl<'i> Row<'i> {
    fn new(row: &'i [usize], topics: &[Topic], items: &Items) -> Self {
        let width =
            |item: usize| if items.is_trunk(item) { TRUNK_WIDTH } else { topics[item].width };
        let gap = |pair: &[usize]| {
            let is_beside_trunk = pair.iter().any(|item| items.is_trunk(*item));
            if is_beside_trunk { TRUNK_GAP } else { BOX_GAP }
        };
        let boxes: f64 = row.iter().map(|item| width(*item)).sum();
        let gaps: f64 = row.windows(2).map(gap).sum();
        // In a row of many trunks they stand closer together.
        let squeeze = ((WIDTH - boxes) / gaps).min(1.0);
        let mut least = Vec::with_capacity(row.len());
        let mut end = 0.0;
        for (at, item) in row.iter().enumerate() {
            let gap = if at == 0 { 0.0 } else { gap(&row[at - 1..=at]) * squeeze };
            least.push(end + gap + width(*item) / 2.0);
            end += gap + width(*item);
        }
        let weight = |item: &usize| if items.is_trunk(*item) { STIFFNESS } else { 1.0 };
        let room = (WIDTH - end).max(0.0);
        let outer = [row.first(), row.last()].map(|item| item.map_or(0.0, |item| width(*item)));
        Row { items: row, weights: row.iter().map(weight).collect(), least, room, outer }
    }

    /// Where the row begins and ends, in em.
    fn ends(&self, centres: &[f64]) -> [f64; 2] {
        let [first, last] = self.outer;
        match self.items {
            [] => [WIDTH / 2.0; 2],
            [one, .., other] => [centres[*one] - first / 2.0, centres[*other] + last / 2.0],
            [only] => [centres[*only] - first / 2.0, centres[*only] + last / 2.0],
        }
    }

    /// Moves the items of the row as little as possible, so that each has its space: a [regression by pools][1] of
    /// how far each is from its least place.
    ///
    /// [1]: https://en.wikipedia.org/wiki/Isotonic_regression
    fn settle(&self, centres: &mut [f64]) {
        // Items that have been pushed together: their mean, their weight and how many they are.
        let mut pools: Vec<(f64, f64, usize)> = Vec::with_capacity(self.items.len());
        for (at, item) in self.items.iter().enumerate() {
            let mut pool = (centres[*item] - self.least[at], self.weights[at], 1);
            while let Some(last) = pools.pop_if(|last| last.0 > pool.0) {
                let weight = last.1 + pool.1;
                let mean = (last.0 * last.1 + pool.0 * pool.1) / weight;
                pool = (mean, weight, last.2 + pool.2);
            }
            pools.push(pool);
        }
        let moved = pools.iter().flat_map(|&(mean, _, count)| std::iter::repeat_n(mean, count));
        for ((item, least), mean) in self.items.iter().zip(&self.least).zip(moved) {
            centres[*item] = least + mean.clamp(0.0, self.room);
        }
    }
}
