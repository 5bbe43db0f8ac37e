//! Where the items of a row stand: near what they are joined with, and apart from each other.

use super::Topic;
use super::boxes::BOX_GAP;
use super::order::Items;

/// The space that a trunk takes, and that on both sides of it, in em.
const TRUNK_WIDTH: f64 = 0.2;
const TRUNK_GAP: f64 = 0.6;

/// Number of times that all rows are moved: downwards, then upwards, and so on.
const ROUNDS: usize = 16;

/// The last rounds, in which both directions count.
const LAST_ROUNDS: usize = 4;

/// Resistance of a trunk to being moved, as a multiple of a box's.
const STIFFNESS: f64 = 6.0;

/// The middle of each item in em, from the start of the drawing, whose width is given.
pub(super) fn centres(topics: &[Topic], items: &Items, width: f64) -> Vec<f64> {
    let rows: Vec<RowLayout> =
        items.rows.iter().map(|row| RowLayout::new(row, topics, items, width)).collect();
    let mut centres = vec![width / 2.0; items.above.len()];
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
    let (start, end) = (ends().fold(width, f64::min), ends().fold(0.0, f64::max));
    let shift = (width - start - end) / 2.0;
    centres.iter().map(|centre| centre + shift).collect()
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

/// A row, with what keeps its items apart.
struct RowLayout<'i> {
    items: &'i [usize],
    /// For each item how much it resists being moved.
    weights: Vec<f64>,
    /// The least distance of each item's middle from the start of the drawing, in em.
    least: Vec<f64>,
    /// Length by which the items can move, all together, in em.
    room: f64,
    /// The widths of the first and the last item, in em.
    outer: [f64; 2],
}

impl<'i> RowLayout<'i> {
    fn new(row: &'i [usize], topics: &[Topic], items: &Items, full: f64) -> Self {
        let width =
            |item: usize| if items.is_trunk(item) { TRUNK_WIDTH } else { topics[item].width };
        let gap = |pair: &[usize]| {
            let is_beside_trunk = pair.iter().any(|item| items.is_trunk(*item));
            if is_beside_trunk { TRUNK_GAP } else { BOX_GAP }
        };
        let boxes: f64 = row.iter().map(|item| width(*item)).sum();
        let gaps: f64 = row.windows(2).map(gap).sum();
        // In a row of many trunks they stand closer together.
        let squeeze = ((full - boxes) / gaps).min(1.0);
        let mut least = Vec::with_capacity(row.len());
        let mut end = 0.0;
        for (at, item) in row.iter().enumerate() {
            let gap = if at == 0 { 0.0 } else { gap(&row[at - 1..=at]) * squeeze };
            least.push(end + gap + width(*item) / 2.0);
            end += gap + width(*item);
        }
        let weight = |item: &usize| if items.is_trunk(*item) { STIFFNESS } else { 1.0 };
        let room = (full - end).max(0.0);
        let outer = [row.first(), row.last()].map(|item| item.map_or(0.0, |item| width(*item)));
        RowLayout { items: row, weights: row.iter().map(weight).collect(), least, room, outer }
    }

    /// Where the row begins and ends, in em.
    fn ends(&self, centres: &[f64]) -> [f64; 2] {
        let [first, last] = self.outer;
        match self.items {
            [] => [f64::INFINITY, 0.0],
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
