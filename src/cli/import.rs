//! `import FILE`: a list of links in, a catalogue in TOML out.

use std::path::PathBuf;

use super::print;
use crate::diagnostic::{FailOn, Findings};
use crate::report::Report;
use crate::setup::Setup;

/// Reads a catalogue and writes it as TOML. Returns whether it reads.
pub(super) fn run(file: PathBuf) -> anyhow::Result<bool> {
    let mut findings = Findings::default();
    let setup = Setup::with_catalogues(&[file], &mut findings);
    Report::new(findings, FailOn::Error).print()?;
    let Some(catalogue) = setup.catalogue() else { return Ok(false) };
    print(&catalogue.to_toml())?;
    Ok(true)
}
