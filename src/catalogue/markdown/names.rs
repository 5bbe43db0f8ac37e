//! Names of people and institutions in a text: where a list of them ends, and how much a text looks like one.

use super::facts;
use super::inline::is_mark;
use super::words;
use crate::text::collapse_whitespace;

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

/// The names that a text begins with.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) list: Vec<String>,
    /// Where what follows begins.
    pub(super) end: usize,
    /// Where what follows the name before the last one begins.
    before_last: usize,
    /// Whether "et al." stands at the end.
    pub(super) and_others: bool,
    /// Whether family names stood before given ones: "Miller, Ada".
    pub(super) are_turned: bool,
}

impl Names {
    /// Turns the first name around, if it is the only one whose family name stands first. Returns whether it is.
    fn turn_first(&mut self) -> bool {
        let (head, rest) = self.list.split_at(self.list.len().min(2));
        if !is_turned(head) || !rest.iter().all(|name| name.contains(' ')) {
            return false;
        }
        self.list.splice(..2, [turned(head)]);
        self.are_turned = true;
        true
    }
}

/// Whether two parts of a text are a family name and what stands before it: "Miller", "Ada M.".
fn is_turned(parts: &[String]) -> bool {
    let [family, given] = parts else { return false };
    let is_given =
        |word: &str| words::is_name_particle(word) || word.ends_with('.') || word.len() == 1;
    !family.contains(' ') && !family.ends_with('.') && given.split(' ').skip(1).all(is_given)
}

fn turned(parts: &[String]) -> String {
    parts.iter().rev().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Marks between names.
pub(super) const COMMAS: [char; 5] = [',', '，', '、', '،', ';'];

/// The most words of a name.
const MAX_WORDS: usize = 6;
/// The longest name, in characters; and one of a language without spaces between words.
const MAX_NAME: usize = 60;
const MAX_UNSPACED_NAME: usize = 14;

/// Reads the names at the beginning of a text.
pub(super) fn names(text: &str) -> Names {
    let mut found = people(text);
    // "Miller, Ada, and Ben Baker": one name alone could be two, too.
    let is_word = |name: &String| name.contains(char::is_lowercase) && !words::is_institution(name);
    if found.list.len() > 2 && found.list[..2].iter().all(is_word) {
        found.turn_first();
    }
    found
}

/// The names at the beginning of a text, without the meeting or the place that follows them.
fn people(text: &str) -> Names {
    let mut found = all(text);
    if let Some(turned) = turned_pairs(&text[..found.end], found.list.len()) {
        found.list = turned;
        found.are_turned = true;
        return found;
    }
    // "Ada Miller, BakersConf": where it was is no author.
    let (last, before) = match &found.list[..] {
        [before @ .., last] if !before.is_empty() => (last, before),
        _ => return found,
    };
    // "University of Bread, Oven, Rye": its place is no author either.
    if words::is_institution(&before[0]) && found.list[1..].iter().all(|name| !name.contains(' ')) {
        found.list.truncate(1);
        return found;
    }
    if is_event(last) && before.iter().all(|name| name.contains(' ')) {
        found.end = found.before_last;
        found.and_others = false;
        found.list.pop();
    }
    found
}

/// Names of which each has a comma of its own, so that it is turned around: "Miller, Ada Maria; Baker, Ben", "Miller, Ada
/// and Baker, Ben". `None` if the text is not so; `parts` is how many commas and other marks part it into.
fn turned_pairs(text: &str, parts: usize) -> Option<Vec<String>> {
    if parts < 4 || !parts.is_multiple_of(2) {
        return None;
    }
    let mark = if text.contains(';') { ";" } else { " and " };
    let turned_around = |name: &str| {
        let (family, given) = name.split_once(',')?;
        let (family, given) = (family.trim(), given.trim_start());
        let is_pair = !family.contains(' ') && !given.contains(',');
        // "Miller, Ada et al."
        let given = &given[..chunk_length(given)];
        is_pair.then(|| format!("{} {family}", trimmed(given)))
    };
    let names: Vec<String> = text.split(mark).map(turned_around).collect::<Option<_>>()?;
    (names.len() * 2 == parts).then_some(names)
}

fn all(text: &str) -> Names {
    let mut found = Names::default();
    let mut at = 0;
    let mut is_after_comma = false;
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start().len();
        if let Some(length) = others(&text[at..]).filter(|_| !found.list.is_empty()) {
            found.end = at + length;
            found.and_others = true;
            return found;
        }
        if let Some(length) = and(&text[at..]).filter(|_| !found.list.is_empty()) {
            at += length;
            is_after_comma = false;
            continue;
        }
        let chunk = &text[at..at + chunk_length(&text[at..])];
        let name = without_particle(without_of(trimmed(chunk)));
        // "Ada Miller, Improved Doughs of Bakers for all": a title goes on in small letters.
        let goes_on = || {
            let rest = text[at + chunk.len()..].trim_start();
            name.split(' ').count() > 2
                && !name.contains('.')
                && rest.starts_with(char::is_lowercase)
                && and(rest).is_none()
                && others(rest).is_none()
                && !words::ends_names(rest)
        };
        // "Ada Miller, Deep Learning": several words of sentences are no name.
        let is_phrase = || name.contains(' ') && is_phrase(name, &words::is_common);
        if !is_name(name) || is_after_comma && (goes_on() || is_phrase()) {
            return found;
        }
        found.list.push(collapse_whitespace(name).into_owned());
        at += chunk.len();
        found.before_last = found.end;
        found.end = at;
        let rest = text[at..].trim_start();
        let after = rest
            .strip_prefix(COMMAS)
            .or_else(|| rest.strip_prefix("/ ").or_else(|| rest.strip_prefix("| ")));
        match after {
            Some(after) => {
                at = text.len() - after.len();
                is_after_comma = true;
            }
            None if others(rest).is_some() || and(rest).is_some() => {}
            None => return found,
        }
    }
}

/// A name without the marks around it.
fn trimmed(chunk: &str) -> &str {
    let name = chunk.trim().trim_end_matches([':', '：']).trim_end();
    let name = name.trim_matches(['\u{200e}', '\u{200f}', '"', '“', '”', ' ']);
    let ends_sentence = name.strip_suffix('.').filter(|name| {
        let last = name.rsplit(' ').next().unwrap_or_default();
        !is_abbreviation(last)
    });
    ends_sentence.unwrap_or(name)
}

/// A name without the "of" of Romance languages before it: "de Dave Rupert", "d'Alexis King", "di Ada Miller".
fn without_of(name: &str) -> &str {
    let rest = ["de ", "d'", "d’", "di "].iter().find_map(|of| name.strip_prefix(of));
    let is_full = |rest: &&str| {
        let mut words = rest.split(' ');
        words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
            && words.next().is_some()
    };
    rest.filter(is_full).unwrap_or(name)
}

/// A name without a word that belongs to what follows it: "Ada Miller of".
fn without_particle(name: &str) -> &str {
    let (name_alone, last) = name.rsplit_once(' ').unwrap_or_default();
    if name_alone.contains(' ') && words::is_name_particle(last) { name_alone } else { name }
}

/// "Prof", "Dr", "Jr", and initials: what a full stop belongs to.
fn is_abbreviation(word: &str) -> bool {
    let mut chars = word.chars();
    let is_initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    is_initial || word.contains('.') || ABBREVIATIONS.contains(&word)
}

/// What stands before names, and after them, for short.
const ABBREVIATIONS: [&str; 19] = [
    "Dipl", "Doc", "Dr", "Ing", "Jr", "Mag", "Mgr", "Mr", "Mrs", "Ms", "Ph", "PhDr", "Prof",
    "RNDr", "Sr", "St", "doc", "prof", "Проф",
];

/// Whether a text is what stands before the name of a professor or the like: "Dr.", "Prof. Dr.".
pub(super) fn is_title(text: &str) -> bool {
    let is_abbreviation = |word: &str| {
        let word = word.strip_suffix('.').filter(|word| word.len() > 1);
        word.is_some_and(|word| word.chars().all(char::is_alphabetic) && is_abbreviation(word))
    };
    !text.is_empty() && text.split(' ').all(is_abbreviation)
}

/// The length of what a text begins with up to the first mark or word that ends a name.
fn chunk_length(text: &str) -> usize {
    let mut before = ' ';
    let mut word_start = 0;
    let mut proper_words = 0;
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        let ends = match c {
            c if COMMAS.contains(&c) => true,
            '(' | ')' | '[' | ']' | '|' | '（' | '）' | '。' | '\n' | '…' | '「' | '《' | '》'
            | '<' | '·' | '\u{1}' => true,
            ':' | '：' => true,
            '-' | '–' | '—' | '/' => before == ' ' && after.starts_with(' '),
            '@' => before == ' ' && after.starts_with([' ', '[']),
            '.' if after.starts_with("..") => true,
            '.' => after.starts_with([' ', '\n']) && !is_abbreviation(&text[word_start..at]),
            _ => false,
        };
        if ends {
            return at;
        }
        if before == ' ' && c != ' ' {
            word_start = at;
            let word = text[at..].split([' ', ',', '\n']).next().unwrap_or_default();
            let is_end = and(&text[at..]).is_some()
                || others(&text[at..]).is_some()
                || at > 0 && words::ends_names(&text[at..])
                || proper_words >= 2 && !is_proper(word);
            if is_end {
                return at;
            }
            proper_words += 1;
        }
        before = c;
    }
    text.len()
}

/// The length of the word for "and" that a text begins with.
fn and(text: &str) -> Option<usize> {
    let word = text.split(char::is_whitespace).next().filter(|word| !word.is_empty())?;
    let is_and = words::is_and(word) && text.len() > word.len();
    is_and.then_some(word.len())
}

/// The length of "et al." at the beginning of a text.
fn others(text: &str) -> Option<usize> {
    let length = words::others(text).or_else(|| text.starts_with('…').then_some('…'.len_utf8()));
    let length = length.or_else(|| text.starts_with("...").then_some(3))?;
    Some(length + text[length..].len() - text[length..].trim_start_matches('.').len())
}

/// Whether a word can stand in a name.
fn is_proper(word: &str) -> bool {
    let word = word.trim_start_matches(['"', '“', '\'', '\u{200e}', '\u{200f}']);
    word.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
        || word.starts_with('@') && word.len() > 1
        || words::is_name_particle(word.trim_end_matches('.'))
        || is_title(word)
        || word
            .split_once(['\'', '’', '-'])
            .is_some_and(|(_, rest)| rest.starts_with(char::is_uppercase))
}

/// Whether a text has the form of a person's or an institution's name.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(first) = words.first() else { return false };
    let length = text.chars().count();
    let is_unspaced = words.len() == 1 && first.chars().all(|c| !c.is_ascii());
    let starts = !words::is_name_particle(first)
        || first.starts_with(char::is_uppercase)
        || words.len() > 1 && words[1].starts_with(char::is_uppercase);
    words.len() <= MAX_WORDS
        && length <= if is_unspaced { MAX_UNSPACED_NAME } else { MAX_NAME }
        && starts
        && words.iter().all(|word| is_proper(word))
        && !words.last().is_some_and(|last| words::is_name_particle(last))
        && (text.is_ascii() || length <= MAX_IDEOGRAPHS || !words::is_unspaced_sentence(text))
        && !words::begins_with_copula(text)
        && (words.len() > 1 || text.is_ascii() || !words::names_form(text))
        && text.chars().any(char::is_alphabetic)
        && !text.contains(['=', '{', '}', '*', '?', '!', '`', '+', '#', '%'])
}

/// The one word in small letters that somebody goes by, if a text has no other before a bracket: "ada42 (PDF)".
pub(super) fn handle(text: &str) -> Option<&str> {
    let end = text.find([' ', '(', '[', '（']).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let rest = rest.trim_start();
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let is_word = word.len() > 2 && word.chars().all(is_part) && !words::names_form(word);
    let is_whole = rest.is_empty() || rest.starts_with(['(', '[', '（']);
    (is_word && is_whole && word.contains(|c: char| c.is_ascii_alphabetic())).then_some(word)
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
    if begins_phrase(first) {
        return Likeness::No;
    }
    if !found.list.iter().all(is_who) {
        return Likeness::Maybe;
    }
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

/// Whether a name is that of a meeting: "`JSConf` EU", "ICML 2019".
fn is_event(name: &str) -> bool {
    let is_short =
        |word: &str| (2..9).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    let is_yearly =
        name.trim().trim_end_matches('.').rsplit_once(' ').is_some_and(|(meeting, year)| {
            facts::year(year).is_some() && meeting.split(['/', ' ', '-']).all(is_short)
        });
    is_yearly || words::names_event(name)
}

/// Whether a name has a word that is not one of the list's sentences or of forms ("Online Course").
pub(super) fn says_who(name: &str, is_common: &impl Fn(&str) -> bool) -> bool {
    // "Bread Bread" is nobody.
    let is_repeated = name.split_once(' ').is_some_and(|(first, rest)| rest.ends_with(first));
    !is_repeated && !is_phrase(name, is_common)
}

/// Whether a text in capitals has no word that only a name has: "Deep Learning", "Exploiting Old Doughs".
fn is_phrase(name: &str, is_common: &impl Fn(&str) -> bool) -> bool {
    if begins_phrase(name) || names_form(name) {
        return true;
    }
    let is_known = |word: &&str| {
        let lower = word.to_lowercase();
        words::is_form(&lower) || words::kind(&lower).is_some() || is_common(&lower)
    };
    let words = || name.split(' ').filter(|word| word.chars().count() > 2);
    let known = words().filter(is_known).count();
    let most = match words().count() {
        0 => return false,
        // "Neural Type System Evolution"
        count if count > 3 => count - 1,
        count => count,
    };
    known >= most && !has_initial(name)
}

/// Whether a name is one of a work: "Fraud Detection Papers", "Andrew Miller Essays", but not "Victor Fonte", whose last
/// word is one for a source in Portuguese.
fn names_form(name: &str) -> bool {
    let mut words = name.split(' ');
    let is_called = words.next().is_some_and(words::is_given_name);
    if is_called && words.nth(1).is_none() {
        return false;
    }
    let is_long = name.rsplit(' ').next().is_some_and(|last| last.chars().count() > 3);
    let is_work = || name.split(' ').count() > 2 && words::names_work(name);
    is_long && (words::ends_with_form(name) || is_work()) && !words::is_institution(name)
}

/// Whether a name is that of a person, and begins as those of many people do: "Andrew Miller", "Prof. Andrew A. Miller".
pub(super) fn is_called_so(name: &str) -> bool {
    let titles = name.split(' ').take_while(|word| is_title(word)).count();
    let mut words = name.split(' ').skip(titles).peekable();
    let is_known = |first: &&str| words::is_given_name(first) || titles > 0 && is_proper(first);
    let has_given_name = words.peek().is_some_and(is_known);
    // "Andrew Miller's", "Andrew Miller Essays", "Andrew Miller교수님"
    let is_more = || {
        words::genitive(&format!("{name} ")).is_some()
            || words::names_work(name)
            || names_form(name)
            || name.contains(|c: char| c.is_ascii_alphabetic()) && name.contains(has_no_case)
    };
    has_given_name && (2..=4).contains(&words.count()) && !is_more()
}

/// Whether a letter is of a script without capitals.
fn has_no_case(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// Whether a name of several words has an initial: "J. May".
fn has_initial(name: &str) -> bool {
    name.contains(' ') && name.split(' ').any(|word| word.len() == 2 && word.ends_with('.'))
}

/// Whether a text begins with what somebody does, or with a word that leads on: "Exploiting Old Doughs", "In Rye".
fn begins_phrase(text: &str) -> bool {
    let Some((first, rest)) = text.split_once(' ') else { return false };
    // "Jingjing Xu" is a name.
    let is_doing = first.strip_suffix("ing").is_some_and(|stem| {
        let stem = stem.to_lowercase();
        let is_common = |word: &str| words::is_common(word);
        is_common(&stem)
            || is_common(&format!("{stem}e"))
            || first.len() >= "Teaching".len() && rest.contains(' ')
    });
    is_doing || ["In", "From", "With", "For", "How", "To", "Your"].contains(&first)
}

/// The most characters of a part of a name in Chinese or Japanese.
const MAX_IDEOGRAPHS: usize = 5;

/// Whether a character is of a script that has no spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
}

/// "The Bakers' Federation", "A Short History"
pub(super) fn begins_with_article(name: &str) -> bool {
    ["The ", "A ", "An "].iter().any(|article| name.starts_with(article))
}

/// What follows a name of somebody in Chinese: "professor", "teacher", "doctor".
const HONORIFICS: [&str; 4] = ["教授", "老师", "老師", "博士"];

/// Whether one name has the form of a person's: two to four words, or few characters of a script without capitals.
pub(super) fn is_person(name: &str) -> bool {
    if begins_with_article(name) {
        return false;
    }
    let words = name.split(' ').count();
    // "李华教授"
    let name = HONORIFICS.iter().find_map(|after| name.strip_suffix(after)).unwrap_or(name);
    let is_unspaced = words == 1 && name.chars().all(|c| !c.is_ascii());
    let is_script =
        |range: std::ops::RangeInclusive<char>| name.chars().all(|c| range.contains(&c));
    let is_short = (2..=4).contains(&name.chars().count());
    match words {
        1 if is_unspaced => {
            // Four of them are a Japanese name, fewer are a Chinese one if they begin as one.
            let is_han = || {
                is_script('\u{4e00}'..='\u{9fff}')
                    && (name.chars().count() == 4 || words::begins_with_surname(name))
            };
            is_short && (is_han() || is_script('\u{ac00}'..='\u{d7a3}')) || name.contains('・')
        }
        1 => name.starts_with('@'),
        2..=4 => {
            // A word of a language without spaces is a whole name, or a sentence.
            let is_unspaced = |word: &str| word.chars().any(self::is_unspaced);
            let is_word = |word: &str| !is_unspaced(word) || word.chars().count() <= MAX_IDEOGRAPHS;
            !name.chars().any(|c| c.is_ascii_digit()) && name.split(' ').all(is_word)
        }
        _ => false,
    }
}

/// Names as bibliographies write them, the first turned around: "Hinton, Geoffrey E., Simon Osindero, and Yee-Whye
/// Teh". `None` if the text is anything else.
pub(super) fn of_reference(text: &str) -> Option<Names> {
    let text = text.trim().trim_end_matches([',', ':', ' ', '：']);
    let mut found = names(text);
    let is_whole = text[found.end..].trim_matches(['.', ' ']).is_empty();
    if found.list.is_empty() || !is_whole {
        return None;
    }
    if !found.turn_first()
        && found.list.len().is_multiple_of(2)
        && found.list.chunks(2).all(is_turned)
    {
        found.list = found.list.chunks(2).map(turned).collect();
        found.are_turned = true;
    }
    Some(found)
}
