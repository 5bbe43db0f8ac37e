//! Facts of a resource: one of a few words, a number or a date.

use std::fmt;

use crate::value::Fields;

/// Declares a fact that is one of a few words, with the words that catalogues use.
macro_rules! word {
    ($(#[$doc:meta])* $name:ident { $($(#[$meaning:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$meaning])* $variant,)*
        }

        impl $name {
            pub(crate) const ALL: &'static [(&'static str, $name)] =
                &[$(($word, $name::$variant)),*];

            /// The word that a catalogue uses.
            pub(crate) fn id(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)*
                }
            }
        }
    };
}

word! {
    /// Access to a resource.
    Access {
        /// Costs nothing.
        Free = "free",
        /// Costs money.
        Paid = "paid",
        /// Costs nothing to read along, money for exercises or a certificate.
        Audit = "audit",
    }
}

word! {
    /// Whom a resource is for.
    Level {
        /// Newcomers to the topic.
        Introductory = "introductory",
        /// Those who know its basics.
        Intermediate = "intermediate",
        /// Those who know it well.
        Advanced = "advanced",
    }
}

word! {
    /// Importance of a resource in its topic.
    #[derive(Default)]
    Role {
        /// The one to begin with.
        Start = "start",
        /// Main content of the topic.
        #[default]
        Core = "core",
        /// For those who want more.
        Optional = "optional",
    }
}

/// Time that a resource takes, in minutes.
///
/// ```
/// use mdbook_resources::Duration;
///
/// let duration = Duration::parse("3h 20m").unwrap();
/// assert_eq!(duration.minutes(), 200);
/// assert_eq!(Duration::parse("PT3H20M"), Some(duration));
/// assert_eq!(duration.to_string(), "3h 20m");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration(u32);

impl Duration {
    /// Hours and minutes, `6h`, `45 min`, `1.5 hours`, or a time of [ISO 8601][1], `PT1H30M`. `None` for
    /// everything else: how many hours of work a day or a week has is not known.
    ///
    /// [1]: https://www.iso.org/iso-8601-date-and-time-format.html
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let mut rest = text.strip_prefix("pt").unwrap_or(&text).trim_start();
        let mut minutes = 0.0;
        let mut smallest = f64::INFINITY;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
            let (number, after) = rest.split_at(end);
            let after = after.trim_start();
            let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
            let (unit, after) = after.split_at(end);
            let unit = Self::UNITS.iter().find(|(words, _)| words.contains(&unit))?.1;
            // The largest unit comes first, each once.
            if unit >= smallest {
                return None;
            }
            smallest = unit;
            minutes += number.parse::<f64>().ok()? * unit;
            rest = after.trim_start();
        }
        let minutes = minutes.round();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is in range"
        )]
        (1.0..=Self::MOST).contains(&minutes).then_some(Duration(minutes as u32))
    }

    /// Words for units, and their minutes.
    const UNITS: [(&[&str], f64); 3] = [
        (&["h", "hr", "hrs", "hour", "hours"], 60.0),
        (&["m", "min", "mins", "minute", "minutes"], 1.0),
        (&["s", "sec", "secs", "second", "seconds"], 1.0 / 60.0),
    ];

    /// More than ten years without a break.
    const MOST: f64 = 6_000_000.0;

    /// In whole minutes, 1 or more.
    pub fn minutes(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Duration {
    /// As in a catalogue: `45m`, `6h`, `3h 20m`.
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match (self.0 / 60, self.0 % 60) {
            (0, minutes) => write!(formatter, "{minutes}m"),
            (hours, 0) => write!(formatter, "{hours}h"),
            (hours, minutes) => write!(formatter, "{hours}h {minutes}m"),
        }
    }
}

/// A day of the Gregorian calendar.
///
/// ```
/// use mdbook_resources::Date;
///
/// let date = Date::parse("2026-02-28").unwrap();
/// assert_eq!(date.to_string(), "2026-02-28");
/// assert_eq!(Date::parse("2026-02-29"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A date of [RFC 3339][1], `2026-11-25`; `None` for a day that does not exist, and for everything else.
    ///
    /// [1]: https://www.rfc-editor.org/rfc/rfc3339#section-5.6
    pub fn parse(text: &str) -> Option<Self> {
        let is_shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !is_shaped {
            return None;
        }
        Self::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
    }

    /// The date that a field has, as a string or as TOML's own.
    pub(crate) fn of_field(fields: &mut Fields, name: &'static str) -> Option<Self> {
        let (text, span) = fields.date(name)?;
        let date = Date::parse(&text);
        if date.is_none() {
            let help = "write year, month and day: `2026-11-25`".to_owned();
            fields.error_with_help(format!("`{text}` is not a date"), span, Some(help));
        }
        date
    }

    /// `None` if there is no such day.
    pub(crate) fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(is_leap),
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Date { year, month, day })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
