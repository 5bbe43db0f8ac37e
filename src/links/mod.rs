//! What link checkers have seen of a catalogue's URLs: a report of one run ([`report`]), a record of several
//! ([`record`]), and where each URL is written ([`places`]).

#[cfg(feature = "cli")]
pub(crate) mod places;
pub(crate) mod record;
pub(crate) mod report;

use crate::catalogue::{Catalogue, Date};
use crate::diagnostic::Diagnostic;
use record::Record;
use report::Report;

/// The file of the setting `links` after a report of this day: what random inputs are tried with.
///
/// # Errors
/// What is wrong with either text.
#[doc(hidden)]
pub fn record_after(
    record: &str,
    report: &str,
    catalogue: &Catalogue,
    day: Date,
) -> Result<String, Vec<Diagnostic>> {
    let mut errors = Vec::new();
    let known = Record::read(record, &mut errors);
    match Report::read(report) {
        Ok(report) if errors.is_empty() => {
            let urls = catalogue.resources().iter().map(|resource| &*resource.url);
            Ok(known.updated(&report, urls, day).to_toml())
        }
        report => {
            errors.extend(report.err());
            Err(errors)
        }
    }
}

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
