//! Tables of the manual that are made of the code, and the tests' comparison of both.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::fs;
use std::path::Path;

/// Compares the table below a head in a file of the project with its rows; with `SNAPSHOTS=overwrite` it is written instead.
pub(crate) fn check_table(file: &str, head: &str, rows: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(head).unwrap();
    let after = rest.find("\n\n").map_or("", |end| &rest[end + 1..]);
    let expected = format!("{before}{head}{rows}{after}");
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(&path, &expected).unwrap();
        return;
    }
    assert_eq!(text, expected, "{file}: SNAPSHOTS=overwrite accepts it");
}

/// Names as a cell of a table lists them.
pub(crate) fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
