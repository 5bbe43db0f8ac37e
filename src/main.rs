//! The `mdbook-resources` command.

use std::io::{IsTerminal, stdin};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Learning resources for mdBook: `<<#resources TOPIC>>` becomes a study guide
///
/// mdBook runs this program by itself once `book.toml` has a table `[preprocessor.resources]`.
#[derive(Parser)]
#[command(version)]
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
}

fn main() -> anyhow::Result<ExitCode> {
    let succeeded = match Arguments::parse().command {
        Some(Command::Supports { .. }) => true,
        // Someone looks what this is; mdBook never writes from a terminal.
        None if stdin().is_terminal() => {
            Arguments::command().print_help()?;
            true
        }
        None => mdbook_resources::preprocess()?,
    };
    Ok(if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
