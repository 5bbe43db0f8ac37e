//! What others build on, in one file: nothing in `public.txt` is renamed or taken away before the next major version.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use mdbook_resources::Code;
use serde_json::Value;

use crate::support::{Folder, compare, run_in};

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// Names in backticks in the first column of the tables of a text.
fn rows(text: &str) -> BTreeSet<String> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let cells = rows.filter_map(|row| row.split(" |").next().map(|cell| format!("`{cell}")));
    cells.flat_map(|cell| quoted(&cell)).filter(|name| !name.ends_with('.')).collect()
}

/// Words between backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Part of a page below a heading, down to the next of its level or a higher one.
fn below<'t>(page: &'t str, heading: &str) -> &'t str {
    let (_, rest) = page.split_once(&format!("\n{heading}\n")).unwrap();
    let level = heading.split(' ').next().unwrap();
    rest.split(&format!("\n{level} ")).next().unwrap()
}

/// Words of a text that begin like this, with what follows of letters and dashes.
fn words(text: &str, start: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_lowercase() || c == '-';
    let found = text.match_indices(start).filter(|(at, _)| !text[..*at].ends_with(is_part));
    let word =
        |(at, _): (usize, &str)| text[at..].split(|c| !is_part(c)).next().unwrap().to_owned();
    found.map(word).filter(|word| !word.ends_with('-')).collect()
}

/// Keys of all objects that a JSON Schema describes.
fn properties(schema: &Value, keys: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                keys.extend(properties.keys().cloned());
            }
            object.values().for_each(|value| properties(value, keys));
        }
        Value::Array(values) => values.iter().for_each(|value| properties(value, keys)),
        _ => {}
    }
}

fn schema(file: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    properties(&serde_json::from_str(&read(file)).unwrap(), &mut keys);
    keys
}

/// Commands, each with its options.
fn commands() -> BTreeSet<String> {
    let folder = Folder::new();
    let help = run_in(&folder, &["--help"]).stdout;
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap().to_owned();
    let names = list.lines().filter_map(|line| line.split_whitespace().next());
    let line = |name: &str| {
        let help = run_in(&folder, &[name, "--help"]).stdout;
        let options = words(&help, "--").into_iter().filter(|word| word.len() > 2);
        format!("{name} {}", options.collect::<Vec<_>>().join(" "))
    };
    names.filter(|name| *name != "help").map(line).collect()
}

#[test]
fn what_is_public_is_listed() {
    let page = |name: &str| read(&format!("book/src/manual/{name}.md"));
    let formats = page("formats");
    let given = below(&formats, "## What a template is given");
    let words_page = page("words");
    let keys = words_page.lines().filter_map(|line| line.split_once(" = \"").map(|(key, _)| key));
    let keys = keys.filter(|key| !key.contains(' '));
    let check = below(&page("commands"), "## `check`").to_owned();
    let codes = check.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let codes = codes.filter(|cell| cell.chars().all(|c| c.is_ascii_digit()));
    let style = below(&page("pages"), "## Your own style").to_owned();
    let items = read("src/lib.rs");
    let items = items.split("pub use ").skip(1).flat_map(|item| {
        let item = item.split(';').next().unwrap();
        let names = item.split_once("::").unwrap().1;
        names.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|name| !name.is_empty())
    });
    let sections: [(&str, BTreeSet<String>); 12] = [
        ("codes of diagnostics", Code::ALL.iter().map(|code| code.as_str().to_owned()).collect()),
        ("exit codes", codes.map(str::to_owned).collect()),
        ("commands and their options", commands()),
        ("options of a directive", rows(below(&page("directive"), "## Options"))),
        ("settings", rows(page("settings").split("\n## ").next().unwrap())),
        ("keys of a catalogue", schema("schema/catalogue.json")),
        ("keys of `list --format json`", schema("schema/list.json")),
        ("words", keys.map(str::to_owned).collect()),
        ("values of templates", rows(given)),
        (
            "classes and properties of style",
            quoted(&style)
                .into_iter()
                .filter(|name| name.starts_with("resource") || name.starts_with("--"))
                .collect(),
        ),
        ("attributes of resources", words(given, "data-")),
        ("items of the crate", items.map(str::to_owned).collect()),
    ];
    let mut text = String::new();
    for (title, names) in sections {
        assert!(!names.is_empty(), "{title}");
        text.extend(["# ", title, "\n"]);
        text.extend(names.iter().flat_map(|name| [name, "\n"]));
        text.push('\n');
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testsuite/public.txt");
    compare(&path, &text).unwrap_or_else(|difference| panic!("{difference}"));
}
