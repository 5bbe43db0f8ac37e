//! Runs of a command: how long they take, what they use, what they write.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::no_op;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    NoOp,
    Ours,
}

impl Program {
    pub(crate) fn command(self) -> Command {
        let mut command = Command::new(self.path());
        if self == Program::NoOp {
            command.arg(no_op::ARGUMENT);
        }
        command
    }

    pub(crate) fn path(self) -> PathBuf {
        match self {
            Program::NoOp => std::env::current_exe().unwrap_or_default(),
            Program::Ours => PathBuf::from(env!("CARGO_BIN_EXE_mdbook-resources")),
        }
    }
}

/// What one run has used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    pub(crate) wall: Duration,
    /// Of both user and system; zero where `/proc` does not say it.
    pub(crate) cpu: Duration,
}

/// Runs a command on a message, and waits for it.
pub(crate) fn run(command: &mut Command, message: &[u8]) -> Result<Usage, String> {
    let start = Instant::now();
    let mut child = started(command, message)?;
    let mut output = Vec::new();
    read(&mut child, &mut output)?;
    let wall = start.elapsed();
    let cpu = cpu_time(&child);
    finished(child)?;
    Ok(Usage { wall, cpu })
}

/// The most memory that a command takes for a message, in KiB; `None` if the system does not say it.
///
/// A command whose output is longer than a pipe holds waits for its reader, so that there is time to look.
pub(crate) fn peak_memory(command: &mut Command, message: &[u8]) -> Result<Option<u64>, String> {
    let mut child = started(command, message)?;
    let mut output = vec![0];
    let stdout = child.stdout.as_mut().ok_or("no standard output")?;
    stdout.read_exact(&mut output).map_err(|error| error.to_string())?;
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    read(&mut child, &mut output)?;
    finished(child)?;
    Ok(peak)
}

fn started(command: &mut Command, message: &[u8]) -> Result<Child, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = |error: std::io::Error| format!("{name}: {error}");
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = child.map_err(failed)?;
    let mut stdin = child.stdin.take().ok_or("no standard input")?;
    stdin.write_all(message).map_err(failed)?;
    Ok(child)
}

fn read(child: &mut Child, output: &mut Vec<u8>) -> Result<(), String> {
    let stdout = child.stdout.as_mut().ok_or("no standard output")?;
    stdout.read_to_end(output).map(|_| ()).map_err(|error| error.to_string())
}

fn finished(mut child: Child) -> Result<(), String> {
    let status = child.wait().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("a command ended with {status}")) }
}

/// The time on a processor of a child that has closed its output and was not waited for.
fn cpu_time(child: &Child) -> Duration {
    let file = |name: &str| fs::read_to_string(format!("/proc/{}/{name}", child.id()));
    let has_ended =
        |stat: String| stat.rsplit(')').next().is_some_and(|rest| rest.starts_with(" Z"));
    while let Ok(stat) = file("stat") {
        if has_ended(stat) {
            break;
        }
        std::thread::yield_now();
    }
    let times = file("schedstat").unwrap_or_default();
    let first = times.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok());
    Duration::from_nanos(first.unwrap_or_default())
}

/// The medians of many runs of two commands, which take turns.
pub(crate) fn interleaved(rounds: usize, message: &[u8]) -> Result<[Usage; 2], String> {
    let mut usages = [Vec::new(), Vec::new()];
    for _ in 0..rounds {
        for (program, usages) in [Program::NoOp, Program::Ours].into_iter().zip(&mut usages) {
            usages.push(run(&mut program.command(), message)?);
        }
    }
    Ok(usages.map(|usages| Usage {
        wall: median(usages.iter().map(|usage| usage.wall)),
        cpu: median(usages.iter().map(|usage| usage.cpu)),
    }))
}

pub(crate) fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The instructions that a command takes for a message; `None` without valgrind.
pub(crate) fn instructions(program: Program, message: &[u8]) -> Result<Option<u64>, String> {
    let command = program.command();
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    valgrind.arg(command.get_program()).args(command.get_args());
    valgrind.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let Ok(mut child) = valgrind.spawn() else { return Ok(None) };
    let mut stdin = child.stdin.take().ok_or("no standard input")?;
    stdin.write_all(message).map_err(|error| format!("valgrind: {error}"))?;
    drop(stdin);
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("under valgrind, a command ended with {}: {said}", output.status));
    }
    let line = said.lines().find_map(|line| line.split_once("Collected : "));
    let count = line.and_then(|(_, count)| count.trim().parse().ok());
    count.map(Some).ok_or(format!("valgrind says no count: {said}"))
}
