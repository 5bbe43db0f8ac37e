//! Cases: one file each, whole outputs compared.
//!
//! A case is a file `tests/cases/FOLDER/NAME.case`. Its first lines say what it shows; then come
//! sections, each after a line `=== NAME`:
//!
//! - `=== chapter` is the chapter, and any name with a dot in it (`=== book.toml`, `=== src/a.md`) is
//!   another file of the book. Without a `book.toml` the book has `tests/cases/book.toml`; every book has
//!   `tests/cases/catalogue.toml`.
//! - A case in a folder `html` is for mdBook's `html` renderer, any other for one that takes Markdown.
//! - `=== report` is what the command says on standard error, with its exit code where that is not 0.
//! - `=== expanded` is the chapter on its way to the page, with `fail-on = "never"`, where it changes.
//! - `=== list` is a list of links instead of a chapter, and `=== toml` what `import` makes of it; that is read
//!   again, and has to give the same catalogue. `=== import FILE` is a file of any other type.
//! - `=== export FORMAT` is what `export` makes of the catalogue in the only other file; write the line, and the
//!   rest is added.
//! - `=== html before` and `=== html after` are what mdBook's own Markdown makes of both, with a
//!   section of their own for 0.4 where that is different.
//! - The content of our `<style>` and `<script>` is kept in the case `html/style-and-script` alone. All
//!   others have a `…` for it, so that a change of the style changes one case.
//!
//! - How the entries of a list are written is a part of the report in cases named `shapes…` alone.
//!
//! Write a case with the files alone, run `SNAPSHOTS=overwrite cargo test --test cases`, and read what
//! was added. The line end before a `===` belongs to it, so that a chapter can end without one.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use support::{Folder, Run, compare, html_04, html_05, message, run, run_in};

/// The case that keeps styles and scripts whole.
const WHOLE: &str = "html/style-and-script.case";

/// Beginning of the names of cases whose report has the shapes of a list.
const SHAPES: &str = "shapes";

/// Mark before the name of a file that is imported.
const IMPORT: &str = "import ";

/// The chapter of a case that is about the book's files alone: they are opened for what can be a directive.
const QUOTED: &str = "`<<#resources all>>`\n";

/// Bytes from which the content of a style or script is ours.
const LONG: usize = 500;

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files = Vec::new();
    collect(&folder, &mut files);
    files.sort();
    assert!(!files.is_empty(), "there are no cases");
    let trials = files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&folder).unwrap().with_extension("");
            let name = name.to_str().unwrap().replace('\\', "/");
            Trial::test(name, move || check(&path))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

/// A report without what Rust says of a panic of the Markdown parser.
fn without_panic(stderr: &str) -> &str {
    let report = stderr.find("\nerror[").filter(|_| stderr.starts_with("\nthread '"));
    report.map_or(stderr, |at| &stderr[at + 1..])
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "case") {
            files.push(path);
        } else {
            let is_shared =
                path.ends_with("cases/book.toml") || path.ends_with("cases/catalogue.toml");
            assert!(is_shared, "{} is stale: cases end in `.case`", path.display());
        }
    }
}

fn check(path: &Path) -> Result<(), Failed> {
    let written = fs::read_to_string(path)?;
    let html = path.parent().is_some_and(|folder| folder.ends_with("html"));
    let mut case = Case::parse(&written, if html { "html" } else { "markdown" });
    case.is_whole = path.ends_with(WHOLE);
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    case.shows_shapes = name.starts_with(SHAPES);
    compare(path, &case.outcome()).map_err(Failed::from)
}

struct Case<'c> {
    renderer: &'static str,
    /// True if the content of styles and scripts is a part of it.
    is_whole: bool,
    /// True if the shapes of a list are a part of its report.
    shows_shapes: bool,
    description: &'c str,
    files: Vec<(&'c str, &'c str)>,
    /// Formats of exports.
    exports: Vec<&'c str>,
}

impl<'c> Case<'c> {
    fn parse(text: &'c str, renderer: &'static str) -> Self {
        let mut parts = text.split("\n=== ");
        let description = parts.next().unwrap();
        let sections: Vec<(&str, &str)> =
            parts.map(|part| part.split_once('\n').unwrap_or((part, ""))).collect();
        let exports =
            sections.iter().filter_map(|(name, _)| name.strip_prefix("export ")).collect();
        // `html before 0.4` is a section of ours.
        let is_file = |name: &str| {
            matches!(name, "chapter" | "list") || name.contains('.') && !name.contains(' ')
        };
        let is_file = |(name, _): &(&str, &str)| name.starts_with(IMPORT) || is_file(name);
        let files = sections.into_iter().filter(is_file).collect();
        Case { renderer, is_whole: false, shows_shapes: false, description, files, exports }
    }

    /// The whole case as it should be written.
    fn outcome(&self) -> String {
        let mut text = self.description.to_owned();
        for (name, content) in &self.files {
            write!(text, "\n=== {name}\n{content}").unwrap();
        }
        for (name, content) in &self.files {
            let name = if *name == "list" { Some("list.md") } else { name.strip_prefix(IMPORT) };
            if let Some(name) = name {
                return text + &imported(name, content, self.shows_shapes);
            }
        }
        if !self.exports.is_empty() {
            return text + &self.exported();
        }
        let folder = self.folder();
        let chapter = self.files.iter().find(|(name, _)| *name == "chapter");
        let chapter = chapter.map_or(QUOTED, |(_, content)| content);
        let checked = self.send(&folder, chapter, None);
        let root = folder.0.to_str().unwrap();
        let mut report = without_panic(&checked.stderr).replace(root, "ROOT");
        if checked.code != Some(0) {
            assert_eq!(checked.stdout, "", "a failing run writes nothing");
            writeln!(report, "exit code {}", checked.code.unwrap()).unwrap();
        }
        if !report.is_empty() {
            write!(text, "\n=== report\n{report}").unwrap();
        }
        let shown = self.send(&folder, chapter, Some("never"));
        if shown.code == Some(0) {
            let expanded = shown.content();
            if expanded != chapter {
                write!(text, "\n=== expanded\n{}", self.kept(&expanded)).unwrap();
                self.push_html(&mut text, "before", chapter);
                self.push_html(&mut text, "after", &expanded);
                let again = self.send(&folder, &expanded, Some("never")).content();
                assert_eq!(again, expanded, "expanding twice is once");
            }
        }
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text
    }

    /// Output of `export` for the only file.
    fn exported(&self) -> String {
        let [(name, content)] = self.files[..] else { panic!("an export is of one file") };
        let folder = Folder::new();
        folder.write(name, content);
        let mut text = String::new();
        for format in &self.exports {
            let run = run_in(&folder, &["export", "--format", format, "--catalogue", name]);
            write!(text, "\n=== export {format}\n{}", run.stdout).unwrap();
            if !run.stderr.is_empty() {
                write!(text, "\n=== report {format}\n{}", run.stderr).unwrap();
            }
        }
        text
    }

    fn folder(&self) -> Folder {
        let folder = Folder::new();
        folder.write("book.toml", include_str!("cases/book.toml"));
        folder.write("catalogue.toml", include_str!("cases/catalogue.toml"));
        for (name, content) in &self.files {
            let name = if *name == "chapter" { "src/chapter.md" } else { name };
            folder.write(name, content);
        }
        folder
    }

    /// Text with the parts that a case leaves out replaced.
    fn kept(&self, text: &str) -> String {
        if self.is_whole { text.to_owned() } else { without_content(text, &["style", "script"]) }
    }

    fn push_html(&self, text: &mut String, when: &str, markdown: &str) {
        let (old, new) = (self.kept(&html_04(markdown)), self.kept(&html_05(markdown)));
        write!(text, "\n=== html {when}\n{}", new.trim_end()).unwrap();
        if old != new {
            write!(text, "\n=== html {when} 0.4\n{}", old.trim_end()).unwrap();
        }
    }

    /// Runs the command on this chapter of the book in the folder.
    fn send(&self, folder: &Folder, chapter: &str, fail_on: Option<&str>) -> Run {
        let toml: toml::Table = folder.read("book.toml").parse().unwrap();
        let mut config = serde_json::to_value(toml).unwrap();
        if let (Some(fail_on), Some(Value::Object(table))) =
            (fail_on, config.pointer_mut("/preprocessor/resources"))
        {
            table.insert("fail-on".to_owned(), fail_on.into());
        }
        let mut message = message(&folder.0, &config, &[("chapter.md", chapter)]);
        message[0]["renderer"] = self.renderer.into();
        run(message.to_string())
    }
}

/// Output of `import` for a file.
fn imported(name: &str, content: &str, shows_shapes: bool) -> String {
    let folder = Folder::new();
    folder.write(name, content);
    let imported = run_in(&folder, &["import", name]);
    let mut text = String::new();
    let stderr = without_panic(&imported.stderr);
    let report = if shows_shapes { stderr } else { without_shapes(stderr) };
    if !report.is_empty() {
        write!(text, "\n=== report\n{report}").unwrap();
    }
    if imported.code == Some(0) {
        folder.write("imported.toml", &imported.stdout);
        let read = |name| run_in(&folder, &["list", "--catalogue", name, "--format", "json"]);
        assert_eq!(read("imported.toml").stdout, read(name).stdout, "the TOML says the same");
        write!(text, "\n=== toml\n{}", imported.stdout).unwrap();
    } else {
        assert_eq!(imported.stdout, "", "a failing run writes nothing");
        writeln!(text, "exit code {}", imported.code.unwrap()).unwrap();
    }
    text
}

/// A report without the shapes of a list, which stand behind it.
fn without_shapes(report: &str) -> &str {
    let start = report.lines().find(|line| line.ends_with(" as read"));
    start.and_then(|start| report.find(start)).map_or(report, |start| &report[..start])
}

/// The text with a placeholder for the content of these elements, wherever they stand and whatever
/// containers put before their lines. An author's own are shorter than [`LONG`], and stay.
fn without_content(text: &str, elements: &[&str]) -> String {
    let mut text = text.to_owned();
    for element in elements {
        let (open, close) = (format!("<{element}>"), format!("</{element}>"));
        let mut at = 0;
        while let Some(start) = text[at..].find(&open).map(|found| at + found + open.len()) {
            let Some(end) = text[start..].find(&close).map(|found| start + found) else { break };
            if end - start > LONG {
                text.replace_range(start..end, "…");
            }
            at = start;
        }
    }
    text
}
