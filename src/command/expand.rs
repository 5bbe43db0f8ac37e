//! `expand [FILE]`: Markdown in, expanded Markdown out.

use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use anyhow::Context;

use super::{CatalogueArgument, print};
use crate::diagnostic::{Code, Diagnostic};
use crate::directive::scan;
use crate::files;
use crate::report::{Report, Source};

/// Expands one file. Returns whether all went well; where it did not, nothing is written.
pub(super) fn run(
    file: Option<&Path>,
    renderer: &str,
    catalogue: &CatalogueArgument,
) -> anyhow::Result<bool> {
    let mut report = Report::default();
    let source = read(file, &mut report)?;
    let prepared = catalogue.prepare(&mut report);
    let expander = prepared.as_ref().and_then(|prepared| prepared.expander(renderer));
    let (Some(source), Some(prepared), Some(mut expander)) = (source, &prepared, expander) else {
        report.print();
        return Ok(false);
    };
    let fail_on = prepared.settings.fail_on;
    let scanned = scan(&source.text, prepared.dialect);
    let expansion = expander.chapter("", &source.text, scanned);
    let source = Rc::new(source);
    for diagnostic in expansion.diagnostics {
        report.add(&source, diagnostic);
    }
    report.print();
    if report.worst().is_some_and(|severity| fail_on.stops_at(severity)) {
        return Ok(false);
    }
    print(expansion.text.as_deref().unwrap_or(&source.text))?;
    Ok(true)
}

fn read(file: Option<&Path>, report: &mut Report) -> anyhow::Result<Option<Source>> {
    let name = file.map_or_else(|| "standard input".into(), Path::to_string_lossy);
    let source = match file {
        Some(_) => files::read(Path::new(""), &name),
        None => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
            String::from_utf8(bytes)
                .map(|text| Source { name: name.to_string(), text })
                .map_err(|_| Diagnostic::error(Code::UnreadableFile, "this is not UTF-8"))
        }
    };
    Ok(source.map_err(|diagnostic| report.add_for_file(name, diagnostic)).ok())
}
