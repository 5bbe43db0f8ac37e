//! Titles, and the names in them: "[On bread by Ada Miller](…)", "[Ada Miller. On bread](…)".

use super::convention::Learned;
use super::inline::{has_letters, has_words, is_emoji, is_mark};
use super::likeness::{self, Likeness};
use super::name;
use super::names::{self, Names};
use super::shape::{Separator, Tail, undecorated};
use super::words;

/// A title in which names stand beside what it says.
pub(super) struct Named<'t> {
    pub(super) title: &'t str,
    pub(super) names: Vec<String>,
    /// The form of the names, for the list's [convention](super::convention).
    pub(super) tail: Tail,
}

/// The title without the names in it, and these, where the list has names in this place.
pub(super) fn named<'t>(title: &'t str, learned: &Learned) -> Option<Named<'t>> {
    let is_common = |word: &str| learned.is_common(word);
    let is_convention = |found: &Named| learned.are_names(found.tail);
    names_before(title, &is_common)
        .filter(is_convention)
        .or_else(|| people_after(title, &is_common).filter(is_convention))
        .or_else(|| {
            let is_rule = learned.is_rule(Separator::TitleBar);
            after_bar(title).filter(|named| is_rule && !named.names.is_empty())
        })
}

/// The form of what a title begins with; `is_common` knows the words that the list uses in its sentences.
pub(super) fn start(title: &str, is_common: &impl Fn(&str) -> bool) -> Tail {
    let none = Tail { separator: Separator::TitleStart, likeness: Likeness::No, has_text: true };
    names_before(title, is_common).map_or(none, |named| named.tail)
}

/// The names that a title begins with, up to a full stop: "Miller & Baker. On bread"; and up to another mark, if they
/// are names of people: "Ada Miller, Ben Baker: On bread", "Andrew Miller - On bread".
pub(super) fn names_before<'t>(
    title: &'t str,
    is_common: &impl Fn(&str) -> bool,
) -> Option<Named<'t>> {
    // Most titles have none, and need not be read for names.
    if !title.contains([':', '.', ',', '-', '–', '—', '：', '|']) {
        return None;
    }
    // A bar stands between names, too: "Andrew Miller | On bread, loaves and rye".
    let bar = title.find(" | ").unwrap_or(title.len());
    let Names { list: names, end, and_others, .. } = names::names(&title[..bar]);
    let after = title[end..].trim_start();
    let (mark, rest) =
        NAME_MARKS.iter().find_map(|mark| Some((mark, after.strip_prefix(mark)?)))?;
    let rest = rest.trim_start();
    let is_name = |name: &String| name.split(' ').count() < 4 && name::says_who(name, is_common);
    // "Symphony No. 5"
    if names.is_empty() || !has_letters(rest) || !names.iter().all(is_name) {
        return None;
    }
    let is_several = names.len() > 1 || and_others;
    let is_full = |name: &String| name.contains(' ');
    let likeness = if *mark != ". " {
        let mut known = names.iter().map(|name| name::is_called_so(name));
        let are_people =
            || names.iter().all(|name| name::is_person(name) && !name.contains(" of "));
        let is_certain = match names.len() {
            1 => known.all(|is_known| is_known),
            2 => are_people() && known.any(|is_known| is_known),
            _ => are_people(),
        };
        // "Ada Miller, Ben Baker, How dough rises": short texts after a comma are one more name.
        let is_title = *mark != ", " || rest.split(' ').count() > MAX_CHANNEL;
        if !is_certain || !is_title {
            return None;
        }
        Likeness::Certain
    } else if is_several || is_full(&names[0]) {
        Likeness::Likely
    } else {
        Likeness::Maybe
    };
    let tail = Tail { separator: Separator::TitleStart, likeness, has_text: true };
    // "Andrew Miller: A Life in Bread" can be about him.
    let title = if *mark == ". " || is_several { rest } else { title };
    Some(Named { title, names, tail })
}

/// What parts names from a title after them.
const NAME_MARKS: [&str; 8] = [". ", ": ", "：", "- ", "– ", "— ", "| ", ", "];

/// The people, the university or the channel that a title names after its last dash or bar, or in a bracket at its end:
/// "On bread - Ada Miller", "On bread (Ada Miller)".
pub(super) fn people_after<'t>(
    title: &'t str,
    is_common: &impl Fn(&str) -> bool,
) -> Option<Named<'t>> {
    // Most titles have none.
    if !title.contains(['(', '-', '–', '—', '|']) {
        return None;
    }
    let in_bracket = title.strip_suffix(')').and_then(|title| title.rsplit_once(" ("));
    let parted = MARKS.iter().filter_map(|mark| title.rsplit_once(mark));
    let after_mark = parted.map(|(_, after)| after).min_by_key(|after| after.len());
    // "On bread - Andrew Miller (Udemy)"
    let is_name = |after: &&str| {
        let before_bracket = after.rsplit_once(" (").map_or("", |(name, _)| name);
        name::is_called_so(before_bracket)
    };
    let named = after_mark.filter(is_name).and_then(|after| after.rsplit_once(" ("));
    let bracket = in_bracket.map(|(_, bracket)| bracket);
    let after = named.map(|(name, _)| name).or(bracket).or(after_mark)?;
    // "On bread - By Ada Miller"
    let after = words::after_by(after).map_or(after, str::trim_start);
    let Names { list, end, .. } = names::names(after);
    let is_whole = after[end..].trim_matches(is_mark).is_empty();
    // Many titles have a second part in capitals: "On bread - Crumbs From Old Ovens".
    let is_person = |name: &String| {
        let is_small = |word: &&str| words::is_name_particle(word) || word.ends_with('.');
        let count = name.split(' ').count();
        let small = name.split(' ').filter(is_small).count();
        let is_short = count == 2 || small > 0 && count - small <= 3;
        is_short && !name.contains('/') && !name.contains(" of ") && !words::ends_with_form(name)
    };
    let likeness = match likeness::likeness(after, is_common) {
        _ if !is_whole || list.is_empty() => Likeness::No,
        // "On bread - Old Doughs and New Ovens" looks like two names.
        Likeness::Sure
            if list.len() > 1
                && !list
                    .iter()
                    .any(|name| name::is_called_so(name) || words::is_institution(name)) =>
        {
            if list.iter().all(is_person) { Likeness::Likely } else { Likeness::No }
        }
        likeness if likeness >= Likeness::Likely && list.iter().all(is_person) => likeness,
        _ if list.iter().all(|name| is_group(name)) => Likeness::Maybe,
        // "On bread - Old Ovens": a channel, if the list has them there.
        _ if list.len() == 1 && in_bracket.is_none() && is_channel(&list[0]) => Likeness::Maybe,
        _ => Likeness::No,
    };
    let tail = Tail { separator: Separator::TitleEnd, likeness, has_text: true };
    Some(Named { title, names: list, tail })
}

/// Whom a title can name after its only bar: "On bread | ada".
pub(super) fn after_bar(title: &str) -> Option<Named<'_>> {
    if !title.contains('|') {
        return None;
    }
    let (_, after) = title.split_once(" | ").filter(|(_, after)| !after.contains(" | "))?;
    let is_name = |name: &&str| {
        name.split(' ').count() <= MAX_CHANNEL
            && (name::is_name(name) || names::handle(name).is_some())
            && !words::is_common_aside(name)
            && !words::ends_with_form(name)
    };
    let name = Some(after.trim()).filter(is_name);
    let likeness = if name.is_some() { Likeness::Likely } else { Likeness::No };
    let tail = Tail { separator: Separator::TitleBar, likeness, has_text: true };
    Some(Named { title, names: name.map(str::to_owned).into_iter().collect(), tail })
}

/// The most words of the name of a channel.
const MAX_CHANNEL: usize = 4;

/// Whether a name can be that of a channel: "Old Ovens TV".
fn is_channel(name: &str) -> bool {
    name.split(' ').count() <= MAX_CHANNEL
        && !name.contains('/')
        && !words::is_common_aside(name)
        && name::says_who(name, &words::is_common)
}

/// Whether a name is that of a university or the like: "University of Rye", "MIT".
fn is_group(name: &str) -> bool {
    let is_short = (2..=6).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase());
    is_short || words::is_institution(name)
}

/// What stands between a title and a name in it.
const MARKS: [&str; 4] = [" - ", " – ", " — ", " | "];

/// The authors that a title ends with: "[On bread by Ada Miller](…)". They stay in the title, which is as it is
/// written.
pub(super) fn authors(title: &str) -> Option<Vec<String>> {
    if let Some(names) = after_quoted(title) {
        return Some(names);
    }
    let (at, by) = words::last_by(title)?;
    // "Learn Baking By Making Loaves": in capitals, it is a word of the title.
    if title[at..].starts_with(char::is_uppercase) {
        return None;
    }
    let (before, after) = (title[..at].trim_end(), title[at + by..].trim_start_matches([' ', ':']));
    let Names { list: names, end, .. } = names::names(after);
    let is_whole = undecorated(&after[end..]).trim_matches([')', '.', ' ']).is_empty();
    // "Proofs by Way of Doughs"
    let is_person = |name: &String| {
        name::is_person(name)
            && !name.contains(" of ")
            && (name.starts_with('@') || name::says_who(name, &words::is_common))
    };
    // "Loaves, by Ada": a comma parts the title from its author.
    let is_parted = before.ends_with(',');
    let are_persons = !names.is_empty() && (is_parted || names.iter().all(is_person));
    // "“On bread” by Ada Miller, 2020, Bakers' Press": nothing else can follow a title in quotes.
    let is_quoted = before.starts_with(['"', '“', '«']) && before.ends_with(['"', '”', '»']);
    // "On bread by Andrew Miller at the bakers' meeting"
    let is_certain = || names.iter().all(|name| name::is_called_so(name));
    let is_said = (is_whole || is_quoted) && are_persons || !names.is_empty() && is_certain();
    (is_said && has_words(before)).then_some(names)
}

/// The authors after a title in quotes: "“On bread” (1905) — Miller".
fn after_quoted(title: &str) -> Option<Vec<String>> {
    let quoted = title.strip_prefix(['“', '"', '«', '「'])?;
    let (_, after) = quoted.split_once(['”', '"', '»', '」'])?;
    let (separator, after) = Separator::at_start(undecorated(after));
    let Names { list, end, .. } = names::names(after.trim_start());
    let is_whole = after.trim_start()[end..].trim_matches(is_mark).is_empty();
    (separator == Separator::Dash && is_whole && !list.is_empty()).then_some(list)
}

/// The form in brackets that a title ends with: "On bread (video)".
pub(super) fn form(title: &str) -> Option<&str> {
    let at = title.rfind(" (").filter(|_| title.ends_with(')'))?;
    Some(title[at..].trim_start()).filter(|form| words::is_only_form(form))
}

/// A title without a number or an emoji before it, and a full stop after it.
pub(super) fn cleaned(title: &str) -> &str {
    let start = title.trim_start_matches(|c: char| is_emoji(c) || c == ' ');
    let title = if start.is_empty() { title } else { start };
    let title = without_number(title).trim();
    match title.strip_suffix(['.', '。']) {
        Some(before) if ends_sentence(before) => before,
        _ => without_mark(title),
    }
}

/// A title without the mark that parts it from what follows it: "On bread:", "On bread -".
fn without_mark(title: &str) -> &str {
    let before = title.strip_suffix([':', '：']);
    let before =
        before.or_else(|| MARKS.iter().find_map(|mark| title.strip_suffix(mark.trim_end())));
    before.map(str::trim_end).filter(|before| has_words(before)).unwrap_or(title)
}

/// The kind that a title begins with, and the title: "Book: On bread".
pub(super) fn kind_before(title: &str) -> Option<(&str, &str)> {
    let (kind, title) = title.split_once(':')?;
    let is_kind = words::is_kind_alone(kind) && words::kind(kind) != Some("tool");
    (is_kind && has_letters(title)).then(|| (kind, title.trim_start()))
}

/// A title without the "3) " of a list that counts by hand.
fn without_number(title: &str) -> &str {
    let digits = title.bytes().take_while(u8::is_ascii_digit).count();
    let rest = title[digits..].strip_prefix(") ").filter(|rest| digits > 0 && has_words(rest));
    rest.unwrap_or(title)
}

/// Whether a full stop after this ends a sentence, and belongs to no abbreviation.
fn ends_sentence(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    !last.contains('.') && last.chars().count() > 3 || text.ends_with(')') && !text.ends_with("..")
}
