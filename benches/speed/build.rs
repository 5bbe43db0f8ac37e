//! Builds of a real book with an installed mdBook: what a preprocessor adds to them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::book::{self, CHAPTERS, Input};
use crate::no_op;
use crate::process::{Program, Usage, median, run as run_command};
use crate::{Arguments, table};

const ROUNDS: usize = 15;

/// Preprocessors of others, which take part where they are installed.
const OTHERS: [&str; 2] = ["mdbook-toc", "mdbook-bib"];

pub(crate) fn run(_: &[Input], _: &Arguments) -> Result<(), String> {
    let Some(mdbook) = mdbook() else {
        table::line("\nmdbook is not installed: put it into the PATH, or name it with MDBOOK=…");
        return Ok(());
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    let books = books(&folder).map_err(|error| error.to_string())?;
    let mut usages: Vec<Vec<Usage>> = vec![Vec::new(); books.len()];
    for _ in 0..ROUNDS {
        for ((_, book), usages) in books.iter().zip(&mut usages) {
            usages.push(run_command(Command::new(&mdbook).arg("build").arg(book), b"")?);
        }
    }
    table::head(
        &format!("Builds of a book: medians of {ROUNDS} rounds"),
        "preprocessor",
        &["wall", "added", "CPU", "added"],
    );
    let medians = |of: fn(&Usage) -> Duration| -> Vec<Duration> {
        usages.iter().map(|usages| median(usages.iter().map(of))).collect()
    };
    let (walls, cpus) = (medians(|usage| usage.wall), medians(|usage| usage.cpu));
    let added = |time: Duration, base: Duration| {
        format!("{:+.2} ms", (time.as_secs_f64() - base.as_secs_f64()) * 1e3)
    };
    for (at, (name, _)) in books.iter().enumerate() {
        let [wall, cpu] = [walls[at], cpus[at]];
        table::row(
            name,
            [
                table::milliseconds(wall),
                added(wall, walls[0]),
                table::milliseconds(cpu),
                added(cpu, cpus[0]),
            ],
        );
    }
    fs::remove_dir_all(&folder).map_err(|error| error.to_string())
}

/// An mdBook: the one that is named, the one in the path, or the one that `.ci/run` has installed.
fn mdbook() -> Option<String> {
    let named = std::env::var("MDBOOK").ok();
    let home = std::env::var("HOME").unwrap_or_default();
    let cached = format!("{home}/.cache/mdbook-resources/mdbook-0.5.4/bin/mdbook");
    let all = [named, Some("mdbook".to_owned()), Some(cached)];
    all.into_iter().flatten().find(|program| answers(program, &["--version"]))
}

fn answers(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The same book without a preprocessor, and with each, by the preprocessor's name.
fn books(folder: &Path) -> std::io::Result<Vec<(String, PathBuf)>> {
    let ours = Program::Ours.path().display().to_string();
    let no_op = format!("{} {}", Program::NoOp.path().display(), no_op::ARGUMENT);
    let table =
        |name: &str, command: &str| format!("[preprocessor.{name}]\ncommand = '{command}'\n");
    let mut settings = vec![
        ("none".to_owned(), String::new()),
        ("the no-op".to_owned(), table("no-op", &no_op)),
        ("ours".to_owned(), table("resources", &ours)),
    ];
    // Not all of them know `--version`.
    for other in OTHERS.into_iter().filter(|other| answers(other, &["supports", "html"])) {
        settings.push((other.to_owned(), table(other.trim_start_matches("mdbook-"), other)));
    }
    let mut books = Vec::new();
    for (name, settings) in settings {
        let book = folder.join(&name);
        write(&book, &settings)?;
        books.push((name, book));
    }
    Ok(books)
}

/// Writes a book's files.
fn write(book: &Path, settings: &str) -> std::io::Result<()> {
    fs::create_dir_all(book.join("src"))?;
    fs::write(book.join("book.toml"), format!("[book]\ntitle = \"A book\"\n\n{settings}"))?;
    let mut summary = "# Summary\n\n".to_owned();
    for number in 0..CHAPTERS {
        fs::write(book.join(format!("src/chapter-{number}.md")), book::text(number))?;
        summary.push_str(&format!("- [Chapter {number}](chapter-{number}.md)\n"));
    }
    fs::write(book.join("src/SUMMARY.md"), summary)
}
