//! Table of the facts of a resource: its fields with one value, which can be absent.
//!
//! The draft of a resource and the resource itself hold the same [`Facts`]. Merging, the reader of TOML and JSON, the
//! exports of TOML, JSON and CSV and `list` go through [`FACTS`]: for them, a new fact is one line of it.

use std::fmt;

use super::facts::{Access, Date, Duration, Level, Role};

type Year = i64;
type Dead = bool;

macro_rules! values {
    ($($value:ident),*) => {
        /// Value of a fact, as code handles it that treats all facts alike.
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) enum FactValue {
            $($value($value),)*
        }

        $(
            impl From<$value> for FactValue {
                fn from(value: $value) -> Self {
                    FactValue::$value(value)
                }
            }

            impl TryFrom<FactValue> for $value {
                type Error = ();

                fn try_from(value: FactValue) -> Result<Self, ()> {
                    if let FactValue::$value(value) = value { Ok(value) } else { Err(()) }
                }
            }
        )*
    };
}

values!(String, Year, Access, Level, Duration, Role, Date, Dead);

/// Form in which a catalogue writes a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Inline Markdown.
    Prose,
    /// Plain text.
    Text,
    /// Tag of BCP 47.
    Language,
    /// SPDX licence expression.
    License,
    Url,
    Year,
    Duration,
    Date,
    Access,
    Level,
    Role,
    /// `dead` or `alive`.
    Status,
}

/// Row of the table.
pub(crate) struct Fact {
    /// As catalogues call it.
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    /// Copy of its value.
    pub(crate) get: fn(&Facts) -> Option<FactValue>,
    /// Puts a value there; one of another type is none.
    pub(crate) set: fn(&mut Facts, Option<FactValue>),
}

macro_rules! facts {
    ($($(#[$doc:meta])* $name:literal, $form:ident, $field:ident: $value:ty;)*) => {
        /// Facts of a resource; `None` is what nobody has said.
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct Facts {
            $($(#[$doc])* pub $field: Option<$value>,)*
        }

        /// All facts, in the order in which files are written.
        pub(crate) const FACTS: &[Fact] = &[$(Fact {
            name: $name,
            form: Form::$form,
            get: |facts| facts.$field.clone().map(FactValue::from),
            set: |facts, value| facts.$field = value.and_then(|value| value.try_into().ok()),
        },)*];
    };
}

facts! {
    /// Inline Markdown.
    "description", Prose, description: String;
    /// When it was published.
    "year", Year, year: Year;
    /// A [BCP 47](https://www.rfc-editor.org/info/bcp47) tag.
    "language", Language, language: String;
    /// Access.
    "access", Access, access: Access;
    /// Whom it is for.
    "level", Level, level: Level;
    /// Time that it takes.
    "duration", Duration, duration: Duration;
    /// Importance in its topics; [`Role::Core`] if nobody says.
    "role", Role, role: Role;
    /// A word: resources of a topic with the same one are alternatives, of which one is enough.
    "choice", Text, choice: String;
    /// An [SPDX licence expression](https://spdx.org/licenses/): `CC-BY-4.0`.
    "license", License, license: String;
    /// When it came into the catalogue.
    "added", Date, added: Date;
    /// When somebody last saw that it is there and good.
    "checked", Date, checked: Date;
    /// The URL of a copy.
    "archived", Url, archived: String;
    /// True if the original can no longer be reached.
    "status", Status, dead: Dead;
}

impl Facts {
    /// Names and values of the facts that say more than their absence.
    pub(crate) fn given(&self) -> impl Iterator<Item = (&'static str, FactValue)> {
        let given = FACTS.iter().filter_map(|fact| Some((fact.name, (fact.get)(self)?)));
        let defaults = [FactValue::Role(Role::default()), FactValue::Dead(false)];
        given.filter(move |(_, value)| !defaults.contains(value))
    }
}

impl FactValue {
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, FactValue::String(text) if text.is_empty())
    }
}

impl fmt::Display for FactValue {
    /// As in a catalogue.
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            FactValue::String(text) => formatter.write_str(text),
            FactValue::Year(year) => year.fmt(formatter),
            FactValue::Access(access) => formatter.write_str(access.id()),
            FactValue::Level(level) => formatter.write_str(level.id()),
            FactValue::Duration(duration) => duration.fmt(formatter),
            FactValue::Role(role) => formatter.write_str(role.id()),
            FactValue::Date(date) => date.fmt(formatter),
            FactValue::Dead(dead) => formatter.write_str(if *dead { "dead" } else { "alive" }),
        }
    }
}
