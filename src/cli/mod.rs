//! The commands: what a person or mdBook calls.
//!
//! To add a command: give it a file here, a variant of [`Command`], whose comment is its `--help`, and an arm of
//! [`run`]. Describe it in `book/src/manual/commands.md`, and test it in
//! `tests/testsuite/`.

mod arguments;
mod assets;
mod book;
mod changes;
mod check;
mod completions;
mod edit;
mod expand;
mod explain;
mod export;
mod import;
mod init;
mod links;
mod list;
mod origins;
mod preprocess;
mod streams;
mod table;
mod template;
mod watch;

use std::io::{IsTerminal, stdin};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::config::Target;
use crate::diagnostic::{FailOn, Findings, Policy};
use crate::read::FileType;
use crate::report::Report;
use crate::setup::Setup;
use arguments::{Arguments, CatalogueArgument, Command, ReportFormat};
use streams::{print, say, written};

/// JSON Schema of catalogues.
const SCHEMA: &str = include_str!("../../schema/catalogue.json");

/// Runs the command that the arguments name.
///
/// # Errors
/// If standard input or output fails.
pub fn run() -> anyhow::Result<ExitCode> {
    // mdBook gives none, and each of its builds would pay for a parser that has nothing to read.
    let has_arguments = std::env::args_os().len() > 1;
    let arguments =
        if has_arguments { Arguments::try_parse() } else { Ok(Arguments { command: None }) };
    let Arguments { command } = match arguments {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => error.exit(),
        // `--help` and `--version` come as errors.
        Err(text) => return written(text.print()).map(|()| ExitCode::SUCCESS),
    };
    let run = || match command {
        Some(command) => run_command(command),
        // Someone looks what this is; mdBook never writes from a terminal.
        None if stdin().is_terminal() => written(Arguments::command().print_help()).map(|()| true),
        None => preprocess::run(),
    };
    let Ok(succeeded) = panic::catch_unwind(AssertUnwindSafe(run)) else {
        say(concat!(
            "mdbook-resources: this is a bug of mdbook-resources. Please report the lines above: ",
            env!("CARGO_PKG_REPOSITORY"),
            "/issues"
        ))?;
        return Ok(ExitCode::FAILURE);
    };
    Ok(if succeeded? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// All that can be said on the command line: for manual pages.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Runs a command. Returns whether it succeeds.
fn run_command(command: Command) -> anyhow::Result<bool> {
    match command {
        Command::Init { book, catalogue, example, yes } => {
            init::run(book.as_deref(), &init::Options { catalogue, example, yes })
        }
        Command::Assets { book, yes } => assets::run(book.as_deref(), yes),
        // Translators get the directive, and not the section.
        Command::Supports { renderer } => Ok(renderer != "xgettext"),
        Command::List { explain: Some(name), catalogue, .. } => origins::run(&name, &catalogue),
        Command::List { words, format, without, catalogue, .. } => {
            list::run(&words, format, &without, &catalogue)
        }
        Command::Expand { file, renderer, catalogue } => {
            expand::run(file.as_deref(), &renderer, &catalogue)
        }
        Command::Import { file, file_type, check, output, patterns } => {
            let types = FileType::names().into_iter();
            let file_type = types.filter(|(name, _)| Some(*name) == file_type.as_deref());
            let file_type = file_type.map(|(_, file_type)| file_type).next();
            match check {
                Some(made) => import::check(&file, file_type, &patterns, &made),
                None => import::run(&file, file_type, &patterns, output.as_deref()),
            }
        }
        Command::Export { words, format, catalogue } => export::run(&words, &format, &catalogue),
        Command::Explain { code } => explain::run(code.as_deref()),
        Command::Template { name } => template::run(&name),
        Command::Completions { shell } => completions::run(shell),
        Command::Schema => print(SCHEMA).map(|()| true),
        Command::Check { book, format } => check::run(book.as_deref(), format),
        Command::Links { report, write, fix, yes, date, format, catalogue } => {
            links::run(&report, &links::Options { write, fix, yes, date, format }, &catalogue)
        }
    }
}

/// Writes a report in the form that was asked for; `root` is the folder that its files are named from.
fn print_report(report: &Report, format: ReportFormat, root: &Path) -> anyhow::Result<()> {
    match format {
        ReportFormat::Text => Ok(report.print()?),
        ReportFormat::Json => print(&report.json(root)),
        ReportFormat::Github => print(&report.github(root)),
    }
}

impl CatalogueArgument {
    /// The folder that the catalogue's files are named from.
    fn root(&self) -> PathBuf {
        if self.catalogues.is_empty() { book::around() } else { PathBuf::new() }
    }

    /// Reads the catalogue, and with it the settings of the book that the current folder is in, if there is one.
    fn setup(&self, target: Target, findings: &mut Findings) -> Option<Setup> {
        match &self.catalogues[..] {
            [] => Setup::for_folder(&book::around(), target, findings),
            files => Some(Setup::with_catalogues(files, target, findings)),
        }
    }
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
    let setup = catalogue.setup(Target::Markdown, &mut findings);
    let text = setup.as_ref().map(|setup| text(setup, &mut findings)).transpose()?.flatten();
    let own = setup.map(|setup| setup.book.settings.policy.clone()).unwrap_or_default();
    let policy = Policy { fail_on: fail_on.unwrap_or(own.fail_on), ..own };
    let report = Report::new(findings, &policy);
    report.print()?;
    match text.filter(|_| !report.stops()) {
        Some(text) => print(&text).map(|()| true),
        None => Ok(false),
    }
}
