//! Tables on standard output.

use std::time::Duration;

#[allow(clippy::print_stdout, reason = "a benchmark prints its figures")]
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// The title of a table, its first column's name, and the names of the others.
pub(crate) fn head(title: &str, first: &str, columns: &[&str]) {
    line(&format!("\n{title}\n"));
    row(first, columns.iter().map(|column| (*column).to_owned()));
    row("---", columns.iter().map(|_| "--:".to_owned()));
}

/// A row of a table, as Markdown has it.
pub(crate) fn row(name: &str, cells: impl IntoIterator<Item = String>) {
    let cells: String = cells.into_iter().map(|cell| format!(" {cell:>12} |")).collect();
    line(&format!("| {name:<44} |{cells}"));
}

pub(crate) fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

/// What a time is, divided by another one; `–` if that is not known.
pub(crate) fn ratio(time: Duration, base: Duration) -> String {
    if base.is_zero() {
        return "–".to_owned();
    }
    format!("{:.2}", time.as_secs_f64() / base.as_secs_f64())
}
