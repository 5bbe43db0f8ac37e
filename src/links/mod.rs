//! What link checkers have seen of a catalogue's URLs: a report of one run ([`report`]), a record of several
//! ([`record`]), and where each URL is written ([`places`]).

#[cfg(feature = "cli")]
pub(crate) mod places;
pub(crate) mod record;
pub(crate) mod report;

/// What a link checker has seen of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    Fine,
    /// It leads to another URL, for good.
    Moved(String),
    /// Nobody can say: the server refuses programs, fails, or does not answer.
    InDoubt(String),
    /// There is no such page, or no such host.
    Dead(String),
}
