//! The order of what stands in a row, so that few lines cross.

use super::lines::DrawnLines;

/// Items of the rows: boxes of topics, and trunks, which pass a row on their way down.
///
/// An item is a number; those of boxes are the numbers of their topics.
#[derive(Debug)]
pub(super) struct Items {
    /// The items of each row, in order.
    pub(super) rows: Vec<Vec<usize>>,
    /// For each item those in the row above from which a line comes.
    pub(super) above: Vec<Vec<usize>>,
    /// For each item those in the row below to which a line goes.
    pub(super) below: Vec<Vec<usize>>,
    topics: usize,
}

impl Items {
    /// Returns whether an item is a trunk.
    pub(super) fn is_trunk(&self, item: usize) -> bool {
        item >= self.topics
    }

    /// Number of trunks.
    pub(super) fn trunks(&self) -> usize {
        self.above.len() - self.topics
    }

    /// The topics, row by row.
    pub(super) fn topics(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().flatten().copied().filter(|item| !self.is_trunk(*item))
    }

    /// The topic from which the line through an item comes.
    pub(super) fn source(&self, mut item: usize) -> usize {
        while self.is_trunk(item) {
            item = self.above[item][0];
        }
        item
    }

    /// Adds the topics to which the line through an item leads; those of a trunk are all below it.
    pub(super) fn targets(&self, item: usize, targets: &mut Vec<usize>) {
        if self.is_trunk(item) {
            self.below[item].iter().for_each(|below| self.targets(*below, targets));
        } else {
            targets.push(item);
        }
    }

    fn add_trunk(&mut self, row: usize) -> usize {
        let item = self.above.len();
        self.rows[row].push(item);
        self.above.push(Vec::new());
        self.below.push(Vec::new());
        item
    }

    fn join(&mut self, upper: usize, lower: usize) {
        self.below[upper].push(lower);
        self.above[lower].push(upper);
    }
}

/// Number of times that the rows are put in order, downwards and upwards.
const SWEEPS: usize = 12;

/// Puts the boxes and trunks of each row in an order with few crossings.
pub(super) fn sort(items: &mut Items) {
    let mut places = vec![0; items.above.len()];
    for row in 0..items.rows.len() {
        number(&items.rows[row], &mut places);
    }
    let mut best = (crossings(items, &places), items.rows.clone());
    for sweep in 0..SWEEPS {
        let is_down = sweep % 2 == 0;
        for step in 0..items.rows.len() {
            let row = if is_down { step } else { items.rows.len() - 1 - step };
            let towards = if is_down { &items.above } else { &items.below };
            sort_row(&mut items.rows[row], towards, &mut places);
        }
        exchange(items, &mut places);
        let found = crossings(items, &places);
        if found < best.0 {
            best = (found, items.rows.clone());
        }
    }
    items.rows = best.1;
}

/// Boxes and trunks, joined by lines from row to row; not in order yet.
pub(super) fn items(rows: &[usize], lines: &DrawnLines) -> Items {
    let count = rows.iter().max().map_or(0, |last| last + 1);
    let mut items = Items {
        rows: vec![Vec::new(); count],
        above: vec![Vec::new(); rows.len()],
        below: vec![Vec::new(); rows.len()],
        topics: rows.len(),
    };
    let mut targets: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
    for (at, before) in lines.before.iter().enumerate() {
        items.rows[rows[at]].push(at);
        for other in before {
            targets[*other].push(at);
        }
    }
    for (source, mut targets) in targets.into_iter().enumerate() {
        targets.sort_by_key(|target| rows[*target]);
        let (mut end, mut end_row) = (source, rows[source]);
        for target in targets {
            // The trunk comes down to the row above the target.
            while end_row + 1 < rows[target] {
                end_row += 1;
                let trunk = items.add_trunk(end_row);
                items.join(end, trunk);
                end = trunk;
            }
            items.join(end, target);
        }
    }
    items
}

fn number(row: &[usize], places: &mut [usize]) {
    for (place, item) in row.iter().enumerate() {
        places[*item] = place;
    }
}

/// Puts a row in the order of the middles of what its items are joined with in one direction; the others stay where
/// they are.
fn sort_row(row: &mut [usize], towards: &[Vec<usize>], places: &mut [usize]) {
    #[allow(clippy::cast_precision_loss, reason = "places in a row are small")]
    let mean = |item: usize| {
        let others = &towards[item];
        match others.len() {
            0 => places[item] as f64,
            count => others.iter().map(|other| places[*other] as f64).sum::<f64>() / count as f64,
        }
    };
    let mut keyed: Vec<(f64, usize)> = row.iter().map(|item| (mean(*item), *item)).collect();
    keyed.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    for (slot, (_, item)) in row.iter_mut().zip(keyed) {
        *slot = item;
    }
    number(row, places);
}

/// Exchanges neighbours in a row where fewer of their lines cross then.
fn exchange(items: &mut Items, places: &mut [usize]) {
    for row in 0..items.rows.len() {
        for at in 1..items.rows[row].len() {
            let (left, right) = (items.rows[row][at - 1], items.rows[row][at]);
            let count = |a: usize, b: usize| -> usize {
                let between = |others: &[Vec<usize>]| -> usize {
                    let crossed =
                        |x: &usize| others[b].iter().filter(|y| places[**y] < places[*x]).count();
                    others[a].iter().map(crossed).sum()
                };
                between(&items.above) + between(&items.below)
            };
            if count(right, left) < count(left, right) {
                items.rows[row].swap(at - 1, at);
                places.swap(left, right);
            }
        }
    }
}

/// Number of lines that cross.
pub(super) fn crossings(items: &Items, places: &[usize]) -> usize {
    let between = |row: &Vec<usize>| {
        // The lines from left to right by their upper ends, and for each the earlier ones that end further right.
        let mut ends = Vec::new();
        let mut crossings = 0;
        for item in row {
            let lower: Vec<usize> = items.below[*item].iter().map(|other| places[*other]).collect();
            for place in &lower {
                crossings += ends.len() - ends.partition_point(|end| end <= place);
            }
            for place in lower {
                ends.insert(ends.partition_point(|end| *end <= place), place);
            }
        }
        crossings
    };
    items.rows.iter().map(between).sum()
}
