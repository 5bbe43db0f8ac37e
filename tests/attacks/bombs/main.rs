//! Bombs: inputs that cost more than they weigh, and surroundings that fail.
//!
//! `cargo test --test bombs [NAME]` runs each as a process of its own, with a limit of time and memory, and
//! prints a table in Markdown. What grows is measured at n, 2n and 4n: twice the input may cost about twice, never four
//! times. Nothing may abort, and where the exit code is not 0, nothing may be on standard output.
//!
//! `--worst` measures the rows of [`worst`] alone, in instructions, which are the same in each run: `.ci/run` calls that.
//!
//! `MDBOOK_RESOURCES=PATH` measures another build, and `KEEP=FOLDER` keeps the inputs, with the command that
//! reads them.

#![allow(clippy::print_stdout, reason = "the table is what this target is for")]
#![allow(clippy::cast_precision_loss, reason = "sizes are compared roughly")]

mod chapters;
mod doors;
mod job;
mod lists;
mod measure;
mod messages;
mod nesting;
#[path = "../../support/mod.rs"]
mod support;
mod surroundings;
mod tables;
mod tools;
mod worst;

use std::process::ExitCode;

use job::Job;
use measure::{Ran, Unit, run};

/// Result that a row must have.
#[derive(Clone, Copy)]
enum Expected {
    /// Exit code 0.
    Done,
    /// Exit code 1, and this on standard error.
    Refused(&'static str),
    /// One of both: where there is a bound, it has a message.
    Bounded(&'static str),
}

/// An input that grows.
struct Growing {
    name: &'static str,
    /// A size to begin with, and the largest worth trying.
    sizes: [usize; 2],
    job: fn(usize) -> Job,
    expected: Expected,
}

/// An input that stays as it is.
struct Single {
    name: &'static str,
    job: fn() -> Job,
    expected: Expected,
}

/// Below this a time says nothing about growth.
const LEAST_SECONDS: f64 = 0.06;

/// Bound on the cost of four times the input, as a multiple of its share: between what is linear, whose memory outgrows the
/// processor's caches (up to 2), and what is quadratic (4).
const MOST_GROWTH: f64 = 2.5;

/// Runs of a row before it counts as growing too fast: another program may have had the machine.
const TRIES: usize = 4;

/// Bytes of memory for each byte of input and output, and what a process needs anyway.
const MOST_MEMORY: [usize; 2] = [400, 64 << 20];

/// Bytes of standard output and standard error for each byte of input, beside what every section brings.
const MOST_OUTPUT: [usize; 2] = [250, 64 << 10];

/// Fault of one run.
fn mistakes(ran: &Ran, expected: Expected) -> Vec<String> {
    let mut wrong = Vec::new();
    let said = |message: &str| ran.stderr.contains(message);
    let is_expected = match (ran.code, expected) {
        (Some(0), Expected::Done | Expected::Bounded(_)) => true,
        (Some(1), Expected::Refused(message) | Expected::Bounded(message)) => said(message),
        _ => false,
    };
    if !is_expected {
        wrong.push(format!("{}: {}", ran.end(), ran.first_line()));
    }
    if ran.code != Some(0) && ran.stdout_bytes > 0 {
        wrong.push(format!("{} bytes written, and then {}", ran.stdout_bytes, ran.end()));
    }
    if said("panicked at") {
        wrong.push("a panic".to_owned());
    }
    let [each, base] = MOST_MEMORY;
    if ran.memory > base + each * (ran.input_bytes + ran.stdout_bytes) {
        wrong.push(format!("{} MB of memory", ran.memory >> 20));
    }
    let [each, base] = MOST_OUTPUT;
    let written = ran.stdout_bytes + ran.stderr.len();
    if !ran.has_more_input && written > base + each * ran.input_bytes {
        wrong.push(format!("{written} bytes out"));
    }
    wrong
}

/// Runs at n, 2n and 4n, up to the first that takes too long.
fn runs(row: &Growing) -> (usize, Vec<Ran>) {
    let [mut n, most] = row.sizes;
    let mut first = run(row.name, &(row.job)(n), Unit::Seconds);
    while first.cost < LEAST_SECONDS && n * 2 <= most && !first.is_late {
        n *= 2;
        first = run(row.name, &(row.job)(n), Unit::Seconds);
    }
    let mut runs = vec![first];
    for times in [2, 4] {
        if !runs.iter().any(|ran| ran.is_late) {
            runs.push(run(row.name, &(row.job)(times * n), Unit::Seconds));
        }
    }
    (n, runs)
}

/// Cost of the last of these runs, as a multiple of its share.
fn growth(runs: &[Ran]) -> f64 {
    let [first, .., last] = runs else { return 0.0 };
    let share = last.input_bytes as f64 / first.input_bytes as f64;
    last.cost / first.cost.max(f64::EPSILON) / share
}

fn grow(row: &Growing) -> Vec<String> {
    let (n, mut ran) = runs(row);
    let is_too_fast = |ran: &[Ran]| {
        growth(ran) > MOST_GROWTH && ran.last().is_some_and(|last| last.cost > 2.0 * LEAST_SECONDS)
    };
    let mut tries = 1;
    while tries < TRIES && is_too_fast(&ran) && !ran.iter().any(|ran| ran.is_late) {
        let (_, again) = runs(row);
        if growth(&again) < growth(&ran) {
            ran = again;
        }
        tries += 1;
    }
    let seconds: Vec<String> = ran.iter().map(|ran| format!("{:.2}", ran.cost)).collect();
    let seconds = seconds.join(", ");
    let last = &ran[ran.len() - 1];
    println!(
        "| {:44} | {n:>8} | {:>9} | {seconds:26} | {:>6.2} | {:>6} | {} |",
        row.name,
        last.input_bytes,
        growth(&ran),
        last.memory >> 20,
        last.end(),
    );
    let mut wrong: Vec<String> = ran.iter().flat_map(|ran| mistakes(ran, row.expected)).collect();
    wrong.dedup();
    if is_too_fast(&ran) {
        wrong.push(format!("it costs {:.1} times its share of the input", growth(&ran)));
    }
    wrong
}

fn single(row: &Single) -> Vec<String> {
    let ran = run(row.name, &(row.job)(), Unit::Seconds);
    println!(
        "| {:44} | {:>8} | {:>9} | {:<26.2} | {:>6} | {:>6} | {} |",
        row.name,
        "",
        ran.input_bytes,
        ran.cost,
        "",
        ran.memory >> 20,
        ran.end(),
    );
    mistakes(&ran, row.expected)
}

fn main() -> ExitCode {
    let failed =
        if std::env::args().any(|argument| argument == "--worst") { worst::run() } else { all() };
    for (name, wrong) in &failed {
        println!("FAILED {name}: {wrong}");
    }
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Inputs that grow.
fn growing() -> impl Iterator<Item = Growing> {
    [
        chapters::rows(),
        doors::rows(),
        tools::rows(),
        lists::rows(),
        messages::rows(),
        nesting::rows(),
        tables::rows(),
    ]
    .into_iter()
    .flatten()
}

/// Runs all rows, or those whose names hold the argument; returns the mistakes, each with its row's name.
fn all() -> Vec<(&'static str, String)> {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let is_wanted = |name: &str| wanted.as_deref().is_none_or(|wanted| name.contains(wanted));
    println!(
        "| {:44} | {:>8} | {:>9} | {:26} | {:>6} | {:>6} | end |",
        "input", "n", "bytes", "seconds at n, 2n, 4n", "growth", "MB"
    );
    println!("|---|--:|--:|---|--:|--:|---|");
    let mut failed = Vec::new();
    for row in growing().filter(|row| is_wanted(row.name)) {
        failed.extend(grow(&row).into_iter().map(|wrong| (row.name, wrong)));
    }
    for row in surroundings::rows().iter().filter(|row| is_wanted(row.name)) {
        failed.extend(single(row).into_iter().map(|wrong| (row.name, wrong)));
    }
    failed
}
