//! The command without an argument: a book from standard input, expanded, to standard output.

use std::io::{self, Read};

use anyhow::Context;

use super::streams::print_book;
use crate::preprocessor::preprocess;

/// Expands the book that mdBook sends. Returns whether all went well; what did not is on standard error
/// by then, and nothing on standard output.
pub(super) fn run() -> anyhow::Result<bool> {
    // mdBook writes everything before it reads anything.
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
    let (book, report) = preprocess(&bytes);
    report.print()?;
    let Some(book) = book else { return Ok(false) };
    print_book(&book)?;
    Ok(true)
}
