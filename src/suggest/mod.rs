//! "Did you mean …?"

mod distance;
mod index;

pub(crate) use index::Index;

/// Names that a help lists, at most.
pub(crate) const MAX_LISTED: usize = 20;

/// The candidate that `word` most likely stands for; `None` if none is near.
///
/// For a few candidates, or a word that comes once; [`Index`] is for many of both.
pub(crate) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let word = lower(word);
    let mut most = allowed(word.len());
    let mut nearest = None;
    for candidate in candidates {
        let Some(distance) = distance::within(&word, &lower(candidate), most) else { continue };
        if distance < most || nearest.is_none() {
            (most, nearest) = (distance, Some(candidate));
        }
    }
    nearest
}

/// The form in which two words are compared: upper and lower case are one.
fn lower(word: &str) -> Vec<char> {
    word.to_lowercase().chars().collect()
}

/// Edits that make no other word of one of this many characters, at most.
fn allowed(length: usize) -> usize {
    ((length + 1) / 3).min(MAX_EDITS)
}

/// Edits between a word and one that is near, at most.
const MAX_EDITS: usize = 4;

/// The candidates of which `word` is a whole word, in any case: `Adams` for `Ansel Adams`.
pub(crate) fn containing<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Vec<&'c str> {
    let word = word.to_lowercase();
    let has_word = |candidate: &&str| {
        let candidate = candidate.to_lowercase();
        candidate.split(|c: char| !c.is_alphanumeric()).any(|part| part == word)
    };
    candidates.into_iter().filter(has_word).collect()
}

/// Candidates that a help asks about, at most.
const MAX_ASKED: usize = 3;

/// The help for a word that is none of `candidates`: those that are like it, or all of them if they are few.
pub(crate) fn help(word: &str, candidates: &[&str]) -> Option<String> {
    let near = nearest(word, candidates.iter().copied());
    asked(near, &containing(word, candidates.iter().copied())).or_else(|| listing(candidates))
}

/// The help that asks for names which are like a word, or of which it is a part.
fn asked(near: Option<&str>, containing: &[&str]) -> Option<String> {
    if let Some(near) = near {
        return Some(format!("did you mean `{near}`?"));
    }
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
