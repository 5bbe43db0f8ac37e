//! Writing an author's files: a file is new, or its old text is replaced as a whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

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

/// New files that go together: unless all could be written, none stays.
#[derive(Default)]
pub(crate) struct NewFiles {
    paths: Vec<PathBuf>,
    is_complete: bool,
}

impl NewFiles {
    /// Writes one of them.
    ///
    /// # Errors
    /// If the file is there, or cannot be written.
    pub(crate) fn create(&mut self, path: &Path, text: &str) -> Result<(), Diagnostic> {
        create(path, text)?;
        self.paths.push(path.to_owned());
        Ok(())
    }

    /// Keeps the files, since all are there.
    pub(crate) fn keep(mut self) {
        self.is_complete = true;
    }
}

impl Drop for NewFiles {
    fn drop(&mut self) {
        for path in self.paths.drain(..).filter(|_| !self.is_complete) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Replaces the text of a file that was read before. Whatever happens, the file has its old text or the new one: the new text
/// is written beside it first. A link stays a link, and permissions and a byte order mark are kept.
///
/// # Errors
/// If the file is read-only, has changed since it was read or has a second name, or its folder cannot be written.
pub(crate) fn replace(path: &Path, before: &str, text: &str) -> Result<(), Diagnostic> {
    write_anew(path, before, text).map_err(|error| unwritable(&error))
}

fn unwritable(error: &Error) -> Diagnostic {
    let message = format!("this file cannot be written: {error}");
    Diagnostic::error(Code::UnwritableFile, message)
}

fn write_anew(path: &Path, before: &str, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let metadata = fs::metadata(&path)?;
    if metadata.permissions().readonly() {
        return Err(Error::new(ErrorKind::PermissionDenied, "the file is read-only"));
    }
    if has_other_name(&metadata) {
        return Err(Error::other(
            "it has a second name (a hard link), which would keep the old text",
        ));
    }
    // A rename needs no permission for the file itself.
    OpenOptions::new().write(true).open(&path)?;
    let old = fs::read(&path)?;
    let has_mark = old.starts_with(BYTE_ORDER_MARK);
    let mark = if has_mark { BYTE_ORDER_MARK } else { &[] };
    if &old[mark.len()..] != before.as_bytes() {
        return Err(Error::other("it has changed since it was read; run the command again"));
    }
    let mut temporary = Temporary::beside(&path, &metadata)?;
    temporary.write(&[mark, text.as_bytes()])?;
    keep_owner(&temporary.path, &metadata);
    fs::rename(&temporary.path, &path)?;
    // Its name is free again: a file of that name is somebody else's now.
    temporary.path = PathBuf::new();
    sync_folder(&path);
    Ok(())
}

/// A file that is gone when it is dropped, unless it was renamed.
struct Temporary {
    path: PathBuf,
    file: File,
}

/// Names that are tried for a temporary file: another one can be left over from a run that was killed.
const MOST_NAMES: u32 = 1000;

impl Temporary {
    /// A new file beside another one, with its permissions.
    fn beside(path: &Path, metadata: &fs::Metadata) -> io::Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        for number in 0..MOST_NAMES {
            let path = path.with_file_name(format!(".{name}.{number}.tmp"));
            match new_with_mode_of(&path, metadata) {
                Ok(file) => {
                    let temporary = Temporary { path, file };
                    temporary.file.set_permissions(metadata.permissions())?;
                    return Ok(temporary);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::new(ErrorKind::AlreadyExists, "there are too many temporary files beside it"))
    }

    fn write(&mut self, parts: &[&[u8]]) -> io::Result<()> {
        for part in parts {
            self.file.write_all(part)?;
        }
        self.file.sync_all()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// A new file that nobody can read who could not read the old one.
#[cfg(unix)]
fn new_with_mode_of(path: &Path, metadata: &fs::Metadata) -> io::Result<File> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};

    let mode = metadata.permissions().mode();
    OpenOptions::new().write(true).create_new(true).mode(mode & 0o777).open(path)
}

#[cfg(not(unix))]
fn new_with_mode_of(path: &Path, _: &fs::Metadata) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Returns whether a file has several names, which a rename would part.
#[cfg(unix)]
fn has_other_name(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    metadata.nlink() > 1
}

#[cfg(not(unix))]
fn has_other_name(_: &fs::Metadata) -> bool {
    false
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics fails")]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::{NewFiles, replace};

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir()
            .join(format!("mdbook-resources-write-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names(folder: &PathBuf) -> Vec<String> {
        let names = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    #[test]
    fn what_has_changed_since_it_was_read_is_not_lost() {
        let folder = folder("changed");
        let file = folder.join("book.toml");
        fs::write(&file, "\u{feff}mine").unwrap();
        let error = replace(&file, "what was read", "new").unwrap_err();
        assert!(error.message.contains("has changed since it was read"), "{}", error.message);
        assert_eq!(fs::read_to_string(&file).unwrap(), "\u{feff}mine");
        // A file that is left over from another run is in nobody's way, and stays.
        fs::write(folder.join(".book.toml.0.tmp"), "left").unwrap();
        replace(&file, "mine", "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "\u{feff}new");
        assert_eq!(names(&folder), [".book.toml.0.tmp", "book.toml"]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_a_second_name_is_told() {
        use std::os::unix::fs::PermissionsExt;

        let folder = folder("names");
        let file = folder.join("a.toml");
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        replace(&file, "old", "new").unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        fs::hard_link(&file, folder.join("b.toml")).unwrap();
        assert!(replace(&file, "new", "newer").unwrap_err().message.contains("hard link"));
        assert_eq!(fs::read_to_string(folder.join("b.toml")).unwrap(), "new");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn of_files_that_go_together_none_stays_alone() {
        let folder = folder("together");
        fs::write(folder.join("b"), "mine").unwrap();
        let mut new = NewFiles::default();
        new.create(&folder.join("a"), "a").unwrap();
        assert!(new.create(&folder.join("b"), "b").is_err());
        drop(new);
        assert_eq!(names(&folder), ["b"]);
        let mut new = NewFiles::default();
        new.create(&folder.join("a"), "a").unwrap();
        new.keep();
        assert_eq!(names(&folder), ["a", "b"]);
        fs::remove_dir_all(folder).unwrap();
    }
}
