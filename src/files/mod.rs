//! The one place that reads files, and with [`write`](self::write) the one that writes them.

#[cfg(feature = "cli")]
pub(crate) mod write;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Source};

/// Reads a text file below `root`.
///
/// # Errors
/// Why it cannot be read, for its name is in the way it is reported.
pub(crate) fn read(root: &Path, name: &str) -> Result<Arc<Source>, Diagnostic> {
    let unreadable = |message: &str| Diagnostic::error(Code::UnreadableFile, message);
    let path = root.join(name);
    let failed = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => {
            unreadable("there is no such file").help(match crate::url::scheme(name) {
                Some("http" | "https") => format!("download it first: `curl --remote-name {name}`"),
                _ => format!("it was expected at `{}`", path.display()),
            })
        }
        _ => unreadable(&format!("this file cannot be read: {error}")),
    };
    // Reading a pipe or a device could wait for ever.
    if !fs::metadata(&path).map_err(failed)?.is_file() {
        return Err(unreadable("this is not a file"));
    }
    decode(name, fs::read(&path).map_err(failed)?)
}

/// Returns whether there is such a file below `root`.
pub(crate) fn exists(root: &Path, name: &str) -> bool {
    root.join(name).is_file()
}

/// The text of a file, without the byte order mark that some editors put before it.
///
/// # Errors
/// If it is not UTF-8.
pub(crate) fn decode(name: &str, bytes: Vec<u8>) -> Result<Arc<Source>, Diagnostic> {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text =
                text.strip_prefix(BYTE_ORDER_MARK).map_or_else(|| text.clone(), str::to_owned);
            Ok(Source::new(name, text))
        }
        Err(error) => {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = memchr::memchr_iter(b'\n', valid).count() + 1;
            let message = format!("line {line} of this file is not UTF-8");
            Err(Diagnostic::error(Code::UnreadableFile, message)
                .help("save it as UTF-8 in your editor"))
        }
    }
}

/// Mark that some editors put at the beginning of a file in UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';
