//! Dates as other programs write them.

use crate::catalogue::Date;

const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;
const DAYS_OF_400_YEARS: i64 = 146_097;

/// The year in a date of any form: the first number of four digits.
pub(super) fn year(text: &str) -> Option<i64> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let year = numbers.filter(|number| number.len() == 4).find_map(|number| number.parse().ok());
    year.filter(|year| (1000..3000).contains(year))
}

/// The day, of a text that begins with one, or that is a number of seconds since 1970.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return since_1970(text.parse().ok()?);
    }
    let day = text.get(..10)?;
    let is_whole = !text[10..].starts_with(|c: char| c.is_ascii_alphanumeric() && c != 'T');
    Date::parse(day).filter(|_| is_whole)
}

/// The day of so many seconds, milliseconds or microseconds: the size of the number tells which.
pub(crate) fn since_1970(number: i64) -> Option<Date> {
    let seconds = match number {
        // Some programs write 0 where they know no date.
        ..=0 => return None,
        1..100_000_000_000 => number,
        100_000_000_000..100_000_000_000_000 => number / 1_000,
        _ => number / 1_000_000,
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
            ("19990301", None),
            ("n.d.", None),
        ] {
            assert_eq!(year(text), expected, "{text}");
        }
    }
}
