//! The rows that have been quadratic once, or would cost most if they were, counted in instructions.

use super::measure::{self, Unit};
use super::{growing, mistakes};

/// Names of rows, and sizes at which the part that grows is most of the cost.
const WORST: [(&str, usize); 18] = [
    ("directives each on a line of its own", 50),
    ("directives in one sentence", 100),
    ("directives in cells of one row", 100),
    ("chapters with a directive each", 30),
    ("chapters without one", 500),
    ("unknown names in one line, on the page", 100),
    ("backticks before directives", 200),
    ("items and quotes by turns", 200),
    ("includes of a file with an unknown name", 50),
    ("topics, a directive each", 50),
    ("topics on top of topics", 50),
    ("resources by author", 100),
    ("resources as a list", 100),
    ("entries of a list", 200),
    ("links of one entry", 200),
    ("entries of BibTeX", 200),
    ("bookmarks", 200),
    ("rows of CSV", 200),
];

/// The cost of what was added last, for each byte, as a multiple of that of what was added first: 1 where it is
/// linear, 2 where it is quadratic.
const MOST_GROWTH: f64 = 1.3;

/// Runs the rows at n, 2n and 4n; returns the mistakes, each with its row's name.
pub(crate) fn run() -> Vec<(&'static str, String)> {
    println!(
        "| {:44} | {:>8} | {:36} | {:>6} |",
        "input", "n", "instructions at n, 2n, 4n", "growth"
    );
    println!("|---|--:|---|--:|");
    let rows: Vec<_> = growing().collect();
    let mut failed = Vec::new();
    for (name, n) in WORST {
        let row = rows.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no {name}"));
        let ran = [n, 2 * n, 4 * n].map(|n| measure::run(name, &(row.job)(n), Unit::Instructions));
        let costs = ran.each_ref().map(|ran| ran.cost);
        let bytes = ran.each_ref().map(|ran| ran.input_bytes as f64);
        let each = |from: usize| (costs[from + 1] - costs[from]) / (bytes[from + 1] - bytes[from]);
        let growth = each(1) / each(0);
        println!(
            "| {name:44} | {n:>8} | {:36} | {growth:>6.2} |",
            costs.map(|cost| format!("{:.1} M", cost / 1e6)).join(", ")
        );
        failed.extend(
            ran.iter().flat_map(|ran| mistakes(ran, row.expected)).map(|wrong| (name, wrong)),
        );
        if growth > MOST_GROWTH {
            failed.push((name, format!("it costs {growth:.2} times its share of the input")));
        }
    }
    failed
}
