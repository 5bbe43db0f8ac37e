//! Arguments of the command line. The comments here are the help.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::template;

use crate::catalogue::Date;
use crate::diagnostic::Code;
use crate::export::FORMATS as EXPORTS;
use crate::read::FileType;
use crate::read::list::Declared;

/// Learning resources for mdBook: `<<#resources TOPIC>>` becomes a study guide
///
/// mdBook runs this program by itself once `book.toml` has a table `[preprocessor.resources]`.
#[derive(Parser)]
#[command(
    name = "mdbook-resources",
    version,
    after_help = "Example: `mdbook-resources init --example` in the folder of a book adds the table and a catalogue to start from."
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Add the preprocessor to a book
    ///
    /// This adds the table `[preprocessor.resources]` to `book.toml`; comments and formatting there stay. If the book
    /// has all of it already, nothing changes. On a terminal, it asks before it changes a file.
    #[command(
        alias = "install",
        after_help = "Examples:
  mdbook-resources init
  mdbook-resources init --example
  mdbook-resources init --catalogue links.md"
    )]
    Init {
        /// The folder of the book, or its `book.toml` [default: the book that the current folder is in]
        book: Option<PathBuf>,
        /// Use this catalogue, a path from the book's folder, and let `mdbook serve` notice its changes
        #[arg(long, value_name = "FILE")]
        catalogue: Option<String>,
        /// Write a catalogue with comments to start from, if there is no such file [default: catalogue/resources.toml]
        #[arg(long)]
        example: bool,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
    /// Write the style and the script of sections into two files that all pages load
    ///
    /// Without them, each chapter brings what its sections need, and there is nothing to install. With them, pages are
    /// smaller, and `print.html` has both once. The book's settings are changed: `style = "files"`, `additional-css`
    /// and `additional-js`. Run it again after an update or when settings change; `check` and each build say so.
    #[command(after_help = "Examples:
  mdbook-resources assets
  mdbook-resources assets path/to/book --yes")]
    Assets {
        /// The folder of the book, or its `book.toml` [default: the book that the current folder is in]
        book: Option<PathBuf>,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
    /// Tell mdBook whether a renderer is supported: every one is, but for xgettext
    ///
    /// `xgettext` collects texts for translators, who get the directive and not the section.
    #[command(after_help = "Example:
  mdbook-resources supports html")]
    Supports {
        /// The renderer's name: html, markdown, epub, …
        renderer: String,
    },
    /// List the catalogue, or what a directive would select
    ///
    /// Write the same words as in a directive: `list calculus kind=video sort=title`. Each argument of the shell
    /// is one name or one option, so a value needs no quotes of its own. Without any words, everything is listed.
    #[command(after_help = "Examples:
  mdbook-resources list calculus kind=video,course
  mdbook-resources list --format urls | lychee -")]
    List {
        /// Names of topics and resources, and options as OPTION=VALUE
        words: Vec<String>,
        /// The output format
        #[arg(long, value_enum, default_value_t)]
        format: OutputFormat,
        /// For `--format urls`: leave out these URLs
        #[arg(long, value_enum, value_delimiter = ',')]
        without: Vec<Without>,
        /// Show what the catalogue says of this topic or resource, and which file says it
        #[arg(long, value_name = "NAME", conflicts_with_all = ["words", "format"])]
        explain: Option<String>,
        #[command(flatten)]
        catalogue: CatalogueArgument,
    },
    /// Expand the directives of a Markdown file, without mdBook
    #[command(after_help = "Example:
  mdbook-resources expand chapter.md > expanded.md")]
    Expand {
        /// The Markdown file; if it is left out, standard input is read
        file: Option<PathBuf>,
        /// The renderer that will read the result: for `html`, sections are HTML
        #[arg(long, default_value = "markdown")]
        renderer: String,
        #[command(flatten)]
        catalogue: CatalogueArgument,
    },
    /// Report what a link checker has seen, at the catalogue's own lines
    ///
    /// The checker is lychee. Nothing is loaded from the network by this program itself.
    #[command(after_help = "Examples:
  mdbook-resources list --format urls | lychee --verbose --format json --output report.json -
  mdbook-resources links report.json
  mdbook-resources links report.json --write links.toml
  mdbook-resources links report.json --fix")]
    Links {
        /// The report, written by `lychee --verbose --format json`; `-` reads standard input
        report: String,
        /// Keep what reports have said in this file; a link is dead when reports of two different days say so
        #[arg(long, value_name = "FILE")]
        write: Option<PathBuf>,
        /// Write the new URLs of what has moved into the catalogue's TOML files
        #[arg(long)]
        fix: bool,
        /// Do not ask before files are changed
        #[arg(long, short)]
        yes: bool,
        /// The day of the report [default: today]
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        date: Option<Date>,
        /// The format of what is reported
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
        #[command(flatten)]
        catalogue: CatalogueArgument,
    },
    /// Turn a list of links, references or bookmarks into a catalogue in TOML
    ///
    /// Warnings about the file, and how the entries of a list are read, are written to standard error.
    #[command(after_help = "Examples:
  mdbook-resources import links.md --output catalogue/links.toml
  mdbook-resources import links.md --entry '[title](url) - authors' > links.toml
  mdbook-resources import links.md --check catalogue/links.toml")]
    Import {
        /// A list of links in Markdown, or any other catalogue file; `-` reads standard input
        file: String,
        /// Type of the file [default: the one that its name says]
        #[arg(long = "from", value_name = "TYPE", value_parser = file_type())]
        file_type: Option<String>,
        /// Write nothing, but say where the file and the TOML that was made of it differ; exit code 1 if they do
        #[arg(long, value_name = "TOML")]
        check: Option<String>,
        /// Write the TOML into this new file, with the folders that lead to it, instead of standard output
        #[arg(long, value_name = "FILE", conflicts_with = "check")]
        output: Option<String>,
        #[command(flatten)]
        patterns: PatternArguments,
    },
    /// Write the catalogue, or a part of it, in another format
    ///
    /// Which resources are written is said with the same words as in `list`. What the format has no place for is in
    /// the manual; resources that it leaves out are named on standard error.
    #[command(after_help = "Example:
  mdbook-resources export --format markdown > README.md")]
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
    #[command(after_help = "Example:
  mdbook-resources schema > catalogue/schema.json")]
    Schema,
    /// Print what the manual says about the code of a diagnostic
    #[command(after_help = "Example:
  mdbook-resources explain unknown-name")]
    Explain {
        /// The code: the word in brackets in `error[unknown-name]`; without one, all codes are listed
        #[arg(value_parser = code(), hide_possible_values = true)]
        code: Option<String>,
    },
    /// Print a built-in template, to start one of your own
    #[command(after_help = "Example:
  mdbook-resources template list.md > templates/list.md")]
    Template {
        /// The template: a format, such as `cards`, or a file of it, such as `list.html` or `_items.html`
        #[arg(value_parser = template(), hide_possible_values = true)]
        name: String,
    },
    /// Print a script that lets a shell complete commands, options and names
    #[command(after_help = "Examples:
  mdbook-resources completions bash > ~/.local/share/bash-completion/completions/mdbook-resources
  mdbook-resources completions fish > ~/.config/fish/completions/mdbook-resources.fish")]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Report everything that is wrong with a book, without building it
    ///
    /// Exit codes: 0 if nothing is as serious as the book's `fail-on`, 1 if something is, 2 if the command itself is
    /// used wrongly.
    #[command(after_help = "Examples:
  mdbook-resources check
  mdbook-resources check path/to/book --format github")]
    Check {
        /// The folder of the book, or its `book.toml` [default: the book that the current folder is in]
        book: Option<PathBuf>,
        /// The format of the report
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
    },
}

fn day(text: &str) -> Result<Date, &'static str> {
    Date::parse(text).ok_or("a day is written as 2026-11-25")
}

/// The words that name a type of file.
fn file_type() -> PossibleValuesParser {
    PossibleValuesParser::new(FileType::names().into_iter().map(|(name, _)| name))
}

fn code() -> PossibleValuesParser {
    PossibleValuesParser::new(Code::ALL.iter().map(|code| code.as_str()))
}

fn template() -> PossibleValuesParser {
    PossibleValuesParser::new(template::names().into_iter().map(PossibleValue::new))
}

/// The names of formats.
fn export_format() -> PossibleValuesParser {
    PossibleValuesParser::new(EXPORTS.map(|(name, _)| name))
}

/// Which catalogue a command works with.
#[derive(clap::Args)]
pub(super) struct CatalogueArgument {
    /// A catalogue file, or `builtin`; can be given several times: later ones add to earlier ones [default: the
    /// catalogue of the book that the current folder is in, or the built-in one]
    #[arg(long = "catalogue", value_name = "FILE")]
    pub(super) catalogues: Vec<PathBuf>,
}

/// Format of a report.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// Text for people, on standard error
    #[default]
    Text,
    /// A JSON array, on standard output
    Json,
    /// Annotations for GitHub workflows, on standard output
    Github,
}

/// Format of a list.
#[derive(Clone, Copy, Default, ValueEnum)]
pub(super) enum OutputFormat {
    /// Text for people
    #[default]
    Text,
    /// JSON for programs
    Json,
    /// One id per line: of topics, then of resources
    Ids,
    /// One URL per line: of resources, their parts and authors; for a resource that is dead, of its archived copy
    Urls,
}

/// URLs that `--format urls` leaves out.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Without {
    /// Of resources whose original is no longer there, with their copies
    Dead,
    /// Those that are relative to the book
    Relative,
}

/// Patterns for a list that cannot be edited.
#[derive(clap::Args, Default)]
pub(super) struct PatternArguments {
    /// Pattern of a list's entries, such as '[title](url) - authors'
    #[arg(long, value_name = "PATTERN")]
    entry: Vec<String>,
    /// Pattern of the lines below an entry
    #[arg(long, value_name = "PATTERN")]
    below: Vec<String>,
    /// Pattern of a table's cells, such as 'title | url | year'
    #[arg(long, value_name = "PATTERNS")]
    columns: Vec<String>,
}

impl PatternArguments {
    /// The patterns, each with its key.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let patterns = [&self.entry, &self.below, &self.columns];
        Declared::KEYS
            .into_iter()
            .zip(patterns)
            .flat_map(|(key, patterns)| patterns.iter().map(move |pattern| (key, &**pattern)))
    }
}
