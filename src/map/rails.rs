//! The narrow drawing: one topic below the other, and lines on rails beside them.

use std::collections::BTreeSet;
use std::fmt;

/// The distance between two rails in tenths of a pixel, and that between the first and the last one, at most.
const STEP: usize = 90;
const MOST_WIDTH: usize = 960;

/// The space beside the first rail and beside the last one, which stands next to the boxes, in pixels.
const FIRST: usize = 2;
const MARGIN: usize = 13;

/// Where lines end at a box and where they leave it, in pixels from the top of its row.
const END: usize = 19;
const LEAVE: usize = 34;

/// The radius of corners in pixels.
const RADIUS: usize = 6;

/// Rails beside a topic, numbered from the boxes on.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The rails that pass.
    pub(super) passing: Vec<usize>,
    /// The rails from which a line ends at the topic.
    pub(super) ending: Vec<usize>,
    /// The rail that begins here.
    pub(super) leaving: Option<usize>,
}

/// The rails beside each of the topics, which are in the order of the drawing, as data of SVG paths, and the width of
/// all rails in pixels.
pub(super) fn rails(order: &[usize], before: &[Vec<usize>]) -> (Vec<String>, usize) {
    let (beside, count) = assigned(order, before);
    if count == 0 {
        return (vec![String::new(); beside.len()], 0);
    }
    let step = STEP.min(MOST_WIDTH / count);
    let width = FIRST + (step * (count - 1)).div_ceil(10) + MARGIN;
    let x = |rail: usize| Tenths((width - MARGIN) * 10 - step * rail);
    (beside.iter().map(|beside| path(beside, x, width)).collect(), width)
}

/// A length in tenths of a pixel, written in pixels.
#[derive(Clone, Copy)]
struct Tenths(usize);

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (pixels, 0) => write!(f, "{pixels}"),
            (pixels, tenths) => write!(f, "{pixels}.{tenths}"),
        }
    }
}

/// Gives each topic that others come after a rail down to the last of them, and says how many rails there are.
pub(super) fn assigned(order: &[usize], before: &[Vec<usize>]) -> (Vec<Beside>, usize) {
    let mut last = vec![None; before.len()];
    for topic in order {
        before[*topic].iter().for_each(|other| last[*other] = Some(*topic));
    }
    let mut rails = vec![0; before.len()];
    let mut open: BTreeSet<usize> = BTreeSet::new();
    let mut free: BTreeSet<usize> = BTreeSet::new();
    let mut count = 0;
    let mut place = |topic: &usize| {
        let mut beside = Beside::default();
        for other in &before[*topic] {
            beside.ending.push(rails[*other]);
            if last[*other] == Some(*topic) {
                open.remove(&rails[*other]);
                free.insert(rails[*other]);
            }
        }
        beside.passing = open.iter().copied().collect();
        if last[*topic].is_some() {
            let rail = free.pop_first().unwrap_or_else(|| {
                count += 1;
                count - 1
            });
            rails[*topic] = rail;
            open.insert(rail);
            beside.leaving = Some(rail);
        }
        beside
    };
    let beside = order.iter().map(&mut place).collect();
    (beside, count)
}

/// Lines at the left of a box that begins at `width`. The row cuts off what is below it.
fn path(beside: &Beside, x: impl Fn(usize) -> Tenths, width: usize) -> String {
    let passing = beside.passing.iter().map(|rail| format!("M{} 0V9999", x(*rail)));
    let ending = beside.ending.iter().map(|rail| {
        format!("M{} 0V{}q0 {RADIUS} {RADIUS} {RADIUS}H{width}", x(*rail), END - RADIUS)
    });
    let head = (!beside.ending.is_empty()).then(|| "m-4-4l4 4l-4 4".to_owned());
    let leaving = beside.leaving.map(|rail| {
        let corner = Tenths(x(rail).0 + RADIUS * 10);
        format!("M{width} {LEAVE}H{corner}q-{RADIUS} 0-{RADIUS} {RADIUS}V9999")
    });
    passing.chain(ending).chain(head).chain(leaving).collect()
}
