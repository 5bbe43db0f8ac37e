//! Dates as other programs write them.

const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;

/// The year in a date of any form: the first number of four digits.
pub(super) fn year(text: &str) -> Option<i64> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let year = numbers.filter(|number| number.len() == 4).find_map(|number| number.parse().ok());
    year.filter(|year| (1000..3000).contains(year))
}

/// The day as `2024-03-01`, of a text that begins with it, or that is a number of seconds since 1970.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return since_1970(text.parse().ok()?);
    }
    let day = text.get(..10)?;
    let mut parts = day.split('-');
    let mut number = |digits: usize| -> Option<u32> {
        parts.next().filter(|part| part.len() == digits)?.parse().ok()
    };
    let (year, month, date) = (number(4)?, number(2)?, number(2)?);
    let is_whole = !text[10..].starts_with(|c: char| c.is_ascii_alphanumeric() && c != 'T');
    (is_whole && is_day(i64::from(year), month, date)).then(|| day.to_owned())
}

/// The day of so many seconds, milliseconds or microseconds: the size of the number tells which.
fn since_1970(number: i64) -> Option<String> {
    let seconds = match number {
        // Some programs write 0 where they know no date.
        ..=0 => return None,
        ..100_000_000_000 => number,
        ..100_000_000_000_000 => number / 1_000,
        _ => number / 1_000_000,
    };
    let (year, month, date) = civil(seconds / SECONDS_OF_A_DAY);
    (year < 10_000).then(|| format!("{year:04}-{month:02}-{date:02}"))
}

/// The date of a day, counted from 1970-01-01 on.
fn civil(days: i64) -> (i64, u32, u32) {
    let (mut year, mut left) = (1970 + days / 146_097 * 400, days % 146_097);
    while left >= days_of_year(year) {
        left -= days_of_year(year);
        year += 1;
    }
    let mut month = 1;
    while left >= i64::from(days_of_month(year, month)) {
        left -= i64::from(days_of_month(year, month));
        month += 1;
    }
    (year, month, u32::try_from(left + 1).unwrap_or(1))
}

fn is_day(year: i64, month: u32, date: u32) -> bool {
    (1..=12).contains(&month) && (1..=days_of_month(year, month)).contains(&date)
}

fn days_of_year(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_of_month(year: i64, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
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
            assert_eq!(day(text).as_deref(), expected, "{text}");
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
