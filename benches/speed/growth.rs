//! Whether twice the input takes twice the time: books, directives, catalogues.

use std::fmt::Write;
use std::time::Duration;

use mdbook_resources::{Catalogue, expand};

use crate::book::{self, CHAPTERS, Input};
use crate::process::interleaved;
use crate::stages::fastest;
use crate::{Arguments, table};

pub(crate) fn run(_: &[Input], _: &Arguments) -> Result<(), String> {
    books()?;
    directives()?;
    catalogues()
}

fn books() -> Result<(), String> {
    let columns = ["no-op", "ours", "ratio", "CPU ratio"];
    table::head("Books that grow: wall", "chapters", &columns);
    for (times, rounds) in [(1, 20), (10, 10), (100, 3)] {
        let plain = book::made(CHAPTERS * times);
        for (name, message) in [
            ("no directive", plain.to_string()),
            ("every tenth chapter", book::with_directives(plain, 10).to_string()),
        ] {
            let [base, ours] = interleaved(rounds, message.as_bytes())?;
            table::row(
                &format!("{}, {name}", CHAPTERS * times),
                [
                    table::milliseconds(base.wall),
                    table::milliseconds(ours.wall),
                    table::ratio(ours.wall, base.wall),
                    table::ratio(ours.cpu, base.cpu),
                ],
            );
        }
    }
    Ok(())
}

/// Directives of one chapter, and of a book.
fn directives() -> Result<(), String> {
    table::head("Directives that grow: wall of the command", "directives", &["time", "each"]);
    for count in [100, 1_000] {
        let chapter = "Some words.\n\n<<#resources calculus>>\n\n".repeat(count);
        let message = book::of_chapters(std::iter::once(chapter)).to_string();
        let [_, ours] = interleaved(5, message.as_bytes())?;
        each(&format!("{count} in one chapter"), ours.wall, count);
    }
    for count in [1_000, 10_000] {
        let chapters = (0..count).map(|_| "Some words.\n\n<<#resources calculus>>\n".to_owned());
        let message = book::of_chapters(chapters).to_string();
        let [_, ours] = interleaved(5, message.as_bytes())?;
        each(&format!("{count} in as many chapters"), ours.wall, count);
    }
    Ok(())
}

/// Resources of a catalogue: read, all of them shown, and one of them named.
fn catalogues() -> Result<(), String> {
    table::head("Catalogues that grow", "resources", &["time", "each"]);
    for count in [1_000, 10_000, 100_000] {
        let toml = catalogue(count)?;
        let read = || Catalogue::from_toml(&toml).map(|catalogue| catalogue.resources().len());
        each(&format!("{count}, read"), fastest(2, read), count);
        let catalogue = Catalogue::from_toml(&toml).map_err(|error| error.to_string())?;
        for (what, directive) in [
            ("all shown", "<<#resources all>>\n"),
            ("sorted by title", "<<#resources all sort=title>>\n"),
            ("an overview", "<<#resources all format=overview>>\n"),
        ] {
            each(&format!("{count}, {what}"), fastest(2, || expand(directive, &catalogue)), count);
        }
        let named = format!("<<#resources resource-{}>>\n", count / 2);
        each(&format!("{count}, one named"), fastest(5, || expand(&named, &catalogue)), count);
    }
    Ok(())
}

fn catalogue(resources: usize) -> Result<String, String> {
    let mut toml = String::new();
    for number in 0..resources {
        if number % 100 == 0 {
            let topic = number / 100;
            write!(toml, "[[topics]]\nid = \"topic-{topic}\"\ntitle = \"Topic {topic}\"\n")
                .map_err(|error| error.to_string())?;
        }
        write!(
            toml,
            "[[topics.resources]]\ntitle = \"Resource {number}\"\nurl = \"https://r.example/{number}\"\n\
             authors = [\"Author {}\"]\ndescription = \"What it says of number {number}.\"\n",
            number % 997
        )
        .map_err(|error| error.to_string())?;
    }
    Ok(toml)
}

fn each(name: &str, time: Duration, count: usize) {
    #[allow(clippy::cast_precision_loss, reason = "these are few")]
    let each = time.as_secs_f64() * 1e6 / count as f64;
    table::row(name, [table::milliseconds(time), format!("{each:.2} µs")]);
}
