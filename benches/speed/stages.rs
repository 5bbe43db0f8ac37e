//! The stages of a run, each by itself.

use std::process::Command;
use std::time::{Duration, Instant};

use mdbook_resources::{Catalogue, expand, preprocess};

use crate::book::{self, Input};
use crate::process::{self, Program};
use crate::{Arguments, table};

const RUNS: usize = 20;

pub(crate) fn run(inputs: &[Input], _: &Arguments) -> Result<(), String> {
    table::head(&format!("Stages: the fastest of {RUNS} runs"), "stage", &["time"]);
    let row = |name: &str, time: Duration| table::row(name, [table::milliseconds(time)]);
    row("an empty process: true", start_up(&mut Command::new("true"))?);
    row(
        "the command: supports html",
        start_up(Command::new(Program::Ours.path()).args(["supports", "html"]))?,
    );
    let builtin = Catalogue::builtin().to_toml();
    row("the built-in catalogue: TOML read", fastest(RUNS, || Catalogue::from_toml(&builtin)));
    let text = book::text(1);
    row(
        "a chapter of 3 KB without a directive",
        fastest(RUNS, || expand(&text, Catalogue::builtin())),
    );
    let text = format!("{text}<<#resources calculus>>\n");
    row("the same with a directive", fastest(RUNS, || expand(&text, Catalogue::builtin())));
    for Input { name, message, .. } in inputs {
        row(&format!("{name}: preprocess"), fastest(RUNS, || preprocess(message)));
    }
    Ok(())
}

/// The fastest of several runs.
pub(crate) fn fastest<T>(runs: usize, work: impl Fn() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed()
    };
    (0..runs).map(time).min().unwrap_or_default()
}

fn start_up(command: &mut Command) -> Result<Duration, String> {
    let times: Result<Vec<_>, _> = (0..RUNS).map(|_| process::run(command, b"")).collect();
    Ok(times?.into_iter().map(|usage| usage.wall).min().unwrap_or_default())
}
