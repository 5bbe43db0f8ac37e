//! `import FILE`: a list of links in, a catalogue in TOML out.

use std::path::PathBuf;

use super::print;
use crate::prepare::Prepared;
use crate::report::Report;

/// Reads a catalogue and writes it as TOML. Returns whether it reads.
pub(super) fn run(file: PathBuf) -> anyhow::Result<bool> {
    let mut report = Report::default();
    let prepared = Prepared::with_catalogues(&[file], &mut report);
    report.print();
    let Some(catalogue) = prepared.as_ref().and_then(Prepared::catalogue) else { return Ok(false) };
    print(&catalogue.to_toml())?;
    Ok(true)
}
