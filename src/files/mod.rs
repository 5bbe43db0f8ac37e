//! The one place that reads files, and with [`write`](self::write) the one that writes them.

#[cfg(feature = "cli")]
pub(crate) mod write;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::diagnostic::{Code, Diagnostic, Source};

/// Reads a text file below `root`.
///
/// # Errors
/// Why it cannot be read, for its name is in the way it is reported.
pub(crate) fn read(root: &Path, name: &str) -> Result<Arc<Source>, Diagnostic> {
    decode(name, bytes(root, name)?)
}

/// Reads a text file of another program, which can have [another encoding](other_encoding).
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn read_foreign(root: &Path, name: &str) -> Result<Arc<Source>, Diagnostic> {
    decode_foreign(name, bytes(root, name)?)
}

fn bytes(root: &Path, name: &str) -> Result<Vec<u8>, Diagnostic> {
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
    fs::read(&path).map_err(failed)
}

/// Returns whether there is such a file below `root`.
pub(crate) fn exists(root: &Path, name: &str) -> bool {
    root.join(name).is_file()
}

/// The text of a file of another program: in UTF-8, or in the encoding that it names.
///
/// # Errors
/// If it is not UTF-8, and names no other encoding.
pub(crate) fn decode_foreign(name: &str, bytes: Vec<u8>) -> Result<Arc<Source>, Diagnostic> {
    match other_encoding(&bytes) {
        Some(encoding) => Ok(Source::new(name, &*encoding.decode(&bytes).0)),
        None => decode(name, bytes).map_err(|error| {
            error.help(
                "save it as UTF-8, in Excel as \"CSV UTF-8\", or: `iconv -f windows-1252 -t utf-8`",
            )
        }),
    }
}

/// Bytes at the beginning of a file in which it can name its encoding, as browsers have it.
const NAMED_WITHIN: usize = 1024;

/// The encoding of a file that is not UTF-8: that of its byte order mark, or of a zero beside its first letter; else the one
/// that its beginning names, `charset=ISO-8859-1` or `Encoding: Cp1252`.
fn other_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xfe, 0xff, ..] | [0, 1..=0x7f, ..] => return Some(UTF_16BE),
        [0xff, 0xfe, ..] | [1..=0x7f, 0, ..] => return Some(UTF_16LE),
        _ if str::from_utf8(bytes).is_ok() => return None,
        _ => {}
    }
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(NAMED_WITHIN)]).to_lowercase();
    ["charset", "coding"]
        .into_iter()
        .find_map(|word| {
            let (_, rest) = beginning.split_once(word)?;
            let is_before = |c: char| c.is_whitespace() || "=:\"'".contains(c);
            let name = rest.trim_start_matches(is_before);
            let is_of_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            let name = &name[..name.find(|c| !is_of_name(c)).unwrap_or(name.len())];
            let names = [name.to_owned(), name.replace('_', "-"), name.replace(['_', '-'], "")];
            names.iter().find_map(|name| Encoding::for_label(name.as_bytes()))
        })
        .filter(|encoding| *encoding != UTF_8)
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
