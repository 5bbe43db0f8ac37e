//! The commands: what a person or mdBook calls.
//!
//! To add a command: give it a file here, a variant of [`Command`] and an arm of [`run`], and describe it in
//! `book/src/manual/commands.md`.

mod check;
mod expand;
mod import;
mod list;
mod preprocess;

use std::io::{self, IsTerminal, Write, stdin};
#[cfg(unix)]
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Findings;
use crate::setup::Setup;

/// Learning resources for mdBook: `<<#resources TOPIC>>` becomes a study guide
///
/// mdBook runs this program by itself once `book.toml` has a table `[preprocessor.resources]`.
#[derive(Parser)]
#[command(name = "mdbook-resources", version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Tell mdBook whether a renderer is supported: all are
    Supports {
        /// As mdBook calls it: html, markdown, epub, …
        #[allow(dead_code, reason = "mdBook gives it, and every renderer is supported")]
        renderer: String,
    },
    /// List what the catalogue holds, or what a directive would select
    ///
    /// The words are those of a directive: `list calculus kind=video sort=title`. A shell's argument is one
    /// name or one option, so that values need no further quotes. Without a selection, everything.
    List {
        /// Names of topics and resources, and options as OPTION=VALUE
        words: Vec<String>,
        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: list::OutputFormat,
        #[command(flatten)]
        catalogue: CatalogueArgument,
    },
    /// Expand the directives of a Markdown file, without mdBook
    Expand {
        /// The file; standard input where there is none
        file: Option<PathBuf>,
        /// The renderer to write for
        #[arg(long, default_value = "markdown")]
        renderer: String,
        #[command(flatten)]
        catalogue: CatalogueArgument,
    },
    /// Turn a list of links into a catalogue in TOML
    ///
    /// What is doubtful about the list is reported on standard error.
    Import {
        /// A Markdown list, or any other catalogue
        file: PathBuf,
    },
    /// Print the JSON Schema of catalogues, for editors
    Schema,
    /// Report everything that is wrong with a book, without building it
    ///
    /// Exit codes: 0 when nothing is as grave as the book's `fail-on`, 1 when something is, 2 when the
    /// command itself is used wrongly.
    Check {
        /// The folder of `book.toml`
        #[arg(default_value = ".")]
        book: PathBuf,
        /// How to report it
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
    },
}

/// Which catalogue a command works with.
#[derive(clap::Args)]
struct CatalogueArgument {
    /// A catalogue file, or `builtin`; given several times, later ones are put on top [default: what
    /// ./book.toml says, or the built-in one]
    #[arg(long = "catalogue", value_name = "FILE")]
    catalogues: Vec<PathBuf>,
}

/// How a report is written.
#[derive(Clone, Copy, Default, ValueEnum)]
enum ReportFormat {
    /// For reading, on standard error
    #[default]
    Text,
    /// One JSON array
    Json,
    /// Annotations of GitHub's workflows
    Github,
}

/// What a catalogue in TOML or JSON can say.
const SCHEMA: &str = include_str!("../../schema/catalogue.json");

/// Runs the command that the arguments name.
///
/// # Errors
/// Where standard input or output fail.
pub fn run() -> anyhow::Result<ExitCode> {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => error.exit(),
        // `--help` and `--version` come as errors.
        Err(text) => return written(text.print()).map(|()| ExitCode::SUCCESS),
    };
    let succeeded = match arguments.command {
        Some(Command::Supports { .. }) => true,
        Some(Command::List { words, format, catalogue }) => list::run(&words, format, &catalogue)?,
        Some(Command::Expand { file, renderer, catalogue }) => {
            expand::run(file.as_deref(), &renderer, &catalogue)?
        }
        Some(Command::Import { file }) => import::run(file)?,
        Some(Command::Schema) => {
            print(SCHEMA)?;
            true
        }
        Some(Command::Check { book, format }) => check::run(&book, format)?,
        // Someone looks what this is; mdBook never writes from a terminal.
        None if stdin().is_terminal() => {
            written(Arguments::command().print_help())?;
            true
        }
        None => preprocess::run()?,
    };
    Ok(if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl CatalogueArgument {
    /// Reads the catalogue, and with it the settings of the book in this folder, if there is one.
    fn setup(&self, findings: &mut Findings) -> Option<Setup> {
        match &self.catalogues[..] {
            [] => Setup::for_folder(Path::new("."), findings),
            files => Some(Setup::with_catalogues(files, findings)),
        }
    }
}

/// Writes to standard output.
fn print(text: &str) -> anyhow::Result<()> {
    written(stdout().and_then(|mut stdout| {
        stdout.write_all(text.as_bytes())?;
        stdout.flush()
    }))
}

/// What has become of writing to standard output. A reader that has seen enough, such as `head`, is no error.
fn written(result: io::Result<()>) -> anyhow::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("standard output cannot be written"),
    }
}

/// Standard output as a file: [`io::Stdout`] takes it for written where it is open for reading alone.
#[cfg(unix)]
fn stdout() -> io::Result<impl Write> {
    io::stdout().as_fd().try_clone_to_owned().map(std::fs::File::from)
}

#[cfg(not(unix))]
fn stdout() -> io::Result<impl Write> {
    Ok(io::stdout().lock())
}
