//! Dates as other programs write them.

use crate::catalogue::Date;

const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;
const DAYS_OF_400_YEARS: i64 = 146_097;

/// The year in a date of any form: the first number of four digits.
pub(super) fn year(text: &str) -> Option<i64> {
    if text.trim().len() == 8 && day(text).is_some() {
        return text.trim()[..4].parse().ok();
    }
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let year = numbers.filter(|number| number.len() == 4).find_map(|number| number.parse().ok());
    year.filter(|year| (1000..3000).contains(year))
}

/// The day that a text names: a number ([`since_1970`]), `20240203`, year, month and day in this order, or a day with an
/// English month. A day such as "3/2/2024" names two.
pub(super) fn day(text: &str) -> Option<Date> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if is_number(whole) && is_number(fraction) {
        return match whole.len() {
            8 => Date::parse(&format!("{}-{}-{}", &whole[..4], &whole[4..6], &whole[6..])),
            _ => since_1970(whole.parse().ok()?),
        };
    }
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let small = |word: &str| word.parse().ok().filter(|_| word.len() <= 2 && is_number(word));
    let year = |word: &str| word.parse().ok().filter(|_| word.len() == 4 && is_number(word));
    if let [first, month, rest, ..] = words[..]
        && let Some(year) = year(first)
    {
        // The time of a day can follow: `2024-02-03T10:00`.
        let day = rest.split('T').next().unwrap_or_default();
        return Date::new(year, small(month)?, small(day)?);
    }
    let at = words.iter().position(|word| month(word).is_some())?;
    let before = at.checked_sub(1).and_then(|before| small(words[before]));
    let behind = || small(words.get(at + 1)?.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
    let year = words[at + 1..].iter().find_map(|word| year(word))?;
    Date::new(year, month(words[at])?, before.or_else(behind)?)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month by its English name, or at least three letters of it.
fn month(word: &str) -> Option<u8> {
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&*word))?;
    u8::try_from(at + 1).ok()
}

/// Seconds between the beginnings of 1601, from which Webkit counts, and of 1970.
const SECONDS_TO_1970: i64 = 11_644_473_600;

/// The day of so many seconds, milliseconds or microseconds since 1970, or microseconds since 1601: the size of the
/// number tells which. Smaller numbers are no times: 2024 is a year.
pub(crate) fn since_1970(number: i64) -> Option<Date> {
    let seconds = match number {
        ..100_000_000 => return None,
        100_000_000..100_000_000_000 => number,
        100_000_000_000..100_000_000_000_000 => number / 1_000,
        100_000_000_000_000..10_000_000_000_000_000 => number / 1_000_000,
        _ => number / 1_000_000 - SECONDS_TO_1970,
    };
    civil(seconds / SECONDS_OF_A_DAY)
}

/// The date of a day, counted from 1970-01-01 on.
fn civil(days: i64) -> Option<Date> {
    let mut year = u16::try_from(1970 + days / DAYS_OF_400_YEARS * 400).ok()?;
    let mut left = days % DAYS_OF_400_YEARS;
    while left >= days_of_year(year) {
        left -= days_of_year(year);
        year += 1;
    }
    let mut days =
        (1..=12).flat_map(|month| (1..=31).filter_map(move |day| Date::new(year, month, day)));
    days.nth(usize::try_from(left).ok()?).filter(|_| year < 10_000)
}

fn days_of_year(year: u16) -> i64 {
    if Date::new(year, 2, 29).is_some() { 366 } else { 365 }
}

#[cfg(test)]
mod tests {
    use super::{day, year};

    #[test]
    fn days() {
        let cases = [
            ("2024-01-02T03:04:05.123Z", Some("2024-01-02")),
            ("2024-01-02 03:04:05", Some("2024-01-02")),
            ("2024-02-30", None),
            ("2024-01-023", None),
            ("1704164645", Some("2024-01-02")),
            ("1704164645000", Some("2024-01-02")),
            ("1704164645000000", Some("2024-01-02")),
            ("951782400", Some("2000-02-29")),
            ("0", None),
            ("99999999999999999999", None),
            ("13351430400000000", Some("2024-02-03")),
            ("1704164645.5", Some("2024-01-02")),
            ("20240203", Some("2024-02-03")),
            ("20241399", None),
            ("2024", None),
            ("2011.04.08", Some("2011-04-08")),
            ("2024/2/3", Some("2024-02-03")),
            ("3/2/2024", None),
            ("Mon, 03 Jan 2022 11:42:50 +0100", Some("2022-01-03")),
            ("February 3rd, 2024", Some("2024-02-03")),
            ("Tue Mar 15 2022", Some("2022-03-15")),
            ("March 2024", None),
            ("2024-01é02", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let expected = expected.map(str::to_owned);
            assert_eq!(day(text).map(|date| date.to_string()), expected, "{text}");
        }
    }

    #[test]
    fn years() {
        for (text, expected) in [
            ("2019-03-01", Some(2019)),
            ("Mar 3, 1999", Some(1999)),
            ("c1987", Some(1987)),
            ("19990301", Some(1999)),
            ("19991399", None),
            ("n.d.", None),
        ] {
            assert_eq!(year(text), expected, "{text}");
        }
    }
}
