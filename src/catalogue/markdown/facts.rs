//! What a cell or a labelled line says about a resource, as a value: "2019", "beginner", "free".

use super::inline::{is_emoji, plain};
use super::tree::{Inline, InlineKind};
use super::words;
use crate::catalogue::{Access, Duration, Level, entries, slug};
use crate::language::Field;

/// What is known of a resource besides its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) year: Option<i64>,
    pub(super) level: Option<Level>,
    pub(super) access: Option<Access>,
    pub(super) duration: Option<Duration>,
    /// An SPDX identifier.
    pub(super) license: Option<String>,
    /// A code such as `de`.
    pub(super) language: Option<String>,
    pub(super) tags: Vec<String>,
}

impl Facts {
    /// Reads the value of a field. Returns whether it is one.
    pub(super) fn read(&mut self, field: Field, text: &str) -> bool {
        let named = |name: Option<&str>| name.map(str::to_owned);
        match field {
            Field::Year => set(&mut self.year, year_within(text).or_else(|| year_of_term(text))),
            Field::Level => {
                let name = named(words::level(text));
                let level = Level::ALL.iter().find(|(known, _)| Some(*known) == name.as_deref());
                set(&mut self.level, level.map(|(_, level)| *level))
            }
            Field::Price => {
                let name = named(words::price(text));
                let access = Access::ALL.iter().find(|(known, _)| Some(*known) == name.as_deref());
                set(&mut self.access, access.map(|(_, access)| *access))
            }
            Field::Duration => set(&mut self.duration, duration(text)),
            Field::License => set(&mut self.license, entries::license(text)),
            Field::Language => set(&mut self.language, words::language(text).map(str::to_owned)),
            Field::Tags => {
                let tags = text.split([',', ';', '|', '/', '、', '，']);
                let before = self.tags.len();
                self.tags.extend(tags.map(slug).filter(|tag| !tag.is_empty()));
                self.tags.len() > before
            }
            Field::Title
            | Field::Link
            | Field::Author
            | Field::Description
            | Field::Kind
            | Field::Other => false,
        }
    }

    /// Notes a year, unless one is known.
    pub(super) fn add_year(&mut self, year: Option<i64>) {
        set(&mut self.year, year);
    }

    /// Reads a time such as "1:02:30", a license, a language or "free", where a list has it without a label. Returns
    /// whether it is one.
    pub(super) fn read_bare(&mut self, text: &str) -> bool {
        let price = || text.split_whitespace().count() == 1 && self.access.is_none();
        if price() && words::price(text).is_some() {
            return self.read(Field::Price, text);
        }
        // "(in German)", "(German)", but "(en)" can be anything.
        let language = words::language(text.strip_prefix("in ").unwrap_or(text));
        let language = language.filter(|_| text.len() > 2).map(str::to_owned);
        set(&mut self.duration, clock(text))
            || self.read_license(text)
            || set(&mut self.language, language)
    }

    /// Reads a license of a known family. Returns whether it is one.
    pub(super) fn read_license(&mut self, text: &str) -> bool {
        let text = text.trim_start_matches(|c| is_emoji(c) || c == ' ');
        set(&mut self.license, license(text))
    }
}

/// Families of licences that lists name without saying that they are some.
const LICENSES: [&str; 16] = [
    "AGPL", "Apache", "Artistic", "BSD", "BSL", "CC", "CC0", "CDDL", "EPL", "EUPL", "GPL", "LGPL",
    "MPL", "OFL", "OSL", "SSPL",
];

/// The identifier of a license of a known family: "MIT", "AGPL-3.0".
fn license(text: &str) -> Option<String> {
    let license = entries::license(text)?;
    let (family, number) = license.split_once('-').unwrap_or((&license, ""));
    let is_known = number.is_empty() || LICENSES.contains(&family);
    // What lists write for short.
    let written_out = match &*license {
        "Apache-2" => "Apache-2.0".to_owned(),
        "BSD-2" | "BSD-3" => format!("{license}-Clause"),
        _ => license,
    };
    is_known.then_some(written_out)
}

/// A time as "45 min" or "1:02:30".
fn duration(text: &str) -> Option<Duration> {
    clock(text).or_else(|| Duration::parse(text))
}

/// A time of hours, minutes and seconds, or of minutes and seconds.
fn clock(text: &str) -> Option<Duration> {
    let numbers: Option<Vec<u32>> = text
        .split(':')
        .map(|part| {
            let is_number =
                (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            part.parse().ok().filter(|_| is_number)
        })
        .collect();
    let minutes = match numbers?[..] {
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
            hours * 60 + minutes + seconds / 30
        }
        [minutes, seconds] if seconds < 60 => minutes + seconds / 30,
        _ => return None,
    };
    Duration::parse(&format!("{}m", minutes.max(1)))
}

fn set<T>(field: &mut Option<T>, value: Option<T>) -> bool {
    let is_some = value.is_some();
    if field.is_none() {
        *field = value;
    }
    is_some
}

/// The year, if a text is only that: "(2019)".
pub(super) fn year(text: &str) -> Option<i64> {
    let text = text.trim_matches(['(', ')', '[', ']', ',', '.', ':', ' ']);
    let year: i64 = text.parse().ok().filter(|_| text.len() == 4)?;
    (1500..2100).contains(&year).then_some(year)
}

/// The year, if a text is only that, or a date.
pub(super) fn year_or_date(text: &str) -> Option<i64> {
    year(text).or_else(|| year_of_date(text)).or_else(|| year_of_month(text))
}

/// The year of a date with the name of its month: "May 2019", "Feb. 3, 2019".
fn year_of_month(text: &str) -> Option<i64> {
    let mut parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let (first, last) = (parts.next()?, parts.next_back()?);
    let is_day = |day: &str| day.len() <= 2 && day.bytes().all(|b| b.is_ascii_digit());
    let is_date = match parts.next() {
        None => words::is_month(first),
        Some(other) => {
            words::is_month(first) && is_day(other) || is_day(first) && words::is_month(other)
        }
    };
    year(last).filter(|_| is_date && parts.next().is_none())
}

/// The year of a date, or the first of two: "2019-05", "1996–2002".
fn year_of_date(text: &str) -> Option<i64> {
    let is_date = |c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '—' | '.' | '/');
    let text = text.trim();
    // "17379" is no date.
    let is_whole =
        !text.get(4..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    (is_whole && text.chars().all(is_date)).then(|| year(text.get(..4)?)).flatten()
}

/// The year of the date that a title begins with, and what follows: "2019-05 On bread".
pub(super) fn date_before(title: &str) -> Option<(i64, &str)> {
    let (date, title) = title.split_once(' ')?;
    let mut numbers = date.split(['-', '/', '.']);
    let year = year(numbers.next()?)?;
    let is_short =
        |number: &str| matches!(number.len(), 1 | 2) && number.bytes().all(|b| b.is_ascii_digit());
    let is_date = (1..=2).contains(&numbers.clone().count()) && numbers.all(is_short);
    is_date.then(|| (year, title.trim_start()))
}

/// The last year in a short text: "May 2019", "2019-05-01", "NDC 2013".
pub(super) fn year_within(text: &str) -> Option<i64> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter_map(year).next_back()
}

/// The one year in a title: "Baking 2019", "Ovens, Spring 2014 - Rye"; `None` if it has none, several, or a span of them.
pub(super) fn only_year(title: &str) -> Option<i64> {
    let is_mark = |c: char| matches!(c, ',' | '.' | ':' | ')' | '(' | ']' | '[' | '!');
    let mut years = title
        .split(' ')
        .skip(1)
        .filter_map(|word| year(word.trim_matches(is_mark)))
        .filter(|year| (1950..2050).contains(year));
    let only = years.next()?;
    years.next().is_none().then_some(only)
}

/// Whether the year after a text is the end of a time, or its beginning: "since", "from 1671 to", "1671 –".
pub(super) fn leads_to_span(before: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    matches!(last, "-" | "–" | "—") || words::is_before_span(last)
}

/// The year of a university's term: "S2020", "WS2021".
fn year_of_term(text: &str) -> Option<i64> {
    let text = text.trim();
    let year_at = text.find(|c: char| !c.is_ascii_uppercase()).filter(|at| *at <= 2)?;
    year_of_date(&text[year_at..])
}

/// The year in brackets at the beginning or the end of a text: "(2019)", "On bread (2019)".
pub(super) fn year_in_brackets(text: &str) -> Option<i64> {
    let (_, inner) = text.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    // "(2019)", "(May 2019)", but not "(1800 cards)"
    let is_recent = |year: &i64| *year >= 1900 || inner.trim().len() == 4;
    (inner.split_whitespace().count() <= 5).then(|| year_within(inner)).flatten().filter(is_recent)
}

/// The year of a reference: in brackets, at its end, or after its place: "Rye 2001, Bakers' Press".
pub(super) fn year_of_reference(text: &str) -> Option<i64> {
    let in_brackets = text.split('(').skip(1).find_map(|rest| year(rest.split(')').next()?));
    let is_end = |(at, _): &(usize, &str)| text[..*at].ends_with(|c: char| c.is_ascii_digit());
    let before_mark = || {
        text.match_indices([',', '.'])
            .filter(is_end)
            .find_map(|(at, _)| year(text[..at].rsplit(' ').next()?))
    };
    let last = || year(text.rsplit([' ', ',']).find(|word| !word.is_empty())?);
    in_brackets.or_else(last).or_else(before_mark)
}

/// A line with a label that says what it holds: "Author: Ada Miller", "**Description:** …".
pub(super) fn labelled<'b>(inlines: &[Inline<'b>]) -> Option<(Field, Vec<Inline<'b>>)> {
    let mut label = String::new();
    for (at, inline) in inlines.iter().enumerate() {
        match &inline.kind {
            InlineKind::Text(text) => {
                let Some(colon) = text.find([':', '：']) else {
                    label.push_str(text);
                    if label.len() > MAX_LABEL {
                        return None;
                    }
                    continue;
                };
                label.push_str(&text[..colon]);
                let field = words::field(&label).filter(|_| label.len() <= MAX_LABEL)?;
                let after = text[colon..].trim_start_matches([':', '：', ' ']);
                let mut rest = inlines[at..].to_vec();
                rest[0].kind = InlineKind::Text(after.to_owned().into());
                let is_open = |inline: &Inline| matches!(inline.kind, InlineKind::Close(_));
                if rest.get(1).is_some_and(is_open) && inlines[..at].iter().any(Inline::is_emphasis)
                {
                    rest.remove(1);
                }
                return Some((field, rest));
            }
            InlineKind::Open(_) | InlineKind::Close(_) | InlineKind::Image => {}
            _ => return None,
        }
    }
    None
}

/// The longest label, in bytes.
const MAX_LABEL: usize = 60;

/// The text of a cell or line.
pub(super) fn text_of(inlines: &[Inline]) -> String {
    plain(inlines).into_owned()
}
