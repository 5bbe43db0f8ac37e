//! Random inputs for every reader of outside input, on stable Rust.
//!
//! `cargo test --test fuzz [TARGET]` runs each target for `FUZZ_SECONDS` (3), or `FUZZ_RUNS` times. The inputs
//! follow from `FUZZ_SEED`, which is printed. Each target runs in a process of its own, so that a stack
//! overflow is found like a panic; the input that did it is left in a file, and
//! `FUZZ_INPUT=FILE cargo test --test fuzz TARGET` runs that one alone.

#![allow(clippy::print_stdout, reason = "what was run is told")]

#[path = "../html.rs"]
mod html;
mod inputs;
mod pieces;
mod random;
#[path = "../targets.rs"]
mod targets;

use std::collections::HashSet;
use std::env;
use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use inputs::Inputs;
use random::Random;
use targets::{TARGETS, Target};

/// Says to a process of this program that it is to run a target itself.
const CHILD: &str = "FUZZ_CHILD";

/// How many findings of one cause are told.
const MOST_ALIKE: usize = 3;

/// How many findings of a target are told.
const MOST_FINDINGS: usize = 20;

fn number(name: &str) -> Option<u64> {
    env::var(name)
        .ok()
        .map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is not a number")))
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What went wrong with an input.
fn finding(target: Target, input: &[u8]) -> Option<String> {
    let caught = panic::catch_unwind(|| target(input)).err()?;
    let text = caught.downcast_ref::<String>().cloned();
    Some(
        text.or_else(|| caught.downcast_ref::<&str>().map(|text| (*text).to_owned()))
            .unwrap_or_default(),
    )
}

/// What findings of one cause have in common.
fn cause(finding: &str) -> String {
    let head = finding.split(['"', '\n', '{']).next().unwrap_or_default();
    head.chars().filter(|c| !c.is_ascii_digit()).take(60).collect()
}

/// How many findings of this one's cause there are already.
fn known(causes: &[String], finding: &str) -> usize {
    let wanted = cause(finding);
    causes.iter().filter(|cause| **cause == wanted).count()
}

/// Runs a target in this process.
fn run(name: &str, target: Target, seed: u64) -> ExitCode {
    panic::set_hook(Box::new(|_| {}));
    let inputs = Inputs::new();
    let mut random =
        Random::new(seed ^ name.bytes().fold(0, |sum, byte| sum * 31 + u64::from(byte)));
    let limit = Duration::from_secs(number("FUZZ_SECONDS").unwrap_or(3));
    let runs = number("FUZZ_RUNS").unwrap_or(u64::MAX);
    let start = Instant::now();
    let current = folder().join(format!("{name}-current"));
    let mut done = 0;
    let mut causes: Vec<String> = Vec::new();
    let mut inputs_found = HashSet::new();
    while done < runs && (runs < u64::MAX || start.elapsed() < limit) {
        let input = inputs.make(name, &mut random);
        // What ends the process leaves its input behind.
        fs::write(&current, &input).unwrap();
        let began = Instant::now();
        let mut found = finding(target, &input);
        if found.is_none() && began.elapsed() > Duration::from_secs(5) {
            found = Some(format!("slow: {:.1} s", began.elapsed().as_secs_f64()));
        }
        done += 1;
        let Some(found) = found.filter(|found| known(&causes, found) < MOST_ALIKE) else {
            continue;
        };
        let input = smaller(target, input, &cause(&found));
        if !inputs_found.insert(input.clone()) {
            continue;
        }
        causes.push(cause(&found));
        let found = finding(target, &input).unwrap_or(found);
        let kept = folder().join(format!("{name}-{seed}-{}", causes.len()));
        fs::write(&kept, &input).unwrap();
        println!(
            "{name}: {found:.1500}\n  input {:?}\n  in {}",
            String::from_utf8_lossy(&input),
            kept.display()
        );
        if causes.len() == MOST_FINDINGS {
            break;
        }
    }
    println!(
        "| {name} | {done} | {:.1} | {seed} | {} |",
        start.elapsed().as_secs_f64(),
        causes.len()
    );
    targets::clean();
    if causes.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The input without what its finding does not need.
fn smaller(target: Target, mut input: Vec<u8>, wanted: &str) -> Vec<u8> {
    let mut size = input.len() / 2;
    let deadline = Instant::now() + Duration::from_secs(5);
    while size > 0 && Instant::now() < deadline {
        let mut at = 0;
        while at + size <= input.len() && Instant::now() < deadline {
            let mut candidate = input.clone();
            candidate.drain(at..at + size);
            if finding(target, &candidate).is_some_and(|found| cause(&found) == wanted) {
                input = candidate;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    input
}

/// Runs a target in a process of its own, and says whether all was well.
fn start(name: &str, seed: u64) -> bool {
    let status = Command::new(env::current_exe().unwrap())
        .arg(name)
        .env(CHILD, "1")
        .env("FUZZ_SEED", seed.to_string())
        .stdin(Stdio::null())
        // What is wrong with random books is for nobody to read.
        .stderr(Stdio::null())
        .status()
        .unwrap();
    if status.code().is_none() {
        let kept = folder().join(format!("{name}-{seed}-abort"));
        fs::rename(folder().join(format!("{name}-current")), &kept).unwrap();
        println!("{name}: {status}, input in {}", kept.display());
    }
    status.success()
}

fn main() -> ExitCode {
    let wanted = env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let targets =
        TARGETS.iter().filter(|(name, _)| wanted.as_deref().is_none_or(|wanted| wanted == *name));
    let targets: Vec<_> = targets.copied().collect();
    assert!(!targets.is_empty(), "the targets are {:?}", TARGETS.map(|(name, _)| name));
    if let Some(file) = env::var_os("FUZZ_INPUT") {
        let input = fs::read(file).unwrap();
        for (_, target) in targets {
            target(&input);
        }
        targets::clean();
        return ExitCode::SUCCESS;
    }
    let seed = number("FUZZ_SEED").unwrap_or(1);
    if env::var_os(CHILD).is_some() {
        let (name, target) = targets[0];
        return run(name, target, seed);
    }
    println!("| target | runs | seconds | seed | findings |\n|---|--:|--:|--:|--:|");
    let failed = targets.iter().filter(|(name, _)| !start(name, seed)).count();
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
