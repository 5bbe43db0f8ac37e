//! How long the command takes for a book, against the least that any preprocessor has to do.
//!
//! ```console
//! $ cargo bench
//! ```
//!
//! Each line is the median of many runs, and its ratio to the baseline of the same run: reading the same
//! JSON into a value and writing it out again.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mdbook_resources::{Catalogue, expand};
use serde_json::{Value, json};

const CHAPTERS: usize = 500;
const RUNS: usize = 21;

fn main() {
    let text = "# Title\n\nSome words, `code`, *emphasis* and [a link](x.md).\n\n- one\n- two\n\n"
        .repeat(20);
    let with_directive = format!("{text}Watch:\n<<#resources calculus>>\n\n{text}");
    let without = book(&text);
    let with = book(&with_directive);
    for (name, input, chapter) in
        [("no directives", &without, &text), ("one in each chapter", &with, &with_directive)]
    {
        let size = input.len() / 1024;
        print(&format!("{CHAPTERS} chapters, {size} KiB, {name}"));
        let baseline = median(|| {
            let value: Value = serde_json::from_str(input).expect("the input is JSON");
            std::hint::black_box(value.to_string());
        });
        report("baseline: JSON in, JSON out", baseline, baseline);
        report("expand, every chapter", median(|| expand_all(chapter)), baseline);
        report("the command, as a process", median(|| run(input)), baseline);
    }
}

fn book(chapter: &str) -> String {
    let item = |number| {
        json!({"Chapter": {
            "name": "Chapter", "content": chapter, "number": [number], "sub_items": [],
            "path": format!("{number}.md"), "source_path": format!("{number}.md"), "parent_names": [],
        }})
    };
    let items: Vec<Value> = (1..=CHAPTERS).map(item).collect();
    let context =
        json!({"root": "/nowhere", "config": {}, "renderer": "html", "mdbook_version": "0.5.4"});
    json!([context, {"items": items}]).to_string()
}

fn expand_all(chapter: &str) {
    for _ in 0..CHAPTERS {
        std::hint::black_box(expand(chapter, Catalogue::builtin()));
    }
}

fn run(input: &str) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mdbook-resources"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    stdin.write_all(input.as_bytes()).expect("the command reads all of its input");
    drop(stdin);
    assert!(child.wait().expect("the command ends").success());
}

fn median(work: impl Fn()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

fn report(name: &str, time: Duration, baseline: Duration) {
    let (time, ratio) = (time.as_secs_f64(), time.as_secs_f64() / baseline.as_secs_f64());
    print(&format!("  {name:<30} {:>8.2} ms  {ratio:>6.2}", time * 1e3));
}

#[allow(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn print(line: &str) {
    println!("{line}");
}
