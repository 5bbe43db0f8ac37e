//! Which lines are drawn.

use super::Topic;
use super::boxes::MOST_BOXES;

/// Rows that a line goes down, at most.
pub(super) const REACH: usize = 12;

// What comes before a topic is kept in the bits of one number, for all boxes that a line from it can reach.
const _: () = assert!((REACH + 1) * MOST_BOXES <= u128::BITS as usize);

/// The lines between topics, by their numbers.
#[derive(Debug)]
pub(super) struct DrawnLines {
    /// For each topic those from which a line leads to it.
    pub(super) before: Vec<Vec<usize>>,
    /// For each topic whether something comes before it that is too far away.
    pub(super) is_far: Vec<bool>,
}

/// The lines to draw: none from far away, and none between topics that others join.
pub(super) fn lines(topics: &[Topic], rows: &[usize]) -> DrawnLines {
    let mut sequence: Vec<usize> = (0..topics.len()).collect();
    sequence.sort_by_key(|at| rows[*at]);
    let mut places = vec![0; topics.len()];
    for (place, at) in sequence.iter().enumerate() {
        places[*at] = place;
    }
    let mut lines = DrawnLines { before: vec![Vec::new(); topics.len()], is_far: Vec::new() };
    // Bit `n` of a topic's number: whether the topic `n + 1` places before it has to be studied first.
    let mut known: Vec<u128> = vec![0; topics.len()];
    for at in sequence {
        let is_near = |other: &&usize| rows[at] - rows[**other] <= REACH;
        let near: Vec<usize> = topics[at].after.iter().filter(is_near).copied().collect();
        let distance = |other: usize| places[at] - places[other];
        let indirect = near.iter().fold(0, |bits, other| bits | known[*other] << distance(*other));
        let bit = |other: usize| 1 << (distance(other) - 1);
        known[at] = near.iter().fold(indirect, |bits, other| bits | bit(*other));
        lines.before[at] = near.into_iter().filter(|other| indirect & bit(*other) == 0).collect();
    }
    let is_far = |(at, topic): (usize, &Topic)| {
        topic.after.iter().any(|other| rows[at] - rows[*other] > REACH)
    };
    lines.is_far = topics.iter().enumerate().map(is_far).collect();
    lines
}
