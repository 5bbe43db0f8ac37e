//! Books as mdBook sends them: made here, or captured from mdBook.

use std::fs;
use std::path::Path;

use mdbook_resources::Catalogue;
use serde_json::{Map, Value, json};

/// Chapters of a book that is made here, which then has some 1.2 MB.
pub(crate) const CHAPTERS: usize = 400;

/// A message from mdBook to a preprocessor.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) message: Vec<u8>,
    /// The same for the no-op, whose crate of mdBook 0.5 does not read a book of 0.4.
    pub(crate) for_no_op: Vec<u8>,
}

impl Input {
    /// Whether the no-op can read it too.
    pub(crate) fn is_current(&self) -> bool {
        self.message == self.for_no_op
    }
}

/// The book that is made here, and the captured ones: without directives, and with some.
pub(crate) fn inputs(captures: Option<&Path>) -> Result<Vec<Input>, String> {
    let made = made(CHAPTERS);
    let mut messages =
        vec![("made, 0.4".to_owned(), as_former(made.clone())), ("made".to_owned(), made)];
    if let Some(folder) = captures {
        messages.extend(captured(folder)?);
    }
    Ok(messages.into_iter().flat_map(|(name, message)| variants(&name, message)).collect())
}

/// The messages of real books, by the names of their files.
fn captured(folder: &Path) -> Result<Vec<(String, Value)>, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", folder.display());
    let mut messages = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| failed(&error))? {
        let path = entry.map_err(|error| failed(&error))?.path();
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
        let is_json = path.extension().is_some_and(|extension| extension == "json");
        if let Some(name) = name.filter(|_| is_json) {
            let text = fs::read(&path).map_err(|error| failed(&error))?;
            messages.push((name, serde_json::from_slice(&text).map_err(|error| failed(&error))?));
        }
    }
    messages.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(messages)
}

/// A book with no directive, one in every tenth chapter, and one in each.
fn variants(name: &str, message: Value) -> Vec<Input> {
    let input = |what: &str, message: &Value| Input {
        name: format!("{name}, {what}"),
        message: message.to_string().into_bytes(),
        for_no_op: as_current(message.clone()).to_string().into_bytes(),
    };
    vec![
        input("no directive", &message),
        input("every tenth chapter", &with_directives(message.clone(), 10)),
        input("every chapter", &with_directives(message, 1)),
    ]
}

/// A message of mdBook 0.5 as 0.4 would send it.
fn as_former(mut message: Value) -> Value {
    let items = message[1]["items"].take();
    message[0]["mdbook_version"] = json!("0.4.52");
    message[1] = json!({"sections": items, "__non_exhaustive": null});
    message
}

/// A message of either generation as mdBook 0.5 would send it.
fn as_current(mut message: Value) -> Value {
    let items = match message[1].get_mut("sections") {
        Some(sections) => sections.take(),
        None => message[1]["items"].take(),
    };
    if let Some(book) = message[0]["config"]["book"].as_object_mut() {
        book.remove("multilingual");
    }
    message[1] = json!({"items": items});
    message
}

/// A message whose book has a directive at the end of every so many chapters.
pub(crate) fn with_directives(mut message: Value, every: usize) -> Value {
    let topics: Vec<&str> = Catalogue::builtin().topics().iter().map(|topic| &*topic.id).collect();
    let key = if message[1].get("items").is_some() { "items" } else { "sections" };
    let mut number = 0;
    each_chapter(&mut message[1][key], &mut |chapter| {
        if number % every == 0
            && let Some(Value::String(content)) = chapter.get_mut("content")
        {
            let topic = topics[number / every % topics.len()];
            content.push_str(&format!("\n\n<<#resources {topic}>>\n"));
        }
        number += 1;
    });
    message
}

fn each_chapter(items: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    for item in items.as_array_mut().into_iter().flatten() {
        if let Some(Value::Object(chapter)) = item.get_mut("Chapter") {
            change(chapter);
            if let Some(inner) = chapter.get_mut("sub_items") {
                each_chapter(inner, change);
            }
        }
    }
}

/// A book of so many chapters: eight in each part, of which seven are inside the first.
pub(crate) fn made(chapters: usize) -> Value {
    let mut items = Vec::new();
    for first in (0..chapters).step_by(8) {
        let inner: Vec<Value> =
            (first + 1..chapters.min(first + 8)).map(|number| chapter(number, &[])).collect();
        items.push(chapter(first, &inner));
        items.push(json!("Separator"));
    }
    message(&items)
}

/// A book of chapters with these texts.
pub(crate) fn of_chapters(texts: impl Iterator<Item = String>) -> Value {
    let of_text = |(number, text): (usize, String)| {
        let path = format!("chapter-{number}.md");
        json!({"Chapter": {
            "name": "Chapter", "content": text, "number": [number + 1], "sub_items": [],
            "path": path, "source_path": path, "parent_names": [],
        }})
    };
    message(&texts.enumerate().map(of_text).collect::<Vec<_>>())
}

/// What mdBook 0.5 sends for a book of these items.
fn message(items: &[Value]) -> Value {
    let context = json!({
        "root": "/nowhere", "renderer": "html", "mdbook_version": "0.5.4",
        "config": {"book": {"title": "A book that is made"}, "preprocessor": {"resources": {}}},
    });
    json!([context, {"items": items}])
}

fn chapter(number: usize, inner: &[Value]) -> Value {
    let path = format!("part-{}/chapter-{number}.md", number / 8);
    json!({"Chapter": {
        "name": format!("Chapter {number}"), "content": text(number), "number": [number / 8 + 1, number % 8],
        "sub_items": inner, "path": path, "source_path": path, "parent_names": [],
    }})
}

/// Some 3 KB of what books have: headings, prose, code, lists, a table.
pub(crate) fn text(number: usize) -> String {
    let mut text = format!("# Chapter {number}\n\n");
    for section in 0..5 {
        let word = WORDS[(number * 7 + section * 3) % WORDS.len()];
        let other = WORDS[(number + section * 5) % WORDS.len()];
        text.push_str(&format!(
            "## Why {word} matters\n\nA {word} is *one* way to look at a {other}, and [the next chapter](chapter-{number}.md) \
             shows what follows: \"every {other} has a {word}\", as Gauß wrote.\nIt takes `{word}.find(x)` some steps to \
             get there, and **none** to come back — whatever the {other} is.\n\n```rust,editable\nfn {word}(x: &str) -> \
             Option<usize> {{\n    let found = x.find(\"{other}\\n\")?; // the first\n    println!(\"{{found:?}}\");\n    \
             (found < {number}).then_some(found)\n}}\n```\n\n- A first {word}, with `code`\n- A second {other}\n  \
             - which has parts\n\n| {word} | {other} |\n|---|---|\n| {section} | {number} |\n\n"
        ));
    }
    text
}

const WORDS: [&str; 11] = [
    "vector", "basis", "limit", "series", "matrix", "proof", "graph", "kernel", "field", "sum",
    "root",
];
