//! Every payload in every field, in every format, for both kinds of renderers and both generations.
//!
//! `cargo test --test payloads [PART OF A FIELD'S NAME]`. What must hold: no element, attribute or link that
//! is not on the allow-list of `html.rs`, no include of mdBook's, and the elements that a harmless value has.
//!
//! `PAYLOAD_BOOKS=FOLDER` writes the same as books instead, for `tests/browser/payloads.mjs`.

#![allow(clippy::print_stdout, reason = "what was tried is told")]

mod books;
mod fields;
#[path = "../html.rs"]
mod html;
#[path = "../targets.rs"]
mod targets;

use std::collections::BTreeMap;
use std::fs;
use std::process::ExitCode;

use fields::{FIELDS, LISTS, Sort};
use html::{dangers, skeleton};
use mdbook_resources::Catalogue;
use serde_json::{Map, Value};
use targets::{BUILDS, build, clean, render, root};

/// Every format, in a block and in a line.
const CHAPTER: &str = "<<#resources all>>\n\n<<#resources all format=table heading=2>>\n\n\
     <<#resources all format=cards group=kind>>\n\n<<#resources all format=overview>>\n\n\
     <<#resources all format=map>>\n\nSee <<#resources all format=inline>>.\n\n> - <<#resources all group=author>>\n\n\
     |a|\n|-|\n|<<#resources all>>|\n";

/// Elements of inline Markdown, which a payload may bring where that is read.
const INLINE: [&str; 16] = [
    "<em>",
    "</em>",
    "<strong>",
    "</strong>",
    "<code>",
    "</code>",
    "<del>",
    "</del>",
    "<br>",
    "<a href>",
    "<a href title>",
    "</a>",
    "<sup>",
    "</sup>",
    "<wbr>",
    "<!>",
];

fn payloads() -> Vec<String> {
    let groups: Map<String, Value> =
        serde_json::from_str(include_str!("../payloads.json")).unwrap();
    let payloads = groups.values().flat_map(|group| group.as_array().unwrap());
    payloads.map(|payload| payload.as_str().unwrap().to_owned()).collect()
}

/// What a payload came to, counted.
#[derive(Default)]
struct Count {
    shown: usize,
    refused: usize,
    failed: usize,
}

/// A payload in a field, as a file of a catalogue.
struct Tried {
    field: &'static str,
    sort: Sort,
    file: String,
    harmless: Option<String>,
}

fn tries(
    number: usize,
    payload: &str,
    wanted: &str,
    counts: &mut BTreeMap<&'static str, Count>,
) -> Vec<Tried> {
    let mut tries = Vec::new();
    for field in FIELDS.iter().filter(|field| field.name.contains(wanted)) {
        let file = field.catalogue(payload, number);
        let count = counts.entry(field.name).or_default();
        if Catalogue::from_toml(&file).is_err() {
            count.refused += 1;
            continue;
        }
        count.shown += 1;
        // What is nothing to see is left out, and so are the elements that would hold it.
        let is_visible = payload.chars().any(|c| !c.is_control() && !c.is_whitespace());
        let harmless = if is_visible {
            field.catalogue(&field.harmless(number), number)
        } else {
            file.clone()
        };
        tries.push(Tried { field: field.name, sort: field.sort, file, harmless: Some(harmless) });
    }
    for (name, list) in LISTS.iter().filter(|(name, _)| name.contains(wanted)) {
        let file = list.replace("PAYLOAD", payload);
        let count = counts.entry(name).or_default();
        if Catalogue::from_markdown(&file).is_err() {
            count.refused += 1;
            continue;
        }
        count.shown += 1;
        // What a payload means in a list is for the list to say.
        tries.push(Tried { field: name, sort: Sort::Inline, file, harmless: None });
    }
    tries
}

/// What is wrong with these, shown together.
fn mistakes(tries: &[&Tried], (version, renderer): (&str, &str)) -> Vec<String> {
    let show = |files: Vec<&str>| {
        let names: Vec<String> = (0..files.len())
            .map(|at| format!("c{at}.{}", if tries[at].harmless.is_some() { "toml" } else { "md" }))
            .collect();
        for (name, file) in names.iter().zip(&files) {
            fs::write(root().join(name), file).unwrap();
        }
        let markdown = build(
            &format!("catalogue = {names:?}\nfail-on = \"never\""),
            CHAPTER,
            (version, renderer),
        )?;
        let html = render(&markdown, version);
        Some((markdown, html))
    };
    let Some((markdown, html)) = show(tries.iter().map(|tried| &*tried.file).collect()) else {
        return vec!["it is refused with others".to_owned()];
    };
    let mut wrong = dangers(&html);
    // Where one section is refused, the others still show what comes of the payload.
    if html.contains('⚠') {
        wrong.push("a section is refused".to_owned());
    }
    if includes(&markdown) {
        wrong.push("an include".to_owned());
    }
    let harmless: Option<Vec<&str>> = tries.iter().map(|tried| tried.harmless.as_deref()).collect();
    if let Some((_, harmless)) = harmless.and_then(show) {
        let is_inline = tries.iter().any(|tried| tried.sort == Sort::Inline);
        let [found, expected] = [&html, &harmless].map(|html| elements(html, is_inline));
        if found != expected {
            wrong.push(format!("other elements: {}", difference(&found, &expected)));
        }
    }
    wrong.dedup();
    wrong
}

fn elements(html: &str, is_inline: bool) -> String {
    let elements = skeleton(html);
    if !is_inline {
        return elements;
    }
    INLINE.iter().fold(elements, |elements, inline| elements.replace(inline, ""))
}

/// The first place where two differ.
fn difference(found: &str, expected: &str) -> String {
    let same = found.bytes().zip(expected.bytes()).take_while(|(a, b)| a == b).count();
    let part =
        |text: &str| -> String { text.chars().skip(same.saturating_sub(20)).take(80).collect() };
    format!("{:?} instead of {:?}", part(found), part(expected))
}

/// Whether mdBook would read a file here: what it calls an include, without a backslash before it.
fn includes(markdown: &str) -> bool {
    markdown.match_indices("{{").any(|(at, _)| {
        let rest = markdown[at + 2..].trim_start();
        let is_link = rest.starts_with('#') && rest.contains("}}");
        is_link && !markdown[..at].ends_with('\\')
    })
}

/// Shows a payload in all fields at once, and where that goes wrong, in each alone.
fn check(
    payload: &str,
    tries: &[Tried],
    counts: &mut BTreeMap<&'static str, Count>,
) -> Vec<String> {
    let mut found = Vec::new();
    for sorts in [[Sort::Text, Sort::Url].as_slice(), &[Sort::Inline]] {
        for is_list in [false, true] {
            let together: Vec<&Tried> = tries
                .iter()
                .filter(|tried| sorts.contains(&tried.sort) && tried.harmless.is_none() == is_list)
                .collect();
            for of in BUILDS.iter().filter(|_| !together.is_empty()) {
                if mistakes(&together, *of).is_empty() {
                    continue;
                }
                for tried in &together {
                    let wrong = mistakes(&[tried], *of);
                    if !wrong.is_empty() {
                        counts.entry(tried.field).or_default().failed += 1;
                        found.push(format!(
                            "{} {} {}: {payload:?}: {}",
                            tried.field,
                            of.0,
                            of.1,
                            wrong.join("; ")
                        ));
                    }
                }
            }
        }
    }
    found
}

fn main() -> ExitCode {
    let wanted =
        std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let payloads = payloads();
    let mut counts = BTreeMap::new();
    let mut found = Vec::new();
    let tries: Vec<Vec<Tried>> = payloads
        .iter()
        .enumerate()
        .map(|(number, payload)| tries(number, payload, &wanted, &mut counts))
        .collect();
    if let Some(folder) = std::env::var_os("PAYLOAD_BOOKS") {
        books::write(folder.as_ref(), &tries);
        return ExitCode::SUCCESS;
    }
    for (payload, tries) in payloads.iter().zip(&tries) {
        found.extend(check(payload, tries, &mut counts));
    }
    clean();
    for line in &found {
        println!("FAILED {line}");
    }
    println!("| {:24} | {:>6} | {:>8} | {:>7} |", "field", "shown", "refused", "failed");
    println!("|---|--:|--:|--:|");
    for (field, Count { shown, refused, failed }) in &counts {
        println!("| {field:24} | {shown:>6} | {refused:>8} | {failed:>7} |");
    }
    println!("{} payloads, {} failures", payloads.len(), found.len());
    if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
