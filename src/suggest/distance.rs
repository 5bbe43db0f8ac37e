//! Edits between two words.

/// The number of characters to add, leave out, replace, or exchange with the next one, if it is at most `most`.
///
/// Only what is near the diagonal of the table is filled in, so that the time grows with the length and not
/// with its square.
pub(super) fn within(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    // What both begin or end with takes no edits; names of a list have much in common.
    let alike = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[alike..], &other[alike..]);
    let alike = one.iter().rev().zip(other.iter().rev());
    let alike = alike.take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[..one.len() - alike], &other[..other.len() - alike]);
    let far = most + 1;
    let mut rows = [0, 1, 2].map(|_| vec![far; other.len() + 2]);
    for (column, cell) in rows[1].iter_mut().take(far).enumerate() {
        *cell = column;
    }
    for (row, &here) in (1usize..).zip(one) {
        let [second_last, last, current] = &mut rows;
        let first = row.saturating_sub(most).max(1);
        let end = other.len().min(row + most);
        current[first - 1] = if first == 1 { row } else { far };
        let mut fewest = current[first - 1];
        for column in first..=end {
            let there = other[column - 1];
            let mut edits = last[column - 1] + usize::from(here != there);
            edits = edits.min(last[column] + 1).min(current[column - 1] + 1);
            if row > 1 && column > 1 && here == other[column - 2] && one[row - 2] == there {
                edits = edits.min(second_last[column - 2] + 1);
            }
            current[column] = edits;
            fewest = fewest.min(edits);
        }
        current[end + 1] = far;
        if fewest > most {
            return None;
        }
        rows.rotate_left(1);
    }
    Some(rows[1][other.len()]).filter(|edits| *edits <= most)
}

/// How often each letter is in a word. One edit changes two of the counts by one, at most, so that counts tell
/// most words apart that are far from each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters([u8; 32]);

impl Letters {
    pub(super) fn of(word: &[char]) -> Self {
        let mut counts = [0u8; 32];
        for letter in word {
            let count = &mut counts[*letter as usize % 32];
            *count = count.saturating_add(1);
        }
        Letters(counts)
    }

    /// Whether so many edits can make one word of the other.
    pub(super) fn are_within(&self, other: &Self, edits: usize) -> bool {
        let pairs = self.0.iter().zip(&other.0);
        let differences: u16 = pairs.map(|(one, other)| u16::from(one.abs_diff(*other))).sum();
        usize::from(differences) <= 2 * edits
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Letters, within};

    proptest! {
        #[test]
        fn is_the_distance_where_that_is_small(one in "[abc]{0,9}", other in "[abc]{0,9}", most in 0usize..6) {
            let distance = strsim::osa_distance(&one, &other);
            let [one, other] = [one, other].map(|word| word.chars().collect::<Vec<char>>());
            let expected = Some(distance).filter(|distance| *distance <= most);
            prop_assert_eq!(within(&one, &other, most), expected);
            prop_assert!(Letters::of(&one).are_within(&Letters::of(&other), distance));
        }
    }
}
