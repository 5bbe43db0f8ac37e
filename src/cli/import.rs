//! `import FILE`: what an author has in, a catalogue in TOML out.

use std::sync::Arc;

use super::streams::{STDIN, print, source_of};
use crate::catalogue::{self, Catalogue, CatalogueFile, FileType};
use crate::diagnostic::{Code, Diagnostic, Findings, Policy, Source};
use crate::report::Report;

/// Reads a catalogue and writes it as TOML. Returns whether it reads.
pub(super) fn run(file: &str, file_type: Option<FileType>) -> anyhow::Result<bool> {
    let mut findings = Findings::default();
    let read = read(file, file_type, &mut findings)?;
    Report::new(findings, &Policy::default()).print()?;
    let Some((catalogue, _)) = read else { return Ok(false) };
    print(&catalogue.to_toml())?;
    Ok(true)
}

/// Says where a file differs from the catalogue that was made of it. Returns whether it does not.
pub(super) fn check(file: &str, file_type: Option<FileType>, made: &str) -> anyhow::Result<bool> {
    let mut findings = Findings::default();
    let list = read(file, file_type, &mut findings)?;
    let catalogue = read(made, None, &mut findings)?;
    let drifts = list.zip(catalogue).map(|((list, here), (catalogue, there))| {
        let drifts = catalogue::compare(&list, &catalogue, [&here.name, &there.name]);
        let count = drifts.len();
        for drift in drifts {
            let mut warning = Diagnostic::warning(Code::Drifted, drift.message);
            warning.help = drift.instead.map(|instead| format!("there it is {instead}"));
            match (drift.in_list, drift.in_catalogue) {
                (Some(place), Some(other)) => {
                    findings.add(&here, warning.at(place).related_in(&there, other, "there"));
                }
                (Some(place), None) => findings.add(&here, warning.at(place)),
                (None, place) => findings.add(&there, warning.at_known(place)),
            }
        }
        count
    });
    Report::new(findings, &Policy::default()).print()?;
    Ok(drifts == Some(0))
}

/// The catalogue in a file, of the type that is given, or that its name or its content says.
fn read(
    file: &str,
    file_type: Option<FileType>,
    findings: &mut Findings,
) -> anyhow::Result<Option<(Catalogue, Arc<Source>)>> {
    let (name, source) = source_of(file)?;
    let typed = source.and_then(|source| {
        let file_type = file_type.map_or_else(|| type_of(file, &source), Ok)?;
        Ok((file_type, source))
    });
    let (file_type, source) = match typed {
        Ok(typed) => typed,
        Err(error) => {
            findings.add_for_file(name, error);
            return Ok(None);
        }
    };
    let read = CatalogueFile::new(file_type, &source.text);
    let reading = catalogue::read(&[read]);
    for diagnostic in reading.diagnostics.into_iter().flatten() {
        findings.add(&source, diagnostic);
    }
    Ok(reading.catalogue.map(|catalogue| (catalogue, source)))
}

fn type_of(file: &str, source: &Source) -> Result<FileType, Diagnostic> {
    if file == STDIN { FileType::of_content(&source.text) } else { FileType::of_name(file) }
}
