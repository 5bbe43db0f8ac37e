//! The `mdbook-resources` command.

use std::process::ExitCode;

fn main() -> anyhow::Result<ExitCode> {
    mdbook_resources::run()
}
