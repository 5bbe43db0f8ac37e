//! `import FILE`: what an author has in, a catalogue in TOML out.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use super::print;
use crate::catalogue::{self, Catalogue, CatalogueFile, FileType};
use crate::diagnostic::{Diagnostic, Findings, Policy, Source};
use crate::files;
use crate::report::Report;

/// What stands for standard input in the place of a file.
const STDIN: &str = "-";

/// Reads a catalogue and writes it as TOML. Returns whether it reads.
pub(super) fn run(file: &str, file_type: Option<FileType>) -> anyhow::Result<bool> {
    let mut findings = Findings::default();
    let catalogue = read(file, file_type, &mut findings)?;
    Report::new(findings, &Policy::default()).print()?;
    let Some(catalogue) = catalogue else { return Ok(false) };
    print(&catalogue.to_toml())?;
    Ok(true)
}

/// The catalogue in a file, of the type that is given, or that its name or its content says.
fn read(
    file: &str,
    file_type: Option<FileType>,
    findings: &mut Findings,
) -> anyhow::Result<Option<Catalogue>> {
    let mut blame = |error: Diagnostic| findings.add_for_file(shown(file), error);
    let source = match source(file)? {
        Ok(source) => source,
        Err(error) => {
            blame(error);
            return Ok(None);
        }
    };
    let file_type = match file_type.map_or_else(|| type_of(file, &source), Ok) {
        Ok(file_type) => file_type,
        Err(error) => {
            blame(error);
            return Ok(None);
        }
    };
    let read = CatalogueFile { file_type, text: &source.text, base: String::new() };
    let reading = catalogue::read(&[read]);
    for diagnostic in reading.diagnostics.into_iter().flatten() {
        findings.add(&source, diagnostic);
    }
    Ok(reading.catalogue)
}

/// The name of a file in messages.
fn shown(file: &str) -> &str {
    if file == STDIN { "standard input" } else { file }
}

/// The text of a file or of standard input, or what is wrong with it.
fn source(file: &str) -> anyhow::Result<Result<Arc<Source>, Diagnostic>> {
    if file != STDIN {
        return Ok(files::read(Path::new(""), file));
    }
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).context("standard input cannot be read")?;
    Ok(files::decode(shown(file), bytes))
}

fn type_of(file: &str, source: &Source) -> Result<FileType, Diagnostic> {
    if file == STDIN { FileType::of_content(&source.text) } else { FileType::of_name(file) }
}
