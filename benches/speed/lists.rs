//! How long a list of links takes to read, against pulldown-cmark going through the same text.
//!
//! Each line has the time for one entry, which says whether it is linear.

use std::fmt::Write;
use std::time::Duration;

use mdbook_resources::Catalogue;
use pulldown_cmark::{Options, Parser};

use crate::book::Input;
use crate::stages::fastest;
use crate::{Arguments, table};

const SIZES: [usize; 3] = [2_000, 20_000, 200_000];

pub(crate) fn run(_: &[Input], _: &Arguments) -> Result<(), String> {
    table::head("Lists that grow", "entries", &["time", "each", "ratio"]);
    for entries in SIZES {
        let list = list(entries).map_err(|error| error.to_string())?;
        let runs = (200_000 / entries).clamp(2, 20);
        let baseline = fastest(runs, || Parser::new_ext(&list, Options::all()).count());
        let read = fastest(runs, || Catalogue::from_markdown(&list).map(|c| c.resources().len()));
        let toml = Catalogue::from_markdown(&list).map_err(|error| error.to_string())?.to_toml();
        let again = fastest(runs, || Catalogue::from_toml(&toml).map(|c| c.resources().len()));
        row("pulldown-cmark alone", baseline, baseline, entries);
        row("a catalogue", read, baseline, entries);
        row("the same in TOML", again, baseline, entries);
    }
    Ok(())
}

/// A list with a heading for each hundred entries.
fn list(entries: usize) -> Result<String, std::fmt::Error> {
    let mut list = "# Everything\n".to_owned();
    for number in 0..entries {
        if number % 100 == 0 {
            write!(list, "\n## Topic {number}\n\nWhat it is about.\n\n")?;
        }
        writeln!(
            list,
            "- [Resource {number}](https://resources.example/{number}) by [Author {0}](https://authors.example/{0}) \
             - A description of *this* one, with `code`. [[pdf]](https://resources.example/{number}.pdf)",
            number % 50
        )?;
    }
    Ok(list)
}

#[allow(clippy::cast_precision_loss, reason = "these are few")]
fn row(name: &str, time: Duration, baseline: Duration, entries: usize) {
    let each = time.as_secs_f64() * 1e6 / entries as f64;
    let cells = [table::milliseconds(time), format!("{each:.2} µs"), table::ratio(time, baseline)];
    table::row(&format!("{entries}, {name}"), cells);
}
