//! The command without an argument: a book from standard input, expanded, to standard output.

use std::io::{self, Read};

use anyhow::Context;

use super::print;
use crate::book;
use crate::chapter::Chapter;
use crate::config::Build;
use crate::protocol::Input;
use crate::report::Report;

/// Expands the book that mdBook sends. Returns whether all went well; what did not is on standard error
/// by then, and nothing on standard output.
pub(super) fn run() -> anyhow::Result<bool> {
    // mdBook writes everything before it reads anything.
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
    let input = match Input::parse(&bytes) {
        Ok(input) => input,
        Err(diagnostic) => {
            let mut report = Report::default();
            report.add_general(diagnostic);
            report.print();
            return Ok(false);
        }
    };
    let chapters: Vec<Chapter> = input
        .chapters
        .iter()
        .map(|chapter| Chapter {
            name: &chapter.name,
            path: chapter.path.as_deref(),
            source_path: chapter.source_path.as_deref(),
            content: &chapter.content,
        })
        .collect();
    let build = Build {
        root: &input.context.root,
        renderer: &input.context.renderer,
        mdbook_version: Some(&input.context.mdbook_version),
        config: &input.context.config,
    };
    let outcome = book::expand(&build, &chapters);
    outcome.report.print();
    let Some(contents) = outcome.contents else { return Ok(false) };
    print(&input.book_with(&contents))?;
    Ok(true)
}
