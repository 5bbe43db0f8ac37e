//! "Did you mean …?"

/// Names that a help lists, at most.
pub(crate) const MAX_LISTED: usize = 20;

/// The candidate that `word` most likely stands for; `None` if none is near.
pub(crate) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let word = word.to_lowercase();
    let allowed = ((word.chars().count() + 1) / 3).min(4);
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Edits between two words, upper and lower case being one; `word` is lower case already.
fn distance(word: &str, candidate: &str) -> usize {
    strsim::osa_distance(word, &candidate.to_lowercase())
}

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
    if let Some(near) = nearest(word, candidates.iter().copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let containing = containing(word, candidates.iter().copied());
    if (1..=MAX_ASKED).contains(&containing.len()) {
        let quoted: Vec<String> = containing.iter().map(|name| format!("`{name}`")).collect();
        return Some(format!("did you mean {}?", quoted.join(" or ")));
    }
    match candidates.len() {
        0 => None,
        1 => Some(format!("the only choice is {}", listed(candidates))),
        2..=MAX_LISTED => Some(format!("choose from {}", listed(candidates))),
        _ => Some(SEE_ALL.to_owned()),
    }
}

/// The help where there are too many names to list, and none is near.
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
