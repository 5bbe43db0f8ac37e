//! Inputs of `check` and `links`: a book with many slips, and the report of a link checker.

use super::Expected::{Bounded, Done};
use super::Growing;
use super::job::{Job, check, repeated};

fn catalogue(n: usize) -> String {
    repeated(n, |n| {
        format!("[[resources]]\ntitle = \"Title {n}\"\nurl = \"https://x.example/{n}\"\n")
    })
}

/// A report that says the same of so many URLs.
fn report(n: usize, status: &str) -> String {
    let entries = repeated(n, |n| {
        let comma = if n == 0 { "" } else { "," };
        format!("{comma}\n{{\"url\": \"https://x.example/{n}\", {status}}}")
    });
    format!(
        "{{\"error_map\": {{\"stdin\": [{entries}]}}, \"redirect_map\": {{\"stdin\": [{entries}]}}}}"
    )
}

fn links(n: usize, status: &str, arguments: &[&str]) -> Job {
    let all = ["links", "report.json", "--catalogue", "a.toml"];
    Job::arguments(&[&all[..], arguments].concat())
        .file("a.toml", catalogue(n))
        .file("report.json", report(n, status))
}

const MOVED: &str = "\"redirects\": [\"https://y.example/\"]";
const GONE: &str = "\"status\": {\"code\": 404}";

pub(crate) fn rows() -> Vec<Growing> {
    let row = |name, sizes, job| Growing { name, sizes, job, expected: Done };
    let bounded = |name, sizes, job| Growing { name, sizes, job, expected: Bounded("") };
    vec![
        bounded("includes of files that are missing", [500, 20_000], |n| {
            check("", &repeated(n, |n| format!("{{{{#include no-{n}.md}}}}\n\n")))
        }),
        row("links to pages that are missing", [500, 20_000], |n| {
            check("", &repeated(n, |n| format!("[a](no-{n}.md)\n\n")))
        }),
        row("chapters that are missing", [500, 20_000], |n| {
            let summary = repeated(n, |n| format!("- [C](no-{n}.md)\n"));
            Job::arguments(&["check"])
                .file("book.toml", "[preprocessor.resources]\n")
                .file("src/SUMMARY.md", format!("# Summary\n\n{summary}"))
        }),
        bounded("a report on links that are gone", [500, 20_000], |n| links(n, GONE, &[])),
        bounded("a report on links that have moved", [500, 20_000], |n| {
            links(n, &format!("{MOVED}, {GONE}"), &["--write", "links.toml"])
        }),
    ]
}
