//! Standard input, output and error of the commands.

use std::io::{self, IsTerminal, Read, Write, stdin};
#[cfg(unix)]
use std::os::fd::AsFd;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use crate::diagnostic::{Diagnostic, Source};
use crate::files;
use crate::protocol::Output;
use crate::text::shown;

/// Name of standard input in the place of a file.
pub(super) const STDIN: &str = "-";

/// The text of the file of this name, or of standard input for [`STDIN`], and its name in messages.
///
/// # Errors
/// See [`source`].
pub(super) fn source_of(file: &str) -> anyhow::Result<(String, Result<Arc<Source>, Diagnostic>)> {
    source((file != STDIN).then_some(Path::new(file)))
}

/// The text of a file, or of standard input, and its name in messages.
///
/// # Errors
/// If standard input fails. What is wrong with a file is in the result.
pub(super) fn source(
    file: Option<&Path>,
) -> anyhow::Result<(String, Result<Arc<Source>, Diagnostic>)> {
    if let Some(file) = file {
        let name = file.to_string_lossy().into_owned();
        let source = files::read_foreign(Path::new(""), &name);
        return Ok((name, source));
    }
    let name = "standard input";
    let mut bytes = Vec::new();
    stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
    Ok((name.to_owned(), files::decode_foreign(name, bytes)))
}

/// The answer to a question; `None` if there is no terminal, and so nobody to ask.
pub(super) fn ask(question: &str) -> anyhow::Result<Option<bool>> {
    if !stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let mut stderr = anstream::stderr().lock();
    let shown = write!(stderr, "{} [Y/n] ", shown(question)).and_then(|()| stderr.flush());
    shown.context("standard error cannot be written")?;
    let mut answer = String::new();
    let read = stdin().read_line(&mut answer).context("standard input cannot be read")?;
    let answer = answer.trim().to_lowercase();
    Ok(Some(read > 0 && matches!(&*answer, "" | "y" | "yes")))
}

/// Writes a line to standard error.
pub(super) fn say(line: &str) -> anyhow::Result<()> {
    match writeln!(anstream::stderr().lock(), "{}", shown(line)) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("standard error cannot be written"),
    }
}

/// Writes to standard output.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    written(write(|stdout| stdout.write_all(text.as_bytes())))
}

/// Writes the book to standard output: mdBook reads all of it, so that a closed pipe is an error here.
pub(super) fn print_book(book: Output) -> anyhow::Result<()> {
    write(|stdout| book.write(stdout)).context("standard output cannot be written")
}

fn write(text: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut stdout = stdout()?;
    text(&mut stdout)?;
    stdout.flush()
}

/// Result of writing to standard output. A reader that has seen enough, such as `head`, is no error.
pub(super) fn written(result: io::Result<()>) -> anyhow::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("standard output cannot be written"),
    }
}

/// Standard output as a file: [`io::Stdout`] takes it for written where it is open for reading alone.
#[cfg(unix)]
fn stdout() -> io::Result<impl Write> {
    io::stdout().as_fd().try_clone_to_owned().map(std::fs::File::from)
}

#[cfg(not(unix))]
fn stdout() -> io::Result<impl Write> {
    Ok(io::stdout().lock())
}
