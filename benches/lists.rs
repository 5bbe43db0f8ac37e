//! How long a list of links takes to read, against pulldown-cmark going through the same text.
//!
//! ```console
//! $ cargo bench --bench lists
//! ```
//!
//! Each line is the fastest of several runs, the time for one entry, and the ratio to the baseline of the same
//! run. The time for one entry says whether it is linear.

use std::fmt::Write;
use std::time::{Duration, Instant};

use mdbook_resources::Catalogue;
use pulldown_cmark::{Options, Parser};

const SIZES: [usize; 3] = [2_000, 20_000, 200_000];

fn main() {
    for entries in SIZES {
        let list = list(entries);
        let runs = (200_000 / entries).clamp(2, 20);
        let baseline = fastest(runs, || Parser::new_ext(&list, Options::all()).count());
        let read = fastest(runs, || Catalogue::from_markdown(&list).map(|c| c.resources().len()));
        let toml = Catalogue::from_markdown(&list).expect("it reads").to_toml();
        let again = fastest(runs, || Catalogue::from_toml(&toml).map(|c| c.resources().len()));
        print(&format!("{entries} entries, {} KiB", list.len() / 1024));
        report("baseline: pulldown-cmark", baseline, baseline, entries);
        report("the list as a catalogue", read, baseline, entries);
        report("the same in TOML", again, baseline, entries);
    }
}

/// A list with a heading for each hundred entries.
fn list(entries: usize) -> String {
    let mut list = "# Everything\n".to_owned();
    for number in 0..entries {
        if number % 100 == 0 {
            write!(list, "\n## Topic {number}\n\nWhat it is about.\n\n").expect("it is a string");
        }
        writeln!(
            list,
            "- [Resource {number}](https://resources.example/{number}) by [Author {0}](https://authors.example/{0}) \
             - A description of *this* one, with `code`. [[pdf]](https://resources.example/{number}.pdf)",
            number % 50
        )
        .expect("it is a string");
    }
    list
}

fn fastest<T>(runs: usize, work: impl Fn() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed()
    };
    (0..runs).map(time).min().unwrap_or_default()
}

#[allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "this is a command")]
fn report(name: &str, time: Duration, baseline: Duration, entries: usize) {
    let each = time.as_secs_f64() * 1e6 / entries as f64;
    let ratio = time.as_secs_f64() / baseline.as_secs_f64();
    println!("  {name:28} {:9.2} ms {each:7.2} µs each {ratio:7.1}×", time.as_secs_f64() * 1e3);
}

#[allow(clippy::print_stdout, reason = "this is a command")]
fn print(line: &str) {
    println!("{line}");
}
