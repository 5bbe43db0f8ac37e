//! Ratios in a file, a line for each: the ratio and its name.

use std::fs;
use std::path::Path;

use crate::{MARGIN, table};

pub(crate) type Ratios = Vec<(String, f64)>;

pub(crate) fn write(file: &Path, ratios: &Ratios) -> Result<(), String> {
    let lines: String = ratios.iter().map(|(name, ratio)| format!("{ratio:.4} {name}\n")).collect();
    fs::write(file, lines).map_err(|error| format!("{}: {error}", file.display()))
}

/// Compares measured ratios with those of a file.
///
/// # Errors
/// Those that are too high, and those that were not measured.
pub(crate) fn check(file: &Path, measured: &Ratios) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(|error| failed(&error))?;
    let mut wrong = Vec::new();
    for line in text.lines() {
        let (known, name) =
            line.split_once(' ').ok_or_else(|| failed(&format!("not a ratio: {line}")))?;
        let known: f64 = known.parse().map_err(|error| failed(&error))?;
        match measured.iter().find(|(measured, _)| measured == name) {
            Some((_, ratio)) if *ratio <= known * (1.0 + MARGIN) => {}
            Some((_, ratio)) => wrong.push(format!("{name}: {ratio:.4} instead of {known:.4}")),
            None => wrong.push(format!("{name}: not measured")),
        }
    }
    if wrong.is_empty() {
        table::line(&format!("\nno ratio is more than {:.0} % above its line", MARGIN * 100.0));
        return Ok(());
    }
    Err(format!(
        "more than {:.0} % above {}:\n{}",
        MARGIN * 100.0,
        file.display(),
        wrong.join("\n")
    ))
}
