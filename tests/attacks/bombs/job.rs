//! Input of one process.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{config, message};

/// Files in a folder of their own, arguments and standard input.
#[derive(Default)]
pub(crate) struct Job {
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Commands of a shell that runs in the folder before: for what is no file.
    pub(crate) before: &'static str,
    pub(crate) arguments: Vec<String>,
    /// `BOOK` in it stands for the folder.
    pub(crate) stdin: Vec<u8>,
    /// A shell's redirections, such as `>/dev/full`.
    pub(crate) redirections: &'static str,
}

impl Job {
    pub(crate) fn arguments(arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        Job { arguments, ..Job::default() }
    }

    pub(crate) fn file(mut self, name: &str, text: impl AsRef<[u8]>) -> Self {
        self.files.push((name.to_owned(), text.as_ref().to_vec()));
        self
    }

    pub(crate) fn before(self, before: &'static str) -> Self {
        Job { before, ..self }
    }

    pub(crate) fn redirected(self, redirections: &'static str) -> Self {
        Job { redirections, ..self }
    }

    pub(crate) fn stdin(self, stdin: impl AsRef<[u8]>) -> Self {
        Job { stdin: stdin.as_ref().to_vec(), ..self }
    }

    /// All that has to be read.
    pub(crate) fn bytes(&self) -> usize {
        let files = self.files.iter().map(|(_, text)| text.len());
        let arguments = self.arguments.iter().map(|argument| argument.len() + 1);
        self.stdin.len() + files.chain(arguments).sum::<usize>()
    }
}

/// mdBook's call with these chapters, and a table `[preprocessor.resources]`.
pub(crate) fn book(settings: &Value, chapters: &[(&str, &str)]) -> Job {
    let sent = message(Path::new("BOOK"), &config(settings), chapters);
    Job::default().stdin(sent.to_string())
}

/// mdBook's call with one chapter; mistakes in it are shown on the page, so that there is one.
pub(crate) fn chapter(content: &str) -> Job {
    book(&json!({"fail-on": "never"}), &[("chapter.md", content)])
}

/// The same, where mistakes stop.
pub(crate) fn strict(content: &str) -> Job {
    book(&json!({}), &[("chapter.md", content)])
}

/// mdBook's call with a catalogue file and one directive.
pub(crate) fn catalogue(name: &str, text: &str, directive: &str) -> Job {
    let chapter = format!("# Chapter\n\n{directive}\n");
    book(&json!({"catalogue": name}), &[("chapter.md", &chapter)]).file(name, text)
}

/// A catalogue as `list` shows it.
pub(crate) fn list(name: &str, text: &str) -> Job {
    Job::arguments(&["list", "--catalogue", name]).file(name, text)
}

/// A Markdown list as `import` writes it.
pub(crate) fn import(text: &str) -> Job {
    Job::arguments(&["import", "links.md"]).file("links.md", text)
}

/// A book for `check`: its chapter, and a table `[preprocessor.resources]`.
pub(crate) fn check(settings: &str, chapter: &str) -> Job {
    Job::arguments(&["check"])
        .file("book.toml", format!("[book]\ntitle = \"T\"\n[preprocessor.resources]\n{settings}\n"))
        .file("src/SUMMARY.md", "# Summary\n\n- [Chapter](chapter.md)\n")
        .file("src/chapter.md", chapter)
}

/// `each` for every number below `n`, one after another.
pub(crate) fn repeated(n: usize, each: impl Fn(usize) -> String) -> String {
    (0..n).map(each).collect()
}
