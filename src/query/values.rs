//! The values of options: one or several, words, names or numbers.

use super::sort::{Sort, SortBy};
use crate::catalogue::normalise;
use crate::diagnostic::{Code, Diagnostic};
use crate::directive::{OptionWord, Word};
use crate::format::Formats;
use crate::suggest;

pub(super) fn only_value(option: &OptionWord) -> Result<&Word, Diagnostic> {
    match &option.values[..] {
        [value] => Ok(value),
        values => {
            let span = values[1].span.start..values[values.len() - 1].span.end;
            let message = format!("the option `{}` takes one value", option.key.text);
            Err(Diagnostic::error(Code::MalformedDirective, message).at(span))
        }
    }
}

pub(super) fn unknown_value(option: &OptionWord, word: &Word) -> Diagnostic {
    let message = format!("`{}` is not a value of the option `{}`", word.text, option.key.text);
    Diagnostic::error(Code::UnknownValue, message).at(word.span.clone())
}

pub(super) fn unknown_format(word: &Word, formats: &Formats) -> Diagnostic {
    let names: Vec<&str> = formats.names().collect();
    Diagnostic::error(Code::UnknownFormat, format!("there is no format `{}`", word.text))
        .at(word.span.clone())
        .help_known(suggest::help(&word.text, &names))
}

pub(super) fn find<T: Copy>(
    option: &OptionWord,
    word: &Word,
    values: &[(&str, T)],
) -> Result<T, Diagnostic> {
    let found = values.iter().find(|(name, _)| *name == word.text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
        unknown_value(option, word).help_known(suggest::help(&word.text, &names))
    })
}

pub(super) fn one_of<T: Copy>(option: &OptionWord, values: &[(&str, T)]) -> Result<T, Diagnostic> {
    find(option, only_value(option)?, values)
}

/// `title`, or `-title` for the reverse order.
pub(super) fn sort(option: &OptionWord, word: &Word) -> Result<Sort, Diagnostic> {
    let (by, reversed) = word.text.strip_prefix('-').map_or((&*word.text, false), |by| (by, true));
    let key = Word { text: by.to_owned(), ..word.clone() };
    let by = find(option, &key, &SortBy::ALL).map_err(|error| {
        let error = Diagnostic { message: unknown_value(option, word).message, ..error };
        // `year-desc` and `year-asc`, as other programs have them.
        let known = |by: &&str| SortBy::ALL.iter().any(|(name, _)| name == by);
        let reverse = key.text.strip_suffix("-desc").filter(known).map(|by| format!("-{by}"));
        let forward = key.text.strip_suffix("-asc").filter(known).map(str::to_owned);
        match reverse.or(forward) {
            Some(meant) => error.help(format!("write `sort={meant}`")),
            None => error,
        }
    })?;
    Ok(Sort { by, reversed })
}

/// All values, or all that is wrong with them.
pub(super) fn collect<T>(
    values: impl Iterator<Item = Result<T, Diagnostic>>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for value in values {
        match value {
            Ok(value) => found.push(value),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(found) } else { Err(errors) }
}

/// One or more names that resources have, normalised: a filter that selects nothing is a slip. `known` are all of them, for
/// what is none.
pub(super) fn names<'n, C: FromIterator<String>, K: Iterator<Item = &'n str>>(
    option: &OptionWord,
    is_used: impl Fn(&str) -> bool,
    known: impl Fn() -> K,
) -> Result<C, Vec<Diagnostic>> {
    let name = |word: &Word| {
        let name = normalise(&word.text);
        if is_used(&name) {
            return Ok(name);
        }
        let mut known: Vec<(String, &str)> = known().map(|name| (normalise(name), name)).collect();
        known.sort_unstable();
        known.dedup();
        let known: Vec<&str> = known.into_iter().map(|(_, name)| name).collect();
        let help = suggest::help(&word.text, &known);
        Err(unknown_value(option, word).help(help.unwrap_or_else(|| "no resource has one".into())))
    };
    Ok(collect(option.values.iter().map(name))?.into_iter().collect())
}

pub(super) fn number(option: &OptionWord) -> Result<usize, Diagnostic> {
    let word = only_value(option)?;
    let number = word.text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| unknown_value(option, word).help("write a number, 1 or more: `limit=5`"))
}
