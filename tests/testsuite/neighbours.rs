//! Other preprocessors in the same book: what they make of a chapter before us, and what they find in it behind us.

use pulldown_cmark::{Options, Parser};
use serde_json::json;

use crate::support::{Folder, config, html_05, message, run, run_in};

/// A chapter as a preprocessor writes it that parses it and writes it again.
fn written_anew(chapter: &str, smart_punctuation: bool) -> String {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    options.set(Options::ENABLE_SMART_PUNCTUATION, smart_punctuation);
    let mut written = String::new();
    pulldown_cmark_to_cmark::cmark(Parser::new_ext(chapter, options), &mut written, options)
        .unwrap();
    written
}

/// Chapters with directives that are expanded, and text that stays.
const CHAPTERS: [(&str, usize, usize); 12] = [
    ("<<#resources calculus>>", 1, 0),
    ("# A\n\nText.\n\n<<#resources calculus>>\n\nMore.", 1, 0),
    ("- <<#resources calculus>>\n- x", 1, 0),
    ("> <<#resources calculus\n> format=table>>", 1, 0),
    ("<<#resources by=\"Khan Academy\">>", 1, 0),
    ("<<#resources\n  calculus\n  sort=title\n  format=table>>", 1, 0),
    ("See <<#resources essence-of-calculus>> and <<#resources essence-of-linear-algebra>>.", 2, 0),
    ("| a | b |\n|---|---|\n| <<#resources essence-of-calculus>> | x |", 1, 0),
    ("\\<<#resources calculus>>", 0, 1),
    ("<<#resources calculus>>\n\n\\<<#resources calculus>>\n\n<<#resources calculus>>", 2, 1),
    ("`<<#resources calculus>>` and\n\n<<#resources calculus>>", 1, 0),
    ("```text\n<<#resources calculus>>\n```\n\n<<#resources calculus>>", 1, 0),
];

#[test]
fn directives_are_expanded_in_chapters_that_were_written_anew() {
    for (file, sections, texts) in &CHAPTERS {
        for smart_punctuation in [false, true] {
            let folder = Folder::new();
            folder.write("src/a.md", file);
            let received = written_anew(file, smart_punctuation);
            let mut input = message(&folder.0, &config(&json!({})), &[("a.md", &received)]);
            input[0]["renderer"] = "markdown".into();
            let run = run(input.to_string());
            let book: serde_json::Value = serde_json::from_str(&run.stdout).unwrap_or_default();
            let content = book["items"][0]["Chapter"]["content"].as_str().unwrap_or_default();
            assert_eq!(run.stderr, "", "{received}");
            let html = html_05(content);
            let shown = html.matches("&lt;&lt;#resources").count();
            let code = file.matches("`<<#").count() + file.matches("text\n<<#").count();
            assert_eq!(shown, texts + code, "{received}\n---\n{content}");
            assert!(content.matches("](http").count() >= *sections, "{received}\n---\n{content}");
        }
    }
}

/// Dollar signs and mdBook's braces in every field.
const SIGNS: &str = r#"
title = "From $5 to $10 {{#x}}"

[[kinds]]
id = "s"
label = "$s$ {{#x}}"
icon = "$"

[[topics]]
title = "Costs $a$ {{#x}}"
icon = "$"
introduction = "From $5 to $10, `$x$ {{#x}}`. {{#x}}"

[[topics.resources]]
title = "From $5 to $10 {{#x}}"
url = "https://a.example/?a=$b$c"
authors = [{ name = "A $ and $ {{#x}}", url = "https://a.example/$x$" }, "B $x$"]
kind = "s"
description = "From $5 to $10, `$x$ {{#x}}` and [$x$](https://x.example/$y$). {{#x}}"
language = "$x$"
choice = "$x$"
tags = ["$x$"]
was = ["a"]
archived = "https://a.example/$x$"
parts = [{ title = "$x$ {{#x}}", url = "https://a.example/$x$" }]

[[topics.topics]]
title = "After $x$"
after = ["costs-a-x"]

[[topics.topics.resources]]
title = "$"
url = "https://b.example"
"#;

const ALL: &str = "<<#resources all>>\n\n<<#resources all format=table controls=on>>\n\n<<#resources all format=cards>>\n\n\
    <<#resources all format=overview>>\n\n<<#resources all format=map>>\n\n<<#resources all group=kind>>\n\n\
    See <<#resources all format=inline>>.\n";

/// A chapter with all formats, for a renderer.
fn emitted(renderer: &str, settings: &serde_json::Value) -> String {
    let folder = Folder::new();
    folder.write("signs.toml", SIGNS);
    folder.write("src/a.md", ALL);
    let mut table = json!({"catalogue": "signs.toml", "structured-data": true});
    table.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    let mut input = message(&folder.0, &config(&table), &[("a.md", ALL)]);
    input[0]["renderer"] = renderer.into();
    let run = run(input.to_string());
    assert_eq!((run.code, &*run.stderr), (Some(0), ""));
    let book: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    book["items"][0]["Chapter"]["content"].as_str().unwrap().to_owned()
}

#[test]
fn nothing_of_ours_is_mathematics_or_a_helper_to_others() {
    let html = emitted("html", &json!({}));
    for sign in ["$", "{{"] {
        assert_eq!(html.find(sign).map(|at| &html[at..]), None, "{sign}");
    }
    // In code, a backslash would be shown.
    let markdown = emitted("markdown", &json!({})).replace("`$x$ {\u{2060}{#x}}`", "");
    let bare = markdown.replace("\\$", "");
    assert_eq!(bare.find('$').map(|at| &bare[at..]), None);
    assert!(!markdown.contains("{{"), "{markdown}");
}

#[test]
fn mathematics_is_handed_on_if_the_book_wants_it() {
    for (renderer, expected) in
        [("html", ["Costs $a$ ", ">$x$</a>"]), ("markdown", ["Costs $a$ ", "[$x$]("])]
    {
        let text = emitted(renderer, &json!({"math": true}));
        for mathematics in expected {
            assert!(text.contains(mathematics), "{mathematics}: {text}");
        }
    }
}

#[test]
fn translators_get_the_directive() {
    let supports = |renderer| run_in(&Folder::new(), &["supports", renderer]).code;
    assert_eq!(
        [supports("xgettext"), supports("html"), supports("epub")],
        [Some(1), Some(0), Some(0)]
    );
}
