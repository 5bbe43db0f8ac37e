//! What the command costs, against the least that a preprocessor built with mdBook's own crate costs.
//!
//! ```console
//! $ cargo bench                               # everything
//! $ cargo bench -- instructions growth        # these parts
//! $ cargo bench -- --captures FOLDER          # with the messages of real books too, `*.json`
//! $ cargo bench -- instructions --check benches/instructions.txt
//! ```
//!
//! The no-op reads and writes as the example `nop-preprocessor` of the crate `mdbook` does; it is this program itself,
//! so that both are built in the same profile. Ratios are to the no-op on the same input, in the same run.
//!
//! With `--check`, the instructions are compared with ratios that were written with `--write`: one that is more
//! than [`MARGIN`] above its line fails. Instructions need `valgrind`; the part `build` needs `mdbook`.

#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "nobody measures how inputs and tables are made"
)]

mod book;
mod build;
mod growth;
mod instructions;
mod isolation;
mod lists;
mod no_op;
mod process;
mod ratios;
mod stages;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use book::Input;

/// How much more than its committed ratio a measured one may be.
const MARGIN: f64 = 0.10;

/// A part prints its tables.
type Part = fn(&[Input], &Arguments) -> Result<(), String>;

const PARTS: [(&str, Part); 6] = [
    ("instructions", instructions::run),
    ("isolation", isolation::run),
    ("growth", growth::run),
    ("stages", stages::run),
    ("lists", lists::run),
    ("build", build::run),
];

/// What the command line asks for.
#[derive(Default)]
struct Arguments {
    /// Empty for all.
    parts: Vec<String>,
    /// A folder of messages that mdBook sent.
    captures: Option<PathBuf>,
    /// A file of ratios to compare with.
    check: Option<PathBuf>,
    /// A file for the ratios.
    write: Option<PathBuf>,
}

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(no_op::ARGUMENT) {
        return no_op::run();
    }
    match Arguments::read().and_then(|arguments| measure(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            table::line(&format!("error: {message}"));
            ExitCode::FAILURE
        }
    }
}

impl Arguments {
    fn read() -> Result<Self, String> {
        let mut arguments = Arguments::default();
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut path = || words.next().map(PathBuf::from).ok_or(format!("{word} needs a path"));
            match &*word {
                // Cargo adds it.
                "--bench" => {}
                "--captures" => arguments.captures = Some(path()?),
                "--check" => arguments.check = Some(path()?),
                "--write" => arguments.write = Some(path()?),
                part if PARTS.iter().any(|(name, _)| *name == part) => arguments.parts.push(word),
                other => return Err(format!("there is no part or option `{other}`")),
            }
        }
        Ok(arguments)
    }
}

fn measure(arguments: &Arguments) -> Result<(), String> {
    let inputs = book::inputs(arguments.captures.as_deref())?;
    let is_asked =
        |name: &str| arguments.parts.is_empty() || arguments.parts.iter().any(|p| p == name);
    for (name, part) in PARTS.iter().filter(|(name, _)| is_asked(name)) {
        part(&inputs, arguments).map_err(|message| format!("{name}: {message}"))?;
    }
    Ok(())
}
