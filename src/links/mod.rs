//! Results of link checkers for a catalogue's URLs: a report of one run ([`report`]), a record of several
//! ([`record`]), and where each URL is written ([`places`]).

pub(crate) mod places;
pub(crate) mod record;
pub(crate) mod report;

/// State of a URL, as a link checker has seen it.
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
