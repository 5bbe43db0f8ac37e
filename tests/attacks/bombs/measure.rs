//! One process, and what it took.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::job::Job;
use crate::support::{COMMAND, Folder};

/// Virtual memory, in the kilobytes of `ulimit -v`.
const MOST_KILOBYTES: usize = 4 << 20;

const MOST_SECONDS: u64 = 30;

/// The scheduler counts a process's time in nanoseconds.
const NANOSECONDS: f64 = 1e9;

/// Unit of a process's cost.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Of the processor, not of the clock.
    Seconds,
    /// As valgrind counts them: the same in each run, fifty times as slow.
    Instructions,
}

/// Result of a process, and its costs.
pub(crate) struct Ran {
    /// Its exit code; nothing where a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) is_late: bool,
    /// In the [`Unit`] that was asked for.
    pub(crate) cost: f64,
    /// The most it held at a time, in bytes.
    pub(crate) memory: usize,
    pub(crate) input_bytes: usize,
    /// True if commands of a shell have made files that are not counted.
    pub(crate) has_more_input: bool,
    pub(crate) stdout_bytes: usize,
    pub(crate) stderr: String,
}

impl Ran {
    /// Exit status.
    pub(crate) fn end(&self) -> String {
        match (self.is_late, self.code) {
            (true, _) => format!("more than {MOST_SECONDS} s"),
            (false, Some(code)) => format!("exit {code}"),
            (false, None) => "abort".to_owned(),
        }
    }

    pub(crate) fn first_line(&self) -> String {
        self.stderr
            .lines()
            .find(|line| !line.is_empty())
            .unwrap_or_default()
            .chars()
            .take(200)
            .collect()
    }
}

/// The command under test.
fn command() -> PathBuf {
    std::env::var_os("MDBOOK_RESOURCES").map_or_else(|| COMMAND.into(), PathBuf::from)
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Runs a job in a folder of its own.
pub(crate) fn run(name: &str, job: &Job, unit: Unit) -> Ran {
    let folder = Folder::new();
    for (name, text) in &job.files {
        folder.write(name, text);
    }
    let root = folder.0.to_str().unwrap();
    let stdin = String::from_utf8_lossy(&job.stdin);
    // What is not UTF-8 names no folder.
    let stdin = if stdin.contains("\"BOOK\"") {
        stdin.replace("\"BOOK\"", &format!("\"{root}\"")).into_bytes()
    } else {
        job.stdin.clone()
    };
    folder.write("stdin", stdin);
    let words: Vec<String> = job.arguments.iter().map(|argument| quoted(argument)).collect();
    let line =
        format!("{} {} {}", quoted(command().to_str().unwrap()), words.join(" "), job.redirections);
    let start = match unit {
        Unit::Seconds => format!("ulimit -v {MOST_KILOBYTES}\nexec"),
        Unit::Instructions => "exec valgrind --tool=callgrind --callgrind-out-file=/dev/null \
             --log-file=valgrind.log"
            .to_owned(),
    };
    folder.write("run.sh", format!("{}\n{start} {line}\n", job.before));
    let mut ran = Ran { has_more_input: !job.before.is_empty(), ..watch(&folder, job.bytes()) };
    if unit == Unit::Instructions {
        ran.cost = instructions(&folder.read("valgrind.log"));
        // Most of it was valgrind's.
        ran.memory = 0;
    }
    if let Some(kept) = std::env::var_os("KEEP") {
        let kept = Path::new(&kept).join(name.replace([' ', '/'], "-"));
        let _ = fs::remove_dir_all(&kept);
        fs::create_dir_all(kept.parent().unwrap()).unwrap();
        Command::new("cp").arg("-r").arg(&folder.0).arg(&kept).status().unwrap();
        // Where the message names its folder, it has to name the kept one.
        if let Ok(stdin) = fs::read_to_string(kept.join("stdin")) {
            fs::write(kept.join("stdin"), stdin.replace(root, kept.to_str().unwrap())).unwrap();
        }
    }
    ran
}

/// The count that valgrind reports at the end of a process.
fn instructions(log: &str) -> f64 {
    let count = log.lines().find_map(|line| line.split_once("Collected : "));
    count.and_then(|(_, count)| count.trim().parse().ok()).unwrap_or_else(|| panic!("{log}"))
}

fn watch(folder: &Folder, input_bytes: usize) -> Ran {
    let file = |name: &str| File::create(folder.0.join(name)).unwrap();
    let mut child = Command::new("sh")
        .arg("run.sh")
        .current_dir(&folder.0)
        .env_remove("RUST_BACKTRACE")
        .stdin(File::open(folder.0.join("stdin")).unwrap())
        .stdout(file("stdout"))
        .stderr(file("stderr"))
        .spawn()
        .unwrap();
    let (status, memory, cost, is_late) = wait(&mut child);
    let stdout_bytes =
        usize::try_from(fs::metadata(folder.0.join("stdout")).unwrap().len()).unwrap();
    let stderr = fs::read(folder.0.join("stderr")).unwrap();
    Ran {
        code: status.code(),
        is_late,
        cost,
        memory,
        input_bytes,
        has_more_input: false,
        stdout_bytes,
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

/// Waits for the end, and looks at the process until then.
fn wait(child: &mut Child) -> (ExitStatus, usize, f64, bool) {
    let start = Instant::now();
    let proc = PathBuf::from(format!("/proc/{}", child.id()));
    let mut memory = 0;
    let mut is_late = false;
    loop {
        memory = peak(&proc).unwrap_or(0).max(memory);
        // One that has ended and is not waited for yet still tells its time.
        let Some(seconds) = time_of_ended(&proc) else {
            if start.elapsed() > Duration::from_secs(MOST_SECONDS) && !is_late {
                is_late = true;
                child.kill().unwrap();
            }
            sleep(Duration::from_millis(1));
            continue;
        };
        return (child.wait().unwrap(), memory, seconds, is_late);
    }
}

fn peak(proc: &Path) -> Option<usize> {
    let status = fs::read_to_string(proc.join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
}

/// The seconds of processor time that a process has had; `None` before its end.
fn time_of_ended(proc: &Path) -> Option<f64> {
    let stat = fs::read_to_string(proc.join("stat")).ok()?;
    // The name before the state may hold anything.
    stat.rsplit_once(") ").filter(|(_, state)| state.starts_with('Z'))?;
    let times = fs::read_to_string(proc.join("schedstat")).ok()?;
    Some(times.split(' ').next()?.parse::<f64>().ok()? / NANOSECONDS)
}
