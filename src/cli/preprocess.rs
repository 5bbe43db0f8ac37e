//! The command without an argument: a book from standard input, expanded, to standard output.

use std::io::{self, ErrorKind, Read};
use std::thread;
use std::time::Duration;

use anyhow::Context;

use super::streams::print_book;
use crate::preprocessor::expand_book;

/// Expands the book that mdBook sends. Returns whether all went well; what did not is on standard error
/// by then, and nothing on standard output.
pub(super) fn run() -> anyhow::Result<bool> {
    let bytes = read(&mut io::stdin().lock()).context("standard input cannot be read")?;
    let (book, report) = expand_book(&bytes);
    report.print()?;
    let Some(book) = book else { return Ok(false) };
    print_book(book)?;
    Ok(true)
}

/// Bytes that a pipe holds on most systems.
const PIPE: usize = 64 * 1024;

/// Room for most books: the system gives the memory of a page when something is written to it.
const BOOK: usize = 16 * 1024 * 1024;

/// Wait of a reader that got less than a pipe holds. Other systems sleep longer than they are asked to, or
/// have pipes that hold less.
const PAUSE: Option<Duration> =
    if cfg!(target_os = "linux") { Some(Duration::from_micros(50)) } else { None };

/// Reads all of what mdBook writes, which writes everything before it reads anything.
///
/// It writes a book in pieces of a few bytes, and each piece wakes a reader that waits for it. A reader that looks
/// again some time later finds many of them, and lets mdBook go on writing.
fn read(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let (mut bytes, mut end) = (vec![0; BOOK], 0);
    loop {
        if bytes.len() - end < PIPE {
            bytes.resize(end + PIPE, 0);
        }
        match input.read(&mut bytes[end..]) {
            Ok(0) => break,
            Ok(count) => {
                end += count;
                if let Some(pause) = PAUSE.filter(|_| count < PIPE) {
                    thread::sleep(pause);
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(end);
    Ok(bytes)
}
