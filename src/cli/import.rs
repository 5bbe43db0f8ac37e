//! `import FILE`: what an author has in, a catalogue in TOML out.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::arguments::PatternArguments;
use super::streams::{STDIN, print, say, source_of};
use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic, Findings, Policy, Source};
use crate::read::list::{Declared, Shapes};
use crate::read::{CatalogueFile, FileType};
use crate::report::Report;
use crate::text::counted;
use crate::{export, files, read};

/// Reads a catalogue and writes it as TOML, into a new file or to standard output; says how a list is read. Returns
/// whether it is written.
pub(super) fn run(
    file: &str,
    file_type: Option<FileType>,
    patterns: &PatternArguments,
    output: Option<&str>,
) -> anyhow::Result<bool> {
    let mut findings = Findings::default();
    let read = read(file, file_type, patterns, &mut findings)?;
    let toml = read.as_ref().map(|read| read.catalogue.to_toml());
    if let (Some(output), Some(toml)) = (output, &toml)
        && let Err(error) = files::write::create(Path::new(output), toml)
    {
        let help = format!("`--check {output}` says where a file that is there differs");
        let is_there = Path::new(output).exists();
        findings.add_for_file(output, error.help_known(is_there.then_some(help)));
    }
    let is_written = read.is_some() && !findings.has_errors();
    Report::new(findings, &Policy::default()).print()?;
    let (Some(Read { source, shapes, summary, .. }), Some(toml), true) = (read, toml, is_written)
    else {
        return Ok(false);
    };
    if let Some(shapes) = shapes {
        say(&shapes.report(&source.name))?;
    }
    if output.is_none() {
        print(&toml)?;
    }
    say(&summary)?;
    Ok(true)
}

/// Line that counts what was read, left out and doubted, by reason: `12 resources read; left out: 2 (this entry has no
/// title and no URL)`.
fn summary(catalogue: &Catalogue, diagnostics: &[Diagnostic]) -> String {
    let mut summary =
        format!("mdbook-resources: {} read", counted(catalogue.resources().len(), "resource"));
    let is_left_out = |diagnostic: &&Diagnostic| {
        let message = &diagnostic.message;
        message.contains("is left out") && !message.contains("field is left out")
    };
    let (left_out, doubted): (Vec<_>, Vec<_>) = diagnostics.iter().partition(is_left_out);
    for (word, diagnostics) in [("left out", left_out), ("doubted", doubted)] {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for diagnostic in diagnostics {
            *counts.entry(reason(&diagnostic.message)).or_default() += diagnostic.count;
        }
        if !counts.is_empty() {
            let counts = counts.iter().map(|(reason, count)| format!("{count} ({reason})"));
            let counts: Vec<String> = counts.collect();
            summary.extend(["; ", word, ": ", &*counts.join(", ")]);
        }
    }
    summary
}

/// The first part of a message, its values and numbers left out.
fn reason(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let parts = parts.map(|(at, part)| if at % 2 == 1 { "`…`" } else { part });
    let reason: String = parts.collect();
    let is_number = |word: &str| word.trim_end_matches(',').bytes().all(|b| b.is_ascii_digit());
    let words = reason.split(' ').map(|word| if is_number(word) { "…" } else { word });
    let mut reason = words.collect::<Vec<_>>().join(" ");
    for several in ["`…`, `…`", "`…` and `…`"] {
        while reason.contains(several) {
            reason = reason.replace(several, "`…`");
        }
    }
    reason.split("; ").next().unwrap_or_default().to_owned()
}

/// Says where a file differs from the catalogue that was made of it. Returns whether it does not.
pub(super) fn check(
    file: &str,
    file_type: Option<FileType>,
    patterns: &PatternArguments,
    made: &str,
) -> anyhow::Result<bool> {
    let mut findings = Findings::default();
    let list = read(file, file_type, patterns, &mut findings)?;
    let catalogue = read(made, None, &PatternArguments::default(), &mut findings)?;
    let drifts = list.zip(catalogue).map(|(list, made)| {
        let (list, here) = (list.catalogue, list.source);
        let (catalogue, there) = (made.catalogue, made.source);
        let drifts = export::compare(&list, &catalogue, [&here.name, &there.name]);
        let count = drifts.len();
        for drift in drifts {
            let mut warning = Diagnostic::warning(Code::OutOfSync, drift.message);
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

/// A file that has been read.
struct Read {
    catalogue: Catalogue,
    source: Arc<Source>,
    /// Shapes of its entries, if it is a list.
    shapes: Option<Shapes>,
    summary: String,
}

/// The catalogue in a file, of the type that is given, or that its name or its content says.
fn read(
    file: &str,
    file_type: Option<FileType>,
    patterns: &PatternArguments,
    findings: &mut Findings,
) -> anyhow::Result<Option<Read>> {
    let (name, source) = source_of(file)?;
    let typed = source.and_then(|source| {
        let file_type = file_type.map_or_else(|| type_of(file), Ok)?;
        Ok((file_type, source))
    });
    let (file_type, source) = match typed {
        Ok(typed) => typed,
        Err(error) => {
            findings.add_for_file(name, error);
            return Ok(None);
        }
    };
    let declared = declared(patterns, file_type, findings);
    let read = CatalogueFile { declared, ..CatalogueFile::new(file_type, &source.text) };
    let reading = read::read(&[read], true);
    // The shapes are shown as a whole.
    let is_shown = |diagnostic: &Diagnostic| diagnostic.code != Code::PossibleAuthors;
    let diagnostics: Vec<Diagnostic> =
        reading.diagnostics.into_iter().flatten().filter(is_shown).collect();
    let summary = reading.catalogue.as_ref().map(|catalogue| summary(catalogue, &diagnostics));
    for diagnostic in diagnostics {
        findings.add(&source, diagnostic);
    }
    let shapes = reading.shapes.into_iter().flatten().next();
    let read = reading.catalogue.zip(summary).filter(|_| !findings.has_errors());
    Ok(read.map(|(catalogue, summary)| Read { catalogue, source, shapes, summary }))
}

/// Patterns that the command line declares for a list.
fn declared(patterns: &PatternArguments, file_type: FileType, findings: &mut Findings) -> Declared {
    let mut declared = Declared::default();
    for (key, pattern) in patterns.all() {
        let source = Source::new(format!("--{key}"), pattern);
        if file_type != FileType::Markdown {
            let message = "patterns are for lists in Markdown only";
            findings.add(
                &source,
                Diagnostic::error(Code::InvalidSetting, message).at(0..pattern.len()),
            );
        } else if let Err(error) = declared.add(key, pattern) {
            findings.add(
                &source,
                Diagnostic::error(Code::InvalidSetting, error.message).at(error.place),
            );
        }
    }
    declared
}

/// The type that a file's name says.
///
/// # Errors
/// If the name says none: standard input has no name.
fn type_of(file: &str) -> Result<FileType, Diagnostic> {
    if file == STDIN {
        let error = Diagnostic::error(
            Code::UnreadableFile,
            "standard input has no name that says its type",
        );
        return Err(error.help("say the type: `import - --from markdown`"));
    }
    FileType::of_name(file)
}
