//! Support for every test of the command: a book in a folder of its own, and the command run on it.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

/// The command under test.
pub(crate) const COMMAND: &str = env!("CARGO_BIN_EXE_mdbook-resources");

/// A folder that is gone when the test is over.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Result of a run of the command.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// The content of the book's first chapter.
    pub(crate) fn content(&self) -> String {
        self.contents().swap_remove(0)
    }

    /// The contents of the book's chapters, outermost only.
    pub(crate) fn contents(&self) -> Vec<String> {
        let book: Value = serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {:?}\n{}", self.stdout, self.stderr));
        let items = book.get("items").or(book.get("sections")).unwrap().as_array().unwrap();
        items
            .iter()
            .filter_map(|item| item.get("Chapter"))
            .map(|chapter| chapter["content"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// Runs the command with this standard input.
pub(crate) fn run(input: impl AsRef<[u8]>) -> Run {
    let mut child = Command::new(COMMAND)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    let writer = std::thread::spawn(move || {
        // Where the command gives up early, the pipe is closed; that is for the caller to see.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the command with these arguments in a folder.
pub(crate) fn run_in(folder: &Folder, arguments: &[&str]) -> Run {
    run_at(&folder.0, arguments)
}

/// The same in a folder that is inside another.
pub(crate) fn run_at(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(COMMAND)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Compares a text with the file that keeps it. With `SNAPSHOTS=overwrite` the file is written instead.
pub(crate) fn compare(path: &Path, actual: &str) -> Result<(), String> {
    let kept = fs::read_to_string(path).unwrap_or_default();
    if kept == actual {
        return Ok(());
    }
    if overwrites() {
        return fs::write(path, actual).map_err(|error| format!("{}: {error}", path.display()));
    }
    Err(difference(path, &kept, actual))
}

/// Compares texts with the files of a folder that keeps them and nothing else, each with its name there.
/// With `SNAPSHOTS=overwrite` the folder is made to be so.
pub(crate) fn compare_folder(folder: &Path, actual: &[(String, String)]) -> Result<(), String> {
    for (name, text) in actual {
        compare(&folder.join(name), text)?;
    }
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if actual.iter().any(|(name, _)| path.ends_with(name)) {
            continue;
        }
        if !overwrites() {
            return Err(format!("{} is stale: no test writes it", path.display()));
        }
        fs::remove_file(&path).unwrap();
    }
    Ok(())
}

fn overwrites() -> bool {
    std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite")
}

/// The first line that differs, with both texts from there on.
fn difference(path: &Path, kept: &str, actual: &str) -> String {
    let same = kept
        .split_inclusive('\n')
        .zip(actual.split_inclusive('\n'))
        .take_while(|(a, b)| a == b)
        .count();
    let rest = |text: &str| text.split_inclusive('\n').skip(same).collect::<String>();
    format!(
        "{}:{} differs\n--- kept\n{}\n--- actual\n{}\n--- SNAPSHOTS=overwrite accepts it",
        path.display(),
        same + 1,
        rest(kept),
        rest(actual)
    )
}

/// Message of mdBook 0.5 for chapters given as path and content.
pub(crate) fn message(root: &Path, config: &Value, chapters: &[(&str, &str)]) -> Value {
    let items: Vec<Value> = chapters
        .iter()
        .enumerate()
        .map(|(number, (path, content))| {
            json!({"Chapter": {
                "name": path, "content": content, "number": [number + 1], "sub_items": [],
                "path": path, "source_path": path, "parent_names": [],
            }})
        })
        .collect();
    json!([
        {"root": root, "config": config, "renderer": "html", "mdbook_version": "0.5.4"},
        {"items": items},
    ])
}

/// A configuration with this table for the preprocessor.
pub(crate) fn config(resources: &Value) -> Value {
    json!({"book": {"title": "Test"}, "preprocessor": {"resources": resources}})
}

/// Markdown as mdBook 0.4 shows it.
pub(crate) fn html_04(markdown: &str) -> String {
    mdbook::utils::render_markdown(markdown, false)
}

/// Markdown as mdBook 0.5 shows it.
pub(crate) fn html_05(markdown: &str) -> String {
    let mut options = mdbook_markdown::MarkdownOptions::default();
    options.smart_punctuation = false;
    let parser = mdbook_markdown::new_cmark_parser(markdown, &options);
    let mut html = String::new();
    mdbook_markdown::pulldown_cmark::html::push_html(&mut html, parser);
    html
}
