//! The commands: what a person or mdBook calls.
//!
//! To add a command: give it a file here, a variant of [`Command`], whose comment is its `--help`, and an arm of
//! [`run`]. Describe it in `book/src/manual/commands.md` and in the table of the README, and test it in
//! `tests/testsuite/commands.rs`.

mod check;
mod expand;
mod explain;
mod export;
mod import;
mod list;
mod preprocess;

use std::io::{self, IsTerminal, Read, Write, stdin};
#[cfg(unix)]
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::builder::PossibleValuesParser;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::catalogue::{EXPORTS, FileType};
use crate::diagnostic::{Diagnostic, FailOn, Findings, Policy, Source};
use crate::files;
use crate::report::Report;
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
    /// Tell mdBook that a renderer is supported: every renderer is
    Supports {
        /// The renderer's name: html, markdown, epub, …
        #[allow(dead_code, reason = "mdBook gives it, and every renderer is supported")]
        renderer: String,
    },
    /// List the catalogue, or what a directive would select
    ///
    /// Write the same words as in a directive: `list calculus kind=video sort=title`. Each argument of the shell
    /// is one name or one option, so a value needs no quotes of its own. Without any words, everything is listed.
    List {
        /// Names of topics and resources, and options as OPTION=VALUE
        words: Vec<String>,
        /// The output format
        #[arg(long, value_enum, default_value_t)]
        format: list::OutputFormat,
        /// For `--format urls`: leave out these URLs
        #[arg(long, value_enum, value_delimiter = ',')]
        without: Vec<list::Without>,
        /// Show what the catalogue says of this topic or resource, and which file says it
        #[arg(long, value_name = "NAME", conflicts_with_all = ["words", "format"])]
        explain: Option<String>,
        #[command(flatten)]
        catalogue: CatalogueArgument,
    },
    /// Expand the directives of a Markdown file, without mdBook
    Expand {
        /// The Markdown file; if it is left out, standard input is read
        file: Option<PathBuf>,
        /// The renderer that will read the result: for `html`, sections are HTML
        #[arg(long, default_value = "markdown")]
        renderer: String,
        #[command(flatten)]
        catalogue: CatalogueArgument,
    },
    /// Turn a list of links, references or bookmarks into a catalogue in TOML
    ///
    /// Warnings about the file are written to standard error.
    Import {
        /// A list of links in Markdown, or any other catalogue file; `-` reads standard input
        file: String,
        /// What the file is written in [default: what its name says, or what standard input looks like]
        #[arg(long = "from", value_name = "TYPE", value_parser = file_type())]
        file_type: Option<String>,
        /// Write nothing, but say where the file and the TOML that was made of it differ; exit code 1 if they do
        #[arg(long, value_name = "TOML")]
        check: Option<String>,
    },
    /// Write the catalogue, or a part of it, in another format
    ///
    /// Which resources are written is said with the same words as in `list`. What the format has no place for is in
    /// the manual; resources that it leaves out are named on standard error.
    Export {
        /// Names of topics and resources, and options as OPTION=VALUE
        words: Vec<String>,
        /// The format
        #[arg(long, value_parser = export_format())]
        format: String,
        #[command(flatten)]
        catalogue: CatalogueArgument,
    },
    /// Print the JSON Schema of catalogues, for editors
    Schema,
    /// Report everything that is wrong with a book, without building it
    ///
    /// Exit codes: 0 if nothing is as serious as the book's `fail-on`, 1 if something is, 2 if the command itself is
    /// used wrongly.
    Check {
        /// The folder of `book.toml`
        #[arg(default_value = ".")]
        book: PathBuf,
        /// The format of the report
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
    },
}

/// The words that name a type of file.
fn file_type() -> PossibleValuesParser {
    PossibleValuesParser::new(FileType::names().into_iter().map(|(name, _)| name))
}

/// The names of formats.
fn export_format() -> PossibleValuesParser {
    PossibleValuesParser::new(EXPORTS.map(|(name, _)| name))
}

/// Which catalogue a command works with.
#[derive(clap::Args)]
struct CatalogueArgument {
    /// A catalogue file, or `builtin`; can be given several times: later ones add to earlier ones [default: the
    /// catalogue of ./book.toml, or the built-in one]
    #[arg(long = "catalogue", value_name = "FILE")]
    catalogues: Vec<PathBuf>,
}

/// How a report is written.
#[derive(Clone, Copy, Default, ValueEnum)]
enum ReportFormat {
    /// Text for people, on standard error
    #[default]
    Text,
    /// A JSON array, on standard output
    Json,
    /// Annotations for GitHub workflows, on standard output
    Github,
}

/// What a catalogue in TOML or JSON can say.
const SCHEMA: &str = include_str!("../../schema/catalogue.json");

/// Runs the command that the arguments name.
///
/// # Errors
/// If standard input or output fails.
pub fn run() -> anyhow::Result<ExitCode> {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => error.exit(),
        // `--help` and `--version` come as errors.
        Err(text) => return written(text.print()).map(|()| ExitCode::SUCCESS),
    };
    let succeeded = match arguments.command {
        Some(Command::Supports { .. }) => true,
        Some(Command::List { explain: Some(name), catalogue, .. }) => {
            explain::run(&name, &catalogue)?
        }
        Some(Command::List { words, format, without, catalogue, .. }) => {
            list::run(&words, format, &without, &catalogue)?
        }
        Some(Command::Expand { file, renderer, catalogue }) => {
            expand::run(file.as_deref(), &renderer, &catalogue)?
        }
        Some(Command::Import { file, file_type, check }) => {
            let types = FileType::names().into_iter();
            let file_type = types.filter(|(name, _)| Some(*name) == file_type.as_deref());
            let file_type = file_type.map(|(_, file_type)| file_type).next();
            match check {
                Some(made) => import::check(&file, file_type, &made)?,
                None => import::run(&file, file_type)?,
            }
        }
        Some(Command::Export { words, format, catalogue }) => {
            export::run(&words, &format, &catalogue)?
        }
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

/// The text of a file, or of standard input, and its name in messages.
///
/// # Errors
/// If standard input fails. What is wrong with a file is in the result.
fn source(file: Option<&Path>) -> anyhow::Result<(String, Result<Arc<Source>, Diagnostic>)> {
    if let Some(file) = file {
        let name = file.to_string_lossy().into_owned();
        let source = files::read(Path::new(""), &name);
        return Ok((name, source));
    }
    let name = "standard input";
    let mut bytes = Vec::new();
    stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
    Ok((name.to_owned(), files::decode(name, bytes)))
}

/// Writes what a command makes of the catalogue that its arguments or the book name. Returns whether there is
/// anything, and nothing stops it: `fail_on`, or, if that is not given, the book's own.
///
/// # Errors
/// Those of the command, or if standard output or standard error cannot be written.
fn answer(
    catalogue: &CatalogueArgument,
    fail_on: Option<FailOn>,
    text: impl FnOnce(&Setup, &mut Findings) -> anyhow::Result<Option<String>>,
) -> anyhow::Result<bool> {
    let mut findings = Findings::default();
    let setup = catalogue.setup(&mut findings);
    let text = setup.as_ref().map(|setup| text(setup, &mut findings)).transpose()?.flatten();
    let own = setup.map(|setup| setup.settings.policy).unwrap_or_default();
    let policy = Policy { fail_on: fail_on.unwrap_or(own.fail_on), ..own };
    let report = Report::new(findings, &policy);
    report.print()?;
    match text.filter(|_| !report.stops()) {
        Some(text) => print(&text).map(|()| true),
        None => Ok(false),
    }
}

/// Writes to standard output.
fn print(text: &str) -> anyhow::Result<()> {
    written(write(text.as_bytes()))
}

/// Writes the book to standard output: mdBook reads all of it, so that a closed pipe is an error here.
fn print_book(book: &[u8]) -> anyhow::Result<()> {
    write(book).context("standard output cannot be written")
}

fn write(text: &[u8]) -> io::Result<()> {
    let mut stdout = stdout()?;
    stdout.write_all(text)?;
    stdout.flush()
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
