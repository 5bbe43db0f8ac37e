//! "Did you mean …?"

use std::sync::atomic::{AtomicUsize, Ordering};

/// Names that a help lists, at most.
pub(crate) const MAX_LISTED: usize = 20;

/// The candidate with the fewest edits from `word`, the first of several; `None` if none is near.
pub(crate) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let most = allowed(length);
    let edits = |candidate: &'c str| {
        let lower = candidate.to_lowercase();
        let is_near = lower.chars().count().abs_diff(length) <= most;
        let edits = is_near.then(|| strsim::osa_distance(&word, &lower));
        edits.filter(|edits| *edits <= most).map(|edits| (edits, candidate))
    };
    let near = candidates.into_iter().filter_map(edits).min_by_key(|(edits, _)| *edits);
    near.map(|(_, candidate)| candidate)
}

/// Edits that make no other word of one of this many characters, at most.
fn allowed(length: usize) -> usize {
    ((length + 1) / 3).min(MAX_EDITS)
}

/// Edits between a word and one that is near, at most.
const MAX_EDITS: usize = 4;

/// The candidates that begin with `word`, or of which it is a whole word, in any case: `Adams` for `Ansel Adams`.
pub(crate) fn containing<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Vec<&'c str> {
    let word = word.to_lowercase();
    let has_word = |candidate: &&str| {
        let candidate = candidate.to_lowercase();
        candidate.starts_with(&word)
            || candidate.split(|c: char| !c.is_alphanumeric()).any(|part| part == word)
    };
    candidates.into_iter().filter(|candidate| !word.is_empty() && has_word(candidate)).collect()
}

/// Candidates that a help asks about, at most.
const MAX_ASKED: usize = 3;

/// The help for a word that is none of `candidates`: those that are like it, or all of them if they are few.
pub(crate) fn help(word: &str, candidates: &[&str]) -> Option<String> {
    like(word, candidates).or_else(|| listing(candidates))
}

/// The help that asks for a candidate which is near a word, or for those of which it is a part.
pub(crate) fn like(word: &str, candidates: &[&str]) -> Option<String> {
    if let Some(near) = nearest(word, candidates.iter().copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let containing = containing(word, candidates.iter().copied());
    let quoted: Vec<String> = containing.iter().map(|name| format!("`{name}`")).collect();
    let are_few = (1..=MAX_ASKED).contains(&quoted.len());
    are_few.then(|| format!("did you mean {}?", quoted.join(" or ")))
}

/// The help that lists all names.
fn listing(candidates: &[&str]) -> Option<String> {
    match candidates.len() {
        0 => None,
        1 => Some(format!("the only choice is {}", listed(candidates))),
        2..=MAX_LISTED => Some(format!("choose from {}", listed(candidates))),
        _ => Some(SEE_ALL.to_owned()),
    }
}

/// The help if there are too many names to list, and none is near.
pub(crate) const SEE_ALL: &str = "to see what there is, run `mdbook-resources list`";

/// Comparisons of unknown names with known ones, which are counted: later ones of very many get no suggestion.
#[derive(Debug, Default)]
pub(crate) struct Comparisons(AtomicUsize);

impl Comparisons {
    /// Comparisons for one catalogue, at most: some tenths of a second.
    const MOST: usize = 500_000;

    /// Counts a comparison with so many names; returns whether it may be made.
    pub(crate) fn may_compare(&self, names: usize) -> bool {
        self.0.fetch_add(names, Ordering::Relaxed) < Self::MOST
    }
}

/// `` `a`, `b` and `c` ``
pub(crate) fn listed<S: AsRef<str>>(words: &[S]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// The first of these words as [`listed`] shows them, and how many more there are.
pub(crate) fn first_listed<S: AsRef<str>>(words: &[S]) -> String {
    let shown = listed(&words[..words.len().min(MAX_LISTED)]);
    match words.len().saturating_sub(MAX_LISTED) {
        0 => shown,
        rest => format!("{shown}, and {rest} more"),
    }
}
