//! Writing an author's files: a file is new, or its old text is replaced as a whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Error, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::diagnostic::{Code, Diagnostic};

/// The bytes of a mark that some editors put at the beginning of a file in UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes a file that is not there yet, and the folders that lead to it.
///
/// # Errors
/// If the file is there, or cannot be written.
pub(crate) fn create(path: &Path, text: &str) -> Result<(), Diagnostic> {
    write_new(path, text).map_err(|error| unwritable(&error))
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a file would be taken for the author's own by the next run.
        let _ = fs::remove_file(path);
    }
    written
}

/// Replaces the text of a file. Whatever happens, the file has its old text or the new one: the new text is written
/// beside it first. A link stays a link, and permissions and a byte order mark are kept.
///
/// # Errors
/// If the file is read-only, or its folder cannot be written.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Diagnostic> {
    write_anew(path, text).map_err(|error| unwritable(&error))
}

fn unwritable(error: &Error) -> Diagnostic {
    let message = format!("this file cannot be written: {error}");
    Diagnostic::error(Code::UnwritableFile, message)
}

fn write_anew(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let metadata = fs::metadata(&path)?;
    if metadata.permissions().readonly() {
        return Err(Error::new(ErrorKind::PermissionDenied, "the file is read-only"));
    }
    // A rename needs no permission for the file itself.
    OpenOptions::new().write(true).open(&path)?;
    let has_mark = fs::read(&path)?.starts_with(BYTE_ORDER_MARK);
    let mark = if has_mark { BYTE_ORDER_MARK } else { &[] };
    let temporary = Temporary::beside(&path)?;
    temporary.write(&[mark, text.as_bytes()])?;
    fs::set_permissions(&temporary.path, metadata.permissions())?;
    keep_owner(&temporary.path, &metadata);
    fs::rename(&temporary.path, &path)?;
    sync_folder(&path);
    Ok(())
}

/// A file that is gone when it is dropped, unless it was renamed.
struct Temporary {
    path: PathBuf,
}

impl Temporary {
    fn beside(path: &Path) -> io::Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let path = path.with_file_name(format!(".{name}.{}.tmp", process::id()));
        OpenOptions::new().write(true).create_new(true).open(&path)?;
        Ok(Temporary { path })
    }

    fn write(&self, parts: &[&[u8]]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(&self.path)?;
        for part in parts {
            file.write_all(part)?;
        }
        file.sync_all()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Gives a file the owner of another, as far as that is allowed.
#[cfg(unix)]
fn keep_owner(path: &Path, metadata: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};

    let _ = chown(path, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &fs::Metadata) {}

/// Makes a rename last, where folders can be synchronised: on other systems it lasts by itself.
fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}
