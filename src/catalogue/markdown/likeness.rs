//! How much a text looks like a list of names, for the list's [convention](super::convention).

use super::facts;
use super::inline::is_mark;
use super::name::{
    MAX_NAME, begins_phrase, has_initial, is_called_so, is_event, is_korean_phrase, is_person,
    is_phrase, says_who,
};
use super::names::{COMMAS, Names, names, without_of};
use super::words;

/// How much a text looks like a list of names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    #[default]
    No,
    /// It can be a name, and many other things.
    Maybe,
    /// It has the form of one name.
    Likely,
    /// Several names, initials, or "et al.".
    Sure,
    /// Names by which people are called, and nothing else.
    Certain,
}

/// How much a text looks like a list of names and nothing else before a mark; `is_common` knows the words that the
/// list uses in its sentences.
pub(super) fn likeness(text: &str, is_common: &impl Fn(&str) -> bool) -> Likeness {
    let found = names(text);
    let after = text[found.end..].trim_start();
    let [first, others @ ..] = &found.list[..] else { return Likeness::No };
    // "Yang Yang" is somebody beside others.
    let is_who = |name: &String| match others {
        [] => says_who(name, is_common),
        _ => !is_phrase(name, is_common),
    };
    if are_certain(&found.list, after) {
        return Likeness::Certain;
    }
    // "de Ada Miller, recomendado por …"
    if without_of(text).len() < text.len() && is_person(first) {
        return Likeness::Likely;
    }
    // "Miller et al. Journal of Baking"
    if found.and_others
        && text[..found.end].ends_with('.')
        && !after.starts_with(char::is_lowercase)
    {
        return Likeness::Sure;
    }
    let is_year = after.get(..4).is_some_and(|year| facts::year(year).is_some());
    if after.starts_with(|c: char| c.is_alphanumeric()) && !is_year {
        // "Ada Miller and Ben Baker on bread": nothing else is named so, and then goes on.
        let is_several =
            found.list.len() > 1 && found.list.iter().all(|name| is_person(name) && is_who(name));
        let goes_on = after.split(' ').next().is_some_and(words::leads_on);
        return if is_several && goes_on { Likeness::Likely } else { Likeness::No };
    }
    if let Some(more) = after.strip_prefix(COMMAS)
        && more.trim_start().starts_with(char::is_alphanumeric)
    {
        let end = more.find(['(', '[', '`', '.', '\u{1}', '\n']).unwrap_or(more.len());
        let people = || found.list.iter().all(|name| is_person(name) && is_who(name));
        // "Ada Miller, Ben Baker, How dough rises in ovens"
        let is_title = more.trim_start().starts_with(char::is_uppercase)
            && more[..end].split_whitespace().count() > 4;
        if is_title && found.list.len() > 1 && people() {
            return Likeness::Likely;
        }
        return likeness_before(&more[..end], &found.list, is_common);
    }
    if begins_phrase(first) || is_korean_phrase(first) {
        return Likeness::No;
    }
    if !found.list.iter().all(is_who) {
        return Likeness::Maybe;
    }
    likeness_of_form(&found, after)
}

/// How much names look like authors by their own form, with nothing after them but a mark or a bracket.
fn likeness_of_form(found: &Names, after: &str) -> Likeness {
    let [first, ..] = &found.list[..] else { return Likeness::No };
    let words = |name: &str| name.split(' ').count();
    let is_full = |name: &str| (2..=4).contains(&words(name)) || words::is_institution(name);
    let is_several = found.list.len() > 1 && found.list.iter().all(|name| is_full(name));
    // "Ada Miller (University of Breads)"
    let is_from = is_person(first)
        && after
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(')'))
            .is_some_and(|(inner, _)| inner.len() <= MAX_NAME && words::is_institution(inner));
    // "University of Rye", and nothing else
    let is_institution = found.list.len() == 1 && after.is_empty() && words::is_institution(first);
    let is_sure = found.are_turned || found.and_others;
    if is_several || is_from || is_institution || is_sure || has_initial(first) {
        Likeness::Sure
    } else if is_person(first) {
        Likeness::Likely
    } else {
        Likeness::Maybe
    }
}

/// Whether names are those of people, and end before what follows them: "Andrew Miller", "Andrew Miller, translated by
/// Ada Forno".
fn are_certain(names: &[String], after: &str) -> bool {
    let goes_on = |rest: &str| rest.trim_start().starts_with(char::is_lowercase);
    let is_end = after.trim_start_matches(is_mark).is_empty()
        || after.starts_with(['(', '['])
        || after.strip_prefix(',').is_some_and(goes_on);
    is_end && names.iter().all(|name| is_called_so(name))
}

/// How much names look like authors if a few words follow them: "Ada Miller, at a meeting", "Ada Miller, 2019".
fn likeness_before(more: &str, names: &[String], is_common: &impl Fn(&str) -> bool) -> Likeness {
    let is_short = more.split_whitespace().count() <= 4;
    if !is_short || !is_person(&names[0]) || !says_who(&names[0], is_common) {
        return Likeness::No;
    }
    let is_event = is_event(more);
    // "Journal of Baking"
    let is_author = |name: &String| is_person(name) && !name.contains(" of ");
    if is_event && names.len() > 1 {
        Likeness::Sure
    } else if is_event || facts::year(more).is_some() && names.iter().all(is_author) {
        Likeness::Likely
    } else {
        Likeness::Maybe
    }
}
